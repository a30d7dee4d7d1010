//! Groups of failures: what failed, where, for which domain, in which period, and why.

use std::collections::{BTreeMap, btree_map::Entry};

use serde::Serialize;
use smol_str::SmolStr;

use crate::{Cause, Collection, Failure, Owner, PolicyEntry, PolicyType, Report, ReportTime, ResultType};

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
    pub policy_domain: Option<SmolStr>,
    /// The MX host in lower case; `None` if no session took place.
    pub receiving_mx: Option<SmolStr>,
    /// The sender.
    pub sending_organization: Option<SmolStr>,
    /// Failed sessions; 0 if the sender only warns.
    pub sessions: u64,
    /// The start of the first report.
    pub first: Option<ReportTime>,
    /// The end of the last report.
    pub last: Option<ReportTime>,
    /// The party that can fix it.
    pub owner: Owner,
    /// Its cause.
    pub cause: Cause,
    /// Reason codes as written, sorted; only a few are kept.
    pub reasons: Vec<SmolStr>,
}

/// What the failures of a group have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Id<'a> {
    result_type: &'a ResultType,
    policy_type: &'a PolicyType,
    policy_domain: Option<&'a SmolStr>,
    receiving_mx: Option<SmolStr>,
    sending_organization: Option<&'a SmolStr>,
    cause: Cause,
}

impl Collection {
    /// Returns the cause and the sessions of every failure, including those that a summary counts beyond the details.
    pub fn causes(&self) -> impl Iterator<Item = (Cause, u64)> {
        self.reports().flat_map(|report| &report.policies).flat_map(|entry| {
            let details = entry.failures.iter().map(|failure| (Cause::from_failure(entry, failure), failure.count));
            details.chain(unexplained(entry).map(|failure| (Cause::NoDetails, failure.count)))
        })
    }

    /// Returns all groups, most sessions first.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let entries = || self.reports().flat_map(|report| report.policies.iter().map(move |entry| (report, entry)));
        let unexplained: Vec<_> =
            entries().filter_map(|(report, entry)| Some((report, entry, unexplained(entry)?))).collect();
        let mut groups = BTreeMap::new();
        for (report, entry) in entries() {
            for failure in &entry.failures {
                add(&mut groups, report, entry, failure, Cause::from_failure(entry, failure));
            }
        }
        for (report, entry, failure) in &unexplained {
            add(&mut groups, report, entry, failure, Cause::NoDetails);
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.sessions));
        groups
    }
}

fn add<'a>(
    groups: &mut BTreeMap<Id<'a>, Group>,
    report: &'a Report,
    entry: &'a PolicyEntry,
    failure: &'a Failure,
    cause: Cause,
) {
    let id = Id {
        result_type: &failure.result_type,
        policy_type: &entry.policy_type,
        policy_domain: entry.domain.as_ref().or(entry.guessed_domain.as_ref()),
        receiving_mx: failure.host(),
        sending_organization: report.organization.as_ref(),
        cause,
    };
    let group = match groups.entry(id) {
        Entry::Occupied(group) => group.into_mut(),
        Entry::Vacant(vacant) => {
            let group = Group::new(vacant.key(), report);
            vacant.insert(group)
        }
    };
    group.sessions = group.sessions.saturating_add(failure.count);
    group.first = [group.first, report.start].into_iter().flatten().min();
    group.last = group.last.max(report.end);
    if let Some(reason) = &failure.reason
        && let Err(at) = group.reasons.binary_search(reason)
        && at < MAX_REASONS
    {
        group.reasons.insert(at, reason.clone());
        group.reasons.truncate(MAX_REASONS);
    }
}

impl Group {
    /// Creates a group without sessions.
    fn new(id: &Id<'_>, report: &Report) -> Self {
        Self {
            result_type: id.result_type.clone(),
            policy_type: id.policy_type.clone(),
            policy_domain: id.policy_domain.cloned(),
            receiving_mx: id.receiving_mx.clone(),
            sending_organization: id.sending_organization.cloned(),
            sessions: 0,
            first: report.start,
            last: report.end,
            owner: id.cause.owner(),
            cause: id.cause,
            reasons: Vec::new(),
        }
    }
}

/// Returns the failures that the summary counts beyond the details.
fn unexplained(entry: &PolicyEntry) -> Option<Failure> {
    let details = entry.failures.iter().fold(0_u64, |sum, failure| sum.saturating_add(failure.count));
    let count = entry.failed.checked_sub(details).filter(|count| *count > 0)?;
    Some(Failure {
        result_type: ResultType::Missing,
        sending_mta_ip: None,
        receiving_mx: None,
        receiving_ip: None,
        helo: None,
        count,
        information: None,
        reason: None,
    })
}
