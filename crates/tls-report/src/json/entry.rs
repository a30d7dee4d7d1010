//! One entry of `policies`: the policy, its summary, its failures (RFC 8460 §4.4).

use std::slice;

use smol_str::SmolStr;

use super::{JsonPath, member::InvalidCount};
use crate::{
    Failure, NoteId, PolicyEntry, PolicyType, ResultType, address,
    note::Notes,
    policy_string::{self, ReportedPolicy},
    raw::{Node, RawEntry, RawFailure, RawPolicy, RawSummary, RawValue},
    report::host_name,
};

/// The maximum number of hosts of one `mx-host`.
const MAX_HOSTS: usize = 1000;

/// Reads an entry. Returns `None` if a count of its summary is invalid.
pub(super) fn entry(raw: &RawEntry<'_>, at: JsonPath<'_>, notes: &mut Notes) -> Option<PolicyEntry> {
    notes.note_odd_names(raw.odd_names, at);
    let mut entry = policy(&raw.policy, JsonPath::Member(&at, "policy"), notes);
    let summary = summary(&raw.summary, JsonPath::Member(&at, "summary"), notes);
    entry.failures = failures(&raw.failures, JsonPath::Member(&at, "failure-details"), notes);
    (entry.successful, entry.failed) = summary.ok()?;
    let details = entry.failures.iter().fold(0_u64, |sum, failure| sum.saturating_add(failure.count));
    if details > entry.failed {
        notes.note_at(NoteId::DetailsExceedTotal, at);
    }
    note_type_mismatch(&entry, at, notes);
    Some(entry)
}

fn policy(raw: &Node<RawPolicy<'_>>, at: JsonPath<'_>, notes: &mut Notes) -> PolicyEntry {
    let Some(raw) = notes.object(raw, at) else {
        notes.note_at(NoteId::PolicyMissing, at);
        return empty(PolicyType::Missing);
    };
    notes.note_odd_names(raw.odd_names, at);
    let policy_type = policy_type(&raw.policy_type, JsonPath::Member(&at, "policy-type"), notes);
    let domain = notes.text(&raw.domain, JsonPath::Member(&at, "policy-domain"));
    if domain.is_none() {
        notes.note_at(NoteId::PolicyDomainMissing, at);
    }
    let policy_string =
        policy_string_lines(&raw.policy_string, &policy_type, JsonPath::Member(&at, "policy-string"), notes);
    let mx = mx_hosts(&raw.mx, &policy_type, JsonPath::Member(&at, "mx-host"), notes);
    let policy = ReportedPolicy::from_entry(&policy_type, &policy_string);
    let domain = domain.map(|domain| host_name(&domain));
    PolicyEntry { domain, policy_string, policy, mx, ..empty(policy_type) }
}

const fn empty(policy_type: PolicyType) -> PolicyEntry {
    PolicyEntry {
        policy_type,
        domain: None,
        guessed_domain: None,
        policy_string: Vec::new(),
        policy: None,
        mx: Vec::new(),
        successful: 0,
        failed: 0,
        failures: Vec::new(),
    }
}

fn policy_type(value: &RawValue<'_>, at: JsonPath<'_>, notes: &mut Notes) -> PolicyType {
    let policy_type = notes.text(value, at).map_or(PolicyType::Missing, |word| PolicyType::from_word(&word));
    if matches!(policy_type, PolicyType::Other(_) | PolicyType::Missing) {
        notes.note_at(NoteId::PolicyTypeUnknown, at);
    }
    policy_type
}

fn policy_string_lines(
    value: &RawValue<'_>,
    policy_type: &PolicyType,
    at: JsonPath<'_>,
    notes: &mut Notes,
) -> Vec<SmolStr> {
    let lines = policy_string::lines(value, |id| notes.note_at(id, at));
    match value {
        RawValue::Missing | RawValue::Null if matches!(policy_type, PolicyType::Sts | PolicyType::Tlsa) => {
            notes.note_at(NoteId::PolicyStringMissing, at);
        }
        RawValue::Text(_) | RawValue::List(_) if lines.is_empty() => notes.note_at(NoteId::PolicyStringEmpty, at),
        RawValue::Count(_) | RawValue::Number(_) | RawValue::Bool | RawValue::Object => {
            notes.note_at(NoteId::WrongType, at)
        }
        _ => {}
    }
    lines
}

/// Reads patterns. One text may hold several, and the key `mx:` of the policy file may precede them.
fn mx_hosts(value: &RawValue<'_>, policy_type: &PolicyType, at: JsonPath<'_>, notes: &mut Notes) -> Vec<SmolStr> {
    let texts: &[RawValue<'_>] = match value {
        RawValue::Missing if *policy_type == PolicyType::Sts => {
            notes.note_at(NoteId::MxHostMissing, at);
            &[]
        }
        RawValue::Text(text) => {
            notes.note_at(if text.trim().is_empty() { NoteId::EmptyStringMember } else { NoteId::MxHostAsString }, at);
            slice::from_ref(value)
        }
        RawValue::List(list) => list,
        _ => &[],
    };
    let is_separator = |byte: &u8| matches!(byte, b',' | b' ' | b'\t' | b'\r' | b'\n' | b';');
    let words = texts.iter().filter_map(RawValue::text).flat_map(|text| text.as_bytes().split(is_separator));
    // Separators are ASCII, so words are as valid as the text.
    let words = words.filter_map(|word| str::from_utf8(word).ok());
    let hosts = words.filter(|word| !word.is_empty() && *word != "mx:").map(host_name);
    hosts.take(MAX_HOSTS).collect()
}

fn summary(raw: &Node<RawSummary<'_>>, at: JsonPath<'_>, notes: &mut Notes) -> Result<(u64, u64), InvalidCount> {
    let Some(raw) = notes.object(raw, at) else {
        notes.note_at(NoteId::CountMissing, at);
        return Ok((0, 0));
    };
    notes.note_odd_names(raw.odd_names, at);
    let successful = notes.count(&raw.successful, JsonPath::Member(&at, "total-successful-session-count"));
    let failed = notes.count(&raw.failed, JsonPath::Member(&at, "total-failure-session-count"));
    Ok((successful?, failed?))
}

fn failures(raw: &Node<RawFailure<'_>>, at: JsonPath<'_>, notes: &mut Notes) -> Vec<Failure> {
    if matches!(raw, Node::Null) {
        notes.note_at(NoteId::DetailsNull, at);
    }
    let items = notes.items(raw, at);
    let mut failures = Vec::with_capacity(items.len());
    failures.extend(items.iter().enumerate().filter_map(|(index, node)| {
        let at = JsonPath::Item(&at, index);
        notes.object(node, at).and_then(|raw| failure(raw, at, notes))
    }));
    failures
}

/// Reads a failure. Returns `None` if its count is invalid.
fn failure(raw: &RawFailure<'_>, at: JsonPath<'_>, notes: &mut Notes) -> Option<Failure> {
    notes.note_odd_names(raw.odd_names, at);
    let result_type = result_type(&raw.result_type, JsonPath::Member(&at, "result-type"), notes);
    let count = notes.count(&raw.count, JsonPath::Member(&at, "failed-session-count")).ok()?;
    if count == 0 {
        notes.note_at(NoteId::ZeroCountDetail, at);
    }
    Some(Failure {
        result_type,
        sending_mta_ip: ip(&raw.sending_mta_ip, JsonPath::Member(&at, "sending-mta-ip"), notes),
        receiving_mx: host(&raw.receiving_mx, JsonPath::Member(&at, "receiving-mx-hostname"), notes),
        receiving_ip: ip(&raw.receiving_ip, JsonPath::Member(&at, "receiving-ip"), notes),
        helo: helo(&raw.helo, JsonPath::Member(&at, "receiving-mx-helo"), notes),
        count,
        information: information(&raw.information, JsonPath::Member(&at, "additional-information"), notes),
        reason: notes.owned_text(&raw.reason, JsonPath::Member(&at, "failure-reason-code")),
    })
}

fn result_type(value: &RawValue<'_>, at: JsonPath<'_>, notes: &mut Notes) -> ResultType {
    let Some(word) = notes.text(value, at) else {
        notes.note_at(NoteId::ResultTypeMissing, at);
        return ResultType::Missing;
    };
    let result_type = ResultType::from_word(&word);
    match &result_type {
        ResultType::Other(_) => notes.note_at(NoteId::ResultTypeUnknown, at),
        known if known.id() != word => notes.note_at(NoteId::ResultTypeCase, at),
        _ => {}
    }
    result_type
}

fn ip(value: &RawValue<'_>, at: JsonPath<'_>, notes: &mut Notes) -> Option<SmolStr> {
    let written = notes.owned_text(value, at)?;
    address::read_address(&written, |id| notes.note_at(id, at));
    Some(written)
}

fn host(value: &RawValue<'_>, at: JsonPath<'_>, notes: &mut Notes) -> Option<SmolStr> {
    let written = notes.owned_text(value, at)?;
    if written.ends_with('.') {
        notes.note_at(NoteId::NameFinalDot, at);
    }
    Some(written)
}

fn helo(value: &RawValue<'_>, at: JsonPath<'_>, notes: &mut Notes) -> Option<SmolStr> {
    let written = notes.owned_text(value, at)?;
    if written.trim_end().contains('\n') {
        notes.note_at(NoteId::HeloMultiLine, at);
    }
    Some(written)
}

fn information(value: &RawValue<'_>, at: JsonPath<'_>, notes: &mut Notes) -> Option<SmolStr> {
    match value {
        RawValue::List(_) | RawValue::Object | RawValue::Bool => {
            notes.note_at(NoteId::InformationNotText, at);
            None
        }
        other => notes.owned_text(other, at),
    }
}

/// Notes DANE failures under MTA-STS, or policy failures under DANE (RFC 8460 §4.3.2).
fn note_type_mismatch(entry: &PolicyEntry, at: JsonPath<'_>, notes: &mut Notes) {
    let is_mismatch = |failure: &Failure| match entry.policy_type {
        PolicyType::Sts => failure.result_type.is_dane(),
        PolicyType::Tlsa => failure.result_type.is_policy_fetch(),
        _ => false,
    };
    if entry.failures.iter().any(is_mismatch) {
        notes.note_at(NoteId::ResultTypeOdd, at);
    }
}
