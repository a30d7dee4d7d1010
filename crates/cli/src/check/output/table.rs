//! CSV (RFC 4180): one row per domain, for spreadsheets.

use bulk::{HEADER, csv_line};
use words::Language;

use super::{Checked, Output, Sink};
use crate::{exit_status::PluginState, failure::Failure};

/// Rows, after a row of headings.
pub(super) struct Table {
    sink: Sink,
    language: Language,
    needs_header: bool,
    /// The number of columns, which is smaller in a file that an earlier version began.
    columns: usize,
}

impl Table {
    pub(super) const fn new(sink: Sink, language: Language) -> Self {
        Self { sink, language, needs_header: true, columns: HEADER.len() }
    }

    /// Returns an output that appends to rows with this number of columns.
    pub(super) fn appending(sink: Sink, language: Language, columns: usize) -> Self {
        Self { sink, language, needs_header: false, columns: columns.min(HEADER.len()) }
    }

    fn write_header(&mut self) -> Result<(), Failure> {
        if std::mem::take(&mut self.needs_header) { self.sink.write_row(csv_line(HEADER).as_bytes()) } else { Ok(()) }
    }
}

impl Output for Table {
    fn add(&mut self, checked: &Checked) -> Result<(), Failure> {
        self.write_header()?;
        let record = words::record::record(&checked.report, self.language);
        self.sink.write_row(csv_line(&record.cells()[..self.columns]).as_bytes())
    }

    fn finish(mut self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        self.write_header()?;
        Ok(None)
    }
}
