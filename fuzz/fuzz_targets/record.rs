//! TXT records at `_mta-sts`: one record a line, as its value or in presentation form; every place lies in the text.
#![no_main]

use evidence::Timestamp;
use checker::{Source, lint_record, relocate, written};
use libfuzzer_sys::fuzz_target;
use mta_sts::Outcome;

fuzz_target!(|data: &[u8]| {
    let given: Vec<_> = written(data, Source::Record).into_iter().take(4).collect();
    let records: Vec<Vec<u8>> = given.iter().map(|record| record.text.clone()).collect();
    let domain = "example.com".parse().expect("a domain");
    let (reading, mut findings) = lint_record(&domain, &records, Timestamp::default());
    for problem in &reading.problems {
        assert!(problem.span.start <= problem.span.end && problem.span.end <= records[problem.record].len());
    }
    assert_eq!(reading.id().is_some(), reading.outcome == Outcome::Valid);
    relocate(&mut findings, &given);
    for place in findings.iter().filter_map(|finding| finding.place) {
        assert!(place.span.start <= place.span.end && place.span.end <= data.len());
    }
    for patch in findings.iter().filter_map(|finding| finding.patch.as_ref()) {
        assert_eq!(mta_sts::RecordReading::read(&[&patch.text]).outcome, Outcome::Valid);
    }
});
