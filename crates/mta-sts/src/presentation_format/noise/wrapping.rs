//! Line breaks that a mail program or a terminal puts into a record.

use alloc::vec::Vec;

use crate::{Span, presentation_format::Excerpt};

/// The versions of the records of this project as far as tells, each with the field that only its record has, in lower case.
const RECORDS: [(&[u8], &[u8]); 2] = [(b"v=sts", b"id="), (b"v=tls", b"rua=")];

/// Octets of a record that lines are added to. Longer ones do not fit into a DNS answer.
const LIMIT: usize = 4_096;

/// A text in which every record stands in one line, if it was broken into several.
pub(super) fn unwrapped(text: &Excerpt) -> Option<Excerpt> {
    let mut lines: Vec<(Excerpt, usize)> = Vec::new();
    let mut is_wrapped = false;
    for range in text.lines() {
        let line = text.slice(range.clone());
        match lines.last_mut() {
            Some((last, end)) if last.octets().len() < LIMIT && continues(last.octets(), line.octets()) => {
                is_wrapped = true;
                join(last, &line.trimmed(), text, range.start);
                *end = range.end;
            }
            _ => lines.push((line, range.end)),
        }
    }
    is_wrapped.then(|| with_line_ends(text, lines))
}

/// Mail breaks a line at the blank behind a semicolon; a terminal breaks it anywhere.
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

/// Whether a line goes on where the one before broke off in the middle of a record.
fn continues(last: &[u8], line: &[u8]) -> bool {
    let (last, line) = (last.trim_ascii_end().to_ascii_lowercase(), line.trim_ascii().to_ascii_lowercase());
    if RECORDS.iter().any(|(version, _)| is_broken_off(&last, &line, version)) {
        return true;
    }
    let record = RECORDS.iter().find_map(|(version, field)| Some((position(&last, version)?, *field)));
    let Some((at, field)) = record else { return false };
    let (before, value) = last.split_at(at);
    let begins_another = line.starts_with(b"v=") || line.starts_with(b"\"v=");
    if line.is_empty() || begins_another || value.contains(&b'"') {
        return false;
    }
    let is_open = before.ends_with(b"\"") && line.contains(&b'"');
    match position(value, field) {
        _ if is_open => true,
        None => position(&[value, &line].concat(), field).is_some(),
        Some(_) => breaks_off(value, &line),
    }
}

/// Whether a line ends with the first part of a version, and the next one begins with the rest of it.
fn is_broken_off(last: &[u8], line: &[u8], version: &[u8]) -> bool {
    (1..version.len()).any(|at| {
        let before = last.strip_suffix(&version[..at]);
        let begins = before.is_some_and(|before| before.last().is_none_or(|octet| b" \t\"'`".contains(octet)));
        begins && line.starts_with(&version[at..])
    })
}

/// A list of addresses that ends in its separator, or an address without the end of its domain, and one word that goes on.
fn breaks_off(value: &[u8], line: &[u8]) -> bool {
    let word = line.split(|octet| *octet == b';').next().unwrap_or_default().trim_ascii();
    let is_word = !word.contains(&b' ') && !word.contains(&b'\t');
    let address = value.rsplit(|octet| *octet == b',' || *octet == b'=').next().unwrap_or_default();
    let domain = address.rsplit(|octet| *octet == b'@' || *octet == b'/').next().unwrap_or_default();
    let is_address = address.starts_with(b"mailto:") || address.starts_with(b"https:");
    let is_cut = is_address && !domain.contains(&b'.') && !value.ends_with(b";") && word.contains(&b'.');
    let is_in_scheme =
        !address.is_empty() && [&b"mailto:"[..], b"https://"].iter().any(|scheme| scheme.starts_with(address));
    is_word && (matches!(value.last(), Some(b',' | b'=' | b':')) || is_in_scheme || is_cut)
}

fn position(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}
