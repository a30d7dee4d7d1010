//! What the check of one domain came to, as far as a row shows it: plain data that is stored as the run goes on.

use std::collections::BTreeMap;

use bulk::{Compared, Record, Trend};
use checker::{ImpactKind, Owner, Report, Severity, Verdict, judge};
use evidence::{Blind, Evidence, Timestamp};
use mta_sts::Domain;
use serde::{Deserialize, Serialize};
use words::Language;

/// What a check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// When the check began, in seconds of Unix time.
    pub started: i64,
    /// The key of the check in the history; nothing where it is not kept.
    pub key: Option<i64>,
    /// The word of the verdict.
    pub verdict: String,
    /// The word of what happens to mail at worst.
    pub severity: String,
    /// The word of what the headline is about.
    pub harm: String,
    /// How many findings are errors.
    pub errors: usize,
    /// How many findings are warnings.
    pub warnings: usize,
    /// The id of the worst finding; empty, where nothing is to be done.
    pub finding: String,
    /// The word of who must act; empty, where nothing is to be done.
    pub owner: String,
    /// Questions that got no answer, and may get one now.
    pub unseen: usize,
    /// The sentences, by language.
    pub texts: BTreeMap<String, Texts>,
    /// The check that it was compared with, if there was one.
    pub before: Option<Before>,
}

/// The sentences of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// The worst finding; without one, what happens to mail.
    pub headline: String,
    /// What to do.
    pub next_step: String,
}

/// An earlier check of the same domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// When it began, in seconds of Unix time.
    pub started: i64,
    /// The word of its verdict, judged as now.
    pub verdict: String,
    /// The word of what its headline was about.
    pub harm: String,
    /// The word of the direction since then.
    pub trend: String,
}

impl Outcome {
    /// Judges what was seen of a domain, and compares it with an earlier check.
    #[must_use]
    pub fn of(domain: &Domain, evidence: &Evidence, before: Option<&Evidence>) -> Self {
        let report = judge(domain, evidence);
        let mut outcome = Self::of_report(&report);
        outcome.before = before.map(|before| Before::of(domain, before, evidence));
        outcome
    }

    fn of_report(report: &Report) -> Self {
        let mut texts = BTreeMap::new();
        let mut record = Record::default();
        for language in Language::ALL.into_iter().filter(|language| language.is_known()) {
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
            unseen: report.unseen.iter().filter(|unseen| may_be_seen_now(&unseen.why)).count(),
            texts,
            before: None,
        }
    }

    /// The verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        verdict_of(&self.verdict)
    }

    /// What happens to mail at worst; nothing, where too little was seen.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Notice, Severity::Pass]
            .into_iter()
            .find(|severity| severity.id() == self.severity)
    }

    /// What happens to mail, in a few words.
    #[must_use]
    pub fn word(&self, language: Language) -> String {
        words::report::row_word(self.verdict(), harm_of(&self.harm), language)
    }

    /// Who must act.
    #[must_use]
    pub fn owner(&self) -> Option<Owner> {
        [Owner::PolicyFile, Owner::WebHost, Owner::Dns, Owner::MailHost]
            .into_iter()
            .find(|owner| owner.id() == self.owner)
    }

    /// The sentences in a language, or in one that was spoken when it was checked, with that language.
    #[must_use]
    pub fn texts(&self, language: Language) -> Option<(Language, &Texts)> {
        let own = self.texts.get(language.tag()).map(|texts| (language, texts));
        own.or_else(|| self.texts.iter().find_map(|(tag, texts)| Some((Language::from_tag(tag)?, texts))))
    }

    /// The direction since the earlier check.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        let word = &self.before.as_ref()?.trend;
        Trend::ALL.into_iter().find(|trend| trend.id() == word)
    }

    /// Whether asking again may show more.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        self.verdict() == Verdict::Unknown || self.unseen > 0
    }

    /// When the check began.
    #[must_use]
    pub fn started(&self) -> Timestamp {
        Timestamp::from_unix(self.started)
    }
}

impl Before {
    fn of(domain: &Domain, before: &Evidence, now: &Evidence) -> Self {
        let compared = Compared::new(domain, before, now);
        Self {
            started: compared.since.unix_seconds(),
            verdict: compared.earlier.verdict.id().to_owned(),
            harm: compared.earlier.impact.kind.id().to_owned(),
            trend: compared.trend().id().to_owned(),
        }
    }

    /// What happened to mail then, in a few words.
    #[must_use]
    pub fn word(&self, language: Language) -> String {
        words::report::row_word(verdict_of(&self.verdict), harm_of(&self.harm), language)
    }

    /// When it began.
    #[must_use]
    pub fn started(&self) -> Timestamp {
        Timestamp::from_unix(self.started)
    }
}

fn verdict_of(word: &str) -> Verdict {
    Verdict::ALL.into_iter().find(|verdict| verdict.id() == word).unwrap_or(Verdict::Unknown)
}

fn harm_of(word: &str) -> ImpactKind {
    ImpactKind::ALL.into_iter().find(|harm| harm.id() == word).unwrap_or(ImpactKind::Verdict)
}

/// Whether our side failed in a way that may pass. What this server does not offer stays unseen.
const fn may_be_seen_now(why: &Blind) -> bool {
    matches!(
        why,
        Blind::Timeout
            | Blind::Busy { .. }
            | Blind::Unreachable { .. }
            | Blind::Status { .. }
            | Blind::Malformed { .. }
    )
}
