//! A real server behind a reverse proxy on the loopback, which names many clients in `X-Forwarded-For`.

use std::{future::pending, net::SocketAddr};

use evidence::{DnsQuestion, RecordKind};
use futures_util::future::join_all;
use proxy::{ClientHeader, ClientLimits, ConnectionLimits, ListenerConfig, Rate, Settings, TrustedProxies, app};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::support::{mail_hosts::fixed_response_port, names::*, *};

/// Address of a network's client with this number.
type Client = fn(usize) -> String;

/// Slots of this server for fetches.
const SLOTS: usize = 32;

/// Server that trusts the loopback as a reverse proxy.
struct Server {
    address: SocketAddr,
}

impl Server {
    async fn start(settings: Settings) -> Self {
        let networks = vec!["127.0.0.0/8".parse().unwrap()];
        let proxies = TrustedProxies { networks, header: ClientHeader::XForwardedFor };
        let listener_config = ListenerConfig { proxies, ..ListenerConfig::default() };
        let app = app(&Settings { listener_config: listener_config.clone(), ..settings }).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(ConnectionLimits::default().serve(listener, app, listener_config, pending()));
        Self { address }
    }

    /// Returns the status of the response to a request whose connection stays open and takes nothing further.
    async fn begin(&self, client: &str, path: &str) -> (TcpStream, u16) {
        let mut stream = self.ask(client, path).await;
        let mut head = [0; 12];
        stream.read_exact(&mut head).await.unwrap();
        (stream, std::str::from_utf8(&head[9..]).unwrap().parse().unwrap())
    }

    /// Sends a request of this client on a connection of its own.
    async fn ask(&self, client: &str, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {client}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    async fn status(&self, client: &str, path: &str) -> u16 {
        status_of(self.ask(client, path).await).await
    }

    /// Sends a request from each client for a target of its own that never answers. Returns the connections that wait,
    /// once all others are refused.
    async fn occupy(&self, clients: &[String], expected: usize) -> Vec<TcpStream> {
        let mut waiting = Vec::new();
        for (number, client) in clients.iter().enumerate() {
            waiting.push(self.ask(client, &format!("/api/v1/policy/slow{number}.com")).await);
        }
        while waiting.len() > expected {
            waiting.retain(|stream| stream.try_read(&mut [0; 1]).is_err());
            tokio::task::yield_now().await;
        }
        waiting
    }
}

async fn status_of(mut stream: TcpStream) -> u16 {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer[9..12].parse().unwrap()
}

/// Settings where names with `slow` lead to a host that never answers, and others do not exist.
async fn slow_targets() -> (Names, Settings) {
    let names = Names::serve(|question: &DnsQuestion, _| match question.kind {
        _ if !question.name.contains("slow") => DnsReply::NoSuchName,
        RecordKind::A => DnsReply::Addresses(vec![[127, 0, 0, 1].into()]),
        _ => DnsReply::Addresses(Vec::new()),
    })
    .await;
    let target_rate = Rate { burst: 100_000, per_minute: 100_000 };
    let settings =
        Settings { max_fetches: SLOTS, target_rate, ..settings(&names, fixed_response_port(None).await, &[]) };
    (names, settings)
}

#[tokio::test]
async fn newcomers_are_answered_while_one_group_has_its_whole_share() {
    // Each client asks for one slow target. The group gets (slots - an eighth) / 2 of the slots, as the others are free.
    let groups: [(&str, Client); 4] = [
        ("IPv4 /24", |number| format!("198.51.100.{number}")),
        ("IPv6 /64", |number| format!("2001:db8:7:1::{number:x}")),
        ("IPv6 /56", |number| format!("2001:db8:7:{:x}::1", 0x100 + number)),
        ("IPv6 /48", |number| format!("2001:db8:7:{:x}::1", number * 256)),
    ];
    for (kind, client) in groups {
        let (_names, settings) = slow_targets().await;
        let clients = ClientLimits { at_once: 64, burst: 1000, per_minute: 1000 };
        let server = Server::start(Settings { clients, ..settings }).await;
        let clients: Vec<String> = (0..64).map(client).collect();
        let waiting = server.occupy(&clients, (SLOTS - SLOTS / 8) / 2).await;
        assert_eq!(waiting.len(), (SLOTS - SLOTS / 8) / 2, "{kind}");
        assert_eq!(server.status(&clients[0], "/api/v1/policy/slow999.com").await, 503, "{kind}");
        let newcomers = (0..12).map(|number| {
            let (server, client) = (&server, format!("203.0.{number}.1"));
            async move { server.status(&client, &format!("/api/v1/policy/honest{number}.com")).await }
        });
        assert_eq!(join_all(newcomers).await, [200; 12], "{kind}");
    }
}

#[tokio::test]
async fn an_eighth_of_the_slots_is_for_groups_without_any() {
    let (_names, settings) = slow_targets().await;
    let server = Server::start(settings).await;
    // Many groups with several slow targets each take all slots but the reserved ones.
    let crowd: Vec<String> = (0..128).map(|number| format!("10.{}.0.1", number % 16)).collect();
    let waiting = server.occupy(&crowd, SLOTS - SLOTS / 8).await;
    assert!(waiting.len() <= SLOTS - SLOTS / 8);
    for number in 0..12 {
        let client = format!("203.0.{number}.1");
        assert_eq!(server.status(&client, &format!("/api/v1/policy/honest{number}.com")).await, 200, "{client}");
    }
}

#[tokio::test]
async fn clients_of_one_network_share_its_limits() {
    // The number of requests that 64 neighbours with a limit of 2 each get answered, and the answer of another network.
    let networks: [(&str, Client, usize); 5] = [
        ("one IPv4 address", |_| "198.51.100.1".into(), 2),
        ("an IPv4 /24", |number| format!("198.51.100.{number}"), 16),
        ("an IPv6 /64", |number| format!("2001:db8:7:1::{number:x}"), 2),
        ("an IPv6 /56", |number| format!("2001:db8:7:{:x}::1", 0x100 + number), 4),
        ("an IPv6 /48", |number| format!("2001:db8:7:{:x}::1", number * 256), 8),
    ];
    for (kind, client, expected) in networks {
        let (_names, settings) = slow_targets().await;
        let clients = ClientLimits { at_once: 64, burst: 2, per_minute: 1 };
        let server = Server::start(Settings { clients, ..settings }).await;
        let mut answered = 0;
        for number in 0..64 {
            let status = server.status(&client(number), &format!("/api/v1/policy/honest{number}.com")).await;
            assert!([200, 429].contains(&status), "{kind}: {status}");
            answered += usize::from(status == 200);
        }
        // On a busy machine, the test may last long enough for some more.
        assert!((expected..expected + 4).contains(&answered), "{kind}: {answered}");
        for other in ["203.0.113.9", "2001:db8:9::1"] {
            assert_eq!(server.status(other, "/api/v1/policy/other.com").await, 200, "{kind}: {other}");
        }
    }
}

#[tokio::test]
async fn one_client_takes_few_responses_of_the_page_and_others_are_served() {
    let page = tempfile::tempdir().unwrap();
    std::fs::write(page.path().join("large.bin"), vec![b'x'; 4 * 1024 * 1024]).unwrap();
    let (_names, settings) = slow_targets().await;
    let server = Server::start(Settings { dist: Some(page.path().into()), max_responses: 512, ..settings }).await;
    let (mut readers, mut refused) = (Vec::new(), 0);
    for _ in 0..400 {
        let (stream, status) = server.begin("198.51.100.1", "/large.bin").await;
        match status {
            200 => readers.push(stream),
            429 => refused += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!((readers.len(), refused), (128, 272), "a client has 128 responses at once");
    for network in 0..200 {
        let (stream, status) = server.begin(&format!("203.0.{network}.1"), "/large.bin").await;
        assert_eq!(status, 200, "{network}");
        readers.push(stream);
    }
    drop(readers);
    while server.status("198.51.100.1", "/healthz").await != 200 {
        tokio::task::yield_now().await;
    }
}
