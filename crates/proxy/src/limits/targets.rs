//! Rate and concurrency limits of connections to hosts, for all clients together.
//!
//! The name, its registrable domain, and every address with the network around it are counted: with a wildcard record,
//! any number of names lead to one machine. A request counts once for a name and for each address that it connects to
//! first. Further connections to an address count a quarter each. A quarter of each limit is reserved for networks of
//! clients that ask no more about a target than a check does, so a stranger cannot keep others from checking it.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::limits::{
    clients::{client_group, surrounding_network},
    rate::{Charge, Key, Rate},
    rate_limiter::{RateLimiter, Reserve},
};

/// Rate of a registrable domain or a network (IPv4 /24, IPv6 /48), as a multiple of one host's.
const GROUP_RATE_FACTOR: u32 = 4;

/// Connections to an address that cost as much as a request.
const CONNECTIONS_PER_REQUEST: u32 = 4;

/// Part of each limit that is reserved for networks of clients that ask little.
const RESERVE: Reserve = Reserve(4);

/// Rate of a network that asks little about a domain or a network: one check in a burst, and one every two minutes.
const LIGHT_RATE: Rate = Rate { burst: 8, per_minute: 4 };

/// Requests per minute for each concurrent connection that an address may have.
const RATE_PER_CONNECTION: u32 = 12;

/// Addresses with counted connections at which idle ones are forgotten.
const MAX_COUNTED_ADDRESSES: usize = 4096;

/// Limits and counts of the hosts that were connected to.
#[derive(Debug)]
pub(crate) struct TargetLimiter {
    rate: Rate,
    rates: Arc<RateLimiter>,
    at_once: usize,
    connections: Mutex<HashMap<IpAddr, Weak<Semaphore>>>,
}

impl TargetLimiter {
    pub(crate) fn new(rate: Rate, rates: Arc<RateLimiter>) -> Self {
        let at_once = usize::try_from(rate.per_minute / RATE_PER_CONNECTION).unwrap_or(usize::MAX);
        Self { rate, rates, at_once: at_once.clamp(1, 4096), connections: Mutex::default() }
    }

    /// Counts a client's request for this name. `key` identifies the kind of request to this host.
    ///
    /// # Errors
    ///
    /// The time to wait, if the name or its registrable domain is over its limit.
    pub(crate) async fn charge_name(&self, client: IpAddr, key: &str, host: &str) -> Result<(), Duration> {
        let [name, domain] = self.name_charges(key, host);
        let light = light_charge("target-little", client, registrable_domain(host), LIGHT_RATE, 1);
        self.rates.charge_with_reserve(&[name], &[domain], light, RESERVE).await
    }

    /// Counts a connection to this address for a client.
    ///
    /// # Errors
    ///
    /// The time to wait, if the address or its network is over its limit.
    pub(crate) async fn charge_address(&self, client: IpAddr, address: IpAddr, is_first: bool) -> Result<(), Duration> {
        let charges = self.address_charges(address, is_first);
        let light_rate = LIGHT_RATE.times(CONNECTIONS_PER_REQUEST);
        let light = light_charge("address-little", client, &charges[1].key.to_string(), light_rate, charges[1].times);
        self.rates.charge_with_reserve(&[], &charges, light, RESERVE).await
    }

    /// Counts a request for this name that connects to these addresses. Returns the time to wait for its turn.
    pub(crate) async fn reserve(&self, key: &str, host: &str, addresses: &[IpAddr]) -> Duration {
        let addresses = addresses.iter().flat_map(|address| self.address_charges(*address, true));
        let charges: Vec<Charge> = self.name_charges(key, host).into_iter().chain(addresses).collect();
        self.rates.reserve(&charges).await
    }

    fn name_charges(&self, key: &str, host: &str) -> [Charge; 2] {
        let name = Charge { kind: "target", class: 0, key: key.into(), rate: self.rate, times: 1 };
        let rate = self.rate.times(GROUP_RATE_FACTOR);
        [name, Charge { kind: "target-domain", class: 0, key: registrable_domain(host).into(), rate, times: 1 }]
    }

    fn address_charges(&self, address: IpAddr, is_first: bool) -> [Charge; 2] {
        let (own, around) = if address.is_ipv4() { (32, 24) } else { (128, 48) };
        let rate = self.rate.times(CONNECTIONS_PER_REQUEST);
        let charge = |bits: u8, rate: Rate| Charge {
            kind: "address",
            class: bits,
            key: surrounding_network(address, bits).into(),
            rate,
            times: if is_first { CONNECTIONS_PER_REQUEST } else { 1 },
        };
        [charge(own, rate), charge(around, rate.times(GROUP_RATE_FACTOR))]
    }

    /// Waits for a permit for a connection to this address. Returns `None` if that takes longer than `limit`.
    pub(crate) async fn acquire_connection(&self, address: IpAddr, limit: Duration) -> Option<OwnedSemaphorePermit> {
        timeout(limit, self.permits(address).acquire_owned()).await.ok()?.ok()
    }

    fn permits(&self, address: IpAddr) -> Arc<Semaphore> {
        let mut connections = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(permits) = connections.get(&address).and_then(Weak::upgrade) {
            return permits;
        }
        if connections.len() >= MAX_COUNTED_ADDRESSES {
            connections.retain(|_, permits| permits.strong_count() > 0);
        }
        let permits = Arc::new(Semaphore::new(self.at_once));
        connections.insert(address, Arc::downgrade(&permits));
        permits
    }
}

/// Returns the charge of a network of clients for one target.
fn light_charge(kind: &'static str, client: IpAddr, target: &str, rate: Rate, times: u32) -> Charge {
    let network = client_group(client);
    let key = Key::NetworkAndName(network, target.into());
    Charge { kind, class: network.prefix_len(), key, rate, times }
}

/// Returns the registrable domain of a name, by the Public Suffix List. A name that is itself a public suffix is
/// returned unchanged.
pub(crate) fn registrable_domain(name: &str) -> &str {
    psl::domain_str(name).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter() -> TargetLimiter {
        TargetLimiter::new(Rate { burst: 12, per_minute: 12 }, Arc::new(RateLimiter::new(None)))
    }

    #[test]
    fn the_registrable_domain_is_the_registered_one() {
        let cases = [
            ("mta-sts.example.com", "example.com"),
            ("a.b.example.co.uk", "example.co.uk"),
            ("good.test", "good.test"),
            ("com", "com"),
            ("localhost", "localhost"),
        ];
        for (name, expected) in cases {
            assert_eq!(registrable_domain(name), expected, "{name}");
        }
    }

    /// Returns how many requests of a client for names below one domain are served.
    async fn served_names(targets: &TargetLimiter, client: [u8; 4], requests: u32) -> u32 {
        let mut served = 0;
        for number in 0..requests {
            let host = format!("mx{number}-{}.wild.example", client[2]);
            served += u32::from(targets.charge_name(client.into(), &format!("mx/{host}"), &host).await.is_ok());
        }
        served
    }

    #[tokio::test]
    async fn a_domain_has_a_few_hosts_and_not_any_number() {
        let targets = limiter();
        assert_eq!(served_names(&targets, [198, 51, 100, 1], 1000).await, 36);
        assert_eq!(served_names(&targets, [198, 51, 100, 2], 1000).await, 0, "its neighbours are the same network");
        for network in 1..=4 {
            assert_eq!(served_names(&targets, [203, 0, network, 1], 3).await, 3, "newcomers have a part of their own");
        }
        assert_eq!(served_names(&targets, [203, 0, 5, 1], 3).await, 0, "48 in all");
    }

    #[tokio::test]
    async fn an_address_and_its_network_are_counted_whatever_the_name() {
        let served = async |targets: &TargetLimiter, client: [u8; 4], addresses: &[IpAddr], is_first: bool| {
            let mut served = 0;
            for address in addresses {
                served += u32::from(targets.charge_address(client.into(), *address, is_first).await.is_ok());
            }
            served
        };
        let (stranger, visitor) = ([198, 51, 100, 1], [203, 0, 113, 1]);
        let one: Vec<IpAddr> = vec![[192, 0, 2, 1].into(); 1000];
        let neighbours: Vec<IpAddr> = (0..1000).map(|n: u32| [192, 0, 2, (n % 256) as u8].into()).collect();
        let ipv6: Vec<IpAddr> = (0..1000).map(|n: u16| [0x2001, 0xdb8, 0, n, 0, 0, 0, 1].into()).collect();
        // Addresses, whether each is the first of its request, and how many connections a stranger and then a visitor get.
        let cases = [(&one, true, 9, 3), (&one, false, 36, 12), (&neighbours, true, 36, 8), (&ipv6, true, 36, 8)];
        for (addresses, is_first, first, then) in cases {
            let targets = limiter();
            assert_eq!(served(&targets, stranger, addresses, is_first).await, first, "{is_first} {}", addresses[0]);
            assert_eq!(served(&targets, visitor, addresses, is_first).await, then, "{is_first} {}", addresses[0]);
        }
    }

    #[tokio::test]
    async fn an_address_has_one_connection_at_a_time() {
        let (targets, address) = (limiter(), IpAddr::from([192, 0, 2, 1]));
        let at_once = Duration::ZERO;
        let first = targets.acquire_connection(address, at_once).await;
        assert!(first.is_some() && targets.acquire_connection(address, at_once).await.is_none());
        assert!(targets.acquire_connection([192, 0, 2, 2].into(), at_once).await.is_some());
        drop(first);
        assert!(targets.acquire_connection(address, at_once).await.is_some());
    }
}
