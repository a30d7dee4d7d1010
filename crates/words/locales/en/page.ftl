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

page-asked-at = DNS look-ups: { $resolver }
page-asked-own = DNS look-ups: this server
page-asked-too = , compared with { $resolvers }
page-change = change
page-resolver-legend = DNS resolver (it learns the domain that you check)
page-resolver-auto = The first that answers
page-resolver-own = This server
page-resolver-custom = Another DNS-over-HTTPS resolver, by its address
page-resolver-use = Use it
page-resolver-compare = Compare with it
page-compare = Also ask these resolvers, and compare
page-compare-note = Each of them learns the domain as well. If answers differ, the check says how long to wait, and what to fix if waiting does not help.
page-compare-demo = Demo domains exist on this server only, so no other resolver is asked.
page-trial-running = Asking { $resolver } …
page-trial-good = { $resolver } answers, in { $ms } ms.
page-trial-bad = { $why ->
        [timeout] { $resolver } did not answer in time.
        [unreachable] { $resolver } cannot be reached from here, or does not accept requests from web pages.
       *[other] { $resolver } answered, but not with DNS.
    } Choose another one.
page-trial-address = Enter an address that starts with { "https://" }.

## What this is

page-what = What this is
page-what-one = MTA-STS tells other mail servers: deliver to this domain only over TLS, and only to servers whose certificate is valid.
page-what-two = This page checks a domain as a sending server would. It says what happens to mail, and gives the exact text that fixes what is broken.
page-what-three = Your browser asks DNS directly. Results are stored in this browser only.
page-demos = Try it on a demo domain
page-demos-note = They exist on this server only, under { ".test" }. Checking them contacts no server on the Internet.
page-demos-more = { $count } more
page-past = Your last checks
page-past-note = Stored in this browser only, and judged again by the current rules.
page-forget = Delete all
page-forget-sure = { $count ->
        [one] This permanently deletes the check, and the list of many domains.
       *[other] This permanently deletes all { $count } checks, and the list of many domains.
    }
page-forget-not = Keep them
page-delete = Delete
page-kept-nameless = A check whose domain cannot be read
page-kept-unreadable = stored, but this version of the page cannot read it

page-verdict-enforced = verified TLS only
page-verdict-refusing = mail is refused
page-verdict-testing = only being tested
page-verdict-disabled = switched off
page-verdict-ineffective = senders ignore it
page-verdict-absent = not set up
page-verdict-no-mail = receives no mail
    .fails = mail reaches no server
page-verdict-unknown = could not be checked

## The answer

page-fact-mode = Mode { $mode }
page-fact-age = saved for { $age }
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
page-opened = This check is from a file. The domain may have changed since.
page-kept = This check was stored in your browser. The domain may have changed since.
page-lost = The check in this link is not stored in this browser. This is a new one.
page-lost-unreadable = The check in this link is stored in this browser, but this version of the page cannot read it. This is a new one.
page-fallback = { $silent } did not answer, so { $resolver } was asked instead.
page-silent = { $silent } could not be reached, and no other resolver answered.
page-opinion-same = { $resolver } gives the same answers.
page-opinion-part = { $resolver } could not answer every question, but its answers are the same.
page-opinion-none = { $resolver } did not answer, so it cannot be compared.
page-again = Check again
page-check-parent = Check { $parent }
page-other-resolver = Choose another resolver
page-offline = This browser is offline. Stored checks, and files of checks, still open.
page-offline-lead = This browser has no network, so it could not look anything up. Check again when the network is back.
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
page-setup-lead = It takes one file on a small HTTPS site, and { $records ->
        [2] two
        [3] three
       *[other] { $records }
    } DNS records. Keep to this order: once senders find the STS record, they ask for the file.
page-setup-site = Find a place for the policy file
page-setup-site-why = The file needs a web site of its own at { $host }. Your own web server works, and so does static hosting such as GitHub Pages or Cloudflare Pages.
page-setup-site-fix = It must offer HTTPS for your own name, and serve a file without a redirect.
page-setup-address = Add the address of the policy host
page-setup-address-why = Senders fetch the policy from { $host } only.
page-setup-address-fix = { $exists ->
        [yes] This name has an address already. Change it if the file will be somewhere else.
       *[no] Add a CNAME record with the name from your web host, or an A record with the address of your web server.
    }
page-setup-certificate = Get a certificate for the policy host
page-setup-certificate-why = Senders verify the certificate as a browser does, and { $host } must be one of its names.
page-setup-certificate-fix = Many web hosts issue one automatically once the name points to them. On your own server, use an ACME client such as Certbot.
page-setup-file = Publish the policy file
page-setup-file-why = It lists the MX hosts of { $domain } and starts in { "testing" } mode: senders report failures, and refuse nothing.
page-setup-file-fix = Serve it at { $url }. Open that address in a browser: the file must appear without a warning.
page-setup-record = Add the STS record
page-setup-record-why = It tells senders that a policy exists. Change its { "id" } whenever you change the file.
page-setup-record-fix = Add it once the file is online.
page-setup-reports = Add the TLSRPT record
page-setup-reports-why = Senders report once a day how many connections they made, and which of them failed.
page-setup-reports-fix = Make sure somebody reads the mail at this address, or use another one.
page-setup-then = When the reports show no more failures, set the mode to { "enforce" } and give the STS record a new { "id" }.

page-host = MX host
page-contact = New sender
page-dane = Sender that verifies DANE
page-older = Sender with a saved policy
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
page-no-records = No such record exists.
page-unread = { $state ->
        [no-address] no address
        [not-asked] not asked
        [no-connection] no connection
        [no-starttls] no STARTTLS
        [tls] TLS fails
        [name] could not be read
       *[no-answer] no answer
    }
page-unread-records = The name servers gave no usable answer: a record may or may not exist.
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
    }, directly from this browser.
page-party-proxy = { $count ->
        [one] { $proxy } was asked for the policy file, so it knows about { $domain }.
       *[other] { $proxy } was asked for the policy file and to test the MX hosts, so it knows about { $domain }.
    }
page-party-silent = { $party } did not answer. This page cannot tell whether a question reached it.

## What leaves the browser

page-privacy = Privacy
page-learn = Learn MTA-STS
page-learn-desk = MTA-STS at the help desk
page-reports = TLS reports
page-reports-nav = Reports
page-bounce = Bounce or log line
page-tasks = Other tasks
page-task-set-up = For a domain that has none. You get the policy file, the DNS entries, and the steps for your web host and DNS panel.
page-task-change = A new mail provider, from testing to { "enforce" }, or switching it off. You get the steps with dates, so that no mail is refused.
page-task-read = Read reports and bounces
page-task-bounce = Explain a bounce
page-task-reports = See which senders fail and why, and whether it is safe to enforce.
page-task-many = Paste a list or open a file. One table shows what each domain has, what is broken, and what to fix first.
page-set-up = Set up MTA-STS
page-set-up-nav = Set up
page-plan = Plan a change
page-plan-nav = Change
page-plan-link = Plan this change, with dates
page-set-up-link = Set it up step by step
page-many = Many domains
page-many-nav = Domains
page-about = What leaves your browser
page-about-lead = A check asks a DNS resolver and this server. Each learns the domain, and nothing more than it needs.
page-about-resolver = A DNS resolver
page-about-resolver-text = Your browser looks up names itself, over HTTPS, at { $resolver }. The resolver learns these names and your IP address. You can choose another one under the field, or add more to compare.
page-about-others = If it does not answer
page-about-others-text = The same questions go to the next of these: { $resolvers }. The one that did not answer may have seen them too.
page-about-compared = Resolvers to compare with
page-about-compared-text = Under the field, you chose to ask { $resolvers } as well. Each learns the names that decide the verdict, names that no other resolver could answer, and your IP address.
page-about-proxy = This server
page-about-proxy-text = It fetches { "https://mta-sts." }‹domain›{ "/.well-known/mta-sts.txt" }, because a browser can neither read that file nor see its certificate. Where this is enabled, it also connects to the MX hosts and reads their certificates. It learns the domain and the names of its MX hosts. DNS queries reach it only if you choose it, if no other resolver answers, or for demo domains.
page-about-host = The policy host of the domain
page-about-host-text = It sees a request from this server, not from you.
page-about-browser = Your browser
page-about-browser-text = It stores the last 20 checks of each domain, of up to 2,000 domains, the language and the resolver. Nobody else sees them. You can delete the checks under “Your last checks”. While “Keep checks in this browser” is off, it stores no more of them. It also stores the list of many domains and how far its checks are, until you leave that list. Reports and bounces are read here and never sent; it stores reports only if you ask for that.
page-about-nobody = Nobody else
page-about-nobody-text = No cookies, no statistics, no scripts or fonts from elsewhere.
page-about-why = Why a server is needed
page-about-why-text = Policy hosts do not let other pages read the file. Browsers do not show a page the certificate of a connection. The server reports what it saw. Your browser judges it.
page-about-limits = What a browser cannot see
page-about-limits-text = MX hosts listen on port 25, which browsers cannot open. This server tests them where it can. The page lists what it could not see separately from what is wrong.

## The rules

page-rules = All rules
page-rules-lead = A check looks for { $count } things. Names and values of a domain are shown in ‹these›.
page-rules-unknown = There is no rule { $id }. All rules are listed here.
page-rule-why = Why
page-rule-rests = Source
page-rule-example = For example
page-rule-mode = The effect on mail is described for a policy in { "enforce" } mode. A check describes it for the mode of the domain.
page-rule-names = Names and values of a domain are shown in ‹these›.

## What if

page-what-if = { $mode ->
        [enforce] What if the mode were { "enforce" } now?
       *[other] What if the mode were { "testing" }?
    }
page-what-if-note = { $lists ->
        [none] Judged from what this check saw, with the mode of the policy file changed. A line is added for each MX host, since the file lists none.
       *[some] Judged from what this check saw, with only the mode of the policy file changed.
    }

## What to send to whom

page-message = Message to { $owner ->
        [policy-file] your web host (policy file)
        [web-host] your web host
        [dns] your DNS provider
        [mail-host] your mail provider
       *[setup] send
    }
page-message-language = Language of the message
page-message-copy = Copy message

## Taking it along

page-carry = Download or copy
page-carry-markdown = Markdown, for a ticket
page-carry-text = Plain text, for a mail
page-carry-json = JSON with all evidence, which this page can open again
page-carry-copy = Copy
page-carry-save = Download

## What the browser keeps

page-keep = Keep checks in this browser
page-keep-off = This browser stores no checks, and no list of many domains. Earlier checks stay until you delete them.
page-later-missing = The rest of this page did not load. The server or the network cannot be reached, or there is a newer version of the page.
page-later-again = Load the page again
page-crash = Something went wrong here
page-crash-text = This is a fault of this page, not of a domain. Load the page again. If it happens again, please report it with this text:
page-search = Search your checks
page-search-none = No stored check has { $text } in its name.
page-open-file = Open a file
page-open-note = A JSON file made by this page or by { "mta-sts check" }. This page judges it without any network request. You can also drop the file on the page.
page-open-bad = That file contains no evidence of a check.
page-open-limit = { $limit ->
        [unreadable] The file holds a check that this version of the page cannot read.
        [large] The file is larger than 64 MiB. The evidence of a check is far smaller.
       *[many] The file contains more checks, or a check with more answers, than this page reads.
    }
page-open-part = { $count ->
        [one] One more check in this file could not be read.
       *[other] { $count } more checks in this file could not be read.
    }
page-export = Download all
page-storage-full = The browser did not store this check.

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
page-since-value = { $value ->
        [absent] nothing published
       *[unusable] published, but unusable
    }

## Evidence of MX hosts

page-mail = MX host { $host }
page-mail-nothing = This check saw nothing of this host.
page-mail-said = Its replies
page-mail-more-lines = { $count ->
        [one] 1 more line is not shown.
       *[other] { $count } more lines are not shown.
    }
page-mail-in-tls = The rest is inside TLS
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
        [reset] reset the connection
        [timeout] did not answer in time
        [unreachable] cannot be reached
        [no-route] not reachable from this server
        [not-public] not a public address, so not contacted
       *[not-tried] not tried
    }
