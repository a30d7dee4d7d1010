//! Policy files, judged against two MX hosts.
#![no_main]

use evidence::Timestamp;
use checker::{Target, lint_policy};
use libfuzzer_sys::fuzz_target;
use mta_sts::PolicyReading;

fuzz_target!(|data: &[u8]| {
    let domain = "example.com".parse().expect("a domain");
    let mx = ["mx1.example.com".to_owned(), "mx2.example.net".to_owned()];
    let lint = lint_policy(&domain, data, &mx, Timestamp::default());
    for problem in &lint.reading.problems {
        assert!(problem.span.start <= problem.span.end && problem.span.end <= data.len());
    }
    if lint.reading.is_valid() {
        let printed = lint.reading.policy.to_string();
        let again = PolicyReading::read(printed.as_bytes());
        assert!(again.is_valid(), "{printed:?}");
        assert_eq!(again.policy.to_string(), printed);
    }
    for patch in lint.findings.iter().filter_map(|finding| finding.patch.as_ref()) {
        let file = match patch.target {
            Target::Txt { .. } | Target::Tlsa { .. } | Target::Cname { .. } => continue,
            Target::PolicyFile | Target::PolicyLines => patch.whole.as_ref().unwrap_or(&patch.text),
        };
        assert!(PolicyReading::read(file.as_bytes()).is_valid(), "{file:?}");
    }
});
