//! The verdict: the result of a check in one word.

use evidence::Question;
use mta_sts::{Mode, Outcome};

use crate::{
    facts::{
        Facts,
        mail::MailRouting,
        mail_server::{MailServer, TlsState},
        policy_file::PolicyInForce,
    },
    report::Verdict,
    rule::{Effect, Finding, Rule, Severity},
    rules::{RECORD_AT_WRONG_NAME, RECORD_CNAME_DANGLING, RECORD_NAME_DOUBLED, RECORD_NOT_STS},
};

/// Rules whose findings show an attempt to publish a record.
static MISPLACED: [&Rule; 4] = [&RECORD_AT_WRONG_NAME, &RECORD_NAME_DOUBLED, &RECORD_NOT_STS, &RECORD_CNAME_DANGLING];

/// Decides the verdict. It is [`Verdict::Unknown`] if a decisive fact was not observed.
pub(crate) fn decide_verdict(facts: &Facts<'_>, findings: &[Finding]) -> Verdict {
    if matches!(facts.mail, MailRouting::NoDomain | MailRouting::Null | MailRouting::NoAddress) {
        return Verdict::NoMail;
    }
    let Some(record) = &facts.record else { return Verdict::Unknown };
    match record.reading.outcome {
        Outcome::None => without_record(facts, findings),
        Outcome::Multiple | Outcome::Invalid => Verdict::Ineffective,
        Outcome::Valid => with_record(facts, findings),
    }
}

/// Returns the verdict without a usable record: senders apply no policy. The policy file only decides between absent
/// and ineffective, so a failing proxy does not make the verdict unknown.
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

/// Returns whether the policy was not asked for yet, so that it may still turn up.
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
        Some(_) if no_mx_host_is_reachable(facts) => Verdict::NoMail,
        Some(coverage) if coverage.uncovered.is_empty() && !facts.servers.iter().any(fails) => Verdict::Enforced,
        Some(_) => Verdict::Refusing,
    }
}

/// Returns whether a sender that requires verified TLS fails here. A server that does not answer fails no policy.
fn fails(server: &MailServer<'_>) -> bool {
    matches!(server.tls_state(), TlsState::Invalid | TlsState::None)
}

/// Returns whether every MX host is known to be unreachable, regardless of the policy.
fn no_mx_host_is_reachable(facts: &Facts<'_>) -> bool {
    facts.mx_hosts().iter().all(|host| facts.is_unreachable(&host.name))
}

/// Returns the policy that every sender applies: record and file are valid, and no error makes some senders drop it.
pub(crate) fn applied_policy(facts: &Facts<'_>, findings: &[Finding]) -> Option<PolicyInForce> {
    facts.policy_in_force().filter(|_| !findings.iter().any(loses_senders))
}

/// Returns whether a finding is an error for which some senders drop an otherwise valid policy. A lenient sender does
/// not make a policy good. A sender that follows the RFC's SHOULD may refuse it, as for the media type (§3.2). A policy
/// that all senders drop is invalid. A misspelled line in a complete policy counts as an extension (§3.2), and senders
/// apply the rest.
pub(crate) fn loses_senders(finding: &Finding) -> bool {
    finding.rule.severity == Severity::Error && matches!(finding.rule.effect, Effect::SomeSenders | Effect::UselessLine)
}

/// Returns the mode of a policy that some senders drop and others apply, or `None` if senders agree.
pub(crate) fn tolerated_mode(facts: &Facts<'_>, findings: &[Finding]) -> Option<Mode> {
    let everywhere = |one: &Finding| one.rule.severity == Severity::Error && one.rule.effect == Effect::NoPolicy;
    let invalid = facts.policy_in_force().is_none() && findings.iter().any(everywhere);
    let lost = invalid || facts.host.kept_for_browsers().is_some();
    let disputed = !lost && facts.record_attempted() && findings.iter().any(loses_senders);
    facts.policy_mode().filter(|_| disputed)
}
