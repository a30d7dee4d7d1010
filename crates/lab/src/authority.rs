//! The lab's certificates (RFC 5280): valid ones from its own authority, and every kind of invalid certificate.

use checker::world::Tls;
use evidence::{Timestamp, Trust};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, PublicKeyData,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use time::OffsetDateTime;

/// The organisation of the root and its intermediate. Checkers use it to distinguish an incomplete chain from an
/// unknown authority.
const ORGANIZATION: &str = "MTA-STS laboratory";

/// The organisation name of the untrusted authority.
const UNTRUSTED_ORGANIZATION: &str = "Private authority";

/// Ten years in seconds. Authorities are valid longer than any date of a world.
const AUTHORITY_LIFETIME_SECONDS: i64 = 3650 * evidence::DAY;

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// A root, an intermediate below it, and an untrusted root.
pub(crate) struct Authority {
    root: Issuer,
    intermediate: Issuer,
    untrusted_root: Issuer,
}

/// A server's certificate chain, leaf first, and its key.
pub(crate) struct Identity {
    pub chain: Vec<CertificateDer<'static>>,
    pub key: PrivateKeyDer<'static>,
    pub presented: PresentedChain,
}

/// The possible targets of a TLSA record: a certificate, and its `SubjectPublicKeyInfo` (RFC 5280 §4.1), both as DER.
#[derive(Clone)]
pub(crate) struct PresentedChain {
    pub certificate: CertificateDer<'static>,
    pub key: Vec<u8>,
}

impl Authority {
    pub(crate) fn new(now: Timestamp) -> Result<Self, rcgen::Error> {
        let root = Issuer::self_signed(authority_params(ORGANIZATION, "Laboratory Root", now), KeyPair::generate()?)?;
        let below = authority_params(ORGANIZATION, "Laboratory Intermediate", now);
        let intermediate = Issuer::signed_by(below, KeyPair::generate()?, &root)?;
        let untrusted_root =
            Issuer::self_signed(authority_params(UNTRUSTED_ORGANIZATION, "Private Root", now), KeyPair::generate()?)?;
        Ok(Self { root, intermediate, untrusted_root })
    }

    pub(crate) fn root_certificate(&self) -> &CertificateDer<'static> {
        self.root.der()
    }

    pub(crate) fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// Returns the chain of a valid certificate for a name and this key.
    pub(crate) fn issue_for(
        &self,
        name: &str,
        key: &KeyPair,
        now: Timestamp,
    ) -> Result<Vec<CertificateDer<'static>>, rcgen::Error> {
        let mut params = CertificateParams::new(vec![name.to_owned()])?;
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        (params.not_before, params.not_after) =
            (date(now.plus_seconds(-evidence::DAY)), date(now.plus_seconds(90 * evidence::DAY)));
        Ok(vec![params.signed_by(key, &self.intermediate)?.into(), self.intermediate.der().clone()])
    }

    /// Issues a certificate as the world describes it.
    pub(crate) fn issue_certificate(&self, tls: &Tls, now: Timestamp) -> Result<Identity, rcgen::Error> {
        let key = KeyPair::generate()?;
        let params = leaf_params(tls, now)?;
        let chain: Vec<CertificateDer<'static>> = match tls.trust() {
            Trust::SelfSigned => vec![params.self_signed(&key)?.into()],
            Trust::UntrustedRoot => {
                vec![params.signed_by(&key, &self.untrusted_root)?.into(), self.untrusted_root.der().clone()]
            }
            Trust::Incomplete => vec![params.signed_by(&key, &self.intermediate)?.into()],
            _ => vec![params.signed_by(&key, &self.intermediate)?.into(), self.intermediate.der().clone()],
        };
        let presented = PresentedChain { certificate: chain[0].clone(), key: key.subject_public_key_info() };
        Ok(Identity { chain, key: PrivateKeyDer::Pkcs8(key.serialize_der().into()), presented })
    }
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

fn authority_params(organization: &str, name: &str, now: Timestamp) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, organization);
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    (params.not_before, params.not_after) =
        (date(now.plus_seconds(-AUTHORITY_LIFETIME_SECONDS)), date(now.plus_seconds(AUTHORITY_LIFETIME_SECONDS)));
    params
}

/// Returns the parameters of a server's certificate: its names, of which there may be none, and its dates.
fn leaf_params(tls: &Tls, now: Timestamp) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(tls.names.clone())?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    if let Some(name) = tls.cn.as_ref().or(tls.names.first()) {
        params.distinguished_name.push(DnType::CommonName, name.as_str());
    }
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let (first, last) = tls.validity(now);
    (params.not_before, params.not_after) = (date(first), date(last));
    Ok(params)
}

fn date(moment: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(moment.unix_seconds()).expect("a moment has a year of four digits")
}
