//! How the parts fit together.

use evidence::{ComparisonTarget, Http};
use mta_sts::{Mode, Outcome, PolicyReading};

use super::{delegated_to, one, operator, prelude::*, with_host_half};
use crate::history::Terms;

const STAGE: Stage = Stage::Consistency;

rules! {
    /// mode is enforce and there is no usable TLSRPT record.
    ENFORCE_WITHOUT_TLSRPT: "enforce-without-tlsrpt", Warning, NoReports, Dns,
        [rfc(8461, "6"), rfc(8460, "3")], [],
        enforce_without_tlsrpt;
    /// mode is none and max_age is greater than 604800.
    REMOVAL_NONE_MAX_AGE_LONG: "removal-none-max-age-long", Warning, Own, PolicyFile,
        [rfc(8461, "8.3")], ["ttl"],
        removal_none_max_age_long;
    /// _mta-sts.DOMAIN is a CNAME outside the domain while mta-sts.DOMAIN is not (a reverse proxy to the provider
    /// would still be fine; a CNAME of mta-sts alone to a web host is normal and not reported).
    DELEGATION_HALF: "delegation-half", Notice, Own, Nobody,
        [rfc(8461, "8.2")], ["target", "operator", "half", "url"],
        delegation_half;
    /// Different addresses of the policy host (IPv4/IPv6, CDN nodes) return different policies or statuses.
    POLICY_DIFFERS_BY_ADDRESS: "policy-differs-by-address", Warning, SomeSenders, WebHost,
        [rfc(8461, "8.1"), rfc(8461, "8.2")], ["host", "address"],
        policy_differs_by_address;
}

fn enforce_without_tlsrpt(case: &Case<'_>) -> Vec<Finding> {
    let enforced = case.policy_matters() && case.mode() == Some(Mode::Enforce);
    let silent = case.tls_rpt.as_ref().is_some_and(|record| record.reading.outcome != Outcome::Valid);
    one((enforced && silent).then(|| Finding::of(&ENFORCE_WITHOUT_TLSRPT).fix(repair::tls_rpt(case))))
}

/// An opt-out that senders keep for more than a week makes a return slow.
fn removal_none_max_age_long(case: &Case<'_>) -> Vec<Finding> {
    let Some(policy) = case.complete_policy().filter(|_| case.mode() == Some(Mode::None)) else { return Vec::new() };
    let long = policy.reading.policy.max_age.filter(|age| age.value > 604_800 && age.value <= mta_sts::MAX_AGE_LIMIT);
    one(long.map(|age| {
        Finding::of(&REMOVAL_NONE_MAX_AGE_LONG)
            .with("ttl", Arg::Duration(i64::try_from(age.value).unwrap_or(i64::MAX)))
            .at(policy.place(age.span))
            .fix(case.mended_policy().cloned())
    }))
}

/// The record is a provider's, the policy host is not.
fn delegation_half(case: &Case<'_>) -> Vec<Finding> {
    let own_host = case.host.a.is_some() && case.host.chain().is_empty() && !case.host.has_no_address();
    one(delegated_to(case).filter(|_| own_host && !case.is_gone()).map(|target| {
        let finding = Finding::of(&DELEGATION_HALF).with("target", target).with("operator", operator(target));
        with_host_half(case, finding, Some(target))
    }))
}

/// An address of the policy host gives something else than the one that was used.
fn policy_differs_by_address(case: &Case<'_>) -> Vec<Finding> {
    let Some(observation) = case.host.observation.filter(|_| case.policy_matters()) else { return Vec::new() };
    let Some(main) = case.host.http() else { return Vec::new() };
    let other = observation.second_looks.iter().find_map(|look| match (&look.at, &look.http) {
        (ComparisonTarget::Address(address), Some(http)) if tells_otherwise(main, http) => Some(address.to_string()),
        _ => None,
    });
    let finding =
        |address| Finding::of(&POLICY_DIFFERS_BY_ADDRESS).with("host", case.host.name.clone()).with("address", address);
    one(other.map(finding))
}

/// Another status, or another policy; how the same policy is written does not matter.
fn tells_otherwise(one: &Http, other: &Http) -> bool {
    let terms = |http: &Http| {
        let reading = PolicyReading::read(http.body.as_ref());
        Terms::of(&reading.policy).filter(|_| reading.is_valid())
    };
    let bodies_differ = match (terms(one), terms(other)) {
        (Some(one), Some(other)) => one != other,
        _ => one.body != other.body,
    };
    one.status != other.status || (one.status == 200 && bodies_differ)
}
