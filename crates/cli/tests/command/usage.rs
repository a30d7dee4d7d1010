//! Options, help and exit codes of the command line itself.

use crate::support::{command, finished_run, run};

#[test]
fn wrong_usage_ends_with_64_and_the_usage_on_standard_error() {
    let cases: &[&[&str]] = &[
        &[],
        &["nonsense"],
        &["check"],
        &["check", "example.com", "--nonsense"],
        &["check", "example.com", "--format", "yaml"],
        &["check", "example.com", "--lang", "tlh"],
        &["check", "example.com", "--evidence", "saved.json"],
        &["check", "example.com", "--allow-net", "everywhere"],
        &["lint"],
        &["lint", "record"],
        &["lint", "policy"],
        &["lint", "policy", "file", "--format", "markdown"],
        &["match", "*.example.com"],
        &["explain", "one", "two"],
        &["explain", "--format", "markdown"],
        &["serve", "--listen", "somewhere"],
        &["serve", "--metrics", "somewhere"],
        &["serve", "--client-header", "x-real-ip"],
    ];
    for arguments in cases {
        let run = run(arguments);
        assert_eq!(run.status, 64, "{arguments:?} {run:?}");
        assert!(run.out.is_empty(), "{arguments:?} {run:?}");
        assert!(run.err.contains("Usage: mta-sts"), "{arguments:?} {run:?}");
    }
}

#[test]
fn help_is_a_success_and_shows_an_example() {
    let cases: &[&[&str]] = &[
        &["--help"],
        &["serve", "--help"],
        &["check", "--help"],
        &["lint", "--help"],
        &["lint", "record", "--help"],
        &["lint", "policy", "--help"],
        &["lint", "tlsrpt", "--help"],
        &["match", "--help"],
        &["explain", "--help"],
        &["generate", "--help"],
        &["preflight", "--help"],
    ];
    for arguments in cases {
        let run = run(arguments);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(run.out.contains("Example"), "{run:?}");
        assert!(run.err.is_empty(), "{run:?}");
    }
    assert!(run(&["--version"]).out.starts_with("mta-sts "));
}

#[test]
fn options_that_no_server_understands_are_wrong_usage() {
    for arguments in [
        ["check", "example.com", "--resolver", "not-a-resolver"],
        ["serve", "--allow-origin", "not-an-origin", "--resolver=127.0.0.1:1"],
    ] {
        let run = run(&arguments);
        assert_eq!(run.status, 64, "{run:?}");
        assert!(run.err.contains("\"not-a"), "{run:?}");
    }
}

#[test]
fn files_that_are_missing_are_named_and_end_with_2() {
    let cases: &[&[&str]] = &[
        &["lint", "policy", "no/such/file"],
        &["explain", "no/such/file"],
        &["check", "--evidence", "no/such/file"],
        &["check", "example.com", "--ca-file", "no/such/file"],
        &["serve", "--dist", "no/such/file", "--resolver", "127.0.0.1:1"],
    ];
    for arguments in cases {
        let run = run(arguments);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains("no/such/file"), "{run:?}");
        assert!(run.out.is_empty(), "{run:?}");
    }
}

#[test]
fn every_option_can_come_from_the_environment() {
    let mut command = command();
    command.env("MTA_STS_FORMAT", "json").env("MTA_STS_LANG", "ja");
    let run = finished_run(command.args(["match", "*.example.com", "mx.example.com"]).output().unwrap());
    assert_eq!(run.json(), serde_json::json!({"matches": true}));
}

#[test]
fn the_language_is_that_of_the_system_unless_set() {
    let words = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command();
        command.envs(variables.iter().copied());
        finished_run(command.args(["match", "a.example", "a.example"]).args(arguments).output().unwrap()).out
    };
    assert_eq!(words(&[("LANG", "ja_JP.UTF-8")], &[]), "a.example は a.example に一致します。\n");
    assert_eq!(words(&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C")], &[]), "a.example covers a.example.\n");
    assert_eq!(words(&[("LANG", "ja_JP.UTF-8")], &["--lang", "en"]), "a.example covers a.example.\n");
    assert_eq!(words(&[], &[]), "a.example covers a.example.\n");
}
