//! Consistency of the parts of a set-up.

use evidence::{ComparisonTarget, Http};
use mta_sts::{Mode, Outcome, PolicyReading};

use super::{at_most_one, operator, prelude::*, with_host_half};
use crate::facts::history::PolicyTerms;

rules! {
    static CONSISTENCY_RULES of Stage::Consistency;

    /// mode is enforce and there is no usable TLSRPT record.
    ENFORCE_WITHOUT_TLSRPT {
        id: "enforce-without-tlsrpt",
        severity: Warning,
        effect: NoReports,
        owner: Dns,
        citations: [rfc(8461, "6"), rfc(8460, "3")],
        args: [],
        check: enforce_without_tlsrpt,
        fix: TlsRptRecord,
    }
    /// mode is none and max_age is greater than 604800.
    REMOVAL_NONE_MAX_AGE_LONG {
        id: "removal-none-max-age-long",
        severity: Warning,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "8.3")],
        args: ["ttl"],
        check: removal_none_max_age_long,
        fix: PolicyFile,
    }
    /// _mta-sts.DOMAIN is a CNAME outside the domain while mta-sts.DOMAIN is not. A reverse proxy to the provider would
    /// still be fine. A CNAME of mta-sts alone to a web host is normal and not reported.
    DELEGATION_HALF {
        id: "delegation-half",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "8.2")],
        args: ["target", "operator", "half", "url"],
        check: delegation_half,
        fix: DelegatedPolicyHost,
    }
    /// Different addresses of the policy host (IPv4/IPv6, CDN nodes) return different policies or statuses.
    POLICY_DIFFERS_BY_ADDRESS {
        id: "policy-differs-by-address",
        severity: Warning,
        effect: SomeSenders,
        owner: WebHost,
        citations: [rfc(8461, "8.1"), rfc(8461, "8.2")],
        args: ["host", "address"],
        check: policy_differs_by_address,
        shown_by: PolicyFileAt("address"),
    }
}

fn enforce_without_tlsrpt(facts: &Facts<'_>) -> Vec<Finding> {
    let enforced = facts.policy_matters() && facts.policy_mode() == Some(Mode::Enforce);
    let silent = facts.tls_rpt.as_ref().is_some_and(|record| record.reading.outcome != Outcome::Valid);
    at_most_one((enforced && silent).then(|| Finding::new(&ENFORCE_WITHOUT_TLSRPT)))
}

/// Reports an opt-out that senders cache for more than a week, because it makes a return slow.
fn removal_none_max_age_long(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(policy) = facts.complete_policy().filter(|_| facts.policy_mode() == Some(Mode::None)) else {
        return Vec::new();
    };
    let long = policy.reading.policy.max_age.filter(|age| age.value > 604_800 && age.value <= mta_sts::MAX_AGE_LIMIT);
    at_most_one(long.map(|age| {
        Finding::new(&REMOVAL_NONE_MAX_AGE_LONG)
            .with_arg("ttl", Arg::Duration(i64::try_from(age.value).unwrap_or(i64::MAX)))
            .with_place(policy.place(age.span))
    }))
}

/// Reports a delegated record whose policy host is not delegated.
fn delegation_half(facts: &Facts<'_>) -> Vec<Finding> {
    let own_host = facts.host.a.is_some() && facts.host.cname_chain().is_empty() && !facts.host.has_no_address();
    at_most_one(facts.delegated_record().filter(|_| own_host && !facts.is_gone()).map(|target| {
        let finding = Finding::new(&DELEGATION_HALF).with_arg("target", target).with_arg("operator", operator(target));
        with_host_half(facts, finding, Some(target))
    }))
}

/// Reports an address of the policy host that serves another result than the address that was used.
fn policy_differs_by_address(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(observation) = facts.host.observation.filter(|_| facts.policy_matters()) else { return Vec::new() };
    let Some(main) = facts.host.http() else { return Vec::new() };
    let other = observation.comparisons.iter().find_map(|look| match (&look.at, &look.http) {
        (ComparisonTarget::Address(address), Some(http)) if tells_otherwise(main, http) => Some(address.to_string()),
        _ => None,
    });
    let finding = |address| {
        Finding::new(&POLICY_DIFFERS_BY_ADDRESS).with_arg("host", facts.host.name.clone()).with_arg("address", address)
    };
    at_most_one(other.map(finding))
}

/// Returns whether the status or the policy differs. The spelling of the same policy does not matter.
fn tells_otherwise(one: &Http, other: &Http) -> bool {
    let terms = |http: &Http| {
        let reading = PolicyReading::read(http.body.as_ref());
        PolicyTerms::from_policy(&reading.policy).filter(|_| reading.is_valid())
    };
    let bodies_differ = match (terms(one), terms(other)) {
        (Some(one), Some(other)) => one != other,
        _ => one.body != other.body,
    };
    one.status != other.status || (one.status == 200 && bodies_differ)
}
