//! Floods against Debian's nginx with the configuration in `deploy/`. Clients are loopback addresses of several networks.

use std::{
    fs,
    net::Ipv4Addr,
    path::{Path, PathBuf},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, split},
    net::TcpStream,
};
use tokio_rustls::client::TlsStream;

use super::{
    reverse_proxies::{NAME, ReverseProxy, nginx, read},
    upstream::{HELD, LARGE},
};

/// Concurrent requests of one client that nginx passes on, and of its network.
const PER_CLIENT: usize = 64;
const PER_NETWORK: usize = 256;

/// Requests of a client that nginx passes on at once. It passes on 50 more per second.
const BURST: usize = 1500;

/// Requests on one connection.
const PER_CONNECTION: usize = 500;

/// Connections of a client after which its limit on requests must have been met.
const MAX_CONNECTIONS: usize = 40;

/// Memory of nginx with all slow readers of one network, in KiB.
const MAX_RESIDENT_KIB: u64 = 128 * 1024;

const fn client(network: u8, host: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, network, host)
}

async fn send(stream: &mut TlsStream<TcpStream>, path: &str) {
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {NAME}\r\n\r\n").as_bytes()).await.unwrap();
}

/// Reads the status of a response. Returns `None` if the connection has ended.
async fn status(stream: &mut TlsStream<TcpStream>) -> Option<u16> {
    let mut line = [0; "HTTP/1.1 200".len()];
    stream.read_exact(&mut line).await.ok()?;
    std::str::from_utf8(&line[9..]).unwrap().parse().ok()
}

impl ReverseProxy {
    async fn request_from(&self, client: Ipv4Addr, path: &str) -> TlsStream<TcpStream> {
        let mut stream = self.connect_from(client, NAME).await.unwrap();
        send(&mut stream, path).await;
        stream
    }

    async fn status_for(&self, client: Ipv4Addr, path: &str) -> Option<u16> {
        status(&mut self.request_from(client, path).await).await
    }

    /// Sends requests without a response until nginx refuses one. Returns the streams of those passed on.
    async fn hold(&self, client: Ipv4Addr) -> Vec<TlsStream<TcpStream>> {
        let mut streams = Vec::new();
        loop {
            let mut stream = self.request_from(client, HELD).await;
            let before = self.upstream.held();
            tokio::select! {
                () = self.upstream.wait_for(|counts| counts.held > before) => streams.push(stream),
                refused = status(&mut stream) => {
                    assert_eq!(refused, Some(429));
                    return streams;
                }
            }
            assert!(streams.len() <= PER_NETWORK, "nothing is refused");
        }
    }

    /// Sends many requests on one connection. Returns how many were passed on and how many refused.
    async fn burst(&self, client: Ipv4Addr) -> [usize; 2] {
        let (mut answers, mut requests) = split(self.connect_from(client, NAME).await.unwrap());
        let request = format!("GET / HTTP/1.1\r\nHost: {NAME}\r\n");
        let last = format!("{request}Connection: close\r\n\r\n");
        let all = format!("{request}\r\n").repeat(PER_CONNECTION - 1) + &last;
        let (written, answers) = tokio::join!(requests.write_all(all.as_bytes()), read(&mut answers));
        written.unwrap();
        [200, 429].map(|status| answers.matches(&format!("HTTP/1.1 {status} ")).count())
    }

    /// Returns the folders in `/proc` of nginx and its workers.
    fn processes(&self) -> Vec<PathBuf> {
        let master = self.child.id();
        let workers = fs::read_to_string(format!("/proc/{master}/task/{master}/children")).unwrap();
        let processes = workers.split_whitespace().map(str::to_owned).chain([master.to_string()]);
        processes.map(|process| Path::new("/proc").join(process)).collect()
    }

    fn resident_kib(&self) -> u64 {
        let statuses = self.processes().into_iter().map(|folder| fs::read_to_string(folder.join("status")).unwrap());
        statuses.map(|status| resident_kib(&status)).sum()
    }

    /// Returns how many buffer files nginx has open. It removes their names at once.
    fn buffer_files(&self) -> usize {
        let folder = self.folder.path().join("proxy");
        let descriptors = self.processes().into_iter().flat_map(|process| fs::read_dir(process.join("fd")).unwrap());
        let files = descriptors.filter_map(|descriptor| fs::read_link(descriptor.unwrap().path()).ok());
        files.filter(|file| file.starts_with(&folder)).count()
    }
}

fn resident_kib(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[tokio::test]
async fn nginx_holds_few_requests_of_a_client_and_its_network() {
    let proxy = ReverseProxy::start(nginx).await;
    let mut held = Vec::new();
    for host in 1..=4 {
        let streams = proxy.hold(client(9, host)).await;
        assert_eq!(streams.len(), PER_CLIENT, "client {host}");
        held.extend(streams);
    }
    assert_eq!(held.len(), PER_NETWORK);
    assert!(proxy.hold(client(9, 5)).await.is_empty(), "the network has no more");
    assert_eq!(proxy.status_for(client(10, 1), "/").await, Some(200), "another network is served");
    drop(held);
    proxy.upstream.wait_for(|counts| counts.held == 0).await;
    assert_eq!(proxy.status_for(client(9, 1), "/").await, Some(200), "the limit is one of concurrent requests");
}

#[tokio::test]
async fn nginx_limits_the_requests_of_a_client() {
    let proxy = ReverseProxy::start(nginx).await;
    let mut passed_on = 0;
    for _ in 0..MAX_CONNECTIONS {
        let [passed, refused] = proxy.burst(client(9, 1)).await;
        assert_eq!(passed + refused, PER_CONNECTION, "each request gets a response");
        passed_on += passed;
        if refused > 0 {
            break;
        }
    }
    assert!((BURST..MAX_CONNECTIONS * PER_CONNECTION).contains(&passed_on), "{passed_on}");
    assert_eq!(proxy.status_for(client(9, 2), "/").await, Some(200), "another client is served");
}

#[tokio::test]
async fn slow_readers_take_little_of_nginx() {
    let proxy = ReverseProxy::start(nginx).await;
    let mut readers = Vec::new();
    for number in 0..PER_NETWORK {
        let host = u8::try_from(1 + number / PER_CLIENT).unwrap();
        readers.push(proxy.request_from(client(9, host), LARGE).await);
    }
    proxy.upstream.wait_for(|counts| counts.stalled == PER_NETWORK).await;
    let resident = proxy.resident_kib();
    assert!(resident < MAX_RESIDENT_KIB, "{resident} KiB");
    assert_eq!(proxy.buffer_files(), 0, "nothing is buffered on disk");
    assert_eq!(proxy.status_for(client(10, 1), "/").await, Some(200), "others are served");
    drop(readers);
}
