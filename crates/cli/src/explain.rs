//! `mta-sts explain`: what a bounce or log line about TLS means.

use std::path::Path;

use anstyle::Style;
use words::{Language, bounce};

use crate::{
    arguments::{Explain, Plain},
    ending::Ending,
    failure::Failure,
    input::{self, STANDARD_INPUT},
    print,
};

pub(crate) fn run(arguments: &Explain, language: Language) -> Result<Ending, Failure> {
    let file = arguments.file.as_deref().unwrap_or(Path::new(STANDARD_INPUT));
    // One byte more tells that something is left out.
    let explanation = ::bounce::explain(&input::read_at_most(file, ::bounce::INPUT_LIMIT + 1)?);
    match arguments.shape.format {
        Plain::Json => print::json(&bounce::document(&explanation, language))?,
        Plain::Text => print::text(&painted(&bounce::text(&explanation, language)))?,
    }
    Ok(if explanation.is_recognised() { Ending::Good } else { Ending::Untold })
}

/// What stands at the margin in bold: what happened.
fn painted(text: &str) -> String {
    let line =
        |line: &str| if line.starts_with(' ') { line.to_owned() } else { print::paint(Style::new().bold(), line) };
    text.lines().map(|plain| line(plain) + "\n").collect()
}
