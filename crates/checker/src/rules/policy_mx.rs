//! The `mx` lines of the policy file, each by itself (RFC 8461 §3.2, §4.1).

use std::{cell::RefCell, collections::BTreeSet};

use mta_sts::{Key, MxLine, PatternProblem as Pattern, PolicyProblem as P};

use super::{
    prelude::*,
    problems::{capped_findings, policy_problems},
};

rules! {
    static POLICY_MX_RULES of Stage::Policy;

    /// mode is enforce or testing, there is no mx line, and no typo or case finding explains it.
    POLICY_MX_MISSING {
        id: "policy-mx-missing",
        severity: Error,
        effect: NoPolicy,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: [],
        check: |facts| policy_problems(facts, &POLICY_MX_MISSING, P::Missing(Key::Mx)),
        fix: PolicyFile,
    }
    /// An mx line has no value.
    POLICY_MX_EMPTY {
        id: "policy-mx-empty",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line"],
        check: |facts| policy_problems(facts, &POLICY_MX_EMPTY, P::Mx(Pattern::Empty)),
        fix: PolicyFile,
    }
    /// An mx value begins with digits followed by blanks and a host name.
    POLICY_MX_HAS_PREFERENCE {
        id: "policy-mx-has-preference",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value", "expected"],
        check: |facts| policy_problems(facts, &POLICY_MX_HAS_PREFERENCE, P::Mx(Pattern::Preference)),
        fix: PolicyFile,
    }
    /// An mx value ends with a dot.
    POLICY_MX_TRAILING_DOT {
        id: "policy-mx-trailing-dot",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(5321, "4.1.2")],
        args: ["line", "value", "expected"],
        check: |facts| policy_problems(facts, &POLICY_MX_TRAILING_DOT, P::Mx(Pattern::TrailingDot)),
        fix: PolicyFile,
    }
    /// An mx value contains a comma or blanks between host names.
    POLICY_MX_MULTIPLE_HOSTS_ONE_LINE {
        id: "policy-mx-multiple-hosts-one-line",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MX_MULTIPLE_HOSTS_ONE_LINE, P::Mx(Pattern::SeveralHosts)),
        fix: PolicyFile,
    }
    /// An mx value is an IPv4 or IPv6 address (with or without brackets).
    POLICY_MX_IP_ADDRESS {
        id: "policy-mx-ip-address",
        severity: Error,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(8461, "4.1")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MX_IP_ADDRESS, P::Mx(Pattern::IpAddress)),
        fix: PolicyFile,
    }
    /// An mx value contains '://', '/', '@' or a ':port'.
    POLICY_MX_URL_OR_PORT {
        id: "policy-mx-url-or-port",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MX_URL_OR_PORT, P::Mx(Pattern::UrlOrPort)),
        fix: PolicyFile,
    }
    /// An mx value contains non-ASCII characters (U-label or full-width letters).
    POLICY_MX_UNICODE {
        id: "policy-mx-unicode",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MX_UNICODE, P::Mx(Pattern::Unicode)),
        fix: PolicyFile,
    }
    /// An mx value contains '*' anywhere except as the complete left-most label followed by '.', or is a bare '*'.
    POLICY_MX_WILDCARD_INVALID {
        id: "policy-mx-wildcard-invalid",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(8461, "4.1")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MX_WILDCARD_INVALID, P::Mx(Pattern::Wildcard)),
        fix: PolicyFile,
    }
    /// The suffix of a wildcard pattern is a single label or a public suffix (*.com, *.co.jp).
    POLICY_MX_WILDCARD_TLD {
        id: "policy-mx-wildcard-tld",
        severity: Warning,
        effect: Own,
        owner: PolicyFile,
        citations: [rfc(8461, "10.4")],
        args: ["line", "value"],
        check: policy_mx_wildcard_tld,
    }
    /// A pattern is *.DOMAIN.
    POLICY_MX_WILDCARD_OWN_DOMAIN {
        id: "policy-mx-wildcard-own-domain",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(8461, "10.4")],
        args: ["line", "value"],
        check: policy_mx_wildcard_own_domain,
    }
    /// An mx value is not `["*."]` Domain of RFC 5321 for any other reason: empty label, leading dot, underscore,
    /// label starting or ending with '-', label over 63 or name over 253 octets.
    POLICY_MX_BAD_HOSTNAME {
        id: "policy-mx-bad-hostname",
        severity: Error,
        effect: UselessLine,
        owner: PolicyFile,
        citations: [rfc(8461, "3.2"), rfc(5321, "4.1.2")],
        args: ["line", "value"],
        check: |facts| policy_problems(facts, &POLICY_MX_BAD_HOSTNAME, P::Mx(Pattern::HostName)),
        fix: PolicyFile,
    }
    /// An mx value is a host name without a dot.
    POLICY_MX_SINGLE_LABEL {
        id: "policy-mx-single-label",
        severity: Warning,
        effect: SkipHost,
        owner: PolicyFile,
        citations: [rfc(8461, "4.1")],
        args: ["line", "value"],
        check: policy_mx_single_label,
    }
    /// Two mx values are equal ignoring case.
    POLICY_MX_DUPLICATE {
        id: "policy-mx-duplicate",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.2")],
        args: ["line", "value"],
        check: policy_mx_duplicate,
    }
    /// An mx value contains capital letters.
    POLICY_MX_UPPERCASE {
        id: "policy-mx-uppercase",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "4.1"), rfc(6125, "6.4.1")],
        args: ["line", "value"],
        check: policy_mx_uppercase,
    }
}

/// Returns a finding for every pattern in the file that is `wanted`.
fn patterns(facts: &Facts<'_>, rule: &'static Rule, wanted: impl Fn(&MxLine) -> bool) -> Vec<Finding> {
    let Some(policy) = facts.policy.as_ref().filter(|_| facts.policy_matters()) else { return Vec::new() };
    let lines = policy.reading.policy.mx.iter().filter(|line| !is_address(policy.body, line) && wanted(line));
    capped_findings(
        lines,
        |line| policy.place(line.span),
        |line, place| {
            let value = shorten_text(line.pattern.to_string().as_bytes());
            Finding::new(rule).with_arg("line", place.line).with_arg("value", value).with_place(place)
        },
    )
}

/// Returns whether a line is an IP address. An IPv4 address passes the grammar, and another rule reports it.
fn is_address(body: &[u8], line: &MxLine) -> bool {
    str::from_utf8(line.span.slice(body)).is_ok_and(|value| value.parse::<std::net::IpAddr>().is_ok())
}

/// Second-level labels under which registries sell names in many country domains. The full public suffix list would
/// cost more than the rest of the page. A reader still sees that a missed suffix is a wildcard.
const REGISTRY_LABELS: [&str; 14] =
    ["ac", "ad", "co", "com", "ed", "edu", "go", "gov", "gr", "lg", "ne", "net", "or", "org"];

/// Returns whether names under `suffix` belong to many parties.
fn is_public_suffix(suffix: &str) -> bool {
    match suffix.split_once('.') {
        None => true,
        Some((first, country)) => country.len() == 2 && REGISTRY_LABELS.contains(&first.to_ascii_lowercase().as_str()),
    }
}

fn policy_mx_wildcard_tld(facts: &Facts<'_>) -> Vec<Finding> {
    patterns(facts, &POLICY_MX_WILDCARD_TLD, |line| line.pattern.wildcard && is_public_suffix(&line.pattern.host))
}

fn policy_mx_wildcard_own_domain(facts: &Facts<'_>) -> Vec<Finding> {
    patterns(facts, &POLICY_MX_WILDCARD_OWN_DOMAIN, |line| {
        line.pattern.wildcard && line.pattern.host.eq_ignore_ascii_case(facts.domain.as_str())
    })
}

fn policy_mx_single_label(facts: &Facts<'_>) -> Vec<Finding> {
    patterns(facts, &POLICY_MX_SINGLE_LABEL, |line| !line.pattern.wildcard && !line.pattern.host.contains('.'))
}

fn policy_mx_duplicate(facts: &Facts<'_>) -> Vec<Finding> {
    let earlier = RefCell::new(BTreeSet::new());
    patterns(facts, &POLICY_MX_DUPLICATE, |line| {
        !earlier.borrow_mut().insert(line.pattern.to_string().to_ascii_lowercase())
    })
}

fn policy_mx_uppercase(facts: &Facts<'_>) -> Vec<Finding> {
    patterns(facts, &POLICY_MX_UPPERCASE, |line| line.pattern.host.bytes().any(|octet| octet.is_ascii_uppercase()))
}
