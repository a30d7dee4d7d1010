### Words of the command line. Ids begin with `cli-`. The same ids and arguments in every language.

## What went wrong on our side.

cli-cannot-read = Cannot read { $path }: { $why }
cli-evidence-too-large = { $path } is larger than { $limit }, the limit for evidence; { "--max-input BYTES" } raises it
cli-text-too-large = { $path } is larger than { $limit }, the limit for texts; { "--max-input BYTES" } raises it
cli-not-evidence = { $path } contains no evidence of a check: { $why }
cli-no-page = { $path } contains no page: { "index.html" } is missing.
cli-bad-config = Cannot use the settings in { $path }: { $why }
cli-unknown-option = { $path } sets { $key }, which is not an option of { "mta-sts serve" }; { "mta-sts serve --help" } lists them
cli-cannot-listen = Cannot listen on { $address }: { $why }
cli-cannot-write = Cannot write the result: { $why }
cli-cannot-write-file = Cannot write { $path }: { $why }
cli-mx-not-seen = The MX records could not be looked up. Name the mail servers with { "--mx" }.
cli-occupied = { $path } already exists with other content. Nothing was written.

## Lists of domains.

cli-list-too-large = { $path } is larger than { $limit }, the limit for lists; { "--max-input BYTES" } raises it
cli-results-too-large = { $path } is larger than { $limit }, the limit for results; { "--max-input BYTES" } raises it
cli-list-empty = { $path } names no domain. Write one domain per line, or a CSV table with a column of domains.
cli-list-no-column = { $path } has no such column. Its first row has: { $headings }
cli-list-rejected = { $path }, line { $line }: { $typed } was not checked: { $why }
cli-list-unnamed = { $path }, line { $line }: no domain for { $text }
cli-not-results = { $path } is not a file of results, so nothing was appended. Line { $line }: { $why }
cli-resume-format = { "--resume" } needs { "--format jsonl" } or { "--format csv" }
cli-list-sum =
    { $count ->
        [one] One domain.
       *[other] { $count } domains.
    }

## Scans on many machines.

cli-queue = Cannot use the queue: { $why }
cli-queue-no-run = The queue has no run { $run }. { "mta-sts scan add" } creates it.
cli-queue-empty = The queue has no run yet. { "mta-sts scan add" } creates one.
cli-scan-added = Run { $run }: { $added } domains added, { $known } known already.
cli-scan-collected = Run { $run }: { $collected } of { $domains } domains collected.

## What `match` says.

cli-match-yes = { $pattern } covers { $host }.
cli-match-no = { $pattern } does not cover { $host }.
cli-match-depth = { $pattern } does not cover { $host }: { "*" } covers exactly one label, but would have to cover { $count } here.
cli-match-invalid = { $pattern } is not a valid { "mx" } pattern, so it covers nothing.
