//! Server behind a reverse proxy. It echoes requests, holds them, or sends large responses, as their path says.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::timeout,
};

/// Path of requests that get no response.
pub(crate) const HELD: &str = "/held";

/// Path of requests with a large response that stays open.
pub(crate) const LARGE: &str = "/large";

/// Size of a large response, in blocks of 64 KiB.
const LARGE_BLOCKS: usize = 64;

/// Time without progress after which the reader of a large response counts as stopped.
const STALL: Duration = Duration::from_millis(500);

/// Running server.
pub(crate) struct Upstream {
    pub(crate) port: u16,
    counts: watch::Receiver<Counts>,
}

/// Requests that the server has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Requests without a response.
    pub(crate) held: usize,
    /// Large responses that were sent, or whose reader has stopped.
    pub(crate) stalled: usize,
}

impl Upstream {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, counts) = watch::channel(Counts::default());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, sender.clone()));
            }
        });
        Self { port, counts }
    }

    /// Waits until the counts fulfil a condition.
    pub(crate) async fn wait_for(&self, is_met: impl FnMut(&Counts) -> bool) {
        self.counts.clone().wait_for(is_met).await.unwrap();
    }

    pub(crate) fn held(&self) -> usize {
        self.counts.borrow().held
    }
}

async fn serve(mut stream: TcpStream, counts: watch::Sender<Counts>) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && stream.read_buf(&mut head).await? > 0 {}
    if head.starts_with(format!("GET {HELD} ").as_bytes()) {
        counts.send_modify(|counts| counts.held += 1);
        stream.read_to_end(&mut head).await?;
        counts.send_modify(|counts| counts.held -= 1);
        return Ok(());
    }
    if head.starts_with(format!("GET {LARGE} ").as_bytes()) {
        return send_large(&mut stream, &counts).await;
    }
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", head.len());
    stream.write_all(&[answer.as_bytes(), &head].concat()).await
}

/// Sends a large response until all of it is sent or the peer takes no more. Then waits for the peer to close.
async fn send_large(stream: &mut TcpStream, counts: &watch::Sender<Counts>) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").await?;
    let block = vec![b'x'; 64 * 1024];
    for _ in 0..LARGE_BLOCKS {
        let Ok(written) = timeout(STALL, stream.write(&block)).await else { break };
        written?;
    }
    counts.send_modify(|counts| counts.stalled += 1);
    stream.read_to_end(&mut Vec::new()).await?;
    Ok(())
}
