//! A cache of a resolver or of HTTP: filled at a given time, and again whenever its content has expired.

/// How long caches keep a value, in seconds. The time can change once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheTime {
    before: i64,
    /// The moment of the change, and the cache time of answers from then on.
    change: Option<(i64, i64)>,
}

impl CacheTime {
    /// Creates a constant cache time.
    #[must_use]
    pub const fn new(seconds: i64) -> Self {
        Self { before: seconds, change: None }
    }

    /// Returns this cache time with another value from the moment `at` on.
    #[must_use]
    pub const fn changed_at(self, at: i64, seconds: i64) -> Self {
        Self { change: Some((at, seconds)), ..self }
    }

    /// Returns the last time, not after `moment`, at which a cache was filled. The cache was filled at `phase`, and
    /// asks servers that are `lag` seconds behind.
    #[must_use]
    pub const fn filled(self, moment: i64, phase: i64, lag: i64) -> i64 {
        let Some((at, after)) = self.change else { return last_fill(moment, phase, self.before) };
        let seen = at + lag;
        let first = if self.before <= 0 { seen } else { seen + (phase - seen).rem_euclid(self.before) };
        if moment < first { last_fill(moment, phase, self.before) } else { last_fill(moment, first, after) }
    }

    /// Returns the time until which some cache shows the value that was replaced at `replaced`.
    #[must_use]
    pub fn stale_until(self, replaced: i64) -> i64 {
        match self.change {
            Some((at, after)) if at <= replaced => (replaced + after).max(at + self.before),
            _ => replaced + self.before,
        }
    }
}

const fn last_fill(moment: i64, phase: i64, seconds: i64) -> i64 {
    if seconds <= 0 { moment } else { moment - (moment - phase).rem_euclid(seconds) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_is_filled_again_when_its_content_expires() {
        let hour = CacheTime::new(3_600);
        assert_eq!([0, 3_599, 3_600, -1].map(|at| hour.filled(at, 0, 0)), [0, 0, 3_600, -3_600]);
        assert_eq!(CacheTime::new(0).filled(17, 3, 0), 17);
        assert_eq!(hour.stale_until(100), 3_700);
    }

    #[test]
    fn an_answer_of_before_the_change_keeps_its_own_time() {
        let lowered = CacheTime::new(86_400).changed_at(1_000, 3_600);
        // Filled at 999, one second before the change: the value stays for a day, and is refreshed every hour after
        // that.
        assert_eq!([1_000, 87_398, 87_399, 90_999].map(|at| lowered.filled(at, 999, 0)), [999, 999, 87_399, 90_999]);
        assert_eq!((lowered.stale_until(2_000), lowered.stale_until(86_000)), (87_400, 89_600));
        assert_eq!(lowered.stale_until(500), 86_900);
    }
}
