### Words of the page that sets a domain up. Ids begin with `setup-page-`. The same ids and arguments in every language.

setup-page-title = Set up MTA-STS
setup-page-lead = This page starts from what your domain already has. It writes every text, and checks each entry after you publish it.
setup-page-private = Your answers are kept in this browser, and in the address of this page after the #. Only the domain and its host names are sent, for the look-ups.
setup-page-up = Set up
setup-page-form = Domain and mail servers
setup-page-domain = Domain
setup-page-hosts = Other mail servers (optional)
setup-page-hosts-note = Leave this empty to use those in DNS. Fill it in if your mail is about to move.
setup-page-look-up = Look up the domain
setup-page-looking = Checking { $domain } …
setup-page-resumed = { $from ->
        [own] Your earlier answers for { $domain } are filled in.
        [own-with-hosts] Your earlier answers for { $domain } are filled in. The mail servers are the ones you just typed.
       *[other] The answers for { $domain } are filled in. Change what differs.
    }
setup-page-problem = { $problem ->
        [domain] Enter a domain, such as { "example.com" }.
        [host-name] { $value } is not a host name. Enter names only, such as { "mx1.example.com" }.
        [target] { $value } is neither an IP address nor a DNS name. Enter addresses, or the name that your host gives you.
        [private-address] { $value } is a private address. Senders cannot reach it.
        [place] First choose where the policy file lives.
       *[link] This link contains no set-up that this page can read. Enter your domain.
    }
setup-page-obstacle = { $why ->
        [no-domain] { $domain } does not exist. Check the spelling.
        [no-mail] Nothing to set up: { $domain } accepts no mail.
       *[no-servers] { $domain } has no mail servers. Did you mean { $parent }?
    }
setup-page-parent = Set up { $domain }
setup-page-other-domain = Another domain
setup-page-standing = { $standing ->
        [protected] This domain is already protected. Nothing to set up.
       *[in-testing] Already in testing. Keep this file.
    }
setup-page-plan-change = Plan a change
setup-page-plan-removal = Plan a removal
setup-page-kept = Set-ups in this browser
setup-page-forget = Remove

## What is there already

setup-page-there = Already there
setup-page-there-servers = { $state ->
        [none] No mail servers
        [valid] { $count ->
            [one] 1 mail server, certificate valid
           *[other] { $count } mail servers, certificates valid
        }
        [unseen] Mail servers that could not be checked from here
       *[bad] { $bad ->
            [one] 1 mail server without valid TLS
           *[other] { $bad } mail servers without valid TLS
        }
    }
setup-page-there-mx = MX records: { $hosts }, TTL { $ttl }
setup-page-there-provider = Mail at { $names }
setup-page-there-reports = TLS reporting record (TLSRPT): { $record }
setup-page-there-no-reports = No TLS reporting record (TLSRPT)
setup-page-there-reports-unseen = The TLS reporting record could not be looked up from here
setup-page-there-enforced = A policy in mode { "enforce" } is already published.
setup-page-there-plan = Plan the change
setup-page-there-no-policy = No policy file and no STS record
setup-page-there-policy = MTA-STS policy: { $state }
setup-page-there-record = STS record: { $records }, TTL { $ttl }
setup-page-there-caa = { $state ->
        [unseen] The CAA records could not be looked up from here
        [open] No CAA record: every certificate authority may issue certificates
        [nobody] CAA records allow no certificate authority
       *[limited] CAA records: only { $names } may issue certificates
    }
setup-page-there-panel = { $known ->
        [yes] DNS at { $panel } (name servers { $servers })
       *[no] Name servers: { $servers }
    }

## The stages

setup-page-stages = Steps
setup-page-stage-count = Step { $number } of { $all }
setup-page-progress = { $progress ->
        [done] done
        [skipped] skipped
        [unpublished] not published yet
       *[open] open
    }
setup-page-stage = { $stage ->
        [domain] Domain
        [servers] Mail servers
        [reports] TLS reports
        [place] Place of the file
        [panel] DNS entries
        [publish] Publish
       *[testing] Testing
    }
setup-page-stage-title = { $stage ->
        [domain] Which domain
        [servers] Mail servers and mode
        [reports] Where TLS reports go
        [place] Where the policy file lives
        [panel] DNS entries
        [publish] Publish, one entry after the other
       *[testing] Testing
    }
setup-page-onward = { $stage ->
        [servers] Continue to mail servers
        [reports] Continue to TLS reports
        [place] Continue to the place of the file
        [panel] Continue to DNS entries
        [publish] Continue to publishing
       *[testing] Continue to testing
    }
setup-page-back = { $stage ->
        [domain] Back to the domain
        [servers] Back to mail servers
        [reports] Back to TLS reports
        [place] Back to the place of the file
        [panel] Back to DNS entries
       *[publish] Back to publishing
    }
setup-page-come-back = You can leave and come back: the address of this page holds your answers.

## Mail servers

setup-page-servers-lead = The policy names the mail servers to which other mail servers, the senders, may deliver. Each needs encryption (STARTTLS) and a valid certificate for its own name, at every address.
setup-page-named-host = named by you, not checked: no MX record names it yet
setup-page-no-servers = { $why ->
        [no-mail] This domain receives no mail, so it needs no MTA-STS.
        [unseen] The MX records could not be looked up from here. Check again later.
       *[none] The domain has no MX records. Add them first, or name the mail servers in the step before.
    }
setup-page-show-check = Show the check of this domain
setup-page-mode-title = Mode: what senders do when TLS fails
setup-page-mode = { $mode ->
        [enforce] Enforce
       *[testing] Testing
    }
setup-page-mode-note = { $mode ->
        [enforce] Senders refuse to deliver without valid TLS. Test first.
       *[testing] Senders deliver as before and report failures. Start here.
    }

## Reports

setup-page-reports-lead = Large mail providers report every day whether TLS worked. Publish this record first: then the first reports arrive before senders refuse anything.
setup-page-reports-there = A record is published already: { $record }
setup-page-reports-field = Mailbox or { "https:" } address for reports
setup-page-reports-note = A mailbox in any domain, also in this one. Several addresses with commas between them.
setup-page-reports-use = Use { $address }
setup-page-reports-mailbox = Create this mailbox first. It must accept attachments.
setup-page-reports-reader = Reports are JSON files for programs. This site reads them in your browser:

## The place of the file

setup-page-place-lead = Senders fetch the policy file from { $host }, the policy host, over HTTPS. You can host it anywhere that serves one file under that name, with a certificate for it.
setup-page-places = Places for the policy file
setup-page-change-place = Change
setup-page-not-sure = Not sure yet
setup-page-not-sure-advice = Ask who runs the web site of this domain, and choose what that person names. If nobody does, choose static hosting or a policy service. You can change this later.
setup-page-service = Policy service
setup-page-service-note = The service keeps file and record. You publish CNAME records that point to it.
setup-page-service-steps = Add the domain at the service first. Then publish the entries of the next step.
setup-page-target = IP address of that web server, or its name
setup-page-target-note = IPv4 and IPv6 addresses, or the name that the platform gives you. Leave it empty if you do not know it yet.
setup-page-trap-answer = { $answer ->
        [yes] Yes
        [no] No
       *[unsure] Not sure
    }
setup-page-recipe-when = Do these steps now or later. The step “Publish” says what comes next.
setup-page-commands = Commands to run
setup-page-proof = Run this on another computer, not on the server
setup-page-save = Save as a file

## DNS entries

setup-page-panel-lead = Choose your DNS panel to see the entries in its own fields. The next step publishes them one after the other, the STS record last.
setup-page-panel-other = Another panel
setup-page-panel-seen = The name servers of this domain belong to { $panel }.
setup-page-ttl = { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }
setup-page-forms = As a zone file, or for { "nsupdate" }, Terraform, octoDNS and DNSControl
setup-page-form-name = { $form ->
        [zone] Zone file
        [nsupdate] Input of { "nsupdate" }
        [terraform-cloudflare] Terraform for Cloudflare
        [terraform-route53] Terraform for Route 53
        [octodns] octoDNS
       *[dnscontrol] DNSControl
    }

## Publishing

setup-page-live = What senders see now
setup-page-seen-at = Checked { $time }.
setup-page-looking-again = Checking …
setup-page-look-again = Check again
setup-page-not-ready = The steps before are not complete, or the mail servers could not be looked up. Go back, or check again.
setup-page-from-lint = Set up this domain step by step
setup-page-made-by-platform = The platform adds this entry itself when you add the custom domain there.
setup-page-at-service = The service serves policy and record as soon as these entries are published and the domain is set up there.

## Testing

setup-page-not-published = Testing begins when everything is published. Go back to the step before, and check again.
setup-page-enforced = Everything is published, in mode { "enforce" }. Senders refuse to deliver without valid TLS.
setup-page-until = Testing until { $date }
setup-page-testing-lead = Mail is delivered as before. Read the reports, fix what they show, then switch to { "enforce" }.
setup-page-calendar = Save a reminder to your calendar
setup-page-reminder = { $domain }: testing of MTA-STS ends
setup-page-reminder-steps = Read the TLS reports and fix what they show. Then switch to { "enforce" }.
setup-page-plan = Show the steps to { "enforce" }
setup-page-another = Set up another domain with the same answers
