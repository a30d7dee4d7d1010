//! MX hosts against the policy's `mx` patterns, both ways (RFC 8461 §4.1, §8.4).

use super::{one, prelude::*};
use crate::coverage::{Coverage, Reason, Slip, Uncovered};

const STAGE: Stage = Stage::Mx;

rules! {
    /// Every MX host resolves to at least one public address and matches a policy mx pattern.
    MX_OK: "mx-ok", Pass, Nothing, Nobody,
        [rfc(8461, "4.1")], ["count"],
        mx_ok;
    /// An uncovered MX host is TENANT.X-v1.mx.microsoft and the policy lists *.mx.microsoft.
    POLICY_MX_MICROSOFT_DEPTH: "policy-mx-microsoft-depth", Error, SkipHost, PolicyFile,
        [rfc(8461, "4.1"), MICROSOFT_DANE], ["host", "value", "expected"],
        policy_mx_microsoft_depth;
    /// An uncovered MX host ends in .mx.microsoft, and of Microsoft's names the policy lists
    /// *.mail.protection.outlook.com only.
    POLICY_MX_MICROSOFT_OLD_ENDPOINT: "policy-mx-microsoft-old-endpoint", Error, SkipHost, PolicyFile,
        [rfc(8461, "4.1"), rfc(8461, "8.1")], ["host", "expected"],
        policy_mx_microsoft_old_endpoint;
    /// An uncovered MX host ends with the suffix of a wildcard pattern but has two or more labels in its place.
    POLICY_MX_WILDCARD_DEPTH: "policy-mx-wildcard-depth", Error, SkipHost, PolicyFile,
        [rfc(8461, "4.1")], ["host", "value"],
        policy_mx_wildcard_depth;
    /// An uncovered MX host equals the suffix of a wildcard pattern (*.example.com against example.com).
    POLICY_MX_WILDCARD_APEX: "policy-mx-wildcard-apex", Error, SkipHost, PolicyFile,
        [rfc(8461, "4.1")], ["host", "value"],
        policy_mx_wildcard_apex;
    /// An uncovered MX host is smtp.google.com or ends in .google.com/.googlemail.com, and the policy lists at
    /// least one Google pattern.
    POLICY_MX_GOOGLE_INCOMPLETE: "policy-mx-google-incomplete", Error, SkipHost, PolicyFile,
        [rfc(8461, "4.1"), GOOGLE_MX], ["host", "value"],
        policy_mx_google_incomplete;
    /// A valid policy in enforce or testing mode; at least one MX host matches no mx pattern while at least one
    /// other does, and no more specific coverage finding applies to it.
    POLICY_MX_NOT_COVERED: "policy-mx-not-covered", Error, SkipHost, PolicyFile,
        [rfc(8461, "4.1"), rfc(8461, "8.4")], ["host", "preference", "slip", "value"],
        policy_mx_not_covered;
    /// A valid policy in enforce or testing mode and no MX host matches any mx pattern.
    POLICY_MX_NONE_COVERED: "policy-mx-none-covered", Error, AllHosts, PolicyFile,
        [rfc(8461, "4.1"), MICROSOFT_MTA_STS], ["names", "host", "slip", "value"],
        policy_mx_none_covered;
    /// A policy mx pattern matches no current MX host.
    POLICY_MX_UNUSED: "policy-mx-unused", Notice, Nothing, Nobody,
        [rfc(8461, "8.1"), rfc(8461, "10.4")], ["line", "value", "host", "near"],
        policy_mx_unused;
}

/// The comparison, where it matters.
fn coverage<'c>(case: &'c Case<'_>) -> Option<&'c Coverage> {
    case.coverage.as_ref().filter(|_| case.policy_matters())
}

fn mx_ok(case: &Case<'_>) -> Vec<Finding> {
    let reachable = |name: &str| {
        case.addresses(name).is_some_and(|addresses| {
            !addresses.is_empty() && !addresses.into_iter().any(|address| case.is_private(address))
        })
    };
    let good = coverage(case).filter(|coverage| coverage.uncovered.is_empty());
    let good = good.filter(|_| case.mx_hosts().iter().all(|host| reachable(&host.name)));
    one(good.map(|coverage| Finding::of(&MX_OK).with("count", coverage.covered.len())))
}

/// A finding for every uncovered host for which `finding` has something to say.
fn uncovered(case: &Case<'_>, finding: impl Fn(&Uncovered) -> Option<Finding>) -> Vec<Finding> {
    let Some(coverage) = coverage(case) else { return Vec::new() };
    let about = |host: &Uncovered| {
        finding(host).map(|finding| finding.fix(repair::missing_mx(case, &[host.host.name.as_str()])))
    };
    coverage.uncovered.iter().filter_map(about).collect()
}

fn at_mx(rule: &'static Rule, uncovered: &Uncovered) -> Finding {
    Finding::of(rule).with("host", uncovered.host.name.clone())
}

/// What a pattern that almost covers the host lacks.
fn slip(uncovered: &Uncovered) -> Option<(Slip, &str)> {
    match &uncovered.reason {
        Reason::Slip(slip, pattern) => Some((*slip, pattern)),
        _ => None,
    }
}

fn with_slip(finding: Finding, slip: Option<(Slip, &str)>) -> Finding {
    let (id, pattern) = slip.map_or(("none", ""), |(slip, pattern)| (slip.id(), pattern));
    finding.with("slip", id).with("value", pattern)
}

/// Told while other hosts are covered; if none is, that is told instead.
fn policy_mx_not_covered(case: &Case<'_>) -> Vec<Finding> {
    let some = coverage(case).is_some_and(|coverage| !coverage.covered.is_empty());
    uncovered(case, |host| {
        let plain = some && matches!(host.reason, Reason::Plain | Reason::Slip(..));
        let finding = || at_mx(&POLICY_MX_NOT_COVERED, host).with("preference", host.host.preference);
        plain.then(|| with_slip(finding(), slip(host)))
    })
}

fn policy_mx_none_covered(case: &Case<'_>) -> Vec<Finding> {
    let none = coverage(case).filter(|coverage| coverage.covered.is_empty() && !coverage.uncovered.is_empty());
    one(none.map(|coverage| {
        let names: Vec<String> = coverage.uncovered.iter().map(|uncovered| uncovered.host.name.clone()).collect();
        let hosts: Vec<&str> = names.iter().map(String::as_str).collect();
        let patch = repair::missing_mx(case, &hosts);
        let near = coverage.uncovered.iter().find_map(|uncovered| Some((uncovered, slip(uncovered)?)));
        let host = near.map_or("", |(uncovered, _)| uncovered.host.name.as_str()).to_owned();
        let finding = Finding::of(&POLICY_MX_NONE_COVERED).with("names", names).with("host", host);
        with_slip(finding, near.map(|(_, slip)| slip)).fix(patch)
    }))
}

fn policy_mx_wildcard_depth(case: &Case<'_>) -> Vec<Finding> {
    uncovered(case, |host| match &host.reason {
        Reason::Depth(pattern) => Some(at_mx(&POLICY_MX_WILDCARD_DEPTH, host).with("value", pattern.clone())),
        _ => None,
    })
}

fn policy_mx_wildcard_apex(case: &Case<'_>) -> Vec<Finding> {
    uncovered(case, |host| match &host.reason {
        Reason::Apex(pattern) => Some(at_mx(&POLICY_MX_WILDCARD_APEX, host).with("value", pattern.clone())),
        _ => None,
    })
}

fn policy_mx_microsoft_depth(case: &Case<'_>) -> Vec<Finding> {
    uncovered(case, |host| match &host.reason {
        Reason::MicrosoftDepth(pattern) => {
            let finding = at_mx(&POLICY_MX_MICROSOFT_DEPTH, host).with("value", pattern.clone());
            Some(finding.with("expected", host.host.name.clone()))
        }
        _ => None,
    })
}

fn policy_mx_microsoft_old_endpoint(case: &Case<'_>) -> Vec<Finding> {
    uncovered(case, |host| {
        let old = host.reason == Reason::MicrosoftOld;
        old.then(|| at_mx(&POLICY_MX_MICROSOFT_OLD_ENDPOINT, host).with("expected", host.host.name.clone()))
    })
}

fn policy_mx_google_incomplete(case: &Case<'_>) -> Vec<Finding> {
    uncovered(case, |host| match &host.reason {
        Reason::Google(listed) => Some(at_mx(&POLICY_MX_GOOGLE_INCOMPLETE, host).with("value", listed.clone())),
        _ => None,
    })
}

/// Patterns that cover no present MX host: a move that is planned or over, or a name that is almost right.
fn policy_mx_unused(case: &Case<'_>) -> Vec<Finding> {
    let (Some(coverage), Some(policy)) = (coverage(case), case.policy.as_ref()) else { return Vec::new() };
    told(
        coverage.unused.iter(),
        |line| policy.place(line.span),
        |line, place| {
            let value = shortened(line.pattern.to_string().as_bytes());
            let host = coverage.meant_for(&line.pattern);
            let finding = Finding::of(&POLICY_MX_UNUSED).with("line", place.line).with("value", value).at(place);
            finding.with("near", host.map_or("none", |_| "some")).with("host", host.unwrap_or_default())
        },
    )
}
