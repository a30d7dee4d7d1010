//! Judging: every rule looks at the case, and what they found becomes a report.

use evidence::{Answer, Blind, DnsQuestion, Entry, Evidence, Interruption, Outcome, Question, Rcode, RecordKind};
use mta_sts::Domain;

use crate::{
    Arg, Case, Finding, RULES, Report, Severity, Stage,
    case::Mail,
    delivery::{Modes, delivery},
    repair,
    report::{Part, State, Stop, TlsState, Unseen, Verdict},
    rules::{
        DOMAIN_NXDOMAIN, ID_NOT_BUMPED, POLICY_MODE_NONE, POLICY_MODE_TESTING, RECORD_MISSING, REMOVAL_IN_PROGRESS,
    },
    verdict::{applied, tolerated, verdict},
    wants,
};

/// Says what the evidence so far amounts to. It may be called after every answer.
#[must_use]
pub fn judge(domain: &Domain, seen: &Evidence) -> Report {
    let case = Case::new(domain, seen);
    let mut findings = findings(&case);
    let verdict = verdict(&case, &findings);
    let policy = applied(&case, &findings);
    let tolerated = tolerated(&case, &findings);
    let modes = Modes { applied: policy.as_ref().map(|policy| policy.mode), tolerated };
    let open = wants(domain, seen);
    if open.is_empty() {
        propose_next_mode(&case, verdict, &mut findings);
    }
    Report {
        domain: domain.clone(),
        checked_at: seen.started,
        verdict,
        delivery: delivery(&case, verdict, modes, &findings),
        stops: Part::ALL.map(|part| stop(&case, part, &findings, !open.is_empty(), verdict)).to_vec(),
        unseen: unseen(&case),
        may_be_remembered: verdict != Verdict::Absent || !case.past.is_empty(),
        next_record: repair::next_record(&case),
        setup: if verdict == Verdict::Absent { repair::setup(&case) } else { Vec::new() },
        served: case.complete_policy().and_then(|policy| String::from_utf8(policy.body.to_vec()).ok()),
        mail_parent: mail_parent(&case),
        policy,
        tolerated,
        findings,
        open,
    }
}

/// What every rule found, errors first, then in the order of a check.
pub(crate) fn findings(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.check)(case)).collect();
    findings.sort_by_key(|finding| (finding.rule.severity, finding.rule.stage));
    findings
}

/// The parent of a name without MX records, if it has some.
fn mail_parent(case: &Case<'_>) -> Option<Domain> {
    let without = matches!(case.mail, Mail::NoDomain | Mail::NoAddress | Mail::Implicit);
    let parent = case.domain.parent().filter(|_| without)?;
    let mut exchanges = case.known(parent.as_str(), RecordKind::Mx)?.exchanges();
    exchanges.any(|(_, host)| host != ".").then_some(parent)
}

/// Where nothing is wrong and the policy protects nothing yet, the next mode is what is left to do; not where MTA-STS is being
/// removed in order (RFC 8461 §8.3).
fn propose_next_mode(case: &Case<'_>, verdict: Verdict, findings: &mut [Finding]) {
    let removed = |finding: &Finding| finding.rule == &REMOVAL_IN_PROGRESS;
    let busy = findings.iter().any(|finding| finding.is_fault() || removed(finding));
    let idle = matches!(verdict, Verdict::Testing | Verdict::Disabled) && !busy;
    let mode = |finding: &&mut Finding| [&POLICY_MODE_TESTING, &POLICY_MODE_NONE].contains(&finding.rule);
    if let Some(finding) = findings.iter_mut().find(mode).filter(|_| idle) {
        finding.patch = repair::next_mode(case);
    }
}

/// What was not seen: questions without answer, answers that say nothing, and a proxy that could not look.
fn unseen(case: &Case<'_>) -> Vec<Unseen> {
    let blind = case.seen.blind().filter(|(question, _)| !is_in_vain(case, question));
    let blind = blind.map(|(question, why)| Unseen { question: question.clone(), why: why.clone() });
    let void = case.seen.entries.iter().filter_map(|entry| void(case, entry));
    blind.chain(void).chain(blind_observation(case)).chain(blind_dialogues(case)).collect()
}

/// Nobody can talk to this mail server: DNS alone tells, and there is nothing to see.
fn is_in_vain(case: &Case<'_>, question: &Question) -> bool {
    matches!(question, Question::Mail { host, .. } if case.is_unreachable(host))
}

/// An answer that is neither conclusive nor explained by a finding: the resolver would not, or answered in another's name.
fn void(case: &Case<'_>, entry: &Entry) -> Option<Unseen> {
    let (Question::Dns(question), Outcome::Answer(Answer::Dns(answer))) = (&entry.question, &entry.reply.outcome)
    else {
        return None;
    };
    let failed = answer.rcode == Rcode::SERVFAIL && !case.host.does_without(question) && !is_untold(case, question);
    let explained = failed || answer.has_extended_error(&[15, 16, 17, 18]);
    let void = !answer.is_conclusive() && !explained && case.seen.counts(entry);
    void.then(|| Unseen { question: entry.question.clone(), why: Blind::Refused { detail: answer.rcode.name() } })
}

/// No finding tells that name servers fail for this name: those of a mail server may be a stranger's, those of the policy host
/// answered the proxy. An address of the other family is enough.
fn is_untold(case: &Case<'_>, question: &DnsQuestion) -> bool {
    let is_mx_host = || case.mx_hosts().iter().any(|host| host.name == question.name);
    let has_none =
        matches!(question.kind, RecordKind::A | RecordKind::Aaaa) && case.addresses(&question.name).is_none();
    has_none && (is_mx_host() || (question.name == case.host.name && case.host.was_found_by(question.kind)))
}

/// The proxy answered, but could not look itself.
fn blind_observation(case: &Case<'_>) -> Option<Unseen> {
    let observation = case.host.observation.filter(|_| case.host.proxy_was_blind() && !case.host.has_no_address())?;
    let detail = match &observation.interruption {
        Some(Interruption::LookupFailed { detail }) => detail.clone(),
        Some(Interruption::NotConnected) => "no route to this address family".into(),
        _ if case.host.speaks_only_http2() => "the server speaks HTTP/2 only, and this checker HTTP/1.1".into(),
        _ => "the look-up of the policy host did not succeed there".into(),
    };
    Some(Unseen { question: Question::Policy { domain: case.domain.to_string() }, why: Blind::Unreachable { detail } })
}

/// Mail servers that the proxy talked to, or tried to, without seeing their TLS.
fn blind_dialogues(case: &Case<'_>) -> impl Iterator<Item = Unseen> {
    case.servers.iter().filter_map(|server| {
        let question = Question::Mail { domain: case.domain.to_string(), host: server.name.clone() };
        Some(Unseen { question, why: Blind::Unreachable { detail: server.blindness()? } })
    })
}

/// How one part of the set-up looks.
fn stop(case: &Case<'_>, part: Part, findings: &[Finding], open: bool, verdict: Verdict) -> Stop {
    let worst =
        findings.iter().filter(|finding| belongs(case, finding, part)).min_by_key(|finding| finding.rule.severity);
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
        _ if is_blind(case, part) => State::Unseen,
        Some(Severity::Pass | Severity::Notice) if is_reached(case, part) => State::Good,
        _ if open => State::Open,
        _ if part == Part::Mx && is_covered(case) => State::Good,
        _ if part == Part::Tls && verdict != Verdict::NoMail => State::Unseen,
        _ => State::Idle,
    };
    Stop { part, state, because }
}

/// The policy lists every MX host, whatever their addresses are.
fn is_covered(case: &Case<'_>) -> bool {
    case.coverage.as_ref().is_some_and(|coverage| coverage.uncovered.is_empty() && !coverage.covered.is_empty())
}

/// Faults of the name servers belong to the part whose name they concern.
fn belongs(case: &Case<'_>, finding: &Finding, part: Part) -> bool {
    let concerns = match part {
        Part::Record => format!("{} ", case.domain.sts_name()),
        Part::Host => format!("{} ", case.host.name),
        Part::Mx => format!("{} MX", case.domain),
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
fn is_reached(case: &Case<'_>, part: Part) -> bool {
    match part {
        Part::Record => case.record.as_ref().is_some_and(|record| record.id().is_some()),
        Part::Host => case.host.http().is_some_and(|http| http.status == 200),
        Part::Policy => case.policy.as_ref().is_some_and(|policy| policy.reading.is_valid()),
        Part::Mx => !case.mx_hosts().is_empty(),
        Part::Tls => case.servers.iter().any(|server| server.state() != TlsState::Unseen),
    }
}

/// Whether our side could not see what a part needs.
fn is_blind(case: &Case<'_>, part: Part) -> bool {
    let blind = |wanted: &dyn Fn(&Question) -> bool| case.seen.blind().any(|(question, _)| wanted(question));
    let dns = |name: String| move |question: &Question| matches!(question, Question::Dns(dns) if dns.name == name);
    match part {
        Part::Record => blind(&dns(case.domain.sts_name())),
        Part::Host | Part::Policy => case.host.proxy_was_blind() && !case.host.has_no_address(),
        Part::Mx => blind(&|question| *question == Question::dns(case.domain.as_str(), RecordKind::Mx)),
        Part::Tls => {
            let unseen = case.servers.iter().any(|server| server.blindness().is_some());
            unseen || blind(&|question| matches!(question, Question::Mail { .. }) && !is_in_vain(case, question))
        }
    }
}
