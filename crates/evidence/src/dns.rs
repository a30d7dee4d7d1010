//! DNS answers, independent of the wire format.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use crate::{RawBytes, Tlsa};

/// A resolver's answer to one [`DnsQuestion`](crate::DnsQuestion).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct DnsAnswer {
    /// The response code.
    pub rcode: Rcode,
    /// Whether the AD bit is set: this resolver claims that it validated the answer (RFC 4035 §3.2.3).
    #[serde(default)]
    pub authenticated: bool,
    /// Names on the CNAME chain, without the queried name: lower case, without the final dot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<String>,
    /// The records of the queried type at the end of the chain, in the order received.
    #[serde(default)]
    pub records: Vec<Record>,
    /// The smallest TTL in the answer, in seconds. A negative answer has the TTL of RFC 2308 §5. A cache may have
    /// lowered it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    /// Extended errors (RFC 8914).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extended_errors: Vec<ExtendedError>,
}

impl DnsAnswer {
    /// Returns the addresses among the records.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> + '_ {
        self.records.iter().filter_map(|record| match record {
            Record::A(address) => Some(IpAddr::V4(*address)),
            Record::Aaaa(address) => Some(IpAddr::V6(*address)),
            Record::Caa { .. } | Record::Mx { .. } | Record::Ns(_) | Record::Txt(_) | Record::Tlsa(_) => None,
        })
    }

    /// Returns the MX records: preference and exchange.
    pub fn exchanges(&self) -> impl Iterator<Item = (u16, &str)> {
        self.records.iter().filter_map(|record| match record {
            Record::Mx { preference, exchange } => Some((*preference, exchange.as_str())),
            _ => None,
        })
    }

    /// Returns the CAA records: flags, tag and value.
    pub fn authorizations(&self) -> impl Iterator<Item = (u8, &str, &RawBytes)> {
        self.records.iter().filter_map(|record| match record {
            Record::Caa { flags, tag, value } => Some((*flags, tag.as_str(), value)),
            _ => None,
        })
    }

    /// Returns the name servers among the records.
    pub fn name_servers(&self) -> impl Iterator<Item = &str> {
        self.records.iter().filter_map(|record| match record {
            Record::Ns(server) => Some(server.as_str()),
            _ => None,
        })
    }

    /// Returns the character-strings of each TXT record, not yet joined.
    pub fn texts(&self) -> impl Iterator<Item = &[RawBytes]> {
        self.records.iter().filter_map(|record| match record {
            Record::Txt(strings) => Some(strings.as_slice()),
            _ => None,
        })
    }

    /// Returns the TLSA records.
    pub fn tlsa(&self) -> impl Iterator<Item = &Tlsa> {
        self.records.iter().filter_map(|record| match record {
            Record::Tlsa(tlsa) => Some(tlsa),
            _ => None,
        })
    }

    /// Returns whether an empty answer is conclusive. The resolver must not have failed, forged the answer
    /// (RFC 8914 §4.5) or filtered it (§4.16 to §4.19).
    #[must_use]
    pub fn is_conclusive(&self) -> bool {
        matches!(self.rcode, Rcode::NOERROR | Rcode::NXDOMAIN) && !self.has_extended_error(&[4, 15, 16, 17, 18])
    }

    /// Returns whether the answer has an extended error with one of these codes.
    #[must_use]
    pub fn has_extended_error(&self, codes: &[u16]) -> bool {
        self.extended_errors.iter().any(|error| codes.contains(&error.code))
    }
}

/// A record of one of the types that checks and set-ups query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "lowercase")]
pub enum Record {
    /// IPv4 address.
    A(Ipv4Addr),
    /// IPv6 address.
    Aaaa(Ipv6Addr),
    /// A CAA record: certification authorities allowed to issue certificates (RFC 8659 §4.1).
    Caa {
        /// Flags. The highest bit requires that issuers understand the tag.
        flags: u8,
        /// The property's tag, as received.
        tag: String,
        /// Its value.
        value: RawBytes,
    },
    /// Mail exchange.
    Mx {
        /// The preference. Lower values are tried first.
        preference: u16,
        /// The host, in lower case without the final dot; `.` alone in a null MX (RFC 7505).
        exchange: String,
    },
    /// A name server, in lower case without the final dot.
    Ns(String),
    /// The character-strings of one TXT record, not yet joined.
    Txt(Vec<RawBytes>),
    /// An association between a service and a certificate (DANE).
    Tlsa(Tlsa),
}

/// A response code (RFC 1035 §4.1.1, extended by RFC 6891 §6.1.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, lean::Read)]
#[serde(transparent)]
pub struct Rcode(pub u16);

impl Rcode {
    /// No error.
    pub const NOERROR: Self = Self(0);
    /// The resolver could not get an answer, or its validation failed.
    pub const SERVFAIL: Self = Self(2);
    /// The name does not exist.
    pub const NXDOMAIN: Self = Self(3);
    /// The resolver refuses to answer.
    pub const REFUSED: Self = Self(5);

    /// Returns the mnemonic, or `RCODE` and the number of an unknown code.
    #[must_use]
    pub fn mnemonic(self) -> String {
        match self.0 {
            0 => "NOERROR".into(),
            1 => "FORMERR".into(),
            2 => "SERVFAIL".into(),
            3 => "NXDOMAIN".into(),
            4 => "NOTIMP".into(),
            5 => "REFUSED".into(),
            other => format!("RCODE {other}"),
        }
    }
}

/// An extended DNS error (RFC 8914 §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct ExtendedError {
    /// INFO-CODE.
    pub code: u16,
    /// EXTRA-TEXT, often empty: the resolver's text, shown escaped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Returns a name in the form used for comparison: lower case, without the final dot. The root stays `.`.
#[must_use]
pub fn canonical_name(name: &str) -> String {
    match name.strip_suffix('.') {
        Some("") => ".".into(),
        Some(rest) => rest.to_ascii_lowercase(),
        None => name.to_ascii_lowercase(),
    }
}
