//! `mta-sts match`: tests whether a pattern covers a host (RFC 8461 §4.1).

use mta_sts::MxPattern;
use serde::Serialize;
use words::{Language, args, key};

use crate::{
    arguments::{Match, PlainFormat},
    exit_status::ExitStatus,
    failure::Failure,
    print,
};

#[derive(Serialize)]
struct Answer {
    matches: bool,
}

pub(crate) fn run(arguments: &Match, language: Language) -> Result<ExitStatus, Failure> {
    let pattern = MxPattern::parse(&arguments.pattern).ok();
    let matches = pattern.as_ref().is_some_and(|pattern| pattern.matches(&arguments.host));
    match arguments.output.format {
        PlainFormat::Json => print::print_json(&Answer { matches })?,
        PlainFormat::Text => {
            let words = words(arguments, pattern.as_ref(), matches, language);
            print::print_text(&words::text::wrap_lines(&words, 0))?;
        }
    }
    Ok(if matches { ExitStatus::NoErrors } else { ExitStatus::ErrorsFound })
}

fn words(arguments: &Match, pattern: Option<&MxPattern>, matches: bool, language: Language) -> String {
    let Match { pattern: written, host, .. } = arguments;
    let Some(pattern) = pattern else { return language.message(key::CLI_MATCH_INVALID, args!["pattern" => written]) };
    let both = args!["pattern" => written, "host" => host];
    match pattern.wildcard_depth(host) {
        _ if matches => language.message(key::CLI_MATCH_YES, both),
        Some(count) => {
            language.message(key::CLI_MATCH_DEPTH, args!["pattern" => written, "host" => host, "count" => count])
        }
        None => language.message(key::CLI_MATCH_NO, both),
    }
}
