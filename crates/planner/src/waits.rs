//! The waits of a plan, in seconds: everybody has the file, everybody sees the id, nobody holds the old copy.

use crate::State;

/// Messages under way in senders' queues keep the MX hosts that they found: five days (RFC 5321 §4.5.4.1).
pub(crate) const QUEUE: i64 = 432_000;

/// Mimecast's library keeps an `enforce` policy at least this long, whatever its `max_age` says.
pub(crate) const LONGEST_FLOOR: i64 = 604_800;

/// The waits that the dates of a plan were computed from, in seconds and without margins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Everybody has the file: caches in front of it hold no old one.
    pub file: i64,
    /// Everybody sees the id: name servers and resolvers hold no old record.
    pub id: i64,
    /// Nobody holds the old copy: no sender applies a policy that forbids the change.
    pub copies: i64,
    /// Everybody sees the MX records.
    pub mx: i64,
    /// Everybody finds the policy host at its new place.
    pub host: i64,
    /// No message under way holds the old MX records.
    pub queue: i64,
}

impl Waits {
    /// The waits that follow from TTLs and delays; nobody's copy is counted yet.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let (ttl, delays) = (state.ttl, state.delays);
        Self {
            file: delays.http,
            id: delays.dns + ttl.txt,
            copies: 0,
            mx: delays.dns + ttl.mx,
            host: delays.dns + ttl.host,
            queue: QUEUE,
        }
    }
}

/// What is added to the waits so that people and clocks may be late.
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
    /// None: the earliest moment that is safe. For proofs.
    pub const NONE: Self = Self { wait: 0, round_to: 1 };

    /// The moment a wait of `seconds` from `start` ends.
    pub(crate) fn end(self, start: i64, seconds: i64) -> i64 {
        if seconds <= 0 {
            return start;
        }
        let end = start + seconds + self.wait;
        end + (-end).rem_euclid(self.round_to)
    }
}
