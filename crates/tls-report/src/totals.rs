//! Totals of sessions. Different policy types may count the same sessions, so texts for people never add them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Collection, PolicyEntry, Report};

/// Totals over reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Successful sessions, as the summaries count them, over all policy types.
    pub successful: u64,
    /// Failed sessions, as the summaries count them, over all policy types.
    pub failed: u64,
    /// Failed sessions of the failure details by result type.
    pub by_result_type: BTreeMap<String, u64>,
    /// The summaries by policy type.
    pub by_policy_type: BTreeMap<String, Sessions>,
}

/// Successful and failed sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sessions {
    /// Successful sessions.
    pub successful: u64,
    /// Failed sessions.
    pub failed: u64,
}

impl Sessions {
    pub(crate) fn add(&mut self, successful: u64, failed: u64) {
        self.successful = self.successful.saturating_add(successful);
        self.failed = self.failed.saturating_add(failed);
    }
}

impl Totals {
    /// Returns the totals of one report.
    #[must_use]
    pub fn from_report(report: &Report) -> Self {
        let mut totals = Self::default();
        for entry in &report.policies {
            totals.add_entry(entry);
        }
        totals
    }

    /// Adds other totals.
    pub fn add(&mut self, other: &Self) {
        self.successful = self.successful.saturating_add(other.successful);
        self.failed = self.failed.saturating_add(other.failed);
        for (result_type, count) in &other.by_result_type {
            add(&mut self.by_result_type, result_type, *count);
        }
        for (policy_type, sessions) in &other.by_policy_type {
            self.sessions_of_type(policy_type).add(sessions.successful, sessions.failed);
        }
    }

    fn add_entry(&mut self, entry: &PolicyEntry) {
        self.successful = self.successful.saturating_add(entry.successful);
        self.failed = self.failed.saturating_add(entry.failed);
        self.sessions_of_type(entry.policy_type.id()).add(entry.successful, entry.failed);
        for failure in &entry.failures {
            add(&mut self.by_result_type, failure.result_type.id(), failure.count);
        }
    }

    fn sessions_of_type(&mut self, policy_type: &str) -> &mut Sessions {
        self.by_policy_type.entry(policy_type.to_owned()).or_default()
    }
}

/// Adds a count. Result types that occur only in warnings are left out.
fn add(sums: &mut BTreeMap<String, u64>, name: &str, count: u64) {
    if count == 0 {
        return;
    }
    match sums.get_mut(name) {
        Some(sum) => *sum = sum.saturating_add(count),
        None => {
            sums.insert(name.to_owned(), count);
        }
    }
}

impl Collection {
    /// Returns the totals of all reports that count.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for report in self.reports() {
            totals.add(&Totals::from_report(report));
        }
        totals
    }
}
