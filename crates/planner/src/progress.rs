//! Progress of a plan: compares each step with the live state.

use crate::{
    Arg, CachedRecords, Change, MxRecord, Plan, Policy, Progress, State, Step, StepProgress, Timestamp, Topic,
    early::EarlySteps,
};

/// A step counts as late if it has been due for more than this many seconds.
const LATE_AFTER_SECONDS: i64 = 86_400;

/// Returns the progress of each step against the live state. Waits count from the plan's own dates, because no other
/// source shows when the previous step was done. Check again after each step.
#[must_use]
pub fn progress_of_steps<'a>(plan: &'a Plan, live: &State, now: Timestamp) -> Vec<StepProgress<'a>> {
    let compared = Compared { plan, live, now };
    let is_live: Vec<bool> = (0..plan.steps.len()).map(|index| compared.is_live(index)).collect();
    // A later file, record or MX set replaces an earlier one, and says nothing about steps of other kinds.
    let reached = |index: usize| {
        let kind = published_kind(&plan.steps[index].action);
        let mut later = plan.steps[index..].iter().zip(&is_live[index..]);
        later.any(|(step, live)| *live && published_kind(&step.action) == kind)
    };
    let mut delay = 0;
    let mut open = OpenSteps::default();
    let mut seen = Vec::with_capacity(plan.steps.len());
    for (index, step) in plan.steps.iter().enumerate() {
        let at = step.at.plus_seconds(delay);
        let progress = compared.progress(step, reached(index), open, at);
        if matches!(progress, Progress::Due | Progress::Late) {
            delay += (now.unix_seconds() - at.unix_seconds()).max(0);
        }
        let is_done = matches!(progress, Progress::Done | Progress::TooEarly);
        open.any |= !is_done;
        open.change |= !is_done && is_protecting(&step.action);
        seen.push(StepProgress { step, progress, at, harm: None });
    }
    let early = EarlySteps { plan, live, now, all: &seen };
    let is_early = |index: &usize| seen[*index].progress == Progress::TooEarly;
    let harms: Vec<_> = (0..seen.len()).filter(is_early).map(|index| (index, early.harm(index))).collect();
    for (index, harm) in harms {
        seen[index].harm = Some(harm);
    }
    seen
}

/// Whether earlier steps are open.
#[derive(Clone, Copy, Default)]
struct OpenSteps {
    /// Any step, or a wait.
    any: bool,
    /// A change on which later steps rely.
    change: bool,
}

/// A plan beside the live state.
struct Compared<'a> {
    plan: &'a Plan,
    live: &'a State,
    now: Timestamp,
}

impl Compared<'_> {
    /// Returns the progress of a step. A step that is live while a change before it is open was done too early.
    fn progress(&self, step: &Step, reached: bool, open: OpenSteps, at: Timestamp) -> Progress {
        let (late, is_time) = (self.now.unix_seconds() - at.unix_seconds(), self.now >= at);
        match step.text.topic {
            Topic::MendHosts if self.is_mended(step) => return Progress::Done,
            Topic::FileSame if is_time && !open.any => return Progress::Done,
            _ => {}
        }
        let is_wait = step.action == Change::WaitFor && step.text.topic != Topic::MendHosts;
        match (reached, is_time) {
            (true, _) if open.change && is_protecting(&step.action) => Progress::TooEarly,
            (true, false) => Progress::TooEarly,
            (true, true) => Progress::Done,
            (false, true) if is_wait && !open.any => Progress::Done,
            (false, true) if !open.any && late > LATE_AFTER_SECONDS => Progress::Late,
            (false, true) if !open.any => Progress::Due,
            _ => Progress::Waiting,
        }
    }

    /// Returns whether a probe saw valid TLS at every host that a step mends, or MX names the host no longer.
    fn is_mended(&self, step: &Step) -> bool {
        let is_open =
            |host: &String| self.live.hosts().any(|known| known == host) && !self.live.tls_valid.contains(host);
        let has_open = |arg: &Arg| matches!(arg, Arg::List(hosts) if hosts.iter().any(is_open));
        !step.text.args.iter().any(|(_, arg)| has_open(arg))
    }

    /// Returns whether the change of a step is live. A value that a plan publishes twice counts if it differs from the
    /// value at the start; one that was missing at the start counts as removed only from its time on.
    fn is_live(&self, index: usize) -> bool {
        let (start, live, step) = (&self.plan.state, self.live, &self.plan.steps[index]);
        let is_gone = |was: bool| was || self.now >= step.at;
        match &step.action {
            Change::Policy(None) => live.policy.is_none() && is_gone(start.policy.is_some()),
            Change::Policy(Some(policy)) => {
                let serves = |state: &State| state.policy.as_ref().is_some_and(|other| is_same_policy(policy, other));
                serves(live) && !serves(start)
            }
            Change::Record(id) => self.is_id_live(id, index),
            Change::RecordAlias(_) => live.id.is_some() && live.id != start.id,
            Change::NoRecord => live.id.is_none() && is_gone(start.id.is_some()),
            Change::Mx(records) => sorted(&live.mx) == sorted(records) && sorted(&live.mx) != sorted(&start.mx),
            Change::Host(target) => live.host.as_ref() == Some(target) && live.host != start.host,
            Change::NoHost => live.host.is_none() && is_gone(start.host.is_some()),
            Change::Ttl(CachedRecords::Mx, seconds) => live.ttl.mx <= *seconds,
            Change::Ttl(CachedRecords::Host, seconds) => live.ttl.host <= *seconds,
            Change::WaitFor => false,
        }
    }

    /// Returns whether the record has the planned `id`, or another fresh one beside the file that it belongs to.
    fn is_id_live(&self, id: &str, index: usize) -> bool {
        let Some(live) = &self.live.id else { return false };
        let (start, steps) = (&self.plan.state, &self.plan.steps);
        let is_planned = steps.iter().any(|step| matches!(&step.action, Change::Record(id) if id == live));
        let is_former =
            start.id.as_ref() == Some(live) || start.earlier.iter().any(|one| one.id.as_ref() == Some(live));
        let file = steps[..index].iter().rposition(|step| matches!(step.action, Change::Policy(_)));
        let has_file = file.is_none_or(|file| self.is_live(file) || steps[file].text.topic == Topic::FileSame);
        live == id || (!is_planned && !is_former && has_file)
    }
}

/// Returns whether later steps rely on a change. A lowered TTL only makes them quicker.
const fn is_protecting(action: &Change) -> bool {
    !matches!(action, Change::WaitFor | Change::Ttl(..))
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

/// Returns the MX records, sorted.
fn sorted(records: &[MxRecord]) -> Vec<MxRecord> {
    let mut records = records.to_vec();
    records.sort();
    records
}

/// Returns whether senders do the same under both policies. The order of the `mx` lines means nothing.
fn is_same_policy(one: &Policy, other: &Policy) -> bool {
    let covers = |one: &Policy, other: &Policy| other.mx.iter().all(|pattern| one.mx.contains(pattern));
    (one.mode, one.max_age) == (other.mode, other.max_age) && covers(one, other) && covers(other, one)
}
