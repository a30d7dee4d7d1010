### ホスティングの手順、DNS の管理画面、ポリシーサービス、公開前チェックの文言。識別子は `setup-` で始まり、引数はすべての言語で同じ。

## ポリシーファイルの置き場所

setup-placement-server = 自前の Web サーバー
setup-placement-platform = 静的ホスティング
setup-placement-shared = レンタルサーバー
setup-host-nginx = nginx
setup-host-nginx-return = nginx（ファイルなし）
setup-host-nginx-many = nginx（複数のドメイン）
setup-host-apache = Apache httpd
setup-host-caddy = Caddy
setup-host-haproxy = HAProxy
setup-host-lighttpd = lighttpd
setup-host-traefik = Traefik
setup-host-iis = IIS
setup-host-cloudflare-workers = Cloudflare Workers
setup-host-cloudflare-pages = Cloudflare Pages
setup-host-github-pages = GitHub Pages
setup-host-gitlab-pages = GitLab Pages
setup-host-netlify = Netlify
setup-host-vercel = Vercel
setup-host-azure-static-web-apps = Azure Static Web Apps
setup-host-azure-functions = Azure Functions
setup-host-aws-s3-cloudfront = Amazon S3 と CloudFront
setup-host-google-cloud = Google Cloud Storage とロードバランサー
setup-host-firebase = Firebase Hosting
setup-host-shared-hosting = レンタルサーバー（cPanel、Plesk など）

## 証明書

setup-certificate-acme-client = certbot などの ACME クライアントが証明書を取得します。ポート 80 が開いている必要があります。
setup-certificate-acme-built-in = DNS がサーバーを指すと、サーバー自身が証明書を取得して更新します。
setup-certificate-acme-one-file = certbot などの ACME クライアントで証明書を取得します。ポート 80 が必要なため、コマンドは HAProxy を数秒止めます。HAProxy はチェーンと鍵を 1 つのファイルから読むため、更新のたびに結合してください。
setup-certificate-every-name = 1 枚の証明書に、すべてのポリシーホストの名前が必要です。{ "*.example.com" } のようなワイルドカードは、ほかのドメインには使えません。
setup-certificate-after-custom-domain = カスタムドメインを追加すると、プラットフォームが証明書を発行します。
setup-certificate-after-dns = DNS がプラットフォームを指すと、証明書が発行されます。数分、長いと 1 日かかります。
setup-certificate-bound-by-hand = ポリシーホストの証明書を取得し、自分でホスト名に割り当ててください。
setup-certificate-aws-us-east-1 = AWS Certificate Manager のリージョン { "us-east-1" } で証明書をリクエストします。CNAME レコードで検証されます。
setup-certificate-hoster = メインのサイトだけでなく、サブドメイン { "mta-sts" } にもレンタルサーバーの証明書を申し込んでください。
setup-certificate-step-acme-built-in = { $place } が自動で取得します。1 分ほど待ってから確認してください。
setup-certificate-step-after-custom-domain = カスタムドメインを追加すると、{ $place } が自動で発行します。数分待ってから確認してください。
setup-certificate-step-after-dns = DNS がここを指すと、{ $place } が自動で発行します。数分、長いと 1 日待ってから確認してください。
setup-certificate-step-every-name = すべてのポリシーホストの名前を含む証明書を 1 枚取得し、設定に書かれたパスに保存してください。
setup-caa-open = DNS に CAA レコードによる制限はなく、どの認証局でもこの証明書を発行できます。
setup-caa-allowed = DNS の CAA レコードは、このホストが使う認証局を許可しています：{ $names }。

## 手順

setup-step-dns = { $host } の DNS レコードを公開する
setup-step-policy-file = ポリシーファイルを置く
setup-step-certificate = { $host } の証明書を取得する
setup-step-serve = { $host } 用にサーバーを設定し、再読み込みする
setup-step-deploy = これらのファイルをサイトに追加し、公開する
setup-step-custom-domain = プラットフォームで { $host } をカスタムドメインとして追加する
setup-step-subdomain = 管理画面でサブドメイン { $host } を、専用のフォルダーとともに追加する
setup-step-prove = { $host } がファイルを返すことを確認する：ステータス 200、種類 { "text/plain" }、リダイレクトなし
setup-file-block = このブロックを既存の { $path } に追加する
setup-file-lines = これらの行を、{ $path } の既存の HTTPS フロントエンドに追加する
setup-proof-before-ipv4 = DNS がここを指す前（IPv4）
setup-proof-before-ipv6 = DNS がここを指す前（IPv6）
setup-proof-before-unknown = DNS がここを指す前：{ $placeholder } をサーバーのアドレスに置き換える
setup-proof-published = DNS がここを指した後

## よくある障害：質問と、該当した場合の対処

setup-trap-redirect = すべてのリクエストを、たとえば www にリダイレクトしていますか。
    .hit = 送信側はリダイレクトに従いません。ポリシーファイルを除外するか、{ "mta-sts" } に専用のサイトを用意してください。
setup-trap-blocks-programs = 手前にボット対策、ブラウザーの検査、国別の制限がありますか。
    .hit = 送信側はプログラムで、あらゆる国から接続します。{ "mta-sts" } ではこれらの検査を無効にしてください。
setup-trap-login = サイトにパスワードやログインが必要ですか。
    .hit = 送信側はログインできません。{ "mta-sts" } は誰でも読めるようにしてください。
setup-trap-caa = ドメインの CAA レコードは、ほかの認証局だけを許可していますか。
    .hit = ドメインの CAA レコードは { "mta-sts" } にも適用されます。このホストの認証局を追加してください。
setup-trap-spa-fallback = 存在しないパスに、サーバーはトップページを返しますか。
    .hit = ファイルがないと、ステータス 200 の HTML ページに見えてしまいます。ポリシーファイル自体が見つかることを確認してください。
setup-trap-dot-location = nginx でドットで始まるパスを拒否していますか。
    .hit = { "location ~ /\\." } のような規則は { ".well-known" } も拒否します。この手順の { "location =" } が優先されるため、等号を残してください。
setup-trap-dot-file-rule = サーバーは、ドットで始まるパスを隠していますか。
    .hit = その規則は { ".well-known" } も隠します。ポリシーファイルの例外を、規則より優先される場所に書いてください。
setup-trap-own-server-block = { "mta-sts" } という名前に、専用の server ブロックまたはバーチャルホストがありますか。
    .hit = ないと、サーバーは最初のサイトをその証明書で返します。この名前用に追加してください。
setup-trap-content-type-header = Content-Type ヘッダーを手動で追加していますか。
    .hit = nginx の { "add_header Content-Type" } では、ヘッダーが 2 回送られます。{ "default_type" } を使ってください。
setup-trap-listens-on-ipv6 = サーバーは IPv6 でも待ち受けていますか。
    .hit = AAAA レコードがあると、送信側は IPv6 で接続することがあります。IPv6 でも待ち受けるか、AAAA レコードを外してください。
setup-trap-certificate-holds-every-name = 証明書に、すべてのドメインのポリシーホストの名前がありますか。
    .hit = 名前がないドメインでは検証に失敗します。名前を追加するか、証明書ごとに server ブロックを分けてください。
setup-trap-htaccess-inherited = フォルダーはメインのサイトのフォルダーの中にありますか。
    .hit = メインのサイトの { ".htaccess" } がここにも適用されます。{ "RewriteEngine Off" } と書いた専用の { ".htaccess" } を置いてください。
setup-trap-hidden-files = { "file_server" } は、{ "hide .*" } などでファイルを隠していますか。
    .hit = { ".well-known" } も隠れてしまいます。このサイトではその行を外してください。
setup-trap-dns-before-start = DNS はすでにこのサーバーを指し、ポート 80 と 443 は開いていますか。
    .hit = Caddy が証明書を取得するには、両方が必要です。先にアドレスを公開してください。
setup-trap-general-rule-first = これらの規則より上に、全体のリダイレクトがありますか。
    .hit = HAProxy は最初に一致した規則を使います。{ "mta-sts" } の規則をその上に置いてください。
setup-trap-reload-after-change = ファイルを変えるたびに HAProxy を再読み込みしますか。
    .hit = HAProxy は起動時にファイルを読みます。再読み込みしないと、古いポリシーを返し続けます。
setup-trap-own-https-block = lighttpd は、すでにポート 443 で別のサイトを公開していますか。
    .hit = その場合は、2 つの { "$SERVER" } ブロックを省いてください。同じポートのブロックが 2 つあると、lighttpd は起動しません。ホスト名の行だけで十分です。
setup-trap-mime-type-assigned = { "mimetype.assign" } に拡張子 { ".txt" } がありますか。
    .hit = ないと、lighttpd は { "application/octet-stream" } として返します。この手順の行を残してください。
setup-trap-entry-point-middleware = エントリーポイント全体にミドルウェアが適用されますか。
    .hit = そこでのログインやリダイレクトは、このルーターにも適用されます。必要なルーターだけに移してください。
setup-trap-byte-order-mark = エディターは UTF-8 を BOM 付きで保存しますか。
    .hit = 送信側は先頭に { "version" } を見つけられません。BOM なしの UTF-8 で保存してください。
setup-trap-existing-cname = { "mta-sts" } にすでに CNAME レコードがありますか。
    .hit = その横に Cloudflare はカスタムドメインを作れません。先にレコードを削除してください。
setup-trap-browser-integrity-check-off = この名前で Browser Integrity Check を無効にしていますか。
    .hit = 既定で有効になっており、プログラムを拒否することがあります。構成ルールでこの名前だけ無効にしてください。
setup-trap-deep-subdomain = メールのドメインは { "mail.example.com" } のようなサブドメインですか。
    .hit = Universal SSL が対象とするのは、ゾーンの 1 階層下までです。長い名前を含む証明書を用意してください。
setup-trap-mx-look-up-in-worker = Worker はリクエストのたびに MX ホストを調べますか。
    .hit = ポリシーは DNS の応答をそのまま返すだけになり、偽の応答も繰り返します。ホストを Worker に書き込んでください。
setup-trap-cname-before-custom-domain = カスタムドメインより先に CNAME レコードを追加しましたか。
    .hit = その場合、Cloudflare はエラー 522 を返します。先にダッシュボードでカスタムドメインを追加してください。
setup-trap-own-404-page = サイトに { "404.html" } がありますか。
    .hit = ないと、Pages は存在しないパスにトップページをステータス 200 で返します。ファイルを追加してください。
setup-trap-jekyll = サイトは Jekyll で生成されますか。
    .hit = Jekyll はドットで始まるフォルダーを除外します。この手順のワークフローで公開するか、{ ".nojekyll" } を置いてください。
setup-trap-custom-domain-set = リポジトリの設定でカスタムドメインを指定していますか。
    .hit = 指定しないと、GitHub は自身の証明書と 404 を返します。設定の Pages に名前を入力してください。
setup-trap-cname-with-repository = CNAME レコードにリポジトリ名が含まれていますか。
    .hit = リポジトリ名を付けず、{ "github.io" } で終わる必要があります。
setup-trap-domain-verified = GitHub アカウントでドメインを検証しましたか。
    .hit = 検証しておくと、サイトを削除した後に他人が名前を使うことを防げます。先に検証してください。
setup-trap-other-custom-domain = このリポジトリはほかのカスタムドメインを公開していますか。
    .hit = 1 つのリポジトリのカスタムドメインは 1 つだけです。{ "mta-sts" } には新しいリポジトリを使ってください。
setup-trap-verification-kept = 最初の確認の後も、検証用のレコードを残しますか。
    .hit = ホストは後で再び確認します。サイトがある間はレコードを残してください。
setup-trap-ipv6-only-senders = ポリシーを IPv6 で公開する必要がありますか。
    .hit = GitLab.com の Pages は IPv4 だけで公開されます。ほぼすべての送信側は IPv4 を使えます。
setup-trap-indented-example = 字下げされた例からポリシーをコピーしましたか。
    .hit = 空白で始まる行があると、ポリシーは無効になります。この手順のファイルを使ってください。
setup-trap-more-names-than-the-plan = このアプリで 6 つ以上のドメインのポリシーを公開しますか。
    .hit = Standard プランでは、1 つのアプリに名前は 5 つまでです。アプリを分けるか、Function App を使ってください。
setup-trap-route-prefix = アプリは { "/api" } の下で応答しますか。
    .hit = Functions は既定でこの接頭辞を付けます。この手順のように { "routePrefix" } を空にしてください。
setup-trap-certificate-in-us-east-1 = 証明書はリージョン { "us-east-1" } にありますか。
    .hit = CloudFront が使えるのは、このリージョンの証明書だけです。そこでリクエストしてください。
setup-trap-cache-cleared = ファイルを変えるたびにキャッシュを消去しますか。
    .hit = エッジサーバーは、しばらく古いファイルを返します。新しい id を公開する前にキャッシュを消去してください。
setup-trap-alternate-domain-name = ポリシーホストはディストリビューションの代替ドメイン名ですか。
    .hit = CloudFront は知らない名前を拒否します。ディストリビューションにポリシーホストを追加してください。
setup-trap-bucket-website = 名前はバケットのウェブサイトを直接指していますか。
    .hit = バケットのウェブサイトは、独自の名前では HTTPS に対応しません。手前にロードバランサーまたはディストリビューションを置いてください。
setup-trap-dot-files-ignored = { "firebase.json" } は { "**/.*" } を除外していますか。
    .hit = Firebase のひな型がそうなっており、{ ".well-known" } はアップロードされません。その行を外してください。
setup-trap-dns-elsewhere = ドメインの DNS は別の事業者にありますか。
    .hit = 先にそこでアドレスを追加してください。サーバー会社が HTTP で名前を確認する場合は、その後でなければ証明書を発行できません。

## DNS レコードと管理画面

setup-role-reports = TLS レポート
setup-role-policy-host = ポリシーホスト
setup-role-verification = ホストの確認用
setup-role-record = STS レコード
setup-entry-unknown = ホストの画面に表示される値を入力してください。
setup-entry-unknown-address = Web サーバーのアドレスを入力してください。
setup-entry-unknown-ipv6 = Web サーバーの IPv6 アドレスを入力してください。サーバーに IPv6 アドレスがない場合、このレコードは不要です。
setup-entry-from-service = 値はサービスの画面からコピーしてください。
setup-entry-type-as-shown = サービスの画面に表示される種類（通常は { $usual }）
setup-panel-short-or-full = 管理画面がドメインを自動で補う場合は { $short } を、補わない場合は { $full } を入力してください。
setup-panel-undocumented = { $panel } の入力欄に関する資料は見つかりませんでした。短い名前を試してください。二重になった名前は、確認のときに見つかります。
setup-panel-from-users = 動作は確認していません。利用者の記録に基づいています。
setup-panel-note-dns-only = プロキシの状態を「DNS のみ」にしてください。プロキシを通すと、CNAME レコードの値が隠れます。
setup-panel-note-name-doubled = 短い名前を入力してください。管理画面がドメインを補うため、完全な名前では二重になります。
setup-panel-note-blanks-part-text = 引用符を残してください。引用符がないと、空白で文字列が分かれます。
setup-panel-note-semicolon-is-comment = 引用符を残してください。引用符がないと、セミコロンからコメントになります。
setup-panel-note-raise-serial = ゾーンのシリアル番号を増やしてください。
setup-panel-note-fixed-ttl = TTL はレコードごとには選べません。
setup-panel-note-two-days = 変更の公開に数時間、最長で 2 日かかることがあります。
setup-panel-note-quarter-hour = 変更は 15 分ごとに公開されます。
setup-panel-note-one-entry-per-name = 1 つのエントリに、その名前のすべてのテキストがあります。編集するときは、ほかのテキストを残してください。
setup-panel-note-no-underscore-in-target = この管理画面は、アンダースコアを含む CNAME の値を受け付けません。
setup-panel-note-empty-is-domain = 名前を空にするとドメイン自体になります。短い名前を入力してください。
setup-panel-note-removes-quotes = 引用符なしで入力してください。引用符は管理画面が取り除きます。

## ポリシーサービス

setup-service-note-delete-txt-first = CNAME レコードは単独で置きます。同じ名前の古い TXT レコードは、先に削除してください。
setup-service-note-allow-its-authority = { "mta-sts" } の証明書はサービスが取得します。ドメインに CAA レコードがある場合は、サービスが指定する認証局を追加してください。
setup-service-note-plan-the-end = 契約が終わる前に、「変更を計画する」で MTA-STS を移すか廃止してください。そうしないと、誰も変更できないポリシーが送信側に残ります。
setup-service-note-underscore-in-target = CNAME の値にアンダースコアが含まれます。受け付けない DNS の管理画面があります。
setup-service-note-empty-until-verified = サービスでドメインを確認して設定するまで、何も公開されません。
setup-service-note-mx-from-dns = サービスは MX ホストを DNS から写します。MX を変える前に、新しいホストをサービスに手動で追加してください。
setup-service-note-proof-of-ownership = 所有権を示す TXT レコードも必要です。
setup-service-note-microsoft-old-pattern = Microsoft 365 では常に { "*.mail.protection.outlook.com" } だけを載せます。Microsoft の新しいホストは含まれません。
setup-service-note-only-for-its-mail = メールをすべてこのサービスで受け取るドメイン専用です。
setup-service-note-passes-on-file = ポリシーホストは、サービスのファイルをそのまま返す必要があります。たとえば Worker を使います。

## テキストを作れない理由

setup-not-sound-no-mx = MX ホストが分かりません。メールサーバーを指定してください。
setup-not-sound-mx = { $value } は有効な MX ホストまたは { "mx" } のパターンではありません。
setup-not-sound-reports = { $value } は TLS レポートの宛先ではありません。{ "mailto:" } とメールアドレス、または { "https:" } の URL を指定してください。
setup-not-sound-max-age = { "max_age" } は 1 から 31557600 秒までで指定してください。指定された値：{ $value }
setup-not-sound-target = { $value } は IP アドレスでも DNS 名でもありません。
setup-not-sound-targets-mixed = CNAME レコードは単独で置きます。名前を 1 つ、またはアドレスだけを指定してください。
setup-not-sound-target-is-policy-host = { $value } はポリシーホスト自身です。Web サーバーのアドレスまたは名前を指定してください。
setup-enforce-blocked = { "enforce" } ではなく { "testing" } モードにします。{ $hosts } は、すべてのアドレスで有効な証明書を提示していません。
setup-enforce-not-covered = { "enforce" } ではなく { "testing" } モードにします。ポリシーに { $hosts } が含まれておらず、送信側はそこに配送しなくなります。
setup-enforce-unseen = { "enforce" } ではなく { "testing" } モードにします。{ $hosts } の TLS は、ここからは確認できませんでした。
setup-enforce-no-check = { "enforce" } ではなく { "testing" } モードにします。これらのメールサーバーの証明書は確認していません。

## generate コマンドの見出し

setup-title = { $domain } の MTA-STS（{ $place }）
setup-panel = DNS の管理画面
setup-policy = ポリシーファイル
setup-entries = DNS レコード（公開する順）
setup-traps = 先に確認すること
setup-trap-if-yes = 「はい」の場合
setup-trap-if-no = 「いいえ」の場合
setup-certificate = 証明書
setup-steps = 手順
setup-not-tried = 動作は確認していません。提供元の資料に基づいています。
setup-tested = この手順は { $server } で動作を確認しています。
setup-written = 書き出しました：{ $path }

## 公開前チェック：結論

setup-preflight-title = { $domain } の公開前チェック
setup-preflight-already-published = 公開済みです。残りの作業はありません
setup-preflight-ready = 公開できます：{ $next }
setup-preflight-ready-to-delete = 削除できます：{ $next }
setup-preflight-wait = 準備はできていますが、待つ必要があります：{ $reason }
setup-preflight-wait-until = 準備はできていますが、{ $until }まで待ってください：{ $reason }
setup-preflight-not-ready = まだ準備ができていません：{ $reason }
setup-preflight-plan = 安全な順序の手順：
setup-preflight-plan-command = 詳細を表示するコマンド：{ $command }
setup-next-tlsrpt = TLSRPT レコード
setup-next-policy-host = ポリシーホストのアドレスと証明書
setup-next-policy-file = ポリシーファイル
setup-next-record = STS レコード（最後に公開）
setup-next-delete-record = STS レコード
setup-next-delete-file = ポリシーファイル（レコードの削除から 1 日後）

setup-effect-done = 完了
setup-effect-fine = 予定どおり
setup-effect-warns = 警告
setup-effect-waits = 待機
setup-effect-unseen = 未確認
setup-effect-blocks = 問題

## 公開前チェック：それぞれの比較

setup-cause-tlsrpt-invalid = 予定の TLSRPT レコードは無効です。
    .short = 先に TLSRPT レコードを直してください
setup-cause-tlsrpt-live = 予定の宛先を含む TLSRPT レコードが公開されています。
setup-cause-tlsrpt-not-live = 予定の TLSRPT レコードはまだ公開されていません。最初からレポートを受け取れるように、先に公開してください。
setup-cause-tlsrpt-replaces = 別の TLSRPT レコードが公開されています。追加せずに、予定のレコードで置き換えてください。2 つあると、送信側はどちらも無視します。
setup-cause-tlsrpt-several = 複数の TLSRPT レコードが公開されているため、送信側はどれも無視します。予定のレコードで置き換えてください。
    .short = TLSRPT レコードを 1 つにしてください
setup-cause-tlsrpt-delegated = TLSRPT レコードの名前は、CNAME レコードで { $names } を指しています。先に CNAME レコードを削除してください。
    .short = 先に TLSRPT の名前の CNAME レコードを削除してください
setup-cause-tlsrpt-unseen = TLSRPT レコードは、ここからは調べられませんでした。ドメインの問題ではありません。
    .short = TLSRPT レコードは、ここからは調べられませんでした
setup-cause-tlsrpt-absent = TLSRPT レコードは公開も予定もされていません。レポートがないと、{ "enforce" } モードで拒否されたメールに気付けません。
setup-cause-host-absent = ポリシーホストにはまだアドレスがありません。最初の設定の前では予定どおりです。
setup-cause-host-elsewhere = ポリシーホストは予定のレコードではなく { $names } を指しています。ワイルドカードまたは古いレコードが応答しています。予定のレコードを公開し、古いレコードは削除してください。すでに公開した場合、リゾルバーは { $until }まで古い応答を返すことがあります。
setup-cause-host-proxied = ポリシーホストは予定のレコードではなく { $names } を指しています。Cloudflare などのプロキシを通している場合は予定どおりです。それ以外の場合は、ワイルドカードが応答しているかもしれません。予定のレコードを公開し、古いレコードは削除してください。
setup-cause-host-certificate = ポリシーホストは、まだ名前に対して有効な証明書を提示していません。提示されてから残りを公開してください。
    .short = ポリシーホストにまだ有効な証明書がありません
setup-cause-host-moved = 送信側はすでにこのポリシーホストにファイルを要求していますが、取得できません。移転では、DNS を変更する前に証明書を用意します。
setup-cause-host-fault = ポリシーホストに問題があり、送信側はファイルを取得できません。
    .short = ポリシーホストに問題があります
setup-cause-host-addresses = ポリシーホストの一部のアドレスでは、同じファイルが返りません。ファイルを取得できない送信側があるかもしれません。
setup-cause-host-unseen = ポリシーホストは、ここからは確認できませんでした。ドメインの問題ではありません。
    .short = ポリシーホストは、ここからは確認できませんでした
setup-cause-caa-forbids = DNS の CAA レコードは、このホストが通常使う認証局（{ $names }）を許可していません。先にいずれかの CAA レコードを追加してください。
    .short = CAA レコードが証明書の発行を許可していません
setup-cause-caa-nobody = DNS の CAA レコードは、ポリシーホストの証明書の発行をどの認証局にも許可していません。先に、ホストが使う認証局の CAA レコードを追加してください。
    .short = CAA レコードが証明書の発行をすべて禁止しています
setup-cause-caa-limits = DNS の CAA レコードが証明書の発行を許可しているのは { $names } だけです。ホストがその認証局を使うことを確認してください。
setup-cause-caa-unseen = CAA レコードは確認できていません。レコードがある場合は、ホストが使う認証局を許可している必要があります。
setup-cause-policy-invalid = 予定のポリシーファイルは無効です。
    .short = 先にポリシーファイルを直してください
setup-cause-file-live = ポリシーホストは予定のポリシーを返しています。
setup-cause-file-other = { $names ->
        [0] ポリシーホストは別のポリシーを返しています。
       *[other] ポリシーホストは別のポリシーを返しています。異なる行：{ $names }。
    }先にファイルを置き換え、新しいファイルが返るまで STS レコードの { "id" } は変えないでください。
setup-cause-file-cached = キャッシュが { $until }まで古いファイルを返すことがあります。それまで STS レコードの { "id" } を変えないでください。
    .short = キャッシュが古いファイルを返すことがあります
setup-cause-file-absent = ポリシーホストはまだポリシーを返していません。
setup-cause-file-not-served = まだ正しくありません。ポリシーホストは応答しますが、ポリシーではありません。ステータスは { $names } です。
setup-cause-file-html = まだ正しくありません。ポリシーホストは、ポリシーではなく HTML ページを返しています。
setup-cause-file-invalid = まだ正しくありません。ポリシーホストのファイルは正しいポリシーではありません。予定のファイルに置き換えてください。
setup-cause-file-missing = ポリシーホストはポリシーを返しておらず、予定もありません。レコードより先にファイルが必要です。
    .short = 先にポリシーファイルが必要です
setup-cause-file-needed = STS レコードが公開されているため、送信側はポリシーファイルを要求します。先にレコードを削除してください。
    .short = ファイルより先に STS レコードを削除してください
setup-cause-file-last = ポリシーファイルは、STS レコードの削除から 1 日が過ぎるまで残します。
setup-cause-file-deletable = STS レコードが公開されていないため、ポリシーファイルを削除できます。レコードの削除から 1 日が過ぎるまで待ってください。
setup-cause-file-gone = ポリシーホストはポリシーを提供していません。
setup-cause-mx-ready = すべての MX ホストがポリシーに含まれ、どのアドレスでも有効な証明書を提示しています。
setup-cause-mx-not-covered = 予定のポリシーに { $names } が含まれていません。{ "enforce" } モードでは、送信側はそこに配送しません。
    .short = ポリシーに含まれないメールサーバーがあります
setup-cause-mx-not-in-dns = ポリシーにある { $names } は MX レコードにありません。移行の前なら問題ありません。
setup-cause-mx-certificate = { $names } のアドレスの一部またはすべてで、TLS が成立しません。{ "enforce" } モードでは、送信側はここに配送しません。
    .short = TLS が成立しないメールサーバーがあります
setup-cause-mx-unseen = { $names } の TLS は、ここからは確認できませんでした。ドメインの問題ではありません。
    .short = ここからは確認できなかったメールサーバーがあります
setup-cause-no-mail = このドメインは今メールを受け取らないため、送信側はポリシーを調べません。先に MX レコードを公開してください。
setup-cause-mx-unknown = MX レコードは、ここからは調べられませんでした。ドメインの問題ではありません。
    .short = MX レコードは、ここからは調べられませんでした
setup-cause-enforce-first = これまでテストされていません。{ "testing" } モードから始めてください。何も拒否されず、失敗はレポートで分かります。
setup-cause-mode-none = 送信側は、遅くとも { $until }まで公開中のポリシーを適用します。「変更を計画する」または { "mta-sts plan" } で廃止の手順を作成してください。ファイルとレコードをいつまで残すかがわかります。
    .short = 先に廃止の手順を作成してください
setup-cause-removal-early = 今レコードとファイルを削除しても、送信側は遅くとも { $until }まで公開中のポリシーを適用します。その間、ポリシーに含まれないメールサーバーには配送しません。先に { "none" } モードを公開し、手順の日時に削除してください。
    .short = 送信側がまだポリシーを適用しています。先に廃止の手順を作成してください
setup-cause-mode-lowered = 公開中のポリシーは { "enforce" } モードですが、予定のポリシーではモードまたは { "max_age" } が下がります。順序が大切なので、「変更を計画する」または { "mta-sts plan" } で手順を作成してください。
    .short = 先に変更の手順を作成してください
setup-cause-cached-policy = 送信側には { $until }まで以前の { "enforce" } モードのポリシーが残っていることがあります。そこに { $names } は含まれていないため、その間は配送されません。
    .short = 送信側に以前のポリシーが残っています
setup-cause-record-invalid = 予定の STS レコードは無効です。
    .short = 先に STS レコードを直してください
setup-cause-record-live = 予定の STS レコードは公開されています。
setup-cause-record-absent = STS レコードはまだ公開されていません。予定どおりです。最後に公開してください。
setup-cause-record-replaces = 予定の STS レコードは、ファイルの後で今のレコードと置き換えます。
setup-cause-record-faulty = まだ正しくありません。公開中の STS レコードに誤りがあります。ファイルのあとで、予定のレコードに置き換えてください。
setup-cause-record-needless = レコードは公開済みで、ファイルも変わらないため、公開するものはありません。{ "id" } を変えずにファイルだけを変えた場合は、新しい { "id" } を公開してください。
setup-cause-id-used = この id は、すでに別のファイルで公開されています。新しい id を使わないと、送信側は古いファイルを保持し続けます。
    .short = 新しい { "id" } を使ってください
setup-cause-record-delegated = STS レコードの名前は、CNAME レコードで { $names } を指しています。先に CNAME レコードを削除してください。
    .short = 先に STS の名前の CNAME レコードを削除してください
setup-cause-record-several = 複数の STS レコードが公開されています。追加せずに、予定のレコードで置き換えてください。
    .short = STS レコードを 1 つにしてください
setup-cause-record-deletable = ポリシーを適用する送信側はもうないため、STS レコードを削除できます。
setup-cause-record-gone = STS レコードは公開されていません。
setup-cause-record-unseen = STS レコードは、ここからは調べられませんでした。ドメインの問題ではありません。
    .short = STS レコードは、ここからは調べられませんでした
