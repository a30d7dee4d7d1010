//! Limits of each client, so that none of them takes the service from the others.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use arrayvec::ArrayVec;
use ipnet::IpNet;

use crate::{
    rate::{Charge, Rate},
    rate_limiter::RateLimiter,
    refusal::Refusal,
};

/// What one client, an IPv4 address or an IPv6 network of 64 bits, may ask for. The networks around it may ask for several times
/// as much: an IPv4 /24 eight times, an IPv6 /56 twice, and an IPv6 /48 four times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientLimits {
    /// Requests under way at once. A request is under way until the last byte of its answer is sent.
    pub at_once: usize,
    /// Requests at a stretch after it asked for none.
    pub burst: u32,
    /// Requests per minute in the long run.
    pub per_minute: u32,
}

/// Limits of clients for one kind of request.
#[derive(Debug)]
pub(crate) struct ClientLimiter {
    kind: &'static str,
    rate: Rate,
    under_way: ConcurrencyLimiter,
    rates: Arc<RateLimiter>,
}

impl ClientLimiter {
    /// Clients with requests of this kind. How often they ask is known to all servers that share a store; what is under way is not.
    pub(crate) fn new(kind: &'static str, limits: ClientLimits, rates: Arc<RateLimiter>) -> Self {
        let rate = Rate { burst: limits.burst, per_minute: limits.per_minute };
        Self { kind, rate, under_way: ConcurrencyLimiter::new(limits.at_once), rates }
    }

    /// Counts a request of the client at this address as `times` requests.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if the client, or a network around it, has too many under way or asked too often.
    pub(crate) async fn admit(&self, address: IpAddr, times: u32) -> Result<ClientPermit, Refusal> {
        let permit = self.under_way.enter(address).ok_or(Refusal::AtOnce)?;
        let charges: ArrayVec<Charge, 3> = networks(address)
            .map(|(network, factor)| Charge {
                kind: self.kind,
                class: network.prefix_len(),
                key: network.into(),
                rate: self.rate.times(factor),
                times,
            })
            .collect();
        self.rates.charge(&charges).await.map_err(Refusal::TooOften)?;
        Ok(permit)
    }
}

/// The client at an address and the networks around it, each with the number of clients that it may ask as much as.
///
/// One customer of a provider commonly has one IPv4 address, or one IPv6 network of 64 bits and every address in it; many have 56
/// or 48 bits for the asking.
pub(crate) fn networks(address: IpAddr) -> impl Iterator<Item = (IpNet, u32)> + Clone {
    let address = address.to_canonical();
    let prefixes: &[(u8, u32)] = if address.is_ipv4() { &[(32, 1), (24, 8)] } else { &[(64, 1), (56, 2), (48, 4)] };
    prefixes.iter().map(move |(bits, factor)| (network(address, *bits), *factor))
}

/// The client at an address: an IPv4 address, or an IPv6 network of 64 bits.
pub(crate) fn own_network(address: IpAddr) -> IpNet {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => network(address, 32),
        address @ IpAddr::V6(_) => network(address, 64),
    }
}

/// The clients that share places with the one at this address: an IPv4 /24, or an IPv6 /48.
pub(crate) fn group(address: IpAddr) -> IpNet {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => network(address, 24),
        address @ IpAddr::V6(_) => network(address, 48),
    }
}

/// The network around an address whose prefix has this many bits.
pub(crate) fn network(address: IpAddr, bits: u8) -> IpNet {
    IpNet::new(address, bits).map_or_else(|_| address.into(), |network| network.trunc())
}

/// Who is served now, and how many times.
#[derive(Clone, Debug)]
pub(crate) struct ConcurrencyLimiter {
    each: usize,
    served: Arc<Mutex<HashMap<IpNet, usize>>>,
}

/// One time that a client is served, until it is dropped.
#[derive(Debug)]
pub(crate) struct ClientPermit {
    limiter: ConcurrencyLimiter,
    address: IpAddr,
}

impl ConcurrencyLimiter {
    /// Each client may have `each` requests under way.
    pub(crate) fn new(each: usize) -> Self {
        Self { each, served: Arc::default() }
    }

    /// Serves the client at this address once more, unless it or a network around it is served too many times already.
    pub(crate) fn enter(&self, address: IpAddr) -> Option<ClientPermit> {
        let (mut served, networks) = (self.served(), networks(address));
        let has_room = |(network, factor): (IpNet, u32)| {
            let most = self.each.saturating_mul(usize::try_from(factor).unwrap_or(usize::MAX));
            served.get(&network).copied().unwrap_or_default() < most
        };
        if !networks.clone().all(has_room) {
            return None;
        }
        for (network, _) in networks {
            *served.entry(network).or_default() += 1;
        }
        Some(ClientPermit { limiter: self.clone(), address })
    }

    fn served(&self) -> MutexGuard<'_, HashMap<IpNet, usize>> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ClientPermit {
    fn drop(&mut self) {
        let mut served = self.limiter.served();
        for (network, _) in networks(self.address) {
            match served.get_mut(&network) {
                Some(times) if *times > 1 => *times -= 1,
                _ => drop(served.remove(&network)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: ClientLimits = ClientLimits { at_once: 2, burst: 3, per_minute: 1 };

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn limiter(limits: ClientLimits) -> ClientLimiter {
        ClientLimiter::new("test", limits, Arc::new(RateLimiter::new(None)))
    }

    #[tokio::test]
    async fn concurrent_requests_of_a_client_are_limited_and_idle_clients_forgotten() {
        let clients = limiter(LIMITS);
        let admit = || clients.admit(ip("192.0.2.1"), 1);
        let (first, second) = (admit().await.unwrap(), admit().await.unwrap());
        assert_eq!(admit().await.map(drop), Err(Refusal::AtOnce));
        drop(first);
        assert_eq!(admit().await.map(drop), Ok(()));
        drop(second);
        assert!(clients.under_way.served().is_empty());
    }

    #[tokio::test]
    async fn a_refused_request_is_not_under_way() {
        let clients = limiter(LIMITS);
        let admit = |times| clients.admit(ip("192.0.2.1"), times);
        assert_eq!(admit(3).await.map(drop), Ok(()));
        for _ in 0..3 {
            assert!(matches!(admit(1).await, Err(Refusal::TooOften(_))));
        }
    }

    #[tokio::test]
    async fn neighbours_in_an_ipv6_network_are_one_client_and_ipv4_addresses_are_not() {
        let limits = ClientLimits { burst: 1, ..LIMITS };
        let cases = [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", true),
            ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ];
        for (first, second, one) in cases {
            let clients = limiter(limits);
            clients.admit(ip(first), 1).await.unwrap();
            assert_eq!(clients.admit(ip(second), 1).await.is_err(), one, "{first} {second}");
        }
    }

    #[tokio::test]
    async fn many_networks_of_one_client_do_not_get_as_many_shares() {
        // So many neighbours, each with an address of its own, are served of a burst of three for each.
        let cases = [("192.0.2.", "", 200, 24), ("2001:db8:0:", "::1", 16, 6), ("2001:db8:0:", "00::1", 16, 12)];
        for (before, after, neighbours, expected) in cases {
            let clients = limiter(LIMITS);
            let mut served = 0;
            for number in 1..=neighbours {
                let number = if before.contains('.') { number.to_string() } else { format!("{number:x}") };
                for _ in 0..3 {
                    served += usize::from(clients.admit(ip(&format!("{before}{number}{after}")), 1).await.is_ok());
                }
            }
            assert_eq!(served, expected, "{before}N{after}");
        }
    }

    #[test]
    fn connections_of_one_network_are_counted_together() {
        let limiter = ConcurrencyLimiter::new(2);
        let permits: Vec<_> = (0..32).filter_map(|n| limiter.enter(ip(&format!("2001:db8:0:{n:x}00::1")))).collect();
        assert_eq!(permits.len(), 8);
        assert!(limiter.enter(ip("2001:db8:1::1")).is_some());
    }
}
