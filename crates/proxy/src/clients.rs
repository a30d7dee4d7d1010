//! What one client may ask for, so that nobody takes the service from everybody else.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Clients that are known at most. Newcomers beyond them share what one client may ask for.
const KNOWN: usize = 16_384;

/// What one client, an IPv4 address or an IPv6 network of 64 bits, may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientLimits {
    /// Policies that are fetched for it at once.
    pub at_once: usize,
    /// Policies that it may ask for at a stretch after it asked for none.
    pub burst: u32,
    /// Policies that it may ask for per minute in the long run.
    pub per_minute: u32,
}

impl Default for ClientLimits {
    fn default() -> Self {
        Self { at_once: 8, burst: 120, per_minute: 60 }
    }
}

impl ClientLimits {
    /// The time that one request costs.
    fn price(self) -> Duration {
        Duration::from_secs(60) / self.per_minute.max(1)
    }
}

/// Why a request has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    /// Too many requests of this client are under way.
    AtOnce,
    /// The client has used up what it may ask for, until this time has passed.
    TooOften(Duration),
}

/// The clients of late.
#[derive(Debug)]
pub(crate) struct Clients {
    limits: ClientLimits,
    known: Mutex<HashMap<IpAddr, Client>>,
}

/// A bucket that leaks (the generic cell rate algorithm, ITU-T I.371 §A.1): requests push `paid_until` into the future.
#[derive(Clone, Copy, Debug)]
struct Client {
    under_way: usize,
    paid_until: Instant,
}

/// A request that was admitted, until it is dropped.
#[derive(Debug)]
pub(crate) struct Admission {
    clients: Arc<Clients>,
    key: IpAddr,
}

impl Clients {
    pub(crate) fn new(limits: ClientLimits) -> Arc<Self> {
        Arc::new(Self { limits, known: Mutex::default() })
    }

    /// Counts a request of the client at this address.
    pub(crate) fn admit(self: &Arc<Self>, address: IpAddr, now: Instant) -> Result<Admission, Excess> {
        let mut known = self.known();
        let key = place(&mut known, key(address), now);
        let client = known.entry(key).or_insert(Client { under_way: 0, paid_until: now });
        if client.under_way >= self.limits.at_once {
            return Err(Excess::AtOnce);
        }
        let price = self.limits.price();
        let paid_until = client.paid_until.max(now) + price;
        let beyond = paid_until.duration_since(now).saturating_sub(price * self.limits.burst);
        if !beyond.is_zero() {
            return Err(Excess::TooOften(beyond));
        }
        *client = Client { under_way: client.under_way + 1, paid_until };
        Ok(Admission { clients: self.clone(), key })
    }

    fn known(&self) -> MutexGuard<'_, HashMap<IpAddr, Client>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        if let Some(client) = self.clients.known().get_mut(&self.key) {
            client.under_way = client.under_way.saturating_sub(1);
        }
    }
}

/// Where a client is counted: under its own key as long as there is room, which those who owe nothing make.
fn place(known: &mut HashMap<IpAddr, Client>, key: IpAddr, now: Instant) -> IpAddr {
    if known.len() >= KNOWN && !known.contains_key(&key) {
        known.retain(|_, client| client.under_way > 0 || client.paid_until > now);
    }
    let has_room = known.len() < KNOWN || known.contains_key(&key);
    if has_room { key } else { Ipv6Addr::UNSPECIFIED.into() }
}

/// One customer of a provider commonly has one IPv4 address, or one IPv6 network of 64 bits and every address in it.
fn key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: ClientLimits = ClientLimits { at_once: 2, burst: 3, per_minute: 60 };

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_client_may_ask_a_few_times_and_then_once_a_second() {
        let (clients, now) = (Clients::new(LIMITS), Instant::now());
        let admit = |now| clients.admit(ip("192.0.2.1"), now).map(drop);
        assert_eq!([admit(now), admit(now), admit(now)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(admit(now), Err(Excess::TooOften(seconds(1))));
        assert_eq!(admit(now + seconds(1)), Ok(()));
        assert_eq!(admit(now + seconds(1)), Err(Excess::TooOften(seconds(1))));
        let later = now + seconds(3600);
        assert_eq!([admit(later), admit(later), admit(later)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(admit(later), Err(Excess::TooOften(seconds(1))));
    }

    #[test]
    fn only_so_many_requests_of_a_client_are_under_way() {
        let (clients, now) = (Clients::new(LIMITS), Instant::now());
        let admit = || clients.admit(ip("192.0.2.1"), now);
        let (first, _second) = (admit().unwrap(), admit().unwrap());
        assert_eq!(admit().map(drop), Err(Excess::AtOnce));
        drop(first);
        assert_eq!(admit().map(drop), Ok(()));
    }

    #[test]
    fn neighbours_in_an_ipv6_network_are_one_client_and_ipv4_addresses_are_not() {
        let limits = ClientLimits { burst: 1, ..LIMITS };
        let cases = [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", true),
            ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ];
        for (first, second, one) in cases {
            let (clients, now) = (Clients::new(limits), Instant::now());
            clients.admit(ip(first), now).unwrap();
            assert_eq!(clients.admit(ip(second), now).is_err(), one, "{first} {second}");
        }
    }

    #[test]
    fn a_crowd_of_clients_takes_only_so_much_memory_and_is_forgotten() {
        let (clients, now) = (Clients::new(ClientLimits { burst: 1, ..LIMITS }), Instant::now());
        let stranger = |number: u32| IpAddr::from(number.to_be_bytes());
        let crowd = u32::try_from(KNOWN).unwrap();
        assert!((1..=crowd).all(|number| clients.admit(stranger(number), now).is_ok()));
        assert!(clients.admit(stranger(crowd + 1), now).is_ok());
        assert!(clients.admit(stranger(crowd + 2), now).is_err());
        assert!(clients.known().len() <= KNOWN + 1);
        assert!(clients.admit(stranger(crowd + 2), now + seconds(60)).is_ok());
        assert_eq!(clients.known().len(), 1);
    }
}
