//! How each part of the set-up looks to a message on its way.

use evidence::{Question, RecordKind};

use super::unseen::is_in_vain;
use crate::{
    facts::{Facts, mail_server::TlsState},
    report::{Part, State, Stop, Verdict},
    rule::{Arg, Finding, Severity, Stage},
    rules::{DOMAIN_NXDOMAIN, ID_NOT_BUMPED, RECORD_MISSING},
};

/// How one part of the set-up looks.
pub(super) fn stop(facts: &Facts<'_>, part: Part, findings: &[Finding], open: bool, verdict: Verdict) -> Stop {
    let worst =
        findings.iter().filter(|finding| belongs(facts, finding, part)).min_by_key(|finding| finding.rule.severity);
    let because = worst.map(|finding| finding.rule.id);
    let state = match worst.map(|finding| finding.rule.severity) {
        Some(_) if part == Part::Record && verdict == Verdict::Absent => State::Idle,
        Some(_) if verdict == Verdict::NoMail && because == Some(RECORD_MISSING.id) => State::Idle,
        // Valid for whoever comes first, and in the way of whoever came before; or of whoever looks at DANE as well.
        Some(Severity::Error) if worst.is_some_and(|one| one.rule == &ID_NOT_BUMPED || shuts_out_dane(one)) => {
            State::Care
        }
        Some(Severity::Error) => State::Bad,
        Some(Severity::Warning) => State::Care,
        _ if is_blind(facts, part) => State::Unseen,
        Some(Severity::Pass | Severity::Notice) if is_reached(facts, part) => State::Good,
        _ if open => State::Open,
        _ if part == Part::Mx && is_covered(facts) => State::Good,
        _ if part == Part::Tls && verdict != Verdict::NoMail => State::Unseen,
        _ => State::Idle,
    };
    Stop { part, state, because }
}

/// The policy lists every MX host, whatever their addresses are.
fn is_covered(facts: &Facts<'_>) -> bool {
    facts.coverage.as_ref().is_some_and(|coverage| coverage.uncovered.is_empty() && !coverage.covered.is_empty())
}

/// Faults of the name servers belong to the part whose name they concern.
fn belongs(facts: &Facts<'_>, finding: &Finding, part: Part) -> bool {
    let concerns = match part {
        Part::Record => format!("{} ", facts.domain.sts_name()),
        Part::Host => format!("{} ", facts.host.name),
        Part::Mx => format!("{} MX", facts.domain),
        Part::Tls if shuts_out_dane(finding) => return true,
        Part::Policy | Part::Tls => return finding.rule.stage == part.stage(),
    };
    let names = match finding.args.value("names") {
        Some(Arg::List(names)) if finding.rule.stage == Stage::Dns => names.as_slice(),
        _ => &[],
    };
    let gone = part == Part::Record && [&DOMAIN_NXDOMAIN, &ID_NOT_BUMPED].contains(&finding.rule);
    finding.rule.stage == part.stage() || gone || names.iter().any(|name| name.starts_with(&concerns))
}

/// Whether it keeps senders from delivering that look at DANE.
fn shuts_out_dane(finding: &Finding) -> bool {
    finding.rule.stage == Stage::Dane && finding.rule.severity == Severity::Error
}

/// Whether the answers that a part needs came and were positive.
fn is_reached(facts: &Facts<'_>, part: Part) -> bool {
    match part {
        Part::Record => facts.record.as_ref().is_some_and(|record| record.id().is_some()),
        Part::Host => facts.host.http().is_some_and(|http| http.status == 200),
        Part::Policy => facts.policy.as_ref().is_some_and(|policy| policy.reading.is_valid()),
        Part::Mx => !facts.mx_hosts().is_empty(),
        Part::Tls => facts.servers.iter().any(|server| server.state() != TlsState::Unseen),
    }
}

/// Whether our side could not see what a part needs.
fn is_blind(facts: &Facts<'_>, part: Part) -> bool {
    let blind = |wanted: &dyn Fn(&Question) -> bool| facts.seen.blind().any(|(question, _)| wanted(question));
    let dns = |name: String| move |question: &Question| matches!(question, Question::Dns(dns) if dns.name == name);
    match part {
        Part::Record => blind(&dns(facts.domain.sts_name())),
        Part::Host | Part::Policy => facts.host.proxy_failed() && !facts.host.has_no_address(),
        Part::Mx => blind(&|question| *question == Question::dns(facts.domain.as_str(), RecordKind::Mx)),
        Part::Tls => {
            let unseen = facts.servers.iter().any(|server| server.why_unseen().is_some());
            unseen || blind(&|question| matches!(question, Question::Mail { .. }) && !is_in_vain(facts, question))
        }
    }
}
