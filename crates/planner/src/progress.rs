//! Progress of a plan: compares each step with the live state.

use crate::{CachedRecords, Change, Plan, Policy, State, Step, Timestamp};

/// The progress of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// The step is live, or its wait is over.
    Done,
    /// The step is the next one, and may be done now.
    Due,
    /// The step could have been done more than a day ago. Later steps are delayed by the same time.
    Late,
    /// The step is live before its time. Until then, it can do harm.
    TooEarly,
    /// The step's time has not come, or an earlier step is not done.
    Waiting,
}

impl Progress {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Done, Self::Due, Self::Late, Self::TooEarly, Self::Waiting];

    /// Returns the word in JSON.
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

/// A step counts as late if it has been due for more than this many seconds.
const LATE_AFTER_SECONDS: i64 = 86_400;

/// A step and its progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepProgress<'a> {
    /// The step.
    pub step: &'a Step,
    /// The progress.
    pub progress: Progress,
    /// The earliest time of the step: the plan's time, or later if earlier steps are late.
    pub at: Timestamp,
}

/// Returns the progress of each step against the live state. Waits count from the plan's own dates, because no other
/// source shows when the previous step was done. Check again after each step.
#[must_use]
pub fn progress_of_steps<'a>(plan: &'a Plan, live: &State, now: Timestamp) -> Vec<StepProgress<'a>> {
    let is_live: Vec<bool> = plan.steps.iter().map(|step| is_live(&step.action, plan, live)).collect();
    // A later file, record or MX set replaces an earlier one, and says nothing about steps of other kinds.
    let reached = |index: usize| {
        let kind = published_kind(&plan.steps[index].action);
        let mut later = plan.steps[index..].iter().zip(&is_live[index..]);
        later.any(|(step, live)| *live && published_kind(&step.action) == kind)
    };
    let mut delay = 0;
    let mut blocked = false;
    let mut seen = Vec::with_capacity(plan.steps.len());
    for (index, step) in plan.steps.iter().enumerate() {
        let at = step.at.plus_seconds(delay);
        let progress = step_progress(step, reached(index), blocked, at, now);
        if matches!(progress, Progress::Due | Progress::Late) && step.action != Change::WaitFor {
            delay += (now.unix_seconds() - at.unix_seconds()).max(0);
        }
        blocked |= !matches!(progress, Progress::Done | Progress::TooEarly);
        seen.push(StepProgress { step, progress, at });
    }
    seen
}

fn step_progress(step: &Step, reached: bool, blocked: bool, at: Timestamp, now: Timestamp) -> Progress {
    let is_wait = step.action == Change::WaitFor;
    match (reached, now >= at) {
        (true, false) => Progress::TooEarly,
        (true, true) => Progress::Done,
        (false, true) if is_wait && !blocked => Progress::Done,
        (false, true) if !blocked && now.unix_seconds() - at.unix_seconds() > LATE_AFTER_SECONDS => Progress::Late,
        (false, true) if !blocked => Progress::Due,
        _ => Progress::Waiting,
    }
}

/// Returns the kind of item that a step publishes. A later step of the same kind replaces it.
const fn published_kind(action: &Change) -> Option<&'static str> {
    match action {
        Change::Policy(_) => Some("policy"),
        Change::Record(_) | Change::RecordAlias(_) | Change::NoRecord => Some("record"),
        Change::Mx(_) => Some("mx"),
        Change::Host(_) | Change::NoHost => Some("host"),
        Change::Ttl(CachedRecords::Mx, _) => Some("ttl of mx"),
        Change::Ttl(CachedRecords::Host, _) => Some("ttl of host"),
        Change::WaitFor => None,
    }
}

/// Returns whether the change is live. A value that a plan publishes twice counts if it differs from the value at the
/// start.
fn is_live(action: &Change, plan: &Plan, live: &State) -> bool {
    let start = &plan.state;
    match action {
        Change::Policy(policy) => {
            is_same_policy(policy.as_ref(), live.policy.as_ref())
                && !is_same_policy(policy.as_ref(), start.policy.as_ref())
        }
        Change::Record(id) => live.id.as_ref() == Some(id),
        Change::RecordAlias(_) => live.id.is_some() && live.id != start.id,
        Change::NoRecord => live.id.is_none() && start.id.is_some(),
        Change::Mx(records) => live.mx == visible(records) && live.mx != start.mx,
        Change::Host(target) => live.host.as_ref() == Some(target) && live.host != start.host,
        Change::NoHost => live.host.is_none() && start.host.is_some(),
        Change::Ttl(cached, seconds) => match cached {
            CachedRecords::Mx => live.ttl.mx <= *seconds,
            CachedRecords::Host => live.ttl.host <= *seconds,
        },
        Change::WaitFor => false,
    }
}

/// Returns the MX records that name a host, sorted. A null MX names no host.
fn visible(records: &[crate::MxRecord]) -> Vec<crate::MxRecord> {
    let mut records: Vec<_> = records.iter().filter(|record| record.host != ".").cloned().collect();
    records.sort();
    records
}

fn is_same_policy(one: Option<&Policy>, other: Option<&Policy>) -> bool {
    one == other
}
