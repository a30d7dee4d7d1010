//! Standard output: text, coloured on a terminal, or one document.

use std::io::{self, BufWriter, ErrorKind, Write};

use anstyle::{AnsiColor, Style};
use checker::Report;
use serde::Serialize;
use serde_json::Serializer;

use crate::{failure::Failure, indented_json::IndentedJson};

/// Size of the buffer for documents: a list of a thousand domains makes some megabytes.
const OUTPUT_BUFFER_BYTES: usize = 256 * 1024;

/// Prints text, without colours if the output is not a terminal.
pub(crate) fn print_text(words: &str) -> Result<(), Failure> {
    ignore_closed_pipe(anstream::stdout().lock().write_all(words.as_bytes()))
}

/// Prints one document and nothing else.
pub(crate) fn print_json(document: &impl Serialize) -> Result<(), Failure> {
    let mut output = BufWriter::with_capacity(OUTPUT_BUFFER_BYTES, io::stdout().lock());
    let mut serializer = Serializer::with_formatter(&mut output, IndentedJson::default());
    let printed = document.serialize(&mut serializer).map_err(io::Error::from);
    ignore_closed_pipe(printed.and_then(|()| output.write_all(b"\n")).and_then(|()| output.flush()))
}

/// Ignores a closed pipe. A reader that stops early is not a failure.
pub(crate) fn ignore_closed_pipe(outcome: io::Result<()>) -> Result<(), Failure> {
    match outcome {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Write(error)),
        _ => Ok(()),
    }
}

/// Colours the text of a report: its first line by the effect on mail, headings, and lines with a mark. Colour repeats
/// what words and marks state, and is never the only sign.
pub(crate) fn colour_report(text: &str, report: &Report) -> String {
    let mut coloured = String::with_capacity(text.len());
    for (at, line) in text.lines().enumerate() {
        let style = if at == 0 { report_style(report) } else { line_style(line) };
        coloured.push_str(&colour_line(style, line));
        coloured.push('\n');
    }
    coloured
}

/// Formats a line in a style.
pub(crate) fn colour_line(style: Style, line: &str) -> String {
    format!("{style}{line}{style:#}")
}

/// Returns the colour of a severity.
pub(crate) const fn severity_style(severity: checker::Severity) -> Style {
    match severity {
        checker::Severity::Error => AnsiColor::Red.on_default().bold(),
        checker::Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        checker::Severity::Notice => Style::new(),
        checker::Severity::Pass => AnsiColor::Green.on_default(),
    }
}

fn report_style(report: &Report) -> Style {
    report.impact.severity.map_or_else(Style::new, severity_style).bold()
}

fn line_style(line: &str) -> Style {
    match line.trim_start().chars().next() {
        Some('✓') => AnsiColor::Green.on_default(),
        Some('!') => AnsiColor::Yellow.on_default(),
        Some('✗') => AnsiColor::Red.on_default(),
        _ => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_not_a_failure() {
        assert!(ignore_closed_pipe(Err(ErrorKind::BrokenPipe.into())).is_ok());
        assert!(ignore_closed_pipe(Err(ErrorKind::StorageFull.into())).is_err());
    }
}
