//! DNS answers in a world file.

use std::net::IpAddr;

use evidence::{DnsAnswer, ExtendedError, RawBytes, Rcode, Record, RecordKind, Tlsa, canonical_name};
use serde::{Deserialize, Serialize};

use super::octets::{hex_octets, tlsa_association};

/// One DNS answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DnsEntry {
    /// Mnemonic of the response code; NOERROR if absent.
    #[serde(default)]
    pub rcode: Option<String>,
    /// The records.
    #[serde(default)]
    pub rrs: Vec<RecordText>,
    /// TTL in seconds.
    #[serde(default)]
    pub ttl: Option<u32>,
    /// The AD bit.
    #[serde(default)]
    pub ad: bool,
    /// Codes of extended errors.
    #[serde(default)]
    pub ede: Vec<u16>,
    /// Names along the CNAME chain.
    #[serde(default)]
    pub chain: Vec<String>,
}

/// One record: `[10, "mx1.example."]`, `[0, "issue", "ca.example"]`, `["character", "strings"]` or `"192.0.2.1"`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordText {
    /// MX.
    Mx(u16, String),
    /// CAA: flags, tag, value.
    Caa(u8, String, String),
    /// TLSA: usage, selector, matching type, and association data in hexadecimal. `@` and an MX host of this world
    /// stand for data that matches the host's certificate.
    Tlsa(u8, u8, u8, String),
    /// TXT.
    Txt(Vec<String>),
    /// A or AAAA.
    Address(IpAddr),
}

impl DnsEntry {
    pub(super) fn answer(&self, kind: RecordKind) -> DnsAnswer {
        DnsAnswer {
            rcode: rcode(self.rcode.as_deref()),
            authenticated: self.ad,
            chain: self.chain.iter().map(|name| canonical_name(name)).collect(),
            records: self.rrs.iter().filter_map(|record| record.record(kind)).collect(),
            ttl: self.ttl,
            extended_errors: self.ede.iter().map(|&code| ExtendedError { code, text: String::new() }).collect(),
        }
    }
}

impl RecordText {
    /// Returns the record, if it is of this type.
    #[must_use]
    pub fn record(&self, kind: RecordKind) -> Option<Record> {
        match (self, kind) {
            (Self::Mx(preference, host), RecordKind::Mx) => {
                Some(Record::Mx { preference: *preference, exchange: canonical_name(host) })
            }
            (Self::Caa(flags, tag, value), RecordKind::Caa) => {
                Some(Record::Caa { flags: *flags, tag: tag.clone(), value: RawBytes::from(value.as_str()) })
            }
            (Self::Tlsa(usage, selector, matching, data), RecordKind::Tlsa) => Some(Record::Tlsa(Tlsa {
                usage: *usage,
                selector: *selector,
                matching: *matching,
                data: RawBytes(match data.strip_prefix('@') {
                    Some(host) => tlsa_association(host, *selector, *matching),
                    None => hex_octets(data),
                }),
            })),
            (Self::Txt(strings), RecordKind::Txt) => {
                Some(Record::Txt(strings.iter().map(|text| RawBytes::from(text.as_str())).collect()))
            }
            (Self::Address(IpAddr::V4(address)), RecordKind::A) => Some(Record::A(*address)),
            (Self::Address(IpAddr::V6(address)), RecordKind::Aaaa) => Some(Record::Aaaa(*address)),
            _ => None,
        }
    }
}

fn rcode(name: Option<&str>) -> Rcode {
    match name {
        Some("SERVFAIL") => Rcode::SERVFAIL,
        Some("NXDOMAIN") => Rcode::NXDOMAIN,
        Some("REFUSED") => Rcode::REFUSED,
        _ => Rcode::NOERROR,
    }
}
