//! Properties of every input.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use tls_report::{Collection, Limits, Report, Totals, read, read_found};

/// Reports of few senders, ids and days, so that copies, corrections and overlaps are frequent.
fn report() -> impl Strategy<Value = Report> {
    let entry = (0..3_usize, 0..2_u8, 0..3_u64, 0..3_u64, prop::option::of(0..2_usize));
    let parts = (0..2_u8, prop::option::of(0..2_u8), 1..4_u8, prop::collection::vec(entry, 0..3), any::<bool>());
    parts.prop_map(|(sender, id, day, entries, null)| {
        let entries: Vec<String> = entries.into_iter().map(|(kind, domain, good, bad, failure)| {
            let kind = ["sts", "tlsa", "no-policy-found"][kind];
            let word = failure.map(|at| ["certificate-expired", "validation-failure"][at]);
            let details = word.map_or("null".to_owned(), |word| format!(r#"[{{"result-type":"{word}","failed-session-count":{bad}}}]"#));
            format!(r#"{{"policy":{{"policy-type":"{kind}","policy-domain":"d{domain}.example"}},"summary":{{"total-successful-session-count":{good},"total-failure-session-count":{bad}}},"failure-details":{details}}}"#)
        }).collect();
        let id = id.map_or(String::new(), |id| format!(r#""report-id":"{id}","#));
        let contact = if null { "null" } else { "\"a@b.example\"" };
        let json = format!(
            r#"{{"organization-name":"s{sender}",{id}"contact-info":{contact},"date-range":{{"start-datetime":"2026-01-0{day}T00:00:00Z","end-datetime":"2026-01-0{day}T23:59:59Z"}},"policies":[{}]}}"#,
            entries.join(",")
        );
        read("report.json", json.as_bytes(), &Limits::default()).reports.remove(0)
    })
}

fn reports() -> impl Strategy<Value = Vec<Report>> {
    prop::collection::vec(report(), 0..8)
}

fn merged(one: &Collection, other: &Collection) -> Collection {
    let mut merged = one.clone();
    merged.merge(other.clone());
    merged
}

proptest! {
    #[test]
    fn merging_is_commutative_and_associative(a in reports(), b in reports(), c in reports()) {
        let [a, b, c]: [Collection; 3] = [a, b, c].map(|reports| reports.into_iter().collect());
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn the_order_of_files_makes_no_difference(reports in reports().prop_shuffle(), other in any::<prop::sample::Index>()) {
        let mut turned = reports.clone();
        if !turned.is_empty() {
            let at = other.index(turned.len());
            turned.rotate_left(at);
        }
        prop_assert_eq!(reports.into_iter().collect::<Collection>(), turned.into_iter().collect());
    }

    #[test]
    fn totals_equal_the_sum_of_parts(reports in reports()) {
        let collection: Collection = reports.into_iter().collect();
        let mut sum = Totals::default();
        for report in collection.reports() {
            sum.add(&Totals::from_report(report));
        }
        let totals = collection.totals();
        prop_assert_eq!(&totals, &sum);
        prop_assert_eq!(totals.by_policy_type.values().map(|sessions| sessions.failed).sum::<u64>(), totals.failed);
        let groups: u64 = collection.groups().iter().map(|group| group.sessions).sum();
        prop_assert_eq!(groups, totals.failed, "each failure is in one group");
    }

    #[test]
    fn all_answers_together_are_those_of_each_domain(reports in reports()) {
        let collection: Collection = reports.into_iter().collect();
        let each: Vec<_> = collection.domains().iter().map(|domain| collection.answer(domain, None)).collect();
        prop_assert_eq!(collection.answers(&|_| None), each);
    }

    #[test]
    fn adding_copies_changes_no_total(reports in reports()) {
        let once: Collection = reports.iter().cloned().collect();
        let twice: Collection = reports.iter().chain(&reports).cloned().collect();
        prop_assert_eq!(once.totals(), twice.totals());
    }

    #[test]
    fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), head in 0..9_usize) {
        let heads: [&[u8]; 9] = [b"", b"{\"policies\":[", b"\x1f\x8b\x08\0", b"PK\x03\x04", b"From ", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n", b"\xff\xfe", b"12\nA: b\n", b"Content-Type: message/rfc822\n\n"];
        let bytes = [heads[head], &bytes].concat();
        let _ = read("any", &bytes, &Limits::default());
        let _ = read_found("any", &bytes, &Limits::default());
    }

    #[test]
    fn changed_forms_do_not_panic(file in 0..28_usize, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/forms");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let mut bytes = std::fs::read(&paths[file]).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        let reading = read("changed", &bytes, &Limits::default());
        let collection: Collection = reading.reports.into_iter().collect();
        for domain in collection.domains() {
            let _ = collection.answer(&domain, None);
        }
        let _ = (collection.groups(), collection.gaps(), collection.overlaps(), collection.held_policies(|_| None));
    }

    #[test]
    fn json_with_the_members_of_reports_does_not_panic(value in json(), gzip in any::<bool>()) {
        let mut bytes = value.to_string().into_bytes();
        if gzip {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&bytes).unwrap();
            bytes = encoder.finish().unwrap();
        }
        let reading = read("any.json", &bytes, &Limits::default());
        let collection: Collection = reading.reports.into_iter().collect();
        let _ = (collection.groups(), collection.gaps(), collection.overlaps(), collection.held_policies(|_| None));
    }
}

/// Objects with the members of reports, whose values are anything.
fn json() -> impl Strategy<Value = serde_json::Value> {
    const NAMES: [&str; 12] = [
        "organization-name",
        "date-range",
        "start-datetime",
        "end-datetime",
        "policies",
        "policy",
        "summary",
        "policy-string",
        "total-failure-session-count",
        "failure-details",
        "failed-session-count",
        "policy-type",
    ];
    const WORDS: [&str; 6] =
        ["", "sts", "2026-01-05T00:00:00Z", "9999-12-31T23:59:60-23:59", "-1", "mode: enforce\nmx: *.a"];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        prop::sample::select(&WORDS[..]).prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map(prop::sample::select(&NAMES[..]).prop_map(str::to_owned), inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}
