//! What is said first about a text that is not published yet: whether senders use it.

use checker::{Finding, PolicyLint, Reach, Severity};
use mta_sts::{Outcome, RecordReading, TlsRptReading};

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
