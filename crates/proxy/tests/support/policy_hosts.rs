//! Policy hosts, correct and hostile.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use rustls::{
    RootCertStore, ServerConfig, SupportedProtocolVersion,
    server::WebPkiClientVerifier,
    sign::{CertifiedKey, SingleCertAndKey},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use super::authorities::{Authority, Identity, der};

/// Action of a policy host after the handshake.
#[derive(Clone, Debug)]
pub enum HostAction {
    /// Sends these bytes and closes the connection.
    Answer(Vec<u8>),
    /// Sends these bytes and then one more each second.
    Dribble(Vec<u8>),
    /// Sends these bytes and then nothing, keeping the connection open.
    Stall(Vec<u8>),
    /// Sends these bytes and closes the connection without close_notify.
    Vanish(Vec<u8>),
    /// Sends the first bytes and then the second again and again.
    Endless(Vec<u8>, Vec<u8>),
    /// Sends these bytes again and again, each in a TLS record of its own.
    Bytewise(Vec<u8>),
    /// Chooses by the request: the first entry whose text is in the request's head, or the last.
    Choose(Vec<(&'static str, Vec<u8>)>),
}

/// Policy host, and the heads of the requests it received.
pub struct PolicyHost {
    pub port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl PolicyHost {
    /// Starts a host that prefers HTTP/2 if it is offered.
    pub async fn serve(identity: Identity, action: HostAction) -> Self {
        Self::speaking(identity, action, rustls::DEFAULT_VERSIONS, &["h2", "http/1.1"]).await
    }

    /// Starts a host with these versions of TLS and, by ALPN, of HTTP. Its responses are HTTP/1 in any case.
    pub async fn speaking(
        identity: Identity,
        action: HostAction,
        tls: &[&'static SupportedProtocolVersion],
        http: &[&str],
    ) -> Self {
        let mut config = server_config(identity, tls);
        config.alpn_protocols = http.iter().map(|name| name.as_bytes().to_vec()).collect();
        Self::configured(config, action).await
    }

    /// Starts a host that also demands a client certificate.
    pub async fn demanding(authority: &Authority, identity: Identity, tls: &'static SupportedProtocolVersion) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(der(authority)).unwrap();
        let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().unwrap();
        let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[tls]).unwrap();
        let config = builder.with_client_cert_verifier(clients).with_cert_resolver(resolver(identity));
        Self::configured(config, HostAction::Answer(policy_answer())).await
    }

    /// Starts a host that sends this many session tickets after the handshake (RFC 8446 §4.6.1).
    pub async fn ticketing(identity: Identity, tickets: usize, action: HostAction) -> Self {
        let mut config = server_config(identity, &[&rustls::version::TLS13]);
        config.send_tls13_tickets = tickets;
        Self::configured(config, action).await
    }

    async fn configured(config: ServerConfig, action: HostAction) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").await.unwrap(), config, action)
    }

    /// Starts a host on this listener.
    pub fn at(listener: TcpListener, identity: Identity, action: HostAction) -> Self {
        Self::listening(listener, server_config(identity, rustls::DEFAULT_VERSIONS), action)
    }

    fn listening(listener: TcpListener, config: ServerConfig, action: HostAction) -> Self {
        let host = Self { port: listener.local_addr().unwrap().port(), requests: Arc::default() };
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let requests = host.requests.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(converse(acceptor.clone(), stream, action.clone(), requests.clone()));
            }
        });
        host
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

pub(super) fn server_config(identity: Identity, versions: &[&'static SupportedProtocolVersion]) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
    builder.with_no_client_auth().with_cert_resolver(resolver(identity))
}

/// Not `with_single_cert`, which would reject certificates that are worth testing.
fn resolver((chain, key): Identity) -> Arc<SingleCertAndKey> {
    let key = rustls::crypto::ring::sign::any_supported_type(&key).unwrap();
    Arc::new(SingleCertAndKey::from(CertifiedKey::new(chain, key)))
}

async fn converse(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    action: HostAction,
    requests: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let mut stream = match acceptor.accept(stream).into_fallible().await {
        Ok(stream) => stream,
        Err((error, mut stream)) => {
            // As below: a reset must not discard an alert.
            tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
            return Err(error);
        }
    };
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await?);
    }
    let request = String::from_utf8(request).unwrap();
    let action = match action {
        HostAction::Choose(answers) => {
            let chosen = answers.iter().find(|(text, _)| request.contains(text)).or(answers.last());
            HostAction::Answer(chosen.unwrap().1.clone())
        }
        action => action,
    };
    requests.lock().unwrap().push(request);
    match action {
        HostAction::Choose(_) => unreachable!("chosen above"),
        HostAction::Endless(head, rest) => {
            stream.write_all(&head).await?;
            loop {
                stream.write_all(&rest).await?;
            }
        }
        HostAction::Bytewise(bytes) => loop {
            for byte in &bytes {
                stream.write_all(&[*byte]).await?;
            }
        },
        HostAction::Answer(bytes) => {
            stream.write_all(&bytes).await?;
            stream.shutdown().await?;
            // Wait for the peer to close, or the kernel resets the connection and discards unread data.
            tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
        }
        HostAction::Dribble(bytes) => {
            stream.write_all(&bytes).await?;
            let mut seconds = tokio::time::interval(Duration::from_secs(1));
            loop {
                seconds.tick().await;
                stream.write_all(b"x").await?;
                stream.flush().await?;
            }
        }
        HostAction::Stall(bytes) => {
            stream.write_all(&bytes).await?;
            stream.flush().await?;
            std::future::pending::<()>().await;
        }
        HostAction::Vanish(bytes) => {
            stream.write_all(&bytes).await?;
            stream.flush().await?;
            stream.get_mut().0.shutdown().await?;
        }
    }
    Ok(())
}

/// Returns the response of a policy host that does everything right.
pub fn policy_answer() -> Vec<u8> {
    answer(
        "200 OK",
        "Content-Type: text/plain\r\n",
        b"version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n",
    )
}

pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
