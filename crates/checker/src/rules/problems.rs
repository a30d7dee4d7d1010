//! Findings from the problems that the parsers report: one for each place of a problem.

use mta_sts::{PolicyProblem, Problem, RecordProblem, TlsRptProblem};

use crate::{
    facts::{
        Facts,
        policy_file::PolicyFile,
        text_location::TextLocation,
        texts::{Texts, shorten_text},
    },
    rule::{Arg, Finding, Rule},
};

/// Returns the places of one kind of problem in the policy file, as findings.
pub(super) fn policy_problems(facts: &Facts<'_>, rule: &'static Rule, kind: PolicyProblem) -> Vec<Finding> {
    let policy = facts.policy.as_ref().filter(|_| facts.policy_matters());
    policy.map(|policy| in_policy(policy, rule, kind)).unwrap_or_default()
}

/// Returns the places of one kind of problem in the STS record, as findings.
pub(super) fn record_problems(facts: &Facts<'_>, rule: &'static Rule, kind: RecordProblem) -> Vec<Finding> {
    let record = facts.record.as_ref().filter(|_| !facts.is_gone());
    record.map(|record| in_texts(&record.texts, rule, &record.reading.problems, kind)).unwrap_or_default()
}

/// Returns the places of one kind of problem in the TLS reporting record, as findings.
pub(super) fn tls_rpt_problems(facts: &Facts<'_>, rule: &'static Rule, kind: TlsRptProblem) -> Vec<Finding> {
    let record = facts.tls_rpt.as_ref().filter(|_| !facts.is_gone());
    record.map(|record| in_texts(&record.texts, rule, &record.reading.problems, kind)).unwrap_or_default()
}

fn in_policy(policy: &PolicyFile<'_>, rule: &'static Rule, kind: PolicyProblem) -> Vec<Finding> {
    capped_findings(
        policy.reading.problems.iter().filter(|problem| problem.kind == kind),
        |problem| policy.place(problem.span),
        |problem, place| {
            let octets = problem.span.slice(policy.body);
            let finding = with_problem_args(Finding::new(rule).with_place(place), octets, place.line);
            with_declared(finding, "expected", || problem.expected.as_deref().unwrap_or_default().into())
        },
    )
}

fn in_texts<K: Copy + PartialEq>(texts: &Texts, rule: &'static Rule, problems: &[Problem<K>], kind: K) -> Vec<Finding> {
    capped_findings(
        problems.iter().filter(|problem| problem.kind == kind),
        |problem| texts.place(problem.record, problem.span),
        |problem, place| {
            let text = texts.record_text(problem.record);
            let finding = with_problem_args(Finding::new(rule).with_place(place), problem.span.slice(text), place.line);
            with_declared(finding, "text", || shorten_text(text).into())
        },
    )
}

/// Maximum number of faults of one kind that are listed individually.
const TOLD_ONE_BY_ONE: usize = 5;

/// Maximum number of further places of the same fault. It is enough for any text that a person reads.
const FURTHER_PLACES: usize = 1_000;

/// Returns a finding for each of the first few faults. The last of them holds the places of the rest. Otherwise, a
/// hostile text could become a thousand times its size in findings.
pub(super) fn capped_findings<T>(
    faults: impl Iterator<Item = T>,
    place: impl Fn(&T) -> TextLocation,
    finding: impl Fn(&T, TextLocation) -> Finding,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for fault in faults.take(TOLD_ONE_BY_ONE + FURTHER_PLACES) {
        let place = place(&fault);
        match findings.len() {
            TOLD_ONE_BY_ONE => findings[TOLD_ONE_BY_ONE - 1].further.push(place),
            _ => findings.push(finding(&fault, place)),
        }
    }
    findings
}

/// Adds the usual arguments that the rule declares.
fn with_problem_args(finding: Finding, octets: &[u8], line: usize) -> Finding {
    let finding = with_declared(finding, "line", || line.into());
    let finding = with_declared(finding, "count", || octets.len().into());
    with_declared(finding, "value", || shorten_text(without_line_end(octets)).into())
}

fn without_line_end(octets: &[u8]) -> &[u8] {
    let end = octets.iter().rposition(|octet| !matches!(octet, b'\r' | b'\n')).map_or(0, |last| last + 1);
    &octets[..end]
}

fn with_declared(finding: Finding, name: &'static str, arg: impl FnOnce() -> Arg) -> Finding {
    if finding.rule.args.contains(&name) { finding.with_arg(name, arg()) } else { finding }
}
