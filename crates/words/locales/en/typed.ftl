### Words about a text in the field that is no domain. The same ids and arguments in every language.

typed-domains = This is a list of { $count } domains. Choose one to check it here.
typed-many = Check all of them
typed-bounce = This is a bounce or a line of a mail log. To check a domain, enter its name alone.
typed-report = This is a TLS report, not a domain or a policy file.
typed-text = { $source ->
        [policy] This is the text of a policy file, not a domain.
        [tlsrpt] This is a TLSRPT record, not a domain.
       *[record] This is an STS record, not a domain.
    }
typed-lint = Check its syntax
typed-taken = { $kind ->
        [mail] You entered a mail address. MTA-STS is set up for its domain, { $domain }.
       *[url] You entered a web address. Mail goes to its domain, { $domain }.
    }
