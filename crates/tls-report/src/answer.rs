//! The answer to two questions: is it safe to enforce the policy, or, if it is enforced, is mail being refused?

use std::collections::{BTreeMap, BTreeSet};

use mta_sts::{MAX_NAME_OCTETS, Mode};

use crate::{
    Collection, Enforce, Live, Numbers, PolicyEntry, PolicyType, ReportTime, Sessions,
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
    pub newest: Option<ReportTime>,
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
        let recipients = self.reports().filter_map(|report| report.recipient.as_ref().map(ToString::to_string));
        let mut domains: Vec<String> = told.chain(recipients).collect();
        domains.sort();
        domains.dedup();
        domains
    }

    /// Returns the answer for one policy domain. Without a live check it is never [`Enforce::Yes`].
    #[must_use]
    pub fn answer(&self, domain: &str, live: Option<&Live>) -> Answer {
        let part = self.reports().filter_map(|report| report.part_about(domain)).collect();
        Answer::from_part(&part, domain, live)
    }

    /// Returns the answers for every policy domain. `live` returns the live check of a domain, if there is one.
    #[must_use]
    pub fn answers(&self, live: &impl Fn(&str) -> Option<Live>) -> Vec<Answer> {
        let domains = self.domains();
        let answer = |(domain, part): (&str, Collection)| Answer::from_part(&part, domain, live(domain).as_ref());
        self.parts_by_domain(&domains).into_iter().map(answer).collect()
    }

    /// Returns the part about each of these domains. Each entry is read once, whatever the number of domains.
    fn parts_by_domain<'a>(&self, domains: &'a [String]) -> BTreeMap<&'a str, Collection> {
        let mut parts: BTreeMap<&str, Self> = domains.iter().map(|name| (name.as_str(), Self::default())).collect();
        for report in self.reports() {
            let mut entries = BTreeMap::<&str, Vec<PolicyEntry>>::new();
            for entry in &report.policies {
                for name in domains_of(entry, report.recipient.as_deref()) {
                    entries.entry(name).or_default().push(entry.clone());
                }
            }
            for (name, policies) in entries {
                if let Some(part) = parts.get_mut(name) {
                    part.add(report.with_policies(policies));
                }
            }
        }
        parts
    }
}

/// Returns the domains that an entry is about, as [`crate::Report::restricted_to`] decides.
fn domains_of<'a>(entry: &'a PolicyEntry, recipient: Option<&'a str>) -> BTreeSet<&'a str> {
    let name = entry.policy_domain();
    if entry.policy_type != PolicyType::Tlsa {
        return name.into_iter().collect();
    }
    // A longer text is no name, and has no names above it.
    let parents = name.filter(|name| name.len() <= MAX_NAME_OCTETS).into_iter().flat_map(with_parents);
    parents.chain(name).chain(recipient).collect()
}

/// Returns a name and the names above it.
fn with_parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, parent)| parent))
}

impl Answer {
    /// Returns the answer from the part of reports about a domain.
    fn from_part(part: &Collection, domain: &str, live: Option<&Live>) -> Self {
        let facts = Facts::new(part, domain, live);
        let given = REASONS.iter().filter_map(|reason| Some(GivenReason { reason, numbers: (reason.check)(&facts)? }));
        let mut reasons: Vec<GivenReason> = given.collect();
        reasons.sort_by_key(|given| std::cmp::Reverse(given.reason.weighs));
        let enforce = reasons.iter().map(|given| given.reason.weighs).max().unwrap_or(Enforce::Unknown);
        let Facts { mode, sts, days, senders, newest, .. } = facts;
        Self { domain: domain.to_owned(), mode, enforce, reasons, sts, days, senders, newest }
    }
}
