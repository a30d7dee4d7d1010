### エラーメールとログの行についての文言。識別子は `bounce-` で始まり、`.next` のある文は crate `bounce` の書式の説明です。
### 引数は $domain、$mx、$reason、$recipient。本文から分からないものは `none` になります。

# In this file, a name of a host or domain has a blank on each side, and words in place of it have none.
-bounce-domain = { $domain ->
        [none] 受信者のドメイン
       *[other] { " " }{ $domain }{ " " }
    }
-bounce-host = { $mx ->
        [none] メールサーバー
       *[other] { " " }{ $mx }{ " " }
    }

# At the beginning of a sentence or clause.
-bounce-first-domain = { $domain ->
        [none] 受信者のドメイン
       *[other] { $domain }{ " " }
    }
-bounce-first-host = { $mx ->
        [none] メールサーバー
       *[other] { $mx }{ " " }
    }

## MTA-STS

bounce-sts-mx = { -bounce-first-domain }の MTA-STS ポリシーに{ -bounce-host }が載っていません。送信側はそこに配送できません。
    .next = MX レコードとポリシーの { "mx" } の行を比べ、足りないものを追加してください。続けて、STS レコードの { "id" } を新しい値にしてください。すでに一致している場合は、送信側が古いポリシーを保持しています。
bounce-sts-host = { -bounce-first-host }は{ -bounce-domain }の MTA-STS ポリシーを満たしていません。
    .next = MX レコードとポリシーの { "mx" } の行を比べてください。続けて、ホストの証明書を確認してください。
bounce-sts-own-relay = 送信側は、自分の中継サーバー{ -bounce-host }を{ -bounce-domain }の MTA-STS ポリシーと照合しました。このサーバーはドメインの MX ホストではないため、受信側に問題はありません。
    .next = スマートホストには受信者のポリシーを適用しないでください。スマートホストは、そのホスト自身のドメインのポリシーで確認します（RFC 8461 §3.4）。
bounce-sts-certificate = { -bounce-first-host }は MTA-STS ポリシーに載っていますが、送信側が証明書を拒否しました。{ $reason ->
        [SubjectMismatch] 証明書の名前がホストと一致していません。
        [CertificateExpired] 証明書の有効期限が切れています。
        [UntrustedRoot] 証明書の発行元を送信側が信頼していません。
       *[other] 信頼されていないか、有効期限が切れているか、名前がホストと一致していません。
    }
    .next = すべての MX ホストのすべてのアドレスで、証明書の名前、チェーン、有効期限を確認してください。
bounce-sts-starttls = { -bounce-first-domain }の MTA-STS ポリシーは TLS を必須としています。送信側は{ -bounce-host }と TLS で通信できませんでした。
    .next = すべての MX ホストのすべてのアドレスで、STARTTLS を確認してください。
bounce-sts-level = { -bounce-first-domain }の MTA-STS ポリシーは、有効な証明書による TLS を必須としています。{ $reason ->
        [PLAIN] { -bounce-first-host }は TLS に対応していませんでした。
        [TLS_INSECURE] { -bounce-first-host }の証明書は有効ではありません。
       *[other] { -bounce-first-host }はこれを満たしていませんでした。
    }
    .next = すべての MX ホストの STARTTLS と証明書を確認してください。
bounce-sts-policy = { -bounce-first-domain }には STS レコードがありますが、送信側はポリシーファイルを使えませんでした。
    .next = ポリシーファイルを HTTPS で確認してください。ポリシーホストの証明書、ステータス、内容が対象です。
bounce-sts-policy-required = { -bounce-first-domain }には STS レコードがありますが、送信側はポリシーファイルを使えませんでした。この送信側は、ポリシーファイルなしでは配送しません。
    .next = ポリシーファイルを HTTPS で確認してください。ポリシーホストの証明書、ステータス、内容が対象です。
bounce-sts-policy-host = { -bounce-first-domain }のポリシーホストは 443 番ポートで応答していません。MTA-STS は使われておらず、メールは配送されます。古いポリシーを保持している送信側は、それに従い続けます。
    .next = ポリシーホストの Web サーバーを起動するか、ファイアウォールで 443 番ポートを開けてください。
bounce-sts-renewal = 送信側は{ -bounce-domain }のポリシーを保持していますが、更新できなくなっています。
    .next = STS レコードとポリシーファイルを確認してください。どちらかがないか、無効になっています。
bounce-sts-active = 送信側はこれから{ -bounce-domain }の MTA-STS ポリシーを適用します。この行だけでは失敗を意味しません。
    .next = 続く行を確認してください。失敗が記録されている場合は、MX ホストと証明書を調べてください。
bounce-policy-weaker = { -bounce-first-domain }には以前、MTA-STS または DANE によるより厳しい TLS のポリシーがありました。
    .next = 意図した変更でない場合は、STS レコード、ポリシーファイル、TLSA レコードを確認してください。
bounce-policy-undecided = 送信側は、{ -bounce-first-domain }が DANE や MTA-STS を使っているかどうかを調べられませんでした。メールは送信側で滞留します。
    .next = ドメインのネームサーバーが応答するか確認してください。応答する場合は、送信側が自分のリゾルバーを確認します。
bounce-generic-sts = MTA-STS と失敗について書かれていますが、この書式は登録されていません。
    .next = ドメイン全体をチェックし、結果と本文を照らし合わせてください。

## DANE

bounce-dane-starttls = { -bounce-first-host }には TLSA レコードがありますが、送信側は TLS で通信できませんでした。
    .next = ホストのすべてのアドレスで STARTTLS を確認してください。直すか、TLSA レコードを取り下げてください。
bounce-dane-expired = { -bounce-first-host }の証明書の有効期限が切れています。DANE が使われており、この送信側は有効期限を確認します。
    .next = 証明書を更新してください。新しい証明書を使い始める前に、新しい TLSA レコードを公開してください。
bounce-dane-match = { -bounce-first-host }の証明書が TLSA レコードと一致していません。
    .next = TLSA レコードと証明書を比べてください。証明書の更新後に、古いレコードが残っていることがよくあります。
bounce-dane-or-local-match = { -bounce-first-host }の証明書は、TLSA レコードにも、送信側で設定されたフィンガープリントにも一致していません。
    .next = TLSA レコードと証明書を比べてください。
bounce-dane-dnssec = 送信側は、{ -bounce-first-domain }またはそのメールサーバーの DNSSEC 応答を検証できませんでした。
    .next = ドメインとメールサーバーの DNSSEC を確認してください。ネームサーバーは、レコードがなくても TLSA の問い合わせに応答する必要があります。
bounce-dane-bogus = 送信側は DNSSEC 応答を検証できませんでした。送信側のリゾルバーが原因だった例が知られています。
    .next = ドメインの DNSSEC を確認してください。正しい場合は、送信側がリゾルバーを直します。
bounce-dane-unsigned = 送信側は{ -bounce-domain }に DANE でのみ配送しますが、DNS の応答に署名がありません。
    .next = ドメインの DNSSEC を確認してください。正しい場合は、送信側のリゾルバーが検証していません。
bounce-dane-unsigned-record = { -bounce-first-host }には TLSA レコードがありますが、ゾーンに署名がないため、DANE では使えません。
    .next = メールサーバーのゾーンに DNSSEC で署名するか、TLSA レコードを取り下げてください。
bounce-dane-name = DANE が使われていますが、メールサーバーの証明書の名前がホストと一致していません。
    .next = MX ホストの名前を含む証明書を設定し、TLSA レコードと比べてください。
bounce-dane-missing = 送信側は DANE でのみ配送しますが、{ -bounce-first-host }には使える TLSA レコードがありません。
    .next = レコードが削除されたか、ホスト名が変わったかを確認してください。DANE を使ったことがない場合は、送信側が設定を直します。
bounce-dane-unusable = メールサーバーには TLSA レコードがありますが、送信側が使えるものがありません。
    .next = Usage 3、Selector 1、Matching Type 1 のレコード、または 2 1 1 のレコードを公開してください。
bounce-dane-unusable-sent = 送信側は{ -bounce-host }の TLSA レコードをどれも使えません。メールは TLS で送られますが、証明書は確認されません。
    .next = Usage 3、Selector 1、Matching Type 1 のレコード、または 2 1 1 のレコードを公開してください。
bounce-dane-lookup = 送信側が TLSA レコードを調べられませんでした。DANE では、この場合は配送できません。
    .next = メールサーバーのゾーンの各ネームサーバーに TLSA レコードを問い合わせてください。レコードがなくても応答する必要があります。
bounce-dane-lookup-exim = { $reason ->
        [FAIL] 送信側は DANE でのみ配送しますが、TLSA レコードがありません。
       *[other] 送信側が TLSA レコードを調べられませんでした。DANE では、この場合は配送できません。
    }
    .next = メールサーバーのゾーンの各ネームサーバーに TLSA レコードを問い合わせ、DNSSEC を確認してください。
bounce-generic-dane = DANE と失敗について書かれていますが、この書式は登録されていません。
    .next = ドメインの TLSA レコードと DNSSEC をチェックし、結果と本文を照らし合わせてください。

## 何らかのポリシーが TLS を必須としている場合

bounce-policy-certificate = 送信側は有効な証明書を必須としており、{ -bounce-first-host }の証明書を拒否しました。
    .next = 証明書、MTA-STS ポリシー、TLSA レコードを確認してください。理由は、送信側のログの 1 つ前の行にあります。
bounce-policy-name = 送信側は有効な証明書を必須としており、{ -bounce-first-host }の証明書を拒否しました。ログによるとチェーンは信頼されているため、原因は名前の不一致です。
    .next = 証明書の名前を、MX ホストとポリシーに照らし合わせてください。
bounce-policy-issuer = 送信側は有効な証明書を必須としています。{ -bounce-first-host }の証明書の発行元を、送信側は信頼していません。
    .next = サーバーが中間証明書を送っているか確認してください。TLSA レコードがある場合は、それとも比べてください。
bounce-policy-starttls = 送信側は TLS を必須としていますが、{ -bounce-first-host }は STARTTLS に対応していません。
    .next = そのアドレスで STARTTLS を確認してください。EHLO の応答を書き換えるファイアウォールが、よくある原因です。
bounce-policy-starttls-refused = 送信側は TLS を必須としていますが、{ -bounce-first-host }は STARTTLS を拒否しました。
    .next = メールサーバーのログを確認してください。証明書や鍵を読み込めないことがよくあります。
bounce-policy-handshake = 送信側は TLS を必須としていますが、{ -bounce-first-host }との TLS ハンドシェイク、または証明書の確認に失敗しました。
    .next = ホストの証明書、TLS のバージョン、TLSA レコードを確認してください。
bounce-tlsrpt-line = 送信側は、{ -bounce-first-domain }への TLS レポートのために、{ -bounce-first-host }での TLS の失敗を記録しました：{ $reason }。
    .next = ドメインの証明書、ポリシー、TLSA レコードを確認してください。
bounce-receiver-left = 送信側は TLS を開始しましたが、メールを渡さずに切断しました。証明書を拒否した可能性があります。監視による接続も同じように見えます。
    .next = このサーバーの証明書と TLSA レコードを確認してください。同じクライアントが繰り返し来ていないかも確認してください。

## 証明書

bounce-certificate-issuer = { -bounce-first-host }の証明書は、送信側が信頼する認証局につながっていません。
    .next = サーバーが中間証明書を送っているか確認してください。1 つの送信側だけで起きる場合は、送信側が認証局の一覧を更新します。
bounce-certificate-self-signed = { -bounce-first-host }の証明書は自己署名です。MTA-STS では使えません。DANE では使える場合があります。
    .next = MX ホスト用に、公的な認証局の証明書を設定してください。
bounce-certificate-date = { -bounce-first-host }の証明書は有効期間の外です。
    .next = 証明書を更新し、メールサーバーに読み込ませてください。古い証明書を使い続けていることがあります。
bounce-certificate-name = 証明書に{ -bounce-host }の名前がありません。
    .next = MX ホストの名前を含む証明書を設定してください。
bounce-certificate-other = 送信側は{ -bounce-host }の証明書を検証できませんでした。
    .next = 証明書の名前、チェーン、有効期限を確認してください。
bounce-session-reuse = 送信側は、証明書を検証できなかった TLS セッションを再利用しています。
    .next = ログで、同じホストについての以前の行を探してください。理由はそこにあります。

## 送信側または受信側の設定

bounce-connector-starttls = 送信側の組織のコネクタまたはルールが TLS を必須としていますが、{ -bounce-first-host }は対応していませんでした。MTA-STS ではありません。
    .next = 送信側は、どのコネクタが適用されたかを確認してください。受信側は、Microsoft からの接続も含めて、すべての MX アドレスの STARTTLS を確認してください。
bounce-connector-certificate = 送信側の組織のコネクタが特定の証明書を必須としており、提示された証明書を拒否しました。MTA-STS ではありません。
    .next = 証明書を、コネクタが求める名前や認証局と比べてください。名前、チェーン、有効期限も確認してください。
bounce-google-certificate = Gmail が、接続先のサーバーの証明書を拒否しました。MTA-STS ポリシーとローカルの設定のどちらが理由かは、Google の文面からは分かりません。
    .next = すべての MX アドレスの証明書を確認してください。Gmail は自己署名の証明書にもこの文面を使います。
bounce-google-send-as = Gmail は、利用者が登録したサーバーを使って送信しています。そこでは TLS が必須ですが、サーバーが対応していません。MTA-STS ではありません。
    .next = アカウント設定にあるサーバーの STARTTLS とポートを確認してください。
bounce-receiver-tls = 受信側サーバーはこのメールを TLS でのみ受け取りますが、送信側が TLS を使いませんでした。MTA-STS ではありません。
    .next = 送信メールの STARTTLS を有効にしてください。
bounce-receiver-bulk = Gmail は一斉送信のメールを TLS でのみ受け取りますが、送信側が TLS を使いませんでした。MTA-STS ではありません。
    .next = 送信メールの STARTTLS を有効にしてください。
bounce-receiver-version = 受信側サーバーは、送信側が使ったものより新しい TLS のバージョンを必須としています。MTA-STS ではありません。
    .next = 送信メールで TLS 1.2 以降を有効にしてください。
bounce-receiver-certificate = 受信側のルールがクライアント証明書を必須としていますが、送信側が提示しませんでした。MTA-STS ではありません。
    .next = 受信側のルールと送信側の証明書を比べてください。
bounce-local-starttls = 送信側の設定が TLS を必須としていますが、{ -bounce-first-host }は対応していませんでした。
    .next = すべての MX ホストのすべてのアドレスで、STARTTLS を確認してください。
bounce-local-security = 送信側の設定が求めるものを、{ -bounce-first-host }は満たしていませんでした。
    .next = ホストの STARTTLS と証明書を確認してください。送信側は自分の設定を確認します。
bounce-local-minimum = TLS または MX レコードについて、送信側自身が定めた最低条件を満たしていませんでした。
    .next = 送信側サーバーのローカルポリシーを確認してください。
bounce-local-level = このドメインは以前、より安全な TLS に対応していました。この送信側は、それより下げて配送しません。MTA-STS ではありません。
    .next = STARTTLS と証明書を確認してください。送信側は、保存した水準をリセットできます。
bounce-requiretls = メール自体が、経路全体での TLS を求めていました（REQUIRETLS、RFC 8689）。MTA-STS や DANE の失敗ではありません。
    .next = REQUIRETLS なしで送信するか、拒否を受け入れてください。対応しているサーバーはわずかです。
bounce-requiretls-sender = メールが REQUIRETLS を求めていましたが、送信側自身の TLS の水準が足りません。
    .next = そのドメインの TLS の水準を上げるか、REQUIRETLS なしで送信してください。

## STARTTLS とハンドシェイク

bounce-handshake = { -bounce-first-host }との TLS ハンドシェイクに失敗しました。
    .next = すべての MX アドレスが TLS 1.2 以降に対応しているか確認してください。
bounce-starttls-refused = { -bounce-first-host }が STARTTLS にエラーを返したか、接続が切れました。
    .next = ホストのすべてのアドレスで STARTTLS を確認してください。
bounce-starttls-missing = 送信側は、EHLO の応答に STARTTLS を見つけられませんでした。
    .next = ホストの EHLO の応答を 1 行ずつ確認してください。STARTTLS は最初の行にあってはなりません。
bounce-library = 送信側の TLS ライブラリのエラーです。前後の行に関係しています。
    .next = 同じプロセスの前後の行と合わせて確認してください。
bounce-receiver-handshake = 受信側サーバーで TLS ハンドシェイクに失敗しました。クライアントが証明書を拒否した可能性があります。
    .next = 受信側サーバーの TLS のバージョンと証明書を確認してください。
bounce-plain-fallback = TLS に失敗し、メールは暗号化されずに送られました。MTA-STS に従う送信側であれば、配送しなかったはずです。
    .next = ホストの STARTTLS と TLS のバージョンを確認してください。
bounce-connection = { $reason ->
        [Verified] 失敗ではありません。送信側は、証明書の名前とチェーンをポリシーに照らして確認しました。
        [Trusted] 失敗ではありません。チェーンは信頼されています。名前の一致は必須とされていませんでした。
        [Anonymous] 失敗ではありません。サーバーは証明書を提示せず、送信側も必須としていませんでした。
       *[other] 失敗ではありません。チェーンは信頼されていませんが、必須とされていませんでした。
    }
    .next = 有効なポリシーがある場合、それに従う送信側は { "Verified" } と記録します。
bounce-connection-sendmail = これだけでは失敗ではありません。ルールで禁止されていなければ、Sendmail は { "verify" } = { $reason } のまま続けます。
    .next = 証明書を確認してください。有効な証明書を必須とする送信側も、同じ判定になります。

## 送信システム

bounce-sender-policy = 送信側サーバー自身の TLS の設定に誤りがあるか、ポリシーの照会に失敗しました。{ -bounce-first-domain }に問題はありません。
    .next = ポリシーサービスが動いているか確認してください。この Postfix のバージョンが、応答の属性に対応しているかも確認してください。
bounce-sender-attribute = ポリシーサービスが、この Postfix の知らない属性を返しています。{ -bounce-first-domain }に問題はありません。
    .next = Postfix を更新するか、ポリシーサービスでその属性をオフにしてください。
bounce-sender-resolver = 送信側サーバーのポリシーサービスが応答しませんでした。この文面で見るかぎり、{ -bounce-first-domain }に問題はありません。
    .next = ポリシーサービスが動いているか確認してください。動いている場合は、このドメインについて照会してみてください。
bounce-sender-tls = 送信側サーバーが、自分の TLS クライアントを使えませんでした。{ -bounce-first-domain }に問題はありません。
    .next = 証明書、鍵、TLS ライブラリについての以前の警告を、ログで探してください。
bounce-sender-certificate = 送信側サーバーが、自分の証明書を使えません。{ -bounce-first-domain }に問題はありません。
    .next = 送信コネクタに有効な証明書を割り当て、鍵を読む権限を与えてください。

## DNS とネットワーク

bounce-dns-failed = 送信側は DNS の応答を得られませんでした。DNSSEC 署名が壊れている場合も、同じように見えます。
    .next = ドメインの MX、A、AAAA、TLSA を、DNSSEC の検証ありとなしの両方で照会してください。
bounce-port-refused = { -bounce-first-host }の 25 番ポートへの接続が拒否されました。TLS には至っていません。
    .next = そのアドレスの 25 番ポート、ファイアウォール、ブロックリストを確認してください。
bounce-port-timeout = { -bounce-first-host }は送信側の接続に応答しませんでした。TLS には至っていません。
    .next = そのアドレスの 25 番ポート、ファイアウォール、経路を確認してください。
bounce-connection-closed = { -bounce-first-host }が途中で接続を閉じました。ハンドシェイクの拒否は、考えられる原因の 1 つです。
    .next = その時刻の受信側サーバーのログを調べ、STARTTLS を確認してください。

## TLS レポート

bounce-report-returned = { -bounce-first-domain }についての TLS レポートが送信側に戻りました。{ $recipient ->
        [none] TLSRPT レコードに書かれた送り先がメールを受け取りません。
       *[other] 送り先 { $recipient } がメールを受け取りません。
    }
    .next = このメールボックスを作るか、TLSRPT レコードに別の送り先を書いてください。それまで、レポートは届きません。

## 確かさ

bounce-sure-possible = これは考えられる読み方の 1 つで、ほかの可能性もあります。
bounce-sure-three = どのポリシーが理由かは、文面からは分かりません。MTA-STS、DANE、送信側のルールのいずれかです。
bounce-sure-two = どのポリシーが理由かは、文面からは分かりません。MTA-STS と DANE のどちらかです。
bounce-sure-earlier = どのポリシーが理由かは、文面からは分かりません。MTA-STS、DANE、このホストとの以前の TLS のいずれかです。
bounce-sure-dane-local = 理由は DANE か送信側のルールです。
bounce-sure-sts-local = 理由は送信側のルールか MTA-STS です。
bounce-sure-demanded = メールが拒否されるのは、送信側が有効な証明書を必須としている場合だけです。
bounce-sure-practice = この読み方は経験によるもので、文書で確認したものではありません。

## 対応する側に送るメッセージ

bounce-letter = { $act ->
        [sender] { -bounce-first-domain }へのメールの送信で、貴社のメールサーバーが自身の問題を記録しています
       *[other] { -bounce-first-domain }へのメールの配送で、送信側サーバーが問題を記録しています
    }{ $code ->
        [none] { "。" }
       *[other] （{ $code }）。
    }

## コマンドライン

bounce-text-mta = 書いたプログラム
bounce-text-kind = 失敗したもの
bounce-text-act = 対応する側
bounce-text-domain = ドメイン
bounce-text-mx = MX ホスト
bounce-text-ip = アドレス
bounce-text-code = ステータスコード
bounce-text-reason = 示された理由
bounce-text-checks = 確認するもの
bounce-text-next = 対処
bounce-text-letter = 送るメッセージ
bounce-text-count = 同じ文面が { $count } 回あります。
bounce-text-command = 今のドメインをチェックするには：
bounce-kind = { $kind ->
        [mta-sts] MTA-STS
        [dane] DANE
        [tls-policy] ポリシーが必須とする TLS
        [certificate] 証明書
        [local-policy] 送信側または受信側のルール
        [requiretls] REQUIRETLS
        [plain-tls] STARTTLS または TLS ハンドシェイク
        [sender-setup] 送信システム
        [dns] DNS
        [network] 接続
        [tls-report] TLS レポートの配送
       *[information] なし
    }
bounce-act = { $act ->
        [recipient] 受信側
        [sender] 送信側
        [either] どちらか（文面からは分かりません）
       *[nobody] なし
    }
bounce-check = { $check ->
        [record] STS レコード
        [record-id] STS レコードの { "id" }
        [policy] ポリシーファイル
        [mx] MX レコードとポリシーの対応
        [certificate] MX ホストの証明書
        [starttls] MX ホストの STARTTLS
        [tls-version] MX ホストの TLS のバージョン
        [tlsa] TLSA レコード
        [dnssec] DNSSEC
        [tlsrpt-record] TLSRPT レコード
       *[port25] MX ホストのポート 25
    }
bounce-none = TLS についてのエラーメールやログの行として登録されていない文面です。この文面からは何も判断しません。
bounce-looks = { $looks ->
        [policy] エラーメールではなく、ポリシーファイルです。{ "mta-sts lint policy" } を使ってください。
        [record] エラーメールではなく、TXT レコードです。{ "mta-sts lint record" } または { "mta-sts lint tlsrpt" } を使ってください。
        [tls-report] エラーメールではなく、TLS レポートです。{ "mta-sts report" } を使ってください。
       *[dmarc-report] DMARC レポートです。TLS については何も書かれていません。
    }
bounce-code = { $meaning ->
        [address] 受信者のアドレスについて
        [mailbox] メールボックスについて（容量超過や無効など）
        [system] メールシステムについて
        [network] ネットワークまたは経路について
        [protocol] プロトコルについて
        [content] メールの内容について
        [refused] ルールによる拒否（多くは迷惑メール対策）
        [authentication] SPF、DKIM、DMARC、逆引きについて（TLS ではありません）
       *[security] セキュリティ上の理由（コードだけでは特定できません）
    }
bounce-truncated = 長すぎるため、一部だけを読みました。
