//! CSV (RFC 4180): one row a domain, for spreadsheets.

use bulk::Row;
use words::{Language, document, report};

use super::{Checked, Output, Sink};
use crate::{exit_status::PluginState, failure::Failure};

/// The columns. New ones come last: spreadsheets count on their places.
pub(in crate::check) const HEADER: [&str; 10] =
    ["domain", "verdict", "severity", "errors", "warnings", "finding", "headline", "next_step", "owner", "checked_at"];

/// Rows, after a row of headings.
pub(super) struct Table {
    sink: Sink,
    language: Language,
    needs_header: bool,
}

impl Table {
    pub(super) const fn new(sink: Sink, language: Language, needs_header: bool) -> Self {
        Self { sink, language, needs_header }
    }

    fn write(&mut self, cells: &[String]) -> Result<(), Failure> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let cells = cells.iter().map(|cell| without_formula(cell));
        let row = writer.write_record(cells).map_err(|error| Failure::Write(error.into()));
        row.and_then(|()| writer.into_inner().map_err(|error| Failure::Write(error.into_error())))
            .and_then(|row| self.sink.write_row(&row))
    }

    fn write_header(&mut self) -> Result<(), Failure> {
        if std::mem::take(&mut self.needs_header) { self.write(&HEADER.map(str::to_owned)) } else { Ok(()) }
    }
}

impl Output for Table {
    fn add(&mut self, checked: &Checked) -> Result<(), Failure> {
        self.write_header()?;
        self.write(&cells(checked, self.language))
    }

    fn finish(mut self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        self.write_header()?;
        Ok(None)
    }
}

fn cells(Checked { report, .. }: &Checked, language: Language) -> Vec<String> {
    let row = Row::new(report);
    let worst = row.worst.map(|finding| document::finding(report, finding, language));
    let of_worst = |read: fn(&document::Finding<'_>) -> String| worst.as_ref().map(read).unwrap_or_default();
    let headline = report::verdict_headline(report, language).headline.to_string();
    vec![
        report.domain.to_string(),
        report.verdict.id().into(),
        report.impact.id().into(),
        row.errors.to_string(),
        row.warnings.to_string(),
        of_worst(|finding| finding.id.into()),
        worst.as_ref().map_or(headline, |finding| finding.headline.clone()),
        of_worst(|finding| finding.fix.clone().unwrap_or_default()),
        of_worst(|finding| finding.owner.into()),
        report.checked_at.to_string(),
    ]
}

/// A cell that a spreadsheet does not run as a formula, whatever a domain publishes.
fn without_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(without_formula("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(without_formula("a.example"), "a.example");
    }
}
