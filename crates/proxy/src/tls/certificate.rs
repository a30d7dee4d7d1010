//! One X.509 certificate (RFC 5280), reduced to what a mail administrator needs.

use evidence::{Certificate, Digests};
use ring::digest::{Algorithm, SHA256, SHA512, digest};
use rustls_pki_types::CertificateDer;
use x509_parser::{
    certificate::X509Certificate,
    extensions::GeneralName,
    prelude::FromDer,
    public_key::PublicKey,
    x509::{AttributeTypeAndValue, RelativeDistinguishedName, SubjectPublicKeyInfo, X509Name},
};

/// Parses a certificate, with digests for TLSA records if requested. One that cannot be parsed has only its
/// fingerprint.
pub(super) fn parse_certificate(der: &CertificateDer<'_>, with_digests: bool) -> Certificate {
    let sha256 = hash(&SHA256, der);
    match X509Certificate::from_der(der) {
        Ok((_, parsed)) => {
            let digests = with_digests.then(|| digests(der, &parsed));
            Certificate { digests, ..readable(&parsed, sha256) }
        }
        Err(_) => Certificate {
            subject: String::new(),
            common_name: None,
            issuer: String::new(),
            names: Vec::new(),
            not_before: 0,
            not_after: 0,
            sha256,
            digests: None,
            key: String::new(),
            reached: None,
        },
    }
}

fn readable(parsed: &X509Certificate<'_>, sha256: String) -> Certificate {
    Certificate {
        subject: distinguished_name(parsed.subject()),
        common_name: parsed.subject().iter_common_name().find_map(|name| name.as_str().ok()).map(Into::into),
        issuer: distinguished_name(parsed.issuer()),
        names: dns_names(parsed),
        not_before: parsed.validity().not_before.timestamp(),
        not_after: parsed.validity().not_after.timestamp(),
        sha256,
        digests: None,
        key: key(parsed.public_key()),
        reached: None,
    }
}

/// Returns digests of the certificate and of its key (RFC 6698 §2.1.2, §2.1.3), both as encoded in the certificate.
fn digests(der: &[u8], parsed: &X509Certificate<'_>) -> Digests {
    let key = parsed.public_key().raw;
    Digests { sha512: hash(&SHA512, der), key_sha256: hash(&SHA256, key), key_sha512: hash(&SHA512, key) }
}

fn dns_names(parsed: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(extension)) = parsed.subject_alternative_name() else { return Vec::new() };
    let names = extension.value.general_names.iter();
    names
        .filter_map(|name| if let GeneralName::DNSName(name) = name { Some((*name).to_owned()) } else { None })
        .collect()
}

fn key(info: &SubjectPublicKeyInfo<'_>) -> String {
    let curve = info
        .algorithm
        .parameters
        .as_ref()
        .and_then(|parameters| parameters.as_oid().ok())
        .map(|oid| oid.to_id_string());
    match (info.parsed(), curve.as_deref(), info.algorithm.algorithm.to_id_string().as_str()) {
        (Ok(PublicKey::RSA(rsa)), ..) => format!("RSA {}", rsa.key_size()),
        (_, Some("1.2.840.10045.3.1.7"), _) => "EC P-256".into(),
        (_, Some("1.3.132.0.34"), _) => "EC P-384".into(),
        (_, Some("1.3.132.0.35"), _) => "EC P-521".into(),
        (_, _, "1.3.101.112") => "Ed25519".into(),
        (_, _, "1.3.101.113") => "Ed448".into(),
        (_, _, algorithm) => algorithm.to_owned(),
    }
}

/// Formats a name as text (RFC 4514 §2.1), the last part first.
fn distinguished_name(name: &X509Name<'_>) -> String {
    let parts: Vec<&RelativeDistinguishedName<'_>> = name.iter_rdn().collect();
    parts.into_iter().rev().map(relative_name).collect::<Vec<_>>().join(",")
}

fn relative_name(part: &RelativeDistinguishedName<'_>) -> String {
    part.iter().map(attribute).collect::<Vec<_>>().join("+")
}

/// Formats `CN=value`. An attribute without a short name or a text has its OID or its bytes (RFC 4514 §2.3, §2.4).
fn attribute(attribute: &AttributeTypeAndValue<'_>) -> String {
    let number = attribute.attr_type().to_id_string();
    match (short_name(&number), attribute.as_str()) {
        (Some(name), Ok(value)) => format!("{name}={}", escape(value)),
        (name, _) => format!("{}=#{}", name.unwrap_or(&number), hexadecimal(attribute.as_slice())),
    }
}

/// Returns the short name of an OID (RFC 4514 §3).
fn short_name(number: &str) -> Option<&'static str> {
    Some(match number {
        "2.5.4.3" => "CN",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        _ => return None,
    })
}

/// Escapes a value (RFC 4514 §2.4).
fn escape(value: &str) -> String {
    let length = value.chars().count();
    value.chars().enumerate().fold(String::new(), |mut text, (position, letter)| {
        let at_edge = position == 0 || position + 1 == length;
        match letter {
            '\0' => text.push_str("\\00"),
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => text.extend(['\\', letter]),
            '#' if position == 0 => text.push_str("\\#"),
            ' ' if at_edge => text.push_str("\\ "),
            other => text.push(other),
        }
        text
    })
}

fn hash(algorithm: &'static Algorithm, bytes: &[u8]) -> String {
    hexadecimal(digest(algorithm, bytes).as_ref())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P384_SHA384, PublicKeyData, date_time_ymd};

    use super::*;

    #[test]
    fn a_certificate_is_described_in_the_words_of_administrators() {
        let mut params = CertificateParams::new(["mta-sts.example.test".into(), "*.example.test".into()]).unwrap();
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2026, 4, 1);
        params.distinguished_name.push(DnType::CommonName, "example.test");
        params.distinguished_name.push(DnType::OrganizationName, "Mail, Mail + Sons");
        let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
        let der = params.self_signed(&key).unwrap();
        let seen = parse_certificate(der.der(), false);
        assert_eq!(seen.names, ["mta-sts.example.test", "*.example.test"]);
        assert_eq!(seen.common_name.as_deref(), Some("example.test"));
        assert!(
            ["O=Mail\\, Mail \\+ Sons,CN=example.test", "CN=example.test,O=Mail\\, Mail \\+ Sons"]
                .contains(&seen.subject.as_str()),
            "{}",
            seen.subject
        );
        assert_eq!((seen.not_before, seen.not_after), (1_767_225_600, 1_775_001_600));
        assert_eq!((seen.key.as_str(), seen.sha256.len()), ("EC P-384", 64));
    }

    #[test]
    fn digests_are_those_of_tlsa_records() {
        let key = KeyPair::generate().unwrap();
        let der = CertificateParams::new(["mx.example.test".into()]).unwrap().self_signed(&key).unwrap();
        let seen = parse_certificate(der.der(), true);
        let spki = key.subject_public_key_info();
        let expected = Digests {
            sha512: hash(&SHA512, der.der()),
            key_sha256: hash(&SHA256, &spki),
            key_sha512: hash(&SHA512, &spki),
        };
        assert_eq!(seen.digests, Some(expected));
        assert_eq!(parse_certificate(der.der(), false).digests, None);
    }

    #[test]
    fn what_cannot_be_read_keeps_its_fingerprint() {
        let seen = parse_certificate(&CertificateDer::from(b"nonsense".as_slice()), true);
        assert_eq!((seen.subject.as_str(), seen.sha256.len()), ("", 64));
    }

    #[test]
    fn values_are_escaped() {
        let cases = [
            ("plain", "plain"),
            ("#a", "\\#a"),
            (" a b ", "\\ a b\\ "),
            ("a,b", "a\\,b"),
            ("\0", "\\00"),
            (" ", "\\ "),
        ];
        for (value, escaped) in cases {
            assert_eq!(escape(value), escaped);
        }
    }
}
