//! The check on show.

use std::cell::OnceCell;

use checker::{Report, judge_without_texts, with_texts};
use evidence::Evidence;
use mta_sts::Domain;

use crate::shared::Shared;

/// Reports on the evidence of a check, each made when it is first asked for.
#[derive(Debug, Default)]
struct Reports {
    without_texts: OnceCell<Shared<Report>>,
    complete: OnceCell<Shared<Report>>,
}

/// A check, running or done.
#[derive(Clone, Debug)]
pub struct Check {
    /// The policy domain.
    pub domain: Domain,
    /// Evidence of the check.
    pub evidence: Shared<Evidence>,
    reports: Shared<Reports>,
    /// Whether answers are still to come.
    pub running: bool,
    /// Whether it is an earlier check, which this browser kept.
    pub kept: bool,
    /// Duration in milliseconds; 0 for a running or kept check.
    pub took_ms: u32,
    /// Resolvers that were asked first and did not answer.
    pub failed_resolvers: Vec<String>,
}

impl Check {
    /// Creates a check that starts.
    #[must_use]
    pub fn running(domain: Domain, evidence: Shared<Evidence>) -> Self {
        Self {
            domain,
            evidence,
            reports: Shared::default(),
            running: true,
            kept: false,
            took_ms: 0,
            failed_resolvers: Vec::new(),
        }
    }

    /// Creates an earlier check.
    pub(super) fn kept(domain: Domain, evidence: Shared<Evidence>) -> Self {
        Self { kept: true, running: false, ..Self::running(domain, evidence) }
    }

    /// Replaces the evidence, on which the next report rests.
    pub(super) fn update(&mut self, evidence: Shared<Evidence>) {
        self.reports = Shared::default();
        self.evidence = evidence;
    }

    /// Returns the report on the evidence, without the texts to publish.
    #[must_use]
    pub fn report(&self) -> &Shared<Report> {
        let judge = || Shared::new(judge_without_texts(&self.domain, &self.evidence));
        self.reports.without_texts.get_or_init(judge)
    }

    /// Returns the report with the texts to publish. Called by the deferred module only, so that a first check does not
    /// load the code that writes these texts.
    #[must_use]
    pub fn complete_report(&self) -> &Shared<Report> {
        let complete = || Shared::new(with_texts(Report::clone(self.report()), &self.evidence));
        self.reports.complete.get_or_init(complete)
    }
}
