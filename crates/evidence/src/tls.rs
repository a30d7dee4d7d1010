//! The result of a TLS handshake, including the certificate if it did not verify.

use serde::{Deserialize, Serialize};

/// One TLS handshake and the certificates that the server sent.
///
/// Name, dates and trust are separate: a certificate can be expired *and* issued for another name, and the report shows both.
/// `trust` therefore judges the chain alone, at a time when the leaf was valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct TlsHandshake {
    /// The version that was negotiated; `None` if the handshake ended before.
    pub version: Option<TlsVersion>,
    /// The application protocol that was agreed on (ALPN), such as `http/1.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alpn: Option<String>,
    /// The certificates as sent, the server's own first.
    pub chain: Vec<Certificate>,
    /// How the chain ends; `None` if no certificate was seen.
    pub trust: Option<Trust>,
    /// The verifier's error text, for the evidence: English, not translated. `None`, and a text that begins with an objection to
    /// the dates, show the result of the date check by the observer's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifier: Option<String>,
    /// Why no handshake was completed. A certificate that does not verify is no failure here. Of a server that refuses HTTP/1.1
    /// (the alert `no_application_protocol`), the rest of this was seen with HTTP/2 offered.
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
    /// The version as people write it: `TLS 1.2`.
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

/// One X.509 certificate (RFC 5280), reduced to what a mail administrator asks about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Certificate {
    /// Subject, as text (RFC 4514).
    pub subject: String,
    /// The subject's common name, which RFC 9525 §2 tells senders to ignore.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_name: Option<String>,
    /// Issuer, as text (RFC 4514).
    pub issuer: String,
    /// The DNS names of the subject alternative name extension, as they stand.
    pub names: Vec<String>,
    /// First moment of validity, seconds since 1970-01-01T00:00:00Z.
    pub not_before: i64,
    /// Last moment of validity, seconds since 1970-01-01T00:00:00Z.
    pub not_after: i64,
    /// SHA-256 of the DER encoding, lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Digests that TLSA records are compared with (RFC 6698 §2.1), where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digests: Option<Digests>,
    /// The key, in words: `EC P-256`, `RSA 2048`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Whether signatures lead from the server's own certificate to this one, as for an authority that a TLSA record names (RFC
    /// 7671 §5.2); the leaf's dates are ignored. `None` for the leaf itself, and if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
}

/// Digests of a certificate and of its key, lower-case hexadecimal. The SHA-256 of the whole is [`Certificate::sha256`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Digests {
    /// SHA-512 of the DER encoding of the certificate.
    pub sha512: String,
    /// SHA-256 of the DER encoding of its `SubjectPublicKeyInfo`.
    pub key_sha256: String,
    /// SHA-512 of the same.
    pub key_sha512: String,
}

/// How a chain ends, dates and names left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// It leads to a root that the proxy trusts (the Web PKI roots and `--ca-file`).
    Trusted,
    /// The server's certificate signs itself.
    SelfSigned,
    /// A link between the server's certificate and a known authority was not sent.
    Incomplete,
    /// It ends in a root that is not trusted.
    UntrustedRoot,
    /// The verifier refused it for another reason; see [`TlsHandshake::verifier`].
    Other,
}

/// Why a handshake was not completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why", content = "detail")]
pub enum TlsFailure {
    /// The server sent the alert `protocol_version` (70): it speaks only versions older than TLS 1.2.
    Version,
    /// The server sent another alert, named here as in RFC 8446 §6.
    Alert(String),
    /// The server closed or reset the connection in the middle of the handshake.
    Closed,
    /// The server's bytes are not TLS, or break the protocol.
    NotTls(String),
    /// The deadline of this stage passed.
    Timeout,
}
