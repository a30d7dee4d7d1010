//! Bytes that the proxy left out of the answers that findings rest on.

use crate::{
    facts::Facts,
    rule::{Arg, Finding, ShownBy, Stage},
    rules::{
        DANE_ACCEPTS_CERTIFICATE, DANE_PASSES_STS_FAILS, DANE_TLSA_MISMATCH, POLICY_DIFFERS_BY_ADDRESS,
        POLICY_HOST_CNAME,
    },
};

/// Returns the bytes that the proxy left out of the answer that a finding rests on.
pub(super) fn omitted_bytes(facts: &Facts<'_>, finding: &Finding) -> u64 {
    if rests_on_policy_host(finding) {
        facts.host.observation.map_or(0, |observation| observation.omitted_bytes)
    } else if rests_on_mail_server(finding) {
        omitted_by_host(facts, finding)
    } else {
        0
    }
}

/// Returns whether a finding rests on the policy host's certificate, headers or comparison answers. The body of the
/// main answer is never cut here; a rule of its own reports one over the limit.
fn rests_on_policy_host(finding: &Finding) -> bool {
    let is_from_dns = finding.rule.shown_by == ShownBy::PolicyHostAddresses || finding.rule == &POLICY_HOST_CNAME;
    (finding.rule.stage == Stage::PolicyHost && !is_from_dns) || finding.rule == &POLICY_DIFFERS_BY_ADDRESS
}

/// Returns whether a finding rests on the replies or the certificates of a mail server.
fn rests_on_mail_server(finding: &Finding) -> bool {
    let of_dane = [&DANE_ACCEPTS_CERTIFICATE, &DANE_PASSES_STS_FAILS, &DANE_TLSA_MISMATCH];
    finding.rule.stage == Stage::Tls || of_dane.contains(&finding.rule)
}

fn omitted_by_host(facts: &Facts<'_>, finding: &Finding) -> u64 {
    let Some(Arg::Text(host)) = finding.args.value("host") else { return 0 };
    let probes = facts.servers.iter().filter(|server| server.name == *host).flat_map(|server| &server.probes);
    probes.filter_map(|probe| probe.dialogue).map(|dialogue| dialogue.omitted_bytes).fold(0, u64::saturating_add)
}
