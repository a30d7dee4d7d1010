### 公開前のテキストについての文言（ページとコマンドライン）。識別子は `lint-` で始まり、引数はすべての言語で同じ。

## 最初に示す一文。

lint-record-valid = 送信側はこの STS レコードを使います。{ "id" } は { $id } です。
lint-record-some = この STS レコードを使う送信側と、使わない送信側があります。
lint-record-none = STS レコードがありません。{ $count ->
    [0] レコードが 1 件もありません。
    [1] { "v=STSv1;" } で始まっていません。
   *[other] { $count } 件のうち、{ "v=STSv1;" } で始まるものがありません。
}
lint-record-multiple = { "v=STSv1;" } で始まるレコードが複数あるため、送信側はどれも使いません。
lint-record-invalid = 送信側はこの STS レコードを使えません。
lint-policy-valid = このファイルは、送信側が使えるポリシーです。
lint-policy-refuses = { $mode ->
    [testing] 送信側はこのポリシーを使えますが、{ $hosts } での失敗を報告します。{ "enforce" } モードでは配送しません。
   *[enforce] 送信側はこのポリシーを使えますが、{ $hosts } には配送しません。
}
lint-policy-error = 送信側はこのポリシーを使えますが、機能しない部分があります。
lint-policy-some = このファイルをポリシーとして使う送信側と、無視する送信側があります。
lint-policy-invalid = 送信側はこのファイルをポリシーとして使えません。
lint-tlsrpt-valid = 送信側はこの TLSRPT レコードを使います。レポートの送り先は { $rua } です。
lint-tlsrpt-none = TLSRPT レコードがありません。{ $count ->
    [0] レコードが 1 件もありません。
    [1] { "v=TLSRPTv1;" } で始まっていません。
   *[other] { $count } 件のうち、{ "v=TLSRPTv1;" } で始まるものがありません。
}
lint-tlsrpt-multiple = { "v=TLSRPTv1;" } で始まるレコードが複数あるため、送信側はどれも使いません。
lint-tlsrpt-invalid = 送信側はこの TLSRPT レコードを使えません。

lint-strange = ポリシーファイル、STS レコード、TLSRPT レコードのどれでもありません。
lint-read-strings = { "dig" } やゾーンファイルの表記として読みました。この表記では、引用符はレコードの一部ではありません。DNS 事業者の入力欄では引用符も値に含まれることがあるため、引用符なしで入力してください。
lint-read-line = ゾーンファイルの 1 行として読み、実際に公開される値を判定しています。
lint-read-cut = ゾーンファイルでは、引用符の外にあるセミコロンから後ろはコメントになり、公開されません。値を引用符で囲んでください。
lint-read-colon = tinydns のデータでは、コロンで値が終わり、その後ろは公開されません。値の中のコロンは \072 と書いてください。
lint-read-owner = この行は { $name } のレコードですが、送信側は { $expected } を調べます。
lint-read-relative = { $name } の末尾にドットがありません。ゾーンファイルでは、後ろにゾーンの名前が補われます。
lint-read-tool = { $tool } の表記として読み、その中の値を判定しています。
lint-read-form = { $form ->
        [table] 表の行として読み、セルの中の値を判定しています。
        [fields] 項目名の付いた行として読み、項目名の後ろの値を判定しています。
        [message] メッセージとして読み、その中のレコードを判定しています。
        [policy-source] プログラムや設定ファイルとして読み、その中のポリシーファイルを判定しています。
       *[source] プログラムのソースとして読み、引用符の中の値を判定しています。
    }
lint-cut-away = { $noise ->
        [command] 前後のプロンプトとコマンドを除いて読みました。
        [escape-sequences] 端末の色のコードを除いて読みました。
        [fence] 前後のコードブロックの記号を除いて読みました。
        [mail-quote] 行頭の引用の記号を除いて読みました。
        [mail-head] メールのヘッダーと、テキスト以外の部分を除いて読みました。
        [links] チャットなどが付けたリンクの書式を除いて読みました。
        [diff] 差分の記号と、差分で削除される行を除いて読みました。
        [line-numbers] 行番号を除いて読みました。
        [http-head] HTTP レスポンスのヘッダーを除いて読みました。ファイルの一部ではありません。
        [front-matter] フロントマターを除いて読みました。公開するファイルに含めてはいけません。
        [line-breaks] レコードの途中の改行を除いて読みました。
        [line-end-marks] 行末の記号を除いて読みました。
        [comments] コメントの中のレコードを除いて読みました。
        [other-names] 別の名前のレコードを除いて読みました。
        [utf-16] UTF-16 のテキストをデコードして読みました。
        [hex-dump] 16 進ダンプをデコードして読みました。
        [generic-data] 汎用形式（{ "TYPE16 \\#" }）のレコードをデコードして読みました。
        [quoted-printable] quoted-printable のテキストをデコードして読みました。DNS には { "=3D" } ではなく { "=" } と書いてください。
        [percent-encoding] パーセントエンコードされたテキストをデコードして読みました。
        [character-references] HTML の文字参照をデコードして読みました。
        [escapes] エスケープシーケンスをデコードして読みました。
        [base64] Base64 のテキストをデコードして読みました。
        [rich-text] リッチテキスト（RTF）をデコードして読みました。
        [log-prefix] ログや { "grep" } が行頭に付ける部分を除いて読みました。
        [signature] メールの署名を除いて読みました。
        [old-values] レコードの変更が含まれています。新しい値だけを調べました。
        [earlier-answers] 複数の応答が含まれています。最後の応答だけを調べました。
        [typography] 前後の引用符（“ ”）や見えない文字を除いて読みました。
        [indentation] 行頭の空白を除いて読みました。
        [list-marks] 行頭の箇条書きの記号やプロンプトを除いて読みました。
        [surrounding-text] 前後の文章を除いて読みました。
       *[html] 前後の HTML を除いて読みました。
    }
lint-answer-none = この応答にはレコードがありません。この名前では公開されていません。
lint-unknown = { $why ->
        [servfail] DNS サーバーのエラー（SERVFAIL）のため、レコードについては何も分かりません。
        [refused] DNS サーバーが問い合わせを拒否した（REFUSED）ため、レコードについては何も分かりません。
        [timeout] DNS サーバーの応答がなかったため、レコードについては何も分かりません。
        [other-question] 別の種類の問い合わせに対する応答です。TXT を問い合わせてください。
        [other-name] 別の名前についての応答なので、レコードについては何も分かりません。
       *[other] DNS ツールがエラーを報告しているため、レコードについては何も分かりません。
    }
lint-unknown-hint = { $why ->
        [servfail] 別のリゾルバーに問い合わせてください。どこでも SERVFAIL になる場合は、ドメインのネームサーバーか DNSSEC の署名に問題があります。
        [refused] { "dig @1.1.1.1" } のように、応答するリゾルバーに問い合わせてください。
        [timeout] もう一度、または別のリゾルバーに問い合わせてください。ファイアウォールが DNS を遮断していることもあります。
        [other-question] { "dig" }、{ "host" }、{ "nslookup" } では、種類を指定してください：{ "dig TXT" }、{ "host -t TXT" }、{ "nslookup -type=TXT" }
        [other-name] STS レコードはドメインの下の { "_mta-sts" } に、TLSRPT レコードは { "_smtp._tls" } にあります。
       *[other] もう一度、または別のリゾルバーに問い合わせてください。
    }
lint-other-use = { $use ->
        [sts] これは TLSRPT レコードではなく、STS レコードです。STS レコードとして調べてください：{ "mta-sts lint record" }
        [tlsrpt] これは STS レコードではなく、TLSRPT レコードです。TLSRPT レコードとして調べてください：{ "mta-sts lint tlsrpt" }
        [spf] これは { $source ->
            [tlsrpt] TLSRPT レコード
           *[record] STS レコード
        }ではなく、SPF レコードです。
        [dmarc] これは { $source ->
            [tlsrpt] TLSRPT レコード
           *[record] STS レコード
        }ではなく、DMARC レコードです。
        [dkim] これは { $source ->
            [tlsrpt] TLSRPT レコード
           *[record] STS レコード
        }ではなく、DKIM の鍵です。
        [bimi] これは { $source ->
            [tlsrpt] TLSRPT レコード
           *[record] STS レコード
        }ではなく、BIMI レコードです。
       *[verification] これは { $source ->
            [tlsrpt] TLSRPT レコード
           *[record] STS レコード
        }ではなく、別のサービスがドメインの確認に使う値です。
    }
lint-unreadable = { $why ->
        [policy] これは DNS レコードではなく、ポリシーファイルです。ポリシーファイルとして調べてください。
        [command] コマンドだけで、応答がありません。応答、または値だけを貼り付けてください。
        [computed] 値はプログラムの実行時に決まります。公開される値を貼り付けてください。
        [comment] テキストがコメントの中にしかないため、公開されません。値だけを貼り付けてください。
        [cut-off] ツールの表示では、値が途中で切れています。値の全体を貼り付けてください。
        [no-policy] この形式には対応していません。ポリシーの行が含まれていません。ポリシーファイルの内容だけを貼り付けてください。
        [no-body] HTTP レスポンスのヘッダーだけで、ファイルの内容がありません。ポリシーファイルの内容を貼り付けてください。
        [no-value] このテキストには該当するレコードがありません。値だけを貼り付けてください。
       *[unknown] この形式には対応していません。値だけを貼り付けてください。
    }

## ページ。

lint-nav = 構文チェック
lint-title = 公開前の構文チェック
lint-lead = ポリシーファイル、STS レコード、TLSRPT レコードを調べます。入力するたびにこのページの中で判定します。テキストはどこにも送信せず、保存もしません。
lint-text = テキスト
lint-note = 入力欄では、行末の CR やテキスト以外のバイトは失われます。入力または貼り付けた内容は、改行を LF として判定します。ファイルを開くか、ページにドロップすると、バイト単位でそのまま判定します。
lint-file = { $name }（{ $count } バイト）をそのまま判定しています。ここで編集すると、入力欄のテキストの判定に切り替わります。
lint-file-bad = このファイルは読み込めませんでした。
lint-kind = 種類
lint-kind-found = { $source ->
        [policy] ポリシーファイル（自動判別）
        [record] STS レコード（自動判別）
        [tlsrpt] TLSRPT レコード（自動判別）
       *[other] 判別できません
    }
lint-kind-open = 自動で判別
lint-kind-word = { $source ->
        [record] STS レコード
        [tlsrpt] TLSRPT レコード
       *[policy] ポリシーファイル
    }
lint-domain = ドメイン（省略可）
lint-domain-note = 省略すると、貼り付けた行にあるドメイン、なければ { "domain.example" } として判定します。
lint-hosts = MX ホスト（1 行に 1 つ、省略可）
lint-hosts-note = 入力すると、ポリシーの対象に含まれているかどうかも判定します。
lint-hosts-bad = { $host } はホスト名ではありません。
lint-hosts-many = 比較するのは、先頭の { $count } 件の MX ホストだけです。
lint-count = エラー { $errors } 件、警告 { $warnings } 件。
lint-uncovered = ドメインの MX ホストがポリシーの対象に含まれているかどうかは判定していません。上の欄に MX ホストを入力してください。
lint-rest = DNS とポリシーホストで実際に公開されている内容は、ここでは調べません。公開したあとで、ドメインをチェックしてください。
lint-live = 公開中の状態と比較する
lint-live-note = { $domain } を今調べて比較します。テキストはこのブラウザーの外に出ません。
lint-live-deletion = レコードとファイルの削除を確認
lint-live-deletion-note = { $domain } を今調べ、送信側がまだポリシーを適用しているかを確認します。
lint-live-needs-domain = 公開中の状態と比較するには、上の欄にドメインを入力してください。
lint-source = テキスト（バイト単位）
lint-source-records = レコード { $count } 件
lint-place = { $source }、{ $line } 行目 { $column } 列目
lint-instead = ポリシーファイルのテキストだけを構文チェックする
lint-welcome = 公開前のポリシーファイルやレコードは、ここで先に調べられます：
lint-above = 上に示したテキストで、この点も直ります。
lint-samples = 次のテキストから始められます：
