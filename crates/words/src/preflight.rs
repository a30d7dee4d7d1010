//! The texts of a pre-flight: the answer, and a sentence for each comparison.

mod document;
mod terminal;

use planner::{Plan, Step};
use setup::{Cause, Check, Effect, Next, Outcome};

use crate::{
    Key, Language, Sentence, Value, args, key,
    plan::{step_words, time_to_minute},
};

pub use document::{Document, document};
pub use terminal::terminal_text;

/// Returns the answer, without a full stop. It names the first cause of a wait or of a fault.
#[must_use]
pub fn outcome_headline(outcome: &Outcome, language: Language) -> String {
    let reason = outcome.first_cause().map(|cause| cause_reason(cause, language)).unwrap_or_default();
    match outcome {
        Outcome::AlreadyPublished => language.message(key::SETUP_PREFLIGHT_ALREADY_PUBLISHED, &[]),
        Outcome::Ready { next } => {
            let ready = match next.is_deletion() {
                true => key::SETUP_PREFLIGHT_READY_TO_DELETE,
                false => key::SETUP_PREFLIGHT_READY,
            };
            language.message(ready, args!["next" => next_label(*next, language).as_str()])
        }
        Outcome::Wait { until: Some(until), .. } => {
            let until = time_to_minute(*until, language);
            language.message(key::SETUP_PREFLIGHT_WAIT_UNTIL, args!["until" => until.as_str(), "reason" => &reason])
        }
        Outcome::Wait { until: None, .. } => language.message(key::SETUP_PREFLIGHT_WAIT, args!["reason" => &reason]),
        Outcome::NotReady(_) => language.message(key::SETUP_PREFLIGHT_NOT_READY, args!["reason" => &reason]),
    }
}

/// Returns a cause in a few words, as the second half of a headline. Empty for causes that stop nothing.
#[must_use]
pub fn cause_reason(cause: Cause, language: Language) -> String {
    let id = ["setup-cause-", cause.id()].concat();
    Key::attribute(&id, "short").map(|key| language.message(key, &[])).unwrap_or_default()
}

/// Returns the label of the entry that is published next.
#[must_use]
pub fn next_label(next: Next, language: Language) -> String {
    by_id("setup-next-", next.id(), &[], language).to_string()
}

/// Returns the label for the effect of a comparison on publishing.
#[must_use]
pub fn effect_label(effect: Effect, language: Language) -> String {
    by_id("setup-effect-", effect.id(), &[], language).to_string()
}

/// Returns the steps of a plan in short: the time of each and its action.
#[must_use]
pub fn plan_lines(plan: &Plan, language: Language) -> Vec<String> {
    let line = |step: &Step| {
        let action = step_words(&step.text, language).action.to_string();
        [&time_to_minute(step.at, language), language.label_separator(), &action].concat()
    };
    plan.steps.iter().map(line).collect()
}

/// Returns the sentence of a comparison.
#[must_use]
pub fn check_sentence(check: &Check, language: Language) -> Sentence {
    let until = check.until.map(|until| time_to_minute(until, language)).unwrap_or_default();
    let arguments = [("names", Value::List(&check.names)), ("until", Value::Text(&until))];
    by_id("setup-cause-", check.cause.id(), wanted(check.cause, &arguments), language)
}

/// Returns the arguments that the sentence of a cause takes.
fn wanted<'a, 'v>(cause: Cause, all: &'a [(&'static str, Value<'v>); 2]) -> &'a [(&'static str, Value<'v>)] {
    match cause {
        Cause::CachedPolicy | Cause::HostElsewhere => all,
        Cause::FileCached | Cause::ModeNone | Cause::RemovalEarly => &all[1..],
        Cause::MxNotCovered
        | Cause::MxNotInDns
        | Cause::FileOther
        | Cause::FileNotServed
        | Cause::HostProxied
        | Cause::CaaForbids
        | Cause::CaaLimits
        | Cause::MxCertificate
        | Cause::MxUnseen
        | Cause::TlsRptDelegated
        | Cause::RecordDelegated => &all[..1],
        _ => &[],
    }
}

fn by_id(prefix: &str, id: &str, arguments: &[(&str, Value<'_>)], language: Language) -> Sentence {
    Key::by_id(&[prefix, id].concat()).map(|key| language.sentence(key, arguments)).unwrap_or_default()
}
