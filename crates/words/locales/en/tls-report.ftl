### Words about TLS reports (RFC 8460). Ids begin with `tls-report-`. The same ids and arguments in every language.

## The answer

tls-report-answer-yes = { $domain }: it is safe to enforce the policy, as far as reports and the live check show.
tls-report-answer-not-yet = { $mode ->
    [enforce] { $domain }: mail is being refused, or will be.
   *[other] { $domain }: it is not safe yet to enforce the policy.
}
tls-report-answer-unknown = { $domain }: the reports do not show whether it is safe to enforce the policy.
tls-report-numbers = Under { "MTA-STS" }: { $count } sessions succeeded and { $total } failed; { $days ->
        [one] 1 full day
       *[other] { $days } full days
    }, { $index ->
        [one] 1 sender
       *[other] { $index } senders
    }.
tls-report-none = No report was read.
tls-report-read = Reports: { $count }. Copies, not counted again: { $total }.
tls-report-mails = Mails: { $count }, of which { $total } contain no report.
tls-report-other-versions = { $senders } sent the report { $id } again with other counts. Only the larger one counts.

## Reasons, by id

tls-report-reason-recent-failures = { $count ->
        [one] 1 failed session
       *[other] { $count } failed sessions
    } in the last 14 days ({ $types }; { $hosts }; senders: { $senders }). In mode { "enforce" } this mail is refused.
tls-report-reason-mail-refused = { $count ->
        [one] 1 session
       *[other] { $count } sessions
    } failed in the last 14 days ({ $types }; { $hosts }; senders: { $senders }). These senders delay or refuse the mail.
tls-report-reason-fixed-since = { $count } older failures are fixed since { $date }, as far as the reports of { $senders } show.
tls-report-reason-not-seen-fixed = { $count } older failures ended on { $date }, and no later report of { $senders } shows success.
tls-report-reason-host-is-gone = { $count } failures are at hosts that are not MX hosts any more: { $hosts }. A sender used an old host, a cached answer, or a forged one.
tls-report-reason-policy-not-fetched = { $senders } could not use the policy file in { $count } sessions ({ $types }). Such senders do not enforce it. Repair the policy host first.
tls-report-reason-too-few-days = Reports cover { $days ->
        [one] 1 full day
       *[other] { $days } full days
    } under the current policy. Wait for 14 days.
tls-report-reason-too-few-senders = { $count ->
    [0] No sender reports sessions under the current policy.
   *[other] Only one sender reports sessions under the current policy. Two or more are better evidence.
}
tls-report-reason-reports-are-old = The newest report is { $days } days old ({ $date }).
tls-report-reason-names-not-checked = No sender reports sessions under { "MTA-STS" }, so no sender has checked the host names. { $count } successes under other policy types prove nothing about it.
tls-report-reason-older-policy = { $senders } report an older policy with other { "mx" } lines. Only { $days ->
        [one] 1 day counts
       *[other] { $days } days count
    } for the current policy.
tls-report-reason-live-check-missing = Successes name no MX host, so the reports cannot show every MX host. Check the domain as well and pass the result with { "--evidence" }.
tls-report-reason-mx-fails-now = The live check finds MX hosts without valid TLS: { $hosts }.
tls-report-reason-mx-not-seen = { $hosts ->
    [unknown] The live check saw no MX host.
   *[other] The live check could not see the TLS of every MX host.
}
tls-report-reason-mx-not-covered = The policy does not list these MX hosts: { $hosts }.
tls-report-reason-one-network-failure = One session of { $senders } failed because of the network. That alone is not a reason to wait.
tls-report-reason-dane-failures = { $count } sessions failed under DANE ({ $hosts }). This does not concern { "MTA-STS" }, but senders that verify DANE refuse mail now.
tls-report-reason-reports-are-a-sample = Reports are a sample: many senders enforce the policy and send no reports.

## Causes, by id, and what to do

tls-report-cause-starttls-missing = { $host } offers no STARTTLS
    .next = Enable STARTTLS on every address of the host, and let no firewall filter it.
tls-report-cause-starttls-refused = { $host } refuses STARTTLS
    .next = Read the log of the mail server: often its TLS has no certificate or key.
tls-report-cause-certificate-name = The certificate of { $host } is for other names
    .next = Get a certificate that names the MX host itself.
tls-report-cause-certificate-expired = The certificate of { $host } has expired
    .next = Renew the certificate and reload the mail server, which may still use the old file.
tls-report-cause-certificate-not-yet-valid = The certificate of { $host } is not valid yet
    .next = Check the clock of the mail server and the start date of the certificate.
tls-report-cause-certificate-untrusted = The certificate chain of { $host } is not trusted
    .next = Send the intermediate certificates, and use a public certificate authority.
tls-report-cause-handshake-failed = The TLS handshake with { $host } fails
    .next = Check that the mail server supports TLS 1.2 or later with common ciphers.
tls-report-cause-mx-not-in-policy = The policy does not list { $host }
    .next = Add the host to the policy file and change the id of the record, or remove its MX record.
tls-report-cause-network = The connection to { $host } broke or timed out
    .next = Watch whether it happens again. A single case is a temporary failure.
tls-report-cause-policy-not-served = The policy host answers with an error instead of the policy file
    .next = Serve the file at its address with status 200, without a redirect.
tls-report-cause-policy-unreachable = The policy file cannot be fetched
    .next = Check the policy host from outside: address, firewall, bot protection.
tls-report-cause-older-policy-used = The policy file cannot be fetched, and the sender uses its saved policy
    .next = Repair the policy host before the saved policies expire.
tls-report-cause-policy-invalid = The policy file has errors
    .next = Check the policy file.
tls-report-cause-policy-certificate = The certificate of the policy host is not accepted
    .next = Get a certificate that names the policy host, and renew it in time.
tls-report-cause-tlsa-mismatch = No TLSA record matches the certificate of { $host }
    .next = Publish a TLSA record for the certificate in use.
tls-report-cause-dnssec-broken = DNSSEC of { $host } does not validate
    .next = Repair the signatures of the zone, and the answers of its name servers for TLSA.
tls-report-cause-dane-required = The sender requires DANE, and { $host } has no TLSA records
    .next = Ask the sender, or publish TLSA records again.
tls-report-cause-unexplained = The sender gives no reason ({ $host })
    .next = Compare the MX host with the policy and check its TLS now.
tls-report-cause-unknown-type = The sender uses a word that is not registered ({ $host })
    .next = Read the reason code, or ask the sender.
tls-report-cause-no-details = The sender counts failures and gives no details
    .next = Ask the sender, or look at its other reports.

## Who can mend it

tls-report-owner-mail = mail server
tls-report-owner-web = policy file and its web server
tls-report-owner-dns = DNS
tls-report-owner-sender = the sender, or the network
tls-report-owner-unknown = cannot be told from the report

## What was skipped, by id

tls-report-why-empty-file = The file is empty.
tls-report-why-truncated = The file is incomplete. Download it again.
tls-report-why-damaged = The compressed data is damaged. Download it again.
tls-report-why-bad-checksum = The checksum does not match the data. Download it again.
tls-report-why-password = It is protected by a password. Unpack it first.
tls-report-why-unsupported-compression = It is compressed with an unsupported method. Unpack it first.
tls-report-why-repeated-name = Several members of the archive have the same name, and only the last one was read. Unpack it first.
tls-report-why-outlook-file = Outlook files are not supported. Save the attachment itself, or save the message as { ".eml" }.
tls-report-why-dmarc-report = This is a DMARC report, not a TLS report.
tls-report-why-output-of-another-reader = This is the output of { "parsedmarc" }. Use the reports themselves.
tls-report-why-xz-archive = This is an { ".xz" } archive. Unpack it first, or send { ".gz" } or { ".zip" }.
tls-report-why-bzip2-archive = This is a { ".bz2" } archive. Unpack it first, or send { ".gz" } or { ".zip" }.
tls-report-why-zstd-archive = This is a { ".zst" } archive. Unpack it first, or send { ".gz" } or { ".zip" }.
tls-report-why-7z-archive = This is a { ".7z" } archive. Unpack it first, or send { ".gz" } or { ".zip" }.
tls-report-why-rar-archive = This is a { ".rar" } archive. Unpack it first, or send { ".gz" } or { ".zip" }.
tls-report-why-broken-json = The JSON is broken.
tls-report-fault = { $cause ->
        [ends-early] It ends in line { $line }, column { $column }.
        [open-text] In line { $line }, column { $column }, a text is not closed.
        [missing-comma] In line { $line }, column { $column }, a comma or a closing bracket is missing.
        [missing-colon] In line { $line }, column { $column }, a colon is missing.
        [missing-value] In line { $line }, column { $column }, a value is missing.
        [missing-name] In line { $line }, column { $column }, a name in double quotes is missing.
        [invalid-number] In line { $line }, column { $column }, a number is not valid.
        [invalid-escape] In line { $line }, column { $column }, the characters after a backslash are not valid.
       *[other] The fault is in line { $line }, column { $column }.
    }
tls-report-why-cut-json = The JSON ends early. Download the file again.
tls-report-why-not-a-report = This is JSON, but not a TLS report.
tls-report-why-unknown-content = The content is neither JSON nor a mail nor an archive.
tls-report-why-no-report-in-mail = The mail contains no TLS report.
tls-report-why-no-report-in-archive = The archive contains no TLS report.
tls-report-why-limit-report-size = One report or mail is larger than 32 MiB.
tls-report-why-limit-total-size = The file unpacks to more than 256 MiB.
tls-report-why-limit-ratio = The file unpacks to over 200 times its size, which no honest report does.
tls-report-why-limit-members = It has too many members or parts.
tls-report-why-nested-too-deep = Archives, mails or JSON nest too deeply.
tls-report-why-limit-details = The JSON has too many objects or values.
tls-report-why-limit-files = The folder has too many files. This one and those after it were not read.
tls-report-why-unreadable = The file cannot be opened.

## Deviations, by id

tls-report-note-bom = The JSON starts with a byte order mark
tls-report-note-utf16 = The JSON is in UTF-16
tls-report-note-not-utf8 = Some bytes are not UTF-8 and were replaced
tls-report-note-value-replaced = Half a character, a value that is not a number, or a number that is too large was replaced
tls-report-note-trailing-comma = A comma before a closing bracket was ignored
tls-report-note-leading-zeros = Zeros at the start of a number were ignored
tls-report-note-control-character = A text has a line break or another control character
tls-report-note-wrong-name = The file name does not match the content
tls-report-note-wrong-media-type = The mail gives another media type
tls-report-note-report-type-missing = The mail gives no report type
tls-report-note-subject-id-differs = The Subject has another report id
tls-report-note-from-differs = The mail comes from a domain that is not the reporting organisation's
tls-report-note-dkim-differs = The mail is not signed for the reporting organisation's domain
tls-report-note-several-documents = One file contains several reports
tls-report-note-trailing-data = Something follows the compressed data
tls-report-note-null-member = A member is null
tls-report-note-empty-string-member = A member is an empty string
tls-report-note-key-alias = A member is named as in the grammar of RFC 8460
tls-report-note-repeated-member = A member occurs twice; the last one counts
tls-report-note-unknown-member = Unknown members are ignored
tls-report-note-wrong-type = A member has another type and is ignored
tls-report-note-one-instead-of-list = There is a single value instead of a list
tls-report-note-organization-missing = The name of the sender is missing
tls-report-note-contact-null = The contact is missing
tls-report-note-report-id-missing = The report id is missing
tls-report-note-date-missing = A date is missing
tls-report-note-date-invalid = A date cannot be read
tls-report-note-date-no-zone = A date has no time zone and is read as UTC
tls-report-note-date-fraction = The fraction of a second is dropped
tls-report-note-date-offset = A date has an offset from UTC
tls-report-note-date-only = A date without a time stands for the whole day
tls-report-note-date-end-exclusive = The range ends at midnight, which adds no day
tls-report-note-date-not-utc-day = The range is not one full UTC day
tls-report-note-date-reversed = The range ends before it starts
tls-report-note-policy-missing = The policy is missing
tls-report-note-policy-type-unknown = The policy type is not one of RFC 8460
tls-report-note-policy-domain-missing = The policy domain is missing
tls-report-note-policy-domain-is-recipient-for-tlsa = A TLSA entry names the recipient domain instead of the MX host
tls-report-note-policy-string-missing = The policy text is missing
tls-report-note-policy-string-empty = The policy text is empty
tls-report-note-policy-string-as-string = The policy text is one string instead of a list
tls-report-note-policy-string-json-in-string = The policy text is a JSON list inside a string
tls-report-note-mx-host-missing = The MX patterns are missing
tls-report-note-mx-host-as-string = The MX patterns are a string instead of a list
tls-report-note-count-missing = A count is missing and read as 0
tls-report-note-count-as-string = A count is written as a string
tls-report-note-count-invalid = A count is not a number of sessions, so its entry is left out
tls-report-note-details-null = The failure details are null
tls-report-note-details-exceed-total = The failure details add up to more than the total
tls-report-note-zero-count-detail = A failure detail counts no session: a warning
tls-report-note-same-sessions-twice = The same sessions seem to be counted under two policy types
tls-report-note-result-type-missing = The result type is missing
tls-report-note-result-type-unknown = The result type is not registered
tls-report-note-result-type-case = The result type has capital letters or spaces
tls-report-note-result-type-odd = The result type does not match the policy type
tls-report-note-ip-v4-mapped = An IPv4 address is written in IPv6 form
tls-report-note-ip-bracketed = An address is in brackets or has a prefix
tls-report-note-ip-with-port = An address has a port
tls-report-note-ip-invalid = A value is not an IP address
tls-report-note-name-final-dot = A host name has a final dot
tls-report-note-helo-multi-line = The EHLO answer has several lines
tls-report-note-information-not-text = The additional information is not a string
tls-report-note-more = There are more deviations than are listed

## Sections of the text

tls-report-failures = Failures
tls-report-group = { $count ->
        [one] 1 session
       *[other] { $count } sessions
    }, { $types }: { $cause } (sender: { $senders }). Period: { $period }.
tls-report-group-owner = Owner: { $owner }. { $next }
tls-report-held = Policies that senders use
tls-report-held-current = { $senders } used the current policy of { $domain } on { $date }.
tls-report-held-older = { $senders } used an older policy of { $domain } on { $date } ({ $mode }; { $hosts }).
tls-report-held-until = Unless they fetch it again, it lasts until { $date } at the latest.
tls-report-periods = Periods
tls-report-gap = No report of { $senders } for { $domain } from { $period } ({ $days ->
        [one] 1 day
       *[other] { $days } days
    }). No mail was sent, or a report was lost.
tls-report-overlap = Two reports of { $senders } for { $domain } cover the same time: { $period }. Both count.
tls-report-skipped = Skipped
tls-report-deviations = Deviations
tls-report-deviation = { $note }: { $count ->
        [one] once
       *[other] { $count } times
    }
tls-report-sessions = Sessions by policy type
tls-report-column-type = Policy type
tls-report-column-successful = Successful
tls-report-column-failed = Failed
tls-report-no-host = no host named
tls-report-unnamed-host = one of the MX hosts
tls-report-no-sender = unknown sender
tls-report-no-mode = mode not given
