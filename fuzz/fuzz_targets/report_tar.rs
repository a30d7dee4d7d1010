//! Reader of tar archives. The first header is completed to be valid.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tls_report::{Collection, Limits, Reading, read};

fuzz_target!(|data: &[u8]| {
    let mut archive = data.to_vec();
    if let Some(magic) = archive.get_mut(257..262) {
        magic.copy_from_slice(b"ustar");
    }
    check_invariants(read("reports.tar", &archive, &limits()));
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
