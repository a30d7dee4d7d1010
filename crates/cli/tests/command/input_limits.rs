//! Input that is too large or nested too deeply, from files and standard input.

use std::fs::{self, File};

use crate::support::{command, finished_run, run, run_with_input};
use serde_json::json;

const MIB: usize = 1 << 20;

const POLICY: &str = "version: STSv1\nmode: testing\nmx: mx1.example.com\nmax_age: 604800\n";

/// Returns evidence without entries, padded with spaces to a size.
fn evidence(size: usize) -> String {
    let text =
        json!({"format": 1, "domain": "a.example", "started": "2026-01-31T12:00:00Z", "entries": []}).to_string();
    text.clone() + &" ".repeat(size - text.len())
}

#[test]
fn evidence_of_8_mib_is_read_and_one_byte_more_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.json");
    for (size, refused) in [(8 * MIB, false), (8 * MIB + 1, true)] {
        fs::write(&path, evidence(size)).unwrap();
        let file = run(&["check", "--evidence", path.to_str().unwrap(), "--format", "json"]);
        let fed = run_with_input(&["check", "--evidence", "-", "--format", "json"], evidence(size).as_bytes());
        for (run, name) in [(file, "evidence.json"), (fed, "-")] {
            let message = format!("{name} is larger than 8 MiB, the limit for evidence; --max-input BYTES raises it");
            assert_eq!(run.err.contains(&message), refused, "{size} {run:?}");
            assert_eq!(run.out.is_empty(), refused, "{size}");
            assert_eq!(run.status, 2, "nothing was asked, so there is no verdict: {run:?}");
        }
    }
}

#[test]
fn a_text_of_1_mib_is_read_and_one_byte_more_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    for (size, refused) in [(MIB, false), (MIB + 1, true)] {
        fs::write(&path, POLICY.to_owned() + &"x".repeat(size - POLICY.len())).unwrap();
        let path = path.to_str().unwrap();
        let message = format!("{path} is larger than 1 MiB, the limit for texts; --max-input BYTES raises it");
        let commands: [&[&str]; 3] = [
            &["lint", "policy", path],
            &["check", "a.example", "--ca-file", path, "--resolver=127.0.0.1:1"],
            &["serve", "--config", path],
        ];
        for arguments in commands {
            let run = run(arguments);
            assert_eq!(run.err.contains(&message), refused, "{arguments:?} {}", run.err);
            assert!(!refused || (run.status == 2 && run.out.is_empty()), "{run:?}");
        }
    }
}

#[test]
fn an_endless_input_is_refused() {
    let endless = || File::open("/dev/zero").unwrap();
    for arguments in [["lint", "record", "-"], ["lint", "policy", "-"], ["check", "--evidence", "-"]] {
        let run = finished_run(command().args(arguments).stdin(endless()).output().unwrap());
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains("- is larger than "), "{run:?}");
    }
}

#[test]
fn the_limit_can_be_set_before_or_after_the_command_or_in_the_environment() {
    let large = POLICY.to_owned() + &" ".repeat(MIB);
    let policy = ["lint", "policy", "-"];
    for arguments in
        [[&["--max-input", "2097152"], policy.as_slice()].concat(), [&policy[..], &["--max-input=2097152"]].concat()]
    {
        let run = run_with_input(&arguments, large.as_bytes());
        assert!(!run.out.is_empty() && run.err.is_empty(), "{run:?}");
    }
    let small = run_with_input(&["lint", "policy", "-", "--max-input", "10"], POLICY.as_bytes());
    assert!(small.err.contains("- is larger than 10 B, the limit for texts"), "{small:?}");
    let mut command = command();
    command.args(policy).env("MTA_STS_MAX_INPUT", "3072").stdin(File::open("/dev/zero").unwrap());
    let run = finished_run(command.output().unwrap());
    assert!(run.err.contains("- is larger than 3 KiB, the limit for texts"), "{run:?}");
    assert_eq!(run_with_input(&["lint", "policy", "-", "--max-input", "0"], b"").status, 64);
}

#[test]
fn evidence_nested_deeply_is_refused_wherever_it_is_nested() {
    let nested = |open: &str, close: &str, depth: usize| open.repeat(depth) + "0" + &close.repeat(depth);
    let hundred = nested("[", "]", 100);
    let many = format!("[{}]", vec![hundred.as_str(); 18_000].join(","));
    let wrapped = nested(r#"{"evidence":"#, "}", 100_000);
    let inside = format!(r#"{{"format":1,"domain":"a.example","entries":[{}]}}"#, nested("[", "]", 1_000_000));
    for json in [many, wrapped, inside, nested("[", "]", 4_000_000)] {
        let run = run_with_input(&["check", "--evidence", "-"], json.as_bytes());
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains("- contains no evidence of a check: "), "{run:?}");
        assert!(run.err.len() < 300 && run.out.is_empty(), "{run:?}");
    }
}
