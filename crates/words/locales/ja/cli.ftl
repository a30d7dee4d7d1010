### コマンドラインの文言。識別子は `cli-` で始まり、引数はすべての言語で同じ。

## こちら側の問題。

cli-cannot-read = { $path } を読み込めません：{ $why }
cli-evidence-too-large = { $path } は、チェックの記録の上限である { $limit } を超えています。{ "--max-input BYTES" } で上限を上げられます
cli-text-too-large = { $path } は、テキストの上限である { $limit } を超えています。{ "--max-input BYTES" } で上限を上げられます
cli-not-evidence = { $path } にはチェックの記録が入っていません：{ $why }
cli-no-page = { $path } にはページがありません。{ "index.html" } が見つかりません。
cli-bad-config = { $path } の設定を使えません：{ $why }
cli-unknown-option = { $path } にある { $key } は { "mta-sts serve" } のオプションではありません。{ "mta-sts serve --help" } で一覧を確認できます
cli-cannot-listen = { $address } で待ち受けできません：{ $why }
cli-cannot-write = 結果を書き出せません：{ $why }
cli-cannot-write-file = { $path } に書き込めません：{ $why }
cli-mx-not-seen = MX レコードを調べられませんでした。{ "--mx" } でメールサーバーを指定してください。
cli-occupied = { $path } は既に存在し、内容が異なります。何も書き込みませんでした。

## ドメインの一覧。

cli-list-too-large = { $path } は、一覧の上限である { $limit } を超えています。{ "--max-input BYTES" } で上限を上げられます
cli-results-too-large = { $path } は、結果の上限である { $limit } を超えています。{ "--max-input BYTES" } で上限を上げられます
cli-list-empty = { $path } にはドメインがありません。1 行に 1 つずつドメインを書くか、ドメインの列がある CSV を使ってください。
cli-list-no-column = { $path } にその列はありません。最初の行の内容：{ $headings }
cli-list-rejected = { $path } の { $line } 行目：{ $typed } はチェックしていません：{ $why }
cli-list-unnamed = { $path } の { $line } 行目：{ $text } のドメインがありません
cli-not-results = { $path } は結果のファイルではないため、何も追記していません。{ $line } 行目：{ $why }
cli-resume-format = { "--resume" } には { "--format jsonl" } か { "--format csv" } が必要です
cli-list-sum = ドメイン { $count } 件。

## 複数のマシンで行うスキャン。

cli-queue = キューを使えません：{ $why }
cli-queue-no-run = キューに実行 { $run } はありません。{ "mta-sts scan add" } で作成できます。
cli-queue-empty = キューにはまだ実行がありません。{ "mta-sts scan add" } で作成できます。
cli-scan-added = 実行 { $run }：ドメイン { $added } 件を追加しました。{ $known } 件は登録済みです。
cli-scan-collected = 実行 { $run }：ドメイン { $domains } 件のうち { $collected } 件を取得しました。

## `match` の結果。

cli-match-yes = { $pattern } は { $host } に一致します。
cli-match-no = { $pattern } は { $host } に一致しません。
cli-match-depth = { $pattern } は { $host } に一致しません。{ "*" } は名前の 1 階層分だけに対応しますが、ここでは { $count } 階層分が必要です。
cli-match-invalid = { $pattern } は { "mx" } の行に使えないパターンで、どのホストにも一致しません。
