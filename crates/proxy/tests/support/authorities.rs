//! Certificate authorities and certificates.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

pub type Authority = CertifiedIssuer<'static, KeyPair>;

/// Creates a self-signed certificate authority.
pub fn authority(organization: &str, name: &str) -> Authority {
    CertifiedIssuer::self_signed(authority_params(organization, name), KeyPair::generate().unwrap()).unwrap()
}

/// Creates an authority below another.
pub fn below(authority: &Authority, organization: &str, name: &str) -> Authority {
    CertifiedIssuer::signed_by(authority_params(organization, name), KeyPair::generate().unwrap(), authority).unwrap()
}

fn authority_params(organization: &str, name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::OrganizationName, organization);
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

pub fn der(authority: &Authority) -> CertificateDer<'static> {
    authority.as_ref().der().clone()
}

/// Certificate chain as a server sends it, with the key of its first certificate.
pub type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// Issues a certificate for these names.
pub fn issue(authority: &Authority, names: &[&str]) -> Identity {
    issue_with(authority, names, |_| {})
}

/// Issues a certificate with changed parameters.
pub fn issue_with(authority: &Authority, names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> Identity {
    let key = KeyPair::generate().unwrap();
    let mut params = leaf_params(names);
    change(&mut params);
    let certificate = params.signed_by(&key, authority).unwrap();
    (vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
}

/// Creates a self-signed certificate.
pub fn self_signed(names: &[&str]) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = leaf_params(names).self_signed(&key).unwrap();
    (vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
}

fn leaf_params(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, "a policy host");
    params
}
