//! Rich Text Format, as word processors put it on the clipboard.

use alloc::vec::Vec;

use super::{Excerpt, Wanted, hex_octet};
use crate::Span;

/// Groups that hold no text.
const TABLES: [&[u8]; 6] = [b"fonttbl", b"colortbl", b"stylesheet", b"info", b"*", b"generator"];

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 64;

/// Returns the text of a document.
pub(super) fn decode(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    let octets = text.octets();
    if !octets.trim_ascii_start().starts_with(b"{\\rtf") {
        return None;
    }
    let mut plain = text.empty_at(0);
    // Whether each open group is without text.
    let mut groups: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < octets.len() {
        let is_table = groups.last().copied().unwrap_or_default();
        let (octet, length) = match octets[at] {
            b'{' if groups.len() < MAX_DEPTH => {
                groups.push(is_table || begins_table(&octets[at + 1..]));
                (None, 1)
            }
            b'{' => return None,
            b'}' => {
                groups.pop();
                (None, 1)
            }
            b'\\' => control(&octets[at + 1..]),
            b'\r' | b'\n' => (None, 1),
            octet => (Some(octet), 1),
        };
        if let Some(octet) = octet.filter(|_| !is_table && !groups.is_empty()) {
            plain.push(octet, text, Span::new(at, at + length));
        }
        at += length;
    }
    wanted.is_in(&plain).then_some(plain)
}

fn begins_table(group: &[u8]) -> bool {
    group.strip_prefix(b"\\").is_some_and(|word| TABLES.iter().any(|table| word.starts_with(table)))
}

/// Reads a control word or symbol after its backslash. Returns the octet that it stands for, and its length with the backslash.
fn control(rest: &[u8]) -> (Option<u8>, usize) {
    match rest.first() {
        Some(b'\'') => (hex_octet(&rest[1..]).filter(u8::is_ascii), 4),
        Some(b'~') => (Some(b' '), 2),
        Some(b'\n' | b'\r') => (Some(b'\n'), 2),
        Some(octet) if !octet.is_ascii_alphabetic() => (Some(*octet).filter(|octet| b"\\{}-_".contains(octet)), 2),
        _ => {
            let name = rest.iter().take_while(|octet| octet.is_ascii_alphabetic()).count();
            let number = rest[name..].iter().take_while(|octet| octet.is_ascii_digit() || **octet == b'-').count();
            let blank = usize::from(rest.get(name + number) == Some(&b' '));
            let octet = match &rest[..name] {
                b"par" | b"line" => Some(b'\n'),
                b"tab" => Some(b'\t'),
                b"ldblquote" | b"rdblquote" => Some(b'"'),
                _ => None,
            };
            (octet, 1 + name + number + blank)
        }
    }
}
