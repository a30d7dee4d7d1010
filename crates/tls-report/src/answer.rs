//! The answer to two questions: is it safe to enforce the policy, or, if it is enforced, is mail being refused?

use mta_sts::Mode;

use crate::{
    Collection, Enforce, Live, Moment, Numbers, PolicyType, Sessions,
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
        let facts = Facts::new(self, domain, live);
        let given = REASONS.iter().filter_map(|reason| Some(GivenReason { reason, numbers: (reason.check)(&facts)? }));
        let mut reasons: Vec<GivenReason> = given.collect();
        reasons.sort_by_key(|given| std::cmp::Reverse(given.reason.weighs));
        let enforce = reasons.iter().map(|given| given.reason.weighs).max().unwrap_or(Enforce::Unknown);
        let Facts { mode, sts, days, senders, newest, .. } = facts;
        Answer { domain: domain.to_owned(), mode, enforce, reasons, sts, days, senders, newest }
    }
}
