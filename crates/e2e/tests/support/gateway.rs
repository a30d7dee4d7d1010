//! Gateway in front of the server that fails where a flow wants it to.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Result;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinHandle,
};

/// Maximum size of a request head in bytes.
const HEAD: usize = 64 * 1024;

/// Response to a request too many.
const BUSY: &str = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Action on a request.
#[derive(Clone, Debug)]
pub enum RequestAction {
    /// Forwards it to the server.
    Pass,
    /// Closes the connection without a response.
    Break,
    /// Forwards it to the server once this gate is open.
    Hold(Arc<Semaphore>),
    /// Responds with a body of this type.
    Reply(&'static str, Vec<u8>),
    /// Responds with 429 and `Retry-After: 1`.
    Busy,
}

/// Gateway. Dropping it ends it.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Gateway {
    /// Opens a gateway to a server's port. `action_for` decides by the request's path.
    pub async fn open(port: u16, action_for: impl Fn(&str) -> RequestAction + Send + Sync + 'static) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let action_for = Arc::new(action_for);
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                // A broken connection is what the flow wants, or the browser's business.
                tokio::spawn(serve(client, port, action_for.clone()));
            }
        });
        Ok(Self { address, task })
    }

    /// Returns the origin of the page behind this gateway.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut client: TcpStream, port: u16, action_for: Arc<impl Fn(&str) -> RequestAction>) -> Result<()> {
    let head = head(&mut client).await?;
    let path = head.split(' ').nth(1).unwrap_or_default();
    match action_for(path) {
        RequestAction::Pass => {}
        RequestAction::Break => return Ok(()),
        RequestAction::Hold(gate) => gate.acquire().await?.forget(),
        RequestAction::Reply(kind, body) => {
            let length = body.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            return Ok(client.write_all(&[head.as_bytes(), &body].concat()).await?);
        }
        RequestAction::Busy => return Ok(client.write_all(BUSY.as_bytes()).await?),
    }
    let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
    server.write_all(once(&head).as_bytes()).await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

/// Reads a request's head. The page sends no bodies.
async fn head(client: &mut TcpStream) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD {
        head.push(client.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Adds `Connection: close`, so that every request has its own connection and its own action.
fn once(head: &str) -> String {
    let lines = head.trim_end().split("\r\n").filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    lines.collect::<Vec<_>>().join("\r\n") + "\r\nconnection: close\r\n\r\n"
}
