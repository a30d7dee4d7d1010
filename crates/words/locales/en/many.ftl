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
       *[owner] By owner
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
        [unseen] Could not be checked
        [in-order] In order
       *[waiting] Waiting
    }

## A row

many-column-domain = Domain
many-column-verdict = Verdict
many-column-finding = Worst finding
many-column-next = Next step
many-column-owner = Owner
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
