### Words about a text in the field that is no domain. The same ids and arguments in every language.

typed-domains = { $count } 件のドメインの一覧です。1 件だけ調べるには、次から選んでください。
typed-many = すべてチェックする
typed-bounce = これはエラーメールまたはメールサーバーのログです。ドメインをチェックするには、ドメイン名だけを入力してください。
typed-report = これは TLS レポートで、ドメインでもポリシーファイルでもありません。
typed-text = { $source ->
        [policy] これはポリシーファイルの内容で、ドメインではありません。
        [tlsrpt] これは TLSRPT レコードで、ドメインではありません。
       *[record] これは STS レコードで、ドメインではありません。
    }
typed-lint = 構文をチェックする
typed-taken = { $kind ->
        [mail] メールアドレスが入力されました。MTA-STS はそのドメイン { $domain } に設定されるものです。
       *[url] URL が入力されました。メールはそのドメイン { $domain } に届きます。
    }
