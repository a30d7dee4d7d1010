//! Tests of STS records: valid ones, faults of the record that counts, and near misses.

use super::*;
use RecordProblem as P;
use alloc::vec::Vec;
use proptest::prelude::*;

fn read(records: &[&str]) -> RecordReading {
    RecordReading::read(records)
}

fn assert_valid(text: &str, id: &str) {
    let reading = read(&[text]);
    assert_eq!((reading.outcome, reading.id()), (Outcome::Valid, Some(id)), "{text}: {:?}", reading.problems);
}

fn assert_problems(text: &str, outcome: Outcome, kinds: &[P]) {
    let reading = read(&[text]);
    assert_eq!(reading.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), kinds, "{text}");
    assert_eq!(reading.outcome, outcome, "{text}");
}

#[test]
fn valid_records_give_their_id() {
    assert_valid("v=STSv1; id=20160831085700Z;", "20160831085700Z");
    assert_valid("v=STSv1;id=1", "1");
    assert_valid("v=STSv1;\tid=1 ; ", "1");
    assert_valid("v=STSv1; a.b-c_d=x; id=Z", "Z");
    assert_valid(&print_record("20260601000000Z"), "20260601000000Z");
}

#[test]
fn tolerable_faults_leave_a_record_valid() {
    assert_problems("v=STSv1 ; id=1", Outcome::Valid, &[P::SpaceBeforeSemicolon]);
    assert_problems("v=STSv1; id=1; id=2", Outcome::Valid, &[P::IdDuplicate]);
    assert_problems("v=STSv1; id=1; mode=enforce", Outcome::Valid, &[P::PolicyField]);
    assert_problems("v=STSv1; id=1; owner=it", Outcome::Valid, &[P::UnknownField]);
    assert_problems("v=STSv1; ID=1; id=2", Outcome::Valid, &[P::UnknownField]);
}

#[test]
fn problems_of_the_record_that_counts_are_reported_field_by_field() {
    assert_problems("v=STSv1;", Outcome::Invalid, &[P::IdMissing]);
    assert_problems("v=STSv1; id=;", Outcome::Invalid, &[P::IdEmpty]);
    assert_problems("v=STSv1; id=2026-06", Outcome::Invalid, &[P::IdInvalidChars]);
    assert_problems("v=STSv1; id=a.b", Outcome::Invalid, &[P::IdInvalidChars]);
    assert_problems(&format!("v=STSv1; id={}", "1".repeat(33)), Outcome::Invalid, &[P::IdTooLong]);
    assert_problems("v=STSv1; ID=1", Outcome::Invalid, &[P::IdCase]);
    assert_problems("v=STSv1; id: 1", Outcome::Invalid, &[P::IdDelimiterWrong]);
    assert_problems("v=STSv1; id = 1", Outcome::Invalid, &[P::IdDelimiterWrong]);
    assert_problems("v=STSv1; id=1;; note", Outcome::Invalid, &[P::FieldSyntax, P::FieldSyntax]);
    assert_problems("v=STSv1; id=1; a=b=c", Outcome::Invalid, &[P::FieldSyntax]);
    assert_problems("v=STSv1; id=1 ", Outcome::Invalid, &[P::TrailingSpace]);
    assert_problems("v=STSv1; id=１", Outcome::Invalid, &[P::NonAscii]);
    assert_problems("v=STSv1;\u{a0}id=1", Outcome::Invalid, &[P::NonAscii]);
    assert_problems("v=STSv1;\u{3000}ID=1", Outcome::Invalid, &[P::NonAscii]);
    assert_problems("v=STSv1; id=2026-06; id=1", Outcome::Invalid, &[P::IdInvalidChars, P::IdDuplicate]);
}

#[test]
fn a_near_miss_is_reported_with_its_reason() {
    assert_problems("v=STS1; id=1", Outcome::None, &[P::VersionWrong]);
    assert_problems("v=STSv12; id=1", Outcome::None, &[P::VersionWrong]);
    assert_problems("v =STSv1; id=1", Outcome::None, &[P::VersionWrong]);
    assert_problems("v\u{a0}=STSv1; id=1", Outcome::None, &[P::NonAscii]);
    assert_problems("v=TLSRPTv1; id=1", Outcome::None, &[P::VersionWrong]);
    assert_problems("v=TLSRPTv1; rua=mailto:a@example.com", Outcome::None, &[]);
    assert_problems("v=TLSRPTv1", Outcome::None, &[]);
    assert_problems("", Outcome::None, &[]);
    assert_problems("v=stsv1; id=1", Outcome::None, &[P::VersionCase]);
    assert_problems("id=1; v=STSv1;", Outcome::None, &[P::VersionNotFirst]);
    assert_problems(" v=STSv1; id=1", Outcome::None, &[P::LeadingJunk]);
    assert_problems("\u{feff}v=STSv1; id=1", Outcome::None, &[P::LeadingJunk]);
    assert_problems("\"v=STSv1; id=1\"", Outcome::None, &[P::Quoted]);
    assert_problems("v=STSv1\\; id=1", Outcome::None, &[P::EscapedSemicolon]);
    assert_problems("v=STSv1 id=1", Outcome::None, &[P::SemicolonMissing]);
    assert_problems("v=STSv1", Outcome::None, &[P::SemicolonMissing]);
    assert_problems("v=STSv1； id=1", Outcome::None, &[P::NonAscii]);
    assert_problems("v=spf1 -all", Outcome::None, &[]);
    assert_problems("v=", Outcome::None, &[]);
    assert_problems("", Outcome::None, &[]);
}

#[test]
fn only_records_that_begin_exactly_are_counted() {
    assert_eq!(read(&["v=STSv1; id=1", "v=STSv1; id=1"]).outcome, Outcome::Multiple);
    assert_eq!(read(&["v=STSv1; id=1", "v=spf1 -all"]).outcome, Outcome::Valid);
    assert_eq!(read(&["v=STSv1; id=1", "v=STSv1 ; id=2"]).id(), Some("1"));
    assert_eq!(read(&["v=STSv1 ; id=1", "v=STSv1 ; id=2"]).outcome, Outcome::Multiple);
    assert_eq!(read(&[]).outcome, Outcome::None);
}

proptest! {
    #[test]
    fn arbitrary_octets_never_panic_and_every_span_is_inside_the_text(records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..3)) {
        let reading = RecordReading::read(&records);
        for problem in &reading.problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= records[problem.record].len());
        }
    }

    #[test]
    fn nearly_grammatical_text_never_panics(text in "(v=STSv1|V=stsv1|v=STS1)[ ;]{0,2}((id|ID|mode|x)[ :=]{0,2}[a-z0-9-]{0,34}[; \t]{0,2}){0,3}") {
        let reading = read(&[&text]);
        prop_assert_eq!(reading.outcome == Outcome::Valid, reading.id().is_some());
    }

    #[test]
    fn the_fast_path_agrees_with_the_full_parser(text in "v=STSv1;[ ]{0,2}id=[a-zA-Z0-9;= .]{0,34};?[ ]?") {
        prop_assert_eq!(RecordReading::read(&[&text]), RecordReading::read_any_records(&[&text]));
    }

    #[test]
    fn a_printed_record_parses_to_the_same_id(id in "[A-Za-z0-9]{1,32}") {
        let reading = RecordReading::read(&[print_record(&id)]);
        prop_assert_eq!(reading.id(), Some(id.as_str()));
        prop_assert!(reading.problems.is_empty());
    }
}
