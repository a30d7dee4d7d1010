//! The way back from a change: its steps, from any moment of a plan.
//!
//! A file is restored at once, under an `id` that the plan does not use. MX records are restored at once; the former
//! file follows only when no resolver returns hosts that it does not cover. If new hosts were never in MX, the file
//! needs no wait.

use mta_sts::Mode;

use crate::{
    Arg, Change, Goal, HostTarget, MxRecord, Owner, Plan, Policy, Progress, Step, StepProgress, Timestamp, Topic,
    goals::host::target_args, schedule::Schedule,
};

/// What a rollback restores.
enum Former {
    /// The file.
    File(Policy),
    /// The MX records.
    Mx(Vec<MxRecord>),
    /// The MX records, and then the file, which does not cover the new hosts.
    MxThenFile(Vec<MxRecord>, Policy),
    /// The place of the policy host.
    Host(HostTarget),
    /// The certificate of a host.
    Certificate(String),
}

impl Plan {
    /// Adds the way back to a new plan. It begins with the first change that it undoes. It restores the MX records, even
    /// if a rollback at that time needs only the file: its waits fit a rollback at any later time.
    pub(crate) fn with_rollback(mut self) -> Self {
        self.back_from = self.former().and_then(|_| self.first_change());
        if let (Some(former), Some(begins)) = (self.former(), self.back_from) {
            let is_done = |step: &Step| step.at <= begins || matches!(step.action, Change::Mx(_));
            self.back = self.steps_back(former, begins, &is_done);
        }
        self
    }

    /// Returns the steps of a rollback that begins at `turn`, with their earliest times. Returns no steps if it is too
    /// late. Before the first change there is nothing to undo: the dates are those of [`Self::back`].
    #[must_use]
    pub fn back_at(&self, turn: Timestamp) -> Vec<Step> {
        let (Some(former), Some(begins)) = (self.former(), self.back_from) else { return Vec::new() };
        match self.back_until {
            Some(until) if turn >= until => Vec::new(),
            _ if turn <= begins => self.back.clone(),
            _ => self.steps_back(former, turn, &|step| step.at <= turn),
        }
    }

    /// Returns the steps of a rollback that begins now, from the progress of the plan. Steps that were done too early
    /// are undone as well.
    #[must_use]
    pub fn back_after(&self, seen: &[StepProgress<'_>], now: Timestamp) -> Vec<Step> {
        let is_early =
            |step: &Step| seen.iter().any(|seen| seen.progress == Progress::TooEarly && std::ptr::eq(seen.step, step));
        let Some(former) = self.former().filter(|_| self.steps.iter().any(is_early)) else { return self.back_at(now) };
        match self.back_until {
            Some(until) if now >= until => Vec::new(),
            _ => self.steps_back(former, now, &|step| step.at <= now || is_early(step)),
        }
    }

    fn first_change(&self) -> Option<Timestamp> {
        let is_undone = |step: &&Step| match (&self.goal, &step.action) {
            (Goal::RenewCertificate(_), _) => matches!(step.text.topic, Topic::MxCertificate | Topic::HostCertificate),
            (Goal::Deploy(_), action) => matches!(action, Change::Policy(Some(policy)) if policy.enforces()),
            (Goal::MoveHost(_) | Goal::ToService { .. } | Goal::ToOwn(_), action) => matches!(action, Change::Host(_)),
            (_, action) => !matches!(action, Change::WaitFor | Change::Ttl(..)),
        };
        self.steps.iter().find(is_undone).map(|step| step.at)
    }

    fn former(&self) -> Option<Former> {
        let (state, mx) = (&self.state, || self.state.mx.clone());
        match &self.goal {
            Goal::AddMx(_) => match state.active().filter(|_| self.changes_file()) {
                Some(policy) => Some(Former::MxThenFile(mx(), policy.clone())),
                None => Some(Former::Mx(mx())),
            },
            Goal::RemoveMx(_) | Goal::MoveMx(_) | Goal::RenameMx { .. } => Some(Former::Mx(mx())),
            Goal::Park if state.in_force().is_none() => Some(Former::Mx(mx())),
            Goal::Mode(_) | Goal::MaxAge(_) | Goal::Remove | Goal::Park => self.former_file().map(Former::File),
            Goal::Deploy(_) => self.policies().find(|policy| policy.mode == Mode::Testing).cloned().map(Former::File),
            Goal::MoveHost(_) | Goal::ToService { .. } | Goal::ToOwn(_) => state.host.clone().map(Former::Host),
            Goal::RenewCertificate(host) => Some(Former::Certificate(host.clone())),
            Goal::Repair => None,
        }
    }

    /// Returns the file of before. One that enforces must cover the present MX hosts.
    fn former_file(&self) -> Option<Policy> {
        let is_worth = |policy: &&Policy| policy.mode != Mode::None || matches!(self.goal, Goal::Mode(_));
        let former = self.state.in_force().filter(is_worth).filter(|_| self.changes_file())?;
        Some(if former.enforces() { former.with_hosts(self.state.hosts()) } else { former.clone() })
    }

    fn changes_file(&self) -> bool {
        self.policies().next().is_some()
    }

    fn policies(&self) -> impl Iterator<Item = &Policy> {
        self.steps.iter().filter_map(|step| match &step.action {
            Change::Policy(policy) => policy.as_ref(),
            _ => None,
        })
    }

    /// Returns the schedule at `turn`, with the steps that were done by then.
    fn schedule_at(&self, turn: Timestamp, is_done: &dyn Fn(&Step) -> bool) -> Schedule {
        let mut schedule = Schedule::new(&self.state, self.start, self.form, self.margins);
        for step in self.steps.iter().filter(|step| is_done(step)) {
            schedule.record_change(&step.action, step.at.min(turn).unix_seconds());
        }
        schedule.waits = self.waits;
        schedule.reserve_ids(self.steps.iter().filter_map(|step| match &step.action {
            Change::Record(id) => Some(id.clone()),
            _ => None,
        }));
        schedule.now = turn.unix_seconds();
        schedule
    }

    /// Returns the steps of a rollback at `turn`, after the steps that were done.
    fn steps_back(&self, former: Former, turn: Timestamp, is_done: &dyn Fn(&Step) -> bool) -> Vec<Step> {
        let mut schedule = self.schedule_at(turn, is_done);
        let has_new_hosts = self.steps.iter().any(|step| matches!(step.action, Change::Mx(_)) && is_done(step));
        match former {
            Former::File(policy) => self.restore_file(&mut schedule, policy),
            Former::Mx(records) => restore_mx(&mut schedule, records),
            Former::MxThenFile(records, policy) => {
                if has_new_hosts {
                    restore_mx(&mut schedule, records);
                }
                schedule.publish_policy(policy, Topic::FileBack, Vec::new());
            }
            Former::Host(target) => {
                let args = target_args(&target);
                schedule.push_step(Change::Host(target), Owner::Dns, Topic::HostBack, args.clone());
                schedule.push_wait(self.waits.host, Owner::Dns, Topic::AllFindHost, args);
            }
            Former::Certificate(host) => {
                let owner = if host.starts_with("mta-sts.") { Owner::Web } else { Owner::Mail };
                let args = vec![("host", Arg::Text(host))];
                schedule.push_step(Change::WaitFor, owner, Topic::CertificateBack, args);
            }
        }
        schedule.steps
    }

    /// Restores the file at once, then waits until no sender holds a policy of the plan.
    fn restore_file(&self, schedule: &mut Schedule, policy: Policy) {
        let former = policy.clone();
        schedule.publish_policy(policy, Topic::FileBack, Vec::new());
        let planned: Vec<&Policy> = self.policies().filter(|policy| **policy != former).collect();
        schedule.wait_until_dropped(Topic::CopiesBack, |held| planned.contains(&held));
    }
}

/// Restores the MX records at once, and waits until every sender sees them.
fn restore_mx(schedule: &mut Schedule, records: Vec<MxRecord>) {
    let shown = Arg::List(records.iter().map(ToString::to_string).collect());
    schedule.push_step(Change::Mx(records.clone()), Owner::Dns, Topic::MxBack, vec![("records", shown)]);
    schedule.record_change(&Change::Mx(records), schedule.now);
    schedule.wait_for_mx(&[]);
}
