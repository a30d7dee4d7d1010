//! Route for MX hosts.

use std::{collections::BTreeMap, time::Duration};

use axum::http::{StatusCode, header};
use evidence::{Connect, DnsQuestion, MailProbe, RecordKind};
use proxy::{Lab, Settings, app};
use proxy_api::{Config, ProblemKind};

use crate::{
    get, get_from, lab,
    support::{authorities::*, mail_hosts::*, names::*, *},
};

#[tokio::test]
async fn an_mx_host_is_probed_for_a_client() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(SmtpScript::good(issue(&authority, &[MX]))).await;
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    let before = unix_time();
    let seen = get(&app, "/api/v1/mx/Example.COM./MX.example.com").await;
    assert_eq!((seen.status, seen.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    let observation: MailProbe = seen.json();
    assert_eq!((observation.host.as_str(), observation.attempts[0].connect), (MX, Connect::Ok));
    assert!(observation.seen_at.is_some_and(|at| (before..=unix_time()).contains(&at)), "{:?}", observation.seen_at);
    assert!(observation.attempts[0].dialogue.as_ref().unwrap().ehlo_in_tls.is_some());
}

#[tokio::test]
async fn a_host_that_is_not_an_mx_host_of_the_domain_is_refused() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&mail_settings(&names, closed_port().await, &[])).unwrap();
    for host in ["mx.example.net", "example.com", "localhost"] {
        let seen = get(&app, &format!("/api/v1/mx/example.com/{host}")).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::FORBIDDEN, ProblemKind::Refused), "{host}");
    }
    assert!(names.asked().iter().all(|question| question.kind == RecordKind::Mx));
}

#[tokio::test]
async fn a_cached_probe_is_served_only_for_domains_that_have_the_host() {
    let names = Names::serve(|question: &DnsQuestion, _| match question.kind {
        RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 1].into()]),
        RecordKind::Mx if question.name == "example.org" => DnsReply::Exchanges(vec!["mx.example.org"]),
        RecordKind::Mx => DnsReply::Exchanges(vec![MX]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(SmtpScript::good(issue(&authority, &[MX]))).await;
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    let first: MailProbe = get(&app, "/api/v1/mx/example.com/mx.example.com").await.json();
    let connections = host.log().connections;
    let again: MailProbe = get(&app, "/api/v1/mx/EXAMPLE.net./MX.EXAMPLE.com.").await.json();
    assert_eq!((again.seen_at, host.log().connections), (first.seen_at, connections), "one host, one probe");
    let other = get(&app, "/api/v1/mx/example.org/mx.example.com").await;
    assert_eq!((other.status, other.problem()), (StatusCode::FORBIDDEN, ProblemKind::Refused));
}

#[tokio::test]
async fn invalid_names_of_mx_hosts_are_refused_before_any_look_up() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&mail_settings(&names, 25, &[])).unwrap();
    let cases = [
        "example.com/127.0.0.1",
        "example.com/%5B127.0.0.1%5D",
        "example.com/::1",
        "example.com/mx.example.com:25",
        "example.com/user@mx.example.com",
        "example.com/mx%00.example.com",
        "example.com/mx.example.com%0d%0aQUIT",
        "example.com/b%C3%BCcher.example",
        "example.com/mx%2fexample.com",
        "example.com/..",
        "127.0.0.1/mx.example.com",
        "%ff/mx.example.com",
    ];
    for path in cases {
        let seen = get(&app, &format!("/api/v1/mx/{path}")).await;
        assert_eq!((seen.status, seen.problem()), (StatusCode::BAD_REQUEST, ProblemKind::Malformed), "{path}");
    }
    assert!(names.asked().is_empty());
}

#[tokio::test]
async fn a_server_that_does_not_probe_says_so_and_does_not() {
    let names = Names::pointing_at("127.0.0.1").await;
    let app = app(&Settings { probe: false, ..mail_settings(&names, 25, &[]) }).unwrap();
    assert!(!get(&app, "/api/v1/config").await.json::<Config>().probe);
    let seen = get(&app, "/api/v1/mx/example.com/mx.example.com").await;
    assert_eq!((seen.status, seen.problem()), (StatusCode::NOT_FOUND, ProblemKind::NotFound));
    assert!(names.asked().is_empty());
}

#[tokio::test]
async fn requests_for_one_mx_host_at_the_same_time_share_one_probe() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(SmtpScript::good(issue(&authority, &[MX]))).await;
    let app = app(&Settings { max_probes: 1, ..mail_settings(&names, host.port, &[der(&authority)]) }).unwrap();
    let get = |client, path| get_from(&app, client, path);
    let (one, other) = tokio::join!(
        get("192.0.2.1:1", "/api/v1/mx/example.com/mx.example.com"),
        get("192.0.2.2:1", "/api/v1/mx/example.net/mx.example.com")
    );
    assert_eq!(one.json::<MailProbe>(), other.json());
    assert_eq!((host.log().connections, host.log().most), (3, 1));
}

#[tokio::test]
async fn a_cached_probe_is_served_only_for_domains_that_name_the_host() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(SmtpScript::good(issue(&authority, &[MX]))).await;
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    let first: MailProbe = get(&app, "/api/v1/mx/example.com/mx.example.com").await.json();
    let again: MailProbe = get(&app, "/api/v1/mx/example.net/mx.example.com").await.json();
    assert_eq!((again.attempts, host.log().connections), (first.attempts, 3));
    let stranger = get(&app, "/api/v1/mx/example.com/mx.example.net").await;
    assert_eq!(stranger.problem(), ProblemKind::Refused);
    get(&app, "/api/v1/mx/example.com/mx.example.com?fresh=1").await;
    assert_eq!(host.log().connections, 6);
}

#[tokio::test]
async fn hosts_of_the_laboratory_are_not_looked_for_in_the_real_network() {
    let authority = authority("Lab", "Lab Root");
    let inside = MailHost::serve(SmtpScript::good(issue(&authority, &["mx.good.test"]))).await;
    let outside = MailHost::serve(SmtpScript::good(issue(&authority, &["mx.good.test"]))).await;
    let mx_in_lab = |question: &DnsQuestion, _| match question.kind {
        RecordKind::Mx => DnsReply::Exchanges(vec!["mx.good.test"]),
        RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 1].into()]),
        _ => DnsReply::Addresses(Vec::new()),
    };
    let (names, real) = (Names::serve(mx_in_lab).await, Names::serve(mx_in_lab).await);
    let dial = BTreeMap::from([(([127, 0, 0, 1], 25).into(), ([127, 0, 0, 1], inside.port).into())]);
    let lab = Lab { roots: vec![der(&authority)], dial, ..lab(&names.address.to_string(), 443, Vec::new()) };
    let cache_ttl = Duration::ZERO;
    let app = app(&Settings { lab: Some(lab), cache_ttl, ..mail_settings(&real, outside.port, &[]) }).unwrap();
    for domain in ["good.test", "example.com"] {
        let observation: MailProbe = get(&app, &format!("/api/v1/mx/{domain}/mx.good.test")).await.json();
        let tls = observation.attempts[0].dialogue.as_ref().unwrap().tls.as_ref().unwrap();
        assert_eq!(tls.verifier, None, "{domain}");
    }
    assert_eq!((inside.log().connections, outside.log().connections), (6, 0));
    assert!(real.asked().iter().all(|question| question.name == "example.com"));
}
