//! A policy as the planner handles it (RFC 8461 §3.2): mode, `max_age` and `mx` patterns.

use mta_sts::{Mode, MxPattern, PolicyReading};

/// The fields of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The mode.
    pub mode: Mode,
    /// Seconds for which senders cache the policy.
    pub max_age: i64,
    /// The `mx` patterns, in order.
    pub mx: Vec<MxPattern>,
}

impl Policy {
    /// Reads a policy file. Returns `None` if a sender could not apply it.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        let reading = PolicyReading::read(text);
        let terms = &reading.policy;
        let complete = reading.is_complete();
        let mx = terms.mx.iter().map(|line| line.pattern.clone()).collect();
        let (mode, max_age) = (terms.mode?.value, i64::try_from(terms.max_age?.value).ok()?);
        complete.then_some(Self { mode, max_age, mx })
    }

    /// Returns the text of the file, with LF line endings.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: String = self.mx.iter().map(|pattern| format!("mx: {pattern}\n")).collect();
        format!("version: STSv1\nmode: {}\n{lines}max_age: {}\n", self.mode.id(), self.max_age)
    }

    /// Returns whether a pattern covers the MX host (§4.1).
    #[must_use]
    pub fn covers(&self, host: &str) -> bool {
        self.mx.iter().any(|pattern| pattern.matches(host))
    }

    /// Returns whether senders refuse hosts that the policy does not cover.
    #[must_use]
    pub fn enforces(&self) -> bool {
        self.mode == Mode::Enforce
    }

    /// Returns the policy, extended to cover these hosts.
    #[must_use]
    pub(crate) fn with_hosts<'a>(&self, hosts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut policy = self.clone();
        for host in hosts {
            if !policy.covers(host) {
                policy.mx.extend(MxPattern::parse(host));
            }
        }
        policy
    }

    /// Returns the policy without the patterns that cover a removed host and no remaining one.
    #[must_use]
    pub(crate) fn without_hosts(&self, gone: &[String], kept: &[String]) -> Self {
        let needed = |pattern: &MxPattern| {
            let covers = |hosts: &[String]| hosts.iter().any(|host| pattern.matches(host));
            !covers(gone) || covers(kept)
        };
        Self { mx: self.mx.iter().filter(|pattern| needed(pattern)).cloned().collect(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_policy_reads_as_that_policy() {
        let mx = ["mx1.example.com", "*.example.net"].map(|host| MxPattern::parse(host).unwrap()).to_vec();
        for mode in Mode::ALL {
            let policy = Policy { mode, max_age: 86_400, mx: mx.clone() };
            assert_eq!(Policy::read(policy.text().as_bytes()), Some(policy.clone()));
            assert!(PolicyReading::read(policy.text().as_bytes()).is_valid());
        }
    }

    #[test]
    fn a_pattern_stays_as_long_as_a_remaining_host_needs_it() {
        let policy = Policy::read(b"version: STSv1\nmode: enforce\nmx: *.a.test\nmx: b.test\nmax_age: 9\n").unwrap();
        let left = policy.without_hosts(&["x.a.test".into(), "b.test".into()], &["y.a.test".into()]);
        assert_eq!(left.mx, [MxPattern::parse("*.a.test").unwrap()]);
    }
}
