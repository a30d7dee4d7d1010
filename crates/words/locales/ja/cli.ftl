### コマンドラインの文言。識別子は `cli-` で始まり、引数はすべての言語で同じ。

## こちら側の問題。

cli-cannot-read = { $path } を読み込めません: { $why }
cli-not-evidence = { $path } にはチェックの証拠が入っていません: { $why }
cli-no-page = { $path } にはページがありません。{ "index.html" } が見つかりません。
cli-bad-config = { $path } の設定を使えません: { $why }
cli-unknown-option = { $path } にある { $key } は { "mta-sts serve" } のオプションではありません。{ "mta-sts serve --help" } で一覧を確認できます
cli-cannot-listen = { $address } で待ち受けできません: { $why }
cli-cannot-write = 結果を書き出せません: { $why }

## `lint` の最初の行。

cli-record-valid = 送信側はこの STS レコードを使用します。id は { $id } です。
cli-record-none = STS レコードがありません。{ $count ->
    [0] レコードが 1 件もありません。
    [1] { "v=STSv1;" } で始まっていません。
   *[other] { $count } 件のうち、{ "v=STSv1;" } で始まるものがありません。
}
cli-record-multiple = { "v=STSv1;" } で始まるレコードが複数あるため、送信側はどれも使用しません。
cli-record-invalid = 送信側はこの STS レコードを使用できません。
cli-policy-valid = このファイルは、送信側が適用できるポリシーです。
cli-policy-invalid = 送信側はこのファイルをポリシーとして適用できません。
cli-tlsrpt-valid = 送信側はこの TLS レポート用レコードを使用します。レポートの送り先は { $rua } です。
cli-tlsrpt-none = TLS レポート用レコードがありません。{ $count ->
    [0] レコードが 1 件もありません。
    [1] { "v=TLSRPTv1;" } で始まっていません。
   *[other] { $count } 件のうち、{ "v=TLSRPTv1;" } で始まるものがありません。
}
cli-tlsrpt-multiple = { "v=TLSRPTv1;" } で始まるレコードが複数あるため、送信側はどれも使用しません。
cli-tlsrpt-invalid = 送信側はこの TLS レポート用レコードを使用できません。

## `match` の結果。

cli-match-yes = { $pattern } は { $host } に一致します。
cli-match-no = { $pattern } は { $host } に一致しません。
cli-match-depth = { $pattern } は { $host } に一致しません。{ "*" } はちょうど 1 個のラベルを表しますが、ここでは { $count } 個が必要です。
cli-match-invalid = { $pattern } は { "mx" } パターンとして使えないため、何にも一致しません。
