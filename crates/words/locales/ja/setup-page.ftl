### ドメインを設定するページの文言。識別子は `setup-page-` で始まり、引数はすべての言語で同じ。

setup-page-title = MTA-STS を設定する
setup-page-lead = このページは、ドメインの現在の状態を調べることから始めます。必要なテキストをすべて作り、公開された項目を 1 つずつ確認します。
setup-page-private = 入力した内容は、このブラウザーと、このページのアドレスの # 以降にだけ残ります。送信されるのは、調べるためのドメイン名とホスト名だけです。
setup-page-up = 設定するドメイン：
setup-page-form = ドメインとメールサーバー
setup-page-domain = ドメイン
setup-page-hosts = ほかのメールサーバー（任意）
setup-page-hosts-note = 空欄なら DNS のものを使います。メールを別のサーバーに移す予定があれば、入力してください。
setup-page-look-up = ドメインを調べる
setup-page-looking = { $domain } を確認しています…
setup-page-resumed = { $from ->
        [own] { $domain } の前回の入力内容を読み込みました。
        [own-with-hosts] { $domain } の前回の入力内容を読み込みました。メールサーバーは、今入力したものです。
       *[other] { $domain } の入力内容を引き継ぎました。異なるところだけ変更してください。
    }
setup-page-problem = { $problem ->
        [domain] { "example.com" } のようなドメインを入力してください。
        [host-name] { $value } はホスト名ではありません。{ "mx1.example.com" } のような名前だけを入力してください。
        [target] { $value } は IP アドレスでも DNS 名でもありません。アドレス、またはホスティング先が指定する名前を入力してください。
        [private-address] { $value } はプライベートアドレスです。送信側からは接続できません。
        [place] 先に、ポリシーファイルの置き場所を選んでください。
       *[link] このリンクの設定内容を読み取れません。ドメインを入力してください。
    }
setup-page-obstacle = { $why ->
        [no-domain] { $domain } は存在しません。つづりを確認してください。
        [no-mail] 設定は不要です。{ $domain } はメールを受け取りません。
       *[no-servers] { $domain } にはメールサーバーがありません。{ $parent } ではありませんか？
    }
setup-page-parent = { $domain } を設定する
setup-page-other-domain = 別のドメイン
setup-page-standing = { $standing ->
        [protected] このドメインはすでに保護されています。設定は不要です。
       *[in-testing] すでにテスト期間中です。このファイルをそのまま使います。
    }
setup-page-plan-change = 変更を計画する
setup-page-plan-removal = 廃止を計画する
setup-page-kept = このブラウザーにある設定
setup-page-forget = 削除

## 現在の状態

setup-page-there = 現在の状態
setup-page-there-servers = { $state ->
        [none] メールサーバーがありません
        [valid] メールサーバー { $count } 台、証明書は有効
        [unseen] メールサーバーをここから確認できませんでした
       *[bad] TLS が有効でないメールサーバー { $bad } 台
    }
setup-page-there-mx = MX レコード：{ $hosts }、TTL { $ttl }
setup-page-there-provider = メールは { $names }
setup-page-there-reports = TLS レポートのレコード（TLSRPT）：{ $record }
setup-page-there-no-reports = TLS レポートのレコード（TLSRPT）がありません
setup-page-there-reports-unseen = TLS レポートのレコードをここから確認できませんでした
setup-page-there-enforced = すでに { "enforce" } モードのポリシーが公開されています。
setup-page-there-plan = 変更を計画する
setup-page-there-no-policy = ポリシーファイルも STS レコードもありません
setup-page-there-policy = MTA-STS ポリシー：{ $state }
setup-page-there-record = STS レコード：{ $records }、TTL { $ttl }
setup-page-there-caa = { $state ->
        [unseen] CAA レコードをここから確認できませんでした
        [open] CAA レコードはなく、どの認証局でも証明書を発行できます
        [nobody] CAA レコードがどの認証局も許可していません
       *[limited] CAA レコード：証明書を発行できるのは { $names } だけ
    }
setup-page-there-panel = { $known ->
        [yes] DNS は { $panel }（ネームサーバー { $servers }）
       *[no] ネームサーバー：{ $servers }
    }

## 手順

setup-page-stages = 手順
setup-page-stage-count = 手順 { $number } / { $all }
setup-page-progress = { $progress ->
        [done] 完了
        [skipped] 省略
        [unpublished] 未公開
       *[open] 未完了
    }
setup-page-stage = { $stage ->
        [domain] ドメイン
        [servers] メールサーバー
        [reports] TLS レポート
        [place] ファイルの置き場所
        [panel] DNS レコード
        [publish] 公開
       *[testing] テスト期間
    }
setup-page-stage-title = { $stage ->
        [domain] どのドメインを設定しますか
        [servers] メールサーバーとモード
        [reports] TLS レポートの宛先
        [place] ポリシーファイルの置き場所
        [panel] DNS レコード
        [publish] 1 つずつ公開する
       *[testing] テスト期間
    }
setup-page-onward = { $stage ->
        [servers] メールサーバーへ進む
        [reports] TLS レポートへ進む
        [place] ファイルの置き場所へ進む
        [panel] DNS レコードへ進む
        [publish] 公開へ進む
       *[testing] テスト期間へ進む
    }
setup-page-back = { $stage ->
        [domain] ドメインへ戻る
        [servers] メールサーバーへ戻る
        [reports] TLS レポートへ戻る
        [place] ファイルの置き場所へ戻る
        [panel] DNS レコードへ戻る
       *[publish] 公開へ戻る
    }
setup-page-come-back = 途中で閉じても大丈夫です。このページのアドレスに入力内容が残ります。

## メールサーバー

setup-page-servers-lead = ポリシーには、ほかのメールサーバー（送信側）が配送してよいメールサーバーを書きます。どのメールサーバーにも、すべてのアドレスで暗号化（STARTTLS）と、そのホスト名の有効な証明書が必要です。
setup-page-named-host = 入力されたホスト（MX レコードにないため未確認）
setup-page-no-servers = { $why ->
        [no-mail] このドメインはメールを受け取らないため、MTA-STS は不要です。
        [unseen] MX レコードをここから確認できませんでした。あとでもう一度確認してください。
       *[none] このドメインには MX レコードがありません。先に追加するか、前の手順でメールサーバーを入力してください。
    }
setup-page-show-check = このドメインのチェック結果を見る
setup-page-mode-title = モード：TLS が失敗したときの送信側の動作
setup-page-mode = { $mode ->
        [enforce] enforce（強制）
       *[testing] testing（テスト）
    }
setup-page-mode-note = { $mode ->
        [enforce] 有効な TLS がなければ、送信側は配送しません。先にテストしてください。
       *[testing] 送信側はこれまでどおり配送し、失敗を報告します。ここから始めます。
    }

## レポート

setup-page-reports-lead = 大手のメール事業者は、TLS が成功したかどうかを毎日報告します。このレコードを最初に公開すると、送信側が配送を拒否するようになる前からレポートが届きます。
setup-page-reports-there = すでに公開されているレコード：{ $record }
setup-page-reports-field = レポートの宛先（メールアドレスまたは { "https:" } アドレス）
setup-page-reports-note = このドメインでも、ほかのドメインでもかまいません。複数のときはコンマで区切ります。
setup-page-reports-use = { $address } を使う
setup-page-reports-mailbox = 先にこのメールボックスを作ってください。添付ファイルを受け取れる必要があります。
setup-page-reports-reader = レポートはプログラム向けの JSON ファイルです。このサイトがブラウザーの中で読み取ります：

## ファイルの置き場所

setup-page-place-lead = 送信側は { $host }（ポリシーホスト）から HTTPS でポリシーファイルを取得します。その名前の証明書があり、ファイルを 1 つ配信できれば、置き場所はどこでもかまいません。
setup-page-places = ポリシーファイルの置き場所
setup-page-change-place = 変更
setup-page-not-sure = まだわからない
setup-page-not-sure-advice = このドメインの Web サイトの管理者にたずね、そのとおりに選びます。管理者がいなければ、静的ホスティングかポリシーサービスを選びます。あとで変更できます。
setup-page-service = ポリシーサービス
setup-page-service-note = サービスがファイルとレコードを管理します。そこへ向ける CNAME レコードを公開します。
setup-page-service-steps = 先にサービスでドメインを登録し、そのあと次の手順のレコードを公開してください。
setup-page-target = その Web サーバーの IP アドレスまたは名前
setup-page-target-note = IPv4 と IPv6 のアドレス、またはプラットフォームが指定する名前です。まだわからなければ空欄のままにします。
setup-page-trap-answer = { $answer ->
        [yes] はい
        [no] いいえ
       *[unsure] わからない
    }
setup-page-recipe-when = この手順は、今でも後でも行えます。次に公開するものは「公開」のステップに表示されます。
setup-page-commands = 実行するコマンド
setup-page-proof = サーバーではなく、別のコンピューターで実行します
setup-page-save = ファイルに保存

## DNS レコード

setup-page-panel-lead = DNS の管理画面を選ぶと、その入力欄に合わせて表示されます。次のステップで 1 つずつ公開します。STS レコードは最後です。
setup-page-panel-other = その他の管理画面
setup-page-panel-seen = このドメインのネームサーバーは { $panel } のものです。
setup-page-ttl = { $seconds } 秒
setup-page-forms = ゾーンファイル、{ "nsupdate" }、Terraform、octoDNS、DNSControl の形で見る
setup-page-form-name = { $form ->
        [zone] ゾーンファイル
        [nsupdate] { "nsupdate" } の入力
        [terraform-cloudflare] Terraform（Cloudflare）
        [terraform-route53] Terraform（Route 53）
        [octodns] octoDNS
       *[dnscontrol] DNSControl
    }

## 公開

setup-page-live = 送信側から見える現在の状態
setup-page-seen-at = { $time } に確認しました。
setup-page-looking-again = 確認しています…
setup-page-look-again = もう一度確認する
setup-page-not-ready = 前の手順が終わっていないか、メールサーバーを確認できませんでした。前の手順に戻るか、もう一度確認してください。
setup-page-from-lint = このドメインを順番に設定する
setup-page-made-by-platform = このレコードは、プラットフォームでカスタムドメインを追加すると自動で作られます。
setup-page-at-service = これらのレコードを公開し、サービスでドメインを設定すると、サービスがポリシーとレコードを配信します。

## テスト期間

setup-page-not-published = すべて公開されると、テスト期間が始まります。前の手順に戻って、もう一度確認してください。
setup-page-enforced = すべて { "enforce" } モードで公開されています。有効な TLS がなければ、送信側は配送しません。
setup-page-until = テスト期間は { $date }まで
setup-page-testing-lead = メールはこれまでどおり届きます。レポートを読み、問題を直してから { "enforce" } に切り替えます。
setup-page-calendar = 終了日をカレンダー用に保存
setup-page-reminder = { $domain }：MTA-STS のテスト期間の終了
setup-page-reminder-steps = TLS レポートを読み、問題を直してから { "enforce" } に切り替えます。
setup-page-plan = { "enforce" } にするまでの手順を見る
setup-page-another = 同じ内容で別のドメインを設定する
