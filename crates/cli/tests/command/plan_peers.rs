//! Tests that other programs understand a plan: calendar programs from PyPI, and an independent replay of the JSON.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::run;

/// Returns Python with icalendar and khal. `cargo xtask test` installs it and sets `MTA_STS_PYTHON`.
fn python() -> PathBuf {
    std::env::var_os("MTA_STS_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from)
}

/// Runs a program with a text on standard input, and returns what it prints.
fn run_program(program: &Path, arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("Python runs; `cargo xtask test` installs icalendar and khal");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}\nIs icalendar missing? `cargo xtask test --only unit` installs it.");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a Python program of the folder `peers`, and parses its output as JSON.
fn run_script(name: &str, input: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name);
    serde_json::from_str(&run_program(&python(), &[path.to_str().unwrap()], input)).unwrap()
}

/// Plans for the good domain of the laboratory.
fn plans(goals: &[&str], more: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.json");
    fs::write(&path, run(&["check", "good.test", "--lab", "--format", "json"]).out).unwrap();
    let begun = ["plan", "--evidence", path.to_str().unwrap(), "--start", "2026-06-01T09:00:00Z"];
    let plan = |goal: &&str| {
        let made = run(&[&begun[..], &["--goal", goal], more].concat());
        assert_eq!(made.status, 0, "{goal}: {made:?}");
        made.out
    };
    goals.iter().map(plan).collect()
}

#[test]
fn a_calendar_library_reads_every_event_with_its_alarm() {
    let goal = ["move-mx=mx9.example.net"];
    let document: Value = serde_json::from_str(&plans(&goal, &["--format", "json"])[0]).unwrap();
    for (lang, words) in [("en", "Prepare mx9.example.net"), ("ja", "mx9.example.net がこのドメイン宛て")] {
        let link = ["--format", "ics", "--link", "https://checker.test", "--lang", lang];
        let read = run_script("read_calendar.py", &plans(&goal, &link)[0]);
        assert_eq!((&read["version"], &read["errors"]), (&json!("2.0"), &json!([])));
        let events = read["events"].as_array().unwrap();
        let steps = document["steps"].as_array().unwrap();
        assert_eq!(events.len(), steps.len());
        for (event, step) in events.iter().zip(steps) {
            assert_eq!((&event["at"], &event["zone"]), (&step["at"], &json!("UTC")));
            assert_eq!((&event["alarms"], &event["errors"]), (&json!([0]), &json!([])));
            assert!(event["url"].as_str().unwrap().starts_with("https://checker.test/change#domain=good.test&goal="));
            assert!(event["summary"].as_str().unwrap().starts_with("good.test: "), "{event}");
            assert!(event["description"].as_str().unwrap().contains('\n'), "{event}");
        }
        assert!(events[0]["summary"].as_str().unwrap().contains(words), "{read}");
    }
}

/// Writes the settings that khal needs to start: a calendar and a time zone.
fn khal_settings(folder: &Path) -> String {
    format!(
        "[calendars]\n[[plans]]\npath = {}\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n\
        timeformat = %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {}\n",
        folder.display(),
        folder.join("khal.db").display()
    )
}

#[test]
fn khal_prints_every_event_with_its_time() {
    let calendar = &plans(&["remove"], &["--format", "ics"])[0];
    let folder = tempfile::tempdir().unwrap();
    let (path, settings) = (folder.path().join("plan.ics"), folder.path().join("settings"));
    fs::write(&path, calendar).unwrap();
    fs::write(&settings, khal_settings(folder.path())).unwrap();
    let arguments = ["--config", settings.to_str().unwrap(), "printics", "--format", "{start-long} {title}"];
    let khal = python().with_file_name("khal");
    let shown = run_program(&khal, &[&arguments[..], &[path.to_str().unwrap()]].concat(), "");
    assert_eq!(shown.matches("good.test: ").count(), calendar.matches("BEGIN:VEVENT").count(), "{shown}");
    assert!(shown.contains("2026-06-01 09:00 good.test: Publish a policy file with mode none"), "{shown}");
}

#[test]
fn an_independent_replay_of_the_json_finds_no_harm() {
    let goals = [
        "add-mx=mx9.example.net",
        "move-mx=mx9.example.net",
        "rename-mx=mx1.good.test,mx9.example.net",
        "mode=testing",
        "max-age=86400",
        "remove",
        "park",
    ];
    for more in [&["--form", "safe"][..], &["--form", "short"], &["--dns-delay", "7200"]] {
        for (goal, plan) in goals.iter().zip(plans(&goals, &[&["--format", "json"], more].concat())) {
            let seen = run_script("replay.py", &plan);
            assert!(seen["deliveries"].as_u64().unwrap() > 1_000, "{goal}: {seen}");
            assert_eq!(seen["broken"], json!([]), "{goal} {more:?}");
            assert_eq!(seen["back"], json!([]), "{goal} {more:?}");
        }
    }
}

#[test]
fn the_independent_replay_sees_a_wait_that_is_left_out() {
    let plan = &plans(&["move-mx=mx9.example.net"], &["--format", "json"])[0];
    let mut document: Value = serde_json::from_str(plan).unwrap();
    // Moves every step to at most a day after the start: the MX changes while copies of the old policy are valid.
    for step in document["steps"].as_array_mut().unwrap() {
        let at = step["at"].as_str().unwrap();
        if at > "2026-06-02T09:00:00Z" {
            step["at"] = json!("2026-06-02T09:00:00Z");
        }
    }
    document["ends"] = json!("2026-06-02T09:00:00Z");
    let broken = run_script("replay.py", &document.to_string())["broken"].to_string();
    assert!(broken.contains("I1 waits for expiry"), "{broken}");
}
