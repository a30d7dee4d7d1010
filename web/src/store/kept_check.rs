//! A check that this browser keeps. It is read and judged on demand: most of them are never looked at, and a large one must not
//! hold up a visit.

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
    pub key: f64,
    /// The policy domain, as it stands there; none, if not even that can be read.
    pub domain: Option<String>,
    /// What was typed, if it differs from the domain.
    pub typed: Option<String>,
    /// When it began, if that can be read.
    pub started: Option<Timestamp>,
    read: ReadEvidence,
    evidence: OnceCell<Option<Shared<Evidence>>>,
    verdict: OnceCell<Verdict>,
}

impl KeptCheck {
    /// A check under this key, of which only the head was read.
    #[must_use]
    pub fn new(
        key: f64,
        domain: Option<String>,
        typed: Option<String>,
        started: Option<Timestamp>,
        read: ReadEvidence,
    ) -> Self {
        Self { key, domain, typed, started, read, evidence: OnceCell::new(), verdict: OnceCell::new() }
    }

    /// A check that was read already.
    #[must_use]
    pub fn from_evidence(key: f64, evidence: Evidence) -> Self {
        let (domain, typed, started) = (evidence.domain.clone(), evidence.typed.clone(), evidence.started);
        Self::new(key, Some(domain), typed, Some(started), Rc::new(move || Some(evidence.clone())))
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

    /// Whether it is a check of this domain. The evidence is not read for it.
    #[must_use]
    pub fn is_of(&self, domain: &str) -> bool {
        self.domain.as_deref() == Some(domain)
    }
}

impl fmt::Debug for KeptCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptCheck").field("key", &self.key).field("domain", &self.domain).finish_non_exhaustive()
    }
}
