//! UTF-16, with and without a byte order mark.

use super::{Excerpt, Wanted};
use crate::Span;

/// Fewest octets of a text without a byte order mark.
const MIN_OCTETS: usize = 8;

/// Decodes UTF-16. Without a byte order mark, one octet of every pair must be NUL.
pub(super) fn decode(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    // The reader of policies reports UTF-16, in which no policy may be.
    if wanted == Wanted::Policy {
        return None;
    }
    let octets = text.octets();
    let (start, is_little) = match octets {
        [0xff, 0xfe, ..] => (2, true),
        [0xfe, 0xff, ..] => (2, false),
        _ => (0, order_without_mark(octets)?),
    };
    let mut plain = text.empty_at(start);
    let units = octets[start..].chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    let mut at = start;
    for unit in char::decode_utf16(units) {
        let c = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        let end = at + 2 * c.len_utf16();
        let mut encoded = [0; 4];
        for octet in c.encode_utf8(&mut encoded).bytes() {
            plain.push(octet, text, Span::new(at, end));
        }
        at = end;
    }
    Some(plain)
}

/// Returns whether the text is little-endian, if one octet of every pair is NUL and the other is not.
fn order_without_mark(octets: &[u8]) -> Option<bool> {
    let pairs = || octets.chunks_exact(2);
    let is_little = pairs().all(|pair| pair[0] != 0 && pair[1] == 0);
    let is_big = pairs().all(|pair| pair[0] == 0 && pair[1] != 0);
    (octets.len() >= MIN_OCTETS && (is_little || is_big)).then_some(is_little)
}
