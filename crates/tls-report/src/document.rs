//! The JSON document of `mta-sts report` and of the page's export. It has ids and values, but no texts in any language.

use serde::Serialize;
use smol_str::SmolStr;

use crate::{
    Answer, Collection, Counted, Enforce, Failure, Gap, Group, HeldPolicy, Live, Note, Numbers, Overlap, PolicyEntry,
    ReportTime, Sessions, Skipped, Totals,
};

/// The document for a set of reports.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    reports: Vec<ShownReport<'a>>,
    totals: Totals,
    skipped: &'a [Skipped],
    answer: ShownAnswer,
    /// One answer for each policy domain.
    answers: Vec<ShownAnswer>,
    groups: Vec<Group>,
    held: Vec<HeldPolicy>,
    overlaps: Vec<Overlap>,
    gaps: Vec<Gap>,
}

#[derive(Debug, Serialize)]
struct ShownReport<'a> {
    organization: Option<&'a str>,
    report_id: Option<&'a str>,
    contact: Option<&'a str>,
    start: Option<ReportTime>,
    end: Option<ReportTime>,
    policies: Vec<ShownPolicy<'a>>,
    notes: &'a [Note],
    file: &'a str,
    member: Option<&'a str>,
    /// The number of copies received.
    copies: u64,
    /// Totals of reports with the same key that do not count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_versions: Vec<Totals>,
}

#[derive(Debug, Serialize)]
struct ShownPolicy<'a> {
    #[serde(rename = "type")]
    policy_type: &'a str,
    domain: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guessed_domain: Option<&'a str>,
    mode: Option<&'static str>,
    mx: &'a [SmolStr],
    policy_string: &'a [SmolStr],
    successful: u64,
    failed: u64,
    failures: Vec<ShownFailure<'a>>,
}

#[derive(Debug, Serialize)]
struct ShownFailure<'a> {
    /// `null` if the report gives none.
    result_type: Option<&'a str>,
    sending_mta_ip: Option<&'a str>,
    receiving_mx: Option<&'a str>,
    receiving_ip: Option<&'a str>,
    receiving_mx_helo: Option<&'a str>,
    count: u64,
    reason: Option<&'a str>,
    additional_information: Option<&'a str>,
}

/// An answer. The overall answer has no domain if there are several.
#[derive(Debug, Default, Serialize)]
struct ShownAnswer {
    domain: Option<String>,
    enforce: Option<Enforce>,
    reasons: Vec<&'static str>,
    mode: Option<&'static str>,
    days: i64,
    senders: usize,
    sts: Sessions,
    newest: Option<ReportTime>,
    details: Vec<ShownReason>,
}

#[derive(Debug, Serialize)]
struct ShownReason {
    id: &'static str,
    number: u8,
    weighs: Enforce,
    #[serde(flatten)]
    numbers: Numbers,
}

/// Creates the document of a collection. `live` returns the live check of a domain, if there is one.
#[must_use]
pub fn document<'a>(
    collection: &'a Collection,
    answers: &[Answer],
    skipped: &'a [Skipped],
    live: &impl Fn(&str) -> Option<Live>,
) -> Document<'a> {
    Document {
        reports: collection.counted().map(|counted| report(&counted)).collect(),
        totals: collection.totals(),
        skipped,
        answer: whole_answer(answers),
        answers: answers.iter().map(answer).collect(),
        groups: collection.groups(),
        held: collection.held_policies(|domain| live(domain)?.policy),
        overlaps: collection.overlaps(),
        gaps: collection.gaps(),
    }
}

/// Returns the most severe answer, with the reasons of all answers, each once. Without a policy domain, it is
/// `unknown`.
fn whole_answer(answers: &[Answer]) -> ShownAnswer {
    if let [only] = answers {
        return answer(only);
    }
    let mut reasons: Vec<&'static str> = Vec::new();
    for id in answers.iter().flat_map(|answer| &answer.reasons).map(|given| given.reason.id) {
        if !reasons.contains(&id) {
            reasons.push(id);
        }
    }
    let enforce = answers.iter().map(|answer| answer.enforce).max().unwrap_or(Enforce::Unknown);
    ShownAnswer { enforce: Some(enforce), reasons, ..ShownAnswer::default() }
}

fn answer(answer: &Answer) -> ShownAnswer {
    let detail = |given: &crate::GivenReason| ShownReason {
        id: given.reason.id,
        number: given.reason.number,
        weighs: given.reason.weighs,
        numbers: given.numbers.clone(),
    };
    ShownAnswer {
        domain: Some(answer.domain.clone()),
        enforce: Some(answer.enforce),
        reasons: answer.reasons.iter().map(|given| given.reason.id).collect(),
        mode: answer.mode.map(mta_sts::Mode::id),
        days: answer.days,
        senders: answer.senders,
        sts: answer.sts,
        newest: answer.newest,
        details: answer.reasons.iter().map(detail).collect(),
    }
}

fn report<'a>(counted: &Counted<'a>) -> ShownReport<'a> {
    let report = counted.report;
    ShownReport {
        organization: report.organization.as_deref(),
        report_id: report.report_id.as_deref(),
        contact: report.contact.as_deref(),
        start: report.start,
        end: report.end,
        policies: report.policies.iter().map(policy).collect(),
        notes: &report.notes,
        file: &report.source.file,
        member: report.source.member.as_deref(),
        copies: counted.copies,
        other_versions: counted.other_versions().map(Totals::from_report).collect(),
    }
}

fn policy(entry: &PolicyEntry) -> ShownPolicy<'_> {
    ShownPolicy {
        policy_type: entry.policy_type.id(),
        domain: entry.domain.as_deref(),
        guessed_domain: entry.guessed_domain.as_deref(),
        mode: entry.policy.as_ref().and_then(|policy| policy.mode).map(mta_sts::Mode::id),
        mx: &entry.mx,
        policy_string: &entry.policy_string,
        successful: entry.successful,
        failed: entry.failed,
        failures: entry.failures.iter().map(failure).collect(),
    }
}

fn failure(failure: &Failure) -> ShownFailure<'_> {
    let is_stated = failure.result_type != crate::ResultType::Missing;
    ShownFailure {
        result_type: is_stated.then(|| failure.result_type.id()),
        sending_mta_ip: failure.sending_mta_ip.as_deref(),
        receiving_mx: failure.receiving_mx.as_deref(),
        receiving_ip: failure.receiving_ip.as_deref(),
        receiving_mx_helo: failure.helo.as_deref(),
        count: failure.count,
        reason: failure.reason.as_deref(),
        additional_information: failure.information.as_deref(),
    }
}
