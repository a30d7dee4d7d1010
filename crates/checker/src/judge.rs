//! Judging: every rule looks at the case, and what they found becomes a report.

use mta_sts::Domain;

use crate::{
    Case, Evidence, Finding, Question, RULES, Report, Severity, Stage,
    delivery::delivery,
    repair,
    report::{Part, State, Stop, Unseen, Verdict},
    verdict::{in_force, verdict},
    wants,
};

/// Findings of one rule that are told one by one; the rest become further places of the last.
const TOLD_ONE_BY_ONE: usize = 5;

/// Says what the evidence so far amounts to. It may be called after every answer.
#[must_use]
pub fn judge(domain: &Domain, seen: &Evidence) -> Report {
    let case = Case::new(domain, seen);
    let findings = findings(&case);
    let verdict = verdict(&case, &findings);
    let policy = in_force(&case);
    let open = wants(domain, seen).len();
    Report {
        domain: domain.clone(),
        checked_at: seen.started,
        verdict,
        delivery: delivery(&case, verdict, policy.as_ref().map(|policy| policy.mode), &findings),
        stops: Part::ALL.map(|part| stop(&case, part, &findings, open > 0, verdict)).to_vec(),
        unseen: unseen(&case),
        next_record: repair::record(&case),
        setup: if verdict == Verdict::Absent { repair::setup(&case) } else { Vec::new() },
        policy,
        findings,
        open,
    }
}

/// What every rule found, errors first, then in the order of a check.
pub(crate) fn findings(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| folded((rule.check)(case))).collect();
    findings.sort_by_key(|finding| (finding.rule.severity, finding.rule.stage));
    findings
}

/// Many findings of one rule, told a few times and then by place alone.
fn folded(mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() > TOLD_ONE_BY_ONE {
        let rest = findings.split_off(TOLD_ONE_BY_ONE);
        if let Some(last) = findings.last_mut() {
            last.further.extend(rest.into_iter().filter_map(|finding| finding.place));
        }
    }
    findings
}

fn unseen(case: &Case<'_>) -> Vec<Unseen> {
    case.seen.blind().map(|(question, why)| Unseen { question: question.clone(), why: why.clone() }).collect()
}

/// How one part of the set-up looks.
fn stop(case: &Case<'_>, part: Part, findings: &[Finding], open: bool, verdict: Verdict) -> Stop {
    let worst = findings.iter().filter(|finding| belongs(finding, part)).min_by_key(|finding| finding.rule.severity);
    let because = worst.map(|finding| finding.rule.id);
    let state = match worst.map(|finding| finding.rule.severity) {
        Some(_) if part == Part::Record && verdict == Verdict::Absent => State::Idle,
        Some(Severity::Error) => State::Bad,
        Some(Severity::Warning) => State::Care,
        _ if is_blind(case, part) => State::Unseen,
        Some(Severity::Pass | Severity::Notice) if is_reached(case, part) => State::Good,
        _ if open => State::Open,
        _ if part == Part::Tls && verdict != Verdict::NoMail => State::Unseen,
        _ => State::Idle,
    };
    Stop { part, state, because }
}

fn belongs(finding: &Finding, part: Part) -> bool {
    finding.rule.stage == part.stage()
        || (part == Part::Record && finding.rule.stage == Stage::Dns && finding.rule.severity < Severity::Notice)
}

/// Whether the answers that a part needs came and were positive.
fn is_reached(case: &Case<'_>, part: Part) -> bool {
    match part {
        Part::Record => case.record.as_ref().is_some_and(|record| record.id().is_some()),
        Part::Host => case.host.http(case.now).is_some_and(|http| http.status == 200),
        Part::Policy => case.policy.as_ref().is_some_and(|policy| policy.reading.is_valid()),
        Part::Mx => !case.mx_hosts().is_empty(),
        Part::Tls => false,
    }
}

/// Whether our side could not see what a part needs.
fn is_blind(case: &Case<'_>, part: Part) -> bool {
    let blind = |wanted: &dyn Fn(&Question) -> bool| case.seen.blind().any(|(question, _)| wanted(question));
    let dns = |name: String| move |question: &Question| matches!(question, Question::Dns(dns) if dns.name == name);
    match part {
        Part::Record => blind(&dns(case.domain.sts_name())),
        Part::Host | Part::Policy => case.host.proxy_was_blind() && !case.host.has_no_address(),
        Part::Mx => blind(&dns(case.domain.to_string())),
        Part::Tls => blind(&|question| matches!(question, Question::Mail { .. })),
    }
}
