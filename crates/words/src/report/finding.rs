//! What is said about a finding: what it is, why it matters, what to do.

use checker::{Behaviour, Effect, Finding, Found, Habit, NextRecord, Report, Rule, Severity, Step};
use mta_sts::Mode;

use super::{mode_of, part, say_if, yes_no};
use crate::{Key, Language, Part, Said, Value, args, key};

/// What is said about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingWords {
    /// What is wrong or right, in one line.
    pub headline: Said,
    /// Why, and what it does to mail.
    pub why: Option<Said>,
    /// Why, without what it does to mail.
    pub reason: Option<Said>,
    /// What to do.
    pub fix: Option<Said>,
}

/// What is said about a finding.
#[must_use]
pub fn finding(report: &Report, finding: &Finding, language: Language) -> FindingWords {
    let words = finding_with(report.domain.as_str(), mode_of(report).or(report.tolerated), finding, language);
    match &report.next_record {
        NextRecord::Delegated { target, operator } if report.is_for_operator(finding) => {
            FindingWords { fix: Some(elsewhere(report, (target, *operator), key::RECORD_ELSEWHERE, language)), ..words }
        }
        _ => words,
    }
}

/// A sentence about a record that somebody else keeps.
pub(super) fn elsewhere(
    report: &Report,
    (target, operator): (&str, Option<&str>),
    key: Key,
    language: Language,
) -> Said {
    let name = report.domain.sts_name();
    language.say_parts(key, args!["name" => &name, "target" => target, "operator" => operator.unwrap_or("none")])
}

/// What is said about a finding of which no report exists, such as one of `lint`.
#[must_use]
pub fn finding_with(domain: &str, mode: Option<Mode>, finding: &Finding, language: Language) -> FindingWords {
    let mut args = values(finding);
    args.push(("domain", Value::Text(domain)));
    args.push(("mode", Value::Text(mode.map_or("unknown", Mode::id))));
    let id = finding.rule.id;
    args.push(("differs", Value::Text(yes_no(Some(!finding.rule.senders.is_empty())))));
    let own = say_if(language, &[id, ".why"], &args);
    let effect = effect_of(finding).and_then(|effect| say_if(language, &["effect-", effect.id()], &args));
    let result = finding
        .rule
        .tls_report
        .filter(|_| mode != Some(Mode::None))
        .map(|result| language.say_parts(key::TLS_REPORT_RESULT, args!["result" => result]));
    let senders = senders(finding.rule, language);
    let reason = own.clone();
    let why =
        own.into_iter().chain(effect).chain(result).chain(senders).reduce(|why, next| why.then(language.blank(), next));
    FindingWords { headline: part(language, &[id], &args), why, reason, fix: say_if(language, &[id, ".fix"], &args) }
}

pub(super) fn values(finding: &Finding) -> Vec<(&str, Value<'_>)> {
    finding.args.0.iter().map(|(name, arg)| (*name, Value::from(arg))).collect()
}

/// What real senders do about it, and where that is written. What was only seen from outside comes first: the words about source
/// code hold for all that follows them.
fn senders(rule: &Rule, language: Language) -> Option<Said> {
    let told = |seen: bool| {
        let groups = rule.senders.iter().filter(|group| (group.habit == Habit::Reports) == seen);
        groups.map(|group| habit(group, language)).reduce(|told, next| told.then(language.blank(), next))
    };
    let read = told(false).map(|told| language.say_parts(key::SENDERS_SOURCE, &[]).then(language.blank(), told));
    told(true).into_iter().chain(read).reduce(|told, next| told.then(language.blank(), next))
}

/// What a group of senders does.
fn habit(group: &Behaviour, language: Language) -> Said {
    let names: Vec<String> = group.senders.iter().map(|sender| sender.name().to_owned()).collect();
    let said = part(language, &["senders-", group.habit.id()], args!["senders" => names.as_slice()]);
    let linked = |part| match part {
        Part::Value(name) => match group.senders.iter().find(|sender| sender.name() == name) {
            Some(sender) => Part::Link(name, sender.source()),
            None => Part::Value(name),
        },
        other => other,
    };
    Said(said.0.into_iter().map(linked).collect())
}

/// A good thing without effect needs no words about its effect.
fn effect_of(finding: &Finding) -> Option<Effect> {
    let silent = finding.rule.severity == Severity::Pass && finding.rule.effect == Effect::Nothing;
    (!silent).then_some(finding.rule.effect)
}

/// Text for another finding that the same step fixes: its own reason, and its effect on mail unless an earlier one has the same.
/// A rule that was named before gets its headline alone.
#[must_use]
pub fn related_finding(report: &Report, step: &Step<'_>, other: Found<'_>, language: Language) -> FindingWords {
    let words = finding(report, other.finding, language);
    let rule = other.finding.rule;
    let told = |same: fn(&Rule, &Rule) -> bool| {
        step.findings().take_while(|before| before.index != other.index).any(|before| same(before.finding.rule, rule))
    };
    let why = if told(|before, rule| before == rule) {
        None
    } else if told(|before, rule| before.effect == rule.effect) {
        words.reason.clone()
    } else {
        words.why
    };
    FindingWords { why, fix: None, ..words }
}

/// What stands above the other findings that one step fixes.
#[must_use]
pub fn related_title(step: &Step<'_>, language: Language) -> String {
    language.say(if step.patch.is_some() { key::STEP_FIXES_TOO } else { key::STEP_LIKEWISE }, &[])
}

/// Says that the same fault is at more places; `None` without any.
#[must_use]
pub fn more_places(count: usize, language: Language) -> Option<String> {
    (count > 0).then(|| language.say(key::FURTHER, args!["count" => count]))
}
