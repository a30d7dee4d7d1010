//! SMTP dialogues, from the greeting to EHLO inside TLS.

use std::{net::IpAddr, sync::Arc};

use evidence::{DialogueEnd, LegacyTls, MailStage, TlsFailure, TlsVersion, Trust, WithoutSni};
use proxy::Settings;
use rcgen::date_time_ymd;

use super::{dialogue, good, probe_host};
use crate::support::{authorities::*, mail_hosts::*, names::*, *};

#[tokio::test]
async fn a_mail_server_is_probed_up_to_ehlo_in_tls_and_sent_no_mail() {
    let (authority, script) = good();
    let (observation, log) = probe_host(&authority, script).await;
    let seen = dialogue(&observation);
    assert_eq!((observation.host.as_str(), observation.attempts[0].address), (MX, IpAddr::from([127, 0, 0, 1])));
    assert_eq!(seen.greeting.as_ref().unwrap().lines, ["mx.example.com ESMTP"]);
    assert!(seen.ehlo.as_ref().unwrap().offers_extension("STARTTLS"));
    assert_eq!(seen.starttls.as_ref().unwrap().code, 220);
    let tls = seen.tls.as_ref().unwrap();
    assert_eq!((tls.version, tls.alpn.as_ref(), tls.failure.as_ref()), (Some(TlsVersion::Tls13), None, None));
    assert_eq!((tls.trust, tls.verifier.as_deref()), (Some(Trust::Trusted), None));
    assert_eq!(tls.chain[0].names, [MX]);
    assert_eq!(tls.chain[0].digests.as_ref().map(|digests| digests.sha512.len()), Some(128));
    assert!(seen.ehlo_in_tls.as_ref().unwrap().offers_extension("REQUIRETLS"));
    assert_eq!((seen.without_sni, seen.old_tls), (Some(WithoutSni::Completed), Some(LegacyTls::Refused)));
    assert_eq!(seen.interruption, None);
    let expected = [
        vec!["EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", "QUIT"],
        vec!["EHLO [127.0.0.1]", "STARTTLS", "QUIT"],
        vec!["EHLO [127.0.0.1]", "STARTTLS"],
    ];
    assert_eq!(log.commands, expected.concat());
    assert_eq!((log.connections, log.most), (3, 1));
}

#[tokio::test]
async fn the_ehlo_name_can_be_set() {
    let (authority, script) = good();
    let names = Names::pointing_at("127.0.0.1").await;
    let host = MailHost::serve(script).await;
    let settings = mail_settings(&names, host.port, &[der(&authority)]);
    probe(&Settings { ehlo_name: Some("probe.example.net".into()), ..settings.clone() }).await;
    assert_eq!(host.log().commands[0], "EHLO probe.example.net");
    assert!(Settings { ehlo_name: Some("a\r\nMAIL FROM:<>".into()), ..settings }.prober().is_err());
}

#[tokio::test]
async fn invalid_certificates_are_reported_and_the_dialogue_continues() {
    let authority = authority("Good", "Good Root");
    let expired = issue_with(&authority, &[MX], |params| params.not_after = date_time_ymd(2020, 4, 1));
    let other = issue(&authority, &["mail.example.net"]);
    let cases = [
        (expired, Trust::Trusted, "expired"),
        (other, Trust::Trusted, MX),
        (self_signed(&[MX]), Trust::SelfSigned, ""),
    ];
    for (identity, trust, words) in cases {
        let (observation, _) = probe_host(&authority, SmtpScript::good(identity)).await;
        let seen = dialogue(&observation);
        let tls = seen.tls.as_ref().unwrap();
        assert_eq!(tls.trust, Some(trust));
        assert!(tls.verifier.as_ref().unwrap().contains(words), "{tls:?}");
        assert!(seen.ehlo_in_tls.is_some());
    }
}

#[tokio::test]
async fn the_signed_certificates_of_the_chain_are_reported() {
    let (root, stranger) = (authority("Private", "Private Root"), authority("Else", "Else Root"));
    let namesake = authority("Private", "Private Root");
    let middle = below(&root, "Private", "Private Middle");
    let expired = |params: &mut rcgen::CertificateParams| {
        (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2020, 4, 1));
    };
    let cases = [
        ("all of it", issue(&middle, &[MX]), vec![&middle, &root], vec![Some(true), Some(true)]),
        ("out of order", issue(&middle, &[MX]), vec![&root, &middle], vec![Some(true), Some(true)]),
        ("a link missing", issue(&middle, &[MX]), vec![&root], vec![Some(false)]),
        ("a stranger besides", issue(&root, &[MX]), vec![&stranger, &root], vec![Some(false), Some(true)]),
        ("a namesake that did not sign", issue(&root, &[MX]), vec![&namesake], vec![Some(false)]),
        ("an expired leaf", issue_with(&root, &[MX], expired), vec![&root], vec![Some(true)]),
        ("the leaf alone", issue(&root, &[MX]), vec![], vec![]),
    ];
    for (what, (mut chain, key), above, expected) in cases {
        chain.extend(above.into_iter().map(der));
        let (observation, _) = probe_host(&authority("Good", "Good Root"), SmtpScript::good((chain, key))).await;
        let (leaf, others) = dialogue(&observation).tls.as_ref().unwrap().chain.split_first().unwrap();
        assert_eq!(leaf.reached, None, "{what}");
        assert_eq!(others.iter().map(|certificate| certificate.reached).collect::<Vec<_>>(), expected, "{what}");
    }
}

#[tokio::test]
async fn a_server_that_rejects_a_command_is_reported_with_its_reply() {
    let (authority, good) = good();
    let no_starttls = says("250-mx.example.com\r\n250 SIZE 1000\r\n");
    let cases = [
        (SmtpScript { greeting: says("554 No\r\n"), ..good.clone() }, vec!["QUIT"], [554, 0, 0]),
        (SmtpScript { greeting: says("421-Busy\r\n421 Later\r\n"), ..good.clone() }, vec!["QUIT"], [421, 0, 0]),
        (SmtpScript { ehlo: says("550 No\r\n"), ..good.clone() }, vec!["EHLO [127.0.0.1]", "QUIT"], [220, 550, 0]),
        (SmtpScript { ehlo: no_starttls, ..good.clone() }, vec!["EHLO [127.0.0.1]", "QUIT"], [220, 250, 0]),
        (
            SmtpScript { starttls: says("454 4.7.0 TLS not available\r\n"), ..good.clone() },
            vec!["EHLO [127.0.0.1]", "STARTTLS", "QUIT"],
            [220, 250, 454],
        ),
    ];
    for (script, commands, codes) in cases {
        let (observation, log) = probe_host(&authority, script).await;
        let seen = dialogue(&observation);
        let code = |reply: &Option<evidence::SmtpReply>| reply.as_ref().map_or(0, |reply| reply.code);
        assert_eq!([code(&seen.greeting), code(&seen.ehlo), code(&seen.starttls)], codes);
        assert_eq!((seen.tls.as_ref(), seen.interruption.as_ref()), (None, None));
        assert_eq!((seen.without_sni, seen.old_tls), (None, None));
        assert_eq!((log.commands, log.connections), (commands.iter().map(ToString::to_string).collect(), 1));
    }
}

#[tokio::test]
async fn helo_follows_where_ehlo_is_unknown() {
    let (authority, good) = good();
    let unknown = |code: &str| SmtpScript { ehlo: says(&format!("{code} 5.5.1 What?\r\n")), ..good.clone() };
    let close = || SmtpAction::Close(Vec::new());
    let cases = [
        (unknown("500"), Some(250), None),
        (unknown("502"), Some(250), None),
        (SmtpScript { helo: says("554 5.7.1 Go away\r\n"), ..unknown("500") }, Some(554), None),
        (SmtpScript { helo: close(), ..unknown("502") }, None, Some(DialogueEnd::Closed { stage: MailStage::Helo })),
    ];
    for (script, code, end) in cases {
        let (observation, log) = probe_host(&authority, script).await;
        let seen = dialogue(&observation);
        assert_eq!(seen.helo.as_ref().map(|reply| reply.code), code);
        assert_eq!((&seen.interruption, seen.starttls.as_ref()), (&end, None));
        assert_eq!(log.commands[..2], ["EHLO [127.0.0.1]", "HELO [127.0.0.1]"]);
        assert_eq!(log.connections, 1);
    }
    let (observation, log) = probe_host(&authority, good.clone()).await;
    assert_eq!(dialogue(&observation).helo, None);
    assert!(!log.commands.iter().any(|command| command.starts_with("HELO")), "{log:?}");
}

// ---- MX hosts of the domain

#[tokio::test]
async fn a_server_that_requires_sni_is_reported() {
    let (authority, good) = good();
    let identity = issue(&authority, &[MX]);
    let mut by_name = rustls::server::ResolvesServerCertUsingSni::new();
    let key = rustls::crypto::ring::sign::any_supported_type(&identity.1).unwrap();
    by_name.add(MX, rustls::sign::CertifiedKey::new(identity.0, key)).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let tls = Some(Arc::new(config.with_no_client_auth().with_cert_resolver(Arc::new(by_name))));
    let (observation, _) = probe_host(&authority, SmtpScript { tls, ..good }).await;
    let seen = dialogue(&observation);
    assert_eq!((seen.tls.as_ref().unwrap().trust, seen.without_sni), (Some(Trust::Trusted), Some(WithoutSni::Refused)));
}

#[tokio::test]
async fn a_server_without_tls_1_2_is_reported() {
    let (authority, good) = good();
    // ServerHello of TLS 1.0, sent in response to any ClientHello.
    let hello =
        |minor: u8| [&[0x16, 3, minor, 0, 0x2a, 2, 0, 0, 0x26, 3, minor][..], &[7; 32], &[0, 0xc0, 0x13, 0]].concat();
    let warned = |minor| [&b"\x15\x03\x01\x00\x02\x01\x70"[..], &hello(minor)].concat();
    let cases = [
        (hello(1), LegacyTls::Accepted(TlsVersion::Tls10)),
        (hello(2), LegacyTls::Accepted(TlsVersion::Tls11)),
        (warned(1), LegacyTls::Accepted(TlsVersion::Tls10)),
    ];
    for (bytes, expected) in cases {
        let (observation, _) = probe_host(&authority, good.clone().with_instead_of_tls(SmtpAction::Close(bytes))).await;
        let seen = dialogue(&observation);
        assert_eq!(seen.tls.as_ref().unwrap().failure, Some(TlsFailure::Version), "{expected:?}");
        assert_eq!(seen.old_tls, Some(expected));
    }
}
