//! Concurrency limit whose slots are shared fairly among groups of clients.
//!
//! An eighth of the slots is reserved for groups without any. Of the others, a group may take another one while it
//! holds fewer than are free (dynamic thresholds, Choudhury and Hahne 1998). So one group alone takes less than half.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use ipnet::IpNet;

/// Minimum time limit for the holder of one of the last slots.
const MIN_DEADLINE: Duration = Duration::from_secs(10);

/// Divisor for the slots reserved for groups without any.
const RESERVED_DIVISOR: usize = 8;

/// Slots, and who holds them.
#[derive(Clone, Debug)]
pub(crate) struct FairShare {
    capacity: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_group: HashMap<IpNet, usize>,
}

/// One slot. Dropping it frees the slot.
#[derive(Debug)]
pub(crate) struct Slot {
    share: FairShare,
    group: IpNet,
}

impl FairShare {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, taken: Arc::default() }
    }

    /// Takes a slot for a client of this group. Returns `None` if the group may not have another one.
    pub(crate) fn acquire(&self, group: IpNet) -> Option<Slot> {
        let mut taken = self.taken();
        let held = taken.by_group.get(&group).copied().unwrap_or_default();
        let free = self.capacity.saturating_sub(taken.all);
        let reserved = if held == 0 { 0 } else { self.capacity / RESERVED_DIVISOR };
        if held >= free.saturating_sub(reserved) {
            return None;
        }
        Some(self.take(&mut taken, group))
    }

    /// Takes the slot of a holder that is about to free it.
    pub(crate) fn take_over(&self, group: IpNet) -> Slot {
        self.take(&mut self.taken(), group)
    }

    fn take(&self, taken: &mut Taken, group: IpNet) -> Slot {
        taken.all += 1;
        *taken.by_group.entry(group).or_default() += 1;
        Slot { share: self.clone(), group }
    }

    /// Returns whether a group holds no slot.
    pub(crate) fn has_no_slot(&self, group: &IpNet) -> bool {
        !self.taken().by_group.contains_key(group)
    }

    /// Shortens a time limit once less than half of the slots are free: the fewer, the shorter.
    pub(crate) fn shorten_deadline(&self, time: Duration) -> Duration {
        let free = self.capacity.saturating_sub(self.taken().all);
        if free * 2 >= self.capacity {
            return time;
        }
        time.mul_f64(free as f64 * 2.0 / self.capacity as f64).max(MIN_DEADLINE.min(time))
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.share.taken();
        taken.all -= 1;
        match taken.by_group.get_mut(&self.group) {
            Some(held) if *held > 1 => *held -= 1,
            _ => drop(taken.by_group.remove(&self.group)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(number: usize) -> IpNet {
        format!("10.{}.{}.0/24", number / 256, number % 256).parse().unwrap()
    }

    /// Lets `groups` groups take slots in turn until none can have more.
    fn taken_by(groups: usize) -> (FairShare, Vec<Slot>) {
        let (share, mut slots) = (FairShare::new(256), Vec::new());
        for _ in 0..256 {
            slots.extend((0..groups).filter_map(|number| share.acquire(group(number))));
        }
        (share, slots)
    }

    #[test]
    fn a_few_busy_groups_leave_slots_for_newcomers() {
        for (groups, expected) in [(1, 112), (2, 150), (16, 224), (17, 224), (100, 224)] {
            let (share, slots) = taken_by(groups);
            assert!(slots.len() <= expected, "{groups} groups took {}", slots.len());
            let newcomers: Vec<Slot> = (1000..1010).filter_map(|number| share.acquire(group(number))).collect();
            assert_eq!(newcomers.len(), 10, "{groups} groups left {}", 256 - slots.len());
        }
    }

    #[test]
    fn slots_are_returned_and_idle_clients_forgotten() {
        let (share, slots) = taken_by(3);
        drop(slots);
        assert!(share.taken().by_group.is_empty() && share.taken().all == 0);
        assert!(FairShare::new(0).acquire(group(1)).is_none());
        assert!(FairShare::new(1).acquire(group(1)).is_some());
    }

    #[test]
    fn deadlines_get_shorter_when_slots_run_out() {
        let minute = Duration::from_secs(60);
        let (share, slots) = taken_by(1);
        assert_eq!(share.shorten_deadline(minute), minute);
        let (crowded, _all) = taken_by(200);
        assert!(crowded.shorten_deadline(minute) < minute / 2);
        assert!(crowded.shorten_deadline(minute) >= MIN_DEADLINE);
        assert_eq!(crowded.shorten_deadline(Duration::from_secs(1)), Duration::from_secs(1));
        drop(slots);
    }
}
