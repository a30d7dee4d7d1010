### Words of the Learn pages, which the build writes as HTML. Ids begin with `learn-`. The same ids in every language.
### The layout is in `crates/xtask/src/learn`, where a test finds a message that no page shows.

## Frame

learn-site = Learn
learn-contents = On this page
learn-owner = For domain owners
learn-desk = For the help desk
learn-check-link = Check your domain
learn-setup-link = Set it up, step by step
learn-change-link = Plan a change with dates
learn-reports-link = Read TLS reports
learn-bounce-link = Explain a bounce
learn-rules-link = All rules that the checker knows

## Labels in pictures. A test compares their length with their room.

learn-label-sender = Sender
learn-label-server = Your server
learn-label-attacker = Attacker
learn-label-no-tls = “No TLS here.”
learn-label-policy = saved policy
learn-label-certificate = certificate

## For domain owners

learn-title = How MTA-STS protects mail to your domain
    .description = What MTA-STS does for your mail, what it needs, how to start without a refused message, the myths, and a glossary. Five minutes, with pictures.
    .lead = What MTA-STS does for your mail, what it needs from you, and how to start without a refused message. It takes five minutes.

learn-path = What happens to a message
    .text = Two mail servers begin in the clear, then they agree on TLS. An attacker between them can interrupt that agreement.
    .after = The attack is called a downgrade. Senders without MTA-STS and DANE do not notice it, because they also deliver without TLS.
learn-path-without = Without MTA-STS
    .text = The attacker says that TLS is not available. The sender believes it and delivers in the clear.
    .alt = The sender asks for TLS. An attacker on the line answers that there is none. The message passes the attacker in the clear, who reads it.
learn-path-with = With MTA-STS
    .text = The sender has saved your policy. It delivers only over TLS, to a host that you listed, with a valid certificate.
    .alt = The sender holds the saved policy. The connection to the attacker ends at a stop sign. The message goes over TLS to the server with a valid certificate.

learn-texts = You publish two short texts
    .text = The record in DNS says that there is a policy. The file on a web host says what the policy is.
    .caption = The sender looks up the record first. If the id is new, it fetches the file and saves it.
    .alt = Two cards. Card one is a DNS record with an id. Card two is a policy file with mode, mail server and max_age. Arrows from both end at the sender.
    .record = 1. Record, in DNS
    .file = 2. File, on a web host
learn-promise = Who keeps the promise?
    .text = The sender's mail server does, if it supports MTA-STS. Gmail and Exchange Online do. You publish the policy and keep it true.
learn-limits = What MTA-STS does not do
    .boxes = It does not encrypt mailboxes. It protects mail on its way to your servers.
    .spam = It does not stop spam or forged senders. SPF, DKIM and DMARC are for that.
    .others = It does not bind senders without MTA-STS. They deliver as before.
    .outgoing = It does not protect mail that you send. That depends on the domain of the recipient.

learn-reporting = Senders tell you how it went
    .text = A third text, the TLSRPT record, asks senders for reports. Those that support it send one a day: how many connections worked, and why others failed.
    .after = Reports are made for programs. Our reader adds them up, in your browser, and answers whether it is safe to enforce.

learn-modes = The policy has three modes
learn-testing = Start here
    .text = Nothing is refused. Senders deliver as before, and report what they would have refused.
    .alt = A message passes a gate, and a note is written.
learn-enforce = The goal
    .text = Senders deliver only over TLS, to listed hosts with a valid certificate. They refuse everything else.
    .alt = A message with a valid certificate passes a gate. The gate is closed to others.
learn-none = The way out
    .text = Senders that fetch this file stop enforcing. Publish it first if you want to remove MTA-STS.
    .alt = The gate is open and nothing is checked.

learn-waits = A change has three waits
    .text = Senders save your file for the time in { "max_age" }. An attacker cannot make them drop it. For the same reason, you make changes in a fixed order.
    .caption = First the file, then the id, and MX last. Each wait begins when the step before it is done.
    .alt = A timeline with three bars. Web caches serve the old file, then resolvers hold the old id, then senders hold old copies. MX may change after the third bar.
    .file = File
    .id = id
    .mx = MX
    .caches = Web caches: the old file
    .resolvers = Resolvers: the old id
    .copies = Senders: old copy
    .now = now
    .safe = safe
learn-wait-file = The new file is everywhere
    .text = A cache in front of your web host can serve the old file for a while. Change the id only when every address serves the new file.
learn-wait-id = The new id is everywhere
    .text = Resolvers keep the old record for its TTL, often an hour.
learn-wait-copies = The last old copy is gone
    .text = Some senders never look at the id. They use their copy until its { "max_age" } is over, so this wait is as long as the old { "max_age" }.
learn-forgotten = If you change the file and forget the id, waiting may not help. Some senders extend their old copy as long as the id stays the same.

learn-breaks = Three things that break it
learn-breaks-certificate = A certificate of a mail server expires, or names another host
    .text = Senders that enforce your policy refuse this server at once. Mail queues at the sender.
learn-breaks-mx = MX names a new server before the file does
    .text = Senders refuse the new server until they have a file that lists it.
learn-breaks-web = The web site moves, and the file is gone
    .text = No mail is refused. Protection ends unnoticed as the saved copies expire.

learn-first = Start in six steps
    .note = Print this list, or let the set-up fill in the texts for your domain.
learn-first-servers = Check your mail servers
    .text = Every MX host offers STARTTLS with TLS 1.2 or later, and a valid certificate for its own name, at every address.
learn-first-reports = Ask for reports
    .text = Publish the TLSRPT record. Use a mailbox that takes attachments and that somebody reads.
learn-first-file = Publish the file
    .text = It is at { "https://mta-sts.example.com/.well-known/mta-sts.txt" }, with mode { "testing" }, { "max_age" } { "86400" } and a line for every MX host.
learn-first-record = Publish the record
    .text = One TXT record at { "_mta-sts.example.com" }, with a fresh id. It comes after the file.
learn-first-testing = Test for two weeks
    .text = You have reports of at least two large senders, and you can explain every failure in them.
learn-first-enforce = Enforce
    .text = Set mode { "enforce" } and a new id. Raise { "max_age" } later: to a week after a quiet week, then to 30 days after a quiet month.
learn-first-after = From then on, check once a month. Before you change a mail provider, filter, web host or DNS provider, plan the change.

learn-dane = DANE, the other method
    .text = DANE does the same with DNSSEC. Some senders support only one of them, so publish both if you can.
learn-dane-needs = It needs
    .sts = a web host with a certificate
    .dane = DNSSEC for the domain and for the names of its mail servers
learn-dane-first = The first message of a new sender
    .sts = may be unprotected: the sender does not know the policy yet
    .dane = is protected
learn-dane-certificate = The certificate of the mail server
    .sts = comes from a public certificate authority
    .dane = is named by a TLSA record, and may be your own
learn-dane-failure = If it breaks
    .sts = in mode { "testing" }, senders deliver and report
    .dane = senders refuse at once, there is no test mode

learn-myths = Myths
learn-myth-others = MTA-STS lets only encrypted mail in.
    .truth = Senders without MTA-STS deliver as before. Your server still accepts them.
learn-myth-dnssec = It needs DNSSEC.
    .truth = DANE does. MTA-STS uses the certificates of the web.
learn-myth-testing = Mode { "testing" } stops all refusals at once.
    .truth = It reaches senders no faster than any other change. Some use their saved copy until it expires.
learn-myth-day = It is off within a day after you delete it.
    .truth = Senders enforce their copy until its { "max_age" } is over. Publish mode { "none" } first.
learn-myth-wildcard = A wildcard covers names of any depth.
    .truth = { "*.example.com" } covers { "mx.example.com" }, but not { "a.mx.example.com" }.
learn-myth-certificate = The mail server's certificate must name your domain.
    .truth = It must name the MX host. The policy host { "mta-sts.example.com" } needs a certificate of its own.
learn-myth-mailbox = Reports need a mailbox at another domain.
    .truth = A mailbox of your domain is fine. Senders deliver reports even when your TLS fails.
learn-myth-json = The policy is JSON.
    .truth = An early draft used JSON. The file has plain lines such as { "mode: enforce" }.
learn-myth-name = STS stands for Security Token Service.
    .truth = Here it stands for Strict Transport Security.

## For the help desk

learn-desk-title = MTA-STS at the help desk
    .description = What to answer when mail bounces or is late because of MTA-STS. Where to look first, the usual cause, commands that prove it, and how long it lasts.
    .lead = What to ask, where to look first, and what to answer. Each answer can be read aloud.
learn-ask = Ask first
    .domain = The domain that the mail goes to
    .text = The whole text of the bounce, not a description of it
    .since = Since when, and from which senders
    .changed = What was changed in the last weeks: mail provider, filter, web site, DNS
learn-acts = Who must act
    .text = The bounce names the fault. The fault decides who fixes it.
    .caption = Not sure? Paste the bounce into the reader. It names the fault and who must act.
    .alt = Three rows. A certificate fault is for the mail server. A host that is not in the policy is for the policy file, then for DNS. A policy that cannot be fetched is for the web host.
learn-acts-certificate = Certificate not valid
    .who = Mail server
learn-acts-cover = Host not in the policy
    .who = File, then DNS
learn-acts-fetch = Policy not available
    .who = Web host
learn-says = What callers say
    .call = The caller says
    .look = Look first
    .answer = Usual answer
learn-says-microsoft = “Microsoft bounces our mail with 5.4.8 or 5.7.5.”
    .look = the bounce reader, then the check
    .answer = With 5.4.8, the mail server is not in the policy: add it, then change the id. With 5.7.5, its certificate is not valid: renew it.
learn-says-late = “Since we changed providers, some mail is late.”
    .look = the check, at changes since earlier checks
    .answer = Senders hold a policy without the new servers. Add them, change the id, and plan how long it takes.
learn-says-differ = “One checker says fine, another says broken.”
    .look = the check, at differences between senders
    .answer = Real senders differ as well. Fix the policy until strict senders accept it, too.
learn-says-testing = “We set testing, but mail is still refused.”
    .look = the plan for this change
    .answer = Some senders use their saved copy until its { "max_age" } is over. Fixing the cause is usually quicker.
learn-says-browser = “The file opens in my browser.”
    .look = the first command below
    .answer = Browsers follow redirects and accept any file type. Senders do not.
learn-says-quiet = “We have had no report for a week.”
    .look = the check, at the TLSRPT record
    .answer = The address in the record is wrong, or large senders sent little mail.
learn-says-delete = “Can we just delete it?”
    .look = the plan for removal
    .answer = No. Publish mode { "none" } first, wait until all saved copies have expired, then delete.
learn-says-subdomain = “Does our subdomain need it, too?”
    .look = whether it receives mail
    .answer = If it does, it needs its own record, policy host and file. Nothing is inherited.
learn-lasts = How long does it last?
    .case = What happened
    .until = Until when
learn-lasts-refused = A sender refuses the server
    .until = It tries again, most for four to five days. Then the message bounces. Exchange Online was seen to give up after one day.
learn-lasts-certificate = The certificate was renewed
    .until = Over at the sender's next try.
learn-lasts-listed = The server was added to the file, and the id changed
    .until = Over after the TTL for senders that look at the id. For the others, after the old { "max_age" }.
learn-lasts-same = The file was changed, but not the id
    .until = May never be over by itself. Change the id now.
learn-lasts-deleted = Record and file were deleted
    .until = Senders keep their copy until its { "max_age" } is over, which can be a year.
learn-prove = Prove it
    .text = Replace { "example.com" } with your own names. The line above each command says what a good answer looks like.
learn-prove-file = The file as senders see it: status 200, one content type { "text/plain" }, no redirect
learn-prove-time = The same as numbers: status, type, and less than four seconds
learn-prove-early = The file before DNS points to the host
learn-prove-record = The record: exactly one line with { "v=STSv1;" }
learn-prove-host = The certificate of the policy host: { "Verify return code: 0 (ok)" }
learn-prove-mail = The certificate of a mail server: { "Verify return code: 0 (ok)" }

## Glossary. The anchors are in `crates/xtask/src/learn/glossary.html`.

learn-glossary = Glossary
learn-term-mta-sts = MTA-STS
    .means = Mail Transfer Agent Strict Transport Security, RFC 8461. A domain asks senders to deliver only over TLS, to servers with a valid certificate.
learn-term-sender = Sender
    .means = The mail server that delivers a message to your domain. Not the person who wrote it.
learn-term-mx-host = MX host
    .means = A mail server that receives mail for a domain. The MX records of the domain name it.
learn-term-record = STS record
    .means = The TXT record at { "_mta-sts.example.com" }. It says that there is a policy, and gives its id.
learn-term-id = id
    .means = Up to 32 letters and digits in the STS record. A new id tells senders to fetch the file again.
learn-term-policy = Policy, policy file
    .means = The text at { "https://mta-sts.example.com/.well-known/mta-sts.txt" }: mode, MX hosts and { "max_age" }.
learn-term-policy-host = Policy host
    .means = The web host { "mta-sts.example.com" }, which serves the policy file.
learn-term-mode = mode
    .means = { "testing" }: report only. { "enforce" }: refuse what is not safe. { "none" }: no policy any more.
learn-term-mx = mx
    .means = A line of the policy file that allows one host, or, with { "*." }, every name with one more label in front.
learn-term-max-age = max_age
    .means = How long senders keep the policy, in seconds, counted from their last fetch: { "604800" } is a week. The largest value is about a year.
learn-term-saved = Saved policy
    .means = The copy that a sender keeps for { "max_age" }. It holds even if record and file are gone. Also called cached policy.
learn-term-tls = TLS
    .means = The encryption of the web. Mail servers use it as well.
learn-term-starttls = STARTTLS
    .means = The SMTP command that changes an open connection to TLS.
learn-term-certificate = Certificate
    .means = It proves the name of a server. It is valid if the name fits, it has not expired, and a public authority issued it.
learn-term-downgrade = Downgrade attack
    .means = Somebody on the line hides STARTTLS or names another mail server, so that mail goes out unencrypted or to the wrong place.
learn-term-tlsrpt = TLSRPT record
    .means = The TXT record at { "_smtp._tls.example.com" }. It says where senders send their TLS reports. RFC 8460.
learn-term-report = TLS report
    .means = A file that a sender sends once a day: how many connections worked, which failed, and why.
learn-term-dane = DANE, TLSA record
    .means = Another way to require TLS for mail, RFC 7672. TLSA records name the certificate, and DNSSEC protects them.
learn-term-dnssec = DNSSEC
    .means = Signatures in DNS. A resolver can tell whether an answer was forged.
learn-term-ttl = TTL
    .means = How long resolvers may keep an answer from DNS, in seconds.
learn-term-resolver = Resolver
    .means = The server that looks names up in DNS for a sender or a browser, and keeps the answers for their TTL.
learn-term-delegation = Delegation
    .means = A CNAME record hands a name such as { "_mta-sts.example.com" } to a service, which then publishes the text.
learn-term-bounce = Bounce
    .means = The message that tells the author of a mail that it was not delivered, and why. Also called NDR.
