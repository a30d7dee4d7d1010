### Words of the page that plans a change. Ids begin with `change-`. The same ids and arguments in every language.

change-headline = Plan a change
change-intro = Senders keep a policy for days or months. This page says in which order to change DNS, policy file and mail servers, and how long to wait.
change-private = The browser makes the plan. The link to it holds everything behind its #, which no server sees.

## The form

change-form = Domain and goal
change-domain = Domain
change-goal = What to change
change-goal-add-mx = Add a mail server (MX host)
change-goal-remove-mx = Remove a mail server
change-goal-move-mx = Move mail to another provider
change-goal-rename-mx = Replace one mail server with another
change-goal-mode-enforce = Switch from testing to enforce
change-goal-mode-testing = Switch from enforce to testing
change-goal-max-age = Change { "max_age" }
change-goal-renew-certificate = Replace a certificate
change-goal-move-host = Move the policy host
change-goal-to-service = Hand policy host and record to a service
change-goal-to-own = Take policy host and record back from a service
change-goal-deploy = Introduce MTA-STS
change-goal-repair = Repair a change in the wrong order
change-goal-remove = Remove MTA-STS
change-goal-park = Give the domain up: remove MTA-STS and mail
change-value = { $input ->
        [host] New mail server
        [hosts] New mail servers
        [present] Mail server to remove
        [any-host] Host with the certificate
        [present-and-host] Present mail server
        [seconds] New { "max_age" } in seconds
        [target] New place: address or name
        [service] Name that { "_mta-sts" } points to
        [address] Address of your own server
       *[optional-address] Address of the policy host, if it has none yet
    }
change-other = { $input ->
        [service] Name that { "mta-sts" } points to
       *[present-and-host] New mail server
    }
change-hosts-note = Several names with commas between them.
change-seconds-note = 86400 is a day, 604800 a week, 2592000 thirty days.
change-start = Start (UTC)
change-start-note = Empty: now.
change-more = Earlier policies, and a slow DNS provider
change-earlier-note = Was a larger { "max_age" } in use before? Senders may still have that policy. Checks in this browser count by themselves.
change-earlier-age = Larger { "max_age" } in seconds
change-earlier-until = Used until (UTC)
change-delay = Minutes until all name servers show a change
change-make = Make the plan
change-looking = Checking { $domain } …
change-problem = { $problem ->
        [domain] Enter a domain, such as { "example.com" }.
        [value] Complete the goal: the name or number is missing or not valid.
        [start] Enter the start as { "2026-06-01T09:00" }, or leave it empty.
        [earlier] Enter a number of seconds and a moment for the earlier { "max_age" }, or leave both empty.
        [delay] Enter whole minutes, at most 30 days.
       *[link] This link does not hold a plan that can be read. Enter domain and goal.
    }
change-unseen = The check did not see the { $part ->
        [mx] MX records
        [record] STS record
       *[policy] policy file
    } of { $domain }. Without it there is no plan. Try again later.
change-edit = Change domain, goal or start

## The live state

change-live = { $domain } now
change-live-at = Seen { $when }.
change-live-policy = Policy
change-live-policy-value = mode { $mode }, { "max_age" } { $age }
change-live-none = none
change-live-lines = { "mx" } lines
change-live-id = id
change-live-mx = MX
change-live-ttl = TTL
change-live-ttl-value = record { $txt }, MX { $mx }, policy host { $host }
change-live-earlier = Earlier policies
change-live-earlier-value = { $count } that senders may still have

## The plan

change-title = { $goal ->
        [add-mx] Add { $hosts } to the mail servers of { $domain }
        [remove-mx] Remove { $hosts } from the mail servers of { $domain }
        [move-mx] Move mail for { $domain } to { $hosts }
        [rename-mx] Replace { $first } with { $second } for { $domain }
        [mode-enforce] Switch { $domain } to enforce
        [mode-testing] Switch { $domain } back to testing
        [max-age] Change { "max_age" } of { $domain } to { $first }
        [renew-certificate] Replace the certificate of { $first }
        [move-host] Move the policy host of { $domain } to { $first }
        [to-service] Hand the policy of { $domain } to { $first }
        [to-own] Take the policy of { $domain } back to { $first }
        [deploy] Introduce MTA-STS for { $domain }
        [repair] Repair the policy of { $domain }
        [remove] Remove MTA-STS from { $domain }
       *[park] Give up { $domain }: remove MTA-STS and mail
    }
change-when = { $weekday ->
        [0] Mon
        [1] Tue
        [2] Wed
        [3] Thu
        [4] Fri
        [5] Sat
       *[6] Sun
    } { $date } { $time } UTC
change-day = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
change-ends = Earliest end
change-lead-copies = Some senders keep the present policy for up to { $wait }. The plan waits until the last one has dropped it.
change-lead-none = No saved policy delays this change.
change-fact-start = Start { $when }
change-fact-steps = { $count } steps
change-fact-margin = Each wait has a margin of { $wait }
change-clock = Times in UTC
change-calendar = Add to calendar (.ics)
change-markdown = Save as Markdown
change-copy-markdown = Copy as Markdown
change-copy-link = Copy link
change-keep = Keep in this browser
change-kept = Kept in this browser
change-keep-failed = The browser could not keep the plan. Copy the link instead.
change-keep-private = This browser keeps nothing, as you chose. The link holds the whole plan.
change-tools-note = The link holds the whole plan. Each calendar entry points back here, where the check runs again.

## Timeline

change-timeline = What happens to mail
change-timeline-title = Timeline from { $from } to { $to }
change-timeline-desc = The first row shows the MX records. The rows below show which policy each kind of sender has at the latest. The table says the same in words.
change-axis-note = Each bar shows the senders that follow last.
change-lane-mx = MX in DNS
change-lane-mx-short = MX
change-lane = { $lane ->
        [first] Sends for the first time
        [id] Looks at the id each time
        [daily] Fetches the file once a day
       *[expiry] Waits until its copy expires
    }
change-lane-short = { $lane ->
        [first] first
        [id] id
        [daily] daily
       *[expiry] expiry
    }
change-lane-about = { $lane ->
        [first] It fetches the file before it delivers.
        [id] mox, KumoMTA, Stalwart, maddy
        [daily] Momentum and others
       *[expiry] postfix-tlspol, and senders that cannot fetch the new file
    }
change-holds-now = as now
change-holds-earlier = earlier
change-holds-step = step { $step }
change-holds-none = none
change-legend-step = from step { $step } on
change-legend-none = no policy
change-legend-terms = { $mode }: { $hosts }
change-wait = wait: { $wait }
change-table = The timeline as a table
change-table-from = From
change-table-who = Row
change-table-what = Has

## A moment

change-moment = What happens to mail on
change-moment-earlier = Previous change
change-moment-later = Next change
change-all-delivered = All mail is delivered, to { $hosts }.
change-all-allowed = Every policy in use allows these mail servers.
change-no-mail = The domain takes no mail.
change-some-skipped = All mail is delivered, but some senders skip { $hosts }.
change-some-refused = Some senders refuse to deliver.
change-sender = Sender
change-policy = Policy it has at the latest
change-mail = Its mail
change-mail-delivered = delivered to { $host }
change-mail-skips = delivered to { $host }; skips { $hosts }
change-mail-refused = refused: the policy does not cover { $hosts }
change-mail-none = rejected: the domain takes no mail
change-early = { $harm ->
        [refused] If step { $step } were done now, these senders would refuse to deliver until { $when }:
       *[skipped] If step { $step } were done now, these senders would skip the new mail servers until { $when }:
    }

## Steps

change-steps = Steps
change-step-when = When, and who
change-step-do = What to do
change-step-why = Why
change-step-owner = { $owner ->
        [web] Web
        [dns] DNS
       *[mail] Mail
    }
change-step-proof = Proof
change-not-before = not before
change-skipped = If skipped or early
change-copy-lines = Copy lines
change-mx-lines = MX records of { $domain }
change-address = Address record
change-of-step = step { $step }

## Safe or short

change-forms = Safe or short
change-form-safe = Safe
change-form-short = Short
change-form-span = Ends { $when }
change-form-mx = New mail servers in MX from { $when }
change-form-chosen = This plan
change-form-use-safe = Use the safe plan
change-form-use-short = Use the short plan
change-form-same = For this change both forms are the same.

## The way back

change-back = The way back
change-back-none = There is no way back from this change other than a new plan.
change-back-any = At any time
change-back-until = Until { $when }

## Comparison with what is live

change-compare = Compared with what is live
change-compare-at = Checked { $when }
change-compare-early = { $count ->
        [one] A step was done too early
       *[other] { $count } steps were done too early
    }
change-compare-early-lead = Until the date below, some senders act on the old policy.
change-compare-late = A step is late
change-compare-late-lead = Do it now. The later steps move by the same time.
change-compare-due = A step is due now
change-compare-due-lead = Do it, then check again.
change-compare-waiting = Nothing to do now
change-compare-waiting-lead = The next step may be done on { $when }.
change-compare-done = All steps are done
change-compare-done-lead = The plan has ended.
change-compare-unseen = The check could not compare
change-stand = Step { $step } · { $progress ->
        [done] done
        [due] due now
        [late] late
        [too-early] done too early
        [follows] after step { $before }
       *[waiting] not before { $when }
    }
change-early-ends = Ends
change-early-until = { $when }, if nothing else changes.
change-early-until-never = It does not end by itself.
change-early-until-now = { $when } at the earliest, if the late steps are done now. Without them it does not end.
change-early-mx = Put these mail servers back into MX until then
change-moved = New dates if the step is done now
change-moved-step = Step
change-moved-planned = Planned
change-moved-now = Now
change-again = Check again
change-assume = The comparison uses the dates of the plan. If a step was done later than planned, add the same delay to the later steps.
change-replan = Plan again from the present state

## Kept plans

change-kept-title = Plans kept in this browser
change-kept-ends = ends { $when }
change-kept-remove = Remove

## Instead of the command line's sentence, which names an option

change-history-unknown = Only the live policy counts here. If a larger { "max_age" } was in use before, enter it in the form.
change-warnings = Before you begin
