//! One checked domain as a line of a table: CSV (RFC 4180) and Markdown.

use std::borrow::Cow;

/// The columns of CSV. New columns come last, because spreadsheets rely on their positions.
pub const HEADER: [&str; 13] = [
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
    "verdict_text",
    "owner_text",
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
    /// The effect on mail in a few words, as the page shows it.
    pub verdict_text: String,
    /// The party that can do it, in words.
    pub owner_text: String,
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
            Cow::Borrowed(&self.verdict_text),
            Cow::Borrowed(&self.owner_text),
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
    let needs_quotes = cell.contains(['"', ',', ';', '\t', '\n', '\r']);
    if needs_quotes { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// Signs that begin a formula, or that spreadsheets skip before one. Japanese versions take full-width signs, too.
const FORMULA_SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Sign before a cell that spreadsheets then show as text.
const GUARD: char = '\'';

/// Guards a cell that could be a formula, and each part of it after a semicolon, tab or line end. Spreadsheets of some
/// countries split a line at semicolons. They then ignore the quotation marks of a cell, as it does not begin there.
fn without_formula(cell: &str) -> String {
    let mut text = String::new();
    let mut before = None;
    for sign in cell.chars() {
        let begins = match before {
            None => true,
            Some(before) => matches!(before, ';' | '\t' | '\n' | '\r') && !sign.is_whitespace(),
        };
        if begins && FORMULA_SIGNS.contains(&sign) {
            text.push(GUARD);
        }
        before = Some(sign);
        text.push(sign);
    }
    text
}

/// Returns a cell without the guard at its beginning.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|cell| cell.starts_with(FORMULA_SIGNS)).unwrap_or(cell)
}

/// Escapes a text for one line, so that Markdown shows it unchanged.
#[must_use]
pub fn markdown_text(cell: &str) -> String {
    let mut text = String::new();
    for (at, sign) in cell.char_indices() {
        let rest = &cell[at..];
        match sign {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '$' | '#' | '@' => {
                text.extend(['\\', sign]);
            }
            // These would begin a link.
            ':' if rest.starts_with("://") || text.ends_with("mailto") => text.push_str("\\:"),
            '.' if text.ends_with("www") || text.ends_with("WWW") => text.push_str("\\."),
            sign if sign.is_control() => text.push(' '),
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
    fn no_part_of_a_cell_is_a_formula_and_the_guard_is_removed_on_reading() {
        for (cell, line) in [
            ("=1", "'=1\n"),
            ("+1", "'+1\n"),
            ("-1", "'-1\n"),
            ("@x", "'@x\n"),
            ("\t=1", "\"'\t'=1\"\n"),
            ("\r\n=1", "\"'\r\n'=1\"\n"),
            ("a;\n=1", "\"a;\n'=1\"\n"),
            ("＝1", "'＝1\n"),
            ("v=STSv1;=1", "\"v=STSv1;'=1\"\n"),
            ("v=STSv1; id=1;", "\"v=STSv1; id=1;\"\n"),
            ("a-b", "a-b\n"),
            ("'a", "'a\n"),
        ] {
            assert_eq!(csv_line([cell]), line, "{cell:?}");
        }
        for (cell, text) in [("'=1", "=1"), ("'＠x", "＠x"), ("'a", "'a"), ("''=1", "''=1"), ("=1", "=1"), ("", "")] {
            assert_eq!(unguarded(cell), text);
        }
    }

    #[test]
    fn a_cell_stays_in_its_column() {
        assert_eq!(markdown_row(["a|b", "[x](y)"]), "| a\\|b | \\[x\\](y) |\n");
    }

    #[test]
    fn markdown_shows_a_cell_unchanged_and_without_links() {
        for (cell, text) in [
            ("a\r\nb\u{7}", "a  b "),
            ("https://evil.example/", "https\\://evil.example/"),
            ("www.evil.example", "www\\.evil.example"),
            ("it@evil.example", "it\\@evil.example"),
            ("&lt;b&gt; ~~x~~ $y$ #1", "\\&lt;b\\&gt; \\~\\~x\\~\\~ \\$y\\$ \\#1"),
            ("![x](y) `z` *a* _b_ <c>", "!\\[x\\](y) \\`z\\` \\*a\\* \\_b\\_ \\<c\\>"),
        ] {
            assert_eq!(markdown_text(cell), text);
        }
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
