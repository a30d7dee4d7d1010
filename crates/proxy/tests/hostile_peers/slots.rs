//! Clients that try to take all slots and connections.

use std::{future::pending, net::SocketAddr, time::Duration};

use axum::http::StatusCode;
use evidence::{DnsQuestion, RecordKind};
use proxy::{ClientLimits, ConnectionLimits, ListenerConfig, Rate, Settings, app};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{
    get,
    support::{authorities::*, mail_hosts::*, names::*, policy_hosts::*, *},
};

/// Starts a server that identifies clients by the address they connect from.
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
async fn a_client_that_does_not_read_keeps_its_slots_until_it_is_closed() {
    let names = Names::pointing_at("127.0.0.1").await;
    let authority = authority("Good", "Good Root");
    let headers: String = (0..90).map(|n| format!("x-{n}: {}\r\n", "y".repeat(300))).collect();
    let body = vec![b'x'; 65_000];
    let host =
        PolicyHost::serve(issue(&authority, &[HOST]), HostAction::Answer(answer("200 OK", &headers, &body))).await;
    let clients = ClientLimits { at_once: 2, burst: 1000, per_minute: 1000 };
    let settings = Settings { clients, ..settings(&names, host.port, &[der(&authority)]) };
    let limits = ConnectionLimits { write: Duration::from_millis(300), ..ConnectionLimits::default() };
    let address = serving(&settings, limits).await;
    // Pipelines requests for large responses on one connection and reads none of them.
    let request = "GET /api/v1/policy/example.com HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200);
    let mut lazy = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        lazy.push(stream);
    }
    // Their slots are taken while the responses wait, and free again once the server closes the connections.
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

#[tokio::test]
async fn slots_are_shared_however_many_networks_a_client_has() {
    let names = Names::serve(|question: &DnsQuestion, _| match question.kind {
        _ if question.name.contains("honest") => DnsReply::NoSuchName,
        RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 1].into()]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let (stalled, target_rate) = (fixed_response_port(None).await, Rate { burst: 100_000, per_minute: 100_000 });
    let app = app(&Settings { max_fetches: 32, target_rate, ..settings(&names, stalled, &[]) }).unwrap();
    // An attacker with 64 IPv6 networks in one /48, each with its own slow targets.
    let mut slow = Vec::new();
    for number in 0..64 {
        let (app, peer) = (app.clone(), format!("[2001:db8:0:{number:x}::1]"));
        slow.push(tokio::spawn(async move { get(&app, &peer, &format!("/api/v1/policy/slow{number}.com")).await.0 }));
    }
    while slow.iter().filter(|task| task.is_finished()).count() < 64 - 16 {
        tokio::task::yield_now().await;
    }
    // Other clients still get slots for fast targets.
    for number in 0..10 {
        let (status, _) = get(&app, &format!("198.51.{number}.1"), &format!("/api/v1/policy/honest{number}.com")).await;
        assert_eq!(status, StatusCode::OK);
    }
    let (status, _) = get(&app, "[2001:db8:0:ff::1]", "/api/v1/policy/late.com").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    slow.into_iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn look_ups_of_mx_hosts_take_slots_too() {
    let names = Names::serve(|_, _| DnsReply::Nothing).await;
    let clients = ClientLimits { at_once: 1000, burst: 10_000, per_minute: 10_000 };
    let app = app(&Settings { clients, ..mail_settings(&names, 25, &[]) }).unwrap();
    let mut waiting: Vec<_> = (0..200)
        .map(|number| {
            let (app, path) = (app.clone(), format!("/api/v1/mx/example{number}.com/mx.example.com"));
            tokio::spawn(async move { get(&app, "192.0.2.1", &path).await.0 })
        })
        .collect();
    // One client gets less than half of the slots, and its other requests are refused at once.
    while waiting.iter().filter(|task| task.is_finished()).count() < 200 - 112 {
        tokio::task::yield_now().await;
    }
    for task in waiting.extract_if(.., |task| task.is_finished()) {
        assert_eq!(task.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
    }
    waiting.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn half_sent_requests_are_closed_to_make_room_for_whole_ones() {
    let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
    let (head, first_grace) = (Duration::from_secs(3600), Duration::ZERO);
    let limits = ConnectionLimits { connections: 8, head, first_grace, ..ConnectionLimits::default() };
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
