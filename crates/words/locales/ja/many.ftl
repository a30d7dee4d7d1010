### Words of the page about many domains. Ids begin with `many-`. The same ids and arguments in every language.

## A list comes in

many-title = たくさんのドメインを一度にチェック
many-lead = ドメインごとに、判定、最も重大な問題、次にすることを示します。後でもう一度調べると、悪くなったものが分かります。
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
many-worse-count = { $count } 件が悪くなりました
many-pause = 一時停止
many-resume = 再開
many-resume-rest = 残りをチェック
many-cancel = 中止
many-retry = 確認しきれなかった { $count } 件を再試行
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
       *[owner] 担当の順
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
        [unseen] 確認できなかった
        [in-order] 問題なし
       *[waiting] 待機中
    }

## A row

many-column-domain = ドメイン
many-column-verdict = 判定
many-column-finding = 最も重大な問題
many-column-next = 次にすること
many-column-owner = 担当
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
