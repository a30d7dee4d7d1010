//! How often: the generic cell rate algorithm (ITU-T I.371 §A.1). Every request pushes a moment into the future, and the next
//! one may come as long as that moment is not too far away.

use std::{
    collections::HashMap,
    fmt::Display,
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::shared::Shared;

/// Debtors that are known at most. Newcomers beyond them share what one may ask for.
const KNOWN: usize = 16_384;

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
    pub(crate) fn price(self) -> Duration {
        Duration::from_secs(60) / self.per_minute.max(1)
    }

    /// The time that may be owed.
    pub(crate) fn credit(self) -> Duration {
        self.price() * self.burst
    }
}

/// What is owed for one kind of request, shared with other servers where there is a store for that.
#[derive(Debug)]
pub(crate) struct Debts<K> {
    kind: &'static str,
    rate: Rate,
    here: Ledger<K>,
    shared: Option<Shared>,
}

impl<K: Clone + Display + Eq + Hash> Debts<K> {
    pub(crate) fn new(kind: &'static str, rate: Rate, shared: Option<Shared>) -> Self {
        Self { kind, rate, here: Ledger::default(), shared }
    }

    /// Counts so many requests, or says how long to wait for that.
    pub(crate) async fn pay(&self, debtor: &K, times: u32) -> Result<(), Duration> {
        if let Some(shared) = &self.shared
            && let Some(answer) = shared.pay(&format!("{}:{debtor}", self.kind), self.rate, times).await
        {
            return answer;
        }
        self.here.pay(self.rate, debtor, times, Instant::now())
    }
}

/// Until when each of the debtors of late has paid; `None` are those for whom there is no room.
#[derive(Debug)]
pub(crate) struct Ledger<K> {
    paid_until: Mutex<HashMap<Option<K>, Instant>>,
}

impl<K> Default for Ledger<K> {
    fn default() -> Self {
        Self { paid_until: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash> Ledger<K> {
    /// Counts so many requests, or says how long to wait for that.
    pub(crate) fn pay(&self, rate: Rate, debtor: &K, times: u32, now: Instant) -> Result<(), Duration> {
        let mut known = self.known();
        let debtor = place(&mut known, Some(debtor.clone()), now);
        let paid_until = known.get(&debtor).copied().unwrap_or(now).max(now) + rate.price() * times;
        let beyond = paid_until.duration_since(now).saturating_sub(rate.credit());
        if !beyond.is_zero() {
            return Err(beyond);
        }
        known.insert(debtor, paid_until);
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Option<K>, Instant>> {
        self.paid_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a debtor is counted: under its own key as long as there is room, which those who owe nothing make.
fn place<K: Eq + Hash>(known: &mut HashMap<Option<K>, Instant>, debtor: Option<K>, now: Instant) -> Option<K> {
    if known.len() >= KNOWN && !known.contains_key(&debtor) {
        known.retain(|_, paid_until| *paid_until > now);
    }
    let has_room = known.len() < KNOWN || known.contains_key(&debtor);
    debtor.filter(|_| has_room)
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
        let (ledger, now) = (Ledger::default(), Instant::now());
        let pay = |now| ledger.pay(RATE, &1, 1, now);
        assert_eq!([pay(now), pay(now), pay(now)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(pay(now), Err(seconds(1)));
        assert_eq!(pay(now + seconds(1)), Ok(()));
        assert_eq!(pay(now + seconds(1)), Err(seconds(1)));
        let later = now + seconds(3600);
        assert_eq!([pay(later), pay(later), pay(later)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(pay(later), Err(seconds(1)));
    }

    #[test]
    fn what_costs_more_counts_more_often_and_what_was_refused_costs_nothing() {
        let (ledger, now) = (Ledger::default(), Instant::now());
        assert_eq!(ledger.pay(RATE, &1, 2, now), Ok(()));
        assert_eq!(ledger.pay(RATE, &1, 2, now), Err(seconds(1)));
        assert_eq!(ledger.pay(RATE, &1, 1, now), Ok(()));
        assert_eq!(ledger.pay(RATE, &2, 3, now), Ok(()));
    }

    #[test]
    fn a_crowd_takes_only_so_much_memory_and_is_forgotten() {
        let (ledger, now) = (Ledger::default(), Instant::now());
        let rate = Rate { burst: 1, ..RATE };
        assert!((1..=KNOWN).all(|debtor| ledger.pay(rate, &debtor, 1, now).is_ok()));
        assert!(ledger.pay(rate, &(KNOWN + 1), 1, now).is_ok());
        assert!(ledger.pay(rate, &(KNOWN + 2), 1, now).is_err());
        assert!(ledger.known().len() <= KNOWN + 1);
        assert!(ledger.pay(rate, &(KNOWN + 2), 1, now + seconds(60)).is_ok());
        assert_eq!(ledger.known().len(), 1);
    }
}
