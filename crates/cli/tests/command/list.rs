//! `check --list`, against the laboratory.

use std::{fs, path::Path};

use serde_json::Value;

use crate::support::{Run, run, run_with_input};

/// Nothing listens at this address: a query that leaves the laboratory fails.
const NO_RESOLVER: &str = "--resolver=127.0.0.1:1";

const LIST: &str = "good.test\nPostmaster@GOOD.test\nhttps://expired.test/\nnot a domain!\ntesting.test\n";

fn check_list(list: &str, options: &[&str]) -> Run {
    run_with_input(
        &[&["check", "--list", "-", "--lab", NO_RESOLVER, "--lang", "en"], options].concat(),
        list.as_bytes(),
    )
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn domains(documents: &[Value]) -> Vec<&str> {
    let mut domains: Vec<&str> = documents.iter().map(|document| document["domain"].as_str().unwrap()).collect();
    domains.sort_unstable();
    domains
}

#[test]
fn every_domain_of_a_list_gets_one_line_and_other_lines_are_reported() {
    let run = check_list(LIST, &["--format", "jsonl"]);
    assert_eq!(domains(&json_lines(&run.out)), ["expired.test", "good.test", "testing.test"]);
    assert_eq!(run.status, 1, "the worst finding of all decides");
    assert!(run.err.contains("-, line 4: not a domain! was not checked"), "{}", run.err);
}

#[test]
fn an_invalid_line_is_not_a_success() {
    let run = check_list("good.test\nnot a domain!\n", &["--format", "jsonl"]);
    assert_eq!((run.status, json_lines(&run.out).len()), (2, 1));
}

#[test]
fn text_has_a_line_for_each_domain_and_the_total() {
    let run = check_list(LIST, &[]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.last(), Some(&"3 domains. enforced 1, testing 1, ineffective 1"), "{}", run.out);
    assert!(lines.iter().any(|line| line.starts_with("✓ good.test: ")), "{}", run.out);
    assert!(lines.iter().any(|line| line.starts_with("! expired.test: ")), "{}", run.out);
}

#[test]
fn a_table_for_spreadsheets_says_what_to_do_and_who_can() {
    let run = check_list(LIST, &["--format", "csv"]);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    let expired = rows.iter().find(|row| &row[0] == "expired.test").unwrap();
    assert_eq!((&expired[1], &expired[2], &expired[5]), ("ineffective", "warning", "policy-host-tls-expired"));
    assert!(expired.iter().all(|cell| !cell.is_empty()), "{expired:?}");
}

#[test]
fn a_column_of_a_table_is_chosen_by_its_heading() {
    let table = "Customer,Old,New\nAcme,expired.test,good.test\n";
    let run = check_list(table, &["--column", "new", "--format", "jsonl"]);
    assert_eq!((run.status, domains(&json_lines(&run.out))), (0, vec!["good.test"]));
    let wrong = check_list(table, &["--column", "newer"]);
    assert_eq!(wrong.status, 64);
    assert!(wrong.err.contains("Customer, Old, New"), "{}", wrong.err);
}

/// Checks the list with `--resume` and a results file that contains this text.
fn resumed(folder: &Path, before: &str, format: &str) -> (Run, String) {
    let results = folder.join("results");
    fs::write(&results, before).unwrap();
    let run = check_list(LIST, &["--format", format, "--resume", results.to_str().unwrap()]);
    (run, fs::read_to_string(results).unwrap())
}

#[test]
fn an_interrupted_run_continues_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["jsonl", "csv"] {
        let (first, whole) = resumed(folder.path(), "", format);
        assert_eq!((first.status, first.out.as_str()), (1, ""), "{}", first.err);
        let cut = &whole[..whole.len() - 20];
        let (second, after) = resumed(folder.path(), cut, format);
        assert_eq!(second.status, 1, "errors of the first run count: {}", second.err);
        assert_eq!(after.lines().count(), whole.lines().count(), "{format}");
        let mut names: Vec<&str> =
            ["good.test", "expired.test", "testing.test"].into_iter().filter(|name| after.contains(name)).collect();
        names.dedup();
        assert_eq!(names.len(), 3);
        let kept = &cut[..=cut.rfind('\n').unwrap()];
        assert!(after.starts_with(kept), "what was there stays as it was");
    }
}

#[test]
fn a_file_without_results_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (run, after) = resumed(folder.path(), "my notes", "jsonl");
    assert_eq!((run.status, after.as_str()), (64, "my notes"), "{}", run.err);
    let (run, _) = resumed(folder.path(), "", "markdown");
    assert_eq!(run.status, 64);
    assert!(run.err.contains("--format jsonl"), "{}", run.err);
}

#[test]
fn only_what_changed_since_the_baseline_is_printed_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let baseline = folder.path().join("baseline.jsonl");
    fs::write(&baseline, check_list("good.test\nexpired.test\n", &["--format", "jsonl"]).out).unwrap();
    let option = ["--baseline", baseline.to_str().unwrap()];

    let same = check_list("good.test\nexpired.test\n", &[&option, ["--format", "jsonl"].as_slice()].concat());
    assert_eq!((same.status, same.out.as_str()), (0, ""), "an old fault is no news");

    let more = check_list(
        "good.test\nexpired.test\nmx-no-starttls.test\n",
        &[&option, ["--format", "jsonl"].as_slice()].concat(),
    );
    let documents = json_lines(&more.out);
    assert_eq!((more.status, domains(&documents)), (1, vec!["mx-no-starttls.test"]));
    assert_eq!(documents[0]["verdict"], "refusing");
    assert_eq!(documents[0]["changes"]["since"], Value::Null);

    // The same domain, as if it had had no problems.
    let before =
        run(&["check", "good.test", "--lab", NO_RESOLVER, "--format", "json"]).out.replace("good.test", "expired.test");
    fs::write(&baseline, before).unwrap();
    let worse = check_list("expired.test\n", &option);
    assert_eq!(worse.status, 1);
    assert!(worse.out.contains("\n    + "), "{}", worse.out);
}

#[test]
fn node_exporter_gets_gauges_with_labels() {
    let run = check_list(LIST, &["--format", "prometheus"]);
    for line in [
        r#"mta_sts_verdict{domain="expired.test",verdict="ineffective"} 1"#,
        r#"mta_sts_errors{domain="good.test"} 0"#,
        r#"mta_sts_finding{domain="expired.test",id="policy-host-tls-expired",severity="error"} 1"#,
        "# TYPE mta_sts_policy_max_age_seconds gauge",
    ] {
        assert!(run.out.lines().any(|printed| printed == line), "{line}\n{}", run.out);
    }
}

#[test]
fn a_monitoring_plugin_has_one_line_and_its_own_status() {
    let good = run(&["check", "good.test", "--lab", NO_RESOLVER, "--format", "nagios", "--lang", "en"]);
    assert_eq!(good.status, 0);
    assert!(good.out.starts_with("MTA-STS OK: good.test: ") && good.out.lines().count() == 1, "{}", good.out);
    let bad = check_list(LIST, &["--format", "nagios"]);
    assert_eq!(bad.status, 2, "critical");
    let first = bad.out.lines().next().unwrap();
    assert!(first.starts_with("MTA-STS CRITICAL: expired.test: "), "{first}");
    assert!(first.ends_with("| errors=1;;0 warnings=0;0 unknown=0 domains=3"), "{first}");
    let unseen = run(&["check", "example.com", NO_RESOLVER, "--format", "nagios", "--no-probe"]);
    assert_eq!((unseen.status, unseen.out.starts_with("MTA-STS UNKNOWN: ")), (3, true), "{}", unseen.out);
    let failed = run(&["check", "--list", "/no/such/file", "--format", "nagios"]);
    assert_eq!((failed.status, failed.out.starts_with("MTA-STS UNKNOWN: ")), (3, true), "{}", failed.out);
}
