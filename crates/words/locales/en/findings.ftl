### Words of the findings, one message per rule: the headline in one line, `.why` where the effect on mail needs a reason of its
### own, `.fix` where there is something to do. Every message may use $domain and $mode (enforce, testing, none, unknown).

-id-rule = The { "id" } is 1 to 32 letters and digits, without separators.
-new-id = Any value will do that was not used before, such as the date and time.
-retype = Replace the record by the one shown.
-cloudflare-proxy = In Cloudflare's DNS, switch the proxy off for that record.
-own-mx-line = Write each mail server on its own { "mx" } line, as a plain host name.

## The domain and its name servers

domain-invalid = { $typed } is not a domain name
    .why = { $reason ->
        [empty] Nothing is left to check.
        [ip-address] It is an IP address, and MTA-STS works with domain names only.
        [empty-label] Two dots follow each other, or the name begins with a dot.
        [label-too-long] A part between two dots has more than 63 characters.
        [too-long] The name has more than 253 characters.
        [character] It contains a character that is not a letter, a digit or a hyphen.
        [hyphen] A part of the name begins or ends with a hyphen.
        [not-idna] It contains letters that have no spelling in DNS.
       *[other] Nothing can be looked up under it.
    }
    .fix = Enter the part of a mail address after the @.
domain-extracted = { $domain } was taken from { $typed }
    .why = A policy belongs to the domain after the @ of a mail address, so that is what was checked.
    .fix = Check that { $domain } is the domain you mean.
domain-idn-converted = { $unicode } is { $domain } in DNS
    .why = DNS, certificates and the policy file use only this spelling.
    .fix = Write { $domain } wherever the domain is named: in DNS and in the policy file.
domain-nxdomain = { $domain } does not exist in DNS
    .why = Senders cannot find the domain and return mail for it at once.
    .fix = Check the spelling, and with the registrar whether the registration is still valid.
dns-servfail = The name servers fail to answer for { $names }
    .why = { $fails ->
        [mail] Senders cannot look up where mail goes: it waits with them.
        [both] Senders take this for a passing fault: they learn no new policy and keep one they remember. Nor can they look up where mail goes: it waits with them.
       *[policy] Senders take this for a passing fault: they learn no new policy and keep one they remember.
    }
    .fix = Ask each name server of the domain for { $names }, and repair the one that answers with an error.
dns-dnssec-bogus = The DNSSEC signatures for { $names } are not valid
    .why = { $fails ->
        [mail] Senders that verify DNSSEC cannot look up where mail goes: it waits with them.
        [both] Senders that verify DNSSEC learn no new policy and keep one they remember. Nor can they look up where mail goes: it waits with them.
       *[policy] Senders that verify DNSSEC learn no new policy and keep one they remember.
    }
    .fix = Sign the zone again, or correct the DS record at the registrar so that it fits the current key.
dns-authority-unreachable = No name server of the domain could be reached for { $names }
    .why = { $fails ->
        [mail] Senders cannot look up where mail goes: it waits with them.
        [both] Senders learn no new policy and keep one they remember. Nor can they look up where mail goes: it waits with them.
       *[policy] Senders learn no new policy and keep one they remember.
    }
    .fix = Check that the name servers registered for the domain are running and can be reached from outside.
dns-filtered-answer = The DNS service used here blocks { $names }
    .why = The block is this service's choice. Mail servers usually ask other resolvers.
    .fix = Check again with another resolver.
dns-resolvers-disagree = DNS services give different answers for { $names }
    .why = { $resolver } says { $value }, and { $other } says { $expected }. A recent change may still be spreading, or the name servers of the domain differ. It is left to chance which answer a sender gets.
    .fix = Wait up to { $ttl }, and check again: until then, an older answer may be remembered. If the difference stays, compare the zone on all name servers of the domain.
doh-resolver-unreachable = The DNS service { $resolver } could not be asked
    .why = { $other } answered in its place. This says nothing about the domain.
    .fix = Choose another DNS service, or allow this one in the network filter or browser extension.
dnssec-authenticated = DNSSEC protects the DNS answers for { $domain }

## The STS record

record-ok = The MTA-STS record is correct, with { "id" } { $id }
record-missing = There is no MTA-STS record at { $name }
    .why = { $mode ->
        [testing] MTA-STS is not in use. Mail is delivered normally.
        [none] MTA-STS is not in use. Mail is delivered normally.
       *[other] MTA-STS is not in use: senders encrypt when they can, and nobody makes them check whom they talk to. A sender that remembers an earlier policy applies it until it expires.
    }
    .fix = Publish the policy file first, then add this record.
record-missing-policy-present = A policy file is online, but no record at { $name } announces it
    .why = Senders look for the record first. Without it they never ask for { $url }.
    .fix = { $operator ->
        [none] Add the record.
       *[other] Delegate the record to { $operator } as well, with the CNAME shown. { -cloudflare-proxy }
    }
record-at-wrong-name = The MTA-STS record is at { $found } instead of { $name }
    .why = Senders ask for { $name } only.
    .fix = Move the record to { $name }, with the leading underscore and a hyphen.
record-name-doubled = The MTA-STS record is at the doubled name { $found }
    .why = The DNS panel has added the domain a second time. Senders ask for { $name }.
    .fix = Enter only { "_mta-sts" } as the host in the panel, or end the full name with a dot.
record-multiple = There are { $count } MTA-STS records at { $name }, which count as none
    .why = Senders use the record only if it is the only one.
    .fix = Delete all of them ({ $found }) and publish this one instead. Its new { "id" } makes senders fetch the policy again.
record-other-txt-present = { $count ->
        [one] One unrelated TXT record stands beside the MTA-STS record at { $name }
       *[other] { $count } unrelated TXT records stand beside the MTA-STS record at { $name }
    }
    .why = Senders skip records that do not begin with { "v=STSv1;" }.
    .fix = Remove them when convenient, unless something else needs them.
record-wildcard-txt = A wildcard record answers at { $name }; there is no MTA-STS record
    .why = The zone answers every name with the same text, often SPF.
    .fix = Add the MTA-STS record under its full name. It takes precedence over the wildcard.
record-not-sts = The TXT record at { $name } is not an MTA-STS record: { $value }
    .why = Senders look for a record that begins with { "v=STSv1;" }.
    .fix = { -retype }
record-version-wrong = The record begins with { $value } instead of { "v=STSv1" }
    .why = There is only one version of MTA-STS, and senders skip a record of any other.
    .fix = { -retype }
record-version-case = The record begins with { $value }, and letter case matters: { "v=STSv1" }
    .why = Senders compare the version letter by letter.
    .fix = { -retype }
record-version-not-first = { "v=STSv1" } is not at the beginning of the record: { $value }
    .why = Senders look only at how a record begins, so they take this one for something else.
    .fix = Move { "v=STSv1" } to the beginning.
record-leading-junk = Something invisible stands before { "v=STSv1" }: { $value }
    .why = A space or an invisible character in front is enough for senders to skip the record.
    .fix = Type the value anew, without a space in front.
record-quoted = Quotation marks are part of the record: { $text }
    .why = Most DNS panels add the quotation marks themselves. Typed in, they become part of the value, and the record no longer begins with { "v=STSv1" }.
    .fix = Enter the value without quotation marks.
record-escaped-semicolon = There is a backslash before a semicolon in the record: { $text }
    .why = Zone files need the backslash, most DNS panels do not. Here it has become part of the value.
    .fix = Enter the value without backslashes.
record-semicolon-missing = The semicolon after { "v=STSv1" } is missing: { $text }
    .why = Senders look for a record that begins with { "v=STSv1;" }, semicolon included.
    .fix = { -retype }
record-space-before-semicolon = There is a space between { "v=STSv1" } and its semicolon: { $text }
    .why = The standard contradicts itself here: its grammar allows the space, its text does not.
    .fix = Remove the space.
record-id-missing = The record has no { "id" }: { $text }
    .why = Senders need the { "id" } to notice changes. A record without one is not valid.
    .fix = Add an { "id" }. { -new-id }
record-id-empty = The { "id" } of the record is empty: { $text }
    .why = { -id-rule }
    .fix = Give the { "id" } a value. { -new-id }
record-id-invalid-chars = The { "id" } contains more than letters and digits: { $value }
    .why = { -id-rule }
    .fix = Write the date and time without hyphens, colons or dots.
record-id-too-long = The { "id" } has { $count } characters; 32 are allowed: { $value }
    .why = { -id-rule }
    .fix = Use a shorter { "id" }, such as the date and time.
record-id-case = The field is called { $value }; it must be { "id" } in small letters
    .why = Senders do not find the { "id" } if the field is spelt differently, and a record without one is not valid.
    .fix = Write { "id" } in small letters.
record-id-duplicate = The record has a second { "id" }: { $value }
    .why = The first one counts. A sender that reads another one misses your changes, or fetches too often.
    .fix = Keep only one { "id" }.
record-id-delimiter-wrong = The { "id" } is not written as { "name=value" }: { $value }
    .why = An equals sign stands between { "id" } and its value, without spaces around it.
    .fix = { -retype }
record-field-syntax = A part of the record is not of the form { "name=value" }: { $value }
    .why = Senders that check the grammar discard the whole record. Each part is { "name=value" }; only the last one may be empty.
    .fix = Remove this part.
record-policy-fields-in-txt = { $names ->
        [one] { $names } belongs in the policy file, not in the DNS record
       *[other] { $names } belong in the policy file, not in the DNS record
    }
    .why = In the record, senders ignore them. The record holds the version and the { "id" } only.
    .fix = Keep only { "v" } and { "id" } in the record, and make sure that the policy file says the rest.
record-unknown-field = The record has an extra field: { $value }
    .why = Senders ignore fields they do not know.
    .fix = Remove it, unless you know what it is for.
record-trailing-space = There is a space at the end of the record: { $text }
    .why = The grammar does not allow it.
    .fix = Remove the space, or end the record with a semicolon.
record-non-ascii = The record contains characters other than printable ASCII: { $value }
    .why = Look-alikes such as a full-width semicolon, curly quotes or a no-break space come with copying from a document.
    .fix = Type the record anew with plain ASCII characters.
record-multi-string = The record is stored in { $count } pieces
    .why = Senders join the pieces without a space between them. The result is correct.
record-cname = { $name } leads to { $target }
    .why = { $operator ->
        [none] The record is kept by whoever runs that name. That is allowed; they decide when senders fetch the policy again.
       *[other] The record is kept by { $operator }. That is allowed; they decide when senders fetch the policy again.
    }
record-cname-dangling = { $name } leads to { $target }, where there is no record
    .why = The operator has removed the record, or the target is misspelt.
    .fix = Ask the operator for the right target, or replace the CNAME by a TXT record of your own.
record-ttl-long = The record at { $name } may be cached for { $ttl }
    .why = { $mode ->
        [enforce] Mail is not affected now. After a change of the policy, senders take that long to notice it, and until then can refuse a new mail server.
       *[other] Mail is not affected. After a change of the policy, senders take that long to notice it.
    }
    .fix = Lower the TTL to one hour.
record-subdomain-not-inherited = The policy of { $parent } does not apply to { $domain }
    .why = { $mode ->
        [none] Mail is not affected. A policy holds for exactly one domain.
       *[other] A policy holds for exactly one domain, not for its subdomains. Mail to { $domain } is delivered without MTA-STS.
    }
    .fix = If { $domain } receives mail, publish a record and a policy file for it as well.

## The policy host

policy-host-ok = { $host } answers correctly, with a valid certificate
policy-host-nxdomain = { $host } does not exist in DNS
    .why = { $operator ->
        [none] Senders fetch the policy from this host, and only from it.
       *[other] The record is delegated to { $operator }, but the policy host is missing. Senders fetch the policy from this host, and only from it.
    }
    .fix = { $half ->
        [own] Add an address record or a CNAME for { $host } that leads to the web server with the policy file.
        [cname] Delegate the policy host as well, with the CNAME shown. { -cloudflare-proxy }
        [file] { $operator } serves no policy host for others. Set up a web server at { $host }, or a Worker, that passes on { $url }.
       *[unknown] Ask whoever keeps the record where { $host } has to lead to, and add that CNAME. { -cloudflare-proxy }
    }
policy-host-no-address = { $host } has no IP address
    .why = { $operator ->
        [none] The name exists, but it leads nowhere, so the policy cannot be fetched.
       *[other] The record is delegated to { $operator }, but the name of the policy host leads nowhere, so the policy cannot be fetched.
    }
    .fix = { $half ->
        [own] Add an address record for { $host }.
        [cname] Delegate the policy host as well, with the CNAME shown. { -cloudflare-proxy }
        [file] { $operator } serves no policy host for others. Set up a web server at { $host }, or a Worker, that passes on { $url }.
       *[unknown] Ask whoever keeps the record where { $host } has to lead to, and add that CNAME. { -cloudflare-proxy }
    }
policy-host-cname = { $host } leads to { $target }
    .why = { $operator ->
        [none] The policy is served by whoever runs that name. That is allowed, as long as the certificate names { $host }.
       *[other] The policy is served by { $operator }. That is allowed, as long as the certificate names { $host }.
    }
policy-host-cname-dangling = { $host } leads to { $target }, which does not exist
    .why = The policy cannot be fetched. A stranger who obtains that name could serve a policy for { $domain }.
    .fix = Set up the hosting again, or remove the CNAME.
policy-host-private-address = { $others ->
        [reached] One of the addresses of { $host } is internal: { $address }
        [unseen] One of the addresses of { $host } is internal: { $address }
       *[none] { $host } has the internal address { $address }
    }
    .why = { $others ->
        [reached] Senders on the Internet cannot reach this address; the web server was reached at another one. { $mode ->
            [testing] Senders that try this one first are late with the policy, or give up and send no reports. Mail is delivered.
            [none] Senders that try this one first are late with the policy, or give up and do not learn that MTA-STS is switched off. Mail is delivered.
           *[other] Senders that try this one first are late with the policy, or give up and deliver without MTA-STS.
        }
        [unseen] Senders on the Internet cannot reach this address. Those that try it first are late with the policy, or give up.
       *[none] Senders on the Internet cannot reach it. They cannot use the policy: they deliver without MTA-STS. Those that remember an earlier policy apply that one until it expires.
    }
    .fix = { $others ->
        [none] Publish the public address of the web server in the public DNS.
       *[other] Remove this address from the public DNS, so that only public ones are left.
    }
policy-host-ipv6-only = { $host } has IPv6 addresses only
    .why = Senders without IPv6 cannot fetch the policy.
    .fix = Add an IPv4 address (an A record).
policy-host-ipv6-broken = { $host } does not answer at { $address }, while IPv4 works
    .why = Senders that try IPv6 first are slow, or give up.
    .fix = Make the web server listen on IPv6, or remove the AAAA record.
policy-host-address-silent = { $host } does not answer at { $addresses }, while it answers elsewhere
    .why = Senders that try such an address first are slow, or give up.
    .fix = Make a web server listen there, or remove the address from DNS.
policy-host-connect-failed = { $host } does not accept connections on port 443
    .why = The policy cannot be fetched. Tried: { $addresses }.
    .fix = Start the web server and open port 443 in the firewall.
policy-wrong-port = { $host } answers on another port only: { $ports }
    .why = Senders connect to port 443 and to no other, so they cannot fetch the policy.
    .fix = Serve the policy file by HTTPS on port 443, and open that port in the firewall.
policy-wrong-path = The policy file is in another place: { $found }
    .why = Senders look for it at { $url } and nowhere else.
    .fix = Move it to { $url }.
policy-wrong-host = The policy file is on another host: { $found }
    .why = Senders fetch the policy from { $host }, and only from it.
    .fix = Set up { $host } and serve the file there.
policy-host-tls-handshake-failed = A TLS connection to { $host } cannot be set up: { $detail }
    .why = No encrypted connection is possible, so the policy cannot be fetched.
    .fix = Check that a certificate is configured for { $host } and that no client certificate is demanded.
policy-host-tls-old = { $host } offers only outdated TLS versions
    .why = Senders require TLS 1.2 or later to fetch the policy.
    .fix = Enable TLS 1.2 and 1.3 on the web server.
policy-host-tls-expired = The certificate of { $host } expired on { $date }
    .fix = Renew the certificate, and find out why it was not renewed automatically.
policy-host-tls-not-yet-valid = The certificate of { $host } becomes valid only on { $date }
    .fix = Install a certificate that is valid now, or correct the clock of whoever issues it.
policy-host-tls-expiring = { $days ->
        [0] The certificate of { $host } expires today, { $date }
        [one] The certificate of { $host } expires tomorrow, { $date }
       *[other] The certificate of { $host } expires in { $days } days, on { $date }
    }
    .why = { $mode ->
        [enforce] Mail is not affected yet. Once it has expired, senders can no longer fetch the policy: those that remember it apply it until it runs out, the others deliver without MTA-STS.
       *[other] Mail is not affected. Once it has expired, senders can no longer fetch the policy.
    }
    .fix = Renew it now, and check that automatic renewal works.
policy-host-tls-name-mismatch = The certificate is for { $names }, not for { $host }
    .why = Senders accept a policy only from a host whose certificate carries its name.
    .fix = Get a certificate that is issued for { $host } (as a subject alternative name).
policy-host-tls-provider-cert = The hosting service at { $target } shows its own certificate, for { $names }
    .why = The certificate has to carry the name { $host }; the name of the service does not count.
    .fix = Register { $host } as a custom domain with the service, and wait until its certificate is issued.
policy-host-tls-wildcard-too-shallow = The wildcard certificate { $names } does not cover { $host }
    .why = A wildcard stands for exactly one part of a name, and this name has more.
    .fix = Get a certificate for { $host } itself.
policy-host-tls-cn-only = The certificate has { $host } only in its old common name field
    .why = Senders look only at the list of names (the subject alternative names).
    .fix = Have the certificate issued again with { $host } in that list.
policy-host-tls-self-signed = { $host } uses a self-signed certificate
    .why = Senders trust certificates from public authorities only.
    .fix = Use a certificate from a public authority.
policy-host-tls-untrusted-ca = The certificate of { $host } comes from { $issuer }, which senders do not trust
    .why = Senders trust about the same authorities as browsers do. A private authority is not among them.
    .fix = Use a certificate from a public authority.
policy-host-tls-chain-incomplete = { $host } does not send the intermediate certificate from { $issuer }
    .why = Browsers often fetch it themselves; mail servers do not.
    .fix = Install the full chain on the web server, not the certificate alone.
policy-http-redirect = { $host } redirects to { $target } instead of serving the policy file
    .why = Senders must not follow redirects (status { $status }); only browsers do. So { $url } has no policy for them.
    .fix = Serve the file directly at this address, and exempt it from redirect rules.
policy-http-not-found = There is no file at { $url }
    .why = The web server answers with status { $status }.
    .fix = Put the file there. Some site generators leave out folders whose name begins with a dot.
policy-http-auth-required = { $host } asks for a login before it hands out the policy file (status { $status })
    .why = Senders cannot log in at { $url }.
    .fix = Make this one address public.
policy-http-forbidden = { $host } refuses to hand out the policy file (status { $status })
    .why = That is its answer at { $url }.
    .fix = Check file permissions, blocked countries and firewall rules for this address.
policy-http-waf-challenge = { $host } serves a bot check instead of the policy file
    .why = A bot check wants to see a person at a browser. Senders cannot pass it at { $url } (status { $status }).
    .fix = Exempt this address from bot protection, browser checks and rate limits.
policy-http-server-error = { $host } reports a server error instead of the policy file (status { $status })
    .why = That is its answer at { $url }.
    .fix = Look into the error log of the web server.
policy-http-rate-limited = { $host } limits requests for the policy file (status { $status })
    .why = That is its answer at { $url }. Senders that arrive at such a moment get no policy.
    .fix = Exempt this address from rate limits.
policy-http-status-not-200 = { $host } answers with status { $status } instead of 200
    .why = Senders accept the policy at { $url } only with status 200.
    .fix = Serve the file as a plain static file.
policy-http-timeout = The policy file does not arrive from { $host } within a minute
    .why = Senders give up on { $url } by then, many of them earlier.
    .fix = Serve a static file that needs no program to start.
policy-http-slow = { $host } takes { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    } to deliver the policy file
    .why = Some senders wait only about four seconds for { $url }.
    .fix = Serve the file from static hosting.
policy-http-blocks-user-agent = { $host } gives the policy to browsers only; others get status { $status }
    .why = It goes by the program's name in the request. Mail servers are no browsers, so most of them are refused as well.
    .fix = Switch off filtering by user agent for { $url }.
policy-http-h2-only = { $host } speaks only HTTP/2
    .why = Senders may use any version of HTTP at { $url }, and many use HTTP/1.1 alone. So does this check.
    .fix = Switch HTTP/1.1 on beside HTTP/2.
policy-http-compressed = { $host } sends the policy file compressed ({ $value })
    .why = Nobody asked for that at { $url }. A sender that does not unpack it reads nothing it knows.
    .fix = Switch compression off for this file, or for clients that do not ask for it.
policy-http-too-large = The policy file is larger than { $count } bytes
    .why = Senders stop reading { $url } at 64 KiB or earlier.
    .fix = Serve only the lines of the policy; a few hundred bytes are plenty.
policy-http-content-type-html = The policy file is labelled as a web page ({ $value })
    .why = Senders expect { "text/plain" }, and several widely used ones insist on it.
    .fix = Have the web server send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-content-type-other = The policy file is labelled { $value } instead of { "text/plain" }
    .why = Senders expect { "text/plain" }, and several widely used ones insist on it.
    .fix = Have the web server send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-content-type-missing = { $host } does not say what type the policy file is
    .why = Senders expect { "text/plain" }, and several widely used ones insist on it.
    .fix = Have the web server send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-charset-unusual = The policy file is declared to be in an unusual character set: { $value }
    .why = Senders expect ASCII or UTF-8. Some decode the file as declared, and may misread it.
    .fix = Have the web server send { "Content-Type: text/plain; charset=utf-8" } for { $url }.
policy-http-broken = { $host } breaks off before the policy file is complete
    .why = TLS works, but what follows at { $url } is no complete HTTP answer.
    .fix = Look into the error log of the web server, and into whatever stands in front of it.
policy-host-hsts-irrelevant = { $host } sends an HSTS header, which plays no part here
    .why = HSTS is for browsers. It neither helps nor harms MTA-STS.
proxy-unavailable = The service that fetches the policy of { $domain } for this check cannot be reached
    .why = A browser may not fetch the policy itself. This says nothing about { $domain }.
    .fix = Try again later, or paste the policy file into the syntax check.

## The policy file

policy-ok = The policy file of { $domain } is correct
policy-empty = The policy file of { $domain } is empty
    .why = Senders find nothing in it that they could read.
    .fix = Publish a policy file, and begin with mode { "testing" }.
policy-body-is-html = A web page is served in place of the policy file of { $domain }
    .why = Often the start page of a site answers every address, even one that does not exist.
    .fix = Have the web server deliver the plain text file at this address.
policy-txt-record-in-file = The policy file contains the text of the DNS record: { $value }
    .why = The record announces the policy, the file is the policy. Their contents differ.
    .fix = Replace the content of the file; the record stays in DNS.
policy-other-format = The policy file of { $domain } is { $format ->
        [json] JSON
        [xml] XML
        [yaml] YAML
        [url] the address of a file
        [spf] an SPF record
        [dmarc] a DMARC record
        [tlsrpt] a record for TLS reports
       *[zone] a zone file
    }, not a policy
    .why = A policy consists of lines of the form { "name: value" }, with one { "mx" } line for each host.
    .fix = Replace the content of the file.
policy-bom = The policy file of { $domain } begins with an invisible mark (BOM)
    .why = The editor has added it, and it becomes part of the first line.
    .fix = Save the file as UTF-8 without BOM.
policy-encoding-not-utf8 = The policy file of { $domain } is not saved as UTF-8
    .why = Senders cannot read its lines.
    .fix = Save the file as plain ASCII or as UTF-8 without BOM.
policy-single-line = Line { $line } holds several settings
    .why = Each setting has a line of its own; senders take this one for a single setting and miss the others.
    .fix = Put each setting on its own line.
policy-newline-cr = The lines of the policy file of { $domain } end with CR, as on very old Macintosh computers
    .why = Most senders see a single long line.
    .fix = Save the file with the line ends LF or CRLF.
policy-newline-lf = The lines of the policy file of { $domain } end with LF, which every sender accepts
policy-quoted = There are quotation marks in line { $line }: { $value }
    .why = Quotation marks are taken as part of the value.
    .fix = Remove the quotation marks.
policy-trailing-semicolon = Line { $line } ends with a semicolon or comma: { $value }
    .why = Semicolons separate the fields of the DNS record. In the policy file they become part of the value.
    .fix = Remove the sign at the end.
policy-equals-instead-of-colon = Line { $line } has an equals sign in place of a colon: { $value }
    .why = The DNS record uses equals signs, the policy file uses colons.
    .fix = Write a colon.
policy-line-syntax = Line { $line } is not a setting: { $value }
    .why = A setting is a name, a colon and a value.
    .fix = Delete the line, or correct it.
policy-comment-line = Line { $line } is a comment: { $value }
    .why = The policy format has no comments.
    .fix = Delete the line.
policy-blank-line = Line { $line } is empty
    .why = The policy format has no empty lines.
    .fix = Delete the empty line.
policy-line-leading-space = Line { $line } begins with a space: { $value }
    .why = A name stands at the very beginning of its line.
    .fix = Delete the space.
policy-key-space-before-colon = There is a space before the colon in line { $line }: { $value }
    .why = The colon follows its name at once.
    .fix = Delete the space.
policy-key-case = Line { $line } says { $value }; it must be { $expected } in small letters
    .why = Senders compare names letter by letter, and do not find this one.
    .fix = Write { $expected }.
policy-key-typo = Line { $line } says { $value }; { $expected } is probably meant
    .why = Senders ignore names that they do not know, and then miss this setting.
    .fix = Write { $expected }.
policy-unknown-field = Line { $line } has an extra setting: { $value }
    .why = Senders ignore settings that they do not know.
    .fix = Delete the line, unless you know what it is for.
policy-duplicate-field = Line { $line } gives { $value } a second time
    .why = By the standard the first line counts.
    .fix = Keep only one of the lines.
policy-version-missing = The policy file of { $domain } lacks the line { "version: STSv1" }
    .why = Senders do not take a file without it for a policy.
    .fix = Add the line at the top.
policy-version-wrong = The version in line { $line } is { $value } instead of { "STSv1" }
    .why = There is only one version, written exactly like this.
    .fix = Correct the line.
policy-version-not-first = The version is in line { $line } instead of the first line
    .why = The standard allows any order. Google's instructions ask for the version first.
    .fix = Move the line to the top.
policy-mode-missing = The policy file of { $domain } has no { "mode" } line
    .why = Senders do not know whether to enforce the policy or only to test it, so they drop it.
    .fix = Add a { "mode" } line, and begin with { "testing" }.
policy-mode-invalid = Line { $line } has an unknown mode: { $value }
    .why = The modes are { "enforce" }, { "testing" } and { "none" }.
    .fix = Choose one of the three, and begin with { "testing" }.
policy-mode-report-legacy = Line { $line } says { "report" }, which today is { "testing" }
    .why = The word comes from an early draft, and senders no longer know it.
    .fix = Write { "mode: testing" }.
policy-mode-case = Line { $line } says { $value }; it must be { $expected } in small letters
    .why = Senders compare the mode letter by letter.
    .fix = Write { $expected }.
policy-mode-enforce = The policy of { $domain } is in mode { "enforce" }
    .why = Senders that follow MTA-STS deliver only to listed mail servers, and only over verified TLS.
policy-mode-testing = The policy of { $domain } is in mode { "testing" } and protects nothing yet
    .why = Nothing is refused. Senders that send TLS reports say what would have failed.
    .fix = When the reports show no failures for about two weeks, write { "mode: enforce" }, then change the { "id" } in DNS.
policy-mode-none = The policy of { $domain } switches MTA-STS off
    .why = Senders behave as if there were no policy, and forget an older one as soon as they read this.
    .fix = If that is not intended, write { "mode: testing" }, then change the { "id" } in DNS.
policy-max-age-missing = The policy file of { $domain } has no { "max_age" } line
    .why = Senders do not know how long to remember the policy, so they drop it.
    .fix = Add a { "max_age" } line. One week is a good start.
policy-max-age-invalid = The { "max_age" } in line { $line } is not a number of seconds: { $value }
    .why = It consists of 1 to 10 digits and nothing else.
    .fix = Write the number of seconds without a unit.
policy-max-age-too-large = The { "max_age" } in line { $line } is more than a year: { $value }
    .why = The most is 31557600, which is a year.
    .fix = Lower it to a year or less.
policy-max-age-zero = The { "max_age" } in line { $line } is 0
    .why = { $mode ->
        [none] Senders do not remember that MTA-STS is switched off. Some take 0 for an error.
        [testing] Senders cannot remember the policy. Some take 0 for an error.
       *[other] Senders do not remember the policy, so an attacker who blocks one look-up defeats it. Some take 0 for an error.
    }
    .fix = Write at least one week in seconds.
policy-max-age-days-suspected = The { "max_age" } in line { $line } is only { $value } seconds; perhaps days are meant
    .why = { $mode ->
        [none] For a policy that switches MTA-STS off this does no harm; a day is customary.
        [testing] Senders forget the policy within minutes.
       *[other] Senders forget the policy within minutes, so it protects almost nothing.
    }
    .fix = The unit is seconds. If days are meant, write { $expected }.
policy-max-age-too-short = The { "max_age" } in line { $line } is only { $ttl }
    .why = { $mode ->
        [none] Mail is not affected.
        [testing] It works, but Google's instructions ask for at least one day.
       *[other] Senders forget the policy before they refresh it, usually once a day, and the protection lapses in between. Google's instructions ask for at least one day.
    }
    .fix = Write at least one week in seconds.
policy-max-age-short = The { "max_age" } in line { $line } is { $ttl }
    .why = { $mode ->
        [enforce] It works. The longer senders remember the policy, the harder it is to get around.
       *[other] Mail is not affected.
    }
    .fix = When all is stable, raise it to two weeks or more.
policy-mx-missing = The policy of { $domain } lists no mail server
    .why = In the modes { "enforce" } and { "testing" } at least one { "mx" } line is required.
    .fix = Add one { "mx" } line for each mail server of the domain.
policy-mx-empty = The { "mx" } in line { $line } is empty
    .fix = Write a host name, or delete the line.
policy-mx-has-preference = The { "mx" } in line { $line } has a priority number: { $value }
    .why = The number belongs in DNS only.
    .fix = Write only the host name, { $expected }.
policy-mx-trailing-dot = The { "mx" } in line { $line } ends with a dot: { $value }
    .why = The dot belongs in zone files only.
    .fix = Write { $expected }, without the dot.
policy-mx-multiple-hosts-one-line = The { "mx" } in line { $line } names several servers: { $value }
    .why = A line holds one host name; several in one line match no server.
    .fix = { -own-mx-line }
policy-mx-ip-address = The { "mx" } in line { $line } is an IP address: { $value }
    .why = { $mode ->
        [none] Mail is not affected.
        [testing] It matches no mail server. Mail is delivered, and senders that send TLS reports report the mismatch.
       *[other] It matches no mail server, so a server listed only this way is refused. An IPv6 address or brackets make strict senders drop the whole policy.
    }
    .fix = Write the host name from the MX record.
policy-mx-url-or-port = The { "mx" } in line { $line } is more than a host name: { $value }
    .fix = Write only the host name: no address of a web page, no mailbox, no port.
policy-mx-unicode = The { "mx" } in line { $line } is not in ASCII: { $value }
    .why = DNS knows such a name only by its { "xn--" } spelling.
    .fix = Write the { "xn--" } spelling, as in the MX record.
policy-mx-wildcard-invalid = The asterisk in line { $line } is in the wrong place: { $value }
    .why = An asterisk stands only for the whole first part of a name, followed by a dot.
    .fix = Move the asterisk to the beginning, or write the full host names.
policy-mx-wildcard-tld = The pattern in line { $line } covers almost any server: { $value }
    .why = { $mode ->
        [enforce] Any host below that suffix with a valid certificate passes for your mail server, so the policy protects nothing.
       *[other] Delivery is not affected. In mode { "enforce" } such a policy would protect nothing.
    }
    .fix = List the real mail servers.
policy-mx-wildcard-own-domain = The pattern in line { $line } covers every host directly below the domain: { $value }
    .why = { $mode ->
        [enforce] Any host name there that has a certificate passes for a mail server.
       *[other] Delivery is not affected.
    }
    .fix = Listing the mail servers by name is safer.
policy-mx-bad-hostname = The { "mx" } in line { $line } is not a valid host name: { $value }
    .fix = Write the host name as in the MX record: letters, digits, hyphens and dots.
policy-mx-single-label = The { "mx" } in line { $line } has no domain part: { $value }
    .why = It matches no mail server on the Internet.
    .fix = Write the full host name.
policy-mx-duplicate = Line { $line } lists { $value } a second time
    .fix = Delete the second line when convenient.
policy-mx-uppercase = The { "mx" } in line { $line } has capital letters: { $value }
    .why = Capital and small letters are the same in host names.
    .fix = Small letters are the safer habit.

## The MX hosts against the policy

mx-ok = { $count ->
        [one] The mail server is in the policy
       *[other] All { $count } mail servers are in the policy
    }
mx-missing-implicit = { $domain } has no MX record, so mail goes to its own address
    .why = { $mode ->
        [none] Mail is delivered to the domain's own address.
        [testing] Mail is delivered to the domain's own address.
       *[other] The mail server is then { $domain } itself, so the policy has to list that name. The standard does not spell this case out.
    }
    .fix = Add an MX record with the host name of the mail server.
mx-missing-no-address = { $domain } has no mail server
    .why = There is neither an MX record nor an address. Senders return the mail.
    .fix = Add an MX record. If the domain is not meant to receive mail, say so with a null MX.
mx-null = { $domain } declares that it receives no mail
    .why = Senders return mail at once, as intended. A policy has nothing to protect.
    .fix = { $published ->
        [yes] MTA-STS can be removed step by step. If mail is wanted, remove the null MX.
       *[no] If mail is wanted, remove the null MX.
    }
mx-null-mixed = The MX records of { $domain } say both “no mail” and “here is the mail server”
    .why = Some senders return the mail at once, others use the remaining servers.
    .fix = Delete the null MX, the one whose host is a single dot.
policy-mx-not-covered = { $host } is not in the policy
    .why = { $preference ->
        [none] It is one of the mail servers given.
       *[other] It is a mail server of the domain (preference { $preference }).
    } { $slip ->
        [asterisk] In the policy, { $value } lacks an asterisk and a dot in front, so it does not cover this server.
        [zero] The policy has { $value }, where the number is written differently.
       *[none] No { "mx" } line covers it.
    }
    .fix = Add an { "mx" } line for { $host }.
policy-mx-none-covered = No mail server of { $domain } is in the policy
    .why = { $slip ->
        [asterisk] In the policy, { $value } lacks an asterisk and a dot in front, so it does not cover { $host }.
        [zero] The policy has { $value } where the mail server is { $host }: the number is written differently.
       *[none] { $names ->
            [one] It is { $names }, and no { "mx" } line covers it.
           *[other] They are { $names }, and no { "mx" } line covers any of them.
        }
    }
    .fix = Add one { "mx" } line for each mail server.
policy-mx-wildcard-depth = { $value } does not cover { $host }
    .why = The asterisk stands for exactly one part of a name, and this name has more.
    .fix = Add an { "mx" } line with the full name { $host }.
policy-mx-wildcard-apex = { $value } does not cover { $host } itself
    .why = The asterisk stands for exactly one part of a name, never for none.
    .fix = Add an { "mx" } line with the name { $host }.
policy-mx-microsoft-depth = { $value } does not cover Microsoft's server { $host }
    .why = Microsoft's new server names have one part more than the pattern.
    .fix = Add an { "mx" } line for { $expected }.
policy-mx-microsoft-old-endpoint = The policy lists only Microsoft's old names, not { $host }
    .why = It is one of Microsoft's new server names, to which the domain moves or has moved.
    .fix = Add an { "mx" } line for { $expected }, and keep the old line until the move is over.
policy-mx-google-incomplete = The policy does not list Google's server { $host }
    .why = Of Google's names it lists only { $value }, which does not cover this server.
    .fix = Add an { "mx" } line for it.
policy-mx-unused = Line { $line } covers no current mail server: { $value }
    .why = { $near ->
        [some] It comes close to { $host }, but does not cover it.
       *[none] That is right during a move. Otherwise the line is left over from before, or misspelt.
    }
    .fix = { $near ->
        [some] Remove the line once another one covers { $host }.
       *[none] Remove the line once the move is over.
    }
mx-is-ip = The MX record contains an IP address: { $value }
    .why = An MX record needs a host name. Senders cannot look up this one and skip it.
    .fix = Give the mail server a host name, and put that in the MX record.
mx-no-address = { $host } has no IP address
    .why = Senders skip this mail server. If it is the only one, mail waits and finally bounces.
    .fix = Add an address record for { $host }, or remove it from the MX records.
mx-is-cname = { $host } is an alias of { $target }
    .why = { $lives ->
        [no] That name has no address, so mail cannot be delivered there.
       *[yes] { $mode ->
            [enforce] Usually it works. The policy and the certificate need the name in the MX record, not the target. Some senders do not accept an alias here.
           *[other] Usually it works, but some senders do not accept an alias in an MX record.
        }
    }
    .fix = Put a name into the MX record that has addresses of its own.
mx-private-address = { $others ->
        [some] One of the addresses of { $host } is internal: { $address }
       *[none] { $host } has the internal address { $address }
    }
    .why = { $others ->
        [none] Senders on the Internet cannot reach it.
       *[some] Senders on the Internet cannot reach this address. Those that try it first deliver late.
    }
    .fix = { $others ->
        [none] Publish the public address in the public DNS.
       *[some] Remove this address from the public DNS, so that only public ones are left.
    }
mx-ipv6-only = The mail servers of { $domain } have IPv6 addresses only
    .why = Senders without IPv6 cannot deliver.
    .fix = Add an IPv4 address (an A record) for at least one mail server.
mx-parked-with-policy = { $domain } does not seem to be used for mail; MTA-STS has nothing to protect here
    .why = The domain receives no mail.
    .fix = If that is intended, MTA-STS can be removed step by step. If mail is wanted, remove the null MX.
mx-ttl-over-microsoft-limit = The MX records may be cached for { $ttl }; Microsoft supports at most six hours
    .fix = Lower the TTL of the MX records to one hour.

## TLS of the mail servers

mx-tls-ok = { $host } offers TLS with a valid certificate
mx-probe-blocked = The mail servers of { $domain } cannot be reached from where this check runs
    .why = Connections to port 25 are blocked there, as in many networks.
    .fix = Test { $host } from another network.
mx-connect-failed = { $host } does not answer on port 25
    .why = No connection could be made to { $addresses }. Senders do not take that for a failure of MTA-STS: they use another mail server, or try again later.
    .fix = Check that the mail server is running and that port 25 is open to the Internet.
mx-greeting-rejected = { $host } turned this check away: { $reply }
    .why = Mail servers do that with callers they do not know, for instance by greylisting or a blocklist. The answer came before TLS.
    .fix = Check again later, or from another network.
mx-starttls-missing = { $host } does not offer TLS
    .why = { $hidden ->
        [yes] Where { "STARTTLS" } belongs, there is a row of { "X" }: a firewall in between overwrites it.
       *[no] Its answer to { "EHLO" } does not list { "STARTTLS" }, the command that begins TLS.
    }
    .fix = { $hidden ->
        [yes] Switch off the inspection of SMTP in the firewall.
       *[no] Switch { "STARTTLS" } on, in Postfix with { "smtpd_tls_security_level = may" } and { "smtpd_tls_chain_files" }. If it is on, look for a firewall that hides it.
    }
mx-starttls-refused = { $host } offers TLS and then refuses it: { $reply }
    .why = It lists { "STARTTLS" }, but does not answer the command with { "220" }.
    .fix = Check that the mail server can read its certificate and its key. Its log says why it refuses.
mx-addresses-differ = { $some ->
        [none] The addresses of { $host } fail in different ways
       *[some] TLS of { $host } is in order at some addresses only
    }
    .why = { $some ->
        [none] None of them satisfies a sender: { $bad }.
       *[some] It is in order at { $good }, but not at { $bad }. { $mode ->
            [enforce] A sender that follows MTA-STS must not deliver at the latter: mail is late, or bounces if it comes there every time.
            [testing] Mail is delivered. Senders that send TLS reports report a failure now and then.
           *[other] Mail is delivered.
        }
    }
    .fix = Give every machine behind { $host } the same certificate and the same TLS settings.
mx-requiretls-offered = { $host } supports { "REQUIRETLS" }
    .why = This extension lets a sender demand verified TLS for a single message.
mx-tls-handshake-failed = A TLS connection to { $host } cannot be set up: { $detail }
    .why = The handshake after { "STARTTLS" } fails.
    .fix = Check key, certificate chain and ciphers of the mail server.
mx-tls-version-old = { $host } offers only outdated TLS versions
    .why = MTA-STS requires TLS 1.2 or later.
    .fix = Enable TLS 1.2 and 1.3, in Postfix with { "smtpd_tls_protocols = >=TLSv1.2" }.
mx-tls-accepts-old = { $host } still accepts { $version }, too
    .why = Senders that know a newer version use that.
    .fix = Switch it off once no sender needs it, in Postfix with { "smtpd_tls_protocols = >=TLSv1.2" }.
mx-cert-expired = The certificate of { $host } expired on { $date }
    .fix = Renew the certificate and reload the mail server, which may still use the old one.
mx-cert-not-yet-valid = The certificate of { $host } becomes valid only on { $date }
    .fix = Install a certificate that is valid now, or correct the clock of whoever issues it.
mx-cert-expiring = { $days ->
        [0] The certificate of { $host } expires today, { $date }
        [one] The certificate of { $host } expires tomorrow, { $date }
       *[other] The certificate of { $host } expires in { $days } days, on { $date }
    }
    .fix = Renew it now, and see to it that every renewal reloads the mail server.
mx-cert-name-mismatch = The certificate is for { $names }, not for { $host }
    .why = { $provider ->
        [none] Senders compare the certificate with the name in the MX record.
       *[other] Senders compare the certificate with the name in the MX record. This one is for the server's own name at { $provider }. If the server may be called by a name that the certificate covers, put that one in the MX record and in the policy instead.
    }
    .fix = Get a certificate that is issued for { $host } (as a subject alternative name).
mx-cert-names-domain-only = The certificate is for { $domain }, not for the mail server { $host }
    .why = Senders compare the certificate with the name in the MX record. The name of the domain does not count.
    .fix = Have { $host } added to the names of the certificate.
mx-cert-wildcard-depth = The wildcard certificate { $names } does not cover { $host }
    .why = A wildcard stands for exactly one part of a name.
    .fix = Get a certificate for { $host } itself.
mx-cert-cn-only = The certificate has { $host } only in its old common name field
    .why = Senders look only at the list of names (the subject alternative names).
    .fix = Have the certificate issued again with { $host } in that list.
mx-cert-self-signed = { $host } uses a self-signed certificate
    .why = Senders that follow MTA-STS trust certificates from public authorities only.
    .fix = Use a certificate from a public authority, such as Let's Encrypt.
mx-cert-untrusted-ca = The certificate of { $host } comes from { $issuer }, which senders do not trust
    .why = Senders trust about the same authorities as browsers do. A private authority is not among them.
    .fix = Use a certificate from a public authority.
mx-cert-chain-incomplete = { $host } does not send the intermediate certificate from { $issuer }
    .why = Mail servers do not fetch it themselves.
    .fix = Install the full chain, not the certificate alone: in Postfix, { "smtpd_tls_chain_files" } takes the key and then all certificates.
mx-sni-required = { $host } refuses TLS with senders that do not name it
    .why = Senders that follow MTA-STS name the server they want (SNI). Others may not, and should get a default certificate instead of a refusal.
    .fix = Configure a default certificate on the mail server.

## TLS reports

tlsrpt-ok = TLS reports go to { $names }
tlsrpt-missing = There is no record for TLS reports at { $name }
    .why = It says where senders send reports of failures. One record switches the reports on.
    .fix = Add the record, with a mailbox or web address that takes the reports.
tlsrpt-wrong-name = The record for TLS reports is at { $found } instead of { $name }
    .why = Senders ask for { $name } only.
    .fix = Move the record to { $name }.
tlsrpt-multiple = There are { $count } records for TLS reports at { $name }, which count as none
    .why = Senders use the record only if it is the only one.
    .fix = Merge them into one, the addresses separated by commas.
tlsrpt-version-wrong = The record for TLS reports begins with { $value } instead of { "v=TLSRPTv1" }
    .why = Senders compare the version letter by letter.
    .fix = Correct the beginning of the record.
tlsrpt-semicolon-missing = The semicolon after { "v=TLSRPTv1" } is missing: { $text }
    .why = Senders look for a record that begins with { "v=TLSRPTv1;" }, semicolon included.
    .fix = Add the semicolon.
tlsrpt-quoted = Quotation marks or backslashes are part of the record for TLS reports: { $text }
    .why = Most DNS panels add them where they are needed. Typed in, they become part of the value.
    .fix = Enter the value without them.
tlsrpt-rua-missing = The record for TLS reports has no address: { $text }
    .why = The field { "rua" } says where reports go.
    .fix = Add { "rua" } with an address.
tlsrpt-rua-typo = The record for TLS reports says { $value } instead of { "rua" }
    .why = Senders ignore fields that they do not know, and then find no address.
    .fix = Write { "rua" }.
tlsrpt-rua-no-scheme = The report address { $value } begins neither with { "mailto:" } nor with { "https:" }
    .why = Senders cannot tell whether it is a mailbox or a web address.
    .fix = Put { "mailto:" } before a mail address.
tlsrpt-rua-scheme-unsupported = Reports cannot be sent to { $value }
    .why = Only { "mailto:" } and { "https:" } are possible.
    .fix = Write a mail address after { "mailto:" }, without slashes, or a web address with { "https:" }.
tlsrpt-rua-separator = The report addresses are not separated by commas: { $value }
    .why = A semicolon or a space ends the list, so senders miss the rest or discard the record.
    .fix = Put a comma between the addresses.
tlsrpt-rua-spaces = There is a space in the report address: { $value }
    .fix = Remove the space.
tlsrpt-rua-unencoded = There is an exclamation mark in the report address: { $value }
    .why = Here it must be written as { "%21" }. A size limit, as once used in DMARC, does not exist.
    .fix = Remove what begins with the exclamation mark, or write it as { "%21" }.
tlsrpt-rua-invalid = Reports cannot be sent to this address: { $value }
    .why = It contains a placeholder, a character that is not allowed in an address, more than one address, or no domain.
    .fix = Write each address as { "mailto:" } and one mail address, or as a complete { "https:" } address, and put commas between them.
tlsrpt-rua-final-dot = The report address ends with a dot: { $value }
    .why = Mail domains have no final dot. Some senders cannot send reports there.
    .fix = Remove the dot.
tlsrpt-rua-domain-no-mail = The domain of the report address cannot receive mail: { $value }
    .fix = Use a mailbox that exists.
tlsrpt-https-endpoint-failing = The host that TLS reports are to be posted to has no address: { $host }
    .fix = Correct the host name or its DNS records, or have the reports sent by mail.
tlsrpt-without-mta-sts = { $domain } asks for TLS reports, but uses neither MTA-STS nor DANE
    .why = That is a good first step: reports will tell of problems as soon as one of them is.
    .fix = Go on with an MTA-STS policy in mode { "testing" }.
tlsrpt-field-syntax = A part of the record for TLS reports cannot be read: { $value }
    .why = Each part is of the form { "name=value" }, and an address is a complete { "mailto:" } or { "https:" } address. Senders may discard the whole record.
    .fix = Correct this part, or remove it.

## DANE

dane-ok = DANE fits the certificates of all mail servers of { $domain }
dane-absent = The mail servers of { $domain } do not use DANE
    .why = DANE protects mail in a similar way, with DNSSEC, and is optional.
dane-tlsa-without-dnssec = The DANE records of { $host } are not protected by DNSSEC
    .why = Senders ignore the TLSA records at { $name } unless they and the addresses of the mail server are signed.
    .fix = Sign the zone of the mail server with DNSSEC, or remove the TLSA records.
dane-mx-insecure = { $host } has DANE, but the MX record that leads there is not signed
    .why = { $mode ->
        [enforce] An attacker could name another server there. MTA-STS closes this gap for the senders that follow it.
       *[other] An attacker could name another server there, so DANE helps only while nobody meddles with DNS.
    }
    .fix = Sign { $domain } with DNSSEC.
dane-tlsa-mismatch = No DANE record fits the certificate of { $host }
    .why = The TLSA records at { $name } name another certificate or key.
    .fix = Publish a record for the key in use. Before the next change of keys, publish the record for the new key beside it.
dane-usage-pkix = The DANE records of { $host } are of a kind that mail does not use
    .why = SMTP knows only the certificate usages 2 and 3; those at { $name } are 0 or 1. Senders that verify DANE encrypt, but do not check whom they talk to.
    .fix = Publish a record with usage 3 for the key in use.
dane-tlsa-unusable = The DANE records of { $host } cannot be used
    .why = No TLSA record at { $name } has numbers and a length that senders know. Those that verify DANE encrypt, but do not check whom they talk to.
    .fix = Publish a well-formed record for the key in use.
dane-tlsa-lookup-failed = The name servers fail to answer for the DANE records of { $host }
    .why = Nobody can tell whether there are TLSA records at { $name }.
    .fix = Repair the name server or the signatures of the zone. Some old firewalls drop questions for TLSA records.
dane-partial = Only some of the mail servers have DANE: { $with }
    .why = An attacker can steer mail to the others: { $without }.
    .fix = Publish TLSA records for every mail server.
dane-and-sts-both = { $domain } uses both DANE and MTA-STS
    .why = Senders that do both have to satisfy DANE: MTA-STS never makes up for a DANE check that fails.
    .fix = With every new certificate, check both.
dane-passes-sts-fails = The certificate of { $host } satisfies DANE, but not MTA-STS
    .why = Senders that verify DANE deliver; those that follow MTA-STS alone must not.
    .fix = Use a certificate from a public authority with the name { $host }, and keep its key in the TLSA record.

## How the parts fit together

enforce-without-tlsrpt = Mail to { $domain } can be refused without anybody telling you
    .why = The policy is in mode { "enforce" }, and there is no usable address for TLS reports.
    .fix = Add the record for TLS reports.
removal-none-max-age-long = The policy switches MTA-STS off for { $ttl }
    .why = Mail flows. But senders remember for that long that MTA-STS is off, so a return takes as long.
    .fix = One day is enough.
delegation-half = The record is delegated to { $target }, but the policy host is not
    .why = When whoever runs that name changes the { "id" }, the file has to change with it, and the other way round. Otherwise senders miss changes or fetch for nothing.
    .fix = { $half ->
        [file] Have the web server, or a Worker, pass on { $url }. If it does so already, nothing is to be done: { $operator } serves no policy host for others.
       *[other] { $operator ->
            [none] Delegate the policy host to the same operator, by a CNAME record, or have the web server pass on the operator's file. { -cloudflare-proxy }
           *[other] Delegate the policy host to { $operator } as well, by a CNAME record, or have the web server pass on the file of { $operator }. { -cloudflare-proxy }
        }
    }
policy-differs-by-address = The addresses of { $host } answer differently
    .why = { $address } answers otherwise than the address that was used. What a sender gets is left to chance.
    .fix = Put the same file on all servers, and empty the cache of a content delivery network.

## What changed since earlier checks

id-not-bumped = The policy has changed, but its { "id" } is still { $value }
    .why = Senders look at the { "id" } to notice a change. Those that remember the earlier policy keep it until it expires{ $refuses ->
        [unlisted] , and refuse mail servers that only the new one lists.
        [unverified] , and refuse what it forbids.
       *[nothing] .
    }{ $mode ->
        [none] { " They do not learn that MTA-STS is off." }
       *[other] { "" }
    }
    .fix = Give the record a new { "id" }. { -new-id }
id-bumped-policy-unchanged = The { "id" } is no longer { $value }, but the policy file is the same
    .why = That is harmless if it was intended. If the file was to change as well, senders may now have stored the old one under the new { "id" }.
    .fix = If a change of the file is still to come: change the file first, then the { "id" } once more.
mx-changed-before-policy = { $hosts ->
        [one] The mail server { $hosts } was added before the policy listed it
       *[other] The mail servers { $hosts } were added before the policy listed them
    }
    .why = An earlier check saw mail go elsewhere. Senders that apply the policy, fresh or remembered, do not know these names.
    .fix = Add them to the policy and change the { "id" }. Next time change the policy and the { "id" } first, wait until senders no longer remember the old one, and then change the MX records.
policy-changed-before-mx = { $hosts ->
        [one] The policy no longer lists { $hosts }, which still receives mail
       *[other] The policy no longer lists { $hosts }, which still receive mail
    }
    .why = The earlier policy listed these names, and the MX records still lead to them.
    .fix = Put them back into the policy and change the { "id" }. Remove them only once the MX records have not named them for longer than their TTL.
enforce-without-testing = No earlier check saw the policy of { $domain } in mode { "testing" }
    .why = It was in mode { "enforce" } on { $date } already. Two weeks in mode { "testing" } show problems by way of reports, without losing mail.
    .fix = If senders report problems, go back to mode { "testing" } and change the { "id" }.
testing-too-long = The policy has been in mode { "testing" } since { $date }, or longer
    .why = In this mode mail is not protected: senders report failures and deliver all the same.
    .fix = If the reports show no failures, change the mode to { "enforce" }, and then the { "id" }.
policy-unreachable-cache-applies = Senders can remember the earlier policy until { $date }
    .why = It was in mode { "enforce" }, and those who fetched it apply it still. Everybody else has no policy to apply.
    .fix = Put the policy file back in order. Change no MX record until it can be fetched again.
removal-abrupt = MTA-STS was removed, but senders can remember the policy until { $date }
    .why = It was in mode { "enforce" }. Those who fetched it keep refusing mail servers that it does not list or whose certificate is not valid, and they learn nothing newer.
    .fix = Put policy file and record back, with mode { "none" } and a new { "id" }. Remove both after the longest { "max_age" } that was ever published.
removal-in-progress = MTA-STS is being removed: senders can remember the earlier policy until { $date }
    .why = Senders that have fetched mode { "none" } apply nothing any more. Others keep to what they fetched before.
    .fix = Keep record and policy file until then. After that, both can go.
max-age-lowered = Senders can remember an earlier policy until { $date }
    .why = It was valid for { $ttl }, longer than the present one. Lowering { "max_age" } does not shorten what was fetched before.
    .fix = Before you change MX records or remove MTA-STS, wait for the longer time.
