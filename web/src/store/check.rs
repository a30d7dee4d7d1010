//! The check that is shown.

use checker::{Report, judge};
use evidence::Evidence;
use mta_sts::Domain;

use crate::shared::Shared;

/// A check, running or done.
#[derive(Clone, Debug)]
pub struct Check {
    /// The policy domain.
    pub domain: Domain,
    /// All that was asked and answered.
    pub evidence: Shared<Evidence>,
    /// What it amounts to.
    pub report: Shared<Report>,
    /// Whether answers are still to come.
    pub running: bool,
    /// It was done before, and kept by this browser.
    pub kept: bool,
    /// How long it took, in milliseconds; 0 while it runs and for one that was kept.
    pub took_ms: u32,
    /// Resolvers that were asked first and did not answer.
    pub failed_resolvers: Vec<String>,
}

impl Check {
    /// A check that begins.
    pub(super) fn running(domain: Domain, evidence: Shared<Evidence>) -> Self {
        let report = Shared::new(judge(&domain, &evidence));
        Self { domain, evidence, report, running: true, kept: false, took_ms: 0, failed_resolvers: Vec::new() }
    }

    /// A check of before.
    pub(super) fn kept(domain: Domain, evidence: Shared<Evidence>) -> Self {
        Self { kept: true, running: false, ..Self::running(domain, evidence) }
    }

    /// Judges it again, with other evidence.
    pub(super) fn update(&mut self, evidence: Shared<Evidence>) {
        self.report = Shared::new(judge(&self.domain, &evidence));
        self.evidence = evidence;
    }
}
