//! The output formats of `check`. Each format receives one checked domain after another, and keeps as little of them as
//! possible.

mod documents;
mod lines;
mod metrics;
mod plugin;
mod reports;
mod table;

use std::io::{self, BufWriter, Write};

use words::Language;

use super::{Checked, results::Results};
use crate::{
    arguments::{Check, Format},
    exit_status::PluginState,
    failure::Failure,
    print::ignore_closed_pipe,
};
pub(super) use documents::json_line;
pub(super) use plugin::failure as plugin_failure;

/// One output format.
pub(super) trait Output {
    /// Prints a domain, or keeps what is needed at the end.
    fn add(&mut self, checked: &Checked) -> Result<(), Failure>;

    /// Prints the end. A monitoring plugin returns its own state.
    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure>;
}

/// Returns the output that the arguments request, on standard output.
pub(super) fn new(arguments: &Check, language: Language) -> Box<dyn Output> {
    let is_list = arguments.list.is_some();
    match arguments.format {
        Format::Text if is_list || arguments.baseline.is_some() => Box::new(lines::Lines::new(language)),
        Format::Text => Box::new(reports::Reports::text(language)),
        Format::Markdown => Box::new(reports::Reports::markdown(language)),
        Format::Json => Box::new(documents::Documents::new(language, is_list)),
        Format::Jsonl => Box::new(documents::JsonLines::new(Sink::standard_output(), language)),
        Format::Csv => Box::new(table::Table::new(Sink::standard_output(), language)),
        Format::Prometheus => Box::new(metrics::Metrics::default()),
        Format::Nagios => Box::new(plugin::Plugin::new(language)),
    }
}

/// Returns an output that appends JSON lines or CSV to the results of an earlier run.
pub(super) fn appending(results: Results, format: Format, language: Language) -> Box<dyn Output> {
    let columns = results.columns();
    let sink = Sink(Box::new(BufWriter::new(results.into_file())));
    match (format, columns) {
        (Format::Csv, Some(columns)) => Box::new(table::Table::appending(sink, language, columns)),
        (Format::Csv, None) => Box::new(table::Table::new(sink, language)),
        _ => Box::new(documents::JsonLines::new(sink, language)),
    }
}

/// The destination of rows. Each row is written completely and flushed before the next check ends.
struct Sink(Box<dyn Write>);

impl Sink {
    fn standard_output() -> Self {
        Self(Box::new(BufWriter::new(io::stdout())))
    }

    /// Writes one row, including its line ending.
    fn write_row(&mut self, row: &[u8]) -> Result<(), Failure> {
        ignore_closed_pipe(self.0.write_all(row).and_then(|()| self.0.flush()))
    }
}
