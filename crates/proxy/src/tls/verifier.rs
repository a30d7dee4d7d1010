//! Certificate verifier that records what it is shown and lets the handshake go on.

use std::sync::{Arc, OnceLock};

use evidence::{Certificate, TlsFailure, TlsHandshake, Trust};
use rustls::{
    DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{verify_tls12_signature, verify_tls13_signature},
    server::ParsedCertificate,
};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

use super::{certificate, trust::Authorities};

#[derive(Debug)]
pub(super) struct Verifier {
    authorities: Arc<Authorities>,
    digests: bool,
    seen: OnceLock<Seen>,
}

#[derive(Debug)]
struct Seen {
    chain: Vec<Certificate>,
    trust: Trust,
    verifier: Option<String>,
}

impl Verifier {
    /// Creates a verifier that records certificates with their digests, or without.
    pub(super) const fn new(authorities: Arc<Authorities>, digests: bool) -> Self {
        Self { authorities, digests, seen: OnceLock::new() }
    }

    /// Returns what was recorded so far, and the failure if the handshake ended here.
    pub(super) fn observation(&self, failure: Option<TlsFailure>) -> TlsHandshake {
        let seen = self.seen.get();
        TlsHandshake {
            version: None,
            alpn: None,
            chain: seen.map(|seen| seen.chain.clone()).unwrap_or_default(),
            trust: seen.map(|seen| seen.trust),
            verifier: seen.and_then(|seen| seen.verifier.clone()),
            failure,
        }
    }

    /// Returns the certificates as sent. With digests, it also records where signatures lead.
    fn chain(&self, leaf: &CertificateDer<'_>, others: &[CertificateDer<'_>], now: UnixTime) -> Vec<Certificate> {
        let all = std::iter::once(leaf).chain(others);
        let mut chain: Vec<Certificate> = all.map(|der| certificate::parse_certificate(der, self.digests)).collect();
        let reached = if self.digests { self.authorities.signed_by(leaf, others, now) } else { Vec::new() };
        for (certificate, reached) in chain.iter_mut().skip(1).zip(reached) {
            certificate.reached = reached;
        }
        chain
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.seen.get_or_init(|| Seen {
            chain: self.chain(leaf, others, now),
            trust: self.authorities.trust(leaf, others, now),
            verifier: self.authorities.verifier_errors(leaf, others, name, now),
        });
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        check_key(certificate, || verify_tls12_signature(message, certificate, signature, &self.authorities.algorithms))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        check_key(certificate, || verify_tls13_signature(message, certificate, signature, &self.authorities.algorithms))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.authorities.algorithms.supported_schemes()
    }
}

/// Checks that the server has the key of its certificate. A certificate that the verifier cannot parse (of X.509
/// version 1, for example) offers no key to check with. Such a chain is never reported as trusted, so the handshake
/// goes on and shows what follows.
fn check_key(
    certificate: &CertificateDer<'_>,
    check: impl FnOnce() -> Result<HandshakeSignatureValid, Error>,
) -> Result<HandshakeSignatureValid, Error> {
    let readable = ParsedCertificate::try_from(certificate).is_ok();
    if readable { check() } else { Ok(HandshakeSignatureValid::assertion()) }
}
