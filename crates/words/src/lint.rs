//! The headline for an unpublished text: whether senders use it.

use checker::{Finding, Linted, PolicyLint, Reading, SenderAcceptance, Severity, Source};
use mta_sts::{Outcome, RecordReading, TlsRptReading, presentation_format::Style};

use crate::{Language, Sentence, args, key};

/// Returns the headline for a policy file.
fn policy(lint: &PolicyLint, language: Language) -> Sentence {
    let mode = lint.policy.as_ref().map_or("unknown", |policy| policy.mode.id());
    let has_error = lint.findings.iter().any(|finding| finding.rule.severity == Severity::Error);
    match lint.acceptance() {
        SenderAcceptance::All if !lint.uncovered.is_empty() => {
            language.sentence(key::LINT_POLICY_REFUSES, args!["mode" => mode, "hosts" => lint.uncovered.as_slice()])
        }
        SenderAcceptance::All if has_error => language.sentence(key::LINT_POLICY_ERROR, &[]),
        SenderAcceptance::All => language.sentence(key::LINT_POLICY_VALID, &[]),
        SenderAcceptance::Some => language.sentence(key::LINT_POLICY_SOME, &[]),
        SenderAcceptance::None => language.sentence(key::LINT_POLICY_INVALID, &[]),
    }
}

/// States that the text is not a policy file, STS record or TLSRPT record.
#[must_use]
pub fn unrecognised_text(language: Language) -> Sentence {
    language.sentence(key::LINT_STRANGE, &[])
}

/// Returns one sentence that states whether senders use it, or why it could not be read.
#[must_use]
pub fn lint_headline(linted: &Linted, language: Language) -> Sentence {
    if linted.is_judged() && linted.source != Source::Policy && linted.records.is_empty() && linted.read_as != "value" {
        return language.sentence(key::LINT_ANSWER_NONE, &[]);
    }
    if let Some(other) = linted.other_use {
        let args = args!["use" => other.id(), "source" => linted.source.id()];
        return language.sentence(key::LINT_OTHER_USE, args);
    }
    match &linted.reading {
        Reading::Record(reading, findings) => record(reading, findings, linted.records.len(), language),
        Reading::TlsRpt(reading, _) => tls_rpt(reading, linted.records.len(), language),
        Reading::Policy(lint) => policy(lint, language),
        Reading::NothingKnown(why) => language.sentence(key::LINT_UNKNOWN, args!["why" => why.id()]),
        Reading::Unreadable(why) => language.sentence(key::LINT_UNREADABLE, args!["why" => why.id()]),
    }
}

/// Returns notes on how a text was read. Empty for a plain value.
#[must_use]
pub fn reading_notes(linted: &Linted, language: Language) -> Vec<Sentence> {
    let mut notes: Vec<Sentence> = read_as(linted, language).into_iter().collect();
    let cut = linted.cut.iter().map(|noise| language.sentence(key::LINT_CUT_AWAY, args!["noise" => noise.id()]));
    notes.extend(cut);
    if linted.records.iter().any(|record| record.meant.is_some()) {
        let key = if linted.read_as == "tinydns" { key::LINT_READ_COLON } else { key::LINT_READ_CUT };
        notes.push(language.sentence(key, &[]));
    }
    notes.extend(owner(linted, language));
    if let Reading::NothingKnown(why) = linted.reading {
        notes.push(language.sentence(key::LINT_UNKNOWN_HINT, args!["why" => why.id()]));
    }
    notes
}

/// Returns a note about the syntax of the text.
fn read_as(linted: &Linted, language: Language) -> Option<Sentence> {
    let has_line = linted.records.iter().any(|record| record.style == Style::Line);
    match linted.read_as {
        _ if !linted.is_judged() || (linted.records.is_empty() && linted.source != Source::Policy) => None,
        "value" => None,
        "presentation" if has_line => Some(language.sentence(key::LINT_READ_LINE, &[])),
        "presentation" => Some(language.sentence(key::LINT_READ_STRINGS, &[])),
        _ if !linted.tool.is_empty() => Some(language.sentence(key::LINT_READ_TOOL, args!["tool" => linted.tool])),
        "source" if linted.source == Source::Policy => {
            Some(language.sentence(key::LINT_READ_FORM, args!["form" => "policy-source"]))
        }
        // The headline names the notation of a policy.
        _ if linted.source == Source::Policy => None,
        form @ ("table" | "fields" | "message" | "source") => {
            Some(language.sentence(key::LINT_READ_FORM, args!["form" => form]))
        }
        _ => None,
    }
}

/// Returns a note about the name of the text, if senders look up another name.
fn owner(linted: &Linted, language: Language) -> Option<Sentence> {
    let domain = &linted.domain;
    let expected = if linted.source == Source::TlsRpt { domain.tls_rpt_name() } else { domain.sts_name() };
    let mut owners = linted.records.iter().filter_map(|record| record.owner.as_ref()).chain(&linted.asked);
    if let Some(owner) = owners.clone().find(|owner| !owner.may_be(&expected)) {
        let args = args!["name" => &owner.name, "expected" => &expected];
        return Some(language.sentence(key::LINT_READ_OWNER, args));
    }
    let is_zone = linted.read_as == "presentation";
    let relative = owners.find(|owner| is_zone && !owner.is_absolute && owner.name == expected)?;
    Some(language.sentence(key::LINT_READ_RELATIVE, args!["name" => &relative.name]))
}

/// Returns the headline for STS records in one answer. `count` is their number.
fn record(reading: &RecordReading, findings: &[Finding], count: usize, language: Language) -> Sentence {
    match (reading.outcome, SenderAcceptance::from_findings(reading.outcome == Outcome::Valid, findings)) {
        (Outcome::None, _) => language.sentence(key::LINT_RECORD_NONE, args!["count" => count]),
        (Outcome::Multiple, _) => language.sentence(key::LINT_RECORD_MULTIPLE, &[]),
        (_, SenderAcceptance::All) => {
            language.sentence(key::LINT_RECORD_VALID, args!["id" => reading.id().unwrap_or_default()])
        }
        (_, SenderAcceptance::Some) => language.sentence(key::LINT_RECORD_SOME, &[]),
        (_, SenderAcceptance::None) => language.sentence(key::LINT_RECORD_INVALID, &[]),
    }
}

/// Returns the headline for TLS reporting records in one answer. `count` is their number.
fn tls_rpt(reading: &TlsRptReading, count: usize, language: Language) -> Sentence {
    match reading.outcome {
        Outcome::Valid => {
            let rua: Vec<String> = reading.rua.iter().map(|rua| rua.uri.clone()).collect();
            language.sentence(key::LINT_TLSRPT_VALID, args!["rua" => rua.as_slice()])
        }
        Outcome::None => language.sentence(key::LINT_TLSRPT_NONE, args!["count" => count]),
        Outcome::Multiple => language.sentence(key::LINT_TLSRPT_MULTIPLE, &[]),
        Outcome::Invalid => language.sentence(key::LINT_TLSRPT_INVALID, &[]),
    }
}
