//! The plan for each goal: its steps and their order.

mod certificate;
pub(crate) mod host;
mod mail;
mod policy;
mod removal;
mod repair;

pub use policy::TESTING_PERIOD;

use crate::{
    Arg, Change, Goal, Margins, Owner, Plan, PlanVariant, Policy, State, Timestamp, Topic, Warning, schedule::Schedule,
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
    /// Nothing needs to be repaired.
    Healthy,
    /// Neither a record nor a file is published, and no sender is known to hold a policy.
    NothingThere,
}

impl PlanError {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::NotThere,
        Self::OnlyHost,
        Self::NoPolicy,
        Self::PolicyThere,
        Self::NoMail,
        Self::Healthy,
        Self::NothingThere,
    ];

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
            Self::Healthy => "healthy",
            Self::NothingThere => "nothing-there",
        }
    }
}

/// Returns the plan for a goal, with a margin of one hour for each wait.
///
/// # Errors
/// Returns [`PlanError`] if the goal does not fit the state.
pub fn plan(state: &State, goal: &Goal, start: Timestamp, form: PlanVariant) -> Result<Plan, PlanError> {
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
    form: PlanVariant,
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

/// A plan under construction: its schedule, the last time of a rollback, and the warnings.
struct Draft<'a> {
    state: &'a State,
    schedule: Schedule,
    back_until: Option<Timestamp>,
    warnings: Vec<Warning>,
}

impl<'a> Draft<'a> {
    fn new(state: &'a State, start: Timestamp, form: PlanVariant, margins: Margins) -> Self {
        let schedule = Schedule::new(state, start, form, margins);
        Self { state, schedule, back_until: None, warnings: Vec::new() }
    }

    fn is_short(&self) -> bool {
        self.schedule.form == PlanVariant::Short
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
        // A file without a record, or a record without a file, may be the rest of an enforced policy.
        let may_enforce = self.state.policy.as_ref().map_or(self.state.id.is_some(), Policy::enforces);
        self.warn(Warning::HistoryUnknown, may_enforce && self.state.earlier.is_empty());
        self.warn(Warning::TlsFault, self.has_refused_hosts());
    }

    /// Returns the time of the next step.
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.schedule.now)
    }

    /// Returns whether senders that enforce refuse a present MX host because of its TLS.
    fn has_refused_hosts(&self) -> bool {
        !self.state.refused_hosts().is_empty()
    }

    /// Adds a step that mends the TLS of the present MX hosts, if senders refuse any of them.
    fn mend_hosts(&mut self) {
        let hosts = self.state.refused_hosts();
        if !hosts.is_empty() {
            let args = vec![("hosts", Arg::List(hosts))];
            self.schedule.push_step(Change::WaitFor, Owner::Mail, Topic::MendHosts, args);
        }
    }

    fn finish(mut self, goal: Goal, start: Timestamp) -> Plan {
        self.warn(Warning::LongMemory, self.schedule.waits.copies > LONG_MAX_AGE);
        let mut steps = std::mem::take(&mut self.schedule.steps);
        steps.sort_by_key(|step| step.at);
        let ends = steps.last().map_or(start, |step| step.at);
        let plan = Plan {
            goal,
            start,
            form: self.schedule.form,
            waits: self.schedule.waits,
            margins: self.schedule.margins,
            state: State { tls_valid: Vec::new(), ..self.state.clone() },
            steps,
            ends,
            back: Vec::new(),
            back_from: None,
            back_until: self.back_until,
            warnings: self.warnings,
        };
        plan.with_rollback()
    }
}
