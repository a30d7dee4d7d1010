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
fn with(line: &str, replacement: &str) -> String {
    assert!(GOOD.contains(line), "{line:?} is no part of the good policy");
    GOOD.replace(line, replacement)
}

fn broken(text: &str, expected: &[P]) {
    let reading = read(text);
    assert_eq!(kinds(text), expected, "{text:?}");
    assert!(!reading.is_valid(), "{text:?}");
}

fn fine(text: &str, expected: &[P]) {
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
    fine(&GOOD.replace("\r\n", "\n"), &[]);
    fine(GOOD.trim_end(), &[]);
    fine(&GOOD.replacen("\r\n", "\n", 1), &[]);
    fine(&with("mode: enforce", "mode:enforce"), &[]);
    fine(&with("mode: enforce", "mode:\t enforce \t"), &[]);
    fine(&with("max_age: 1209600", "max_age: 0001209600"), &[]);
    fine("version: STSv1\nmode: none\nmax_age: 86400\n", &[]);
    fine(&format!("{GOOD}contact: a:b=c é\r\n"), &[P::Unknown]);
    fine(&with("mode: enforce", "mode: enforce\r\nmode: testing"), &[P::Duplicate]);
    fine("mode: testing\nversion: STSv1\nmx: a.example\nmax_age: 1\n", &[P::VersionNotFirst]);
    fine(&format!("{GOOD}contact: \"postmaster\"\r\n"), &[P::Unknown]);
    fine(&format!("{GOOD}note: c:\\new\r\n"), &[P::Unknown]);
    fine(&with("mx1.example.com", "192.0.2.25"), &[P::Mx(PatternProblem::IpAddress)]);
}

#[test]
fn a_file_that_is_not_a_policy_gets_only_that_problem() {
    broken("", &[P::Empty]);
    broken(" \r\n\t", &[P::Empty]);
    broken("<!doctype html><html><body>Welcome</body></html>", &[P::Html]);
    broken("v=STSv1; id=1;\r\n", &[P::TxtRecord]);
    broken(&GOOD.replace("\r\n", "\r"), &[P::NewlineCr]);
    broken(&GOOD.replace("\r\n", "\\n"), &[P::SingleLine]);
    assert_eq!(PolicyReading::read(b"\xff\xfev\0e\0").problems[0].kind, P::NotUtf8);
}

#[test]
fn every_fault_of_a_line_has_its_own_name() {
    broken(&format!("\u{feff}{GOOD}"), &[P::Bom]);
    broken("version: STSv1 mode: enforce mx: a.example max_age: 1", &[P::SingleLine]);
    broken(&with("mode: enforce", "mode: \"enforce\""), &[P::Quoted]);
    broken(&with("mode: enforce", "\"mode: enforce\""), &[P::Quoted]);
    broken(&with("enforce", "enforce;"), &[P::TrailingSemicolon]);
    broken(&with("mx1.example.com", "mx1.example.com;"), &[P::TrailingSemicolon]);
    broken(&with("mode: enforce", "mode=enforce"), &[P::Equals]);
    broken(&format!("{GOOD}thank you\r\n"), &[P::LineSyntax]);
    broken(&format!("# ours\r\n{GOOD}"), &[P::Comment]);
    broken(&with("mode: enforce", "mode: enforce\r\n"), &[P::Blank]);
    broken(&format!("{GOOD}\r\n"), &[P::Blank]);
    broken(&with("mode: enforce", "  mode: enforce"), &[P::LeadingSpace]);
    broken(&with("mode: enforce", "mode : enforce"), &[P::SpaceBeforeColon]);
    broken(&with("mode: enforce", "Mode: enforce"), &[P::KeyCase]);
    broken(&with("mx: ", "nmx: "), &[P::KeyTypo]);
    broken(&with("max_age", "max-age"), &[P::KeyTypo]);
    broken(&with("version: STSv1", "version: STSV1"), &[P::Version]);
    broken(&with("enforce", "strict"), &[P::Mode]);
    broken(&with("enforce", "report"), &[P::ModeReport]);
    broken(&with("enforce", "Enforce"), &[P::ModeCase]);
    broken(&with("1209600", "1w"), &[P::MaxAge]);
    broken(&with("1209600", "12345678901"), &[P::MaxAge]);
    broken(&with("1209600", "-1"), &[P::MaxAge]);
    broken(&with("1209600", ""), &[P::MaxAge]);
}

#[test]
fn what_is_missing_is_named_unless_a_line_explains_it() {
    broken("mode: enforce\nmx: a.example\nmax_age: 1\n", &[P::Missing(Key::Version)]);
    broken("version: STSv1\nmx: a.example\nmax_age: 1\n", &[P::Missing(Key::Mode)]);
    broken("version: STSv1\nmode: enforce\nmax_age: 1\n", &[P::Missing(Key::Mx)]);
    broken("version: STSv1\nmode: enforce\nmx: a.example\n", &[P::Missing(Key::MaxAge)]);
}

#[test]
fn mx_faults_say_what_was_meant_where_that_is_clear() {
    let meant = |value: &str| read(&with("mx1.example.com", value)).problems[0].expected.clone();
    assert_eq!(meant("10 mx1.example.com").as_deref(), Some("mx1.example.com"));
    assert_eq!(meant("mx1.example.com.").as_deref(), Some("mx1.example.com"));
    assert_eq!(meant("mx1.example.com:25").as_deref(), Some("mx1.example.com"));
    assert_eq!(meant("mx1.example.com, mx2.example.com"), None);
    assert_eq!(read(&with("mode: enforce", "MODE: enforce")).problems[0].expected.as_deref(), Some("mode"));
}

#[test]
fn places_are_those_of_the_file() {
    let text = with("mx1.example.com", "mx*.example.com");
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
    fn what_was_parsed_prints_and_parses_to_the_same(text in policy()) {
        let first = read(&text).policy;
        let again = read(&first.to_string()).policy;
        prop_assert_eq!(again.to_string(), first.to_string());
        prop_assert_eq!(again.mx.len(), first.mx.len());
        prop_assert_eq!(again.mode.map(|m| m.value), first.mode.map(|m| m.value));
        prop_assert_eq!(again.max_age.map(|a| a.value), first.max_age.map(|a| a.value));
    }

    #[test]
    fn no_octets_panic_and_every_span_lies_inside(text in prop::collection::vec(any::<u8>(), 0..200)) {
        let reading = PolicyReading::read(&text);
        for problem in &reading.problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= text.len());
        }
    }

    #[test]
    fn near_the_grammar_nothing_panics_and_a_valid_file_has_all_fields(text in "((version|mode|mx|max_age|Mode|nmx|#|\"|x)[ :=]{0,3}[A-Za-z0-9.*\" ;é]{0,12}[ \r\n]{0,3}){0,6}") {
        let reading = read(&text);
        if reading.is_valid() {
            prop_assert!(reading.policy.version.is_some() && reading.policy.mode.is_some() && reading.policy.max_age.is_some());
        }
        for problem in &reading.problems {
            prop_assert!(problem.span.end <= text.len());
        }
    }
}
