//! Where one stands in a plan: each step against what is live now.

use crate::{Do, Plan, Policy, State, Step, Timestamp};

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// It is live, or its wait is over.
    Done,
    /// It is the next one, and may be done now.
    Due,
    /// It could have been done more than a day ago; what comes later moves by the same time.
    Late,
    /// It is live before its time: until then its harm can happen.
    TooEarly,
    /// Its time is still to come.
    Waiting,
}

impl Progress {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Done, Self::Due, Self::Late, Self::TooEarly, Self::Waiting];

    /// The word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Due => "due",
            Self::Late => "late",
            Self::TooEarly => "too-early",
            Self::Waiting => "waiting",
        }
    }
}

/// A step that is late by more than this many seconds counts as late.
const PATIENCE: i64 = 86_400;

/// A step and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    /// The step.
    pub step: &'a Step,
    /// How it stands.
    pub progress: Progress,
    /// When it may be done: the plan's moment, later where steps before it are late.
    pub at: Timestamp,
}

/// Each step of the plan against the live state at this moment. A wait counts from the plan's own dates where the step before
/// it is live: look again after each step, since nobody else tells when it was done.
#[must_use]
pub fn progress<'a>(plan: &'a Plan, live: &State, now: Timestamp) -> Vec<Seen<'a>> {
    let last = plan.steps.iter().rposition(|step| is_live(&step.action, plan, live));
    let reached = |index: usize| last.is_some_and(|last| index <= last);
    let mut delay = 0;
    let mut blocked = false;
    let mut seen = Vec::with_capacity(plan.steps.len());
    for (index, step) in plan.steps.iter().enumerate() {
        let at = step.at.plus(delay);
        let progress = stand(step, reached(index), blocked, at, now);
        if matches!(progress, Progress::Due | Progress::Late) && step.action != Do::WaitFor {
            delay += (now.unix() - at.unix()).max(0);
        }
        blocked |= !matches!(progress, Progress::Done | Progress::TooEarly);
        seen.push(Seen { step, progress, at });
    }
    seen
}

fn stand(step: &Step, reached: bool, blocked: bool, at: Timestamp, now: Timestamp) -> Progress {
    let is_wait = step.action == Do::WaitFor;
    match (reached, now >= at) {
        (true, false) if !is_wait => Progress::TooEarly,
        (true, true) => Progress::Done,
        (_, true) if is_wait && !blocked => Progress::Done,
        (_, true) if !blocked && now.unix() - at.unix() > PATIENCE => Progress::Late,
        (_, true) if !blocked => Progress::Due,
        _ => Progress::Waiting,
    }
}

/// Whether the change is live. What a plan publishes twice counts when it differs from what was live at the start.
fn is_live(action: &Do, plan: &Plan, live: &State) -> bool {
    let start = &plan.state;
    match action {
        Do::Policy(policy) => {
            same(policy.as_ref(), live.policy.as_ref()) && !same(policy.as_ref(), start.policy.as_ref())
        }
        Do::Record(id) => live.id.as_ref() == Some(id),
        Do::RecordAlias(_) => live.id.is_some() && live.id != start.id,
        Do::NoRecord => live.id.is_none() && start.id.is_some(),
        Do::Mx(records) => live.mx == visible(records) && live.mx != start.mx,
        Do::Host(target) => live.host.as_ref() == Some(target) && live.host != start.host,
        Do::NoHost => live.host.is_none() && start.host.is_some(),
        Do::WaitFor => false,
    }
}

/// A null MX names no host.
fn visible(records: &[crate::MxRecord]) -> Vec<crate::MxRecord> {
    let mut records: Vec<_> = records.iter().filter(|record| record.host != ".").cloned().collect();
    records.sort();
    records
}

fn same(one: Option<&Policy>, other: Option<&Policy>) -> bool {
    one == other
}
