//! The plan for each goal: which steps, in which order.

mod host;
mod mail;
mod policy;
mod removal;

use crate::{
    Arg, Change, Form, Goal, Margins, Owner, Plan, Policy, State, Step, StepText, Timestamp, Topic, Warning,
    schedule::Schedule,
};

/// A `max_age` over 30 days is shortened by some senders.
const LONG: i64 = 2_592_000;
/// One day, the `max_age` of a beginning and of an end.
const DAY: i64 = 86_400;

/// Why there is no plan for a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanError {
    /// The state is already as the goal wants it.
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

    /// The id, in kebab case.
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

/// The plan for a goal, with a margin of an hour for each wait.
///
/// # Errors
/// The goal does not fit the state.
pub fn plan(state: &State, goal: &Goal, start: Timestamp, form: Form) -> Result<Plan, PlanError> {
    plan_with(state, goal, start, form, Margins::HOUR)
}

/// The plan for a goal, with these margins.
///
/// # Errors
/// The goal does not fit the state.
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
        Goal::ToService { record, host } => draft.hand_to_service(record, host)?,
        Goal::ToOwn(address) => draft.take_back(*address)?,
        Goal::Deploy(address) => draft.deploy(*address)?,
        Goal::Remove => draft.remove()?,
        Goal::Park => draft.park(),
    }
    Ok(draft.finish(goal.clone(), start))
}

/// A plan in the making: its schedule, the way back, and what to know.
struct Draft<'a> {
    state: &'a State,
    schedule: Schedule,
    back: Vec<Step>,
    /// The former file, and from when on it may return.
    back_file: Option<(Timestamp, Policy)>,
    back_until: Option<Timestamp>,
    warnings: Vec<Warning>,
}

impl<'a> Draft<'a> {
    fn new(state: &'a State, start: Timestamp, form: Form, margins: Margins) -> Self {
        let schedule = Schedule::new(state, start, form, margins);
        Self { state, schedule, back: Vec::new(), back_file: None, back_until: None, warnings: Vec::new() }
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

    /// The moment of the next step.
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.schedule.now)
    }

    /// The former file returns, under an id that the plan does not use.
    fn return_file(&mut self) {
        let Some((at, policy)) = self.back_file.take() else { return };
        let step = |at, action, owner, topic, args| Step { at, action, owner, text: StepText { topic, args } };
        self.back.push(step(at, Change::Policy(Some(policy)), Owner::Web, Topic::FileBack, Vec::new()));
        let at = Timestamp::from_unix(self.schedule.margins.end_of_wait(at.unix_seconds(), self.schedule.waits.file));
        let id = self.schedule.fresh_id();
        self.back.push(step(at, Change::Record(id.clone()), Owner::Dns, Topic::Id, vec![("id", Arg::Text(id))]));
    }

    fn finish(mut self, goal: Goal, start: Timestamp) -> Plan {
        self.warn(Warning::LongMemory, self.schedule.waits.copies > LONG);
        self.return_file();
        let mut steps = std::mem::take(&mut self.schedule.steps);
        steps.sort_by_key(|step| step.at);
        let ends = steps.last().map_or(start, |step| step.at);
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
