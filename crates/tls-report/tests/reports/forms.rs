//! Every form in `fixtures/forms` gives the result in `expect.json`.

use serde_json::{Value, json};
use tls_report::{Collection, Failure, NoteId, PolicyEntry, Report, ResultType, Totals, address};

use crate::{fixture, read_fixture};

fn expectations() -> Value {
    serde_json::from_slice(&fixture("forms/expect.json")).unwrap()
}

fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value[member].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap()
}

/// Returns sums by type. Types without sessions may be missing, and a missing type may have any label.
fn by_result_type(value: &Value) -> Value {
    let sums = value.as_object().unwrap().iter().filter(|(_, count)| **count != 0);
    sums.map(|(name, count)| (name.replace("(none)", "unknown"), count.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn shown_failure(failure: &Failure) -> Value {
    json!({
        "result_type": failure.result_type.id(), "sending_mta_ip": failure.sending_mta_ip, "receiving_mx": failure.receiving_mx,
        "receiving_ip": failure.receiving_ip, "count": failure.count, "reason": failure.reason,
    })
}

fn shown_entry(entry: &PolicyEntry, expected: &Value) -> Value {
    let mut sums = Totals::default();
    sums.add(&Totals::from_report(&Report { policies: vec![entry.clone()], ..nothing() }));
    let mut shown = json!({
        "type": entry.policy_type.id(), "domain": entry.domain,
        "mode": entry.policy.as_ref().and_then(|policy| policy.mode).map(mta_sts::Mode::id),
        "successful": entry.successful, "failed": entry.failed, "by_result_type": sums.by_result_type,
        "failures": entry.failures.iter().map(shown_failure).collect::<Vec<_>>(),
    });
    if let Some(left_out) = expected.get("failures_left_out") {
        assert_eq!(entry.failures.len() as u64, left_out.as_u64().unwrap());
        shown["failures"] = json!([]);
    }
    shown
}

fn nothing() -> Report {
    Report {
        organization: None,
        contact: None,
        report_id: None,
        start: None,
        end: None,
        recipient: None,
        policies: Vec::new(),
        notes: Vec::new(),
        source: tls_report::FileMember::default(),
    }
}

fn assert_report(report: &Report, expected: &Value) {
    let shown = json!({
        "organization": report.organization, "report_id": report.report_id, "start": report.start, "end": report.end,
    });
    for member in ["organization", "report_id", "start", "end"] {
        assert_eq!(shown[member], expected[member], "{member}");
    }
    let entries = list(expected, "policies");
    assert_eq!(report.policies.len(), entries.len());
    for (entry, expected) in report.policies.iter().zip(entries) {
        let mut wanted = expected.clone();
        wanted["by_result_type"] = by_result_type(&expected["by_result_type"]);
        wanted.as_object_mut().unwrap().remove("failures_left_out");
        assert_eq!(shown_entry(entry, expected), wanted);
    }
}

fn assert_totals(totals: &Totals, expected: &Value) {
    let mut wanted = expected.clone();
    wanted["by_result_type"] = by_result_type(&expected["by_result_type"]);
    assert_eq!(serde_json::to_value(totals).unwrap(), wanted);
}

#[test]
fn every_form_gives_its_expected_result() {
    let expectations = expectations();
    let files = list(&expectations, "files");
    assert_eq!(files.len(), 28);
    for expected in files {
        let file = text(expected, "file");
        println!("{file}");
        let reading = read_fixture("forms", file);
        let reports = list(expected, "reports");
        assert_eq!(reading.reports.len(), reports.len(), "{:?}", reading.skipped);
        for (report, expected) in reading.reports.iter().zip(reports) {
            assert_report(report, expected);
        }
        let collection: Collection = reading.reports.iter().cloned().collect();
        assert_totals(&collection.totals(), &expected["totals"]);
        assert_eq!(reading.read_counts.ignored, list(expected, "ignored").len() as u64);
        let members: Vec<_> = reading.skipped.iter().filter_map(|skipped| skipped.member.as_deref()).collect();
        assert_eq!(members, list(expected, "bad_members"));
        if let Some(mails) = expected.get("mails") {
            assert_eq!(reading.read_counts.mails, mails.as_u64().unwrap());
            assert_eq!(reading.read_counts.mails_without_report, expected["mails_without_report"].as_u64().unwrap());
        }
        let errors = reading.skipped.iter().filter(|skipped| skipped.member.is_none());
        let kinds: Vec<_> = errors.map(|skipped| skipped.why.id()).collect();
        let kind = expected.get("error").map(|error| match text(error, "kind") {
            "truncated-gzip" => "truncated",
            "outlook-msg" => "outlook-file",
            other => other,
        });
        assert_eq!(kinds, kind.into_iter().collect::<Vec<_>>());
    }
}

/// Labels that are not deviations of one report, or that the parsers correct without a note.
const NOT_OF_A_REPORT: [&str; 5] =
    ["report-id-reused", "id-outside-grammar", "report-type-unquoted", "split-file-name", "policy-domain-is-mx-host"];

#[test]
fn every_deviation_is_noted() {
    for expected in list(&expectations(), "files") {
        let file = text(expected, "file");
        let reading = read_fixture("forms", file);
        let noted: Vec<&str> =
            reading.reports.iter().flat_map(|report| &report.notes).map(|note| note.id.id()).collect();
        for label in list(expected, "deviations").iter().filter_map(Value::as_str) {
            let is_noted = NOT_OF_A_REPORT.contains(&label) || noted.contains(&label);
            assert!(is_noted, "{file}: {label} is not among {noted:?}");
        }
    }
}

#[test]
fn sets_of_files_count_copies_once_and_report_overlaps() {
    for expected in list(&expectations(), "sets") {
        let files = list(expected, "files").iter().filter_map(Value::as_str);
        let reports: Vec<Report> = files.flat_map(|file| read_fixture("forms", file).reports).collect();
        let collection: Collection = reports.iter().cloned().collect();
        assert_totals(&collection.totals(), &expected["totals"]);
        assert_eq!((reports.len() - collection.len()) as u64, expected["duplicates"].as_u64().unwrap());
        let overlaps = expected.get("overlaps").map_or(0, |overlaps| overlaps.as_u64().unwrap());
        assert_eq!(collection.overlaps().len() as u64, overlaps, "{}", text(expected, "name"));
    }
}

#[test]
fn an_overlap_says_which_time_is_covered_twice() {
    let files = ["f18a-once.json", "f18c-overlap.json"];
    let collection: Collection = files.iter().flat_map(|file| read_fixture("forms", file).reports).collect();
    let overlaps = collection.overlaps();
    let [overlap] = overlaps.as_slice() else { panic!("{overlaps:?}") };
    assert_eq!(overlap.from.to_string(), "2026-01-05T12:00:00Z");
    assert_eq!(overlap.to.to_string(), "2026-01-05T23:59:59Z");
    assert!(!overlap.same_range);
}

#[test]
fn addresses_mean_what_is_expected() {
    let expectations = expectations();
    let file = list(&expectations, "files").iter().find(|file| file.get("same_address_as").is_some()).unwrap();
    for (written, means) in file["same_address_as"].as_object().unwrap() {
        assert_eq!(address::parse_lenient(written).unwrap().to_string(), means.as_str().unwrap());
    }
}

#[test]
fn a_missing_domain_is_guessed_from_the_file_name_and_marked_so() {
    let reading = read_fixture("forms", "fjord-out.example!kestrel.test!1767571200!1767657599!3.json.gz");
    let entry = &reading.reports[0].policies[0];
    assert_eq!((entry.domain.as_deref(), entry.policy_domain()), (None, Some("kestrel.test")));
}

#[test]
fn notes_name_places() {
    let report = &read_fixture("forms", "f14-grammar-names.json").reports[0];
    let place = |id| report.notes.iter().find(|note| note.id == id).map(|note| note.place.as_str());
    assert_eq!(place(NoteId::CountAsString), Some("policies[0].failure-details[0].failed-session-count"));
    assert_eq!(place(NoteId::MxHostAsString), Some("policies[0].policy.mx-host"));
    assert_eq!(report.policies[0].mx, ["mx1.kestrel.test", "mx2.kestrel.test"]);
    assert_eq!(report.policies[0].failures[0].result_type, ResultType::CertificateHostMismatch);
}
