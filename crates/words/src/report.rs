//! The texts of a report, shared by page, command line and tickets.

mod banner;
mod delivery;
mod facts;
mod finding;
mod unseen;

use checker::{NextRecord, Owner, PartState, PartStatus, Patch, Report, Severity, Source, Stage, Target};
use evidence::Timestamp;
use mta_sts::{Domain, DomainError, Mode};

pub use banner::{BannerWords, hypothetical_headline, provisional_headline, row_word, verdict_headline};
use banner::{is_dane_alone, unnoticed_change};
pub use delivery::{
    SavedPolicyOutcome, SavedPolicyWords, action_label, action_word, dane_deliveries, delivery_sentence,
    delivery_sentences, saved_policy_cell, saved_policy_deliveries, saved_policy_delivery, tls_label,
};
use facts::{ReportFacts, is_failing};
pub use finding::{
    FindingWords, finding_with, finding_words, more_places, omitted_sentence, related_finding, related_title,
};
use finding::{delegated_record, finding_values};
pub use unseen::{UnseenWords, question_sentence, unseen_note, unseen_words};

use crate::{Key, Language, Sentence, Value, args, key};

/// A headline and the two lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The headline.
    pub headline: Sentence,
    /// The lines below it.
    pub lead: Sentence,
}

/// The texts about one part of the mail path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartWords {
    /// Its name.
    pub name: String,
    /// Its state in a word or two.
    pub state: String,
    /// A short line of detail.
    pub detail: Sentence,
}

/// Returns the texts about one part of the mail path.
#[must_use]
pub fn part_words(report: &Report, stop: &PartStatus, language: Language) -> PartWords {
    let facts = ReportFacts::new(report);
    let mut args = facts.args();
    args.push(("because", Value::Text(stop.because.unwrap_or("none"))));
    args.push(("verdict", Value::Text(report.verdict.id())));
    PartWords {
        name: part_name(stop.part, language),
        state: part_state_label(stop.state, language),
        detail: sentence_or_empty(language, &["stop-", stop.part.id(), "-", stop.state.id()], &args),
    }
}

/// Returns the name of a part of the mail path.
#[must_use]
pub fn part_name(stop: checker::SetupPart, language: Language) -> String {
    sentence_or_empty(language, &["stop-", stop.id()], &[]).to_string()
}

/// Returns the state of a part in a word or two.
#[must_use]
pub fn part_state_label(state: PartState, language: Language) -> String {
    sentence_or_empty(language, &["state-", state.id()], &[]).to_string()
}

/// Returns the label of the party that can fix it.
#[must_use]
pub fn owner_label(owner: Owner, language: Language) -> String {
    sentence_or_empty(language, &["owner-", owner.id()], &[]).to_string()
}

/// Returns the label of a severity.
#[must_use]
pub fn severity_label(severity: Severity, language: Language) -> String {
    sentence_or_empty(language, &["severity-", severity.id()], &[]).to_string()
}

/// Returns the label of a part of the set-up.
#[must_use]
pub fn stage_label(stage: Stage, language: Language) -> String {
    sentence_or_empty(language, &["stage-", stage.id()], &[]).to_string()
}

/// Returns the id of the element on the Learn page that explains a part of the set-up.
#[must_use]
pub const fn learn_anchor(stage: Stage) -> &'static str {
    match stage {
        Stage::Dns => "resolver",
        Stage::Record => "sts-record",
        Stage::PolicyHost => "policy-host",
        Stage::Policy => "policy",
        Stage::Mx => "mx",
        Stage::Tls => "certificate",
        Stage::TlsRpt => "tlsrpt-record",
        Stage::Dane => "dane",
        Stage::Consistency => "waits",
    }
}

/// Returns the label of the text that a place is in.
#[must_use]
pub fn source_label(source: Source, language: Language) -> String {
    sentence_or_empty(language, &["source-", source.id()], &[]).to_string()
}

/// Describes where a patch goes. Without a domain, as for an unpublished text, the policy file has no address.
#[must_use]
pub fn patch_label(patch: &Patch, domain: Option<&Domain>, language: Language) -> Sentence {
    let url = domain.map_or_else(|| "none".to_owned(), Domain::policy_url);
    match &patch.target {
        Target::Txt { name } => language.sentence(key::PATCH_TXT, args!["name" => name]),
        Target::Tlsa { name } => language.sentence(key::PATCH_TLSA, args!["name" => name]),
        Target::Cname { name } => language.sentence(key::PATCH_CNAME, args!["name" => name]),
        Target::PolicyFile => language.sentence(key::PATCH_FILE, args!["url" => &url]),
        Target::PolicyLines => language.sentence(key::PATCH_LINES, args!["url" => &url]),
    }
}

/// Returns the advice to change the `id` of the record after the file has changed, and the reason.
#[must_use]
pub fn next_id(report: &Report, language: Language) -> Headline {
    match &report.next_record {
        NextRecord::Own(patch) => Headline {
            headline: language.sentence(key::NEXT_ID, args!["name" => patch.name()]),
            lead: language.sentence(key::NEXT_ID_WHY, &[]),
        },
        NextRecord::Delegated { target, operator } => {
            let say = |key| delegated_record(report, (target, *operator), key, language);
            Headline { headline: say(key::NEXT_ID_ELSEWHERE), lead: say(key::NEXT_ID_ELSEWHERE_WHY) }
        }
    }
}

/// Returns the step after all tasks: enforcing a tested policy, or keeping a removed one for a while.
#[must_use]
pub fn next_steps(report: &Report, language: Language) -> Option<Sentence> {
    let enforced = || report.is_to_be_enforced().then(|| language.sentence(key::PAGE_SETUP_THEN, &[]));
    let removed = report.removed_until().map(|date| language.sentence(key::REMOVAL_THEN, args!["date" => date]));
    removed.or_else(enforced)
}

/// Returns the message from the policy file's owner to the DNS owner.
#[must_use]
pub fn message_to_dns_owner(report: &Report, language: Language) -> Sentence {
    match &report.next_record {
        NextRecord::Own(patch) => language.sentence(key::MESSAGE_THEN_DNS, args!["name" => patch.name()]),
        NextRecord::Delegated { target, operator } => {
            delegated_record(report, (target, *operator), key::MESSAGE_THEN_OPERATOR, language)
        }
    }
}

/// Formats a duration in the largest units that fit.
#[must_use]
pub fn duration_text(seconds: u64, language: Language) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    Value::Duration(seconds).text(language)
}

/// Formats a day.
#[must_use]
pub fn date_text(moment: Timestamp, language: Language) -> String {
    Value::Date(moment).text(language)
}

/// Describes the error in a typed domain.
#[must_use]
pub fn domain_error(error: &DomainError, language: Language) -> Sentence {
    let value = error.value().unwrap_or_default();
    let count = value.parse::<i64>().unwrap_or(0);
    sentence_or_empty(language, &["input-", error.id()], args!["value" => &value, "count" => count])
}

fn mode_of(report: &Report) -> Option<Mode> {
    report.policy.as_ref().map(|policy| policy.mode)
}

const fn yes_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

/// Returns a message whose id is composed at run time, or an empty sentence if it does not exist.
pub(crate) fn sentence_or_empty(language: Language, id: &[&str], args: &[(&str, Value<'_>)]) -> Sentence {
    sentence_by_id(language, id, args).unwrap_or_default()
}

fn sentence_by_id(language: Language, id: &[&str], args: &[(&str, Value<'_>)]) -> Option<Sentence> {
    Key::by_id(&id.concat()).map(|key| language.sentence(key, args))
}
