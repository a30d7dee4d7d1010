//! The fields of the form: the typed texts, and the goal and state that follow from them.

use mta_sts::{Mode, MxPattern};
use planner::{EarlierPolicy, Goal, HostTarget, PlanVariant, Policy, SavedPlan, State};
use words::Language;

use super::times;

/// Input that a goal needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// No input.
    Nothing,
    /// A new MX host.
    NewHost,
    /// New MX hosts.
    NewHosts,
    /// An existing MX host.
    ExistingHost,
    /// An existing MX host, or the policy host.
    AnyHost,
    /// An existing MX host and a new one.
    ExistingAndNewHost,
    /// A number of seconds.
    Seconds,
    /// An address or a name.
    Target,
    /// Two names.
    Service,
    /// An address.
    Address,
    /// An address, or nothing.
    OptionalAddress,
}

impl Input {
    /// Returns whether the goal is complete without a value.
    const fn may_be_empty(self) -> bool {
        matches!(self, Self::Nothing | Self::OptionalAddress)
    }

    /// Returns whether the goal has a second field.
    #[must_use]
    pub const fn has_second_field(self) -> bool {
        matches!(self, Self::ExistingAndNewHost | Self::Service)
    }
}

/// Goals in the order of the list. Each has the text before `=`, or its whole text, and the input that it needs.
pub static GOAL_KINDS: [(&str, Input); 15] = [
    ("add-mx", Input::NewHost),
    ("remove-mx", Input::ExistingHost),
    ("move-mx", Input::NewHosts),
    ("rename-mx", Input::ExistingAndNewHost),
    ("mode=enforce", Input::Nothing),
    ("mode=testing", Input::Nothing),
    ("max-age", Input::Seconds),
    ("renew-certificate", Input::AnyHost),
    ("move-host", Input::Target),
    ("to-service", Input::Service),
    ("to-own", Input::Address),
    ("deploy", Input::OptionalAddress),
    ("repair", Input::Nothing),
    ("remove", Input::Nothing),
    ("park", Input::Nothing),
];

/// Values of the form's fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields {
    /// The domain, as typed.
    pub domain: String,
    /// Index of the goal in [`GOAL_KINDS`].
    pub kind: usize,
    /// The first value of the goal.
    pub value: String,
    /// The second value of the goal.
    pub other: String,
    /// Start of the plan; empty for now.
    pub start: String,
    /// Form of the plan: how cautious it is.
    pub form: PlanVariant,
    /// An earlier, larger `max_age`, in seconds.
    pub earlier_age: String,
    /// Time until which the earlier `max_age` was in use.
    pub earlier_until: String,
    /// Minutes until every authoritative name server shows a change.
    pub dns_minutes: String,
}

impl Default for Fields {
    /// Returns an empty form for the most complex change: mail moves to another provider.
    fn default() -> Self {
        let empty = String::new;
        Self {
            domain: empty(),
            kind: 2,
            value: empty(),
            other: empty(),
            start: empty(),
            form: PlanVariant::Safe,
            earlier_age: empty(),
            earlier_until: empty(),
            dns_minutes: empty(),
        }
    }
}

/// Reason why a field prevents a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// The domain is invalid.
    Domain,
    /// The first value of the goal is invalid.
    Value,
    /// The start is invalid.
    Start,
    /// The earlier policy is invalid.
    Earlier,
    /// The DNS delay is invalid.
    Delay,
}

impl FieldProblem {
    /// Returns the identifier in message keys and element ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Value => "value",
            Self::Start => "start",
            Self::Earlier => "earlier",
            Self::Delay => "delay",
        }
    }
}

impl Fields {
    /// Returns the fields that produce this plan.
    #[must_use]
    pub fn from_plan(saved: &SavedPlan, language: Language) -> Self {
        let mut fields = Self { domain: saved.domain.to_string(), form: saved.form, ..Self::default() };
        if let Some(goal) = &saved.goal {
            fields.set_goal(goal);
        }
        fields.start = saved.start.map(|start| times::to_field(start, language)).unwrap_or_default();
        let dns = saved.state.as_ref().map_or(0, |state| state.delays.dns);
        fields.dns_minutes = if dns > 0 { (dns / 60).to_string() } else { String::new() };
        fields
    }

    fn set_goal(&mut self, goal: &Goal) {
        let text = goal.to_string();
        let has_id = |(id, _): &(&str, Input)| {
            text.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        };
        let Some(kind) = GOAL_KINDS.iter().position(has_id) else { return };
        let value = text[GOAL_KINDS[kind].0.len()..].trim_start_matches('=').to_owned();
        let parts = value.split_once(',').filter(|_| GOAL_KINDS[kind].1.has_second_field());
        let (value, other) = parts.map_or((value.clone(), String::new()), |(one, two)| (one.into(), two.into()));
        (self.kind, self.value, self.other) = (kind, value, other);
    }

    /// Chooses a goal and clears its values.
    pub fn choose_goal(&mut self, kind: usize) {
        (self.kind, self.value, self.other) = (kind.min(GOAL_KINDS.len() - 1), String::new(), String::new());
    }

    /// Returns the input that the chosen goal needs.
    #[must_use]
    pub fn input(&self) -> Input {
        GOAL_KINDS[self.kind].1
    }

    /// Returns the goal.
    ///
    /// # Errors
    /// A value is missing or invalid.
    pub fn goal(&self) -> Result<Goal, FieldProblem> {
        let (id, input) = GOAL_KINDS[self.kind];
        let list = |text: &str| {
            text.split([',', ' ', '\n', '、']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",")
        };
        let value = match input {
            Input::Nothing => String::new(),
            Input::ExistingAndNewHost | Input::Service => [self.value.trim(), self.other.trim()].join(","),
            Input::NewHosts => list(&self.value),
            _ => self.value.trim().to_owned(),
        };
        let text = if value.is_empty() && input.may_be_empty() { id.to_owned() } else { [id, "=", &value].concat() };
        text.parse().map_err(|_| FieldProblem::Value)
    }

    /// Completes the live state with the fields about the earlier policy and the DNS delay.
    ///
    /// # Errors
    /// A field is invalid.
    pub fn complete(&self, mut state: State, language: Language) -> Result<State, FieldProblem> {
        state.earlier.extend(self.earlier_policy(&state, language)?);
        state.earlier.sort_by_key(|earlier| earlier.until);
        if !self.dns_minutes.trim().is_empty() {
            let minutes: Option<i64> = self.dns_minutes.trim().parse().ok();
            state.delays.dns = minutes.filter(|it| (0..=43_200).contains(it)).ok_or(FieldProblem::Delay)? * 60;
        }
        Ok(state)
    }

    /// Returns the earlier policy, which had the present `mx` lines and another `max_age`.
    fn earlier_policy(&self, state: &State, language: Language) -> Result<Option<EarlierPolicy>, FieldProblem> {
        let (age, until) = (self.earlier_age.trim(), self.earlier_until.trim());
        if age.is_empty() && until.is_empty() {
            return Ok(None);
        }
        let max_age = age.parse().ok().filter(|age| (1..=31_557_600).contains(age)).ok_or(FieldProblem::Earlier)?;
        let until = times::from_field(until, language).ok_or(FieldProblem::Earlier)?;
        let present = || state.hosts().filter_map(|host| MxPattern::parse(host).ok()).collect();
        let mx = state.policy.as_ref().map(|policy| policy.mx.clone()).filter(|mx| !mx.is_empty());
        let policy = Policy { mode: Mode::Enforce, max_age, mx: mx.unwrap_or_else(present) };
        Ok(Some(EarlierPolicy { policy, until, id: None }))
    }
}

/// Returns the arguments of a goal's title: its hosts or its value.
#[must_use]
pub fn goal_values(goal: &Goal) -> Vec<String> {
    match goal {
        Goal::AddMx(host) | Goal::RemoveMx(host) | Goal::RenewCertificate(host) => vec![host.clone()],
        Goal::MoveMx(hosts) => hosts.clone(),
        Goal::RenameMx { old, new } => vec![old.clone(), new.clone()],
        Goal::MaxAge(seconds) => vec![seconds.to_string()],
        Goal::MoveHost(HostTarget::Name(name)) => vec![name.clone()],
        Goal::MoveHost(HostTarget::Address(address)) | Goal::ToOwn(address) => vec![address.to_string()],
        Goal::ToService { host, .. } => vec![host.clone()],
        Goal::Deploy(address) => address.iter().map(ToString::to_string).collect(),
        Goal::Mode(_) | Goal::Remove | Goal::Park | Goal::Repair => Vec::new(),
    }
}

/// Returns the id of a goal in message keys, such as `mode-enforce`.
#[must_use]
pub fn goal_id(goal: &Goal) -> String {
    let text = goal.to_string();
    match goal {
        Goal::Mode(_) => text.replace('=', "-"),
        _ => text.split('=').next().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(text: &str) -> SavedPlan {
        SavedPlan::read(text).expect("a plan")
    }

    #[test]
    fn the_fields_of_a_plan_give_the_same_goal() {
        for goal in [
            "add-mx=mx2.example.com",
            "remove-mx=mx1.example.com",
            "move-mx=a.example.net,b.example.net",
            "rename-mx=a.example.net,b.example.net",
            "mode=enforce",
            "mode=testing",
            "max-age=604800",
            "move-host=192.0.2.1",
            "to-service=_mta-sts.example.net,mta-sts.example.net",
            "to-own=2001:db8::1",
            "deploy",
            "deploy=192.0.2.1",
            "remove",
            "park",
            "repair",
            "renew-certificate=mx1.example.com",
        ] {
            let fields = Fields::from_plan(&saved(&format!("domain=example.com&goal={goal}")), Language::En);
            assert_eq!(fields.goal().map(|goal| goal.to_string()).as_deref(), Ok(goal));
        }
    }

    #[test]
    fn hosts_may_be_separated_by_commas_or_spaces() {
        let fields = Fields { value: " a.test, b.test\nc.test、d.test".into(), ..Fields::default() };
        assert_eq!(fields.goal().map(|goal| goal.to_string()).as_deref(), Ok("move-mx=a.test,b.test,c.test,d.test"));
        assert_eq!(Fields::default().goal(), Err(FieldProblem::Value));
    }

    #[test]
    fn an_earlier_larger_max_age_and_a_slow_dns_provider_count() {
        let live = saved("domain=example.com&mx=10,a.test&policy=enforce,86400,a.test&id=1&ttl=1,2,3").state;
        let live = live.expect("a state");
        let typed = |age: &str, until: &str, minutes: &str| Fields {
            earlier_age: age.into(),
            earlier_until: until.into(),
            dns_minutes: minutes.into(),
            ..Fields::default()
        };
        let complete = |fields: Fields| fields.complete(live.clone(), Language::En);
        let state = complete(typed("2592000", "2026-05-20T00:00", "15")).expect("a state");
        assert_eq!((state.earlier[0].policy.max_age, state.delays.dns), (2_592_000, 900));
        assert_eq!(complete(typed("", "", "")), Ok(live.clone()));
        assert_eq!(complete(typed("2592000", "", "")), Err(FieldProblem::Earlier));
        assert_eq!(complete(typed("0", "2026-05-20T00:00", "")), Err(FieldProblem::Earlier));
        assert_eq!(complete(typed("", "", "soon")), Err(FieldProblem::Delay));
    }
}
