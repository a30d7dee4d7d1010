//! Tests of single policy lines with both parsers.

use alloc::format;

use proptest::prelude::*;

use super::*;

/// Reads lines, with the fast path where possible or always with the full parser.
fn read(text: &str, use_fast_path: bool) -> Lines {
    let (mut reading, mut start) = (Lines::new(Origin::Served), 0);
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        if use_fast_path {
            reading.read_line(text, span)
        } else {
            reading.read_any_line(text, span)
        }
        start = span.end + 1;
    }
    reading
}

fn listed(reading: &Lines) -> String {
    let Lines { policy, problems, grammatical, seen, explained, .. } = reading;
    format!("{policy:?} {problems:?} {grammatical} {seen:?} {explained:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_path_agrees_with_the_full_parser(text in
        "([ \\t]?(version|mode|mx|max_age|Mode|MX|mxx|max-age|version=)[ ]?:[ \\t]{0,2}\
         (STSv1|STSv2|enforce|testing|none|Enforce|report|[0-9]{0,11}|(\\*\\.)?[a-z0-9.-]{0,12}|192\\.0\\.2\\.1|mx: a|é)\
         [ ;,.\"]{0,2}\n){0,6}"
    ) {
        prop_assert_eq!(listed(&read(&text, true)), listed(&read(&text, false)));
    }

    #[test]
    fn the_fast_path_agrees_with_the_full_parser_for_any_text(text in "\\PC{0,80}") {
        prop_assert_eq!(listed(&read(&text, true)), listed(&read(&text, false)));
    }
}
