//! Rate limits of this server, and of all servers that share a store.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    limits::rate::{Charge, GcraTable, Rate},
    shared_store::{KeyTimeAhead, SharedLimits, limit_key},
};

/// Tables, one for each kind and class of counts.
type Tables = HashMap<(&'static str, u8), GcraTable>;

/// Part of a burst that is reserved for clients that ask little: one in this many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reserve(pub(crate) u32);

impl Reserve {
    /// Returns the rate without the reserved part of its burst.
    const fn without(self, rate: Rate) -> Rate {
        Rate { burst: rate.burst - rate.burst / self.0, ..rate }
    }
}

/// Counts of one server. They follow those of the store if there is one, and continue without it while it is down.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    tables: Arc<Mutex<Tables>>,
    shared: Option<SharedLimits>,
}

impl RateLimiter {
    /// Creates a limiter for this server, or for all servers that share these limits. The latter needs a Tokio runtime.
    pub(crate) fn new(shared: Option<SharedLimits>) -> Self {
        let tables: Arc<Mutex<Tables>> = Arc::default();
        if let Some(shared) = &shared {
            let known = Arc::downgrade(&tables);
            tokio::spawn(shared.clone().synchronize(move || Some(all_times_ahead(&lock(&*known.upgrade()?)))));
        }
        Self { tables, shared }
    }

    /// Adds to all of these counts, or to none.
    ///
    /// # Errors
    ///
    /// The time to wait until none of them is exceeded.
    pub(crate) async fn charge(&self, charges: &[Charge]) -> Result<(), Duration> {
        let Some(shared) = &self.shared else { return self.charge_locally(charges, 1) };
        let known = self.times_ahead(charges);
        let Some((wait, times_ahead)) = shared.charge(charges, &known).await else {
            return self.charge_locally(charges, shared.servers());
        };
        self.apply_store_counts(charges, &times_ahead);
        if wait.is_zero() { Ok(()) } else { Err(wait) }
    }

    /// Adds to all of these counts, or to none. A part of each count in `shared`, which all clients add to, is reserved
    /// for clients within their own count `light`.
    ///
    /// # Errors
    ///
    /// The time to wait until none of them is exceeded, without the reserved part.
    pub(crate) async fn charge_with_reserve(
        &self,
        own: &[Charge],
        shared: &[Charge],
        light: Charge,
        reserve: Reserve,
    ) -> Result<(), Duration> {
        let all: Vec<Charge> = own.iter().chain(shared).cloned().chain([light]).collect();
        if self.charge(&all).await.is_ok() {
            return Ok(());
        }
        let shared = shared.iter().map(|charge| Charge { rate: reserve.without(charge.rate), ..charge.clone() });
        self.charge(&own.iter().cloned().chain(shared).collect::<Vec<_>>()).await
    }

    /// Adds to all of these counts even if they are exceeded. Returns the time to wait until they are not. Callers that
    /// wait that long go in turn.
    pub(crate) async fn reserve(&self, charges: &[Charge]) -> Duration {
        let without_burst_limit =
            |charge: &Charge| Charge { rate: Rate { burst: u32::MAX, ..charge.rate }, ..charge.clone() };
        let refused =
            self.charge(&charges.iter().map(without_burst_limit).collect::<Vec<_>>()).await.err().unwrap_or_default();
        let times_ahead = self.times_ahead(charges).into_iter().zip(charges);
        times_ahead.fold(refused, |wait, (time_ahead, charge)| {
            wait.max(time_ahead.saturating_sub(charge.rate.burst_tolerance()))
        })
    }

    /// Charges by this server's own counts. One of several servers takes only its share, since each request counts once
    /// for every server. The others may have used the burst without its knowledge, so it takes a small part of that.
    fn charge_locally(&self, charges: &[Charge], servers: u32) -> Result<(), Duration> {
        let (mut tables, now) = (self.tables(), Instant::now());
        let mut times_ahead = Vec::with_capacity(charges.len());
        let mut longest = Duration::ZERO;
        for charge in charges {
            let time_ahead = tables.entry((charge.kind, charge.class)).or_default().time_ahead(&charge.key, now);
            let cost = charge.rate.cost(charge.times).saturating_mul(servers);
            let tolerance = if servers == 1 {
                charge.rate.burst_tolerance()
            } else {
                (charge.rate.burst_tolerance() / servers / servers).max(cost)
            };
            longest = longest.max((time_ahead + cost).saturating_sub(tolerance));
            times_ahead.push(time_ahead + cost);
        }
        if !longest.is_zero() {
            return Err(longest);
        }
        for (charge, time_ahead) in charges.iter().zip(times_ahead) {
            tables.entry((charge.kind, charge.class)).or_default().set_time_ahead(&charge.key, time_ahead, now);
        }
        Ok(())
    }

    fn times_ahead(&self, charges: &[Charge]) -> Vec<Duration> {
        let (mut tables, now) = (self.tables(), Instant::now());
        let time_ahead =
            |charge: &Charge| tables.entry((charge.kind, charge.class)).or_default().time_ahead(&charge.key, now);
        charges.iter().map(time_ahead).collect()
    }

    /// Takes over the counts of the store.
    fn apply_store_counts(&self, charges: &[Charge], times_ahead: &[Duration]) {
        let (mut tables, now) = (self.tables(), Instant::now());
        for (charge, time_ahead) in charges.iter().zip(times_ahead) {
            tables.entry((charge.kind, charge.class)).or_default().set_time_ahead(&charge.key, *time_ahead, now);
        }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        lock(&self.tables)
    }
}

fn lock(tables: &Mutex<Tables>) -> MutexGuard<'_, Tables> {
    tables.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the time by which each key is ahead, under its name in the store.
fn all_times_ahead(tables: &Tables) -> Vec<KeyTimeAhead> {
    let now = Instant::now();
    let of_table = |(&(kind, _), table): (&(&'static str, u8), &GcraTable)| {
        table.times_ahead(now).map(|(key, time_ahead)| (limit_key(kind, key), time_ahead)).collect::<Vec<_>>()
    };
    tables.iter().flat_map(of_table).collect()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::limits::{
        clients::{ClientLimiter, ClientLimits},
        rate::Key,
        targets::TargetLimiter,
        zones::ZoneLimiter,
    };

    const RATE: Rate = Rate { burst: 12, per_minute: 12 };

    fn charge(key: &str, times: u32) -> Charge {
        Charge { kind: "test", class: 0, key: key.into(), rate: RATE, times }
    }

    #[tokio::test]
    async fn a_request_adds_to_all_counts_or_to_none() {
        let limiter = RateLimiter::new(None);
        assert_eq!(limiter.charge(&[charge("a", 12)]).await, Ok(()));
        assert!(limiter.charge(&[charge("b", 3), charge("a", 1)]).await.is_err());
        assert_eq!(limiter.charge(&[charge("b", 12)]).await, Ok(()), "what was refused costs nothing");
    }

    #[tokio::test]
    async fn reservations_are_served_in_turn() {
        let limiter = RateLimiter::new(None);
        for _ in 0..12 {
            assert_eq!(limiter.reserve(&[charge("a", 1)]).await, Duration::ZERO);
        }
        for turn in 1..4 {
            let wait = limiter.reserve(&[charge("a", 1)]).await;
            assert!(wait <= Duration::from_secs(5 * turn) && wait > Duration::from_secs(5 * turn - 1), "{wait:?}");
        }
        assert_eq!(limiter.reserve(&[charge("b", 1)]).await, Duration::ZERO);
    }

    #[tokio::test]
    async fn no_table_holds_both_ipv4_and_ipv6() {
        let rates = Arc::new(RateLimiter::new(None));
        let limits = ClientLimits { at_once: 9, burst: 9, per_minute: 9 };
        let clients = ClientLimiter::new("observations", limits, rates.clone());
        let (zones, targets) = (ZoneLimiter::new(limits, rates.clone()), TargetLimiter::new(RATE, rates.clone()));
        for address in ["192.0.2.1", "2001:db8::1", "::ffff:198.51.100.1"] {
            let address: IpAddr = address.parse().unwrap();
            drop(clients.admit(address, 1).await.unwrap());
            zones.charge(address, "example.com").await.unwrap();
            targets.charge_address(address, address.to_canonical(), true).await.unwrap();
        }
        let is_ipv4 = |key: &Key| match key {
            Key::Network(network) | Key::NetworkAndName(network, _) => Some(network.addr().is_ipv4()),
            Key::Name(_) => None,
        };
        for (name, table) in &*rates.tables() {
            let families: Vec<bool> = table.times_ahead(Instant::now()).filter_map(|(key, _)| is_ipv4(key)).collect();
            assert!(families.windows(2).all(|pair| pair[0] == pair[1]), "{name:?}: {families:?}");
        }
        assert_eq!(rates.tables().len(), 5 + 4 + 1 + 4 + 2);
    }

    #[test]
    fn servers_without_their_store_take_a_share_each() {
        for (servers, expected) in [(1, 12), (2, 1), (3, 1), (4, 1), (100, 1)] {
            let limiter = RateLimiter::new(None);
            let served = (0..40).filter(|_| limiter.charge_locally(&[charge("a", 1)], servers).is_ok()).count();
            assert_eq!(served, expected, "{servers} servers");
        }
    }
}
