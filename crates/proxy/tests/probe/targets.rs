//! Hosts and addresses that may be probed.

use std::net::IpAddr;

use evidence::{Connect, MailInterruption, WithoutSni};
use proxy::{
    Settings,
    probe::{NotAnMxHost, parse_names},
};

use super::{dialogue, good};
use crate::support::{authorities::*, mail_hosts::*, names::*, *};

#[tokio::test]
async fn only_an_mx_host_of_the_domain_is_probed() {
    let (authority, script) = good();
    let host = MailHost::serve(script).await;
    let dns = Names::pointing_at("127.0.0.1").await;
    let prober = mail_settings(&dns, host.port, &[der(&authority)]).prober().unwrap();
    for stranger in ["mx.example.net", "example.com", "com", "x.mx.example.com", "mx.example.com.evil.example"] {
        let (domain, stranger) = parse_names("example.com", stranger).unwrap();
        assert_eq!(prober.probe_mx_host(&domain, &stranger).await, Err(NotAnMxHost));
    }
    assert_eq!(host.log().connections, 0);
    assert!(dns.asked().iter().all(|question| question.name == "example.com"), "{:?}", dns.asked());
    let (domain, mx) = parse_names("Example.COM.", "MX.example.com.").unwrap();
    assert!(prober.probe_mx_host(&domain, &mx).await.is_ok());
}

#[tokio::test]
async fn a_domain_without_mx_records_is_its_own_mx_host_and_one_with_a_null_mx_has_none() {
    let (authority, script) = good();
    let cases = [
        (DnsReply::Exchanges(Vec::new()), "example.com", true),
        (DnsReply::Exchanges(Vec::new()), MX, false),
        (DnsReply::Exchanges(vec!["."]), "example.com", false),
        (DnsReply::Exchanges(vec![MX]), "example.com", false),
        (DnsReply::NoSuchName, "example.com", false),
    ];
    for (reply, host, is_talked_to) in cases {
        let server = MailHost::serve(script.clone()).await;
        let dns = Names::serve(move |question, _| match question.kind {
            evidence::RecordKind::Mx => reply.clone(),
            evidence::RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 1].into()]),
            _ => DnsReply::Addresses(Vec::new()),
        })
        .await;
        let prober = mail_settings(&dns, server.port, &[der(&authority)]).prober().unwrap();
        let (domain, host) = parse_names("example.com", host).unwrap();
        assert_eq!(prober.probe_mx_host(&domain, &host).await.is_ok(), is_talked_to, "{host}");
        assert_eq!(server.log().connections > 0, is_talked_to, "{host}");
    }
}

#[tokio::test]
async fn a_failed_look_up_is_a_server_failure_and_nothing_is_probed() {
    for failing in [evidence::RecordKind::Mx, evidence::RecordKind::A] {
        let dns = Names::serve(move |question, _| match question.kind {
            kind if kind == failing => DnsReply::Failure,
            evidence::RecordKind::Mx => DnsReply::Exchanges(vec![MX]),
            _ => DnsReply::Addresses(Vec::new()),
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
    let (authority, script) = good();
    let host = MailHost::serve(script).await;
    let dns = Names::serve(|question, _| match question.kind {
        evidence::RecordKind::Mx => DnsReply::Exchanges(vec![MX]),
        evidence::RecordKind::A => DnsReply::Addresses(vec![[10, 0, 0, 1].into(), [127, 0, 0, 1].into()]),
        _ => DnsReply::Addresses(vec!["::1".parse().unwrap(), "::ffff:127.0.0.1".parse().unwrap()]),
    })
    .await;
    let observation = probe(&mail_settings(&dns, host.port, &[der(&authority)])).await;
    let attempts: Vec<(String, Connect)> =
        observation.attempts.iter().map(|attempt| (attempt.address.to_string(), attempt.connect)).collect();
    let refused = |address: &str| (address.to_owned(), Connect::NotPublic);
    let expected =
        [refused("10.0.0.1"), refused("::1"), ("127.0.0.1".into(), Connect::Ok), refused("::ffff:127.0.0.1")];
    assert_eq!(attempts, expected);
}

#[tokio::test]
async fn an_mx_host_that_changes_its_address_is_looked_up_once() {
    let (authority, script) = good();
    let host = MailHost::serve(script).await;
    let dns = Names::serve(|question, earlier| match (question.kind, earlier) {
        (evidence::RecordKind::Mx, _) => DnsReply::Exchanges(vec![MX]),
        (evidence::RecordKind::A, 0) => DnsReply::Addresses(vec![[127, 0, 0, 1].into()]),
        (evidence::RecordKind::A, _) => DnsReply::Addresses(vec![[127, 0, 0, 2].into()]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let allow_net = vec!["127.0.0.1/32".parse().unwrap()];
    let settings = Settings { allow_net, ..mail_settings(&dns, host.port, &[der(&authority)]) };
    // Three connections, one look-up.
    assert_eq!(dialogue(&probe(&settings).await).without_sni, Some(WithoutSni::Completed));
    let asked = dns.asked().iter().filter(|question| question.name == MX).count();
    assert_eq!((asked, host.log().connections), (2, 3));
    let observation = probe(&settings).await;
    assert_eq!(observation.attempts[0].connect, Connect::NotPublic);
    assert_eq!(observation.interruption, Some(MailInterruption::NotConnected));
}

#[tokio::test]
async fn no_more_than_four_addresses_are_tried_one_after_another() {
    let (authority, script) = good();
    let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
    let host = MailHost::listening(listener, script);
    let dns = Names::serve(|question, _| match question.kind {
        evidence::RecordKind::Mx => DnsReply::Exchanges(vec![MX]),
        evidence::RecordKind::A => DnsReply::Addresses((1..=6).map(|last| [127, 0, 2, last].into()).collect()),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let observation = probe(&mail_settings(&dns, host.port, &[der(&authority)])).await;
    let attempts: Vec<Connect> = observation.attempts.iter().map(|attempt| attempt.connect).collect();
    assert_eq!(attempts, [[Connect::Ok; 4].as_slice(), &[Connect::NotTried; 2]].concat());
    assert_eq!((host.log().connections, host.log().most), (6, 1));
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

/// Name server and settings for a domain whose MX host is silent at 127.0.0.5. The reference host is at 127.0.0.6, at
/// this port.
async fn beside_a_silent_host(port: u16) -> (Names, Settings) {
    let dns = Names::serve(|question, _| match question.kind {
        evidence::RecordKind::Mx => DnsReply::Exchanges(vec![MX]),
        evidence::RecordKind::A if question.name == MX => DnsReply::Addresses(vec![[127, 0, 0, 5].into()]),
        evidence::RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 6].into()]),
        _ => DnsReply::Addresses(Vec::new()),
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
    let (domain, host) = parse_names("example.com", MX).unwrap();
    for _ in 0..2 {
        let observation = prober.probe_mx_host(&domain, &host).await.unwrap();
        assert_eq!(observation.attempts[0].connect, Connect::Timeout);
        assert_eq!(observation.interruption, Some(MailInterruption::PortBlocked));
    }
    let asked = dns.asked().iter().filter(|question| question.name == "mx.reference.example").count();
    assert_eq!(asked, 2, "A and AAAA, once");
    let none = Settings { reference_mail_hosts: Vec::new(), ..settings };
    assert_eq!(probe(&none).await.interruption, Some(MailInterruption::NotConnected), "no reference host");
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
