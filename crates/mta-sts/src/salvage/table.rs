//! Policy fields in a Markdown, CSV or spreadsheet table, one per row or one per column.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::pattern::is_pattern;
use crate::{Key, policy::intended_key};

/// Returns the lines of a text, with table rows as fields.
pub(super) fn rows_as_fields(text: &str) -> Vec<String> {
    let mut head: Option<Vec<Key>> = None;
    let mut fields = Vec::new();
    for line in text.lines() {
        let cells = cells(line);
        if let Some(keys) = keys_of(&cells) {
            head = Some(keys);
        } else if let Some(keys) = head.as_ref().filter(|keys| keys.len() == cells.len()) {
            let filled = keys.iter().zip(&cells).filter(|(_, cell)| cell.contains(char::is_alphanumeric));
            fields.extend(filled.map(|(key, cell)| format!("{}: {cell}", key.id())));
        } else {
            head = None;
            fields.push(field(line, &cells));
        }
    }
    fields
}

/// Returns a row whose first cell is a key as a field. Other lines stay unchanged.
fn field(line: &str, cells: &[String]) -> String {
    let [name, values @ ..] = cells else { return line.to_owned() };
    let is_row = line.trim().starts_with('|');
    match if is_row { intended_key(name) } else { exact_key(name) } {
        Some(key) => format!("{name}: {}", value(key, values)),
        None => line.to_owned(),
    }
}

/// Returns the value of a field from the cells after its key: every host, or digits that commas divide, or else the first cell.
fn value(key: Key, cells: &[String]) -> String {
    let is_number = |cell: &String| !cell.is_empty() && cell.bytes().all(|octet| octet.is_ascii_digit());
    match key {
        Key::MaxAge if cells.iter().all(is_number) => cells.concat(),
        Key::Mx => {
            let further = cells.iter().skip(1).filter(|cell| is_pattern(cell));
            cells.first().into_iter().chain(further).map(String::as_str).collect::<Vec<_>>().join(" ")
        }
        _ => cells.first().cloned().unwrap_or_default(),
    }
}

/// Returns the cells of a row without emphasis marks. Empty if the row has no separator.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let Some(separator) = ['|', '\t', ','].into_iter().find(|separator| line.contains(*separator)) else {
        return Vec::new();
    };
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let plain = |cell: &str| {
        // An asterisk followed by a dot is part of a pattern.
        let marks: &[char] = if cell.contains("*.") { &['`', '"'] } else { &['`', '"', '*'] };
        cell.replace(marks, " ").trim().to_owned()
    };
    inner.split(separator).map(plain).collect()
}

/// Returns the keys of a head, if every cell is one.
fn keys_of(cells: &[String]) -> Option<Vec<Key>> {
    let keys: Option<Vec<Key>> = cells.iter().map(|cell| exact_key(cell)).collect();
    keys.filter(|keys| keys.len() > 1)
}

fn exact_key(name: &str) -> Option<Key> {
    Key::ALL.into_iter().find(|key| key.id().eq_ignore_ascii_case(name))
}
