//! Comparison of MX hosts and the policy's `mx` patterns, in both directions (RFC 8461 §4.1, §8.4).

use super::{at_most_one, prelude::*, problems::capped_findings};
use crate::facts::coverage::{Coverage, NearMiss, Reason, Uncovered};

rules! {
    static COVERAGE_RULES of Stage::Mx;

    /// Every MX host resolves to at least one public address and matches a policy mx pattern.
    MX_OK {
        id: "mx-ok",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "4.1")],
        args: ["count"],
        check: mx_ok,
    }
    /// An uncovered MX host is TENANT.X-v1.mx.microsoft and the policy lists *.mx.microsoft.
    POLICY_MX_MICROSOFT_DEPTH {
        id: "policy-mx-microsoft-depth",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1"), MICROSOFT_DANE],
        args: ["host", "value", "expected"],
        check: policy_mx_microsoft_depth,
        fix: MxLines,
        senders: [
            AnyDepth: [PostfixMtaStsResolver, PostfixTlspol, Mailauth],
            OneLabel: [Mox, KumoMta, Chasquid],
            Reports: [Gmail],
        ],
    }
    /// An uncovered MX host ends in .mx.microsoft. Of Microsoft's names, the policy lists only those under
    /// mail.protection.outlook.com.
    POLICY_MX_MICROSOFT_OLD_ENDPOINT {
        id: "policy-mx-microsoft-old-endpoint",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1"), rfc(8461, "8.1")],
        args: ["host", "expected"],
        check: policy_mx_microsoft_old_endpoint,
        fix: MxLines,
    }
    /// An uncovered MX host ends with the suffix of a wildcard pattern but has two or more labels in its place.
    POLICY_MX_WILDCARD_DEPTH {
        id: "policy-mx-wildcard-depth",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1")],
        args: ["host", "value"],
        check: policy_mx_wildcard_depth,
        fix: MxLines,
        senders: [
            AnyDepth: [PostfixMtaStsResolver, PostfixTlspol, Mailauth],
            OneLabel: [Mox, KumoMta, Chasquid],
            Reports: [Gmail],
        ],
    }
    /// An uncovered MX host equals the suffix of a wildcard pattern (*.example.com against example.com).
    POLICY_MX_WILDCARD_APEX {
        id: "policy-mx-wildcard-apex",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1")],
        args: ["host", "value"],
        check: policy_mx_wildcard_apex,
        fix: MxLines,
    }
    /// An uncovered MX host is smtp.google.com or ends in .google.com/.googlemail.com, and the policy lists at
    /// least one Google pattern.
    POLICY_MX_GOOGLE_INCOMPLETE {
        id: "policy-mx-google-incomplete",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1"), GOOGLE_MX],
        args: ["host", "value"],
        check: policy_mx_google_incomplete,
        fix: MxLines,
    }
    /// A complete policy in mode enforce or testing covers at least one MX host, but not this one. No more specific
    /// coverage finding applies to it.
    POLICY_MX_NOT_COVERED {
        id: "policy-mx-not-covered",
        severity: Error,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1"), rfc(8461, "8.4")],
        args: ["host", "preference", "slip", "value"],
        check: policy_mx_not_covered,
        fix: MxLines,
    }
    /// A complete policy in mode enforce or testing covers no MX host.
    POLICY_MX_NONE_COVERED {
        id: "policy-mx-none-covered",
        severity: Error,
        effect: AllHosts,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1"), MICROSOFT_MTA_STS],
        args: ["names", "host", "slip", "value"],
        check: policy_mx_none_covered,
        fix: MxLines,
    }
    /// A policy mx pattern matches no current MX host.
    POLICY_MX_UNUSED {
        id: "policy-mx-unused",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "8.1"), rfc(8461, "10.4")],
        args: ["line", "value", "host", "near"],
        check: policy_mx_unused,
    }
}

/// Returns the comparison, if it matters.
fn coverage<'c>(facts: &'c Facts<'_>) -> Option<&'c Coverage> {
    facts.coverage.as_ref().filter(|_| facts.policy_matters())
}

fn mx_ok(facts: &Facts<'_>) -> Vec<Finding> {
    let reachable = |name: &str| {
        facts.known_addresses(name).is_some_and(|addresses| {
            !addresses.is_empty() && !addresses.into_iter().any(|address| facts.is_private(address))
        })
    };
    let good = coverage(facts).filter(|coverage| coverage.uncovered.is_empty());
    let good = good.filter(|_| facts.mx_hosts().iter().all(|host| reachable(&host.name)));
    at_most_one(good.map(|coverage| Finding::new(&MX_OK).with_arg("count", coverage.covered.len())))
}

/// Returns the findings that `finding` makes for uncovered hosts.
fn uncovered(facts: &Facts<'_>, finding: impl Fn(&Uncovered) -> Option<Finding>) -> Vec<Finding> {
    let Some(coverage) = coverage(facts) else { return Vec::new() };
    coverage.uncovered.iter().filter_map(finding).collect()
}

fn at_mx(rule: &'static Rule, uncovered: &Uncovered) -> Finding {
    Finding::new(rule).with_arg("host", uncovered.host.name.clone())
}

/// Returns the near miss of an uncovered host, and the pattern, if there is one.
fn find_near_miss(uncovered: &Uncovered) -> Option<(NearMiss, &str)> {
    match &uncovered.reason {
        Reason::NearMiss(kind, pattern) => Some((*kind, pattern)),
        _ => None,
    }
}

fn with_near_miss(finding: Finding, near_miss: Option<(NearMiss, &str)>) -> Finding {
    let (id, pattern) = near_miss.map_or(("none", ""), |(kind, pattern)| (kind.id(), pattern));
    finding.with_arg("slip", id).with_arg("value", pattern)
}

/// Reports an uncovered host while other hosts are covered. If no host is covered, the finding about all hosts replaces
/// it.
fn policy_mx_not_covered(facts: &Facts<'_>) -> Vec<Finding> {
    let some = coverage(facts).is_some_and(|coverage| !coverage.covered.is_empty());
    uncovered(facts, |host| {
        let plain = some && matches!(host.reason, Reason::Plain | Reason::NearMiss(..));
        let finding = || at_mx(&POLICY_MX_NOT_COVERED, host).with_arg("preference", host.host.preference);
        plain.then(|| with_near_miss(finding(), find_near_miss(host)))
    })
}

fn policy_mx_none_covered(facts: &Facts<'_>) -> Vec<Finding> {
    let none = coverage(facts).filter(|coverage| coverage.covered.is_empty() && !coverage.uncovered.is_empty());
    at_most_one(none.map(|coverage| {
        let names: Vec<String> = coverage.uncovered.iter().map(|uncovered| uncovered.host.name.clone()).collect();
        let near = coverage.uncovered.iter().find_map(|uncovered| Some((uncovered, find_near_miss(uncovered)?)));
        let host = near.map_or("", |(uncovered, _)| uncovered.host.name.as_str()).to_owned();
        let finding = Finding::new(&POLICY_MX_NONE_COVERED).with_arg("names", names).with_arg("host", host);
        with_near_miss(finding, near.map(|(_, near_miss)| near_miss))
    }))
}

fn policy_mx_wildcard_depth(facts: &Facts<'_>) -> Vec<Finding> {
    uncovered(facts, |host| match &host.reason {
        Reason::TooManyLabels(pattern) => {
            Some(at_mx(&POLICY_MX_WILDCARD_DEPTH, host).with_arg("value", pattern.clone()))
        }
        _ => None,
    })
}

fn policy_mx_wildcard_apex(facts: &Facts<'_>) -> Vec<Finding> {
    uncovered(facts, |host| match &host.reason {
        Reason::NoLabelForWildcard(pattern) => {
            Some(at_mx(&POLICY_MX_WILDCARD_APEX, host).with_arg("value", pattern.clone()))
        }
        _ => None,
    })
}

fn policy_mx_microsoft_depth(facts: &Facts<'_>) -> Vec<Finding> {
    uncovered(facts, |host| match &host.reason {
        Reason::MicrosoftDepth(pattern) => {
            let finding = at_mx(&POLICY_MX_MICROSOFT_DEPTH, host).with_arg("value", pattern.clone());
            Some(finding.with_arg("expected", host.host.name.clone()))
        }
        _ => None,
    })
}

fn policy_mx_microsoft_old_endpoint(facts: &Facts<'_>) -> Vec<Finding> {
    uncovered(facts, |host| {
        let old = host.reason == Reason::MicrosoftOld;
        old.then(|| at_mx(&POLICY_MX_MICROSOFT_OLD_ENDPOINT, host).with_arg("expected", host.host.name.clone()))
    })
}

fn policy_mx_google_incomplete(facts: &Facts<'_>) -> Vec<Finding> {
    uncovered(facts, |host| match &host.reason {
        Reason::Google(listed) => Some(at_mx(&POLICY_MX_GOOGLE_INCOMPLETE, host).with_arg("value", listed.clone())),
        _ => None,
    })
}

/// Reports patterns that cover no current MX host. The reason is a planned or finished move, or a typo.
fn policy_mx_unused(facts: &Facts<'_>) -> Vec<Finding> {
    let (Some(coverage), Some(policy)) = (coverage(facts), facts.policy.as_ref()) else { return Vec::new() };
    capped_findings(
        coverage.unused.iter(),
        |line| policy.place(line.span),
        |line, place| {
            let value = shorten_text(line.pattern.to_string().as_bytes());
            let host = coverage.meant_for(&line.pattern);
            let finding =
                Finding::new(&POLICY_MX_UNUSED).with_arg("line", place.line).with_arg("value", value).with_place(place);
            finding.with_arg("near", host.map_or("none", |_| "some")).with_arg("host", host.unwrap_or_default())
        },
    )
}
