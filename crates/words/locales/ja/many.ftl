### Words of the page about many domains. Ids begin with `many-`. The same ids and arguments in every language.

## A list comes in

many-title = たくさんのドメインを一度にチェック
many-lead = ドメインごとに、判定、最も重大な問題、次にすることを示します。後でもう一度調べると、悪化したものが分かります。
many-names = ドメイン（1 行に 1 件）
many-names-note = 最大 { $most } ドメイン。一覧はこのブラウザーの外に出ません。名前の問い合わせだけを行います。
many-drop = またはファイル
many-drop-note = 1 行に 1 ドメインのテキスト、または CSV。{ "customer" } または { "顧客" } という列は、ドメインの横に表示します。
many-drop-or = このページにドロップすることもできます。
many-choose = ファイルを選ぶ
many-check = チェック
many-empty = ドメインを貼り付けるか、ファイルを選んでください。
many-no-domains = この一覧にはドメインが見つかりません。
many-unreadable = { $name } を読み込めません。

many-found = { $count ->
        [0] ドメインなし
       *[other] { $count } ドメイン
    }
many-column = ドメインの列
many-column-number = { $number } 列目
many-labels = 顧客名をドメインの横に表示します。
many-duplicates = 重複している { $count } 件は、1 回だけチェックします。
many-shared = { $domain } は、{ $customers } の分を 1 回でチェックします。
many-shared-more = ほかに { $count } ドメインにも、複数の顧客がいます。すべて残します。
many-unnamed = { $line } 行目にドメインがありません：{ $text }
many-rejected = { $line } 行目を除きます：{ $typed }
many-rejected-more = ほかに { $count } 行を除きます。
many-left-out = 最初の { $most } ドメインをチェックします。残りの { $count } 件は除きます。長い一覧には { "mta-sts check --list" } を使えます。
many-cut = ファイルの最初の { $size } MB だけを読みました。長い一覧には { "mta-sts check --list" } を使えます。
many-start = { $count } ドメインをチェック
many-results = これは以前のチェックの結果です。
many-start-compare = { $count } ドメインをもう一度チェックして比較
many-other-list = 別の一覧を選ぶ

## A run

many-export = { $format ->
        [csv] CSV で保存
        [json] JSON で保存
       *[markdown] Markdown で保存
    }
many-export-awaited = ファイルを作成しています…
many-saved = { $name } に保存しました。
many-export-missing = { $count } 件のチェックは保存されていないため、ファイルに含まれません。もう一度チェックしてから保存してください。
many-progress-label = チェックしたドメイン
many-progress = { $all } 件中 { $done } 件をチェックしました
many-left = 残り約 { $time }
many-jobs = 同時に { $count } 件
many-held = サーバーの求めにより待機中です（あと { $seconds } 秒）
many-offline = ネットワークに接続していません。つながり次第、続けます
many-paused = 一時停止中
many-cancelled = 中止しました。残りはチェックしていません
many-comparing = 比較しています…
many-worse-count = { $count } 件が悪化しました
many-pause = 一時停止
many-resume = 再開
many-resume-rest = 残りをチェック
many-cancel = 中止
many-retry = 確認しきれなかった { $count } 件を再試行
many-again-all = すべてもう一度チェック
many-new = 新しい一覧
many-new-sure = この一覧を閉じますか。チェックの記録は履歴に残ります。
many-new-yes = 閉じる
many-new-no = 閉じない
many-private = 設定により、このブラウザーには何も保存しません。ページを閉じると終了します。
many-not-kept = ブラウザーに保存できないものがありました。ページを閉じる前に結果を保存してください。
many-replaced = 一覧が別のタブで置き換えられたか消去されたため、このチェックは保存されなくなりました。ページを閉じる前に結果を保存してください。
many-dropped = 履歴がいっぱいになったため、{ $count } ドメインの古いチェックを消去しました。

## What is shown

many-show = 表示
many-filter-all = すべて
many-filter-worse-since = { $date }から悪化
many-filter-unseen = 確認しきれなかった
many-filter-waiting = 待機中
many-trend = { $trend ->
        [worse] 悪化
        [better] 改善
        [changed] 変化あり
       *[same] 変化なし
    }
many-search = ドメイン、顧客、問題を検索
many-sort = 並べ方
many-sort-by = { $order ->
        [worst] 重大な順
        [listed] 一覧の順
        [domain] ドメイン順
        [finding] 問題の順
       *[owner] 対応する担当者の順
    }
many-compared = 比較の対象
many-compared-latest = 各ドメインの前回のチェック
many-compared-pasted = 貼り付けた結果
many-compared-file = { $name } と比較しています。チェックした { $all } 件のうち { $known } 件が含まれています。
many-compared-gone = { $name } の内容は、このブラウザーに保存されていません。比較を続けるには、ファイルをもう一度選んでください。
many-compare-file = ファイルと比較
many-compare-failed = { $name } にはチェックの記録がありません。このページまたは { "mta-sts check" } の CSV か JSON を選んでください。
many-none = 該当するドメインはありません。
many-caption = { $count } ドメイン
many-group = { $group ->
        [worse] 悪化
        [to-do] 対応が必要
        [missing] ドメインが存在しない
        [unseen] 確認できなかった
        [in-order] 問題なし
       *[waiting] 待機中
    }

## A row

many-column-domain = ドメイン
many-column-verdict = 判定
many-column-finding = 最も重大な問題
many-column-next = 次にすること
many-column-owner = 対応する担当者
many-owner = { $owner ->
        [policy-file] ポリシーファイルの担当者
        [web-host] Web サーバーの担当者
        [dns] DNS の担当者
       *[mail-host] メールサーバーの担当者
    }
many-before = 前回：{ $verdict }
many-waiting = 待機中
many-checking = チェック中…
many-next-none = 対応は不要
many-next-retry = もう一度チェックする
many-details = { $domain } の詳細
many-detail-awaited = チェックの記録を読み込んでいます…
many-detail-gone = このチェックの記録はもうありません。もう一度チェックすると表示できます。
many-since = { $date }からの変化
many-earlier = { $date }の結果
many-earlier-note = このファイルから分かるのは、これだけです。JSON の結果と比較すると、すべての変化が分かります。
many-full = レポート全体
many-full-again = レポート全体（新しくチェック）
many-again = もう一度チェック
many-checked = { $date }にチェック

## The message to the customer: the case, its subject, and what happens to mail

many-customer = 顧客に送る文面
many-customer-intro = { $date }に { $domain } のメールの設定をチェックしました。
many-customer-what = 問題
many-customer-mail = メールへの影響
many-customer-who = 対応する担当者
many-customer-owners = 次の担当者の対応が必要です：{ $owners }。具体的な手順は次のリンクにありますので、転送してください：
many-customer-owner = { $owner ->
        [web-host] Web サーバーの担当者
        [dns] DNS の担当者
       *[mail-host] メールサーバーの担当者
    }
many-customer-link = 同じチェックは、次のリンクからやり直せます：
many-customer-enforced = メールは保護されています。改善できる点が 1 つ残っています。
    .subject = メールの設定についてのご提案
    .mail = メールは保護され、すべて届きます。
many-customer-exception = メールは MTA-STS で保護されていますが、設定の一部が機能していません。
    .subject = メールの設定の一部が機能していません
    .mail = メールは届きます。一部のメールは遅れるか、保護されないことがあります。
many-customer-refusing = メールを保護する設定（MTA-STS）が、メールサーバーと一致していません。
    .subject = 一部の送信側からメールが届きません
    .mail = { $some ->
        [yes] ほかのメールサーバーを通じて届いています。それが停止すると、一部の送信側からのメールが届かなくなります。
        [soon] 今は届いていますが、まもなく一部の送信側からのメールが届かなくなります。
       *[no] 大手を含む一部の送信側からのメールが届きません。メールは送信側で滞留し、数日後に差出人に戻ります。
    }
many-customer-lenient = メールを保護する設定（MTA-STS）に誤りがあります。
    .subject = 一部の送信側からメールが届きません
    .mail = 一部の送信側からのメールが届きません。ほかのメールは届きますが、保護されていません。
many-customer-ineffective = メールを保護する設定（MTA-STS）に誤りがあり、送信側に無視されています。
    .subject = メールを保護する設定が機能していません
    .mail = メールは届きますが、保護されていません。
many-customer-testing = メールを保護する設定（MTA-STS）は、テスト中です。
    .subject = メールを保護する設定はテスト中です
    .mail = メールは届きますが、まだ保護されていません。
many-customer-disabled = メールを保護する設定（MTA-STS）が無効になっています。
    .subject = メールを保護する設定が無効です
    .mail = メールは届きますが、保護されていません。
many-customer-absent = このドメインでは、届くまでの間のメールを保護する MTA-STS を使っていません。
    .subject = メールが保護されていません
    .mail = メールは届きます。ただし、暗号化されて正しいサーバーに届くという保証はありません。
many-customer-dane = メールサーバーが、公開されている情報（DANE）と一致していません。
    .subject = 一部の送信側からメールが届きません
    .mail = DANE を検証する送信側からのメールが届きません。メールは送信側で滞留し、数日後に差出人に戻ります。ほかのメールは届きます。
many-customer-saved-policy = 一部の送信側が以前の設定に従っており、それが今のメールサーバーと一致していません。
    .subject = 一部の送信側からメールが届きません
    .mail = その送信側からのメールは、新しい設定が取得されるまで届きません。ほかのメールは届きます。
many-customer-bounces = ドメインのメールサーバーの一覧に矛盾があります。
    .subject = 一部のメールが差出人に戻されています
    .mail = メールをすぐに差出人に戻す送信側があります。ほかの送信側からのメールは届きます。
many-customer-look-up = ドメインのネームサーバーが正しく応答していません。
    .subject = ネームサーバーに問題があります
    .mail = { $fails ->
        [policy] メールは届きますが、保護が必要かどうかを送信側が確認できません。
       *[mail] 送信側がメールサーバーを見つけられません。メールは送信側で滞留し、数日後に差出人に戻ります。
    }
many-customer-missing = このドメインはインターネット上に存在しません。登録の期限が切れたか、つづりが違う可能性があります。
    .subject = ドメインが存在しません
    .mail = メールは届きません。すぐに差出人に戻ります。
many-customer-unreachable = このドメインには、送信側が接続できるメールサーバーがありません。
    .subject = メールが届きません
    .mail = メールは届きません。すぐに、または数日後に差出人に戻ります。
many-customer-no-mail = このドメインはメールを受け取らないと宣言しています。改善できる点が 1 つ残っています。
    .subject = ドメインの設定についてのご提案
    .mail = 宣言のとおり、メールは届きません。
