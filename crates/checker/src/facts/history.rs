//! Policies from earlier checks that senders may still have cached (RFC 8461 §3.3, §5.1).
//!
//! A snapshot stores observations instead of judgements. Our parser reads it anew every time.

use evidence::{Evidence, RawBytes, Snapshot, Timestamp, sorted_by_number, sorted_names};
use mta_sts::{Domain, MAX_AGE_LIMIT, Mode, Policy, PolicyReading};

use super::Facts;
use crate::retention::Retention;

/// Returns a snapshot of the policy in the evidence, if senders could apply it.
#[must_use]
pub fn policy_snapshot(seen: &Evidence) -> Option<Snapshot> {
    let domain: Domain = seen.domain.parse().ok()?;
    let facts = Facts::new(&domain, seen);
    let txt_id = facts.policy_in_force()?.id;
    let body = RawBytes::from(facts.policy.as_ref()?.body);
    let mx = facts.mx_hosts().into_iter().map(|host| host.name).collect();
    Some(Snapshot { at: seen.started, txt_id, body, mx })
}

/// Adds to the evidence the policy that an earlier check of this domain saw, and that check's own history.
#[must_use]
pub fn with_earlier_history(seen: Evidence, earlier: &Evidence) -> Evidence {
    seen.with_history_of(earlier, policy_snapshot(earlier))
}

/// A parsed snapshot.
#[derive(Debug)]
pub(crate) struct EarlierPolicy<'a> {
    pub snapshot: &'a Snapshot,
    /// The time of the next check. If that check saw another policy, this one was no longer served.
    pub until: Timestamp,
    pub policy: Policy,
    pub terms: PolicyTerms,
}

/// The meaning of a policy, independent of its spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PolicyTerms {
    pub mode: Mode,
    /// In seconds.
    pub max_age: u64,
    /// Sorted, without duplicates, in lower case.
    pub mx: Vec<String>,
}

impl PolicyTerms {
    /// Returns the terms of a policy that has a mode and a `max_age`.
    pub fn from_policy(policy: &Policy) -> Option<Self> {
        let mx = policy.mx.iter().map(|line| line.pattern.to_string().to_ascii_lowercase()).collect();
        Some(Self { mode: policy.mode?.value, max_age: policy.max_age?.value, mx: sorted_names(mx) })
    }

    /// Returns whether another policy lists all of these `mx` patterns.
    pub fn lists_no_more_than(&self, other: &Self) -> bool {
        self.mx.iter().all(|pattern| other.mx.binary_search(pattern).is_ok())
    }

    /// Returns the `max_age` in seconds, limited to the maximum that senders respect.
    pub fn capped_max_age(&self) -> i64 {
        i64::try_from(self.max_age.min(MAX_AGE_LIMIT)).unwrap_or(i64::MAX)
    }
}

impl<'a> EarlierPolicy<'a> {
    /// Returns the policies from earlier checks, oldest first. Stored evidence may come from anywhere, so this skips
    /// invalid policies and those that are not older than this check.
    pub fn from_evidence(seen: &'a Evidence) -> Vec<Self> {
        let earlier = seen.history.iter().filter(|snapshot| snapshot.at < seen.started);
        let all: Vec<&Snapshot> =
            sorted_by_number(earlier.collect(), |snapshot: &&Snapshot| snapshot.at.unix_seconds());
        let ends: Vec<Timestamp> = all.iter().skip(1).map(|snapshot| snapshot.at).chain([seen.started]).collect();
        all.into_iter().zip(ends).filter_map(|(snapshot, until)| Self::read(snapshot, until)).collect()
    }

    fn read(snapshot: &'a Snapshot, until: Timestamp) -> Option<Self> {
        let reading = PolicyReading::read(snapshot.body.as_ref());
        let policy = reading.is_valid().then_some(reading.policy)?;
        Some(Self { snapshot, until, terms: PolicyTerms::from_policy(&policy)?, policy })
    }

    /// Returns the latest time at which a sender that fetched it then may apply it (RFC 8461 §3.2, `max_age`).
    pub fn cached_until(&self) -> Timestamp {
        self.snapshot.at.plus_seconds(self.terms.capped_max_age())
    }

    /// Returns whether senders that fetched it at the time of the snapshot still enforce it.
    pub fn enforces(&self, now: Timestamp) -> bool {
        self.terms.mode == Mode::Enforce && self.cached_until() > now
    }

    /// Returns how long senders cache it if they could fetch it until the next check.
    pub fn retention(&self, id_ttl: i64) -> Retention {
        Retention::replaced(self.until.unix_seconds(), self.terms.capped_max_age(), 0, id_ttl)
    }

    /// Returns whether an `mx` pattern covers the host.
    pub fn covers(&self, host: &str) -> bool {
        self.policy.mx.iter().any(|line| line.pattern.matches(host))
    }

    /// Returns whether mail to the domain went to this host then, or `None` if that was not observed.
    pub fn had_mx_host(&self, host: &str) -> Option<bool> {
        (!self.snapshot.mx.is_empty())
            .then(|| self.snapshot.mx.iter().any(|name| evidence::canonical_name(name) == host))
    }
}
