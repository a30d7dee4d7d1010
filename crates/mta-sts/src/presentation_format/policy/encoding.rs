//! Encodings of a policy file: quoted-printable, URL encoding, HTML character references, base64 and hexadecimal dumps.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    super::{
        Encoding, Excerpt,
        encoding::{hex_octet, with_decoded},
    },
    dump,
};
use crate::{PolicyReading, Span};

/// Function that decodes a whole text, if it may have an encoding.
type Decode = fn(&Excerpt) -> Option<Excerpt>;

const ENCODINGS: [(Encoding, Decode); 6] = [
    (Encoding::HexDump, dump::hexadecimal),
    (Encoding::HexDump, dump::characters),
    (Encoding::Base64, base64),
    (Encoding::QuotedPrintable, quoted_printable),
    (Encoding::PercentEncoding, percent),
    (Encoding::CharacterReferences, references),
];

/// Texts with this many octets or more are not decoded. A policy is far shorter.
const MAX_OCTETS: usize = 65_536;

/// Returns the decoded text and its encoding, if that makes it a policy.
pub(super) fn decode(text: &Excerpt) -> Option<(Excerpt, Encoding)> {
    if text.octets().len() >= MAX_OCTETS {
        return None;
    }
    let before = count_fields(text);
    ENCODINGS.iter().find_map(|(encoding, decode)| {
        let decoded = decode(text)?;
        let count = count_fields(&decoded);
        (count > 2 && count > before).then_some((decoded, *encoding))
    })
}

/// Counts the fields with correct values.
pub(super) fn count_fields(text: &Excerpt) -> usize {
    let policy = PolicyReading::read(text.octets()).policy;
    let seen = [policy.version.is_some(), policy.mode.is_some(), policy.max_age.is_some()];
    seen.into_iter().filter(|is_seen| *is_seen).count() + policy.mx.len()
}

/// Replaces parts of a text. `part` returns the length of the part at the start of some octets, and the octet that it stands
/// for, if any. Returns `None` if there is no such part.
fn replaced(text: &Excerpt, part: impl Fn(&[u8]) -> Option<(usize, Option<u8>)>) -> Option<Excerpt> {
    with_decoded(text, |rest| part(rest).map(|(length, octet)| (octet.into_iter().collect(), length)))
}

/// Decodes quoted-printable (RFC 2045 §6.7).
fn quoted_printable(text: &Excerpt) -> Option<Excerpt> {
    replaced(text, |rest| match rest {
        [b'=', b'\r', b'\n', ..] => Some((3, None)),
        [b'=', b'\n', ..] => Some((2, None)),
        // Some programs show the line end, too.
        [b'=', b'0', b'A', b'\n', ..] => Some((4, Some(b'\n'))),
        [b'=', digits @ ..] => Some((3, Some(hex_octet(digits)?))),
        _ => None,
    })
}

/// Decodes percent-encoding (RFC 3986 §2.1), and `+` for a blank if the text has no blanks.
fn percent(text: &Excerpt) -> Option<Excerpt> {
    let has_blanks = text.octets().contains(&b' ');
    replaced(text, |rest| match rest {
        [b'%', digits @ ..] => Some((3, Some(hex_octet(digits)?))),
        [b'+', ..] if !has_blanks => Some((1, Some(b' '))),
        _ => None,
    })
}

/// Names of characters in HTML that stand in policies.
const NAMES: [(&[u8], u8); 8] = [
    (b"&NewLine;", b'\n'),
    (b"&colon;", b':'),
    (b"&nbsp;", b' '),
    (b"&ast;", b'*'),
    (b"&quot;", b'"'),
    (b"&lowbar;", b'_'),
    (b"&period;", b'.'),
    (b"&amp;", b'&'),
];

/// Decodes HTML character references of ASCII characters.
fn references(text: &Excerpt) -> Option<Excerpt> {
    replaced(text, |rest| {
        let name = NAMES.iter().find(|(name, _)| rest.starts_with(name));
        name.map(|(name, octet)| (name.len(), Some(*octet))).or_else(|| number(rest))
    })
}

/// Reads `&#10;` or `&#xA;`.
fn number(rest: &[u8]) -> Option<(usize, Option<u8>)> {
    let digits = rest.strip_prefix(b"&#")?;
    let length = digits.iter().take(8).position(|octet| *octet == b';')?;
    let digits = core::str::from_utf8(&digits[..length]).ok()?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u8::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    number.ok().filter(u8::is_ascii).map(|octet| (length + 3, Some(octet)))
}

/// Smallest number of base64 characters that may be a policy.
const MIN_BASE64: usize = 60;

/// Decodes base64 (RFC 4648 §4): the whole text, or its longest word.
fn base64(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let is_all =
        octets.iter().all(|octet| octet.is_ascii_whitespace() || base64_value(*octet).is_some() || *octet == b'=');
    let range = if is_all { 0..octets.len() } else { longest_word(octets) };
    let digits: Vec<(usize, u8)> = range.filter_map(|at| base64_value(octets[at]).map(|value| (at, value))).collect();
    if digits.len() < MIN_BASE64 {
        return None;
    }
    let mut plain = text.empty_at(digits[0].0);
    for four in digits.chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, (_, value)| bits << 6 | u32::from(*value)) << (6 * (4 - four.len()));
        let span = Span::new(four[0].0, four[four.len() - 1].0 + 1);
        let [_, bytes @ ..] = bits.to_be_bytes();
        bytes.iter().take(four.len() - 1).for_each(|octet| plain.push(*octet, text, span));
    }
    Some(plain)
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
    let (mut longest, mut start) = (0..0, 0);
    for (at, octet) in octets.iter().enumerate() {
        if base64_value(*octet).is_none() {
            start = at + 1;
        } else if at + 1 - start > longest.len() {
            longest = start..at + 1;
        }
    }
    longest
}
