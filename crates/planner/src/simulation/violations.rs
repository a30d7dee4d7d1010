//! The invariants of a replay, and where they were violated.

use std::collections::{BTreeMap, BTreeSet};

use crate::PlanVariant;

/// A property that must hold at every delivery during a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Invariant {
    /// I1: the policy that a sender applies covers some MX host that it sees.
    Refused,
    /// I1′: the policy covers every MX host that the sender sees.
    Skipped,
    /// The policy covers the best MX host that the sender sees. A sender may try no other (RFC 5321 §5.1), and some give
    /// a permanent error at an uncovered host.
    BestSkipped,
    /// A policy in mode `testing` does not cover an MX host that the sender sees: it reports a failure, and delivers.
    Reported,
    /// I2: a sender that enforces keeps enforcing.
    Unprotected,
    /// I3: a sender that sees an `id` gets the file that belongs to it.
    FileBehindId,
    /// I4: an `id` is never used again for other content.
    IdReused,
    /// I5: every host that a sender may deliver to accepts mail.
    HostClosed,
    /// I5: every covered host presents a certificate that the sender accepts, by the Web PKI and by DANE.
    Untrusted,
    /// No sender fetches the file from a place that was given up (RFC 8461 §10.3).
    FormerPlace,
    /// A wait's claim is true when the wait ends.
    Claim,
}

/// Violations of one invariant, for senders of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The number of affected deliveries.
    pub deliveries: u64,
    /// The time of the first, in Unix seconds.
    pub first: i64,
    /// The time of the last, in Unix seconds.
    pub last: i64,
}

/// All violations of a replay, and the size of the replay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    /// Violations by invariant and name of the kind.
    pub found: BTreeMap<(Invariant, &'static str), Violation>,
    /// The number of senders replayed.
    pub senders: u64,
    /// The number of deliveries checked.
    pub deliveries: u64,
}

impl Violations {
    /// Returns the kinds of senders for which an invariant was violated.
    #[must_use]
    pub fn sender_kinds(&self, invariant: Invariant) -> BTreeSet<&'static str> {
        self.found.keys().filter(|(found, _)| *found == invariant).map(|(_, kind)| *kind).collect()
    }

    /// Returns the time of the last violation of an invariant, in Unix seconds.
    #[must_use]
    pub fn last_moment(&self, invariant: Invariant) -> Option<i64> {
        self.found.iter().filter(|((found, _), _)| *found == invariant).map(|(_, violation)| violation.last).max()
    }

    /// Returns the violations that a form of plan promises to avoid. The short form lets some senders skip a host. No
    /// plan waits for the last report of a failure in `testing`.
    #[must_use]
    pub fn broken_invariants(&self, form: PlanVariant) -> Vec<(Invariant, &'static str, Violation)> {
        let counts = |invariant: Invariant| match invariant {
            Invariant::Skipped => form == PlanVariant::Safe,
            Invariant::Reported => false,
            _ => true,
        };
        self.found
            .iter()
            .filter(|((found, _), _)| counts(*found))
            .map(|((found, kind), violation)| (*found, *kind, *violation))
            .collect()
    }

    /// Adds a violation.
    pub(super) fn add(&mut self, invariant: Invariant, kind: &'static str, at: i64) {
        let violation = self.found.entry((invariant, kind)).or_insert(Violation { deliveries: 0, first: at, last: at });
        violation.deliveries += 1;
        violation.first = violation.first.min(at);
        violation.last = violation.last.max(at);
    }
}
