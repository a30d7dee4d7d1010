### Words of the pages about TLS reports and bounces. Ids begin with `reports-`. The same ids and arguments in every language.

reports-sister = Reports and bounces
reports-add-files = Add files

## A bounce

reports-bounce-title = What does this bounce mean?
reports-bounce-note = Paste the bounce, or the lines of a mail log. The text stays in this browser: nothing is uploaded.
reports-bounce-file = From { $name }. The text stays in this browser: nothing is uploaded.
reports-bounce-unreadable = The browser cannot read { $name }.
reports-bounce-explain = Explain
reports-bounce-empty = Paste a text first, or open a file.
reports-bounce-headline = { $kind ->
        [mta-sts] This is about MTA-STS
        [dane] This is about DANE
        [tls-policy] A policy required TLS, and the connection did not meet it
        [certificate] This is about the certificate of a mail server
        [local-policy] One side has its own rule for TLS. It is not MTA-STS
        [requiretls] The message itself required TLS
        [plain-tls] STARTTLS or the TLS handshake failed
        [sender-setup] The sending system has a problem of its own
        [dns] DNS gave no answer
        [network] The connection failed before TLS
        [tls-report] A TLS report could not be delivered
       *[information] Nothing failed
    }
reports-bounce-mail-to = mail to { $domain }
reports-bounce-answer = Answer
reports-bounce-who = Who must act
reports-bounce-when = Will the mail still arrive?
reports-bounce-when-text = { $class ->
        [four] The sender keeps trying for some time, at Exchange Online for 24 hours. If it is fixed by then, the mail arrives.
       *[five] No. The sender gave up. Send the mail again when it is fixed.
    }
reports-bounce-source = How this is known
reports-bounce-basis = { $basis ->
        [standard] From a standard.
        [vendor] A known text, documented by its vendor.
        [source] A known text, from the source code of the program.
        [third] A known text, documented by a third party.
       *[experience] A known text, from experience. No document was found.
    }
reports-bounce-check = Check { $domain } now
reports-bounce-check-note = The check opens at the part that this text is about.
reports-bounce-letter = Message to send
reports-bounce-letter-copy = Copy message
reports-bounce-also = { $count ->
        [one] One more message in this text
       *[other] { $count } more messages in this text
    }
reports-bounce-unknown = This text is not recognised
reports-bounce-looks = { $looks ->
        [policy] This is a policy file, not a bounce
        [record] This is a TXT record, not a bounce
        [tls-report] This is a TLS report, not a bounce
       *[dmarc-report] This is a DMARC report. It says nothing about TLS
    }
reports-bounce-looks-lead = { $looks ->
        [policy] The syntax check says whether senders can use it.
        [record] The syntax check says whether senders can use it.
        [tls-report] The page for TLS reports reads it.
       *[dmarc-report] DMARC is about forged senders, not about encryption.
    }
reports-bounce-unknown-lead = { $code ->
        [other] It contains no known text about TLS, MTA-STS or DANE. The code is about something else.
       *[open] It may be about TLS. But it does not say whether MTA-STS, DANE or a rule of the sender stopped the mail. This page does not guess.
    }
reports-bounce-codes = Codes found
reports-bounce-helps = What helps
reports-bounce-helps-text = A longer text. In Outlook, copy everything below “Diagnostic information for administrators”. In a mail log, copy every line with the same queue ID.

## TLS reports: files in

reports-title = TLS reports
reports-title-of = TLS reports for { $domain }
reports-lead = Senders report once a day how many of their connections to your domain used TLS, and which failed. This page reads these reports and says whether it is safe to enforce the policy.
reports-drop = Drop TLS reports here
reports-choose = Choose files
reports-choose-folder = Choose a folder
reports-drop-note = Reports, the mails they came in, archives, or a whole mailbox: { ".json" }, { ".gz" }, { ".zip" }, { ".tar.gz" }, { ".eml" }, { ".mbox" }. They are read in this browser and never uploaded.
reports-read = { $count ->
        [one] 1 report
       *[other] { $count } reports
    }
reports-read-copies = { $count ->
        [one] 1 copy not counted
       *[other] { $count } copies not counted
    }
reports-read-span = { $from } to { $until }
reports-read-skipped = { $count ->
        [one] 1 file or part left out
       *[other] { $count } files or parts left out
    }
reports-domain = Domain
reports-domain-filter = Filter
reports-domains-listed = { $left ->
        [0] { $count } of { $total } domains listed.
       *[other] { $count } of { $total } domains listed. The { $left } with the fewest reports are only in the exports.
    }
reports-reading = Reading { $count ->
        [one] 1 file
       *[other] { $count } files
    }
reports-reading-note = { $done } of { $count } read: { $reports } reports, { $skipped } left out.
reports-stop = Stop
reports-unread = { $count ->
        [one] Reading was stopped: 1 file was not read.
       *[other] Reading was stopped: { $count } files were not read.
    }
reports-clear = Clear all reports
reports-none = No report was found in these files
reports-none-lead = The list below says why each file was left out.
reports-problem = { $problem ->
        [stopped] Reading stopped because of a fault of this page. Load the page again, and leave out the last file.
        [not-kept] The browser refused to keep the reports. They stay until you close the page.
        [kept-in-part] This browser keeps more reports than this page loads. The first ones are shown.
       *[too-many] These are too many reports to keep. They stay until you close the page.
    }

## The answer

reports-answer = { $enforce ->
        [yes] Safe to enforce? Yes
        [refused] Mail is being refused, or will be
        [not-yet] Safe to enforce? Not yet
       *[unknown] Safe to enforce? Not clear yet
    }
reports-answer-lead = { $enforce ->
        [yes] The reports and the live check show nothing that mode { "enforce" } would refuse.
        [refused] The policy is enforced, and senders report failures that are not repaired.
        [not-yet] Something has to be repaired first. In mode { "enforce" }, mail would be refused.
       *[unknown] Nothing has to be repaired first, but more evidence is needed.
    }
reports-mode = mode { $mode }
reports-checked = live check { $time }
reports-live-missing = The reports cannot show every MX host: they name no host for a success. Check the domain here as well, and the answer takes the result into account.
reports-count-days = { $count } of { $total } days
reports-count-senders = { $count } of { $total } senders
reports-copy-answer = Copy this answer
reports-check = Check { $domain } now
reports-check-again = Check { $domain } again
reports-known = Also known
reports-numbers = Under MTA-STS, { $passed } sessions succeeded and { $failed } failed, over { $days } full days and { $senders } senders.

## Sessions over time

reports-over-time = Sessions over time
reports-over-time-note = A report counts on the UTC day on which it starts. DANE sessions are left out: they may be the same sessions.
reports-passed = succeeded under MTA-STS
reports-failed = failed under MTA-STS
reports-unnamed = no policy applied, names not checked
reports-uncovered = no report
reports-chart = Sessions by day from { $from } to { $until }: { $passed } succeeded, { $failed } failed, { $unnamed } without a policy.
reports-as-table = The same as a table
reports-day = Day
reports-days-left-out = { $count } earlier days are not drawn.

## By sender, host, type

reports-senders = By sender
reports-sender = Sender
reports-column-passed = Succeeded
reports-column-failed = Failed
reports-column-unnamed = No policy
reports-column-days = Days
reports-column-last = Last report
reports-column-policy = Policy it uses
reports-held-current = the current one
reports-held-older = an older one
reports-held-until = until { $date } at the latest
reports-held-unknown = not given
reports-hosts = By MX host
reports-hosts-note = Reports name a host for failures only.
reports-host = MX host
reports-results = By result type
reports-result = Result type
reports-types = By policy type
reports-type = Policy type
reports-types-note = The same session can count under two types, so these numbers are not added up.
reports-sessions = Sessions
reports-gaps = Days without a report
reports-gap-days = { $count ->
        [one] 1 day
       *[other] { $count } days
    }
reports-gaps-note = No mail was sent on these days, or a report was lost.

## Failures

reports-failures = Failures, by server and cause
reports-failures-none = These reports contain no failures.
reports-owner = Owner
reports-reported-by = Reported by
reports-days = Days
reports-still = { $state ->
        [still] Still true now
        [fixed] Fixed since
        [gone] Not an MX host now
        [unseen] Could not be seen now
       *[unchecked] Not checked yet
    }
reports-still-note = { $state ->
        [listed] The policy lists the host now.
        [unlisted] The policy does not list the host now.
        [valid] The host shows a valid certificate now.
        [invalid] The host does not pass the TLS check now.
        [no-starttls] The host offers no STARTTLS now.
        [served] The policy can be fetched now.
        [not-served] No usable policy could be fetched now.
        [gone] DNS does not list the host as an MX host now.
        [unseen] The live check could not see it.
       *[unchecked] A check of the domain shows whether it is still so.
    }
reports-more-failures = { $count ->
        [one] One more kind of failure is in the table.
       *[other] { $count } more kinds of failure are in the table.
    }
reports-table = All failures
reports-filter = Filter by host, sender, cause or type
reports-filter-found = { $count } of { $total } rows
reports-sort = Sort by { $column }
reports-cause = Cause
reports-rows-left-out = { $count } more rows are not shown. The exports have them.

## Left out, kept, exported

reports-skipped = Left out
reports-skipped-more = … and { $count } more.
reports-mails = { $count } mails were read, of which { $without } contain no report.
reports-keep-title = Keep, export, clear
reports-keep = Keep these reports in this browser
reports-keep-note = { $keeps ->
        [yes] They stay in this browser until you clear them, and new files are added to them. They are never uploaded.
        [no] They are gone when you close this page.
       *[private] Checks are not stored in this browser, so new reports are not stored either. Kept ones stay until you clear them.
    }
reports-unreadable = Kept reports that cannot be read
reports-unreadable-nameless = A report whose file name cannot be read
reports-unreadable-delete = Delete the kept report: { $name }
reports-export-csv = Export as CSV
reports-export-json = Export as JSON
reports-export-markdown = Export as Markdown
