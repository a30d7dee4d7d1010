### 入力されたドメインの問題。

input-empty = ドメイン名またはメールアドレスを入力してください。
input-ip-address = IP アドレスが入力されています。MTA-STS はドメイン名に対するものなので、メールアドレスの @ より後ろの部分を入力してください。
input-empty-label = ドットが連続しているか、先頭にあります。
input-label-too-long = ドットで区切られた部分が 63 文字を超えています：{ $value }
input-too-long = 名前が { $count } 文字あります。ドメイン名は 253 文字までです。
input-character = ドメイン名に { $value } は使えません。使えるのは英数字、ハイフン、ドットです。
input-blank = ドメイン名に空白は使えません。使えるのは英数字、ハイフン、ドットです。
input-hyphen = ドメイン名の各部分は、ハイフンで始めることも終えることもできません：{ $value }
input-not-idna = DNS で表記できない文字が含まれています。
