//! One checked domain as a line of a table: CSV (RFC 4180) and Markdown.

use std::borrow::Cow;

/// The columns of CSV. New columns come last, because spreadsheets rely on their positions.
pub const HEADER: [&str; 11] = [
    "domain",
    "verdict",
    "severity",
    "errors",
    "warnings",
    "finding",
    "headline",
    "next_step",
    "owner",
    "checked_at",
    "finding_severity",
];

/// One checked domain as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The domain.
    pub domain: String,
    /// The verdict in one word.
    pub verdict: String,
    /// The worst effect on mail: a severity, or `unknown`.
    pub severity: String,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The id of the worst finding; empty if no action is required.
    pub finding: String,
    /// The worst finding in a sentence, or the effect on mail if there is none.
    pub headline: String,
    /// The next step.
    pub next_step: String,
    /// The party that can do it; empty if no action is required.
    pub owner: String,
    /// When the check started.
    pub checked_at: String,
    /// The severity of the worst finding; empty if no action is required. `severity` is its effect on mail today, which
    /// may be milder.
    pub finding_severity: String,
}

impl Record {
    /// Returns the cells under [`HEADER`].
    #[must_use]
    pub fn cells(&self) -> [Cow<'_, str>; HEADER.len()] {
        [
            Cow::Borrowed(self.domain.as_str()),
            Cow::Borrowed(&self.verdict),
            Cow::Borrowed(&self.severity),
            Cow::Owned(self.errors.to_string()),
            Cow::Owned(self.warnings.to_string()),
            Cow::Borrowed(&self.finding),
            Cow::Borrowed(&self.headline),
            Cow::Borrowed(&self.next_step),
            Cow::Borrowed(&self.owner),
            Cow::Borrowed(&self.checked_at),
            Cow::Borrowed(&self.finding_severity),
        ]
    }
}

/// Formats a line of CSV, including its line ending. No cell can be a formula in a spreadsheet, whatever a domain
/// publishes.
#[must_use]
pub fn csv_line(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&without_formula(cell.as_ref()))).collect();
    cells.join(",") + "\n"
}

/// Formats a row of a Markdown table. No cell content can end the cell, or become a link or an image.
#[must_use]
pub fn markdown_row(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| markdown_text(cell.as_ref())).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn quoted(cell: &str) -> String {
    let needs_quotes = cell.contains(['"', ',', '\n', '\r']);
    if needs_quotes { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn without_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// Escapes a text for one line, so that Markdown shows it unchanged.
#[must_use]
pub fn markdown_text(cell: &str) -> String {
    let mut text = String::new();
    for sign in cell.chars() {
        match sign {
            '\n' | '\r' | '\t' => text.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' => text.extend(['\\', sign]),
            sign => text.push(sign),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(
            csv_line(["=HYPERLINK(1)", "a.example", "say \"so\""]),
            "'=HYPERLINK(1),a.example,\"say \"\"so\"\"\"\n"
        );
    }

    #[test]
    fn a_cell_stays_in_its_column() {
        assert_eq!(markdown_row(["a|b", "[x](y)"]), "| a\\|b | \\[x\\](y) |\n");
    }

    proptest! {
        #[test]
        fn every_written_line_reads_back_unchanged(cells in prop::collection::vec("[a-zあ][a-zあ\",;\r\n ]{0,6}", 1..6)) {
            let line = csv_line(&cells);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let record = reader.records().next().expect("a line").expect("CSV");
            prop_assert_eq!(record.iter().collect::<Vec<_>>(), cells);
        }
    }
}
