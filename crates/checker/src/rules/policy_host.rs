//! The policy host: its name, its addresses, and whether it accepts connections (RFC 8461 §3.2, §3.3).

use std::net::IpAddr;

use evidence::{Attempt, Connect};

use mta_sts::Domain;

use super::{at_most_one, operator, prelude::*, with_host_half};
use crate::facts::{
    delegation::operator_of,
    host::{PolicyHost, is_challenge},
    policy_reach::{
        at_wrong_host, at_wrong_path, connection_attempts, ipv4_works, other_ports, policy_host_addresses,
        private_policy_host_address, refusing_addresses, silent_beside_others,
    },
};

rules! {
    static POLICY_HOST_RULES of Stage::PolicyHost;

    /// `https://mta-sts.DOMAIN/.well-known/mta-sts.txt` answers 200 over TLS ≥ 1.2 with a trusted, unexpired
    /// certificate naming mta-sts.DOMAIN in a SAN dNSName, without redirect.
    POLICY_HOST_OK {
        id: "policy-host-ok",
        severity: Pass,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "3.3")],
        args: ["host"],
        check: policy_host_ok,
    }
    /// An STS record exists and both A and AAAA queries for mta-sts.DOMAIN give NXDOMAIN without a CNAME.
    POLICY_HOST_NXDOMAIN {
        id: "policy-host-nxdomain",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.2"), rfc(8461, "8.2")],
        args: ["host", "operator", "half", "url"],
        check: policy_host_nxdomain,
        fix: DelegatedPolicyHost,
        shown_by: PolicyHostAddresses,
    }
    /// An STS record exists and mta-sts.DOMAIN exists but has neither A nor AAAA records.
    POLICY_HOST_NO_ADDRESS {
        id: "policy-host-no-address",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "3.2"), rfc(8461, "8.2")],
        args: ["host", "operator", "half", "url"],
        check: policy_host_no_address,
        fix: DelegatedPolicyHost,
        shown_by: PolicyHostAddresses,
    }
    /// mta-sts.DOMAIN is reached through a CNAME to a name outside the domain.
    POLICY_HOST_CNAME {
        id: "policy-host-cname",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(8461, "8.2")],
        args: ["host", "target", "operator"],
        check: policy_host_cname,
    }
    /// mta-sts.DOMAIN is a CNAME whose target does not exist or has no address.
    POLICY_HOST_CNAME_DANGLING {
        id: "policy-host-cname-dangling",
        severity: Error,
        effect: NoPolicy,
        owner: Dns,
        citations: [rfc(8461, "8.2"), rfc(8461, "10.3")],
        args: ["host", "target"],
        check: policy_host_cname_dangling,
        shown_by: PolicyHostAddresses,
    }
    /// Any address of mta-sts.DOMAIN is loopback, private (RFC 1918), shared (100.64/10), link-local, unique-local
    /// or unspecified.
    POLICY_HOST_PRIVATE_ADDRESS {
        id: "policy-host-private-address",
        severity: Error,
        effect: Own,
        owner: Dns,
        citations: [rfc(8461, "3.2"), rfc(1918, "3")],
        args: ["host", "address", "others"],
        check: policy_host_private_address,
        shown_by: PolicyHostAddresses,
    }
    /// mta-sts.DOMAIN has AAAA but no A record.
    POLICY_HOST_IPV6_ONLY {
        id: "policy-host-ipv6-only",
        severity: Warning,
        effect: SomeSenders,
        owner: Dns,
        citations: [rfc(8461, "3.3")],
        args: ["host"],
        check: policy_host_ipv6_only,
        shown_by: PolicyHostAddresses,
    }
    /// An AAAA record exists but connecting to it fails while IPv4 works.
    POLICY_HOST_IPV6_BROKEN {
        id: "policy-host-ipv6-broken",
        severity: Warning,
        effect: SomeSenders,
        owner: Dns,
        citations: [rfc(8461, "3.3"), rfc(8305, "5")],
        args: ["host", "address"],
        check: policy_host_ipv6_broken,
        shown_by: PolicyFileAt("address"),
    }
    /// An address accepts no connection while another one does. IPv6 addresses with working IPv4 do not count.
    POLICY_HOST_ADDRESS_SILENT {
        id: "policy-host-address-silent",
        severity: Warning,
        effect: SomeSenders,
        owner: Dns,
        citations: [rfc(8461, "3.3"), rfc(8305, "5")],
        args: ["host", "addresses"],
        check: policy_host_address_silent,
        shown_by: PolicyFileAt("addresses"),
    }
    /// TCP connection to port 443 fails (refused, reset, unreachable, timeout) on every address.
    POLICY_HOST_CONNECT_FAILED {
        id: "policy-host-connect-failed",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.3")],
        args: ["host", "addresses"],
        check: policy_host_connect_failed,
    }
    /// Port 443 fails on every address, but port 80 or 8443 answers.
    POLICY_WRONG_PORT {
        id: "policy-wrong-port",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "ports"],
        check: policy_wrong_port,
    }
    /// The policy URL is 404/410 but /mta-sts.txt, /.well-known/mta-sts or /well-known/mta-sts.txt on the same host
    /// returns a policy.
    POLICY_WRONG_PATH {
        id: "policy-wrong-path",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["url", "found"],
        check: policy_wrong_path,
    }
    /// The policy URL fails, but `https://DOMAIN/.well-known/mta-sts.txt` or `https://www.DOMAIN/…` returns a policy.
    POLICY_WRONG_HOST {
        id: "policy-wrong-host",
        severity: Error,
        effect: NoPolicy,
        owner: WebHost,
        citations: [rfc(8461, "3.2")],
        args: ["host", "found"],
        check: policy_wrong_host,
    }
    /// The response carries Strict-Transport-Security.
    POLICY_HOST_HSTS_IRRELEVANT {
        id: "policy-host-hsts-irrelevant",
        severity: Notice,
        effect: Nothing,
        owner: Nobody,
        citations: [rfc(6797, "1"), rfc(8461, "3.3")],
        args: ["host"],
        check: policy_host_hsts_irrelevant,
    }
    /// The checker's own proxy cannot be reached or returns an error about itself.
    PROXY_UNAVAILABLE {
        id: "proxy-unavailable",
        severity: Notice,
        effect: Unknown,
        owner: Nobody,
        citations: [rfc(8461, "3.3")],
        args: [],
        check: proxy_unavailable,
    }
}

/// Returns a finding that names the policy host.
fn at_host(facts: &Facts<'_>, rule: &'static Rule) -> Finding {
    Finding::new(rule).with_arg("host", facts.host.name.clone())
}

/// Returns the policy host, if a record leads senders there.
fn led_to<'c, 'a>(facts: &'c Facts<'a>) -> Option<&'c PolicyHost<'a>> {
    (!facts.is_gone() && facts.record_attempted()).then_some(&facts.host)
}

fn policy_host_ok(facts: &Facts<'_>) -> Vec<Finding> {
    let http = facts.host.http().filter(|http| http.status == 200 && !is_challenge(http));
    let whole = facts.host.observation.is_some_and(|observation| observation.interruption.is_none());
    let good = http.is_some() && whole && facts.policy_matters() && private_policy_host_address(facts).is_none();
    at_most_one(good.then(|| at_host(facts, &POLICY_HOST_OK)))
}

fn policy_host_nxdomain(facts: &Facts<'_>) -> Vec<Finding> {
    let gone =
        led_to(facts).is_some_and(|host| host.is_nxdomain() && host.cname_chain().is_empty() && !host.was_reached());
    at_most_one(gone.then(|| missing_host(facts, &POLICY_HOST_NXDOMAIN)))
}

fn policy_host_no_address(facts: &Facts<'_>) -> Vec<Finding> {
    let bare = led_to(facts).is_some_and(|host| {
        host.has_no_address() && !host.is_nxdomain() && host.cname_chain().is_empty() && !host.was_reached()
    });
    at_most_one(bare.then(|| missing_host(facts, &POLICY_HOST_NO_ADDRESS)))
}

/// Returns a finding about a missing policy host. A delegated record needs a delegated policy host. If the operator is
/// unknown, the CNAME target of the record stands for it.
fn missing_host(facts: &Facts<'_>, rule: &'static Rule) -> Finding {
    let target = facts.delegated_record();
    let operator = target.map_or("none", |target| operator_of(target).unwrap_or(target));
    with_host_half(facts, at_host(facts, rule).with_arg("operator", operator), target)
}

/// Returns the CNAME target of the policy host, if it is outside the domain.
fn target<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let target = facts.host.cname_chain().last().map(String::as_str)?;
    (!Domain::is_under(target, facts.domain.as_str())).then_some(target)
}

fn policy_host_cname(facts: &Facts<'_>) -> Vec<Finding> {
    let live = facts.policy_matters() && !facts.host.has_no_address();
    at_most_one(target(facts).filter(|_| live).map(|target| {
        let operator = operator(target);
        at_host(facts, &POLICY_HOST_CNAME).with_arg("target", target).with_arg("operator", operator)
    }))
}

/// Reports a dangling CNAME with or without an STS record, because an attacker who obtains the target can serve a
/// policy (RFC 8461 §10.3).
fn policy_host_cname_dangling(facts: &Facts<'_>) -> Vec<Finding> {
    let dangling = !facts.is_gone() && facts.host.has_no_address() && !facts.host.was_reached();
    let target = facts.host.cname_chain().last().filter(|_| dangling);
    at_most_one(target.map(|target| at_host(facts, &POLICY_HOST_CNAME_DANGLING).with_arg("target", target.clone())))
}

/// Returns the state of public addresses besides a private one: `reached`, `unseen` or `none`. A sender that reaches
/// one of them still gets the policy.
fn others(facts: &Facts<'_>) -> &'static str {
    let is_public = |attempt: &&Attempt| attempt.connect != Connect::NotPublic && !facts.is_private(attempt.address);
    let mut public = connection_attempts(facts).iter().filter(is_public);
    if public.clone().any(|attempt| attempt.connect == Connect::Ok) {
        "reached"
    } else if public.next().is_some()
        || policy_host_addresses(facts).into_iter().any(|address| !facts.is_private(address))
    {
        "unseen"
    } else {
        "none"
    }
}

fn policy_host_private_address(facts: &Facts<'_>) -> Vec<Finding> {
    let finding = |address: IpAddr| {
        let finding = at_host(facts, &POLICY_HOST_PRIVATE_ADDRESS).with_arg("address", address.to_string());
        finding.with_arg("others", others(facts))
    };
    at_most_one(led_to(facts).and_then(|_| private_policy_host_address(facts)).map(finding))
}

fn policy_host_ipv6_only(facts: &Facts<'_>) -> Vec<Finding> {
    let count = |answer: Option<&DnsAnswer>| answer.map(|answer| answer.records.len());
    let only = count(facts.host.a) == Some(0) && count(facts.host.aaaa).is_some_and(|count| count > 0);
    at_most_one((only && facts.policy_matters()).then(|| at_host(facts, &POLICY_HOST_IPV6_ONLY)))
}

fn policy_host_ipv6_broken(facts: &Facts<'_>) -> Vec<Finding> {
    let broken = silent_beside_others(facts).into_iter().find(|address| address.is_ipv6() && ipv4_works(facts));
    at_most_one(broken.map(|address| at_host(facts, &POLICY_HOST_IPV6_BROKEN).with_arg("address", address.to_string())))
}

/// Reports silent addresses, except for IPv6 with working IPv4, which another rule reports.
fn policy_host_address_silent(facts: &Facts<'_>) -> Vec<Finding> {
    let silent = silent_beside_others(facts).into_iter().filter(|address| address.is_ipv4() || !ipv4_works(facts));
    let addresses: Vec<String> = silent.map(|address| address.to_string()).collect();
    let told = !addresses.is_empty();
    at_most_one(told.then(|| at_host(facts, &POLICY_HOST_ADDRESS_SILENT).with_arg("addresses", addresses)))
}

fn policy_wrong_port(facts: &Facts<'_>) -> Vec<Finding> {
    let ports = other_ports(facts);
    let led_astray = !ports.is_empty() && !refusing_addresses(facts).is_empty();
    at_most_one(led_astray.then(|| at_host(facts, &POLICY_WRONG_PORT).with_arg("ports", ports)))
}

fn policy_host_connect_failed(facts: &Facts<'_>) -> Vec<Finding> {
    let addresses = refusing_addresses(facts);
    let plain = !addresses.is_empty() && other_ports(facts).is_empty();
    at_most_one(plain.then(|| at_host(facts, &POLICY_HOST_CONNECT_FAILED).with_arg("addresses", addresses)))
}

fn policy_wrong_path(facts: &Facts<'_>) -> Vec<Finding> {
    let finding =
        |found| Finding::new(&POLICY_WRONG_PATH).with_arg("url", facts.domain.policy_url()).with_arg("found", found);
    at_most_one(at_wrong_path(facts).map(finding))
}

fn policy_wrong_host(facts: &Facts<'_>) -> Vec<Finding> {
    at_most_one(at_wrong_host(facts).map(|found| at_host(facts, &POLICY_WRONG_HOST).with_arg("found", found)))
}

/// Reports HSTS, which has no effect on MTA-STS.
fn policy_host_hsts_irrelevant(facts: &Facts<'_>) -> Vec<Finding> {
    let http = facts.host.http().filter(|http| http.status == 200 && facts.policy_matters());
    let hsts = http.and_then(|http| http.header("strict-transport-security"));
    at_most_one(hsts.map(|_| at_host(facts, &POLICY_HOST_HSTS_IRRELEVANT)))
}

fn proxy_unavailable(facts: &Facts<'_>) -> Vec<Finding> {
    let down = facts.host.unobserved.is_some_and(|unobserved| *unobserved != Unobserved::NotOffered);
    at_most_one((down && !facts.is_gone()).then(|| Finding::new(&PROXY_UNAVAILABLE)))
}
