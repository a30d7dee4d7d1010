//! The plan that leads to the planned state, for changes whose order and dates matter.

use mta_sts::Mode;
use planner::{Goal, Plan, PlanVariant, Policy, plan};

use super::{Cause, Check, Effect, Planned, live::Live};
use crate::Target;

/// Returns the plan of the first check that stops publication and has a goal. `None` if too little was observed for dates.
pub(super) fn dated_plan(checks: &[Check], planned: &Planned<'_>, live: &Live<'_>) -> Option<Plan> {
    let stops = checks.iter().filter(|check| check.effect == Effect::Blocks);
    let goal = stops.filter_map(|check| goal(check.cause, planned)).next()?;
    plan(live.state.as_ref()?, &goal, live.seen.started, PlanVariant::Safe).ok()
}

/// Returns the goal of the planner that fits what is planned.
fn goal(cause: Cause, planned: &Planned<'_>) -> Option<Goal> {
    match cause {
        Cause::ModeNone | Cause::RemovalEarly => Some(Goal::Remove),
        Cause::ModeLowered => {
            let policy = Policy::read(planned.policy.text()?)?;
            Some(if policy.mode == Mode::Testing { Goal::Mode(Mode::Testing) } else { Goal::MaxAge(policy.max_age) })
        }
        Cause::RecordDelegated => planned.targets.iter().find_map(|target| match target {
            Target::Address(address) => Some(Goal::ToOwn(*address)),
            Target::Name(_) => None,
        }),
        _ => None,
    }
}
