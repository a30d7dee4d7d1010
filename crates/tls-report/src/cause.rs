//! The cause of a failure and its owner, from result type, reason code and the policy of the entry.
//!
//! The result type alone is no diagnosis: some senders report every handshake failure as `certificate-not-trusted`.

use mta_sts::MxPattern;
use serde::{Serialize, Serializer};
use smol_str::SmolStr;

use crate::{Failure, PolicyEntry, PolicyType, ResultType};

/// The party that can fix a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The mail server.
    Mail,
    /// The policy file and its web server.
    Web,
    /// DNS.
    Dns,
    /// The sender, or the network between.
    Sender,
    /// The report does not say.
    Unknown,
}

impl Owner {
    /// Every owner.
    pub const ALL: [Self; 5] = [Self::Mail, Self::Web, Self::Dns, Self::Sender, Self::Unknown];

    /// Returns the word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Web => "web",
            Self::Dns => "dns",
            Self::Sender => "sender",
            Self::Unknown => "unknown",
        }
    }

    /// Returns whether the domain's own operators can fix it. Unexplained failures are theirs to investigate.
    #[must_use]
    pub const fn belongs_to_domain(self) -> bool {
        !matches!(self, Self::Sender)
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl Serialize for Owner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

macro_rules! causes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $owner:ident;)+) => {
        /// The cause of a failure.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cause { $($(#[doc = $doc])+ $name,)+ }

        impl Cause {
            /// Every cause.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the name in JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Returns the party that can fix it.
            #[must_use]
            pub const fn owner(self) -> Owner {
                match self { $(Self::$name => Owner::$owner,)+ }
            }
        }
    };
}

causes! {
    /// The MX host offers no STARTTLS.
    StarttlsMissing = "starttls-missing", Mail;
    /// The MX host offers STARTTLS and refuses it.
    StarttlsRefused = "starttls-refused", Mail;
    /// The certificate of the MX host has other names.
    CertificateName = "certificate-name", Mail;
    /// The certificate of the MX host has expired.
    CertificateExpired = "certificate-expired", Mail;
    /// The certificate of the MX host is not valid yet.
    CertificateNotYetValid = "certificate-not-yet-valid", Mail;
    /// The certificate chain of the MX host leads to no trusted root.
    CertificateUntrusted = "certificate-untrusted", Mail;
    /// The MX host aborted the handshake, or supports no TLS that the sender supports.
    HandshakeFailed = "handshake-failed", Mail;
    /// The policy does not list the MX host.
    MxNotInPolicy = "mx-not-in-policy", Web;
    /// The connection broke or timed out.
    Network = "network", Sender;
    /// The policy file does not exist: an HTTP status such as 404.
    PolicyNotServed = "policy-not-served", Web;
    /// The policy could not be fetched.
    PolicyUnreachable = "policy-unreachable", Web;
    /// The policy could not be fetched; the sender used its cached policy.
    OlderPolicyUsed = "older-policy-used", Web;
    /// The policy file has errors.
    PolicyInvalid = "policy-invalid", Web;
    /// The certificate of the policy host was not accepted.
    PolicyCertificate = "policy-certificate", Web;
    /// No TLSA record matches the certificate of the MX host.
    TlsaMismatch = "tlsa-mismatch", Dns;
    /// DNSSEC validation fails for the zone of the MX host.
    DnssecBroken = "dnssec-broken", Dns;
    /// The sender requires DANE, and there are no TLSA records.
    DaneRequired = "dane-required", Dns;
    /// The sender gives no reason.
    Unexplained = "unexplained", Unknown;
    /// The sender uses a word that is not in the registry.
    UnknownType = "unknown-type", Unknown;
    /// The summary counts failures that no detail explains.
    NoDetails = "no-details", Unknown;
}

/// Fragments of reason codes and the causes they mean, in lower case with `-` for every other character.
const FRAGMENTS: &[(&str, Cause)] = &[
    ("fallback-to-cached-policy", Cause::OlderPolicyUsed),
    ("mx-not-authorized", Cause::MxNotInPolicy),
    ("mx-mismatch", Cause::MxNotInPolicy),
    ("mx-hosts-mismatch", Cause::MxNotInPolicy),
    ("mx-host-mismatch", Cause::MxNotInPolicy),
    ("http-status", Cause::PolicyNotServed),
    ("response-code", Cause::PolicyNotServed),
    ("starttls-reply-code", Cause::StarttlsRefused),
    ("not-yet-valid", Cause::CertificateNotYetValid),
    ("expired", Cause::CertificateExpired),
    ("notvalidforname", Cause::CertificateName),
    ("hostname-mismatch", Cause::CertificateName),
    ("name-mismatch", Cause::CertificateName),
    ("self-signed", Cause::CertificateUntrusted),
    ("unknownissuer", Cause::CertificateUntrusted),
    ("issuer", Cause::CertificateUntrusted),
    ("certificate-chain", Cause::CertificateUntrusted),
    ("dane-no-match", Cause::TlsaMismatch),
    ("unusable-records", Cause::TlsaMismatch),
    ("extended-error", Cause::DnssecBroken),
    ("extended-dns-error", Cause::DnssecBroken),
    ("fatal-alert", Cause::HandshakeFailed),
    ("remote-alert", Cause::HandshakeFailed),
    ("tls-record-header-error", Cause::HandshakeFailed),
    ("timeout", Cause::Network),
    ("timed-out", Cause::Network),
    ("connection-closed", Cause::Network),
    ("connection-reset", Cause::Network),
    ("connection-refused", Cause::Network),
];

impl Cause {
    /// Returns the cause of a failure that a policy entry reports.
    #[must_use]
    pub fn from_failure(entry: &PolicyEntry, failure: &Failure) -> Self {
        let by_reason = || failure.reason.as_deref().and_then(by_reason);
        match &failure.result_type {
            ResultType::StarttlsNotSupported => refine(by_reason(), &[Self::StarttlsRefused], Self::StarttlsMissing),
            ResultType::CertificateHostMismatch => Self::CertificateName,
            ResultType::CertificateExpired => Self::CertificateExpired,
            ResultType::CertificateNotTrusted => by_reason().unwrap_or(Self::CertificateUntrusted),
            ResultType::ValidationFailure => by_reason().unwrap_or_else(|| unexplained(entry, failure)),
            ResultType::TlsaInvalid => Self::TlsaMismatch,
            ResultType::DnssecInvalid => Self::DnssecBroken,
            ResultType::DaneRequired => Self::DaneRequired,
            ResultType::StsPolicyFetchError => {
                refine(by_reason(), &[Self::PolicyNotServed, Self::OlderPolicyUsed], Self::PolicyUnreachable)
            }
            ResultType::StsPolicyInvalid => Self::PolicyInvalid,
            ResultType::StsWebpkiInvalid => Self::PolicyCertificate,
            ResultType::Other(_) | ResultType::Missing => by_reason().unwrap_or(Self::UnknownType),
        }
    }
}

/// Returns the cause from the reason code if it fits the result type, or else the general cause.
fn refine(by_reason: Option<Cause>, fitting: &[Cause], otherwise: Cause) -> Cause {
    by_reason.filter(|cause| fitting.contains(cause)).unwrap_or(otherwise)
}

fn by_reason(reason: &str) -> Option<Cause> {
    let mut slug = String::with_capacity(reason.len().min(256));
    for c in reason.chars().take(256) {
        slug.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    }
    let slug: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
    let slug = slug.join("-");
    FRAGMENTS.iter().find(|(fragment, _)| slug.contains(fragment)).map(|(_, cause)| *cause)
}

/// Returns the cause of a failure without a known reason. Some senders give no reason if the policy does not list the
/// host.
fn unexplained(entry: &PolicyEntry, failure: &Failure) -> Cause {
    let Some(host) = failure.host().filter(|_| entry.policy_type == PolicyType::Sts) else { return Cause::Unexplained };
    let patterns = entry.patterns();
    if patterns.is_empty() || covers(patterns, &host) { Cause::Unexplained } else { Cause::MxNotInPolicy }
}

/// Returns whether a pattern covers the host (RFC 8461 §4.1).
pub(crate) fn covers(patterns: &[SmolStr], host: &str) -> bool {
    patterns.iter().filter_map(|pattern| MxPattern::parse(pattern).ok()).any(|pattern| pattern.matches(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_of_real_senders_are_understood() {
        for (reason, cause) in [
            ("MX not authorized by policy.", Some(Cause::MxNotInPolicy)),
            ("mtasts-policy-mx-mismatch", Some(Cause::MxNotInPolicy)),
            ("MX_HOSTS_MISMATCH", Some(Cause::MxNotInPolicy)),
            ("Handshake failed: invalid peer certificate: Expired", Some(Cause::CertificateExpired)),
            ("invalid peer certificate: NotValidForName", Some(Cause::CertificateName)),
            ("invalid peer certificate: UnknownIssuer", Some(Cause::CertificateUntrusted)),
            ("self-signed_certificate_in_certificate_chain", Some(Cause::CertificateUntrusted)),
            ("unable_to_get_local_issuer_certificate", Some(Cause::CertificateUntrusted)),
            ("certificate_not_yet_valid", Some(Cause::CertificateNotYetValid)),
            ("X509_V_ERR_CERT_HAS_EXPIRED", Some(Cause::CertificateExpired)),
            ("received fatal alert: HandshakeFailure", Some(Cause::HandshakeFailed)),
            ("bad https response code: 404", Some(Cause::PolicyNotServed)),
            ("http-status-503+fallback-to-cached-policy", Some(Cause::OlderPolicyUsed)),
            ("smtp-starttls-reply-code-454", Some(Cause::StarttlsRefused)),
            ("io-timeout-during-handshake", Some(Cause::Network)),
            ("dns-extended-error-6-dnssec-bogus", Some(Cause::DnssecBroken)),
            ("n0", None),
            ("", None),
        ] {
            assert_eq!(by_reason(reason), cause, "{reason}");
        }
    }
}
