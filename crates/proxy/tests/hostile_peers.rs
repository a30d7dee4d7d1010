//! Hostile mail servers, policy hosts and clients, on the loopback: what they cost this server, and what it does to others for them.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

mod support;

use std::{future::pending, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use evidence::{DnsQuestion, MailProbe, PolicyFetch, RecordKind};
use futures_util::future::join_all;
use http_body_util::BodyExt;
use proxy::{ClientLimits, ConnectionLimits, ListenerConfig, Rate, Settings, app};
use support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt;

/// Bytes of an observation at most.
const OBSERVATION: usize = 256 * 1024;

async fn get(app: &Router, client: &str, path: &str) -> (StatusCode, Vec<u8>) {
    let peer: SocketAddr = format!("{client}:1").parse().unwrap();
    let request = Request::get(path).extension(ConnectInfo(peer)).body(Body::empty()).unwrap();
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    (head.status, body.collect().await.unwrap().to_bytes().to_vec())
}

/// A reply as long as is read, of characters that grow sixfold in JSON.
fn bomb(code: &str) -> Turn {
    let line = "\u{1}".repeat(2000);
    let mut text = format!("{code}-mx.example.com\r\n").repeat(1);
    (0..125).for_each(|_| text += &format!("{code}-{line}\r\n"));
    says(&(text + &format!("{code} STARTTLS\r\n")))
}

#[tokio::test]
async fn a_mail_server_that_says_as_much_as_it_can_fills_no_memory_and_what_was_cut_is_said() {
    let names = Names::serve(|question: &DnsQuestion, _| match question.kind {
        RecordKind::A => Say::Addresses((1..=4).map(|n| [127, 0, 0, n].into()).collect()),
        RecordKind::Mx => Say::Exchanges(vec![MX]),
        _ => Say::Addresses(Vec::new()),
    })
    .await;
    let authority = authority("Good", "Good Root");
    let manners = Manners {
        greeting: bomb("220"),
        ehlo: bomb("250"),
        ehlo_in_tls: bomb("250"),
        ..Manners::good(issue(&authority, &[MX]))
    };
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let host = MailHost::listening(listener, manners);
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    let (status, body) = get(&app, "192.0.2.1", "/api/v1/mx/example.com/mx.example.com").await;
    assert!(status == StatusCode::OK && body.len() <= OBSERVATION, "{status} {}", body.len());
    let probe: MailProbe = serde_json::from_slice(&body).unwrap();
    let omitted: Vec<u64> =
        probe.attempts.iter().map(|attempt| attempt.dialogue.as_ref().unwrap().omitted_bytes).collect();
    assert!(omitted.len() == 4 && omitted.iter().all(|bytes| *bytes > 300_000), "{omitted:?}");
}

#[tokio::test]
async fn a_policy_host_that_sends_as_much_as_it_can_fills_no_memory_and_what_was_cut_is_said() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let headers: String = (0..90).map(|n| format!("x-{n}: {}\r\n", "\"\\".repeat(300))).collect();
    let act = Act::Answer(answer("404 Not Found", &headers, &vec![1; 65_000]));
    let host = PolicyHost::serve(issue(&authority, &[HOST, "example.com", "www.example.com"]), act).await;
    let app = app(&settings(&names, host.port, &[der(&authority)])).unwrap();
    let (status, body) = get(&app, "192.0.2.1", "/api/v1/policy/example.com").await;
    assert!(status == StatusCode::OK && body.len() <= OBSERVATION, "{status} {}", body.len());
    let fetch: PolicyFetch = serde_json::from_slice(&body).unwrap();
    assert!(fetch.omitted_bytes > 10_000 && fetch.http.unwrap().body.0.len() == 65_000);
}

/// A server whose clients are told apart by the address that they connect from.
async fn serving(settings: &Settings, limits: ConnectionLimits) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(limits.serve(listener, app(settings).unwrap(), ListenerConfig::default(), pending()));
    address
}

async fn ask(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).await.unwrap();
    stream
}

async fn status_of(stream: &mut TcpStream) -> String {
    let mut head = [0; 12];
    stream.read_exact(&mut head).await.unwrap();
    String::from_utf8_lossy(&head[9..]).into_owned()
}

#[tokio::test]
async fn a_client_that_does_not_read_keeps_its_places_until_it_is_let_go() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let headers: String = (0..90).map(|n| format!("x-{n}: {}\r\n", "y".repeat(300))).collect();
    let body = vec![b'x'; 65_000];
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(answer("200 OK", &headers, &body))).await;
    let clients = ClientLimits { at_once: 2, burst: 1000, per_minute: 1000 };
    let settings = Settings { clients, ..settings(&names, host.port, &[der(&authority)]) };
    let limits = ConnectionLimits { write: Duration::from_millis(300), ..ConnectionLimits::default() };
    let address = serving(&settings, limits).await;
    // Large answers, asked for many times on one connection of which nothing is read.
    let request = "GET /api/v1/policy/example.com HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200);
    let mut lazy = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        lazy.push(stream);
    }
    // Their places are taken while the answers wait, and free again when the server lets them go.
    let mut refused = false;
    loop {
        let mut stream = ask(address, "/api/v1/policy/example.com").await;
        match status_of(&mut stream).await.as_str() {
            "429" => refused = true,
            "200" if refused => break,
            "200" => tokio::task::yield_now().await,
            other => panic!("{other}"),
        }
    }
    drop(lazy);
}

/// Any name leads to 127.0.0.1, and is the MX host of itself.
async fn wildcard() -> Names {
    Names::serve(|question: &DnsQuestion, _| match question.kind {
        RecordKind::A => Say::Addresses(vec![[127, 0, 0, 1].into()]),
        _ => Say::Addresses(Vec::new()),
    })
    .await
}

#[tokio::test]
async fn one_mail_server_behind_any_number_of_names_is_talked_to_seldom_and_once_at_a_time() {
    let names = wildcard().await;
    let authority = authority("Good", "Good Root");
    let host = MailHost::serve(Manners::good(issue(&authority, &[MX]))).await;
    let app = app(&mail_settings(&names, host.port, &[der(&authority)])).unwrap();
    // Registered names of their own, so that only the address is in common; many clients.
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
    assert_eq!(host.heard().most, 1, "one connection at a time");
    assert!(host.heard().connections <= 48, "{}", host.heard().connections);
}

#[tokio::test]
async fn one_policy_host_behind_any_number_of_names_is_connected_to_seldom() {
    let names = wildcard().await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(answer("404 Not Found", "", b""))).await;
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
    let names = Names::serve(|_, _| Say::NoSuchName).await;
    let app = app(&settings(&names, 443, &[])).unwrap();
    let mut served = 0;
    for number in 0..100 {
        let path = format!("/api/v1/policy/n{number}.example.com");
        served += usize::from(get(&app, &format!("10.{number}.0.1"), &path).await.0 == StatusCode::OK);
    }
    assert_eq!(served, 48);
}

#[tokio::test]
async fn who_joins_a_fetch_under_way_pays_nothing_for_the_target() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(policy_answer())).await;
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
async fn who_wants_it_fresh_again_and_again_gets_what_is_remembered() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let host = PolicyHost::serve(issue(&authority, &[HOST]), Act::Answer(policy_answer())).await;
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
            RecordKind::A => Say::Addresses((first..first + 12).map(|n| [127, 0, 2, n].into()).collect()),
            _ => Say::Addresses(Vec::new()),
        }
    })
    .await;
    // Whoever listens at all addresses sees all connections; TLS with it fails at once, so comparisons follow.
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
async fn what_another_service_says_is_not_quoted() {
    let names = Names::pointing_at("127.0.0.1").await;
    let port = parrot(Some(b"")).await;
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
async fn who_asked_to_be_left_alone_is_and_so_are_networks_that_are_denied() {
    let names = Names::pointing_at("127.0.0.1").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let refuse_targets = vec!["example.com".into(), "mx.example.net".into()];
    let opted_out = app(&Settings { refuse_targets, ..mail_settings(&names, port, &[]) }).unwrap();
    for path in
        ["policy/example.com", "policy/a.example.com", "mx/example.com/mx.example.com", "mx/b.example/mx.example.net"]
    {
        assert_eq!(get(&opted_out, "192.0.2.1", &format!("/api/v1/{path}")).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(names.asked().is_empty());

    let deny_net = vec!["127.0.0.0/8".parse().unwrap()];
    let denied = app(&Settings { deny_net, ..mail_settings(&names, port, &[]) }).unwrap();
    for path in ["policy/example.com", "mx/example.com/mx.example.com"] {
        let (status, body) = get(&denied, "192.0.2.1", &format!("/api/v1/{path}")).await;
        let text = String::from_utf8(body).unwrap();
        assert!(
            status == StatusCode::OK && text.contains("lookup-failed"),
            "a denial is no fault of the domain: {text}"
        );
    }
    let nobody = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
    assert!(nobody.is_err(), "nobody was connected to");
}

#[tokio::test]
async fn places_are_shared_whatever_networks_somebody_has() {
    let names = Names::serve(|question: &DnsQuestion, _| match question.kind {
        _ if question.name.contains("honest") => Say::NoSuchName,
        RecordKind::A => Say::Addresses(vec![[127, 0, 0, 1].into()]),
        _ => Say::Addresses(Vec::new()),
    })
    .await;
    let (stalled, target_rate) = (parrot(None).await, Rate { burst: 100_000, per_minute: 100_000 });
    let app = app(&Settings { max_fetches: 32, target_rate, ..settings(&names, stalled, &[]) }).unwrap();
    // One with 64 IPv6 networks of one /48, each with slow targets of its own.
    let mut slow = Vec::new();
    for number in 0..64 {
        let (app, peer) = (app.clone(), format!("[2001:db8:0:{number:x}::1]"));
        slow.push(tokio::spawn(async move { get(&app, &peer, &format!("/api/v1/policy/slow{number}.com")).await.0 }));
    }
    while slow.iter().filter(|task| task.is_finished()).count() < 64 - 16 {
        tokio::task::yield_now().await;
    }
    // Somebody else has a place for a target that does not stall.
    for number in 0..10 {
        let (status, _) = get(&app, &format!("198.51.{number}.1"), &format!("/api/v1/policy/honest{number}.com")).await;
        assert_eq!(status, StatusCode::OK);
    }
    let (status, _) = get(&app, "[2001:db8:0:ff::1]", "/api/v1/policy/late.com").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    slow.into_iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn half_sent_requests_make_room_for_whole_ones() {
    let names = Names::serve(|_, _| Say::NoSuchName).await;
    let (head, idle_grace) = (Duration::from_secs(3600), Duration::ZERO);
    let limits = ConnectionLimits { connections: 8, head, idle_grace, ..ConnectionLimits::default() };
    let address = serving(&settings(&names, 443, &[]), limits).await;
    let mut half = Vec::new();
    for _ in 0..32 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").await.unwrap();
        half.push(stream);
        let mut whole = ask(address, "/healthz").await;
        assert_eq!(status_of(&mut whole).await, "200");
    }
}
