//! The harm of a step that was done too early: what happens to mail, and until when.

use checker::LONGEST_FLOOR;

use crate::{
    Change, EarlyHarm, HarmKind, MxRecord, Plan, Policy, Progress, State, StepProgress, Timestamp, schedule::Schedule,
    simulation::Mail,
};

/// The harm of early steps, from the progress of all steps.
pub(crate) struct EarlySteps<'a> {
    pub plan: &'a Plan,
    pub live: &'a State,
    pub now: Timestamp,
    pub all: &'a [StepProgress<'a>],
}

impl EarlySteps<'_> {
    /// Returns the harm of the step at this index, which was done too early.
    pub fn harm(&self, index: usize) -> EarlyHarm {
        let at = self.all[index].at;
        let other = |kind| EarlyHarm { kind, hosts: Vec::new(), until: Some(at) };
        match &self.all[index].step.action {
            Change::Mx(_) => self.mx_harm(index),
            Change::Policy(Some(policy)) => self.file_harm(policy, index),
            Change::Record(_) => EarlyHarm { until: None, ..other(HarmKind::Record) },
            Change::RecordAlias(_) => other(HarmKind::Record),
            Change::NoRecord | Change::Policy(None) => {
                let end = self.schedule(index).held_until(self.now.unix_seconds(), LONGEST_FLOOR, |_| true);
                let end = end.flatten().map_or(at, |end| Timestamp::from_unix(end).max(at));
                EarlyHarm { until: Some(end), ..other(HarmKind::NoRecord) }
            }
            Change::Host(_) | Change::NoHost | Change::Ttl(..) | Change::WaitFor => other(HarmKind::Host),
        }
    }

    /// Senders with a policy of before refuse or skip the MX hosts that it does not cover, until it expires.
    fn mx_harm(&self, index: usize) -> EarlyHarm {
        let hosts: Vec<String> = self.live.hosts().map(str::to_owned).collect();
        let (schedule, at) = (self.schedule(index), self.all[index].at);
        let now = self.now.unix_seconds();
        let held = |forbids: &dyn Fn(&Policy) -> bool| schedule.held_until(now, 0, forbids);
        let Some(end) = held(&|policy| hosts.iter().any(|host| !policy.covers(host))) else {
            return EarlyHarm { kind: HarmKind::Mx, hosts: Vec::new(), until: Some(at) };
        };
        let refuses = held(&|policy| hosts.iter().all(|host| !policy.covers(host))).is_some();
        let skipped = hosts.iter().filter(|host| held(&|policy| !policy.covers(host)).is_some()).cloned().collect();
        let until = end.map(|end| schedule.margins.end_of_wait(end - 1, 1)).map(Timestamp::from_unix);
        match refuses {
            true => EarlyHarm { kind: HarmKind::MxRefused, hosts, until },
            false => EarlyHarm { kind: HarmKind::MxSkipped, hosts: skipped, until },
        }
    }

    /// Senders with the new file refuse or skip hosts of the MX records that resolvers still return.
    fn file_harm(&self, policy: &Policy, index: usize) -> EarlyHarm {
        let until = Some(self.all[index].at);
        let before = self.plan.steps[..index].iter().filter_map(|step| match &step.action {
            Change::Mx(records) => Some(records.clone()),
            _ => None,
        });
        let seen: Vec<Vec<MxRecord>> =
            [self.plan.state.exchanges(), self.live.exchanges()].into_iter().chain(before).collect();
        let worst = seen.iter().map(|records| Mail::under(Some(policy), records)).max_by_key(Mail::harm);
        match worst {
            Some(Mail::Refused(hosts) | Mail::Skips(_, hosts)) => {
                EarlyHarm { kind: HarmKind::PolicyRefused, hosts, until }
            }
            _ => EarlyHarm { kind: HarmKind::Policy, hosts: Vec::new(), until },
        }
    }

    /// Returns the schedule before a step: what was done, and what is done from now on if the due steps are done at
    /// once.
    fn schedule(&self, index: usize) -> Schedule {
        let plan = self.plan;
        let mut schedule = Schedule::new(&plan.state, plan.start, plan.form, plan.margins);
        for seen in &self.all[..index] {
            let at = match seen.progress {
                Progress::TooEarly => self.now.min(seen.at),
                Progress::Due | Progress::Late => self.now.max(seen.at),
                Progress::Done | Progress::Waiting => seen.at,
            };
            schedule.record_change(&seen.step.action, at.unix_seconds());
        }
        schedule
    }
}
