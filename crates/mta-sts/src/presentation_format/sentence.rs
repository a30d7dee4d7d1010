//! Records within the sentences of a mail or a chat.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{Content, Excerpt, Kind, Owner, PRESENTATION, PastedRecord, source};
use crate::{Outcome, RecordReading, TlsRptReading, fields::is_field};

/// Opening and closing quotation marks.
const QUOTES: [(&str, &str); 13] = [
    ("\"", "\""),
    ("'", "'"),
    ("```", "```"),
    ("`", "`"),
    ("“", "”"),
    ("”", "”"),
    ("„", "“"),
    ("„", "”"),
    ("‘", "’"),
    ("«", "»"),
    ("「", "」"),
    ("『", "』"),
    ("＂", "＂"),
];

/// Smallest number of words that make a sentence.
const MIN_WORDS: usize = 3;

/// Parses sentences with one valid record in them, in quotation marks or not.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let version: &[u8] = if kind == Kind::Sts { b"v=STSv1" } else { b"v=TLSRPTv1" };
    let octets = text.octets();
    let mut starts = (0..octets.len()).filter(|at| octets[*at..].starts_with(version));
    let (Some(start), None) = (starts.next(), starts.next()) else { return None };
    let range = quoted(octets, start).or_else(|| bare(octets, start))?;
    let (before, after) = (String::from_utf8_lossy(&octets[..start]), String::from_utf8_lossy(&octets[range.end..]));
    let record = PastedRecord { owner: owner(&before, kind), ..PastedRecord::value(text.slice(range)) };
    let is_sentence = is_prose(&before) && is_prose(&after) && count_words(&before) + count_words(&after) >= MIN_WORDS;
    let is_read = is_sentence && is_valid(&record, kind) && (PRESENTATION.read)(text, kind).is_none();
    is_read.then(|| source::content_of_records(Vec::from([record])))
}

/// Returns the text in the quotation marks around a position, on one line.
fn quoted(octets: &[u8], start: usize) -> Option<Range<usize>> {
    let rest = octets[start..].split(|octet| *octet == b'\n').next()?;
    QUOTES.iter().filter(|(opening, _)| octets[..start].ends_with(opening.as_bytes())).find_map(|(_, closing)| {
        let length = rest.windows(closing.len()).position(|window| window == closing.as_bytes())?;
        Some(start..start + length)
    })
}

/// Returns the fields from a position on. A semicolon ends the last one, or a blank does so after a letter or a digit.
fn bare(octets: &[u8], start: usize) -> Option<Range<usize>> {
    if octets[..start].last().is_some_and(|octet| !octet.is_ascii_whitespace() && octet.is_ascii()) {
        return None;
    }
    let line = octets[start..].split(|octet| *octet == b'\n').next()?;
    let mut end = 0;
    for part in line.split_inclusive(|octet| *octet == b';') {
        let field = part.strip_suffix(b";").unwrap_or(part);
        let blanks = field.len() - field.trim_ascii_start().len();
        let word = field[blanks..].split(u8::is_ascii_whitespace).next().unwrap_or_default();
        if !is_field(word) {
            break;
        }
        if word.len() == field.trim_ascii().len() && part.ends_with(b";") {
            end += part.len();
            continue;
        }
        return word.last().is_some_and(u8::is_ascii_alphanumeric).then_some(start..start + end + blanks + word.len());
    }
    Some(start..start + end)
}

fn is_valid(record: &PastedRecord, kind: Kind) -> bool {
    let value = [record.text.octets()];
    match kind {
        Kind::Sts => RecordReading::read(&value).outcome == Outcome::Valid,
        Kind::TlsRpt => TlsRptReading::read(&value).outcome == Outcome::Valid,
    }
}

/// Whether a text may be a part of sentences, and is neither source code nor a field.
fn is_prose(text: &str) -> bool {
    let is_call = |two: &[u8]| two[1] == b'(' && two[0].is_ascii_alphanumeric();
    !text.contains(['\t', '=', '{', '}', '<', '>', '|', '\\', '[', ']', ';'])
        && !text.as_bytes().windows(2).any(is_call)
}

/// Counts words. In scripts without blanks, two letters count as one.
fn count_words(text: &str) -> usize {
    let words = text.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_alphabetic())).count();
    words + text.chars().filter(|c| c.is_alphabetic() && *c > '\u{2fff}').count() / 2
}

/// Returns the name of the record, if a word before it is one.
fn owner(before: &str, kind: Kind) -> Option<Owner> {
    let mut words = before.split(|c: char| c.is_whitespace() || "\"'`“”「」,:".contains(c));
    let name = words.find(|word| word.starts_with(kind.prefix()))?;
    Some(Owner::from_name(name.as_bytes(), name.contains('.')))
}
