//! The server side of TLS, as a world describes it: a handshake with its certificate, or the alert that ends it.

use std::{io, sync::Arc};

use checker::world::Tls;
use evidence::{Timestamp, TlsVersion};
use rustls::{
    ServerConfig, SupportedProtocolVersion,
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
    version,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::{
    Fault,
    authority::{Authority, PresentedChain},
};

/// The server's reaction to a TLS handshake.
#[derive(Clone)]
pub(crate) enum TlsServer {
    /// The server presents a certificate.
    Certificate(TlsAcceptor, PresentedChain),
    /// The server sends an alert, given by its number.
    Alert(u8),
}

impl TlsServer {
    /// Creates the TLS server of a world. `protocols` are those of ALPN (RFC 7301).
    pub(crate) fn new(tls: &Tls, now: Timestamp, authority: &Authority, protocols: &[&str]) -> Result<Self, Fault> {
        if let Some(alert) = handshake_alert(tls) {
            return Ok(Self::Alert(alert));
        }
        let identity = authority.issue_certificate(tls, now)?;
        let presented = identity.presented;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let certified_key = Arc::new(CertifiedKey::from_der(identity.chain, identity.key, &provider)?);
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(versions(tls.version))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertificate { certified_key, requires_sni: tls.sni_required }));
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        Ok(Self::Certificate(TlsAcceptor::from(Arc::new(config)), presented))
    }

    /// Returns the certificate that it presents, if it presents one.
    pub(crate) const fn presented(&self) -> Option<&PresentedChain> {
        match self {
            Self::Certificate(_, presented) => Some(presented),
            Self::Alert(_) => None,
        }
    }

    /// Performs the handshake, or returns why it failed.
    pub(crate) async fn accept(&self, mut tcp: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        match self {
            Self::Certificate(acceptor, _) => acceptor.accept(tcp).await,
            Self::Alert(alert) => {
                refuse(&mut tcp, *alert).await?;
                Err(io::Error::other("this world has no handshake"))
            }
        }
    }
}

/// One certificate for every name. Some servers present none to clients without SNI.
#[derive(Debug)]
struct SingleCertificate {
    certified_key: Arc<CertifiedKey>,
    requires_sni: bool,
}

impl ResolvesServerCert for SingleCertificate {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        (!self.requires_sni || hello.server_name().is_some()).then(|| self.certified_key.clone())
    }
}

/// Reads the whole ClientHello, so that a reset does not lose the alert, then sends it (RFC 8446 §6, §5.1).
async fn refuse(tcp: &mut TcpStream, alert: u8) -> io::Result<()> {
    const ALERT: u8 = 21;
    const FATAL: u8 = 2;
    let mut header = [0; 5];
    tcp.read_exact(&mut header).await?;
    let mut hello = vec![0; u16::from_be_bytes([header[3], header[4]]).into()];
    tcp.read_exact(&mut hello).await?;
    tcp.write_all(&[ALERT, 3, 3, 0, 2, FATAL, alert]).await?;
    tcp.shutdown().await
}

/// Returns the alert of a world without a handshake. TLS versions that are too old for the lab look the same from
/// outside.
fn handshake_alert(tls: &Tls) -> Option<u8> {
    const PROTOCOL_VERSION: u8 = 70;
    match tls.version {
        _ if !tls.ok => Some(alert_number(tls.error.as_deref().unwrap_or_default())),
        Some(TlsVersion::Tls10 | TlsVersion::Tls11) => Some(PROTOCOL_VERSION),
        _ => None,
    }
}

/// Returns the number of an alert (RFC 8446 §6).
fn alert_number(name: &str) -> u8 {
    match name {
        "protocol_version" => 70,
        "insufficient_security" => 71,
        "internal_error" => 80,
        "unrecognized_name" => 112,
        "no_application_protocol" => 120,
        _ => 40,
    }
}

fn versions(newest: Option<TlsVersion>) -> &'static [&'static SupportedProtocolVersion] {
    static UP_TO_TLS12: [&SupportedProtocolVersion; 1] = [&version::TLS12];
    match newest {
        Some(TlsVersion::Tls12) => &UP_TO_TLS12,
        _ => rustls::DEFAULT_VERSIONS,
    }
}
