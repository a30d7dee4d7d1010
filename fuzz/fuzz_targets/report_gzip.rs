//! Reader of gzip files: one from a stranger, and one of ours with a stranger's content.
#![no_main]

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use tls_report::{Collection, Limits, Reading, read};

fuzz_target!(|data: &[u8]| {
    check_invariants(read("report.json.gz", &[b"\x1f\x8b", data].concat(), &limits()));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("memory takes all");
    check_invariants(read("report.json.gz", &encoder.finish().expect("memory takes all"), &limits()));
});

/// Returns limits so small that a bomb costs no time.
fn limits() -> Limits {
    Limits { total_bytes: 4 << 20, report_bytes: 1 << 20, ..Limits::default() }
}

/// Checks what applies to every file: each failure is in a group, and every judgement ends.
fn check_invariants(reading: Reading) {
    let count = reading.reports.len();
    let collection: Collection = reading.reports.into_iter().collect();
    assert!(collection.len() <= count);
    let groups = collection.groups().iter().fold(0_u64, |sum, group| sum.saturating_add(group.sessions));
    assert!(groups >= collection.totals().failed);
    for domain in collection.domains() {
        let _ = collection.answer(&domain, None);
    }
    let _ = (collection.gaps(), collection.overlaps(), collection.held_policies(|_| None));
}
