//! Labelled lines, as forms and consoles show a record, and table cells copied one per line.

use core::ops::Range;

use alloc::vec::Vec;

use super::{Content, Excerpt, Kind, Owner, PastedRecord, changes, source};

/// Parses labelled lines, one of which holds the value.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let mut records = source::records(text, kind, false);
    let lines = lines(text);
    let is_label = |line: &&[u8]| {
        (0..line.len().min(40)).any(|at| source::label_end(&line[source::count_leading_marks(line)..], at).is_some())
    };
    let labels = lines.iter().map(|line| &text.octets()[line.clone()]).filter(is_label).count();
    let is_item = |line: &&[u8]| [&b"- "[..], b"* ", "• ".as_bytes()].iter().any(|mark| line.starts_with(mark));
    let is_list = lines.iter().map(|line| text.octets()[line.clone()].trim_ascii_start()).all(|line| is_item(&line));
    let are_replaced = changes::are_replaced(&records, text, kind);
    if !(are_replaced.contains(&true) && are_replaced.contains(&false)) {
        records.truncate(1);
    }
    ((is_list || labels > 0 && labels * 2 >= lines.len()) && !records.is_empty())
        .then(|| source::content_of_records(records))
}

/// Parses cells one per line: the value, and beside it a type or a name.
pub(super) fn cells(text: &Excerpt, kind: Kind) -> Option<Content> {
    let lines = lines(text);
    let octets = |line: &Range<usize>| text.octets()[line.clone()].trim_ascii();
    let (values, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| source::is_meant(octets(line), kind));
    let is_cell = |line: &&Range<usize>| {
        let cell = octets(line);
        cell.len() < 60 && !cell.contains(&b'=') && cell.split(u8::is_ascii_whitespace).count() < 5
    };
    let is_name = |line: &&&Range<usize>| octets(line).to_ascii_lowercase().starts_with(kind.prefix().as_bytes());
    let is_type = |line: &&Range<usize>| octets(line).get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"TXT"));
    let name = others.iter().find(is_name);
    let has_type_or_name = name.is_some() || others.iter().copied().any(|line| is_type(&line));
    let [value] = values.as_slice() else { return None };
    if !has_type_or_name || !others.iter().copied().all(|line| is_cell(&line)) {
        return None;
    }
    let value = text.slice((*value).clone()).trimmed();
    let owner = name.map(|name| Owner::from_name(octets(name), false));
    let record = source::record_in_literal(&value, kind, false)?;
    Some(Content::Records(Vec::from([PastedRecord { owner, ..record }])))
}

/// Parses a message in which one line is the record, and the others are sentences.
pub(super) fn message(text: &Excerpt, kind: Kind) -> Option<Content> {
    let lines = lines(text);
    let octets = |line: &Range<usize>| &text.octets()[line.clone()];
    let version: &[u8] = if kind == Kind::Sts { b"v=STSv1;" } else { b"v=TLSRPTv1;" };
    let (values, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| octets(line).starts_with(version));
    let [value] = values.as_slice() else { return None };
    let has_fields_only = octets(value).split(|octet| *octet == b';').all(|field| {
        let field = field.trim_ascii();
        field.is_empty() || field.contains(&b'=') && !field.contains(&b' ')
    });
    let is_sentence = |line: &Range<usize>| !octets(line).iter().any(|octet| b"={}<>|\\\"`".contains(octet));
    let has_words = |line: &&Range<usize>| octets(line).split(u8::is_ascii_whitespace).count() > 2;
    let is_long = others.len() > 1 || others.iter().copied().any(|line| has_words(&line));
    let is_message = has_fields_only && is_long && others.into_iter().all(is_sentence);
    is_message.then(|| Content::Records(Vec::from([PastedRecord::value(text.slice((*value).clone()))])))
}

/// Returns the lines that are not blank.
fn lines(text: &Excerpt) -> Vec<Range<usize>> {
    let is_filled = |line: &Range<usize>| !text.octets()[line.clone()].trim_ascii().is_empty();
    text.lines().into_iter().filter(is_filled).collect()
}
