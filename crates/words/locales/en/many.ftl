### Words of the page about many domains. Ids begin with `many-`. The same ids and arguments in every language.

## A list comes in

many-title = Check many domains at once
many-lead = Each domain gets a verdict, its worst finding and the next step. Come back later to see what got worse.
many-names = Domains, one per line
many-names-note = Up to { $most } domains. The list stays in this browser; only the names are looked up.
many-drop = Or a file
many-drop-note = A text with one domain per line, or CSV. A column named { "customer" } is shown beside each domain.
many-drop-or = Or drop it on this page.
many-choose = Choose a file
many-check = Check
many-empty = Paste domains first, or choose a file.
many-no-domains = No domain was found in this list.
many-unreadable = The browser cannot read { $name }.

many-found = { $count ->
        [0] no domains
        [one] 1 domain
       *[other] { $count } domains
    }
many-column = Domains are in
many-column-number = column { $number }
many-labels = Customer names are shown beside the domains.
many-duplicates = { $count ->
        [one] 1 domain appears twice and is checked once.
       *[other] { $count } entries repeat an earlier domain and are checked once.
    }
many-shared = { $domain } is checked once for { $customers }.
many-shared-more = { $count ->
        [one] 1 more domain has several customers. All are kept.
       *[other] { $count } more domains have several customers. All are kept.
    }
many-unnamed = Line { $line } has no domain: { $text }
many-rejected = Line { $line } is left out: { $typed }
many-rejected-more = { $count ->
        [one] 1 more line is left out.
       *[other] { $count } more lines are left out.
    }
many-left-out = The first { $most } domains are checked, { $count } are left out. For longer lists use { "mta-sts check --list" }.
many-cut = Only the first { $size } MB of the file were read. For longer lists use { "mta-sts check --list" }.
many-start = { $count ->
        [one] Check 1 domain
       *[other] Check { $count } domains
    }
many-results = These are the results of an earlier check.
many-start-compare = { $count ->
        [one] Check 1 domain again and compare
       *[other] Check { $count } domains again and compare
    }
many-other-list = Choose another list

## A run

many-export = { $format ->
        [csv] Export CSV
        [json] Export JSON
       *[markdown] Export Markdown
    }
many-export-awaited = Writing the file …
many-saved = Saved as { $name }.
many-export-missing = { $count ->
        [one] 1 check is no longer stored, and missing from the file. Check it again first.
       *[other] { $count } checks are no longer stored, and missing from the file. Check them again first.
    }
many-progress-label = Domains checked
many-progress = { $done } of { $all } checked
many-left = about { $time } left
many-jobs = { $count } at a time
many-held = The server asked to slow down: goes on in { $seconds } s
many-offline = No network: goes on when it is back
many-paused = Paused
many-cancelled = Cancelled: the rest is not checked
many-comparing = Comparing …
many-worse-count = { $count ->
        [one] 1 domain got worse
       *[other] { $count } domains got worse
    }
many-pause = Pause
many-resume = Resume
many-resume-rest = Check the rest
many-cancel = Cancel
many-retry = { $count ->
        [one] Retry 1 domain not fully seen
       *[other] Retry { $count } domains not fully seen
    }
many-again-all = Check all again
many-new = New list
many-new-sure = Leave this list? Its checks stay in the history.
many-new-yes = Leave it
many-new-no = Stay
many-private = Nothing is stored in this browser, as you chose. Closing this page ends the run.
many-not-kept = The browser could not store everything. Export the results before you close this page.
many-replaced = This run is no longer stored: another tab replaced the list, or it was deleted. Export the results before you close this page.
many-dropped = { $count ->
        [one] The history was full: older checks of 1 domain were deleted.
       *[other] The history was full: older checks of { $count } domains were deleted.
    }

## What is shown

many-show = Show
many-filter-all = All
many-filter-worse-since = Got worse since { $date }
many-filter-unseen = Not fully seen
many-filter-waiting = Waiting
many-trend = { $trend ->
        [worse] Got worse
        [better] Got better
        [changed] Changed
       *[same] Unchanged
    }
many-search = Search domains, customers and findings
many-sort = Order
many-sort-by = { $order ->
        [worst] Worst first
        [listed] As in the list
        [domain] By domain
        [finding] By finding
       *[owner] By who fixes it
    }
many-compared = Compared with
many-compared-latest = the latest check of each domain
many-compared-pasted = the pasted results
many-compared-file = Compared with { $name }: it has { $known } of { $all } checked domains.
many-compared-gone = The content of { $name } is not stored in this browser. Choose the file again to go on comparing.
many-compare-file = Compare with a file
many-compare-failed = { $name } holds no checks. Choose an export (CSV or JSON) of this page or of { "mta-sts check" }.
many-none = No domain fits.
many-caption = { $count ->
        [one] 1 domain
       *[other] { $count } domains
    }
many-group = { $group ->
        [worse] Got worse
        [to-do] To do
        [missing] Domain does not exist
        [unseen] Could not be checked
        [in-order] In order
       *[waiting] Waiting
    }

## A row

many-column-domain = Domain
many-column-verdict = Verdict
many-column-finding = Worst finding
many-column-next = Next step
many-column-owner = Who fixes it
many-owner = { $owner ->
        [policy-file] Web host (policy file)
        [web-host] Web host
        [dns] DNS provider
       *[mail-host] Mail provider
    }
many-before = was: { $verdict }
many-waiting = Waiting
many-checking = Checking …
many-next-none = Nothing to do
many-next-retry = Check again
many-details = Details of { $domain }
many-detail-awaited = Reading the check …
many-detail-gone = This check is no longer stored. Check again to see it.
many-since = Changed since { $date }
many-earlier = Before, on { $date }
many-earlier-note = The file says only this about the earlier check. Compare with a JSON export to see every change.
many-full = Full report
many-full-again = Full report (a new check)
many-again = Check again
many-checked = Checked on { $date }

## The message to the customer: the case, its subject, and what happens to mail

many-customer = Message to the customer
many-customer-intro = We checked the mail set-up of { $domain } on { $date }.
many-customer-what = What is wrong
many-customer-mail = What happens to your mail
many-customer-who = Who fixes it
many-customer-owners = This is a task for { $owners }. Please forward this link. It shows the exact steps:
many-customer-owner = { $owner ->
        [web-host] your web host
        [dns] your DNS provider
       *[mail-host] your mail provider
    }
many-customer-link = You can run the same check again here:
many-customer-enforced = Your mail is protected. One recommendation remains.
    .subject = a recommendation for your mail
    .mail = All mail arrives, and it is protected.
many-customer-exception = Your mail is protected (MTA-STS), but one part of the set-up does not work.
    .subject = one part of your mail set-up does not work
    .mail = Mail arrives. Some of it may be late or without this protection.
many-customer-refusing = The protection of your mail (MTA-STS) does not match your mail servers.
    .subject = some senders cannot deliver mail to you
    .mail = { $some ->
        [yes] Mail still arrives through your other mail servers. If they are down, some senders cannot deliver.
        [soon] Mail still arrives. Soon, some senders will not be able to deliver.
       *[no] Some senders, among them large providers, cannot deliver. Their mail waits, and after some days it returns to them.
    }
many-customer-lenient = The protection of your mail (MTA-STS) has a mistake.
    .subject = some senders cannot deliver mail to you
    .mail = Some senders cannot deliver. Other mail arrives, but without this protection.
many-customer-ineffective = The protection of your mail (MTA-STS) has a mistake, so senders ignore it.
    .subject = the protection of your mail does not work
    .mail = Mail arrives, but without this protection.
many-customer-testing = The protection of your mail (MTA-STS) is only being tested.
    .subject = the protection of your mail is only being tested
    .mail = Mail arrives, but without this protection.
many-customer-disabled = The protection of your mail (MTA-STS) is switched off.
    .subject = the protection of your mail is switched off
    .mail = Mail arrives, but without this protection.
many-customer-absent = Your domain does not use MTA-STS, which protects mail on its way to you.
    .subject = your mail is not protected
    .mail = Mail arrives. Nothing makes sure that it is encrypted and reaches the right server.
many-customer-dane = Your mail server does not match what is published about it (DANE).
    .subject = some senders cannot deliver mail to you
    .mail = Senders that compare the two cannot deliver. Their mail waits, and after some days it returns to them. Other mail arrives.
many-customer-saved-policy = Some senders still follow an earlier set-up of your mail, which does not match your mail servers.
    .subject = some senders cannot deliver mail to you
    .mail = Those senders cannot deliver until they fetch the new set-up. Other mail arrives.
many-customer-bounces = The list of mail servers of your domain contradicts itself.
    .subject = some mail to you is returned
    .mail = Some senders return mail to its author at once. Others deliver it.
many-customer-look-up = The name servers of your domain do not answer correctly.
    .subject = the name servers of your domain have a fault
    .mail = { $fails ->
        [policy] Mail arrives, but senders cannot see whether it should be protected.
       *[mail] Senders cannot find your mail servers. Mail waits, and after some days it returns to its author.
    }
many-customer-missing = Your domain does not exist on the internet. Its registration may have ended, or the name is misspelt.
    .subject = this domain does not exist
    .mail = No mail arrives. It returns to its author at once.
many-customer-unreachable = Your domain names no mail server that senders can reach.
    .subject = no mail reaches you
    .mail = No mail arrives. It returns to its author, at once or after some days.
many-customer-no-mail = Your domain says that it receives no mail. One recommendation remains.
    .subject = a recommendation for your domain
    .mail = No mail arrives, as your domain asks.
