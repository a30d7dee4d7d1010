//! The plan for each goal: its steps and their order.

mod certificate;
mod host;
mod mail;
mod policy;
mod removal;
mod repair;

pub use policy::TESTING_PERIOD;

use crate::{
    Arg, Change, Form, Goal, Margins, Owner, Plan, Policy, State, Step, StepText, Timestamp, Topic, Warning,
    schedule::Schedule,
};

/// 30 days in seconds. Some senders shorten a longer `max_age`.
const LONG_MAX_AGE: i64 = 2_592_000;
/// One week in seconds. With a shorter `max_age`, protection can end before a failed policy host is repaired.
const WEEK: i64 = 604_800;
/// One day in seconds: the `max_age` with which a plan begins or ends protection.
const DAY: i64 = 86_400;

/// The reason why there is no plan for a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanError {
    /// The goal is already reached.
    Done,
    /// The host is not an MX host of the domain.
    NotThere,
    /// The host is the only MX host.
    OnlyHost,
    /// No policy is in force that could be changed.
    NoPolicy,
    /// A policy is in force already.
    PolicyThere,
    /// The domain has no MX host.
    NoMail,
}

impl PlanError {
    /// Every reason.
    pub const ALL: [Self; 6] =
        [Self::Done, Self::NotThere, Self::OnlyHost, Self::NoPolicy, Self::PolicyThere, Self::NoMail];

    /// Returns the id, in kebab case.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NotThere => "not-there",
            Self::OnlyHost => "only-host",
            Self::NoPolicy => "no-policy",
            Self::PolicyThere => "policy-there",
            Self::NoMail => "no-mail",
        }
    }
}

/// Returns the plan for a goal, with a margin of one hour for each wait.
///
/// # Errors
/// Returns [`PlanError`] if the goal does not fit the state.
pub fn plan(state: &State, goal: &Goal, start: Timestamp, form: Form) -> Result<Plan, PlanError> {
    plan_with(state, goal, start, form, Margins::HOUR)
}

/// Returns the plan for a goal, with these margins.
///
/// # Errors
/// Returns [`PlanError`] if the goal does not fit the state.
pub fn plan_with(
    state: &State,
    goal: &Goal,
    start: Timestamp,
    form: Form,
    margins: Margins,
) -> Result<Plan, PlanError> {
    let mut draft = Draft::new(state, start, form, margins);
    draft.warn_of_state();
    match goal {
        Goal::AddMx(host) => draft.add_mx(host)?,
        Goal::RemoveMx(host) => draft.remove_mx(host)?,
        Goal::MoveMx(hosts) => draft.move_mx(hosts)?,
        Goal::RenameMx { old, new } => draft.rename_mx(old, new)?,
        Goal::Mode(mode) => draft.change_mode(*mode)?,
        Goal::MaxAge(seconds) => draft.change_max_age(*seconds)?,
        Goal::MoveHost(target) => draft.move_host(target)?,
        Goal::ToService { record, host } => draft.delegate_to_service(record, host)?,
        Goal::ToOwn(address) => draft.return_from_service(*address)?,
        Goal::Deploy(address) => draft.deploy(*address)?,
        Goal::Remove => draft.remove()?,
        Goal::Park => draft.park(),
        Goal::Repair => draft.repair()?,
        Goal::RenewCertificate(host) => draft.renew_certificate(host)?,
    }
    Ok(draft.finish(goal.clone(), start))
}

/// A plan under construction: its schedule, the rollback steps and the warnings.
struct Draft<'a> {
    state: &'a State,
    schedule: Schedule,
    back: Vec<Step>,
    /// The former file, if it may be restored.
    rollback_file: Option<FormerFile>,
    back_until: Option<Timestamp>,
    warnings: Vec<Warning>,
}

/// The file that was live at the start.
enum FormerFile {
    /// It may be restored at once.
    AtOnce(Policy),
    /// It may be restored once no resolver returns hosts that it does not cover.
    AfterMx(Policy),
}

impl<'a> Draft<'a> {
    fn new(state: &'a State, start: Timestamp, form: Form, margins: Margins) -> Self {
        let schedule = Schedule::new(state, start, form, margins);
        Self { state, schedule, back: Vec::new(), rollback_file: None, back_until: None, warnings: Vec::new() }
    }

    fn is_short(&self) -> bool {
        self.schedule.form == Form::Short
    }

    fn warn(&mut self, warning: Warning, applies: bool) {
        if applies && !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn warn_of_state(&mut self) {
        let hosts = self.schedule.hosts();
        let refused = self.schedule.is_held(|policy| hosts.iter().any(|host| !policy.covers(host)));
        self.warn(Warning::RefusedNow, refused);
        let enforced = self.state.in_force().is_some_and(Policy::enforces);
        self.warn(Warning::HistoryUnknown, enforced && self.state.earlier.is_empty());
    }

    /// Returns the time of the next step.
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.schedule.now)
    }

    /// Adds the rollback steps that restore the former file, under an `id` that the plan does not use. Their dates
    /// apply to the last time at which a rollback is possible. Before that, they are later than necessary.
    fn add_file_rollback(&mut self, start: Timestamp, ends: Timestamp) {
        let Some(former) = self.rollback_file.take() else { return };
        let (margins, waits) = (self.schedule.margins, self.schedule.waits);
        let turn = self.back_until.unwrap_or(ends).unix_seconds();
        let (at, policy) = match former {
            FormerFile::AtOnce(policy) => (start.unix_seconds(), policy),
            FormerFile::AfterMx(policy) => (margins.end_of_wait(turn, waits.mx), policy),
        };
        let step = |at, action, owner, topic, args| {
            let at = Timestamp::from_unix(at);
            Step { at, action, owner, text: StepText { topic, args } }
        };
        self.back.push(step(at, Change::Policy(Some(policy)), Owner::Web, Topic::FileBack, Vec::new()));
        self.schedule.now = margins.end_of_wait(at.max(turn), waits.file);
        let id = self.schedule.fresh_id();
        let args = vec![("id", Arg::Text(id.clone()))];
        self.back.push(step(self.schedule.now, Change::Record(id), Owner::Dns, Topic::Id, args));
    }

    fn finish(mut self, goal: Goal, start: Timestamp) -> Plan {
        self.warn(Warning::LongMemory, self.schedule.waits.copies > LONG_MAX_AGE);
        let mut steps = std::mem::take(&mut self.schedule.steps);
        steps.sort_by_key(|step| step.at);
        let ends = steps.last().map_or(start, |step| step.at);
        self.add_file_rollback(start, ends);
        Plan {
            goal,
            start,
            form: self.schedule.form,
            waits: self.schedule.waits,
            margin: self.schedule.margins.wait,
            state: self.state.clone(),
            steps,
            ends,
            back: self.back,
            back_until: self.back_until,
            warnings: self.warnings,
        }
    }
}
