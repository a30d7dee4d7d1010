//! The key that identifies copies of a report. The report id is not enough: some senders use one id for all domains of
//! a run.

use smol_str::{SmolStr, StrExt};

use crate::{Failure, PolicyEntry, PolicyType, Report, ReportTime};

/// Sender, id, range and policies. Without an id, the counts are part of the key, so that only real copies match.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    organization: Option<SmolStr>,
    report_id: Option<SmolStr>,
    start: Option<ReportTime>,
    end: Option<ReportTime>,
    policies: Vec<(PolicyType, Option<SmolStr>)>,
    content: Option<Content>,
}

impl Key {
    pub(super) fn from_report(report: &Report) -> Self {
        let mut policies: Vec<_> =
            report.policies.iter().map(|entry| (entry.policy_type.clone(), entry.domain.clone())).collect();
        policies.sort();
        policies.dedup();
        Self {
            organization: report.organization.as_ref().map(|name| name.trim().to_lowercase_smolstr()),
            report_id: report.report_id.clone(),
            start: report.start,
            end: report.end,
            policies,
            content: report.report_id.is_none().then(|| Content::from_report(report)),
        }
    }
}

/// All counts of a report, in an order that does not depend on how the report orders them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Content(Vec<EntryContent>);

/// Policy type and domain, successful and failed sessions, and the sorted failures.
type EntryContent = (PolicyType, Option<SmolStr>, u64, u64, Vec<Failure>);

impl Content {
    pub(super) fn from_report(report: &Report) -> Self {
        let of_entry = |entry: &PolicyEntry| {
            let mut failures = entry.failures.clone();
            failures.sort();
            (entry.policy_type.clone(), entry.domain.clone(), entry.successful, entry.failed, failures)
        };
        let mut entries: Vec<_> = report.policies.iter().map(of_entry).collect();
        entries.sort();
        Self(entries)
    }
}

/// Returns everything that may differ between copies, except notes and place.
pub(super) fn copy_order(report: &Report) -> impl Ord + use<'_> {
    (&report.organization, &report.contact, &report.recipient, &report.policies)
}
