//! Base64 (RFC 4648 §4): words that are records, and whole lines, as in the source of a mail (RFC 2045 §6.8).

use alloc::vec::Vec;
use core::ops::Range;

use super::{Decoded, Excerpt, Wanted, with_decoded};
use crate::Span;

/// Starts of a record in Base64, with and without a quotation mark.
const BASE64_STARTS: [&[u8]; 4] = [b"dj1TVFN2M", b"dj1UTFNSUFR2M", b"InY9U1RTdj", b"InY9VExTUlBUdj"];

/// Length in octets of a line after which Base64 continues on the next one.
const BASE64_LINE_OCTETS: usize = 60;

/// Decodes the words that are records, or a text with a policy.
pub(super) fn decode(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    let piece =
        |rest: &[u8]| BASE64_STARTS.iter().any(|start| rest.starts_with(start)).then(|| base64_word(rest)).flatten();
    match wanted {
        Wanted::Record => lines(text).or_else(|| with_decoded(text, piece)),
        Wanted::Policy => whole(text),
    }
}

/// Decodes the Base64 at the start of a text. Only printable ASCII counts.
fn base64_word(text: &[u8]) -> Option<Decoded> {
    let (mut decoded, mut bits, mut count, mut length, mut line) = (Vec::new(), 0_u32, 0, 0, 0);
    for octet in text {
        if matches!(octet, b'\r' | b'\n') && line >= BASE64_LINE_OCTETS {
            length += 1;
            line = if *octet == b'\n' { 0 } else { line };
            continue;
        }
        let Some(value) = base64_value(*octet) else { break };
        (bits, count, length, line) = (bits << 6 | u32::from(value), count + 6, length + 1, line + 1);
        if count >= 8 {
            count -= 8;
            decoded.push(u8::try_from(bits >> count & 0xff).ok()?);
            bits &= (1 << count) - 1;
        }
    }
    let padding = text[length..].iter().take_while(|octet| **octet == b'=').count();
    let is_text = decoded.iter().all(|octet| matches!(octet, b' '..=b'~' | b'\t' | b'\r' | b'\n'));
    is_text.then_some((decoded, length + padding))
}

/// Smallest number of base64 characters that may be a policy.
const MIN_BASE64: usize = 60;

/// Decodes the whole text, or its longest word.
fn whole(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let is_all =
        octets.iter().all(|octet| octet.is_ascii_whitespace() || base64_value(*octet).is_some() || *octet == b'=');
    let range = if is_all { 0..octets.len() } else { longest_word(octets) };
    let digits = digits(octets, range);
    if digits.len() < MIN_BASE64 {
        return None;
    }
    let mut plain = text.empty_at(digits[0].0);
    push_decoded(&mut plain, text, &digits);
    Some(plain)
}

/// Decodes the lines of Base64 that hold a record, and keeps all others.
fn lines(text: &Excerpt) -> Option<Excerpt> {
    let (octets, ranges) = (text.octets(), text.lines());
    let is_digits = |line: &Range<usize>| {
        let line = octets[line.clone()].trim_ascii_end();
        !line.is_empty() && line.iter().all(|octet| base64_value(*octet).is_some() || *octet == b'=')
    };
    let mut plain = text.empty_at(0);
    let mut from = 0;
    for block in ranges.chunk_by(|one, other| is_digits(one) == is_digits(other)).filter(|block| is_digits(&block[0])) {
        let range = block[0].start..block[block.len() - 1].end;
        let mut decoded = text.empty_at(range.start);
        push_decoded(&mut decoded, text, &digits(octets, range.clone()));
        if Wanted::Record.is_in(&decoded) {
            plain.append(&text.slice(from..range.start));
            plain.append(&decoded);
            from = range.end;
        }
    }
    (from > 0).then(|| {
        plain.append(&text.slice(from..octets.len()));
        plain
    })
}

/// Returns the digits in a range, with their positions.
fn digits(octets: &[u8], range: Range<usize>) -> Vec<(usize, u8)> {
    range.filter_map(|at| base64_value(octets[at]).map(|value| (at, value))).collect()
}

fn push_decoded(plain: &mut Excerpt, text: &Excerpt, digits: &[(usize, u8)]) {
    for four in digits.chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, (_, value)| bits << 6 | u32::from(*value)) << (6 * (4 - four.len()));
        let span = Span::new(four[0].0, four[four.len() - 1].0 + 1);
        let [_, bytes @ ..] = bits.to_be_bytes();
        bytes.iter().take(four.len() - 1).for_each(|octet| plain.push(*octet, text, span));
    }
}

fn base64_value(octet: u8) -> Option<u8> {
    Some(match octet {
        b'A'..=b'Z' => octet - b'A',
        b'a'..=b'z' => octet - b'a' + 26,
        b'0'..=b'9' => octet - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

fn longest_word(octets: &[u8]) -> Range<usize> {
    let (mut longest, mut start, mut line) = (0..0, 0, 0);
    for (at, octet) in octets.iter().enumerate() {
        if *octet == b'\n' && at - line >= BASE64_LINE_OCTETS && start <= line {
            line = at + 1;
        } else if base64_value(*octet).is_none() {
            (start, line) = (at + 1, at + 1);
        } else if at + 1 - start > longest.len() {
            longest = start..at + 1;
        }
    }
    longest
}
