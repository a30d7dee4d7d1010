//! TXT records at `_mta-sts`: one record a line.
#![no_main]

use checker::{Timestamp, lint_record};
use libfuzzer_sys::fuzz_target;
use mta_sts::Outcome;

fuzz_target!(|data: &[u8]| {
    let records: Vec<Vec<u8>> = data.split(|octet| *octet == b'\n').take(4).map(<[u8]>::to_vec).collect();
    let domain = "example.com".parse().expect("a domain");
    let (reading, findings) = lint_record(&domain, &records, Timestamp::default());
    for problem in &reading.problems {
        assert!(problem.span.start <= problem.span.end && problem.span.end <= records[problem.record].len());
    }
    assert_eq!(reading.id().is_some(), reading.outcome == Outcome::Valid);
    for patch in findings.iter().filter_map(|finding| finding.patch.as_ref()) {
        assert_eq!(mta_sts::RecordReading::read(&[&patch.text]).outcome, Outcome::Valid);
    }
});
