//! What one client may ask for, so that nobody takes the service from everybody else.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{rate::Rate, rate_limiter::RateLimiter, refusal::Refusal, shared_store::SharedStore};

/// What one client, an IPv4 address or an IPv6 network of 64 bits, may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientLimits {
    /// Requests under way at once.
    pub at_once: usize,
    /// Requests at a stretch after it asked for none.
    pub burst: u32,
    /// Requests per minute in the long run.
    pub per_minute: u32,
}

impl ClientLimits {
    const fn rate(self) -> Rate {
        Rate { burst: self.burst, per_minute: self.per_minute }
    }
}

/// The clients of late, as far as one kind of request goes.
#[derive(Debug)]
pub(crate) struct ClientLimiter {
    present: ConcurrencyLimiter,
    debts: RateLimiter<IpAddr>,
}

impl ClientLimiter {
    /// ClientLimiter with requests of this kind. How often they ask is known to all servers that share a store, what is under way is not.
    pub(crate) fn new(kind: &'static str, limits: ClientLimits, shared: Option<SharedStore>) -> Self {
        Self { present: ConcurrencyLimiter::new(limits.at_once), debts: RateLimiter::new(kind, limits.rate(), shared) }
    }

    /// Counts a request that is worth so many of the client at this address.
    pub(crate) async fn admit(&self, address: IpAddr, times: u32) -> Result<ClientPermit, Refusal> {
        let client = client(address);
        let permit = self.present.enter(client).ok_or(Refusal::AtOnce)?;
        self.debts.check(&client, times).await.map_err(Refusal::TooOften)?;
        Ok(permit)
    }
}

/// One customer of a provider commonly has one IPv4 address, or one IPv6 network of 64 bits and every address in it.
pub(crate) fn client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

/// Who is here now, and how many times.
#[derive(Clone, Debug)]
pub(crate) struct ConcurrencyLimiter {
    each: usize,
    here: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One time that somebody is here, until it is dropped.
#[derive(Debug)]
pub(crate) struct ClientPermit {
    present: ConcurrencyLimiter,
    client: IpAddr,
}

impl ConcurrencyLimiter {
    /// Each may be here so many times at once.
    pub(crate) fn new(each: usize) -> Self {
        Self { each, here: Arc::default() }
    }

    /// Lets the client in once more, unless it is here too many times already.
    pub(crate) fn enter(&self, client: IpAddr) -> Option<ClientPermit> {
        let mut here = self.here();
        let times = here.get(&client).copied().unwrap_or_default();
        if times >= self.each {
            return None;
        }
        here.insert(client, times + 1);
        Some(ClientPermit { present: self.clone(), client })
    }

    fn here(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ClientPermit {
    fn drop(&mut self) {
        let mut here = self.present.here();
        match here.get_mut(&self.client) {
            Some(times) if *times > 1 => *times -= 1,
            _ => drop(here.remove(&self.client)),
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

    #[tokio::test]
    async fn only_so_many_requests_of_a_client_are_under_way_and_nobody_is_remembered_who_left() {
        let clients = ClientLimiter::new("test", LIMITS, None);
        let admit = || clients.admit(ip("192.0.2.1"), 1);
        let (first, second) = (admit().await.unwrap(), admit().await.unwrap());
        assert_eq!(admit().await.map(drop), Err(Refusal::AtOnce));
        drop(first);
        assert_eq!(admit().await.map(drop), Ok(()));
        drop(second);
        assert!(clients.present.here().is_empty());
    }

    #[tokio::test]
    async fn a_refused_request_is_not_under_way() {
        let clients = ClientLimiter::new("test", LIMITS, None);
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
            let clients = ClientLimiter::new("test", limits, None);
            clients.admit(ip(first), 1).await.unwrap();
            assert_eq!(clients.admit(ip(second), 1).await.is_err(), one, "{first} {second}");
        }
    }
}
