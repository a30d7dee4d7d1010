//! The check on show.

use checker::{Report, judge};
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
    /// Report on that evidence.
    pub report: Shared<Report>,
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
    pub(super) fn running(domain: Domain, evidence: Shared<Evidence>) -> Self {
        let report = Shared::new(judge(&domain, &evidence));
        Self { domain, evidence, report, running: true, kept: false, took_ms: 0, failed_resolvers: Vec::new() }
    }

    /// Creates an earlier check.
    pub(super) fn kept(domain: Domain, evidence: Shared<Evidence>) -> Self {
        Self { kept: true, running: false, ..Self::running(domain, evidence) }
    }

    /// Judges the check again with new evidence.
    pub(super) fn update(&mut self, evidence: Shared<Evidence>) {
        self.report = Shared::new(judge(&self.domain, &evidence));
        self.evidence = evidence;
    }
}
