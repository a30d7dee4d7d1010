//! The outcome of checking one domain, as a row shows it. It is plain data, stored as the run goes on.

use std::collections::BTreeMap;

use bulk::{Compared, Record, Trend};
use checker::{ImpactKind, Owner, RULES, Report, Severity, Verdict, judge, judge_without_texts};
use evidence::{Evidence, Timestamp, Unobserved};
use mta_sts::Domain;
use serde::{Deserialize, Serialize};
use words::Language;

use super::baseline::EarlierCheck;
use crate::effect::MailEffect;

/// Outcome of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Start time of the check, in Unix seconds.
    pub started: i64,
    /// Key of the check in the history; `None` if it is not kept.
    pub key: Option<i64>,
    /// Identifier of the verdict.
    pub verdict: String,
    /// Identifier of the worst effect on mail.
    pub severity: String,
    /// Identifier of the headline's subject.
    pub harm: String,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Id of the worst finding; empty if there is nothing to fix.
    pub finding: String,
    /// Identifier of the owner who must act; empty if there is nothing to fix.
    pub owner: String,
    /// Number of unanswered questions that may get an answer on a retry.
    pub unseen: usize,
    /// Texts of the row, by language.
    pub texts: BTreeMap<String, Texts>,
    /// Earlier check that it was compared with, if any.
    pub before: Option<EarlierOutcome>,
}

/// Texts of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// Headline of the worst finding; without one, the effect on mail.
    pub headline: String,
    /// Next step.
    pub next_step: String,
}

/// An earlier check of the same domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierOutcome {
    /// Start time, in Unix seconds.
    pub started: i64,
    /// Identifier of its verdict, by the present rules.
    pub verdict: String,
    /// Identifier of its worst effect on mail.
    #[serde(default)]
    pub severity: String,
    /// Identifier of its headline's subject.
    pub harm: String,
    /// Identifier of the trend since then.
    pub trend: String,
}

impl Outcome {
    /// Judges the evidence of a domain, and compares it with an earlier check.
    #[must_use]
    pub fn from_evidence(domain: &Domain, evidence: &Evidence, before: Option<&EarlierCheck>) -> Self {
        let report = judge(domain, evidence);
        let mut outcome = Self::from_report(&report);
        outcome.before = before.map(|before| match before {
            EarlierCheck::Evidence(before) => EarlierOutcome::from_evidence(domain, before, evidence),
            EarlierCheck::Record(before) => EarlierOutcome::from_record(before, &report, evidence),
        });
        outcome
    }

    /// Compares what the row states with another earlier check, since the evidence is gone.
    #[must_use]
    pub fn compared_with(&self, domain: &Domain, before: Option<&EarlierCheck>) -> Self {
        let now = Record {
            verdict: self.verdict.clone(),
            severity: self.severity.clone(),
            errors: self.errors,
            warnings: self.warnings,
            finding: self.finding.clone(),
            ..Record::default()
        };
        let before = before.map(|check| {
            let (record, harm) = match check {
                EarlierCheck::Evidence(evidence) => {
                    let report = judge_without_texts(domain, evidence);
                    (comparable(&report), report.impact.kind.id().to_owned())
                }
                EarlierCheck::Record(record) => (Record::clone(record), self.harm_before(record)),
            };
            let trend = record.trend_to(&now).map(|trend| trend.id().to_owned()).unwrap_or_default();
            let Record { verdict, severity, .. } = record;
            EarlierOutcome { started: check.started(), verdict, severity, harm, trend }
        });
        Self { before, ..self.clone() }
    }

    /// Returns the headline's subject of an earlier row, which a table does not state: the present one if nothing else
    /// changed.
    fn harm_before(&self, record: &Record) -> String {
        let is_same = (&record.verdict, &record.severity) == (&self.verdict, &self.severity);
        if is_same { self.harm.clone() } else { ImpactKind::Verdict.id().to_owned() }
    }

    fn from_report(report: &Report) -> Self {
        let mut texts = BTreeMap::new();
        let mut record = Record::default();
        for language in Language::ALL.into_iter().filter(|language| language.is_loaded()) {
            record = words::record::record(report, language);
            let (headline, next_step) = (std::mem::take(&mut record.headline), std::mem::take(&mut record.next_step));
            texts.insert(language.tag().to_owned(), Texts { headline, next_step });
        }
        Self {
            started: report.checked_at.unix_seconds(),
            key: None,
            verdict: report.verdict.id().to_owned(),
            severity: report.impact.id().to_owned(),
            harm: report.impact.kind.id().to_owned(),
            errors: record.errors,
            warnings: record.warnings,
            finding: record.finding,
            owner: record.owner,
            unseen: report.unseen.iter().filter(|unseen| may_succeed_on_retry(&unseen.why)).count(),
            texts,
            before: None,
        }
    }

    /// Returns the verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        verdict_of(&self.verdict)
    }

    /// Returns the severity of the worst effect on mail, or `None` if too little was observed.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        Severity::from_id(&self.severity)
    }

    /// Returns the kind of the worst effect on mail.
    #[must_use]
    pub fn impact_kind(&self) -> ImpactKind {
        harm_of(&self.harm)
    }

    /// Returns the effect on mail.
    #[must_use]
    pub fn effect(&self) -> MailEffect {
        MailEffect::new(self.verdict(), self.impact_kind(), self.severity())
    }

    /// Returns the effect on mail in a few words.
    #[must_use]
    pub fn verdict_text(&self, language: Language) -> String {
        self.effect().words(language)
    }

    /// Returns the owner who must act.
    #[must_use]
    pub fn owner(&self) -> Option<Owner> {
        [Owner::PolicyFile, Owner::WebHost, Owner::Dns, Owner::MailHost]
            .into_iter()
            .find(|owner| owner.id() == self.owner)
    }

    /// Returns the severity of the worst finding, which may be worse than its effect on mail today.
    #[must_use]
    pub fn finding_severity(&self) -> Option<Severity> {
        RULES.iter().find(|rule| rule.id == self.finding).map(|rule| rule.severity)
    }

    /// Returns the texts in a language, or in one that was loaded during the check, with that language.
    #[must_use]
    pub fn texts(&self, language: Language) -> Option<(Language, &Texts)> {
        let own = self.texts.get(language.tag()).map(|texts| (language, texts));
        own.or_else(|| self.texts.iter().find_map(|(tag, texts)| Some((Language::from_tag(tag)?, texts))))
    }

    /// Returns the trend since the earlier check.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        let word = &self.before.as_ref()?.trend;
        Trend::ALL.into_iter().find(|trend| trend.id() == word)
    }

    /// Returns whether a retry may observe more.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        self.verdict() == Verdict::Unknown || self.unseen > 0
    }

    /// Returns the start time of the check.
    #[must_use]
    pub fn started(&self) -> Timestamp {
        Timestamp::from_unix(self.started)
    }
}

impl EarlierOutcome {
    fn from_evidence(domain: &Domain, before: &Evidence, now: &Evidence) -> Self {
        let compared = Compared::new(domain, before, now);
        Self {
            started: compared.since.unix_seconds(),
            verdict: compared.earlier.verdict.id().to_owned(),
            severity: compared.earlier.impact.id().to_owned(),
            harm: compared.earlier.impact.kind.id().to_owned(),
            trend: compared.trend().id().to_owned(),
        }
    }

    /// Compares a row of a table with the present check. The table does not state whether its check remembered earlier
    /// policies, so a domain is unchanged if it equals the row with or without them.
    fn from_record(before: &Record, report: &Report, evidence: &Evidence) -> Self {
        let without_memory = Evidence { history: Vec::new(), ..evidence.clone() };
        let forgetful = judge_without_texts(&report.domain, &without_memory);
        let trends = [report, &forgetful].map(|report| before.trend_to(&comparable(report)));
        let trend = if trends.contains(&Some(Trend::Same)) { Some(Trend::Same) } else { trends[0] };
        let same_verdict = before.verdict == report.verdict.id() && before.severity == report.impact.id();
        let harm = if same_verdict { report.impact.kind } else { ImpactKind::Verdict };
        Self {
            started: before.checked_at.parse::<Timestamp>().map_or(0, Timestamp::unix_seconds),
            verdict: before.verdict.clone(),
            severity: before.severity.clone(),
            harm: harm.id().to_owned(),
            trend: trend.map(|trend| trend.id().to_owned()).unwrap_or_default(),
        }
    }

    /// Returns the earlier effect on mail in a few words.
    #[must_use]
    pub fn verdict_text(&self, language: Language) -> String {
        MailEffect::new(verdict_of(&self.verdict), harm_of(&self.harm), Severity::from_id(&self.severity))
            .words(language)
    }

    /// Returns the start time of the earlier check.
    #[must_use]
    pub fn started(&self) -> Timestamp {
        Timestamp::from_unix(self.started)
    }
}

/// Returns the part of a row that is compared with a row of a table.
fn comparable(report: &Report) -> Record {
    let row = bulk::Row::new(report);
    Record {
        verdict: report.verdict.id().into(),
        severity: report.impact.id().into(),
        errors: row.errors,
        warnings: row.warnings,
        finding: row.worst.map(|finding| finding.rule.id.into()).unwrap_or_default(),
        ..Record::default()
    }
}

fn verdict_of(word: &str) -> Verdict {
    Verdict::ALL.into_iter().find(|verdict| verdict.id() == word).unwrap_or(Verdict::Unknown)
}

fn harm_of(word: &str) -> ImpactKind {
    ImpactKind::ALL.into_iter().find(|harm| harm.id() == word).unwrap_or(ImpactKind::Verdict)
}

/// Returns whether our side failed in a way that may be temporary. Questions that this server does not offer stay
/// unobserved.
const fn may_succeed_on_retry(why: &Unobserved) -> bool {
    matches!(
        why,
        Unobserved::Timeout
            | Unobserved::Busy { .. }
            | Unobserved::Unreachable { .. }
            | Unobserved::Status { .. }
            | Unobserved::Malformed { .. }
    )
}
