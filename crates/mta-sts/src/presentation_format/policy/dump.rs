//! Dumps of a file: `xxd`, `hexdump -C`, `Format-Hex`, `xxd -p` and `od -c`.

use alloc::vec::Vec;
use core::ops::Range;

use super::super::{Excerpt, encoding::hex_octet};
use crate::Span;

/// Smallest number of hexadecimal digits of a dump without offsets.
const MIN_PLAIN_DIGITS: usize = 60;

/// Decodes a dump in hexadecimal digits.
pub(super) fn hexadecimal(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let is_plain = octets.iter().all(|octet| octet.is_ascii_hexdigit() || octet.is_ascii_whitespace());
    let digits: Vec<usize> = if is_plain && octets.len() >= MIN_PLAIN_DIGITS && !has_offsets(text) {
        digits_in(octets, 0..octets.len()).collect()
    } else {
        text.lines()
            .into_iter()
            .filter_map(|line| data(octets, line))
            .flat_map(|data| digits_in(octets, data))
            .collect()
    };
    let mut plain = text.empty_at(0);
    for pair in digits.chunks_exact(2) {
        let octet = hex_octet(&[octets[pair[0]], octets[pair[1]]])?;
        plain.push(octet, text, Span::new(pair[0], pair[1] + 1));
    }
    (!digits.is_empty()).then_some(plain)
}

fn digits_in(octets: &[u8], range: Range<usize>) -> impl Iterator<Item = usize> {
    range.filter(|at| octets[*at].is_ascii_hexdigit())
}

/// Whether lines begin with growing offsets, as in `hexdump` without characters.
fn has_offsets(text: &Excerpt) -> bool {
    let octets = text.octets();
    text.lines().into_iter().take(2).all(|line| octets[line].first() == Some(&b'0'))
}

/// Returns the range of a line's data: after the offset, before the characters.
fn data(octets: &[u8], line: Range<usize>) -> Option<Range<usize>> {
    let text = &octets[line.clone()];
    let offset = text.iter().take_while(|octet| octet.is_ascii_hexdigit()).count();
    let after = text.get(offset..).filter(|_| offset > 3)?;
    let skipped = after.iter().take_while(|octet| matches!(octet, b':' | b' ' | b'\t')).count();
    let start = offset + skipped;
    let end = match text.iter().position(|octet| *octet == b'|') {
        Some(bar) => bar,
        None => text[start..].windows(2).position(|two| two == b"  ").map_or(text.len(), |at| start + at),
    };
    let is_data = text[start..end].iter().all(|octet| octet.is_ascii_hexdigit() || *octet == b' ');
    (is_data && skipped > 0).then(|| line.start + start..line.start + end)
}

/// Decodes the output of `od -c`: an offset, then a column of four characters for each octet.
pub(super) fn characters(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let mut plain = text.empty_at(0);
    for line in text.lines() {
        let digits = octets[line.clone()].iter().take_while(|octet| octet.is_ascii_digit()).count();
        if digits != 7 {
            return None;
        }
        for start in (line.start + digits..line.end).step_by(4) {
            let end = (start + 4).min(line.end);
            plain.push(character(&octets[start..end])?, text, Span::new(start, end));
        }
    }
    Some(plain)
}

fn character(column: &[u8]) -> Option<u8> {
    match column.trim_ascii() {
        b"" => Some(b' '),
        b"\\n" => Some(b'\n'),
        b"\\r" => Some(b'\r'),
        b"\\t" => Some(b'\t'),
        [octet] => Some(*octet),
        _ => None,
    }
}
