//! Line breaks that a mail program or a terminal inserts into a record.

use alloc::vec::Vec;
use core::ops::Range;

use crate::{
    Span,
    fields::is_name,
    plain_text,
    presentation_format::{Excerpt, box_drawing::is_row},
};

/// The identifying prefixes of this project's record versions, in lower case. Each comes with the field that only its record
/// has, and other text found only in that field.
const RECORDS: [(&[u8], &[&[u8]]); 2] = [(b"v=sts", &[b"id="]), (b"v=tls", &[b"rua=", b"mailto:", b"https:"])];

/// Size limit in octets of a record that lines are joined to. Longer ones do not fit into a DNS answer.
const MAX_RECORD_OCTETS: usize = 4_096;

/// Number of lines examined to decide whether a word continues.
const LOOKAHEAD_LINES: usize = 2;

/// Returns the text with every record on one line, if any record was broken into several.
pub(super) fn join_broken_records(text: &Excerpt) -> Option<Excerpt> {
    let mut lines: Vec<(Excerpt, usize)> = Vec::new();
    // The last line that is not blank. A record broken in two places may have a blank line between.
    let mut filled: Option<usize> = None;
    let mut is_wrapped = false;
    let is_filled = |line: &Range<usize>| !text.octets()[line.clone()].trim_ascii().is_empty();
    let ranges: Vec<Range<usize>> = text.lines();
    for (at, range) in ranges.iter().enumerate() {
        let line = text.slice(range.clone());
        let next = ranges[at + 1..].iter().filter(|line| is_filled(line)).take(LOOKAHEAD_LINES);
        let next = next.map(|line| &text.octets()[line.clone()]);
        match filled.map(|at| (at, &mut lines[at])) {
            Some((at, (last, end)))
                if last.octets().len() < MAX_RECORD_OCTETS && is_continued_by(last.octets(), line.octets(), next) =>
            {
                is_wrapped = true;
                join(last, &line.trimmed(), text, range.start);
                *end = range.end;
                lines.truncate(at + 1);
            }
            _ => {
                filled = if is_filled(range) { Some(lines.len()) } else { filled };
                lines.push((line, range.end));
            }
        }
    }
    is_wrapped.then(|| with_line_ends(text, lines))
}

/// Joins two lines. Mail breaks a line at the blank after a semicolon; a terminal breaks it anywhere.
fn join(last: &mut Excerpt, rest: &Excerpt, text: &Excerpt, start: usize) {
    *last = last.slice(0..last.octets().trim_ascii_end().len());
    if last.octets().ends_with(b";") {
        last.push(b' ', text, Span::new(start - 1, start));
    }
    last.append(rest);
}

fn with_line_ends(text: &Excerpt, lines: Vec<(Excerpt, usize)>) -> Excerpt {
    let mut whole = text.empty_at(0);
    for (line, end) in lines {
        whole.append(&line);
        whole.push(b'\n', text, Span::new(end, end + 1));
    }
    whole
}

/// Whether a line continues a broken-off record, by itself or, if it is one word, together with the following lines.
fn is_continued_by<'a>(last: &[u8], line: &[u8], next: impl Iterator<Item = &'a [u8]>) -> bool {
    if is_row(line) {
        return false;
    }
    let mut joined = line.trim_ascii().to_vec();
    if joined.is_empty() || continues(last, &joined) {
        return !joined.is_empty();
    }
    for more in next {
        if !is_word(&joined) {
            return false;
        }
        joined.extend_from_slice(more.trim_ascii());
        if continues(last, &joined) {
            return true;
        }
    }
    false
}

/// Whether a line continues the previous one, which broke off within a record.
fn continues(last: &[u8], line: &[u8]) -> bool {
    let (last, line) = (plain_line(last), plain_line(line));
    let has_address = || SCHEMES.iter().any(|scheme| position(&line, scheme).is_some());
    if RECORDS.iter().any(|(version, _)| is_broken_off(&last, &line, version))
        || is_broken_off(&last, &line, b"rua=") && has_address()
    {
        return true;
    }
    let Some((at, fields)) = record_in(&last) else { return false };
    let value = &last[at..];
    let is_open = last.iter().filter(|octet| **octet == b'"').count() % 2 == 1;
    if line.is_empty() || begins_record(first_field(&line)) || is_closed(value, is_open) {
        return false;
    }
    let has = |text: &[u8], fields: &[&[u8]]| fields.iter().any(|field| position(text, field).is_some());
    if is_open && line.contains(&b'"') {
        true
    } else if has(value, fields) {
        breaks_off(value, &line)
    } else {
        let joined = [value, &line].concat();
        has(&joined, &fields[..1]) || is_word(first_field(&line)) && has(&joined, fields)
    }
}

/// Whether a version begins a text or one of its cells. `v=1` in a URL query does not count.
fn begins_record(text: &[u8]) -> bool {
    let is_version = |at: usize| text.get(at + 2).is_some_and(|octet| octet.is_ascii_alphabetic() || *octet == b'"');
    let is_first = |at: usize| at == 0 || b"\"' \t,|>".contains(&text[at - 1]);
    (0..text.len()).any(|at| text[at..].starts_with(b"v=") && is_first(at) && is_version(at))
}

/// Returns the start of a record in a line, and its fields. It starts at the address field, else at its version, else, if both
/// are misspelled, at the first address.
fn record_in(line: &[u8]) -> Option<(usize, &'static [&'static [u8]])> {
    RECORDS.iter().find_map(|(version, fields)| {
        let list = position(line, fields[0]).filter(|_| fields.len() > 1);
        let address = || fields[1..].iter().filter_map(|scheme| position(line, scheme)).min();
        let at = list.or_else(|| position(line, version)).or_else(|| line.starts_with(b"v").then(address).flatten());
        Some((at?, *fields))
    })
}

/// Whether all quotation marks are closed, and no address follows them.
fn is_closed(value: &[u8], is_open: bool) -> bool {
    let Some(mark) = value.iter().rposition(|octet| *octet == b'"') else { return false };
    !is_open && !SCHEMES.iter().any(|scheme| value[mark + 1..].starts_with(scheme))
}

fn first_field(line: &[u8]) -> &[u8] {
    line.split(|octet| *octet == b';').next().unwrap_or_default().trim_ascii()
}

fn is_word(text: &[u8]) -> bool {
    !text.iter().any(u8::is_ascii_whitespace)
}

/// Returns a line normalised for comparison. It is in lower case, with ASCII look-alikes replaced, and without blanks at its
/// ends or around an equals sign.
fn plain_line(line: &[u8]) -> Vec<u8> {
    let lower = plain_text(line).to_ascii_lowercase();
    let mut plain = Vec::with_capacity(lower.len());
    for octet in lower.trim_ascii() {
        let after_equals = plain.last() == Some(&b'=') && octet.is_ascii_whitespace();
        if *octet == b'=' {
            plain.truncate(plain.trim_ascii_end().len());
        }
        if !after_equals {
            plain.push(*octet);
        }
    }
    plain
}

/// Whether a line ends with the first part of a version, and the next one begins with the rest.
fn is_broken_off(last: &[u8], line: &[u8], version: &[u8]) -> bool {
    (1..version.len()).any(|at| {
        let before = last.strip_suffix(&version[..at]);
        let begins = before.is_some_and(|before| before.last().is_none_or(|octet| b" \t\"'`".contains(octet)));
        begins && line.starts_with(&version[at..])
    })
}

/// Whether a list of addresses continues on the next line. It ends in its separator or within an address, or other addresses
/// follow the rest of one.
fn breaks_off(value: &[u8], line: &[u8]) -> bool {
    let word = first_field(line);
    if !is_word(word) {
        return false;
    }
    if is_rest_of_id(value, line) {
        return true;
    }
    let address = value.rsplit(|octet| b",=\"".contains(octet)).next().unwrap_or_default();
    matches!(value.last(), Some(b',' | b'=' | b':'))
        || has_further_addresses(word)
        || has_further_fields(line)
        || is_incomplete(address, word)
}

/// Most characters of an `id` (RFC 8461 §3.1).
const MAX_ID: usize = 32;

/// Whether a line is the rest of an `id` with its semicolon, which the `id` before lacks.
fn is_rest_of_id(value: &[u8], line: &[u8]) -> bool {
    let field = value.rsplit(|octet| *octet == b';').next().unwrap_or_default().trim_ascii_start();
    let Some((id, rest)) = field.strip_prefix(b"id=").zip(line.strip_suffix(b";")) else { return false };
    let is_part = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_alphanumeric);
    is_part(id) && is_part(rest) && id.len() + rest.len() <= MAX_ID
}

/// Whether a semicolon and another field follow the rest of an address.
fn has_further_fields(line: &[u8]) -> bool {
    let Some(semicolon) = line.iter().position(|octet| *octet == b';') else { return false };
    let (rest, others) = line.split_at(semicolon);
    let name = rest.iter().position(|octet| *octet == b'=').map(|at| &rest[..at]);
    others.contains(&b'=') && !name.is_some_and(is_name)
}

/// Whether a comma and another address follow the start of a line.
fn has_further_addresses(word: &[u8]) -> bool {
    let begins = |item: &[u8]| SCHEMES.iter().any(|scheme| item.starts_with(scheme));
    !begins(word) && word.split(|octet| *octet == b',').skip(1).any(begins)
}

/// Whether an address ends within its scheme, its mailbox or its domain, and a word continues it.
fn is_incomplete(address: &[u8], word: &[u8]) -> bool {
    if !address.is_empty() && SCHEMES.iter().any(|scheme| scheme.starts_with(address)) {
        return true;
    }
    if let Some(mailbox) = address.strip_prefix(SCHEMES[0]) {
        return match mailbox.iter().position(|octet| *octet == b'@') {
            Some(at) => is_cut_off(&mailbox[at + 1..], word),
            None => word.contains(&b'@'),
        };
    }
    let Some(rest) = address.strip_prefix(SCHEMES[1]) else { return false };
    !rest.contains(&b'/') && is_cut_off(rest, word)
}

/// Whether a domain ends before its last label: without a dot so far, or at its first.
fn is_cut_off(domain: &[u8], word: &[u8]) -> bool {
    match domain.iter().position(|octet| *octet == b'.') {
        None => word.contains(&b'.'),
        Some(dot) => dot + 1 == domain.len() && word.first().is_some_and(u8::is_ascii_alphanumeric),
    }
}

/// URI prefixes of report addresses.
const SCHEMES: [&[u8]; 2] = [b"mailto:", b"https://"];

fn position(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}
