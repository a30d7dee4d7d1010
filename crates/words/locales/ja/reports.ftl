### TLS レポートとエラーメールのページの文言。識別子は `reports-` で始まります。どの言語でも識別子と引数は同じです。

reports-sister = レポートとエラーメール
reports-add-files = ファイルを追加

## エラーメール

reports-bounce-title = このエラーメールの意味は？
reports-bounce-note = エラーメールの文面、またはメールログの行を貼り付けてください。文面はこのブラウザーの中だけで読み取られ、送信されません。
reports-bounce-file = { $name } の内容です。このブラウザーの中だけで読み取られ、送信されません。
reports-bounce-unreadable = { $name } を読み取れません。
reports-bounce-explain = 調べる
reports-bounce-empty = 文面を貼り付けるか、ファイルを開いてください。
reports-bounce-headline = { $kind ->
        [mta-sts] MTA-STS についてのエラーです
        [dane] DANE についてのエラーです
        [tls-policy] ポリシーが TLS を必須とし、接続が条件を満たしませんでした
        [certificate] メールサーバーの証明書についてのエラーです
        [local-policy] 一方の側の独自ルールが TLS を必須としています（MTA-STS ではありません）
        [requiretls] メッセージ自体が TLS を必須としていました
        [plain-tls] STARTTLS または TLS ハンドシェイクが失敗しました
        [sender-setup] 送信システム自身に問題があります
        [dns] DNS の応答が得られませんでした
        [network] TLS の前に接続が失敗しました
        [tls-report] TLS レポートを配送できませんでした
       *[information] 失敗ではありません
    }
reports-bounce-mail-to = { $domain } 宛てのメール
reports-bounce-answer = 結果
reports-bounce-who = 対応する側
reports-bounce-when = メールはまだ届くか
reports-bounce-when-text = { $class ->
        [four] 送信側はしばらく再送を続けます（Exchange Online では 24 時間）。その間に直れば、メールは届きます。
       *[five] 届きません。送信側は再送を終えています。直ったあとに、もう一度送信してください。
    }
reports-bounce-source = 判断の根拠
reports-bounce-basis = { $basis ->
        [standard] 規格で定められた文面です。
        [vendor] 提供元の文書に載っている文面です。
        [source] プログラムのソースコードにある文面です。
        [third] 第三者の文書に載っている文面です。
       *[experience] 経験から知られている文面です。文書では確認できていません。
    }
reports-bounce-check = { $domain } をチェック
reports-bounce-check-note = チェックの結果は、この文面に関係する箇所から表示されます。
reports-bounce-letter = 送るメッセージ
reports-bounce-letter-copy = メッセージをコピー
reports-bounce-also = この文面にはほかに { $count } 件あります
reports-bounce-unknown = この文面は登録されていません
reports-bounce-looks = { $looks ->
        [policy] エラーメールではなく、ポリシーファイルです
        [record] エラーメールではなく、TXT レコードです
        [tls-report] エラーメールではなく、TLS レポートです
       *[dmarc-report] DMARC レポートです。TLS については何も書かれていません
    }
reports-bounce-looks-lead = { $looks ->
        [policy] 送信側が使える内容かどうかは、構文チェックで分かります。
        [record] 送信側が使える内容かどうかは、構文チェックで分かります。
        [tls-report] TLS レポートのページで読み取れます。
       *[dmarc-report] DMARC は送信者のなりすましについてのもので、暗号化についてのものではありません。
    }
reports-bounce-unknown-lead = { $code ->
        [other] TLS、MTA-STS、DANE についての既知の文面はありません。コードは別の理由を示しています。
       *[open] TLS に関係する可能性はありますが、MTA-STS、DANE、送信側のルールのどれがメールを止めたのかは、この文面だけでは分かりません。推測はしません。
    }
reports-bounce-codes = 見つかったコード
reports-bounce-helps = 判断に役立つもの
reports-bounce-helps-text = より長い文面です。Outlook では「管理者用の診断情報」より下をすべてコピーしてください。メールログでは、同じキュー ID の行をすべてコピーしてください。

## TLS レポート：ファイル

reports-title = TLS レポート
reports-title-of = { $domain } の TLS レポート
reports-lead = 送信側は 1 日に 1 回、あなたのドメインへの接続のうち何件が TLS を使い、何件が失敗したかを報告します。このページはレポートを読み取り、ポリシーを enforce にできるかどうかを示します。
reports-drop = ここに TLS レポートをドロップ
reports-choose = ファイルを選択
reports-choose-folder = フォルダーを選択
reports-drop-note = レポート、レポートの届いたメール、圧縮ファイル、メールボックス全体を読み取れます（{ ".json" }、{ ".gz" }、{ ".zip" }、{ ".tar.gz" }、{ ".eml" }、{ ".mbox" }）。このブラウザーの中だけで読み取られ、送信されません。
reports-read = レポート { $count } 件
reports-read-copies = 重複 { $count } 件は数えません
reports-read-span = { $from }〜{ $until }
reports-read-skipped = 除外 { $count } 件
reports-domain = ドメイン
reports-domain-filter = 絞り込み
reports-domains-listed = { $left ->
        [0] { $total } ドメイン中 { $count } ドメインを表示しています。
       *[other] { $total } ドメイン中 { $count } ドメインを表示しています。レポートの少ない { $left } ドメインは、書き出したファイルだけに含まれます。
    }
reports-reading = { $count } ファイルを読み取り中
reports-reading-note = { $count } ファイル中 { $done } ファイルを読み取りました。レポート { $reports } 件、除外 { $skipped } 件です。
reports-stop = 中止
reports-unread = 読み取りを中止しました。{ $count } ファイルは読み取っていません。
reports-clear = レポートをすべて消去
reports-none = これらのファイルにレポートはありません
reports-none-lead = 除外した理由を、下の一覧に示します。
reports-problem = { $problem ->
        [stopped] このページの不具合で読み取りが止まりました。ページを再読み込みし、最後のファイルを除いてもう一度お試しください。
        [not-kept] ブラウザーがレポートの保存を拒否しました。レポートは、このページを閉じるまで残ります。
        [kept-in-part] このブラウザーに保存されたレポートが多すぎるため、最初のものだけを表示しています。
       *[too-many] レポートが多すぎるため保存できません。レポートは、このページを閉じるまで残ります。
    }

## 答え

reports-answer = { $enforce ->
        [yes] enforce にできるか：できます
        [refused] メールが拒否されているか、これから拒否されます
        [not-yet] enforce にできるか：まだできません
       *[unknown] enforce にできるか：まだ確認できません
    }
reports-answer-lead = { $enforce ->
        [yes] レポートと現在のチェックには、{ "enforce" } モードで拒否されるものはありません。
        [refused] ポリシーは enforce で、直っていない失敗が報告されています。
        [not-yet] 先に直すものがあります。{ "enforce" } モードにすると、メールが拒否されます。
       *[unknown] 先に直すものはありませんが、判断するには情報が足りません。
    }
reports-mode = モード { $mode }
reports-checked = { $time } にチェック
reports-live-missing = 成功したセッションのホスト名はレポートに載らないため、レポートだけではすべての MX ホストを確認できません。ここでドメインをチェックすると、その結果も答えに反映されます。
reports-count-days = { $total } 日のうち { $count } 日
reports-count-senders = 送信側 { $total } 件のうち { $count } 件
reports-copy-answer = この結果をコピー
reports-check = { $domain } をチェック
reports-check-again = { $domain } をもう一度チェック
reports-known = ほかに分かったこと
reports-numbers = MTA-STS では { $passed } セッションが成功し、{ $failed } セッションが失敗しました（丸 { $days } 日分、送信側 { $senders } 件）。

## セッションの推移

reports-over-time = セッションの推移
reports-over-time-note = レポートは、始まった日（UTC）に数えます。DANE のセッションは同じセッションの可能性があるため、含めません。
reports-passed = MTA-STS で成功
reports-failed = MTA-STS で失敗
reports-unnamed = ポリシーの適用なし（名前の確認なし）
reports-uncovered = レポートなし
reports-chart = { $from }〜{ $until }の日ごとのセッション：成功 { $passed }、失敗 { $failed }、ポリシーなし { $unnamed }。
reports-as-table = 表で見る
reports-day = 日
reports-days-left-out = それより前の { $count } 日は表示していません。

## 送信側、ホスト、種類ごと

reports-senders = 送信側ごと
reports-sender = 送信側
reports-column-passed = 成功
reports-column-failed = 失敗
reports-column-unnamed = ポリシーなし
reports-column-days = 日数
reports-column-last = 最後のレポート
reports-column-policy = 使っているポリシー
reports-held-current = 現在のもの
reports-held-older = 以前のもの
reports-held-until = 遅くとも { $date }まで
reports-held-unknown = 記載なし
reports-hosts = MX ホストごと
reports-hosts-note = ホスト名がレポートに載るのは、失敗したセッションだけです。
reports-host = MX ホスト
reports-results = 結果の種類ごと
reports-result = 結果の種類
reports-types = ポリシーの種類ごと
reports-type = ポリシーの種類
reports-types-note = 同じセッションが 2 つの種類に数えられることがあるため、合計はしません。
reports-sessions = セッション
reports-gaps = レポートのない日
reports-gap-days = { $count } 日
reports-gaps-note = メールが送られなかったか、レポートが失われた日です。

## 失敗

reports-failures = 失敗（サーバーと原因ごと）
reports-failures-none = これらのレポートに失敗はありません。
reports-owner = 担当
reports-reported-by = 報告元
reports-days = 期間
reports-still = { $state ->
        [still] 現在も続いています
        [fixed] その後、直っています
        [gone] 現在は MX ホストではありません
        [unseen] 現在の状態は確認できません
       *[unchecked] まだチェックしていません
    }
reports-still-note = { $state ->
        [listed] 現在のポリシーにはこのホストがあります。
        [unlisted] 現在のポリシーにもこのホストがありません。
        [valid] 現在、このホストの証明書は有効です。
        [invalid] 現在、このホストは TLS のチェックを通りません。
        [no-starttls] 現在、このホストは STARTTLS に対応していません。
        [served] 現在、ポリシーを取得できます。
        [not-served] 現在、使えるポリシーを取得できません。
        [gone] 現在の DNS では、このホストは MX ホストではありません。
        [unseen] チェックでは確認できませんでした。
       *[unchecked] ドメインをチェックすると、現在も続いているかどうかが分かります。
    }
reports-more-failures = ほかに { $count } 種類の失敗が、表にあります。
reports-table = すべての失敗
reports-filter = ホスト、送信側、原因、種類で絞り込む
reports-filter-found = { $total } 行のうち { $count } 行
reports-sort = 「{ $column }」で並べ替え
reports-cause = 原因
reports-rows-left-out = ほかの { $count } 行は表示していません。書き出したファイルには含まれます。

## 除外、保存、書き出し

reports-skipped = 除外したもの
reports-skipped-more = ほか { $count } 件
reports-mails = メール { $count } 通を読み取り、うち { $without } 通にはレポートがありませんでした。
reports-keep-title = 保存、書き出し、消去
reports-keep = レポートをこのブラウザーに保存する
reports-keep-note = { $keeps ->
        [yes] 消去するまでこのブラウザーに残り、新しいファイルが追加されていきます。送信されることはありません。
        [no] このページを閉じると消えます。
       *[private] チェックの記録をこのブラウザーに残さない設定のため、新しいレポートも保存しません。保存済みのものは、消去するまで残ります。
    }
reports-unreadable = 読み取れない保存済みのレポート
reports-unreadable-nameless = ファイル名を読み取れないレポート
reports-unreadable-delete = 保存済みのレポートを消去：{ $name }
reports-export-csv = CSV で書き出す
reports-export-json = JSON で書き出す
reports-export-markdown = Markdown で書き出す
