//! Parser of TXT records at `_smtp._tls`, one record per line.
#![no_main]

use evidence::Timestamp;
use checker::lint_tls_rpt;
use libfuzzer_sys::fuzz_target;
use mta_sts::{Outcome, TlsRptReading};

fuzz_target!(|data: &[u8]| {
    let records: Vec<Vec<u8>> = data.split(|byte| *byte == b'\n').take(4).map(<[u8]>::to_vec).collect();
    let domain = "example.com".parse().expect("a domain");
    let (reading, findings) = lint_tls_rpt(&domain, &records, Timestamp::default());
    for problem in &reading.problems {
        assert!(problem.span.start <= problem.span.end && problem.span.end <= records[problem.record].len());
    }
    reading.rua.iter().for_each(|rua| drop(rua.host().to_owned()));
    for patch in findings.iter().filter_map(|finding| finding.patch.as_ref()) {
        assert_eq!(TlsRptReading::read(&[&patch.text]).outcome, Outcome::Valid);
    }
});
