//! The policy host: its location, its certificate and the allowed issuers.

use checker::LEAST_TTL;
use evidence::RecordKind;

use super::{Cause, Check, Effect, Planned, live::Live};
use crate::{CaaVerdict, Issuance, Target};

/// Returns the checks of the policy host. They matter to file and record only. The location does not matter once the host
/// serves the planned file correctly.
pub(super) fn host(planned: &Planned<'_>, live: &Live<'_>, is_file_live: bool) -> Vec<Check> {
    if planned.policy.is_none() && planned.record.is_none() {
        return Vec::new();
    }
    let is_done = is_file_live && live.host_faults.is_empty();
    let other = if is_done { None } else { other_entry(planned.targets, live) };
    let mut checks = state(live, other);
    if checks.iter().any(|check| lacks_certificate(check.cause)) {
        checks.extend(caa(planned, live));
    }
    checks
}

fn state(live: &Live<'_>, other: Option<Check>) -> Vec<Check> {
    let faults = &live.host_faults;
    let (certificate, rest): (Vec<&str>, Vec<&str>) = faults.iter().partition(|id| id.starts_with("policy-host-tls-"));
    let with = |cause, effect, findings| Check { findings, ..Check::new(cause, effect) };
    match (live.host_exists(), other) {
        (Some(false), _) => vec![Check::new(Cause::HostAbsent, Effect::Fine)],
        (_, Some(other)) if !faults.is_empty() => vec![Check { findings: faults.clone(), ..other }],
        _ if !certificate.is_empty() => vec![with(Cause::HostCertificate, Effect::Waits, certificate)],
        _ if !rest.is_empty() => vec![with(Cause::HostFault, Effect::Waits, rest)],
        (Some(true), other) if live.seen.policy_fetch().is_some() => {
            let warnings = &live.host_warnings;
            let differs = (!warnings.is_empty()).then(|| with(Cause::HostAddresses, Effect::Warns, warnings.clone()));
            let proxied = other.map(|other| Check { cause: Cause::HostProxied, ..other });
            differs.into_iter().chain(proxied).collect()
        }
        _ => vec![Check::new(Cause::HostUnseen, Effect::Unseen)],
    }
}

const fn lacks_certificate(cause: Cause) -> bool {
    matches!(cause, Cause::HostAbsent | Cause::HostElsewhere | Cause::HostCertificate)
}

/// Returns a check if the policy host points elsewhere than planned: to other addresses or another alias. Resolvers may still
/// have an earlier record until its TTL expires.
fn other_entry(targets: &[Target], live: &Live<'_>) -> Option<Check> {
    let host = live.domain.policy_host();
    let answers: Vec<_> =
        [RecordKind::A, RecordKind::Aaaa].into_iter().filter_map(|kind| live.seen.dns_answer(&host, kind)).collect();
    let aliases: Vec<&String> = answers.iter().flat_map(|answer| &answer.chain).collect();
    let addresses: Vec<_> = answers.iter().flat_map(|answer| answer.addresses()).collect();
    let is_there = |target: &Target| match target {
        Target::Address(address) => addresses.contains(address),
        Target::Name(name) => aliases.contains(&name),
    };
    if targets.is_empty() || addresses.is_empty() || targets.iter().any(is_there) {
        return None;
    }
    let names = match aliases.first() {
        Some(alias) => vec![(*alias).clone()],
        None => addresses.iter().map(ToString::to_string).collect(),
    };
    let ttl = answers.iter().filter_map(|answer| answer.ttl).max().map_or(LEAST_TTL, i64::from);
    let until = Some(live.seen.started.plus_seconds(ttl));
    Some(Check { until, ..Check::new(Cause::HostElsewhere, Effect::Warns).about(names) })
}

/// Checks whether an authority of the host may issue its certificate. The records of a planned alias's target count as well
/// (RFC 8659 §3). So before publication, the result is only a warning.
fn caa(planned: &Planned<'_>, live: &Live<'_>) -> Option<Check> {
    let issuance = Issuance::from_evidence(live.domain, live.seen);
    let is_alias = planned.targets.iter().any(|target| matches!(target, Target::Name(_)));
    let blocks = if is_alias && live.host_exists() == Some(false) { Effect::Warns } else { Effect::Blocks };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match issuance.verdict(planned.authorities) {
        CaaVerdict::Open | CaaVerdict::Allowed => None,
        CaaVerdict::Unseen => Some(Check::new(Cause::CaaUnseen, Effect::Warns)),
        CaaVerdict::Limited => Some(Check::new(Cause::CaaLimits, Effect::Warns).about(issuance.allowed().to_vec())),
        CaaVerdict::Forbidden => Some(Check::new(Cause::CaaForbids, blocks).about(owned(planned.authorities))),
        CaaVerdict::Nobody => Some(Check::new(Cause::CaaNobody, blocks)),
    }
}
