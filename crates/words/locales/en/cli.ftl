### Words of the command line. Ids begin with `cli-`. The same ids and arguments in every language.

## What went wrong on our side.

cli-cannot-read = { $path } cannot be read: { $why }
cli-not-evidence = { $path } holds no evidence of a check: { $why }
cli-no-page = { $path } holds no page: there is no { "index.html" } in it.
cli-bad-config = The settings in { $path } cannot be used: { $why }
cli-unknown-option = { $path } sets { $key }, which is no option of { "mta-sts serve" }; { "mta-sts serve --help" } lists them
cli-cannot-listen = Cannot listen on { $address }: { $why }
cli-cannot-write = The result cannot be written: { $why }

## What `match` says.

cli-match-yes = { $pattern } covers { $host }.
cli-match-no = { $pattern } does not cover { $host }.
cli-match-depth = { $pattern } does not cover { $host }: { "*" } stands for exactly one part of a name, here it would have to stand for { $count }.
cli-match-invalid = { $pattern } is no usable { "mx" } pattern, so it covers nothing.
