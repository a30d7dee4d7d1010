//! Records in the text of an HTML document.

use alloc::vec::Vec;

use super::{
    Content, Excerpt, Kind,
    encoding::{reference, with_decoded},
    source::{is_continuation, is_meant, record_in_literal},
};

/// Returns the text between HTML tags, if it is such a record.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let octets = text.octets();
    let is_tag =
        |at: usize| octets.get(at + 1).is_some_and(|octet| octet.is_ascii_alphabetic() || b"/!".contains(octet));
    if !(0..octets.len()).any(|at| octets[at] == b'<' && is_tag(at)) || !octets.contains(&b'>') {
        return None;
    }
    let records: Vec<_> = parts(text, kind)
        .iter()
        .filter(|part| is_meant(part.octets(), kind))
        .filter_map(|part| record_in_literal(part, kind, false))
        .collect();
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Tags that do not separate texts.
const INLINE: [&[u8]; 8] = [b"a", b"b", b"em", b"font", b"i", b"span", b"strong", b"wbr"];

/// Returns the texts between tags. A record split by a link or another inline tag is one text.
fn parts(text: &Excerpt, kind: Kind) -> Vec<Excerpt> {
    let octets = text.octets();
    let (mut parts, mut start, mut is_inline): (Vec<Excerpt>, _, _) = (Vec::new(), 0, false);
    while start < octets.len() {
        let length = octets[start..].iter().position(|octet| *octet == b'<').unwrap_or(octets.len() - start);
        let part = without_entities(&text.slice(start..start + length)).trimmed();
        let tag = start + length;
        let close = octets[tag..].iter().position(|octet| *octet == b'>').unwrap_or(octets.len() - tag);
        if !part.octets().is_empty() {
            match parts.last_mut().filter(|last| is_inline && is_continued_by(last.octets(), part.octets(), kind)) {
                Some(last) => last.append(&part),
                None => parts.push(part),
            }
            is_inline = true;
        }
        is_inline &= is_inline_tag(octets[tag..tag + close].strip_prefix(b"<").unwrap_or_default());
        start = tag + close + 1;
    }
    parts
}

fn is_inline_tag(tag: &[u8]) -> bool {
    let name = tag.strip_prefix(b"/").unwrap_or(tag);
    let name = name.split(|octet| octet.is_ascii_whitespace() || *octet == b'/').next().unwrap_or_default();
    INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name))
}

/// Whether an incomplete record, or its list of addresses, continues in the next text.
fn is_continued_by(record: &[u8], next: &[u8], kind: Kind) -> bool {
    let is_open = record.last().is_some_and(|octet| b"=:,@.".contains(octet)) || next.starts_with(b",");
    is_meant(record, kind) && (is_open || is_continuation(record, next, kind))
}

fn without_entities(text: &Excerpt) -> Excerpt {
    with_decoded(text, reference).unwrap_or_else(|| text.clone())
}
