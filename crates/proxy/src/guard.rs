//! Filter for addresses that the proxy may connect to: global unicast only, by the IANA special-purpose address
//! registries (RFC 6890, RFC 8190; tables for IPv4 and IPv6 as of 2025).
//!
//! Anyone can point a name at any address. The guard refuses addresses that only this machine or its network can reach,
//! including the registered ways to embed an IPv4 address in an IPv6 one. A translation prefix of the operator's own
//! choice (RFC 6052 §2.2) and ISATAP addresses (RFC 5214) look like any other global address and are not refused.

#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

use ipnet::IpNet;

use crate::special_addresses;

/// Reason for refusing an address that the operator denies, or that is this machine's own. Allowing a network does not
/// include such an address, unless it is the loopback or that one address.
const DENIED: &str = "denied by the operator, or this machine itself";

/// Text for a host whose addresses are all denied by the operator.
pub(crate) const DENIED_ADDRESSES: &str = "this server does not connect to the addresses of this host";

/// Decides which addresses may be connected to.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    allowed: Vec<IpNet>,
    denied: Vec<IpNet>,
}

/// Address that a [`Guard`] accepted. Only a guard can create one, and nothing else can be connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckedAddress(IpAddr);

impl CheckedAddress {
    /// Returns the address.
    #[must_use]
    pub const fn address(self) -> IpAddr {
        self.0
    }
}

impl Guard {
    /// Creates a guard that accepts public addresses and these networks.
    #[must_use]
    pub const fn allowing(allowed: Vec<IpNet>) -> Self {
        Self { allowed, denied: Vec::new() }
    }

    /// Refuses these networks, even where they are public or allowed.
    #[must_use]
    pub fn denying(self, denied: Vec<IpNet>) -> Self {
        Self { denied, ..self }
    }

    /// Returns whether this is the reason given for denied networks and this machine's own addresses. It says nothing
    /// about a domain.
    pub(crate) fn is_denial(reason: &str) -> bool {
        reason == DENIED
    }

    /// Returns the prefix length of the smallest allowed network that contains the address.
    fn allows(&self, address: IpAddr) -> Option<u8> {
        self.allowed.iter().filter(|net| net.contains(&address)).map(IpNet::prefix_len).max()
    }

    /// Checks that an address may be connected to.
    ///
    /// # Errors
    ///
    /// The name of its registry entry, if it is refused.
    pub fn check(&self, address: IpAddr) -> Result<CheckedAddress, &'static str> {
        self.refusal(address).map_or(Ok(CheckedAddress(address)), Err)
    }

    /// Returns why an address is refused: the name of its registry entry. `None` if it may be connected to.
    #[must_use]
    pub fn refusal(&self, address: IpAddr) -> Option<&'static str> {
        self.refusal_on(address, is_own)
    }

    /// Returns why an address is refused on a machine with these addresses.
    fn refusal_on(&self, address: IpAddr, is_own: impl Fn(IpAddr) -> bool) -> Option<&'static str> {
        if self.denied.iter().any(|net| net.contains(&address.to_canonical())) {
            return Some(DENIED);
        }
        let allowed = self.allows(address);
        if let (None, Some(name)) = (allowed, special_addresses::registry_entry(address)) {
            return Some(name);
        }
        let whole = IpNet::from(address).prefix_len();
        let is_meant = allowed.is_some_and(|length| address.is_loopback() || length == whole);
        (!is_meant && is_own(address)).then_some(DENIED)
    }
}

/// Returns whether the address is this machine's own: a socket connected to it uses the same local address. Connecting
/// a UDP socket queries the routing table and sends nothing.
fn is_own(address: IpAddr) -> bool {
    let any: IpAddr = if address.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let here = UdpSocket::bind((any, 0)).and_then(|socket| {
        socket.connect((address, 443))?;
        socket.local_addr()
    });
    here.is_ok_and(|here| here.ip() == address)
}
