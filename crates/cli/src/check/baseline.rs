//! An earlier run, and the changes since.

use std::{collections::HashMap, path::Path};

use bulk::Compared;
use checker::{Finding, Report, Severity, Verdict};
use evidence::Evidence;
use mta_sts::Domain;

use crate::{evidence_file, exit_status::ExitStatus, failure::Failure};

/// The latest check of each domain in an earlier run.
pub(super) struct Baseline(HashMap<Domain, Evidence>);

/// A domain compared with the baseline.
pub(super) enum Comparison {
    /// The baseline lacks the domain.
    New,
    /// The baseline has it.
    Known(Box<Compared>),
}

impl Baseline {
    /// Reads the output of `check --format json` or `jsonl`.
    ///
    /// # Errors
    ///
    /// Returns [`Failure::Read`], [`Failure::TooLarge`] or [`Failure::NotEvidence`].
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let mut latest: HashMap<Domain, Evidence> = HashMap::new();
        for (domain, evidence) in evidence_file::read_results_file(path)? {
            let is_older = latest.get(&domain).is_some_and(|known| known.started > evidence.started);
            if !is_older {
                latest.insert(domain, evidence);
            }
        }
        Ok(Self(latest))
    }

    /// Compares a check with that of the baseline. Parts that one of them did not observe are not compared.
    pub(super) fn compare(&self, domain: &Domain, evidence: &Evidence) -> Comparison {
        let Some(before) = self.0.get(domain) else { return Comparison::New };
        Comparison::Known(Box::new(Compared::new(domain, before, evidence)))
    }
}

impl Comparison {
    /// Returns whether there is nothing to print.
    pub(super) fn is_unchanged(&self) -> bool {
        matches!(self, Self::Known(known) if known.changes().is_empty())
    }
}

/// Returns the exit status from new findings only. A check with too few observations for a verdict cannot show what is
/// new.
pub(super) fn exit_status(compared: &Compared, report: &Report) -> ExitStatus {
    let is_error = |finding: &&Finding| finding.rule.severity == Severity::Error;
    if compared.changes().new.iter().any(is_error) {
        ExitStatus::ErrorsFound
    } else if report.verdict == Verdict::Unknown {
        ExitStatus::Unknown
    } else {
        ExitStatus::NoErrors
    }
}
