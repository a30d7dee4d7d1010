//! Replay of a plan: a fleet sends mail while the steps are done, and every delivery is checked against the invariants.

use super::{Fleet, Invariant, Violations, World, invariant_checker::InvariantChecker};
use crate::Plan;

/// Replays a plan whose steps are done exactly on time, while this fleet sends mail.
#[must_use]
pub fn replay(plan: &Plan, world: &World, fleet: &Fleet) -> Violations {
    run(&InvariantChecker::of_plan(plan, world), world, fleet, &|_| false)
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
    counted(&run(&InvariantChecker::of_plan(plan, world), world, fleet, &|violations| counted(violations).is_some()))
}

/// Replays a script that is not a plan, such as a mistake.
#[must_use]
pub fn replay_script(world: &World, fleet: &Fleet) -> Violations {
    run(&InvariantChecker::of_script(world), world, fleet, &|_| false)
}

/// Replays a fleet, sender by sender, until `is_enough`.
fn run(
    checker: &InvariantChecker<'_>,
    world: &World,
    fleet: &Fleet,
    is_enough: &dyn Fn(&Violations) -> bool,
) -> Violations {
    let boundaries = world.boundaries();
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
            let applied = sender.deliver(world, &boundaries, moment);
            enforced = checker.check_delivery(&sender, applied, enforced, moment, &mut violations);
        }
    }
    violations
}
