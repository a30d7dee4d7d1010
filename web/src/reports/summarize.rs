//! Summarizes a collection of reports.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use tls_report::{
    Collection, GivenReason, Group, Live, PolicyEntry, PolicyType, ReadCounts, Report, ReportTime, Skipped, SmolStr,
    Totals,
};

use super::summary::{
    Answer, Day, Failure, Gap, HeldPolicy, PolicyTypeCount, Reason, Sender, SessionCount, SkippedFile, Summary,
};

/// Largest number of rows per table. The exports have all.
const MAX_ROWS: usize = 500;

/// Largest number of domains to choose from.
const MAX_DOMAINS: usize = 10_000;

/// Largest number of days in the chart. Bars of more days would be thinner than a line.
const MAX_DAYS: usize = 400;

/// Reports, with files and mails found along the way.
#[derive(Clone, Copy, Debug)]
pub struct SummaryInput<'a> {
    /// The reports.
    pub collection: &'a Collection,
    /// Skipped files and members.
    pub skipped: &'a [Skipped],
    /// Numbers of mails.
    pub mail_counts: ReadCounts,
}

/// Summarizes the reports of a domain, or of the one with the most reports. `live` is a check of that domain.
#[must_use]
pub fn summarize(input: SummaryInput<'_>, domain: Option<&str>, live: Option<&Live>) -> Summary {
    let SummaryInput { collection, skipped, mail_counts } = input;
    let domains = collection.domains();
    let counts = report_counts(collection);
    let count = |domain: &String| counts.get(domain.as_str()).copied().unwrap_or_default();
    let shown = domain.filter(|domain| domains.iter().any(|one| one == domain)).map(str::to_owned);
    let shown = shown.or_else(|| domains.iter().rev().max_by_key(|domain| count(domain)).cloned());
    let (domains, domains_left_out) = most_reported(domains, count, MAX_DOMAINS);
    let copies = collection.counted().map(|counted| counted.copies - 1).sum();
    let skip = |one: &Skipped| SkippedFile {
        file: one.file.clone(),
        member: one.member.clone(),
        why: one.why.id().to_owned(),
        fault: one.fault,
    };
    let summary = Summary {
        reports: collection.len(),
        copies,
        skipped: skipped.iter().take(MAX_ROWS).map(skip).collect(),
        skipped_left_out: skipped.len().saturating_sub(MAX_ROWS),
        mails: (mail_counts.mails, mail_counts.mails_without_report),
        domains,
        domains_left_out,
        ..Summary::default()
    };
    match shown {
        Some(domain) => summarize_domain(summary, collection, domain, live),
        None => summary,
    }
}

/// Returns the number of reports of each domain.
fn report_counts(collection: &Collection) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for report in collection.reports() {
        for domain in report
            .policies
            .iter()
            .filter(|entry| entry.policy_type != PolicyType::Tlsa)
            .filter_map(PolicyEntry::policy_domain)
        {
            *counts.entry(domain).or_default() += 1;
        }
    }
    counts
}

/// Returns the domains with most reports, at most `most`, in order of their names, and the number of the others.
fn most_reported(mut domains: Vec<String>, count: impl Fn(&String) -> usize, most: usize) -> (Vec<String>, usize) {
    let left_out = domains.len().saturating_sub(most);
    if left_out > 0 {
        domains.sort_by_key(|domain| Reverse(count(domain)));
        domains.truncate(most);
        domains.sort();
    }
    (domains, left_out)
}

fn summarize_domain(summary: Summary, collection: &Collection, domain: String, live: Option<&Live>) -> Summary {
    let about: Collection = collection.reports().filter_map(|report| report.clone().restricted_to(&domain)).collect();
    let (days, days_left_out) = days(&about);
    let groups = about.groups();
    let of_mta_sts = |group: &&Group| group.policy_type != PolicyType::Tlsa;
    let totals = about.totals();
    Summary {
        first: about.reports().filter_map(|report| report.start).min().map(ReportTime::unix_seconds),
        last: about.reports().filter_map(|report| report.end).max().map(ReportTime::unix_seconds),
        answer: Some(answer(collection, &domain, live)),
        days,
        days_left_out,
        senders: senders(&about, live),
        hosts: counts(groups.iter().filter(of_mta_sts).map(|group| (text(&group.receiving_mx), group.sessions))),
        results: counts(groups.iter().map(|group| (Some(group.result_type.id().to_owned()), group.sessions))),
        policy_types: policy_types(&totals),
        failures: groups.iter().take(MAX_ROWS).map(failure).collect(),
        failures_left_out: groups.len().saturating_sub(MAX_ROWS),
        gaps: gaps(&about, &domain),
        domain: Some(domain),
        ..summary
    }
}

fn answer(collection: &Collection, domain: &str, live: Option<&Live>) -> Answer {
    let answer = collection.answer(domain, live);
    let reason = |given: &GivenReason| {
        let numbers = given.numbers.clone();
        Reason {
            id: given.reason.id.to_owned(),
            sessions: numbers.sessions,
            days: numbers.days,
            senders: numbers.senders,
            hosts: numbers.hosts,
            result_types: numbers.result_types,
            last: numbers.last.map(ReportTime::unix_seconds),
        }
    };
    Answer {
        enforce: answer.enforce.id().to_owned(),
        mode: answer.mode.map(|mode| mode.id().to_owned()),
        reasons: answer.reasons.iter().map(reason).collect(),
        days: answer.days,
        senders: answer.senders,
        sessions: (answer.sts.successful, answer.sts.failed),
    }
}

/// Returns the numbers of sessions that passed, failed and had no policy. TLSA entries may repeat the same sessions, so
/// they count as 0.
fn sessions(entry: &PolicyEntry) -> (u64, u64, u64) {
    match entry.policy_type {
        PolicyType::Sts => (entry.successful, entry.failed, 0),
        PolicyType::NoPolicyFound => (0, 0, entry.successful.saturating_add(entry.failed)),
        _ => (0, 0, 0),
    }
}

/// Returns the days from the first to the last, and the number left out. A report counts on the day on which it starts.
fn days(about: &Collection) -> (Vec<Day>, usize) {
    let mut days: BTreeMap<i64, Day> = BTreeMap::new();
    for report in about.reports() {
        let Some(start) = report.start else { continue };
        let day = days.entry(start.day()).or_default();
        day.covered = true;
        for (passed, failed, without_policy) in report.policies.iter().map(sessions) {
            day.passed = day.passed.saturating_add(passed);
            day.failed = day.failed.saturating_add(failed);
            day.without_policy = day.without_policy.saturating_add(without_policy);
        }
    }
    let (Some(first), Some(last)) = (days.keys().next().copied(), days.keys().next_back().copied()) else {
        return (Vec::new(), 0);
    };
    let from = first.max(last.saturating_sub(MAX_DAYS as i64 - 1));
    let left_out = days.range(..from).count();
    let all = (from..=last).map(|day| Day { day, ..days.get(&day).copied().unwrap_or_default() });
    (all.collect(), left_out)
}

fn senders(about: &Collection, live: Option<&Live>) -> Vec<Sender> {
    let mut senders: BTreeMap<Option<String>, (Sender, BTreeSet<i64>)> = BTreeMap::new();
    for report in about.reports() {
        let name = text(&report.organization);
        let (sender, days) = senders.entry(name.clone()).or_default();
        sender.name = name;
        add_report(sender, days, report);
    }
    for held in about.held_policies(|_| live.and_then(|live| live.policy.clone())) {
        if let Some((sender, _)) = senders.get_mut(&held.organization) {
            let (mode, until) = (held.mode.map(str::to_owned), held.until.map(ReportTime::unix_seconds));
            sender.held = Some(HeldPolicy { is_older: held.is_older, mode, until });
        }
    }
    let mut senders: Vec<Sender> =
        senders.into_values().map(|(sender, days)| Sender { days: days.len(), ..sender }).collect();
    senders.sort_by_key(|sender| {
        Reverse(sender.passed.saturating_add(sender.failed).saturating_add(sender.without_policy))
    });
    senders.truncate(MAX_ROWS);
    senders
}

fn add_report(sender: &mut Sender, days: &mut BTreeSet<i64>, report: &Report) {
    days.extend(report.start.map(ReportTime::day));
    sender.last = sender.last.max(report.end.map(ReportTime::unix_seconds));
    for (passed, failed, without_policy) in report.policies.iter().map(sessions) {
        sender.passed = sender.passed.saturating_add(passed);
        sender.failed = sender.failed.saturating_add(failed);
        sender.without_policy = sender.without_policy.saturating_add(without_policy);
    }
}

fn counts(named: impl Iterator<Item = (Option<String>, u64)>) -> Vec<SessionCount> {
    let mut sums: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for (name, sessions) in named {
        let sum = sums.entry(name).or_default();
        *sum = sum.saturating_add(sessions);
    }
    let mut counts: Vec<SessionCount> =
        sums.into_iter().map(|(name, sessions)| SessionCount { name, sessions }).collect();
    counts.sort_by_key(|count| Reverse(count.sessions));
    counts.truncate(MAX_ROWS);
    counts
}

fn text(text: &Option<SmolStr>) -> Option<String> {
    text.as_ref().map(ToString::to_string)
}

fn policy_types(totals: &Totals) -> Vec<PolicyTypeCount> {
    let types = totals.by_policy_type.iter();
    types
        .map(|(name, sessions)| PolicyTypeCount {
            name: name.clone(),
            passed: sessions.successful,
            failed: sessions.failed,
        })
        .collect()
}

fn failure(group: &Group) -> Failure {
    Failure {
        result_type: group.result_type.id().to_owned(),
        policy_type: group.policy_type.id().to_owned(),
        host: text(&group.receiving_mx),
        sender: text(&group.sending_organization),
        cause: group.cause.id().to_owned(),
        sessions: group.sessions,
        period: (group.first.map(ReportTime::unix_seconds), group.last.map(ReportTime::unix_seconds)),
        reasons: group.reasons.iter().map(ToString::to_string).collect(),
    }
}

fn gaps(about: &Collection, domain: &str) -> Vec<Gap> {
    let of_domain = about.gaps().into_iter().filter(|gap| gap.domain == domain);
    let gap = |gap: tls_report::Gap| Gap {
        sender: gap.organization,
        period: (gap.from.unix_seconds(), gap.to.unix_seconds()),
        days: gap.days,
    };
    of_domain.map(gap).take(MAX_ROWS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_domains_those_with_most_reports_stay() {
        let domains = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let count = |domain: &String| if domain == "b" { 1 } else { 2 };
        assert_eq!(most_reported(domains.clone(), count, 4), (domains.clone(), 0));
        assert_eq!(most_reported(domains, count, 2), (vec!["a".to_owned(), "c".to_owned()], 2));
    }
}
