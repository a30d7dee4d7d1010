//! Parser of TXT records at `_mta-sts` as somebody pasted them. Every reported position is in the text.
#![no_main]

use checker::{LintInput, Reading, Source, lint};
use evidence::Timestamp;
use libfuzzer_sys::fuzz_target;
use mta_sts::Outcome;

fuzz_target!(|data: &[u8]| {
    let texts = [data.to_vec()];
    for exact in [false, true] {
        let now = Timestamp::default();
        let linted = lint(&LintInput { source: Source::Record, texts: &texts, exact, domain: None, mx: &[], now });
        if let Reading::Record(reading, _) = &linted.reading {
            assert_eq!(reading.id().is_some(), reading.outcome == Outcome::Valid);
        }
        for place in linted.findings().iter().filter_map(|finding| finding.place) {
            assert!(place.span.start <= place.span.end && place.span.end <= data.len());
        }
        for patch in linted.findings().iter().filter_map(|finding| finding.patch.as_ref()) {
            assert_eq!(mta_sts::RecordReading::read(&[&patch.text]).outcome, Outcome::Valid);
        }
    }
});
