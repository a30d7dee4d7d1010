//! Groups of failures: what failed, where, for which domain, in which period, and why.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Cause, Collection, Failure, Moment, Owner, PolicyEntry, PolicyType, Report, ResultType};

/// The maximum number of reason codes per group.
const MAX_REASONS: usize = 5;

/// Failures of one kind at one MX host that one sender reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// `result-type`.
    pub result_type: ResultType,
    /// The policy type of the entry. MTA-STS and DANE failures are never added together.
    pub policy_type: PolicyType,
    /// The policy domain, as reported or guessed.
    pub policy_domain: Option<String>,
    /// The MX host in lower case; `None` if no session took place.
    pub receiving_mx: Option<String>,
    /// The sender.
    pub sending_organization: Option<String>,
    /// Failed sessions; 0 if the sender only warns.
    pub sessions: u64,
    /// The start of the first report.
    pub first: Option<Moment>,
    /// The end of the last report.
    pub last: Option<Moment>,
    /// The party that can fix it.
    pub owner: Owner,
    /// Its cause.
    pub cause: Cause,
    /// Reason codes as written, sorted; only a few are kept.
    pub reasons: Vec<String>,
}

type Id = (ResultType, PolicyType, Option<String>, Option<String>, Option<String>, Cause);

impl Collection {
    /// Returns all groups, most sessions first.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let mut groups = BTreeMap::new();
        for report in self.reports() {
            for entry in &report.policies {
                for failure in &entry.failures {
                    add(&mut groups, report, entry, failure, Cause::from_failure(entry, failure));
                }
                add_unexplained(&mut groups, report, entry);
            }
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.sessions));
        groups
    }
}

fn add(groups: &mut BTreeMap<Id, Group>, report: &Report, entry: &PolicyEntry, failure: &Failure, cause: Cause) {
    let (domain, organization) = (entry.policy_domain().map(str::to_owned), report.organization.clone());
    let id = (failure.result_type.clone(), entry.policy_type.clone(), domain, failure.host(), organization, cause);
    let group = groups.entry(id.clone()).or_insert_with(|| {
        let (result_type, policy_type, policy_domain, receiving_mx, sending_organization, cause) = id;
        let (first, last, owner) = (report.start, report.end, cause.owner());
        let (sessions, reasons) = (0, Vec::new());
        Group {
            result_type,
            policy_type,
            policy_domain,
            receiving_mx,
            sending_organization,
            sessions,
            first,
            last,
            owner,
            cause,
            reasons,
        }
    });
    group.sessions = group.sessions.saturating_add(failure.count);
    group.first = [group.first, report.start].into_iter().flatten().min();
    group.last = group.last.max(report.end);
    if let Some(reason) = &failure.reason
        && let Err(at) = group.reasons.binary_search(reason)
    {
        group.reasons.insert(at, reason.clone());
        group.reasons.truncate(MAX_REASONS);
    }
}

/// Adds failures that the summary counts beyond the details.
fn add_unexplained(groups: &mut BTreeMap<Id, Group>, report: &Report, entry: &PolicyEntry) {
    let details = entry.failures.iter().fold(0_u64, |sum, failure| sum.saturating_add(failure.count));
    let count = entry.failed.saturating_sub(details);
    if count > 0 {
        let failure = Failure {
            result_type: ResultType::Missing,
            sending_mta_ip: None,
            receiving_mx: None,
            receiving_ip: None,
            helo: None,
            count,
            information: None,
            reason: None,
        };
        add(groups, report, entry, &failure, Cause::NoDetails);
    }
}
