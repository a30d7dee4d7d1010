### Words about a text that is not published yet, in the page and on the command line. Ids begin with `lint-`. The same ids and arguments in every language.

## What is said first.

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
    [testing] Senders can apply this policy, and report failures at { $hosts }. In mode { "enforce" } they refuse to deliver there.
   *[enforce] Senders can apply this policy, and refuse to deliver to { $hosts }.
}
lint-policy-error = Senders can apply this policy, but something in it does not work.
lint-policy-some = Some senders apply this file as a policy, others drop it.
lint-policy-invalid = Senders cannot apply this file as a policy.
lint-tlsrpt-valid = Senders use this record for TLS reports. Reports go to { $rua }.
lint-tlsrpt-none = There is no record for TLS reports here: { $count ->
    [0] nothing was given
    [one] the record does not begin with { "v=TLSRPTv1;" }
   *[other] none of the { $count } records begins with { "v=TLSRPTv1;" }
}
lint-tlsrpt-multiple = Senders use none of these records: more than one begins with { "v=TLSRPTv1;" }
lint-tlsrpt-invalid = Senders cannot use this record for TLS reports.

lint-strange = That is none of the three: neither a policy file nor an STS record nor a record for TLS reports.
lint-read-strings = Read as { "dig" } and zone files print it: there, the quotation marks are not part of the record. In the form of a DNS provider they may become part of it; enter the value without them.
lint-read-line = Read as a line of a zone file: what is judged is the value that it publishes.
lint-read-cut = Outside of quotation marks, a semicolon begins a comment in a zone file: what follows is not published. Put the value in quotation marks.
lint-read-owner = The line is for { $name }, but senders look for this record at { $expected }.
lint-read-relative = { $name } has no final dot: in a zone file, the name of the zone would be added to it.
lint-read-tool = Read as { $tool } writes it: what is judged is the value in it.
lint-read-form = { $form ->
        [table] Read as rows of a table: what is judged is the value in one of the cells.
        [fields] Read as lines with a label each: what is judged is the value behind its label.
       *[source] Read as the source of a program: what is judged is the value in quotation marks.
    }
lint-cut-away = { $noise ->
        [command] The prompt and the command around the text were left out.
        [fence] The marks of the code block around the text were left out.
        [mail-quote] The marks of quotation at the beginning of the lines were left out.
        [diff] The marks of the diff were left out, and the lines that it removes.
        [line-numbers] The line numbers were left out.
        [http-head] The head of the HTTP response was left out: it is not part of the file.
        [front-matter] The front matter was left out: senders must not find it in the file.
       *[html] The HTML around the text was left out.
    }
lint-answer-none = This answer has no such record: nothing is published at this name.
lint-unknown = { $why ->
        [servfail] The DNS server failed (SERVFAIL): this answer says nothing about the record.
        [refused] The DNS server refused the question (REFUSED): this answer says nothing about the record.
        [timeout] No DNS server answered: nothing is known about the record.
        [other-question] This is the answer to another question. Ask for the type TXT.
       *[other] The DNS tool reports a failure: nothing is known about the record.
    }
lint-unreadable = { $why ->
        [policy] This is a policy file, not a DNS record. Check it as a policy file.
        [command] This is a command without its answer. Paste the answer, or the value alone.
        [computed] A program puts this value together. Paste the value that is published.
        [cut-off] The tool shows only the beginning of the value. Paste the whole value.
        [no-value] No such record is in this text. Paste the value alone.
       *[unknown] This form is not known. Paste the value alone.
    }

## The page.

lint-nav = Syntax check
lint-title = Syntax check before publishing
lint-lead = For a policy file, an STS record or a record for TLS reports. The text is judged in this page, as you type. It is sent nowhere and kept nowhere.
lint-text = Text
lint-note = A text field cannot hold the CR that ends the lines of some files, nor bytes that are no text: what is typed or pasted here is judged with LF. A file that you open, or drop on the page, is judged byte for byte.
lint-file = { $name } is judged as it is, { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }. Once you change something here, the text of this field is judged instead.
lint-file-bad = That file could not be read.
lint-kind = Judged as
lint-kind-found = { $source ->
        [policy] Policy file (recognised)
        [record] STS record (recognised)
        [tlsrpt] Record for TLS reports (recognised)
       *[other] Nothing tells what it is
    }
lint-kind-open = Whatever it is
lint-kind-word = { $source ->
        [record] STS record
        [tlsrpt] Record for TLS reports
       *[policy] Policy file
    }
lint-domain = Domain (optional)
lint-domain-note = Without it, the domain of a pasted line counts; where there is none, { "domain.example" } stands in its place.
lint-hosts = MX hosts, one a line (optional)
lint-hosts-note = Then it is also judged whether the policy covers them.
lint-hosts-bad = { $host } is no host name.
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
lint-uncovered = Whether it covers the MX hosts of the domain was not judged: give them above.
lint-rest = What senders find in DNS and at the policy host is another matter: check the domain once all is published.
lint-source = The text, byte for byte
lint-source-records = { $count } records
lint-place = { $source }, line { $line }, column { $column }
lint-instead = Check the text of the policy file by itself
lint-welcome = Not published yet? A policy file or record can be judged here first:
lint-above = The text further above fixes this, too.
lint-samples = These are texts to begin with:
