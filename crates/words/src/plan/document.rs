//! A plan as the JSON document of `plan --format json`.

use std::collections::BTreeMap;

use planner::{
    Change, EarlyHarm, HostTarget, MxRecord, Note, Plan, Policy, State, Step, StepProgress, Timestamp, Ttl, WaitKind,
};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{StepWords, harm_sentence, note_sentence, step_words};
use crate::Language;

/// The document of a plan.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: u8,
    domain: &'a str,
    goal: String,
    start: Timestamp,
    form: &'static str,
    waits: Waits,
    state: StateJson<'a>,
    steps: Vec<StepJson<'a>>,
    ends: Timestamp,
    back: Vec<StepJson<'a>>,
    back_from: Option<Timestamp>,
    back_until: Option<Timestamp>,
    warnings: Vec<&'static str>,
    notes: Vec<NoteJson>,
}

/// A note about the input: a time that may not be as meant.
#[derive(Debug, Serialize)]
struct NoteJson {
    id: &'static str,
    at: Timestamp,
    headline: String,
}

#[derive(Debug, Serialize)]
struct Waits {
    file: i64,
    id: i64,
    copies: i64,
    mx: i64,
    queue: i64,
    host: i64,
    margin: i64,
}

#[derive(Debug, Serialize)]
struct StateJson<'a> {
    policy: Option<PolicyJson>,
    id: Option<&'a str>,
    mx: Vec<MxJson<'a>>,
    host: Option<Host<'a>>,
    ttl: TtlJson,
    delay: Delay,
    earlier: Vec<EarlierJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tlsa: Vec<TlsaJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tls_faults: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct PolicyJson {
    mode: &'static str,
    max_age: i64,
    mx: Vec<String>,
}

#[derive(Debug, Serialize)]
struct EarlierJson<'a> {
    #[serde(flatten)]
    policy: PolicyJson,
    until: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct TlsaJson<'a> {
    host: &'a str,
    ttl: i64,
}

#[derive(Debug, Serialize)]
struct MxJson<'a> {
    host: &'a str,
    preference: u16,
}

#[derive(Debug, Serialize)]
struct TtlJson {
    txt: i64,
    mx: i64,
    host: i64,
}

#[derive(Debug, Serialize)]
struct Delay {
    dns: i64,
    http: i64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Host<'a> {
    Address(String),
    Cname(&'a str),
}

#[derive(Debug, Serialize)]
struct StepJson<'a> {
    at: Timestamp,
    step: &'static str,
    #[serde(rename = "do")]
    action: Action<'a>,
    owner: &'static str,
    headline: String,
    prove: String,
    because: String,
    if_skipped: String,
    /// The kind of a wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    wait: Option<&'static str>,
    /// Seconds after the step before, in a rollback: it can begin at any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<i64>,
    #[serde(flatten)]
    progress: Option<ProgressJson>,
}

/// The progress of a step. `at` is then the time that applies now.
#[derive(Debug, Serialize)]
struct ProgressJson {
    progress: &'static str,
    /// The time in the plan.
    planned: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    harm: Option<HarmJson>,
}

#[derive(Debug, Serialize)]
struct HarmJson {
    what: &'static str,
    hosts: Vec<String>,
    until: Option<Timestamp>,
    headline: String,
}

/// An action with exactly one member: what changes, or what must be checked.
#[derive(Debug)]
struct Action<'a>(&'a Step);

impl Serialize for Action<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match &self.0.action {
            Change::Policy(policy) => map.serialize_entry("policy", &policy.as_ref().map(Policy::text))?,
            Change::Record(id) => map.serialize_entry("record", &mta_sts::print_record(id))?,
            Change::RecordAlias(name) => map.serialize_entry("record", &Host::Cname(name))?,
            Change::NoRecord => map.serialize_entry("record", &None::<()>)?,
            Change::Mx(records) => map.serialize_entry("mx", &records.iter().map(MxJson::from).collect::<Vec<_>>())?,
            Change::Host(target) => map.serialize_entry("host", &Host::from(target))?,
            Change::NoHost => map.serialize_entry("host", &None::<()>)?,
            Change::Ttl(cached, seconds) => map.serialize_entry("ttl", &BTreeMap::from([(cached.id(), seconds)]))?,
            Change::WaitFor => map.serialize_entry("wait_for", self.0.text.topic.id())?,
        }
        map.end()
    }
}

/// Creates the document of a plan, with notes about its input, and the progress of its steps if that is known.
#[must_use]
pub fn document<'a>(
    domain: &'a str,
    plan: &'a Plan,
    notes: &[Note],
    seen: Option<&[StepProgress<'_>]>,
    language: Language,
) -> Document<'a> {
    let note =
        |note: &Note| NoteJson { id: note.id(), at: note.at(), headline: note_sentence(*note, language).to_string() };
    let stands = |index: usize| seen.and_then(|seen| seen.get(index));
    let steps = plan.steps.iter().enumerate();
    Document {
        schema: 1,
        domain,
        goal: plan.goal.to_string(),
        start: plan.start,
        form: plan.form.id(),
        waits: waits(plan),
        state: StateJson::from(&plan.state),
        steps: steps.map(|(index, step)| compared_json(step, plan.wait_kind(index), stands(index), language)).collect(),
        ends: seen.and_then(|seen| seen.last()).map_or(plan.ends, |last| last.at),
        back: back_json(plan, language),
        back_from: plan.back_from,
        back_until: plan.back_until,
        warnings: plan.warnings.iter().map(|warning| warning.id()).collect(),
        notes: notes.iter().map(note).collect(),
    }
}

fn waits(plan: &Plan) -> Waits {
    let planner::Waits { file, id, copies, mx, host, queue } = plan.waits;
    Waits { file, id, copies, mx, queue, host, margin: plan.margins.wait }
}

/// Returns a step with its progress, at the time that follows from it.
fn compared_json<'a>(
    planned: &'a Step,
    kind: Option<WaitKind>,
    seen: Option<&StepProgress<'_>>,
    language: Language,
) -> StepJson<'a> {
    let step = step_json(planned, kind, language);
    let Some(seen) = seen else { return step };
    let harm = seen.harm.as_ref().map(|harm| harm_json(harm, language));
    let progress = ProgressJson { progress: seen.progress.id(), planned: planned.at, harm };
    StepJson { at: seen.at, progress: Some(progress), ..step }
}

fn harm_json(harm: &EarlyHarm, language: Language) -> HarmJson {
    let headline = harm_sentence(harm, language).to_string();
    HarmJson { what: harm.kind.id(), hosts: harm.hosts.clone(), until: harm.until, headline }
}

/// Returns the steps of a rollback, each with the seconds since the step before.
fn back_json(plan: &Plan, language: Language) -> Vec<StepJson<'_>> {
    let steps = &plan.back;
    let seconds = |index: usize| match index {
        0 => 0,
        _ => steps[index].at.unix_seconds() - steps[index - 1].at.unix_seconds(),
    };
    let step = |(index, step)| StepJson {
        after: Some(seconds(index)),
        ..step_json(step, plan.back_wait_kind(steps, index), language)
    };
    steps.iter().enumerate().map(step).collect()
}

fn step_json(planned: &Step, kind: Option<WaitKind>, language: Language) -> StepJson<'_> {
    let StepWords { action, prove, because, if_skipped } = step_words(&planned.text, language);
    StepJson {
        at: planned.at,
        step: planned.text.topic.id(),
        action: Action(planned),
        owner: planned.owner.id(),
        headline: action.to_string(),
        prove: prove.to_string(),
        because: because.to_string(),
        if_skipped: if_skipped.to_string(),
        wait: kind.map(WaitKind::id),
        after: None,
        progress: None,
    }
}

impl<'a> From<&'a State> for StateJson<'a> {
    fn from(state: &'a State) -> Self {
        let Ttl { txt, mx, host } = state.ttl;
        let earlier = |one: &'a planner::EarlierPolicy| EarlierJson {
            policy: PolicyJson::from(&one.policy),
            until: one.until,
            id: one.id.as_deref(),
        };
        Self {
            policy: state.policy.as_ref().map(PolicyJson::from),
            id: state.id.as_deref(),
            mx: state.mx.iter().map(MxJson::from).collect(),
            host: state.host.as_ref().map(Host::from),
            ttl: TtlJson { txt, mx, host },
            delay: Delay { dns: state.delays.dns, http: state.delays.http },
            earlier: state.earlier.iter().map(earlier).collect(),
            tlsa: state.tlsa.iter().map(|(host, ttl)| TlsaJson { host, ttl: *ttl }).collect(),
            tls_faults: state.tls_faults.iter().map(String::as_str).collect(),
        }
    }
}

impl From<&Policy> for PolicyJson {
    fn from(policy: &Policy) -> Self {
        let mx = policy.mx.iter().map(ToString::to_string).collect();
        Self { mode: policy.mode.id(), max_age: policy.max_age, mx }
    }
}

impl<'a> From<&'a MxRecord> for MxJson<'a> {
    fn from(record: &'a MxRecord) -> Self {
        Self { host: &record.host, preference: record.preference }
    }
}

impl<'a> From<&'a HostTarget> for Host<'a> {
    fn from(target: &'a HostTarget) -> Self {
        match target {
            HostTarget::Address(address) => Self::Address(address.to_string()),
            HostTarget::Name(name) => Self::Cname(name),
        }
    }
}
