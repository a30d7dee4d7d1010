//! The check on show.

use std::cell::OnceCell;

use checker::{Report, judge_without_texts, with_texts};
use evidence::Evidence;
use mta_sts::Domain;

use crate::shared::Shared;

/// A check, running or done.
#[derive(Clone, Debug)]
pub struct Check {
    /// The policy domain.
    pub domain: Domain,
    /// Evidence of the check.
    pub evidence: Shared<Evidence>,
    /// Report on that evidence, without the texts to publish.
    pub report: Shared<Report>,
    /// The same report with the texts to publish, once it is asked for.
    complete_report: Shared<OnceCell<Shared<Report>>>,
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
        let report = Shared::new(judge_without_texts(&domain, &evidence));
        let complete_report = Shared::default();
        Self {
            domain,
            evidence,
            report,
            complete_report,
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

    /// Judges the check again with new evidence.
    pub(super) fn update(&mut self, evidence: Shared<Evidence>) {
        self.report = Shared::new(judge_without_texts(&self.domain, &evidence));
        self.complete_report = Shared::default();
        self.evidence = evidence;
    }

    /// Returns the report with the texts to publish. Called by the deferred module only, so that a first check does not
    /// load the code that writes these texts.
    #[must_use]
    pub fn complete_report(&self) -> &Shared<Report> {
        let complete = || Shared::new(with_texts((*self.report).clone(), &self.evidence));
        self.complete_report.get_or_init(complete)
    }
}
