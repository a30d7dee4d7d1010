//! Values in configuration language source: string literals, YAML scalars and lists.

mod literals;

use alloc::vec::Vec;
use core::ops::Range;

pub(super) use literals::{Literal, literal_texts, literals};

use super::{Content, Excerpt, Kind, Owner, PastedRecord, Style, Unreadable, tokens, zone};
use crate::{
    Key, Outcome, RecordReading, Span, TlsRptReading, fields::is_field, plain_text, policy::levenshtein_distance,
};

/// Whether a template or a program computes a part of a record.
pub(super) fn is_computed(record: &PastedRecord) -> bool {
    let has = |mark: &[u8]| record.text.octets().windows(mark.len()).any(|window| window == mark);
    [&b"${"[..], b"{{", b"#{", b"%s", b"<%", b"$("].iter().any(|mark| has(mark))
}

/// Returns the records of this kind in a text known to be source.
pub(super) fn content(text: &Excerpt, kind: Kind) -> Content {
    content_of_records(records(text, kind, false))
}

/// Returns the records of this kind in octoDNS YAML, which escapes semicolons.
pub(super) fn octo_dns(text: &Excerpt, kind: Kind) -> Content {
    content_of_records(records(text, kind, true))
}

/// Returns the records found in a source. A record assembled at run time is not included.
pub(super) fn content_of_records(records: Vec<PastedRecord>) -> Content {
    if records.is_empty() {
        Content::Unreadable(Unreadable::NoValue)
    } else if records.iter().any(is_computed) {
        Content::Unreadable(Unreadable::Computed)
    } else {
        Content::Records(records)
    }
}

/// Returns the records in literals that look like such a record. Also reads lines with only its value, or a label and its
/// value.
pub(super) fn records(text: &Excerpt, kind: Kind, unescape: bool) -> Vec<PastedRecord> {
    let mut records = records_in_literals(text, kind, unescape);
    if records.is_empty() {
        records = text.lines().into_iter().filter_map(|line| record_in_line(text, line, kind, unescape)).collect();
    }
    let owner = owner(text, kind);
    for record in records.iter_mut().filter(|record| record.owner.is_none()) {
        record.owner.clone_from(&owner);
    }
    records
}

/// Returns the literals that look like such a record.
pub(super) fn records_in_literals(text: &Excerpt, kind: Kind, unescape: bool) -> Vec<PastedRecord> {
    let literals = literals(text);
    let mut records = Vec::new();
    let mut at = 0;
    while at < literals.len() {
        let (value, next) = with_continuations(text, &literals, at, kind);
        let rest = text.octets()[literals[next - 1].range.end..].trim_ascii_start();
        // `terraform plan` shows the old value, and the new one after an arrow.
        if !rest.starts_with(b"->") {
            records.extend(record_in_literal(&value, kind, unescape));
        }
        at = next;
    }
    records
}

/// Returns the records in the strings of one list. A string that begins no record continues the previous one.
pub(super) fn records_in_list(list: &[Excerpt], kind: Kind) -> Vec<PastedRecord> {
    let mut joined: Vec<Excerpt> = Vec::new();
    for text in list {
        match joined.last_mut() {
            Some(last) if is_meant(last.octets(), kind) && is_continuation(last.octets(), text.octets(), kind) => {
                last.append(text);
            }
            _ => joined.push(text.clone()),
        }
    }
    joined.iter().filter_map(|text| record_in_literal(text, kind, false)).collect()
}

/// Number of leading octets searched for a version.
const VERSION_SEARCH_OCTETS: usize = 64;

/// Whether a text begins approximately like such a record.
pub(super) fn is_meant(text: &[u8], kind: Kind) -> bool {
    let beginning = plain_text(&text[..text.len().min(VERSION_SEARCH_OCTETS)]);
    let text = &*beginning;
    let letters =
        text.iter().filter(|octet| !octet.is_ascii_whitespace() && !matches!(octet, b'"' | b'\\' | b'\'' | b'`'));
    let start: Vec<u8> = letters.take(12).map(u8::to_ascii_lowercase).collect();
    let starts = |words: &[&[u8]]| words.iter().any(|word| start.starts_with(word));
    let is_near = |version: &str| {
        let word = start.split(|octet| b";,".contains(octet)).next().unwrap_or_default();
        // A hyphen or an asterisk before it is a list mark.
        let is_word = !word.starts_with(b"-")
            && !word.starts_with(b"*")
            && word.iter().all(|octet| octet.is_ascii_alphanumeric() || b"=:-_.".contains(octet));
        let is_as_long = word.len().abs_diff(version.len()) < 2;
        is_word && is_as_long && core::str::from_utf8(word).is_ok_and(|word| levenshtein_distance(word, version) <= 2)
    };
    match kind {
        Kind::Sts => starts(&[b"v=sts", b"v=mta", b"v=msts", b"v:sts"]) || is_near("v=stsv1"),
        Kind::TlsRpt => starts(&[b"v=tls", b"v=smtptls", b"v:tls"]) || is_near("v=tlsrptv1"),
    }
}

/// Whether a string continues a record that has none of its own fields yet.
pub(super) fn is_continuation(before: &[u8], text: &[u8], kind: Kind) -> bool {
    let field: &[u8] = if kind == Kind::Sts { b"id=" } else { b"rua=" };
    let has_field = before.windows(field.len()).any(|window| window.eq_ignore_ascii_case(field));
    !has_field && !text.trim_ascii_start().starts_with(b"v=")
}

/// Joins a literal with its continuations, and returns the index of the next one. Adjacent literals are one; in a list, only if
/// the record is not complete yet.
fn with_continuations(source: &Excerpt, literals: &[Literal], at: usize, kind: Kind) -> (Excerpt, usize) {
    let mut value = literals[at].text.clone();
    let mut next = at + 1;
    while let Some(more) = literals.get(next).filter(|_| is_meant(value.octets(), kind)) {
        let between = &source.octets()[literals[next - 1].range.end..more.range.start];
        let joins = between.iter().all(|octet| octet.is_ascii_whitespace() || b"+.,\\()".contains(octet));
        let listed = between.contains(&b',');
        if !joins || more.text.octets().trim_ascii_start().starts_with(b"v=") {
            break;
        }
        if listed && !is_continuation(value.octets(), more.text.octets(), kind) {
            break;
        }
        value.append(&more.text);
        next += 1;
    }
    // A non-literal is appended to it: the value is known only at run time.
    let end = literals[next - 1].range.end;
    if is_added_to(&source.octets()[end..]) && is_meant(value.octets(), kind) {
        value.append(&marker(source, end));
    }
    (value, next)
}

/// Number of octets searched for the equals sign of a plan's line.
const MAX_LINE_OCTETS: usize = 512;

/// Whether a plus sign for concatenation follows. At the start of a line, `terraform plan` marks additions with it.
fn is_added_to(rest: &[u8]) -> bool {
    let Some(added) = rest.trim_ascii_start().strip_prefix(b"+") else { return false };
    let is_new_line = rest[..rest.len() - added.len()].contains(&b'\n');
    let line = added[..added.len().min(MAX_LINE_OCTETS)].split(|octet| *octet == b'\n').next().unwrap_or_default();
    !(is_new_line && line.windows(3).any(|three| three == b" = "))
}

/// Returns a placeholder for the part of a value that is not a literal.
fn marker(source: &Excerpt, at: usize) -> Excerpt {
    let mut marker = source.empty_at(at);
    for octet in *b"${" {
        marker.push(octet, source, Span::new(at, at));
    }
    marker
}

/// Returns the record in a literal: a bare value, its own character-strings, or a line of a zone file.
pub(super) fn record_in_literal(text: &Excerpt, kind: Kind, unescape: bool) -> Option<PastedRecord> {
    let trimmed = text.trimmed();
    if !is_meant(trimmed.octets(), kind) {
        let is_line = trimmed.octets().windows(5).any(|five| five.eq_ignore_ascii_case(b" TXT "));
        return is_line.then(|| zone::records_in_presentation_format(&trimmed, kind).into_iter().next()).flatten();
    }
    let inner = trimmed.octets().starts_with(b"\"").then(|| tokens::only_strings(&trimmed)).flatten();
    let value = inner.unwrap_or_else(|| if unescape { without_backslashes(text) } else { joined_strings(text) });
    let value = value.without_line_end();
    Some(PastedRecord { text: value, style: Style::Line, owner: None, meant: None })
}

/// Joins character-strings separated by `""`, as Terraform writes long texts for Route 53.
fn joined_strings(text: &Excerpt) -> Excerpt {
    let octets = text.octets();
    let mut joined = text.slice(0..0);
    let mut start = 0;
    while let Some(part) = octets[start..].windows(2).position(|two| two == b"\"\"") {
        joined.append(&text.slice(start..start + part));
        start += part + 2;
    }
    joined.append(&text.slice(start..octets.len()));
    joined
}

/// Reads a line with a bare value, a list item, or a label and the value.
fn record_in_line(text: &Excerpt, line: Range<usize>, kind: Kind, unescape: bool) -> Option<PastedRecord> {
    let octets = &text.octets()[line.clone()];
    let start = value_at(octets, kind)?;
    // Where bars separate the labels, one ends the value.
    let has_bars = octets[..start].contains(&b'|');
    let end = octets[start..].iter().position(|octet| *octet == b'|').filter(|_| has_bars);
    let end = end.map_or(line.end, |length| line.start + start + length);
    let value = without_emphasis(&text.slice(line.start + start..end).trimmed());
    record_in_literal(&value, kind, unescape)
}

/// Returns a value without the Markdown backticks and asterisks around it.
fn without_emphasis(value: &Excerpt) -> Excerpt {
    let octets = value.octets();
    let is_mark = |octet: &&u8| matches!(octet, b'`' | b'*');
    let start = octets.iter().take_while(is_mark).count();
    let end = octets.len() - octets.iter().rev().take_while(is_mark).count();
    value.slice(start..end.max(start))
}

/// Returns the start of a line's value: after blanks, list and emphasis marks, and a label of a few words.
fn value_at(line: &[u8], kind: Kind) -> Option<usize> {
    let skipped = |at: usize| at + count_leading_marks(&line[at..]);
    let start = skipped(0);
    if is_meant(&line[start..], kind) {
        return Some(start);
    }
    let ends = (start..line.len().min(start + MAX_LABEL_OCTETS)).filter_map(|at| label_end(&line[start..], at - start));
    ends.map(|end| skipped(start + end)).find(|at| is_meant(&line[*at..], kind))
}

/// Counts the blanks and the list and emphasis marks at the start of a line.
pub(super) fn count_leading_marks(line: &[u8]) -> usize {
    line.iter().take_while(|octet| b" \t*-+~_`".contains(octet)).count()
}

/// Maximum length of a label in octets.
const MAX_LABEL_OCTETS: usize = 60;

/// Returns the start of the labelled text, if the label's separator is at `at`. Separators are a colon, ASCII or full-width,
/// and an equals sign.
pub(super) fn label_end(line: &[u8], at: usize) -> Option<usize> {
    let length = match line.get(at..)? {
        [b':' | b'=', ..] => 1,
        [0xEF, 0xBC, 0x9A, ..] => 3,
        _ => return None,
    };
    let label = &*plain_text(&line[..at]);
    let is_field = [&b"id"[..], b"rua", b"v"].iter().any(|field| label.trim_ascii().eq_ignore_ascii_case(field));
    let is_label = label.len() > 1 && !is_field && !label.iter().any(|octet| b"=;\"'`<".contains(octet));
    is_label.then_some(at + length)
}

fn without_backslashes(text: &Excerpt) -> Excerpt {
    let mut plain = text.empty_at(0);
    for (at, octet) in text.octets().iter().enumerate() {
        let escapes = *octet == b'\\' && text.octets().get(at + 1) == Some(&b';');
        if !escapes {
            plain.append(&text.slice(at..at + 1));
        }
    }
    plain
}

/// Returns the name of such a record, if a word of the source is one.
pub(super) fn owner(text: &Excerpt, kind: Kind) -> Option<Owner> {
    let is_name = |word: &&[u8]| word.starts_with(kind.prefix().as_bytes()) && word.len() < 254;
    let mut words = text.octets().split(|octet| !octet.is_ascii_alphanumeric() && !b"._-".contains(octet));
    words.find(is_name).map(|name| Owner::from_name(name, false))
}

/// Whether two lines or more begin with keys of a policy.
pub(super) fn is_policy_like(text: &[u8]) -> bool {
    let is_field = |line: &&[u8]| {
        let line = line.trim_ascii().to_ascii_lowercase();
        let value = Key::ALL.iter().find_map(|key| line.strip_prefix(key.id().as_bytes()));
        value.is_some_and(|value| value.trim_ascii_start().starts_with(b":"))
    };
    text.split(|octet| *octet == b'\n').filter(is_field).count() > 1
}

/// Whether a text is a value in quotation marks and, behind them, a field that belongs to it.
fn is_followed_by_field(text: &Excerpt) -> bool {
    let octets = text.octets().trim_ascii();
    let end = octets.iter().rposition(|octet| *octet == b'"').filter(|_| octets.starts_with(b"\"v="));
    end.is_some_and(|end| {
        let field = octets[end + 1..].trim_ascii();
        is_field(field.strip_suffix(b";").unwrap_or(field))
    })
}

/// Returns a single valid value in quotation marks, whatever surrounds it. An invalid value does not count, since it may have
/// been misread.
pub(super) fn valid_literal(text: &Excerpt, kind: Kind) -> Option<Content> {
    let mut records = records_in_literals(text, kind, false);
    records.dedup_by(|one, other| one.text.octets() == other.text.octets());
    let [record] = records.as_slice() else { return None };
    let value = [record.text.octets()];
    let is_valid = match kind {
        Kind::Sts => RecordReading::read(&value).outcome == Outcome::Valid,
        Kind::TlsRpt => TlsRptReading::read(&value).outcome == Outcome::Valid,
    };
    let is_inside =
        value[0].len() + 2 < text.octets().trim_ascii().len() || text.octets().trim_ascii().starts_with(b"'");
    let zone = zone::records_in_presentation_format(text, kind);
    let is_inside = is_inside && !is_followed_by_field(text);
    (is_valid && is_inside && zone.is_empty()).then_some(Content::Records(records))
}
