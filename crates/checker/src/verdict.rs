//! The answer in one word.

use evidence::Question;
use mta_sts::{Mode, Outcome};

use crate::{
    Case, Effect, Finding, Severity,
    case::Mail,
    mail_server::MailServer,
    report::{PolicyInForce, TlsState, Verdict},
};

/// Weighs what was seen. What decides and was not seen makes it [`Verdict::Unknown`].
pub(crate) fn verdict(case: &Case<'_>, findings: &[Finding]) -> Verdict {
    if matches!(case.mail, Mail::NoDomain | Mail::Null | Mail::NoAddress) {
        return Verdict::NoMail;
    }
    let Some(record) = &case.record else { return Verdict::Unknown };
    match record.reading.outcome {
        Outcome::None => without_record(case, findings),
        Outcome::Multiple | Outcome::Invalid => Verdict::Ineffective,
        Outcome::Valid => with_record(case, findings),
    }
}

/// No record counts: senders apply nothing, whatever else is there. The policy file decides only between "not set up" and
/// "set up in vain", so a proxy that could not look does not make this unknown.
fn without_record(case: &Case<'_>, findings: &[Finding]) -> Verdict {
    let misplaced = ["record-at-wrong-name", "record-name-doubled", "record-not-sts", "record-cname-dangling"];
    let attempted = case.record_attempted() || findings.iter().any(|finding| misplaced.contains(&finding.rule.id));
    if attempted || case.has_complete_policy() {
        Verdict::Ineffective
    } else if is_open(case) {
        Verdict::Unknown
    } else {
        Verdict::Absent
    }
}

/// The policy was not asked for yet: it may still turn up.
fn is_open(case: &Case<'_>) -> bool {
    case.seen.outcome(&Question::Policy { domain: case.domain.to_string() }).is_none()
}

fn with_record(case: &Case<'_>, findings: &[Finding]) -> Verdict {
    match applied(case, findings) {
        Some(policy) => match policy.mode {
            Mode::None => Verdict::Disabled,
            Mode::Testing => Verdict::Testing,
            Mode::Enforce => enforced(case),
        },
        None if policy_host_is_known_bad(case) => Verdict::Ineffective,
        None => Verdict::Unknown,
    }
}

fn enforced(case: &Case<'_>) -> Verdict {
    match &case.coverage {
        None => Verdict::Unknown,
        Some(_) if nobody_can_deliver(case) => Verdict::NoMail,
        Some(coverage) if coverage.uncovered.is_empty() && !case.servers.iter().any(fails) => Verdict::Enforced,
        Some(_) => Verdict::Refusing,
    }
}

/// A sender that demands verified TLS does not get it there. A server that does not answer fails nobody's policy.
fn fails(server: &MailServer<'_>) -> bool {
    matches!(server.state(), TlsState::Invalid | TlsState::None)
}

/// Every MX host is known to be out of reach, policy or not.
fn nobody_can_deliver(case: &Case<'_>) -> bool {
    case.mx_hosts().iter().all(|host| case.is_unreachable(&host.name))
}

/// Whether it is certain that senders get no policy: DNS says so, or the proxy saw it.
pub(crate) fn policy_host_is_known_bad(case: &Case<'_>) -> bool {
    let host = &case.host;
    let looked = host.observation.is_some() && !host.proxy_was_blind();
    looked || (host.has_no_address() && !host.was_reached())
}

/// The policy that every sender applies: record and file are valid, and nothing makes some senders drop it.
pub(crate) fn applied(case: &Case<'_>, findings: &[Finding]) -> Option<PolicyInForce> {
    in_force(case).filter(|_| !findings.iter().any(loses_senders))
}

/// An error for which some senders drop a policy that is valid. No policy counts as good because a lenient sender takes it:
/// whoever keeps to the RFC's SHOULD, as for the media type (§3.2), is right to refuse it. What all senders drop, is not valid;
/// a misspelled line beside all that a policy needs is an extension to them (§3.2), and they apply the rest.
pub(crate) fn loses_senders(finding: &Finding) -> bool {
    finding.rule.severity == Severity::Error && matches!(finding.rule.effect, Effect::SomeSenders | Effect::UselessLine)
}

/// The mode of a policy that some senders drop and others apply; `None` where senders agree.
pub(crate) fn tolerated(case: &Case<'_>, findings: &[Finding]) -> Option<Mode> {
    let everywhere = |one: &Finding| one.rule.severity == Severity::Error && one.rule.effect == Effect::NoPolicy;
    let invalid = in_force(case).is_none() && findings.iter().any(everywhere);
    let lost = invalid || case.host.kept_for_browsers().is_some();
    let disputed = !lost && case.record_attempted() && findings.iter().any(loses_senders);
    case.mode().filter(|_| disputed)
}

/// The policy of record and file, if both are valid by themselves. One that is kept for browsers reaches hardly any sender.
pub(crate) fn in_force(case: &Case<'_>) -> Option<PolicyInForce> {
    if case.host.kept_for_browsers().is_some() {
        return None;
    }
    let id = case.record.as_ref()?.id()?.to_owned();
    let reading = &case.policy.as_ref().filter(|policy| policy.reading.is_valid())?.reading;
    Some(PolicyInForce {
        id,
        mode: reading.policy.mode?.value,
        max_age: reading.policy.max_age?.value,
        mx: reading.policy.mx.iter().map(|line| line.pattern.to_string()).collect(),
    })
}
