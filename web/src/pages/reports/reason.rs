//! The answer and its reasons as messages.

use mta_sts::Mode;
use tls_report::{Enforce, GivenReason, Numbers, Reason as Declared, ReportTime};
use words::{Sentence, key, tls_report as in_words};

use super::format::Formatter;
use crate::{
    components::Shape,
    reports::summary::{Answer, Reason},
};

/// Returns the identifier of the answer in messages, and its shape. An answer that is not proven yet is not a failure.
pub(super) fn answer_word(answer: &Answer) -> (&'static str, Shape) {
    let is_enforced = answer.mode.as_deref() == Some(Mode::Enforce.id());
    match answer.enforce.as_str() {
        "yes" => ("yes", Shape::Good),
        "not-yet" if is_enforced => ("refused", Shape::Error),
        "not-yet" => ("not-yet", Shape::Warning),
        _ => ("unknown", Shape::Unobserved),
    }
}

/// Returns the answer that a reason leads to.
pub(super) fn reason_weight(reason: &Reason) -> Enforce {
    Declared::by_id(&reason.id).map_or(Enforce::Unknown, |one| one.weighs)
}

/// Returns a reason as a sentence.
pub(super) fn reason_sentence(format: Formatter, reason: &Reason) -> Sentence {
    if reason.id == "live-check-missing" {
        return format.language.sentence(key::REPORTS_LIVE_MISSING, &[]);
    }
    let Some(declared) = Declared::by_id(&reason.id) else { return Sentence(Vec::new()) };
    let numbers = Numbers {
        sessions: reason.sessions,
        days: reason.days,
        senders: reason.senders.clone(),
        hosts: reason.hosts.clone(),
        result_types: reason.result_types.clone(),
        first: None,
        last: reason.last.and_then(ReportTime::from_unix),
    };
    in_words::reason_sentence(&GivenReason { reason: declared, numbers }, format.language)
}
