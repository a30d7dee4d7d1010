//! `report`: TLS reports from files, folders and standard input.

use std::{fs, path::PathBuf};

use crate::support::{run, run_with_input};
use serde_json::json;

fn fixtures(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "tls-report", "fixtures", name].iter().collect();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_document_has_the_members_that_scripts_use() {
    let run =
        run(&["report", &fixtures("forms/f18a-once.json"), &fixtures("forms/f18b-again.json.gz"), "--format", "json"]);
    let document = run.json();
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    assert_eq!(document["reports"].as_array().unwrap().len(), 1);
    let report = &document["reports"][0];
    assert_eq!(report["start"], "2026-01-05T00:00:00Z");
    assert_eq!((&report["organization"], &report["copies"]), (&json!("Lapwing GmbH"), &json!(2)));
    let policy = &report["policies"][0];
    assert_eq!((&policy["type"], &policy["successful"], &policy["failed"]), (&json!("sts"), &json!(25), &json!(5)));
    assert_eq!(policy["failures"][0]["receiving_mx"], "mx.osprey.example");
    assert_eq!(document["totals"]["by_result_type"], json!({"certificate-not-trusted": 5}));
    assert_eq!(document["answer"]["enforce"], "not-yet");
    assert_eq!(document["answer"]["reasons"][0], "recent-failures");
    let group = &document["groups"][0];
    assert_eq!((&group["owner"], &group["cause"]), (&json!("mail"), &json!("certificate-untrusted")));
    assert_eq!(document["skipped"], json!([]));
}

#[test]
fn a_folder_is_read_whatever_it_contains() {
    let run = run(&["report", &fixtures("forms"), "--format", "json"]);
    let document = run.json();
    let skipped: Vec<&str> =
        document["skipped"].as_array().unwrap().iter().map(|one| one["why"].as_str().unwrap()).collect();
    assert_eq!(run.status, 1);
    assert_eq!(document["reports"].as_array().unwrap().len(), 37, "{skipped:?}");
    for why in ["truncated", "outlook-file", "empty-file", "not-a-report"] {
        assert!(skipped.contains(&why), "{why}: {skipped:?}");
    }
}

#[test]
fn standard_input_is_read_by_its_content() {
    let archive = fs::read(fixtures("forms/f16-month.tar.gz")).unwrap();
    let document = run_with_input(&["report", "-", "--format", "json"], &archive).json();
    assert_eq!(document["reports"].as_array().unwrap().len(), 4);
}

#[test]
fn only_the_domain_and_time_that_are_asked_for_count() {
    let forms = fixtures("forms");
    let of = |options: &[&str]| {
        let run = run(&[&["report", &forms, "--format", "json"], options].concat());
        run.json()["reports"].as_array().unwrap().len()
    };
    let (all, domain) = (of(&[]), of(&["--domain", "osprey.example"]));
    assert!(0 < domain && domain < all);
    assert_eq!(of(&["--domain", "nobody.example"]), 0);
    assert_eq!(of(&["--domain", "kestrel.test", "--since", "2026-01-13"]), 3);
}

#[test]
fn the_exit_status_distinguishes_failures_from_no_reports() {
    for (input, status) in
        [(&b"{\"organization-name\":\"A\",\"report-id\":\"1\",\"policies\":[]}"[..], 0), (b"hello", 2), (b"", 2)]
    {
        assert_eq!(run_with_input(&["report", "-"], input).status, status, "{}", String::from_utf8_lossy(input));
    }
    assert_eq!(run(&["report"]).status, 64);
    assert_eq!(run(&["report", "x", "--since", "soon"]).status, 64);
    assert_eq!(run(&["report", "/nowhere/at/all.json"]).status, 2);
}

#[test]
fn people_get_the_answer_first_in_their_language() {
    let file = fixtures("cases/two-reasons.json");
    assert!(run(&["report", &file]).out.starts_with("rcpt.example: it is not safe yet"));
    assert!(run(&["report", &file, "--lang", "ja"]).out.starts_with("rcpt.example："));
    assert!(run(&["report", &file, "--format", "markdown"]).out.contains("\n## Failures\n\n- "));
}

#[test]
fn csv_has_a_row_for_each_policy_and_failure_and_no_formula() {
    let run = run(&["report", &fixtures("forms/f25-markup.json"), "--format", "csv"]);
    let rows: Vec<&str> = run.out.lines().collect();
    assert_eq!(rows.len(), 3, "{}", run.out);
    assert!(rows[1].starts_with("summary,") && rows[2].starts_with("failure,"));
}

#[test]
fn a_folder_gives_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let report = fs::read_to_string(fixtures("forms/f18a-once.json")).unwrap();
    for number in 0..60 {
        let report = report.replace("osprey.example", &format!("osprey{}.example", number % 20));
        let text = if number % 6 == 0 { &report[..300] } else { &report };
        fs::create_dir_all(folder.path().join((number % 3).to_string())).unwrap();
        fs::write(folder.path().join(format!("{}/{number}.json", number % 3)), text).unwrap();
    }
    let read = || run(&["report", folder.path().to_str().unwrap(), "--format", "json"]);
    let first = read();
    let document = first.json();
    assert_eq!(document["reports"].as_array().unwrap().len(), 20);
    let skipped: Vec<&str> =
        document["skipped"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(skipped.len(), 10);
    assert!(skipped.is_sorted());
    for _ in 0..5 {
        let again = read();
        assert_eq!((again.status, again.out == first.out), (first.status, true));
    }
}

#[test]
fn a_mailbox_without_a_report_is_skipped_wherever_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("letters.mbox");
    let mail = "From a@b.example Sun Mar  1 12:00:00 2026\nFrom: a@b.example\nSubject: Hello\n\nHello\n\n";
    fs::write(&empty, mail.repeat(3)).unwrap();
    let (empty, report) = (empty.to_str().unwrap(), fixtures("forms/f18a-once.json"));
    for paths in [[empty, &report], [&report, empty]] {
        let document = run(&[&["report", "--format", "json"], &paths[..]].concat()).json();
        let expected = json!([{"file": empty, "member": null, "why": "no-report-in-mail"}]);
        assert_eq!(document["skipped"], expected);
    }
}

#[test]
fn a_mailbox_and_a_maildir_give_the_same() {
    let mailbox = run(&["report", &fixtures("forms/f10-thunderbird.mbox"), "--format", "json"]).json();
    assert_eq!(mailbox["skipped"], json!([]), "messages without a report are only counted");
    let folder = tempfile::tempdir().unwrap();
    let maildir = folder.path().join("cur");
    fs::create_dir(&maildir).unwrap();
    let text = fs::read_to_string(fixtures("forms/f10-thunderbird.mbox")).unwrap();
    for (index, mail) in text.split("From - ").skip(1).enumerate() {
        let (_, mail) = mail.split_once('\n').unwrap();
        fs::write(maildir.join(format!("{index}.host:2,S")), mail).unwrap();
    }
    fs::write(folder.path().join("dovecot-uidlist"), "3 V1 N4").unwrap();
    let document = run(&["report", folder.path().to_str().unwrap(), "--format", "json"]).json();
    assert_eq!(document["totals"], mailbox["totals"]);
    assert_eq!(document["skipped"], json!([]));
}
