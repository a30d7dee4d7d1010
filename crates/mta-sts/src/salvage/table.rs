//! The fields of a policy in a table of Markdown, CSV or a spreadsheet: a row for each, or a column for each.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::key::key_meant;
use crate::Key;

/// The lines of a text, rows of tables as fields.
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

/// A row whose first cell is a key as a field; any other line as it is.
fn field(line: &str, cells: &[String]) -> String {
    let [name, value, ..] = cells else { return line.to_owned() };
    let is_row = line.trim().starts_with('|');
    let key = if is_row { key_meant(name) } else { exact_key(name) };
    key.map_or_else(|| line.to_owned(), |_| format!("{name}: {value}"))
}

/// The cells of a row, without the marks of emphasis; none where nothing parts them.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let Some(separator) = ['|', '\t', ','].into_iter().find(|separator| line.contains(*separator)) else {
        return Vec::new();
    };
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let plain = |cell: &str| cell.replace(['`', '*', '"'], " ").trim().to_owned();
    let starred = |cell: &str| cell.replace(['`', '"'], " ").trim().to_owned();
    // An asterisk that a dot follows is part of a pattern.
    inner.split(separator).map(|cell| if cell.contains("*.") { starred(cell) } else { plain(cell) }).collect()
}

/// The keys of a head of which every cell is one.
fn keys_of(cells: &[String]) -> Option<Vec<Key>> {
    let keys: Option<Vec<Key>> = cells.iter().map(|cell| exact_key(cell)).collect();
    keys.filter(|keys| keys.len() > 1)
}

fn exact_key(name: &str) -> Option<Key> {
    Key::ALL.into_iter().find(|key| key.id().eq_ignore_ascii_case(name))
}
