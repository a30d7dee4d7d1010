//! One checked domain as a line of a table, as text.

use bulk::{Record, Row};
use checker::{Owner, Report};

use crate::{
    Language, args, document, key,
    report::{row_word, verdict_headline},
};

/// Creates the line of a report. If no finding requires action, the line states what happens to mail.
#[must_use]
pub fn record(report: &Report, language: Language) -> Record {
    let row = Row::new(report);
    let worst = row.worst.map(|finding| document::finding(report, finding, language));
    let of_worst = |read: fn(&document::Finding<'_>) -> String| worst.as_ref().map(read).unwrap_or_default();
    Record {
        domain: report.domain.to_string(),
        verdict: report.verdict.id().into(),
        severity: report.impact.id().into(),
        errors: row.errors,
        warnings: row.warnings,
        finding: of_worst(|finding| finding.id.into()),
        headline: match &worst {
            Some(finding) => finding.headline.clone(),
            None => verdict_headline(report, language).headline.to_string(),
        },
        next_step: of_worst(|finding| finding.fix.clone().unwrap_or_default()),
        owner: of_worst(|finding| finding.owner.into()),
        checked_at: report.checked_at.to_string(),
        finding_severity: row.worst.map(|finding| finding.rule.severity.id().into()).unwrap_or_default(),
        verdict_text: row_word(report.verdict, report.impact.kind, report.impact.severity, language),
        owner_text: row.worst.map(|finding| owner_text(finding.rule.owner, language)).unwrap_or_default(),
    }
}

/// Returns the party that can fix something, in a word or two; empty if nobody has to.
#[must_use]
pub fn owner_text(owner: Owner, language: Language) -> String {
    match owner {
        Owner::Nobody => String::new(),
        owner => language.message(key::MANY_OWNER, args!["owner" => owner.id()]),
    }
}
