//! Rows of cells: CSV exports (RFC 4180), console tables, Markdown tables; and the data file of tinydns.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    Content, Excerpt, Kind, Owner, PastedRecord, Style,
    headings::{is_heading, is_type_heading, is_zone_heading},
    source, tokens,
};
use crate::Span;

/// Parses cells separated by commas, semicolons or tabs, one of which is such a record.
pub(super) fn csv(text: &Excerpt, kind: Kind) -> Option<Content> {
    [b',', b';'].into_iter().find_map(|separator| rows(text, kind, separator))
}

/// Parses cells separated by tabs, as copied from a console.
pub(super) fn console(text: &Excerpt, kind: Kind) -> Option<Content> {
    rows(text, kind, b'\t')
}

/// Parses cells separated by `|`.
pub(super) fn markdown(text: &Excerpt, kind: Kind) -> Option<Content> {
    rows(text, kind, b'|')
}

/// Parses columns aligned with blanks under a head, as providers' command-line tools print them.
pub(super) fn aligned(text: &Excerpt, kind: Kind) -> Option<Content> {
    let lines = text.lines();
    let head = lines.iter().position(|line| value_column(&text.octets()[line.clone()]).is_some())?;
    let column = value_column(&text.octets()[lines[head].clone()])?;
    let cell = |line: &Range<usize>| {
        let octets = &text.octets()[line.clone()];
        let near = column.saturating_sub(MAX_SHIFT_COLUMNS)..octets.len().min(column + MAX_SHIFT_COLUMNS);
        let mut starts = near.filter(|at| octets[*at] != b' ' && (*at == 0 || octets[at - 1] == b' '));
        let start = starts.find(|at| source::is_meant(&octets[*at..], kind))?;
        let length = octets[start..].windows(2).position(|two| two == b"  ").unwrap_or(octets.len() - start);
        let record = source::record_in_literal(
            &text.slice(line.start + start..line.start + start + length).trimmed(),
            kind,
            false,
        )?;
        let name = octets.split(u8::is_ascii_whitespace).find(|word| word.starts_with(kind.prefix().as_bytes()));
        Some(PastedRecord { owner: name.map(|name| Owner::from_name(name, false)), ..record })
    };
    let records: Vec<PastedRecord> = lines[head + 1..].iter().filter_map(cell).collect();
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Maximum offset of a cell from its heading in columns, for names longer than their column.
const MAX_SHIFT_COLUMNS: usize = 24;

/// Returns the start of the value column, if a line is the head of aligned columns. Two blanks separate its words.
fn value_column(line: &[u8]) -> Option<usize> {
    let begins = |at: &usize| line[*at] != b' ' && (*at < 2 || line[at - 2..*at] == *b"  ");
    let starts: Vec<usize> = (0..line.len()).filter(begins).collect();
    let word = |start: usize| {
        let end = line[start..].windows(2).position(|two| two == b"  ").map_or(line.len(), |length| start + length);
        &line[start..end]
    };
    let at = starts.iter().rposition(|start| is_heading(word(*start)) && !is_type_heading(word(*start)))?;
    let has_type = starts.iter().any(|start| is_type_heading(word(*start)));
    (has_type && starts.len() > 2).then(|| starts[at])
}

fn rows(text: &Excerpt, kind: Kind, separator: u8) -> Option<Content> {
    let lines = text.lines();
    let is_row = |line: &Range<usize>| text.octets()[line.clone()].contains(&separator);
    let begins_with_row = lines.first().is_some_and(is_row);
    let rows: Vec<Vec<Excerpt>> =
        lines.into_iter().filter(is_row).map(|line| cells(&text.slice(line), separator)).collect();
    // A mail may introduce the table.
    let searched = if separator != b'|' { rows.len() } else { usize::from(begins_with_row) };
    let head = rows.iter().take(searched).find(|row| row.len() > 1 && row.iter().any(|cell| is_heading(cell.octets())));
    let has_head = head.is_some();
    let zone = head.and_then(|head| head.iter().position(|cell| is_zone_heading(cell.octets())));
    let of_zone = |row: &Vec<Excerpt>| {
        let found = record(row, kind, has_head, separator)?;
        let zone = zone.and_then(|at| row.get(at)).map(|zone| zone.octets().trim_ascii());
        let owner = found.owner.as_ref().zip(zone).map(|(owner, zone)| with_zone(owner, zone));
        Some(PastedRecord { owner: owner.or(found.owner), ..found })
    };
    let records: Vec<PastedRecord> = rows.iter().filter_map(of_zone).collect();
    (!records.is_empty()).then_some(Content::Records(records))
}

/// Returns a name that is relative to a zone, with the zone appended.
fn with_zone(owner: &Owner, zone: &[u8]) -> Owner {
    let whole = Owner::from_name(&[owner.name.as_bytes(), b".", zone].concat(), true);
    if owner.is_absolute || zone.is_empty() || whole.domain().is_none() { owner.clone() } else { whole }
}

/// Returns the record in a row. Without a head, cells before and after the value must distinguish a table from a line of a zone
/// file.
fn record(row: &[Excerpt], kind: Kind, has_head: bool, separator: u8) -> Option<PastedRecord> {
    let at = row.iter().position(|cell| source::is_meant(cell.octets(), kind))?;
    let is_type = |cell: &Excerpt| is_type(cell.octets());
    // A semicolon between the record's fields does not separate cells.
    if row[..at].iter().any(|cell| cell.octets().windows(2).any(|two| two.eq_ignore_ascii_case(b"v="))) {
        return None;
    }
    let type_first = row.first().is_some_and(is_type);
    let is_type_or_name =
        |cell: &Excerpt| is_type(cell) || cell.octets().trim_ascii().starts_with(kind.prefix().as_bytes());
    let is_named = row[..at].iter().any(|cell| is_type_or_name(&without_ticks(&cell.trimmed())));
    // A zone file line has a class, or the value in quotation marks; there, a semicolon begins a comment.
    let has_class = row[..at].iter().any(|cell| cell.octets().trim_ascii().eq_ignore_ascii_case(b"IN"));
    let is_quoted = row[at].octets().trim_ascii_start().starts_with(b"\"");
    let is_zone = separator == b'\t' && (has_class || is_quoted) && !type_first && row.len() == at + 1;
    let is_table = has_head || (is_named && !is_zone);
    if !is_table || row.len() < 2 {
        return None;
    }
    let mut value = row[at].clone();
    // A list of addresses without quotation marks.
    for more in row[at + 1..].iter().take_while(|cell| separator == b',' && is_address(cell.octets())) {
        let comma = value.place(Span::new(value.octets().len(), value.octets().len()));
        value.push(b',', more, comma);
        value.append(more);
    }
    if separator == b';' {
        further_fields(&mut value, &row[at + 1..]);
    }
    let value = without_ticks(&value.trimmed());
    let text = tokens::only_strings(&value).filter(|_| value.octets().starts_with(b"\"")).unwrap_or(value);
    let name =
        row[..at].iter().map(|cell| cell.octets().trim_ascii()).find(|name| name.starts_with(kind.prefix().as_bytes()));
    let owner = name.map(|name| Owner::from_name(name, false));
    Some(PastedRecord { text, style: Style::Line, owner, meant: None })
}

/// Appends the fields of an unquoted record if semicolons also separate the cells.
fn further_fields(value: &mut Excerpt, cells: &[Excerpt]) {
    if value.octets().contains(&b';') {
        return;
    }
    let is_field = |cell: &&Excerpt| cell.octets().contains(&b'=');
    let fields = cells.iter().take_while(is_field).count();
    let is_closed = cells.get(fields).is_some_and(|cell| cell.octets().trim_ascii().is_empty());
    for (at, cell) in cells.iter().enumerate().take(fields + usize::from(is_closed)) {
        value.push(b';', cell, Span::new(0, 0));
        if at < fields {
            value.append(cell);
        }
    }
}

/// Whether a cell is `TXT`, alone or with an explanatory word.
fn is_type(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let rest = cell.get(3..).filter(|_| cell[..3].eq_ignore_ascii_case(b"TXT"));
    rest.is_some_and(|rest| rest.len() < 16 && !rest.first().is_some_and(u8::is_ascii_alphanumeric))
}

/// Returns a cell without the Markdown backticks around it.
fn without_ticks(cell: &Excerpt) -> Excerpt {
    let inner = cell.octets().strip_prefix(b"`").and_then(|inner| inner.strip_suffix(b"`"));
    inner.map_or_else(|| cell.clone(), |inner| cell.slice(1..inner.len() + 1))
}

fn is_address(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii_start();
    cell.starts_with(b"mailto:") || cell.starts_with(b"https://")
}

/// Returns the cells of a row. Within quotation marks, separators do not count, and two quotation marks are one.
fn cells(row: &Excerpt, separator: u8) -> Vec<Excerpt> {
    let octets = row.octets();
    let (mut cells, mut at) = (Vec::new(), 0);
    loop {
        let blanks = octets[at..].iter().take_while(|octet| **octet == b' ').count();
        // In a console table, quotation marks belong to the value.
        let quoted = (separator != b'\t' && octets.get(at + blanks) == Some(&b'"'))
            .then(|| quoted_cell(row, at + blanks))
            .flatten();
        let ends = |at: usize| {
            octets[at..].iter().position(|octet| *octet == separator).map_or(octets.len(), |more| at + more)
        };
        let end = match quoted {
            Some((cell, after)) if octets[after..ends(after)].trim_ascii().is_empty() => {
                cells.push(cell);
                ends(after)
            }
            _ => {
                cells.push(row.slice(at..ends(at)));
                ends(at)
            }
        };
        if end >= octets.len() {
            return cells;
        }
        at = end + 1;
    }
}

fn quoted_cell(row: &Excerpt, start: usize) -> Option<(Excerpt, usize)> {
    let octets = row.octets();
    let mut cell = row.empty_at(start + 1);
    let mut at = start + 1;
    loop {
        match (octets.get(at)?, octets.get(at + 1)) {
            (b'"', Some(b'"')) => {
                cell.push(b'"', row, Span::new(at, at + 2));
                at += 2;
            }
            (b'"', _) => return Some((cell, at + 1)),
            (octet, _) => {
                cell.push(*octet, row, Span::new(at, at + 1));
                at += 1;
            }
        }
    }
}

/// Parses `'fqdn:text:ttl`, and `:fqdn:16:rdata`, with octets as a backslash and three octal digits.
pub(super) fn tinydns(text: &Excerpt, kind: Kind) -> Option<Content> {
    let records: Vec<PastedRecord> =
        text.lines().into_iter().filter_map(|line| tinydns_line(&text.slice(line))).collect();
    let is_of_kind =
        |record: &&PastedRecord| record.owner.as_ref().is_some_and(|owner| owner.name.starts_with(kind.prefix()));
    let of_kind: Vec<PastedRecord> = records.iter().filter(is_of_kind).cloned().collect();
    (!of_kind.is_empty()).then_some(Content::Records(of_kind))
}

fn tinydns_line(line: &Excerpt) -> Option<PastedRecord> {
    let octets = line.octets();
    let mut colons = (0..octets.len()).filter(|at| octets[*at] == b':');
    let (first, mark) = (*octets.first()?, octets.iter().position(|octet| *octet == b':')?);
    let (name, start, end) = match first {
        b'\'' => (1..mark, mark + 1, colons.nth(1).unwrap_or(octets.len())),
        b':' => {
            let ends: Vec<usize> = colons.skip(1).take(3).collect();
            let [name, kind, rest @ ..] = ends.as_slice() else { return None };
            if octets.get(name + 1..*kind)? != b"16" {
                return None;
            }
            (1..*name, kind + 1, rest.first().copied().unwrap_or(octets.len()))
        }
        _ => return None,
    };
    let text = without_octal(&line.slice(start..end.max(start)));
    let owner = Some(Owner::from_name(octets.get(name)?, true));
    if first == b':' {
        return Some(PastedRecord { text: without_lengths(&text), style: Style::Line, owner, meant: None });
    }
    // A colon not written as `\072` ends the text. The rest was probably intended as text, unless it is a TTL.
    let rest = octets.get(end + 1..).unwrap_or_default();
    let is_cut = rest.split(|octet| *octet == b':').next().is_some_and(|ttl| !ttl.iter().all(u8::is_ascii_digit));
    let meant = is_cut.then(|| without_octal(&line.slice(start..start + without_ttl(&octets[start..]).len())));
    Some(PastedRecord { text, style: Style::Line, owner, meant: meant.map(|meant| meant.octets().to_vec()) })
}

/// Returns a text without the TTL after its last colon.
fn without_ttl(text: &[u8]) -> &[u8] {
    let colon = text.iter().rposition(|octet| *octet == b':');
    let ttl = colon.filter(|colon| text[colon + 1..].trim_ascii().iter().all(u8::is_ascii_digit));
    &text[..ttl.unwrap_or(text.len())]
}

fn without_octal(text: &Excerpt) -> Excerpt {
    let mut plain = text.empty_at(0);
    let mut at = 0;
    while at < text.octets().len() {
        let digits = text.octets().get(at + 1..at + 4).filter(|_| text.octets()[at] == b'\\');
        let octal = digits.and_then(|digits| u8::from_str_radix(core::str::from_utf8(digits).ok()?, 8).ok());
        let length = if octal.is_some() { 4 } else { 1 };
        plain.push(octal.unwrap_or(text.octets()[at]), text, Span::new(at, at + length));
        at += length;
    }
    plain
}

/// Joins character-strings that each follow a length octet.
fn without_lengths(text: &Excerpt) -> Excerpt {
    let mut joined = text.empty_at(0);
    let mut at = 0;
    while let Some(length) = text.octets().get(at) {
        let end = (at + 1 + usize::from(*length)).min(text.octets().len());
        joined.append(&text.slice(at + 1..end));
        at = end;
    }
    joined
}
