//! The policy host: its location, its certificate and the allowed issuers.

use checker::LEAST_TTL;
use evidence::{DnsAnswer, RecordKind, Timestamp};
use mta_sts::Outcome;

use super::{Cause, Check, Effect, Planned, live::Live};
use crate::{CaaVerdict, Issuance, Target};

/// Returns the checks of the policy host. They matter to file and record only. The location does not matter once the host
/// serves the planned file correctly.
pub(super) fn host(planned: &Planned<'_>, live: &Live<'_>, is_file_live: bool) -> Vec<Check> {
    if planned.policy.text().is_none() && planned.record.text().is_none() {
        return Vec::new();
    }
    let is_done = is_file_live && live.host_faults.is_empty();
    let other = if is_done { None } else { other_entry(planned.targets, live) };
    let mut checks = state(live, other);
    let is_moved = !planned.targets.is_empty() && checks.iter().any(|check| check.cause == Cause::HostCertificate);
    if is_moved && live.record().is_some_and(|record| record.outcome == Outcome::Valid) {
        checks.push(Check::new(Cause::HostMoved, Effect::Warns));
    }
    if checks.iter().any(|check| lacks_certificate(check.cause)) {
        checks.extend(caa(planned, live));
    }
    checks
}

fn state(live: &Live<'_>, other: Option<OtherEntry>) -> Vec<Check> {
    let faults = &live.host_faults;
    let (certificate, rest): (Vec<&str>, Vec<&str>) = faults.iter().partition(|id| id.starts_with("policy-host-tls-"));
    let with = |cause, effect, findings| Check { findings, ..Check::new(cause, effect) };
    let (mut checks, other) = match (live.host_exists(), other) {
        (Some(false), _) => return vec![Check::new(Cause::HostAbsent, Effect::Fine)],
        (_, Some(other)) if other.is_certain && !faults.is_empty() => {
            return vec![Check { findings: faults.clone(), ..other.check(Cause::HostElsewhere) }];
        }
        (_, other) if !certificate.is_empty() => {
            (vec![with(Cause::HostCertificate, Effect::Waits, certificate)], other)
        }
        (_, other) if !rest.is_empty() => (vec![with(Cause::HostFault, Effect::Waits, rest)], other),
        (Some(true), other) if live.seen.policy_fetch().is_some() => {
            let warnings = &live.host_warnings;
            let differs = (!warnings.is_empty()).then(|| with(Cause::HostAddresses, Effect::Warns, warnings.clone()));
            (Vec::from_iter(differs), other)
        }
        _ => return vec![Check::new(Cause::HostUnseen, Effect::Unseen)],
    };
    checks.extend(other.map(|other| other.check(Cause::HostProxied)));
    checks
}

const fn lacks_certificate(cause: Cause) -> bool {
    matches!(cause, Cause::HostAbsent | Cause::HostElsewhere | Cause::HostCertificate)
}

/// An entry at the policy host's name that is not the planned one.
struct OtherEntry {
    /// The alias, or the addresses.
    names: Vec<String>,
    /// The end of its TTL at resolvers.
    until: Timestamp,
    /// Whether the planned entry cannot be live. A DNS operator may publish a planned alias as addresses.
    is_certain: bool,
}

impl OtherEntry {
    fn check(self, cause: Cause) -> Check {
        let until = self.is_certain.then_some(self.until);
        Check { until, ..Check::new(cause, Effect::Warns).about(self.names) }
    }
}

/// Returns the entry of the policy host if it points elsewhere than planned: to other addresses or another alias.
fn other_entry(targets: &[Target], live: &Live<'_>) -> Option<OtherEntry> {
    let (answers, aliases) = (host_answers(live), aliases(live));
    let addresses: Vec<_> = answers.iter().flat_map(|answer| answer.addresses()).collect();
    let is_there = |target: &Target| match target {
        Target::Address(address) => addresses.contains(address),
        Target::Name(name) => aliases.contains(&name),
    };
    if targets.is_empty() || addresses.is_empty() || targets.iter().any(is_there) {
        return None;
    }
    let is_address = |target: &Target| matches!(target, Target::Address(_));
    let is_certain = !aliases.is_empty() || targets.iter().any(is_address);
    let names = match aliases.first() {
        Some(alias) => vec![(*alias).clone()],
        None => addresses.iter().map(ToString::to_string).collect(),
    };
    let ttl = answers.iter().filter_map(|answer| answer.ttl).max().map_or(LEAST_TTL, i64::from);
    Some(OtherEntry { names, until: live.seen.started.plus_seconds(ttl), is_certain })
}

/// Returns the answers with the addresses of the policy host.
fn host_answers<'a>(live: &Live<'a>) -> Vec<&'a DnsAnswer> {
    let host = live.domain.policy_host();
    [RecordKind::A, RecordKind::Aaaa].into_iter().filter_map(|kind| live.seen.dns_answer(&host, kind)).collect()
}

/// Returns the aliases that the policy host leads to.
fn aliases<'a>(live: &Live<'a>) -> Vec<&'a String> {
    host_answers(live).into_iter().flat_map(|answer| &answer.chain).collect()
}

/// Checks whether an authority of the host may issue its certificate. If the platform issues it, no other authority can, so the
/// check blocks. The records of a planned alias's target count as well (RFC 8659 §3), so it only warns before the alias is
/// published.
fn caa(planned: &Planned<'_>, live: &Live<'_>) -> Option<Check> {
    let issuance = Issuance::from_evidence(live.domain, live.seen);
    let authorities = planned.recipe.map_or(&[][..], |recipe| recipe.authorities);
    let aliases = aliases(live);
    let is_published = |target: &Target| match target {
        Target::Name(name) => aliases.contains(&name),
        Target::Address(_) => true,
    };
    let is_final = planned.targets.iter().all(is_published);
    let is_issued_by_platform = planned.recipe.is_some_and(|recipe| recipe.certificate.is_issued_by_platform());
    let effect = |blocks| if blocks { Effect::Blocks } else { Effect::Warns };
    let (cause, effect) = match issuance.verdict(authorities) {
        CaaVerdict::Open | CaaVerdict::Allowed => return None,
        CaaVerdict::Unseen => (Cause::CaaUnseen, Effect::Warns),
        CaaVerdict::Limited => (Cause::CaaLimits, Effect::Warns),
        CaaVerdict::Forbidden => (Cause::CaaForbids, effect(is_issued_by_platform && is_final)),
        CaaVerdict::Nobody => (Cause::CaaNobody, effect(is_final)),
    };
    Some(Check::new(cause, effect).about(issuance.authorities_to_name(authorities)))
}
