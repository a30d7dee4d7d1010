//! TLS of the policy host (RFC 8461 §3.3): version, name, dates and chain of the certificate, each on its own.

use evidence::{Certificate, TlsHandshake};

use super::{one, prelude::*};
use crate::certificate::{
    ChainFault, DateFault, NameFault, chain_fault, date_fault, days_left_if_few, failure_detail, is_old_tls, issuer,
    name_fault, names_shown,
};

const STAGE: Stage = Stage::PolicyHost;

rules! {
    /// TCP connects but no TLS handshake completes with TLS 1.2 or 1.3, the reason is not an old version, and no
    /// certificate was obtained.
    POLICY_HOST_TLS_HANDSHAKE_FAILED: "policy-host-tls-handshake-failed", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3"), rfc(8461, "7.1")], ["host", "detail"],
        policy_host_tls_handshake_failed;
    /// The policy server negotiates at most TLS 1.1, or answers a TLS 1.2/1.3-only ClientHello with alert
    /// protocol_version(70).
    POLICY_HOST_TLS_OLD: "policy-host-tls-old", Error, NoPolicy, WebHost,
        [rfc(8461, "7.2"), rfc(8996, "5"), rfc(9325, "3.1.1")], ["host"],
        policy_host_tls_old;
    /// The policy host certificate's notAfter is in the past.
    POLICY_HOST_TLS_EXPIRED: "policy-host-tls-expired", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "date"],
        policy_host_tls_expired;
    /// The policy host certificate's notBefore is in the future.
    POLICY_HOST_TLS_NOT_YET_VALID: "policy-host-tls-not-yet-valid", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3"), rfc(5280, "4.1.2.5")], ["host", "date"],
        policy_host_tls_not_yet_valid;
    /// The policy host certificate expires within 14 days.
    POLICY_HOST_TLS_EXPIRING: "policy-host-tls-expiring", Warning, Own, WebHost,
        [rfc(8461, "3.3")], ["host", "date", "days"],
        policy_host_tls_expiring;
    /// No SAN dNSName of the certificate matches mta-sts.DOMAIN (wildcard only as the complete left-most label),
    /// and no more specific name finding applies.
    POLICY_HOST_TLS_NAME_MISMATCH: "policy-host-tls-name-mismatch", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3"), rfc(9525, "6.3")], ["host", "names"],
        policy_host_tls_name_mismatch;
    /// mta-sts.DOMAIN is a CNAME to another domain and the certificate matches a name in the CNAME chain (or its
    /// parent wildcard) but not mta-sts.DOMAIN.
    POLICY_HOST_TLS_PROVIDER_CERT: "policy-host-tls-provider-cert", Error, NoPolicy, WebHost,
        [rfc(8461, "8.2"), rfc(8461, "3.3")], ["host", "names", "target"],
        policy_host_tls_provider_cert;
    /// A SAN wildcard covers a suffix of mta-sts.DOMAIN but more than one label would have to match.
    POLICY_HOST_TLS_WILDCARD_TOO_SHALLOW: "policy-host-tls-wildcard-too-shallow", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3"), rfc(9525, "6.3")], ["host", "names"],
        policy_host_tls_wildcard_too_shallow;
    /// The certificate has no SAN dNSName but its subject CN equals mta-sts.DOMAIN.
    POLICY_HOST_TLS_CN_ONLY: "policy-host-tls-cn-only", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3"), rfc(9525, "2")], ["host"],
        policy_host_tls_cn_only;
    /// The chain consists of a self-signed leaf.
    POLICY_HOST_TLS_SELF_SIGNED: "policy-host-tls-self-signed", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host"],
        policy_host_tls_self_signed;
    /// The chain ends in a root that is not in the common web trust stores (private CA, distrusted CA, TLS-
    /// inspecting appliance).
    POLICY_HOST_TLS_UNTRUSTED_CA: "policy-host-tls-untrusted-ca", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "issuer"],
        policy_host_tls_untrusted_ca;
    /// The server sends no intermediate that links the leaf to a trusted root (browsers may hide this by fetching
    /// it themselves).
    POLICY_HOST_TLS_CHAIN_INCOMPLETE: "policy-host-tls-chain-incomplete", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3"), rfc(8446, "4.4.2")], ["host", "issuer"],
        policy_host_tls_chain_incomplete;
}

/// What TLS showed, where it matters.
fn tls<'a>(case: &Case<'a>) -> Option<&'a TlsHandshake> {
    case.host.tls().filter(|_| case.policy_matters())
}

/// The server's own certificate, where it matters.
fn leaf<'a>(case: &Case<'a>) -> Option<&'a Certificate> {
    tls(case).and_then(|tls| tls.chain.first())
}

fn at_host(case: &Case<'_>, rule: &'static Rule) -> Finding {
    Finding::of(rule).with("host", case.host.name.clone())
}

fn policy_host_tls_handshake_failed(case: &Case<'_>) -> Vec<Finding> {
    let other_cause = |tls: &&TlsHandshake| is_old_tls(tls) || case.host.speaks_only_http2();
    let failure = tls(case).filter(|tls| !other_cause(tls)).and_then(|tls| tls.failure.as_ref());
    one(failure.map(|failure| at_host(case, &POLICY_HOST_TLS_HANDSHAKE_FAILED).with("detail", failure_detail(failure))))
}

fn policy_host_tls_old(case: &Case<'_>) -> Vec<Finding> {
    one(tls(case).filter(|tls| is_old_tls(tls)).map(|_| at_host(case, &POLICY_HOST_TLS_OLD)))
}

/// The certificate, if this is what is wrong with its dates.
fn leaf_if_date<'a>(case: &Case<'a>, fault: DateFault) -> Option<&'a Certificate> {
    tls(case).filter(|tls| date_fault(tls, case.host.looked_at) == Some(fault))?.chain.first()
}

fn policy_host_tls_expired(case: &Case<'_>) -> Vec<Finding> {
    let expired = leaf_if_date(case, DateFault::Expired);
    one(expired.map(|leaf| at_host(case, &POLICY_HOST_TLS_EXPIRED).with("date", Timestamp::from_unix(leaf.not_after))))
}

fn policy_host_tls_not_yet_valid(case: &Case<'_>) -> Vec<Finding> {
    let early = leaf_if_date(case, DateFault::NotYetValid);
    one(early
        .map(|leaf| at_host(case, &POLICY_HOST_TLS_NOT_YET_VALID).with("date", Timestamp::from_unix(leaf.not_before))))
}

fn policy_host_tls_expiring(case: &Case<'_>) -> Vec<Finding> {
    let soon = leaf(case).and_then(|leaf| Some((leaf, days_left_if_few(leaf, case.host.looked_at)?)));
    one(soon.map(|(leaf, days)| {
        at_host(case, &POLICY_HOST_TLS_EXPIRING)
            .with("date", Timestamp::from_unix(leaf.not_after))
            .with("days", Arg::Number(days))
    }))
}

/// The names of the certificate, if one of these is what is wrong with them. Names that CNAME records lead to are a provider's.
fn names_if(case: &Case<'_>, faults: &[NameFault]) -> Option<Vec<String>> {
    let leaf = leaf(case)?;
    let chain: Vec<&str> = case.host.chain().iter().map(String::as_str).collect();
    let found = name_fault(leaf, &case.host.name, &chain)?;
    faults.contains(&found).then(|| names_shown(leaf))
}

fn policy_host_tls_name_mismatch(case: &Case<'_>) -> Vec<Finding> {
    let names = names_if(case, &[NameFault::Mismatch, NameFault::Apex]);
    one(names.map(|names| at_host(case, &POLICY_HOST_TLS_NAME_MISMATCH).with("names", names)))
}

fn policy_host_tls_provider_cert(case: &Case<'_>) -> Vec<Finding> {
    let target = case.host.chain().last().cloned().unwrap_or_default();
    let names = names_if(case, &[NameFault::Alias]);
    one(names.map(|names| at_host(case, &POLICY_HOST_TLS_PROVIDER_CERT).with("names", names).with("target", target)))
}

fn policy_host_tls_wildcard_too_shallow(case: &Case<'_>) -> Vec<Finding> {
    let names = names_if(case, &[NameFault::TooShallow]);
    one(names.map(|names| at_host(case, &POLICY_HOST_TLS_WILDCARD_TOO_SHALLOW).with("names", names)))
}

fn policy_host_tls_cn_only(case: &Case<'_>) -> Vec<Finding> {
    one(names_if(case, &[NameFault::CommonNameOnly]).map(|_| at_host(case, &POLICY_HOST_TLS_CN_ONLY)))
}

/// The handshake, if this is what is wrong with the chain.
fn tls_if_chain<'a>(case: &Case<'a>, fault: ChainFault) -> Option<&'a TlsHandshake> {
    tls(case).filter(|tls| chain_fault(tls) == Some(fault))
}

fn policy_host_tls_self_signed(case: &Case<'_>) -> Vec<Finding> {
    let tls = tls_if_chain(case, ChainFault::SelfSigned);
    one(tls.map(|_| at_host(case, &POLICY_HOST_TLS_SELF_SIGNED)))
}

fn policy_host_tls_untrusted_ca(case: &Case<'_>) -> Vec<Finding> {
    let tls = tls_if_chain(case, ChainFault::Untrusted);
    one(tls.map(|tls| at_host(case, &POLICY_HOST_TLS_UNTRUSTED_CA).with("issuer", issuer(tls))))
}

fn policy_host_tls_chain_incomplete(case: &Case<'_>) -> Vec<Finding> {
    let tls = tls_if_chain(case, ChainFault::Incomplete);
    one(tls.map(|tls| at_host(case, &POLICY_HOST_TLS_CHAIN_INCOMPLETE).with("issuer", issuer(tls))))
}
