//! A DNS answer, free of its wire format.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use crate::{Octets, Tlsa};

/// A resolver's answer to one [`DnsQuestion`](crate::DnsQuestion).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct DnsAnswer {
    /// Response code.
    pub rcode: Rcode,
    /// The AD bit: this resolver says that it validated the answer (RFC 4035 §3.2.3).
    #[serde(default)]
    pub authenticated: bool,
    /// Names that CNAME records led through, the name asked for left out: lower case, without the final dot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<String>,
    /// The records of the type asked for at the end of the chain, in the order received.
    #[serde(default)]
    pub records: Vec<Record>,
    /// The smallest time to live in the answer, in seconds; of a negative answer as RFC 2308 §5 has it. A cache may have
    /// lowered it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    /// Extended errors (RFC 8914).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extended_errors: Vec<ExtendedError>,
}

impl DnsAnswer {
    /// The addresses among the records.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> + '_ {
        self.records.iter().filter_map(|record| match record {
            Record::A(address) => Some(IpAddr::V4(*address)),
            Record::Aaaa(address) => Some(IpAddr::V6(*address)),
            Record::Caa { .. } | Record::Mx { .. } | Record::Ns(_) | Record::Txt(_) | Record::Tlsa(_) => None,
        })
    }

    /// The MX records: preference and exchange.
    pub fn exchanges(&self) -> impl Iterator<Item = (u16, &str)> {
        self.records.iter().filter_map(|record| match record {
            Record::Mx { preference, exchange } => Some((*preference, exchange.as_str())),
            _ => None,
        })
    }

    /// The CAA records: flags, tag and value.
    pub fn authorizations(&self) -> impl Iterator<Item = (u8, &str, &Octets)> {
        self.records.iter().filter_map(|record| match record {
            Record::Caa { flags, tag, value } => Some((*flags, tag.as_str(), value)),
            _ => None,
        })
    }

    /// The name servers among the records.
    pub fn name_servers(&self) -> impl Iterator<Item = &str> {
        self.records.iter().filter_map(|record| match record {
            Record::Ns(server) => Some(server.as_str()),
            _ => None,
        })
    }

    /// The TXT records, the character-strings of each still apart.
    pub fn texts(&self) -> impl Iterator<Item = &[Octets]> {
        self.records.iter().filter_map(|record| match record {
            Record::Txt(strings) => Some(strings.as_slice()),
            _ => None,
        })
    }

    /// The TLSA records.
    pub fn tlsa(&self) -> impl Iterator<Item = &Tlsa> {
        self.records.iter().filter_map(|record| match record {
            Record::Tlsa(tlsa) => Some(tlsa),
            _ => None,
        })
    }

    /// Whether its emptiness means something: the resolver neither failed nor filtered (RFC 8914 §4.16 to §4.19).
    #[must_use]
    pub fn is_conclusive(&self) -> bool {
        matches!(self.rcode, Rcode::NOERROR | Rcode::NXDOMAIN) && !self.has_extended_error(&[4, 15, 16, 17, 18])
    }

    /// Whether an extended error with one of these codes came along.
    #[must_use]
    pub fn has_extended_error(&self, codes: &[u16]) -> bool {
        self.extended_errors.iter().any(|error| codes.contains(&error.code))
    }
}

/// A record of one of the types that a check asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "lowercase")]
pub enum Record {
    /// IPv4 address.
    A(Ipv4Addr),
    /// IPv6 address.
    Aaaa(Ipv6Addr),
    /// Which certification authorities may issue certificates (RFC 8659 §4.1).
    Caa {
        /// Flags; the highest bit says that issuers must know the tag.
        flags: u8,
        /// The property's name, as received.
        tag: String,
        /// Its value.
        value: Octets,
    },
    /// Mail exchange.
    Mx {
        /// Preference, lower is tried first.
        preference: u16,
        /// The host: lower case, without the final dot; `.` alone in a null MX (RFC 7505).
        exchange: String,
    },
    /// A name server: lower case, without the final dot.
    Ns(String),
    /// The character-strings of one text record, not yet joined.
    Txt(Vec<Octets>),
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
    /// The resolver will not answer.
    pub const REFUSED: Self = Self(5);

    /// The mnemonic, where this product knows one.
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
    /// EXTRA-TEXT, often empty: the resolver's words, shown escaped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A name as this product compares it: lower case, without the final dot; the root stays `.`.
#[must_use]
pub fn canonical_name(name: &str) -> String {
    match name.strip_suffix('.') {
        Some("") => ".".into(),
        Some(rest) => rest.to_ascii_lowercase(),
        None => name.to_ascii_lowercase(),
    }
}
