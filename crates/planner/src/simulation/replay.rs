//! Replay of a plan: a fleet sends mail while the steps are done, and every delivery is checked against the invariants.

use std::collections::{BTreeMap, BTreeSet};

use mta_sts::Mode;

use super::{Applied, Event, Fleet, Sender, World, leaving::LeavingHosts};
use crate::{CachedRecords, Change, Form, Goal, Plan, Topic, waits::QUEUE_SECONDS};

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
    pub fn broken_invariants(&self, form: Form) -> Vec<(Invariant, &'static str, Violation)> {
        let counts = |invariant: Invariant| match invariant {
            Invariant::Skipped => form == Form::Safe,
            Invariant::Reported => false,
            _ => true,
        };
        self.found
            .iter()
            .filter(|((found, _), _)| counts(*found))
            .map(|((found, kind), violation)| (*found, *kind, *violation))
            .collect()
    }

    fn add(&mut self, invariant: Invariant, kind: &'static str, at: i64) {
        let violation = self.found.entry((invariant, kind)).or_insert(Violation { deliveries: 0, first: at, last: at });
        violation.deliveries += 1;
        violation.first = violation.first.min(at);
        violation.last = violation.last.max(at);
    }
}

/// The kind recorded for a violation that does not depend on a sender.
const ALL_SENDERS: &str = "everybody";

/// Replays a plan whose steps are done exactly on time, while this fleet sends mail.
#[must_use]
pub fn replay(plan: &Plan, world: &World, fleet: &Fleet) -> Violations {
    run(&InvariantChecker::of_plan(plan, world), fleet, &|_| false)
}

/// Replays a plan until a sender violates an invariant that counts. Returns that invariant and the kind of the sender.
#[must_use]
pub fn first_violation(
    plan: &Plan,
    world: &World,
    fleet: &Fleet,
    counts: impl Fn(Invariant, &'static str) -> bool,
) -> Option<(Invariant, &'static str)> {
    let counted =
        |violations: &Violations| violations.found.keys().copied().find(|(invariant, kind)| counts(*invariant, kind));
    counted(&run(&InvariantChecker::of_plan(plan, world), fleet, &|violations| counted(violations).is_some()))
}

/// Replays a script that is not a plan, such as a mistake.
#[must_use]
pub fn replay_script(world: &World, fleet: &Fleet) -> Violations {
    let leaving = LeavingHosts::new(world);
    let checker = InvariantChecker { world, ends_enforcement: false, copies_gone_at: None, new_max_age: None, leaving };
    run(&checker, fleet, &|_| false)
}

/// Replays a fleet, sender by sender, until `is_enough`.
fn run(checker: &InvariantChecker<'_>, fleet: &Fleet, is_enough: &dyn Fn(&Violations) -> bool) -> Violations {
    let boundaries = checker.world.boundaries();
    let mut violations = Violations { senders: fleet.members.len() as u64, ..Violations::default() };
    checker.check_ids(&mut violations);
    checker.check_queues(&mut violations);
    for (sender, deliveries) in &fleet.members {
        if is_enough(&violations) {
            break;
        }
        let mut sender = sender.clone();
        let mut enforced = false;
        for moment in deliveries.moments() {
            let applied = sender.deliver(checker.world, &boundaries, moment);
            enforced = checker.check_delivery(&sender, applied, enforced, moment, &mut violations);
        }
    }
    violations
}

struct InvariantChecker<'a> {
    world: &'a World,
    /// Whether the goal is that senders stop enforcing.
    ends_enforcement: bool,
    /// The time from which no sender holds an old cached policy.
    copies_gone_at: Option<i64>,
    /// The new `max_age`, if the goal changes it.
    new_max_age: Option<i64>,
    /// The MX hosts that leave.
    leaving: LeavingHosts<'a>,
}

impl<'a> InvariantChecker<'a> {
    fn of_plan(plan: &Plan, world: &'a World) -> Self {
        let ends_enforcement = match plan.goal {
            Goal::Mode(Mode::Testing) | Goal::Remove | Goal::Park => true,
            Goal::Repair => !plan.state.in_force().is_some_and(crate::Policy::enforces),
            _ => false,
        };
        let new_max_age = match plan.goal {
            Goal::MaxAge(seconds) => Some(seconds),
            _ => None,
        };
        let copies = world.events.iter().find(|event| event.topic == Some(Topic::Copies));
        let copies_gone_at = copies.map(|event| event.at);
        Self { world, ends_enforcement, copies_gone_at, new_max_age, leaving: LeavingHosts::new(world) }
    }

    /// Checks a delivery, and returns whether the sender enforced a policy.
    fn check_delivery(
        &self,
        sender: &Sender,
        applied: Applied,
        enforced: bool,
        at: i64,
        violations: &mut Violations,
    ) -> bool {
        let applied_policy = applied.file.map(|file| self.world.policy(file));
        let policy = applied_policy.filter(|policy| policy.enforces());
        if at < self.world.start {
            return policy.is_some();
        }
        violations.deliveries += 1;
        let kind = sender.kind.name;
        let hosts = sender.mx(self.world, at);
        let tests = applied_policy.filter(|policy| policy.mode == Mode::Testing);
        if tests.is_some_and(|policy| hosts.iter().any(|record| !policy.covers(&record.host))) {
            violations.add(Invariant::Reported, kind, at);
        }
        if let Some(policy) = policy {
            let uncovered = hosts.iter().filter(|record| !policy.covers(&record.host)).count();
            if uncovered > 0 {
                if self.copies_gone_at.is_some_and(|copies_gone_at| at >= copies_gone_at) {
                    violations.add(Invariant::Claim, kind, at);
                }
                violations.add(
                    if uncovered == hosts.len() { Invariant::Refused } else { Invariant::Skipped },
                    kind,
                    at,
                );
            }
            let mut best = hosts.iter().take_while(|record| record.preference == hosts[0].preference);
            if best.any(|record| !policy.covers(&record.host)) {
                violations.add(Invariant::BestSkipped, kind, at);
            }
        }
        let allows = |host: &str| policy.is_none_or(|policy| policy.covers(host));
        let is_closed = hosts.iter().any(|record| allows(&record.host) && self.leaving.is_closed(&record.host, at));
        if is_closed || self.leaving.binds_message(sender, at) {
            violations.add(Invariant::HostClosed, kind, at);
        }
        if sender.asks_former_place(self.world, at) {
            violations.add(Invariant::FormerPlace, kind, at);
        }
        let certificates = self.world.certificates();
        let is_covered = |host: &str| policy.is_some_and(|policy| policy.covers(host));
        let is_refused = |host: &str| is_covered(host) && certificates.is_invalid(host, at);
        if hosts.iter().any(|record| is_refused(&record.host) || certificates.is_unmatched(&record.host, at)) {
            violations.add(Invariant::Untrusted, kind, at);
        }
        if policy.is_some()
            && self.ends_enforcement
            && self.copies_gone_at.is_some_and(|copies_gone_at| at >= copies_gone_at)
        {
            violations.add(Invariant::Claim, kind, at);
        }
        let capable = at < sender.cut_off;
        let at_start = self.world.newest_file(self.world.start - 1);
        let is_new = applied.file.is_none() || applied.file >= at_start;
        if enforced && policy.is_none() && capable && is_new && self.wants_enforcement(at) {
            violations.add(Invariant::Unprotected, kind, at);
        }
        if applied.is_behind && capable {
            violations.add(Invariant::FileBehindId, kind, at);
        }
        for event in self.world.events.iter().filter(|event| event.action == Change::WaitFor && event.at == at) {
            if !self.is_claim_true(event, sender, applied, at) {
                violations.add(Invariant::Claim, kind, at);
            }
        }
        policy.is_some()
    }

    /// Returns whether senders should enforce: the live policy enforces, so did the one before the plan, and the goal
    /// keeps it.
    fn wants_enforcement(&self, at: i64) -> bool {
        let enforces = |at| self.world.newest_file(at).is_none_or(|file| self.world.policy(file).enforces());
        let before = self.world.newest_file(self.world.start - 1).map(|file| self.world.policy(file));
        !self.ends_enforcement && enforces(at) && before.is_some_and(crate::Policy::enforces)
    }

    /// Returns whether a wait's claim is true for this sender. The next step may be done in the same second.
    fn is_claim_true(&self, event: &Event, sender: &Sender, applied: Applied, at: i64) -> bool {
        let world = self.world;
        match event.topic {
            Some(Topic::AllHaveFile) => {
                [at - 1, at].map(|at| world.newest_file(at)).contains(&sender.served(world, at))
            }
            Some(Topic::AllSeeId) => [at - 1, at].map(|at| world.record(at)).contains(&sender.record(world, at)),
            Some(Topic::RecordForgotten) => sender.record(world, at).is_none(),
            Some(Topic::AllSeeMx | Topic::AllSeeNullMx) => {
                [at - 1, at].map(|at| world.mx(at)).contains(&sender.mx(world, at))
            }
            Some(Topic::AllFindHost | Topic::AllFindNewHost) => {
                sender.served(world, at).is_some() || world.newest_file(at).is_none()
            }
            Some(Topic::Copies) => self.is_without_old_copy(applied),
            _ => true,
        }
    }

    fn is_without_old_copy(&self, applied: Applied) -> bool {
        let enforced = applied.file.map(|file| self.world.policy(file)).filter(|policy| policy.enforces());
        let longest = self.new_max_age.unwrap_or(i64::MAX);
        enforced.is_none_or(|policy| !self.ends_enforcement && policy.max_age <= longest)
    }

    /// Checks I4: no `id` is published twice.
    fn check_ids(&self, violations: &mut Violations) {
        let state = self.world.state();
        let earlier = state.earlier.iter().filter_map(|one| one.id.as_deref());
        let mut known: BTreeSet<&str> = state.id.as_deref().into_iter().chain(earlier).collect();
        for event in &self.world.events {
            if let Change::Record(id) = &event.action
                && !known.insert(id)
            {
                violations.add(Invariant::IdReused, ALL_SENDERS, event.at);
            }
        }
    }

    /// Checks the waits for queues: queued messages hold the MX records from before the last change for as long as
    /// queues last.
    fn check_queues(&self, violations: &mut Violations) {
        let mut changed = None;
        for event in &self.world.events {
            match (&event.action, event.topic, changed) {
                (Change::Mx(_), ..) => changed = Some(self.world.stale_until(CachedRecords::Mx, event.at)),
                (_, Some(Topic::Queue), Some(seen)) if event.at < seen + QUEUE_SECONDS => {
                    violations.add(Invariant::Claim, ALL_SENDERS, event.at);
                }
                _ => {}
            }
        }
    }
}
