### Words about links that hold what a check saw. The same ids and arguments in every language.

snapshot-copy = スナップショットのリンクをコピー
snapshot-file = スナップショットをダウンロード
snapshot-too-long = このチェックの記録は長すぎてリンクに収まりません。代わりにファイルを送ってください。
snapshot-share = 共有
snapshot-shown = このリンクは、そのときのチェックの記録を現在の基準で表示しています。このようなリンクはだれでも作れるため、送り主を信頼できる範囲で参考にしてください。このブラウザーには保存されません。
snapshot-unreadable = このスナップショットのリンクは壊れているか、このバージョンのページでは読み取れません。送り主にファイルを送ってもらってください。
