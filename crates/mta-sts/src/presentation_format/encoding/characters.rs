//! Dumps of characters, as `od -c` prints them.

use super::{Excerpt, Wanted};
use crate::Span;

/// Decodes the output of `od -c`: an offset, then a column of four characters for each octet.
pub(super) fn decode(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
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
    wanted.is_in(&plain).then_some(plain)
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
