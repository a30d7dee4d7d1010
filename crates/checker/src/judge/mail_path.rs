//! The status of each part of the set-up, along the path of a message.

use evidence::{Question, RecordKind};

use super::unseen::is_in_vain;
use crate::{
    facts::{Facts, dane, mail_server::TlsState},
    report::{Impact, ImpactKind, PartState, PartStatus, SetupPart, Verdict},
    rule::{Arg, Finding, Severity, Stage},
    rules::{DOMAIN_NXDOMAIN, ID_NOT_BUMPED, RECORD_MISSING},
};

/// Returns the status of one part of the set-up.
pub(super) fn part_status(
    facts: &Facts<'_>,
    part: SetupPart,
    findings: &[Finding],
    open: bool,
    (verdict, impact): (Verdict, Impact),
) -> PartStatus {
    let worst =
        findings.iter().filter(|finding| belongs(facts, finding, part)).min_by_key(|finding| finding.rule.severity);
    let because = worst.map(|finding| finding.rule.id);
    let state = match worst.map(|finding| finding.rule.severity) {
        Some(_) if part == SetupPart::Record && verdict == Verdict::Absent => PartState::NotApplicable,
        Some(_) if verdict == Verdict::NoMail && because == Some(RECORD_MISSING.id) => PartState::NotApplicable,
        // New senders use the record. Senders with a cached policy do not notice the new one.
        Some(Severity::Error) if because == Some(ID_NOT_BUMPED.id) && impact.kind != ImpactKind::SavedPolicy => {
            PartState::Warning
        }
        Some(Severity::Error) => PartState::Error,
        Some(Severity::Warning) => PartState::Warning,
        _ if is_unobserved(facts, part) => PartState::Unseen,
        Some(Severity::Pass | Severity::Notice) if is_reached(facts, part) => PartState::Ok,
        _ if open => PartState::Pending,
        _ if part == SetupPart::Mx && is_covered(facts) => PartState::Ok,
        // Without a policy, the findings about DANE say that it accepts a certificate.
        _ if part == SetupPart::Tls && is_valid_everywhere(facts) => PartState::Ok,
        _ if part == SetupPart::Tls && verdict != Verdict::NoMail => PartState::Unseen,
        _ => PartState::NotApplicable,
    };
    PartStatus { part, state, because }
}

/// Returns whether the policy lists every MX host, regardless of their addresses.
fn is_covered(facts: &Facts<'_>) -> bool {
    facts.coverage.as_ref().is_some_and(|coverage| coverage.uncovered.is_empty() && !coverage.covered.is_empty())
}

/// Returns whether TLS to every MX host would satisfy a sender. Without a policy, a sender that verifies DANE counts.
fn is_valid_everywhere(facts: &Facts<'_>) -> bool {
    !facts.servers.is_empty() && facts.servers.iter().all(|server| dane::tls_state(facts, server) == TlsState::Valid)
}

/// Returns whether a finding belongs to a part. Faults of the name servers belong to the part whose name they concern.
fn belongs(facts: &Facts<'_>, finding: &Finding, part: SetupPart) -> bool {
    let concerns = match part {
        SetupPart::Record => format!("{} ", facts.domain.sts_name()),
        SetupPart::Host => format!("{} ", facts.host.name),
        SetupPart::Mx => format!("{} MX", facts.domain),
        SetupPart::Tls if shuts_out_dane(finding) => return true,
        SetupPart::Policy | SetupPart::Tls => return finding.rule.stage == part.stage(),
    };
    let names = match finding.args.value("names") {
        Some(Arg::List(names)) if finding.rule.stage == Stage::Dns => names.as_slice(),
        _ => &[],
    };
    let gone = part == SetupPart::Record && [&DOMAIN_NXDOMAIN, &ID_NOT_BUMPED].contains(&finding.rule);
    finding.rule.stage == part.stage() || gone || names.iter().any(|name| name.starts_with(&concerns))
}

/// Returns whether a finding keeps senders that verify DANE from delivering.
fn shuts_out_dane(finding: &Finding) -> bool {
    finding.rule.stage == Stage::Dane && finding.rule.severity == Severity::Error
}

/// Returns whether the answers that a part needs arrived and were positive.
fn is_reached(facts: &Facts<'_>, part: SetupPart) -> bool {
    match part {
        SetupPart::Record => facts.record.as_ref().is_some_and(|record| record.id().is_some()),
        SetupPart::Host => facts.host.http().is_some_and(|http| http.status == 200),
        SetupPart::Policy => facts.policy.as_ref().is_some_and(|policy| policy.reading.is_valid()),
        SetupPart::Mx => !facts.mx_hosts().is_empty(),
        SetupPart::Tls => facts.servers.iter().any(|server| server.tls_state() != TlsState::Unseen),
    }
}

/// Returns whether our side could not observe what a part needs.
fn is_unobserved(facts: &Facts<'_>, part: SetupPart) -> bool {
    let is_unanswered =
        |wanted: &dyn Fn(&Question) -> bool| facts.seen.unanswered().any(|(question, _)| wanted(question));
    let dns = |name: String| move |question: &Question| matches!(question, Question::Dns(dns) if dns.name == name);
    match part {
        SetupPart::Record => is_unanswered(&dns(facts.domain.sts_name())),
        SetupPart::Host | SetupPart::Policy => facts.host.proxy_failed() && !facts.host.has_no_address(),
        SetupPart::Mx => is_unanswered(&|question| *question == Question::dns(facts.domain.as_str(), RecordKind::Mx)),
        SetupPart::Tls => {
            let unseen = facts.servers.iter().any(|server| server.why_unseen().is_some());
            unseen
                || is_unanswered(&|question| matches!(question, Question::Mail { .. }) && !is_in_vain(facts, question))
        }
    }
}
