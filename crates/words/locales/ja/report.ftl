### 結果の言葉: 単位、判定、配送、停留所、確認できなかったこと、担当者、影響。

## 単位・日付・一覧

unit-day = { $count } 日
unit-hour = { $count } 時間
unit-minute = { $count } 分
unit-second = { $count } 秒
unit-both = { $large } { $small }
date = { $year }年{ $month }月{ $day }日
list-next = 、
list-last = 、
list-more = { " ほか " }{ $count } 件
value-empty = （空）

## 判定: メールについての 1 文と、理由の 2 行

verdict-enforced = { $domain } 宛てのメールは MTA-STS で保護されています
    .lead = MTA-STS に対応した送信側は、ポリシーに載っている MX ホストに、証明書が有効な場合だけ配送します。{ $keeps ->
        [no] このポリシーは、送信側に保持（キャッシュ）されません。
       *[yes] このポリシーは、送信側に最長 { $max_age }保持（キャッシュ）されます。
    }
    .unseen = { $unseen } 台の MX ホストの証明書は、ここからは確認できませんでした。
    .policy-only = ポリシーの上では { $domain } 宛てのメールは保護されていますが、MX ホストは確認できませんでした
verdict-refusing = { $refused ->
        [0] { $domain } 宛てのメールが、まもなく配送されなくなります
       *[other] { $total ->
            [1] 唯一の MX ホストに、メールが配送されません
           *[other] { $some ->
                [no] { $total } 台の MX ホストすべてに、メールが配送されません
               *[yes] { $total } 台のうち { $refused } 台の MX ホストに、メールが配送されません
            }
        }
    }
    .lead = { $some ->
        [no] MTA-STS に対応した送信側は、{ $cause ->
            [named] { "" }
            [unlisted] ポリシーに載っていない
            [tls] TLS を検証できない
            [plain] TLS に対応していない
           *[other] ポリシーに載っていないか TLS を検証できない
        } { $hosts } に配送できません。メールは滞留し、最後には差出人に戻ります。
        [soon] MTA-STS に対応した送信側は、今のところ配送していますが、長くは続きません。
       *[yes] MTA-STS に対応した送信側は { $accepted } には配送しますが、{ $cause ->
            [named] { "" }
            [unlisted] ポリシーに載っていない
            [tls] TLS を検証できない
            [plain] TLS に対応していない
           *[other] ポリシーに載っていないか TLS を検証できない
        } { $hosts } には配送できません。ほかの MX ホストが停止すると、メールは滞留し、最後には差出人に戻ります。
    }
verdict-testing = { $domain } 宛てのメールは届いており、MTA-STS はテスト中です
    .lead = メールは拒否されません。TLS レポートに対応した送信側が、{ "enforce" } モードにしたときに失敗する配送をレポートで知らせます。
    .failing = { "enforce" } モードにすると、次の { $failing } 台の MX ホストに配送されなくなります：{ $hosts }。
verdict-disabled = { $domain } 宛てのメールは届いており、MTA-STS は無効です
    .lead = ポリシーが { "none" } モードのため、送信側はポリシーがないものとして配送します。可能なら暗号化しますが、相手が本物かどうかは確認しません。
    .remembered = 以前のポリシーを保持している送信側は、新しい { "id" } に気付いてこのポリシーを取得するまで、以前のポリシーに従います。
verdict-ineffective = { $cause ->
        [some] { $domain } の MTA-STS の設定は、一部の送信側に無視されています
       *[other] { $domain } の MTA-STS の設定は、送信側に無視されています
    }
    .lead = { $cause ->
        [some] この問題を許容する送信側もありますが、ほかの送信側は、以前のポリシーを保持していなければ MTA-STS なしで配送します。
       *[other] 送信側はポリシーを使えず、MTA-STS なしで配送します。以前のポリシーを保持している送信側は、期限が切れるまでそれに従います。
    }
    .lenient = この問題を許容する送信側は、{ $hosts } に配送できません。
verdict-absent = { $domain } に MTA-STS は設定されていません
    .lead = メールは届きます。送信側は可能なら暗号化しますが、相手が本物かどうかは確認しません。導入に必要なのは、HTTPS の小さな Web サイトに置くファイル 1 つと、DNS レコード { $records } 件です。
    .dane = { $domain } 宛てのメールは DANE で保護されています。MTA-STS は設定されていません
    .dane-lead = DANE を検証する送信側は、TLSA レコードと一致する MX ホストだけに配送します。ほかの送信側は可能なら暗号化しますが、相手が本物かどうかは確認しません。MTA-STS を導入すると、DANE を検証せず MTA-STS に対応した送信側も確認するようになります。
verdict-no-mail = { $cause ->
        [domain-nxdomain] { $domain } は存在しません
        [mx-missing-no-address] { $domain } はメールを受け取れません
        [unreachable] { $domain } 宛てのメールは、どのサーバーにも届きません
       *[other] { $domain } はメールを受け取りません
    }
    .lead = { $cause ->
        [domain-nxdomain] DNS にこのドメインがないため、メールを送ることができません。つづりを確認してください。
        [mx-missing-no-address] MX レコードもアドレスもないため、送信側はメールを差出人に戻します。MTA-STS で保護するものはありません。
        [unreachable] どの MX ホストにも接続できません。公開された IP アドレスを持つホスト名がないためです。MTA-STS の有無にかかわらず、メールは送信側で滞留し、最後には差出人に戻ります。
       *[other] ドメイン自身がそう宣言しており、送信側はメールをすぐに差出人に戻します。MTA-STS で保護するものはありません。
    }
verdict-unknown = 現在、{ $domain } を確認できません
    .lead = { $cause ->
        [dns] ドメインのネームサーバーから { $names } の使える応答が得られないため、送信側がどう動くかをここから判断できません。
       *[other] ドメイン側の問題を示すものではなく、ここからドメインまでの途中に原因があります。時間をおくか、別のリゾルバーやネットワークから試してください。
    }
verdict-dane-too = DANE を検証する送信側は { $hosts } に配送できません。
verdict-dane-alias = { $host } は別名で、署名された TLSA レコードがあります。DANE を検証する送信側には、それと一致するサーバーだけに配送するものと、使わないものがあります。
verdict-unnoticed = ただし、以前のポリシーを保持している送信側は新しいポリシーに気付かず、期限が切れるまで以前のポリシーに従{ $refuses ->
        [unlisted] い、新しいポリシーにしかない MX ホストには配送しません。
        [unverified] い、それに反する配送をしません。
       *[nothing] います。
    }
verdict-parent = メールアドレスの末尾が { $end } であれば、{ $parent } をチェックしてください。

## 判定だけでは分からない、メールへの影響: 見出し、続く説明、短い言葉

harm-exception = { $part ->
        [policy] { $domain } 宛てのメールは MTA-STS で保護されていますが、一部の送信側からのメールは保護されません
        [hosts] { $domain } 宛てのメールは MTA-STS で保護されていますが、使えない MX ホストがあります
        [reports] { $domain } 宛てのメールは MTA-STS で保護されていますが、TLS レポートが届きません
        [saved] { $domain } 宛てのメールは MTA-STS で保護されていますが、以前のポリシーに従う送信側があります
       *[other] { $domain } 宛てのメールは MTA-STS で保護されていますが、DNS の応答が一致しません
    }
    .row = TLS の検証あり・例外あり
harm-dane = { $some ->
        [no] DANE を検証する送信側は、{ $domain } にメールを配送できません
       *[yes] DANE を検証する送信側は、{ $total } 台のうち { $refused } 台の MX ホストに配送できません
    }
    .lead = { $some ->
        [no] その送信側のメールは滞留し、最後には差出人に戻ります。
       *[yes] 配送できないのは { $hosts } です。ほかの MX ホストが停止すると、メールは滞留し、最後には差出人に戻ります。
    }{ $verdict ->
        [enforced] MTA-STS だけに対応した送信側は、TLS を検証して配送します。
        [testing] ほかの送信側は配送します。MTA-STS はテスト中です。
        [ineffective] ほかの送信側は配送しますが、MTA-STS の設定を無視します。
       *[other] ほかの送信側は配送します。
    }
    .row = DANE を検証する送信側は配送不可
harm-saved-policy = 以前のポリシーを保持している送信側は、{ $hosts } に配送できません
    .lead = その送信側は、期限が切れるまで以前のポリシーに従います。それまでメールは滞留し、差出人に戻ることもあります。新しい送信側は配送します。
    .row = 以前のポリシーを保持する送信側は配送不可
harm-bounces = { $domain } 宛てのメールを、すぐに差出人に戻す送信側があります
    .lead = ほかの送信側は、残りの MX ホストに配送します。
    .row = 一部の送信側がメールを差出人に戻す
harm-look-up = { $fails ->
        [policy] { $domain } が MTA-STS を使っているかどうかを、送信側が照会できません
       *[mail] { $domain } 宛てのメールの配送先を、送信側が照会できません
    }
    .lead = { $fails ->
        [policy] 送信側は新しいポリシーを取得できず、保持しているポリシーを使い続けます。このチェックでも、ほかのことは確認できませんでした。
       *[mail] メールは送信側で滞留します。このチェックでも、ほかのことは確認できませんでした。
    }
    .row = DNS の照会に失敗

## モードを変えたと仮定した場合の判定

what-if-enforced = { $domain } 宛てのメールは MTA-STS で保護されるようになります
    .lead = MTA-STS に対応した送信側は、ポリシーに載っている MX ホストに、証明書が有効な場合だけ配送するようになります。
    .policy-only = ポリシーの上では { $domain } 宛てのメールは保護されるようになりますが、MX ホストは確認できませんでした
what-if-refusing = { $refused ->
        [0] { $domain } 宛てのメールが配送されなくなります
       *[other] { $total ->
            [1] 唯一の MX ホストに、メールが配送されなくなります
           *[other] { $some ->
                [no] { $total } 台の MX ホストすべてに、メールが配送されなくなります
               *[yes] { $total } 台のうち { $refused } 台の MX ホストに、メールが配送されなくなります
            }
        }
    }
    .lead = { $some ->
        [yes] MTA-STS に対応した送信側は、{ $accepted } には配送しますが、{ $hosts } には配送しなくなります。ほかの MX ホストが停止すると、メールは滞留し、最後には差出人に戻ります。
       *[no] MTA-STS に対応した送信側は、{ $hosts } に配送しなくなります。メールは滞留し、最後には差出人に戻ります。
        [soon] MTA-STS に対応した送信側は、しばらくは配送しますが、長くは続きません。
    }
what-if-testing = { $domain } 宛てのメールは届き、MTA-STS はテスト中になります
    .lead = メールは拒否されません。TLS レポートに対応した送信側が、失敗した配送をレポートで知らせます。

verdict-open = { $domain } を調べています
    .lead = 残り { $open } 件の応答を待っています。
    .last = 残りの応答

## メールサーバーごとの、送信側の動き

delivery-deliver = { $mode ->
        [enforce] { $tls ->
            [valid] { $differs ->
                [yes] { $host } はポリシーに載っており、送信側は TLS が正常なアドレスにだけ配送します。
               *[no] { $host } はポリシーに載っており、証明書も有効なので、送信側は配送します。
            }
           *[unseen] { $host } はポリシーに載っており、送信側は証明書が有効であれば配送しますが、ここからは証明書を確認できませんでした。
        }
        [testing] { $tls ->
            [valid] { $host } はポリシーに載っており、証明書も有効なので、送信側は配送します。
           *[unseen] テスト中のポリシーなので、送信側は証明書にかかわらず { $host } に配送します。
        }
        [none] ポリシーで MTA-STS が無効なので、送信側は { $host } に配送します。
       *[unknown] { $dropped ->
            [yes] { $tls ->
                [none] 規格に忠実な送信側はポリシーを使わず、TLS に対応していない { $host } に、暗号化せずに配送します。
               *[unseen] 規格に忠実な送信側はポリシーを使わず、{ $host } に、可能なら暗号化して配送します。
            }
           *[no] { $tls ->
                [none] { $host } は TLS に対応しておらず、従うポリシーもないので、送信側は暗号化せずに配送します。
                [valid] { $dane ->
                    [yes] DANE を検証する送信側は、TLS を検証してから { $host } に配送します。ほかの送信側は、可能なら暗号化して配送します。
                   *[no] 従うポリシーがないので、送信側は { $host } に、可能なら暗号化して配送します。
                }
               *[unseen] 従うポリシーがないので、送信側は { $host } に、可能なら暗号化して配送します。
            }
        }
    }
delivery-refuse = { $listed ->
        [no] { $host } はポリシーに載っていないため、送信側は配送できません。
       *[yes] { $tls ->
            [none] { $host } は TLS に対応していないため、送信側は配送できません。
           *[invalid] { $host } の TLS を検証できないため、送信側は配送できません。
        }
    }
delivery-deliver-and-report = { $listed ->
        [no] 送信側は { $host } に配送し、ポリシーに載っていないことを報告しますが、{ "enforce" } モードでは配送できません。
       *[yes] { $tls ->
            [none] 送信側は { $host } に配送し、TLS に対応していないことを報告しますが、{ "enforce" } モードでは配送できません。
           *[invalid] 送信側は { $host } に配送し、TLS を検証できないことを報告しますが、{ "enforce" } モードでは配送できません。
        }
    }
delivery-unknown = { $silent ->
        [unreachable] 送信側は { $host } に接続できないため、別の MX ホストを使います。ほかになければ、メールは滞留し、最後には差出人に戻ります。
        [yes] { $host } が応答しないため、送信側は別の MX ホストを使うか、後で再送します。
       *[no] 送信側が { $host } に配送するかどうかは、ここから確認できなかった情報によって決まるため、判断できません。
    }

## DANE を検証する送信側の動作

dane-deliver = DANE を検証する送信側は、TLSA レコードが証明書と一致する { $host } に配送します。
dane-refuse = DANE を検証する送信側は、ポリシーの内容にかかわらず { $host } に配送できません。

## ほかの送信側がポリシーを使わない原因となる問題を、気にしない送信側の動作

lenient-deliver = { $tls ->
        [unseen] この問題を許容する送信側はポリシーに従い、ポリシーが求める場合は証明書が有効なときだけ配送しますが、ここからは証明書を確認できませんでした。
       *[valid] この問題を許容する送信側は、ポリシーに従ったうえで配送します。
    }
lenient-refuse = この問題を許容する送信側は、ポリシーに従うため、配送できません。
lenient-deliver-and-report = この問題を許容する送信側は、ポリシーに従い、配送したうえで失敗を報告します。

## 以前のポリシーを保持している送信側の動作

remembering = { $fails ->
    [yes] { $policy ->
        [none] 以前のポリシーが { "enforce" } モードであれば、その期限が切れるまで { $host } に配送できません。
        [unnoticed] 以前のポリシーが { "enforce" } モードであれば、{ "id" } が同じでこのポリシーに気付かないため、期限が切れるまで { $host } に配送できません。
        [off] 以前のポリシーが { "enforce" } モードであれば、このポリシーを取得するまで { $host } に配送できませんが、取得した後は条件を付けずに配送します。
        [refuses] 以前のポリシーが { "enforce" } モードであればやはり { $host } に配送できず、{ "testing" } モードであればこのポリシーを取得するまで配送します。
       *[kept] 以前のポリシーが { "enforce" } モードであれば、新しい { "id" } に気付いてこのポリシーを取得するまで { $host } に配送できません。
    }
   *[no] { $policy ->
        [none] 置き換えるポリシーがないため、{ $host } 宛てには、期限が切れるまで以前のポリシーに従います。
        [unnoticed] { "id" } が同じでこのポリシーに気付かないため、{ $host } 宛てには、期限が切れるまで以前のポリシーに従います。
        [off] { $host } 宛てには、このポリシーを取得するまで以前のポリシーに従い、取得した後は条件を付けずに配送します。
        [refuses] 以前のポリシーに { $host } が載っていても、新しい { "id" } に気付いてこのポリシーを取得した後は配送しません。
       *[kept] 以前のポリシーに { $host } が載っていればそれに従い、載っていなければ、先に新しい { "id" } がないかを確認してこのポリシーを取得します。
    }
}

remembered = { $fails ->
        [yes] { $policy ->
            [none] 期限が切れるまで配送できません
            [unnoticed] 期限が切れるまで配送できません
            [refuses] やはり配送できません
           *[other] 新しいポリシーを取得するまで配送できません
        }
       *[no] { $policy ->
            [none] 期限が切れるまで従います
            [unnoticed] 期限が切れるまで従います
            [refuses] 新しいポリシーの取得後は配送しません
           *[other] 新しいポリシーを取得するまで従います
        }
    }

action-deliver = 配送します
action-refuse = 配送できません
action-deliver-and-report = 配送し、報告します
action-unknown = 判断できません
action-silent = 接続できません
action-divided = 配送できない送信側があります

tls-valid = 有効
tls-invalid = 検証できません
tls-none = 非対応
tls-unseen = 未確認

## メールが届くまでの道のり

stop-record = STS レコード
stop-host = ポリシーホスト
stop-policy = ポリシーファイル
stop-mx = MX ホスト
stop-tls = MX ホストの TLS

state-open = 確認中
state-good = 正常
state-care = 注意あり
state-bad = 問題あり
state-unseen = 未確認
state-idle = 対象外

stop-record-open = 照会しています
stop-record-good = 1 件・正しい
stop-record-care = { $because ->
        [id-not-bumped] { "id" } が以前のまま
       *[other] 有効・注意あり
    }
stop-record-bad = { $because ->
        [id-not-bumped] { "id" } が以前のまま
        [domain-nxdomain] ドメインが存在しない
        [record-missing] なし
        [record-missing-policy-present] なし
        [record-at-wrong-name] 別の名前にある
        [record-name-doubled] ドメイン名が二重に付いた名前にある
        [record-wildcard-txt] ワイルドカードのみ
        [record-not-sts] STS レコードではない
        [record-multiple] 複数ある
        [record-cname-dangling] 参照先がない
        [dns-servfail] ネームサーバーが正しく応答しない
        [dns-dnssec-bogus] DNSSEC の検証に失敗
        [dns-authority-unreachable] ネームサーバーに接続できない
       *[other] 無効
    }
stop-record-unseen = ここからは確認不可
stop-record-idle = { $verdict ->
        [absent] 未設定
       *[other] 不要
    }
stop-host-open = 接続しています
stop-host-good = 応答あり・証明書は有効
stop-host-care = { $because ->
        [policy-host-tls-expiring] 証明書の期限が近い
        [policy-http-slow] 応答が遅い
        [policy-host-ipv6-only] IPv6 のみ
        [policy-host-ipv6-broken] IPv6 で応答なし
        [policy-host-address-silent] 一部のアドレスで応答なし
       *[other] 応答あり・注意あり
    }
stop-host-bad = { $because ->
        [dns-servfail] ネームサーバーの障害
        [dns-dnssec-bogus] DNSSEC の検証に失敗
        [dns-authority-unreachable] ネームサーバーに接続不可
        [policy-host-nxdomain] 存在しない
        [policy-host-no-address] アドレスなし
        [policy-host-cname-dangling] 参照先がない
        [policy-host-private-address] 内部用のアドレス
        [policy-host-connect-failed] 応答なし
        [policy-host-tls-expired] 証明書の期限切れ
        [policy-host-tls-not-yet-valid] 証明書が有効期間前
        [policy-host-tls-name-mismatch] 証明書の名前が違う
        [policy-host-tls-provider-cert] 証明書の名前が違う
        [policy-host-tls-wildcard-too-shallow] 証明書の名前が違う
        [policy-host-tls-cn-only] 証明書に名前がない
        [policy-host-tls-self-signed] 自己署名の証明書
        [policy-host-tls-untrusted-ca] 信頼されない証明書
        [policy-host-tls-chain-incomplete] 中間証明書が不足
        [policy-host-tls-old] TLS が古い
        [policy-host-tls-handshake-failed] TLS に失敗
        [policy-http-redirect] リダイレクト
        [policy-http-not-found] ファイルなし
        [policy-http-timeout] 遅すぎる
        [policy-http-content-type-html] ファイルの種類が違う
        [policy-http-content-type-other] ファイルの種類が違う
        [policy-http-content-type-missing] ファイルの種類が不明
       *[other] ファイルを配布していない
    }
stop-host-unseen = ここからは確認不可
stop-host-idle = { $verdict ->
        [absent] 未設定
       *[other] 未到達
    }
stop-policy-open = 取得しています
stop-policy-good = { $mode ->
        [unknown] 有効
       *[other] { $max_age }有効
    }
stop-policy-care = 有効・注意あり
stop-policy-bad = { $because ->
        [policy-empty] 空
        [policy-body-is-html] Web ページ
       *[other] 無効
    }
stop-policy-unseen = ここからは確認不可
stop-policy-idle = { $verdict ->
        [absent] 未設定
       *[other] 未到達
    }
stop-mx-open = 照会しています
stop-mx-good = { $total ->
        [0] 正常
        [1] 1 台を記載
       *[other] { $total } 台すべて記載
    }
stop-mx-care = { $because ->
        [mx-missing-implicit] MX レコードなし・アドレスを使用
       *[other] { $mode ->
            [unknown] 注意あり
           *[other] { $total } 台中 { $listed } 台を記載
        }
    }
stop-mx-bad = { $because ->
        [domain-nxdomain] なし
        [mx-missing-no-address] なし
        [dns-servfail] ネームサーバーの障害
        [dns-dnssec-bogus] DNSSEC の検証に失敗
        [dns-authority-unreachable] ネームサーバーに接続不可
        [mx-null-mixed] 矛盾あり
        [mx-private-address] 内部用のアドレス
        [mx-is-ip] IP アドレス
        [mx-no-address] アドレスなし
       *[other] { $mode ->
            [unknown] 未記載あり
           *[other] { $listed ->
                [0] 1 台も記載なし
               *[other] { $total } 台中 { $listed } 台のみ記載
            }
        }
    }
stop-mx-unseen = ここからは確認不可
stop-mx-idle = { $verdict ->
        [no-mail] なし
       *[other] { $total ->
            [0] 比較できるポリシーなし
           *[other] { $total } 台・比較できるポリシーなし
        }
    }
stop-tls-open = 確認しています
stop-tls-good = { $total ->
        [1] 証明書は有効
       *[other] 証明書はすべて有効
    }
stop-tls-care = { $because ->
        [mx-connect-failed] { $total ->
            [1] 応答なし
           *[other] 一部が応答なし
        }
        [mx-cert-expiring] 証明書の期限が近い
        [mx-addresses-differ] アドレスで結果が異なる
       *[other] 有効・注意あり
    }
stop-tls-bad = { $because ->
        [dane-tlsa-mismatch] DANE と不一致
        [dane-tlsa-lookup-failed] TLSA レコードを照会できない
       *[other] { $failing ->
            [0] 失敗
           *[other] { $total } 台中 { $failing } 台で失敗
        }
    }
stop-tls-unseen = { $looked ->
        [0] ここからは確認不可
       *[other] { $total } 台中 { $unseen } 台は確認不可
    }
stop-tls-idle = 対象外

## 担当者、重要度、場所

owner-policy-file = ポリシーファイルの担当者
owner-web-host = Web サーバーの担当者
owner-dns = DNS の担当者
owner-mail-host = メールサーバーの担当者
owner-nobody = 対応は不要

severity-error = エラー
severity-warning = 警告
severity-notice = 参考
severity-pass = 正常

stage-dns = ドメインとネームサーバー
stage-record = STS レコード
stage-policy-host = ポリシーホスト
stage-policy = ポリシーファイル
stage-mx = MX ホスト
stage-tls = MX ホストの TLS
stage-tlsrpt = TLS レポート
stage-dane = DANE
stage-consistency = 全体の整合性

source-record = STS レコード
source-policy = ポリシーファイル
source-tlsrpt = TLSRPT レコード

patch-txt = { $name } の TXT レコード
patch-tlsa = { $name } の TLSA レコード
patch-cname = { $name } の CNAME レコード
patch-file = { $url ->
        [none] ポリシーファイル
       *[other] { $url } に置くポリシーファイル
    }
patch-lines = { $url ->
        [none] ポリシーファイルに追加
       *[other] { $url } のポリシーファイルに追加
    }

next-id = ポリシーファイルの変更後、{ $name } の TXT レコードを次の値に置き換えてください
    .why = 送信側は、このレコードの { "id" } が変わったときにだけファイルを取得し直します。先にファイル、次にレコードの順で変更してください。
next-id-elsewhere = { $operator ->
        [none] ポリシーファイルの変更後、{ $target } にあるレコードの { "id" } の変更を管理者に依頼してください
       *[other] ポリシーファイルの変更後、{ $target } にあるレコードの { "id" } の変更を { $operator } に依頼してください
    }
    .why = 送信側は、{ "id" } が変わったときにだけファイルを取得し直します。{ $operator ->
        [none] { $name } は CNAME レコードで外部のレコードを参照しているため、同じ名前に TXT レコードを置くことはできません。
       *[other] { $name } は CNAME レコードで { $operator } のレコードを参照しているため、同じ名前に TXT レコードを置くことはできません。
    }変更してもらえない場合は、CNAME レコードを自分の TXT レコードに置き換えてください。
record-elsewhere = { $operator ->
        [none] { $target } にあるレコードの変更を、その管理者に依頼してください。{ $name } は CNAME レコードでそこを参照しているため、同じ名前に TXT レコードを置くことはできません。
       *[other] { $target } にあるレコードの変更を { $operator } に依頼してください。{ $name } は CNAME レコードでそこを参照しているため、同じ名前に TXT レコードを置くことはできません。
    }
removal-then = あとは待つだけです。以前のポリシーが送信側に残っている可能性があるため、レコードとポリシーファイルを { $date }まで残してください。その後は、どちらも削除できます。
step-after-file = ポリシーファイルを変更した後に行ってください。
step-command = 変更の前後に、次のコマンドで確認できます：
step-fixes-too = これで次の問題も解決します：
step-likewise = 次のものにも同じ問題があります：

further = ほかにも { $count } か所にあります。
omitted-bytes = 応答が大きすぎたため、このチェッカーは { $count } バイトを省きました。

## メールへの影響

effect-no-policy = { $mode ->
        [testing] ポリシーを保持していない送信側は何も適用せず、MTA-STS のレポートも送りません。メールは通常どおり届きます。
        [none] 送信側に MTA-STS の無効化が伝わらず、古いポリシーが期限まで残ります。それを除けば、メールは通常どおり届きます。
       *[enforce] { $differs ->
            [yes] 規格どおりの送信側はポリシーを使えず、MTA-STS なしで配送します。以前のポリシーを保持している送信側は、期限が切れるまでそれに従います。
           *[no] 送信側はポリシーを使えず、MTA-STS なしで配送します。以前のポリシーを保持している送信側は、期限が切れるまでそれに従います。
        }
    }
effect-skip-host = { $mode ->
        [enforce] MTA-STS に対応した送信側は、このホストに配送できません。ポリシーに載っている別のホストを使い、なければメールは滞留し、最後には差出人に戻ります。
        [testing] メールは届きます。TLS レポートに対応した送信側は失敗を報告します。
        [none] { "none" } モードの間、メールに影響はありません。
       *[unknown] { "enforce" } モードでは、送信側はこのホストに配送できません。{ "testing" } モードでは、配送して失敗を報告します。
    }
effect-all-hosts = { $mode ->
        [enforce] MTA-STS に対応した送信側は、どこにも配送できません。メールは滞留し、最後には差出人に戻ります。
        [testing] メールは届きます。TLS レポートに対応した送信側は失敗を報告します。
        [none] { "none" } モードの間、メールに影響はありません。
       *[unknown] { "enforce" } モードでは、送信側はどこにも配送できません。{ "testing" } モードでは、配送して失敗を報告します。
    }
effect-nothing = メールに影響はありません。
effect-some-senders = { $mode ->
        [testing] ポリシーを使えずレポートも送らない送信側と、ポリシーを使える送信側があります。メールは届きます。
        [none] 一部の送信側には MTA-STS の無効化が伝わりません。メールは届きます。
       *[enforce] ポリシーを使えずに MTA-STS なしで配送する送信側と、ポリシーを使える送信側があります。
    }
effect-no-reports = { $mode ->
        [testing] メールは届きますが、レポートが来ないため、テストの意味がありません。
        [none] メールは届きます。レポートは来ません。
       *[enforce] メールに影響はありませんが、拒否されたメールがあっても気付くことができません。
    }
effect-unknown = この部分は確認できませんでした。実際の送信側からは違って見える可能性があります。
effect-risk = { $mode ->
        [testing] 配送に影響はありません。
        [none] 配送に影響はありません。
       *[enforce] まだメールに影響はありません。実際に問題が起きると、MTA-STS に対応した送信側がメールを拒否するおそれがあります。
    }
effect-useless-line = { $mode ->
        [testing] 厳格な送信側はポリシーを無視します。そのほかの送信側は、この行でしか指定していない MX ホストを報告します。メールは届きます。
        [none] メールに影響はありませんが、厳格な送信側には MTA-STS の無効化が伝わらないことがあります。
       *[enforce] 厳格な送信側はポリシー全体を破棄し、MTA-STS なしで配送します。そのほかの送信側では、この行がどの MX ホストにも一致しないため、この行でしか指定していない MX ホストには配送されません。
    }
effect-no-mail = MTA-STS の有無にかかわらず、メールは届きません。
effect-dane-fails = DANE を検証する送信側は、ポリシーの内容にかかわらず、このホストに配送できません。メールは滞留し、最後には差出人に戻ります。MTA-STS だけに対応した送信側には影響がありません。

tls-report-result = TLS レポートでは { $result } と報告されます。

## 確認できなかったことと、その理由。ドメイン側の問題ではありません

unseen-dns = { $name } の { $type } レコード
unseen-policy = ポリシーファイル { $url }
unseen-mail = { $host } の TLS
unseen-note = ドメイン側の問題を示すものではありません。

blind-timeout = { $ask ->
        [dns] リゾルバーが時間内に応答しませんでした。
       *[other] 確認を代行するサービスが時間内に応答しませんでした。
    }
    .hint = { $ask ->
        [dns] もう一度試すか、別のリゾルバーを選んでください。
       *[other] 時間をおいて、もう一度試してください。
    }
blind-unreachable = { $ask ->
        [dns] リゾルバーに接続できないか、応答が得られませんでした。
        [mail] 確認を代行するサービスが MX ホストまで到達できなかったか、接続を拒否されました。
       *[other] 確認を代行するサービスに接続できないか、そこからポリシーホストまで到達できませんでした。
    }
    .hint = { $ask ->
        [dns] ネットワークの接続を確認するか、別のリゾルバーを選んでください。
        [mail] 時間をおいて試すか、{ "openssl s_client -starttls smtp -connect HOST:25" } で確認してください。
       *[other] 時間をおいて試すか、別のネットワークから確認してください。
    }
blind-status = { $ask ->
        [dns] リゾルバーが DNS の応答の代わりに、HTTP ステータス { $status } を返しました。
       *[other] 確認を代行するサービスが、HTTP ステータス { $status } を返しました。
    }
    .hint = { $ask ->
        [dns] もう一度試すか、別のリゾルバーを選んでください。
       *[other] 時間をおいて試すか、別のネットワークから確認してください。
    }
blind-malformed = { $ask ->
        [dns] リゾルバーの応答を読み取れませんでした。
       *[other] 確認を代行するサービスの応答を読み取れませんでした。
    }
    .hint = { $ask ->
        [dns] 別のリゾルバーを選んでください。
       *[other] 別のサービスを選んでください。
    }
blind-refused = { $ask ->
        [dns] リゾルバーが問い合わせを受け付けませんでした。
       *[other] 確認を代行するサービスが依頼を受け付けませんでした。
    }
    .hint = { $ask ->
        [dns] 別のリゾルバーを選んでください。
       *[other] 別のサービスを選ぶか、手元のコンピューターから確認してください。
    }
blind-rcode = リゾルバーはレコードではなく { $code } を返しました。
    .hint = { $code ->
        [REFUSED] このリゾルバーはここからの問い合わせに応答しません。別のリゾルバーを選んでください。
       *[other] もう一度試すか、別のリゾルバーを選んでください。
    }
blind-servfail = この名前を管理するネームサーバーが正しく応答しませんでした。
    .hint = しばらくしてからもう一度試すか、ネームサーバーの管理者に知らせてください。
blind-busy = { $ask ->
        [dns] リゾルバーが問い合わせの回数を制限しています。
       *[other] 確認を代行するサービスが依頼の回数を制限しています。
    }
    .hint = { $seconds ->
        [0] 少し待ってから、もう一度試してください。
       *[other] { $wait }待ってから、もう一度試してください。
    }
blind-not-offered = { $ask ->
        [dns] この問い合わせ方法では、この種類の照会ができません。
        [mail] このチェックは MX ホストに接続しないため、証明書は確認していません。
       *[other] ブラウザーは自分でポリシーファイルを取得できず、代わりに取得するサービスも設定されていません。
    }
    .hint = { $ask ->
        [dns] 別のリゾルバーを選んでください。
        [mail] 各 MX ホストを { "openssl s_client -starttls smtp -connect HOST:25" } で確認してください。
       *[other] サービスを選ぶか、コマンドラインで確認してください。
    }

## テキスト形式の見出し

text-domain = ドメイン
text-mode = モード
text-id = id
text-valid-for = 有効期間
text-checked = 確認日時
text-way = メールが届くまでの道のり
text-do = 必要な対応
text-delivery = 現在の送信側の動作
text-also = そのほかに分かったこと
text-good = 問題のない項目
text-unseen = 確認できなかったこと
text-nothing = 必要な対応はありません。
text-preference = MX { $preference }
text-remembering = 以前のポリシーを保持している送信側
text-dane = DANE を検証する送信側
text-tls = TLS

## 実際の送信側の違い(公開されているソースコードと、外部からの観察による)

senders-source = 公開されているソースコードによる違い：
senders-accepts = { $senders } は受け入れます。
senders-rejects = { $senders } は拒否します。
senders-first = { $senders } は最初の値を使います。
senders-last = { $senders } は最後の値を使います。
senders-cuts = { $senders } は上限まで切り詰めます。
senders-any-depth = { $senders } はワイルドカードを複数の階層に一致させます。
senders-one-label = { $senders } はワイルドカードを 1 階層にだけ一致させます。
senders-any-success = { $senders } は 200〜299 のどのステータスも受け入れます。
senders-reports = { $senders } が、このようなサーバーを TLS レポートで失敗として報告した例があります。

## 担当者への連絡文

message-subject = { $domain } の MTA-STS：{ $headline }
message-intro = { $domain } 宛てのメールに関わる次の点について、対応をお願いします。{ $date }のチェックで見つかったものです。
message-greeting = お世話になっております。
message-subject-id = { $domain } の MTA-STS：{ "id" } の変更のお願い
message-intro-id = { $domain } の MTA-STS のポリシーファイルを変更します。{ $date }のチェックで見つかった理由は次のとおりです。
message-then-dns = ファイルの変更後、{ $name } の TXT レコードを次の値に置き換えるよう、DNS の担当者に伝えてください：
message-then-operator = { $operator ->
        [none] ファイルの変更後、{ $target } にあるレコードの { "id" } の変更を、その管理者に依頼してください。{ $name } は CNAME レコードでそこを参照しています。
       *[other] ファイルの変更後、{ $target } にあるレコードの { "id" } の変更を { $operator } に依頼してください。{ $name } は CNAME レコードでそこを参照しています。
    }
message-setup = 設定のお願い
message-setup-intro = { $date }のチェックで、{ $domain } に MTA-STS がまだ設定されていないことが分かりました。まずテストから始めます。{ "enforce" } モードに切り替えると、ほかのメールサーバーは検証済みの TLS でだけ { $domain } に配送するようになります。
message-again = 同じチェックは、次のリンクからいつでもやり直せます：
