//! Rate limiting with the generic cell rate algorithm (GCRA, ITU-T I.371 §A.1).

use std::{
    collections::HashMap,
    fmt,
    time::{Duration, Instant},
};

use ipnet::IpNet;

/// Maximum keys of one kind and class that are counted separately.
const MAX_KEYS: usize = 16_384;

/// Keys that are forgotten at a time when there are too many.
const EVICTED_AT_ONCE: usize = MAX_KEYS / 8;

/// Rate limit: a burst and a sustained rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests allowed in a burst, after a pause.
    pub burst: u32,
    /// Sustained requests per minute.
    pub per_minute: u32,
}

impl Rate {
    /// Returns the emission interval: the time that one request costs.
    pub(crate) fn emission_interval(self) -> Duration {
        Duration::from_secs(60) / self.per_minute.max(1)
    }

    /// Returns the burst tolerance: the time by which a key may be ahead.
    pub(crate) fn burst_tolerance(self) -> Duration {
        self.emission_interval() * self.burst
    }

    /// Returns the time that `times` requests cost.
    pub(crate) fn cost(self, times: u32) -> Duration {
        self.emission_interval() * times
    }

    /// Returns a rate this many times as high.
    pub(crate) const fn times(self, factor: u32) -> Self {
        Self { burst: self.burst.saturating_mul(factor), per_minute: self.per_minute.saturating_mul(factor) }
    }
}

/// Charge that a request adds to one count.
#[derive(Clone, Debug)]
pub(crate) struct Charge {
    /// Kind of count. Each kind and class has its own table, so a flood of keys in one displaces none in another.
    pub(crate) kind: &'static str,
    /// Prefix length for networks; zero for names.
    pub(crate) class: u8,
    /// Key that is counted.
    pub(crate) key: Key,
    /// Rate limit of the key.
    pub(crate) rate: Rate,
    /// Number of requests that this one counts as.
    pub(crate) times: u32,
}

/// Client or target that is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Network(IpNet),
    Name(Box<str>),
    /// Requests of a network for a name.
    NetworkAndName(IpNet, Box<str>),
}

impl From<IpNet> for Key {
    fn from(network: IpNet) -> Self {
        Self::Network(network)
    }
}

impl From<&str> for Key {
    fn from(name: &str) -> Self {
        Self::Name(name.into())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(network) => network.fmt(f),
            Self::Name(name) => f.write_str(name),
            Self::NetworkAndName(network, name) => write!(f, "{network}:{name}"),
        }
    }
}

/// Theoretical arrival times of a bounded number of keys. When there are too many, the keys that are least ahead are
/// forgotten. So many new keys do not displace one that has been used a lot.
#[derive(Debug, Default)]
pub(crate) struct GcraTable {
    arrivals: HashMap<Key, Instant>,
}

impl GcraTable {
    /// Returns the time by which a key is ahead.
    pub(crate) fn time_ahead(&self, key: &Key, now: Instant) -> Duration {
        self.arrivals.get(key).map_or(Duration::ZERO, |arrival| arrival.saturating_duration_since(now))
    }

    /// Returns all keys that are ahead, each with the time.
    pub(crate) fn times_ahead(&self, now: Instant) -> impl Iterator<Item = (&Key, Duration)> {
        let all = self.arrivals.iter().map(move |(key, arrival)| (key, arrival.saturating_duration_since(now)));
        all.filter(|(_, time_ahead)| !time_ahead.is_zero())
    }

    /// Sets the time by which a key is ahead.
    pub(crate) fn set_time_ahead(&mut self, key: &Key, time_ahead: Duration, now: Instant) {
        if let Some(arrival) = self.arrivals.get_mut(key) {
            *arrival = now + time_ahead;
            return;
        }
        if time_ahead.is_zero() {
            return;
        }
        if self.arrivals.len() >= MAX_KEYS {
            self.evict(now);
        }
        self.arrivals.insert(key.clone(), now + time_ahead);
    }

    /// Forgets the keys that are not ahead. If there are none, forgets a part of all: those that are least ahead.
    fn evict(&mut self, now: Instant) {
        self.arrivals.retain(|_, arrival| *arrival > now);
        if self.arrivals.len() <= MAX_KEYS - EVICTED_AT_ONCE {
            return;
        }
        let mut arrivals: Vec<Instant> = self.arrivals.values().copied().collect();
        let (_, last, _) = arrivals.select_nth_unstable(EVICTED_AT_ONCE - 1);
        let last = *last;
        self.arrivals.retain(|_, arrival| *arrival > last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 3, per_minute: 60 };

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn check(table: &mut GcraTable, key: &str, times: u32, now: Instant) -> Result<(), Duration> {
        let key = &Key::from(key);
        let (time_ahead, cost) = (table.time_ahead(key, now), RATE.cost(times));
        match (time_ahead + cost).saturating_sub(RATE.burst_tolerance()) {
            Duration::ZERO => {
                table.set_time_ahead(key, time_ahead + cost, now);
                Ok(())
            }
            wait => Err(wait),
        }
    }

    #[test]
    fn a_key_has_its_burst_and_then_one_request_a_second() {
        let (mut table, now) = (GcraTable::default(), Instant::now());
        let mut ask = |now| check(&mut table, "a", 1, now);
        assert_eq!([ask(now), ask(now), ask(now)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(ask(now), Err(seconds(1)));
        assert_eq!(ask(now + seconds(1)), Ok(()));
        assert_eq!(ask(now + seconds(1)), Err(seconds(1)));
        let later = now + seconds(3600);
        assert_eq!([ask(later), ask(later), ask(later)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(ask(later), Err(seconds(1)));
    }

    #[test]
    fn what_costs_more_counts_more_often_and_what_was_refused_costs_nothing() {
        let (mut table, now) = (GcraTable::default(), Instant::now());
        assert_eq!(check(&mut table, "a", 2, now), Ok(()));
        assert_eq!(check(&mut table, "a", 2, now), Err(seconds(1)));
        assert_eq!(check(&mut table, "a", 1, now), Ok(()));
        assert_eq!(check(&mut table, "b", 3, now), Ok(()));
    }

    #[test]
    fn many_clients_take_bounded_memory_and_do_not_evict_the_busiest() {
        let (mut table, now) = (GcraTable::default(), Instant::now());
        assert_eq!(check(&mut table, "greedy", 3, now), Ok(()));
        for number in 0..2 * MAX_KEYS {
            let at = now + Duration::from_nanos(number as u64);
            assert_eq!(check(&mut table, &number.to_string(), 1, at), Ok(()), "every newcomer is served");
        }
        assert!(table.arrivals.len() <= MAX_KEYS);
        assert_eq!(check(&mut table, "greedy", 1, now), Err(seconds(1)));
    }

    #[test]
    fn keys_that_are_no_longer_ahead_are_the_first_that_are_forgotten() {
        let (mut table, now) = (GcraTable::default(), Instant::now());
        for number in 0..MAX_KEYS {
            assert_eq!(check(&mut table, &number.to_string(), 1, now), Ok(()));
        }
        assert_eq!(check(&mut table, "later", 1, now + seconds(2)), Ok(()));
        assert_eq!(table.arrivals.len(), 1);
    }
}
