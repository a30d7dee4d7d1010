//! The answer: is it safe to enforce the policy? Or, where it is enforced: is mail being refused?

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
    /// The mode of the policy, live or as a sender reported it last.
    pub mode: Option<Mode>,
    /// Whether it is safe.
    pub enforce: Enforce,
    /// Why, the weightiest first, then by number.
    pub reasons: Vec<GivenReason>,
    /// Sessions under MTA-STS.
    pub sts: Sessions,
    /// UTC days that MTA-STS reports cover whole, since the policy last changed.
    pub days: i64,
    /// Senders of these reports.
    pub senders: usize,
    /// The end of the newest report.
    pub newest: Option<Moment>,
}

/// A reason, and the numbers behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenReason {
    /// The reason.
    pub reason: &'static Reason,
    /// The evidence for it.
    pub numbers: Numbers,
}

impl Collection {
    /// Policy domains, sorted: of entries that are not about TLSA, whose domains are MX hosts.
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

    /// Answers for one policy domain. Without a live check it is never [`Enforce::Yes`].
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
