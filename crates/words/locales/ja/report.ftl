### 結果の言葉: 単位、判定、配送、停留所、確認できなかったこと、担当者、影響。

## 単位・日付・一覧

unit-day = { $count }日
unit-hour = { $count }時間
unit-minute = { $count }分
unit-second = { $count }秒
unit-both = { $large }{ $small }
date = { $year }年{ $month }月{ $day }日
list-next = { $left }、{ $right }
list-last = { $left }、{ $right }
list-more = { " ほか " }{ $count } 件
