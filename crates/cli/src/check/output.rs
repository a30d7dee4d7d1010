//! How `check` prints: every format takes one checked domain after another, and keeps none of them longer than it must.

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

/// One format.
pub(super) trait Output {
    /// Prints a domain, or keeps what the end needs of it.
    fn add(&mut self, checked: &Checked) -> Result<(), Failure>;

    /// Prints the end. A monitoring plugin ends with a state of its own.
    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure>;
}

/// The output that the arguments ask for, on standard output.
pub(super) fn new(arguments: &Check, language: Language) -> Box<dyn Output> {
    let is_list = arguments.list.is_some();
    match arguments.format {
        Format::Text if is_list || arguments.baseline.is_some() => Box::new(lines::Lines::new(language)),
        Format::Text => Box::new(reports::Reports::text(language)),
        Format::Markdown => Box::new(reports::Reports::markdown(language)),
        Format::Json => Box::new(documents::Documents::new(language, is_list)),
        Format::Jsonl => Box::new(documents::JsonLines::new(Sink::standard_output(), language)),
        Format::Csv => Box::new(table::Table::new(Sink::standard_output(), language, true)),
        Format::Prometheus => Box::new(metrics::Metrics::default()),
        Format::Nagios => Box::new(plugin::Plugin::new(language)),
    }
}

/// JSON lines or CSV that go behind the results of an earlier run.
pub(super) fn appending(results: Results, format: Format, language: Language) -> Box<dyn Output> {
    let has_header = !results.is_empty();
    let sink = Sink(Box::new(BufWriter::new(results.into_file())));
    match format {
        Format::Csv => Box::new(table::Table::new(sink, language, !has_header)),
        _ => Box::new(documents::JsonLines::new(sink, language)),
    }
}

/// Where rows go. Each row is whole and flushed before the next check ends.
struct Sink(Box<dyn Write>);

impl Sink {
    fn standard_output() -> Self {
        Self(Box::new(BufWriter::new(io::stdout())))
    }

    /// Writes one row, its line end included.
    fn write_row(&mut self, row: &[u8]) -> Result<(), Failure> {
        ignore_closed_pipe(self.0.write_all(row).and_then(|()| self.0.flush()))
    }
}
