//! Mail servers, correct and hostile, and ports without one.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use rustls::ServerConfig;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpSocket, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use super::{authorities::Identity, policy_hosts::server_config};

/// Action of a mail server at one point of the dialogue.
#[derive(Clone, Debug)]
pub enum Turn {
    /// Sends this and goes on.
    Say(Vec<u8>),
    /// Sends this again and again.
    Endless(Vec<u8>),
    /// Sends this, and then a byte every second.
    Dribble(Vec<u8>),
    /// Sends this and then nothing, keeping the connection open.
    Stall(Vec<u8>),
    /// Sends this and closes the connection.
    Close(Vec<u8>),
}

pub fn says(text: &str) -> Turn {
    Turn::Say(text.as_bytes().to_vec())
}

/// Behaviour of a mail server: its actions in order.
#[derive(Clone)]
pub struct Manners {
    pub greeting: Turn,
    pub ehlo: Turn,
    pub helo: Turn,
    pub starttls: Turn,
    /// Response to a ClientHello instead of a handshake.
    pub instead_of_tls: Option<Turn>,
    pub tls: Option<Arc<ServerConfig>>,
    pub ehlo_in_tls: Turn,
}

impl Manners {
    /// Server that does everything right.
    pub fn good(identity: Identity) -> Self {
        Self {
            greeting: says("220 mx.example.com ESMTP\r\n"),
            ehlo: says("250-mx.example.com\r\n250-SIZE 1000\r\n250 STARTTLS\r\n"),
            helo: says("250 mx.example.com\r\n"),
            starttls: says("220 2.0.0 Go ahead\r\n"),
            instead_of_tls: None,
            tls: Some(Arc::new(server_config(identity, rustls::DEFAULT_VERSIONS))),
            ehlo_in_tls: says("250-mx.example.com\r\n250 REQUIRETLS\r\n"),
        }
    }

    /// Replaces the handshake by this action.
    pub fn with_instead_of_tls(self, turn: Turn) -> Self {
        Self { instead_of_tls: Some(turn), ..self }
    }
}

/// Mail server that records its connections.
pub struct MailHost {
    pub port: u16,
    heard: Arc<Mutex<Heard>>,
}

/// Record of a mail server's connections.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Commands of all connections.
    pub commands: Vec<String>,
    /// Connections open now, and their maximum so far.
    pub open: usize,
    pub most: usize,
    pub connections: usize,
}

impl MailHost {
    pub async fn serve(manners: Manners) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").await.unwrap(), manners)
    }

    pub fn listening(listener: TcpListener, manners: Manners) -> Self {
        let host = Self { port: listener.local_addr().unwrap().port(), heard: Arc::default() };
        let heard = host.heard.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(attend(stream, manners.clone(), heard.clone()));
            }
        });
        host
    }

    pub fn heard(&self) -> Heard {
        self.heard.lock().unwrap().clone()
    }
}

async fn attend(stream: TcpStream, manners: Manners, heard: Arc<Mutex<Heard>>) {
    {
        let mut heard = heard.lock().unwrap();
        heard.connections += 1;
        heard.open += 1;
        heard.most = heard.most.max(heard.open);
    }
    drop(mail_conversation(stream, &manners, &heard).await);
    heard.lock().unwrap().open -= 1;
}

async fn mail_conversation(stream: TcpStream, manners: &Manners, heard: &Mutex<Heard>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    take(&manners.greeting, &mut stream).await?;
    let ended = commands(&mut stream, [&manners.ehlo, &manners.helo], Some(&manners.starttls), heard).await?;
    if !ended {
        if let Some(turn) = &manners.instead_of_tls {
            stream.fill_buf().await?;
            return take(turn, &mut stream).await;
        }
        let config = manners.tls.clone().expect("a server that begins TLS has a certificate");
        let stream = TlsAcceptor::from(config).accept(stream.into_inner()).await?;
        commands(&mut BufReader::new(stream), [&manners.ehlo_in_tls; 2], None, heard).await?;
    }
    Ok(())
}

/// Answers commands up to the end of the dialogue or the start of TLS.
async fn commands<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    [ehlo, helo]: [&Turn; 2],
    starttls: Option<&Turn>,
    heard: &Mutex<Heard>,
) -> std::io::Result<bool> {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(true);
        }
        heard.lock().unwrap().commands.push(line.trim_end().to_owned());
        match (line.split_ascii_whitespace().next(), starttls) {
            (Some("EHLO"), _) => take(ehlo, stream).await?,
            (Some("HELO"), _) => take(helo, stream).await?,
            (Some("STARTTLS"), Some(starttls)) => {
                take(starttls, stream).await?;
                if matches!(starttls, Turn::Say(octets) if octets.starts_with(b"220")) {
                    return Ok(false);
                }
            }
            (Some("QUIT"), _) => {
                stream.write_all(b"221 Bye\r\n").await?;
                stream.shutdown().await?;
                return Ok(true);
            }
            _ => stream.write_all(b"502 What?\r\n").await?,
        }
    }
}

/// Performs an action. An error ends the dialogue.
async fn take(turn: &Turn, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> std::io::Result<()> {
    let (Turn::Say(octets) | Turn::Endless(octets) | Turn::Dribble(octets) | Turn::Stall(octets) | Turn::Close(octets)) =
        turn;
    stream.write_all(octets).await?;
    stream.flush().await?;
    match turn {
        Turn::Say(_) => Ok(()),
        Turn::Endless(octets) => loop {
            stream.write_all(octets).await?;
        },
        Turn::Dribble(_) => {
            let mut seconds = tokio::time::interval(Duration::from_secs(1));
            loop {
                seconds.tick().await;
                stream.write_all(b"x").await?;
                stream.flush().await?;
            }
        }
        Turn::Stall(_) => std::future::pending().await,
        Turn::Close(_) => {
            stream.shutdown().await?;
            // As above: a reset must not discard what was sent.
            tokio::io::copy(stream, &mut tokio::io::sink()).await?;
            Err(std::io::ErrorKind::UnexpectedEof.into())
        }
    }
}

/// Opens a port that answers any input with these bytes and closes the connection. `None` keeps silent instead.
pub async fn parrot(octets: Option<&'static [u8]>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut hello = [0; 1024];
                let _ = stream.read(&mut hello).await;
                match octets {
                    Some(octets) => drop(stream.write_all(octets).await),
                    None => std::future::pending().await,
                }
            });
        }
    });
    port
}

/// Binds one port at two loopback addresses.
pub async fn two_addresses(one: [u8; 4], other: [u8; 4]) -> (TcpListener, TcpListener) {
    loop {
        let one = TcpListener::bind((IpAddr::from(one), 0)).await.unwrap();
        let port = one.local_addr().unwrap().port();
        if let Ok(other) = TcpListener::bind((IpAddr::from(other), port)).await {
            return (one, other);
        }
    }
}

/// Fills the queue of a listener so that its port answers no further connection. Keep both alive.
pub async fn silent(address: [u8; 4], port: u16) -> (TcpListener, TcpStream) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((IpAddr::from(address), port).into()).unwrap();
    let listener = socket.listen(0).unwrap();
    let waiting = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    (listener, waiting)
}

/// Returns a port where nothing listens.
pub async fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}
