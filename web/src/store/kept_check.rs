//! Kept checks of the domain on show. They are read and judged on demand: most are never viewed, and a large one must
//! not delay a visit.

use std::{cell::OnceCell, fmt, rc::Rc};

use checker::{Verdict, judge_without_texts};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;

use crate::shared::Shared;

/// Function that reads the evidence of a kept check. It returns `None` if that is unreadable.
pub type ReadEvidence = Rc<dyn Fn() -> Option<Evidence>>;

/// An earlier check, judged by today's rules.
#[derive(Clone)]
pub struct KeptCheck {
    /// Key in the browser's storage.
    pub key: i64,
    /// Start time, if readable.
    pub started: Option<Timestamp>,
    read: ReadEvidence,
    evidence: OnceCell<Option<Shared<Evidence>>>,
    verdict: OnceCell<Verdict>,
}

impl KeptCheck {
    /// Creates a check of which only the head was read.
    #[must_use]
    pub fn new(key: i64, started: Option<Timestamp>, read: ReadEvidence) -> Self {
        Self { key, started, read, evidence: OnceCell::new(), verdict: OnceCell::new() }
    }

    /// Creates a check from evidence that was read already.
    #[must_use]
    pub fn from_evidence(key: i64, evidence: Evidence) -> Self {
        Self::new(key, Some(evidence.started), Rc::new(move || Some(evidence.clone())))
    }

    /// Returns the evidence, or `None` if this version of the page cannot read it.
    #[must_use]
    pub fn evidence(&self) -> Option<&Shared<Evidence>> {
        let readable = |evidence: &Evidence| evidence.domain.parse::<Domain>().is_ok();
        self.evidence.get_or_init(|| (self.read)().filter(readable).map(Shared::new)).as_ref()
    }

    /// Returns the verdict, or `None` if the evidence is unreadable.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let evidence = self.evidence()?;
        let domain: Domain = evidence.domain.parse().ok()?;
        Some(*self.verdict.get_or_init(|| judge_without_texts(&domain, evidence).verdict))
    }
}

impl fmt::Debug for KeptCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptCheck").field("key", &self.key).field("started", &self.started).finish_non_exhaustive()
    }
}

/// Kept checks of one domain.
#[derive(Debug)]
pub struct EarlierChecks {
    /// The domain.
    pub domain: String,
    /// Its checks, the latest first.
    pub checks: Vec<KeptCheck>,
    /// Evidence without answers that holds the history of all checks.
    history: Option<Evidence>,
}

impl EarlierChecks {
    /// Collects the history of a domain's checks. This is done once, since every answer of the present check is judged
    /// with it.
    #[must_use]
    pub fn new(domain: String, checks: Vec<KeptCheck>) -> Self {
        let all = || checks.iter().filter_map(KeptCheck::evidence);
        let latest = all().map(|evidence| evidence.started).max();
        let history = domain.parse::<Domain>().ok().zip(latest).map(|(name, latest)| {
            // A record takes over only history from before its own start, so it must start after the latest check.
            let blank = Evidence::new(&name, name.as_str(), latest.plus_seconds(1));
            all().fold(blank, |history, earlier| checker::with_earlier_history(history, earlier))
        });
        Self { domain, checks, history }
    }

    /// Returns the evidence together with the history from earlier checks of its domain.
    #[must_use]
    pub fn with_earlier_history(&self, evidence: Evidence) -> Evidence {
        match &self.history {
            Some(history) => evidence.with_history_of(history, None),
            None => evidence,
        }
    }

    /// Returns whether there is no history.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.history.is_none()
    }
}
