//! The output of PowerShell: `Resolve-DnsName` as a table, as a list, as an error, and records of a Windows DNS server.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Content, Excerpt, Kind, Owner, PastedRecord, Style, Unreadable, status};

/// Columns that hold the strings of a TXT record.
const COLUMNS: [&[u8]; 4] = [b"Strings", b"RecordData", b"DescriptiveText", b"Text"];

/// Parses a table or list with a known column, or an error of `Resolve-DnsName`.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let lower = text.lower_case();
    let is_error = [
        "resolve-dnsname :",
        "resolve-dnsname:",
        "[resolve-dnsname]",
        "commands.resolvednsname",
        "[get-dnsserverresourcerecord]",
    ];
    let found = table(text).or_else(|| list(text)).or_else(|| rows_alone(text));
    let shown = found.map(|records| records.into_iter().filter(|record| !is_class_name(record)).collect());
    if let Some(mut records) = shown.filter(|records: &Vec<PastedRecord>| !records.is_empty()) {
        let is_of_kind =
            |record: &PastedRecord| record.owner.as_ref().is_some_and(|owner| owner.name.starts_with(kind.prefix()));
        if records.iter().any(is_of_kind) {
            records.retain(is_of_kind);
        }
        let is_cut = |record: &PastedRecord| {
            let octets = record.text.octets();
            octets.ends_with(b"...") || octets.ends_with("…".as_bytes())
        };
        let cut = records.iter().any(is_cut);
        return Some(if cut { Content::Unreadable(Unreadable::CutOff) } else { Content::Records(records) });
    }
    // A list shows the class of the data instead of the strings.
    if lower.contains("system.string[]") || lower.contains("dnsserverresourcerecordtxt") {
        return Some(Content::Unreadable(Unreadable::NoValue));
    }
    let is_negative = has_words(&lower, &["name", "type", "ttl", "section", "primaryserver"]);
    (is_negative || is_error.iter().any(|mark| lower.contains(mark))).then(|| status::content(text))
}

/// Whether PowerShell shows the class of the data instead of the strings.
fn is_class_name(record: &PastedRecord) -> bool {
    record.text.octets().starts_with(b"DnsServerResourceRecord")
}

fn has_words(text: &str, words: &[&str]) -> bool {
    text.lines().any(|line| words.iter().all(|word| line.contains(word)))
}

/// Parses columns under a line of hyphens. Indented text below a record continues it.
fn table(text: &Excerpt) -> Option<Vec<PastedRecord>> {
    let lines = text.lines();
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    let is_rule = |line: &Range<usize>| {
        let line = octets(line).trim_ascii();
        !line.is_empty() && line.iter().all(|octet| matches!(octet, b'-' | b' '))
    };
    let rule = (1..lines.len()).find(|at| is_rule(&lines[*at]))?;
    let head = octets(&lines[rule - 1]);
    let column = COLUMNS.iter().find_map(|name| head.windows(name.len()).rposition(|window| window == *name))?;
    let mut records: Vec<PastedRecord> = Vec::new();
    for line in lines[rule + 1..].iter().filter(|line| !octets(line).trim_ascii().is_empty()) {
        let row = octets(line);
        let Some(start) = cell_at(row, column) else { continue };
        let cell = text.slice(line.start + start..line.end).trimmed();
        if row.first().is_some_and(|octet| *octet != b' ') {
            let name = row.split(u8::is_ascii_whitespace).next().unwrap_or_default();
            records.push(PastedRecord {
                text: cell,
                style: Style::Line,
                owner: Some(Owner::from_name(name, true)),
                meant: None,
            });
        } else if let Some(last) = records.last_mut() {
            append_continuation(&mut last.text, &cell, text);
        }
    }
    Some(without_braces(records))
}

/// Parses rows of `Resolve-DnsName` without their table head: name, type, TTL, section, and strings in braces.
fn rows_alone(text: &Excerpt) -> Option<Vec<PastedRecord>> {
    let record_in_line = |line: Range<usize>| {
        let octets = &text.octets()[line.clone()];
        let start = octets.iter().position(|octet| *octet == b'{')?;
        let words: Vec<&[u8]> =
            octets[..start].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
        let [name, b"TXT", ttl, b"Answer" | b"Additional"] = words.as_slice() else { return None };
        let owner = Some(Owner::from_name(name, true)).filter(|_| ttl.iter().all(u8::is_ascii_digit))?;
        let text = text.slice(line.start + start..line.end).trimmed();
        Some(PastedRecord { text, style: Style::Line, owner: Some(owner), meant: None })
    };
    let records: Vec<PastedRecord> = text.lines().into_iter().filter_map(record_in_line).collect();
    (!records.is_empty()).then(|| without_braces(records))
}

/// Returns the start of a row's cell in the column at `column`. Names that are not ASCII may shift it.
fn cell_at(row: &[u8], column: usize) -> Option<usize> {
    let braces = row.iter().position(|octet| *octet == b'{');
    braces.or_else(|| Some(column).filter(|column| *column < row.len()))
}

/// Parses `Name : value`, one record after the other.
fn list(text: &Excerpt) -> Option<Vec<PastedRecord>> {
    let (mut records, mut owner, mut is_open): (Vec<PastedRecord>, Option<Owner>, bool) = (Vec::new(), None, false);
    for line in text.lines() {
        let octets = &text.octets()[line.clone()];
        let label = octets.iter().position(|octet| *octet == b':').filter(|_| !octets.starts_with(b" "));
        let Some(colon) = label.filter(|colon| is_label(&octets[..*colon])) else {
            // PowerShell indents what continues a value, unless a terminal broke the line within braces.
            is_open &=
                octets.starts_with(b" ") || records.last().is_some_and(|last| is_within_braces(last.text.octets()));
            if is_open && let Some(last) = records.last_mut() {
                append_continuation(&mut last.text, &text.slice(line).trimmed(), text);
            }
            continue;
        };
        let value = text.slice(line.start + colon + 1..line.end).trimmed();
        let name = octets[..colon].trim_ascii();
        is_open = COLUMNS.contains(&name);
        if is_open {
            records.push(PastedRecord { text: value, style: Style::Line, owner: owner.clone(), meant: None });
        } else if name == b"Name" || name == b"HostName" {
            owner = Some(Owner::from_name(value.octets(), name == b"Name"));
        }
    }
    let is_list = text
        .lower_case()
        .lines()
        .any(|line| (line.starts_with("name ") || line.starts_with("hostname ")) && line.contains(" : "));
    is_list.then(|| without_braces(records))
}

/// Whether the braces around a record's strings are still open.
fn is_within_braces(cell: &[u8]) -> bool {
    cell.starts_with(b"{") && !cell.ends_with(b"}")
}

/// Whether a label is one word, with blanks up to the colon.
fn is_label(label: &[u8]) -> bool {
    label.ends_with(b" ") && label.trim_ascii().iter().all(u8::is_ascii_alphanumeric)
}

/// Continues a cell on the next line. Adds a blank if the line was broken between fields.
fn append_continuation(cell: &mut Excerpt, rest: &Excerpt, source: &Excerpt) {
    if rest.octets().is_empty() {
        return;
    }
    if matches!(cell.octets().last(), Some(b';' | b',')) {
        let after = cell.place(crate::Span::new(cell.octets().len(), cell.octets().len()));
        cell.push(b' ', source, after);
    }
    cell.append(rest);
}

/// Returns the strings shown as `{first, second}`.
fn without_braces(records: Vec<PastedRecord>) -> Vec<PastedRecord> {
    let strings = |mut record: PastedRecord| {
        let octets = record.text.octets();
        if let Some(inner) = octets.strip_prefix(b"{") {
            let end = 1 + inner.strip_suffix(b"}").unwrap_or(inner).len();
            record.text = without_separators(&record.text.slice(1..end));
        }
        record
    };
    records.into_iter().map(strings).collect()
}

/// Removes the comma and blank between strings. Keeps the comma between addresses, which have the same separator.
fn without_separators(text: &Excerpt) -> Excerpt {
    let mut joined = text.empty_at(0);
    let mut start = 0;
    let octets = text.octets();
    for at in 0..octets.len() {
        let parts = octets[at..].starts_with(b", ") && !octets[at + 2..].trim_ascii_start().starts_with(b"mailto:");
        let ends_string = at > 0 && matches!(octets[at - 1], b';' | b' ') || octets.get(..at).is_some_and(ends_field);
        // The previous string ends with the comma of the list.
        let ends_item = octets[at..].starts_with(b", ") && at > 0 && octets[at - 1] == b',';
        if ends_item || parts && ends_string && !octets[at + 2..].starts_with(b"https:") {
            joined.append(&text.slice(start..at));
            start = at + 2;
        }
    }
    joined.append(&text.slice(start..octets.len()));
    joined
}

/// Whether a string so far is a version without its semicolon.
fn ends_field(text: &[u8]) -> bool {
    text.ends_with(b"v=STSv1") || text.ends_with(b"v=TLSRPTv1")
}
