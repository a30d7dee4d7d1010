//! TLS handshakes that are completed whether or not the certificate verifies, so that all problems are seen at once.
//!
//! Nothing secret goes through such a connection, and nothing received on it is trusted: it is reported together with
//! the verifier's result. Signatures of the handshake itself are checked as usual (RFC 8446 §4.4.3).

use std::{future::Future, io, sync::Arc, time::Duration};

use evidence::{TlsFailure, TlsHandshake, TlsVersion};
use rustls::{ClientConfig, ProtocolVersion, RootCertStore, client::Resumption, crypto::CryptoProvider};
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::time::timeout;
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::{dialer::Connection, settings_error::SettingsError};

mod certificate;
mod failure;
pub(crate) mod legacy;
mod trust;
mod verifier;

pub(crate) use failure::received_alert;
use trust::Authorities;
use verifier::Verifier;

/// Makes TLS handshakes with policy hosts and MX hosts.
#[derive(Clone, Debug)]
pub(crate) struct Handshaker {
    provider: Arc<CryptoProvider>,
    authorities: Arc<Authorities>,
}

impl Handshaker {
    /// Creates a handshaker that reports chains to these roots as trusted.
    pub(crate) fn new(roots: Arc<RootCertStore>) -> Self {
        let provider = crypto_provider();
        let algorithms = provider.signature_verification_algorithms;
        Self { provider, authorities: Arc::new(Authorities::new(roots, algorithms)) }
    }

    /// Makes a handshake with the host as SNI (RFC 8461 §7.1), offering TLS 1.2 and 1.3 and HTTP/1.1. Without a stream,
    /// the handshake failed; see the failure.
    ///
    /// A host without HTTP/1.1 refuses before it shows its certificates. Then a second connection, made by `reconnect`,
    /// offers HTTP/2. The observation then has the failure *and* what a sender that speaks HTTP/2 sees.
    pub(crate) async fn connect(
        &self,
        host: &str,
        tcp: Connection,
        limit: Duration,
        reconnect: impl Future<Output = io::Result<Connection>>,
    ) -> (TlsHandshake, Option<Box<TlsStream<Connection>>>) {
        let (seen, stream) = self.handshake(Offer::http(b"http/1.1"), host, tcp, limit).await;
        match &seen.failure {
            Some(TlsFailure::Alert(alert)) if alert == "no_application_protocol" => {
                let reconnect = timeout(limit, async {
                    Some(self.handshake(Offer::http(b"h2"), host, reconnect.await.ok()?, limit).await.0)
                });
                let shown = reconnect.await.ok().flatten().filter(|shown| shown.failure.is_none());
                (shown.map(|shown| TlsHandshake { failure: seen.failure.clone(), ..shown }).unwrap_or(seen), None)
            }
            _ => (seen, stream),
        }
    }

    /// Makes a handshake with an MX host after STARTTLS (RFC 3207 §4), with its name as SNI or without any. The
    /// certificates are recorded with their digests.
    pub(crate) async fn starttls(
        &self,
        host: &str,
        sni: Sni,
        tcp: Connection,
        limit: Duration,
    ) -> (TlsHandshake, Option<Box<TlsStream<Connection>>>) {
        self.handshake(Offer { application: None, sni, digests: true }, host, tcp, limit).await
    }

    async fn handshake(
        &self,
        offer: Offer,
        host: &str,
        tcp: Connection,
        limit: Duration,
    ) -> (TlsHandshake, Option<Box<TlsStream<Connection>>>) {
        let verifier = Arc::new(Verifier::new(self.authorities.clone(), offer.digests));
        let Ok(name) = ServerName::try_from(host.to_owned()) else {
            return (verifier.observation(Some(TlsFailure::NotTls("the name cannot be sent in SNI".into()))), None);
        };
        let connector = TlsConnector::from(Arc::new(self.config(offer, verifier.clone())));
        match timeout(limit, connector.connect(name, tcp)).await {
            Ok(Ok(stream)) => (with_negotiated(&stream, verifier.observation(None)), Some(Box::new(stream))),
            Ok(Err(error)) => (verifier.observation(Some(failure::from_io_error(&error))), None),
            Err(_) => (verifier.observation(Some(TlsFailure::Timeout)), None),
        }
    }

    fn config(&self, offer: Offer, verifier: Arc<Verifier>) -> ClientConfig {
        let mut config = ClientConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()
            .expect("the provider has TLS 1.2 and 1.3")
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        config.alpn_protocols = offer.application.map(<[u8]>::to_vec).into_iter().collect();
        config.enable_sni = offer.sni == Sni::Host;
        config.resumption = Resumption::disabled();
        config
    }
}

/// Server Name Indication of a handshake (RFC 6066 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sni {
    /// The host's name.
    Host,
    /// None.
    Absent,
}

/// Options of a handshake.
#[derive(Clone, Copy)]
struct Offer {
    /// Application protocol (RFC 7301).
    application: Option<&'static [u8]>,
    sni: Sni,
    /// Whether certificates are recorded with their digests.
    digests: bool,
}

impl Offer {
    const fn http(version: &'static [u8]) -> Self {
        Self { application: Some(version), sni: Sni::Host, digests: false }
    }
}

fn with_negotiated(stream: &TlsStream<Connection>, observation: TlsHandshake) -> TlsHandshake {
    let (_, session) = stream.get_ref();
    let alpn = session.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
    TlsHandshake { version: session.protocol_version().and_then(version), alpn, ..observation }
}

const fn version(version: ProtocolVersion) -> Option<TlsVersion> {
    match version {
        ProtocolVersion::TLSv1_0 => Some(TlsVersion::Tls10),
        ProtocolVersion::TLSv1_1 => Some(TlsVersion::Tls11),
        ProtocolVersion::TLSv1_2 => Some(TlsVersion::Tls12),
        ProtocolVersion::TLSv1_3 => Some(TlsVersion::Tls13),
        _ => None,
    }
}

pub(crate) fn crypto_provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Returns Mozilla's Web PKI roots and these.
pub(crate) fn web_pki_roots_and(roots: &[CertificateDer<'static>]) -> Result<Arc<RootCertStore>, SettingsError> {
    let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    add(&mut store, roots)?;
    Ok(Arc::new(store))
}

/// Returns these roots alone.
pub(crate) fn only_roots(roots: &[CertificateDer<'static>]) -> Result<Arc<RootCertStore>, SettingsError> {
    let mut store = RootCertStore::empty();
    add(&mut store, roots)?;
    Ok(Arc::new(store))
}

fn add(store: &mut RootCertStore, roots: &[CertificateDer<'static>]) -> Result<(), SettingsError> {
    roots.iter().try_for_each(|root| store.add(root.clone()).map_err(|error| SettingsError::Root(error.to_string())))
}
