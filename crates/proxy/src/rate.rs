//! Rate limiting with the generic cell rate algorithm (GCRA, ITU-T I.371 §A.1).

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Keys that are counted separately at most. Newcomers beyond them share one count.
const MAX_KEYS: usize = 16_384;

/// How often something may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Times at a stretch, after a rest.
    pub burst: u32,
    /// Times per minute in the long run.
    pub per_minute: u32,
}

impl Rate {
    /// The time that one request costs.
    pub(crate) fn emission_interval(self) -> Duration {
        Duration::from_secs(60) / self.per_minute.max(1)
    }

    /// The time that may be owed.
    pub(crate) fn burst_tolerance(self) -> Duration {
        self.emission_interval() * self.burst
    }
}

/// Until when each of the debtors of late has paid; `None` are those for whom there is no room.
#[derive(Debug)]
pub(crate) struct GcraTable<K> {
    arrival: Mutex<HashMap<Option<K>, Instant>>,
}

impl<K> Default for GcraTable<K> {
    fn default() -> Self {
        Self { arrival: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash> GcraTable<K> {
    /// Counts so many requests, or says how long to wait for that.
    pub(crate) fn check(&self, rate: Rate, key: &K, times: u32, now: Instant) -> Result<(), Duration> {
        let mut arrivals = self.arrivals();
        let key = place(&mut arrivals, Some(key.clone()), now);
        let arrival = arrivals.get(&key).copied().unwrap_or(now).max(now) + rate.emission_interval() * times;
        let beyond = arrival.duration_since(now).saturating_sub(rate.burst_tolerance());
        if !beyond.is_zero() {
            return Err(beyond);
        }
        arrivals.insert(key, arrival);
        Ok(())
    }

    fn arrivals(&self) -> MutexGuard<'_, HashMap<Option<K>, Instant>> {
        self.arrival.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a key is counted: under its own key as long as there is room, which those who owe nothing make.
fn place<K: Eq + Hash>(arrivals: &mut HashMap<Option<K>, Instant>, key: Option<K>, now: Instant) -> Option<K> {
    if arrivals.len() >= MAX_KEYS && !arrivals.contains_key(&key) {
        arrivals.retain(|_, arrival| *arrival > now);
    }
    let has_room = arrivals.len() < MAX_KEYS || arrivals.contains_key(&key);
    key.filter(|_| has_room)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { burst: 3, per_minute: 60 };

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn one_may_ask_a_few_times_and_then_once_a_second() {
        let (table, now) = (GcraTable::default(), Instant::now());
        let check = |now| table.check(RATE, &1, 1, now);
        assert_eq!([check(now), check(now), check(now)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(check(now), Err(seconds(1)));
        assert_eq!(check(now + seconds(1)), Ok(()));
        assert_eq!(check(now + seconds(1)), Err(seconds(1)));
        let later = now + seconds(3600);
        assert_eq!([check(later), check(later), check(later)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(check(later), Err(seconds(1)));
    }

    #[test]
    fn what_costs_more_counts_more_often_and_what_was_refused_costs_nothing() {
        let (table, now) = (GcraTable::default(), Instant::now());
        assert_eq!(table.check(RATE, &1, 2, now), Ok(()));
        assert_eq!(table.check(RATE, &1, 2, now), Err(seconds(1)));
        assert_eq!(table.check(RATE, &1, 1, now), Ok(()));
        assert_eq!(table.check(RATE, &2, 3, now), Ok(()));
    }

    #[test]
    fn a_crowd_takes_only_so_much_memory_and_is_forgotten() {
        let (table, now) = (GcraTable::default(), Instant::now());
        let rate = Rate { burst: 1, ..RATE };
        assert!((1..=MAX_KEYS).all(|key| table.check(rate, &key, 1, now).is_ok()));
        assert!(table.check(rate, &(MAX_KEYS + 1), 1, now).is_ok());
        assert!(table.check(rate, &(MAX_KEYS + 2), 1, now).is_err());
        assert!(table.arrivals().len() <= MAX_KEYS + 1);
        assert!(table.check(rate, &(MAX_KEYS + 2), 1, now + seconds(60)).is_ok());
        assert_eq!(table.arrivals().len(), 1);
    }
}
