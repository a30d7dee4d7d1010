//! The answer to two questions: is it safe to enforce the policy, or, if it is enforced, is mail being refused?

use std::collections::{BTreeMap, BTreeSet};

use mta_sts::Mode;

use crate::{
    Collection, Enforce, Live, Moment, Numbers, PolicyEntry, PolicyType, Report, Sessions,
    facts::Facts,
    reasons::{REASONS, Reason},
};

/// The answer for one policy domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The policy domain.
    pub domain: String,
    /// The mode of the live policy, or else of the policy that a sender reported last.
    pub mode: Option<Mode>,
    /// Whether it is safe to enforce.
    pub enforce: Enforce,
    /// The reasons, most severe first, then by number.
    pub reasons: Vec<GivenReason>,
    /// Sessions under MTA-STS.
    pub sts: Sessions,
    /// Complete UTC days that MTA-STS reports cover, since the policy last changed.
    pub days: i64,
    /// The number of senders of these reports.
    pub senders: usize,
    /// The end of the newest report.
    pub newest: Option<Moment>,
}

/// A reason with the numbers behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenReason {
    /// The reason.
    pub reason: &'static Reason,
    /// The numbers behind it.
    pub numbers: Numbers,
}

impl Collection {
    /// Returns the policy domains, sorted. It leaves out TLSA entries, because their domains are MX hosts.
    #[must_use]
    pub fn domains(&self) -> Vec<String> {
        let entries = self.reports().flat_map(|report| &report.policies);
        let entries = entries.filter(|entry| entry.policy_type != PolicyType::Tlsa);
        let told = entries.filter_map(|entry| entry.policy_domain().map(str::to_owned));
        let recipients = self.reports().filter_map(|report| report.recipient.clone());
        let mut domains: Vec<String> = told.chain(recipients).collect();
        domains.sort();
        domains.dedup();
        domains
    }

    /// Returns the answer for one policy domain. Without a live check it is never [`Enforce::Yes`].
    #[must_use]
    pub fn answer(&self, domain: &str, live: Option<&Live>) -> Answer {
        Answer::from_reports(self.reports(), domain, live)
    }

    /// Returns the answers for every policy domain. `live` returns the live check of a domain, if there is one.
    #[must_use]
    pub fn answers(&self, live: &impl Fn(&str) -> Option<Live>) -> Vec<Answer> {
        let domains = self.domains();
        let by_domain = self.reports_by_domain(&domains);
        let answer = |(domain, reports): (&str, Vec<&Report>)| {
            Answer::from_reports(reports.into_iter(), domain, live(domain).as_ref())
        };
        by_domain.into_iter().map(answer).collect()
    }

    /// Returns for each domain the reports that may be about it, so that each report is read for its own domains only.
    fn reports_by_domain<'a>(&'a self, domains: &'a [String]) -> BTreeMap<&'a str, Vec<&'a Report>> {
        let mut by_domain: BTreeMap<&str, Vec<&Report>> =
            domains.iter().map(|domain| (domain.as_str(), Vec::new())).collect();
        for report in self.reports() {
            let named = report.policies.iter().filter_map(PolicyEntry::policy_domain).flat_map(with_parents);
            let names: BTreeSet<&str> = named.chain(report.recipient.as_deref()).collect();
            for name in names {
                if let Some(reports) = by_domain.get_mut(name) {
                    reports.push(report);
                }
            }
        }
        by_domain
    }
}

/// Returns a name and the names above it.
fn with_parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, parent)| parent))
}

impl Answer {
    fn from_reports<'a>(reports: impl Iterator<Item = &'a Report>, domain: &str, live: Option<&Live>) -> Self {
        let facts = Facts::new(reports, domain, live);
        let given = REASONS.iter().filter_map(|reason| Some(GivenReason { reason, numbers: (reason.check)(&facts)? }));
        let mut reasons: Vec<GivenReason> = given.collect();
        reasons.sort_by_key(|given| std::cmp::Reverse(given.reason.weighs));
        let enforce = reasons.iter().map(|given| given.reason.weighs).max().unwrap_or(Enforce::Unknown);
        let Facts { mode, sts, days, senders, newest, .. } = facts;
        Self { domain: domain.to_owned(), mode, enforce, reasons, sts, days, senders, newest }
    }
}
