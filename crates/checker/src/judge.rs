//! Judging: runs every rule on the facts and builds a report from the findings.

mod delivery;
mod impact;
mod mail_path;
mod omitted;
mod unseen;
pub(crate) mod verdict;

use evidence::{Evidence, RecordKind, sorted_by_number};
use mta_sts::Domain;

use crate::{
    advice::repair,
    facts::{Facts, mail::MailRouting},
    open_questions::open_questions_from,
    report::{Report, SetupPart, Verdict},
    rule::Finding,
    rules::{POLICY_MODE_NONE, POLICY_MODE_TESTING, REMOVAL_IN_PROGRESS, RULES},
};
use delivery::{PolicyModes, deliveries_by_host};
use impact::worst_impact;
use mail_path::part_status;
use omitted::omitted_bytes;
use unseen::unseen_questions;
use verdict::{applied_policy, decide_verdict, tolerated_mode};

/// Judges the evidence so far. Can be called after every answer.
#[must_use]
pub fn judge(domain: &Domain, seen: &Evidence) -> Report {
    let facts = Facts::new(domain, seen);
    let mut report = judge_facts(&facts);
    add_texts(&facts, &mut report);
    report
}

/// Judges the evidence so far, without the texts to publish: no finding has a patch, and the set-up is empty.
///
/// For callers that show the verdict first, or need no texts.
#[must_use]
pub fn judge_without_texts(domain: &Domain, seen: &Evidence) -> Report {
    judge_facts(&Facts::new(domain, seen))
}

/// Adds the texts to publish to the report of [`judge_without_texts`] on the same evidence.
#[must_use]
pub fn with_texts(mut report: Report, seen: &Evidence) -> Report {
    let domain = report.domain.clone();
    add_texts(&Facts::new(&domain, seen), &mut report);
    report
}

fn judge_facts(facts: &Facts<'_>) -> Report {
    let findings = check_rules(facts);
    let verdict = decide_verdict(facts, &findings);
    let policy = applied_policy(facts, &findings);
    let tolerated = tolerated_mode(facts, &findings);
    let modes = PolicyModes { applied: policy.as_ref().map(|policy| policy.mode), tolerated };
    let open = open_questions_from(facts);
    let delivery = deliveries_by_host(facts, verdict, modes, &findings);
    let impact = worst_impact(facts, verdict, &findings, &delivery);
    Report {
        domain: facts.domain.clone(),
        checked_at: facts.seen.started,
        verdict,
        impact,
        mail_path: SetupPart::ALL
            .map(|part| part_status(facts, part, &findings, !open.is_empty(), (verdict, impact)))
            .to_vec(),
        delivery,
        unseen: unseen_questions(facts, &findings),
        may_be_remembered: verdict != Verdict::Absent || !facts.earlier_policies.is_empty(),
        next_record: repair::next_record(facts),
        setup: Vec::new(),
        lacks_tls_rpt: repair::lacks_tls_rpt(facts),
        policy_host_exists: !facts.host.has_no_address(),
        served: facts.complete_policy().and_then(|policy| String::from_utf8(policy.body.to_vec()).ok()),
        mail_parent: mail_parent(facts),
        policy,
        tolerated,
        findings,
        open,
    }
}

/// Returns the findings of every rule: errors first, then in the order of a check.
fn check_rules(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.check)(facts)).collect();
    for finding in &mut findings {
        finding.omitted_bytes = omitted_bytes(facts, finding);
    }
    sorted_by_number(findings, |finding| finding.rule.rank())
}

/// Returns the findings of every rule in the order of [`check_rules`], each with the text that fixes it.
pub(crate) fn check_rules_with_texts(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = check_rules(facts);
    repair::add_patches(facts, &mut findings);
    findings
}

/// Adds the texts to publish to a report on these facts.
fn add_texts(facts: &Facts<'_>, report: &mut Report) {
    repair::add_patches(facts, &mut report.findings);
    if report.open.is_empty() {
        propose_next_mode(facts, report.verdict, &mut report.findings);
    }
    if report.verdict == Verdict::Absent {
        report.setup = repair::setup_patches(facts);
    }
}

/// Returns the parent of a name without MX records, if the parent has some.
fn mail_parent(facts: &Facts<'_>) -> Option<Domain> {
    let without = matches!(facts.mail, MailRouting::NoDomain | MailRouting::NoAddress | MailRouting::Implicit);
    let parent = facts.domain.parent().filter(|_| without)?;
    let mut exchanges = facts.conclusive_answer(parent.as_str(), RecordKind::Mx)?.exchanges();
    exchanges.any(|(_, host)| host != ".").then_some(parent)
}

/// Offers the file in the next mode if there is no fault and the policy is in mode testing or none. Offers nothing
/// while MTA-STS is being removed in order (RFC 8461 §8.3).
fn propose_next_mode(facts: &Facts<'_>, verdict: Verdict, findings: &mut [Finding]) {
    let removed = |finding: &Finding| finding.rule == &REMOVAL_IN_PROGRESS;
    let busy = findings.iter().any(|finding| finding.is_fault() || removed(finding));
    let idle = matches!(verdict, Verdict::Testing | Verdict::Disabled) && !busy;
    let mode = |finding: &&mut Finding| [&POLICY_MODE_TESTING, &POLICY_MODE_NONE].contains(&finding.rule);
    if let Some(finding) = findings.iter_mut().find(mode).filter(|_| idle) {
        finding.patch = repair::next_mode(facts);
    }
}
