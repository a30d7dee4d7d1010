### Words about links that hold what a check saw. The same ids and arguments in every language.

snapshot-copy = Copy snapshot link
snapshot-file = Download snapshot
snapshot-too-long = What this check saw is too long for a link. Send the file instead.
snapshot-share = Share
snapshot-shown = This link shows what a check saw then, judged by today's rules. Anybody can write such a link, so trust it only as far as you trust its sender. This browser does not store it.
snapshot-unreadable = This snapshot link is damaged, or this version of the page cannot read it. Ask its sender for the file.
