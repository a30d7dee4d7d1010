//! Shell lines that prove a set-up: they fetch the policy file as a sender does.

use std::net::IpAddr;

use mta_sts::Domain;

use crate::Target;

/// A shell line that fetches the policy file as a sender does, without following redirects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The time at which it works.
    pub moment: ProofTime,
    /// The shell line.
    pub command: String,
}

/// The time at which a proof works. The crate `words` has its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofTime {
    /// Before DNS points there, at a known IPv4 address.
    BeforeIpv4,
    /// Before DNS points there, at a known IPv6 address.
    BeforeIpv6,
    /// Before DNS points there. The owner replaces [`Proof::PLACEHOLDER`] with the server's address.
    BeforeUnknown,
    /// Once DNS points there.
    Published,
}

impl ProofTime {
    /// Every moment, in the order of the work.
    pub const ALL: [Self; 4] = [Self::BeforeIpv4, Self::BeforeIpv6, Self::BeforeUnknown, Self::Published];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::BeforeIpv4 => "before-ipv4",
            Self::BeforeIpv6 => "before-ipv6",
            Self::BeforeUnknown => "before-unknown",
            Self::Published => "published",
        }
    }
}

impl Proof {
    /// The text that stands for an unknown address.
    pub const PLACEHOLDER: &'static str = "ADDRESS";
}

/// Returns the proofs of a policy host. `has_address` tells hosts with an address of their own from aliases, whose address is
/// the platform's.
pub(super) fn proofs(domain: &Domain, targets: &[Target], has_address: bool) -> Vec<Proof> {
    let (host, url) = (domain.policy_host(), domain.policy_url());
    let at =
        |moment, address: &str| Proof { moment, command: format!("curl -sSi --resolve '{host}:443:{address}' {url}") };
    let known = targets.iter().filter_map(|target| match target {
        Target::Address(IpAddr::V4(address)) => Some(at(ProofTime::BeforeIpv4, &address.to_string())),
        Target::Address(IpAddr::V6(address)) => Some(at(ProofTime::BeforeIpv6, &format!("[{address}]"))),
        Target::Name(_) => None,
    });
    let mut proofs: Vec<Proof> = known.collect();
    if proofs.is_empty() && has_address {
        proofs.push(at(ProofTime::BeforeUnknown, Proof::PLACEHOLDER));
    }
    proofs.push(Proof { moment: ProofTime::Published, command: format!("curl -sSi {url}") });
    proofs
}
