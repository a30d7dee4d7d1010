### Words of the page. Ids begin with `page-`. The same ids and arguments in every language.

page-name = MTA-STS チェッカー
page-skip = 本文へ移動
page-navigation = サイト
page-standard = 規格（RFC 8461）
page-keys = { "/" } キーで入力欄へ

## The form

page-question = あなたのドメイン宛てのメールは、検証済みの TLS で届いていますか
page-check = チェック
page-note = ドメイン名またはメールアドレスを入力してください。

## The resolver

page-asked-at = DNS の問い合わせ先：{ $resolver }
page-asked-own = DNS の問い合わせ先：このページのサーバー
page-asked-too = （{ $resolvers } と比較）
page-change = 変更
page-resolver-legend = DNS リゾルバー（調べるドメイン名が伝わります）
page-resolver-auto = 最初に応答したリゾルバー
page-resolver-own = このページのサーバー
page-resolver-custom = そのほかのリゾルバー（DNS over HTTPS の URL）
page-resolver-use = 使う
page-resolver-compare = 比較に加える
page-compare = ほかのリゾルバーにも問い合わせて、応答を比べる
page-compare-note = 選んだリゾルバーにもドメイン名が伝わります。応答が異なる場合は、どれだけ待てばよいか、待っても変わらないときに何を直すかを示します。
page-compare-demo = デモ用のドメインはこのページのサーバーにしかないため、ほかのリゾルバーには問い合わせません。
page-trial-running = { $resolver } に問い合わせています…
page-trial-good = { $resolver } は { $ms } ミリ秒で応答しました。
page-trial-bad = { $why ->
        [timeout] { $resolver } は時間内に応答しませんでした。
        [unreachable] { $resolver } には、ここから接続できないか、Web ページからの利用が許可されていません。
       *[other] { $resolver } は応答しましたが、DNS の応答ではありませんでした。
    }別のリゾルバーを選んでください。
page-trial-address = このページからは問い合わせられません。{ "https://" } で始まる URL を入力してください。

## What this is

page-what = このページについて
page-what-one = MTA-STS は、ほかのメールサーバーに「このドメインには TLS で、証明書が有効なサーバーにだけ配送する」よう伝える仕組みです。
page-what-two = このページは、送信側サーバーと同じ手順でドメインを調べ、メールがどうなるかを伝え、直すための正確なテキストを示します。
page-what-three = DNS への問い合わせは、ブラウザーから直接行います。チェックの記録はこのブラウザーにだけ残ります。
page-demos = デモ用のドメインで試す
page-demos-note = 末尾が { ".test" } の名前で、このページのサーバーにだけあります。インターネットには問い合わせません。
page-demos-more = ほか { $count } 件
page-past = 最近のチェック
page-past-note = このブラウザーにだけ保存され、現在の基準で判定し直しています。
page-forget = すべて消去
page-forget-sure = { $count } 件のチェックと、一括チェックの一覧を消去します。元に戻せません。
page-forget-not = 残す
page-delete = 消去
page-kept-nameless = ドメインを読み取れないチェック
page-kept-unreadable = 保存されていますが、このバージョンのページでは読み取れません

page-verdict-enforced = 検証済みの TLS のみ
page-verdict-refusing = MTA-STS に対応した送信側は配送不可
page-verdict-testing = テスト中
page-verdict-disabled = 無効
page-verdict-ineffective = 送信側に無視される
page-verdict-absent = 未設定
page-verdict-no-mail = メールを受け取らない
    .fails = メールがどのサーバーにも届かない
page-verdict-unknown = 確認できなかった

## The answer

page-fact-mode = モード { $mode }
page-fact-age = 有効期間 { $age }
page-fact-id = id { $id }
page-fact-checked = 確認日時
page-fact-answers = 応答 { $count } 件
page-fact-questions = 問い合わせ { $count } 件、{ $quick ->
        [yes] 0.1 秒未満
       *[no] { $time } 秒
    }
page-idn = （同じ名前の日本語などでの表記）
page-opened = ファイルから開いたチェックです。その後、設定が変わっている可能性があります。
page-kept = このブラウザーに保存されていた結果です。その後、設定が変わっている可能性があります。
page-lost = このアドレスが示すチェックは、このブラウザーには保存されていません。新しくチェックしました。
page-lost-unreadable = このアドレスが示すチェックはこのブラウザーに保存されていますが、このバージョンのページでは読み取れません。新しくチェックしました。
page-fallback = { $silent } が応答しなかったため、{ $resolver } に問い合わせました。
page-silent = { $silent } を含め、どのリゾルバーからも応答がありませんでした。
page-opinion-same = { $resolver } の応答も同じです。
page-opinion-part = { $resolver } は一部の問い合わせに応答できませんでした。得られた応答は同じです。
page-opinion-none = { $resolver } が応答しなかったため、比較できませんでした。
page-again = もう一度チェック
page-check-parent = { $parent } をチェック
page-other-resolver = 別のリゾルバーを選ぶ
page-offline = このブラウザーはオフラインです。保存したチェックと、チェックのファイルは開けます。
page-offline-lead = ブラウザーがネットワークにつながっていないため、何も確認できませんでした。つながってから、もう一度チェックしてください。
page-copy-link = リンクをコピー
page-copy-ticket = チケット用にコピー
page-copied = コピーしました
page-copy-failed = このブラウザーではコピーできません。テキストを選択してコピーしてください。
page-copy-file = ファイルをコピー
page-copy-value = 値をコピー
page-copy-command = コマンドをコピー
page-record-name = 名前
page-record-type = タイプ
page-record-value = 値
page-lines-more = ほかの { $count } 行は省略しています。コピーにはすべて含まれます。

## A domain without MTA-STS: what it has to publish

page-setup = 導入の手順
page-setup-lead = HTTPS の小さな Web サイトに置くファイル 1 つと、DNS レコード { $records } 件が必要です。送信側は STS レコードを見つけるとすぐにファイルを取得するため、次の順に進めます。
page-setup-site = ポリシーファイルを置く場所を決める
page-setup-site-why = ファイルには { $host } という名前の Web サイトが必要です。自社の Web サーバーのほか、GitHub Pages や Cloudflare Pages などの静的ホスティングも使えます。
page-setup-site-fix = 独自の名前で HTTPS を使え、ファイルをリダイレクトなしで配布できることが条件です。
page-setup-address = ポリシーホストのアドレスを登録する
page-setup-address-why = 送信側は { $host } からだけポリシーを取得します。
page-setup-address-fix = { $exists ->
        [yes] この名前には、すでにアドレスがあります。ファイルを別の場所に置く場合は変更します。
       *[no] Web ホスティングから指定された名前の CNAME レコードか、Web サーバーのアドレスの A レコードを追加します。
    }
page-setup-certificate = ポリシーホストの証明書を用意する
page-setup-certificate-why = 送信側はブラウザーと同じように証明書を検証します。証明書の名前に { $host } が必要です。
page-setup-certificate-fix = 多くのホスティングでは、名前を向けると自動で発行されます。自社のサーバーでは、Certbot などの ACME クライアントを使います。
page-setup-file = ポリシーファイルを公開する
page-setup-file-why = { $domain } の MX ホストを示すファイルです。まず { "testing" } モードで始めます。送信側は失敗を報告するだけで、メールを拒否しません。
page-setup-file-fix = { $url } で配布します。ブラウザーでこのアドレスを開き、警告なしにファイルが表示されることを確認します。
page-setup-record = STS レコードを追加する
page-setup-record-why = ポリシーがあることを送信側に知らせます。{ "id" } は、ファイルを変えるたびに新しい値にします。
page-setup-record-fix = ファイルを公開した後で追加します。
page-setup-reports = TLSRPT レコードを追加する
page-setup-reports-why = 1 日 1 回、接続の件数と失敗の内容が送信側から届きます。
page-setup-reports-fix = このアドレスに届くメールを確認できるようにするか、別の宛先に変えます。
page-setup-then = レポートに失敗がなくなったら、モードを { "enforce" } に変え、STS レコードの { "id" } を新しい値にします。

page-host = MX ホスト
page-contact = 新しい送信側
page-dane = DANE を検証する送信側
page-older = ポリシーを保持している送信側
page-sender = 送信側

## Evidence

page-evidence = 根拠
page-mx-records = MX レコード
page-certificate = ポリシーホストの証明書
page-every-question = すべての問い合わせと応答
page-records = { $count ->
        [0] レコードなし
       *[other] { $count } 件
    }
page-no-records = 該当するレコードはありません。
page-unread = { $state ->
        [no-address] アドレスなし
        [not-asked] 接続の対象外
        [no-connection] 接続不可
        [no-starttls] STARTTLS なし
        [tls] TLS で失敗
        [name] 確認不可
       *[no-answer] 応答なし
    }
page-unread-records = ネームサーバーから有効な応答が得られませんでした。レコードの有無は分かりません。
page-ttl = キャッシュの残り { $time }
page-dnssec = DNSSEC 検証済み
page-dnssec-not = DNSSEC 署名なし
page-dnssec-unknown = DNSSEC 不明
page-octets = { $count } バイト
page-truncated = ファイルが 64 KiB を超えるため、先頭だけを読み取りました。
page-source-cut = { $whole ->
        [no] 読み取った { $lines } 行（先頭の { $octets } バイト）のうち { $shown } 行を表示しています。
       *[yes] 全 { $lines } 行（{ $octets } バイト）のうち { $shown } 行を表示しています。
    }
page-octets-more = … 残り { $count } バイト
page-show-all = すべて表示
page-headers = ヘッダー
page-addresses = アドレス
page-no-certificate = 証明書は確認できませんでした。
page-cert-subject = サブジェクト
page-cert-names = ホスト名
page-cert-issuer = 発行者
page-cert-valid = 有効期間
page-cert-span = { $from }から { $until }まで
page-cert-until = { $until }まで
page-cert-from = { $from }から有効
page-cert-other = 別の名前の証明書
page-cert-expired = { $until }に期限切れ
page-cert-key = 鍵
page-cert-sha256 = SHA-256
page-cert-trust = { $trust ->
        [trusted] 信頼できる証明書
        [issuer] 発行元は信頼済み
        [self-signed] 自己署名
        [incomplete] 中間証明書が不足
        [untrusted-root] ルートが信頼されていない
       *[other] 信頼できない
    }
page-asked = 問い合わせ
page-answered = 応答
page-seen-by = 問い合わせ先
page-seen-at = 時刻
page-ttl-left = TTL
page-party-resolver = { $resolver } には、このブラウザーから直接 { $count } 件の名前を問い合わせました。
page-party-proxy = { $count ->
        [1] { $proxy } にはポリシーファイルの取得を依頼したため、{ $domain } が伝わっています。
       *[other] { $proxy } にはポリシーファイルの取得と MX ホストの確認を依頼したため、{ $domain } が伝わっています。
    }
page-party-silent = { $party } からは応答がありませんでした。問い合わせが届いたかどうかは、ここからは分かりません。

## What leaves the browser

page-privacy = プライバシー
page-learn = MTA-STS を知る
page-learn-desk = ヘルプデスクのための MTA-STS
page-reports = TLS レポート
page-reports-nav = レポート
page-bounce = エラーメール・ログ
page-tasks = ほかにできること
page-task-set-up = まだ設定のないドメインに。ポリシーファイル、DNS の項目、Web ホストと DNS 管理画面ごとの手順が得られます。
page-task-change = メールプロバイダーの変更、テストから { "enforce" } への切り替え、停止。メールが拒否されないよう、日時の入った手順を作ります。
page-task-read = レポートとエラーメールを読む
page-task-bounce = エラーメールの原因を調べる
page-task-reports = どの送信側がなぜ失敗したか、強制しても安全かがわかります。
page-task-many = 一覧を貼り付けるか、ファイルを開きます。各ドメインの状態、問題、最初に直すところが 1 つの表になります。
page-set-up = MTA-STS を設定する
page-set-up-nav = 設定
page-plan = 変更を計画する
page-plan-nav = 変更計画
page-plan-link = 日時の入った計画を作る
page-set-up-link = 順番に設定する
page-many = ドメインの一括チェック
page-many-nav = 一括チェック
page-about = ブラウザーから送られる情報
page-about-lead = チェックでは DNS リゾルバーとこのページのサーバーに問い合わせます。どちらにもドメイン名が伝わりますが、必要な範囲に限られます。
page-about-resolver = DNS リゾルバー
page-about-resolver-text = 名前解決は、ブラウザーが HTTPS で { $resolver } に直接問い合わせます。問い合わせた名前とあなたの IP アドレスが伝わります。問い合わせ先は入力欄の下で変更でき、比較のために追加もできます。
page-about-others = 応答がないときに代わりに使うリゾルバー
page-about-others-text = 同じ内容を、{ $resolvers } の順に問い合わせます。応答しなかったリゾルバーにも、問い合わせが届いている可能性があります。
page-about-compared = 比較のために問い合わせるリゾルバー
page-about-compared-text = 入力欄の下での選択により、{ $resolvers } にも問い合わせます。判定のもとになる名前と、ほかで応答が得られなかった名前、あなたの IP アドレスが伝わります。
page-about-proxy = このページのサーバー
page-about-proxy-text = { "https://mta-sts." }‹ドメイン名›{ "/.well-known/mta-sts.txt" } を取得します。ブラウザーはこのファイルを読めず、証明書も見られないためです。サーバーが対応していれば、MX ホストにも接続して証明書を読み取ります。ドメイン名と MX ホストの名前が伝わります。DNS の問い合わせがこのサーバーに届くのは、リゾルバーまたは比較の対象として選んだとき、ほかのリゾルバーが応答しないとき、デモ用のドメインを調べるときだけです。
page-about-host = ドメインのポリシーホスト
page-about-host-text = 届くのはこのページのサーバーからのリクエストで、あなたからのリクエストではありません。
page-about-browser = あなたのブラウザー
page-about-browser-text = 各ドメインの最近 20 件（最大 2000 ドメイン）のチェックと、言語、リゾルバーの選択を保存します。ほかの誰にも見えません。チェックは「最近のチェック」で消去できます。「チェックをこのブラウザーに残す」をオフにすると、以後は保存しません。一括チェックの一覧とその進み具合も、一覧を閉じるまで保存します。レポートとエラーメールはこのブラウザーの中で読み取られ、送信されません。レポートは、保存を選んだ場合だけ残ります。
page-about-nobody = それ以外の相手
page-about-nobody-text = Cookie もアクセス解析も、外部のスクリプトやフォントも使いません。
page-about-why = サーバーが必要な理由
page-about-why-text = ポリシーホストはほかのページにファイルの読み取りを許可しておらず、ブラウザーは接続の証明書をページに見せません。サーバーは見たものを伝えるだけで、判定はこのブラウザーの中で行います。
page-about-limits = ブラウザーから確認できないもの
page-about-limits-text = MX ホストの 25 番ポートには、ブラウザーからは接続できないため、可能な場合はこのページのサーバーが確認します。確認できなかったことは、設定の問題とは分けて表示します。

## The rules

page-rules = すべてのルール
page-rules-lead = チェックでは { $count } 項目を調べます。‹このように›示した部分には、ドメインごとの名前や値が入ります。
page-rules-unknown = { $id } というルールはありません。すべてのルールは次のとおりです。
page-rule-why = 理由
page-rule-rests = 参照する文書
page-rule-example = 例
page-rule-mode = メールへの影響は、ポリシーが { "enforce" } モードの場合のものです。チェックでは、ドメインのモードに応じて示します。
page-rule-names = ‹このように›示した部分には、ドメインごとの名前や値が入ります。

## もし変更したら

page-what-if = { $mode ->
        [enforce] 今、モードを { "enforce" } にしたら
       *[other] モードを { "testing" } にしたら
    }
page-what-if-note = { $lists ->
        [none] このチェックで見えた内容のまま、ポリシーファイルのモードを変え、今は 1 台も載っていない MX ホストの行を加えて判定した結果です。
       *[some] このチェックで見えた内容のまま、ポリシーファイルのモードだけを変えて判定した結果です。
    }

## 担当者への連絡文

page-message = { $owner ->
        [policy-file] ポリシーファイルの担当者
        [web-host] Web サーバーの担当者
        [dns] DNS の担当者
        [mail-host] メールサーバーの担当者
       *[setup] 設定の担当者
    }に送る文面
page-message-language = 文面の言語
page-message-copy = 文面をコピー

## 持ち出す

page-carry = ダウンロードとコピー
page-carry-markdown = Markdown（チケット用）
page-carry-text = テキスト（メール用）
page-carry-json = JSON（根拠をすべて含み、このページで開き直せます）
page-carry-copy = コピー
page-carry-save = ダウンロード

## ブラウザーに残すもの

page-keep = チェックをこのブラウザーに残す
page-keep-off = 以後のチェックと、一括チェックの一覧は保存しません。これまでの履歴は、消去するまで残ります。
page-later-missing = このページの残りの部分を読み込めませんでした。サーバーまたはネットワークに接続できないか、ページが新しいバージョンに更新されています。
page-later-again = ページを再読み込み
page-crash = このページで問題が発生しました
page-crash-text = ドメインの問題ではなく、このページの不具合です。ページを再読み込みしてください。繰り返し発生する場合は、次のテキストを添えて報告してください。
page-search = 過去のチェックを検索
page-search-none = 名前に { $text } を含むチェックはありません。
page-open-file = ファイルを開く
page-open-note = このページまたは { "mta-sts check" } が出力した JSON ファイルを開きます。どこにも問い合わせずにこのブラウザー内で判定します。ページにドロップしても開けます。
page-open-bad = このファイルにはチェックの記録が含まれていません。
page-open-limit = { $limit ->
        [unreadable] ファイルに含まれるチェックを、このバージョンのページでは読み取れません。
        [large] ファイルが 64 MiB を超えています。チェックの記録は、これよりはるかに小さいファイルです。
       *[many] ファイルに含まれるチェックの数、または 1 件のチェックの応答数が、このページで読み取れる上限を超えています。
    }
page-open-part = このファイルには、読み取れないチェックがほかに { $count } 件あります。
page-export = すべてダウンロード
page-storage-full = ブラウザーがこのチェックを保存できませんでした。

## 変わったこと

page-since = { $date }のチェックからの変化
page-since-which = 比較するチェック
page-since-same = 変化はありません。
page-since-verdict = 以前の判定：{ $before }
page-since-gone = なくなったもの
page-since-new = 新しく見つかったもの
page-since-what = { $what ->
        [id] レコードの id
        [mode] モード
        [max-age] max_age
        [patterns] mx のパターン
       *[hosts] MX ホスト
    }
page-since-value = { $value ->
        [absent] 公開なし
       *[unusable] 公開されているが使えない
    }

## メールサーバーの証拠

page-mail = MX ホスト { $host }
page-mail-nothing = 何も確認できませんでした。
page-mail-said = サーバーの応答
page-mail-more-lines = ほかの { $count } 行は表示していません。
page-mail-in-tls = ここからは TLS 内の応答
page-mail-old = { $outcome ->
        [accepted] { $version } も受け付けます。
       *[refused] TLS 1.1 以前は受け付けません。
    }
page-tlsa = TLSA レコード
page-cert-days = あと { $count } 日
page-cert-early = 有効期間前
page-cert-over = 期限切れ

connect-state = { $state ->
        [ok] 接続できました
        [refused] 接続を拒否されました
        [reset] 接続が切断されました
        [timeout] 時間内に応答がありませんでした
        [unreachable] 到達できません
        [no-route] このページのサーバーからは到達できません
        [not-public] 公開アドレスではないため、接続していません
       *[not-tried] 試していません
    }
