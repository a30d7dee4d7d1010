//! Tests of valid and invalid policy files.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use proptest::prelude::*;

use super::{PolicyProblem as P, *};
use crate::LineIndex;

const GOOD: &str = "version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmax_age: 1209600\r\n";

fn read(text: &str) -> PolicyReading {
    PolicyReading::read(text.as_bytes())
}

fn kinds(text: &str) -> Vec<P> {
    read(text).problems.iter().map(|problem| problem.kind).collect()
}

/// Returns the valid policy with one line replaced.
fn good_policy_with(line: &str, replacement: &str) -> String {
    assert!(GOOD.contains(line), "{line:?} is no part of the good policy");
    GOOD.replace(line, replacement)
}

fn assert_invalid(text: &str, expected: &[P]) {
    let reading = read(text);
    assert_eq!(kinds(text), expected, "{text:?}");
    assert!(!reading.is_valid(), "{text:?}");
}

fn assert_valid(text: &str, expected: &[P]) {
    let reading = read(text);
    assert_eq!(kinds(text), expected, "{text:?}");
    assert!(reading.is_valid(), "{text:?}");
}

#[test]
fn a_good_policy_gives_its_fields() {
    let reading = read(GOOD);
    assert!(reading.is_valid() && reading.problems.is_empty());
    assert_eq!(reading.policy.mode.map(|mode| mode.value), Some(Mode::Enforce));
    assert_eq!(reading.policy.max_age.map(|age| age.value), Some(1_209_600));
    assert_eq!(reading.policy.mx[0].pattern.to_string(), "mx1.example.com");
    assert_eq!(reading.policy.mx[0].span.slice(GOOD.as_bytes()), b"mx1.example.com");
    assert_eq!(reading.line_ends, LineEnds::CrLf);
}

#[test]
fn the_grammar_allows_more_than_the_example_shows() {
    assert_valid(&GOOD.replace("\r\n", "\n"), &[]);
    assert_valid(GOOD.trim_end(), &[]);
    assert_valid(&GOOD.replacen("\r\n", "\n", 1), &[]);
    assert_valid(&good_policy_with("mode: enforce", "mode:enforce"), &[]);
    assert_valid(&good_policy_with("mode: enforce", "mode:\t enforce \t"), &[]);
    assert_valid(&good_policy_with("max_age: 1209600", "max_age: 0001209600"), &[]);
    assert_valid("version: STSv1\nmode: none\nmax_age: 86400\n", &[]);
    assert_valid(&format!("{GOOD}contact: a:b=c é\r\n"), &[P::Unknown]);
    assert_valid(&good_policy_with("mode: enforce", "mode: enforce\r\nmode: testing"), &[P::Duplicate]);
    assert_valid("mode: testing\nversion: STSv1\nmx: a.example\nmax_age: 1\n", &[P::VersionNotFirst]);
    assert_valid(&format!("{GOOD}contact: \"postmaster\"\r\n"), &[P::Unknown]);
    assert_valid(&format!("{GOOD}note: c:\\new\r\n"), &[P::Unknown]);
    assert_valid(&good_policy_with("mx1.example.com", "192.0.2.25"), &[P::Mx(PatternProblem::IpAddress)]);
}

#[test]
fn a_file_that_is_not_a_policy_gets_only_that_problem() {
    assert_invalid("", &[P::Empty]);
    assert_invalid(" \r\n\t", &[P::Empty]);
    assert_invalid("<!doctype html><html><body>Welcome</body></html>", &[P::Html]);
    assert_invalid("v=STSv1; id=1;\r\n", &[P::TxtRecord]);
    assert_invalid(&GOOD.replace("\r\n", "\r"), &[P::NewlineCr]);
    assert_invalid(&GOOD.replace("\r\n", "\\n"), &[P::SingleLine]);
    assert_eq!(PolicyReading::read(b"\xff\xfev\0e\0").problems[0].kind, P::NotUtf8);
}

#[test]
fn every_fault_of_a_line_has_its_own_problem() {
    assert_invalid(&format!("\u{feff}{GOOD}"), &[P::Bom]);
    assert_invalid("version: STSv1 mode: enforce mx: a.example max_age: 1", &[P::SingleLine]);
    assert_invalid(&good_policy_with("mode: enforce", "mode: \"enforce\""), &[P::Quoted]);
    assert_invalid(&good_policy_with("mode: enforce", "\"mode: enforce\""), &[P::Quoted]);
    assert_invalid(&good_policy_with("enforce", "enforce;"), &[P::TrailingSemicolon]);
    assert_invalid(&good_policy_with("mx1.example.com", "mx1.example.com;"), &[P::TrailingSemicolon]);
    assert_invalid(&good_policy_with("mode: enforce", "mode=enforce"), &[P::Equals]);
    assert_invalid(&format!("{GOOD}thank you\r\n"), &[P::LineSyntax]);
    assert_invalid(&format!("# ours\r\n{GOOD}"), &[P::Comment]);
    assert_invalid(&good_policy_with("mode: enforce", "mode: enforce\r\n"), &[P::Blank]);
    assert_invalid(&format!("{GOOD}\r\n"), &[P::Blank]);
    assert_invalid(&good_policy_with("mode: enforce", "  mode: enforce"), &[P::LeadingSpace]);
    assert_invalid(&good_policy_with("mode: enforce", "mode : enforce"), &[P::SpaceBeforeColon]);
    assert_invalid(&good_policy_with("mode: enforce", "Mode: enforce"), &[P::KeyCase]);
    assert_invalid(&good_policy_with("mx: ", "nmx: "), &[P::KeyTypo]);
    assert_invalid(&good_policy_with("max_age", "max-age"), &[P::KeyTypo]);
    assert_invalid(&good_policy_with("version: STSv1", "version: STSV1"), &[P::Version]);
    assert_invalid(&good_policy_with("enforce", "strict"), &[P::Mode]);
    assert_invalid(&good_policy_with("enforce", "report"), &[P::ModeReport]);
    assert_invalid(&good_policy_with("enforce", "Enforce"), &[P::ModeCase]);
    assert_invalid(&good_policy_with("1209600", "1w"), &[P::MaxAge]);
    assert_invalid(&good_policy_with("1209600", "12345678901"), &[P::MaxAge]);
    assert_invalid(&good_policy_with("1209600", "-1"), &[P::MaxAge]);
    assert_invalid(&good_policy_with("1209600", ""), &[P::MaxAge]);
}

#[test]
fn missing_fields_are_reported_unless_a_line_explains_them() {
    assert_invalid("mode: enforce\nmx: a.example\nmax_age: 1\n", &[P::Missing(Key::Version)]);
    assert_invalid("version: STSv1\nmx: a.example\nmax_age: 1\n", &[P::Missing(Key::Mode)]);
    assert_invalid("version: STSv1\nmode: enforce\nmax_age: 1\n", &[P::Missing(Key::Mx)]);
    assert_invalid("version: STSv1\nmode: enforce\nmx: a.example\n", &[P::Missing(Key::MaxAge)]);
}

#[test]
fn mx_problems_suggest_the_intended_host_if_it_is_clear() {
    let intended = |value: &str| read(&good_policy_with("mx1.example.com", value)).problems[0].expected.clone();
    assert_eq!(intended("10 mx1.example.com").as_deref(), Some("mx1.example.com"));
    assert_eq!(intended("mx1.example.com.").as_deref(), Some("mx1.example.com"));
    assert_eq!(intended("mx1.example.com:25").as_deref(), Some("mx1.example.com"));
    assert_eq!(intended("mx1.example.com, mx2.example.com"), None);
    assert_eq!(read(&good_policy_with("mode: enforce", "MODE: enforce")).problems[0].expected.as_deref(), Some("mode"));
}

#[test]
fn spans_are_positions_in_the_file() {
    let text = good_policy_with("mx1.example.com", "mx*.example.com");
    let problem = &read(&text).problems[0];
    assert_eq!(problem.span.slice(text.as_bytes()), b"mx*.example.com");
    assert_eq!(LineIndex::new(text.as_bytes()).line_and_column(problem.span.start), (3, 5));
}

/// Generates any grammatical policy as text.
fn policy() -> impl Strategy<Value = String> {
    let host = r"(\*\.)?[a-z0-9]{1,8}(\.[a-z]{2,5}){1,2}";
    let extension = r"x[a-z0-9_.-]{0,10}: [!-~é][ -~é]{0,10}[!-~]";
    (
        prop::sample::select(&["enforce", "testing", "none"][..]),
        prop::collection::vec(host, 1..4),
        0..=MAX_AGE_LIMIT,
        prop::option::of(extension),
    )
        .prop_map(|(mode, hosts, age, extension)| {
            let mx: String = hosts.iter().map(|host| format!("mx: {host}\n")).collect();
            format!("version: STSv1\nmode: {mode}\n{mx}max_age: {age}\n{}\n", extension.unwrap_or_default())
                .trim_end()
                .to_string()
        })
}

proptest! {
    #[test]
    fn a_parsed_policy_prints_as_text_that_parses_to_the_same_policy(text in policy()) {
        let first = read(&text).policy;
        let again = read(&first.to_string()).policy;
        prop_assert_eq!(again.to_string(), first.to_string());
        prop_assert_eq!(again.mx.len(), first.mx.len());
        prop_assert_eq!(again.mode.map(|m| m.value), first.mode.map(|m| m.value));
        prop_assert_eq!(again.max_age.map(|a| a.value), first.max_age.map(|a| a.value));
    }

    #[test]
    fn arbitrary_octets_never_panic_and_every_span_is_inside_the_text(text in prop::collection::vec(any::<u8>(), 0..200)) {
        let reading = PolicyReading::read(&text);
        for problem in &reading.problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= text.len());
        }
    }

    #[test]
    fn nearly_grammatical_text_never_panics_and_a_valid_file_has_all_fields(text in "((version|mode|mx|max_age|Mode|nmx|#|\"|x)[ :=]{0,3}[A-Za-z0-9.*\" ;é]{0,12}[ \r\n]{0,3}){0,6}") {
        let reading = read(&text);
        if reading.is_valid() {
            prop_assert!(reading.policy.version.is_some() && reading.policy.mode.is_some() && reading.policy.max_age.is_some());
        }
        for problem in &reading.problems {
            prop_assert!(problem.span.end <= text.len());
        }
    }
}
