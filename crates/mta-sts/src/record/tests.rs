//! Tests of STS records: valid ones, faults of the record that counts, and near misses.

use super::*;
use RecordProblem as P;
use alloc::vec::Vec;
use proptest::prelude::*;

fn read(records: &[&str]) -> RecordReading {
    RecordReading::read(records)
}

fn good(text: &str, id: &str) {
    let reading = read(&[text]);
    assert_eq!((reading.outcome, reading.id()), (Outcome::Valid, Some(id)), "{text}: {:?}", reading.problems);
}

fn bad(text: &str, outcome: Outcome, kinds: &[P]) {
    let reading = read(&[text]);
    assert_eq!(reading.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), kinds, "{text}");
    assert_eq!(reading.outcome, outcome, "{text}");
}

#[test]
fn valid_records_give_their_id() {
    good("v=STSv1; id=20160831085700Z;", "20160831085700Z");
    good("v=STSv1;id=1", "1");
    good("v=STSv1;\tid=1 ; ", "1");
    good("v=STSv1; a.b-c_d=x; id=Z", "Z");
    good(&print_record("20260601000000Z"), "20260601000000Z");
}

#[test]
fn tolerable_faults_leave_a_record_valid() {
    bad("v=STSv1 ; id=1", Outcome::Valid, &[P::SpaceBeforeSemicolon]);
    bad("v=STSv1; id=1; id=2", Outcome::Valid, &[P::IdDuplicate]);
    bad("v=STSv1; id=1; mode=enforce", Outcome::Valid, &[P::PolicyField]);
    bad("v=STSv1; id=1; owner=it", Outcome::Valid, &[P::UnknownField]);
    bad("v=STSv1; ID=1; id=2", Outcome::Valid, &[P::UnknownField]);
}

#[test]
fn problems_of_the_record_that_counts_are_reported_field_by_field() {
    bad("v=STSv1;", Outcome::Invalid, &[P::IdMissing]);
    bad("v=STSv1; id=;", Outcome::Invalid, &[P::IdEmpty]);
    bad("v=STSv1; id=2026-06", Outcome::Invalid, &[P::IdInvalidChars]);
    bad("v=STSv1; id=a.b", Outcome::Invalid, &[P::IdInvalidChars]);
    bad(&format!("v=STSv1; id={}", "1".repeat(33)), Outcome::Invalid, &[P::IdTooLong]);
    bad("v=STSv1; ID=1", Outcome::Invalid, &[P::IdCase]);
    bad("v=STSv1; id: 1", Outcome::Invalid, &[P::IdDelimiterWrong]);
    bad("v=STSv1; id = 1", Outcome::Invalid, &[P::IdDelimiterWrong]);
    bad("v=STSv1; id=1;; note", Outcome::Invalid, &[P::FieldSyntax, P::FieldSyntax]);
    bad("v=STSv1; id=1; a=b=c", Outcome::Invalid, &[P::FieldSyntax]);
    bad("v=STSv1; id=1 ", Outcome::Invalid, &[P::TrailingSpace]);
    bad("v=STSv1; id=１", Outcome::Invalid, &[P::NonAscii]);
    bad("v=STSv1; id=2026-06; id=1", Outcome::Invalid, &[P::IdInvalidChars, P::IdDuplicate]);
}

#[test]
fn a_near_miss_is_reported_with_its_reason() {
    bad("v=STS1; id=1", Outcome::None, &[P::VersionWrong]);
    bad("v=STSv12; id=1", Outcome::None, &[P::VersionWrong]);
    bad("v=TLSRPTv1; rua=x", Outcome::None, &[P::VersionWrong]);
    bad("v=stsv1; id=1", Outcome::None, &[P::VersionCase]);
    bad("id=1; v=STSv1;", Outcome::None, &[P::VersionNotFirst]);
    bad(" v=STSv1; id=1", Outcome::None, &[P::LeadingJunk]);
    bad("\u{feff}v=STSv1; id=1", Outcome::None, &[P::LeadingJunk]);
    bad("\"v=STSv1; id=1\"", Outcome::None, &[P::Quoted]);
    bad("v=STSv1\\; id=1", Outcome::None, &[P::EscapedSemicolon]);
    bad("v=STSv1 id=1", Outcome::None, &[P::SemicolonMissing]);
    bad("v=STSv1", Outcome::None, &[P::SemicolonMissing]);
    bad("v=STSv1； id=1", Outcome::None, &[P::NonAscii]);
    bad("v=spf1 -all", Outcome::None, &[]);
    bad("v=", Outcome::None, &[]);
    bad("", Outcome::None, &[]);
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
    fn no_octets_panic_and_every_span_lies_inside(records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 0..3)) {
        let reading = RecordReading::read(&records);
        for problem in &reading.problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= records[problem.record].len());
        }
    }

    #[test]
    fn near_the_grammar_nothing_panics_either(text in "(v=STSv1|V=stsv1|v=STS1)[ ;]{0,2}((id|ID|mode|x)[ :=]{0,2}[a-z0-9-]{0,34}[; \t]{0,2}){0,3}") {
        let reading = read(&[&text]);
        prop_assert_eq!(reading.outcome == Outcome::Valid, reading.id().is_some());
    }

    #[test]
    fn the_short_way_says_what_the_long_way_says(text in "v=STSv1;[ ]{0,2}id=[a-zA-Z0-9;= .]{0,34};?[ ]?") {
        prop_assert_eq!(RecordReading::read(&[&text]), RecordReading::read_any_records(&[&text]));
    }

    #[test]
    fn what_is_printed_reads_as_the_same(id in "[A-Za-z0-9]{1,32}") {
        let reading = RecordReading::read(&[print_record(&id)]);
        prop_assert_eq!(reading.id(), Some(id.as_str()));
        prop_assert!(reading.problems.is_empty());
    }
}
