//! Hostile DNS-over-HTTPS resolvers: the page reads 64 KiB, waits some seconds, and follows no redirect.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use anyhow::{Result, ensure};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use crate::{failed_observations::choose, support::flow};

/// Head of a response that any page may read.
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/dns-message\r\naccess-control-allow-origin: *\r\n";

/// Maximum bytes that an endless response may get into the buffers of kernel and browser.
const MAX_SENT: usize = 64 << 20;

/// Resolver that records its requests.
#[derive(Clone)]
struct Resolver {
    origin: String,
    paths: Arc<Mutex<Vec<String>>>,
    sent: Arc<AtomicUsize>,
    /// Has a permit for each endless response that the page ended.
    ended: Arc<Semaphore>,
}

impl Resolver {
    async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let resolver = Self {
            origin: format!("http://{}", listener.local_addr()?),
            paths: Arc::default(),
            sent: Arc::default(),
            ended: Arc::new(Semaphore::new(0)),
        };
        let serving = resolver.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let resolver = serving.clone();
                tokio::spawn(async move { resolver.answer(client).await });
            }
        });
        Ok(resolver)
    }

    async fn answer(&self, client: TcpStream) -> Result<()> {
        let mut client = BufReader::new(client);
        let mut line = String::new();
        client.read_line(&mut line).await?;
        let path = line.split([' ', '?']).nth(1).unwrap_or_default().to_owned();
        self.paths.lock().expect("no panic before").push(path.clone());
        while client.read_line(&mut line).await? > 2 {}
        match path.as_str() {
            "/moved" => {
                let moved = format!("location: {}/other\r\naccess-control-allow-origin: *", self.origin);
                let head = format!("HTTP/1.1 302 Found\r\n{moved}\r\ncontent-length: 0\r\n\r\n");
                client.write_all(head.as_bytes()).await?;
            }
            "/long" => {
                client.write_all(format!("{HEAD}content-length: 65537\r\n\r\n").as_bytes()).await?;
                client.write_all(&[0; 65_537]).await?;
            }
            "/stalled" => {
                client.write_all(format!("{HEAD}content-length: 100\r\n\r\n0123456789").as_bytes()).await?;
                // The page ends the connection.
                client.read_line(&mut line).await?;
                self.ended.add_permits(1);
            }
            _ => {
                client.write_all(format!("{HEAD}connection: close\r\n\r\n").as_bytes()).await?;
                while self.sent.load(Ordering::Relaxed) < MAX_SENT && client.write_all(&[0; 65_536]).await.is_ok() {
                    self.sent.fetch_add(65_536, Ordering::Relaxed);
                }
                self.ended.add_permits(1);
            }
        }
        Ok(())
    }
}

#[test]
fn responses_that_are_too_long_are_refused_and_endless_ones_ended() -> Result<()> {
    flow(async |page| {
        let resolver = Resolver::start().await?;
        for path in ["/long", "/endless"] {
            page.open("/").await?;
            choose(page, &format!("{}{path}", resolver.origin)).await?;
        }
        resolver.ended.acquire().await?.forget();
        let sent = resolver.sent.load(Ordering::Relaxed);
        ensure!(sent < MAX_SENT, "the page read {sent} bytes");
        Ok(())
    })
}

#[test]
fn a_response_whose_body_never_ends_is_abandoned_at_the_deadline() -> Result<()> {
    flow(async |page| {
        let resolver = Resolver::start().await?;
        page.open("/").await?;
        choose(page, &format!("{}/stalled", resolver.origin)).await?;
        resolver.ended.acquire().await?.forget();
        Ok(())
    })
}

#[test]
fn a_redirect_of_a_resolver_is_not_followed() -> Result<()> {
    flow(async |page| {
        let resolver = Resolver::start().await?;
        page.open("/").await?;
        choose(page, &format!("{}/moved", resolver.origin)).await?;
        let paths = resolver.paths.lock().expect("no panic before").clone();
        ensure!(paths.contains(&"/moved".to_owned()) && !paths.contains(&"/other".to_owned()), "{paths:?}");
        Ok(())
    })
}
