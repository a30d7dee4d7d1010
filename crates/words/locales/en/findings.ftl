### Words of the findings, one message per rule: the headline in one line, `.why` where the effect on mail needs a reason of its
### own, `.fix` where there is something to do. Every message may use $domain and $mode (enforce, testing, none, unknown).

-id-rule = An { "id" } has 1 to 32 letters and digits, and no separators.
-new-id = Use any value you have not used before, such as the date and time.
-retype = Replace the record with the one shown.
-cloudflare-proxy = In Cloudflare's DNS, turn off the proxy for that record.
-own-mx-line = Write each MX host on its own { "mx" } line, as a plain host name.

## The domain and its name servers

domain-invalid = { $typed } is not a domain name
    .why = { $reason ->
        [empty] It contains no domain name.
        [ip-address] It is an IP address, and MTA-STS works with domain names only.
        [empty-label] The name has two dots in a row, or starts with a dot.
        [label-too-long] A part between two dots has more than 63 characters.
        [too-long] The name has more than 253 characters.
        [character] It contains a character that is not a letter, a digit or a hyphen.
        [hyphen] A part of the name starts or ends with a hyphen.
        [not-idna] It contains letters that a DNS name cannot represent.
       *[other] It cannot be looked up in DNS.
    }
    .fix = Enter the part of a mail address after the @.
domain-extracted = { $domain } was taken from { $typed }
    .why = An MTA-STS policy applies to the domain after the @ of a mail address, so this check uses that domain.
    .fix = Check that { $domain } is the domain you mean.
domain-idn-converted = { $unicode } is { $domain } in DNS
    .why = DNS, certificates and the policy file use this spelling only.
    .fix = Write { $domain } wherever the domain is named: in DNS and in the policy file.
domain-nxdomain = { $domain } does not exist in DNS
    .why = Senders cannot find the domain and bounce mail for it at once.
    .fix = Check the spelling. Ask the registrar whether the registration is still valid.
dns-servfail = The name servers fail to answer for { $names }
    .why = { $fails ->
        [mail] Senders cannot look up where mail goes. Mail queues at the sender.
        [both] Senders treat this as a temporary failure: they fetch no new policy and keep using a saved one. They cannot look up where mail goes either, so mail queues at the sender.
       *[policy] Senders treat this as a temporary failure: they fetch no new policy and keep using a saved one.
    }
    .fix = Query each name server of the domain for { $names }. Repair the one that answers with an error.
dns-dnssec-bogus = The DNSSEC signatures for { $names } are not valid
    .why = { $fails ->
        [mail] Senders that verify DNSSEC cannot look up where mail goes. Mail queues at the sender.
        [both] Senders that verify DNSSEC fetch no new policy and keep using a saved one. They cannot look up where mail goes either, so mail queues at the sender.
       *[policy] Senders that verify DNSSEC fetch no new policy and keep using a saved one.
    }
    .fix = Sign the zone again, or correct the DS record at the registrar so that it matches the current key.
dns-authority-unreachable = No name server of the domain could be reached for { $names }
    .why = { $fails ->
        [mail] Senders cannot look up where mail goes. Mail queues at the sender.
        [both] Senders fetch no new policy and keep using a saved one. They cannot look up where mail goes either, so mail queues at the sender.
       *[policy] Senders fetch no new policy and keep using a saved one.
    }
    .fix = Check that the registered name servers are running and reachable from the Internet.
dns-filtered-answer = The DNS resolver used here blocks { $names }
    .why = This resolver chose to block the name. Mail servers usually use other resolvers.
    .fix = Check again with another resolver.
dns-resolvers-disagree = DNS resolvers give different answers for { $names }
    .why = { $resolver } says { $value }, and { $other } says { $expected }. A recent change may still be spreading, or the domain's name servers differ. Each sender gets one answer or the other by chance.
    .fix = Wait up to { $ttl }, then check again: until then, resolvers may serve a cached answer. If the difference stays, compare the zone on all name servers of the domain.
doh-resolver-unreachable = The DNS resolver { $resolver } could not be reached
    .why = { $other } answered instead. This says nothing about the domain.
    .fix = Choose another resolver, or allow this one in the network filter or browser extension.
dnssec-authenticated = DNSSEC protects the DNS answers for { $domain }

## The STS record

record-ok = The STS record is correct, with { "id" } { $id }
record-missing = There is no STS record at { $name }
    .why = { $mode ->
        [testing] MTA-STS is not in use. Mail is delivered normally.
        [none] MTA-STS is not in use. Mail is delivered normally.
       *[other] MTA-STS is not in use. Senders encrypt when they can, but are not required to verify the server. Senders with a saved policy apply it until it expires.
    }
    .fix = Publish the policy file first, then add this record.
record-missing-policy-present = A policy file is online, but there is no STS record at { $name }
    .why = Senders look for the record first. Without it they never fetch { $url }.
    .fix = { $operator ->
        [none] Add the record.
       *[other] Delegate the record to { $operator } as well, with the CNAME shown. { -cloudflare-proxy }
    }
record-at-wrong-name = The STS record is at { $found } instead of { $name }
    .why = Senders look up { $name } only.
    .fix = Move the record to { $name }, with the leading underscore and a hyphen.
record-name-doubled = The STS record is at { $found }, with the domain name doubled
    .why = The DNS panel added the domain a second time. Senders look up { $name }.
    .fix = In the panel, enter only { "_mta-sts" } as the host, or end the full name with a dot.
record-multiple = There are { $count } STS records at { $name }, so senders use none of them
    .why = Senders use an STS record only if it is the only one.
    .fix = Delete all of them ({ $found }) and publish this one instead. Its new { "id" } makes senders fetch the policy again.
record-other-txt-present = { $count ->
        [one] There is one unrelated TXT record next to the STS record at { $name }
       *[other] There are { $count } unrelated TXT records next to the STS record at { $name }
    }
    .why = Senders skip records that do not start with { "v=STSv1;" }.
    .fix = Remove them when convenient, if nothing else needs them.
record-wildcard-txt = A wildcard record answers at { $name }, but there is no STS record
    .why = The zone answers every name with the same text, often SPF.
    .fix = Add the STS record under its full name. It takes precedence over the wildcard.
record-unrelated-txt = The TXT record at { $name } has nothing to do with MTA-STS: { $value }
    .why = Senders skip it and look for a record that starts with { "v=STSv1;" }.
    .fix = Remove the record if nothing needs it at this name.
record-not-sts = The TXT record at { $name } is not an STS record: { $value }
    .why = Senders look for a record that starts with { "v=STSv1;" }.
    .fix = { -retype }
record-version-wrong = The record starts with { $value } instead of { "v=STSv1" }
    .why = Only one version of MTA-STS exists. Senders skip records with any other version.
    .fix = { -retype }
record-version-case = The record starts with { $value } instead of { "v=STSv1" }: letter case matters
    .why = Senders compare the version letter by letter.
    .fix = { -retype }
record-version-not-first = { "v=STSv1" } is not at the start of the record: { $value }
    .why = Senders check how a record starts, so they do not recognise this one.
    .fix = Move { "v=STSv1" } to the start.
record-leading-junk = A space or an invisible character comes before { "v=STSv1" }: { $value }
    .why = Senders skip a record that does not start with { "v=STSv1" }.
    .fix = Type the value again, without a space in front.
record-quoted = Quotation marks are part of the record: { $text }
    .why = Most DNS panels add the quotation marks themselves. If you type them, they become part of the value, and the record no longer starts with { "v=STSv1" }.
    .fix = Enter the value without quotation marks.
record-escaped-semicolon = There is a backslash before a semicolon in the record: { $text }
    .why = Zone files need the backslash; most DNS panels do not. Here it became part of the value.
    .fix = Enter the value without backslashes.
record-semicolon-missing = The semicolon after { "v=STSv1" } is missing: { $text }
    .why = Senders look for a record that starts with { "v=STSv1;" }, semicolon included.
    .fix = { -retype }
record-space-before-semicolon = There is a space between { "v=STSv1" } and its semicolon: { $text }
    .why = The standard contradicts itself here: its grammar allows the space, its text does not.
    .fix = Remove the space.
record-id-missing = The record has no { "id" }: { $text }
    .why = Senders need the { "id" } to notice changes. A record without one is not valid.
    .fix = Add an { "id" }. { -new-id }
record-id-empty = The { "id" } of the record is empty: { $text }
    .why = { -id-rule }
    .fix = Give the { "id" } a value. { -new-id }
record-id-invalid-chars = The { "id" } contains characters other than letters and digits: { $value }
    .why = { -id-rule }
    .fix = Write the date and time without hyphens, colons or dots.
record-id-too-long = The { "id" } has { $count } characters, but at most 32 are allowed: { $value }
    .why = { -id-rule }
    .fix = Use a shorter { "id" }, such as the date and time.
record-id-case = The field is named { $value } instead of { "id" } in lower case
    .why = Senders recognise the { "id" } in this spelling only. A record without one is not valid.
    .fix = Write { "id" } in lower case.
record-id-duplicate = The record has a second { "id" }: { $value }
    .why = The first one counts. A sender that uses another one misses your changes, or fetches too often.
    .fix = Keep only one { "id" }.
record-id-delimiter-wrong = The { "id" } is not in the form { "name=value" }: { $value }
    .why = The { "id" } and its value need an equals sign between them, without spaces.
    .fix = { -retype }
record-field-syntax = A part of the record is not in the form { "name=value" }: { $value }
    .why = Senders that check the grammar discard the whole record. Each part must be { "name=value" }; only the last one may be empty.
    .fix = Remove this part.
record-policy-fields-in-txt = { $names ->
        [one] { $names } belongs in the policy file, not in the STS record
       *[other] { $names } belong in the policy file, not in the STS record
    }
    .why = Senders ignore them in the record. The record holds only the version and the { "id" }.
    .fix = Keep only { "v" } and { "id" } in the record. Make sure the policy file contains the rest.
record-unknown-field = The record has an extra field: { $value }
    .why = Senders ignore fields they do not know.
    .fix = Remove it, unless you know you need it.
record-trailing-space = There is a space at the end of the record: { $text }
    .why = The grammar does not allow it.
    .fix = Remove the space, or end the record with a semicolon.
record-non-ascii = The record contains characters other than printable ASCII: { $value }
    .why = Text copied from a document can contain look-alikes: a full-width semicolon, curly quotes or a no-break space.
    .fix = Type the record again with plain ASCII characters.
record-multi-string = The record consists of { $count } strings
    .why = Senders join the strings without a space between them. The result is correct.
record-cname = { $name } points to { $target }
    .why = { $operator ->
        [none] The operator of that name maintains the record. That is allowed; the operator decides when senders fetch the policy again.
       *[other] { $operator } maintains the record. That is allowed; { $operator } decides when senders fetch the policy again.
    }
record-cname-dangling = { $name } points to { $target }, which has no record
    .why = The operator removed the record, or the target is misspelt.
    .fix = Ask the operator for the right target, or replace the CNAME with a TXT record of your own.
record-ttl-long = The record at { $name } may be cached for { $ttl }
    .why = { $mode ->
        [enforce] Mail is not affected now. After a policy change, senders can take that long to notice it. Until then they can refuse a new MX host.
       *[other] Mail is not affected. After a policy change, senders can take that long to notice it.
    }
    .fix = Lower the TTL to one hour.
record-subdomain-not-inherited = The policy of { $parent } does not apply to { $domain }
    .why = { $mode ->
        [none] Mail is not affected. A policy applies to exactly one domain.
       *[other] A policy applies to exactly one domain, not to its subdomains. Mail to { $domain } is delivered without MTA-STS.
    }
    .fix = If { $domain } receives mail, publish a record and a policy file for it too.

## The policy host

policy-host-ok = { $host } answers correctly, with a valid certificate
policy-host-nxdomain = { $host } does not exist in DNS
    .why = { $operator ->
        [none] Senders fetch the policy from this host only.
       *[other] The record is delegated to { $operator }, but the policy host is missing. Senders fetch the policy from this host only.
    }
    .fix = { $half ->
        [own] Add an address record or a CNAME for { $host } that points to the web server with the policy file.
        [cname] Delegate the policy host as well, with the CNAME shown. { -cloudflare-proxy }
        [file] { $operator } does not run policy hosts for others. Set up a web server or a Worker at { $host } that proxies { $url }.
       *[unknown] Ask the operator of the record for the target of { $host }, and add that CNAME. { -cloudflare-proxy }
    }
policy-host-no-address = { $host } has no IP address
    .why = { $operator ->
        [none] The name exists, but has no address. Senders cannot fetch the policy.
       *[other] The record is delegated to { $operator }, but the policy host has no address. Senders cannot fetch the policy.
    }
    .fix = { $half ->
        [own] Add an address record for { $host }.
        [cname] Delegate the policy host as well, with the CNAME shown. { -cloudflare-proxy }
        [file] { $operator } does not run policy hosts for others. Set up a web server or a Worker at { $host } that proxies { $url }.
       *[unknown] Ask the operator of the record for the target of { $host }, and add that CNAME. { -cloudflare-proxy }
    }
policy-host-cname = { $host } points to { $target }
    .why = { $operator ->
        [none] The operator of that name serves the policy. That is allowed, as long as the certificate names { $host }.
       *[other] { $operator } serves the policy. That is allowed, as long as the certificate names { $host }.
    }
policy-host-cname-dangling = { $host } points to { $target }, which does not exist
    .why = Senders cannot fetch the policy. A stranger who registers that name could serve a policy for { $domain }.
    .fix = Set up the hosting again, or remove the CNAME.
policy-host-private-address = { $others ->
        [reached] One of the addresses of { $host } is internal: { $address }
        [unseen] One of the addresses of { $host } is internal: { $address }
       *[none] { $host } has the internal address { $address }
    }
    .why = { $others ->
        [reached] Senders on the Internet cannot reach this address. This check reached the web server at another one. { $mode ->
            [testing] Senders that try this one first get the policy late, or give up and send no reports. Mail is delivered.
            [none] Senders that try this one first get the policy late or not at all, so MTA-STS can stay on for them. Mail is delivered.
           *[other] Senders that try this one first get the policy late, or give up and deliver without MTA-STS.
        }
        [unseen] Senders on the Internet cannot reach this address. Those that try it first get the policy late, or give up.
       *[none] Senders on the Internet cannot reach it. They cannot use the policy and deliver without MTA-STS. Senders with a saved policy apply it until it expires.
    }
    .fix = { $others ->
        [none] Publish the public address of the web server in the public DNS.
       *[other] Remove this address from the public DNS, and keep only public ones.
    }
policy-host-ipv6-only = { $host } has IPv6 addresses only
    .why = Senders without IPv6 cannot fetch the policy.
    .fix = Add an IPv4 address (an A record).
policy-host-ipv6-broken = { $host } does not answer at { $address }, but IPv4 works
    .why = Senders that try IPv6 first are slow, or give up.
    .fix = Make the web server listen on IPv6, or remove the AAAA record.
policy-host-address-silent = { $host } does not answer at { $addresses }, but answers at other addresses
    .why = Senders that try one of these addresses first are slow, or give up.
    .fix = Make the web server listen there, or remove the address from DNS.
policy-host-connect-failed = { $host } does not accept connections on port 443
    .why = Senders cannot fetch the policy. Tried: { $addresses }.
    .fix = Start the web server and open port 443 in the firewall.
policy-wrong-port = { $host } answers only on another port: { $ports }
    .why = Senders connect to port 443 only, so they cannot fetch the policy.
    .fix = Serve the policy file over HTTPS on port 443, and open that port in the firewall.
policy-wrong-path = The policy file is at the wrong address: { $found }
    .why = Senders look for it at { $url } only.
    .fix = Move it to { $url }.
policy-wrong-host = The policy file is on the wrong host: { $found }
    .why = Senders fetch the policy from { $host } only.
    .fix = Set up { $host } and serve the file there.
policy-host-tls-handshake-failed = TLS connections to { $host } fail: { $detail }
    .why = Without an encrypted connection, senders cannot fetch the policy.
    .fix = Check that { $host } has a certificate configured and does not demand a client certificate.
policy-host-tls-old = { $host } offers only outdated TLS versions
    .why = Senders require TLS 1.2 or later to fetch the policy.
    .fix = Enable TLS 1.2 and 1.3 on the web server.
policy-host-tls-expired = The certificate of { $host } expired on { $date }
    .fix = Renew the certificate, and find out why it was not renewed automatically.
policy-host-tls-not-yet-valid = The certificate of { $host } is not valid before { $date }
    .fix = Install a certificate that is valid now, or have the issuer correct its clock.
policy-host-tls-expiring = { $days ->
        [0] The certificate of { $host } expires today, { $date }
        [one] The certificate of { $host } expires tomorrow, { $date }
       *[other] The certificate of { $host } expires in { $days } days, on { $date }
    }
    .why = { $mode ->
        [enforce] Mail is not affected yet. Once the certificate has expired, senders can no longer fetch the policy. Those with a saved policy apply it until it runs out; the others deliver without MTA-STS.
       *[other] Mail is not affected. Once the certificate has expired, senders can no longer fetch the policy.
    }
    .fix = Renew it now, and check that automatic renewal works.
policy-host-tls-name-mismatch = The certificate is for { $names }, not for { $host }
    .why = Senders accept a policy only if the certificate names the policy host.
    .fix = Get a certificate for { $host } (as a subject alternative name).
policy-host-tls-provider-cert = The hosting service at { $target } presents its own certificate, for { $names }
    .why = The certificate must name { $host }. The name of the service does not count.
    .fix = Register { $host } as a custom domain with the service, and wait until its certificate is issued.
policy-host-tls-wildcard-too-shallow = The wildcard certificate { $names } does not cover { $host }
    .why = A wildcard covers exactly one label of a name, and this name has more.
    .fix = Get a certificate for { $host } itself.
policy-host-tls-cn-only = The certificate has { $host } only in the old common name field
    .why = Senders check only the subject alternative names.
    .fix = Have the certificate issued again with { $host } as a subject alternative name.
policy-host-tls-self-signed = { $host } uses a self-signed certificate
    .why = Senders trust certificates from public authorities only.
    .fix = Use a certificate from a public authority.
policy-host-tls-untrusted-ca = The certificate of { $host } comes from { $issuer }, which senders do not trust
    .why = Senders trust about the same authorities as browsers do. A private authority is not among them.
    .fix = Use a certificate from a public authority.
policy-host-tls-chain-incomplete = { $host } does not send the intermediate certificate from { $issuer }
    .why = Browsers often fetch it themselves; mail servers do not.
    .fix = Install the full chain on the web server, not the certificate alone.
policy-http-redirect = { $host } redirects to { $target } instead of serving the policy file
    .why = Senders must not follow redirects (status { $status }); only browsers do. They get no policy at { $url }.
    .fix = Serve the file directly at this address, and exclude it from redirect rules.
policy-http-not-found = There is no file at { $url }
    .why = The web server answers with status { $status }.
    .fix = Put the file there. Some site generators skip folders whose name starts with a dot.
policy-http-auth-required = { $host } requires a login for the policy file (status { $status })
    .why = Senders cannot log in at { $url }.
    .fix = Make this one address public.
policy-http-forbidden = { $host } refuses to serve the policy file (status { $status })
    .why = This check requested { $url }.
    .fix = Check file permissions, blocked countries and firewall rules for this address.
policy-http-waf-challenge = { $host } serves a bot check instead of the policy file
    .why = A bot check expects a person at a browser. Senders cannot pass it at { $url } (status { $status }).
    .fix = Exclude this address from bot protection, browser checks and rate limits.
policy-http-server-error = { $host } returns a server error instead of the policy file (status { $status })
    .why = This check requested { $url }.
    .fix = Read the error log of the web server.
policy-http-rate-limited = { $host } limits requests for the policy file (status { $status })
    .why = This check requested { $url }. Senders that hit the limit get no policy.
    .fix = Exclude this address from rate limits.
policy-http-status-not-200 = { $host } answers with status { $status } instead of 200
    .why = Senders accept the policy at { $url } only with status 200.
    .fix = Serve the file as a plain static file.
policy-http-timeout = { $host } does not deliver the policy file within a minute
    .why = Senders stop waiting for { $url } by then, many of them earlier.
    .fix = Serve a static file that no program has to generate.
policy-http-slow = { $host } takes { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    } to deliver the policy file
    .why = Some senders wait only about four seconds for { $url }.
    .fix = Serve the file from static hosting.
policy-http-blocks-user-agent = { $host } gives the policy to browsers only; others get status { $status }
    .why = It filters by the user agent, the program's name in the request. Mail servers are not browsers, so most of them are refused as well.
    .fix = Turn off filtering by user agent for { $url }.
policy-http-h2-only = { $host } supports HTTP/2 only
    .why = Senders may use any version of HTTP at { $url }. Many support HTTP/1.1 only, and so does this check.
    .fix = Enable HTTP/1.1 as well as HTTP/2.
policy-http-compressed = { $host } sends the policy file compressed ({ $value })
    .why = The request for { $url } did not ask for compression. A sender that does not decompress the file cannot read it.
    .fix = Turn off compression for this file, or for clients that do not ask for it.
policy-http-too-large = The policy file is larger than { $count } bytes
    .why = Senders stop reading { $url } at 64 KiB or earlier.
    .fix = Serve only the lines of the policy; a few hundred bytes are enough.
policy-http-content-type-html = The policy file is labelled as a web page ({ $value })
    .why = Senders expect { "text/plain" }, and several widely used ones reject anything else.
    .fix = Configure the web server to send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-content-type-other = The policy file is labelled { $value } instead of { "text/plain" }
    .why = Senders expect { "text/plain" }, and several widely used ones reject anything else.
    .fix = Configure the web server to send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-content-type-missing = { $host } does not declare the type of the policy file
    .why = Senders expect { "text/plain" }, and several widely used ones reject anything else.
    .fix = Configure the web server to send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-content-type-repeated = { $host } sends the type of the policy file more than once: { $value }
    .why = A response has one Content-Type. Programs may take any of several, or reject the response.
    .fix = Configure the web server to send { "Content-Type: text/plain; charset=utf-8" } once. In nginx, use { "default_type" } instead of { "add_header" }.
policy-http-charset-unusual = The policy file is served with an unusual character set: { $value }
    .why = Senders expect ASCII or UTF-8. Some decode the file as declared, and may misread it.
    .fix = Configure the web server to send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-broken = { $host } does not complete its HTTP response for the policy file
    .why = TLS works, but the HTTP response at { $url } is incomplete.
    .fix = Read the error log of the web server and of any proxy in front of it.
policy-host-hsts-irrelevant = { $host } sends an HSTS header, which MTA-STS does not use
    .why = HSTS is for browsers. It neither helps nor harms MTA-STS.
proxy-unavailable = The service that fetches the policy of { $domain } for this check cannot be reached
    .why = Browsers cannot fetch the policy themselves. This says nothing about { $domain }.
    .fix = Try again later, or paste the policy file into the syntax check.

## The policy file

policy-ok = The policy file of { $domain } is correct
policy-empty = The policy file of { $domain } is empty
    .why = Senders find nothing to read in it.
    .fix = Publish a policy file, starting in { "testing" } mode.
policy-body-is-html = A web page is served instead of the policy file of { $domain }
    .why = Many web servers answer every address with their start page, even an address that does not exist.
    .fix = Configure the web server to serve the plain text file at this address.
policy-txt-record-in-file = The policy file contains the text of the STS record: { $value }
    .why = The STS record announces the policy; the file contains it. They have different contents.
    .fix = Replace the content of the file. The record stays in DNS.
policy-other-format = The policy file of { $domain } is { $format ->
        [json] JSON
        [xml] XML
        [yaml] YAML
        [url] the address of a file
        [spf] an SPF record
        [dmarc] a DMARC record
        [tlsrpt] a TLSRPT record
        [dkim] a DKIM key
        [bimi] a BIMI record
        [dns-tool] the output of a DNS tool
        [toml] a TOML or INI file
        [markdown] Markdown
        [csv] a CSV table
        [table] a table or a list of labels
        [python] a dictionary in Python
        [php] an array in PHP
        [ruby] a hash in Ruby
        [elixir] a map in Elixir
        [javascript] an object in JavaScript
        [terraform] Terraform code
        [nix] Nix code
        [html-tags] a text with HTML tags
        [look-alikes] a text with full-width or other look-alike characters
        [template] a template with placeholders that were not filled in
        [text] a text without any policy line
       *[zone] a zone file
    }, not a policy
    .why = A policy has one { "name: value" } pair on each line, with one { "mx" } line for each host.
    .fix = Replace the content of the file.
policy-bom = The policy file of { $domain } starts with an invisible byte order mark (BOM)
    .why = The editor added it, and it becomes part of the first line.
    .fix = Save the file as UTF-8 without BOM.
policy-encoding-not-utf8 = The policy file of { $domain } is not saved as UTF-8
    .why = Senders cannot read its lines.
    .fix = Save the file as plain ASCII or as UTF-8 without BOM.
policy-single-line = Line { $line } contains several settings
    .why = Each setting needs its own line. Senders read this line as a single setting and miss the others.
    .fix = Put each setting on its own line.
policy-newline-cr = The lines of the policy file of { $domain } end with CR, as on very old Macintosh computers
    .why = Most senders read the file as one long line.
    .fix = Save the file with LF or CRLF line endings.
policy-newline-lf = The lines of the policy file of { $domain } end with LF, which every sender accepts
policy-quoted = There are quotation marks in line { $line }: { $value }
    .why = Senders read quotation marks as part of the value.
    .fix = Remove the quotation marks.
policy-trailing-semicolon = Line { $line } ends with a semicolon or comma: { $value }
    .why = Semicolons separate the fields of the STS record. In the policy file they become part of the value.
    .fix = Remove the semicolon or comma at the end.
policy-equals-instead-of-colon = Line { $line } has an equals sign instead of a colon: { $value }
    .why = The STS record uses equals signs; the policy file uses colons.
    .fix = Replace the equals sign with a colon.
policy-line-syntax = Line { $line } is not a setting: { $value }
    .why = A setting is a name, a colon and a value.
    .fix = Delete the line, or correct it.
policy-comment-line = Line { $line } is a comment: { $value }
    .why = The policy format has no comments.
    .fix = Delete the line.
policy-blank-line = Line { $line } is empty
    .why = The policy format has no empty lines.
    .fix = Delete the empty line.
policy-line-leading-space = Line { $line } starts with a space: { $value }
    .why = The name of a setting must be at the very start of its line.
    .fix = Delete the space.
policy-key-space-before-colon = There is a space before the colon in line { $line }: { $value }
    .why = The colon must follow the name directly.
    .fix = Delete the space.
policy-key-case = Line { $line } says { $value } instead of { $expected } in lower case
    .why = Senders compare names letter by letter and do not recognise this one.
    .fix = Write { $expected }.
policy-key-typo = Line { $line } says { $value }, probably instead of { $expected }
    .why = Senders ignore names they do not know, so they miss this setting.
    .fix = Write { $expected }.
policy-unknown-field = Line { $line } has an extra setting: { $value }
    .why = Senders ignore settings they do not know.
    .fix = Delete the line, unless you know you need it.
policy-duplicate-field = Line { $line } sets { $value } a second time
    .why = By the standard, the first line counts.
    .fix = Keep only one of the lines.
policy-version-missing = The policy file of { $domain } lacks the line { "version: STSv1" }
    .why = Senders do not accept a policy file without it.
    .fix = Add the line at the top.
policy-version-wrong = The version in line { $line } is { $value } instead of { "STSv1" }
    .why = Only one version exists, written exactly like this.
    .fix = Correct the line.
policy-version-not-first = The version is in line { $line } instead of the first line
    .why = The standard allows any order. Google's instructions ask for the version first.
    .fix = Move the line to the top.
policy-mode-missing = The policy file of { $domain } has no { "mode" } line
    .why = Senders cannot tell whether to enforce the policy or only test it, so they drop it.
    .fix = Add a { "mode" } line, starting with { "testing" }.
policy-mode-invalid = Line { $line } has an unknown mode: { $value }
    .why = The modes are { "enforce" }, { "testing" } and { "none" }.
    .fix = Choose one of the three, starting with { "testing" }.
policy-mode-report-legacy = Line { $line } says { "report" }, which is now called { "testing" }
    .why = The word comes from an early draft. Senders no longer know it.
    .fix = Write { "mode: testing" }.
policy-mode-case = Line { $line } says { $value } instead of { $expected } in lower case
    .why = Senders compare the mode letter by letter.
    .fix = Write { $expected }.
policy-mode-enforce = The policy of { $domain } is in { "enforce" } mode
    .why = Senders that follow MTA-STS deliver only to listed MX hosts, and only over verified TLS.
policy-mode-testing = The policy of { $domain } is in { "testing" } mode and protects nothing yet
    .why = Nothing is refused. Senders that send TLS reports report what would have failed.
    .fix = When the reports show no failures for about two weeks, write { "mode: enforce" }, then change the { "id" } in DNS.
policy-mode-none = The policy of { $domain } switches MTA-STS off
    .why = Senders act as if there were no policy, and drop a saved one as soon as they read this.
    .fix = If you did not intend that, write { "mode: testing" }, then change the { "id" } in DNS.
policy-max-age-missing = The policy file of { $domain } has no { "max_age" } line
    .why = Senders do not know how long to save the policy, so they drop it.
    .fix = Add a { "max_age" } line. One week is a good start.
policy-max-age-invalid = The { "max_age" } in line { $line } is not a number of seconds: { $value }
    .why = It must have 1 to 10 digits and nothing else.
    .fix = Write the number of seconds without a unit.
policy-max-age-too-large = The { "max_age" } in line { $line } is more than one year: { $value }
    .why = The maximum is 31557600, which is one year.
    .fix = Lower it to one year or less.
policy-max-age-zero = The { "max_age" } in line { $line } is 0
    .why = { $mode ->
        [none] Senders do not save that MTA-STS is switched off. Some treat 0 as an error.
        [testing] Senders cannot save the policy. Some treat 0 as an error.
       *[other] Senders do not save the policy, so an attacker who blocks one look-up defeats it. Some treat 0 as an error.
    }
    .fix = Write at least one week, in seconds.
policy-max-age-days-suspected = The { "max_age" } in line { $line } is only { $value } seconds, but may be meant in days
    .why = { $mode ->
        [none] For a policy that switches MTA-STS off, this does no harm. One day is usual.
        [testing] Senders forget the policy within minutes.
       *[other] Senders forget the policy within minutes, so it protects almost nothing.
    }
    .fix = The unit is seconds. If you meant days, write { $expected }.
policy-max-age-too-short = The { "max_age" } in line { $line } is only { $ttl }
    .why = { $mode ->
        [none] Mail is not affected.
        [testing] It works, but Google's instructions ask for at least one day.
       *[other] Senders usually refresh the policy once a day. This one expires earlier, so the protection lapses in between. Google's instructions ask for at least one day.
    }
    .fix = Write at least one week, in seconds.
policy-max-age-short = The { "max_age" } in line { $line } is { $ttl }
    .why = { $mode ->
        [enforce] It works. The longer senders save the policy, the harder it is to bypass.
       *[other] Mail is not affected.
    }
    .fix = When everything is stable, raise it to two weeks or more.
policy-mx-missing = The policy of { $domain } lists no MX host
    .why = A policy in { "enforce" } or { "testing" } mode needs at least one { "mx" } line.
    .fix = Add one { "mx" } line for each MX host of the domain.
policy-mx-empty = The { "mx" } in line { $line } is empty
    .fix = Write a host name, or delete the line.
policy-mx-has-preference = The { "mx" } in line { $line } has a priority number: { $value }
    .why = The number belongs in the MX record only.
    .fix = Write only the host name, { $expected }.
policy-mx-trailing-dot = The { "mx" } in line { $line } ends with a dot: { $value }
    .why = The dot belongs in zone files only.
    .fix = Write { $expected }, without the dot.
policy-mx-multiple-hosts-one-line = The { "mx" } in line { $line } names several hosts: { $value }
    .why = Each line holds one host name. Several names in one line match no MX host.
    .fix = { -own-mx-line }
policy-mx-ip-address = The { "mx" } in line { $line } is an IP address: { $value }
    .why = { $mode ->
        [none] Mail is not affected.
        [testing] It matches no MX host. Mail is delivered, and senders that send TLS reports report the mismatch.
       *[other] It matches no MX host, so senders refuse a host listed only this way. An IPv6 address or brackets make strict senders drop the whole policy.
    }
    .fix = Write the host name from the MX record.
policy-mx-url-or-port = The { "mx" } in line { $line } contains more than a host name: { $value }
    .fix = Write only the host name, without a URL, mailbox or port.
policy-mx-unicode = The { "mx" } in line { $line } is not in ASCII: { $value }
    .why = DNS uses only the { "xn--" } spelling of such a name.
    .fix = Write the { "xn--" } spelling, as in the MX record.
policy-mx-wildcard-invalid = The asterisk in line { $line } is in the wrong place: { $value }
    .why = An asterisk can replace only the whole first label, followed by a dot.
    .fix = Move the asterisk to the start, or write the full host names.
policy-mx-wildcard-tld = The pattern in line { $line } covers almost any host: { $value }
    .why = { $mode ->
        [enforce] Any host under that suffix with a valid certificate passes as your MX host, so the policy protects nothing.
       *[other] Delivery is not affected. In { "enforce" } mode such a policy would protect nothing.
    }
    .fix = List the real MX hosts.
policy-mx-wildcard-own-domain = The pattern in line { $line } covers every host directly below the domain: { $value }
    .why = { $mode ->
        [enforce] Any host there that has a certificate passes as an MX host.
       *[other] Delivery is not affected.
    }
    .fix = List the MX hosts by name, which is safer.
policy-mx-bad-hostname = The { "mx" } in line { $line } is not a valid host name: { $value }
    .fix = Write the host name as in the MX record: letters, digits, hyphens and dots.
policy-mx-single-label = The { "mx" } in line { $line } has no domain part: { $value }
    .why = It matches no MX host on the Internet.
    .fix = Write the full host name.
policy-mx-duplicate = Line { $line } lists { $value } a second time
    .fix = Delete the second line when convenient.
policy-mx-uppercase = The { "mx" } in line { $line } has capital letters: { $value }
    .why = Host names do not distinguish capital and small letters.
    .fix = Lower case is safer.

## The MX hosts against the policy

mx-ok = { $count ->
        [one] The MX host is in the policy
       *[other] All { $count } MX hosts are in the policy
    }
mx-missing-implicit = { $domain } has no MX record, so mail goes to its own address
    .why = { $mode ->
        [none] Mail is delivered to the domain's own address.
        [testing] Mail is delivered to the domain's own address.
       *[other] The MX host is then { $domain } itself, so the policy has to list that name. The standard does not spell out this case.
    }
    .fix = Add an MX record with the host name of the MX host.
mx-missing-no-address = { $domain } has no mail server
    .why = There is neither an MX record nor an address. Senders bounce the mail.
    .fix = Add an MX record. If the domain should not receive mail, publish a null MX.
mx-null = { $domain } declares that it receives no mail
    .why = Senders bounce mail at once, as intended. A policy has nothing to protect.
    .fix = { $published ->
        [yes] MTA-STS can be removed step by step. If you want mail, remove the null MX.
       *[no] If you want mail, remove the null MX.
    }
mx-null-mixed = The MX records of { $domain } contain both a null MX (“no mail”) and mail servers
    .why = Some senders bounce the mail at once; others use the remaining MX hosts.
    .fix = Delete the null MX, the one whose host is a single dot.
policy-mx-not-covered = { $host } is not in the policy
    .why = { $preference ->
        [none] It is one of the MX hosts you entered.
       *[other] It is an MX host of the domain (preference { $preference }).
    } { $slip ->
        [asterisk] In the policy, { $value } lacks an asterisk and a dot in front, so it does not cover this host.
        [zero] The policy has { $value }, where the number is written differently.
       *[none] No { "mx" } line covers it.
    }
    .fix = Add an { "mx" } line for { $host }.
policy-mx-none-covered = No MX host of { $domain } is in the policy
    .why = { $slip ->
        [asterisk] In the policy, { $value } lacks an asterisk and a dot in front, so it does not cover { $host }.
        [zero] The policy has { $value } where the MX host is { $host }: the number is written differently.
       *[none] { $names ->
            [one] No { "mx" } line covers { $names }.
           *[other] No { "mx" } line covers any of them: { $names }.
        }
    }
    .fix = Add one { "mx" } line for each MX host.
policy-mx-wildcard-depth = { $value } does not cover { $host }
    .why = The asterisk covers exactly one label of a name, and this name has more.
    .fix = Add an { "mx" } line with the full name { $host }.
policy-mx-wildcard-apex = { $value } does not cover { $host } itself
    .why = The asterisk covers exactly one label of a name, never none.
    .fix = Add an { "mx" } line with the name { $host }.
policy-mx-microsoft-depth = { $value } does not cover Microsoft's server { $host }
    .why = Microsoft's new server names have one label more than the pattern.
    .fix = Add an { "mx" } line for { $expected }.
policy-mx-microsoft-old-endpoint = The policy lists only Microsoft's old names, not { $host }
    .why = This is one of Microsoft's new server names. The domain is moving to them, or has moved.
    .fix = Add an { "mx" } line for { $expected }, and keep the old line until the move is complete.
policy-mx-google-incomplete = The policy does not list Google's server { $host }
    .why = It lists only { $value } of Google's names, which does not cover this host.
    .fix = Add an { "mx" } line for it.
policy-mx-unused = Line { $line } covers no current MX host: { $value }
    .why = { $near ->
        [some] It comes close to { $host }, but does not cover it.
       *[none] That is right during a move. Otherwise the line is left over or misspelt.
    }
    .fix = { $near ->
        [some] Remove the line once another one covers { $host }.
       *[none] Remove the line once the move is complete.
    }
mx-is-ip = The MX record contains an IP address: { $value }
    .why = An MX record needs a host name. Senders cannot look up an IP address, and skip it.
    .fix = Give the MX host a name, and put that name in the MX record.
mx-no-address = { $host } has no IP address
    .why = Senders skip this MX host. If it is the only one, mail queues at the sender and finally bounces.
    .fix = Add an address record for { $host }, or remove it from the MX records.
mx-is-cname = { $host } is an alias of { $target }
    .why = { $lives ->
        [no] That name has no address, so senders cannot deliver there.
       *[yes] { $mode ->
            [enforce] It usually works. The policy and the certificate need the name in the MX record, not the target. Some senders do not accept an alias here.
           *[other] It usually works, but some senders do not accept an alias in an MX record.
        }
    }
    .fix = In the MX record, use a name that has addresses of its own.
mx-private-address = { $others ->
        [some] One of the addresses of { $host } is internal: { $address }
       *[none] { $host } has the internal address { $address }
    }
    .why = { $others ->
        [none] Senders on the Internet cannot reach it.
       *[some] Senders on the Internet cannot reach this address. Those that try it first deliver late.
    }
    .fix = { $others ->
        [none] Publish the public address in the public DNS.
       *[some] Remove this address from the public DNS, and keep only public ones.
    }
mx-ipv6-only = The MX hosts of { $domain } have IPv6 addresses only
    .why = Senders without IPv6 cannot deliver.
    .fix = Add an IPv4 address (an A record) for at least one MX host.
mx-parked-with-policy = { $domain } does not seem to be used for mail, so MTA-STS has nothing to protect
    .why = The domain receives no mail.
    .fix = If that is intended, MTA-STS can be removed step by step. If you want mail, remove the null MX.
mx-ttl-over-microsoft-limit = The MX records may be cached for { $ttl }; Microsoft supports at most six hours
    .fix = Lower the TTL of the MX records to one hour.

## TLS of the MX hosts

mx-tls-ok = { $host } offers TLS with a valid certificate
mx-probe-blocked = This check cannot reach the MX hosts of { $domain } from its network
    .why = Port 25 is blocked there, as in many networks.
    .fix = Test { $host } from another network.
mx-connect-failed = { $host } does not answer on port 25
    .why = No connection to { $addresses } succeeded. Senders do not count that as an MTA-STS failure: they try another MX host, or try again later.
    .fix = Check that the mail server is running and that port 25 is open to the Internet.
mx-greeting-rejected = { $host } rejected this check: { $reply }
    .why = Mail servers reject unknown clients, for example by greylisting, a blocklist or a tarpit. The check was rejected before TLS.
    .fix = Check again later, or from another network.
mx-dialogue-broken-off = { $how ->
        [closed] { $step ->
            [before-greeting] { $host } closed the connection without a greeting
            [in-greeting] { $host } closed the connection in the middle of its greeting
            [greeting] { $host } closed the connection before its greeting was complete
            [ehlo] { $host } closed the connection after its greeting, without an answer to { "EHLO" }
            [helo] { $host } does not support { "EHLO" } and closed the connection without an answer to { "HELO" }
           *[starttls] { $host } offers TLS, but closed the connection without an answer to { "STARTTLS" }
        }
        [timeout] { $step ->
            [before-greeting] { $host } accepted the connection, but sent no greeting in time
            [in-greeting] { $host } began its greeting, but did not complete it in time
            [greeting] { $host } accepted the connection, but sent no greeting in time
            [ehlo] { $host } did not answer { "EHLO" } in time
            [helo] { $host } does not support { "EHLO" } and did not answer { "HELO" } in time
           *[starttls] { $host } offers TLS, but did not answer { "STARTTLS" } in time
        }
       *[not-smtp] { $host } did not answer as a mail server does: { $detail }
    }
    .why = This check could not see its TLS. Some mail servers treat only unknown clients like this.
    .fix = Check again later, or from another network. If it happens again, look at the log of the mail server.
mx-starttls-missing = { $host } does not offer TLS
    .why = { $hidden ->
        [firewall] A row of { "X" } replaces { "STARTTLS" }: a firewall in between overwrites it.
        [first-line] { "STARTTLS" } is in the first line of its answer to { "EHLO" }, where the host name belongs. Senders look for it from the second line on.
        [no-esmtp] It does not support { "EHLO" } and answers { $reply }. Without ESMTP there is no { "STARTTLS" }.
        [helo-only] It answers { "EHLO" } with { $reply } and accepts { "HELO" }. Without ESMTP there is no { "STARTTLS" }.
       *[no] Its answer to { "EHLO" } does not list { "STARTTLS" }, the command that begins TLS.
    }
    .fix = { $hidden ->
        [firewall] Turn off SMTP inspection in the firewall.
        [first-line] Let the answer to { "EHLO" } begin with the host name. Look for a firewall or a mail filter that changes the order of the lines.
        [helo-only] Use mail software that supports ESMTP and TLS. If it does, look for a firewall that blocks { "EHLO" }.
        [no-esmtp] Use mail software that supports ESMTP and TLS. If it does, look for a firewall that blocks { "EHLO" }.
       *[no] Enable { "STARTTLS" }, in Postfix with { "smtpd_tls_security_level = may" } and { "smtpd_tls_chain_files" }. If it is enabled, look for a firewall that hides it.
    }
mx-starttls-refused = { $host } offers TLS but then refuses it: { $reply }
    .why = It lists { "STARTTLS" }, but does not answer the command with { "220" }.
    .fix = Check that the mail server can read its certificate and its key. Its log gives the reason.
mx-addresses-differ = { $some ->
        [none] The addresses of { $host } fail in different ways
       *[some] TLS of { $host } is valid at some addresses only
    }
    .why = { $some ->
        [none] TLS is not valid at any of them: { $bad }.
       *[some] It is valid at { $good }, but not at { $bad }. { $mode ->
            [enforce] Senders that follow MTA-STS must not deliver to an address without valid TLS. Mail is late, or bounces if every attempt reaches such an address.
            [testing] Mail is delivered. Senders that send TLS reports report an occasional failure.
           *[other] Mail is delivered.
        }
    }
    .fix = Give every server behind { $host } the same certificate and the same TLS settings.
mx-requiretls-offered = { $host } supports { "REQUIRETLS" }
    .why = This extension lets a sender demand verified TLS for a single message.
mx-tls-handshake-failed = TLS connections to { $host } fail: { $detail }
    .why = The handshake after { "STARTTLS" } fails.
    .fix = Check the key, certificate chain and ciphers of the mail server.
mx-tls-version-old = { $host } offers only outdated TLS versions
    .why = MTA-STS requires TLS 1.2 or later.
    .fix = Enable TLS 1.2 and 1.3, in Postfix with { "smtpd_tls_protocols = >=TLSv1.2" }.
mx-tls-accepts-old = { $host } still accepts { $version }
    .why = Senders that support a newer version use that one.
    .fix = Turn it off once no sender needs it, in Postfix with { "smtpd_tls_protocols = >=TLSv1.2" }.
mx-cert-expired = The certificate of { $host } expired on { $date }
    .fix = Renew the certificate and reload the mail server, which may still use the old one.
mx-cert-not-yet-valid = The certificate of { $host } is not valid before { $date }
    .fix = Install a certificate that is valid now, or have the issuer correct its clock.
mx-cert-expiring = { $days ->
        [0] The certificate of { $host } expires today, { $date }
        [one] The certificate of { $host } expires tomorrow, { $date }
       *[other] The certificate of { $host } expires in { $days } days, on { $date }
    }
    .fix = Renew it now, and make sure every renewal reloads the mail server.
mx-cert-name-mismatch = The certificate is for { $names }, not for { $host }
    .why = { $provider ->
        [none] Senders compare the certificate with the name in the MX record.
       *[other] Senders compare the certificate with the name in the MX record. This one is for the server's own name at { $provider }. If you can use a name that the certificate covers, put it in the MX record and the policy instead.
    }
    .fix = Get a certificate for { $host } (as a subject alternative name).
mx-cert-names-domain-only = The certificate is for { $domain }, not for the MX host { $host }
    .why = Senders compare the certificate with the name in the MX record. The name of the domain does not count.
    .fix = Have { $host } added to the certificate as a subject alternative name.
mx-cert-wildcard-depth = The wildcard certificate { $names } does not cover { $host }
    .why = A wildcard covers exactly one label of a name.
    .fix = Get a certificate for { $host } itself.
mx-cert-cn-only = The certificate has { $host } only in the old common name field
    .why = Senders check only the subject alternative names.
    .fix = Have the certificate issued again with { $host } as a subject alternative name.
mx-cert-self-signed = { $host } uses a self-signed certificate
    .why = Senders that follow MTA-STS trust certificates from public authorities only.
    .fix = Use a certificate from a public authority, such as Let's Encrypt.
mx-cert-untrusted-ca = The certificate of { $host } comes from { $issuer }, which senders do not trust
    .why = Senders trust about the same authorities as browsers do. A private authority is not among them.
    .fix = Use a certificate from a public authority.
mx-cert-chain-incomplete = { $host } does not send the intermediate certificate from { $issuer }
    .why = Mail servers do not fetch it themselves.
    .fix = Install the full chain, not the certificate alone: in Postfix, { "smtpd_tls_chain_files" } takes the key and then all certificates.
mx-sni-required = { $host } refuses TLS when senders do not send its name (SNI)
    .why = Senders that follow MTA-STS send the server name. Others may not, and should get a default certificate instead of a refusal.
    .fix = Configure a default certificate on the mail server.

## TLS reports

tlsrpt-ok = TLS reports go to { $names }
tlsrpt-missing = There is no TLSRPT record at { $name }
    .why = The record tells senders where to send reports of failures. One record turns the reports on.
    .fix = Add the record at exactly this name: both labels start with an underscore. The mailbox { "tlsrpt" } is an example: name one that you read.
tlsrpt-wrong-name = The TLSRPT record is at { $found } instead of { $name }
    .why = Senders look up { $name } only.
    .fix = Move the record to { $name }.
tlsrpt-multiple = There are { $count } TLSRPT records at { $name }, so senders use none of them
    .why = Senders use a TLSRPT record only if it is the only one.
    .fix = Merge them into one record, with the addresses separated by commas.
tlsrpt-version-wrong = The TLSRPT record starts with { $value } instead of { "v=TLSRPTv1" }
    .why = Senders compare the version letter by letter.
    .fix = Correct the start of the record.
tlsrpt-semicolon-missing = The semicolon after { "v=TLSRPTv1" } is missing: { $text }
    .why = Senders look for a record that starts with { "v=TLSRPTv1;" }, semicolon included.
    .fix = Add the semicolon.
tlsrpt-quoted = Quotation marks or backslashes are part of the TLSRPT record: { $text }
    .why = Most DNS panels add them where needed. If you type them, they become part of the value.
    .fix = Enter the value without them.
tlsrpt-rua-missing = The TLSRPT record has no address: { $text }
    .why = The field { "rua" } says where reports go.
    .fix = Add { "rua" } with an address. The mailbox { "tlsrpt" } is an example: name one that you read.
tlsrpt-rua-typo = The TLSRPT record says { $value } instead of { "rua" }
    .why = Senders ignore fields they do not know, so they find no address.
    .fix = Write { "rua=" } before the addresses.
tlsrpt-rua-no-scheme = The report address { $value } starts with neither { "mailto:" } nor { "https:" }
    .why = Senders cannot tell whether it is a mailbox or a web address.
    .fix = Put { "mailto:" } in front of a mail address.
tlsrpt-rua-scheme-unsupported = Senders cannot send reports to { $value }
    .why = Only { "mailto:" } and { "https:" } addresses are allowed.
    .fix = Write a mail address after { "mailto:" }, without slashes, or a web address with { "https:" }.
tlsrpt-rua-separator = Report addresses need exactly one comma between them: { $value }
    .why = At another mark or an extra comma, senders miss the rest or discard the record.
    .fix = Put one comma between two addresses, and none at the end.
tlsrpt-rua-spaces = There is a space in the report address: { $value }
    .fix = Remove the space, or write it as { "%20" }.
tlsrpt-rua-unencoded = There is an exclamation mark in the report address: { $value }
    .why = An exclamation mark must be written as { "%21" }. TLSRPT does not have the size limits once used in DMARC.
    .fix = Remove the exclamation mark and the text after it, or write the mark as { "%21" }.
tlsrpt-rua-invalid = Reports cannot be sent to this address: { $value }
    .why = It contains a placeholder, a character that is not allowed in an address, more than one address, or no domain.
    .fix = Write each address as { "mailto:" } and one mail address, or as a complete { "https:" } address, and put commas between them.
tlsrpt-rua-final-dot = The report address ends with a dot: { $value }
    .why = Mail domains have no final dot. Some senders cannot send reports there.
    .fix = Remove the dot.
tlsrpt-rua-repeated = The TLSRPT record has another { "rua" } field: { $value }
    .why = RFC 8460 does not say which one counts. Some senders use only the first.
    .fix = Put all addresses into one { "rua" } field, with commas between them.
tlsrpt-rua-domain-no-mail = The domain of the report address cannot receive mail: { $value }
    .fix = Use a mailbox that exists.
tlsrpt-https-endpoint-failing = The host that should receive TLS reports has no address: { $host }
    .fix = Correct the host name or its DNS records, or have the reports sent by mail.
tlsrpt-without-mta-sts = { $domain } requests TLS reports, but uses neither MTA-STS nor DANE
    .why = That is a good first step: reports will show problems as soon as one of them is in use.
    .fix = Continue with an MTA-STS policy in { "testing" } mode.
tlsrpt-field-syntax = A part of the TLSRPT record cannot be read: { $value }
    .why = Each part has the form { "name=value" }, and an address is a complete { "mailto:" } or { "https:" } address. Senders may discard the whole record.
    .fix = Correct this part, or remove it.

## DANE

dane-ok = DANE matches the certificates of all MX hosts of { $domain }
dane-absent = The MX hosts of { $domain } do not use DANE
    .why = DANE protects mail in a similar way, with DNSSEC, and is optional.
dane-tlsa-without-dnssec = The TLSA records of { $host } are not protected by DNSSEC
    .why = Senders ignore the TLSA records at { $name } unless DNSSEC signs them and the addresses of the MX host.
    .fix = Sign the zone of the MX host with DNSSEC, or remove the TLSA records.
dane-addresses-insecure = { $alias ->
        [yes] { $host } is an alias of { $target }, whose addresses are not protected by DNSSEC
       *[no] The addresses of { $host } are not protected by DNSSEC, so its TLSA records do not count
    }
    .why = { $alias ->
        [yes] The TLSA records at { $name } are signed. RFC 7672 lets senders use them if the alias is signed too. Senders differ: Exim, for one, was reported to ignore them.
       *[no] The TLSA records at { $name } are signed. Senders use them only if the addresses are signed too.
    }
    .fix = { $alias ->
        [yes] In the MX record, name a host that has addresses of its own in a signed zone.
       *[no] Sign the zone that holds the addresses.
    }
dane-accepts-certificate = DANE accepts the certificate of { $host }; MTA-STS would not
    .why = Nothing is wrong today: the TLSA records say which certificate is right. MTA-STS requires one from a public authority with the name { $host }.
    .fix = Before you set up MTA-STS, use a certificate that satisfies both.
dane-mx-insecure = { $host } uses DANE, but the MX record that names it is not signed
    .why = { $mode ->
        [enforce] An attacker could forge the MX record and name another server. MTA-STS closes this gap for senders that follow it.
       *[other] An attacker could forge the MX record and name another server. DANE then helps only as long as nobody tampers with DNS.
    }
    .fix = Sign { $domain } with DNSSEC.
dane-tlsa-mismatch = No TLSA record matches the certificate of { $host }
    .why = The TLSA records at { $name } name another certificate or key.
    .fix = Publish a record for the current key. Before the next key change, also publish the record for the new key.
dane-usage-pkix = The TLSA records of { $host } use a certificate usage that SMTP does not support
    .why = SMTP supports only the certificate usages 2 and 3; those at { $name } are 0 or 1. Senders that verify DANE encrypt, but do not verify the server.
    .fix = Publish a record with usage 3 for the current key.
dane-tlsa-unusable = The TLSA records of { $host } cannot be used
    .why = No TLSA record at { $name } has parameters and a length that senders know. Senders that verify DANE encrypt, but do not verify the server.
    .fix = Publish a well-formed record for the current key.
dane-tlsa-lookup-failed = The name servers fail to answer for the TLSA records of { $host }
    .why = Senders cannot tell whether TLSA records exist at { $name }.
    .fix = Repair the name server or the DNSSEC signatures of the zone. Some old firewalls drop queries for TLSA records.
dane-partial = Only some of the MX hosts use DANE: { $with }
    .why = An attacker can divert mail to the others: { $without }.
    .fix = Publish TLSA records for every MX host.
dane-and-sts-both = { $domain } uses both DANE and MTA-STS
    .why = Senders that support both must satisfy DANE. MTA-STS never overrides a failed DANE check.
    .fix = Check both whenever the certificate changes.
dane-passes-sts-fails = The certificate of { $host } satisfies DANE, but not MTA-STS
    .why = Senders that verify DANE deliver. Senders that follow MTA-STS alone must not.
    .fix = Use a certificate from a public authority with the name { $host }, and keep its key in the TLSA record.

## How the parts fit together

enforce-without-tlsrpt = Senders can refuse mail to { $domain } without telling you
    .why = The policy is in { "enforce" } mode, and there is no usable address for TLS reports.
    .fix = Add the TLSRPT record.
removal-none-max-age-long = The policy switches MTA-STS off for { $ttl }
    .why = Mail is delivered. But senders save for that long that MTA-STS is off, so turning it on again takes as long.
    .fix = One day is enough.
delegation-half = The record is delegated to { $target }, but the policy host is not
    .why = When the operator of that name changes the { "id" }, the file has to change with it, and vice versa. Otherwise senders miss changes or fetch needlessly.
    .fix = { $half ->
        [file] Have the web server, or a Worker, proxy { $url }. If it already does, there is nothing to do: { $operator } does not run policy hosts for others.
       *[other] { $operator ->
            [none] Delegate the policy host to the same operator with a CNAME record. Or have the web server proxy the operator's file. { -cloudflare-proxy }
           *[other] Delegate the policy host to { $operator } as well, with a CNAME record. Or have the web server proxy the file of { $operator }. { -cloudflare-proxy }
        }
    }
policy-differs-by-address = The addresses of { $host } answer differently
    .why = { $address } gives another answer than the address that was used. Each sender gets one or the other by chance.
    .fix = Put the same file on all servers, and clear the cache of any content delivery network (CDN).

## What changed since earlier checks

id-not-bumped = The policy has changed, but its { "id" } is still { $value }
    .why = Senders look at the { "id" } to notice a change. Some extend the earlier policy as long as the { "id" } stays the same. Others can keep it until { $date }. { $refuses ->
        [unlisted] Both refuse MX hosts that only the new one lists.
        [unverified] Both refuse what it forbids.
       *[nothing] Neither refuses more than the new one.
    }{ $mode ->
        [none] { " They do not learn that MTA-STS is off." }
       *[other] { "" }
    }
    .fix = Give the record a new { "id" }. { -new-id } Run { $plan } to see when the last sender follows the new policy.
id-bumped-policy-unchanged = The { "id" } changed from { $value }, but the policy file is the same
    .why = That is harmless if it was intended. If the file was meant to change too, senders may already have saved the old one under the new { "id" }.
    .fix = If the file still needs to change, change it first, and then the { "id" } again.
mx-changed-before-policy = { $hosts ->
        [one] The MX host { $hosts } was added before the policy listed it
       *[other] The MX hosts { $hosts } were added before the policy listed them
    }
    .why = An earlier check saw other MX hosts. Senders that apply a new or saved policy do not know these names. { $mode ->
        [enforce] They refuse these hosts as long as the policy does not list them. If it lists them now, senders that look at the { "id" } follow within { $ttl }. Others refuse these hosts until { $date }.
       *[other] Nothing is refused as long as the policy is not in { "enforce" } mode.
    }
    .fix = Add them to the policy and change the { "id" }. Next time, change the policy and the { "id" } first. Change the MX records only after the old policy has expired at all senders. Run { $plan } for the steps with dates.
policy-changed-before-mx = { $hosts ->
        [one] The policy no longer lists { $hosts }, which still receives mail
       *[other] The policy no longer lists { $hosts }, which still receive mail
    }
    .why = The earlier policy listed these names, and the MX records still name them.
    .fix = Put them back into the policy and change the { "id" }. Remove them only after the MX records have left them out for longer than their TTL.
enforce-without-testing = No earlier check saw the policy of { $domain } in { "testing" } mode
    .why = It was already in { "enforce" } mode on { $date }. Two weeks in { "testing" } mode show problems through reports, without losing mail.
    .fix = If senders report problems, go back to mode { "testing" } and change the { "id" }.
testing-too-long = The policy has been in { "testing" } mode since { $date }, or longer
    .why = In this mode mail is not protected: senders report failures and still deliver.
    .fix = If the reports show no failures, change the mode to { "enforce" }, and then the { "id" }.
policy-unreachable-cache-applies = Senders can keep a saved policy until { $date }
    .why = It was in { "enforce" } mode, and senders that saved it still apply it. All others have no policy to apply.
    .fix = Repair the policy file. Do not change MX records until senders can fetch the file again.
removal-abrupt = MTA-STS was removed, but senders can keep a saved policy until { $date }
    .why = It was in { "enforce" } mode. Senders that saved it keep refusing MX hosts that it does not list or whose certificate is not valid. They fetch no newer policy.
    .fix = Restore the policy file and the record, with mode { "none" } and a new { "id" }. Remove both after the longest { "max_age" } ever published. Run { $plan } for the steps with dates.
removal-in-progress = MTA-STS is being removed: senders can keep a saved policy until { $date }
    .why = Senders that fetched mode { "none" } no longer apply a policy. Others apply the one they saved before.
    .fix = Keep the record and the policy file until then. After that, you can remove both. Run { $plan } for the steps with dates.
max-age-lowered = Senders can keep an earlier policy until { $date }
    .why = It was valid for { $ttl }, longer than the present one. Lowering { "max_age" } does not shorten policies that senders already saved.
    .fix = Wait for the longer time before you change MX records or remove MTA-STS.
