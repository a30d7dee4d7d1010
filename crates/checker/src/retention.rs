//! How long senders cache a policy: the values behind every date about cached policies (RFC 8461 §3.2, §5.1, §8.3).
//!
//! The rules about history and the planner compute their dates here. Times are Unix seconds, and durations are seconds.

/// The goal of the plan that publishes a policy for the current MX records under a new `id`.
pub const REPAIR_GOAL: &str = "repair";
/// The goal of the plan that removes MTA-STS.
pub const REMOVAL_GOAL: &str = "remove";

/// Minimum TTL to assume, in seconds. A resolver shows only the remaining part of the TTL.
pub const LEAST_TTL: i64 = 3_600;

/// Minimum time for which Mimecast's library caches an `enforce` policy, in seconds, whatever its `max_age` says.
pub const LONGEST_FLOOR: i64 = 604_800;

/// A replaced policy: when senders could last fetch or extend it, and how long they cache it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The `max_age` in seconds.
    pub max_age: i64,
    /// The last time at which a sender could fetch the file.
    pub fetched: i64,
    /// The last time at which a sender could see the `id`. Some senders extend a cached policy by the `id` alone.
    pub renewed: i64,
}

impl Retention {
    /// Creates the retention of a policy whose file and record were replaced at this time. HTTP caches serve the old
    /// file for `file` seconds more. Resolvers serve the old record for `id` seconds.
    #[must_use]
    pub const fn replaced(at: i64, max_age: i64, file: i64, id: i64) -> Self {
        let longer = if file > id { file } else { id };
        Self { max_age, fetched: at.saturating_add(file), renewed: at.saturating_add(longer) }
    }

    /// Returns the time at which the last sender drops its cached policy. Senders cache a policy for at least `floor`
    /// seconds after they fetched it.
    #[must_use]
    pub const fn ends(self, floor: i64) -> i64 {
        let lifetime = if self.max_age > floor { self.max_age } else { floor };
        let (by_id, by_file) = (self.renewed.saturating_add(self.max_age), self.fetched.saturating_add(lifetime));
        if by_id > by_file { by_id } else { by_file }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cached_policy_lives_its_max_age_after_the_id_was_last_seen() {
        let week = Retention::replaced(0, 604_800, 0, 3_600);
        assert_eq!(week.ends(0), 608_400);
        assert_eq!(Retention::replaced(0, 604_800, 86_400, 3_600).ends(0), 691_200);
    }

    #[test]
    fn a_floor_counts_from_the_fetch() {
        let day = Retention::replaced(0, 86_400, 0, 3_600);
        assert_eq!((day.ends(0), day.ends(LONGEST_FLOOR)), (90_000, 604_800));
    }
}
