//! The facts that reports and a live check show about one policy domain. The reasons of an answer evaluate them.

use std::collections::{BTreeMap, BTreeSet};

use mta_sts::Mode;
use smol_str::SmolStr;

use crate::{
    Cause, Collection, DAY, Group, Live, PolicyEntry, PolicyType, Report, ReportTime, ReportedPolicy, Sessions, Totals,
    cause, periods, policy_string::same_patterns,
};

/// Failures count as recent within this many days before the newest report's end.
pub(crate) const RECENT_DAYS: i64 = 14;

/// Facts about one domain.
pub(crate) struct Facts<'a> {
    pub live: Option<&'a Live>,
    /// The mode of the live policy, or else of the policy that a sender reported last.
    pub mode: Option<Mode>,
    pub totals: Totals,
    /// Sessions under MTA-STS.
    pub sts: Sessions,
    /// Complete UTC days that MTA-STS entries with sessions cover, since the policy last changed.
    pub days: i64,
    /// The number of senders of these entries.
    pub senders: usize,
    /// The end of the newest report.
    pub newest: Option<ReportTime>,
    /// Senders that reported a policy with other `mx` lines than the one in force.
    pub senders_with_older_policy: Vec<String>,
    pub groups: Vec<Group>,
    /// For each sender, the latest start of a report with MTA-STS sessions and no failure.
    last_clean: BTreeMap<Option<SmolStr>, ReportTime>,
    patterns: Vec<SmolStr>,
}

impl<'a> Facts<'a> {
    /// Derives the facts from the part of reports about a domain.
    pub(crate) fn new(about: &Collection, domain: &str, live: Option<&'a Live>) -> Self {
        let reported = about.newest_policy(domain);
        let live_policy = live.and_then(|live| live.policy.clone());
        let in_force = live_policy.or_else(|| reported.clone());
        let mode = live.and_then(Live::mode).or(reported.and_then(|policy| policy.mode));
        let patterns = in_force.as_ref().map(|policy| policy.mx.clone()).unwrap_or_default();
        let totals = about.totals();
        let mut facts = Self {
            live,
            mode,
            sts: totals.by_policy_type.get(PolicyType::Sts.id()).copied().unwrap_or_default(),
            totals,
            days: 0,
            senders: 0,
            newest: about.reports().filter_map(|report| report.end).max(),
            senders_with_older_policy: Vec::new(),
            groups: about.groups(),
            last_clean: BTreeMap::new(),
            patterns,
        };
        facts.add_periods(about, in_force.as_ref());
        facts
    }

    fn add_periods(&mut self, about: &Collection, in_force: Option<&ReportedPolicy>) {
        let (mut ranges, mut older) = (BTreeMap::<_, Vec<_>>::new(), BTreeSet::new());
        for report in about.reports() {
            for entry in report.policies.iter().filter(|entry| is_evidence(entry)) {
                self.add_clean(report, entry);
                if is_older(entry, in_force) {
                    older.insert(report.organization.as_deref().unwrap_or_default().to_owned());
                } else {
                    ranges.entry(report.organization.clone()).or_default().extend(periods::range(report));
                }
            }
        }
        (self.senders, self.senders_with_older_policy) = (ranges.len(), older.into_iter().collect());
        self.days = periods::whole_days(ranges);
    }

    fn add_clean(&mut self, report: &Report, entry: &PolicyEntry) {
        let is_clean = entry.successful > 0 && entry.failed == 0 && entry.failures.is_empty();
        if let Some(start) = report.start.filter(|_| is_clean) {
            let last_clean = self.last_clean.entry(report.organization.clone()).or_insert(start);
            *last_clean = start.max(*last_clean);
        }
    }

    /// Returns failures at mail servers under MTA-STS, including warnings about an MX host outside the policy.
    pub(crate) fn refusals(&self) -> impl Iterator<Item = &Group> {
        let refuses = |group: &&Group| {
            group.policy_type == PolicyType::Sts && !group.result_type.is_policy_fetch() && !group.result_type.is_dane()
        };
        let counts = |group: &&Group| group.sessions > 0 || group.cause == Cause::MxNotInPolicy;
        self.groups.iter().filter(refuses).filter(counts).filter(|group| !self.is_listed_now(group))
    }

    /// Returns whether an MX host was outside the policy at the time of the report and is covered now.
    fn is_listed_now(&self, group: &Group) -> bool {
        let host = group.receiving_mx.as_deref();
        self.live.is_some()
            && group.cause == Cause::MxNotInPolicy
            && host.is_some_and(|host| cause::covers(&self.patterns, host))
    }

    /// Returns whether a live check shows that the failing host is not an MX host.
    pub(crate) fn is_gone(&self, group: &Group) -> bool {
        let host = group.receiving_mx.as_deref();
        self.live.is_some_and(|live| !live.mx.is_empty() && host.is_some_and(|host| !live.has_host(host)))
    }

    /// Returns whether the last failure is recent. A failure without a date is recent.
    pub(crate) fn is_recent(&self, group: &Group) -> bool {
        let (Some(last), Some(newest)) = (group.last, self.newest) else { return true };
        last.unix_seconds() > newest.unix_seconds() - RECENT_DAYS * DAY
    }

    /// Returns whether the same sender later reports a day without failures.
    pub(crate) fn is_fixed(&self, group: &Group) -> bool {
        let last_clean = self.last_clean.get(&group.sending_organization);
        group.last.zip(last_clean.copied()).is_some_and(|(last, last_clean)| last_clean >= last)
    }
}

/// Returns whether an entry counts: an MTA-STS entry without sessions proves nothing.
fn is_evidence(entry: &PolicyEntry) -> bool {
    entry.policy_type == PolicyType::Sts && entry.successful.saturating_add(entry.failed) > 0
}

fn is_older(entry: &PolicyEntry, in_force: Option<&ReportedPolicy>) -> bool {
    let reported = entry.policy.as_ref().map(|policy| &policy.mx).filter(|mx| !mx.is_empty());
    let now = in_force.map(|policy| &policy.mx).filter(|mx| !mx.is_empty());
    reported.zip(now).is_some_and(|(reported, now)| !same_patterns(reported, now))
}
