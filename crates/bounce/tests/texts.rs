//! Pasted bounces, queues and logs, wrapped as mail programs wrap them, and texts that are not about TLS.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use bounce::{CodeMeaning, INPUT_LIMIT, Kind, Message, Responsible, explain};

/// Returns form, domain, MX host and code of each message.
fn explained(text: &str) -> Vec<String> {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
    let line = |message: &Message| {
        [message.form.id, &name(&message.domain), &name(&message.mx), &name(&message.code)].join(" ")
    };
    explain(text.as_bytes()).messages.iter().map(line).collect()
}

fn first(text: &str) -> Message {
    explain(text.as_bytes()).messages.into_iter().next().unwrap()
}

#[test]
fn a_line_break_in_html_and_in_its_source_is_one() {
    for text in [
        "<p>550 5.4.8 MX hosts of 'rcpt.example' failed MTA-STS<br>\nvalidation.</p>",
        "<p>550 5.4.8 MX hosts of &#39;rcpt.example&#39; failed<br />\r\nMTA-STS<br>validation.</p>",
    ] {
        assert_eq!(explained(text), ["exo-sts-mx rcpt.example - 5.4.8"], "{text}");
    }
}

#[test]
fn a_relay_of_the_sender_is_for_the_sender_to_fix() {
    let text = include_str!("fixtures/90-relay-of-our-own.txt");
    assert_eq!(explained(text), ["mxconnect-sts rcpt.example relay2.sender.example -"]);
    let message = first(text);
    assert_eq!(
        (message.responsible, message.text_id, message.recipient.as_deref()),
        (Responsible::Sender, "sts-own-relay", Some("b@rcpt.example"))
    );
    let foreign = first(&text.replace("from=a@sender.example", "from=a@other.example"));
    assert_eq!((foreign.responsible, foreign.text_id), (Responsible::Recipient, "sts-host"));
}

#[test]
fn a_policy_service_that_does_not_answer_is_for_the_sender_to_fix() {
    let text = include_str!("fixtures/92-client-tls-configuration-problem.txt");
    assert_eq!(
        explained(text),
        [
            "postfix-socketmap rcpt.example - -",
            "postfix-policy-table rcpt.example - -",
            "postfix-client-config rcpt.example mx.rcpt.example -",
            "postfix-client-config rcpt.example - 4.7.5",
        ]
    );
    for message in explain(text.as_bytes()).messages {
        assert_eq!((message.responsible, message.form.kind), (Responsible::Sender, Kind::SenderSetup));
    }
}

#[test]
fn a_trusted_chain_leaves_the_name_as_the_reason() {
    let text = include_str!("fixtures/93-server-certificate-not-verified.txt");
    assert_eq!(
        explained(text),
        [
            "postfix-not-verified rcpt.example mx1.rcpt.example 4.7.5",
            "postfix-connection rcpt.example mx1.rcpt.example -"
        ]
    );
    assert_eq!(first(text).text_id, "policy-name");
    assert_eq!(first(&text.replace("Trusted", "Untrusted")).text_id, "policy-certificate");
}

#[test]
fn a_policy_host_that_does_not_answer_is_named() {
    let message = first(include_str!("fixtures/95-could-not-retrieve-policy.txt"));
    assert_eq!(
        (message.form.id, message.domain.as_deref(), message.text_id),
        ("lwp-policy-host", Some("rcpt.example"), "sts-policy-host")
    );
    assert_eq!(message.reason.as_deref(), Some("Connection refused"));
}

#[test]
fn dane_at_exchange_online_is_not_called_mta_sts() {
    let message = first(include_str!("fixtures/96-dane-at-exchange-online.txt"));
    assert_eq!(
        (message.form.id, message.form.kind, message.domain.as_deref()),
        ("exo-dane-name", Kind::Dane, Some("rcpt.example"))
    );
}

#[test]
fn a_report_of_exchange_online_is_read_through_a_japanese_wrapper() {
    let mail = include_str!("fixtures/exchange-online-ja.eml");
    assert_eq!(explained(mail), ["exo-sts-mx kestrel.test - 5.4.8"]);
    assert_eq!(explained(&mail.replace('\n', "\r\n")), explained(mail));
    let body = mail.split_once("\n\n").unwrap().1;
    assert_eq!(explained(body), explained(mail));
    let text = "配信不能: 請求書\n\n次の受信者またはグループへの配信に失敗しました：\n\nada@kestrel.test\nご使用のメールサーバーの問題です。\n\n\
                管理者向けの診断情報：\n\n生成サーバー： AM0PR01MB0000.eurprd01.prod.exchangelabs.com\n\nada@kestrel.test\n\
                Remote server returned ‘550 5.7.5 Remote certificate failed MTA‑STS\n validation. Reason: SubjectMismatch’\n\n\
                元のメッセージ ヘッダー:\n\nSubject: DANE: no match between certificate and tlsa records\n";
    assert_eq!(explained(text), ["exo-sts-certificate kestrel.test - 5.7.5"]);
    assert_eq!(first(text).reason.as_deref(), Some("SubjectMismatch"));
}

#[test]
fn every_recipient_of_a_delivery_report_gets_an_answer() {
    let mail = include_str!("fixtures/postfix-two-recipients.eml");
    let expected = [
        "postfix-not-verified kestrel.test mx1.kestrel.test 4.7.5",
        "postfix-tls-not-offered osprey.test mx2.osprey.test 4.7.4",
    ];
    assert_eq!(explained(mail), expected);
    let forwarded = format!(
        "From: bob@larkspur.example\nContent-Type: multipart/mixed; boundary=\"x\"\n\n--x\nContent-Type: text/plain\n\nPlease \
         help\n--x\nContent-Type: message/rfc822\n\n{mail}\n--x--\n"
    );
    assert_eq!(explained(&forwarded), expected);
    assert_eq!(
        explained(include_str!("fixtures/postqueue.txt")),
        ["postfix-not-verified kestrel.test - -", "postfix-tls-not-offered osprey.test mx2.osprey.test -"]
    );
    assert_eq!(explained(include_str!("fixtures/postqueue.json")), ["postfix-not-verified kestrel.test - -"]);
}

#[test]
fn wrappings_do_not_hide_the_text() {
    for (text, expected) in [
        (
            "<html><body><table><tr><td>Remote Server returned '450 4.7.5 Remote certificate failed\n<b>MTA-STS</b>&nbsp;validation. \
             Reason: CertificateExpired'</td></tr></table></body></html>",
            "exo-sts-certificate - - 4.7.5",
        ),
        (
            "Reason: [{LED=450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.};{MSG=};{FQDN=mx1.kestrel.test};{IP=203.0.113.10};{LRT=x}]",
            "exo-sts-mx kestrel.test mx1.kestrel.test 4.4.8",
        ),
        (
            "1/5/2026 9:47:12 PM - Server at mx1.kestrel.test (203.0.113.10) returned '450 4.4.317 Cannot connect to remote server \
             [Message=451 5.7.3 STARTTLS is required to send mail]'",
            "exo-connector-starttls - mx1.kestrel.test 4.4.317",
        ),
        (
            "451 4.4.0 Primary target IP address responded with: \"454 4.7.5 Certificate validation failure, Reason:UntrustedRoot.\" Attempted failover",
            "exchange-certificate - - 4.7.5",
        ),
        (
            "{\"MESSAGE\":\"4F5Xk21b: to=<ada@kestrel.test>, relay=mx1.kestrel.test[203.0.113.10]:25, delay=1, dsn=4.7.5, status=deferred \
             (Server certificate not verified)\",\"SYSLOG_IDENTIFIER\":\"postfix/smtp\"}",
            "postfix-not-verified kestrel.test mx1.kestrel.test 4.7.5",
        ),
        (
            "2026-01-05T10:00:00.123456+01:00 mail postfix/smtp[60]: warning: MX name 'mx9.kestrel.test' does not match STS MX pattern for 'kestrel.test'",
            "postfix-sts-mx kestrel.test mx9.kestrel.test -",
        ),
        (
            "l=error m=\"mx host does not match mta-sts policy in mode enforce, skipping\" host=mx9.kestrel.test policyhosts=\"[mx1.kestrel.test]\" pkg=queue",
            "mox-sts-mx-log - mx9.kestrel.test -",
        ),
        (
            "X-Failed-Recipients: ada@kestrel.test\nFrom: Mail Delivery System <Mailer-Daemon@larkspur.example>\nContent-Type: text/plain\n\n\
             A message that you sent could not be delivered.\n\n  retry: DANE error: tlsa lookup DEFER\n\n------ This is a copy of the \
             message, including all the headers. ------\n\nServer certificate not verified\n",
            "exim-dane-lookup kestrel.test - -",
        ),
    ] {
        assert_eq!(explained(text), [expected], "{text}");
    }
}

#[test]
fn log_lines_are_separate_and_repeated_ones_are_counted() {
    let line = |time: &str, to: &str| {
        format!(
            "Jan  5 10:00:0{time} mail postfix/smtp[60]: 4F5Xk21b: to=<{to}>, relay=none, delay=1, dsn=4.7.5, status=deferred (no TLSA records found)\n"
        )
    };
    let log = [line("1", "ada@kestrel.test"), line("2", "eve@osprey.test"), line("3", "ada@kestrel.test")].concat();
    assert_eq!(explained(&log), ["postfix-no-tlsa kestrel.test - 4.7.5", "postfix-no-tlsa osprey.test - 4.7.5"]);
    assert_eq!(first(&log).count, 2);
}

#[test]
fn refusals_for_other_reasons_are_not_called_tls() {
    for text in [
        "550 5.7.1 Message rejected as spam by Content Filtering.",
        "550 5.7.1 [CS] Message blocked as spam. Subject: 'Re: MTA-STS failure at kestrel.test'",
        "550 5.7.26 This mail has been blocked because the sender is unauthenticated. SPF [larkspur.example] did not pass, DKIM did not pass",
        "550 5.7.509 Access denied, sending domain larkspur.example does not pass DMARC verification and has a DMARC policy of reject.",
        "550-5.7.26 Unauthenticated email from larkspur.example is not accepted due to domain's DMARC policy. 550 5.7.26 MTA-STS and DMARC failed",
        "552 5.2.2 <ada@kestrel.test>: Mailbox is full / over quota, DANE error",
        "450 4.2.0 <ada@kestrel.test>: Recipient address rejected: Greylisted, see https://larkspur.example/greylist",
        "451 4.7.1 Greylisting in action, please come back later",
        "554 5.7.1 <ada@kestrel.test>: Relay access denied",
        "550 5.1.1 <ada@kestrel.test>: Recipient address rejected: User unknown in local recipient table",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@kestrel.test not found by SMTP address lookup",
        "554 5.7.1 Service unavailable; Client host [198.51.100.40] blocked using zen.example",
        "550 5.7.25 The IP address sending this message does not have a PTR record setup",
        "421 4.7.0 Try again later, closing connection.",
        "452 4.3.1 Insufficient system storage",
        "552 5.3.4 Message size exceeds fixed limit",
        "550 5.4.1 Recipient address rejected: Access denied",
        "connect to mx1.kestrel.test[203.0.113.10]:25: Connection timed out",
        "Host or domain name not found. Name service error for name=kestrel.test type=MX: Host not found",
        "4.7.5",
        "450 4.7.5",
    ] {
        assert_eq!(explained(text), <[&str; 0]>::default(), "{text}");
    }
    let codes = explain(b"550 5.7.26 DMARC. 550 5.7.26 again; 552 5.2.2 full").codes;
    assert_eq!(codes, [("5.7.26".to_owned(), CodeMeaning::Authentication), ("5.2.2".to_owned(), CodeMeaning::Mailbox)]);
}

#[test]
fn a_text_that_is_too_long_is_read_as_far_as_the_limit() {
    let mut text = vec![b'x'; INPUT_LIMIT];
    text.extend_from_slice(b"\n450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.");
    let explanation = explain(&text);
    assert!(explanation.truncated && !explanation.is_recognised());
    let long = format!(
        "{} 450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation. {}",
        "a ".repeat(9000),
        "b ".repeat(9000)
    );
    assert_eq!(explained(&long), ["exo-sts-mx kestrel.test - 4.4.8"]);
}

#[test]
fn endlessly_nested_mails_do_not_hang() {
    let nested = "Content-Type: message/rfc822\n\n".repeat(30_000);
    assert!(!explain(nested.as_bytes()).is_recognised());
    let digest = "Content-Type: multipart/digest; boundary=a\n\n--a\n\n".repeat(20_000);
    assert!(!explain(digest.as_bytes()).is_recognised());
}
