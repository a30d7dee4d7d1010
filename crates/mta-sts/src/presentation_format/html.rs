//! Records in the text of HTML.

use alloc::vec::Vec;

use super::{
    Content, Excerpt, Kind,
    source::{is_meant, of_literal},
};
use crate::Span;

/// What stands between the tags of HTML, if it is such a record.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let octets = text.octets();
    let is_tag =
        |at: usize| octets.get(at + 1).is_some_and(|octet| octet.is_ascii_alphabetic() || b"/!".contains(octet));
    if !(0..octets.len()).any(|at| octets[at] == b'<' && is_tag(at)) || !octets.contains(&b'>') {
        return None;
    }
    let mut records = Vec::new();
    let mut start = 0;
    while start < octets.len() {
        let length = octets[start..].iter().position(|octet| *octet == b'<').unwrap_or(octets.len() - start);
        let part = without_entities(&text.slice(start..start + length)).trimmed();
        records.extend(is_meant(part.octets(), kind).then(|| of_literal(&part, kind, false)).flatten());
        let tag = start + length;
        let close = octets[tag..].iter().position(|octet| *octet == b'>').unwrap_or(octets.len() - tag);
        start = tag + close + 1;
    }
    (!records.is_empty()).then_some(Content::Records(records))
}

fn without_entities(text: &Excerpt) -> Excerpt {
    let entities: [(&[u8], u8); 6] =
        [(b"&quot;", b'"'), (b"&#34;", b'"'), (b"&amp;", b'&'), (b"&#59;", b';'), (b"&nbsp;", b' '), (b"&semi;", b';')];
    let mut plain = text.empty_at(0);
    let mut at = 0;
    while at < text.octets().len() {
        let entity = entities.iter().find(|(entity, _)| text.octets()[at..].starts_with(entity));
        let (octet, length) = entity.map_or((text.octets()[at], 1), |(entity, octet)| (*octet, entity.len()));
        plain.push(octet, text, Span::new(at, at + length));
        at += length;
    }
    plain
}
