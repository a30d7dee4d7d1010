//! The result of a TLS handshake, including the certificate if it did not verify.

use serde::{Deserialize, Serialize};

/// One TLS handshake and the certificates that the server sent.
///
/// Name, dates and trust are separate: a certificate can be expired *and* issued for another name, and the report shows
/// both. Therefore `trust` judges the chain alone, at a time when the leaf was valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct TlsHandshake {
    /// The negotiated version; `None` if the handshake ended before.
    pub version: Option<TlsVersion>,
    /// The negotiated application protocol (ALPN), such as `http/1.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alpn: Option<String>,
    /// The certificates as sent, the server's own first.
    pub chain: Vec<Certificate>,
    /// The trust result of the chain; `None` if no certificate was seen.
    pub trust: Option<Trust>,
    /// The verifier's error text in English, for the evidence. It reflects the date check by the observer's clock. With
    /// trusted chains, `None` means valid dates; an error about the dates comes first in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifier: Option<String>,
    /// The reason why no handshake completed. A certificate that does not verify is not a failure here. If a server
    /// refuses HTTP/1.1 (alert `no_application_protocol`), the other fields come from a handshake that offered HTTP/2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<TlsFailure>,
}

/// A protocol version, in the spelling of OpenSSL and most logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, lean::Read)]
pub enum TlsVersion {
    /// TLS 1.0 (RFC 2246), deprecated by RFC 8996.
    #[serde(rename = "TLSv1")]
    Tls10,
    /// TLS 1.1 (RFC 4346), deprecated by RFC 8996.
    #[serde(rename = "TLSv1.1")]
    Tls11,
    /// TLS 1.2 (RFC 5246).
    #[serde(rename = "TLSv1.2")]
    Tls12,
    /// TLS 1.3 (RFC 8446).
    #[serde(rename = "TLSv1.3")]
    Tls13,
}

impl TlsVersion {
    /// Returns the customary spelling: `TLS 1.2`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tls10 => "TLS 1.0",
            Self::Tls11 => "TLS 1.1",
            Self::Tls12 => "TLS 1.2",
            Self::Tls13 => "TLS 1.3",
        }
    }
}

/// One X.509 certificate (RFC 5280), reduced to the fields that mail administrators need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Certificate {
    /// Subject, as text (RFC 4514).
    pub subject: String,
    /// The subject's common name, which RFC 9525 §2 tells senders to ignore.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_name: Option<String>,
    /// Issuer, as text (RFC 4514).
    pub issuer: String,
    /// The DNS names of the subject alternative name extension, unmodified.
    pub names: Vec<String>,
    /// Start of validity, in seconds since 1970-01-01T00:00:00Z.
    pub not_before: i64,
    /// End of validity (inclusive), in seconds since 1970-01-01T00:00:00Z.
    pub not_after: i64,
    /// SHA-256 of the DER encoding, lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Digests for comparison with TLSA records (RFC 6698 §2.1), if requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digests: Option<Digests>,
    /// The key type in words: `EC P-256`, `RSA 2048`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Whether signatures lead from the server's own certificate to this one. A trust anchor named by a TLSA record
    /// needs such a path (RFC 7671 §5.2). The leaf's dates are ignored. `None` for the leaf itself, and if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
}

/// Digests of a certificate and of its key, in lower-case hexadecimal. The SHA-256 of the whole is
/// [`Certificate::sha256`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Digests {
    /// SHA-512 of the DER encoding of the certificate.
    pub sha512: String,
    /// SHA-256 of the DER encoding of its `SubjectPublicKeyInfo`.
    pub key_sha256: String,
    /// SHA-512 of the DER encoding of its `SubjectPublicKeyInfo`.
    pub key_sha512: String,
}

/// The trust result of a chain, regardless of dates and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// It leads to a root trusted by the proxy (the Web PKI roots and `--ca-file`).
    Trusted,
    /// The server's certificate is self-signed.
    SelfSigned,
    /// An intermediate certificate between the server's certificate and a known authority was not sent.
    Incomplete,
    /// It ends in a root that is not trusted.
    UntrustedRoot,
    /// The verifier rejected it for another reason; see [`TlsHandshake::verifier`].
    Other,
}

/// The reason why a handshake did not complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why", content = "detail")]
pub enum TlsFailure {
    /// The server sent the alert `protocol_version` (70): it supports only versions older than TLS 1.2.
    Version,
    /// The server sent another alert, named here as in RFC 8446 §6.
    Alert(String),
    /// The server closed or reset the connection during the handshake.
    Closed,
    /// The server's bytes are not TLS, or violate the protocol.
    NotTls(String),
    /// The deadline of this stage passed.
    Timeout,
}
