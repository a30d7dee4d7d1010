//! TLS of a server in a world file.

use evidence::{Certificate, DAY, Timestamp, TlsFailure, TlsHandshake, TlsVersion, Trust};
use serde::{Deserialize, Serialize};

use crate::facts::certificate::{EXPIRED, NOT_YET_VALID};

/// TLS of a server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// Whether a handshake completes.
    #[serde(default = "yes")]
    pub ok: bool,
    /// The alert that ends the handshake, if it does not complete.
    #[serde(default)]
    pub error: Option<String>,
    /// The newest version that the server supports.
    #[serde(default)]
    pub version: Option<TlsVersion>,
    /// DNS names in the certificate.
    #[serde(default)]
    pub names: Vec<String>,
    /// Common name in the certificate.
    #[serde(default)]
    pub cn: Option<String>,
    /// Start of validity: a time, or days from now such as `-30d`.
    #[serde(default)]
    pub not_before: Option<String>,
    /// End of validity, in the same form.
    #[serde(default)]
    pub not_after: Option<String>,
    /// The trust of the chain: `trusted`, `self-signed`, `untrusted-root`, `incomplete`.
    #[serde(default)]
    pub chain: Option<String>,
    /// Whether the server accepts TLS 1.1 besides newer versions. Servers of the laboratory never do.
    #[serde(default)]
    pub accepts_old: bool,
    /// Whether the server refuses a handshake without SNI.
    #[serde(default)]
    pub sni_required: bool,
    /// Whether the host's first TLSA record matches the certificate.
    #[serde(default)]
    pub tlsa_match: Option<bool>,
}

const fn yes() -> bool {
    true
}

impl Tls {
    /// Returns the start and end of the certificate's validity. The defaults are 30 days before and 60 days after now.
    #[must_use]
    pub fn validity(&self, now: Timestamp) -> (Timestamp, Timestamp) {
        let of = |text: &Option<String>, days: i64| {
            text.as_deref().and_then(|text| moment(text, now)).unwrap_or_else(|| now.plus_seconds(days * DAY))
        };
        (of(&self.not_before, -30), of(&self.not_after, 60))
    }

    /// Returns the trust of the chain.
    #[must_use]
    pub fn trust(&self) -> Trust {
        match self.chain.as_deref() {
            Some("self-signed") => Trust::SelfSigned,
            Some("incomplete") => Trust::Incomplete,
            Some("untrusted-root") => Trust::UntrustedRoot,
            _ => Trust::Trusted,
        }
    }

    pub(super) fn observation(&self, now: Timestamp) -> TlsHandshake {
        if !self.ok {
            let failure = TlsFailure::Alert(self.error.clone().unwrap_or_else(|| "handshake_failure".into()));
            return TlsHandshake {
                version: None,
                alpn: None,
                chain: Vec::new(),
                trust: None,
                verifier: None,
                failure: Some(failure),
            };
        }
        TlsHandshake {
            version: Some(self.version.unwrap_or(TlsVersion::Tls13)),
            alpn: Some("http/1.1".into()),
            chain: vec![self.certificate(now)],
            trust: Some(self.trust()),
            verifier: self.objection(now),
            failure: None,
        }
    }

    /// Returns the verifier's objection to the dates. The verifier does not check the name here.
    fn objection(&self, now: Timestamp) -> Option<String> {
        let (not_before, not_after) = self.validity(now);
        let words = if not_after < now {
            EXPIRED
        } else if not_before > now {
            NOT_YET_VALID
        } else {
            return None;
        };
        Some(words.into())
    }

    fn certificate(&self, now: Timestamp) -> Certificate {
        let (not_before, not_after) = self.validity(now);
        let common_name = self.cn.clone().or_else(|| self.names.first().cloned());
        let subject = common_name.as_ref().map(|name| format!("CN={name}")).unwrap_or_default();
        Certificate {
            issuer: if self.trust() == Trust::SelfSigned { subject.clone() } else { "CN=Example CA".into() },
            subject,
            common_name,
            names: self.names.clone(),
            not_before: not_before.unix_seconds(),
            not_after: not_after.unix_seconds(),
            sha256: String::new(),
            digests: None,
            key: String::new(),
            reached: None,
        }
    }
}

/// Parses a time, or one relative to now: `+60d`, `-3d`.
fn moment(text: &str, now: Timestamp) -> Option<Timestamp> {
    match text.strip_suffix('d').and_then(|days| days.parse::<i64>().ok()) {
        Some(days) => Some(now.plus_seconds(days.checked_mul(DAY)?)),
        None => text.parse().ok(),
    }
}
