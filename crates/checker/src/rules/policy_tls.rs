//! TLS of the policy host (RFC 8461 §3.3): version, name, dates and chain of the certificate, each by itself.

use evidence::{Certificate, TlsHandshake};

use super::{at_most_one, prelude::*};
use crate::facts::certificate::{
    ChainFault, DateFault, NameFault, chain_fault, date_fault, days_left_if_few, failure_detail, is_old_tls,
    last_issuer, name_fault, names_shown,
};

rules! {
    static POLICY_TLS_RULES of Stage::PolicyHost;

    /// TCP connects, but no TLS handshake completes with TLS 1.2 or 1.3. The reason is not an old version, and no
    /// certificate was obtained.
    POLICY_HOST_TLS_HANDSHAKE_FAILED {
        id: "policy-host-tls-handshake-failed",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), rfc(8461, "7.1")],
        args: ["host", "detail"],
        check: policy_host_tls_handshake_failed,
        shown_by: PolicyHostTls,
    }
    /// The policy server negotiates at most TLS 1.1, or answers a TLS 1.2/1.3-only ClientHello with alert
    /// protocol_version(70).
    POLICY_HOST_TLS_OLD {
        id: "policy-host-tls-old",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "7.2"), rfc(8996, "5"), rfc(9325, "3.1.1")],
        args: ["host"],
        check: policy_host_tls_old,
        shown_by: PolicyHostTls,
    }
    /// The policy host certificate's notAfter is in the past.
    POLICY_HOST_TLS_EXPIRED {
        id: "policy-host-tls-expired",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "date"],
        check: policy_host_tls_expired,
        shown_by: PolicyHostTls,
    }
    /// The policy host certificate's notBefore is in the future.
    POLICY_HOST_TLS_NOT_YET_VALID {
        id: "policy-host-tls-not-yet-valid",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), rfc(5280, "4.1.2.5")],
        args: ["host", "date"],
        check: policy_host_tls_not_yet_valid,
        shown_by: PolicyHostTls,
    }
    /// The policy host certificate expires within 14 days.
    POLICY_HOST_TLS_EXPIRING {
        id: "policy-host-tls-expiring",
        severity: Warning,
        effect: Own,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "date", "days"],
        check: policy_host_tls_expiring,
        shown_by: PolicyHostCertificate("-dates"),
    }
    /// No SAN dNSName of the certificate matches mta-sts.DOMAIN (wildcard only as the complete left-most label),
    /// and no more specific name finding applies.
    POLICY_HOST_TLS_NAME_MISMATCH {
        id: "policy-host-tls-name-mismatch",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), rfc(9525, "6.3")],
        args: ["host", "names"],
        check: policy_host_tls_name_mismatch,
        shown_by: PolicyHostTls,
    }
    /// mta-sts.DOMAIN is a CNAME to another domain and the certificate matches a name in the CNAME chain (or its
    /// parent wildcard) but not mta-sts.DOMAIN.
    POLICY_HOST_TLS_PROVIDER_CERT {
        id: "policy-host-tls-provider-cert",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "8.2"), rfc(8461, "3.3")],
        args: ["host", "names", "target"],
        check: policy_host_tls_provider_cert,
        shown_by: PolicyHostTls,
    }
    /// A SAN wildcard covers a suffix of mta-sts.DOMAIN but more than one label would have to match.
    POLICY_HOST_TLS_WILDCARD_TOO_SHALLOW {
        id: "policy-host-tls-wildcard-too-shallow",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), rfc(9525, "6.3")],
        args: ["host", "names"],
        check: policy_host_tls_wildcard_too_shallow,
        shown_by: PolicyHostTls,
    }
    /// The certificate has no SAN dNSName but its subject CN equals mta-sts.DOMAIN.
    POLICY_HOST_TLS_CN_ONLY {
        id: "policy-host-tls-cn-only",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), rfc(9525, "2")],
        args: ["host"],
        check: policy_host_tls_cn_only,
        shown_by: PolicyHostCertificate("-ext subjectAltName"),
    }
    /// The chain consists of a self-signed leaf.
    POLICY_HOST_TLS_SELF_SIGNED {
        id: "policy-host-tls-self-signed",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host"],
        check: policy_host_tls_self_signed,
        shown_by: PolicyHostTls,
    }
    /// The chain ends in a root that is not in the common web trust stores (private CA, distrusted CA, TLS-
    /// inspecting appliance).
    POLICY_HOST_TLS_UNTRUSTED_CA {
        id: "policy-host-tls-untrusted-ca",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "issuer"],
        check: policy_host_tls_untrusted_ca,
        shown_by: PolicyHostTls,
    }
    /// The server sends no intermediate that links the leaf to a trusted root (browsers may hide this by fetching
    /// it themselves).
    POLICY_HOST_TLS_CHAIN_INCOMPLETE {
        id: "policy-host-tls-chain-incomplete",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3"), rfc(8446, "4.4.2")],
        args: ["host", "issuer"],
        check: policy_host_tls_chain_incomplete,
        shown_by: PolicyHostTls,
    }
}

/// Returns the TLS handshake, if it matters.
fn tls<'a>(facts: &Facts<'a>) -> Option<&'a TlsHandshake> {
    facts.host.tls().filter(|_| facts.policy_matters())
}

/// Returns the server's own certificate, if it matters.
fn leaf<'a>(facts: &Facts<'a>) -> Option<&'a Certificate> {
    tls(facts).and_then(|tls| tls.chain.first())
}

fn at_host(facts: &Facts<'_>, rule: &'static Rule) -> Finding {
    Finding::new(rule).with_arg("host", facts.host.name.clone())
}

fn policy_host_tls_handshake_failed(facts: &Facts<'_>) -> Vec<Finding> {
    let other_cause = |tls: &&TlsHandshake| is_old_tls(tls) || facts.host.speaks_only_http2();
    let failure = tls(facts).filter(|tls| !other_cause(tls)).and_then(|tls| tls.failure.as_ref());
    at_most_one(
        failure.map(|failure| {
            at_host(facts, &POLICY_HOST_TLS_HANDSHAKE_FAILED).with_arg("detail", failure_detail(failure))
        }),
    )
}

fn policy_host_tls_old(facts: &Facts<'_>) -> Vec<Finding> {
    at_most_one(tls(facts).filter(|tls| is_old_tls(tls)).map(|_| at_host(facts, &POLICY_HOST_TLS_OLD)))
}

/// Returns the certificate, if its dates have this fault.
fn leaf_if_date<'a>(facts: &Facts<'a>, fault: DateFault) -> Option<&'a Certificate> {
    tls(facts).filter(|tls| date_fault(tls, facts.host.observed_at) == Some(fault))?.chain.first()
}

fn policy_host_tls_expired(facts: &Facts<'_>) -> Vec<Finding> {
    let expired = leaf_if_date(facts, DateFault::Expired);
    at_most_one(
        expired.map(|leaf| {
            at_host(facts, &POLICY_HOST_TLS_EXPIRED).with_arg("date", Timestamp::from_unix(leaf.not_after))
        }),
    )
}

fn policy_host_tls_not_yet_valid(facts: &Facts<'_>) -> Vec<Finding> {
    let early = leaf_if_date(facts, DateFault::NotYetValid);
    at_most_one(early.map(|leaf| {
        at_host(facts, &POLICY_HOST_TLS_NOT_YET_VALID).with_arg("date", Timestamp::from_unix(leaf.not_before))
    }))
}

fn policy_host_tls_expiring(facts: &Facts<'_>) -> Vec<Finding> {
    let soon = leaf(facts).and_then(|leaf| Some((leaf, days_left_if_few(leaf, facts.host.observed_at)?)));
    at_most_one(soon.map(|(leaf, days)| {
        at_host(facts, &POLICY_HOST_TLS_EXPIRING)
            .with_arg("date", Timestamp::from_unix(leaf.not_after))
            .with_arg("days", Arg::Number(days))
    }))
}

/// Returns the names of the certificate, if its name fault is one of these. Names in the CNAME chain are a provider's.
fn names_if(facts: &Facts<'_>, faults: &[NameFault]) -> Option<Vec<String>> {
    let leaf = leaf(facts)?;
    let chain: Vec<&str> = facts.host.cname_chain().iter().map(String::as_str).collect();
    let found = name_fault(leaf, &facts.host.name, &chain)?;
    faults.contains(&found).then(|| names_shown(leaf))
}

fn policy_host_tls_name_mismatch(facts: &Facts<'_>) -> Vec<Finding> {
    let names = names_if(facts, &[NameFault::Mismatch, NameFault::Apex]);
    at_most_one(names.map(|names| at_host(facts, &POLICY_HOST_TLS_NAME_MISMATCH).with_arg("names", names)))
}

fn policy_host_tls_provider_cert(facts: &Facts<'_>) -> Vec<Finding> {
    let target = facts.host.cname_chain().last().cloned().unwrap_or_default();
    let names = names_if(facts, &[NameFault::Alias]);
    at_most_one(names.map(|names| {
        at_host(facts, &POLICY_HOST_TLS_PROVIDER_CERT).with_arg("names", names).with_arg("target", target)
    }))
}

fn policy_host_tls_wildcard_too_shallow(facts: &Facts<'_>) -> Vec<Finding> {
    let names = names_if(facts, &[NameFault::TooShallow]);
    at_most_one(names.map(|names| at_host(facts, &POLICY_HOST_TLS_WILDCARD_TOO_SHALLOW).with_arg("names", names)))
}

fn policy_host_tls_cn_only(facts: &Facts<'_>) -> Vec<Finding> {
    at_most_one(names_if(facts, &[NameFault::CommonNameOnly]).map(|_| at_host(facts, &POLICY_HOST_TLS_CN_ONLY)))
}

/// Returns the handshake, if its chain has this fault.
fn tls_if_chain<'a>(facts: &Facts<'a>, fault: ChainFault) -> Option<&'a TlsHandshake> {
    tls(facts).filter(|tls| chain_fault(tls) == Some(fault))
}

fn policy_host_tls_self_signed(facts: &Facts<'_>) -> Vec<Finding> {
    let tls = tls_if_chain(facts, ChainFault::SelfSigned);
    at_most_one(tls.map(|_| at_host(facts, &POLICY_HOST_TLS_SELF_SIGNED)))
}

fn policy_host_tls_untrusted_ca(facts: &Facts<'_>) -> Vec<Finding> {
    let tls = tls_if_chain(facts, ChainFault::Untrusted);
    at_most_one(tls.map(|tls| at_host(facts, &POLICY_HOST_TLS_UNTRUSTED_CA).with_arg("issuer", last_issuer(tls))))
}

fn policy_host_tls_chain_incomplete(facts: &Facts<'_>) -> Vec<Finding> {
    let tls = tls_if_chain(facts, ChainFault::Incomplete);
    at_most_one(tls.map(|tls| at_host(facts, &POLICY_HOST_TLS_CHAIN_INCOMPLETE).with_arg("issuer", last_issuer(tls))))
}
