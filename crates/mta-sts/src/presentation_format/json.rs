//! Records in JSON, and the answers of DNS-over-HTTPS services.

use alloc::{string::String, vec::Vec};

use super::{Content, Excerpt, Kind, NoAnswer, Owner, PastedRecord, Style, Unreadable, source, status, tokens};
use crate::json::Json;

/// Largest number of a command's arguments that are examined.
const MAX_ARGUMENTS: usize = 8;

/// Members that hold the name of a record, in order of precedence.
const NAMES: [&str; 7] = ["fqdn", "name", "dnsName", "hostname", "host", "rrset_name", "subDomain"];

/// Beginnings of members that hold a record before and after a change, as in audit logs.
const OLD: [&str; 3] = ["old", "before", "previous"];
const NEW: [&str; 3] = ["new", "after", "current"];

fn begins_with_any(name: &str, words: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    words.iter().any(|word| name.starts_with(word))
}

/// The strings of one list, with the name of the enclosing record.
struct Texts<'a> {
    name: Option<&'a Excerpt>,
    texts: Vec<Excerpt>,
}

impl Json {
    /// Returns the values that begin after a shell's quotation mark, at most [`MAX_ARGUMENTS`] of them.
    fn arguments(text: &Excerpt) -> Vec<Self> {
        let octets = text.octets();
        let begins = |at: &usize| matches!(octets[*at], b'{' | b'[') && matches!(octets[at - 1], b'\'' | b'\n');
        let starts = (1..octets.len()).filter(begins).take(MAX_ARGUMENTS);
        let bare = starts.filter_map(|at| Json::read_at(text, at));
        let is_json = |literal: &&Excerpt| matches!(literal.octets().trim_ascii_start().first(), Some(b'{' | b'['));
        let literals = source::literal_texts(text);
        let escaped = literals.iter().filter(is_json).take(MAX_ARGUMENTS).filter_map(Self::read);
        bare.chain(escaped).collect()
    }

    /// Collects every string that is not a member name, each list by itself. Omits values that a change removes, and those that are switched off. `name` is the
    /// record name of this member or an enclosing one.
    fn texts<'a>(&'a self, name: Option<&'a Excerpt>, found: &mut Vec<Texts<'a>>) {
        match self {
            Self::Object(members) => {
                let action = self.member("Action").and_then(Self::scalar);
                let is_disabled =
                    self.member("disabled").and_then(Self::scalar).is_some_and(|word| word.octets() == b"true");
                if is_disabled || action.is_some_and(|action| action.octets().eq_ignore_ascii_case(b"DELETE")) {
                    return;
                }
                let own = NAMES.iter().find_map(|name| self.member(name)).and_then(Self::text);
                let is_change = members.iter().any(|(name, _)| begins_with_any(name, &NEW));
                let is_left = |name: &str| !is_change || !begins_with_any(name, &OLD);
                let values = members.iter().filter(|(name, _)| is_left(name)).map(|(_, value)| value);
                values.for_each(|value| value.texts(own.or(name), found));
            }
            Self::Array(items) => {
                let texts: Vec<Excerpt> = items.iter().filter_map(Self::text).cloned().collect();
                found.push(Texts { name, texts });
                items.iter().filter(|item| item.text().is_none()).for_each(|item| item.texts(name, found));
            }
            Self::Text(text) => found.push(Texts { name, texts: [text.clone()].into() }),
            Self::Other(_) => {}
        }
    }

    /// Returns the status of an answer in words, in lower case, from this object or one within it.
    fn status(&self) -> Option<String> {
        let Self::Object(members) = self else { return None };
        let own = STATUS.iter().find_map(|name| self.member(name)?.text());
        let word = own.map(|status| status.octets().to_ascii_lowercase()).filter(|word| STATUSES.contains(&&**word));
        let within = || members.iter().find_map(|(_, value)| value.items().iter().find_map(Self::status));
        word.map(|word| String::from_utf8_lossy(&word).into_owned()).or_else(within)
    }
}

/// Parses the JSON answers of Google and Cloudflare, and those of RFC 8427.
pub(super) fn doh(text: &Excerpt, _: Kind) -> Option<Content> {
    let json = Json::read(text)?;
    let code = json.member("Status").or_else(|| json.member("RCODE"))?.scalar()?.octets().to_vec();
    // Providers' APIs have a status, too.
    let is_of_api = ["data", "errors", "result"].iter().any(|name| json.member(name).is_some());
    if !code.iter().all(u8::is_ascii_digit) || code.len() > 2 || is_of_api {
        return None;
    }
    let answer = json.member("Answer").or_else(|| json.member("answerRRs"));
    let records: Vec<PastedRecord> = answer.map(Json::items).unwrap_or_default().iter().filter_map(answered).collect();
    let question = json.member("Question").and_then(|question| question.items().first());
    let other_type = question.and_then(|question| question.member("type")?.scalar()).is_some_and(|kind| !is_txt(kind));
    let asked = question.and_then(owner).or_else(|| json.member("QNAME")?.scalar().map(name));
    Some(match code.as_slice() {
        _ if !records.is_empty() => Content::Records(records),
        b"0" if other_type => Content::NothingKnown(NoAnswer::OtherQuestion, asked),
        b"0" | b"3" => Content::NoRecord(asked),
        b"2" => Content::NothingKnown(NoAnswer::ServerFailure, asked),
        b"5" => Content::NothingKnown(NoAnswer::Refused, asked),
        _ => Content::NothingKnown(NoAnswer::Other, asked),
    })
}

/// Members in which tools for many look-ups give the status of an answer.
const STATUS: [&str; 5] = ["status", "status_code", "rcode", "response_code", "responseCode"];

/// Statuses of an answer in words.
const STATUSES: [&[u8]; 9] = [
    b"noerror",
    b"nxdomain",
    b"servfail",
    b"refused",
    b"timeout",
    b"iterative_timeout",
    b"formerr",
    b"notimp",
    b"error",
];

/// Parses the answers of `zdns`, `massdns`, `dnsx` and others: one object per name, with the status in words.
pub(super) fn status_in_words(text: &Excerpt, kind: Kind) -> Option<Content> {
    let json = Json::read(text)?;
    let status = json.items().iter().rev().find_map(Json::status)?;
    if let found @ Content::Records(_) = in_values(core::slice::from_ref(&json), kind) {
        return Some(found);
    }
    let names = ["name", "host", "hostname", "query", "domain"];
    let asked = names.iter().find_map(|member| json.items().first()?.member(member)?.text()).map(name);
    Some(match status.strip_prefix("iterative_").unwrap_or(&status) {
        "noerror" | "nxdomain" => Content::NoRecord(asked),
        other => Content::NothingKnown(status::failure_for_status(other).unwrap_or(NoAnswer::Other), asked),
    })
}

fn owner(record: &Json) -> Option<Owner> {
    record.member("name")?.scalar().map(name)
}

fn name(text: &Excerpt) -> Owner {
    Owner::from_name(text.octets(), true)
}

/// Returns a TXT record of an answer.
fn answered(record: &Json) -> Option<PastedRecord> {
    let kind = record.member("type")?.scalar()?;
    if !is_txt(kind) {
        return None;
    }
    let data = ["data", "rdataTXT"].iter().find_map(|name| record.member(name))?;
    let mut text = data.items().first()?.scalar()?.clone();
    data.items().iter().skip(1).filter_map(Json::scalar).for_each(|more| text.append(more));
    let text = tokens::only_strings(&text).unwrap_or(text);
    Some(PastedRecord { text, style: Style::Line, owner: owner(record), meant: None })
}

/// Whether a type is TXT by its name or number, or any type (`ANY`, 255).
fn is_txt(kind: &Excerpt) -> bool {
    let names = [&b"TXT"[..], b"16", b"ANY", b"255"];
    names.iter().any(|name| kind.octets().eq_ignore_ascii_case(name))
}

/// Parses the output of `Resolve-DnsName` after `ConvertTo-Json`.
pub(super) fn power_shell(text: &Excerpt, _: Kind) -> Option<Content> {
    let json = Json::read(text)?;
    let strings = |record: &Json| {
        let mut items = record.member("Strings")?.items().iter().filter_map(Json::scalar);
        let mut text = items.next()?.clone();
        items.for_each(|more| text.append(more));
        Some(PastedRecord { text, style: Style::Line, owner: owner(record), meant: None })
    };
    let records: Vec<PastedRecord> = json.items().iter().filter_map(strings).collect();
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Parses a change or listing of Amazon Route 53, also in CloudFormation.
pub(super) fn route_53(text: &Excerpt, kind: Kind) -> Option<Content> {
    let lower = text.lower_case();
    let is_google = lower.contains("dns#resourcerecordset");
    (!is_google && (lower.contains("resourcerecord") || lower.contains("aws::route53")))
        .then(|| other_json(text, kind))
        .flatten()
}

/// Parses any other JSON: its strings that look like such a record.
pub(super) fn other_json(text: &Excerpt, kind: Kind) -> Option<Content> {
    Some(in_values(&[Json::read(text)?], kind))
}

/// Parses a command that changes records of Amazon Route 53, with the change as its argument.
pub(super) fn aws(text: &Excerpt, kind: Kind) -> Option<Content> {
    text.lower_case().contains("aws route53").then(|| in_arguments(text, kind)).flatten()
}

/// Parses any other command that sends a record as JSON.
pub(super) fn command(text: &Excerpt, kind: Kind) -> Option<Content> {
    let lower = text.lower_case();
    let is_command = ["curl ", "http ", "wget ", "invoke-restmethod", "az rest", " -d '", "--data", "--json '"]
        .iter()
        .any(|word| lower.contains(word));
    is_command.then(|| in_arguments(text, kind)).flatten()
}

fn in_arguments(text: &Excerpt, kind: Kind) -> Option<Content> {
    let values = Json::arguments(text);
    (!values.is_empty()).then(|| in_values(&values, kind))
}

/// Members that hold the list of records in answers of providers' APIs.
const LISTS: [&str; 6] = ["ResourceRecordSets", "rrsets", "records", "result", "domain_records", "data"];

/// Whether a provider's API lists no record.
fn is_empty_list(value: &Json) -> bool {
    let list = LISTS.iter().find_map(|name| value.member(name)).unwrap_or(value);
    matches!(list, Json::Array(items) if items.is_empty())
}

fn in_values(values: &[Json], kind: Kind) -> Content {
    let mut lists = Vec::new();
    values.iter().for_each(|value| value.texts(None, &mut lists));
    let named = |list: &Texts<'_>| {
        let is_of_kind = |name: &&Excerpt| name.octets().to_ascii_lowercase().starts_with(kind.prefix().as_bytes());
        let owner = list.name.filter(is_of_kind).map(|name| Owner::from_name(name.octets(), false));
        let with_owner = move |record: PastedRecord| PastedRecord { owner: record.owner.or(owner.clone()), ..record };
        source::records_in_list(&list.texts, kind).into_iter().map(with_owner)
    };
    let mut records: Vec<PastedRecord> = lists.iter().flat_map(named).collect();
    records.dedup_by(|one, other| one.text == other.text);
    match records.is_empty() {
        true if values.iter().any(is_empty_list) => Content::NoRecord(None),
        true => Content::Unreadable(Unreadable::NoValue),
        false => Content::Records(records),
    }
}
