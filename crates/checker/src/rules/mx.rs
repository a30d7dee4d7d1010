//! Routing of mail to the domain (RFC 5321 §5.1, RFC 7505), regardless of the policy.

use std::net::IpAddr;

use mta_sts::Domain;

use super::{at_most_one, prelude::*};
use crate::facts::{
    mail::{MailRouting, MxHost},
    texts::join_character_strings,
};

rules! {
    static MX_RULES of Stage::Mx;

    /// NOERROR, no MX records, but the domain has an A or AAAA record (implicit MX).
    MX_MISSING_IMPLICIT {
        id: "mx-missing-implicit",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1"), rfc(8461, "4.1")],
        args: [],
        check: mx_missing_implicit,
    }
    /// NOERROR, no MX records, and no A or AAAA record.
    MX_MISSING_NO_ADDRESS {
        id: "mx-missing-no-address",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1"), rfc(7505, "3")],
        args: [],
        check: mx_missing_no_address,
        shown_by: MailOfDomain,
    }
    /// All MX records have the exchange "." (null MX).
    MX_NULL {
        id: "mx-null",
        severity: Notice,
        effect: Own,
        owner: Nobody,
        citations: [rfc(7505, "3")],
        args: ["published"],
        check: mx_null,
    }
    /// An MX record with exchange "." exists together with other MX records.
    MX_NULL_MIXED {
        id: "mx-null-mixed",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(7505, "3")],
        args: [],
        check: mx_null_mixed,
    }
    /// An MX exchange is written as an IP address.
    MX_IS_IP {
        id: "mx-is-ip",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1"), rfc(1035, "3.3.9")],
        args: ["value"],
        check: mx_is_ip,
    }
    /// An MX host has no A and no AAAA record or gives NXDOMAIN.
    MX_NO_ADDRESS {
        id: "mx-no-address",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1")],
        args: ["host"],
        check: mx_no_address,
        shown_by: HostAddresses,
    }
    /// An MX host name is a CNAME.
    MX_IS_CNAME {
        id: "mx-is-cname",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1"), rfc(2181, "10.3"), rfc(8461, "4.1")],
        args: ["host", "target", "lives"],
        check: mx_is_cname,
        shown_by: HostAddresses,
    }
    /// Any address of an MX host is loopback, private, shared, link-local, unique-local or unspecified.
    MX_PRIVATE_ADDRESS {
        id: "mx-private-address",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1"), rfc(1918, "3")],
        args: ["host", "address", "others"],
        check: mx_private_address,
        shown_by: HostAddresses,
    }
    /// No MX host of the domain has an A record, and at least one has an AAAA record.
    MX_IPV6_ONLY {
        id: "mx-ipv6-only",
        severity: Warning,
        effect: Own,
        owner: Dns,
        citations: [rfc(5321, "5.1")],
        args: [],
        check: mx_ipv6_only,
        shown_by: Nothing,
    }
    /// The domain has a null MX, and its SPF record is exactly "v=spf1 -all". Nevertheless, an STS record exists or was
    /// intended.
    MX_PARKED_WITH_POLICY {
        id: "mx-parked-with-policy",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(7505, "3"), rfc(7505, "4.2")],
        args: [],
        check: mx_parked_with_policy,
    }
    /// An MX host ends in .mail.protection.outlook.com or .mx.microsoft and the MX TTL exceeds 21600 seconds.
    MX_TTL_OVER_MICROSOFT_LIMIT {
        id: "mx-ttl-over-microsoft-limit",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [MICROSOFT_TTL],
        args: ["ttl"],
        check: mx_ttl_over_microsoft_limit,
    }
}

/// Microsoft's upper limit for the TTL of MX records, in seconds (6 hours).
const MICROSOFT_TTL_LIMIT: u32 = 21_600;

fn mx_missing_implicit(facts: &Facts<'_>) -> Vec<Finding> {
    at_most_one((facts.mail == MailRouting::Implicit).then(|| Finding::new(&MX_MISSING_IMPLICIT)))
}

fn mx_missing_no_address(facts: &Facts<'_>) -> Vec<Finding> {
    at_most_one((facts.mail == MailRouting::NoAddress).then(|| Finding::new(&MX_MISSING_NO_ADDRESS)))
}

fn mx_null(facts: &Facts<'_>) -> Vec<Finding> {
    let published = if facts.record_attempted() || facts.has_complete_policy() { "yes" } else { "no" };
    at_most_one((facts.mail == MailRouting::Null).then(|| Finding::new(&MX_NULL).with_arg("published", published)))
}

fn mx_null_mixed(facts: &Facts<'_>) -> Vec<Finding> {
    let mixed = matches!(facts.mail, MailRouting::Hosts { with_null: true, .. });
    at_most_one(mixed.then(|| Finding::new(&MX_NULL_MIXED)))
}

/// Returns the findings that `finding` makes for MX hosts.
fn hosts(facts: &Facts<'_>, finding: impl Fn(&MxHost) -> Option<Finding>) -> Vec<Finding> {
    match &facts.mail {
        MailRouting::Hosts { hosts, .. } => hosts.iter().filter_map(finding).collect(),
        _ => Vec::new(),
    }
}

fn is_ip(host: &MxHost) -> bool {
    host.name.parse::<IpAddr>().is_ok()
}

fn mx_is_ip(facts: &Facts<'_>) -> Vec<Finding> {
    hosts(facts, |host| is_ip(host).then(|| Finding::new(&MX_IS_IP).with_arg("value", host.name.clone())))
}

fn mx_no_address(facts: &Facts<'_>) -> Vec<Finding> {
    hosts(facts, |host| {
        let bare = !is_ip(host) && facts.has_no_address(&host.name);
        bare.then(|| Finding::new(&MX_NO_ADDRESS).with_arg("host", host.name.clone()))
    })
}

fn mx_is_cname(facts: &Facts<'_>) -> Vec<Finding> {
    hosts(facts, |host| {
        let target = facts.conclusive_answer(&host.name, RecordKind::A)?.chain.last()?;
        let lives = if facts.has_no_address(&host.name) { "no" } else { "yes" };
        let finding = Finding::new(&MX_IS_CNAME).with_arg("host", host.name.clone());
        Some(finding.with_arg("target", target.clone()).with_arg("lives", lives))
    })
}

fn mx_private_address(facts: &Facts<'_>) -> Vec<Finding> {
    hosts(facts, |host| {
        let (private, public): (Vec<IpAddr>, Vec<IpAddr>) =
            facts.known_addresses(&host.name)?.into_iter().partition(|address| facts.is_private(*address));
        let finding = Finding::new(&MX_PRIVATE_ADDRESS).with_arg("host", host.name.clone());
        let others = if public.is_empty() { "none" } else { "some" };
        Some(finding.with_arg("address", private.first()?.to_string()).with_arg("others", others))
    })
}

fn mx_ipv6_only(facts: &Facts<'_>) -> Vec<Finding> {
    let without_ipv4 = |host: &MxHost| {
        facts.conclusive_answer(&host.name, RecordKind::A).is_some_and(|answer| answer.records.is_empty())
    };
    let with_ipv6 = |host: &MxHost| {
        facts.conclusive_answer(&host.name, RecordKind::Aaaa).is_some_and(|answer| !answer.records.is_empty())
    };
    let hosts = facts.mx_hosts();
    let only = hosts.iter().all(without_ipv4) && hosts.iter().any(with_ipv6);
    at_most_one(only.then(|| Finding::new(&MX_IPV6_ONLY)))
}

/// Reports a domain that neither receives nor sends mail, but uses MTA-STS.
fn mx_parked_with_policy(facts: &Facts<'_>) -> Vec<Finding> {
    let texts =
        facts.conclusive_answer(facts.domain.as_str(), RecordKind::Txt).map(join_character_strings).unwrap_or_default();
    let no_senders = texts.iter().any(|text| text == b"v=spf1 -all");
    let parked = facts.mail == MailRouting::Null && no_senders && facts.record_attempted();
    at_most_one(parked.then(|| Finding::new(&MX_PARKED_WITH_POLICY)))
}

fn mx_ttl_over_microsoft_limit(facts: &Facts<'_>) -> Vec<Finding> {
    let microsoft =
        |name: &str| Domain::is_under(name, "mail.protection.outlook.com") || Domain::is_under(name, "mx.microsoft");
    let ttl = facts.conclusive_answer(facts.domain.as_str(), RecordKind::Mx).and_then(|answer| answer.ttl);
    let long =
        ttl.filter(|ttl| *ttl > MICROSOFT_TTL_LIMIT && facts.mx_hosts().iter().any(|host| microsoft(&host.name)));
    at_most_one(long.map(|ttl| Finding::new(&MX_TTL_OVER_MICROSOFT_LIMIT).with_arg("ttl", Arg::Duration(ttl.into()))))
}
