### Words about earlier checks. The same ids and arguments in every language.

history-empty = No checks yet. Each check that you run is listed here, and the next one of the same domain says what changed.
history-empty-off = No checks are stored.
history-none = No domain has this verdict.
history-verdict = Verdict
history-any = all verdicts ({ $count })
history-more = Show { $count } more ({ $all } in all)
history-checks = { $count ->
        [one] 1 check
       *[other] { $count } checks
    }
history-delete = { $count ->
        [one] Delete the check of { $domain }
       *[other] Delete the { $count } checks of { $domain }
    }
history-delete-all = Delete { $count } checks
history-delete-one = Delete the check of { $date }
history-csv = Download as CSV
history-room = { $domains } of { $most } domains, { $used } of { $limit } MiB.
history-dropped = The history was full, so { $count ->
        [one] the check of { $domain } ({ $date }) was deleted.
       *[other] { $count } checks of { $domain }, the latest of { $date }, were deleted.
    }

page-since-line = { $count ->
        [0] Nothing changed since { $date }.
        [one] One thing changed since { $date }:
       *[other] { $count } things changed since { $date }:
    }
page-since-all = all changes

unknown-title = No such page
unknown-text = There is no page at { $path }.

rules-search = Search by words or id
rules-severity = Severity
rules-any-severity = every severity
rules-part = Part
rules-any-part = every part
rules-found = { $count ->
        [0] No rule matches.
        [one] One rule matches.
       *[other] { $count } rules match.
    }

record-short = ({ $name } in forms that add the domain)
record-copy-name = Copy name
record-copy-short = Copy short name
record-copy-zone = Copy zone line
