//! The waits of a plan, in seconds, until caches hold the new file, id and MX records, and no old policy remains.

use crate::{CachedRecords, State};

/// Seconds for which queued messages keep the MX hosts that their sender found: five days (RFC 5321 §4.5.4.1).
pub(crate) const QUEUE_SECONDS: i64 = 432_000;

/// The waits that the dates of a plan were computed from, in seconds and without margins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Until no cache in front of the policy host holds an old file.
    pub file: i64,
    /// Until no name server or resolver holds an old record.
    pub id: i64,
    /// Until no sender applies a policy that forbids the change.
    pub copies: i64,
    /// Until every resolver has the new MX records.
    pub mx: i64,
    /// Until every resolver has the new address of the policy host.
    pub host: i64,
    /// Until no queued message holds the old MX records.
    pub queue: i64,
}

/// Seconds to which a longer TTL is lowered before records that senders depend on change.
pub(crate) const LOW_TTL_SECONDS: i64 = 3_600;

impl Waits {
    /// Replaces the TTL of one kind of records in its wait.
    pub(crate) fn set_ttl(&mut self, cached: CachedRecords, former: i64, ttl: i64) {
        match cached {
            CachedRecords::Mx => self.mx += ttl - former,
            CachedRecords::Host => self.host += ttl - former,
        }
    }

    /// Returns the waits that follow from TTLs and delays. Cached policies are not counted yet.
    #[must_use]
    pub fn from_state(state: &State) -> Self {
        let (ttl, delays) = (state.ttl, state.delays);
        Self {
            file: delays.http,
            id: delays.dns + ttl.txt,
            copies: 0,
            mx: delays.dns + ttl.mx,
            host: delays.dns + ttl.host,
            queue: QUEUE_SECONDS,
        }
    }
}

/// Margins added to the waits, for slow people and inaccurate clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// Seconds added to every wait that is not zero.
    pub wait: i64,
    /// The end of a wait is rounded up to a multiple of this many seconds.
    pub round_to: i64,
}

impl Margins {
    /// An hour for each wait, rounded up to the full hour.
    pub const HOUR: Self = Self { wait: 3_600, round_to: 3_600 };
    /// No margin: the earliest safe time. For proofs.
    pub const NONE: Self = Self { wait: 0, round_to: 1 };

    /// Returns the time at which a wait of `seconds` from `start` ends.
    pub(crate) fn end_of_wait(self, start: i64, seconds: i64) -> i64 {
        if seconds <= 0 {
            return start;
        }
        let end = start + seconds + self.wait;
        end + (-end).rem_euclid(self.round_to)
    }
}
