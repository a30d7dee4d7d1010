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
pub enum SmtpAction {
    /// Sends this and goes on.
    Send(Vec<u8>),
    /// Sends this again and again.
    Endless(Vec<u8>),
    /// Sends this, and then a byte every second.
    Dribble(Vec<u8>),
    /// Sends this and then nothing, keeping the connection open.
    Stall(Vec<u8>),
    /// Sends this and closes the connection.
    Close(Vec<u8>),
}

pub fn says(text: &str) -> SmtpAction {
    SmtpAction::Send(text.as_bytes().to_vec())
}

/// Behaviour of a mail server: its actions in order.
#[derive(Clone)]
pub struct SmtpScript {
    pub greeting: SmtpAction,
    pub ehlo: SmtpAction,
    pub helo: SmtpAction,
    pub starttls: SmtpAction,
    /// Response to a ClientHello instead of a handshake.
    pub instead_of_tls: Option<SmtpAction>,
    pub tls: Option<Arc<ServerConfig>>,
    pub ehlo_in_tls: SmtpAction,
}

impl SmtpScript {
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

    /// Replaces the handshake with this action.
    pub fn with_instead_of_tls(self, action: SmtpAction) -> Self {
        Self { instead_of_tls: Some(action), ..self }
    }
}

/// Mail server that records its connections.
pub struct MailHost {
    pub port: u16,
    log: Arc<Mutex<SmtpLog>>,
}

/// Record of a mail server's connections.
#[derive(Clone, Debug, Default)]
pub struct SmtpLog {
    /// Commands of all connections.
    pub commands: Vec<String>,
    /// Connections open now, and their maximum so far.
    pub open: usize,
    pub most: usize,
    pub connections: usize,
}

impl MailHost {
    pub async fn serve(script: SmtpScript) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").await.unwrap(), script)
    }

    pub fn listening(listener: TcpListener, script: SmtpScript) -> Self {
        let host = Self { port: listener.local_addr().unwrap().port(), log: Arc::default() };
        let log = host.log.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(attend(stream, script.clone(), log.clone()));
            }
        });
        host
    }

    pub fn log(&self) -> SmtpLog {
        self.log.lock().unwrap().clone()
    }
}

async fn attend(stream: TcpStream, script: SmtpScript, log: Arc<Mutex<SmtpLog>>) {
    {
        let mut log = log.lock().unwrap();
        log.connections += 1;
        log.open += 1;
        log.most = log.most.max(log.open);
    }
    drop(mail_conversation(stream, &script, &log).await);
    log.lock().unwrap().open -= 1;
}

async fn mail_conversation(stream: TcpStream, script: &SmtpScript, log: &Mutex<SmtpLog>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    take(&script.greeting, &mut stream).await?;
    let ended = commands(&mut stream, [&script.ehlo, &script.helo], Some(&script.starttls), log).await?;
    if !ended {
        if let Some(action) = &script.instead_of_tls {
            stream.fill_buf().await?;
            return take(action, &mut stream).await;
        }
        let config = script.tls.clone().expect("a server that begins TLS has a certificate");
        let stream = TlsAcceptor::from(config).accept(stream.into_inner()).await?;
        commands(&mut BufReader::new(stream), [&script.ehlo_in_tls; 2], None, log).await?;
    }
    Ok(())
}

/// Answers commands up to the end of the dialogue or the start of TLS.
async fn commands<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    [ehlo, helo]: [&SmtpAction; 2],
    starttls: Option<&SmtpAction>,
    log: &Mutex<SmtpLog>,
) -> std::io::Result<bool> {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(true);
        }
        log.lock().unwrap().commands.push(line.trim_end().to_owned());
        match (line.split_ascii_whitespace().next(), starttls) {
            (Some("EHLO"), _) => take(ehlo, stream).await?,
            (Some("HELO"), _) => take(helo, stream).await?,
            (Some("STARTTLS"), Some(starttls)) => {
                take(starttls, stream).await?;
                if matches!(starttls, SmtpAction::Send(bytes) if bytes.starts_with(b"220")) {
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
async fn take(action: &SmtpAction, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> std::io::Result<()> {
    let (SmtpAction::Send(bytes)
    | SmtpAction::Endless(bytes)
    | SmtpAction::Dribble(bytes)
    | SmtpAction::Stall(bytes)
    | SmtpAction::Close(bytes)) = action;
    stream.write_all(bytes).await?;
    stream.flush().await?;
    match action {
        SmtpAction::Send(_) => Ok(()),
        SmtpAction::Endless(bytes) => loop {
            stream.write_all(bytes).await?;
        },
        SmtpAction::Dribble(_) => {
            let mut seconds = tokio::time::interval(Duration::from_secs(1));
            loop {
                seconds.tick().await;
                stream.write_all(b"x").await?;
                stream.flush().await?;
            }
        }
        SmtpAction::Stall(_) => std::future::pending().await,
        SmtpAction::Close(_) => {
            stream.shutdown().await?;
            // As above: a reset must not discard what was sent.
            tokio::io::copy(stream, &mut tokio::io::sink()).await?;
            Err(std::io::ErrorKind::UnexpectedEof.into())
        }
    }
}

/// Opens a port that answers any input with these bytes and closes the connection. `None` keeps silent instead.
pub async fn fixed_response_port(bytes: Option<&'static [u8]>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut hello = [0; 1024];
                let _ = stream.read(&mut hello).await;
                match bytes {
                    Some(bytes) => drop(stream.write_all(bytes).await),
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
