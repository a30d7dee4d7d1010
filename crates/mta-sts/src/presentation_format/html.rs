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

/// Tags that begin a new line.
const BLOCKS: [&[u8]; 22] = [
    b"br",
    b"p",
    b"div",
    b"tr",
    b"li",
    b"ul",
    b"ol",
    b"pre",
    b"table",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"dt",
    b"dd",
    b"hr",
    b"blockquote",
    b"section",
    b"body",
    b"title",
];

/// Other tags of HTML around texts. `<ada@example.com>` and `<your-domain>` are none.
const OTHERS: [&[u8]; 32] = [
    b"a",
    b"abbr",
    b"article",
    b"b",
    b"button",
    b"caption",
    b"center",
    b"code",
    b"dl",
    b"em",
    b"font",
    b"head",
    b"html",
    b"i",
    b"img",
    b"input",
    b"kbd",
    b"label",
    b"main",
    b"meta",
    b"samp",
    b"small",
    b"span",
    b"strong",
    b"sub",
    b"tbody",
    b"td",
    b"textarea",
    b"th",
    b"thead",
    b"tt",
    b"wbr",
];

/// Returns the text of an HTML document as a browser shows it: without tags, and with its character references decoded.
pub(super) fn plain_text(text: &Excerpt) -> Option<Excerpt> {
    let octets = text.octets();
    let (mut plain, mut at, mut start, mut is_changed) = (text.empty_at(0), 0, 0, false);
    while at < octets.len() {
        let Some((name, length)) = tag(&octets[at..]) else {
            at += 1;
            continue;
        };
        is_changed = true;
        plain.append(&text.slice(start..at));
        let place = crate::Span::new(at, at + length);
        let has_own_line = plain.octets().last().is_none_or(|octet| *octet == b'\n');
        if is_any(name, &BLOCKS) && !has_own_line {
            plain.push(b'\n', text, place);
        } else if name.eq_ignore_ascii_case(b"td") && octets[at + 1] == b'/' {
            plain.push(b'\t', text, place);
        }
        at += length;
        let line_end = octets[at..].iter().take_while(|octet| matches!(octet, b'\r' | b'\n')).take(2).count();
        // The line end in the source is none of the text.
        at += if is_any(name, &BLOCKS) { line_end } else { 0 };
        start = at;
    }
    plain.append(&text.slice(start..octets.len()));
    is_changed.then(|| without_entities(&plain))
}

fn is_any(name: &[u8], names: &[&[u8]]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Longest tag in octets.
const MAX_TAG_OCTETS: usize = 2_000;

/// Returns the name and length of the tag at the start of a text.
fn tag(text: &[u8]) -> Option<(&[u8], usize)> {
    let inner = text.strip_prefix(b"<")?;
    if inner.starts_with(b"!--") {
        return inner.windows(3).position(|three| three == b"-->").map(|end| (&b""[..], end + 4));
    }
    let inner = inner.strip_prefix(b"/").unwrap_or(inner);
    let name = &inner[..inner.iter().take_while(|octet| octet.is_ascii_alphanumeric()).count()];
    let is_ended = matches!(inner.get(name.len()), Some(b'>' | b' ' | b'/' | b'\n' | b'\r' | b'\t'));
    let close = text.iter().take(MAX_TAG_OCTETS).position(|octet| *octet == b'>')?;
    (is_ended && (is_any(name, &BLOCKS) || is_any(name, &OTHERS))).then_some((name, close + 1))
}
