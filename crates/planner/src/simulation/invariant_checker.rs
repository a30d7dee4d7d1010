//! The checks of each delivery of a replay against the invariants.

use std::collections::BTreeSet;

use mta_sts::Mode;

use super::{Applied, Event, Invariant, Sender, Violations, World, leaving::LeavingHosts};
use crate::{CachedRecords, Change, Goal, MxRecord, Plan, Topic, waits::QUEUE_SECONDS};

/// The kind recorded for a violation that does not depend on a sender.
const ALL_SENDERS: &str = "everybody";

/// A delivery: the policy that a sender applies, and the MX records that it sees.
struct Delivery<'a> {
    sender: &'a Sender,
    applied: Applied,
    at: i64,
    records: &'a [MxRecord],
    /// The mode of the policy that the sender applies.
    mode: Option<Mode>,
    /// Whether that policy covers each of the records.
    covered: Option<&'a [bool]>,
}

impl<'a> Delivery<'a> {
    fn new(world: &'a World, sender: &'a Sender, applied: Applied, at: i64) -> Self {
        let mode = applied.file.map(|file| world.policy(file).mode);
        let covered = applied.file.map(|file| sender.covered(world, file, at));
        Self { sender, applied, at, records: sender.mx(world, at), mode, covered }
    }

    fn is_in_mode(&self, mode: Mode) -> bool {
        self.mode == Some(mode)
    }

    fn enforces(&self) -> bool {
        self.is_in_mode(Mode::Enforce)
    }

    /// Returns the MX records, each with whether the policy covers it. Without a policy, or in mode `none`, every host
    /// counts as covered.
    fn hosts(&self) -> impl Iterator<Item = (&'a MxRecord, bool)> + use<'a> {
        let covered = self.covered.filter(|_| !self.is_in_mode(Mode::None));
        let is_covered = move |index: usize| covered.is_none_or(|covered| covered[index]);
        self.records.iter().enumerate().map(move |(index, record)| (record, is_covered(index)))
    }
}

impl Violations {
    fn add_if(&mut self, applies: bool, invariant: Invariant, delivery: &Delivery<'_>) {
        if applies {
            self.add(invariant, delivery.sender.kind.name, delivery.at);
        }
    }
}

/// The checks, with what the plan promises.
pub(super) struct InvariantChecker<'a> {
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
    /// Creates the checks of a plan.
    pub fn of_plan(plan: &Plan, world: &'a World) -> Self {
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

    /// Creates the checks of a script that is not a plan.
    pub fn of_script(world: &'a World) -> Self {
        let leaving = LeavingHosts::new(world);
        Self { world, ends_enforcement: false, copies_gone_at: None, new_max_age: None, leaving }
    }

    /// Checks a delivery, and returns whether the sender enforced a policy.
    pub fn check_delivery(
        &self,
        sender: &Sender,
        applied: Applied,
        enforced: bool,
        at: i64,
        violations: &mut Violations,
    ) -> bool {
        let delivery = Delivery::new(self.world, sender, applied, at);
        if at >= self.world.start {
            violations.deliveries += 1;
            self.check_coverage(&delivery, violations);
            self.check_hosts(&delivery, violations);
            self.check_protection(&delivery, enforced, violations);
            self.check_waits(&delivery, violations);
        }
        delivery.enforces()
    }

    /// Checks I1 and I1′: the policy covers the MX hosts that the sender sees.
    fn check_coverage(&self, delivery: &Delivery<'_>, violations: &mut Violations) {
        let uncovered = delivery.hosts().filter(|(_, is_covered)| !is_covered).count();
        let mut add = |invariant, applies: bool| violations.add_if(applies, invariant, delivery);
        if !delivery.enforces() {
            return add(Invariant::Reported, delivery.is_in_mode(Mode::Testing) && uncovered > 0);
        }
        let is_refused = uncovered == delivery.records.len();
        add(Invariant::Claim, uncovered > 0 && self.copies_are_gone(delivery.at));
        add(if is_refused { Invariant::Refused } else { Invariant::Skipped }, uncovered > 0);
        let best = delivery.records.first().map(|record| record.preference);
        let mut all_best = delivery.hosts().take_while(|(record, _)| Some(record.preference) == best);
        add(Invariant::BestSkipped, all_best.any(|(_, is_covered)| !is_covered));
    }

    /// Checks I5: the hosts that the sender may deliver to accept mail, with a certificate that it accepts.
    fn check_hosts(&self, delivery: &Delivery<'_>, violations: &mut Violations) {
        let (at, certificates) = (delivery.at, self.world.certificates());
        let is_closed = |host: &str| self.leaving.is_closed(host, at);
        let may_use = |is_covered| is_covered || !delivery.enforces();
        let closed = delivery.hosts().any(|(record, is_covered)| may_use(is_covered) && is_closed(&record.host));
        violations.add_if(closed || self.leaving.binds_message(delivery.sender, at), Invariant::HostClosed, delivery);
        let is_untrusted = |(record, is_covered): (&MxRecord, bool)| {
            let must_be_valid = delivery.enforces() && is_covered;
            (must_be_valid && certificates.is_invalid(&record.host, at)) || certificates.is_unmatched(&record.host, at)
        };
        violations.add_if(delivery.hosts().any(is_untrusted), Invariant::Untrusted, delivery);
        let asks_stranger = delivery.sender.asks_former_place(self.world, at);
        violations.add_if(asks_stranger, Invariant::FormerPlace, delivery);
    }

    /// Checks I2 and I3: a sender keeps enforcing, and gets the file that belongs to the `id`.
    fn check_protection(&self, delivery: &Delivery<'_>, enforced: bool, violations: &mut Violations) {
        let (at, file) = (delivery.at, delivery.applied.file);
        let is_capable = at < delivery.sender.cut_off;
        let is_new = file.is_none() || file >= self.world.newest_file(self.world.start - 1);
        let has_stopped = enforced && !delivery.enforces() && is_new;
        violations.add_if(has_stopped && is_capable && self.wants_enforcement(at), Invariant::Unprotected, delivery);
        violations.add_if(delivery.applied.is_behind && is_capable, Invariant::FileBehindId, delivery);
    }

    /// Checks the claims of the waits that end now, and of the wait for copies after its end.
    fn check_waits(&self, delivery: &Delivery<'_>, violations: &mut Violations) {
        let at = delivery.at;
        let is_late = delivery.enforces() && self.ends_enforcement && self.copies_are_gone(at);
        violations.add_if(is_late, Invariant::Claim, delivery);
        let ending = self.world.events.iter().filter(|event| event.action == Change::WaitFor && event.at == at);
        for event in ending {
            let is_true = self.is_claim_true(event, delivery.sender, delivery.applied, at);
            violations.add_if(!is_true, Invariant::Claim, delivery);
        }
    }

    /// Returns whether no sender should hold an old cached policy any more.
    fn copies_are_gone(&self, at: i64) -> bool {
        self.copies_gone_at.is_some_and(|gone_at| at >= gone_at)
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
    pub fn check_ids(&self, violations: &mut Violations) {
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
    pub fn check_queues(&self, violations: &mut Violations) {
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
