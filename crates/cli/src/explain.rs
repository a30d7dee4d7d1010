//! `mta-sts explain`: explains a bounce or log line about TLS.

use std::path::Path;

use anstyle::Style;
use words::{Language, bounce};

use crate::{
    arguments::{Explain, PlainFormat},
    exit_status::ExitStatus,
    failure::Failure,
    input::{self, STANDARD_INPUT},
    print,
};

pub(crate) fn run(arguments: &Explain, language: Language) -> Result<ExitStatus, Failure> {
    let file = arguments.file.as_deref().unwrap_or(Path::new(STANDARD_INPUT));
    // One byte over the limit shows that something is left out.
    let explanation = ::bounce::explain(&input::read_at_most(file, ::bounce::INPUT_LIMIT + 1)?);
    match arguments.output.format {
        PlainFormat::Json => print::print_json(&bounce::document(&explanation, language))?,
        PlainFormat::Text => print::print_text(&with_bold_headlines(&bounce::terminal_text(&explanation, language)))?,
    }
    Ok(if explanation.is_recognised() { ExitStatus::NoErrors } else { ExitStatus::Unknown })
}

/// Formats the unindented lines in bold. They state what happened.
fn with_bold_headlines(text: &str) -> String {
    let line = |line: &str| {
        if line.starts_with(' ') { line.to_owned() } else { print::colour_line(Style::new().bold(), line) }
    };
    text.lines().map(|plain| line(plain) + "\n").collect()
}
