//! The texts about a finding: headline, reason and fix.

use checker::{Behaviour, Effect, Finding, IndexedFinding, NextRecord, Report, Rule, SenderReaction, Severity, Task};
use mta_sts::Mode;

use super::{mode_of, sentence_by_id, sentence_or_empty, yes_no};
use crate::{Key, Language, Sentence, SentencePart, Value, args, key};

/// The texts about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingWords {
    /// The finding in one line.
    pub headline: Sentence,
    /// Why it matters, and the effect on mail.
    pub why: Option<Sentence>,
    /// Why it matters, without the effect on mail.
    pub reason: Option<Sentence>,
    /// The action.
    pub fix: Option<Sentence>,
}

/// Returns the texts about a finding.
#[must_use]
pub fn finding_words(report: &Report, finding: &Finding, language: Language) -> FindingWords {
    let words = finding_with(report.domain.as_str(), mode_of(report).or(report.tolerated), finding, language);
    match &report.next_record {
        NextRecord::Delegated { target, operator } if report.is_for_operator(finding) => FindingWords {
            fix: Some(delegated_record(report, (target, *operator), key::RECORD_ELSEWHERE, language)),
            ..words
        },
        _ => words,
    }
}

/// Returns a sentence about a delegated record.
pub(super) fn delegated_record(
    report: &Report,
    (target, operator): (&str, Option<&str>),
    key: Key,
    language: Language,
) -> Sentence {
    let name = report.domain.sts_name();
    language.sentence(key, args!["name" => &name, "target" => target, "operator" => operator.unwrap_or("none")])
}

/// Returns the texts about a finding without a report, such as one of `lint`.
#[must_use]
pub fn finding_with(domain: &str, mode: Option<Mode>, finding: &Finding, language: Language) -> FindingWords {
    let mut args = finding_values(finding);
    args.push(("domain", Value::Text(domain)));
    args.push(("mode", Value::Text(mode.map_or("unknown", Mode::id))));
    let id = finding.rule.id;
    args.push(("differs", Value::Text(yes_no(Some(!finding.rule.senders.is_empty())))));
    let own = sentence_by_id(language, &[id, ".why"], &args);
    let effect = effect_of(finding).and_then(|effect| sentence_by_id(language, &["effect-", effect.id()], &args));
    let result = finding
        .rule
        .tls_report
        .filter(|_| mode != Some(Mode::None))
        .map(|result| language.sentence(key::TLS_REPORT_RESULT, args!["result" => result]));
    let senders = senders_sentence(finding.rule, language);
    let omitted = omitted_sentence(finding.omitted_bytes, language);
    let joined = |sentences: [Option<Sentence>; 5]| {
        sentences.into_iter().flatten().reduce(|why, next| why.followed_by(language.sentence_separator(), next))
    };
    let reason = joined([own.clone(), omitted.clone(), None, None, None]);
    let why = joined([own, effect, result, senders, omitted]);
    FindingWords {
        headline: sentence_or_empty(language, &[id], &args),
        why,
        reason,
        fix: sentence_by_id(language, &[id, ".fix"], &args),
    }
}

/// Says how much of an answer was left out. Returns `None` if it is whole.
#[must_use]
pub fn omitted_sentence(bytes: u64, language: Language) -> Option<Sentence> {
    let count = i64::try_from(bytes).unwrap_or(i64::MAX);
    (bytes > 0).then(|| language.sentence(key::OMITTED_BYTES, args!["count" => count]))
}

pub(super) fn finding_values(finding: &Finding) -> Vec<(&str, Value<'_>)> {
    finding.args.0.iter().map(|(name, arg)| (*name, Value::from(arg))).collect()
}

/// Describes the behaviour of real senders, with sources. Behaviour that was only observed from outside comes first,
/// because the introduction about source code applies to everything after it.
fn senders_sentence(rule: &Rule, language: Language) -> Option<Sentence> {
    let described = |seen: bool| {
        let groups = rule.senders.iter().filter(|group| (group.reaction == SenderReaction::Reports) == seen);
        groups
            .map(|group| reaction_sentence(group, language))
            .reduce(|all, next| all.followed_by(language.sentence_separator(), next))
    };
    let from_source = described(false)
        .map(|text| language.sentence(key::SENDERS_SOURCE, &[]).followed_by(language.sentence_separator(), text));
    described(true)
        .into_iter()
        .chain(from_source)
        .reduce(|all, next| all.followed_by(language.sentence_separator(), next))
}

/// Describes the behaviour of a group of senders.
fn reaction_sentence(group: &Behaviour, language: Language) -> Sentence {
    let names: Vec<String> = group.senders.iter().map(|sender| sender.name().to_owned()).collect();
    let sentence =
        sentence_or_empty(language, &["senders-", group.reaction.id()], args!["senders" => names.as_slice()]);
    let linked = |part| match part {
        SentencePart::Value(name) => match group.senders.iter().find(|sender| sender.name() == name) {
            Some(sender) => SentencePart::Link(name, sender.source()),
            None => SentencePart::Value(name),
        },
        other => other,
    };
    Sentence(sentence.0.into_iter().map(linked).collect())
}

/// Returns the effect to describe. A passed check without effect has none.
fn effect_of(finding: &Finding) -> Option<Effect> {
    let silent = finding.rule.severity == Severity::Pass && finding.rule.effect == Effect::Nothing;
    (!silent).then_some(finding.rule.effect)
}

/// Returns the texts of another finding that the same step fixes. They include its own reason, and its effect on mail
/// unless an earlier finding has the same. For a rule that was named before, only the headline remains.
#[must_use]
pub fn related_finding(
    report: &Report,
    step: &Task<'_>,
    other: IndexedFinding<'_>,
    language: Language,
) -> FindingWords {
    let words = finding_words(report, other.finding, language);
    let rule = other.finding.rule;
    let is_stated = |same: fn(&Rule, &Rule) -> bool| {
        step.findings().take_while(|before| before.index != other.index).any(|before| same(before.finding.rule, rule))
    };
    let why = if is_stated(|before, rule| before == rule) {
        None
    } else if is_stated(|before, rule| before.effect == rule.effect) {
        words.reason.clone()
    } else {
        words.why
    };
    FindingWords { why, fix: None, ..words }
}

/// Returns the heading above further findings that the same task fixes.
#[must_use]
pub fn related_title(step: &Task<'_>, language: Language) -> String {
    language.message(if step.patch.is_some() { key::STEP_FIXES_TOO } else { key::STEP_LIKEWISE }, &[])
}

/// States that the same error occurs in more places. Returns `None` if there are none.
#[must_use]
pub fn more_places(count: usize, language: Language) -> Option<String> {
    (count > 0).then(|| language.message(key::FURTHER, args!["count" => count]))
}
