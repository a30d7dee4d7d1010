//! Hexadecimal forms: dumps, digits alone, and the generic format of record data.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Decoded, Excerpt, Wanted, hex_octet, with_decoded};
use crate::Span;

/// An octet, and the position of its digits.
type Placed = (u8, Range<usize>);

/// Octets of a full line in a dump.
const LINE_OCTETS: usize = 16;

/// Decodes a dump, or digits alone.
pub(super) fn decode_dump(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    let octets = dump(text).or_else(|| digits_alone(text))?;
    let swapped = || octets.chunks(2).flat_map(|pair| pair.iter().rev().cloned()).collect();
    let plain = [octets.clone(), swapped()].into_iter().map(|octets: Vec<Placed>| placed(text, octets));
    plain.into_iter().find(|plain| wanted.is_in(plain))
}

fn placed(text: &Excerpt, octets: Vec<Placed>) -> Excerpt {
    let mut plain = text.empty_at(0);
    for (octet, place) in octets {
        plain.push(octet, text, Span::new(place.start, place.end));
    }
    plain
}

/// Returns the octets of a dump. Each line has an offset, groups of digits, and possibly the text beside them.
fn dump(text: &Excerpt) -> Option<Vec<Placed>> {
    let (mut octets, mut lines) = (Vec::new(), 0);
    for line in text.lines() {
        let Some(start) = offset_length(&text.octets()[line.clone()]) else {
            // The column heads of `Format-Hex`, or a command.
            if lines == 0 || text.octets()[line].trim_ascii().is_empty() {
                continue;
            }
            break;
        };
        octets.extend(line_octets(text, line.start + start..line.end));
        lines += 1;
    }
    (!octets.is_empty()).then_some(octets)
}

/// Returns the length of the offset at the start of a line: seven digits or more, and a colon or blanks.
fn offset_length(line: &[u8]) -> Option<usize> {
    let blanks = line.len() - line.trim_ascii_start().len();
    let digits = line[blanks..].iter().take_while(|octet| octet.is_ascii_hexdigit()).count();
    let rest = &line[blanks + digits..];
    (digits > 6 && (rest.is_empty() || matches!(rest[0], b':' | b' '))).then(|| blanks + digits + rest.len().min(1))
}

/// Returns the octets on a line. More than two blanks, a bar or the sixteenth octet end them.
fn line_octets(text: &Excerpt, line: Range<usize>) -> Vec<Placed> {
    let octets = text.octets();
    let (mut found, mut at) = (Vec::new(), line.start);
    at += octets[at..line.end].iter().take_while(|octet| **octet == b' ').count();
    while found.len() < LINE_OCTETS {
        let length = octets[at..line.end].iter().take_while(|octet| octet.is_ascii_hexdigit()).count();
        let is_group =
            matches!(length, 2 | 4 | 8) && octets[at + length..line.end].first().is_none_or(|octet| *octet == b' ');
        if !is_group {
            break;
        }
        let pairs = (at..at + length).step_by(2);
        found.extend(pairs.filter_map(|at| Some((hex_octet(&octets[at..])?, at..at + 2))));
        at += length;
        let blanks = octets[at..line.end].iter().take_while(|octet| **octet == b' ').count();
        if blanks > 2 {
            break;
        }
        at += blanks;
    }
    found
}

/// Returns the octets of hexadecimal digits alone, with or without blanks, colons or `0x`.
fn digits_alone(text: &Excerpt) -> Option<Vec<Placed>> {
    let (mut octets, mut at) = (Vec::new(), 0);
    let all = text.octets();
    while at < all.len() {
        match all[at..] {
            [b'0', b'x', ..] => at += 2,
            [octet, ..] if octet.is_ascii_whitespace() || b":,".contains(&octet) => at += 1,
            _ => {
                octets.push((hex_octet(&all[at..])?, at..at + 2));
                at += 2;
            }
        }
    }
    Some(octets)
}

/// Largest length of record data, in octets (RFC 1035 §3.2.1).
const MAX_DATA_OCTETS: usize = 65_535;

/// Decodes `TYPE16 \# length digits` as `TXT` and its character-strings.
pub(super) fn decode_generic_data(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    (wanted == Wanted::Record && text.octets().contains(&b'#')).then(|| with_decoded(text, generic_data)).flatten()
}

fn generic_data(text: &[u8]) -> Option<Decoded> {
    let head = text.get(..6).filter(|head| head.eq_ignore_ascii_case(b"TYPE16"))?;
    let blanks = |rest: &[u8]| rest.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
    let mut at = head.len() + blanks(&text[head.len()..]);
    at += text[at..].strip_prefix(b"\\#").map(|rest| 2 + blanks(rest))?;
    let digits = text[at..].iter().take_while(|octet| octet.is_ascii_digit()).count();
    let length: usize = core::str::from_utf8(&text[at..at + digits]).ok()?.parse().ok()?;
    at += digits;
    let mut data = Vec::new();
    while data.len() < length.min(MAX_DATA_OCTETS) {
        at += text[at..].iter().take_while(|octet| octet.is_ascii_whitespace() || b"()".contains(octet)).count();
        data.push(hex_octet(&text[at..])?);
        at += 2;
    }
    Some((quoted_strings(&data)?, at))
}

/// Returns character-strings, each after its length, as a zone file writes them.
fn quoted_strings(mut data: &[u8]) -> Option<Vec<u8>> {
    let mut quoted = Vec::from(*b"TXT");
    while let Some((length, rest)) = data.split_first() {
        let (string, others) = rest.split_at_checked(usize::from(*length))?;
        quoted.extend_from_slice(b" \"");
        for octet in string {
            if b"\"\\".contains(octet) {
                quoted.push(b'\\');
            }
            quoted.push(*octet);
        }
        quoted.push(b'"');
        data = others;
    }
    Some(quoted)
}
