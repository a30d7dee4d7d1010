### TLS レポート（RFC 8460）の文言。識別子は `tls-report-` で始まり、引数はすべての言語で同じ。

## 答え

tls-report-answer-yes = { $domain }：レポートと現在のチェックを見る限り、{ "enforce" } モードにしても安全です。
tls-report-answer-not-yet = { $mode ->
    [enforce] { $domain }：メールが拒否されているか、これから拒否されます。
   *[other] { $domain }：{ "enforce" } モードにするのは、まだ安全ではありません。
}
tls-report-answer-unknown = { $domain }：{ "enforce" } モードにして安全かどうか、レポートからはまだ分かりません。
tls-report-numbers = { "MTA-STS" } では { $count } 件のセッションが成功し、{ $total } 件が失敗しました（丸 { $days } 日分、送信側 { $index } 件）。
tls-report-none = 読み込めたレポートはありません。
tls-report-read = レポート：{ $count } 件。二重に数えない重複：{ $total } 件。
tls-report-mails = メール：{ $count } 通。うち { $total } 通にはレポートがありません。
tls-report-other-versions = { $senders } はレポート { $id } を別の件数で送り直しました。大きい方だけを数えます。

## 理由

tls-report-reason-recent-failures = 直近 14 日間に { $count } 件のセッションが失敗しました（{ $types }、{ $hosts }、送信側：{ $senders }）。{ "enforce" } モードでは、このメールは拒否されます。
tls-report-reason-mail-refused = 直近 14 日間に { $count } 件のセッションが失敗しました（{ $types }、{ $hosts }、送信側：{ $senders }）。これらの送信側は、メールを遅らせるか拒否します。
tls-report-reason-fixed-since = 以前の失敗 { $count } 件は、{ $senders } のレポートを見る限り { $date }以降は直っています。
tls-report-reason-not-seen-fixed = 以前の失敗 { $count } 件は { $date }が最後ですが、{ $senders } からその後の成功を示すレポートがありません。
tls-report-reason-host-is-gone = 失敗 { $count } 件は、現在は MX ホストではないホストのものです：{ $hosts }。送信側が古いホスト、キャッシュされた応答、または偽の応答を使いました。
tls-report-reason-policy-not-fetched = { $senders } は { $count } 件のセッションでポリシーファイルを使えませんでした（{ $types }）。この送信側はポリシーを適用しません。先にポリシーホストを直してください。
tls-report-reason-too-few-days = 現在のポリシーでは丸 { $days } 日分のレポートしかありません。14 日分になるまで待ってください。
tls-report-reason-too-few-senders = { $count ->
    [0] 現在のポリシーでのセッションを報告した送信側はありません。
   *[other] 現在のポリシーでのセッションを報告した送信側は 1 つだけです。2 つ以上あれば確かになります。
}
tls-report-reason-reports-are-old = 最新のレポートは { $days } 日前のものです（{ $date }）。
tls-report-reason-names-not-checked = { "MTA-STS" } でのセッションを報告した送信側がないため、ホスト名はまだ確認されていません。ほかの種類のポリシーでの成功 { $count } 件は、その証拠になりません。
tls-report-reason-older-policy = { $senders } は { "mx" } の行が異なる古いポリシーを報告しています。現在のポリシーの分として数えられるのは { $days } 日だけです。
tls-report-reason-live-check-missing = 成功したセッションには MX ホスト名がないため、レポートだけではすべての MX ホストを確認できません。ドメインもチェックし、結果を { "--evidence" } で渡してください。
tls-report-reason-mx-fails-now = 現在のチェックで、TLS を検証できない MX ホストが見つかりました：{ $hosts }。
tls-report-reason-mx-not-seen = { $hosts ->
    [unknown] 現在のチェックでは MX ホストを確認できませんでした。
   *[other] 現在のチェックでは、すべての MX ホストの TLS を確認できたわけではありません。
}
tls-report-reason-mx-not-covered = ポリシーに載っていない MX ホストがあります：{ $hosts }。
tls-report-reason-one-network-failure = { $senders } のセッション 1 件がネットワークの問題で失敗しました。これだけなら差し支えありません。
tls-report-reason-dane-failures = DANE では { $count } 件のセッションが失敗しました（{ $hosts }）。{ "MTA-STS" } とは関係ありませんが、DANE を使う送信側のメールは現在拒否されています。
tls-report-reason-reports-are-a-sample = レポートは一部にすぎません。ポリシーを適用しながらレポートを送らない送信側が多くあります。

## 原因と対処

tls-report-cause-starttls-missing = { $host } が STARTTLS に対応していません
    .next = ホストのすべてのアドレスで STARTTLS を有効にし、ファイアウォールで遮らないようにしてください。
tls-report-cause-starttls-refused = { $host } が STARTTLS を拒否しています
    .next = メールサーバーのログを確認してください。証明書や鍵が設定されていないことがよくあります。
tls-report-cause-certificate-name = { $host } の証明書の名前が一致しません
    .next = MX ホストの名前を含む証明書を取得してください。
tls-report-cause-certificate-expired = { $host } の証明書が期限切れです
    .next = 証明書を更新し、メールサーバーを再読み込みしてください。古いファイルを使い続けていることがあります。
tls-report-cause-certificate-not-yet-valid = { $host } の証明書はまだ有効期間前です
    .next = メールサーバーの時計と証明書の開始日を確認してください。
tls-report-cause-certificate-untrusted = { $host } の証明書チェーンが信頼されていません
    .next = 中間証明書も送信し、公的な認証局の証明書を使ってください。
tls-report-cause-handshake-failed = { $host } との TLS ハンドシェイクに失敗します
    .next = メールサーバーが TLS 1.2 以降と一般的な暗号スイートに対応しているか確認してください。
tls-report-cause-mx-not-in-policy = { $host } がポリシーに載っていません
    .next = ポリシーファイルにホストを追加してレコードの id を変えるか、その MX レコードを削除してください。
tls-report-cause-network = { $host } への接続が切れたか、時間切れになりました
    .next = 繰り返すかどうか様子を見てください。1 回だけなら一時的な失敗です。
tls-report-cause-policy-not-served = ポリシーホストがポリシーファイルではなくエラーを返しています
    .next = ファイルを所定のアドレスで、リダイレクトなしにステータス 200 で公開してください。
tls-report-cause-policy-unreachable = ポリシーファイルを取得できません
    .next = 外部からポリシーホストを確認してください：アドレス、ファイアウォール、ボット対策。
tls-report-cause-older-policy-used = ポリシーファイルを取得できず、送信側は保持しているものを使っています
    .next = 送信側が保持するポリシーの期限が切れる前に、ポリシーホストを直してください。
tls-report-cause-policy-invalid = ポリシーファイルに誤りがあります
    .next = ポリシーファイルを確認してください。
tls-report-cause-policy-certificate = ポリシーホストの証明書が受け入れられません
    .next = ポリシーホストの名前を含む証明書を取得し、期限が切れる前に更新してください。
tls-report-cause-tlsa-mismatch = { $host } の証明書に合う TLSA レコードがありません
    .next = 使用中の証明書の TLSA レコードを公開してください。
tls-report-cause-dnssec-broken = { $host } の DNSSEC を検証できません
    .next = ゾーンの署名と、TLSA に対するネームサーバーの応答を直してください。
tls-report-cause-dane-required = 送信側は DANE を必須としていますが、{ $host } に TLSA レコードがありません
    .next = 送信側に問い合わせるか、TLSA レコードを再び公開してください。
tls-report-cause-unexplained = 送信側は理由を示していません（{ $host }）
    .next = MX ホストをポリシーと照らし合わせ、現在の TLS を確認してください。
tls-report-cause-unknown-type = 送信側が登録されていない語を使っています（{ $host }）
    .next = 理由コードを読むか、送信側に問い合わせてください。
tls-report-cause-no-details = 送信側は失敗を数えていますが、詳細を示していません
    .next = 送信側に問い合わせるか、その送信側のほかのレポートを確認してください。

## 直せる人

tls-report-owner-mail = メールサーバー
tls-report-owner-web = ポリシーファイルとその Web サーバー
tls-report-owner-dns = DNS
tls-report-owner-sender = 送信側またはネットワーク
tls-report-owner-unknown = レポートからは分かりません

## 読み込まなかったもの

tls-report-why-empty-file = ファイルが空です。
tls-report-why-truncated = ファイルが途中で切れています。もう一度ダウンロードしてください。
tls-report-why-damaged = 圧縮データが壊れています。もう一度ダウンロードしてください。
tls-report-why-bad-checksum = チェックサムがデータと一致しません。もう一度ダウンロードしてください。
tls-report-why-password = パスワードで保護されています。先に展開してください。
tls-report-why-unsupported-compression = 対応していない方式で圧縮されています。先に展開してください。
tls-report-why-repeated-name = 圧縮ファイルに同じ名前のファイルが複数あり、最後のものだけを読み取りました。展開してからもう一度お試しください。
tls-report-why-outlook-file = Outlook のファイルは読み込めません。添付ファイルそのものを保存するか、メールを { ".eml" } として保存してください。
tls-report-why-dmarc-report = これは TLS レポートではなく DMARC レポートです。
tls-report-why-output-of-another-reader = これは { "parsedmarc" } の出力です。元のレポートを使ってください。
tls-report-why-xz-archive = { ".xz" } アーカイブです。先に展開するか、{ ".gz" } または { ".zip" } にしてください。
tls-report-why-bzip2-archive = { ".bz2" } アーカイブです。先に展開するか、{ ".gz" } または { ".zip" } にしてください。
tls-report-why-zstd-archive = { ".zst" } アーカイブです。先に展開するか、{ ".gz" } または { ".zip" } にしてください。
tls-report-why-7z-archive = { ".7z" } アーカイブです。先に展開するか、{ ".gz" } または { ".zip" } にしてください。
tls-report-why-rar-archive = { ".rar" } アーカイブです。先に展開するか、{ ".gz" } または { ".zip" } にしてください。
tls-report-why-broken-json = JSON が壊れています。
tls-report-fault = { $cause ->
        [ends-early] { $line } 行目の { $column } 文字目で終わっています。
        [open-text] { $line } 行目の { $column } 文字目で、文字列が閉じていません。
        [missing-comma] { $line } 行目の { $column } 文字目に、コンマまたは閉じ括弧がありません。
        [missing-colon] { $line } 行目の { $column } 文字目に、コロンがありません。
        [missing-value] { $line } 行目の { $column } 文字目に、値がありません。
        [missing-name] { $line } 行目の { $column } 文字目に、二重引用符で囲まれた名前がありません。
        [invalid-number] { $line } 行目の { $column } 文字目の数値が正しくありません。
        [invalid-escape] { $line } 行目の { $column } 文字目で、バックスラッシュの後の文字が正しくありません。
       *[other] { $line } 行目の { $column } 文字目に誤りがあります。
    }
tls-report-why-cut-json = JSON が途中で終わっています。もう一度ダウンロードしてください。
tls-report-why-not-a-report = JSON ですが、TLS レポートではありません。
tls-report-why-unknown-content = JSON でもメールでもアーカイブでもありません。
tls-report-why-no-report-in-mail = メールに TLS レポートがありません。
tls-report-why-no-report-in-archive = アーカイブに TLS レポートがありません。
tls-report-why-limit-report-size = 1 件のレポートまたはメールが 32 MiB を超えています。
tls-report-why-limit-total-size = ファイルを展開すると 256 MiB を超えます。
tls-report-why-limit-ratio = ファイルを展開すると元の 200 倍を超えます。本物のレポートではありえません。
tls-report-why-limit-members = メンバーまたはパートが多すぎます。
tls-report-why-nested-too-deep = アーカイブ、メールまたは JSON の入れ子が深すぎます。
tls-report-why-limit-details = JSON のオブジェクトまたは値が多すぎます。
tls-report-why-limit-files = フォルダー内のファイルが多すぎます。このファイル以降は読み取っていません。
tls-report-why-unreadable = ファイルを開けません。

## 形式からの逸脱

tls-report-note-bom = JSON の前にバイト順マークがあります
tls-report-note-utf16 = JSON が UTF-16 です
tls-report-note-not-utf8 = UTF-8 ではないバイトを置き換えました
tls-report-note-value-replaced = 不完全な文字、または大きすぎるか数ではない値を置き換えました
tls-report-note-trailing-comma = 閉じ括弧の前のコンマを無視しました
tls-report-note-leading-zeros = 数値の先頭のゼロを無視しました
tls-report-note-control-character = 文字列に改行などの制御文字があります
tls-report-note-wrong-name = ファイル名と内容が一致しません
tls-report-note-wrong-media-type = メールのメディアタイプが異なります
tls-report-note-report-type-missing = メールにレポートの種類がありません
tls-report-note-subject-id-differs = 件名のレポート ID が異なります
tls-report-note-from-differs = メールの差出人のドメインが、レポートの組織のものではありません
tls-report-note-dkim-differs = メールの DKIM 署名が、レポートの組織のドメインのものではありません
tls-report-note-several-documents = 1 つのファイルに複数のレポートがあります
tls-report-note-trailing-data = 圧縮データの後に余分なデータがあります
tls-report-note-null-member = 値が null です
tls-report-note-empty-string-member = 値が空の文字列です
tls-report-note-key-alias = 文法上の名前が使われています
tls-report-note-repeated-member = 同じ項目が 2 回あり、最後の値を使います
tls-report-note-unknown-member = 未知の項目は無視します
tls-report-note-wrong-type = 値の型が異なるため無視します
tls-report-note-one-instead-of-list = リストの代わりに値が 1 つだけあります
tls-report-note-organization-missing = 送信側の名前がありません
tls-report-note-contact-null = 連絡先がありません
tls-report-note-report-id-missing = レポート ID がありません
tls-report-note-date-missing = 日時がありません
tls-report-note-date-invalid = 日時を解釈できません
tls-report-note-date-no-zone = 日時にタイムゾーンがないため UTC とみなします
tls-report-note-date-fraction = 秒の小数部分は切り捨てます
tls-report-note-date-offset = 日時が UTC からの時差付きです
tls-report-note-date-only = 日付だけなので丸 1 日とみなします
tls-report-note-date-end-exclusive = 期間の終わりが午前 0 時なので、日数は増えません
tls-report-note-date-not-utc-day = 期間が UTC の丸 1 日ではありません
tls-report-note-date-reversed = 期間の終わりが始まりより前です
tls-report-note-policy-missing = ポリシーがありません
tls-report-note-policy-type-unknown = ポリシーの種類が RFC 8460 にありません
tls-report-note-policy-domain-missing = ポリシードメインがありません
tls-report-note-policy-domain-is-recipient-for-tlsa = TLSA の項目が MX ホストではなく受信ドメインを示しています
tls-report-note-policy-string-missing = ポリシーの文面がありません
tls-report-note-policy-string-empty = ポリシーの文面が空です
tls-report-note-policy-string-as-string = ポリシーの文面がリストではなく 1 つの文字列です
tls-report-note-policy-string-json-in-string = ポリシーの文面が文字列の中の JSON リストです
tls-report-note-mx-host-missing = MX のパターンがありません
tls-report-note-mx-host-as-string = MX のパターンがリストではなく文字列です
tls-report-note-count-missing = 件数がないため 0 とみなします
tls-report-note-count-as-string = 件数が文字列です
tls-report-note-count-invalid = 件数として使えない値なので、その項目を除きます
tls-report-note-details-null = 失敗の詳細が null です
tls-report-note-details-exceed-total = 失敗の詳細の合計が総数を超えています
tls-report-note-zero-count-detail = 件数 0 の失敗の詳細があります（警告）
tls-report-note-same-sessions-twice = 同じセッションが 2 種類のポリシーで数えられているようです
tls-report-note-result-type-missing = 結果の種類がありません
tls-report-note-result-type-unknown = 結果の種類が登録されていません
tls-report-note-result-type-case = 結果の種類に大文字または空白があります
tls-report-note-result-type-odd = 結果の種類がポリシーの種類に合いません
tls-report-note-ip-v4-mapped = IPv4 アドレスが IPv6 形式で書かれています
tls-report-note-ip-bracketed = アドレスに括弧または接頭辞があります
tls-report-note-ip-with-port = アドレスにポートがあります
tls-report-note-ip-invalid = IP アドレスではない文字列です
tls-report-note-name-final-dot = ホスト名の末尾にドットがあります
tls-report-note-helo-multi-line = EHLO の応答が複数行です
tls-report-note-information-not-text = 追加情報が文字列ではありません
tls-report-note-more = 表示しきれない逸脱があります

## 見出しと行

tls-report-failures = 失敗
tls-report-group = { $count } 件、{ $types }：{ $cause }（送信側：{ $senders }）。期間：{ $period }。
tls-report-group-owner = 対処できるところ：{ $owner }。{ $next }
tls-report-held = 送信側が保持するポリシー
tls-report-held-current = { $senders } は { $date }の時点で { $domain } の現在のポリシーを保持していました。
tls-report-held-older = { $senders } は { $date }の時点で { $domain } の古いポリシーを保持していました（{ $mode }、{ $hosts }）。
tls-report-held-until = 取得し直さなければ、遅くとも { $date }まで保持されます。
tls-report-periods = 期間
tls-report-gap = { $domain } について、{ $senders } のレポートがない期間があります：{ $period }（{ $days } 日）。メールがなかったか、レポートが失われました。
tls-report-overlap = { $domain } について、{ $senders } の 2 件のレポートの期間が重なっています：{ $period }。どちらも数えます。
tls-report-skipped = 読み込まなかったもの
tls-report-deviations = 形式からの逸脱
tls-report-deviation = { $note }：{ $count } 回
tls-report-sessions = ポリシーの種類ごとのセッション
tls-report-column-type = ポリシーの種類
tls-report-column-successful = 成功
tls-report-column-failed = 失敗
tls-report-no-host = ホスト名なし
tls-report-unnamed-host = MX ホストのいずれか
tls-report-no-sender = 不明な送信側
tls-report-no-mode = モード不明
