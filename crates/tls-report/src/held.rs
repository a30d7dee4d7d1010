//! Policies that senders hold: the policy in the newest report of each sender, and when it expires.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Collection, PolicyType, ReportTime, ReportedPolicy, policy_string::same_patterns};

/// The policy that a sender applied last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeldPolicy {
    /// The sender.
    pub organization: Option<String>,
    /// The policy domain.
    pub domain: String,
    /// `mode` of the policy, if it states one.
    pub mode: Option<&'static str>,
    /// `mx` patterns.
    pub mx: Vec<String>,
    /// `max_age` in seconds.
    pub max_age: Option<u64>,
    /// The end of the newest report that shows it.
    pub last: ReportTime,
    /// The latest time at which the sender still has the policy, unless it fetches it again: `last` plus `max_age`.
    pub until: Option<ReportTime>,
    /// Whether it differs from the policy in force: the live one, or else the newest that any sender reported.
    pub is_older: bool,
}

/// The newest policy of each sender and domain.
type Newest<'a> = BTreeMap<(Option<&'a str>, &'a str), (ReportTime, &'a ReportedPolicy)>;

impl Collection {
    /// Returns the policy that each sender holds for each domain. `live` returns the policy that a domain serves now,
    /// if known.
    #[must_use]
    pub fn held_policies(&self, live: impl Fn(&str) -> Option<ReportedPolicy>) -> Vec<HeldPolicy> {
        let newest = self.newest_policies();
        let in_force = in_force(&newest, &live);
        let held = newest.iter().map(|((organization, domain), (last, policy))| HeldPolicy {
            organization: organization.map(str::to_owned),
            domain: (*domain).to_owned(),
            mode: policy.mode.map(mta_sts::Mode::id),
            mx: policy.mx.iter().map(ToString::to_string).collect(),
            max_age: policy.max_age,
            last: *last,
            until: policy.max_age.and_then(|age| last.plus_seconds(i64::try_from(age).ok()?)),
            is_older: in_force.get(domain).is_some_and(|in_force| !is_same(policy, in_force)),
        });
        held.collect()
    }

    /// Returns the policy that any sender reported last for a domain.
    pub(crate) fn newest_policy(&self, domain: &str) -> Option<ReportedPolicy> {
        newest_of(&self.newest_policies(), domain)
    }

    fn newest_policies(&self) -> Newest<'_> {
        let mut newest = Newest::new();
        for report in self.reports() {
            let Some(end) = report.end else { continue };
            for entry in report.policies.iter().filter(|entry| entry.policy_type == PolicyType::Sts) {
                let (Some(domain), Some(policy)) = (entry.policy_domain(), &entry.policy) else { continue };
                let told = newest.entry((report.organization.as_deref(), domain)).or_insert((end, policy));
                *told = (*told).max((end, policy));
            }
        }
        newest
    }
}

/// Returns the policy in force for each domain: the live one, or else the newest that any sender reported.
fn in_force<'a>(
    newest: &Newest<'a>,
    live: &impl Fn(&str) -> Option<ReportedPolicy>,
) -> BTreeMap<&'a str, ReportedPolicy> {
    let mut last_reported = BTreeMap::new();
    for ((_, domain), reported) in newest {
        let last = last_reported.entry(*domain).or_insert(reported);
        *last = reported.max(*last);
    }
    let policy = |(domain, (_, reported)): (&'a str, &(ReportTime, &ReportedPolicy))| {
        (domain, live(domain).unwrap_or_else(|| (*reported).clone()))
    };
    last_reported.into_iter().map(policy).collect()
}

fn newest_of(newest: &Newest<'_>, domain: &str) -> Option<ReportedPolicy> {
    let reported = newest.iter().filter(|((_, name), _)| *name == domain).map(|(_, reported)| reported);
    reported.max().map(|(_, policy)| (*policy).clone())
}

/// Returns whether two policies are the same. Members that a report omits count as equal.
fn is_same(policy: &ReportedPolicy, in_force: &ReportedPolicy) -> bool {
    let mode = policy.mode.is_none() || in_force.mode.is_none() || policy.mode == in_force.mode;
    mode && (policy.mx.is_empty() || in_force.mx.is_empty() || same_patterns(&policy.mx, &in_force.mx))
}
