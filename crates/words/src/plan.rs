//! The texts of a plan: what to do, how to check it, why, and what happens if it is skipped.

mod calendar;
mod document;
mod markdown;
mod reminder;
mod terminal;

use planner::{
    Arg, Change, EarlyHarm, Note, Owner, PlanError, Progress, Step, StepProgress, StepText, Timestamp, WaitKind,
    Warning,
};

use crate::{Key, Language, Sentence, Value, args, key};

pub use calendar::calendar;
pub use document::{Document, document};
pub use markdown::markdown;
pub use reminder::testing_reminder;
pub use terminal::{back_notes, progress_text, terminal_text};

/// Japan Standard Time is nine hours ahead of UTC, in seconds.
const JST_OFFSET_SECONDS: i64 = 9 * 3_600;

/// The texts about a step.
#[derive(Clone, Debug)]
pub struct StepWords {
    /// The action, without a full stop.
    pub action: Sentence,
    /// How to check that it is done.
    pub prove: Sentence,
    /// Why it is necessary, and why at that time.
    pub because: Sentence,
    /// The consequence of skipping it or doing it too early.
    pub if_skipped: Sentence,
}

/// Returns the texts about a step.
#[must_use]
pub fn step_words(text: &StepText, language: Language) -> StepWords {
    let id = ["plan-step-", text.topic.id()].concat();
    let say = |attribute: &str| {
        let key = if attribute.is_empty() { Key::by_id(&id) } else { Key::attribute(&id, attribute) };
        key.map(|key| step_sentence(key, &text.args, language)).unwrap_or_default()
    };
    StepWords { action: say(""), prove: say("prove"), because: say("because"), if_skipped: say("skipped") }
}

fn step_sentence(key: Key, arguments: &[(&'static str, Arg)], language: Language) -> Sentence {
    let moments: Vec<String> = arguments.iter().map(|(_, arg)| clock(arg, language)).collect();
    let values = arguments.iter().zip(&moments).map(|((name, arg), clock)| (*name, value(arg, clock)));
    let values: Vec<(&str, Value<'_>)> = values.collect();
    language.sentence(key, &values)
}

fn clock(arg: &Arg, language: Language) -> String {
    match arg {
        Arg::Moment(at) => time_to_minute(*at, language),
        _ => String::new(),
    }
}

fn value<'a>(arg: &'a Arg, clock: &'a str) -> Value<'a> {
    match arg {
        Arg::Text(text) => Value::Text(text),
        Arg::List(texts) => Value::List(texts),
        Arg::Duration(seconds) => Value::Duration(*seconds),
        Arg::Moment(_) => Value::Text(clock),
    }
}

/// Shifts a time to the time zone of a language: UTC, or in Japanese, Japan Standard Time. The result is still a UTC
/// timestamp.
#[must_use]
pub fn local_time(at: Timestamp, language: Language) -> Timestamp {
    at.plus_seconds(clock_offset(language))
}

/// Returns how many seconds the dates of a plan are ahead of UTC.
#[must_use]
pub const fn clock_offset(language: Language) -> i64 {
    match language {
        Language::En => 0,
        Language::Ja => JST_OFFSET_SECONDS,
    }
}

/// Formats a time to the minute: in UTC, or in Japanese, in Japan Standard Time.
#[must_use]
pub fn time_to_minute(at: Timestamp, language: Language) -> String {
    let local = local_time(at, language);
    let text = local.to_string();
    let time = text.get(11..16).unwrap_or_default();
    language.message(key::PLAN_MOMENT, args!["date" => local, "time" => time])
}

/// Returns the text to publish in a step, if there is one: the file, the record, or one line for each MX record.
#[must_use]
pub fn text_to_publish(step: &Step) -> Option<String> {
    match &step.action {
        Change::Policy(Some(policy)) => Some(policy.text()),
        Change::Record(id) => Some(mta_sts::print_record(id) + "\n"),
        Change::Mx(records) => Some(
            records
                .iter()
                .map(|record| format!("MX {} {}.\n", record.preference, without_final_dot(&record.host)))
                .collect(),
        ),
        _ => None,
    }
}

/// Removes a final dot. A null MX is the root, whose only dot is the final one.
fn without_final_dot(host: &str) -> &str {
    host.strip_suffix('.').unwrap_or(host)
}

/// Returns a sentence about the kind of a wait; `None` if the step takes no time of its own.
#[must_use]
pub fn wait_kind_label(kind: Option<WaitKind>, language: Language) -> Option<String> {
    let kind = kind.filter(|kind| *kind != WaitKind::Proof)?;
    Some(sentence_with_id(&["plan-wait-", kind.id()].concat(), language, &[]).to_string())
}

/// Returns the label of the party that does a step.
#[must_use]
pub fn owner_label(owner: Owner, language: Language) -> String {
    sentence_with_id(&["plan-owner-", owner.id()].concat(), language, &[]).to_string()
}

/// Returns the text of a warning.
#[must_use]
pub fn warning_sentence(warning: Warning, language: Language) -> Sentence {
    sentence_with_id(&["plan-warning-", warning.id()].concat(), language, &[])
}

/// Returns the text of a note about the input of a plan.
#[must_use]
pub fn note_sentence(note: Note, language: Language) -> Sentence {
    let when = time_to_minute(note.at(), language);
    sentence_with_id(&["plan-note-", note.id()].concat(), language, args!["when" => &when])
}

/// Describes why there is no plan.
#[must_use]
pub fn impossible_message(why: PlanError, goal: &str, language: Language) -> String {
    sentence_with_id(&["plan-impossible-", why.id()].concat(), language, args!["goal" => goal]).to_string()
}

/// Returns the label for the progress of a step.
#[must_use]
pub fn progress_label(seen: &StepProgress<'_>, language: Language) -> String {
    let end = seen.harm.as_ref().map_or(Some(seen.at), |harm| harm.until);
    let Some(end) = end else { return language.message(key::PLAN_PROGRESS_TOO_EARLY_OPEN, &[]) };
    let when = time_to_minute(end, language);
    let needs = matches!(seen.progress, Progress::TooEarly | Progress::Waiting);
    let arguments = [("when", Value::Text(&when))];
    let id = ["plan-progress-", seen.progress.id()].concat();
    sentence_with_id(&id, language, if needs { &arguments } else { &[] }).to_string()
}

/// Describes the harm of a step that was done too early.
#[must_use]
pub fn harm_sentence(harm: &EarlyHarm, language: Language) -> Sentence {
    let hosts = [("hosts", Value::List(&harm.hosts))];
    let arguments: &[(&str, Value<'_>)] = if harm.hosts.is_empty() { &[] } else { &hosts };
    sentence_with_id(&["plan-harm-", harm.kind.id()].concat(), language, arguments)
}

fn sentence_with_id(id: &str, language: Language, arguments: &[(&str, Value<'_>)]) -> Sentence {
    Key::by_id(id).map(|key| language.sentence(key, arguments)).unwrap_or_default()
}
