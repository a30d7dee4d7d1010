### Words about bounces and log lines. Ids begin with `bounce-`; a message with `.next` is the words of forms in crate `bounce`.
### Those may use $domain, $mx, $reason and $recipient, each `none` where the text does not give it.

-bounce-domain = { $domain ->
        [none] the recipient's domain
       *[other] { $domain }
    }
-bounce-host = { $mx ->
        [none] the mail server
       *[other] { $mx }
    }

# At the beginning of a sentence.
-bounce-first-domain = { $domain ->
        [none] The recipient's domain
       *[other] { $domain }
    }
-bounce-first-host = { $mx ->
        [none] The mail server
       *[other] { $mx }
    }

## MTA-STS

bounce-sts-mx = The MTA-STS policy of { -bounce-domain } does not list { $mx ->
        [none] its mail servers
       *[other] { $mx }
    }. The sender must not deliver there.
    .next = Compare the MX records with the { "mx" } lines of the policy, and add what is missing. Then give the STS record a new { "id" }. If both agree already, the sender still uses an older policy.
bounce-sts-host = { -bounce-first-host } does not satisfy the MTA-STS policy of { -bounce-domain }.
    .next = Compare the MX records with the { "mx" } lines of the policy. Then check the certificate of the host.
bounce-sts-own-relay = The sender checked its own relay { -bounce-host } against the MTA-STS policy of { -bounce-domain }. That relay is not a mail server of the domain, so nothing is wrong at the recipient.
    .next = Do not apply the recipient's policy to a smart host. Check a smart host against the policy of its own domain (RFC 8461 §3.4).
bounce-sts-certificate = { -bounce-first-host } is in the MTA-STS policy, but the sender refused its certificate. { $reason ->
        [SubjectMismatch] The certificate does not name the host.
        [CertificateExpired] The certificate has expired.
        [UntrustedRoot] The certificate does not come from an authority that the sender trusts.
       *[other] It is not trusted, has expired or does not name the host.
    }
    .next = Check the certificate on every address of every MX host: name, chain and date.
bounce-sts-starttls = The MTA-STS policy of { -bounce-domain } requires TLS. The sender could not use TLS with { -bounce-host }.
    .next = Check STARTTLS on every address of every MX host.
bounce-sts-level = The MTA-STS policy of { -bounce-domain } requires TLS with a valid certificate. { $reason ->
        [PLAIN] { -bounce-first-host } offered no TLS.
        [TLS_INSECURE] The certificate of { -bounce-host } is not valid.
       *[other] { -bounce-first-host } did not offer that.
    }
    .next = Check STARTTLS and the certificate of every MX host.
bounce-sts-policy = { -bounce-first-domain } has an STS record, but the sender could not use the policy file.
    .next = Check the policy file over HTTPS: the certificate of the policy host, the status and the content.
bounce-sts-policy-required = { -bounce-first-domain } has an STS record, but the sender could not use the policy file. This sender does not deliver without it.
    .next = Check the policy file over HTTPS: the certificate of the policy host, the status and the content.
bounce-sts-policy-host = The policy host of { -bounce-domain } does not answer on port 443. MTA-STS is not in effect, and mail is delivered. A sender with an older policy still applies it.
    .next = Start the web server of the policy host, or open port 443 in the firewall.
bounce-sts-renewal = The sender has a saved policy of { -bounce-domain } and can no longer renew it.
    .next = Check the STS record and the policy file. One of them is missing or invalid.
bounce-sts-active = The sender is about to apply the MTA-STS policy of { -bounce-domain }. This line alone is not a failure.
    .next = Read the lines after it. If they report a failure, check the MX hosts and their certificates.
bounce-policy-weaker = { -bounce-first-domain } had a stricter policy for TLS before, by MTA-STS or DANE.
    .next = If you did not change it on purpose, check the STS record, the policy file and the TLSA records.
bounce-policy-undecided = The sender could not look up whether { -bounce-domain } uses DANE or MTA-STS. Mail queues at the sender.
    .next = Check that the name servers of the domain answer. If they do, the sender checks its own resolver.
bounce-generic-sts = The text mentions MTA-STS and a failure. Its exact form is not known here.
    .next = Check the whole domain, and compare the result with the text.

## DANE

bounce-dane-starttls = { -bounce-first-host } has TLSA records, but the sender could not use TLS with it.
    .next = Check STARTTLS on every address of the host. Repair it, or withdraw the TLSA records.
bounce-dane-expired = The certificate of { -bounce-host } has expired. DANE is in use, and this sender checks the date.
    .next = Renew the certificate. Publish the new TLSA record before the certificate is put to use.
bounce-dane-match = The certificate of { -bounce-host } does not match its TLSA records.
    .next = Compare the TLSA records with the certificate. After a renewal, the old record often stays behind.
bounce-dane-or-local-match = The certificate of { -bounce-host } matches neither its TLSA records nor a fingerprint that the sender configured.
    .next = Compare the TLSA records with the certificate.
bounce-dane-dnssec = The sender could not verify the DNSSEC answers for { -bounce-domain } or its mail servers.
    .next = Check DNSSEC of the domain and of its mail servers. Name servers must answer TLSA questions, even if there is no record.
bounce-dane-bogus = The sender could not verify DNSSEC answers. The sender's own resolver is a known cause.
    .next = Check DNSSEC of the domain. If it is valid, the sender repairs its resolver.
bounce-dane-unsigned = The sender delivers to { -bounce-domain } only with DANE, and the DNS answers are not signed.
    .next = Check DNSSEC of the domain. If it is valid, the sender's resolver does not validate.
bounce-dane-unsigned-record = { -bounce-first-host } has a TLSA record, but its zone is not signed. DANE cannot use the record.
    .next = Sign the zone of the mail server with DNSSEC, or withdraw the TLSA record.
bounce-dane-name = DANE is in use, and the certificate of the mail server does not name its host.
    .next = Install a certificate that names the MX host, and compare the TLSA records with it.
bounce-dane-missing = The sender delivers only with DANE, and { -bounce-host } has no usable TLSA record.
    .next = Check whether the record was removed or the host renamed. If DANE was never in use there, the sender changes its rule.
bounce-dane-unusable = The mail server has TLSA records, but the sender can use none of them.
    .next = Publish a record with usage 3, selector 1, matching type 1, or 2 1 1.
bounce-dane-unusable-sent = The sender can use none of the TLSA records of { -bounce-host }. The mail goes out with TLS, but without a check of the certificate.
    .next = Publish a record with usage 3, selector 1, matching type 1, or 2 1 1.
bounce-dane-lookup = The sender's look-up of the TLSA record failed. With DANE it must not deliver then.
    .next = Ask every name server of the mail server's zone for the TLSA record. It must answer, even if there is no record.
bounce-dane-lookup-exim = { $reason ->
        [FAIL] The sender delivers only with DANE, and there is no TLSA record.
       *[other] The sender's look-up of the TLSA record failed. With DANE it must not deliver then.
    }
    .next = Ask every name server of the mail server's zone for the TLSA record, and check DNSSEC.
bounce-generic-dane = The text mentions DANE and a failure. Its exact form is not known here.
    .next = Check the TLSA records and DNSSEC of the domain, and compare the result with the text.

## TLS was demanded by some policy

bounce-policy-certificate = The sender requires a valid certificate and refused the one of { -bounce-host }.
    .next = Check the certificate, the MTA-STS policy and the TLSA records. In the sender's log, the line before gives the reason.
bounce-policy-name = The sender requires a valid certificate and refused the one of { -bounce-host }. The log calls the chain trusted, so the name does not match.
    .next = Compare the names in the certificate with the MX host and with the policy.
bounce-policy-issuer = The sender requires a valid certificate. The one of { -bounce-host } has no issuer that the sender trusts.
    .next = Check that the server sends its intermediate certificates, and compare the TLSA records if there are any.
bounce-policy-starttls = The sender requires TLS, and { -bounce-host } does not offer STARTTLS.
    .next = Check STARTTLS on exactly that address. A firewall that filters the answer to EHLO is the usual cause.
bounce-policy-starttls-refused = The sender requires TLS, and { -bounce-host } refused STARTTLS.
    .next = Look at the log of the mail server. Often it cannot load its certificate or key.
bounce-policy-handshake = The sender requires TLS, and the TLS handshake or the certificate check with { -bounce-host } failed.
    .next = Check the certificate, the TLS versions and the TLSA records of the host.
bounce-tlsrpt-line = The sender notes a TLS failure at { -bounce-host } for its TLS report to { -bounce-domain }: { $reason }.
    .next = Check the certificate, the policy and the TLSA records of the domain.
bounce-receiver-left = A sender started TLS, then left without handing over a message. It may have refused the certificate. Monitoring looks the same.
    .next = Check the certificate and the TLSA records of this server. See whether the same client comes again and again.

## Certificates

bounce-certificate-issuer = The certificate of { -bounce-host } does not chain to an authority that the sender trusts.
    .next = Check that the server sends its intermediate certificates. If only one sender complains, it updates its list of authorities.
bounce-certificate-self-signed = The certificate of { -bounce-host } is self-signed. MTA-STS never accepts that; DANE can.
    .next = Install a certificate of a public authority for the MX host.
bounce-certificate-date = The certificate of { -bounce-host } is outside its validity period.
    .next = Renew the certificate, then reload the mail server. It may still use the old one.
bounce-certificate-name = The certificate does not name { -bounce-host }.
    .next = Install a certificate that names the MX host.
bounce-certificate-other = The sender could not verify the certificate of { -bounce-host }.
    .next = Check the certificate: name, chain and date.
bounce-session-reuse = The sender reuses a TLS session whose certificate did not verify.
    .next = Search the log for an earlier line about the same host. It gives the reason.

## Rules of the sender or the receiver

bounce-connector-starttls = A connector or rule of the sending organisation requires TLS, and { -bounce-host } did not offer it. This is not MTA-STS.
    .next = The sender looks up which connector applies. The recipient checks STARTTLS on every MX address, also for connections from Microsoft.
bounce-connector-certificate = A connector of the sending organisation requires a specific certificate and refused the one presented. This is not MTA-STS.
    .next = Compare the certificate with what the connector expects: name and authority. Check name, chain and date.
bounce-google-certificate = Gmail refused the certificate of the server it connected to. Google's text does not say whether an MTA-STS policy or a local setting was the reason.
    .next = Check the certificate of every MX address. Gmail also says this about self-signed certificates.
bounce-google-send-as = Gmail sends through a server that its user entered. TLS is required there, and the server offers none. This is not MTA-STS.
    .next = Check STARTTLS and the port of the server in the account settings.
bounce-receiver-tls = The receiving server accepts this mail over TLS only, and the sender did not use TLS. This is not MTA-STS.
    .next = Turn on STARTTLS for outgoing mail.
bounce-receiver-bulk = Gmail accepts bulk mail over TLS only, and the sender did not use TLS. This is not MTA-STS.
    .next = Turn on STARTTLS for outgoing mail.
bounce-receiver-version = The receiving server requires a newer TLS version than the sender used. This is not MTA-STS.
    .next = Turn on TLS 1.2 or later for outgoing mail.
bounce-receiver-certificate = A rule of the receiving server requires a client certificate that the sender did not present. This is not MTA-STS.
    .next = Compare the rule of the receiver with the certificate of the sender.
bounce-local-starttls = A setting of the sender requires TLS, and { -bounce-host } did not offer it.
    .next = Check STARTTLS on every address of every MX host.
bounce-local-security = A setting of the sender requires more than { -bounce-host } offered.
    .next = Check STARTTLS and the certificate of the host. The sender checks its own setting.
bounce-local-minimum = The sender's own minimum for TLS or for the MX record was not met.
    .next = Check the local policy of the sending server.
bounce-local-level = The domain offered better TLS before, and this sender does not go below that. This is not MTA-STS.
    .next = Check STARTTLS and the certificate. The sender can reset the level it stored.
bounce-requiretls = The message itself asked for TLS on its whole path (REQUIRETLS, RFC 8689). Neither MTA-STS nor DANE failed.
    .next = Send the message without REQUIRETLS, or accept the refusal. Few servers support it.
bounce-requiretls-sender = The message asked for REQUIRETLS, and the sender's own TLS level is too low for it.
    .next = Raise the TLS level for that domain, or send without REQUIRETLS.

## STARTTLS and the handshake

bounce-handshake = The TLS handshake with { -bounce-host } failed.
    .next = Check that every MX address offers TLS 1.2 or later.
bounce-starttls-refused = { -bounce-first-host } answered STARTTLS with an error, or the connection broke.
    .next = Check STARTTLS on every address of the host.
bounce-starttls-missing = The sender found no STARTTLS in the answer to EHLO.
    .next = Read the EHLO answer of the host line by line. STARTTLS must not be in its first line.
bounce-library = The TLS library of the sender reports an error. It belongs to a nearby line of the log.
    .next = Read it together with the neighbouring lines of the same process.
bounce-receiver-handshake = A TLS handshake failed on the receiving server. The client may have refused the certificate.
    .next = Check the TLS versions and the certificate of the receiving server.
bounce-plain-fallback = TLS failed, and the mail went out unencrypted. A sender that follows MTA-STS would have refused.
    .next = Check STARTTLS and the TLS versions of the host.
bounce-connection = { $reason ->
        [Verified] No failure. The sender checked name and chain of the certificate against a policy.
        [Trusted] No failure. The chain is trusted; the sender did not require the name.
        [Anonymous] No failure. The server showed no certificate, and the sender did not require one.
       *[other] No failure. The chain is not trusted, and the sender did not require it.
    }
    .next = With an enforced policy, a sender that follows it logs { "Verified" }.
bounce-connection-sendmail = No failure by itself. Sendmail continues with { "verify" } = { $reason } unless a rule forbids it.
    .next = Check the certificate. A sender that requires a valid one would judge the same way.

## The sending system

bounce-sender-policy = The sending server's own TLS configuration is wrong, or its policy look-up failed. Nothing is wrong at { -bounce-domain }.
    .next = Check that the policy service runs. Check that this Postfix version knows the attributes it answers.
bounce-sender-attribute = The policy service answers with an attribute that this Postfix does not know. Nothing is wrong at { -bounce-domain }.
    .next = Update Postfix, or turn that attribute off in the policy service.
bounce-sender-resolver = The policy service of the sending server did not give an answer. As far as this text shows, nothing is wrong at { -bounce-domain }.
    .next = Check that the policy service runs. If it does, ask it for this domain.
bounce-sender-tls = The sending server could not use its own TLS client. Nothing is wrong at { -bounce-domain }.
    .next = Look for earlier warnings in its log about certificates, keys or the TLS library.
bounce-sender-certificate = The sending server cannot use its own certificate. Nothing is wrong at { -bounce-domain }.
    .next = Assign a valid certificate to the send connector, with the right to read its key.

## DNS and the network

bounce-dns-failed = DNS gave the sender no answer. Broken DNSSEC signatures look the same.
    .next = Resolve MX, A, AAAA and TLSA of the domain, with and without DNSSEC validation.
bounce-port-refused = { -bounce-first-host } refused the sender's connection on port 25. The connection failed before TLS.
    .next = Check port 25 of that address, the firewall and block lists.
bounce-port-timeout = { -bounce-first-host } did not answer the sender's connection. The connection failed before TLS.
    .next = Check port 25 of that address, the firewall and routing.
bounce-connection-closed = { -bounce-first-host } closed the connection in the middle. A refused handshake is one cause of several.
    .next = Look at the log of the receiving server at that time, and check STARTTLS.

## TLS reports

bounce-report-returned = A TLS report about { -bounce-domain } came back to its sender. { $recipient ->
        [none] The report address in the TLSRPT record does not accept mail.
       *[other] The report address { $recipient } does not accept mail.
    }
    .next = Create this mailbox, or name another address in the TLSRPT record. Until then, reports are lost.

## How sure it is

bounce-sure-possible = This is one reading of the text; others are possible.
bounce-sure-three = The text does not say which policy: MTA-STS, DANE or a rule of the sender.
bounce-sure-two = The text does not say which policy: MTA-STS or DANE.
bounce-sure-earlier = The text does not say which policy: MTA-STS, DANE or earlier TLS with that host.
bounce-sure-dane-local = The reason is DANE or a rule of the sender.
bounce-sure-sts-local = The reason is a rule of the sender, or MTA-STS.
bounce-sure-demanded = Mail is refused only if the sender requires a valid certificate.
bounce-sure-practice = This reading comes from experience, not from documentation.

## What is sent to the party who must act

bounce-letter = { $act ->
        [sender] Your mail server reports a problem on its own side when sending mail to { -bounce-domain }
       *[other] A sending mail server reports a problem when delivering mail to { -bounce-domain }
    }{ $code ->
        [none] { "." }
       *[other] { " " }({ $code }).
    }

## On the command line

bounce-text-mta = Written by
bounce-text-kind = What failed
bounce-text-act = Who must act
bounce-text-domain = Domain
bounce-text-mx = MX host
bounce-text-ip = Address
bounce-text-code = Status code
bounce-text-reason = Reason given
bounce-text-checks = To check
bounce-text-next = What to do
bounce-text-letter = Message to send
bounce-text-count = The text occurs { $count } times.
bounce-text-command = Check the domain now:
bounce-kind = { $kind ->
        [mta-sts] MTA-STS
        [dane] DANE
        [tls-policy] TLS that a policy requires
        [certificate] A certificate
        [local-policy] A rule of the sender or the receiver
        [requiretls] REQUIRETLS
        [plain-tls] STARTTLS or the TLS handshake
        [sender-setup] The sending system
        [dns] DNS
        [network] The connection
        [tls-report] The delivery of a TLS report
       *[information] Nothing
    }
bounce-act = { $act ->
        [recipient] The recipient's side
        [sender] The sender's side
        [either] Either side; the text does not say which
       *[nobody] Nobody
    }
bounce-check = { $check ->
        [record] STS record
        [record-id] { "id" } of the STS record
        [policy] policy file
        [mx] MX records against the policy
        [certificate] certificates of the MX hosts
        [starttls] STARTTLS of the MX hosts
        [tls-version] TLS versions of the MX hosts
        [tlsa] TLSA records
        [dnssec] DNSSEC
        [tlsrpt-record] TLSRPT record
       *[port25] port 25 of the MX hosts
    }
bounce-none = This text is not a known bounce or log line about TLS, so it allows no conclusion.
bounce-looks = { $looks ->
        [policy] This is a policy file, not a bounce. Use { "mta-sts lint policy" }.
        [record] This is a TXT record, not a bounce. Use { "mta-sts lint record" } or { "mta-sts lint tlsrpt" }.
        [tls-report] This is a TLS report, not a bounce. Use { "mta-sts report" }.
       *[dmarc-report] This is a DMARC report. It says nothing about TLS.
    }
bounce-code = { $meaning ->
        [address] about the recipient's address
        [mailbox] about the mailbox: full or disabled
        [system] about the mail system
        [network] about the network or routing
        [protocol] about the protocol
        [content] about the content of the message
        [refused] refused by a rule, often against spam
        [authentication] about SPF, DKIM, DMARC or reverse DNS, not TLS
       *[security] a security reason; the code alone does not say which
    }
bounce-truncated = Only a part of the text was read: it is too long.
