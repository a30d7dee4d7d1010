### Words of the command line. Ids begin with `cli-`. The same ids and arguments in every language.

## What went wrong on our side.

cli-cannot-read = { $path } cannot be read: { $why }
cli-not-evidence = { $path } holds no evidence of a check: { $why }
cli-no-page = { $path } holds no page: there is no { "index.html" } in it.
cli-bad-config = The settings in { $path } cannot be used: { $why }
cli-unknown-option = { $path } sets { $key }, which is no option of { "mta-sts serve" }; { "mta-sts serve --help" } lists them
cli-cannot-listen = Cannot listen on { $address }: { $why }
cli-cannot-write = The result cannot be written: { $why }

## What `lint` says in its first line.

cli-record-valid = Senders use this STS record. Its id is { $id }.
cli-record-none = There is no STS record here: { $count ->
    [0] nothing was given
    [one] the record does not begin with { "v=STSv1;" }
   *[other] none of the { $count } records begins with { "v=STSv1;" }
}
cli-record-multiple = Senders use none of these records: more than one begins with { "v=STSv1;" }
cli-record-invalid = Senders cannot use this STS record.
cli-policy-valid = The file is a policy that senders can apply.
cli-policy-invalid = Senders cannot apply this file as a policy.
cli-tlsrpt-valid = Senders use this TLS reporting record. Reports go to { $rua }.
cli-tlsrpt-none = There is no TLS reporting record here: { $count ->
    [0] nothing was given
    [one] the record does not begin with { "v=TLSRPTv1;" }
   *[other] none of the { $count } records begins with { "v=TLSRPTv1;" }
}
cli-tlsrpt-multiple = Senders use none of these records: more than one begins with { "v=TLSRPTv1;" }
cli-tlsrpt-invalid = Senders cannot use this TLS reporting record.

## What `match` says.

cli-match-yes = { $pattern } covers { $host }.
cli-match-no = { $pattern } does not cover { $host }.
cli-match-depth = { $pattern } does not cover { $host }: { "*" } stands for exactly one label, here it would have to stand for { $count }.
cli-match-invalid = { $pattern } is no usable { "mx" } pattern, so it covers nothing.
