//! An earlier run, and what changed since.

use std::{collections::HashMap, path::Path};

use bulk::Compared;
use checker::{Finding, Report, Severity, Verdict};
use evidence::Evidence;
use mta_sts::Domain;

use crate::{evidence_file, exit_status::ExitStatus, failure::Failure};

/// The latest check of each domain in an earlier run.
pub(super) struct Baseline(HashMap<Domain, Evidence>);

/// A domain beside the baseline.
pub(super) enum Comparison {
    /// The baseline lacks the domain.
    New,
    /// The baseline has it.
    Known(Box<Compared>),
}

impl Baseline {
    /// Reads what `check --format json` or `jsonl` printed.
    ///
    /// # Errors
    ///
    /// [`Failure::Read`], [`Failure::TooLarge`] and [`Failure::NotEvidence`].
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let mut latest: HashMap<Domain, Evidence> = HashMap::new();
        for (domain, evidence) in evidence_file::results(path)? {
            let is_older = latest.get(&domain).is_some_and(|known| known.started > evidence.started);
            if !is_older {
                latest.insert(domain, evidence);
            }
        }
        Ok(Self(latest))
    }

    /// Compares a check with the one of the baseline. What one of them could not see is not compared.
    pub(super) fn compare(&self, domain: &Domain, evidence: &Evidence) -> Comparison {
        let Some(before) = self.0.get(domain) else { return Comparison::New };
        Comparison::Known(Box::new(Compared::new(domain, before, evidence)))
    }
}

impl Comparison {
    /// Whether there is nothing to print.
    pub(super) fn is_unchanged(&self) -> bool {
        matches!(self, Self::Known(known) if known.changes().is_empty())
    }
}

/// Counts only what is new. A check that saw too little for a verdict cannot tell what is new.
pub(super) fn ending(compared: &Compared, report: &Report) -> ExitStatus {
    let is_error = |finding: &&Finding| finding.rule.severity == Severity::Error;
    if compared.changes().new.iter().any(is_error) {
        ExitStatus::ErrorsFound
    } else if report.verdict == Verdict::Unknown {
        ExitStatus::Unknown
    } else {
        ExitStatus::NoErrors
    }
}
