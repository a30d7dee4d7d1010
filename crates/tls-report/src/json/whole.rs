//! The whole report (RFC 8460 §4.4): its members, and how they relate.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::{JsonPath, Origin, entry};
use crate::{
    FileMember, NoteId, PolicyEntry, PolicyType, Report, ReportTime,
    file_name::domain_name,
    note::Notes,
    raw::{Node, RawEntry, RawRange, RawReport, RawValue},
    report_time::{self, DAY, RangeEnd},
    text::trimmed,
};

/// Reads a report. Returns `None` if the object is not a report: RFC 8460 §4.4 requires `policies`.
pub(super) fn report(raw: &RawReport<'_>, origin: &Origin) -> Option<Report> {
    let bare = matches!(
        (&raw.organization, &raw.report_id, &raw.range),
        (RawValue::Missing, RawValue::Missing, Node::Missing)
    );
    if bare || !matches!(raw.policies, Node::List(_) | Node::Object(_)) {
        return None;
    }
    let (notes, top) = (&mut Notes::default(), JsonPath::Top);
    notes.note_odd_names(raw.odd_names, top);
    let contact = notes.owned_text(&raw.contact, JsonPath::Member(&top, "contact-info"));
    if contact.is_none() {
        notes.note_at(NoteId::ContactNull, JsonPath::Member(&top, "contact-info"));
    }
    let organization = organization(&raw.organization, contact.as_deref(), origin, notes);
    let report_id = notes.owned_text(&raw.report_id, JsonPath::Member(&top, "report-id"));
    if report_id.is_none() {
        notes.note_at(NoteId::ReportIdMissing, JsonPath::Member(&top, "report-id"));
    }
    let (start, end) = range(&raw.range, JsonPath::Member(&top, "date-range"), notes);
    let mut policies = policies(&raw.policies, JsonPath::Member(&top, "policies"), notes);
    let recipient = origin.domain.clone().or_else(|| only_recipient(&policies));
    for entry in policies.iter_mut().filter(|entry| entry.domain.is_none()) {
        entry.guessed_domain.clone_from(&recipient);
    }
    note_relations(&policies, origin, notes);
    let notes = std::mem::take(notes).into_sorted();
    Some(Report {
        organization,
        contact,
        report_id,
        start,
        end,
        recipient,
        policies,
        notes,
        source: FileMember::default(),
    })
}

fn organization(value: &RawValue<'_>, contact: Option<&str>, origin: &Origin, notes: &mut Notes) -> Option<SmolStr> {
    let at = JsonPath::Member(&JsonPath::Top, "organization-name");
    if let Some(name) = notes.text(value, at) {
        return Some(trimmed(&name).into());
    }
    notes.note_at(NoteId::OrganizationMissing, at);
    let of_contact = contact.and_then(|contact| domain_name(contact.rsplit_once('@')?.1));
    of_contact.or_else(|| origin.submitter.clone())
}

fn range(raw: &Node<RawRange<'_>>, at: JsonPath<'_>, notes: &mut Notes) -> (Option<ReportTime>, Option<ReportTime>) {
    let Some(raw) = notes.object(raw, at) else {
        notes.note_at(NoteId::DateMissing, at);
        return (None, None);
    };
    notes.note_odd_names(raw.odd_names, at);
    let start = date(&raw.start, RangeEnd::Start, JsonPath::Member(&at, "start-datetime"), notes);
    let end = date(&raw.end, RangeEnd::End, JsonPath::Member(&at, "end-datetime"), notes);
    if let (Some(start), Some(end)) = (start, end) {
        note_range(start.unix_seconds(), end.unix_seconds(), at, notes);
    }
    (start, end)
}

fn date(value: &RawValue<'_>, end: RangeEnd, at: JsonPath<'_>, notes: &mut Notes) -> Option<ReportTime> {
    let Some(text) = notes.text(value, at) else {
        notes.note_at(NoteId::DateMissing, at);
        return None;
    };
    let seconds = if let RawValue::Count(seconds) = value { i64::try_from(*seconds).ok() } else { None };
    let moment = match seconds {
        Some(seconds) => ReportTime::from_unix(seconds),
        None => report_time::parse(&text, end, |id| notes.note_at(id, at)),
    };
    if moment.is_none() {
        notes.note_at(NoteId::DateInvalid, at);
    }
    moment
}

fn note_range(start: i64, end: i64, at: JsonPath<'_>, notes: &mut Notes) {
    if end < start {
        notes.note_at(NoteId::DateReversed, at);
        return;
    }
    let exclusive = end > start && end.rem_euclid(DAY) == 0;
    if exclusive {
        notes.note_at(NoteId::DateEndExclusive, at);
    }
    let last = if exclusive { end - 1 } else { end };
    if start.rem_euclid(DAY) != 0 || last - start != DAY - 1 {
        notes.note_at(NoteId::DateNotUtcDay, at);
    }
}

fn policies(raw: &Node<RawEntry<'_>>, at: JsonPath<'_>, notes: &mut Notes) -> Vec<PolicyEntry> {
    let items = notes.items(raw, at);
    let mut entries = Vec::with_capacity(items.len());
    entries.extend(items.iter().enumerate().filter_map(|(index, node)| {
        let at = JsonPath::Item(&at, index);
        notes.object(node, at).and_then(|raw| entry::entry(raw, at, notes))
    }));
    entries
}

/// Returns the recipient domain if all entries that state one agree.
fn only_recipient(policies: &[PolicyEntry]) -> Option<SmolStr> {
    let mut reported = recipients(policies);
    let first = reported.next()?;
    reported.all(|other| other == first).then(|| first.into())
}

/// Returns the domains of entries except TLSA, whose domain is that of an MX host (RFC 8460 §1.1).
fn recipients(policies: &[PolicyEntry]) -> impl Iterator<Item = &str> {
    policies.iter().filter(|entry| entry.policy_type != PolicyType::Tlsa).filter_map(|entry| entry.domain.as_deref())
}

/// Notes entries that contradict or repeat each other.
fn note_relations(policies: &[PolicyEntry], origin: &Origin, notes: &mut Notes) {
    let is_tlsa = |entry: &PolicyEntry| entry.policy_type == PolicyType::Tlsa;
    if !policies.iter().any(is_tlsa) {
        return;
    }
    let top = JsonPath::Member(&JsonPath::Top, "policies");
    let known_recipients: BTreeSet<&str> = recipients(policies).chain(origin.domain.as_deref()).collect();
    let counts = |entry: &PolicyEntry| (entry.successful, entry.failed);
    let counts_of_sts: BTreeSet<_> =
        policies.iter().filter(|entry| entry.policy_type == PolicyType::Sts).map(counts).collect();
    for (index, tlsa) in policies.iter().enumerate().filter(|(_, entry)| is_tlsa(entry)) {
        let Some(domain) = tlsa.domain.as_deref() else { continue };
        if known_recipients.contains(domain) {
            notes.note_at(NoteId::PolicyDomainIsRecipient, JsonPath::Item(&top, index));
        }
        if tlsa.successful.saturating_add(tlsa.failed) > 1 && counts_of_sts.contains(&counts(tlsa)) {
            notes.note_at(NoteId::SameSessionsTwice, JsonPath::Item(&top, index));
        }
    }
}
