//! Where mail to the domain goes (RFC 5321 §5.1, RFC 7505), policy aside.

use std::net::IpAddr;

use super::{one, prelude::*};
use crate::{
    case::{Mail, MxHost, joined},
    coverage::ends_with,
};

const STAGE: Stage = Stage::Mx;

rules! {
    /// NOERROR, no MX records, but the domain has an A or AAAA record (implicit MX).
    MX_MISSING_IMPLICIT: "mx-missing-implicit", Warning, Own, Dns,
        [rfc(5321, "5.1"), rfc(8461, "4.1")], [],
        mx_missing_implicit;
    /// NOERROR, no MX records, and no A or AAAA record.
    MX_MISSING_NO_ADDRESS: "mx-missing-no-address", Error, Own, Dns,
        [rfc(5321, "5.1"), rfc(7505, "3")], [],
        mx_missing_no_address;
    /// Exactly one MX record, exchange "." (preference 0).
    MX_NULL: "mx-null", Notice, Own, Nobody,
        [rfc(7505, "3")], ["published"],
        mx_null;
    /// An MX record with exchange "." exists together with other MX records.
    MX_NULL_MIXED: "mx-null-mixed", Error, Own, Dns,
        [rfc(7505, "3")], [],
        mx_null_mixed;
    /// An MX exchange is written as an IP address.
    MX_IS_IP: "mx-is-ip", Error, Own, Dns,
        [rfc(5321, "5.1"), rfc(1035, "3.3.9")], ["value"],
        mx_is_ip;
    /// An MX host has no A and no AAAA record or gives NXDOMAIN.
    MX_NO_ADDRESS: "mx-no-address", Error, Own, Dns,
        [rfc(5321, "5.1")], ["host"],
        mx_no_address;
    /// An MX host name is a CNAME.
    MX_IS_CNAME: "mx-is-cname", Warning, Own, Dns,
        [rfc(5321, "5.1"), rfc(2181, "10.3"), rfc(8461, "4.1")], ["host", "target", "lives"],
        mx_is_cname;
    /// Any address of an MX host is loopback, private, shared, link-local, unique-local or unspecified.
    MX_PRIVATE_ADDRESS: "mx-private-address", Error, Own, Dns,
        [rfc(5321, "5.1"), rfc(1918, "3")], ["host", "address", "others"],
        mx_private_address;
    /// No MX host of the domain has an A record.
    MX_IPV6_ONLY: "mx-ipv6-only", Warning, Own, Dns,
        [rfc(5321, "5.1")], [],
        mx_ipv6_only;
    /// An STS record exists and the domain's SPF is exactly "v=spf1 -all" with null MX, or the MX belongs to a
    /// known parking service.
    MX_PARKED_WITH_POLICY: "mx-parked-with-policy", Notice, Nothing, Nobody,
        [rfc(7505, "3"), rfc(7505, "4.2")], [],
        mx_parked_with_policy;
    /// An MX host ends in .mail.protection.outlook.com or .mx.microsoft and the MX TTL exceeds 21600 seconds.
    MX_TTL_OVER_MICROSOFT_LIMIT: "mx-ttl-over-microsoft-limit", Notice, Nothing, Nobody,
        [MICROSOFT_TTL], ["ttl"],
        mx_ttl_over_microsoft_limit;
}

/// Microsoft's upper limit for the TTL of MX records, in seconds (6 hours).
const MICROSOFT_TTL_LIMIT: u32 = 21_600;

fn mx_missing_implicit(case: &Case<'_>) -> Vec<Finding> {
    one((case.mail == Mail::Implicit).then(|| Finding::of(&MX_MISSING_IMPLICIT)))
}

fn mx_missing_no_address(case: &Case<'_>) -> Vec<Finding> {
    one((case.mail == Mail::NoAddress).then(|| Finding::of(&MX_MISSING_NO_ADDRESS)))
}

fn mx_null(case: &Case<'_>) -> Vec<Finding> {
    let published = if case.record_attempted() || case.has_complete_policy() { "yes" } else { "no" };
    one((case.mail == Mail::Null).then(|| Finding::of(&MX_NULL).with("published", published)))
}

fn mx_null_mixed(case: &Case<'_>) -> Vec<Finding> {
    let mixed = matches!(case.mail, Mail::Hosts { with_null: true, .. });
    one(mixed.then(|| Finding::of(&MX_NULL_MIXED)))
}

/// A finding for every MX host of this kind.
fn hosts(case: &Case<'_>, finding: impl Fn(&MxHost) -> Option<Finding>) -> Vec<Finding> {
    match &case.mail {
        Mail::Hosts { hosts, .. } => hosts.iter().filter_map(finding).collect(),
        _ => Vec::new(),
    }
}

fn is_ip(host: &MxHost) -> bool {
    host.name.parse::<IpAddr>().is_ok()
}

fn mx_is_ip(case: &Case<'_>) -> Vec<Finding> {
    hosts(case, |host| is_ip(host).then(|| Finding::of(&MX_IS_IP).with("value", host.name.clone())))
}

fn mx_no_address(case: &Case<'_>) -> Vec<Finding> {
    hosts(case, |host| {
        let bare = !is_ip(host) && case.has_no_address(&host.name);
        bare.then(|| Finding::of(&MX_NO_ADDRESS).with("host", host.name.clone()))
    })
}

fn mx_is_cname(case: &Case<'_>) -> Vec<Finding> {
    hosts(case, |host| {
        let target = case.known(&host.name, RecordKind::A)?.chain.last()?;
        let lives = if case.has_no_address(&host.name) { "no" } else { "yes" };
        let finding = Finding::of(&MX_IS_CNAME).with("host", host.name.clone());
        Some(finding.with("target", target.clone()).with("lives", lives))
    })
}

fn mx_private_address(case: &Case<'_>) -> Vec<Finding> {
    hosts(case, |host| {
        let (private, public): (Vec<IpAddr>, Vec<IpAddr>) =
            case.addresses(&host.name)?.into_iter().partition(|address| case.is_private(*address));
        let finding = Finding::of(&MX_PRIVATE_ADDRESS).with("host", host.name.clone());
        let others = if public.is_empty() { "none" } else { "some" };
        Some(finding.with("address", private.first()?.to_string()).with("others", others))
    })
}

fn mx_ipv6_only(case: &Case<'_>) -> Vec<Finding> {
    let without_ipv4 =
        |host: &MxHost| case.known(&host.name, RecordKind::A).is_some_and(|answer| answer.records.is_empty());
    let with_ipv6 =
        |host: &MxHost| case.known(&host.name, RecordKind::Aaaa).is_some_and(|answer| !answer.records.is_empty());
    let hosts = case.mx_hosts();
    let only = hosts.iter().all(without_ipv4) && hosts.iter().any(with_ipv6);
    one(only.then(|| Finding::of(&MX_IPV6_ONLY)))
}

/// A domain that says in every way that it takes no part in mail, and has MTA-STS all the same.
fn mx_parked_with_policy(case: &Case<'_>) -> Vec<Finding> {
    let texts = case.known(case.domain.as_str(), RecordKind::Txt).map(joined).unwrap_or_default();
    let no_senders = texts.iter().any(|text| text == b"v=spf1 -all");
    let parked = case.mail == Mail::Null && no_senders && case.record_attempted();
    one(parked.then(|| Finding::of(&MX_PARKED_WITH_POLICY)))
}

fn mx_ttl_over_microsoft_limit(case: &Case<'_>) -> Vec<Finding> {
    let microsoft = |name: &str| ends_with(name, "mail.protection.outlook.com") || ends_with(name, "mx.microsoft");
    let ttl = case.known(case.domain.as_str(), RecordKind::Mx).and_then(|answer| answer.ttl);
    let long = ttl.filter(|ttl| *ttl > MICROSOFT_TTL_LIMIT && case.mx_hosts().iter().any(|host| microsoft(&host.name)));
    one(long.map(|ttl| Finding::of(&MX_TTL_OVER_MICROSOFT_LIMIT).with("ttl", Arg::Duration(ttl.into()))))
}
