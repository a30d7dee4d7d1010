//! The answer in one word.

use evidence::Question;
use mta_sts::{Mode, Outcome};

use crate::{
    facts::{
        Facts,
        mail::Mail,
        mail_server::{MailServer, TlsState},
        policy_file::PolicyInForce,
    },
    report::Verdict,
    rule::{Effect, Finding, Rule, Severity},
    rules::{RECORD_AT_WRONG_NAME, RECORD_CNAME_DANGLING, RECORD_NAME_DOUBLED, RECORD_NOT_STS},
};

/// What tells that a record was meant to be there.
static MISPLACED: [&Rule; 4] = [&RECORD_AT_WRONG_NAME, &RECORD_NAME_DOUBLED, &RECORD_NOT_STS, &RECORD_CNAME_DANGLING];

/// Weighs what was seen. What decides and was not seen makes it [`Verdict::Unknown`].
pub(crate) fn verdict(facts: &Facts<'_>, findings: &[Finding]) -> Verdict {
    if matches!(facts.mail, Mail::NoDomain | Mail::Null | Mail::NoAddress) {
        return Verdict::NoMail;
    }
    let Some(record) = &facts.record else { return Verdict::Unknown };
    match record.reading.outcome {
        Outcome::None => without_record(facts, findings),
        Outcome::Multiple | Outcome::Invalid => Verdict::Ineffective,
        Outcome::Valid => with_record(facts, findings),
    }
}

/// No record counts: senders apply nothing, whatever else is there. The policy file decides only between "not set up" and
/// "set up in vain", so a proxy that could not look does not make this unknown.
fn without_record(facts: &Facts<'_>, findings: &[Finding]) -> Verdict {
    let attempted = facts.record_attempted() || findings.iter().any(|finding| MISPLACED.contains(&finding.rule));
    if attempted || facts.has_complete_policy() {
        Verdict::Ineffective
    } else if is_open(facts) {
        Verdict::Unknown
    } else {
        Verdict::Absent
    }
}

/// The policy was not asked for yet: it may still turn up.
fn is_open(facts: &Facts<'_>) -> bool {
    facts.seen.outcome(&Question::Policy { domain: facts.domain.to_string() }).is_none()
}

fn with_record(facts: &Facts<'_>, findings: &[Finding]) -> Verdict {
    match applied_policy(facts, findings) {
        Some(policy) => match policy.mode {
            Mode::None => Verdict::Disabled,
            Mode::Testing => Verdict::Testing,
            Mode::Enforce => enforced(facts),
        },
        None if facts.host.is_known_bad() => Verdict::Ineffective,
        None => Verdict::Unknown,
    }
}

fn enforced(facts: &Facts<'_>) -> Verdict {
    match &facts.coverage {
        None => Verdict::Unknown,
        Some(_) if nobody_can_deliver(facts) => Verdict::NoMail,
        Some(coverage) if coverage.uncovered.is_empty() && !facts.servers.iter().any(fails) => Verdict::Enforced,
        Some(_) => Verdict::Refusing,
    }
}

/// A sender that demands verified TLS does not get it there. A server that does not answer fails nobody's policy.
fn fails(server: &MailServer<'_>) -> bool {
    matches!(server.state(), TlsState::Invalid | TlsState::None)
}

/// Every MX host is known to be out of reach, policy or not.
fn nobody_can_deliver(facts: &Facts<'_>) -> bool {
    facts.mx_hosts().iter().all(|host| facts.is_unreachable(&host.name))
}

/// The policy that every sender applies: record and file are valid, and nothing makes some senders drop it.
pub(crate) fn applied_policy(facts: &Facts<'_>, findings: &[Finding]) -> Option<PolicyInForce> {
    facts.policy_in_force().filter(|_| !findings.iter().any(loses_senders))
}

/// An error for which some senders drop a policy that is valid. No policy counts as good because a lenient sender takes it:
/// whoever keeps to the RFC's SHOULD, as for the media type (§3.2), is right to refuse it. What all senders drop, is not valid;
/// a misspelled line beside all that a policy needs is an extension to them (§3.2), and they apply the rest.
pub(crate) fn loses_senders(finding: &Finding) -> bool {
    finding.rule.severity == Severity::Error && matches!(finding.rule.effect, Effect::SomeSenders | Effect::UselessLine)
}

/// The mode of a policy that some senders drop and others apply; `None` where senders agree.
pub(crate) fn tolerated_mode(facts: &Facts<'_>, findings: &[Finding]) -> Option<Mode> {
    let everywhere = |one: &Finding| one.rule.severity == Severity::Error && one.rule.effect == Effect::NoPolicy;
    let invalid = facts.policy_in_force().is_none() && findings.iter().any(everywhere);
    let lost = invalid || facts.host.kept_for_browsers().is_some();
    let disputed = !lost && facts.record_attempted() && findings.iter().any(loses_senders);
    facts.mode().filter(|_| disputed)
}
