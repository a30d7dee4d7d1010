//! Clients that try to make the server attack somebody else.

use std::{future::pending, sync::Arc, time::Duration};

use axum::{Router, http::StatusCode};
use evidence::{DnsQuestion, RecordKind};
use futures_util::future::join_all;
use proxy::{ClientLimits, Rate, RefusedTargets, Settings, app};
use tokio::{io::AsyncWriteExt, net::TcpListener};

use crate::{
    get,
    support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *},
};

/// Name server where any name resolves to 127.0.0.1 and is its own MX host.
async fn wildcard() -> Names {
    Names::serve(|question: &DnsQuestion, _| match question.kind {
        RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 1].into()]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await
}

#[tokio::test]
async fn one_mail_server_behind_many_names_is_contacted_rarely_and_once_at_a_time() {
    let names = wildcard().await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(SmtpScript::good(issue(&authority, &[MX]))).await;
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    // Many clients ask for different registered names, which share only the address.
    let asked = (0..100).map(|number| {
        let app = &app;
        async move {
            let name = format!("victim{number}.com");
            get(app, &format!("10.{number}.0.1"), &format!("/api/v1/mx/{name}/{name}")).await.0
        }
    });
    let statuses = join_all(asked).await;
    let served = statuses.iter().filter(|status| **status == StatusCode::OK).count();
    assert!((1..=12).contains(&served), "{served}");
    assert!(statuses.iter().all(|status| [200, 429].contains(&status.as_u16())), "{statuses:?}");
    assert_eq!(host.log().most, 1, "one connection at a time");
    assert!(host.log().connections <= 48, "{}", host.log().connections);
}

#[tokio::test]
async fn one_policy_host_behind_many_names_is_contacted_rarely() {
    let names = wildcard().await;
    let authority = authority("Good", "Good Root");
    let host =
        PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(answer("404 Not Found", "", b""))).await;
    let app = app(&settings(&names, host.port, &[der(&authority)])).unwrap();
    let mut served = 0;
    for number in 0..60 {
        let (status, _) = get(&app, &format!("10.{number}.0.1"), &format!("/api/v1/policy/victim{number}.com")).await;
        served += usize::from(status == StatusCode::OK);
    }
    assert!((1..=12).contains(&served), "{served}");
    assert!(host.requests().len() <= 48, "comparisons count, too: {}", host.requests().len());
}

#[tokio::test]
async fn names_below_one_domain_are_counted_together() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let mut served = 0;
    for number in 0..100 {
        let path = format!("/api/v1/policy/n{number}.example.com");
        served += usize::from(get(&app, &format!("10.{number}.0.1"), &path).await.0 == StatusCode::OK);
    }
    assert_eq!(served, 48);
}

#[tokio::test]
async fn joining_a_running_fetch_does_not_count_against_the_target() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let target_rate = Rate { burst: 1, per_minute: 1 };
    let app = app(&Settings { target_rate, ..settings(&names, host.port, &[der(&authority)]) }).unwrap();
    let visitors = (0..40).map(|number| {
        let app = &app;
        async move { get(app, &format!("10.{number}.0.1"), "/api/v1/policy/example.com").await.0 }
    });
    assert_eq!(join_all(visitors).await, [StatusCode::OK; 40]);
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test]
async fn repeated_fresh_requests_get_the_cached_answer() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(policy_answer())).await;
    let app = app(&settings(&names, host.port, &[der(&authority)])).unwrap();
    for number in 0..20 {
        let (status, _) = get(&app, &format!("10.{number}.0.1"), "/api/v1/policy/example.com?fresh=1").await;
        assert_eq!(status, StatusCode::OK);
    }
    assert_eq!(host.requests().len(), 3);
}

#[tokio::test]
async fn a_request_connects_to_eight_addresses_in_all() {
    let names = Names::serve(|question: &DnsQuestion, _| {
        let first = if question.name == HOST { 1 } else { 100 };
        match question.kind {
            RecordKind::A => DnsReply::Addresses((first..first + 12).map(|n| [127, 0, 2, n].into()).collect()),
            _ => DnsReply::Addresses(Vec::new()),
        }
    })
    .await;
    // A listener on all addresses sees all connections. TLS with it fails at once, so comparisons follow.
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let reached: Arc<std::sync::Mutex<std::collections::BTreeSet<std::net::IpAddr>>> = Arc::default();
    let noted = reached.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            noted.lock().unwrap().insert(stream.local_addr().unwrap().ip());
        }
    });
    let app = app(&settings(&names, port, &[])).unwrap();
    assert_eq!(get(&app, "192.0.2.1", "/api/v1/policy/example.com").await.0, StatusCode::OK);
    let reached = reached.lock().unwrap().len();
    assert!((1..=8).contains(&reached), "{reached}");
}

#[tokio::test]
async fn the_text_of_another_service_is_not_quoted() {
    let names = Names::pointing_at("127.0.0.1").await;
    let port = fixed_response_port(Some(b"")).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let banner = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"SSH-2.0-OpenSSH_9.9 secret\r\n").await.unwrap();
        pending::<()>().await;
    });
    assert_ne!(port, banner);
    let app = app(&mail_settings(&names, banner, &[])).unwrap();
    let (_, body) = get(&app, "192.0.2.1", "/api/v1/mx/example.com/mx.example.com").await;
    let text = String::from_utf8(body).unwrap();
    assert!(text.contains("not-smtp") && !text.contains("SSH") && !text.contains("secret"), "{text}");
}

#[tokio::test]
async fn refused_targets_and_denied_networks_are_not_contacted() {
    let names = Names::pointing_at("127.0.0.1").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let refused_targets = RefusedTargets::new(&["example.com", "mx.example.net", "mta-sts.example.org"]).unwrap();
    let opted_out = app(&Settings { refused_targets, ..mail_settings(&names, port, &[]) }).unwrap();
    for path in [
        "policy/example.com",
        "policy/a.example.com",
        "policy/example.org",
        "mx/example.com/mx.example.com",
        "mx/b.example/mx.example.net",
    ] {
        assert_eq!(get(&opted_out, "192.0.2.1", &format!("/api/v1/{path}")).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(names.asked().is_empty());

    // Names lead to 127.0.0.1, which visitors see as 127.0.0.0.
    let deny_net = vec!["127.0.0.1/32".parse().unwrap()];
    let denied = app(&Settings { deny_net, ..mail_settings(&names, port, &[]) }).unwrap();
    for path in ["policy/example.com", "mx/example.com/mx.example.com"] {
        let (status, body) = get(&denied, "192.0.2.1", &format!("/api/v1/{path}")).await;
        let text = String::from_utf8(body).unwrap();
        assert!(
            status == StatusCode::OK && text.contains("lookup-failed"),
            "a denial is no fault of the domain: {text}"
        );
        assert!(!text.contains("127.0.0.1"), "a denied address may be internal: {text}");
    }
    let connection = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
    assert!(connection.is_err(), "a refused target was connected to");
}

#[tokio::test]
async fn a_refused_host_is_not_connected_to_for_another_domain_either() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let identity = issue(&authority, &[HOST, "example.com", "www.example.com"]);
    let host = PolicyHost::serve(identity, HostAction::Answer(answer("404 Not Found", "", b""))).await;
    let refused_targets = RefusedTargets::new(&["www.example.com"]).unwrap();
    let app = app(&Settings { refused_targets, ..settings(&names, host.port, &[der(&authority)]) }).unwrap();
    assert_eq!(get(&app, "192.0.2.1", "/api/v1/policy/example.com").await.0, StatusCode::OK);
    let asked: Vec<String> = names.asked().into_iter().map(|question| question.name).collect();
    assert!(asked.contains(&"example.com".into()) && !asked.contains(&"www.example.com".into()), "{asked:?}");
}

#[tokio::test]
async fn an_alias_of_a_refused_host_is_not_connected_to() {
    let names = Names::serve(|question: &DnsQuestion, _| match question.kind {
        RecordKind::Mx => DnsReply::Exchanges(vec!["mail.example.net"]),
        _ => DnsReply::Alias("mx.example.com"),
    })
    .await;
    let refused_targets = RefusedTargets::new(&["example.com"]).unwrap();
    let app = app(&Settings { refused_targets, ..mail_settings(&names, 25, &[]) }).unwrap();
    for path in ["policy/example.net", "mx/example.net/mail.example.net"] {
        let (status, body) = get(&app, "192.0.2.1", &format!("/api/v1/{path}")).await;
        let text = String::from_utf8(body).unwrap();
        assert!(status == StatusCode::OK && text.contains("as its administrators asked"), "{path}: {text}");
        assert!(!text.contains("9.9.9.9"), "{path}: {text}");
    }
}

/// Limits that leave a client as many requests as it likes.
const GENEROUS: ClientLimits = ClientLimits { at_once: 1000, burst: 10_000, per_minute: 10_000 };

/// Sends a stranger's requests for these paths. Returns how many are refused with 429.
async fn refused_requests(app: &Router, paths: impl Iterator<Item = String>) -> usize {
    let mut refused = 0;
    for path in paths {
        refused += usize::from(get(app, "198.51.100.1", &path).await.0 == StatusCode::TOO_MANY_REQUESTS);
    }
    refused
}

#[tokio::test]
async fn a_stranger_leaves_others_their_checks_of_a_domain() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let app = app(&Settings { clients: GENEROUS, ..settings(&names, 443, &[]) }).unwrap();
    let refused = refused_requests(&app, (0..200).map(|n| format!("/api/v1/policy/n{n}.example.com"))).await;
    assert!(refused > 150, "{refused} of 200");
    assert_eq!(get(&app, "203.0.113.1", "/api/v1/policy/example.com").await.0, StatusCode::OK);
}

#[tokio::test]
async fn look_ups_of_mx_hosts_count_as_questions_about_their_zone() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let app = app(&Settings { clients: GENEROUS, ..mail_settings(&names, 25, &[]) }).unwrap();
    let paths = (0..600).map(|n| format!("/api/v1/mx/r{n}.example.com/mx.example.com"));
    let refused = refused_requests(&app, paths).await;
    assert!(refused > 250 && names.asked().len() < 350, "{refused} of 600, {} questions", names.asked().len());
}
