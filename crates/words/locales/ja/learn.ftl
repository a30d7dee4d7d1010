### 「MTA-STS を知る」ページの文言。ビルド時に HTML として書き出す。識別子は `learn-` で始まり、すべての言語で同じ。
### レイアウトは `crates/xtask/src/learn` にあり、どのページにも現れない文言はそこのテストが見つける。

## 枠

learn-site = MTA-STS を知る
learn-contents = このページの内容
learn-owner = ドメインの管理者向け
learn-desk = ヘルプデスク向け
learn-check-link = ドメインをチェックする
learn-setup-link = 手順に沿って設定する
learn-change-link = 変更の手順と日程を作る
learn-reports-link = TLS レポートを読む
learn-bounce-link = エラーメールを調べる
learn-rules-link = チェックする項目の一覧

## 図の中の文字。長さが場所に収まることをテストが確かめる。

learn-label-sender = 送信側
learn-label-server = 受信側
learn-label-attacker = 攻撃者
learn-label-no-tls = 「TLS は使えません」
learn-label-policy = ポリシー
learn-label-certificate = 証明書

## ドメインの管理者向け

learn-title = MTA-STS がドメイン宛てのメールを守る仕組み
    .description = MTA-STS がメールに何をもたらし、何が必要か、配送を止めずに始める手順、よくある誤解、用語集を、図とともに 5 分で説明します。
    .lead = MTA-STS がメールに何をもたらし、何が必要か、そして配送を止めずに始める手順を、5 分で説明します。

learn-path = メールが届くまで
    .text = メールサーバー同士は、暗号化せずに通信を始め、その後で TLS に切り替えます。間にいる攻撃者は、この切り替えを妨害できます。
    .after = これをダウングレード攻撃といいます。MTA-STS にも DANE にも対応しない送信側は、TLS がなくても配送するため、攻撃に気づきません。
learn-path-without = MTA-STS がない場合
    .text = 攻撃者が「TLS は使えない」と答えると、送信側はそれを信じ、暗号化せずに配送します。
    .alt = 送信側が TLS を求めると、途中の攻撃者が TLS はないと答えます。メールは暗号化されずに攻撃者のところを通り、読まれます。
learn-path-with = MTA-STS がある場合
    .text = 送信側はポリシーを保持しています。リストにあるホストのうち証明書が有効なものにだけ、TLS で配送します。
    .alt = 送信側がポリシーを保持しています。攻撃者への接続は停止標識で止まり、メールは TLS で、証明書が有効なサーバーに届きます。

learn-texts = 公開するのは短いテキスト 2 つ
    .text = DNS のレコードはポリシーがあることを、Web ホストのファイルはポリシーの内容を伝えます。
    .caption = 送信側は先にレコードを調べ、id が新しければファイルを取得して保持します。
    .alt = カードが 2 枚あります。1 枚目は id のある DNS レコード、2 枚目はモード、メールサーバー、max_age のあるポリシーファイルです。どちらからも送信側に矢印が伸びています。
    .record = 1. レコード（DNS）
    .file = 2. ファイル（Web ホスト）
learn-promise = 約束を守るのはだれか
    .text = MTA-STS に対応した送信側のメールサーバーです。Gmail や Exchange Online は対応しています。管理者はポリシーを公開し、実態に合わせて保ちます。
learn-limits = MTA-STS がしないこと
    .boxes = メールボックスは暗号化しません。守るのは、サーバーに届くまでの経路です。
    .spam = 迷惑メールや送信者のなりすましは防ぎません。それは SPF、DKIM、DMARC の役割です。
    .others = MTA-STS に対応しない送信側には影響しません。これまでどおり配送します。
    .outgoing = こちらから送るメールは守りません。それは宛先のドメインの設定によります。

learn-reporting = 結果は送信側が知らせてくれる
    .text = 3 つ目のテキストである TLSRPT レコードで、送信側にレポートを依頼します。対応する送信側は、成功した接続の数と、失敗の理由を 1 日に 1 回送ります。
    .after = レポートはプログラム向けの形式です。このサイトではブラウザーの中で集計し、強制モードにしても安全かどうかを答えます。

learn-modes = ポリシーのモードは 3 つ
learn-testing = 出発点（テスト）
    .text = 配送は拒否されません。送信側はこれまでどおり配送し、拒否するはずだったものを報告します。
    .alt = メールが門を通り、記録が書かれます。
learn-enforce = 目標（強制）
    .text = 送信側は、リストにあって証明書が有効なホストにだけ、TLS で配送します。それ以外には配送しません。
    .alt = 有効な証明書のあるメールが門を通ります。ほかには門が閉じています。
learn-none = やめるとき（無効）
    .text = このファイルを取得した送信側は、適用をやめます。MTA-STS をやめるときは、まずこれを公開します。
    .alt = 門は開いていて、何も確認されません。

learn-waits = 変更の待ち時間は 3 つ
    .text = 送信側は { "max_age" } の間ファイルを保持します。攻撃者がそれを捨てさせることはできません。そのため、変更にも順序が必要です。
    .caption = 先にファイル、次に id、最後に MX を変えます。どの待ち時間も、前の手順が済んでから数えます。
    .alt = 3 本の帯がある時間の図です。Web キャッシュが古いファイルを、次にリゾルバーが古い id を、次に送信側が古いポリシーを保持しています。3 本目の帯が終わった後に MX を変えられます。
    .file = ファイル
    .id = id
    .mx = MX
    .caches = Web キャッシュ：古いファイル
    .resolvers = リゾルバー：古い id
    .copies = 送信側：古いポリシー
    .now = 今
    .safe = 安全
learn-wait-file = 新しいファイルが行き渡るまで
    .text = Web ホストの前のキャッシュは、しばらく古いファイルを返すことがあります。どのアドレスも新しいファイルを返すようになってから id を変えます。
learn-wait-id = 新しい id が行き渡るまで
    .text = リゾルバーは TTL の間、古いレコードを保持します。多くの場合は 1 時間です。
learn-wait-copies = 古いポリシーの期限が切れるまで
    .text = id を見ない送信側もあり、{ "max_age" } が過ぎるまで、保持しているポリシーを使います。そのため、古い { "max_age" } と同じ長さだけ待ちます。
learn-forgotten = ファイルを変えて id を変え忘れると、待っても直らないことがあります。id が同じである限り、古いポリシーの期限を延ばす送信側があるためです。

learn-breaks = 問題になりやすい 3 つのこと
learn-breaks-certificate = メールサーバーの証明書の期限が切れた、またはホスト名が合わない
    .text = ポリシーを適用する送信側は、すぐにこのサーバーへの配送をやめます。メールは送信側のキューに残ります。
learn-breaks-mx = ファイルより先に MX に新しいサーバーを入れた
    .text = 送信側は、そのサーバーが載ったファイルを取得するまで配送しません。
learn-breaks-web = Web サイトを移してファイルがなくなった
    .text = 配送は止まりません。送信側が保持するポリシーの期限が切れるにつれて、気づかないうちに保護がなくなります。

learn-first = 6 つの手順で始める
    .note = この一覧を印刷するか、設定ページでドメインに合わせたテキストを作れます。
learn-first-servers = メールサーバーを確認する
    .text = すべての MX ホストが、どのアドレスでも、TLS 1.2 以降の STARTTLS と自分の名前の有効な証明書に対応しています。
learn-first-reports = レポートを依頼する
    .text = TLSRPT レコードを公開します。宛先は、添付ファイルを受け取れて、だれかが読むメールボックスにします。
learn-first-file = ファイルを公開する
    .text = 場所は { "https://mta-sts.example.com/.well-known/mta-sts.txt" } です。モードは { "testing" }、{ "max_age" } は { "86400" } とし、MX ホストを 1 行に 1 つずつ書きます。
learn-first-record = レコードを公開する
    .text = { "_mta-sts.example.com" } の TXT レコード 1 つに、新しい id を付けます。必ずファイルの後に公開します。
learn-first-testing = 2 週間テストする
    .text = 大手の送信側 2 つ以上からレポートが届き、そこにある失敗の原因をすべて説明できます。
learn-first-enforce = 強制モードにする
    .text = モードを { "enforce" } にして、id を新しくします。{ "max_age" } は、問題のない 1 週間の後に 1 週間へ、問題のない 1 か月の後に 30 日へ延ばします。
learn-first-after = その後は月に 1 回チェックします。メールサービス、フィルター、Web ホスト、DNS の事業者を変えるときは、先に手順と日程を作ります。

learn-dane = もう 1 つの方法、DANE
    .text = DANE は、DNSSEC を使って同じことをします。片方にしか対応しない送信側もあるため、できれば両方を公開します。
learn-dane-needs = 必要なもの
    .sts = 証明書のある Web ホスト
    .dane = ドメインとメールサーバー名の DNSSEC
learn-dane-first = 初めての送信側からの 1 通目
    .sts = 送信側がまだポリシーを知らないため、保護されないことがある
    .dane = 保護される
learn-dane-certificate = メールサーバーの証明書
    .sts = 公的な認証局が発行したもの
    .dane = TLSA レコードで指定したもの。自分で発行したものでもよい
learn-dane-failure = 問題が起きたとき
    .sts = { "testing" } モードなら、送信側は配送して報告する
    .dane = すぐに配送が止まる。テスト用のモードはない

learn-myths = よくある誤解
learn-myth-others = MTA-STS を使うと、暗号化されたメールしか届かない。
    .truth = 対応しない送信側は、これまでどおり配送します。サーバーもそのまま受け取ります。
learn-myth-dnssec = DNSSEC が必要だ。
    .truth = 必要なのは DANE です。MTA-STS は Web の証明書を使います。
learn-myth-testing = { "testing" } モードにすれば、すぐに止められる。
    .truth = ほかの変更より早く伝わることはありません。期限が切れるまで保持しているポリシーを使う送信側もあります。
learn-myth-day = 削除すれば 1 日以内に無効になる。
    .truth = 送信側は { "max_age" } が過ぎるまで、保持しているポリシーを適用します。先に { "none" } モードを公開します。
learn-myth-wildcard = ワイルドカードは何段の名前にも合う。
    .truth = { "*.example.com" } は { "mx.example.com" } に合いますが、{ "a.mx.example.com" } には合いません。
learn-myth-certificate = メールサーバーの証明書には、ドメイン名が必要だ。
    .truth = 必要なのは MX ホストの名前です。ポリシーホスト { "mta-sts.example.com" } には、別の証明書を用意します。
learn-myth-mailbox = レポートの宛先は、別のドメインでなければならない。
    .truth = 同じドメインで問題ありません。TLS に失敗していても、レポートは届けられます。
learn-myth-json = ポリシーは JSON で書く。
    .truth = JSON だったのは初期の草案です。ファイルには { "mode: enforce" } のような行を書きます。
learn-myth-name = STS は Security Token Service の略だ。
    .truth = ここでは Strict Transport Security の略です。

## ヘルプデスク向け

learn-desk-title = ヘルプデスクのための MTA-STS
    .description = MTA-STS が原因でメールが戻る、遅れるときの答え方です。最初に見る場所、よくある原因、確かめるコマンド、いつまで続くかをまとめました。
    .lead = 何を尋ね、どこを見て、どう答えるか。どの答えも、そのまま電話で読み上げられます。
learn-ask = 最初に尋ねること
    .domain = メールの宛先のドメイン
    .text = エラーメールの全文（説明ではなく、そのままの文面）
    .since = いつから、どの送信側で起きているか
    .changed = ここ数週間の変更（メールサービス、フィルター、Web サイト、DNS）
learn-acts = だれが直すのか
    .text = エラーメールには原因が書かれていて、原因ごとに直す人が決まります。
    .caption = 分からないときは、エラーメールを貼り付けてください。原因と、だれが直すかを示します。
    .alt = 3 行の図です。証明書の問題はメールサーバー、ポリシーにないホストはポリシーファイルと DNS、ポリシーを取得できない場合は Web ホストが担当です。
learn-acts-certificate = 証明書が無効
    .who = メールサーバー
learn-acts-cover = ホストがポリシーにない
    .who = ファイル、次に DNS
learn-acts-fetch = ポリシーを取得できない
    .who = Web ホスト
learn-says = よくある問い合わせ
    .call = 問い合わせ
    .look = 最初に見る場所
    .answer = 答え方
learn-says-microsoft = 「Microsoft から 5.4.8 や 5.7.5 でメールが戻る」
    .look = エラーメールの解析、次にチェック
    .answer = 5.4.8 は、メールサーバーがポリシーにありません。追加してから id を変えます。5.7.5 は、証明書が無効です。更新します。
learn-says-late = 「事業者を変えてから、遅れるメールがある」
    .look = チェックにある、以前のチェックからの変化
    .answer = 送信側が、新しいサーバーのないポリシーを保持しています。サーバーを追加して id を変え、いつ終わるかを日程で確かめます。
learn-says-differ = 「チェッカーによって結果が違う」
    .look = チェックにある、送信側ごとの違い
    .answer = 実際の送信側でも結果は違います。厳格な送信側が受け付けるまで直します。
learn-says-testing = 「テストモードにしたのに、まだ拒否される」
    .look = この変更の手順と日程
    .answer = { "max_age" } が過ぎるまで、保持しているポリシーを使う送信側があります。たいていは、原因を直すほうが早く解決します。
learn-says-browser = 「ブラウザーではファイルが開く」
    .look = 下の最初のコマンド
    .answer = ブラウザーはリダイレクトをたどり、どの種類のファイルも開きます。送信側はそうしません。
learn-says-quiet = 「1 週間、レポートが届かない」
    .look = チェックにある、TLSRPT レコード
    .answer = レコードの宛先が間違っているか、大手の送信側からのメールが少ないためです。
learn-says-delete = 「そのまま削除してもよいか」
    .look = 取りやめる手順と日程
    .answer = いいえ。まず { "none" } モードを公開し、保持されているポリシーの期限がすべて切れてから削除します。
learn-says-subdomain = 「サブドメインにも必要か」
    .look = メールを受け取るかどうか
    .answer = 受け取るなら、専用のレコード、ポリシーホスト、ファイルが必要です。上位のドメインからは引き継がれません。
learn-lasts = いつまで続くのか
    .case = 起きたこと
    .until = いつまで
learn-lasts-refused = 送信側がサーバーへの配送をやめた
    .until = 多くの送信側は 4～5 日の間再試行し、その後エラーメールになります。Exchange Online では 1 日であきらめた例があります。
learn-lasts-certificate = 証明書を更新した
    .until = 送信側が次に試したときに終わります。
learn-lasts-listed = サーバーをファイルに追加し、id を変えた
    .until = id を見る送信側では TTL が過ぎると終わります。ほかの送信側では、古い { "max_age" } が過ぎるまで続きます。
learn-lasts-same = ファイルだけを変え、id を変えていない
    .until = そのままでは終わらないことがあります。すぐに id を変えます。
learn-lasts-deleted = レコードとファイルを削除した
    .until = 送信側は { "max_age" } が過ぎるまでポリシーを保持します。1 年に及ぶこともあります。
learn-prove = コマンドで確かめる
    .text = { "example.com" } を実際の名前に置き換えます。コマンドの上に、正しい結果を示しています。
learn-prove-file = 送信側から見たファイル：状態コード 200、種類は { "text/plain" } が 1 つ、リダイレクトなし
learn-prove-time = 同じことを数値で：状態コード、種類、4 秒未満の応答時間
learn-prove-early = DNS をホストに向ける前のファイル
learn-prove-record = レコード：{ "v=STSv1;" } を含む行が 1 つだけ
learn-prove-host = ポリシーホストの証明書：{ "Verify return code: 0 (ok)" }
learn-prove-mail = メールサーバーの証明書：{ "Verify return code: 0 (ok)" }

## 用語集。アンカーは `crates/xtask/src/learn/glossary.html` にある。

learn-glossary = 用語集
learn-term-mta-sts = MTA-STS
    .means = Mail Transfer Agent Strict Transport Security の略（RFC 8461）。証明書が有効なサーバーにだけ TLS で配送するよう、ドメインが送信側に求める仕組みです。
learn-term-sender = 送信側
    .means = ドメイン宛てのメールを配送するメールサーバー。メールを書いた人のことではありません。
learn-term-mx-host = MX ホスト
    .means = ドメイン宛てのメールを受け取るサーバー。ドメインの MX レコードに名前があります。
learn-term-record = STS レコード
    .means = { "_mta-sts.example.com" } の TXT レコード。ポリシーがあることと、その id を伝えます。
learn-term-id = id
    .means = STS レコードにある、32 文字までの英数字。新しくなると、送信側はファイルを取得し直します。
learn-term-policy = ポリシー、ポリシーファイル
    .means = { "https://mta-sts.example.com/.well-known/mta-sts.txt" } のテキスト。モード、MX ホスト、{ "max_age" } を書きます。
learn-term-policy-host = ポリシーホスト
    .means = ポリシーファイルを公開する Web ホスト { "mta-sts.example.com" }。
learn-term-mode = mode（モード）
    .means = { "testing" } は報告だけ、{ "enforce" } は安全でない配送の拒否、{ "none" } は無効を表します。
learn-term-mx = mx
    .means = ポリシーファイルで、ホストを 1 つ許可する行。{ "*." } で始めると、1 段だけ下の名前をすべて許可します。
learn-term-max-age = max_age（有効期間）
    .means = 送信側が最後に取得してからポリシーを保持する秒数。{ "604800" } は 1 週間です。最大は約 1 年です。
learn-term-saved = 保持されているポリシー
    .means = 送信側が { "max_age" } の間、手元に残すポリシー。レコードやファイルがなくなっても有効です。キャッシュされたポリシーともいいます。
learn-term-tls = TLS
    .means = Web で使われる暗号化の仕組み。メールサーバーも使います。
learn-term-starttls = STARTTLS
    .means = 暗号化されていない接続を TLS に切り替える、SMTP のコマンド。
learn-term-certificate = 証明書
    .means = サーバーの名前を証明するもの。名前が合い、期限内で、公的な認証局が発行していれば有効です。
learn-term-downgrade = ダウングレード攻撃
    .means = 通信の途中で STARTTLS を隠したり、別のメールサーバーを教えたりして、メールを暗号化させないか、別の場所に届けさせる攻撃。
learn-term-tlsrpt = TLSRPT レコード
    .means = { "_smtp._tls.example.com" } の TXT レコード。TLS レポートの宛先を伝えます（RFC 8460）。
learn-term-report = TLS レポート
    .means = 成功した接続の数と、失敗した接続の数と理由を、送信側が 1 日に 1 回送るファイル。
learn-term-dane = DANE、TLSA レコード
    .means = メールに TLS を求める、もう 1 つの方法（RFC 7672）。TLSA レコードが証明書を指定し、DNSSEC がそれを守ります。
learn-term-dnssec = DNSSEC
    .means = DNS の応答に付ける署名。応答が偽造されたかどうかを、リゾルバーが確かめられます。
learn-term-ttl = TTL
    .means = リゾルバーが DNS の応答を保持してよい秒数。
learn-term-resolver = リゾルバー
    .means = 送信側やブラウザーに代わって DNS を引くサーバー。応答を TTL の間保持します。
learn-term-delegation = 委任
    .means = { "_mta-sts.example.com" } などの名前を CNAME レコードでサービスに任せること。テキストはサービスが公開します。
learn-term-bounce = エラーメール
    .means = メールが届かなかったことと理由を、差出人に知らせるメール。NDR や配信不能通知ともいいます。
