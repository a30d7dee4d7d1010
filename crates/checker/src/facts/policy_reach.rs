//! How far senders get at the policy host: its addresses, its port, and a policy published elsewhere.

use std::net::IpAddr;

use evidence::{Attempt, ComparisonTarget, Connect, Http, Interruption};

use super::{
    Facts,
    certificate::tls_satisfies,
    host::{MediaType, is_challenge},
};

/// Returns the policy host's addresses in the DNS answers of this check.
pub(crate) fn policy_host_addresses(facts: &Facts<'_>) -> Vec<IpAddr> {
    facts.known_addresses(&facts.host.name).unwrap_or_default()
}

/// Returns the proxy's connection attempts to the policy host.
pub(crate) fn connection_attempts<'a>(facts: &Facts<'a>) -> &'a [Attempt] {
    facts.host.observation.map(|observation| observation.attempts.as_slice()).unwrap_or_default()
}

/// Returns an address that no sender can reach, according to DNS or to the proxy, which did not connect to it.
pub(crate) fn private_policy_host_address(facts: &Facts<'_>) -> Option<IpAddr> {
    let of_dns = policy_host_addresses(facts).into_iter().find(|address| facts.is_private(*address));
    let refused = connection_attempts(facts).iter().find(|attempt| attempt.connect == Connect::NotPublic);
    of_dns.or(refused.map(|attempt| attempt.address))
}

/// Returns the addresses that accept no connection while another one does. The proxy's own network is not the cause.
pub(crate) fn silent_beside_others(facts: &Facts<'_>) -> Vec<IpAddr> {
    let works = facts.host.was_reached() && facts.policy_matters();
    let fails = |connect| matches!(connect, Connect::Refused | Connect::Reset | Connect::Timeout);
    let silent = connection_attempts(facts).iter().filter(|attempt| works && fails(attempt.connect));
    silent.map(|attempt| attempt.address).collect()
}

pub(crate) fn ipv4_works(facts: &Facts<'_>) -> bool {
    connection_attempts(facts).iter().any(|attempt| attempt.address.is_ipv4() && attempt.connect == Connect::Ok)
}

/// Returns the ports other than 443 that accept connections while 443 does not.
pub(crate) fn other_ports(facts: &Facts<'_>) -> Vec<String> {
    let comparisons = facts.host.observation.map(|observation| observation.comparisons.as_slice()).unwrap_or_default();
    let ports = comparisons.iter().filter_map(|comparison| match comparison.at {
        ComparisonTarget::Port(port) => Some(port.to_string()),
        _ => None,
    });
    ports.collect()
}

/// Returns the tried addresses of the policy host, if no connection succeeded and the fault is the host's own.
pub(crate) fn refusing_addresses(facts: &Facts<'_>) -> Vec<String> {
    let Some(observation) = facts.host.observation.filter(|_| facts.policy_matters()) else { return Vec::new() };
    let failed = observation.interruption == Some(Interruption::NotConnected) && !facts.host.proxy_failed();
    let was_tried = |connect| !matches!(connect, Connect::NoRoute | Connect::NotTried | Connect::NotPublic);
    let tried = observation.attempts.iter().filter(|attempt| was_tried(attempt.connect));
    tried.filter(|_| failed).map(|attempt| attempt.address.to_string()).collect()
}

/// Returns the URL of a policy where senders do not look for it, on the policy host or elsewhere.
fn misplaced<'a>(facts: &Facts<'a>, on_policy_host: bool) -> Option<&'a str> {
    let here = format!("https://{}/", facts.host.name);
    let matters = facts.policy_matters() && !facts.has_complete_policy();
    facts.host.policy_elsewhere().filter(|_| matters).find(|url| url.starts_with(&here) == on_policy_host)
}

/// Returns the URL of a policy at another path of the policy host.
pub(crate) fn at_wrong_path<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let missing = facts.host.http().is_some_and(|http| matches!(http.status, 404 | 410));
    misplaced(facts, true).filter(|_| missing)
}

/// Returns the URL of a policy on another host.
pub(crate) fn at_wrong_host<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    misplaced(facts, false)
}

/// Returns the response, if it matters and a sender gets that far.
pub(crate) fn policy_response<'a>(facts: &Facts<'a>) -> Option<&'a Http> {
    facts.host.http().filter(|_| facts.policy_matters())
}

/// Returns the response, unless it is a bot challenge.
pub(crate) fn unchallenged_response<'a>(facts: &Facts<'a>) -> Option<&'a Http> {
    policy_response(facts).filter(|http| !is_challenge(http))
}

/// Returns how the exchange ended early, after a TLS handshake that satisfies senders.
pub(crate) fn interruption_after_tls<'a>(facts: &Facts<'a>) -> Option<&'a Interruption> {
    let observation = facts.host.observation.filter(|_| facts.policy_matters())?;
    let secure =
        observation.tls.as_ref().is_some_and(|tls| tls_satisfies(tls, &facts.host.name, facts.host.observed_at));
    observation.interruption.as_ref().filter(|_| secure)
}

/// Returns the media type of a policy.
pub(crate) fn media_type(facts: &Facts<'_>) -> Option<MediaType> {
    unchallenged_response(facts).filter(|_| facts.has_complete_policy()).map(MediaType::new)
}
