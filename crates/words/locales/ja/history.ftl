### Words about earlier checks. The same ids and arguments in every language.

history-empty = チェックの記録はまだありません。行ったチェックはここに残り、同じドメインを次に調べたときに何が変わったかを示します。
history-empty-off = 保存されているチェックはありません。
history-none = この判定のドメインはありません。
history-verdict = 判定
history-any = すべての判定（{ $count }）
history-more = さらに { $count } 件を表示（全 { $all } 件）
history-checks = チェック { $count } 件
history-delete = { $domain } のチェック { $count } 件を消去
history-delete-all = { $count } 件を消去
history-delete-one = { $date }のチェックを消去
history-csv = CSV でダウンロード
history-room = { $most } ドメイン中 { $domains }、{ $limit } MiB 中 { $used } MiB を使用しています。
history-dropped = 履歴がいっぱいになったため、{ $domain } のチェック { $count } 件（最後は { $date }）を消去しました。

page-since-line = { $count ->
        [0] { $date }から変化はありません。
       *[other] { $date }から { $count } 件の変化があります：
    }
page-since-all = すべての変化

unknown-title = ページがありません
unknown-text = { $path } というページはありません。

rules-search = 言葉または id で検索
rules-severity = 重要度
rules-any-severity = すべての重要度
rules-part = 対象
rules-any-part = すべての対象
rules-found = { $count ->
        [0] 該当する項目はありません。
       *[other] { $count } 件が該当します。
    }

record-short = （ドメイン名が自動で付く入力欄では { $name }）
record-copy-name = 名前をコピー
record-copy-short = 短い名前をコピー
record-copy-zone = ゾーンの行をコピー
