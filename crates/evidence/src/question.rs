//! Questions about a domain.

use serde::{Deserialize, Serialize};

/// One question whose answer is evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "ask")]
pub enum Question {
    /// A DNS look-up.
    Dns(DnsQuestion),
    /// The policy file of a domain, fetched as by a sender (RFC 8461 §3.3).
    Policy {
        /// The policy domain, as A-labels.
        domain: String,
    },
    /// STARTTLS and certificate of one MX host (RFC 8461 §4.2).
    Mail {
        /// The policy domain, as A-labels.
        domain: String,
        /// The MX host, lower case, without the final dot.
        host: String,
    },
}

impl Question {
    /// Creates a DNS question, with the name in lower case and without its final dot.
    #[must_use]
    pub fn dns(name: &str, kind: RecordKind) -> Self {
        Self::Dns(DnsQuestion { name: crate::dns::canonical_name(name), kind })
    }
}

/// A name and a record type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
pub struct DnsQuestion {
    /// The name in presentation format (RFC 1035 §5.1), lower case, without the final dot.
    pub name: String,
    /// The record type.
    #[serde(rename = "type")]
    pub kind: RecordKind,
}

/// The record types used by checks and set-ups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "UPPERCASE")]
pub enum RecordKind {
    /// IPv4 address, type 1 (RFC 1035 §3.4.1).
    A,
    /// IPv6 address, type 28 (RFC 3596 §2.1).
    Aaaa,
    /// Certification authority authorization, type 257 (RFC 8659 §4). Only a set-up queries it, not a check.
    Caa,
    /// Mail exchange, type 15 (RFC 1035 §3.3.9).
    Mx,
    /// Name server, type 2 (RFC 1035 §3.3.11). Only a set-up queries it, to recognise the DNS panel.
    Ns,
    /// TLSA, type 52 (RFC 6698 §2.1).
    Tlsa,
    /// Text, type 16 (RFC 1035 §3.3.14).
    Txt,
}

impl RecordKind {
    /// Every type, in alphabetical order.
    pub const ALL: [Self; 7] = [Self::A, Self::Aaaa, Self::Caa, Self::Mx, Self::Ns, Self::Tlsa, Self::Txt];

    /// Returns the type's mnemonic.
    #[must_use]
    pub const fn mnemonic(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Caa => "CAA",
            Self::Mx => "MX",
            Self::Ns => "NS",
            Self::Tlsa => "TLSA",
            Self::Txt => "TXT",
        }
    }
}

/// Underscored labels in the TXT names that current or earlier versions of a check query. They cover the records
/// themselves, and names where records are published by mistake. A proxy looks up no other TXT records for strangers.
pub const TXT_LABELS: [&str; 10] =
    ["_mta-sts", "_mta_sts", "_report", "_smtp", "_smtp-tls", "_smtp-tlsrpt", "_smtp_tls", "_tcp", "_tls", "_tlsrpt"];
