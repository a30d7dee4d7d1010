//! What is said first about a text that is not published yet: whether senders use it.

use checker::{Finding, Form, PolicyLint, Reach, Severity, Source, Written};
use mta_sts::{Domain, Outcome, RecordReading, TlsRptReading};

use crate::{Language, Said, args, key};

/// A policy file.
#[must_use]
pub fn policy(lint: &PolicyLint, language: Language) -> Said {
    let mode = lint.policy.as_ref().map_or("unknown", |policy| policy.mode.id());
    let has_error = lint.findings.iter().any(|finding| finding.rule.severity == Severity::Error);
    match lint.reach() {
        Reach::All if !lint.uncovered.is_empty() => {
            language.say_parts(key::LINT_POLICY_REFUSES, args!["mode" => mode, "hosts" => lint.uncovered.as_slice()])
        }
        Reach::All if has_error => language.say_parts(key::LINT_POLICY_ERROR, &[]),
        Reach::All => language.say_parts(key::LINT_POLICY_VALID, &[]),
        Reach::Some => language.say_parts(key::LINT_POLICY_SOME, &[]),
        Reach::None => language.say_parts(key::LINT_POLICY_INVALID, &[]),
    }
}

/// None of the three.
#[must_use]
pub fn strange(language: Language) -> Said {
    language.say_parts(key::LINT_STRANGE, &[])
}

/// What is to be known about how records were read, which are for a domain: nothing, where each is its value alone.
#[must_use]
pub fn notes(records: &[Written], source: Source, domain: &Domain, language: Language) -> Vec<Said> {
    let expected = if source == Source::TlsRpt { domain.tls_rpt_name() } else { domain.sts_name() };
    let is_line = |record: &Written| matches!(record.form, Form::Line { .. });
    let how = if records.iter().any(is_line) {
        Some(key::LINT_READ_LINE)
    } else {
        records.iter().any(|record| record.form == Form::Strings).then_some(key::LINT_READ_STRINGS)
    };
    let is_cut = records.iter().any(|record| matches!(record.form, Form::Line { cut: true, .. }));
    let plain = [how, is_cut.then_some(key::LINT_READ_CUT)].into_iter().flatten();
    let mut notes: Vec<Said> = plain.map(|key| language.say_parts(key, &[])).collect();
    let mut owners = records.iter().filter_map(Written::owner);
    if let Some(owner) = owners.clone().find(|owner| !owner.may_be(&expected)) {
        let args = args!["name" => &owner.name, "expected" => &expected];
        notes.push(language.say_parts(key::LINT_READ_OWNER, args));
    } else if let Some(owner) = owners.find(|owner| !owner.absolute && owner.name == expected) {
        notes.push(language.say_parts(key::LINT_READ_RELATIVE, args!["name" => &owner.name]));
    }
    notes
}

/// So many STS records, as one answer.
#[must_use]
pub fn record(reading: &RecordReading, findings: &[Finding], count: usize, language: Language) -> Said {
    match (reading.outcome, Reach::of(reading.outcome == Outcome::Valid, findings)) {
        (Outcome::None, _) => language.say_parts(key::LINT_RECORD_NONE, args!["count" => count]),
        (Outcome::Multiple, _) => language.say_parts(key::LINT_RECORD_MULTIPLE, &[]),
        (_, Reach::All) => language.say_parts(key::LINT_RECORD_VALID, args!["id" => reading.id().unwrap_or_default()]),
        (_, Reach::Some) => language.say_parts(key::LINT_RECORD_SOME, &[]),
        (_, Reach::None) => language.say_parts(key::LINT_RECORD_INVALID, &[]),
    }
}

/// So many records for TLS reports, as one answer.
#[must_use]
pub fn tls_rpt(reading: &TlsRptReading, count: usize, language: Language) -> Said {
    match reading.outcome {
        Outcome::Valid => {
            let rua: Vec<String> = reading.rua.iter().map(|rua| rua.uri.clone()).collect();
            language.say_parts(key::LINT_TLSRPT_VALID, args!["rua" => rua.as_slice()])
        }
        Outcome::None => language.say_parts(key::LINT_TLSRPT_NONE, args!["count" => count]),
        Outcome::Multiple => language.say_parts(key::LINT_TLSRPT_MULTIPLE, &[]),
        Outcome::Invalid => language.say_parts(key::LINT_TLSRPT_INVALID, &[]),
    }
}
