//! The policy host: its name, its addresses, and whether it can be connected to (RFC 8461 §3.2, §3.3).

use std::net::IpAddr;

use evidence::{Attempt, ComparisonTarget, Connect, Interruption};

use super::{delegated_to, one, operator, prelude::*, with_host_half};
use crate::{case::HostCase, coverage::ends_with, delegation::operator_of};

const STAGE: Stage = Stage::PolicyHost;

rules! {
    /// https://mta-sts.DOMAIN/.well-known/mta-sts.txt answers 200 over TLS ≥ 1.2 with a trusted, unexpired
    /// certificate naming mta-sts.DOMAIN in a SAN dNSName, without redirect.
    POLICY_HOST_OK: "policy-host-ok", Pass, Nothing, Nobody,
        [rfc(8461, "3.3")], ["host"],
        policy_host_ok;
    /// An STS record exists and both A and AAAA queries for mta-sts.DOMAIN give NXDOMAIN without a CNAME.
    POLICY_HOST_NXDOMAIN: "policy-host-nxdomain", Error, NoPolicy, Dns,
        [rfc(8461, "3.2"), rfc(8461, "8.2")], ["host", "operator", "half", "url"],
        policy_host_nxdomain;
    /// An STS record exists and mta-sts.DOMAIN exists but has neither A nor AAAA records.
    POLICY_HOST_NO_ADDRESS: "policy-host-no-address", Error, NoPolicy, Dns,
        [rfc(8461, "3.2"), rfc(8461, "8.2")], ["host", "operator", "half", "url"],
        policy_host_no_address;
    /// mta-sts.DOMAIN is reached through a CNAME to a name outside the domain.
    POLICY_HOST_CNAME: "policy-host-cname", Notice, Nothing, Nobody,
        [rfc(8461, "8.2")], ["host", "target", "operator"],
        policy_host_cname;
    /// mta-sts.DOMAIN is a CNAME whose target does not exist or has no address.
    POLICY_HOST_CNAME_DANGLING: "policy-host-cname-dangling", Error, NoPolicy, Dns,
        [rfc(8461, "8.2"), rfc(8461, "10.3")], ["host", "target"],
        policy_host_cname_dangling;
    /// Any address of mta-sts.DOMAIN is loopback, private (RFC 1918), shared (100.64/10), link-local, unique-local
    /// or unspecified.
    POLICY_HOST_PRIVATE_ADDRESS: "policy-host-private-address", Error, Own, Dns,
        [rfc(8461, "3.2"), rfc(1918, "3")], ["host", "address", "others"],
        policy_host_private_address;
    /// mta-sts.DOMAIN has AAAA but no A record.
    POLICY_HOST_IPV6_ONLY: "policy-host-ipv6-only", Warning, SomeSenders, Dns,
        [rfc(8461, "3.3")], ["host"],
        policy_host_ipv6_only;
    /// An AAAA record exists but connecting to it fails while IPv4 works.
    POLICY_HOST_IPV6_BROKEN: "policy-host-ipv6-broken", Warning, SomeSenders, Dns,
        [rfc(8461, "3.3"), rfc(8305, "5")], ["host", "address"],
        policy_host_ipv6_broken;
    /// An address takes no connection while another one does, and it is not IPv6 beside IPv4.
    POLICY_HOST_ADDRESS_SILENT: "policy-host-address-silent", Warning, SomeSenders, Dns,
        [rfc(8461, "3.3"), rfc(8305, "5")], ["host", "addresses"],
        policy_host_address_silent;
    /// TCP connection to port 443 fails (refused, reset, unreachable, timeout) on every address.
    POLICY_HOST_CONNECT_FAILED: "policy-host-connect-failed", Error, NoPolicy, WebHost,
        [rfc(8461, "3.3")], ["host", "addresses"],
        policy_host_connect_failed;
    /// Port 443 fails on every address, but port 80 or 8443 answers.
    POLICY_WRONG_PORT: "policy-wrong-port", Error, NoPolicy, WebHost,
        [rfc(8461, "3.2")], ["host", "ports"],
        policy_wrong_port;
    /// The policy URL is 404/410 but /mta-sts.txt, /.well-known/mta-sts or /well-known/mta-sts.txt on the same host
    /// returns a policy.
    POLICY_WRONG_PATH: "policy-wrong-path", Error, NoPolicy, WebHost,
        [rfc(8461, "3.2")], ["url", "found"],
        policy_wrong_path;
    /// The policy URL fails, but https://DOMAIN/.well-known/mta-sts.txt or https://www.DOMAIN/… returns a policy.
    POLICY_WRONG_HOST: "policy-wrong-host", Error, NoPolicy, WebHost,
        [rfc(8461, "3.2")], ["host", "found"],
        policy_wrong_host;
    /// The answer carries Strict-Transport-Security.
    POLICY_HOST_HSTS_IRRELEVANT: "policy-host-hsts-irrelevant", Notice, Nothing, Nobody,
        [rfc(6797, "1"), rfc(8461, "3.3")], ["host"],
        policy_host_hsts_irrelevant;
    /// The checker's own proxy cannot be reached or returns an error about itself.
    PROXY_UNAVAILABLE: "proxy-unavailable", Notice, Unknown, Nobody,
        [rfc(8461, "3.3")], [],
        proxy_unavailable;
}

/// A finding that names the policy host.
fn at_host(case: &Case<'_>, rule: &'static Rule) -> Finding {
    Finding::of(rule).with("host", case.host.name.clone())
}

/// The policy host, if a record leads senders there.
fn led_to<'c, 'a>(case: &'c Case<'a>) -> Option<&'c HostCase<'a>> {
    (!case.is_gone() && case.record_attempted()).then_some(&case.host)
}

fn policy_host_ok(case: &Case<'_>) -> Vec<Finding> {
    let http = case.host.http().filter(|http| http.status == 200 && !is_challenge(http));
    let whole = case.host.observation.is_some_and(|observation| observation.interruption.is_none());
    let good = http.is_some() && whole && case.policy_matters() && private_address(case).is_none();
    one(good.then(|| at_host(case, &POLICY_HOST_OK)))
}

fn policy_host_nxdomain(case: &Case<'_>) -> Vec<Finding> {
    let gone = led_to(case).is_some_and(|host| host.is_nxdomain() && host.chain().is_empty() && !host.was_reached());
    one(gone.then(|| missing_host(case, &POLICY_HOST_NXDOMAIN)))
}

fn policy_host_no_address(case: &Case<'_>) -> Vec<Finding> {
    let bare = led_to(case).is_some_and(|host| {
        host.has_no_address() && !host.is_nxdomain() && host.chain().is_empty() && !host.was_reached()
    });
    one(bare.then(|| missing_host(case, &POLICY_HOST_NO_ADDRESS)))
}

/// Where the record is an operator's, so should the policy host be; an operator that is not known by name is told by the name
/// that the record leads to.
fn missing_host(case: &Case<'_>, rule: &'static Rule) -> Finding {
    let target = delegated_to(case);
    let operator = target.map_or("none", |target| operator_of(target).unwrap_or(target));
    with_host_half(case, at_host(case, rule).with("operator", operator), target)
}

/// Where a CNAME at the policy host leads, if that is outside of the domain.
fn target<'a>(case: &Case<'a>) -> Option<&'a str> {
    let target = case.host.chain().last().map(String::as_str)?;
    (!ends_with(target, case.domain.as_str())).then_some(target)
}

fn policy_host_cname(case: &Case<'_>) -> Vec<Finding> {
    let live = case.policy_matters() && !case.host.has_no_address();
    one(target(case).filter(|_| live).map(|target| {
        let operator = operator(target);
        at_host(case, &POLICY_HOST_CNAME).with("target", target).with("operator", operator)
    }))
}

/// Told with or without a record: whoever gets hold of the target could serve a policy (RFC 8461 §10.3).
fn policy_host_cname_dangling(case: &Case<'_>) -> Vec<Finding> {
    let dangling = !case.is_gone() && case.host.has_no_address() && !case.host.was_reached();
    let target = case.host.chain().last().filter(|_| dangling);
    one(target.map(|target| at_host(case, &POLICY_HOST_CNAME_DANGLING).with("target", target.clone())))
}

/// An address that no sender reaches: by DNS, or by the proxy, which did not connect to it.
fn private_address(case: &Case<'_>) -> Option<IpAddr> {
    let of_dns = known_addresses(case).into_iter().find(|address| case.is_private(*address));
    let refused = attempts(case).iter().find(|attempt| attempt.connect == Connect::NotPublic);
    of_dns.or(refused.map(|attempt| attempt.address))
}

/// The addresses of the policy host that DNS gives here.
fn known_addresses(case: &Case<'_>) -> Vec<IpAddr> {
    case.addresses(&case.host.name).unwrap_or_default()
}

/// The proxy's connections to the policy host.
fn attempts<'a>(case: &Case<'a>) -> &'a [Attempt] {
    case.host.observation.map(|observation| observation.attempts.as_slice()).unwrap_or_default()
}

/// What is known of addresses beside a private one: a sender that gets to another one has the policy all the same.
fn others(case: &Case<'_>) -> &'static str {
    let is_public = |attempt: &&Attempt| attempt.connect != Connect::NotPublic && !case.is_private(attempt.address);
    let mut public = attempts(case).iter().filter(is_public);
    if public.clone().any(|attempt| attempt.connect == Connect::Ok) {
        "reached"
    } else if public.next().is_some() || known_addresses(case).into_iter().any(|address| !case.is_private(address)) {
        "unseen"
    } else {
        "none"
    }
}

fn policy_host_private_address(case: &Case<'_>) -> Vec<Finding> {
    let finding = |address: IpAddr| {
        let finding = at_host(case, &POLICY_HOST_PRIVATE_ADDRESS).with("address", address.to_string());
        finding.with("others", others(case))
    };
    one(led_to(case).and_then(|_| private_address(case)).map(finding))
}

fn policy_host_ipv6_only(case: &Case<'_>) -> Vec<Finding> {
    let count = |answer: Option<&DnsAnswer>| answer.map(|answer| answer.records.len());
    let only = count(case.host.a) == Some(0) && count(case.host.aaaa).is_some_and(|count| count > 0);
    one((only && case.policy_matters()).then(|| at_host(case, &POLICY_HOST_IPV6_ONLY)))
}

/// Addresses that take no connection while another one does, in a way that the proxy's own network is not the cause of.
fn silent_beside_others(case: &Case<'_>) -> Vec<IpAddr> {
    let works = case.host.was_reached() && case.policy_matters();
    let fails = |connect| matches!(connect, Connect::Refused | Connect::Reset | Connect::Timeout);
    let silent = attempts(case).iter().filter(|attempt| works && fails(attempt.connect));
    silent.map(|attempt| attempt.address).collect()
}

fn ipv4_works(case: &Case<'_>) -> bool {
    attempts(case).iter().any(|attempt| attempt.address.is_ipv4() && attempt.connect == Connect::Ok)
}

fn policy_host_ipv6_broken(case: &Case<'_>) -> Vec<Finding> {
    let broken = silent_beside_others(case).into_iter().find(|address| address.is_ipv6() && ipv4_works(case));
    one(broken.map(|address| at_host(case, &POLICY_HOST_IPV6_BROKEN).with("address", address.to_string())))
}

/// IPv4 beside IPv6, or one of several of a family. IPv6 beside IPv4 has a finding of its own.
fn policy_host_address_silent(case: &Case<'_>) -> Vec<Finding> {
    let silent = silent_beside_others(case).into_iter().filter(|address| address.is_ipv4() || !ipv4_works(case));
    let addresses: Vec<String> = silent.map(|address| address.to_string()).collect();
    let told = !addresses.is_empty();
    one(told.then(|| at_host(case, &POLICY_HOST_ADDRESS_SILENT).with("addresses", addresses)))
}

/// Ports other than 443 that connect where that one does not.
fn other_ports(case: &Case<'_>) -> Vec<String> {
    let looks = case.host.observation.map(|observation| observation.second_looks.as_slice()).unwrap_or_default();
    let ports = looks.iter().filter_map(|look| match look.at {
        ComparisonTarget::Port(port) => Some(port.to_string()),
        _ => None,
    });
    ports.collect()
}

fn policy_wrong_port(case: &Case<'_>) -> Vec<Finding> {
    let ports = other_ports(case);
    let led_astray = !ports.is_empty() && !refusing_addresses(case).is_empty();
    one(led_astray.then(|| at_host(case, &POLICY_WRONG_PORT).with("ports", ports)))
}

fn policy_host_connect_failed(case: &Case<'_>) -> Vec<Finding> {
    let addresses = refusing_addresses(case);
    let plain = !addresses.is_empty() && other_ports(case).is_empty();
    one(plain.then(|| at_host(case, &POLICY_HOST_CONNECT_FAILED).with("addresses", addresses)))
}

/// The policy, on the policy host or elsewhere, where senders do not look for it.
fn misplaced<'a>(case: &Case<'a>, on_policy_host: bool) -> Option<&'a str> {
    let here = format!("https://{}/", case.host.name);
    let matters = case.policy_matters() && !case.has_complete_policy();
    case.host.policy_elsewhere().filter(|_| matters).find(|url| url.starts_with(&here) == on_policy_host)
}

/// The policy at another path of the policy host.
pub(super) fn at_wrong_path<'a>(case: &Case<'a>) -> Option<&'a str> {
    let missing = case.host.http().is_some_and(|http| matches!(http.status, 404 | 410));
    misplaced(case, true).filter(|_| missing)
}

/// The policy on another host.
pub(super) fn at_wrong_host<'a>(case: &Case<'a>) -> Option<&'a str> {
    misplaced(case, false)
}

fn policy_wrong_path(case: &Case<'_>) -> Vec<Finding> {
    let finding = |found| Finding::of(&POLICY_WRONG_PATH).with("url", case.domain.policy_url()).with("found", found);
    one(at_wrong_path(case).map(finding))
}

fn policy_wrong_host(case: &Case<'_>) -> Vec<Finding> {
    one(at_wrong_host(case).map(|found| at_host(case, &POLICY_WRONG_HOST).with("found", found)))
}

/// The addresses of the policy host that were tried, if none could be connected to and that is its own fault.
fn refusing_addresses(case: &Case<'_>) -> Vec<String> {
    let Some(observation) = case.host.observation.filter(|_| case.policy_matters()) else { return Vec::new() };
    let failed = observation.interruption == Some(Interruption::NotConnected) && !case.host.proxy_was_blind();
    let was_tried = |connect| !matches!(connect, Connect::NoRoute | Connect::NotTried | Connect::NotPublic);
    let tried = observation.attempts.iter().filter(|attempt| was_tried(attempt.connect));
    tried.filter(|_| failed).map(|attempt| attempt.address.to_string()).collect()
}

/// HSTS plays no part in MTA-STS.
fn policy_host_hsts_irrelevant(case: &Case<'_>) -> Vec<Finding> {
    let http = case.host.http().filter(|http| http.status == 200 && case.policy_matters());
    let hsts = http.and_then(|http| http.header("strict-transport-security"));
    one(hsts.map(|_| at_host(case, &POLICY_HOST_HSTS_IRRELEVANT)))
}

fn proxy_unavailable(case: &Case<'_>) -> Vec<Finding> {
    let down = case.host.blind.is_some_and(|blind| *blind != Blind::NotOffered);
    one((down && !case.is_gone()).then(|| Finding::of(&PROXY_UNAVAILABLE)))
}
