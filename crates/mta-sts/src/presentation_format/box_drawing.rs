//! Tables in boxes, as Nushell and other programs draw them with the characters of Unicode's block "Box Drawing".

use alloc::vec::Vec;

use super::{Content, Excerpt, Kind, labelled, table};
use crate::Span;

/// Vertical lines between cells.
const BARS: [char; 4] = ['│', '┃', '║', '┆'];

/// Parses a table with a head, or one with a name and a value on each row.
pub(super) fn read(text: &Excerpt, kind: Kind) -> Option<Content> {
    let rows = rows(text);
    if rows.is_empty() {
        return None;
    }
    let with = |separator: u8| {
        let mut lines = text.empty_at(0);
        rows.iter().for_each(|row| append_row(&mut lines, row, separator));
        lines
    };
    let is_pair = rows.iter().all(|row| row.len() == 2);
    let pairs = || is_pair.then(|| labelled::read(&with(b':'), kind)).flatten();
    table::markdown(&with(b'|'), kind).or_else(pairs)
}

/// Whether a line is a row in a box.
pub(super) fn is_row(line: &[u8]) -> bool {
    core::str::from_utf8(line).is_ok_and(|line| line.starts_with(BARS))
}

/// Returns the cells of each row. A row without a first cell continues the one above.
fn rows(text: &Excerpt) -> Vec<Vec<Excerpt>> {
    let mut rows: Vec<Vec<Excerpt>> = Vec::new();
    for line in text.lines() {
        let cells = cells(&text.slice(line).trimmed());
        match rows.last_mut() {
            Some(last) if cells.first().is_some_and(|first| first.octets().is_empty()) => {
                last.iter_mut().zip(&cells).for_each(|(cell, more)| continue_cell(cell, more, text));
            }
            _ if !cells.is_empty() => rows.push(cells),
            _ => {}
        }
    }
    rows
}

/// Returns the trimmed cells of a line; none if it has no vertical line.
fn cells(line: &Excerpt) -> Vec<Excerpt> {
    let Ok(content) = core::str::from_utf8(line.octets()) else { return Vec::new() };
    let bars: Vec<(usize, &str)> = content.match_indices(BARS).collect();
    let (Some((first, _)), Some((last, bar))) = (bars.first(), bars.last()) else { return Vec::new() };
    // The frame itself encloses no cell.
    let start = if *first == 0 { bar.len() } else { 0 };
    let end = if last + bar.len() == content.len() { *last } else { content.len() };
    let mut cells = Vec::new();
    let mut from = start;
    for (at, bar) in bars.iter().filter(|(at, _)| *at >= start && *at < end) {
        cells.push(line.slice(from..*at).trimmed());
        from = at + bar.len();
    }
    cells.push(line.slice(from..end.max(from)).trimmed());
    cells
}

/// Appends the rest of a wrapped cell. Programs wrap at a blank, if there is one.
fn continue_cell(cell: &mut Excerpt, more: &Excerpt, text: &Excerpt) {
    if more.octets().is_empty() {
        return;
    }
    if cell.octets().ends_with(b";") {
        let after = cell.place(Span::new(cell.octets().len(), cell.octets().len())).start;
        let at = text.index_of(after);
        cell.push(b' ', text, Span::new(at, at));
    }
    cell.append(more);
}

fn append_row(lines: &mut Excerpt, row: &[Excerpt], separator: u8) {
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            lines.push(separator, cell, Span::new(0, 0));
            lines.push(b' ', cell, Span::new(0, 0));
        }
        lines.append(cell);
    }
    if let Some(last) = row.last() {
        lines.push(b'\n', last, Span::new(last.octets().len(), last.octets().len()));
    }
}
