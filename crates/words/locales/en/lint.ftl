### Words about a text that is not published yet, in the page and on the command line. Ids begin with `lint-`. The same ids and arguments in every language.

## The result, in one sentence.

lint-record-valid = Senders use this STS record. Its { "id" } is { $id }.
lint-record-some = Some senders use this STS record, others do not.
lint-record-none = There is no STS record here: { $count ->
    [0] nothing was given
    [one] the record does not begin with { "v=STSv1;" }
   *[other] none of the { $count } records begins with { "v=STSv1;" }
}
lint-record-multiple = Senders use none of these records: more than one begins with { "v=STSv1;" }
lint-record-invalid = Senders cannot use this STS record.
lint-policy-valid = The file is a policy that senders can apply.
lint-policy-refuses = { $mode ->
    [testing] Senders can apply this policy, and report failures at { $hosts }. In { "enforce" } mode they refuse to deliver there.
   *[enforce] Senders can apply this policy, and refuse to deliver to { $hosts }.
}
lint-policy-error = Senders can apply this policy, but something in it does not work.
lint-policy-some = Some senders apply this file as a policy, others drop it.
lint-policy-invalid = Senders cannot apply this file as a policy.
lint-tlsrpt-valid = Senders use this TLSRPT record. Reports go to { $rua }.
lint-tlsrpt-none = There is no TLSRPT record here: { $count ->
    [0] nothing was given
    [one] the record does not begin with { "v=TLSRPTv1;" }
   *[other] none of the { $count } records begins with { "v=TLSRPTv1;" }
}
lint-tlsrpt-multiple = Senders use none of these records: more than one begins with { "v=TLSRPTv1;" }
lint-tlsrpt-invalid = Senders cannot use this TLSRPT record.

lint-strange = This is neither a policy file nor an STS record nor a TLSRPT record.
lint-read-strings = Read as { "dig" } and zone files print it: there, the quotation marks are not part of the record. In the form of a DNS provider they may become part of it, so enter the value without them.
lint-read-line = Read as a line of a zone file. The value that the line publishes is judged.
lint-read-cut = In a zone file, a semicolon outside quotation marks starts a comment, and the text after it is not published. Put the value in quotation marks.
lint-read-colon = In tinydns data, a colon ends the text, and what follows it is not published. Write each colon of the value as \072.
lint-read-owner = The line is for { $name }, but senders look for this record at { $expected }.
lint-read-relative = { $name } has no final dot, so a zone file would add the name of the zone to it.
lint-read-tool = Recognised as { $tool }. The value in it is judged.
lint-read-form = { $form ->
        [table] Read as rows of a table. The value in one of the cells is judged.
        [fields] Read as labelled lines. The value after its label is judged.
        [message] Read as a message. The record in it is judged.
        [policy-source] Read as source code or configuration. The policy file in it is judged.
       *[source] Read as source code. The value in quotation marks is judged.
    }
lint-cut-away = { $noise ->
        [command] The prompt and the command around the text were left out.
        [escape-sequences] The colour codes of a terminal were left out.
        [fence] The code block marks around the text were left out.
        [mail-quote] The quotation marks at the start of the lines were left out.
        [mail-head] The head of the mail, and its parts without the text, were left out.
        [links] The links that a chat made of the addresses were left out.
        [diff] The diff marks and the removed lines were left out.
        [line-numbers] The line numbers were left out.
        [http-head] The head of the HTTP response was left out: it is not part of the file.
        [front-matter] The front matter was left out: senders must not find it in the file.
        [line-breaks] The line breaks within the record were left out.
        [line-end-marks] The marks at the line ends were left out.
        [comments] The records in comments were left out.
        [other-names] The records for other names were left out.
        [utf-16] The text is in UTF-16, and was decoded.
        [hex-dump] The text is a hex dump, and was decoded.
        [generic-data] The record is in the generic format { "TYPE16 \\#" }, and was decoded.
        [quoted-printable] The text is in quoted-printable, and was decoded. In DNS, write { "=" } instead of { "=3D" }.
        [percent-encoding] The text is percent-encoded, and was decoded.
        [character-references] The text has character references of HTML, and was decoded.
        [escapes] The text has escape sequences, and was decoded.
        [base64] The text is in Base64, and was decoded.
        [rich-text] The text is in Rich Text Format, and was decoded.
        [log-prefix] The text that a log or { "grep" } puts before each line was left out.
        [signature] The signature of the mail was left out.
        [old-values] The text shows a change of the record. Only the new value is judged.
        [earlier-answers] The text contains several answers. Only the last one is judged.
        [typography] Typographic quotation marks and invisible characters around the record were left out.
        [indentation] The indentation was left out.
        [list-marks] The list marks or prompts before the lines were left out.
        [surrounding-text] The text before or after it was left out.
       *[html] The HTML around the text was left out.
    }
lint-answer-none = This answer contains no such record: nothing is published at this name.
lint-unknown = { $why ->
        [servfail] The DNS server failed (SERVFAIL): this answer says nothing about the record.
        [refused] The DNS server refused the question (REFUSED): this answer says nothing about the record.
        [timeout] No DNS server answered: nothing is known about the record.
        [other-question] This is the answer to another question. Ask for the type TXT.
        [other-name] This answer is about another name: it says nothing about the record.
       *[other] The DNS tool reports a failure: nothing is known about the record.
    }
lint-unknown-hint = { $why ->
        [servfail] Ask another resolver. If all of them say SERVFAIL, the name servers or the DNSSEC signatures of the domain are at fault.
        [refused] Ask a resolver that answers you, such as { "dig @1.1.1.1" }.
        [timeout] Ask again, or ask another resolver. A firewall may block DNS queries.
        [other-question] In { "dig" }, { "host" } and { "nslookup" }, name the type: { "dig TXT" }, { "host -t TXT" }, { "nslookup -type=TXT" }.
        [other-name] The STS record is at { "_mta-sts" } below the domain, the TLSRPT record at { "_smtp._tls" }.
       *[other] Ask again, or ask another resolver.
    }
lint-other-use = { $use ->
        [sts] This is an STS record, not a TLSRPT record. Check it as an STS record: { "mta-sts lint record" }.
        [tlsrpt] This is a TLSRPT record, not an STS record. Check it as a TLSRPT record: { "mta-sts lint tlsrpt" }.
        [spf] This is an SPF record, not { $source ->
            [tlsrpt] a TLSRPT record
           *[record] an STS record
        }.
        [dmarc] This is a DMARC record, not { $source ->
            [tlsrpt] a TLSRPT record
           *[record] an STS record
        }.
        [dkim] This is a DKIM key, not { $source ->
            [tlsrpt] a TLSRPT record
           *[record] an STS record
        }.
        [bimi] This is a BIMI record, not { $source ->
            [tlsrpt] a TLSRPT record
           *[record] an STS record
        }.
       *[verification] This is a verification token of a service, not { $source ->
            [tlsrpt] a TLSRPT record
           *[record] an STS record
        }.
    }
lint-unreadable = { $why ->
        [policy] This is a policy file, not a DNS record. Check it as a policy file.
        [command] This is a command without its answer. Paste the answer, or the value alone.
        [computed] A program computes this value. Paste the published value.
        [comment] The text is only in a comment, so it is not published. Paste the value alone.
        [cut-off] The tool shows only the beginning of the value. Paste the whole value.
        [no-policy] This form is not known: the text has no line of a policy. Paste the content of the policy file alone.
        [no-body] This is the head of a response without the file. Paste the content of the policy file.
        [no-value] This text contains no such record. Paste the value alone.
       *[unknown] This form is not known. Paste the value alone.
    }

## The page.

lint-nav = Syntax check
lint-title = Syntax check before publishing
lint-lead = Enter a policy file, an STS record or a TLSRPT record. This page judges the text as you type, and neither sends nor stores it.
lint-text = Text
lint-note = A text field cannot hold the CR that ends the lines of some files, nor bytes that are not text. Text typed or pasted here is judged with LF line endings. A file that you open, or drop on the page, is judged byte for byte.
lint-file = { $name } is judged as it is, { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }. If you change something here, the text of this field is judged instead.
lint-file-bad = That file could not be read.
lint-kind = Type
lint-kind-found = { $source ->
        [policy] Policy file (recognised)
        [record] STS record (recognised)
        [tlsrpt] TLSRPT record (recognised)
       *[other] Type not recognised
    }
lint-kind-open = Detect automatically
lint-kind-word = { $source ->
        [record] STS record
        [tlsrpt] TLSRPT record
       *[policy] Policy file
    }
lint-domain = Domain (optional)
lint-domain-note = Without it, the domain of a pasted line is used, or { "domain.example" } if there is none.
lint-hosts = MX hosts, one per line (optional)
lint-hosts-note = Also checks that the policy covers these hosts.
lint-hosts-bad = { $host } is not a valid host name.
lint-hosts-many = Only the first { $count } MX hosts are compared.
lint-count = { $errors ->
        [0] No error
        [one] 1 error
       *[other] { $errors } errors
    }, { $warnings ->
        [0] no warning
        [one] 1 warning
       *[other] { $warnings } warnings
    }.
lint-uncovered = The MX hosts of the domain were not compared: enter them above.
lint-rest = This checks the text only. Once everything is published, check the domain to see what senders find.
lint-live = Compare with the published state
lint-live-note = Looks up { $domain } now, and compares. The text stays in this browser.
lint-live-deletion = Check a deletion of record and file
lint-live-deletion-note = Looks up { $domain } now: do senders still enforce a policy?
lint-live-needs-domain = To compare this text with the published state, enter the domain above.
lint-source = The text, byte for byte
lint-source-records = { $count } records
lint-place = { $source }, line { $line }, column { $column }
lint-instead = Check the text of the policy file alone
lint-welcome = Not published yet? Check a policy file or record here first:
lint-above = The text further above fixes this too.
lint-samples = Sample texts to start with:
