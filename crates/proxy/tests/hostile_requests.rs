//! Hostile requests to the real server, byte by byte.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod support;

use std::{future::pending, time::Duration};

use proxy::{ConnectionLimits, ListenerConfig, Settings, app};
use support::{mail_settings, names::*};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// Server for its own machine, and the resolver it would ask.
struct Server {
    address: std::net::SocketAddr,
    names: Names,
}

impl Server {
    async fn start() -> Self {
        let names = Names::serve(|_, _| DnsReply::NoSuchName).await;
        let hosts = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
        let app = app(&Settings { hosts, ..mail_settings(&names, 25, &[]) }).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connection_limits = ConnectionLimits { head: Duration::from_millis(300), ..ConnectionLimits::default() };
        tokio::spawn(connection_limits.serve(listener, app, ListenerConfig::default(), pending()));
        Self { address, names }
    }

    /// Returns the status of every response until the server closes the connection.
    async fn statuses(&self, bytes: &[u8]) -> Vec<u16> {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // A reset after the response is as good an end as any.
        let _ = stream.read_to_end(&mut answer).await;
        let text = String::from_utf8_lossy(&answer);
        text.split("HTTP/1.").skip(1).map(|answer| answer[2..5].parse().unwrap()).collect()
    }

    async fn status(&self, request: &str) -> Vec<u16> {
        self.statuses(request.as_bytes()).await
    }
}

#[tokio::test]
async fn the_name_that_the_server_is_called_by_cannot_be_smuggled_in() {
    let server = Server::start().await;
    let cases = [
        ("GET /api/v1/config HTTP/1.1\r\nHost: localhost\r\n\r\n", 200),
        ("GET http://localhost/api/v1/config HTTP/1.1\r\nHost: evil.example\r\n\r\n", 200), // RFC 9112 §3.2.2
        ("GET http://evil.example/api/v1/config HTTP/1.1\r\nHost: localhost\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
        ("GET /api/v1/config HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
        ("GET /api/v1/config HTTP/1.1\r\nHost: evil.example@localhost\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\nHost: localhost.\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\nHost: 2130706433\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\nX-Forwarded-Host: localhost\r\nHost: evil.example\r\n\r\n", 403),
        ("GET /api/v1/config HTTP/1.1\r\n\r\n", 400),
        ("GET /api/v1/config HTTP/1.0\r\n\r\n", 403),
    ];
    for (request, status) in cases {
        assert_eq!(server.status(request).await, [status], "{request:?}");
    }
}

#[tokio::test]
async fn nothing_is_smuggled_in_behind_a_request_that_can_be_read_in_two_ways() {
    let server = Server::start().await;
    let smuggled = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let body = format!("0\r\n\r\n{smuggled}");
    let request = |headers: &str| format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n{body}");
    // One of the two counts, and the connection ends with the response (RFC 9112 §6.3).
    for headers in [
        format!("Content-Length: {}\r\nTransfer-Encoding: chunked\r\n", body.len()),
        format!("Transfer-Encoding: chunked\r\nContent-Length: {}\r\n", body.len()),
    ] {
        assert_eq!(server.status(&request(&headers)).await, [200], "{headers:?}");
    }
    let cases = [
        format!("Content-Length: {}\r\nContent-Length: 0\r\n", body.len()),
        format!("Content-Length: {}\r\nTransfer-Encoding: xchunked\r\n", body.len()),
        format!("Content-Length: +{}\r\n", body.len()),
        "Content-Length: -1\r\n".into(),
        "Transfer-Encoding : chunked\r\n".into(),
        "Transfer-Encoding: chunked, identity\r\n".into(),
        "Transfer-Encoding:\r\n chunked\r\n".into(),
        "X: a\r\n\tb\r\n".into(),
        "X: a\0b\r\n".into(),
        "X\0: a\r\n".into(),
        "X: a\rb\r\n".into(),
    ];
    for headers in cases {
        assert_eq!(server.status(&request(&headers)).await, [400], "{headers:?}");
    }
}

#[tokio::test]
async fn no_other_protocol_is_spoken() {
    let server = Server::start().await;
    // Over TCP, HTTP/2 begins with this preface (RFC 9113 §3.4) or, formerly, with an upgrade (RFC 7540 §3.2).
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    assert!(server.status(preface).await.iter().all(|status| (400..500).contains(status)));
    for upgrade in [
        "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: Upgrade, HTTP2-Settings, close",
        "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nConnection: Upgrade, close",
    ] {
        let request = format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\n{upgrade}\r\n\r\n");
        assert_eq!(server.status(&request).await, [200], "{upgrade:?}: answered as HTTP/1.1");
    }
}

#[tokio::test]
async fn names_are_refused_however_they_are_written() {
    let server = Server::start().await;
    let label = "a".repeat(64);
    let long = "abcdefg.".repeat(40);
    let cases = [
        "user:pass@example.com",
        "example.com:443",
        "example.com%00",
        "example.com%0d%0aX",
        "example.com%23",
        "b%C3%BCcher.example",
        "%D0%B5xample.com",
        "example%E3%80%82com",
        "127.1",
        "2130706433",
        "[::1]",
        "%5B::1%5D",
        "..",
        "%2e%2e",
        "example.com..",
        label.as_str(),
        long.as_str(),
    ];
    for name in cases {
        for path in [
            format!("/api/v1/policy/{name}"),
            format!("/api/v1/mx/{name}/mx.example.com"),
            format!("/api/v1/mx/example.com/{name}"),
        ] {
            let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let statuses = server.status(&request).await;
            assert!(statuses == [400] || statuses == [404], "{path}: {statuses:?}");
        }
    }
    assert!(server.names.asked().is_empty(), "{:?}", server.names.asked());
}

#[tokio::test]
async fn malformed_requests_are_refused_without_a_server_error() {
    let server = Server::start().await;
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(1 << 16));
    let headers = format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(1000));
    let domain =
        format!("GET /api/v1/policy/{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "a.".repeat(7000));
    let query =
        format!("GET /dns-query?dns={} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "A".repeat(14_000));
    let cases: [&[u8]; 13] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"EHLO evil.example\r\nMAIL FROM:<>\r\n\r\n",
        b"GET /healthz\r\n\r\n",
        b"GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /health\0z HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET //evil.example/%2e%2e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"CONNECT mx.example.com:25 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        long.as_bytes(),
        domain.as_bytes(),
        query.as_bytes(),
        headers.as_bytes(),
    ];
    for bytes in cases {
        let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]);
        for status in server.statuses(bytes).await {
            assert!((400..500).contains(&status), "{beginning:?}: {status}");
        }
    }
    assert_eq!(server.status("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await, [200]);
}
