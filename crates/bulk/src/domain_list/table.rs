//! Splits a text into cells, and finds the column of a table that names the domains.

use std::{convert::Infallible, str::FromStr};

use csv::{ReaderBuilder, StringRecord};

/// The number of rows that decide which column names domains. More rows would not change the result for real tables.
const MAX_SAMPLED_ROWS: usize = 200;

/// Headings of the column with the domains, in lower case.
const HEADINGS: [&str; 12] = [
    "domain",
    "domains",
    "domain name",
    "domain_name",
    "mail domain",
    "email domain",
    "host",
    "hostname",
    "ドメイン",
    "ドメイン名",
    "メールドメイン",
    "ホスト名",
];

/// Headings of the column with the customer, in lower case.
const CUSTOMER_HEADINGS: [&str; 16] = [
    "customer",
    "customer name",
    "client",
    "company",
    "account",
    "organization",
    "organisation",
    "name",
    "顧客",
    "顧客名",
    "会社名",
    "企業名",
    "取引先",
    "取引先名",
    "お客様",
    "お客様名",
];

/// The column of a table that names the domains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// By its heading, in any case.
    Heading(String),
    /// By its number, from 1.
    Number(usize),
}

impl FromStr for Column {
    type Err = Infallible;

    /// Reads a column. A number counts columns from 1; anything else is a heading.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.parse().map_or_else(|_| Self::Heading(text.trim().to_owned()), Self::Number))
    }
}

/// The error for a table without the requested column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchColumn {
    /// The cells of the first row, which are the headings if it has any.
    pub headings: Vec<String>,
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The first row: the headings, if there are any.
    pub first_row: Vec<String>,
    /// Whether the first row consists of headings.
    pub has_headings: bool,
    /// The index of the column that names the domains.
    pub domains: usize,
}

/// A cell that should name a domain. It is empty if the row has other cells only.
pub(super) struct Cell {
    pub text: String,
    /// The line, from 1.
    pub line: u64,
    /// The customer, if the table states it. If the cell is empty, it may be the text of another cell.
    pub customer: Option<String>,
}

/// A row and its line, from 1.
type Row = (u64, StringRecord);

/// Returns the cells of a text that should name domains.
pub(super) fn cells(
    text: &str,
    column: Option<&Column>,
    is_domain: &impl Fn(&str) -> bool,
) -> Result<Vec<Cell>, NoSuchColumn> {
    let text = text.trim_start_matches('\u{feff}');
    let Some(column) = column else { return Ok(detect_cells(text, is_domain)) };
    let rows = rows(text, delimiter(text).unwrap_or(b','));
    let (index, has_heading) = find_column(&rows, column)?;
    Ok(column_cells(rows, index, has_heading, is_domain))
}

fn detect_cells(text: &str, is_domain: &impl Fn(&str) -> bool) -> Vec<Cell> {
    let words: Vec<Cell> = lines(text).flat_map(words).collect();
    if words.iter().all(|word| is_domain(&word.text)) {
        return words;
    }
    let Some(delimiter) = delimiter(text) else { return line_cells(text, is_domain) };
    let rows = rows(text, delimiter);
    let (index, has_heading) = detect_column(&rows, is_domain);
    column_cells(rows, index, has_heading, is_domain)
}

/// Returns the columns of a text, or `None` if it is not a table with several columns.
pub(super) fn columns(text: &str, is_domain: &impl Fn(&str) -> bool) -> Option<Columns> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = delimiter(text)?;
    if lines(text).flat_map(words).all(|word| is_domain(&word.text)) {
        return None;
    }
    let rows = rows(text, delimiter);
    let (domains, has_headings) = detect_column(&rows, is_domain);
    let (_, first) = rows.first().filter(|(_, row)| row.len() > 1)?;
    Some(Columns { first_row: first.iter().map(str::to_owned).collect(), has_headings, domains })
}

/// Returns the index of the column that names domains, and whether it has a heading.
fn detect_column(rows: &[Row], is_domain: &impl Fn(&str) -> bool) -> (usize, bool) {
    if let Some(index) = rows.first().and_then(|(_, row)| row.iter().position(is_heading)) {
        return (index, true);
    }
    let index = fullest_column(rows, is_domain);
    // If the first row has no domain but a later row has one, the first row consists of headings.
    let names = |(_, row): &Row| row.get(index).is_some_and(is_domain);
    (index, rows.first().is_some_and(|row| !names(row)) && rows.iter().any(names))
}

/// Returns the delimiter of cells: the one that a line `sep=;` names, as Excel writes it, or else the one in the first
/// line that is not a comment. Delimiters in quotation marks do not count.
pub(crate) fn delimiter(text: &str) -> Option<u8> {
    if let Some(named) = named_delimiter(text) {
        return Some(named);
    }
    let line = lines(text).map(|(_, line)| line).next()?;
    let unquoted: String = line.split('"').step_by(2).collect();
    [b'\t', b';', b','].into_iter().find(|delimiter| unquoted.as_bytes().contains(delimiter))
}

fn named_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?;
    let ("sep=", [delimiter]) = (line.get(..4)?.to_ascii_lowercase().as_str(), &line.as_bytes()[4..]) else {
        return None;
    };
    matches!(delimiter, b',' | b';' | b'\t' | b'|').then_some(*delimiter)
}

/// Returns the lines that are neither empty nor comments, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let skipped = usize::from(named_delimiter(text).is_some());
    let numbered = (1..).zip(text.lines().map(str::trim)).skip(skipped);
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Splits a line at white space, commas and semicolons.
fn words((line, text): (u64, &str)) -> impl Iterator<Item = Cell> {
    let words = text.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';'));
    words.filter(|word| !word.is_empty()).map(move |word| Cell { text: word.to_owned(), line, customer: None })
}

/// Returns one cell per line, or several if white space separates domains. A heading is not a cell.
fn line_cells(text: &str, is_domain: &impl Fn(&str) -> bool) -> Vec<Cell> {
    let cells = |(line, text): (u64, &str)| split_cell(Cell { text: text.to_owned(), line, customer: None }, is_domain);
    let has_heading = lines(text).next().is_some_and(|(_, line)| is_heading(line.trim_matches('"')));
    lines(text).skip(usize::from(has_heading)).flat_map(cells).collect()
}

/// Returns a cell for each domain in a cell, if it names nothing else.
fn split_cell(cell: Cell, is_domain: &impl Fn(&str) -> bool) -> Vec<Cell> {
    let parts: Vec<Cell> = words((cell.line, &cell.text)).collect();
    if parts.is_empty() || is_domain(&cell.text) || parts.iter().any(|part| !is_domain(&part.text)) {
        return vec![cell];
    }
    parts.into_iter().map(|part| Cell { customer: cell.customer.clone(), ..part }).collect()
}

/// Returns the rows of a table (RFC 4180). The reader is lenient, and reads any text as a table.
fn rows(text: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let rows = reader.records().filter_map(Result::ok).skip(usize::from(named_delimiter(text).is_some()));
    let mut lines = LineCounter { text, byte: 0, line: 1 };
    rows.map(|row| (lines.line_of(row.position().map_or(0, csv::Position::byte)), row)).collect()
}

/// Counts the lines up to a row. The CSV reader's own count is too low after CRLF, empty lines and comments, since it
/// states the position before it skips them.
struct LineCounter<'a> {
    text: &'a str,
    /// The position up to which lines are counted.
    byte: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// Returns the line of the row that starts at or after this byte. Rows come in the order of the text.
    fn line_of(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        let bytes = self.text.as_bytes();
        let mut is_comment = false;
        while let Some(sign) = bytes.get(self.byte) {
            let is_skipped = is_comment || matches!(sign, b'\n' | b'\r' | b'#');
            if self.byte >= start && !is_skipped {
                break;
            }
            is_comment = self.byte >= start && *sign != b'\n' && (is_comment || *sign == b'#');
            self.line += u64::from(*sign == b'\n');
            self.byte += 1;
        }
        self.line
    }
}

fn find_column(rows: &[Row], column: &Column) -> Result<(usize, bool), NoSuchColumn> {
    let first: Vec<String> = rows.first().map(|(_, row)| row.iter().map(str::to_owned).collect()).unwrap_or_default();
    let found = match column {
        Column::Heading(name) => first.iter().position(|cell| cell.to_lowercase() == name.to_lowercase()),
        Column::Number(number) => number.checked_sub(1).filter(|index| rows.iter().any(|(_, row)| row.len() > *index)),
    };
    let index = found.ok_or_else(|| NoSuchColumn { headings: first.clone() })?;
    // A heading is one word. In a table without headings, the first cell is a domain.
    let has_heading = matches!(column, Column::Heading(_)) || first.get(index).is_some_and(|cell| !cell.contains('.'));
    Ok((index, has_heading))
}

fn is_heading(cell: &str) -> bool {
    HEADINGS.contains(&cell.to_lowercase().as_str())
}

fn is_customer_heading(cell: &str) -> bool {
    CUSTOMER_HEADINGS.contains(&cell.to_lowercase().as_str())
}

/// Returns the column with the most domains, or the first of several.
fn fullest_column(rows: &[Row], is_domain: &impl Fn(&str) -> bool) -> usize {
    let width = rows.iter().map(|(_, row)| row.len()).max().unwrap_or_default();
    let count = |index: &usize| {
        rows.iter().take(MAX_SAMPLED_ROWS).filter(|(_, row)| row.get(*index).is_some_and(is_domain)).count()
    };
    (0..width).rev().max_by_key(count).unwrap_or_default()
}

fn column_cells(rows: Vec<Row>, index: usize, has_heading: bool, is_domain: &impl Fn(&str) -> bool) -> Vec<Cell> {
    let headings = rows.first().filter(|_| has_heading).map(|(_, row)| row);
    let customers = headings.and_then(|row| row.iter().position(is_customer_heading)).filter(|at| *at != index);
    let cell = |(line, row): Row| {
        let text = row.get(index).unwrap_or_default().to_owned();
        let mut customer = customers.and_then(|at| row.get(at)).filter(|customer| !customer.is_empty());
        if text.is_empty() {
            customer = Some(customer.or_else(|| row.iter().find(|cell| !cell.is_empty()))?);
        }
        Some(Cell { text, line, customer: customer.map(str::to_owned) })
    };
    let cells = rows.into_iter().skip(usize::from(has_heading)).filter_map(cell);
    cells.flat_map(|cell| split_cell(cell, is_domain)).collect()
}
