### Words of the page. Ids begin with `page-`. The same ids and arguments in every language.

page-name = MTA-STS Checker
page-skip = Skip to the content
page-navigation = Site
page-standard = The standard, RFC 8461
page-keys = Press { "/" } to type

## The form

page-question = Is mail to your domain delivered over verified TLS?
page-check = Check
page-note = A domain or a mail address.

## The resolver

page-asked-at = Names are looked up from this browser at { $resolver }
page-asked-own = Names are looked up from this browser at the server of this page
page-asked-too = , and at { $resolvers } to compare
page-change = change
page-resolver-legend = Who looks names up, and so learns which domain is checked
page-resolver-auto = The first that answers
page-resolver-own = The server of this page
page-resolver-custom = Another one, by the address of its DNS-over-HTTPS service
page-resolver-use = Use it
page-resolver-compare = Compare with it
page-compare = Ask these, too, and compare
page-compare-note = Each of them learns the domain as well. Where answers differ, the check says how long to wait, and what to fix if waiting does not help.
page-compare-demo = Demo domains exist on this server alone: for them nobody else is asked.
page-trial-running = Asking { $resolver } …
page-trial-good = { $resolver } answers, in { $ms } ms.
page-trial-bad = { $why ->
        [timeout] { $resolver } did not answer in time.
        [unreachable] { $resolver } cannot be reached from here, or does not answer web pages.
       *[other] { $resolver } answered, but not with DNS.
    } Choose another one.
page-trial-address = That is no address that a page may ask: it begins with { "https://" }.

## What this is

page-what = What this is
page-what-one = MTA-STS tells other mail servers: deliver to this domain only over TLS, and only to servers whose certificate is valid.
page-what-two = This page looks at a domain as such a server would, says what happens to its mail, and gives the exact text that fixes what is broken.
page-what-three = DNS is asked straight from your browser. Results are stored in this browser only.
page-demos = Try it on a demo domain
page-demos-note = They exist on this server only, under { ".test" }; checking them asks nobody on the internet.
page-demos-more = { $count } more
page-past = Your last checks
page-past-note = Kept in this browser only, and judged again by today’s rules.
page-forget = Delete all
page-forget-sure = { $count ->
        [one] The check is deleted for good.
       *[other] All { $count } checks are deleted for good.
    }
page-forget-not = Keep them
page-delete = Delete
page-kept-delete = Delete the check of { $domain }
page-kept-nameless = A check whose domain cannot be read
page-kept-unreadable = kept, but this version of the page cannot read it

page-verdict-enforced = verified TLS only
page-verdict-refusing = mail is refused
page-verdict-testing = only being tested
page-verdict-disabled = switched off
page-verdict-ineffective = senders ignore it
page-verdict-absent = not set up
page-verdict-no-mail = receives no mail
page-verdict-unknown = could not be seen

## The answer

page-fact-mode = Mode { $mode }
page-fact-age = remembered for { $age }
page-fact-id = id { $id }
page-fact-checked = checked
page-fact-answers = { $count ->
        [one] 1 answer
       *[other] { $count } answers
    }
page-fact-questions = { $count ->
        [one] 1 question
       *[other] { $count } questions
    }, { $quick ->
        [yes] under 0.1
       *[no] { $time }
    } s
page-idn = (the same name in its own letters)
page-opened = This check is from a file. The internet may have changed since.
page-kept = This check was kept by your browser. The internet may have changed since.
page-lost = The check that this address asks for is not kept in this browser. This is a new one.
page-lost-unreadable = The check that this address asks for is kept in this browser, but this version of the page cannot read it. This is a new one.
page-fallback = { $silent } did not answer, so { $resolver } was asked instead.
page-silent = { $silent } could not be reached, and no other resolver answered.
page-opinion-same = { $resolver } gives the same answers.
page-opinion-part = { $resolver } could not answer every question; what it answered is the same.
page-opinion-none = { $resolver } did not answer, so there is nothing to compare with.
page-again = Check again
page-check-parent = Check { $parent }
page-other-resolver = Choose another resolver
page-offline = This browser is offline. Checks that it kept, and files of checks, open all the same.
page-offline-lead = This browser has no network, so nothing could be looked up. Check again when it is back.
page-copy-link = Copy link
page-copy-ticket = Copy for a ticket
page-copied = Copied
page-copy-failed = The browser does not let this page copy. Select the text instead.
page-copy-file = Copy file
page-copy-value = Copy value
page-copy-command = Copy command
page-record-name = Name
page-record-type = Type
page-record-value = Value
page-lines-more = { $count ->
        [one] One more line is not shown; the copy has it.
       *[other] { $count } more lines are not shown; the copy has them.
    }

## A domain without MTA-STS: what it has to publish

page-setup = Set it up
page-setup-lead = In this order: as soon as senders find the record, they ask for the file.
page-setup-file = Publish the policy file
page-setup-file-why = It names the mail servers of { $domain } and begins in mode { "testing" }: senders report what fails, and refuse nothing.
page-setup-file-fix = Serve it at { $url }, with a certificate that is valid for { $host }.
page-setup-record = Add the STS record
page-setup-record-why = It tells senders that there is a policy. Its { "id" } changes whenever the file does.
page-setup-record-fix = Add it once the file is online.
page-setup-reports = Add the record for TLS reports
page-setup-reports-why = Once a day senders report how many connections there were, and which of them failed.
page-setup-reports-fix = Make sure that somebody reads the mail at this address, or put in another one.
page-setup-then = When the reports show no more failures, set the mode to { "enforce" } and give the STS record a new { "id" }.

page-host = MX host
page-contact = First contact
page-older = Knows an older policy
page-sender = Sender

## Evidence

page-evidence = Evidence
page-mx-records = MX records
page-certificate = Certificate of the policy host
page-every-question = Every question and answer
page-records = { $count ->
        [0] no record
        [one] 1 record
       *[other] { $count } records
    }
page-no-records = There is no such record.
page-unread = { $state ->
        [no-address] no address
        [not-asked] not asked
        [no-connection] no connection
        [no-starttls] no STARTTLS
        [tls] TLS fails
        [name] could not be read
       *[no-answer] no answer
    }
page-unread-records = The name servers gave no usable answer: there may be a record, or none.
page-ttl = cached for { $time } more
page-dnssec = signed with DNSSEC
page-dnssec-not = not signed with DNSSEC
page-dnssec-unknown = DNSSEC unknown
page-octets = { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }
page-truncated = The file is longer than 64 KiB. Only the beginning was read.
page-source-cut = { $whole ->
        [no] { $shown } of the first { $lines } lines. Of the file, { $octets } bytes were read.
       *[yes] { $shown } of { $lines } lines, { $octets } bytes in all.
    }
page-octets-more = … and { $count } more bytes
page-show-all = Show all
page-headers = Headers
page-addresses = Addresses
page-no-certificate = No certificate was seen.
page-cert-subject = Subject
page-cert-names = Names
page-cert-issuer = Issuer
page-cert-valid = Valid
page-cert-span = { $from } to { $until }
page-cert-until = until { $until }
page-cert-from = valid from { $from }
page-cert-other = for another name
page-cert-expired = expired on { $until }
page-cert-key = Key
page-cert-sha256 = SHA-256
page-cert-trust = { $trust ->
        [trusted] trusted
        [issuer] issuer trusted
        [self-signed] self-signed
        [incomplete] chain incomplete
        [untrusted-root] root not trusted
       *[other] not trusted
    }
page-asked = Asked
page-answered = Answer
page-seen-by = Seen by
page-seen-at = At
page-ttl-left = TTL
page-party-resolver = { $resolver } was asked about { $count ->
        [one] 1 name
       *[other] { $count } names
    }, straight from this browser.
page-party-proxy = { $count ->
        [one] { $proxy } was asked for the policy file, and so knows of { $domain }.
       *[other] { $proxy } was asked for the policy file and to look at the mail servers, and so knows of { $domain }.
    }
page-party-silent = { $party } gave no answer. Whether a question reached it cannot be told from here.

## What leaves the browser

page-privacy = Privacy
page-about = What leaves your browser
page-about-lead = A check asks a DNS resolver and the server of this page. Each learns the domain, and none learns more than it needs.
page-about-resolver = A DNS resolver
page-about-resolver-text = Your browser looks names up itself, over HTTPS, at { $resolver }. It learns the names that are looked up and your address. You choose another one under the field, or some more to compare.
page-about-others = If it does not answer
page-about-others-text = The same questions go to the next of these: { $resolvers }. The one that did not answer may have seen them, too.
page-about-compared = Resolvers to compare with
page-about-compared-text = You have { $resolvers } asked as well, since you chose so under the field. Each learns the names that the verdict rests on, names that nobody else could tell, and your address.
page-about-proxy = The server of this page
page-about-proxy-text = It fetches { "https://mta-sts." }‹domain›{ "/.well-known/mta-sts.txt" }, because a browser may neither read that file nor see its certificate. It also begins a conversation with the mail servers, up to their certificate, if it offers that. It learns the domain and the names of its mail servers. DNS questions reach it only if you choose it as resolver or to compare, if no other resolver answers, or for demo domains.
page-about-host = The policy host of the domain
page-about-host-text = It sees a request from the server of this page, not from you.
page-about-browser = Your browser
page-about-browser-text = It keeps your last 50 checks, the language and the resolver. Nobody else sees them. Under “Your last checks” they can be deleted, and nothing more is kept where “Keep checks in this browser” is off.
page-about-nobody = Nobody else
page-about-nobody-text = No cookies, no statistics, no scripts or fonts from elsewhere.
page-about-why = Why a server at all
page-about-why-text = Policy hosts do not allow other pages to read the file, and no browser shows a page the certificate of a connection. The server reports what it saw. The judging happens here, in your browser.
page-about-limits = What a browser cannot see
page-about-limits-text = Mail servers listen on port 25, which no browser can open: the server of this page looks at them, where it may. What could not be seen is said on the page, apart from what is wrong.

## The rules

page-rules = All rules
page-rules-lead = A check looks for { $count } things. In ‹these› stand the names and values of a domain.
page-rules-unknown = There is no rule { $id }. These are all.
page-rule-why = Why
page-rule-rests = Rests on
page-rule-example = For example
page-rule-mode = The effect on mail is told for a policy in mode { "enforce" }. A check tells it for the mode of the domain.
page-rule-names = In ‹these› stand the names and values of a domain.

## What if

page-what-if = { $mode ->
        [enforce] What if the mode were { "enforce" } now?
       *[other] What if the mode were { "testing" }?
    }
page-what-if-note = { $lists ->
        [none] Judged from what this check saw, with the mode of the policy file changed and a line for each mail server added: now it lists none.
       *[some] Judged from what this check saw, with that one word of the policy file changed.
    }

## What to send to whom

page-message = Message to { $owner ->
        [policy-file] whoever edits the policy file
        [web-host] whoever runs the web server
        [dns] whoever runs DNS
        [mail-host] whoever runs the mail servers
       *[setup] whoever sets it up
    }
page-message-language = Language of the message
page-message-copy = Copy message

## Taking it along

page-carry = Download or copy
page-carry-markdown = Markdown, for a ticket
page-carry-text = Plain text, for a mail
page-carry-json = JSON with all evidence: this page opens it again
page-carry-copy = Copy
page-carry-save = Download

## What the browser keeps

page-keep = Keep checks in this browser
page-keep-off = From now on, checks are not kept. Earlier ones stay until you delete them.
page-later-missing = The rest of this page did not arrive. The server or the network cannot be reached at the moment, or there is a newer version of the page.
page-later-again = Load the page again
page-crash = Something went wrong here
page-crash-text = This is a fault of this page, not of a domain. Load the page again. If it happens again, please report it with this text:
page-search = Search your checks
page-search-none = No check that is kept has { $text } in its name.
page-open-file = Open a file
page-open-note = A JSON file that this page or { "mta-sts check" } made. It is judged here, without asking anybody. Dropping it on the page works, too.
page-open-bad = There is no evidence of a check in that file.
page-open-limit = { $limit ->
        [unreadable] The file holds a check that this version of the page cannot read.
        [large] The file is larger than 8 MiB. The evidence of a check is far smaller.
       *[many] The file holds more checks, or a check with more answers, than this page reads.
    }
page-open-part = { $count ->
        [one] One more check in this file could not be read.
       *[other] { $count } more checks in this file could not be read.
    }
page-export = Download all
page-storage-full = The browser did not keep this check.

## What changed

page-since = Since the check of { $date }
page-since-which = Compare with
page-since-same = Nothing changed.
page-since-verdict = The verdict was: { $before }.
page-since-gone = No longer there
page-since-new = New
page-since-what = { $what ->
        [id] id of the record
        [mode] mode
        [max-age] max_age
        [patterns] mx patterns
       *[hosts] MX hosts
    }

## Evidence of mail servers

page-mail = Mail server { $host }
page-mail-nothing = Nothing was seen of it.
page-mail-said = What it said
page-mail-in-tls = The following inside TLS
page-mail-old = { $outcome ->
        [accepted] It also accepts { $version }.
       *[refused] It refuses TLS 1.1 and older.
    }
page-tlsa = TLSA records
page-cert-days = { $count ->
        [one] 1 day left
       *[other] { $count } days left
    }
page-cert-early = not yet valid
page-cert-over = expired

connect-state = { $state ->
        [ok] connected
        [refused] refuses connections
        [reset] broke the connection off
        [timeout] did not answer in time
        [unreachable] cannot be reached
        [no-route] not reachable from the server of this page
        [not-public] not a public address: not asked
       *[not-tried] not tried
    }
