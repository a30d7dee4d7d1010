### 変更を計画するページの文言。識別子は `change-` で始まり、引数はすべての言語で同じ。

change-headline = 変更を計画する
change-intro = 送信側はポリシーを数日から数か月保持します。このページは、DNS、ポリシーファイル、メールサーバーをどの順序で変え、どれだけ待つかを示します。
change-private = 計画はブラウザーの中で作ります。リンクの # より後にすべてが入り、その部分はどのサーバーにも送られません。

## 入力欄

change-form = ドメインと目標
change-domain = ドメイン
change-goal = 変更の内容
change-goal-add-mx = メールサーバー（MX ホスト）を追加する
change-goal-remove-mx = メールサーバーを外す
change-goal-move-mx = メールを別の事業者に移す
change-goal-rename-mx = メールサーバーを 1 台置き換える
change-goal-mode-enforce = testing から enforce に切り替える
change-goal-mode-testing = enforce から testing に戻す
change-goal-max-age = { "max_age" } を変える
change-goal-renew-certificate = 証明書を更新する
change-goal-move-host = ポリシーホストを移す
change-goal-to-service = ポリシーホストとレコードをサービスに任せる
change-goal-to-own = ポリシーホストとレコードをサービスから自前に戻す
change-goal-deploy = MTA-STS を導入する
change-goal-repair = 順序を誤った変更を直す
change-goal-remove = MTA-STS をやめる
change-goal-park = ドメインを手放す：MTA-STS とメールをやめる
change-value = { $input ->
        [host] 新しいメールサーバー
        [hosts] 新しいメールサーバー
        [present] 外すメールサーバー
        [any-host] 証明書を更新するホスト
        [present-and-host] 今のメールサーバー
        [seconds] 新しい { "max_age" }（秒）
        [target] 新しい場所（アドレスまたは名前）
        [service] { "_mta-sts" } の参照先の名前
        [address] 自前のサーバーのアドレス
       *[optional-address] ポリシーホストのアドレス（まだない場合）
    }
change-other = { $input ->
        [service] { "mta-sts" } の参照先の名前
       *[present-and-host] 新しいメールサーバー
    }
change-hosts-note = 複数の名前はコンマで区切ってください。
change-seconds-note = 86400 は 1 日、604800 は 1 週間、2592000 は 30 日です。
change-start = 開始（日本時間）
change-start-note = 空欄なら今すぐ。
change-more = 以前のポリシーと、反映の遅い DNS
change-earlier-note = 以前にもっと大きな { "max_age" } を使っていましたか。送信側がそのポリシーをまだ保持していることがあります。このブラウザーで行ったチェックは自動で考慮します。
change-earlier-age = 大きな { "max_age" }（秒）
change-earlier-until = 使用の終わり（日本時間）
change-delay = すべてのネームサーバーに反映されるまでの分数
change-make = 計画を作る
change-looking = { $domain } をチェックしています…
change-problem = { $problem ->
        [domain] { "example.com" } のようなドメインを入力してください。
        [value] 目標の名前または数値が空欄か、正しくありません。
        [start] 開始は { "2026-06-01T09:00" } の形で入力するか、空欄にしてください。
        [earlier] 以前の { "max_age" } の秒数と日時を入力するか、両方を空欄にしてください。
        [delay] 30 日以内の分数を整数で入力してください。
       *[link] このリンクの計画は読み取れません。ドメインと目標を入力してください。
    }
change-unseen = { $domain } の{ $part ->
        [mx] MX レコード
        [record] STS レコード
       *[policy] ポリシーファイル
    }を確認できなかったため、計画を作れません。時間をおいて試してください。
change-edit = ドメイン・目標・開始を変える

## 今の状態

change-live = { $domain } の今の状態
change-live-at = { $when }に確認。
change-live-policy = ポリシー
change-live-policy-value = モード { $mode }、{ "max_age" } { $age }
change-live-none = なし
change-live-lines = { "mx" } 行
change-live-id = id
change-live-mx = MX
change-live-ttl = TTL
change-live-ttl-value = レコード { $txt }、MX { $mx }、ポリシーホスト { $host }
change-live-earlier = 以前のポリシー
change-live-earlier-value = 送信側が保持している可能性のあるもの { $count } 件

## 計画

change-title = { $goal ->
        [add-mx] { $domain } のメールサーバーに { $hosts } を追加する
        [remove-mx] { $domain } のメールサーバーから { $hosts } を外す
        [move-mx] { $domain } 宛てのメールを { $hosts } に移す
        [rename-mx] { $domain } の { $first } を { $second } に置き換える
        [mode-enforce] { $domain } を enforce に切り替える
        [mode-testing] { $domain } を testing に戻す
        [max-age] { $domain } の { "max_age" } を { $first } に変える
        [renew-certificate] { $first } の証明書を更新する
        [move-host] { $domain } のポリシーホストを { $first } に移す
        [to-service] { $domain } のポリシーを { $first } に任せる
        [to-own] { $domain } のポリシーを { $first } に戻す
        [deploy] { $domain } に MTA-STS を導入する
        [repair] { $domain } のポリシーを直す
        [remove] { $domain } の MTA-STS をやめる
       *[park] { $domain } を手放す：MTA-STS とメールをやめる
    }
change-when = { $date }（{ $weekday ->
        [0] 月
        [1] 火
        [2] 水
        [3] 木
        [4] 金
        [5] 土
       *[6] 日
    }）{ $time }（日本時間）
change-day = { $month ->
        [1] 1
        [2] 2
        [3] 3
        [4] 4
        [5] 5
        [6] 6
        [7] 7
        [8] 8
        [9] 9
        [10] 10
        [11] 11
       *[12] 12
    }/{ $day }
change-ends = 最も早い終了
change-lead-copies = 今のポリシーを最長で { $wait }保持する送信側があります。最後の送信側が保持を終えるまで待つ計画です。
change-lead-none = 妨げになるポリシーを保持する送信側はありません。
change-fact-start = 開始 { $when }
change-fact-steps = 手順 { $count } つ
change-fact-margin = 各待ち時間に { $wait }の余裕
change-clock = 日時は日本時間
change-calendar = カレンダーに追加（.ics）
change-markdown = Markdown で保存
change-copy-markdown = Markdown をコピー
change-copy-link = リンクをコピー
change-keep = このブラウザーに残す
change-kept = このブラウザーに残しました
change-keep-failed = 計画を残せませんでした。代わりにリンクをコピーしてください。
change-keep-private = 何も残さない設定です。リンクに計画のすべてが入っています。
change-tools-note = リンクに計画のすべてが入っています。カレンダーの各予定からこのページに戻ると、もう一度チェックします。

## 時間軸

change-timeline = メールはどうなるか
change-timeline-title = { $from }から { $to }までの時間軸
change-timeline-desc = 最初の行は MX レコードです。その下の行は、送信側の種類ごとに、最も遅い送信側が保持するポリシーを示します。同じ内容が表にあります。
change-axis-note = 各行は、最も遅れて従う送信側を示します。
change-lane-mx = DNS の MX
change-lane-mx-short = MX
change-lane = { $lane ->
        [first] 初めて送る
        [id] 毎回 id を見る
        [daily] 1 日 1 回ファイルを取得する
       *[expiry] 期限が切れるまで保持する
    }
change-lane-short = { $lane ->
        [first] 初回
        [id] id
        [daily] 毎日
       *[expiry] 期限
    }
change-lane-about = { $lane ->
        [first] 配送の前にファイルを取得します。
        [id] mox、KumoMTA、Stalwart、maddy
        [daily] Momentum など
       *[expiry] postfix-tlspol と、新しいファイルを取得できない送信側
    }
change-holds-now = 今のまま
change-holds-earlier = 以前
change-holds-step = 手順 { $step }
change-holds-none = なし
change-legend-step = 手順 { $step } から
change-legend-none = ポリシーなし
change-legend-terms = { $mode }：{ $hosts }
change-wait = 待ち時間：{ $wait }
change-table = 時間軸を表で見る
change-table-from = 開始
change-table-who = 行
change-table-what = 内容

## ある時点

change-moment = メールはどうなるか（日時）
change-moment-earlier = 前の変化
change-moment-later = 次の変化
change-all-delivered = すべてのメールが { $hosts } に届きます。
change-all-allowed = 使われているどのポリシーも、これらのメールサーバーを許可しています。
change-no-mail = このドメインはメールを受け取りません。
change-some-skipped = すべてのメールが届きますが、{ $hosts } を避ける送信側があります。
change-some-refused = 配送しない送信側があります。
change-sender = 送信側
change-policy = 最も遅い送信側が保持するポリシー
change-mail = メール
change-mail-delivered = { $host } に届きます
change-mail-skips = { $host } に届き、{ $hosts } は避けられます
change-mail-refused = 配送されません：ポリシーに { $hosts } がありません
change-mail-none = 拒否されます：メールを受け取らないドメインです
change-early = { $harm ->
        [refused] 今、手順 { $step } を行うと、次の送信側は { $when }まで配送しません：
       *[skipped] 今、手順 { $step } を行うと、次の送信側は { $when }まで新しいメールサーバーを避けます：
    }

## 手順

change-steps = 手順
change-step-when = 日時と担当
change-step-do = 作業
change-step-why = 理由
change-step-owner = { $owner ->
        [web] Web
        [dns] DNS
       *[mail] メール
    }
change-step-proof = 確認
change-not-before = これより前は不可
change-skipped = 省いたり早すぎたりした場合
change-copy-lines = 行をコピー
change-mx-lines = { $domain } の MX レコード
change-address = アドレスレコード
change-of-step = 手順 { $step }

## 安全か短縮か

change-forms = 安全か短縮か
change-form-safe = 安全
change-form-short = 短縮
change-form-span = { $when }に終了
change-form-mx = 新しいメールサーバーが MX に入る日時：{ $when }
change-form-chosen = この計画
change-form-use-safe = 安全な計画にする
change-form-use-short = 短縮した計画にする
change-form-same = この変更では、どちらの方式も同じです。

## 元に戻す手順

change-back = 元に戻す手順
change-back-none = この変更を元に戻すには、新しい計画が必要です。
change-back-any = いつでも
change-back-until = { $when }まで

## 今の状態との比較

change-compare = 今の状態との比較
change-compare-at = { $when }にチェック
change-compare-early = { $count ->
        [1] 早すぎた手順があります
       *[other] 早すぎた手順が { $count } つあります
    }
change-compare-early-lead = 下の日時までは、古いポリシーに従う送信側があります。
change-compare-late = 遅れている手順があります
change-compare-late-lead = 今行ってください。以降の手順も同じだけ遅れます。
change-compare-due = 今行う手順があります
change-compare-due-lead = 行った後、もう一度チェックしてください。
change-compare-waiting = 今することはありません
change-compare-waiting-lead = 次の手順は { $when }から行えます。
change-compare-done = すべての手順が終わりました
change-compare-done-lead = 計画は終わりました。
change-compare-unseen = チェックで比較できませんでした
change-stand = 手順 { $step } · { $progress ->
        [done] 完了
        [due] 今行う
        [late] 遅れ
        [too-early] 早すぎ
        [follows] 手順 { $before } の後
       *[waiting] { $when }より前は不可
    }
change-early-ends = 終わり
change-early-until = ほかに何も変えなければ { $when }。
change-early-until-never = 自然には終わりません。
change-early-until-now = 遅れている手順を今行えば、早くて { $when }。行わなければ終わりません。
change-early-mx = それまで MX に戻すメールサーバー
change-moved = 今行った場合の新しい日時
change-moved-step = 手順
change-moved-planned = 予定
change-moved-now = 変更後
change-again = もう一度チェック
change-assume = 比較には計画の日時を使います。予定より遅れて行った手順がある場合は、同じだけ長く待ってください。
change-replan = 今の状態から計画し直す

## 残した計画

change-kept-title = このブラウザーに残した計画
change-kept-ends = { $when }に終了
change-kept-remove = 削除

## オプション名を含むコマンドライン用の文の代わり

change-history-unknown = ここでは今のポリシーだけを考慮しています。以前にもっと大きな { "max_age" } を使っていた場合は、入力欄に入力してください。
change-warnings = 始める前に
