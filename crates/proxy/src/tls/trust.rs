//! Result of building a certificate path (RFC 5280 §6), ignoring dates and names.

use std::{collections::HashSet, sync::Arc, time::Duration};

use evidence::Trust;
use rustls::{
    CertificateError, Error, RootCertStore,
    client::{verify_server_cert_signed_by_trust_anchor, verify_server_name},
    crypto::WebPkiSupportedAlgorithms,
    server::ParsedCertificate,
};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use x509_parser::{certificate::X509Certificate, prelude::FromDer, x509::X509Name};

/// Trusted roots, and organisations known to issue below them.
#[derive(Debug)]
pub(super) struct Authorities {
    roots: Arc<RootCertStore>,
    /// Subjects of the roots, in DER.
    subjects: HashSet<Vec<u8>>,
    /// Organisations of the roots, lower case.
    organizations: HashSet<String>,
    pub(super) algorithms: WebPkiSupportedAlgorithms,
}

/// Maximum certificates above the leaf whose signatures are followed. Real chains have two or three.
const MAX_CHAIN: usize = 8;

/// Organisations that issue publicly trusted certificates from intermediates while the root bears another name. Lower
/// case. Without them, a Let's Encrypt certificate that was sent alone would look like one of a private authority.
const PUBLIC_ISSUERS: &[&str] = &[
    "actalis s.p.a.",
    "amazon",
    "buypass as-983163327",
    "certainly",
    "cloudflare, inc.",
    "corporation service company",
    "cpanel, inc.",
    "cpanel, llc",
    "cybertrust japan co., ltd.",
    "digicert inc",
    "digicert, inc.",
    "entrust, inc.",
    "gandi",
    "gandi sas",
    "geant vereniging",
    "geotrust inc.",
    "globalsign nv-sa",
    "godaddy.com, inc.",
    "google trust services",
    "google trust services llc",
    "hellenic academic and research institutions ca",
    "harica",
    "let's encrypt",
    "microsoft corporation",
    "national institute of informatics",
    "network solutions l.l.c.",
    "secom trust systems co.,ltd.",
    "sectigo limited",
    "ssl corp",
    "ssl corporation",
    "starfield technologies, inc.",
    "terena",
    "thawte, inc.",
    "trust provider b.v.",
    "trustasia technologies, inc.",
    "unizeto technologies s.a.",
    "asseco data systems s.a.",
    "wotrus ca limited",
    "zerossl",
];

impl Authorities {
    pub(super) fn new(roots: Arc<RootCertStore>, algorithms: WebPkiSupportedAlgorithms) -> Self {
        let subjects: HashSet<Vec<u8>> = roots.roots.iter().map(|root| der_sequence(&root.subject)).collect();
        let organizations = subjects
            .iter()
            .filter_map(|subject| X509Name::from_der(subject).ok())
            .flat_map(|(_, name)| organizations(&name));
        let organizations = organizations.collect();
        Self { roots, subjects, organizations, algorithms }
    }

    /// Returns how the chain ends, at a moment when the leaf was valid and for any name.
    pub(super) fn trust(&self, leaf: &CertificateDer<'_>, others: &[CertificateDer<'_>], now: UnixTime) -> Trust {
        let Ok((_, parsed)) = X509Certificate::from_der(leaf) else { return Trust::Other };
        match self.verify_path(leaf, others, within_validity(&parsed, now)) {
            Ok(()) => Trust::Trusted,
            Err(_) if is_self_issued(&parsed) && !self.is_root(&parsed) => Trust::SelfSigned,
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)) => self.chain_end(&parsed, others),
            Err(_) => Trust::Other,
        }
    }

    /// Returns the verifier's messages about path, dates and name, if it rejects the chain.
    pub(super) fn verifier_errors(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Option<String> {
        let path = self.verify_path(leaf, others, now);
        let named = ParsedCertificate::try_from(leaf).and_then(|leaf| verify_server_name(&leaf, name));
        let mut words: Vec<String> =
            [path, named].into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
        words.dedup();
        (!words.is_empty()).then(|| words.join("; "))
    }

    /// Returns whether signatures lead from the leaf to each of the others, at a moment when the leaf was valid. `None`
    /// where the verifier stops for another reason, such as an unknown algorithm: senders may know it. Only the first
    /// few are followed.
    pub(super) fn signed_by(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Vec<Option<bool>> {
        let Ok((_, parsed)) = X509Certificate::from_der(leaf) else { return Vec::new() };
        let moment = within_validity(&parsed, now);
        others.iter().take(MAX_CHAIN).map(|anchor| self.is_signed_by(leaf, others, anchor, moment)).collect()
    }

    fn is_signed_by(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        anchor: &CertificateDer<'_>,
        moment: UnixTime,
    ) -> Option<bool> {
        let mut roots = RootCertStore::empty();
        roots.add(anchor.clone().into_owned()).ok()?;
        match self.verify_path_to(&roots, leaf, others, moment) {
            Ok(()) => Some(true),
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::BadSignature)) => {
                Some(false)
            }
            Err(_) => None,
        }
    }

    fn verify_path(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        moment: UnixTime,
    ) -> Result<(), Error> {
        self.verify_path_to(&self.roots, leaf, others, moment)
    }

    fn verify_path_to(
        &self,
        roots: &RootCertStore,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        moment: UnixTime,
    ) -> Result<(), Error> {
        let leaf = ParsedCertificate::try_from(leaf)?;
        // Real chains are never longer, and searching a long one for a path is expensive.
        let others = &others[..others.len().min(MAX_CHAIN)];
        verify_server_cert_signed_by_trust_anchor(&leaf, roots, others, moment, self.algorithms.all)
    }

    /// Returns how a chain ends that lacks an issuer. If the last certificate names a publicly known one, an
    /// intermediate was not sent.
    fn chain_end(&self, leaf: &X509Certificate<'_>, others: &[CertificateDer<'_>]) -> Trust {
        let others: Vec<X509Certificate<'_>> =
            others.iter().filter_map(|der| X509Certificate::from_der(der).ok()).map(|(_, other)| other).collect();
        let last = last_issuer(leaf, &others);
        if !is_self_issued(last) && self.is_known_issuer(last.issuer()) {
            Trust::Incomplete
        } else {
            Trust::UntrustedRoot
        }
    }

    fn is_known_issuer(&self, issuer: &X509Name<'_>) -> bool {
        let known = |organization: &String| {
            self.organizations.contains(organization) || PUBLIC_ISSUERS.contains(&organization.as_str())
        };
        self.subjects.contains(issuer.as_raw()) || organizations(issuer).iter().any(known)
    }

    fn is_root(&self, certificate: &X509Certificate<'_>) -> bool {
        let key = certificate.public_key().raw;
        let is_this = |subject: &[u8], root_key: &[u8]| {
            der_sequence(subject) == certificate.subject().as_raw() && der_sequence(root_key) == key
        };
        self.roots.roots.iter().any(|root| is_this(&root.subject, &root.subject_public_key_info))
    }
}

/// Follows the issuers from the leaf through the certificates sent, in any order, to the last one.
fn last_issuer<'c, 'd>(leaf: &'c X509Certificate<'d>, others: &'c [X509Certificate<'d>]) -> &'c X509Certificate<'d> {
    let issuer = |of: &X509Certificate<'_>| {
        others.iter().find(|other| !is_self_issued(of) && other.subject().as_raw() == of.issuer().as_raw())
    };
    let steps = std::iter::successors(Some(leaf), |of| issuer(of));
    steps.take(others.len() + 1).last().unwrap_or(leaf)
}

fn is_self_issued(certificate: &X509Certificate<'_>) -> bool {
    certificate.subject().as_raw() == certificate.issuer().as_raw()
}

fn organizations(name: &X509Name<'_>) -> Vec<String> {
    name.iter_organization().filter_map(|organization| organization.as_str().ok()).map(str::to_lowercase).collect()
}

/// Returns the moment nearest to now at which the certificate is valid.
fn within_validity(certificate: &X509Certificate<'_>, now: UnixTime) -> UnixTime {
    let validity = certificate.validity();
    let moment = |time: i64| u64::try_from(time).unwrap_or(0);
    let (first, last) = (moment(validity.not_before.timestamp()), moment(validity.not_after.timestamp()));
    UnixTime::since_unix_epoch(Duration::from_secs(now.as_secs().min(last).max(first)))
}

/// Adds the outer SEQUENCE that trust anchors are stored without (X.690 §8.1.3).
fn der_sequence(content: &[u8]) -> Vec<u8> {
    let bytes = content.len().to_be_bytes();
    let length: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    match length.as_slice() {
        [] => vec![0x30, 0],
        [short @ 0..0x80] => [&[0x30, *short], content].concat(),
        long => [&[0x30, 0x80 | u8::try_from(long.len()).unwrap_or(8)], long, content].concat(),
    }
}

#[cfg(test)]
mod long_chains;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls;

    #[test]
    fn the_web_pki_has_names() {
        let provider = tls::crypto_provider();
        let authorities =
            Authorities::new(tls::web_pki_roots_and(&[]).unwrap(), provider.signature_verification_algorithms);
        assert!(
            authorities.organizations.contains("internet security research group"),
            "{:?}",
            authorities.organizations
        );
        assert!(authorities.organizations.iter().all(|name| *name == name.to_lowercase()));
    }

    #[test]
    fn issuers_are_listed_in_lower_case() {
        assert!(PUBLIC_ISSUERS.iter().all(|name| *name == name.to_lowercase()));
    }

    #[test]
    fn lengths_are_written_as_der_has_them() {
        assert_eq!(der_sequence(&[]), [0x30, 0]);
        assert_eq!(der_sequence(&[1; 0x7f])[..3], [0x30, 0x7f, 1]);
        assert_eq!(der_sequence(&[1; 0x80])[..4], [0x30, 0x81, 0x80, 1]);
        assert_eq!(der_sequence(&[1; 0x123])[..5], [0x30, 0x82, 1, 0x23, 1]);
    }
}
