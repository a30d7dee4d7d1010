//! A plan as one line of text, for links and storage: its domain, its goal, and the state it was made from.
//!
//! `domain=example.com&goal=add-mx=mx2.example.com&start=2026-06-01T09:00:00Z&form=safe&mx=10,mx1.example.com` and so
//! on. The same state, goal, start and form always give the same steps, so the steps are not stored.

use mta_sts::{Domain, MAX_AGE_LIMIT, Mode, MxPattern};

use crate::{
    Delays, EarlierPolicy, Goal, HostTarget, MxRecord, Plan, PlanError, PlanVariant, Policy, State, Timestamp, Ttl,
    goal::alias, plan,
};

/// The longest text that is read, in bytes.
const MAX_TEXT_BYTES: usize = 16_384;

/// A plan as stored in a link. The link of a finding contains only the domain and the goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPlan {
    /// The policy domain.
    pub domain: Domain,
    /// The goal, if one was chosen.
    pub goal: Option<Goal>,
    /// The start of the plan, if a plan was made.
    pub start: Option<Timestamp>,
    /// How cautious the plan is.
    pub form: PlanVariant,
    /// The live state that the plan was made from, if one was made.
    pub state: Option<State>,
}

impl SavedPlan {
    /// Saves a plan that was made.
    #[must_use]
    pub fn from_plan(domain: &Domain, plan: &Plan) -> Self {
        Self {
            domain: domain.clone(),
            goal: Some(plan.goal.clone()),
            start: Some(plan.start),
            form: plan.form,
            state: Some(plan.state.clone()),
        }
    }

    /// Saves a goal for a domain, without a plan.
    #[must_use]
    pub fn from_goal(domain: &Domain, goal: &Goal) -> Self {
        let (domain, goal) = (domain.clone(), Some(goal.clone()));
        Self { domain, goal, start: None, form: PlanVariant::Safe, state: None }
    }

    /// Returns the plan, if all parts are present.
    #[must_use]
    pub fn plan(&self) -> Option<Result<Plan, PlanError>> {
        self.plan_in(self.form)
    }

    /// Returns the plan in this form, if all other parts are present.
    #[must_use]
    pub fn plan_in(&self, form: PlanVariant) -> Option<Result<Plan, PlanError>> {
        Some(plan(self.state.as_ref()?, self.goal.as_ref()?, self.start?, form))
    }

    /// Returns the line of text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut parts = vec![format!("domain={}", self.domain)];
        parts.extend(self.goal.iter().map(|goal| format!("goal={goal}")));
        parts.extend(self.start.iter().map(|start| format!("start={start}")));
        if self.form == PlanVariant::Short {
            parts.push("form=short".to_owned());
        }
        parts.extend(self.state.iter().flat_map(state_parts));
        parts.join("&")
    }

    /// Reads a line of text. Returns `None` if a part of it cannot be read.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = decoded(text.get(..MAX_TEXT_BYTES.min(text.len())).filter(|_| text.len() <= MAX_TEXT_BYTES)?)?;
        let parts: Vec<(&str, &str)> = text.split('&').map(|part| part.split_once('=')).collect::<Option<_>>()?;
        let first = |name: &str| parts.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let form = match first("form") {
            None | Some("safe") => PlanVariant::Safe,
            Some("short") => PlanVariant::Short,
            Some(_) => return None,
        };
        Some(Self {
            domain: first("domain")?.parse().ok()?,
            goal: optional(first("goal"), |text| text.parse().ok())?,
            start: optional(first("start"), |text| text.parse().ok())?,
            form,
            state: optional(first("mx"), |_| read_state(&parts))?,
        })
    }
}

/// Reads an optional part. A missing part gives `Some(None)`, and an unreadable one gives `None`.
fn optional<T>(text: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match text {
        None => Some(None),
        Some(text) => read(text).map(Some),
    }
}

fn state_parts(state: &State) -> Vec<String> {
    let records: Vec<String> = state.mx.iter().map(|record| format!("{},{}", record.preference, record.host)).collect();
    let Ttl { txt, mx, host } = state.ttl;
    let mut parts = vec![format!("mx={}", records.join(";"))];
    parts.extend(state.policy.iter().map(|policy| format!("policy={}", policy_text(policy))));
    parts.extend(state.id.iter().map(|id| format!("id={id}")));
    parts.extend(state.host.iter().map(|host| format!("host={host}")));
    parts.push(format!("ttl={txt},{mx},{host}"));
    if state.delays != Delays::default() {
        parts.push(format!("delay={},{}", state.delays.dns, state.delays.http));
    }
    parts.extend(state.earlier.iter().map(|one| format!("earlier={}", earlier_text(one))));
    parts.extend(state.tlsa.iter().map(|(host, ttl)| format!("tlsa={host},{ttl}")));
    parts.extend(state.tls_faults.iter().map(|host| format!("fault={host}")));
    parts
}

fn patterns_text(patterns: &[MxPattern]) -> String {
    patterns.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
}

fn policy_text(policy: &Policy) -> String {
    format!("{},{},{}", policy.mode.id(), policy.max_age, patterns_text(&policy.mx))
}

fn earlier_text(earlier: &EarlierPolicy) -> String {
    let EarlierPolicy { policy, until, id } = earlier;
    let id = id.iter().map(|id| format!(",{id}")).collect::<String>();
    format!("{},{},{until},{}{id}", policy.mode.id(), policy.max_age, patterns_text(&policy.mx))
}

fn read_state(parts: &[(&str, &str)]) -> Option<State> {
    let all = |name: &'static str| parts.iter().filter(move |(known, _)| *known == name).map(|(_, value)| *value);
    let first = |name: &'static str| all(name).next();
    let [txt, mx, host] = numbers(first("ttl")?)?;
    let [dns, http] = first("delay").map_or(Some([0, 0]), numbers)?;
    Some(State {
        policy: optional(first("policy"), read_policy)?,
        id: optional(first("id"), read_id)?,
        mx: read_records(first("mx")?)?,
        host: optional(first("host"), read_host)?,
        ttl: Ttl { txt, mx, host },
        delays: Delays { dns, http },
        earlier: all("earlier").map(|text| text.parse().ok()).collect::<Option<_>>()?,
        tlsa: all("tlsa").map(read_tlsa).collect::<Option<_>>()?,
        tls_faults: all("fault").map(alias).collect::<Option<_>>()?,
        tls_valid: Vec::new(),
    })
}

/// Reads `COUNT` durations in seconds, none longer than the largest `max_age`.
fn numbers<const COUNT: usize>(text: &str) -> Option<[i64; COUNT]> {
    text.split(',').map(seconds).collect::<Option<Vec<_>>>()?.try_into().ok()
}

fn seconds(text: &str) -> Option<i64> {
    let limit = i64::try_from(MAX_AGE_LIMIT).ok()?;
    text.trim().parse().ok().filter(|seconds| (0..=limit).contains(seconds))
}

fn read_mode(text: &str) -> Option<Mode> {
    Mode::ALL.into_iter().find(|known| known.id() == text.trim())
}

fn read_patterns(text: &str) -> Option<Vec<MxPattern>> {
    let texts = text.split(';').map(str::trim).filter(|text| !text.is_empty());
    texts.map(|text| MxPattern::parse(text).ok()).collect()
}

fn read_policy(text: &str) -> Option<Policy> {
    let [mode, max_age, mx] = text.splitn(3, ',').collect::<Vec<_>>().try_into().ok()?;
    Some(Policy { mode: read_mode(mode)?, max_age: seconds(max_age)?, mx: read_patterns(mx)? })
}

/// Reads an `id` of 1 to 32 letters and digits (RFC 8461 §3.1).
fn read_id(text: &str) -> Option<String> {
    let ours = (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    ours.then(|| text.to_owned())
}

fn read_records(text: &str) -> Option<Vec<MxRecord>> {
    let record = |text: &str| {
        let (preference, host) = text.split_once(',')?;
        let host = if host == "." { host.to_owned() } else { alias(host)? };
        Some(MxRecord { preference: preference.parse().ok()?, host })
    };
    text.split(';').filter(|text| !text.is_empty()).map(record).collect()
}

fn read_host(text: &str) -> Option<HostTarget> {
    match text.parse() {
        Ok(address) => Some(HostTarget::Address(address)),
        Err(_) => alias(text).map(HostTarget::Name),
    }
}

fn read_tlsa(text: &str) -> Option<(String, i64)> {
    let (host, ttl) = text.split_once(',')?;
    Some((alias(host)?, seconds(ttl)?))
}

/// The text is not an earlier policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierPolicyError;

impl std::str::FromStr for EarlierPolicy {
    type Err = EarlierPolicyError;

    /// Reads `mode,max_age,until,mx;mx`, followed by `,` and the `id` if it is known.
    fn from_str(text: &str) -> Result<Self, EarlierPolicyError> {
        read_earlier(text).ok_or(EarlierPolicyError)
    }
}

fn read_earlier(text: &str) -> Option<EarlierPolicy> {
    let parts: Vec<&str> = text.splitn(5, ',').map(str::trim).collect();
    let (&[mode, max_age, until, mx], id) = parts.split_first_chunk::<4>()?;
    let policy = Policy { mode: read_mode(mode)?, max_age: seconds(max_age)?, mx: read_patterns(mx)? };
    let covers_something = !policy.mx.is_empty() || policy.mode == Mode::None;
    let id = optional(id.first().copied(), read_id)?;
    covers_something.then_some(EarlierPolicy { policy, until: until.parse().ok()?, id })
}

/// Undoes percent-encoding, which mail programs add to links. Returns `None` if the result is not printable ASCII
/// without spaces.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut plain = String::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let byte = match byte {
            b'%' => (digit(bytes.next()?)? << 4) | digit(bytes.next()?)?,
            other => other,
        };
        if !byte.is_ascii_graphic() {
            return None;
        }
        plain.push(char::from(byte));
    }
    Some(plain)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED_PLAN: &str = "domain=example.com&goal=move-mx=new1.example.net,new2.example.net&start=2026-06-01T09:00:00Z&form=short\
        &mx=10,old1.example.com;20,old2.example.com&policy=enforce,604800,old1.example.com;*.example.net&id=20260101000000Z\
        &host=_x.example.net&ttl=300,3600,86400&delay=60,600\
        &earlier=testing,86400,2026-05-01T00:00:00Z,old1.example.com,1&earlier=enforce,9,2026-05-02T00:00:00Z,a.test\
        &tlsa=old1.example.com,3600&fault=old2.example.com";

    #[test]
    fn every_part_reads_as_it_was_written() {
        for text in [
            SAVED_PLAN,
            "domain=example.com",
            "domain=example.com&goal=repair",
            "domain=example.com&goal=deploy=2001:db8::1&start=2026-06-01T09:00:00Z&mx=&ttl=1,2,3",
            "domain=example.com&mx=0,.&policy=none,86400,&host=192.0.2.1&ttl=1,2,3",
        ] {
            assert_eq!(SavedPlan::read(text).map(|saved| saved.to_text()).as_deref(), Some(text));
        }
        assert_eq!(SavedPlan::read(&SAVED_PLAN.replace(';', "%3B").replace('*', "%2a")), SavedPlan::read(SAVED_PLAN));
    }

    #[test]
    fn a_saved_plan_gives_the_same_steps() {
        let saved = SavedPlan::read(SAVED_PLAN).unwrap();
        let made = saved.plan().unwrap().unwrap();
        assert_eq!(SavedPlan::from_plan(&saved.domain, &made), saved);
        assert_eq!(
            (made.form, saved.plan_in(PlanVariant::Safe).unwrap().unwrap().form),
            (PlanVariant::Short, PlanVariant::Safe)
        );
    }

    #[test]
    fn other_text_is_not_read_as_a_plan() {
        let long = format!("domain=example.com&x={}", "a".repeat(MAX_TEXT_BYTES));
        for text in [
            "",
            "main",
            "goal=repair",
            "domain=",
            "domain=example.com&goal=upgrade",
            "domain=example.com&goal=add-mx=<script>",
            "domain=example.com&start=tomorrow",
            "domain=example.com&form=quick",
            "domain=example.com&mx=10,a.test",
            "domain=example.com&mx=ten,a.test&ttl=1,2,3",
            "domain=example.com&mx=10,a b.test&ttl=1,2,3",
            "domain=example.com&mx=&ttl=1,2",
            "domain=example.com&mx=&ttl=1,2,31557601",
            "domain=example.com&mx=&ttl=1,2,3&id=a.b",
            "domain=example.com&mx=&ttl=1,2,3&policy=enforce,1",
            "domain=example.com&mx=&ttl=1,2,3&earlier=enforce,1,yesterday,a.test",
            "domain=example.com%0",
            "domain=example.com%00",
            "domain=exämple.com",
            &long,
        ] {
            assert_eq!(SavedPlan::read(text), None, "{text}");
        }
    }
}
