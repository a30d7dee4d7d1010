### Words of a report: units, verdicts, deliveries, stops, what was not seen, owners, effects.

## Units, dates and lists

unit-day = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
unit-hour = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
unit-minute = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
unit-second = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
unit-both = { $large } { $small }
date = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
list-next = { ", " }
list-last = { " and " }
list-more = { " and " }{ $count } more
value-empty = (empty)

## The verdict: one sentence about mail, then why in two lines

verdict-enforced = Mail to { $domain } is protected by MTA-STS
    .lead = Senders that follow MTA-STS deliver only to the MX hosts in the policy, and only if their certificates are valid. { $keeps ->
        [no] They do not save the policy.
       *[yes] They save the policy for { $max_age }.
    }
    .unseen = { $unseen ->
        [one] This check could not see the certificate of one MX host.
       *[other] This check could not see the certificates of { $unseen } MX hosts.
    }
    .policy-only = As far as the policy goes, mail to { $domain } is protected; the MX hosts could not be checked
verdict-refusing = { $refused ->
        [0] Mail to { $domain } will be refused
       *[other] { $total ->
            [one] Mail to the only MX host is being refused
           *[other] { $some ->
                [no] Mail to all { $total } MX hosts is being refused
               *[yes] Mail to { $refused ->
                    [1] one
                    [2] two
                    [3] three
                   *[other] { $refused }
                } of { $total ->
                    [2] two
                    [3] three
                    [4] four
                    [5] five
                   *[other] { $total }
                } MX hosts is being refused
            }
        }
    }
    .lead = { $some ->
        [no] Senders that follow MTA-STS must not deliver to { $hosts }{ $cause ->
            [named] { "" }
            [unlisted] , which the policy does not list
            [tls] , whose TLS fails verification
            [plain] , where TLS is not offered
           *[other] , which the policy does not list or whose TLS fails verification
        }. Their mail queues and finally bounces.
        [soon] Senders that follow MTA-STS still deliver, but not for long.
       *[yes] Senders that follow MTA-STS deliver to { $accepted }, but must not use { $hosts }{ $cause ->
            [named] { "" }
            [unlisted] , which the policy does not list
            [tls] , whose TLS fails verification
            [plain] , where TLS is not offered
           *[other] , which the policy does not list or whose TLS fails verification
        }. If no other host is up, their mail queues and finally bounces.
    }
verdict-testing = Mail to { $domain } is delivered; MTA-STS is only being tested
    .lead = Nothing is refused. Senders that send TLS reports report what would fail in { "enforce" } mode.
    .failing = { $failing ->
        [one] In { "enforce" } mode, { $hosts } would be refused.
       *[other] In { "enforce" } mode, { $failing } MX hosts would be refused: { $hosts }.
    }
verdict-disabled = Mail to { $domain } is delivered; MTA-STS is switched off
    .lead = The policy is in { "none" } mode, so senders act as if there were no policy. They encrypt when they can, but are not required to verify the server.
    .remembered = Senders with a saved policy follow it until they see the new { "id" } and fetch this one.
verdict-ineffective = { $cause ->
        [some] Some senders ignore the MTA-STS set-up of { $domain }
       *[other] Senders ignore the MTA-STS set-up of { $domain }
    }
    .lead = { $cause ->
        [some] Some senders accept this anyway. The others deliver without MTA-STS, unless they have a saved policy.
       *[other] Senders cannot use the policy, so they deliver without MTA-STS. Senders with a saved policy apply it until it expires.
    }
    .lenient = Senders that accept it anyway must not deliver to { $hosts }.
verdict-absent = MTA-STS is not set up for { $domain }
    .lead = Mail is delivered. Senders encrypt when they can, but are not required to verify the server. Setting it up takes one file on a small HTTPS site, and { $records ->
        [2] two
        [3] three
       *[other] { $records }
    } DNS records.
    .dane = DANE protects mail to { $domain }; MTA-STS is not set up
    .dane-lead = Senders that verify DANE deliver only to the MX hosts that the TLSA records name. Other senders encrypt when they can, but are not required to verify the server. MTA-STS adds those that follow it but do not verify DANE.
verdict-no-mail = { $cause ->
        [domain-nxdomain] { $domain } does not exist
        [mx-missing-no-address] { $domain } cannot receive mail
        [unreachable] Mail to { $domain } reaches no server
       *[other] { $domain } receives no mail
    }
    .lead = { $cause ->
        [domain-nxdomain] The domain is not in DNS, so senders bounce mail for it. Check the spelling.
        [mx-missing-no-address] There is neither an MX record nor an address, so senders bounce the mail. MTA-STS has nothing to protect.
        [unreachable] Senders cannot reach any MX host: none is a host name with a public address. Mail queues at the sender and finally bounces, with or without MTA-STS.
       *[other] The domain says so itself, and senders bounce mail for it at once. MTA-STS has nothing to protect.
    }
verdict-unknown = We could not check { $domain } right now
    .lead = { $cause ->
        [dns] The name servers of the domain give no usable answer for { $names }, so this check cannot tell what senders do.
       *[other] This says nothing about the domain: the fault lies between this check and the domain. Try again in a moment, or use another resolver or network.
    }
verdict-dane-too = Senders that verify DANE must not deliver to { $hosts }.
verdict-dane-alias = { $host } is an alias with signed TLSA records. Some senders that verify DANE deliver only to a server that matches them, others do not use them.
verdict-unnoticed = But senders that saved the earlier policy do not notice the new one. They keep the old one until it expires{ $refuses ->
        [unlisted] , and refuse MX hosts that only the new one lists.
        [unverified] , and refuse what it forbids.
       *[nothing] .
    }
verdict-parent = If the mail addresses end in { $end }, check { $parent } instead.

## What happens to mail besides what the verdict says: the headline, what follows, and the same in a few words

harm-exception = { $part ->
        [policy] Mail to { $domain } is protected by MTA-STS, but not from every sender
        [hosts] Mail to { $domain } is protected by MTA-STS, but not every MX host works
        [reports] Mail to { $domain } is protected by MTA-STS, but TLS reports do not arrive
        [saved] Mail to { $domain } is protected by MTA-STS, but some senders follow an earlier policy
       *[other] Mail to { $domain } is protected by MTA-STS, but DNS gives different answers
    }
    .row = verified TLS, with an exception
harm-dane = { $some ->
        [no] Senders that verify DANE must not deliver mail to { $domain }
       *[yes] Senders that verify DANE must not deliver to { $refused ->
            [1] one
            [2] two
            [3] three
           *[other] { $refused }
        } of { $total ->
            [2] two
            [3] three
            [4] four
            [5] five
           *[other] { $total }
        } MX hosts
    }
    .lead = { $some ->
        [no] Their mail queues and finally bounces.
       *[yes] They must not use { $hosts }. If no other host is up, their mail queues and finally bounces.
    } { $verdict ->
        [enforced] Senders that follow MTA-STS alone deliver over verified TLS.
        [testing] Other senders deliver; MTA-STS is only being tested.
        [ineffective] Other senders deliver, but ignore the MTA-STS set-up.
       *[other] Other senders deliver.
    }
    .row = senders that verify DANE refuse
harm-saved-policy = Senders with a saved policy must not deliver to { $hosts }
    .lead = They apply the saved policy until it expires. Until then, their mail queues and can bounce. New senders deliver.
    .row = senders with a saved policy refuse
harm-bounces = Some senders bounce mail to { $domain } at once
    .lead = Other senders deliver to the remaining MX hosts.
    .row = some senders bounce mail
harm-look-up = { $fails ->
        [policy] Senders cannot look up whether { $domain } uses MTA-STS
       *[mail] Senders cannot look up where to deliver mail to { $domain }
    }
    .lead = { $fails ->
        [policy] They fetch no new policy and keep using a saved one. This check could not see the rest either.
       *[mail] Mail queues at the sender. This check could not see the rest either.
    }
    .row = DNS look-ups fail

## The verdict on a policy that is not published

what-if-enforced = Mail to { $domain } would be protected by MTA-STS
    .lead = Senders that follow MTA-STS would deliver only to the MX hosts in the policy, and only if their certificates are valid.
    .policy-only = As far as the policy goes, mail to { $domain } would be protected; the MX hosts could not be checked
what-if-refusing = { $refused ->
        [0] Mail to { $domain } would be refused
       *[other] { $total ->
            [one] Mail to the only MX host would be refused
           *[other] { $some ->
                [no] Mail to all { $total } MX hosts would be refused
               *[yes] Mail to { $refused } of { $total } MX hosts would be refused
            }
        }
    }
    .lead = { $some ->
        [yes] Senders that follow MTA-STS would deliver to { $accepted }, but not to { $hosts }. If no other host is up, their mail would queue and finally bounce.
       *[no] Senders that follow MTA-STS would not deliver to { $hosts }: their mail would queue and finally bounce.
        [soon] Senders that follow MTA-STS would deliver at first, but not for long.
    }
what-if-testing = Mail to { $domain } would be delivered; MTA-STS would only be tested
    .lead = Nothing would be refused. Senders that send TLS reports would report what fails.

verdict-open = Checking { $domain }
    .lead = { $open } answers are still missing.
    .last = Still missing

## What a sender does, per MX host

delivery-deliver = { $mode ->
        [enforce] { $tls ->
            [valid] { $differs ->
                [yes] The policy lists { $host }: the sender delivers at the addresses where TLS is valid, not at the others.
               *[no] The policy lists { $host } and { $host ->
                    [other] their certificates are
                   *[one] its certificate is
                } valid: the sender delivers.
            }
           *[unseen] The policy lists { $host }: the sender delivers if { $host ->
                [other] their certificates are
               *[one] its certificate is
            } valid, which this check could not see.
        }
        [testing] { $tls ->
            [valid] The policy lists { $host } and { $host ->
                [other] their certificates are
               *[one] its certificate is
            } valid: the sender delivers.
           *[unseen] The sender delivers to { $host }, regardless of { $host ->
                [other] their certificates
               *[one] its certificate
            }: the policy is only being tested.
        }
        [none] The sender delivers to { $host }: the policy switches MTA-STS off.
       *[unknown] { $dropped ->
            [yes] { $tls ->
                [none] A sender that keeps to the standard drops the policy and delivers to { $host } without encryption: { $host ->
                    [other] the servers offer
                   *[one] the server offers
                } no TLS.
               *[unseen] A sender that keeps to the standard drops the policy and delivers to { $host }, encrypted when it can.
            }
           *[no] { $tls ->
                [none] The sender delivers to { $host } without encryption: { $host ->
                    [other] the servers offer
                   *[one] the server offers
                } no TLS, and there is no policy to follow.
                [valid] { $dane ->
                    [yes] A sender that verifies DANE delivers to { $host } with verified TLS. Others deliver too, encrypted when they can.
                   *[no] The sender delivers to { $host }, encrypted when it can: there is no policy to follow.
                }
               *[unseen] The sender delivers to { $host }, encrypted when it can: there is no policy to follow.
            }
        }
    }
delivery-refuse = { $listed ->
        [no] The sender must not deliver to { $host }: the policy does not list { $host ->
            [other] them
           *[one] it
        }.
       *[yes] { $tls ->
            [none] The sender must not deliver to { $host }: { $host ->
                [other] they offer
               *[one] it offers
            } no TLS.
           *[invalid] The sender must not deliver to { $host }: TLS with { $host ->
                [other] them
               *[one] it
            } fails verification.
        }
    }
delivery-deliver-and-report = { $listed ->
        [no] The sender delivers to { $host } and reports that the policy does not list { $host ->
            [other] them
           *[one] it
        }; in { "enforce" } mode it would not deliver.
       *[yes] { $tls ->
            [none] The sender delivers to { $host } and reports that { $host ->
                [other] they offer
               *[one] it offers
            } no TLS; in { "enforce" } mode it would not deliver.
           *[invalid] The sender delivers to { $host } and reports that TLS with { $host ->
                [other] them
               *[one] it
            } fails verification; in { "enforce" } mode it would not deliver.
        }
    }
delivery-unknown = { $silent ->
        [unreachable] Senders cannot connect to { $host }. They use another MX host; if there is none, mail queues and finally bounces.
        [yes] { $host } { $host ->
            [other] do
           *[one] does
        } not answer: the sender uses another MX host, or tries again later.
       *[no] This check could not see what decides whether the sender delivers to { $host }.
    }

## What a sender that verifies DANE does

dane-deliver = A sender that verifies DANE delivers to { $host }: the TLSA records match { $host ->
        [other] their certificates
       *[one] its certificate
    }.
dane-refuse = A sender that verifies DANE must not deliver to { $host }, whatever the policy says.

## What a sender does if it overlooks a fault that makes others drop the policy

lenient-deliver = { $tls ->
        [unseen] A sender that overlooks the fault applies the policy. If the policy demands a valid certificate, it delivers only with one, which this check could not see.
       *[valid] A sender that overlooks the fault applies the policy and delivers, too.
    }
lenient-refuse = A sender that overlooks the fault applies the policy and must not deliver.
lenient-deliver-and-report = A sender that overlooks the fault applies the policy, delivers and reports the failure.

## What a sender with a saved policy does

remembering = { $fails ->
    [yes] { $policy ->
        [none] If the saved policy is in { "enforce" } mode, the sender must not deliver to { $host } until that policy expires.
        [unnoticed] If the saved policy is in { "enforce" } mode, the sender must not deliver to { $host } until that policy expires. The { "id" } is the same, so the sender does not notice this one.
        [off] If the saved policy is in { "enforce" } mode, the sender must not deliver to { $host } until it fetches this one. After that, it delivers unconditionally.
        [refuses] If the saved policy is in { "enforce" } mode, the sender must not deliver to { $host } either. In { "testing" } mode, it delivers until it fetches this one.
       *[kept] If the saved policy is in { "enforce" } mode, the sender must not deliver to { $host } until it sees the new { "id" } and fetches this one.
    }
   *[no] { $policy ->
        [none] The sender follows the saved policy for { $host } until that one expires: no other policy replaces it.
        [unnoticed] The sender keeps the saved policy for { $host } until that one expires. The { "id" } is the same, so the sender does not notice this one.
        [off] The sender follows the saved policy for { $host } until it fetches this one. After that, it delivers unconditionally.
        [refuses] Even if the saved policy lists { $host }, the sender stops delivering once it sees the new { "id" } and fetches this one.
       *[kept] The sender applies the saved policy if that one lists { $host }. If not, it first looks for a new { "id" } and fetches this policy.
    }
}

remembered = { $fails ->
        [yes] { $policy ->
            [none] must not deliver until it expires
            [unnoticed] must not deliver until it expires
            [refuses] must not deliver either
           *[other] must not deliver until it fetches this one
        }
       *[no] { $policy ->
            [none] follows it until it expires
            [unnoticed] follows it until it expires
            [refuses] stops once it fetches this one
           *[other] follows it until it fetches this one
        }
    }

action-deliver = delivers
action-refuse = must not deliver
action-deliver-and-report = delivers and reports
action-unknown = not known
action-silent = no connection
action-divided = some senders must not

tls-valid = valid
tls-invalid = not valid
tls-none = not offered
tls-unseen = not seen

## The path of a message

stop-record = STS record
stop-host = Policy host
stop-policy = Policy file
stop-mx = MX hosts
stop-tls = TLS of MX hosts

state-open = checking
state-good = in order
state-care = works, with a warning
state-bad = fails
state-unseen = not seen
state-idle = not applicable

stop-record-open = looking it up
stop-record-good = 1 record, valid
stop-record-care = { $because ->
        [id-not-bumped] same { "id" } as before
       *[other] valid, with a warning
    }
stop-record-bad = { $because ->
        [id-not-bumped] same { "id" } as before
        [domain-nxdomain] domain does not exist
        [record-missing] none
        [record-missing-policy-present] none
        [record-at-wrong-name] at another name
        [record-name-doubled] at a name with the domain doubled
        [record-wildcard-txt] none, only a wildcard
        [record-not-sts] not an STS record
        [record-multiple] more than one
        [record-cname-dangling] points nowhere
        [dns-servfail] name servers fail
        [dns-dnssec-bogus] DNSSEC validation fails
        [dns-authority-unreachable] name servers not reached
       *[other] not valid
    }
stop-record-unseen = not seen from here
stop-record-idle = { $verdict ->
        [absent] not set up
       *[other] not needed
    }
stop-host-open = connecting
stop-host-good = answers, certificate valid
stop-host-care = { $because ->
        [policy-host-tls-expiring] certificate expires soon
        [policy-http-slow] answers slowly
        [policy-host-ipv6-only] IPv6 only
        [policy-host-ipv6-broken] IPv6 does not answer
        [policy-host-address-silent] does not answer at every address
       *[other] answers, with a warning
    }
stop-host-bad = { $because ->
        [dns-servfail] name servers fail
        [dns-dnssec-bogus] DNSSEC validation fails
        [dns-authority-unreachable] name servers not reached
        [policy-host-nxdomain] does not exist
        [policy-host-no-address] has no address
        [policy-host-cname-dangling] points nowhere
        [policy-host-private-address] internal address
        [policy-host-connect-failed] does not answer
        [policy-host-tls-expired] certificate expired
        [policy-host-tls-not-yet-valid] certificate not yet valid
        [policy-host-tls-name-mismatch] certificate for another name
        [policy-host-tls-provider-cert] certificate for another name
        [policy-host-tls-wildcard-too-shallow] certificate for another name
        [policy-host-tls-cn-only] certificate without this name
        [policy-host-tls-self-signed] certificate self-signed
        [policy-host-tls-untrusted-ca] certificate not trusted
        [policy-host-tls-chain-incomplete] certificate chain incomplete
        [policy-host-tls-old] TLS outdated
        [policy-host-tls-handshake-failed] TLS fails
        [policy-http-redirect] redirects
        [policy-http-not-found] no file there
        [policy-http-timeout] too slow
        [policy-http-content-type-html] file of the wrong type
        [policy-http-content-type-other] file of the wrong type
        [policy-http-content-type-missing] file without a type
       *[other] does not serve the file
    }
stop-host-unseen = not seen from here
stop-host-idle = { $verdict ->
        [absent] not set up
       *[other] not reached
    }
stop-policy-open = fetching it
stop-policy-good = { $mode ->
        [unknown] valid
       *[other] valid, for { $max_age }
    }
stop-policy-care = valid, with a warning
stop-policy-bad = { $because ->
        [policy-empty] empty
        [policy-body-is-html] a web page
       *[other] not valid
    }
stop-policy-unseen = not seen from here
stop-policy-idle = { $verdict ->
        [absent] not set up
       *[other] not reached
    }
stop-mx-open = looking them up
stop-mx-good = { $total ->
        [0] in order
        [one] 1 of 1 listed
       *[other] all { $total } listed
    }
stop-mx-care = { $because ->
        [mx-missing-implicit] no MX record, the address is used
       *[other] { $mode ->
            [unknown] with a warning
           *[other] { $listed } of { $total } listed
        }
    }
stop-mx-bad = { $because ->
        [domain-nxdomain] none
        [mx-missing-no-address] none
        [dns-servfail] name servers fail
        [dns-dnssec-bogus] DNSSEC validation fails
        [dns-authority-unreachable] name servers not reached
        [mx-null-mixed] contradictory
        [mx-private-address] internal address
        [mx-is-ip] an IP address
        [mx-no-address] without an address
       *[other] { $mode ->
            [unknown] not all listed
           *[other] { $listed } of { $total } listed
        }
    }
stop-mx-unseen = not seen from here
stop-mx-idle = { $verdict ->
        [no-mail] none
       *[other] { $total ->
            [0] no usable policy to compare
            [one] 1 host, no usable policy to compare
           *[other] { $total } hosts, no usable policy to compare
        }
    }
stop-tls-open = connecting
stop-tls-good = { $total ->
        [one] certificate valid
       *[other] certificates valid
    }
stop-tls-care = { $because ->
        [mx-connect-failed] { $total ->
            [one] does not answer
           *[other] not all answer
        }
        [mx-cert-expiring] certificate expires soon
        [mx-addresses-differ] differs between addresses
       *[other] works, with a warning
    }
stop-tls-bad = { $because ->
        [dane-tlsa-mismatch] does not match DANE
        [dane-tlsa-lookup-failed] TLSA records cannot be looked up
       *[other] { $failing ->
            [0] fails
           *[other] fails for { $failing } of { $total }
        }
    }
stop-tls-unseen = { $looked ->
        [0] not seen from here
       *[other] not seen for { $unseen } of { $total }
    }
stop-tls-idle = not checked

## Who can fix it, how severe it is, and where it is

owner-policy-file = For your web host (policy file)
owner-web-host = For your web host
owner-dns = For your DNS provider
owner-mail-host = For your mail provider
owner-nobody = Nothing to do

severity-error = Error
severity-warning = Warning
severity-notice = Notice
severity-pass = Good

stage-dns = Domain and name servers
stage-record = STS record
stage-policy-host = Policy host
stage-policy = Policy file
stage-mx = MX hosts
stage-tls = TLS of MX hosts
stage-tlsrpt = TLS reports
stage-dane = DANE
stage-consistency = How the parts fit together

source-record = STS record
source-policy = Policy file
source-tlsrpt = TLSRPT record

patch-txt = TXT record at { $name }
patch-tlsa = TLSA record at { $name }
patch-cname = CNAME record at { $name }
patch-file = { $url ->
        [none] Policy file
       *[other] Policy file at { $url }
    }
patch-lines = { $url ->
        [none] Add to the policy file
       *[other] Add to the policy file at { $url }
    }

next-id = After changing the policy file: replace the TXT record at { $name }
    .why = Senders fetch the file again only when the { "id" } in this record changes. Change the file first, then the record.
next-id-elsewhere = { $operator ->
        [none] After changing the policy file: have the { "id" } of the record at { $target } changed
       *[other] After changing the policy file: ask { $operator } to change the { "id" } of the record at { $target }
    }
    .why = Senders fetch the file again only when the { "id" } changes. { $operator ->
        [none] { $name } points to a record that another operator maintains, and no TXT record can exist beside that CNAME.
       *[other] { $name } points to a record of { $operator }, and no TXT record can exist beside that CNAME.
    } If they do not change it for you, replace the CNAME with a TXT record of your own.
record-elsewhere = { $operator ->
        [none] Ask the operator of the record at { $target } to change it. { $name } points there, and no TXT record can exist beside that CNAME.
       *[other] Ask { $operator } to change the record at { $target }. { $name } points there, and no TXT record can exist beside that CNAME.
    }
removal-then = Keep the record and the policy file until { $date }, while senders can still apply a saved policy. After that, you can remove both.
step-after-file = Do this after changing the policy file.
step-command = To check it before and after the change, run:
step-fixes-too = This also fixes:
step-likewise = The same is wrong here:

further = { $count ->
        [one] And in one more place.
       *[other] And in { $count } more places.
    }
omitted-bytes = { $count ->
        [one] The answer was too large, and this checker left out 1 byte of it.
       *[other] The answer was too large, and this checker left out { $count } bytes of it.
    }

## What it does to mail

effect-no-policy = { $mode ->
        [testing] Senders without a saved policy apply nothing and send no MTA-STS reports. Mail is delivered normally.
        [none] Senders do not learn that MTA-STS is switched off, so a saved policy applies until it expires. Otherwise mail is delivered normally.
       *[enforce] { $differs ->
            [yes] Senders that keep to the standard cannot use the policy and deliver without MTA-STS. Senders with a saved policy apply it until it expires.
           *[no] Senders cannot use the policy and deliver without MTA-STS. Senders with a saved policy apply it until it expires.
        }
    }
effect-skip-host = { $mode ->
        [enforce] Senders that follow MTA-STS must not deliver to this host. They use another listed host; if there is none, the mail queues and finally bounces.
        [testing] Mail is delivered. Senders that send TLS reports report the failure.
        [none] Mail is not affected while the mode is { "none" }.
       *[unknown] In { "enforce" } mode, senders must not deliver to this host. In { "testing" } mode, they deliver and report the failure.
    }
effect-all-hosts = { $mode ->
        [enforce] Senders that follow MTA-STS must not deliver at all: their mail queues and finally bounces.
        [testing] Mail is delivered. Senders that send TLS reports report the failure.
        [none] Mail is not affected while the mode is { "none" }.
       *[unknown] In { "enforce" } mode, senders must not deliver at all. In { "testing" } mode, they deliver and report the failure.
    }
effect-nothing = Mail is not affected.
effect-some-senders = { $mode ->
        [testing] Some senders cannot use the policy and send no reports; others can. Mail is delivered.
        [none] Some senders do not learn that MTA-STS is switched off. Mail is delivered.
       *[enforce] Some senders cannot use the policy and deliver without MTA-STS; others can.
    }
effect-no-reports = { $mode ->
        [testing] Mail is delivered, but the test shows nothing: no reports arrive.
        [none] Mail is delivered. No reports arrive.
       *[enforce] Mail is not affected, but no report tells you when mail is refused.
    }
effect-unknown = This check could not see this part. Real senders may see something else.
effect-risk = { $mode ->
        [testing] Delivery is not affected.
        [none] Delivery is not affected.
       *[enforce] Mail is not affected yet. If this goes wrong, senders that follow MTA-STS can refuse mail.
    }
effect-useless-line = { $mode ->
        [testing] Strict senders ignore the policy. Others use it and report an MX host that is listed only here. Mail is delivered.
        [none] Mail is not affected, but strict senders may not learn that MTA-STS is switched off.
       *[enforce] Strict senders drop the whole policy and deliver without MTA-STS. For others this line matches no MX host: they refuse a host that is listed only here.
    }
effect-no-mail = Mail cannot be delivered, with or without MTA-STS.
effect-dane-fails = Senders that verify DANE must not deliver to this host, whatever the policy says: their mail queues and finally bounces. Senders that follow MTA-STS alone are not affected.

tls-report-result = TLS reports call it { $result }.

## What the check could not see, and why: never a fault of the domain

unseen-dns = The { $type } records of { $name }
unseen-policy = The policy file { $url }
unseen-mail = TLS of { $host }
unseen-note = This says nothing about the domain.

blind-timeout = { $ask ->
        [dns] The resolver did not answer in time.
       *[other] The service behind this check did not answer in time.
    }
    .hint = { $ask ->
        [dns] Try again, or choose another resolver.
       *[other] Try again in a moment.
    }
blind-unreachable = { $ask ->
        [dns] The resolver could not be reached, or did not answer this check.
        [mail] The service behind this check could not connect to the MX host, or the MX host rejected it.
       *[other] The service behind this check could not be reached, or could not reach the policy host.
    }
    .hint = { $ask ->
        [dns] Check the network connection, or choose another resolver.
        [mail] Try again later, or test it yourself with { "openssl s_client -starttls smtp -connect HOST:25" }.
       *[other] Try again in a moment, or run the check from another network.
    }
blind-status = { $ask ->
        [dns] The resolver answered with HTTP status { $status } instead of a DNS answer.
       *[other] The service behind this check answered with HTTP status { $status }.
    }
    .hint = { $ask ->
        [dns] Try again, or choose another resolver.
       *[other] Try again in a moment, or run the check from another network.
    }
blind-malformed = { $ask ->
        [dns] The answer of the resolver could not be read.
       *[other] The answer of the service behind this check could not be read.
    }
    .hint = { $ask ->
        [dns] Choose another resolver.
       *[other] Choose another service.
    }
blind-refused = { $ask ->
        [dns] The resolver refused the question.
       *[other] The service behind this check refused the request.
    }
    .hint = { $ask ->
        [dns] Choose another resolver.
       *[other] Choose another service, or check from your own machine.
    }
blind-rcode = The resolver answered { $code } instead of giving the records.
    .hint = { $code ->
        [REFUSED] This resolver does not answer you: choose another one.
       *[other] Try again, or choose another resolver.
    }
blind-servfail = The name servers responsible for the name fail to answer.
    .hint = Try again in a moment, or tell the operator of the name servers.
blind-busy = { $ask ->
        [dns] The resolver is limiting requests.
       *[other] The service behind this check is limiting requests.
    }
    .hint = { $seconds ->
        [0] Wait a moment, then try again.
       *[other] Wait { $wait }, then try again.
    }
blind-not-offered = { $ask ->
        [dns] This resolver does not support this kind of look-up.
        [mail] This check does not connect to MX hosts, so it did not look at their certificates.
       *[other] Browsers cannot fetch the policy file themselves, and no service is configured to do so.
    }
    .hint = { $ask ->
        [dns] Choose another resolver.
        [mail] Test each MX host with { "openssl s_client -starttls smtp -connect HOST:25" }.
       *[other] Choose a service, or run the check on the command line.
    }

## Headings and labels of a report in text

text-domain = Domain
text-mode = Mode
text-id = id
text-valid-for = saved for
text-checked = Checked
text-way = The path of a message
text-do = What to do
text-delivery = What a sender does today
text-also = Also found
text-good = Passed
text-unseen = Not seen, and why
text-nothing = There is nothing to do.
text-preference = MX { $preference }
text-remembering = A sender with a saved policy
text-dane = A sender that verifies DANE
text-tls = TLS

## How real senders differ: according to their source code, or as others observed

senders-source = In their published source code:
senders-accepts = { $senders ->
        [one] { $senders } accepts it.
       *[other] { $senders } accept it.
    }
senders-rejects = { $senders ->
        [one] { $senders } rejects it.
       *[other] { $senders } reject it.
    }
senders-first = { $senders ->
        [one] { $senders } uses the first value.
       *[other] { $senders } use the first value.
    }
senders-last = { $senders ->
        [one] { $senders } uses the last value.
       *[other] { $senders } use the last value.
    }
senders-cuts = { $senders ->
        [one] { $senders } cuts it to the maximum.
       *[other] { $senders } cut it to the maximum.
    }
senders-any-depth = { $senders ->
        [one] { $senders } lets the wildcard cover several labels.
       *[other] { $senders } let the wildcard cover several labels.
    }
senders-one-label = { $senders ->
        [one] { $senders } lets it cover one label only.
       *[other] { $senders } let it cover one label only.
    }
senders-any-success = { $senders ->
        [one] { $senders } accepts every status from 200 to 299.
       *[other] { $senders } accept every status from 200 to 299.
    }
senders-reports = { $senders ->
        [one] { $senders } has been seen to report such a server as a failure in its TLS reports.
       *[other] { $senders } have been seen to report such a server as a failure in their TLS reports.
    }

## A message to the person who can fix it

message-subject = MTA-STS of { $domain }: { $headline }
message-intro = Please look into the following. A check of mail to { $domain } found it on { $date }.
message-greeting = Hello,
message-subject-id = New MTA-STS { "id" } for { $domain }
message-intro-id = The MTA-STS policy file of { $domain } is being changed. A check found the reason on { $date }:
message-then-dns = Then ask the DNS provider to replace the TXT record at { $name } with this:
message-then-operator = { $operator ->
        [none] Then ask the operator of the record at { $target } to change its { "id" }; { $name } points there.
       *[other] Then ask { $operator } to change the { "id" } of the record at { $target }; { $name } points there.
    }
message-setup = please set it up
message-setup-intro = A check on { $date } found that { $domain } does not use MTA-STS yet. Once it is in { "enforce" } mode, other mail servers deliver to { $domain } only over verified TLS. It starts with a test phase.
message-again = Run the same check again at any time:
