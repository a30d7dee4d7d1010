//! Routing of mail to the domain (RFC 5321 §5.1).

use std::{collections::BTreeSet, net::IpAddr};

use evidence::{Evidence, Rcode, RecordKind};
use mta_sts::Domain;

/// The routing of mail to the domain (RFC 5321 §5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MailRouting {
    /// The MX answer is missing, failed or filtered, or so are the address answers of a domain without MX records.
    Unknown,
    /// The domain does not exist.
    NoDomain,
    /// A null MX alone (RFC 7505).
    Null,
    /// Neither an MX record nor an address.
    NoAddress,
    /// No MX record: the domain itself is the MX host.
    Implicit,
    /// MX hosts, by preference. A null MX among them is only flagged, and not in the list.
    Hosts { hosts: Vec<MxHost>, with_null: bool },
}

/// One MX host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MxHost {
    pub preference: u16,
    pub name: String,
}

/// Maximum number of MX hosts compared with the policy. Real domains have far fewer.
const HOST_LIMIT: usize = 100;

impl MailRouting {
    /// Determines the routing from the MX answer, or from the domain's own addresses if it has no MX record.
    pub fn from_evidence(domain: &Domain, seen: &Evidence) -> Self {
        let known = |name: &str, kind| seen.dns_answer(name, kind).filter(|answer| answer.is_conclusive());
        let Some(answer) = known(domain.as_str(), RecordKind::Mx) else { return Self::Unknown };
        if answer.rcode == Rcode::NXDOMAIN {
            return Self::NoDomain;
        }
        if answer.records.is_empty() {
            let own = [RecordKind::A, RecordKind::Aaaa].map(|kind| known(domain.as_str(), kind));
            return if own.iter().flatten().any(|answer| !answer.records.is_empty()) {
                Self::Implicit
            } else if own.iter().all(Option::is_some) {
                Self::NoAddress
            } else {
                Self::Unknown
            };
        }
        let of = |(preference, host): (u16, &str)| MxHost { preference, name: host.to_owned() };
        let (null, mut hosts): (Vec<MxHost>, Vec<MxHost>) =
            answer.exchanges().map(of).partition(|host| host.name == ".");
        hosts.sort_unstable();
        let mut known_names = BTreeSet::new();
        hosts.retain(|host| known_names.insert(host.name.clone()));
        hosts.truncate(HOST_LIMIT);
        if hosts.is_empty() { Self::Null } else { Self::Hosts { hosts, with_null: !null.is_empty() } }
    }
}

/// Returns whether no sender can reach an address: it is loopback, private (RFC 1918), shared (RFC 6598), link-local,
/// unique-local or unspecified.
#[must_use]
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified() || shared
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_private(IpAddr::V4(v4)),
            None => v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local() || v6.is_unicast_link_local(),
        },
    }
}
