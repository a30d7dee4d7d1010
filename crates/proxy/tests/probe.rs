//! Talking to real mail servers on the loopback.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

mod support;

use std::{net::IpAddr, sync::Arc};

use evidence::{
    Connect, Dialogue, DialogueEnd, LegacyTls, MailInterruption, MailProbe, MailStage, TlsFailure, TlsVersion, Trust,
    WithoutSni,
};
use proxy::{
    Settings,
    probe::{NotAnMxHost, names},
};
use rcgen::date_time_ymd;
use support::{authorities::*, mail_hosts::*, names::*, *};

fn good() -> (Authority, Manners) {
    let authority = authority("Good", "Good Root");
    let manners = Manners::good(issue(&authority, &[MX]));
    (authority, manners)
}

/// Probes a server with these manners; the authority is trusted.
async fn probe_host(authority: &Authority, manners: Manners) -> (MailProbe, Heard) {
    let names = Names::pointing_at("127.0.0.1").await;
    let host = MailHost::serve(manners).await;
    (probe(&mail_settings(&names, host.port, &[der(authority)])).await, host.heard())
}

fn dialogue(observation: &MailProbe) -> &Dialogue {
    assert_eq!((observation.attempts.len(), observation.interruption.as_ref()), (1, None), "{observation:?}");
    assert_eq!(observation.attempts[0].connect, Connect::Ok);
    observation.attempts[0].dialogue.as_ref().unwrap()
}

#[tokio::test]
async fn a_mail_server_is_probed_up_to_ehlo_in_tls_and_sent_no_mail() {
    let (authority, manners) = good();
    let (observation, heard) = probe_host(&authority, manners).await;
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
    assert_eq!(heard.commands, expected.concat());
    assert_eq!((heard.connections, heard.most), (3, 1));
}

#[tokio::test]
async fn the_ehlo_name_can_be_set() {
    let (authority, manners) = good();
    let names = Names::pointing_at("127.0.0.1").await;
    let host = MailHost::serve(manners).await;
    let settings = mail_settings(&names, host.port, &[der(&authority)]);
    probe(&Settings { ehlo_name: Some("probe.example.net".into()), ..settings.clone() }).await;
    assert_eq!(host.heard().commands[0], "EHLO probe.example.net");
    assert!(Settings { ehlo_name: Some("a\r\nMAIL FROM:<>".into()), ..settings }.prober().is_err());
}

#[tokio::test]
async fn certificates_that_do_not_verify_are_seen_and_the_dialogue_goes_on() {
    let authority = authority("Good", "Good Root");
    let expired = issue_with(&authority, &[MX], |params| params.not_after = date_time_ymd(2020, 4, 1));
    let other = issue(&authority, &["mail.example.net"]);
    let cases = [
        (expired, Trust::Trusted, "expired"),
        (other, Trust::Trusted, MX),
        (self_signed(&[MX]), Trust::SelfSigned, ""),
    ];
    for (identity, trust, words) in cases {
        let (observation, _) = probe_host(&authority, Manners::good(identity)).await;
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
        let (observation, _) = probe_host(&authority("Good", "Good Root"), Manners::good((chain, key))).await;
        let (leaf, others) = dialogue(&observation).tls.as_ref().unwrap().chain.split_first().unwrap();
        assert_eq!(leaf.reached, None, "{what}");
        assert_eq!(others.iter().map(|certificate| certificate.reached).collect::<Vec<_>>(), expected, "{what}");
    }
}

#[tokio::test]
async fn a_server_that_goes_no_further_is_taken_at_its_word() {
    let (authority, good) = good();
    let no_starttls = says("250-mx.example.com\r\n250 SIZE 1000\r\n");
    let cases = [
        (Manners { greeting: says("554 No\r\n"), ..good.clone() }, vec!["QUIT"], [554, 0, 0]),
        (Manners { greeting: says("421-Busy\r\n421 Later\r\n"), ..good.clone() }, vec!["QUIT"], [421, 0, 0]),
        (Manners { ehlo: says("550 No\r\n"), ..good.clone() }, vec!["EHLO [127.0.0.1]", "QUIT"], [220, 550, 0]),
        (Manners { ehlo: no_starttls, ..good.clone() }, vec!["EHLO [127.0.0.1]", "QUIT"], [220, 250, 0]),
        (
            Manners { starttls: says("454 4.7.0 TLS not available\r\n"), ..good.clone() },
            vec!["EHLO [127.0.0.1]", "STARTTLS", "QUIT"],
            [220, 250, 454],
        ),
    ];
    for (manners, commands, codes) in cases {
        let (observation, heard) = probe_host(&authority, manners).await;
        let seen = dialogue(&observation);
        let code = |reply: &Option<evidence::SmtpReply>| reply.as_ref().map_or(0, |reply| reply.code);
        assert_eq!([code(&seen.greeting), code(&seen.ehlo), code(&seen.starttls)], codes);
        assert_eq!((seen.tls.as_ref(), seen.interruption.as_ref()), (None, None));
        assert_eq!((seen.without_sni, seen.old_tls), (None, None));
        assert_eq!((heard.commands, heard.connections), (commands.iter().map(ToString::to_string).collect(), 1));
    }
}

#[tokio::test]
async fn a_server_that_does_not_know_ehlo_is_asked_with_helo() {
    let (authority, good) = good();
    let unknown = |code: &str| Manners { ehlo: says(&format!("{code} 5.5.1 What?\r\n")), ..good.clone() };
    let close = || Turn::Close(Vec::new());
    let cases = [
        (unknown("500"), Some(250), None),
        (unknown("502"), Some(250), None),
        (Manners { helo: says("554 5.7.1 Go away\r\n"), ..unknown("500") }, Some(554), None),
        (Manners { helo: close(), ..unknown("502") }, None, Some(DialogueEnd::Closed { stage: MailStage::Helo })),
    ];
    for (manners, code, end) in cases {
        let (observation, heard) = probe_host(&authority, manners).await;
        let seen = dialogue(&observation);
        assert_eq!(seen.helo.as_ref().map(|reply| reply.code), code);
        assert_eq!((&seen.interruption, seen.starttls.as_ref()), (&end, None));
        assert_eq!(heard.commands[..2], ["EHLO [127.0.0.1]", "HELO [127.0.0.1]"]);
        assert_eq!(heard.connections, 1);
    }
    let (observation, heard) = probe_host(&authority, good.clone()).await;
    assert_eq!(dialogue(&observation).helo, None);
    assert!(!heard.commands.iter().any(|command| command.starts_with("HELO")), "{heard:?}");
}

// ---- whose host it is

#[tokio::test]
async fn only_an_mx_host_of_the_domain_is_probed() {
    let (authority, manners) = good();
    let host = MailHost::serve(manners).await;
    let dns = Names::pointing_at("127.0.0.1").await;
    let prober = mail_settings(&dns, host.port, &[der(&authority)]).prober().unwrap();
    for stranger in ["mx.example.net", "example.com", "com", "x.mx.example.com", "mx.example.com.evil.example"] {
        let (domain, stranger) = names("example.com", stranger).unwrap();
        assert_eq!(prober.mail(&domain, &stranger).await, Err(NotAnMxHost));
    }
    assert_eq!(host.heard().connections, 0);
    assert!(dns.asked().iter().all(|question| question.name == "example.com"), "{:?}", dns.asked());
    let (domain, mx) = names("Example.COM.", "MX.example.com.").unwrap();
    assert!(prober.mail(&domain, &mx).await.is_ok());
}

#[tokio::test]
async fn a_domain_without_mx_records_is_its_own_mx_host_and_one_with_a_null_mx_has_none() {
    let (authority, manners) = good();
    let cases = [
        (Say::Exchanges(Vec::new()), "example.com", true),
        (Say::Exchanges(Vec::new()), MX, false),
        (Say::Exchanges(vec!["."]), "example.com", false),
        (Say::Exchanges(vec![MX]), "example.com", false),
        (Say::NoSuchName, "example.com", false),
    ];
    for (say, host, is_talked_to) in cases {
        let server = MailHost::serve(manners.clone()).await;
        let dns = Names::serve(move |question, _| match question.kind {
            evidence::RecordKind::Mx => say.clone(),
            evidence::RecordKind::A => Say::Addresses(vec![[127, 0, 0, 1].into()]),
            _ => Say::Addresses(Vec::new()),
        })
        .await;
        let prober = mail_settings(&dns, server.port, &[der(&authority)]).prober().unwrap();
        let (domain, host) = names("example.com", host).unwrap();
        assert_eq!(prober.mail(&domain, &host).await.is_ok(), is_talked_to, "{host}");
        assert_eq!(server.heard().connections > 0, is_talked_to, "{host}");
    }
}

#[tokio::test]
async fn a_failed_look_up_is_a_server_failure_and_nothing_is_probed() {
    for failing in [evidence::RecordKind::Mx, evidence::RecordKind::A] {
        let dns = Names::serve(move |question, _| match question.kind {
            kind if kind == failing => Say::Failure,
            evidence::RecordKind::Mx => Say::Exchanges(vec![MX]),
            _ => Say::Addresses(Vec::new()),
        })
        .await;
        let observation = probe(&mail_settings(&dns, 25, &[])).await;
        assert!(matches!(observation.interruption, Some(MailInterruption::LookupFailed { .. })), "{observation:?}");
        assert!(observation.attempts.is_empty());
    }
}

// ---- addresses

#[tokio::test]
async fn every_address_is_reported_and_only_public_ones_are_connected_to() {
    let (authority, manners) = good();
    let host = MailHost::serve(manners).await;
    let dns = Names::serve(|question, _| match question.kind {
        evidence::RecordKind::Mx => Say::Exchanges(vec![MX]),
        evidence::RecordKind::A => Say::Addresses(vec![[10, 0, 0, 1].into(), [127, 0, 0, 1].into()]),
        _ => Say::Addresses(vec!["::1".parse().unwrap(), "::ffff:127.0.0.1".parse().unwrap()]),
    })
    .await;
    let observation = probe(&mail_settings(&dns, host.port, &[der(&authority)])).await;
    let told: Vec<(String, Connect)> =
        observation.attempts.iter().map(|attempt| (attempt.address.to_string(), attempt.connect)).collect();
    let refused = |address: &str| (address.to_owned(), Connect::NotPublic);
    let expected =
        [refused("10.0.0.1"), refused("::1"), ("127.0.0.1".into(), Connect::Ok), refused("::ffff:127.0.0.1")];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn an_mx_host_that_changes_its_address_is_looked_up_once() {
    let (authority, manners) = good();
    let host = MailHost::serve(manners).await;
    let dns = Names::serve(|question, earlier| match (question.kind, earlier) {
        (evidence::RecordKind::Mx, _) => Say::Exchanges(vec![MX]),
        (evidence::RecordKind::A, 0) => Say::Addresses(vec![[127, 0, 0, 1].into()]),
        (evidence::RecordKind::A, _) => Say::Addresses(vec![[127, 0, 0, 2].into()]),
        _ => Say::Addresses(Vec::new()),
    })
    .await;
    let allow_net = vec!["127.0.0.1/32".parse().unwrap()];
    let settings = Settings { allow_net, ..mail_settings(&dns, host.port, &[der(&authority)]) };
    // Three connections, one look-up.
    assert_eq!(dialogue(&probe(&settings).await).without_sni, Some(WithoutSni::Completed));
    let asked = dns.asked().iter().filter(|question| question.name == MX).count();
    assert_eq!((asked, host.heard().connections), (2, 3));
    let observation = probe(&settings).await;
    assert_eq!(observation.attempts[0].connect, Connect::NotPublic);
    assert_eq!(observation.interruption, Some(MailInterruption::NotConnected));
}

#[tokio::test]
async fn no_more_than_four_addresses_are_tried_one_after_another() {
    let (authority, manners) = good();
    let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
    let host = MailHost::listening(listener, manners);
    let dns = Names::serve(|question, _| match question.kind {
        evidence::RecordKind::Mx => Say::Exchanges(vec![MX]),
        evidence::RecordKind::A => Say::Addresses((1..=6).map(|last| [127, 0, 2, last].into()).collect()),
        _ => Say::Addresses(Vec::new()),
    })
    .await;
    let observation = probe(&mail_settings(&dns, host.port, &[der(&authority)])).await;
    let told: Vec<Connect> = observation.attempts.iter().map(|attempt| attempt.connect).collect();
    assert_eq!(told, [[Connect::Ok; 4].as_slice(), &[Connect::NotTried; 2]].concat());
    assert_eq!((host.heard().connections, host.heard().most), (6, 1));
}

#[tokio::test]
async fn a_closed_port_is_the_hosts_own() {
    let dns = Names::pointing_at("127.0.0.1").await;
    let settings = mail_settings(&dns, closed_port().await, &[]);
    let observation = probe(&Settings { reference_mail_hosts: vec!["mx.reference.example".into()], ..settings }).await;
    assert_eq!(observation.attempts[0].connect, Connect::Refused);
    assert_eq!(observation.interruption, Some(MailInterruption::NotConnected));
    assert!(dns.asked().iter().all(|question| question.name != "mx.reference.example"));
}

/// A domain whose MX host is silent at 127.0.0.5, and what connecting to the reference host at 127.0.0.6 gives at this port.
async fn beside_a_silent_host(port: u16) -> (Names, Settings) {
    let dns = Names::serve(|question, _| match question.kind {
        evidence::RecordKind::Mx => Say::Exchanges(vec![MX]),
        evidence::RecordKind::A if question.name == MX => Say::Addresses(vec![[127, 0, 0, 5].into()]),
        evidence::RecordKind::A => Say::Addresses(vec![[127, 0, 0, 6].into()]),
        _ => Say::Addresses(Vec::new()),
    })
    .await;
    let deadlines = short(|all, limit| all.connect = limit);
    let reference_hosts = vec!["mx.reference.example".into()];
    let settings = Settings { deadlines, reference_mail_hosts: reference_hosts, ..mail_settings(&dns, port, &[]) };
    (dns, settings)
}

#[tokio::test]
async fn a_blocked_port_25_is_not_the_hosts_fault_and_is_tested_rarely() {
    let (_listening, _waiting) = silent([127, 0, 0, 5], 0).await;
    let port = _listening.local_addr().unwrap().port();
    let _others = silent([127, 0, 0, 6], port).await;
    let (dns, settings) = beside_a_silent_host(port).await;
    let prober = settings.prober().unwrap();
    let (domain, host) = names("example.com", MX).unwrap();
    for _ in 0..2 {
        let observation = prober.mail(&domain, &host).await.unwrap();
        assert_eq!(observation.attempts[0].connect, Connect::Timeout);
        assert_eq!(observation.interruption, Some(MailInterruption::PortBlocked));
    }
    let asked = dns.asked().iter().filter(|question| question.name == "mx.reference.example").count();
    assert_eq!(asked, 2, "A and AAAA, once");
    let none = Settings { reference_mail_hosts: Vec::new(), ..settings };
    assert_eq!(probe(&none).await.interruption, Some(MailInterruption::NotConnected), "nobody to compare with");
}

#[tokio::test]
async fn a_silent_host_is_reported_as_such_if_others_can_be_reached() {
    let (_listening, _waiting) = silent([127, 0, 0, 5], 0).await;
    let port = _listening.local_addr().unwrap().port();
    let _reference = tokio::net::TcpListener::bind((IpAddr::from([127, 0, 0, 6]), port)).await.unwrap();
    let (_, settings) = beside_a_silent_host(port).await;
    let observation = probe(&settings).await;
    assert_eq!(observation.attempts[0].connect, Connect::Timeout);
    assert_eq!(observation.interruption, Some(MailInterruption::NotConnected));
}

// ---- hostile servers

fn end(seen: &Dialogue) -> &DialogueEnd {
    seen.interruption.as_ref().unwrap_or_else(|| panic!("{seen:?}"))
}

#[tokio::test]
async fn an_answer_that_is_not_smtp_is_reported_with_its_stage() {
    let (authority, good) = good();
    let megabytes = || Turn::Endless(vec![b'x'; 1 << 16]);
    let cases = [
        ("HTTP", Manners { greeting: says("HTTP/1.1 400 Bad Request\r\n\r\n"), ..good.clone() }, MailStage::Greeting),
        ("SSH", Manners { greeting: says("SSH-2.0-OpenSSH_9.9\r\n"), ..good.clone() }, MailStage::Greeting),
        (
            "octets",
            Manners { greeting: Turn::Say(vec![0; 64].into_iter().chain(*b"\n").collect()), ..good.clone() },
            MailStage::Greeting,
        ),
        ("megabytes", Manners { greeting: megabytes(), ..good.clone() }, MailStage::Greeting),
        (
            "endless lines",
            Manners { greeting: Turn::Endless(b"220-hello\r\n".to_vec()), ..good.clone() },
            MailStage::Greeting,
        ),
        (
            "endless keywords",
            Manners { ehlo: Turn::Endless(b"250-SIZE\r\n".to_vec()), ..good.clone() },
            MailStage::Ehlo,
        ),
        ("a long line", Manners { ehlo: megabytes(), ..good.clone() }, MailStage::Ehlo),
        ("two codes", Manners { ehlo: says("250-a\r\n550 b\r\n"), ..good.clone() }, MailStage::Ehlo),
        ("injection", Manners { starttls: says("220 go\r\n250 injected\r\n"), ..good.clone() }, MailStage::Starttls),
        (
            "endless in TLS",
            Manners { ehlo_in_tls: Turn::Endless(b"250-A\r\n".to_vec()), ..good.clone() },
            MailStage::EhloInTls,
        ),
    ];
    for (what, manners, expected) in cases {
        let (observation, _) = probe_host(&authority, manners).await;
        let DialogueEnd::NotSmtp { stage, .. } = end(dialogue(&observation)) else { panic!("{what}: {observation:?}") };
        assert_eq!(*stage, expected, "{what}");
    }
}

#[tokio::test]
async fn a_connection_that_closes_is_reported_with_its_stage() {
    let (authority, good) = good();
    let close = || Turn::Close(Vec::new());
    let cases = [
        (Manners { greeting: close(), ..good.clone() }, MailStage::Greeting, Some(0)),
        (
            Manners { greeting: Turn::Close(b"220-half a greet".to_vec()), ..good.clone() },
            MailStage::Greeting,
            Some(16),
        ),
        (
            Manners { greeting: Turn::Close(b"220-mx\r\n220-ca".to_vec()), ..good.clone() },
            MailStage::Greeting,
            Some(14),
        ),
        (Manners { greeting: Turn::Close(b"220-mx\r\n".to_vec()), ..good.clone() }, MailStage::Greeting, Some(8)),
        (Manners { greeting: Turn::Close(b"220 mx\r\n".to_vec()), ..good.clone() }, MailStage::Ehlo, Some(0)),
        (Manners { ehlo: close(), ..good.clone() }, MailStage::Ehlo, Some(0)),
        (Manners { starttls: close(), ..good.clone() }, MailStage::Starttls, Some(0)),
        (good.clone().with_instead_of_tls(close()), MailStage::Tls, None),
        (Manners { ehlo_in_tls: close(), ..good.clone() }, MailStage::EhloInTls, Some(0)),
    ];
    for (manners, stage, incomplete) in cases {
        let (observation, _) = probe_host(&authority, manners).await;
        let seen = dialogue(&observation);
        assert_eq!((end(seen), seen.incomplete_reply_bytes), (&DialogueEnd::Closed { stage }, incomplete));
    }
}

#[tokio::test]
async fn a_tarpit_is_abandoned_at_the_deadline_of_its_stage() {
    let (authority, good) = good();
    let (stall, dribble) = (|| Turn::Stall(Vec::new()), || Turn::Dribble(b"220 ".to_vec()));
    let cases = [
        (Manners { greeting: stall(), ..good.clone() }, MailStage::Greeting),
        (Manners { greeting: dribble(), ..good.clone() }, MailStage::Greeting),
        (Manners { ehlo: says("500 What?\r\n"), helo: stall(), ..good.clone() }, MailStage::Helo),
        (Manners { ehlo: stall(), ..good.clone() }, MailStage::Ehlo),
        (Manners { starttls: stall(), ..good.clone() }, MailStage::Starttls),
        (good.clone().with_instead_of_tls(stall()), MailStage::Tls),
        (Manners { ehlo_in_tls: Turn::Dribble(b"250-".to_vec()), ..good.clone() }, MailStage::EhloInTls),
    ];
    for (manners, stage) in cases {
        let dns = Names::pointing_at("127.0.0.1").await;
        let host = MailHost::serve(manners.clone()).await;
        let deadlines = short(|all, limit| (all.reply, all.tls) = (limit, limit));
        let observation = probe(&Settings { deadlines, ..mail_settings(&dns, host.port, &[der(&authority)]) }).await;
        let seen = dialogue(&observation);
        assert_eq!(*end(seen), DialogueEnd::Timeout { stage });
        let has_begun = seen.incomplete_reply_bytes.is_some_and(|bytes| bytes > 0);
        let dribbles = matches!(manners.greeting, Turn::Dribble(_)) || matches!(manners.ehlo_in_tls, Turn::Dribble(_));
        assert_eq!(has_begun, dribbles, "{stage:?}");
    }
}

#[tokio::test]
async fn a_conversation_has_an_end_even_if_every_stage_keeps_its_deadline() {
    let (authority, good) = good();
    let dns = Names::pointing_at("127.0.0.1").await;
    let host = MailHost::serve(Manners { greeting: Turn::Dribble(b"220 ".to_vec()), ..good }).await;
    let deadlines = short(|all, limit| all.overall = limit);
    let observation = probe(&Settings { deadlines, ..mail_settings(&dns, host.port, &[der(&authority)]) }).await;
    assert_eq!(*end(dialogue(&observation)), DialogueEnd::Timeout { stage: MailStage::Greeting });
}

#[tokio::test]
async fn an_answer_to_starttls_that_is_not_tls_is_reported() {
    let (authority, good) = good();
    let cases: [(&[u8], TlsFailure); 3] = [
        (b"\x15\x03\x03\x00\x02\x02\x28", TlsFailure::Alert("handshake_failure".into())),
        (b"\x15\x03\x01\x00\x02\x02\x46", TlsFailure::Version),
        (b"", TlsFailure::Closed),
    ];
    for (octets, failure) in cases {
        let (observation, heard) =
            probe_host(&authority, good.clone().with_instead_of_tls(Turn::Close(octets.to_vec()))).await;
        let seen = dialogue(&observation);
        assert_eq!(seen.tls.as_ref().unwrap().failure, Some(failure.clone()));
        assert_eq!((seen.ehlo_in_tls.as_ref(), seen.without_sni), (None, None));
        // Only a server that is too old is worth a look at how old.
        let expected = (failure == TlsFailure::Version).then_some(LegacyTls::Refused);
        assert_eq!((seen.old_tls, heard.connections), (expected, if expected.is_some() { 2 } else { 1 }));
    }
    let garbage = Turn::Close(b"250 still in clear\r\n".to_vec());
    let (observation, _) = probe_host(&authority, good.with_instead_of_tls(garbage)).await;
    assert!(
        matches!(dialogue(&observation).tls.as_ref().unwrap().failure, Some(TlsFailure::NotTls(_))),
        "{observation:?}"
    );
}

// ---- further handshakes

#[tokio::test]
async fn a_server_that_insists_on_sni_is_noticed() {
    let (authority, good) = good();
    let identity = issue(&authority, &[MX]);
    let mut by_name = rustls::server::ResolvesServerCertUsingSni::new();
    let key = rustls::crypto::ring::sign::any_supported_type(&identity.1).unwrap();
    by_name.add(MX, rustls::sign::CertifiedKey::new(identity.0, key)).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let tls = Some(Arc::new(config.with_no_client_auth().with_cert_resolver(Arc::new(by_name))));
    let (observation, _) = probe_host(&authority, Manners { tls, ..good }).await;
    let seen = dialogue(&observation);
    assert_eq!((seen.tls.as_ref().unwrap().trust, seen.without_sni), (Some(Trust::Trusted), Some(WithoutSni::Refused)));
}

#[tokio::test]
async fn a_server_that_is_too_old_is_seen_to_be_so() {
    let (authority, good) = good();
    // A ServerHello of TLS 1.0, to whoever says hello.
    let hello =
        |minor: u8| [&[0x16, 3, minor, 0, 0x2a, 2, 0, 0, 0x26, 3, minor][..], &[7; 32], &[0, 0xc0, 0x13, 0]].concat();
    let warned = |minor| [&b"\x15\x03\x01\x00\x02\x01\x70"[..], &hello(minor)].concat();
    let cases = [
        (hello(1), LegacyTls::Accepted(TlsVersion::Tls10)),
        (hello(2), LegacyTls::Accepted(TlsVersion::Tls11)),
        (warned(1), LegacyTls::Accepted(TlsVersion::Tls10)),
    ];
    for (octets, expected) in cases {
        let (observation, _) = probe_host(&authority, good.clone().with_instead_of_tls(Turn::Close(octets))).await;
        let seen = dialogue(&observation);
        assert_eq!(seen.tls.as_ref().unwrap().failure, Some(TlsFailure::Version), "{expected:?}");
        assert_eq!(seen.old_tls, Some(expected));
    }
}
