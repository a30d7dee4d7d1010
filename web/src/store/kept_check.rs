//! A check that this browser keeps, of the domain that is on show. It is read and judged on demand: most of them are never looked
//! at, and a large one must not hold up a visit.

use std::{cell::OnceCell, fmt, rc::Rc};

use checker::{Verdict, judge};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;

use crate::shared::Shared;

/// Reads the evidence of a kept check; nothing, where it cannot be read.
pub type ReadEvidence = Rc<dyn Fn() -> Option<Evidence>>;

/// An earlier check, judged by today's rules.
#[derive(Clone)]
pub struct KeptCheck {
    /// Its key in the browser's storage.
    pub key: i64,
    /// When it began, if that can be read.
    pub started: Option<Timestamp>,
    read: ReadEvidence,
    evidence: OnceCell<Option<Shared<Evidence>>>,
    verdict: OnceCell<Verdict>,
}

impl KeptCheck {
    /// A check under this key, of which only the head was read.
    #[must_use]
    pub fn new(key: i64, started: Option<Timestamp>, read: ReadEvidence) -> Self {
        Self { key, started, read, evidence: OnceCell::new(), verdict: OnceCell::new() }
    }

    /// A check that was read already.
    #[must_use]
    pub fn from_evidence(key: i64, evidence: Evidence) -> Self {
        Self::new(key, Some(evidence.started), Rc::new(move || Some(evidence.clone())))
    }

    /// All that was asked and answered; nothing, if this version of the page cannot read it.
    #[must_use]
    pub fn evidence(&self) -> Option<&Shared<Evidence>> {
        let readable = |evidence: &Evidence| evidence.domain.parse::<Domain>().is_ok();
        self.evidence.get_or_init(|| (self.read)().filter(readable).map(Shared::new)).as_ref()
    }

    /// What it amounts to; nothing, if it cannot be read.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let evidence = self.evidence()?;
        let domain: Domain = evidence.domain.parse().ok()?;
        Some(*self.verdict.get_or_init(|| judge(&domain, evidence).verdict))
    }
}

impl fmt::Debug for KeptCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptCheck").field("key", &self.key).field("started", &self.started).finish_non_exhaustive()
    }
}

/// What this browser keeps of one domain.
#[derive(Debug)]
pub struct EarlierChecks {
    /// The domain.
    pub domain: String,
    /// Its checks, the latest first.
    pub checks: Vec<KeptCheck>,
    /// A record without answers that remembers what all of them saw.
    memory: Option<Evidence>,
}

impl EarlierChecks {
    /// Reads what the checks of a domain saw: once, since every answer of the present check is judged with it.
    #[must_use]
    pub fn read(domain: String, checks: Vec<KeptCheck>) -> Self {
        let all = || checks.iter().filter_map(KeptCheck::evidence);
        let latest = all().map(|evidence| evidence.started).max();
        let memory = domain.parse::<Domain>().ok().zip(latest).map(|(name, latest)| {
            // Only what is older than a check is remembered by it.
            let blank = Evidence::new(&name, name.as_str(), latest.plus_seconds(1));
            all().fold(blank, |memory, earlier| checker::with_earlier_history(memory, earlier))
        });
        Self { domain, checks, memory }
    }

    /// The evidence, remembering what the earlier checks of its domain saw.
    #[must_use]
    pub fn remembered_by(&self, evidence: Evidence) -> Evidence {
        match &self.memory {
            Some(memory) => evidence.with_history_of(memory, None),
            None => evidence,
        }
    }

    /// Whether there is nothing to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.memory.is_none()
    }
}
