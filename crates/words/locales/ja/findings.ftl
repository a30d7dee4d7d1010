### ルールごとの言葉。値は 1 行の見出し、.why は影響の説明だけでは足りない理由、.fix は対処。
### どの文でも $domain と $mode(enforce、testing、none、unknown)を使えます。

-id-rule = { "id" } は 1〜32 文字の英数字で、区切り記号は使えません。
-new-id = 日時など、これまでに使っていない値であれば何でもかまいません。
-retype = ここに示すレコードに置き換えてください。
-cloudflare-proxy = Cloudflare の DNS では、そのレコードのプロキシをオフにしてください。
-own-mx-line = MX ホストは 1 台ごとに { "mx" } の行を分け、ホスト名だけを書いてください。

## ドメインとネームサーバー

domain-invalid = { $typed } はドメイン名ではありません
    .why = { $reason ->
        [empty] ドメイン名が含まれていません。
        [ip-address] IP アドレスです。MTA-STS はドメイン名にだけ使えます。
        [empty-label] ドットが連続しているか、先頭にあります。
        [label-too-long] ドットで区切られた部分が 63 文字を超えています。
        [too-long] 名前が 253 文字を超えています。
        [character] 英数字とハイフン以外の文字が含まれています。
        [hyphen] ハイフンで始まる、または終わる部分があります。
        [not-idna] DNS で表記できない文字が含まれています。
       *[other] この名前は DNS で照会できません。
    }
    .fix = メールアドレスの @ より後ろの部分を入力してください。
domain-extracted = { $typed } から { $domain } を取り出して調べました
    .why = MTA-STS のポリシーは、メールアドレスの @ より後ろのドメインに適用されます。
    .fix = 調べたいドメインが { $domain } で合っているか確認してください。
domain-idn-converted = { $unicode } は DNS では { $domain } と表記されます
    .why = DNS、証明書、ポリシーファイルでは、この表記だけが使われます。
    .fix = DNS でもポリシーファイルでも、ドメインは { $domain } と書いてください。
domain-nxdomain = { $domain } は DNS に存在しません
    .why = 送信側はドメインを見つけられず、メールをすぐに差出人に戻します。
    .fix = つづりと、ドメインの登録期限が切れていないかを確認してください。
dns-servfail = ネームサーバーが { $names } の問い合わせに正しく応答していません
    .why = { $fails ->
        [mail] 送信側は配送先のメールサーバーを調べられないため、メールは送信側で滞留します。
        [both] 送信側は一時的な障害とみなし、新しいポリシーは取得せず、保持しているポリシーを使い続けます。配送先のメールサーバーも調べられないため、メールは送信側で滞留します。
       *[policy] 送信側は一時的な障害とみなし、新しいポリシーは取得せず、保持しているポリシーを使い続けます。
    }
    .fix = ドメインの各ネームサーバーに { $names } を問い合わせ、エラーを返すネームサーバーを修正してください。
dns-dnssec-bogus = { $names } の DNSSEC 署名を検証できません
    .why = { $fails ->
        [mail] DNSSEC を検証する送信側は配送先のメールサーバーを調べられないため、メールは送信側で滞留します。
        [both] DNSSEC を検証する送信側は新しいポリシーを取得できず、保持しているポリシーを使い続けます。配送先のメールサーバーも調べられないため、メールは送信側で滞留します。
       *[policy] DNSSEC を検証する送信側は新しいポリシーを取得できず、保持しているポリシーを使い続けます。
    }
    .fix = ゾーンに署名し直すか、レジストラーに登録した DS レコードを現在の鍵に合わせてください。
dns-authority-unreachable = { $names } を管理するネームサーバーに接続できません
    .why = { $fails ->
        [mail] 送信側は配送先のメールサーバーを調べられないため、メールは送信側で滞留します。
        [both] 送信側は新しいポリシーを取得できず、保持しているポリシーを使い続けます。配送先のメールサーバーも調べられないため、メールは送信側で滞留します。
       *[policy] 送信側は新しいポリシーを取得できず、保持しているポリシーを使い続けます。
    }
    .fix = 登録されているネームサーバーが稼働し、外部から接続できることを確認してください。
dns-filtered-answer = 使用した DNS リゾルバーが { $names } をブロックしています
    .why = ブロックはこのリゾルバーの方針によるものです。メールサーバーは通常、別のリゾルバーを使います。
    .fix = 別のリゾルバーでもう一度確認してください。
dns-resolvers-disagree = { $names } に対する DNS リゾルバーの応答が一致しません
    .why = { $resolver } の応答は { $value }、{ $other } の応答は { $expected } です。最近の変更が行き渡る途中か、ドメインのネームサーバー間で内容がずれています。送信側がどちらの応答を得るかは、そのときどきで変わります。
    .fix = 古い応答がキャッシュに残っていることがあるため、最長 { $ttl }待ってから、もう一度チェックしてください。それでも違いが残る場合は、ドメインのすべてのネームサーバーのゾーンを比べてください。
doh-resolver-unreachable = DNS リゾルバー { $resolver } に接続できませんでした
    .why = 代わりに { $other } が応答しました。ドメイン側の問題を示すものではありません。
    .fix = 別のリゾルバーを選ぶか、ネットワークのフィルターやブラウザーの拡張機能で、このリゾルバーへの接続を許可してください。
dnssec-authenticated = { $domain } の DNS 応答は DNSSEC で保護されています

## STS レコード

record-ok = STS レコードは正しく、{ "id" } は { $id } です
record-missing = { $name } に STS レコードがありません
    .why = { $mode ->
        [testing] MTA-STS は使われていません。メールは通常どおり届きます。
        [none] MTA-STS は使われていません。メールは通常どおり届きます。
       *[other] MTA-STS は使われていません。送信側は可能なら暗号化しますが、相手が本物かどうかは確認しません。以前のポリシーを保持している送信側は、期限が切れるまでそれに従います。
    }
    .fix = 先にポリシーファイルを公開し、続けてこのレコードを追加してください。
record-missing-policy-present = ポリシーファイルは公開されていますが、それを知らせる STS レコードが { $name } にありません
    .why = 送信側はまずレコードを調べます。レコードがなければ、{ $url } を取得しません。
    .fix = { $operator ->
        [none] レコードを追加してください。
       *[other] レコードも、ここに示す CNAME レコードで { $operator } に委任してください。{ -cloudflare-proxy }
    }
record-at-wrong-name = STS レコードが { $name } ではなく { $found } にあります
    .why = 送信側が問い合わせる名前は { $name } だけです。
    .fix = レコードを { $name } に移してください。名前の先頭はアンダースコア、途中はハイフンです。
record-name-doubled = STS レコードが、ドメイン名が二重に付いた { $found } にあります
    .why = DNS の管理画面がドメイン名をもう一度付け足しています。送信側が問い合わせる名前は { $name } です。
    .fix = 管理画面ではホスト名に { "_mta-sts" } だけを入力するか、完全な名前の末尾にドットを付けてください。
record-multiple = { $name } に STS レコードが { $count } 件あり、「なし」として扱われます
    .why = 送信側がレコードを使うのは、1 件だけの場合です。
    .fix = 今あるレコード（{ $found }）をすべて削除し、代わりに次の 1 件だけを公開してください。{ "id" } が新しくなるので、送信側はポリシーを取得し直します。
record-other-txt-present = { $name } に、MTA-STS と無関係な TXT レコードが { $count } 件あります
    .why = 送信側は { "v=STSv1;" } で始まらないレコードを読み飛ばします。
    .fix = ほかに用途がなければ、都合のよいときに削除してください。
record-wildcard-txt = { $name } に応答しているのはワイルドカードのレコードで、STS レコードはありません
    .why = ゾーンがどの名前にも同じ TXT（多くは SPF）を返しています。
    .fix = STS レコードを完全な名前で追加してください。ワイルドカードより優先されます。
record-unrelated-txt = { $name } の TXT レコードは MTA-STS とは関係のないものです：{ $value }
    .why = 送信側はこのレコードを読み飛ばし、{ "v=STSv1;" } で始まるレコードを探します。
    .fix = この名前に必要なレコードでなければ、削除してください。
record-not-sts = { $name } の TXT レコードは STS レコードではありません：{ $value }
    .why = 送信側は { "v=STSv1;" } で始まるレコードを探します。
    .fix = { -retype }
record-version-wrong = レコードの先頭が { "v=STSv1" } ではなく { $value } です
    .why = MTA-STS のバージョンは 1 つだけで、ほかのバージョンのレコードは読み飛ばされます。
    .fix = { -retype }
record-version-case = レコードの先頭が { $value } です。大文字と小文字も { "v=STSv1" } のとおりに書く必要があります
    .why = 送信側はバージョンを 1 文字ずつ比べます。
    .fix = { -retype }
record-version-not-first = { "v=STSv1" } がレコードの先頭にありません：{ $value }
    .why = 送信側はレコードの先頭だけを見るため、別の用途のレコードとみなします。
    .fix = { "v=STSv1" } を先頭に移してください。
record-leading-junk = { "v=STSv1" } の前に、目に見えない文字があります：{ $value }
    .why = 先頭に空白や見えない文字があるだけで、送信側はレコードを読み飛ばします。
    .fix = 先頭に空白を入れずに、値を入力し直してください。
record-quoted = 引用符がレコードの値に含まれています：{ $text }
    .why = 多くの DNS 管理画面は引用符を自動で付けます。入力した引用符は値の一部になり、レコードが { "v=STSv1" } で始まらなくなります。
    .fix = 引用符を付けずに値を入力してください。
record-escaped-semicolon = レコードのセミコロンの前にバックスラッシュがあります：{ $text }
    .why = ゾーンファイルでは必要ですが、多くの DNS 管理画面では不要です。ここでは値の一部になっています。
    .fix = バックスラッシュを付けずに値を入力してください。
record-semicolon-missing = { "v=STSv1" } の後ろのセミコロンがありません：{ $text }
    .why = 送信側は、セミコロンも含めて { "v=STSv1;" } で始まるレコードを探します。
    .fix = { -retype }
record-space-before-semicolon = { "v=STSv1" } とセミコロンの間に空白があります：{ $text }
    .why = ここは規格に矛盾があり、文法は空白を認めていますが、本文は認めていません。
    .fix = 空白を削除してください。
record-id-missing = レコードに { "id" } がありません：{ $text }
    .why = 送信側は { "id" } で変更に気付きます。{ "id" } のないレコードは無効です。
    .fix = { "id" } を追加してください。{ -new-id }
record-id-empty = レコードの { "id" } が空です：{ $text }
    .why = { -id-rule }
    .fix = { "id" } に値を書いてください。{ -new-id }
record-id-invalid-chars = { "id" } に英数字以外の文字があります：{ $value }
    .why = { -id-rule }
    .fix = 日時を、ハイフン、コロン、ドットなしで書いてください。
record-id-too-long = { "id" } が { $count } 文字あります（上限は 32 文字）：{ $value }
    .why = { -id-rule }
    .fix = 日時など、短い { "id" } にしてください。
record-id-case = フィールド名が { $value } です。小文字の { "id" } でなければなりません
    .why = フィールド名が違うと、送信側は { "id" } を見つけられません。{ "id" } のないレコードは無効です。
    .fix = { "id" } を小文字で書いてください。
record-id-duplicate = レコードに 2 つ目の { "id" } があります：{ $value }
    .why = 有効なのは最初の 1 つです。別の { "id" } を読む送信側は、変更に気付かなかったり、必要以上に取得したりします。
    .fix = { "id" } を 1 つだけ残してください。
record-id-delimiter-wrong = { "id" } が「{ "名前=値" }」の形になっていません：{ $value }
    .why = { "id" } と値の間は等号で、前後に空白は入れません。
    .fix = { -retype }
record-field-syntax = レコードの一部が「{ "名前=値" }」の形になっていません：{ $value }
    .why = 文法を確認する送信側は、レコード全体を破棄します。空でもよいのは末尾の部分だけです。
    .fix = この部分を削除してください。
record-policy-fields-in-txt = { $names } は STS レコードではなくポリシーファイルに書くものです
    .why = レコードに書いても、送信側は無視します。レコードに入れるのはバージョンと { "id" } だけです。
    .fix = レコードには { "v" } と { "id" } だけを残し、ほかはポリシーファイルに書かれていることを確認してください。
record-unknown-field = レコードに余分なフィールドがあります：{ $value }
    .why = 送信側は知らないフィールドを無視します。
    .fix = 用途が分からなければ削除してください。
record-trailing-space = レコードの末尾に空白があります：{ $text }
    .why = 文法では認められていません。
    .fix = 空白を削除するか、末尾をセミコロンにしてください。
record-non-ascii = レコードに、半角英数字・記号（ASCII）以外の文字があります：{ $value }
    .why = 全角のセミコロン、“ ” などの引用符、ノーブレークスペースなどは、文書からコピーしたときに紛れ込みます。
    .fix = 半角の英数字と記号だけで、レコードを入力し直してください。
record-multi-string = レコードは { $count } 個の文字列に分かれています
    .why = 送信側は、間に空白を入れずにつなぎます。つないだ結果は正しい内容です。
record-cname = { $name } は { $target } を指しています
    .why = { $operator ->
        [none] レコードは参照先の運用者が管理しています。これは認められた方法で、送信側がポリシーを取得し直す時期も運用者が決めます。
       *[other] レコードは { $operator } が管理しています。これは認められた方法で、送信側がポリシーを取得し直す時期も { $operator } が決めます。
    }
record-cname-dangling = { $name } の参照先 { $target } にレコードがありません
    .why = 運用者がレコードを削除したか、参照先のつづりが違っています。
    .fix = 運用者に正しい参照先を確認するか、CNAME を自分の TXT レコードに置き換えてください。
record-ttl-long = { $name } のレコードは最長 { $ttl }キャッシュされます
    .why = { $mode ->
        [enforce] 現在、メールに影響はありません。ポリシーを変更しても、送信側はその間、変更に気付かず、新しい MX ホストに配送しないことがあります。
       *[other] メールに影響はありません。ポリシーを変更しても、送信側はその間、変更に気付きません。
    }
    .fix = TTL を 1 時間に下げてください。
record-subdomain-not-inherited = { $parent } のポリシーは { $domain } には適用されません
    .why = { $mode ->
        [none] メールに影響はありません。ポリシーは 1 つのドメインだけに適用されます。
       *[other] ポリシーは 1 つのドメインだけに適用され、サブドメインには引き継がれません。{ $domain } 宛てのメールは MTA-STS なしで届きます。
    }
    .fix = { $domain } でメールを受け取る場合は、そのレコードとポリシーファイルも公開してください。

## ポリシーホスト

policy-host-ok = { $host } は正しく応答し、証明書も有効です
policy-host-nxdomain = { $host } は DNS に存在しません
    .why = { $operator ->
        [none] 送信側がポリシーを取得する先は、このホストだけです。
       *[other] レコードは { $operator } に委任されていますが、ポリシーホストがありません。送信側がポリシーを取得する先は、このホストだけです。
    }
    .fix = { $half ->
        [own] { $host } のアドレスレコードか CNAME を追加し、ポリシーファイルのある Web サーバーに向けてください。
        [cname] ポリシーホストも、ここに示す CNAME レコードで委任してください。{ -cloudflare-proxy }
        [file] { $operator } はほかのドメインのポリシーホストを提供していません。{ $host } に、{ $url } を中継する Web サーバー（または Worker）を用意してください。
       *[unknown] { $host } の参照先をレコードの運用者に確認し、その CNAME を追加してください。{ -cloudflare-proxy }
    }
policy-host-no-address = { $host } に IP アドレスがありません
    .why = { $operator ->
        [none] 名前はありますが接続先がないため、ポリシーを取得できません。
       *[other] レコードは { $operator } に委任されていますが、ポリシーホストの名前に接続先がないため、ポリシーを取得できません。
    }
    .fix = { $half ->
        [own] { $host } のアドレスレコードを追加してください。
        [cname] ポリシーホストも、ここに示す CNAME レコードで委任してください。{ -cloudflare-proxy }
        [file] { $operator } はほかのドメインのポリシーホストを提供していません。{ $host } に、{ $url } を中継する Web サーバー（または Worker）を用意してください。
       *[unknown] { $host } の参照先をレコードの運用者に確認し、その CNAME を追加してください。{ -cloudflare-proxy }
    }
policy-host-cname = { $host } は { $target } を指しています
    .why = { $operator ->
        [none] ポリシーは参照先の運用者が配布しています。証明書に { $host } が含まれていれば、問題ありません。
       *[other] ポリシーは { $operator } が配布しています。証明書に { $host } が含まれていれば、問題ありません。
    }
policy-host-cname-dangling = { $host } の参照先 { $target } が存在しません
    .why = ポリシーを取得できません。その名前を第三者が取得すると、{ $domain } のポリシーを配布されるおそれがあります。
    .fix = ホスティングを設定し直すか、CNAME を削除してください。
policy-host-private-address = { $others ->
        [reached] { $host } のアドレスに内部用の { $address } が含まれています
        [unseen] { $host } のアドレスに内部用の { $address } が含まれています
       *[none] { $host } のアドレスが内部用の { $address } です
    }
    .why = { $others ->
        [reached] インターネット上の送信側からこのアドレスには接続できません。ほかのアドレスでは Web サーバーに接続できました。{ $mode ->
            [testing] このアドレスを先に試す送信側では、ポリシーの取得が遅れるか失敗し、失敗するとレポートが届きません。メールは届きます。
            [none] このアドレスを先に試す送信側では、ポリシーの取得が遅れるか失敗し、失敗すると MTA-STS の無効化が伝わりません。メールは届きます。
           *[other] このアドレスを先に試す送信側では、ポリシーの取得が遅れるか失敗し、失敗すると MTA-STS なしで配送されます。
        }
        [unseen] インターネット上の送信側からこのアドレスには接続できません。このアドレスを先に試す送信側では、ポリシーの取得が遅れるか失敗します。
       *[none] インターネット上の送信側からは接続できません。送信側はポリシーを使えず、MTA-STS なしで配送します。以前のポリシーを保持している送信側は、期限が切れるまでそれに従います。
    }
    .fix = { $others ->
        [none] 外部向けの DNS に、Web サーバーの公開アドレスを登録してください。
       *[other] 外部向けの DNS からこのアドレスを削除し、公開アドレスだけにしてください。
    }
policy-host-ipv6-only = { $host } には IPv6 アドレスしかありません
    .why = IPv6 を使えない送信側は、ポリシーを取得できません。
    .fix = IPv4 アドレス（A レコード）を追加してください。
policy-host-ipv6-broken = { $host } は { $address } では応答せず、IPv4 では応答します
    .why = IPv6 を先に試す送信側は、取得が遅くなるか、失敗します。
    .fix = Web サーバーが IPv6 で待ち受けるようにするか、AAAA レコードを削除してください。
policy-host-address-silent = { $host } は { $addresses } では応答せず、別のアドレスでは応答します
    .why = 応答しないアドレスを先に試す送信側は、取得が遅くなるか、失敗します。
    .fix = そのアドレスでも Web サーバーが待ち受けるようにするか、DNS からアドレスを削除してください。
policy-host-connect-failed = { $host } の 443 番ポートに接続できません
    .why = { $addresses } のいずれにも接続できないため、ポリシーを取得できません。
    .fix = Web サーバーを起動し、ファイアウォールで 443 番ポートを開けてください。
policy-wrong-port = { $host } は別のポートでだけ応答しています：{ $ports }
    .why = 送信側が接続するのは 443 番ポートだけなので、ポリシーを取得できません。
    .fix = ポリシーファイルを HTTPS の 443 番ポートで公開し、ファイアウォールでこのポートを開けてください。
policy-wrong-path = ポリシーファイルが別の場所にあります：{ $found }
    .why = 送信側が取得する先は { $url } だけです。
    .fix = { $url } に移してください。
policy-wrong-host = ポリシーファイルが別のホストにあります：{ $found }
    .why = 送信側がポリシーを取得する先は { $host } だけです。
    .fix = { $host } を用意し、そこでファイルを公開してください。
policy-host-tls-handshake-failed = { $host } と TLS で接続できません：{ $detail }
    .why = 暗号化した接続ができないため、ポリシーを取得できません。
    .fix = { $host } の証明書が設定されているか、クライアント証明書を要求していないかを確認してください。
policy-host-tls-old = { $host } は古いバージョンの TLS しか使えません
    .why = 送信側は、ポリシーの取得に TLS 1.2 以降を必要とします。
    .fix = Web サーバーで TLS 1.2 と 1.3 を有効にしてください。
policy-host-tls-expired = { $host } の証明書は { $date }に期限が切れました
    .fix = 証明書を更新し、自動更新が働かなかった原因を確認してください。
policy-host-tls-not-yet-valid = { $host } の証明書が有効になるのは { $date }です
    .fix = 現在有効な証明書を設定するか、発行元に時計を直してもらってください。
policy-host-tls-expiring = { $days ->
        [0] { $host } の証明書は今日（{ $date }）で期限が切れます
        [1] { $host } の証明書は明日（{ $date }）で期限が切れます
       *[other] { $host } の証明書はあと { $days } 日（{ $date }）で期限が切れます
    }
    .why = { $mode ->
        [enforce] まだメールに影響はありません。期限が切れると送信側はポリシーを取得できなくなります。取得済みのポリシーは有効期間が終わるまで適用され、それ以外の送信側は MTA-STS なしで配送します。
       *[other] メールに影響はありません。期限が切れると、送信側はポリシーを取得できなくなります。
    }
    .fix = 今すぐ更新し、自動更新が働くことを確認してください。
policy-host-tls-name-mismatch = 証明書が { $host } ではなく { $names } のものです
    .why = 送信側がポリシーを受け取るのは、証明書にポリシーホストの名前が含まれている場合だけです。
    .fix = { $host } を名前（subject alternative name）に含む証明書を取得してください。
policy-host-tls-provider-cert = { $target } のホスティングサービスが、自社の証明書（{ $names }）を提示しています
    .why = 証明書には { $host } という名前が必要で、サービス側の名前では認められません。
    .fix = サービスに { $host } を独自ドメインとして登録し、証明書が発行されるまで待ってください。
policy-host-tls-wildcard-too-shallow = ワイルドカード証明書 { $names } は { $host } に使えません
    .why = ワイルドカードは名前の 1 階層分だけに対応しますが、この名前はそれより深い階層です。
    .fix = { $host } そのものの証明書を取得してください。
policy-host-tls-cn-only = 証明書では、{ $host } が古いコモンネーム（CN）にしか書かれていません
    .why = 送信側が見るのは、名前の一覧（subject alternative name）だけです。
    .fix = { $host } をこの一覧に入れて、証明書を再発行してもらってください。
policy-host-tls-self-signed = { $host } の証明書は自己署名です
    .why = 送信側が信頼するのは、公的な認証局の証明書だけです。
    .fix = 公的な認証局の証明書を使ってください。
policy-host-tls-untrusted-ca = { $host } の証明書の発行元 { $issuer } を、送信側は信頼していません
    .why = 送信側が信頼する認証局は、ブラウザーとほぼ同じです。社内の認証局は含まれません。
    .fix = 公的な認証局の証明書を使ってください。
policy-host-tls-chain-incomplete = { $host } が、{ $issuer } の中間証明書を送っていません
    .why = ブラウザーの多くは自分で取得しますが、メールサーバーは取得しません。
    .fix = 証明書だけでなく、中間証明書を含むチェーン全体を Web サーバーに設定してください。
policy-http-redirect = { $host } が、ポリシーファイルを返さずに { $target } へリダイレクトしています
    .why = リダイレクト（ステータス { $status }）に従うのはブラウザーだけで、送信側が従うことは禁じられています。{ $url } にはポリシーがないのと同じです。
    .fix = この URL で直接ファイルを返し、リダイレクトの対象から外してください。
policy-http-not-found = { $url } にファイルがありません
    .why = Web サーバーはステータス { $status } を返しています。
    .fix = この場所にファイルを置いてください。名前がドットで始まるフォルダーを出力しないサイト生成ツールもあります。
policy-http-auth-required = { $host } が、ポリシーファイルの配布にログインを求めています（ステータス { $status }）
    .why = 送信側は { $url } にログインできません。
    .fix = この URL だけはログインなしで公開してください。
policy-http-forbidden = { $host } がポリシーファイルの配布を拒んでいます（ステータス { $status }）
    .why = これは { $url } への応答です。
    .fix = この URL について、ファイルの権限、国別のブロック、ファイアウォールの設定を確認してください。
policy-http-waf-challenge = { $host } が、ポリシーファイルの代わりにボット対策のページを返しています
    .why = ボット対策は、人がブラウザーで見ていることを前提としています。送信側は { $url } の確認を通過できません（ステータス { $status }）。
    .fix = この URL を、ボット対策、ブラウザーの検査、アクセス回数の制限から除外してください。
policy-http-server-error = { $host } が、ポリシーファイルの代わりにサーバーエラーを返しています（ステータス { $status }）
    .why = これは { $url } への応答です。
    .fix = Web サーバーのエラーログを確認してください。
policy-http-rate-limited = { $host } がポリシーファイルへのアクセス回数を制限しています（ステータス { $status }）
    .why = これは { $url } への応答です。制限を超えた送信側は、ポリシーを取得できません。
    .fix = この URL をアクセス回数の制限から除外してください。
policy-http-status-not-200 = { $host } が 200 ではなくステータス { $status } を返しています
    .why = 送信側が { $url } のポリシーを受け取るのは、ステータスが 200 のときだけです。
    .fix = 通常の静的ファイルとして配布してください。
policy-http-timeout = { $host } からのポリシーファイルの取得に 1 分以上かかっています
    .why = 送信側はそれまでに { $url } の取得を打ち切ります。もっと早く打ち切る送信側も多くあります。
    .fix = プログラムの起動を待たない、静的なファイルとして配布してください。
policy-http-slow = { $host } からのポリシーファイルの取得に { $seconds } 秒かかっています
    .why = { $url } を 4 秒ほどしか待たない送信側もあります。
    .fix = 静的なホスティングで配布してください。
policy-http-blocks-user-agent = { $host } はブラウザーにだけポリシーを返し、それ以外にはステータス { $status } を返します
    .why = リクエストに含まれるプログラム名（ユーザーエージェント）で判断しています。メールサーバーはブラウザーではないため、多くが同じように拒否されます。
    .fix = { $url } に対するユーザーエージェントによる制限を解除してください。
policy-http-h2-only = { $host } は HTTP/2 だけに対応しています
    .why = { $url } を HTTP/1.1 だけで取得する送信側も多く、このチェックもその一つです。
    .fix = HTTP/2 に加えて HTTP/1.1 も有効にしてください。
policy-http-compressed = { $host } がポリシーファイルを圧縮して返しています（{ $value }）
    .why = { $url } へのリクエストでは圧縮を求めていません。展開しない送信側は、内容を読めません。
    .fix = このファイルの圧縮を無効にするか、圧縮を求めないクライアントには圧縮せずに返してください。
policy-http-too-large = ポリシーファイルが { $count } バイトを超えています
    .why = 送信側が { $url } を読むのは、64 KiB か、それより手前までです。
    .fix = ポリシーの行だけを配布してください。数百バイトあれば十分です。
policy-http-content-type-html = ポリシーファイルが Web ページ（{ $value }）として配布されています
    .why = 送信側は { "text/plain" } を想定しており、広く使われている送信側のいくつかはそれ以外を拒みます。
    .fix = { $url } に { "Content-Type: text/plain; charset=utf-8" } を付けて返すよう、Web サーバーを設定してください。
policy-http-content-type-other = ポリシーファイルの種類が { "text/plain" } ではなく { $value } です
    .why = 送信側は { "text/plain" } を想定しており、広く使われている送信側のいくつかはそれ以外を拒みます。
    .fix = { $url } に { "Content-Type: text/plain; charset=utf-8" } を付けて返すよう、Web サーバーを設定してください。
policy-http-content-type-missing = { $host } がポリシーファイルの種類を示していません
    .why = 送信側は { "text/plain" } を想定しており、広く使われている送信側のいくつかはそれ以外を拒みます。
    .fix = { $url } に { "Content-Type: text/plain; charset=utf-8" } を付けて返すよう、Web サーバーを設定してください。
policy-http-content-type-repeated = { $host } はポリシーファイルの種類を複数回送信しています：{ $value }
    .why = 応答の Content-Type は 1 つだけです。プログラムによって、どれかを選んだり、応答を拒否したりします。
    .fix = { "Content-Type: text/plain; charset=utf-8" } を 1 回だけ送るよう、Web サーバーを設定してください。nginx では { "add_header" } ではなく { "default_type" } を使います。
policy-http-charset-unusual = ポリシーファイルの文字コードの指定が特殊です：{ $value }
    .why = 送信側は ASCII か UTF-8 を想定しています。指定どおりに変換し、誤って読む送信側もあります。
    .fix = { $url } に { "Content-Type: text/plain; charset=utf-8" } を付けて返すよう、Web サーバーを設定してください。
policy-http-broken = { $host } の応答が、ポリシーファイルの途中で途切れています
    .why = TLS では接続できますが、{ $url } の HTTP の応答が最後まで届きません。
    .fix = Web サーバーと、その手前にある機器やサービスのエラーログを確認してください。
policy-host-hsts-irrelevant = { $host } は HSTS ヘッダーを返していますが、MTA-STS には関係ありません
    .why = HSTS はブラウザー向けの仕組みで、MTA-STS には良くも悪くも影響しません。
proxy-unavailable = { $domain } のポリシーを代わりに取得するサービスに接続できません
    .why = ブラウザーは自分でポリシーを取得できません。{ $domain } 側の問題を示すものではありません。
    .fix = 時間をおいて試すか、ポリシーファイルの内容を構文チェックに貼り付けてください。

## ポリシーファイル

policy-ok = { $domain } のポリシーファイルは正しい内容です
policy-empty = { $domain } のポリシーファイルが空です
    .why = 送信側が読み取れる内容がありません。
    .fix = ポリシーファイルを公開し、まず { "testing" } モードから始めてください。
policy-body-is-html = { $domain } のポリシーファイルの代わりに Web ページが返されています
    .why = 存在しない URL にもサイトのトップページを返す設定が、よくある原因です。
    .fix = この URL でテキストファイルを返すように、Web サーバーを設定してください。
policy-txt-record-in-file = ポリシーファイルに STS レコードの内容が書かれています：{ $value }
    .why = レコードはポリシーの存在を知らせるもの、ファイルはポリシーそのもので、内容は別です。
    .fix = ファイルの内容を置き換えてください。レコードは DNS に残します。
policy-other-format = { $format ->
        [json] { $domain } のポリシーファイルの内容は、ポリシーではなく JSON です
        [xml] { $domain } のポリシーファイルの内容は、ポリシーではなく XML です
        [yaml] { $domain } のポリシーファイルの内容は、ポリシーではなく YAML です
        [url] { $domain } のポリシーファイルの内容は、ポリシーではなくファイルのアドレスです
        [spf] { $domain } のポリシーファイルの内容は、ポリシーではなく SPF レコードです
        [dmarc] { $domain } のポリシーファイルの内容は、ポリシーではなく DMARC レコードです
        [tlsrpt] { $domain } のポリシーファイルの内容は、ポリシーではなく TLSRPT レコードです
        [dkim] { $domain } のポリシーファイルの内容は、ポリシーではなく DKIM の鍵です
        [bimi] { $domain } のポリシーファイルの内容は、ポリシーではなく BIMI レコードです
        [dns-tool] { $domain } のポリシーファイルの内容は、ポリシーではなく DNS ツールの出力です
        [toml] { $domain } のポリシーファイルの内容は、ポリシーではなく TOML か INI のファイルです
        [markdown] { $domain } のポリシーファイルの内容は、ポリシーではなく Markdown です
        [csv] { $domain } のポリシーファイルの内容は、ポリシーではなく CSV の表です
        [table] { $domain } のポリシーファイルの内容は、ポリシーではなく表、または項目名と値の一覧です
        [python] { $domain } のポリシーファイルの内容は、ポリシーではなく Python の辞書です
        [php] { $domain } のポリシーファイルの内容は、ポリシーではなく PHP の配列です
        [ruby] { $domain } のポリシーファイルの内容は、ポリシーではなく Ruby のハッシュです
        [elixir] { $domain } のポリシーファイルの内容は、ポリシーではなく Elixir のマップです
        [javascript] { $domain } のポリシーファイルの内容は、ポリシーではなく JavaScript のオブジェクトです
        [terraform] { $domain } のポリシーファイルの内容は、ポリシーではなく Terraform のコードです
        [nix] { $domain } のポリシーファイルの内容は、ポリシーではなく Nix のコードです
        [html-tags] { $domain } のポリシーファイルの内容は、ポリシーではなく HTML のタグを含むテキストです
        [look-alikes] { $domain } のポリシーファイルの内容は、ポリシーではなく、全角などの似た文字を使ったテキストです
        [template] { $domain } のポリシーファイルの内容は、ポリシーではなく、プレースホルダーが残ったひな形です
        [text] { $domain } のポリシーファイルの内容は、ポリシーの行を含まないテキストです
       *[zone] { $domain } のポリシーファイルの内容は、ポリシーではなくゾーンファイルです
    }
    .why = ポリシーは「{ "名前: 値" }」の形の行で書き、ホストごとに { "mx" } の行を 1 行書きます。
    .fix = ファイルの内容を置き換えてください。
policy-bom = { $domain } のポリシーファイルの先頭に、目に見えない印（BOM）があります
    .why = エディターが付けたもので、1 行目の一部になります。
    .fix = 「BOM なしの UTF-8」で保存してください。
policy-encoding-not-utf8 = { $domain } のポリシーファイルが UTF-8 で保存されていません
    .why = 送信側は行を読み取れません。
    .fix = ASCII または BOM なしの UTF-8 で保存してください。
policy-single-line = { $line } 行目に複数の設定が書かれています
    .why = 設定は 1 行に 1 つです。送信側はこの行を 1 つの設定とみなし、残りを読みません。
    .fix = 設定ごとに行を分けてください。
policy-newline-cr = { $domain } のポリシーファイルの改行が、古い Macintosh の形式（CR）です
    .why = ほとんどの送信側には、長い 1 行に見えます。
    .fix = 改行を LF または CRLF にして保存してください。
policy-newline-lf = { $domain } のポリシーファイルの改行は LF で、どの送信側でも読めます
policy-quoted = { $line } 行目に引用符があります：{ $value }
    .why = 引用符は値の一部とみなされます。
    .fix = 引用符を削除してください。
policy-trailing-semicolon = { $line } 行目の末尾にセミコロンまたはカンマがあります：{ $value }
    .why = セミコロンは STS レコードの区切りです。ポリシーファイルでは値の一部になります。
    .fix = 末尾の記号を削除してください。
policy-equals-instead-of-colon = { $line } 行目がコロンではなく等号で書かれています：{ $value }
    .why = STS レコードでは等号、ポリシーファイルではコロンを使います。
    .fix = コロンで書いてください。
policy-line-syntax = { $line } 行目が設定の形になっていません：{ $value }
    .why = 設定は「{ "名前: 値" }」の形で書きます。
    .fix = 行を削除するか、書き直してください。
policy-comment-line = { $line } 行目はコメントです：{ $value }
    .why = ポリシーの書式にコメントはありません。
    .fix = 行を削除してください。
policy-blank-line = { $line } 行目が空行です
    .why = ポリシーの書式に空行はありません。
    .fix = 空行を削除してください。
policy-line-leading-space = { $line } 行目の先頭に空白があります：{ $value }
    .why = 名前は行の先頭から書きます。
    .fix = 先頭の空白を削除してください。
policy-key-space-before-colon = { $line } 行目のコロンの前に空白があります：{ $value }
    .why = コロンは名前のすぐ後ろに書きます。
    .fix = 空白を削除してください。
policy-key-case = { $line } 行目の { $value } は、小文字の { $expected } でなければなりません
    .why = 送信側は名前を 1 文字ずつ比べるため、この設定を見つけられません。
    .fix = { $expected } と書いてください。
policy-key-typo = { $line } 行目の { $value } は、{ $expected } の書き間違いと思われます
    .why = 送信側は知らない名前を無視するため、この設定がないことになります。
    .fix = { $expected } と書いてください。
policy-unknown-field = { $line } 行目に余分な設定があります：{ $value }
    .why = 送信側は知らない設定を無視します。
    .fix = 用途が分からなければ行を削除してください。
policy-duplicate-field = { $line } 行目に { $value } がもう一度書かれています
    .why = 規格では最初の行が有効です。
    .fix = 1 行だけ残してください。
policy-version-missing = { $domain } のポリシーファイルに { "version: STSv1" } の行がありません
    .why = この行がないファイルを、送信側はポリシーとみなしません。
    .fix = 先頭にこの行を追加してください。
policy-version-wrong = { $line } 行目のバージョンが { "STSv1" } ではなく { $value } です
    .why = バージョンは 1 つだけで、このとおりに書く必要があります。
    .fix = この行を直してください。
policy-version-not-first = バージョンが 1 行目ではなく { $line } 行目にあります
    .why = 規格では順序は自由ですが、Google の説明では最初に書くことになっています。
    .fix = この行を先頭に移してください。
policy-mode-missing = { $domain } のポリシーファイルに { "mode" } の行がありません
    .why = 送信側は、ポリシーを強制するのか試すだけなのかを判断できず、ポリシーを破棄します。
    .fix = { "mode" } の行を追加し、まず { "testing" } から始めてください。
policy-mode-invalid = { $line } 行目のモードは使えない値です：{ $value }
    .why = モードは { "enforce" }、{ "testing" }、{ "none" } のいずれかです。
    .fix = いずれかを選び、まず { "testing" } から始めてください。
policy-mode-report-legacy = { $line } 行目の { "report" } は、現在は { "testing" } と書きます
    .why = 初期の草案の言葉で、現在の送信側は理解しません。
    .fix = { "mode: testing" } と書いてください。
policy-mode-case = { $line } 行目の { $value } は、小文字の { $expected } でなければなりません
    .why = 送信側はモードを 1 文字ずつ比べます。
    .fix = { $expected } と書いてください。
policy-mode-enforce = { $domain } のポリシーは { "enforce" } モードです
    .why = MTA-STS に対応した送信側は、ポリシーに載っている MX ホストに、検証済みの TLS でだけ配送します。
policy-mode-testing = { $domain } のポリシーは { "testing" } モードで、まだ保護は働いていません
    .why = メールは拒否されません。TLS レポートに対応した送信側が、失敗するはずだった配送を知らせます。
    .fix = 2 週間ほどレポートに失敗がなければ、{ "mode: enforce" } にし、続けて DNS の { "id" } を変更してください。
policy-mode-none = { $domain } のポリシーによって MTA-STS が無効になっています
    .why = 送信側はポリシーがないものとして配送し、このポリシーを取得すると古いポリシーを破棄します。
    .fix = 意図したものでなければ、{ "mode: testing" } にし、続けて DNS の { "id" } を変更してください。
policy-max-age-missing = { $domain } のポリシーファイルに { "max_age" } の行がありません
    .why = 送信側は、ポリシーをいつまで保持するか判断できず、ポリシーを破棄します。
    .fix = { "max_age" } の行を追加してください。最初は 1 週間が目安です。
policy-max-age-invalid = { $line } 行目の { "max_age" } が秒数ではありません：{ $value }
    .why = 書けるのは 1〜10 桁の数字だけです。
    .fix = 単位を付けずに秒数を書いてください。
policy-max-age-too-large = { $line } 行目の { "max_age" } が 1 年を超えています：{ $value }
    .why = 上限は 31557600（1 年）です。
    .fix = 1 年以下にしてください。
policy-max-age-zero = { $line } 行目の { "max_age" } が 0 です
    .why = { $mode ->
        [none] 送信側は、MTA-STS が無効であるという情報を保持しません。0 を誤りとみなす送信側もあります。
        [testing] 送信側はポリシーを保持できません。0 を誤りとみなす送信側もあります。
       *[other] 送信側がポリシーを保持しないため、問い合わせを 1 回妨害されるだけで保護が破られます。0 を誤りとみなす送信側もあります。
    }
    .fix = 1 週間以上を秒数で書いてください。
policy-max-age-days-suspected = { $line } 行目の { "max_age" } が { $value } 秒しかありません（日数のつもりかもしれません）
    .why = { $mode ->
        [none] MTA-STS を無効にするポリシーなので害はありませんが、1 日にするのが一般的です。
        [testing] 送信側は数分でポリシーを破棄します。
       *[other] 送信側が数分でポリシーを破棄するため、ほとんど保護になりません。
    }
    .fix = 単位は秒です。日数のつもりであれば、{ $expected } と書いてください。
policy-max-age-too-short = { $line } 行目の { "max_age" } が { $ttl }しかありません
    .why = { $mode ->
        [none] メールに影響はありません。
        [testing] 動作はしますが、Google の説明では 1 日以上が必要です。
       *[other] 送信側は通常 1 日に 1 回ポリシーを更新しますが、その前に期限が切れるため、保護が途切れます。Google の説明では 1 日以上が必要です。
    }
    .fix = 1 週間以上を秒数で書いてください。
policy-max-age-short = { $line } 行目の { "max_age" } は { $ttl }です
    .why = { $mode ->
        [enforce] 動作に問題はありません。送信側がポリシーを長く保持するほど、保護を回避されにくくなります。
       *[other] メールに影響はありません。
    }
    .fix = 運用が安定したら、2 週間以上に延ばしてください。
policy-mx-missing = { $domain } のポリシーに MX ホストが 1 台も載っていません
    .why = { "enforce" } モードと { "testing" } モードでは、{ "mx" } の行が 1 行以上必要です。
    .fix = ドメインの MX ホストごとに、{ "mx" } の行を 1 行ずつ追加してください。
policy-mx-empty = { $line } 行目の { "mx" } が空です
    .fix = ホスト名を書くか、行を削除してください。
policy-mx-has-preference = { $line } 行目の { "mx" } に優先度の数字があります：{ $value }
    .why = 優先度は DNS だけに書くものです。
    .fix = ホスト名 { $expected } だけを書いてください。
policy-mx-trailing-dot = { $line } 行目の { "mx" } の末尾にドットがあります：{ $value }
    .why = 末尾のドットはゾーンファイルだけで使います。
    .fix = ドットを付けずに { $expected } と書いてください。
policy-mx-multiple-hosts-one-line = { $line } 行目の { "mx" } に複数のホストがあります：{ $value }
    .why = 1 行に書けるホスト名は 1 つです。複数書くと、どの MX ホストにも一致しません。
    .fix = { -own-mx-line }
policy-mx-ip-address = { $line } 行目の { "mx" } が IP アドレスです：{ $value }
    .why = { $mode ->
        [none] メールに影響はありません。
        [testing] どの MX ホストにも一致しません。メールは届き、TLS レポートに対応した送信側は不一致を報告します。
       *[other] どの MX ホストにも一致しないため、この行でしか指定していないホストには配送されません。IPv6 アドレスや角括弧があると、厳格な送信側はポリシー全体を破棄します。
    }
    .fix = MX レコードにあるホスト名を書いてください。
policy-mx-url-or-port = { $line } 行目の { "mx" } に、ホスト名以外のものが含まれています：{ $value }
    .fix = ホスト名だけを書いてください。URL、メールアドレス、ポート番号は書けません。
policy-mx-unicode = { $line } 行目の { "mx" } に ASCII 以外の文字があります：{ $value }
    .why = DNS では、このような名前は { "xn--" } で始まる表記になります。
    .fix = MX レコードと同じ、{ "xn--" } で始まる表記で書いてください。
policy-mx-wildcard-invalid = { $line } 行目のアスタリスクの位置が正しくありません：{ $value }
    .why = アスタリスクは、名前の先頭の部分全体の代わりにだけ使え、すぐ後ろにドットが必要です。
    .fix = アスタリスクを先頭に置くか、ホスト名を省略せずに書いてください。
policy-mx-wildcard-tld = { $line } 行目のパターンは、ほとんどのホストに一致します：{ $value }
    .why = { $mode ->
        [enforce] 末尾がこの名前で、証明書が有効であれば、どのホストでも MX ホストとして通用するため、ポリシーは何も保護しません。
       *[other] 配送に影響はありません。{ "enforce" } モードでは、このようなポリシーは何も保護しません。
    }
    .fix = 実際の MX ホストを書いてください。
policy-mx-wildcard-own-domain = { $line } 行目のパターンは、ドメイン直下のすべてのホストに一致します：{ $value }
    .why = { $mode ->
        [enforce] 証明書があれば、直下のどのホストも MX ホストとして通用します。
       *[other] 配送に影響はありません。
    }
    .fix = MX ホストを個別の名前で書くほうが安全です。
policy-mx-bad-hostname = { $line } 行目の { "mx" } はホスト名として正しくありません：{ $value }
    .fix = MX レコードと同じホスト名を、英数字、ハイフン、ドットだけで書いてください。
policy-mx-single-label = { $line } 行目の { "mx" } にドメインの部分がありません：{ $value }
    .why = インターネット上のどの MX ホストにも一致しません。
    .fix = ホスト名を省略せずに書いてください。
policy-mx-duplicate = { $line } 行目に { $value } がもう一度書かれています
    .fix = 都合のよいときに、2 つ目の行を削除してください。
policy-mx-uppercase = { $line } 行目の { "mx" } に大文字があります：{ $value }
    .why = ホスト名では、大文字と小文字は区別されません。
    .fix = 小文字で書くほうが安全です。

## MX ホストとポリシー

mx-ok = { $count ->
        [1] MX ホストはポリシーに載っています
       *[other] { $count } 台の MX ホストがすべてポリシーに載っています
    }
mx-missing-implicit = { $domain } に MX レコードがなく、メールはドメイン自身のアドレスに送られます
    .why = { $mode ->
        [none] メールはドメイン自身のアドレスに届きます。
        [testing] メールはドメイン自身のアドレスに届きます。
       *[other] この場合の MX ホストは { $domain } 自身なので、ポリシーにもその名前が必要です。規格には明記されていません。
    }
    .fix = MX ホストの名前を書いた MX レコードを追加してください。
mx-missing-no-address = { $domain } にはメールサーバーがありません
    .why = MX レコードもアドレスもないため、送信側はメールを差出人に戻します。
    .fix = MX レコードを追加してください。メールを受け取らないドメインであれば、null MX を公開してください。
mx-null = { $domain } はメールを受け取らないと宣言しています
    .why = 意図どおり、送信側はメールをすぐに差出人に戻します。ポリシーで保護するものはありません。
    .fix = { $published ->
        [yes] MTA-STS は、手順に沿って削除できます。メールを受け取る場合は、null MX を削除してください。
       *[no] メールを受け取る場合は、null MX を削除してください。
    }
mx-null-mixed = { $domain } の MX レコードに「メールを受け取らない」と「メールサーバー」の両方があります
    .why = すぐに差出人に戻す送信側と、残りの MX ホストに配送する送信側があります。
    .fix = null MX（ホスト名がドットだけの MX レコード）を削除してください。
policy-mx-not-covered = { $host } がポリシーに載っていません
    .why = { $preference ->
        [none] 指定された MX ホストの 1 つです。
       *[other] ドメインの MX ホスト（優先度 { $preference }）です。
    }{ $slip ->
        [asterisk] ポリシーの { $value } は先頭にアスタリスクとドットがないため、このホストに一致しません。
        [zero] ポリシーにある { $value } とは、数字の書き方が違います。
       *[none] 対応する { "mx" } の行がありません。
    }
    .fix = { $host } の { "mx" } の行を追加してください。
policy-mx-none-covered = { $domain } の MX ホストが 1 台もポリシーに載っていません
    .why = { $slip ->
        [asterisk] ポリシーの { $value } は先頭にアスタリスクとドットがないため、{ $host } に一致しません。
        [zero] MX ホストは { $host } ですが、ポリシーには { $value } とあり、数字の書き方が違います。
       *[none] MX ホストは { $names } ですが、対応する { "mx" } の行がありません。
    }
    .fix = MX ホストごとに { "mx" } の行を 1 行ずつ追加してください。
policy-mx-wildcard-depth = { $value } は { $host } に一致しません
    .why = アスタリスクは名前の 1 階層分だけに対応しますが、この名前はそれより深い階層です。
    .fix = 完全な名前 { $host } で { "mx" } の行を追加してください。
policy-mx-wildcard-apex = { $value } は { $host } 自身には一致しません
    .why = アスタリスクは必ず名前の 1 階層分に対応し、省略はできません。
    .fix = { $host } の { "mx" } の行を追加してください。
policy-mx-microsoft-depth = { $value } は Microsoft のサーバー { $host } に一致しません
    .why = Microsoft の新しいサーバー名は、パターンより 1 階層深くなっています。
    .fix = { $expected } の { "mx" } の行を追加してください。
policy-mx-microsoft-old-endpoint = ポリシーには Microsoft の古い名前しかなく、{ $host } が載っていません
    .why = ドメインの移行先である、Microsoft の新しいサーバー名です。
    .fix = { $expected } の { "mx" } の行を追加し、移行が終わるまで古い行も残してください。
policy-mx-google-incomplete = Google のサーバー { $host } がポリシーに載っていません
    .why = Google のホスト名を含む { "mx" } の行は { $value } だけで、このホストに一致しません。
    .fix = このホストの { "mx" } の行を追加してください。
policy-mx-unused = { $line } 行目に一致する MX ホストが現在ありません：{ $value }
    .why = { $near ->
        [some] { $host } に似ていますが、一致しません。
       *[none] 移行中であれば正しい状態です。そうでなければ、古い行が残っているか、書き間違いです。
    }
    .fix = { $near ->
        [some] { $host } に一致する行を追加したら、この行を削除してください。
       *[none] 移行が終わったら、この行を削除してください。
    }
mx-is-ip = MX レコードに IP アドレスが書かれています：{ $value }
    .why = MX レコードに書けるのはホスト名です。送信側は IP アドレスを名前として解決できないため、このレコードを使いません。
    .fix = MX ホストにホスト名を付け、それを MX レコードに書いてください。
mx-no-address = { $host } に IP アドレスがありません
    .why = 送信側はこの MX ホストを使いません。ほかになければ、メールは滞留し、最後には差出人に戻ります。
    .fix = { $host } のアドレスレコードを追加するか、MX レコードから外してください。
mx-is-cname = { $host } は { $target } の別名（CNAME）です
    .why = { $lives ->
        [no] 参照先にアドレスがないため、メールを配送できません。
       *[yes] { $mode ->
            [enforce] たいていは動作します。ポリシーと証明書に必要なのは、参照先ではなく MX レコードにある名前です。MX に別名を認めない送信側もあります。
           *[other] たいていは動作しますが、MX に別名を認めない送信側もあります。
        }
    }
    .fix = MX レコードには、アドレスを直接持つ名前を書いてください。
mx-private-address = { $others ->
        [some] { $host } のアドレスに内部用の { $address } が含まれています
       *[none] { $host } のアドレスが内部用の { $address } です
    }
    .why = { $others ->
        [none] インターネット上の送信側からは接続できません。
       *[some] インターネット上の送信側からこのアドレスには接続できません。このアドレスを先に試す送信側からのメールは、遅れて届きます。
    }
    .fix = { $others ->
        [none] 外部向けの DNS に公開アドレスを登録してください。
       *[some] 外部向けの DNS からこのアドレスを削除し、公開アドレスだけにしてください。
    }
mx-ipv6-only = { $domain } の MX ホストには IPv6 アドレスしかありません
    .why = IPv6 を使えない送信側は配送できません。
    .fix = 1 台以上の MX ホストに IPv4 アドレス（A レコード）を追加してください。
mx-parked-with-policy = { $domain } はメールに使われていないようで、MTA-STS で保護するものがありません
    .why = このドメインはメールを受け取りません。
    .fix = 意図したものであれば、MTA-STS を手順に沿って廃止できます。メールを受け取る場合は、null MX を削除してください。
mx-ttl-over-microsoft-limit = MX レコードは最長 { $ttl }キャッシュされますが、Microsoft が対応するのは 6 時間までです
    .fix = MX レコードの TTL を 1 時間に下げてください。

## メールサーバーの TLS

mx-tls-ok = { $host } は有効な証明書で TLS に対応しています
mx-probe-blocked = このチェックの実行元からは、{ $domain } の MX ホストに接続できません
    .why = 多くのネットワークと同じように、25 番ポートへの接続が遮断されています。
    .fix = 別のネットワークから { $host } を確認してください。
mx-connect-failed = { $host } が 25 番ポートで応答しません
    .why = { $addresses } に接続できませんでした。送信側はこれを MTA-STS の失敗とは扱わず、別の MX ホストを使うか、後で再送します。
    .fix = メールサーバーが動いているか、25 番ポートがインターネットに公開されているかを確認してください。
mx-greeting-rejected = { $host } がこのチェックの接続を拒否しました：{ $reply }
    .why = メールサーバーは、グレイリスティング、ブロックリスト、ターピットなどで、知らない相手を拒否することがあります。TLS を開始する前に拒否されました。
    .fix = 時間をおくか、別のネットワークから確認してください。
mx-dialogue-broken-off = { $how ->
        [closed] { $step ->
            [before-greeting] { $host } は、最初の応答を送らずに接続を閉じました
            [in-greeting] { $host } は、最初の応答の途中で接続を閉じました
            [greeting] { $host } は、最初の応答を送り終える前に接続を閉じました
            [ehlo] { $host } は、最初の応答の後、{ "EHLO" } に応答せずに接続を閉じました
            [helo] { $host } は { "EHLO" } に対応せず、{ "HELO" } に応答せずに接続を閉じました
           *[starttls] { $host } は TLS に対応していますが、{ "STARTTLS" } に応答せずに接続を閉じました
        }
        [timeout] { $step ->
            [before-greeting] { $host } は接続を受け付けましたが、時間内に最初の応答を返しませんでした
            [in-greeting] { $host } は最初の応答を送り始めましたが、時間内に送り終えませんでした
            [greeting] { $host } は接続を受け付けましたが、時間内に最初の応答を返しませんでした
            [ehlo] { $host } は、時間内に { "EHLO" } に応答しませんでした
            [helo] { $host } は { "EHLO" } に対応せず、時間内に { "HELO" } に応答しませんでした
           *[starttls] { $host } は TLS に対応していますが、時間内に { "STARTTLS" } に応答しませんでした
        }
       *[not-smtp] { $host } の応答は、メールサーバーのものではありません：{ $detail }
    }
    .why = このチェックでは TLS を確認できませんでした。知らない相手だけをこのように扱うメールサーバーもあります。
    .fix = 時間をおくか、別のネットワークから確認してください。それでも同じ場合は、メールサーバーのログを確認してください。
mx-starttls-missing = { $host } は TLS に対応していません
    .why = { $hidden ->
        [firewall] { "STARTTLS" } があるはずの場所に { "X" } が並んでいます。途中のファイアウォールが書き換えています。
        [first-line] { "EHLO" } への応答の 1 行目、ホスト名を書くべき場所に { "STARTTLS" } があります。送信側は 2 行目から探します。
        [helo-only] { "EHLO" } に { $reply } と応答し、{ "HELO" } は受け付けます。ESMTP がなければ { "STARTTLS" } も使えません。
        [no-esmtp] { "EHLO" } に対応せず、{ $reply } と応答します。ESMTP がなければ { "STARTTLS" } も使えません。
       *[no] { "EHLO" } への応答に、TLS を開始するコマンド { "STARTTLS" } がありません。
    }
    .fix = { $hidden ->
        [firewall] ファイアウォールの SMTP 検査機能を無効にしてください。
        [first-line] { "EHLO" } への応答がホスト名で始まるようにしてください。行の順序を変えるファイアウォールやメールフィルターがないか確認してください。
        [helo-only] ESMTP と TLS に対応したメールサーバーソフトウェアを使ってください。対応している場合は、{ "EHLO" } を遮るファイアウォールがないか確認してください。
        [no-esmtp] ESMTP と TLS に対応したメールサーバーソフトウェアを使ってください。対応している場合は、{ "EHLO" } を遮るファイアウォールがないか確認してください。
       *[no] { "STARTTLS" } を有効にしてください。Postfix では { "smtpd_tls_security_level = may" } と { "smtpd_tls_chain_files" } を設定します。有効になっている場合は、ファイアウォールが隠していないか確認してください。
    }
mx-starttls-refused = { $host } は TLS に対応していると応答しながら、開始を拒否します：{ $reply }
    .why = 応答に { "STARTTLS" } を含めていますが、このコマンドに { "220" } で応答しません。
    .fix = メールサーバーが証明書と鍵を読めるか確認してください。拒否の理由はログに残ります。
mx-addresses-differ = { $some ->
        [none] { $host } は、アドレスによって異なる理由で失敗します
       *[some] { $host } の TLS は、一部のアドレスでしか正常に動きません
    }
    .why = { $some ->
        [none] 送信側の条件を満たすアドレスがありません：{ $bad } のいずれも失敗します。
       *[some] { $good } では正常ですが、{ $bad } では正常ではありません。{ $mode ->
            [enforce] MTA-STS に対応した送信側は、後者には配送できません。メールは遅れ、毎回そのアドレスに接続すると、最後には差出人に戻ります。
            [testing] メールは届きます。TLS レポートに対応した送信側は、ときどき失敗を報告します。
           *[other] メールは届きます。
        }
    }
    .fix = { $host } のすべてのサーバーに、同じ証明書と同じ TLS の設定を入れてください。
mx-requiretls-offered = { $host } は { "REQUIRETLS" } に対応しています
    .why = 送信側がメールごとに検証済みの TLS を要求できる拡張機能です。
mx-tls-handshake-failed = { $host } と TLS で接続できません：{ $detail }
    .why = { "STARTTLS" } の後のハンドシェイクに失敗します。
    .fix = メールサーバーの鍵、証明書チェーン、暗号スイートを確認してください。
mx-tls-version-old = { $host } は古いバージョンの TLS しか使えません
    .why = MTA-STS には TLS 1.2 以降が必要です。
    .fix = TLS 1.2 と 1.3 を有効にしてください。Postfix では { "smtpd_tls_protocols = >=TLSv1.2" } と設定します。
mx-tls-accepts-old = { $host } は、まだ { $version } も受け付けています
    .why = 新しいバージョンに対応した送信側は、そちらを使います。
    .fix = 必要とする送信側がなくなったら無効にしてください。Postfix では { "smtpd_tls_protocols = >=TLSv1.2" } と設定します。
mx-cert-expired = { $host } の証明書は { $date }に期限が切れました
    .fix = 証明書を更新し、メールサーバーを再読み込みしてください。古い証明書を使い続けていることがあります。
mx-cert-not-yet-valid = { $host } の証明書が有効になるのは { $date }です
    .fix = 現在有効な証明書を設定するか、発行元に時計を直してもらってください。
mx-cert-expiring = { $days ->
        [0] { $host } の証明書は今日（{ $date }）で期限が切れます
        [1] { $host } の証明書は明日（{ $date }）で期限が切れます
       *[other] { $host } の証明書はあと { $days } 日（{ $date }）で期限が切れます
    }
    .fix = 今すぐ更新し、更新のたびにメールサーバーが再読み込みされることを確認してください。
mx-cert-name-mismatch = 証明書が { $host } ではなく { $names } のものです
    .why = { $provider ->
        [none] 送信側は、証明書を MX レコードの名前と比べます。
       *[other] 送信側は、証明書を MX レコードの名前と比べます。この証明書は { $provider } のサーバー自身の名前のものです。証明書に含まれる名前でこのサーバーを指定できる場合は、その名前を MX レコードとポリシーに書く方法もあります。
    }
    .fix = { $host } を名前（subject alternative name）に含む証明書を取得してください。
mx-cert-names-domain-only = 証明書が、MX ホスト { $host } ではなく { $domain } のものです
    .why = 送信側は、証明書を MX レコードの名前と比べます。ドメインの名前では認められません。
    .fix = 証明書の名前に { $host } を加えてもらってください。
mx-cert-wildcard-depth = ワイルドカード証明書 { $names } は { $host } に使えません
    .why = ワイルドカードは名前の 1 階層分だけに対応します。
    .fix = { $host } そのものの証明書を取得してください。
mx-cert-cn-only = 証明書では、{ $host } が古いコモンネーム（CN）にしか書かれていません
    .why = 送信側が見るのは、名前の一覧（subject alternative name）だけです。
    .fix = { $host } をこの一覧に入れて、証明書を再発行してもらってください。
mx-cert-self-signed = { $host } の証明書は自己署名です
    .why = MTA-STS に対応した送信側が信頼するのは、公的な認証局の証明書だけです。
    .fix = Let's Encrypt など、公的な認証局の証明書を使ってください。
mx-cert-untrusted-ca = { $host } の証明書の発行元 { $issuer } を、送信側は信頼していません
    .why = 送信側が信頼する認証局は、ブラウザーとほぼ同じです。社内の認証局は含まれません。
    .fix = 公的な認証局の証明書を使ってください。
mx-cert-chain-incomplete = { $host } が、{ $issuer } の中間証明書を送っていません
    .why = メールサーバーは、中間証明書を自分では取得しません。
    .fix = 証明書だけでなく、チェーン全体を設定してください。Postfix では { "smtpd_tls_chain_files" } に鍵とすべての証明書を順に指定します。
mx-sni-required = { $host } は、サーバー名を伝えない送信側との TLS を拒否します
    .why = MTA-STS に対応した送信側は、接続先の名前（SNI）を伝えます。伝えない送信側には、拒否せずに既定の証明書を提示すべきです。
    .fix = メールサーバーに既定の証明書を設定してください。

## TLS レポート

tlsrpt-ok = TLS レポートの送り先は { $names } です
tlsrpt-missing = { $name } に TLSRPT レコードがありません
    .why = 送信側が失敗を報告する先を示すレコードです。1 件追加すると、レポートが届きます。
    .fix = レポートを受け取るメールアドレスまたは URL を書いたレコードを、この名前のとおりに追加してください。どちらのラベルも下線で始まります。メールボックス { "tlsrpt" } は一例です。実際に読むものに置き換えてください。
tlsrpt-wrong-name = TLSRPT レコードが { $name } ではなく { $found } にあります
    .why = 送信側が問い合わせる名前は { $name } だけです。
    .fix = レコードを { $name } に移してください。
tlsrpt-multiple = { $name } に TLSRPT レコードが { $count } 件あり、「なし」として扱われます
    .why = 送信側がレコードを使うのは、1 件だけの場合です。
    .fix = 送り先をカンマで区切り、1 件にまとめてください。
tlsrpt-version-wrong = TLSRPT レコードの先頭が { "v=TLSRPTv1" } ではなく { $value } です
    .why = 送信側はバージョンを 1 文字ずつ比べます。
    .fix = レコードの先頭を直してください。
tlsrpt-semicolon-missing = { "v=TLSRPTv1" } の後ろのセミコロンがありません：{ $text }
    .why = 送信側は、セミコロンも含めて { "v=TLSRPTv1;" } で始まるレコードを探します。
    .fix = セミコロンを追加してください。
tlsrpt-quoted = 引用符またはバックスラッシュが TLSRPT レコードの値に含まれています：{ $text }
    .why = 多くの DNS 管理画面は、必要な場所に自動で付けます。入力したものは値の一部になります。
    .fix = 引用符とバックスラッシュを付けずに値を入力してください。
tlsrpt-rua-missing = TLSRPT レコードに送り先がありません：{ $text }
    .why = 送り先は { "rua" } フィールドに書きます。
    .fix = { "rua" } と送り先を追加してください。メールボックス { "tlsrpt" } は一例です。実際に読むものに置き換えてください。
tlsrpt-rua-typo = TLSRPT レコードに、{ "rua" } ではなく { $value } と書かれています
    .why = 送信側は知らないフィールドを無視するため、送り先がないことになります。
    .fix = 送り先の前に { "rua=" } と書いてください。
tlsrpt-rua-no-scheme = TLS レポートの送り先 { $value } が、{ "mailto:" } でも { "https:" } でも始まっていません
    .why = 送信側は、メールアドレスなのか URL なのかを判断できません。
    .fix = メールアドレスの前に { "mailto:" } を付けてください。
tlsrpt-rua-scheme-unsupported = TLS レポートを { $value } に送ることはできません
    .why = 使えるのは { "mailto:" } と { "https:" } だけです。
    .fix = { "mailto:" } の後ろにスラッシュなしでメールアドレスを書くか、{ "https:" } の URL を書いてください。
tlsrpt-rua-separator = TLS レポートの送り先は、1 個のカンマで区切る必要があります：{ $value }
    .why = 別の記号や余分なカンマがあると、送信側は残りを読まないか、レコードを破棄します。
    .fix = 送り先の間にカンマを 1 個だけ書き、末尾には書かないでください。
tlsrpt-rua-spaces = TLS レポートの送り先の途中に空白があります：{ $value }
    .fix = 空白を削除するか、{ "%20" } と書いてください。
tlsrpt-rua-unencoded = TLS レポートの送り先に感嘆符があります：{ $value }
    .why = ここでは { "%21" } と書く必要があります。以前の DMARC のような容量の指定はできません。
    .fix = 感嘆符以降を削除するか、{ "%21" } と書いてください。
tlsrpt-rua-invalid = TLS レポートの送り先として使えません：{ $value }
    .why = 置き換えていない記入例、アドレスに使えない文字、複数のアドレスが含まれているか、ドメインがありません。
    .fix = 送り先は { "mailto:" } とメールアドレス 1 件、または { "https:" } で始まる完全なアドレスで書き、カンマで区切ってください。
tlsrpt-rua-final-dot = TLS レポートの送り先の末尾にドットがあります：{ $value }
    .why = メールのドメインには末尾のドットを付けません。レポートを送れない送信側があります。
    .fix = 末尾のドットを削除してください。
tlsrpt-rua-repeated = TLSRPT レコードに { "rua" } フィールドがもう 1 つあります：{ $value }
    .why = どれが有効かは RFC 8460 に書かれていません。最初のものしか使わない送信側があります。
    .fix = すべての送り先を 1 つの { "rua" } フィールドに、カンマで区切って書いてください。
tlsrpt-rua-domain-no-mail = TLS レポートの送り先のドメインは、メールを受け取れません：{ $value }
    .fix = 実在するメールアドレスを使ってください。
tlsrpt-https-endpoint-failing = TLS レポートの送り先のホスト { $host } にアドレスがありません
    .fix = ホスト名か DNS レコードを直すか、レポートをメールで受け取るようにしてください。
tlsrpt-without-mta-sts = { $domain } では TLS レポートだけが設定されており、MTA-STS も DANE も使われていません
    .why = 最初の一歩としては問題ありません。どちらかを設定すると、レポートで問題が分かるようになります。
    .fix = 次に、{ "testing" } モードの MTA-STS ポリシーを公開してください。
tlsrpt-field-syntax = TLSRPT レコードに読み取れない部分があります：{ $value }
    .why = 各部分は「{ "名前=値" }」の形で、送り先は { "mailto:" } または { "https:" } で始まる完全な形で書きます。送信側はレコード全体を破棄することがあります。
    .fix = この部分を直すか、削除してください。

## DANE

dane-ok = { $domain } のすべての MX ホストの証明書が TLSA レコードと一致しています
dane-absent = { $domain } の MX ホストでは DANE が使われていません
    .why = DANE は、DNSSEC を使って同じようにメールを保護する仕組みで、導入は任意です。
dane-tlsa-without-dnssec = { $host } の TLSA レコードが DNSSEC で保護されていません
    .why = { $name } の TLSA レコードと MX ホストのアドレスが署名されていないと、送信側は TLSA レコードを無視します。
    .fix = MX ホストのゾーンを DNSSEC で署名するか、TLSA レコードを削除してください。
dane-addresses-insecure = { $alias ->
        [yes] { $host } は { $target } の別名で、そのアドレスは DNSSEC で保護されていません
       *[no] { $host } のアドレスが DNSSEC で保護されていないため、TLSA レコードは使われません
    }
    .why = { $alias ->
        [yes] { $name } の TLSA レコードは署名されています。RFC 7672 では、別名も署名されていれば、送信側はこのレコードを使えます。対応は送信側によって異なり、たとえば Exim は使わないと報告されています。
       *[no] { $name } の TLSA レコードは署名されています。送信側がこれを使うのは、アドレスも署名されている場合だけです。
    }
    .fix = { $alias ->
        [yes] MX レコードには、署名されたゾーンに自分のアドレスを持つホスト名を書いてください。
       *[no] アドレスのあるゾーンを DNSSEC で署名してください。
    }
dane-accepts-certificate = { $host } の証明書は DANE を満たしますが、MTA-STS は満たしません
    .why = 現在の設定に問題はありません。どの証明書が正しいかは TLSA レコードが示しています。MTA-STS には、{ $host } の名前を含む公的な認証局の証明書が必要です。
    .fix = MTA-STS を導入する前に、両方を満たす証明書に替えてください。
dane-mx-insecure = { $host } は DANE に対応していますが、参照元の MX レコードが署名されていません
    .why = { $mode ->
        [enforce] 攻撃者が MX を別のサーバーに書き換えられます。MTA-STS に対応した送信側では、MTA-STS がこの弱点を補います。
       *[other] 攻撃者が MX を別のサーバーに書き換えられるため、DANE が役立つのは DNS が改ざんされていない間だけです。
    }
    .fix = { $domain } を DNSSEC で署名してください。
dane-tlsa-mismatch = { $host } の証明書に一致する TLSA レコードがありません
    .why = { $name } の TLSA レコードは、別の証明書か鍵を示しています。
    .fix = 使用中の鍵のレコードを公開してください。次に鍵を替えるときは、先に新しい鍵のレコードを並べて公開してください。
dane-usage-pkix = { $host } の TLSA レコードは、メールでは使わない種類です
    .why = SMTP で使える証明書用途は 2 と 3 だけですが、{ $name } のものは 0 か 1 です。DANE を検証する送信側は暗号化しますが、相手を確認しません。
    .fix = 使用中の鍵について、用途 3 のレコードを公開してください。
dane-tlsa-unusable = { $host } の TLSA レコードは使えません
    .why = { $name } には、番号と長さが正しい TLSA レコードがありません。DANE を検証する送信側は暗号化しますが、相手を確認しません。
    .fix = 使用中の鍵について、正しい形式のレコードを公開してください。
dane-tlsa-lookup-failed = { $host } の TLSA レコードの問い合わせに、ネームサーバーが正しく応答していません
    .why = { $name } に TLSA レコードがあるかどうかを確認できません。
    .fix = ネームサーバーか、ゾーンの署名を直してください。TLSA の問い合わせを破棄する古いファイアウォールもあります。
dane-partial = DANE に対応しているのは一部の MX ホストだけです：{ $with }
    .why = 攻撃者は、DANE に対応していない { $without } にメールを誘導できます。
    .fix = すべての MX ホストの TLSA レコードを公開してください。
dane-and-sts-both = { $domain } では DANE と MTA-STS の両方が使われています
    .why = 両方に対応した送信側は DANE を満たす必要があります。DANE の検証に失敗すると、MTA-STS では補えません。
    .fix = 証明書を替えるたびに、両方を確認してください。
dane-passes-sts-fails = { $host } の証明書は DANE を満たしますが、MTA-STS を満たしません
    .why = DANE を検証する送信側は配送しますが、MTA-STS だけに対応した送信側は配送できません。
    .fix = { $host } の名前を含む公的な認証局の証明書を使い、その鍵を TLSA レコードに載せておいてください。

## 全体の整合性

enforce-without-tlsrpt = { $domain } 宛てのメールが拒否されても、気付くことができません
    .why = ポリシーは { "enforce" } モードですが、TLS レポートの有効な送り先がありません。
    .fix = TLSRPT レコードを追加してください。
removal-none-max-age-long = MTA-STS を無効にするポリシーの有効期間が { $ttl }あります
    .why = メールは届きます。ただし、送信側はその間 MTA-STS を無効とみなし続けるため、再開にも同じだけ時間がかかります。
    .fix = 1 日あれば十分です。
delegation-half = レコードは { $target } に委任されていますが、ポリシーホストは委任されていません
    .why = 運用者が { "id" } を変えたらファイルも変える必要があり、その逆も同じです。食い違うと、送信側が変更に気付かなかったり、無駄に取得したりします。
    .fix = { $half ->
        [file] Web サーバー（または Worker）から { $url } を中継してください。すでにそうしている場合、対応は不要です。{ $operator } はほかのドメインのポリシーホストを提供していません。
       *[other] { $operator ->
            [none] ポリシーホストも CNAME レコードで同じ運用者に委任するか、運用者のファイルを Web サーバーから中継してください。{ -cloudflare-proxy }
           *[other] ポリシーホストも CNAME レコードで { $operator } に委任するか、{ $operator } のファイルを Web サーバーから中継してください。{ -cloudflare-proxy }
        }
    }
policy-differs-by-address = { $host } の IP アドレスによって、応答が異なります
    .why = { $address } の応答が、このチェックで使ったアドレスの応答と違います。送信側がどちらの応答を得るかは、そのときどきで変わります。
    .fix = すべての Web サーバーに同じファイルを置き、CDN のキャッシュを消去してください。

## 前回までのチェックからの変化

id-not-bumped = ポリシーは変わりましたが、{ "id" } は { $value } のままです
    .why = 送信側は { "id" } を見て変更に気付きます。{ "id" } が同じである限り、以前のポリシーの期限を延ばし続ける送信側があります。それ以外の送信側にも、以前のポリシーが { $date }まで残っている可能性があります。{ $refuses ->
        [unlisted] いずれも、新しいポリシーにしかない MX ホストには配送しません。
        [unverified] いずれも、以前のポリシーに反する配送をしません。
       *[nothing] どちらの場合も、新しいポリシーより厳しくなることはありません。
    }{ $mode ->
        [none] MTA-STS が無効になったことにも気付きません。
       *[other] { "" }
    }
    .fix = レコードの { "id" } を新しい値にしてください。{ -new-id }最後の送信側が新しいポリシーに従う日時は、{ $plan } で確認できます。
id-bumped-policy-unchanged = { "id" } は { $value } から変わりましたが、ポリシーファイルは同じです
    .why = 意図した変更であれば問題ありません。ファイルも変更する予定だった場合、送信側が古い内容を新しい { "id" } で保持したおそれがあります。
    .fix = これからファイルを変更する場合は、先にファイルを変更し、その後で { "id" } をもう一度変えてください。
mx-changed-before-policy = { $hosts } がポリシーより先に MX に追加されています
    .why = 以前のチェックの時点では、MX ホストは別のホストでした。送信側のポリシーには、新しく取得したものにも以前から保持しているものにも、この名前がありません。{ $mode ->
        [enforce] ポリシーに追加するまで、これらのホストには配送しません。今すぐ追加すると、{ "id" } を見る送信側は { $ttl }以内に新しいポリシーに従います。それ以外の送信側は、{ $date }まで配送しません。
       *[other] { "enforce" } モードでない限り、配送が拒否されることはありません。
    }
    .fix = ポリシーに追加し、{ "id" } を変えてください。次回は、先にポリシーと { "id" } を変更し、送信側が古いポリシーを破棄するまで待ってから、MX レコードを変更してください。手順と日時は、{ $plan } で確認できます。
policy-changed-before-mx = まだメールを受け取っている { $hosts } がポリシーから削除されています
    .why = 以前のポリシーには載っていました。MX レコードは今もこれらのホストを指しています。
    .fix = ポリシーに戻し、{ "id" } を変えてください。削除は、MX レコードから外して TTL より長い時間がたってからにしてください。
enforce-without-testing = これまでのチェックで、{ $domain } のポリシーが { "testing" } モードだったことはありません
    .why = { $date }には、すでに { "enforce" } モードでした。{ "testing" } モードで 2 週間ほど様子を見ると、メールを失わずに、レポートで問題が分かります。
    .fix = 問題が報告された場合は、{ "testing" } モードに戻し、{ "id" } を変えてください。
testing-too-long = ポリシーは、少なくとも { $date }から { "testing" } モードのままです
    .why = このモードではメールは保護されません。送信側は失敗を報告するだけで、そのまま配送します。
    .fix = レポートに失敗がなければ、モードを { "enforce" } に変え、その後で { "id" } を変えてください。
policy-unreachable-cache-applies = 以前のポリシーが { $date }まで送信側に残っている可能性があります
    .why = { "enforce" } モードのポリシーで、取得済みの送信側は今もそれに従います。それ以外の送信側には、適用するポリシーがありません。
    .fix = ポリシーファイルを取得できる状態に戻してください。それまで MX レコードは変更しないでください。
removal-abrupt = MTA-STS は削除されましたが、ポリシーが { $date }まで送信側に残っている可能性があります
    .why = { "enforce" } モードのポリシーでした。取得済みの送信側は、ポリシーにない MX ホストや証明書が無効な MX ホストには配送せず、新しい内容も取得できません。
    .fix = ポリシーファイルを { "none" } モードで、レコードを新しい { "id" } で公開し直してください。両方を削除するのは、これまでに公開した最も長い { "max_age" } が過ぎてからにしてください。手順と日時は、{ $plan } で確認できます。
removal-in-progress = MTA-STS の削除手順の途中です。以前のポリシーが { $date }まで送信側に残っている可能性があります
    .why = { "none" } モードを取得した送信側は、もう何も適用しません。それ以外の送信側は、前に取得したポリシーに従います。
    .fix = その日まで、レコードとポリシーファイルを残してください。その後は両方とも削除できます。手順と日時は、{ $plan } で確認できます。
max-age-lowered = 以前のポリシーが { $date }まで送信側に残っている可能性があります
    .why = 以前の有効期間は { $ttl }で、現在より長いものでした。{ "max_age" } を短くしても、取得済みのポリシーの期限は変わりません。
    .fix = MX レコードの変更や MTA-STS の削除は、長いほうの期間を待ってから行ってください。
