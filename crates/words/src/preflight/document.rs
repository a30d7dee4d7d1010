//! A pre-flight as the JSON document of `preflight --format json`.

use evidence::Timestamp;
use serde::Serialize;
use setup::{Cause, Check, Outcome, Preflight, Reference};

use super::{cause_reason, check_sentence, outcome_headline};
use crate::{Language, document, plan};

/// The document of a pre-flight.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: u8,
    domain: &'a str,
    seen_at: Timestamp,
    outcome: &'static str,
    headline: String,
    /// The text to publish next, if it is ready.
    next: Option<&'static str>,
    /// The end of a wait, if it has one.
    until: Option<Timestamp>,
    /// The causes of a wait, or of a set-up that is not ready.
    causes: Vec<&'static str>,
    /// The cause that the headline names, if publication has to wait or stop.
    first_cause: Option<FirstCause>,
    checks: Vec<CheckJson<'a>>,
    texts: Vec<TextJson<'a>>,
    /// The plan that leads to the planned state, as `plan --format json` prints it.
    plan: Option<plan::Document<'a>>,
}

/// A cause in a few words.
#[derive(Debug, Serialize)]
struct FirstCause {
    id: &'static str,
    reason: String,
    /// The task that continues from here: `plan` for the planner of changes.
    see: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct CheckJson<'a> {
    id: &'static str,
    part: &'static str,
    effect: &'static str,
    sentence: String,
    names: &'a [String],
    findings: &'a [&'static str],
    until: Option<Timestamp>,
    /// The task that solves it: `plan` for the planner of changes.
    see: Option<&'static str>,
}

/// A planned text with its own problems.
#[derive(Debug, Serialize)]
struct TextJson<'a> {
    source: &'static str,
    outcome: &'static str,
    problems: Vec<document::Finding<'a>>,
}

/// Creates the document of a pre-flight.
#[must_use]
pub fn document(judged: &Preflight, language: Language) -> Document<'_> {
    let (next, until, causes) = match &judged.outcome {
        Outcome::AlreadyPublished => (None, None, Vec::new()),
        Outcome::Ready { next } => (Some(next.id()), None, Vec::new()),
        Outcome::Wait { until, why } => (None, *until, vec![why.id()]),
        Outcome::NotReady(causes) => (None, None, causes.iter().map(|cause| cause.id()).collect()),
    };
    let text = |linted: &'_ checker::Linted| linted.source.id();
    Document {
        schema: 1,
        domain: judged.domain.as_str(),
        seen_at: judged.seen_at,
        outcome: judged.outcome.id(),
        headline: outcome_headline(&judged.outcome, language),
        next,
        until,
        causes,
        first_cause: judged.outcome.first_cause().map(|cause| first_cause(cause, language)),
        checks: judged.checks.iter().map(|check| check_json(check, language)).collect(),
        plan: judged.plan.as_ref().map(|plan| plan::document(judged.domain.as_str(), plan, &[], None, language)),
        texts: judged
            .texts
            .iter()
            .map(|linted| TextJson {
                source: text(linted),
                outcome: linted.outcome(),
                problems: linted
                    .problems()
                    .map(|finding| document::finding_with(judged.domain.as_str(), None, finding, language))
                    .collect(),
            })
            .collect(),
    }
}

fn first_cause(cause: Cause, language: Language) -> FirstCause {
    FirstCause { id: cause.id(), reason: cause_reason(cause, language), see: cause.reference().map(Reference::id) }
}

fn check_json(check: &Check, language: Language) -> CheckJson<'_> {
    CheckJson {
        id: check.cause.id(),
        part: check.cause.part().id(),
        effect: check.effect.id(),
        sentence: check_sentence(check, language).to_string(),
        names: &check.names,
        findings: &check.findings,
        until: check.until,
        see: check.cause.reference().map(Reference::id),
    }
}
