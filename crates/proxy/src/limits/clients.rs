//! Per-client limits, so that no client can take the service from the others.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use arrayvec::ArrayVec;
use ipnet::IpNet;

use crate::{
    limits::{
        rate::{Charge, Rate},
        rate_limiter::RateLimiter,
    },
    refusal::Refusal,
};

/// Limits of one client: an IPv4 address or an IPv6 /64. The networks around it have a multiple of them: an IPv4 /24
/// eight times, an IPv6 /56 twice, and an IPv6 /48 four times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientLimits {
    /// Concurrent requests. A request counts until the last byte of its response is sent.
    pub at_once: usize,
    /// Requests allowed in a burst after a pause.
    pub burst: u32,
    /// Sustained requests per minute.
    pub per_minute: u32,
}

/// Limiter of clients for one kind of request.
#[derive(Debug)]
pub(crate) struct ClientLimiter {
    kind: &'static str,
    rate: Rate,
    concurrency: ConcurrencyLimiter,
    rates: Arc<RateLimiter>,
}

impl ClientLimiter {
    /// Creates a limiter for this kind of request. Servers that share a store share the rate, but not the number of
    /// concurrent requests.
    pub(crate) fn new(kind: &'static str, limits: ClientLimits, rates: Arc<RateLimiter>) -> Self {
        let rate = Rate { burst: limits.burst, per_minute: limits.per_minute };
        Self { kind, rate, concurrency: ConcurrencyLimiter::new(limits.at_once), rates }
    }

    /// Counts a request of the client at this address as `times` requests.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if the client, or a network around it, has too many concurrent requests or exceeds its rate.
    pub(crate) async fn admit(&self, address: IpAddr, times: u32) -> Result<ClientPermit, Refusal> {
        let permit = self.concurrency.acquire(address).ok_or(Refusal::ClientConcurrency)?;
        let charges: ArrayVec<Charge, 3> = client_networks(address)
            .map(|(network, factor)| Charge {
                kind: self.kind,
                class: network.prefix_len(),
                key: network.into(),
                rate: self.rate.times(factor),
                times,
            })
            .collect();
        self.rates.charge(&charges).await.map_err(Refusal::ClientRate)?;
        Ok(permit)
    }
}

/// Returns the client at an address and the networks around it, each with the factor by which its limits exceed a
/// client's.
///
/// A provider's customer commonly has one IPv4 address or one IPv6 /64 with every address in it. Many can get a /56 or
/// a /48 on request.
pub(crate) fn client_networks(address: IpAddr) -> impl Iterator<Item = (IpNet, u32)> + Clone {
    let address = address.to_canonical();
    let prefixes: &[(u8, u32)] = if address.is_ipv4() { &[(32, 1), (24, 8)] } else { &[(64, 1), (56, 2), (48, 4)] };
    prefixes.iter().map(move |(bits, factor)| (surrounding_network(address, *bits), *factor))
}

/// Returns the client's own network: its IPv4 address, or its IPv6 /64.
pub(crate) fn own_network(address: IpAddr) -> IpNet {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => surrounding_network(address, 32),
        address @ IpAddr::V6(_) => surrounding_network(address, 64),
    }
}

/// Returns the group of clients that share connection and fetch slots: an IPv4 /24 or an IPv6 /48.
pub(crate) fn client_group(address: IpAddr) -> IpNet {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => surrounding_network(address, 24),
        address @ IpAddr::V6(_) => surrounding_network(address, 48),
    }
}

/// Returns the network around an address with this prefix length in bits.
pub(crate) fn surrounding_network(address: IpAddr, bits: u8) -> IpNet {
    IpNet::new(address, bits).map_or_else(|_| address.into(), |network| network.trunc())
}

/// Limiter of concurrent requests or connections per client and network.
#[derive(Clone, Debug)]
pub(crate) struct ConcurrencyLimiter {
    each: usize,
    in_use: Arc<Mutex<HashMap<IpNet, usize>>>,
}

/// Permit for one request or connection. Dropping it releases the slot.
#[derive(Debug)]
pub(crate) struct ClientPermit {
    limiter: ConcurrencyLimiter,
    address: IpAddr,
}

impl ConcurrencyLimiter {
    /// Creates a limiter that allows each client `each` at once.
    pub(crate) fn new(each: usize) -> Self {
        Self { each, in_use: Arc::default() }
    }

    /// Acquires a permit for the client at this address. Returns `None` if it or a network around it is at its limit.
    pub(crate) fn acquire(&self, address: IpAddr) -> Option<ClientPermit> {
        let (mut in_use, networks) = (self.in_use(), client_networks(address));
        let has_room = |(network, factor): (IpNet, u32)| {
            let most = self.each.saturating_mul(usize::try_from(factor).unwrap_or(usize::MAX));
            in_use.get(&network).copied().unwrap_or_default() < most
        };
        if !networks.clone().all(has_room) {
            return None;
        }
        for (network, _) in networks {
            *in_use.entry(network).or_default() += 1;
        }
        Some(ClientPermit { limiter: self.clone(), address })
    }

    fn in_use(&self) -> MutexGuard<'_, HashMap<IpNet, usize>> {
        self.in_use.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ClientPermit {
    fn drop(&mut self) {
        let mut in_use = self.limiter.in_use();
        for (network, _) in client_networks(self.address) {
            match in_use.get_mut(&network) {
                Some(times) if *times > 1 => *times -= 1,
                _ => drop(in_use.remove(&network)),
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
        assert_eq!(admit().await.map(drop), Err(Refusal::ClientConcurrency));
        drop(first);
        assert_eq!(admit().await.map(drop), Ok(()));
        drop(second);
        assert!(clients.concurrency.in_use().is_empty());
    }

    #[tokio::test]
    async fn a_refused_request_is_not_under_way() {
        let clients = limiter(LIMITS);
        let admit = |times| clients.admit(ip("192.0.2.1"), times);
        assert_eq!(admit(3).await.map(drop), Ok(()));
        for _ in 0..3 {
            assert!(matches!(admit(1).await, Err(Refusal::ClientRate(_))));
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
        // Expected number of neighbours, each with its own address, that are served with a burst of three each.
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
        let permits: Vec<_> = (0..32).filter_map(|n| limiter.acquire(ip(&format!("2001:db8:0:{n:x}00::1")))).collect();
        assert_eq!(permits.len(), 8);
        assert!(limiter.acquire(ip("2001:db8:1::1")).is_some());
    }
}
