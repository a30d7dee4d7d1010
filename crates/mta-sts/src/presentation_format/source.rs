//! Values in the source of configuration languages: string literals, YAML scalars, lists, and the text of HTML.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Content, Excerpt, Kind, Owner, PastedRecord, Style, Unreadable, tokens, zone};
use crate::{PolicyReading, Span};

/// The records of this kind in a text that is known to be source.
pub(super) fn content(text: &Excerpt, kind: Kind) -> Content {
    found(records(text, kind, false))
}

/// The records of this kind in YAML of octoDNS, which escapes semicolons.
pub(super) fn octo_dns(text: &Excerpt, kind: Kind) -> Content {
    found(records(text, kind, true))
}

/// Records that were found in a source; one that is put together when the source runs is not there.
pub(super) fn found(records: Vec<PastedRecord>) -> Content {
    let is_computed = |record: &PastedRecord| {
        let has = |mark: &[u8]| record.text.octets().windows(mark.len()).any(|window| window == mark);
        has(b"${") || has(b"{{") || has(b"#{") || has(b"%s")
    };
    if records.is_empty() {
        Content::Unreadable(Unreadable::NoValue)
    } else if records.iter().any(is_computed) {
        Content::Unreadable(Unreadable::Computed)
    } else {
        Content::Records(records)
    }
}

/// The literals that are meant as such a record, and lines that are nothing but its value, or a label and its value.
pub(super) fn records(text: &Excerpt, kind: Kind, unescape: bool) -> Vec<PastedRecord> {
    let mut records = of_literals(text, kind, unescape);
    if records.is_empty() {
        records = text.lines().into_iter().filter_map(|line| of_line(text, line, kind, unescape)).collect();
    }
    let owner = owner(text, kind);
    for record in records.iter_mut().filter(|record| record.owner.is_none()) {
        record.owner.clone_from(&owner);
    }
    records
}

/// The literals that are meant as such a record.
pub(super) fn of_literals(text: &Excerpt, kind: Kind, unescape: bool) -> Vec<PastedRecord> {
    let literals = literals(text);
    let mut records = Vec::new();
    let mut at = 0;
    while at < literals.len() {
        let (value, next) = with_continuations(text, &literals, at, kind);
        records.extend(of_literal(&value, kind, unescape));
        at = next;
    }
    records
}

/// The records in the strings of one list; what does not begin a record continues the one before it.
pub(super) fn of_list(list: &[Excerpt], kind: Kind) -> Vec<PastedRecord> {
    let mut joined: Vec<Excerpt> = Vec::new();
    for text in list {
        match joined.last_mut() {
            Some(last) if is_meant(last.octets(), kind) && is_continuation(last.octets(), text.octets(), kind) => {
                last.append(text);
            }
            _ => joined.push(text.clone()),
        }
    }
    joined.iter().filter_map(|text| of_literal(text, kind, false)).collect()
}

/// Whether a text begins as such a record does, more or less.
pub(super) fn is_meant(text: &[u8], kind: Kind) -> bool {
    let letters =
        text.iter().filter(|octet| !octet.is_ascii_whitespace() && !matches!(octet, b'"' | b'\\' | b'\'' | b'`'));
    let start: Vec<u8> = letters.take(8).map(u8::to_ascii_lowercase).collect();
    let starts = |words: &[&[u8]]| words.iter().any(|word| start.starts_with(word));
    match kind {
        Kind::Sts => starts(&[b"v=sts", b"v=mta", b"v=msts", b"v:sts"]),
        Kind::TlsRpt => starts(&[b"v=tls", b"v=smtptls", b"v:tls"]),
    }
}

/// Whether a string goes on where a record has none of its own field yet.
fn is_continuation(before: &[u8], text: &[u8], kind: Kind) -> bool {
    let field: &[u8] = if kind == Kind::Sts { b"id=" } else { b"rua=" };
    let has_field = before.windows(field.len()).any(|window| window.eq_ignore_ascii_case(field));
    !has_field && !text.trim_ascii_start().starts_with(b"v=")
}

/// A string literal.
#[derive(Debug)]
struct Literal {
    /// What it stands for.
    text: Excerpt,
    /// Where it stands in the source, quotation marks and all.
    range: Range<usize>,
}

/// A literal with those that continue it, and the number of the next. Literals beside each other are one; in a list, only where the
/// record is not complete yet.
fn with_continuations(source: &Excerpt, literals: &[Literal], at: usize, kind: Kind) -> (Excerpt, usize) {
    let mut value = literals[at].text.clone();
    let mut next = at + 1;
    while let Some(more) = literals.get(next).filter(|_| is_meant(value.octets(), kind)) {
        let between = &source.octets()[literals[next - 1].range.end..more.range.start];
        let joins = between.iter().all(|octet| octet.is_ascii_whitespace() || b"+.,\\()[]".contains(octet));
        let listed = between.contains(&b',');
        if !joins || more.text.octets().trim_ascii_start().starts_with(b"v=") {
            break;
        }
        if listed && !is_continuation(value.octets(), more.text.octets(), kind) {
            break;
        }
        value.append(&more.text);
        next += 1;
    }
    // What is added to it is no literal: the value is known when the source runs.
    let end = literals[next - 1].range.end;
    if source.octets()[end..].trim_ascii_start().starts_with(b"+") && is_meant(value.octets(), kind) {
        value.append(&marker(source, end));
    }
    (value, next)
}

/// Stands for the part of a value that is no literal.
fn marker(source: &Excerpt, at: usize) -> Excerpt {
    let mut marker = source.empty_at(at);
    for octet in *b"${" {
        marker.push(octet, source, Span::new(at, at));
    }
    marker
}

/// The record that a literal holds: as its value, as character-strings of their own, or as a line of a zone.
fn of_literal(text: &Excerpt, kind: Kind, unescape: bool) -> Option<PastedRecord> {
    let trimmed = text.trimmed();
    if !is_meant(trimmed.octets(), kind) {
        let is_line = trimmed.octets().windows(5).any(|five| five.eq_ignore_ascii_case(b" TXT "));
        return is_line.then(|| zone::presented(&trimmed, kind).into_iter().next()).flatten();
    }
    let inner = trimmed.octets().starts_with(b"\"").then(|| tokens::strings_alone(&trimmed)).flatten();
    let value = inner.unwrap_or_else(|| if unescape { without_backslashes(text) } else { text.clone() });
    Some(PastedRecord { text: value, style: Style::Line, owner: None, meant: None })
}

/// A line that is a value alone, an item of a list, or a label and the value.
fn of_line(text: &Excerpt, line: Range<usize>, kind: Kind, unescape: bool) -> Option<PastedRecord> {
    let octets = &text.octets()[line.clone()];
    let start = value_at(octets);
    let value = text.slice(line.start + start..line.end).trimmed();
    is_meant(value.octets(), kind).then(|| of_literal(&value, kind, unescape)).flatten()
}

/// Where the value of a line begins: behind blanks, `- `, and a label of a few words with `:` or `=`.
fn value_at(line: &[u8]) -> usize {
    let mut at = line.len() - line.trim_ascii_start().len();
    if line[at..].starts_with(b"- ") {
        at += 2 + line[at + 2..].iter().take_while(|octet| **octet == b' ').count();
    }
    let rest = &line[at..];
    let colon = rest.iter().position(|octet| *octet == b':').filter(|colon| *colon > 1 && *colon < 40);
    match colon {
        Some(colon) if !rest[..colon].contains(&b'=') && matches!(rest.get(colon + 1), Some(b' ' | b'\t')) => {
            let after = &rest[colon + 1..];
            at + colon + 1 + (after.len() - after.trim_ascii_start().len())
        }
        _ => at,
    }
}

fn without_backslashes(text: &Excerpt) -> Excerpt {
    let mut plain = text.empty_at(0);
    for (at, octet) in text.octets().iter().enumerate() {
        let escapes = *octet == b'\\' && text.octets().get(at + 1) == Some(&b';');
        if !escapes {
            plain.append(&text.slice(at..at + 1));
        }
    }
    plain
}

/// The name that such a record is for, if a word of the source is one.
fn owner(text: &Excerpt, kind: Kind) -> Option<Owner> {
    let is_name = |word: &&[u8]| word.starts_with(kind.prefix().as_bytes()) && word.len() < 254;
    let mut words = text.octets().split(|octet| !octet.is_ascii_alphanumeric() && !b"._-".contains(octet));
    words.find(is_name).map(|name| Owner::named(name, false))
}

/// Every string literal: in `"`, in `'` where no letter stands before it, and in backticks, which may go over several lines.
fn literals(text: &Excerpt) -> Vec<Literal> {
    let octets = text.octets();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < octets.len() {
        let mark = octets[at];
        let opens = matches!(mark, b'"' | b'`')
            || (mark == b'\'' && at.checked_sub(1).is_none_or(|before| !octets[before].is_ascii_alphanumeric()));
        match opens.then(|| literal(text, at)).flatten() {
            Some(literal) => {
                at = literal.range.end;
                found.push(literal);
            }
            None => at += 1,
        }
    }
    found
}

fn literal(source: &Excerpt, start: usize) -> Option<Literal> {
    let octets = source.octets();
    let mark = octets[start];
    let mut text = source.empty_at(start + 1);
    let mut at = start + 1;
    loop {
        let octet = *octets.get(at)?;
        let begin = at;
        let stands_for = match octet {
            b'\n' if mark != b'`' => return None,
            b'\\' if mark != b'\'' => {
                at += 1;
                match *octets.get(at)? {
                    b'n' => b'\n',
                    b't' => b'\t',
                    other => other,
                }
            }
            // Written twice, it stands for itself (YAML).
            b'\'' if octet == mark && octets.get(at + 1) == Some(&mark) && at > start + 1 => {
                at += 1;
                mark
            }
            _ if octet == mark => return Some(Literal { text, range: start..at + 1 }),
            _ => octet,
        };
        at += 1;
        text.push(stands_for, source, Span::new(begin, at));
    }
}

/// What stands between the tags of HTML, if it is such a record.
pub(super) fn html(text: &Excerpt, kind: Kind) -> Option<Content> {
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

/// The policy file that senders can apply in a string literal, such as a web server's configuration has it.
pub(super) fn valid_policy(text: &Excerpt) -> Option<Excerpt> {
    let sound = |literal: &Literal| PolicyReading::read(literal.text.octets()).is_valid();
    let file = literals(text).into_iter().find(|literal| literal.text.octets().contains(&b'\n') && sound(literal))?;
    Some(file.text)
}
