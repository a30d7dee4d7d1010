//! Evidence that was stored once is read for ever, and judged to the same report.
//!
//! The files in `frozen/` are never written again: one for each verdict, one for each shape that evidence had before it had a
//! format number, and one with every kind of observation. `frozen/reports.json` holds what each is judged to be. A new rule may
//! add a finding there; nothing else changes it.

#![expect(clippy::disallowed_methods, reason = "this test reads files; the judge does not")]

use std::{collections::BTreeMap, fs, path::PathBuf};

use checker::{Report, Verdict, judge};
use evidence::Evidence;
use lean::Read;
use mta_sts::Domain;
use serde_json::{Value, json};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frozen"))
}

fn json_of(file: &str) -> Value {
    let text = fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Every frozen file by its name, without the reports.
fn frozen() -> BTreeMap<String, Value> {
    let entries = fs::read_dir(folder()).expect("a folder of frozen evidence");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"));
    names.filter(|name| name != "reports.json").map(|name| (name.clone(), json_of(&name))).collect()
}

fn report_of(seen: &Evidence) -> Report {
    let domain: Domain = seen.domain.parse().expect("a domain");
    judge(&domain, seen)
}

/// What has to stay the same: everything in a report but its words.
fn summary(report: &Report) -> Value {
    let rows = report.delivery.iter().map(|row| json!([row.mx, row.tls.id(), row.action.id(), row.because]));
    let unseen = report.unseen.iter().map(|unseen| serde_json::to_value(&unseen.question).expect("JSON"));
    json!({
        "verdict": report.verdict.id(),
        "severity": report.impact.id(),
        "findings": report.findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(),
        "delivery": rows.collect::<Vec<_>>(),
        "unseen": unseen.collect::<Vec<_>>(),
    })
}

#[test]
fn frozen_evidence_is_judged_to_the_same_report() {
    let expected = json_of("reports.json");
    for (file, json) in frozen() {
        let seen: Evidence = serde_json::from_value(json).unwrap_or_else(|error| panic!("{file}: {error}"));
        let found = summary(&report_of(&seen));
        assert_eq!(
            found, expected[&file],
            "{file}: if only a new rule's findings came, write into reports.json: {found}"
        );
    }
}

#[test]
fn the_page_reads_frozen_evidence_as_the_command_line_does() {
    for (file, json) in frozen() {
        let value: lean::Value = serde_json::from_value(json.clone()).expect("JSON is a value");
        let page = Evidence::read(&value).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(page, serde_json::from_value::<Evidence>(json).expect("read above"), "{file}");
    }
}

#[test]
fn evidence_of_the_current_format_is_written_as_it_was_read() {
    for (file, json) in frozen().into_iter().filter(|(file, _)| !file.starts_with("format-0")) {
        let seen: Evidence = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(serde_json::to_value(seen).expect("JSON"), json, "{file}");
    }
}

#[test]
fn every_verdict_has_its_frozen_file() {
    for verdict in Verdict::ALL {
        let found = report_of(&serde_json::from_value(json_of(&format!("{}.json", verdict.id()))).expect("evidence"));
        assert_eq!(found.verdict, verdict);
    }
}
