//! What other programs make of a plan: calendar programs from PyPI, and a replay that was written from the JSON's form alone.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::run;

/// Python with icalendar and khal. `cargo xtask test` installs it and says where it is.
fn python() -> PathBuf {
    std::env::var_os("MTA_STS_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from)
}

/// What a program prints that is given a text.
fn printed(program: &Path, arguments: &[&str], given: &str) -> String {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("Python runs; `cargo xtask test` installs icalendar and khal");
    child.stdin.take().unwrap().write_all(given.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\nIs icalendar missing? `cargo xtask test --only unit` installs it.");
    String::from_utf8(output.stdout).unwrap()
}

/// What a Python program of this folder prints, as JSON.
fn peer(name: &str, given: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name);
    serde_json::from_str(&printed(&python(), &[path.to_str().unwrap()], given)).unwrap()
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
        let read = peer("read_calendar.py", &plans(&goal, &link)[0]);
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

/// What khal needs to start: a calendar of its own, and a clock.
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
    let shown = printed(&khal, &[&arguments[..], &[path.to_str().unwrap()]].concat(), "");
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
            let seen = peer("replay.py", &plan);
            assert!(seen["deliveries"].as_u64().unwrap() > 1_000, "{goal}: {seen}");
            assert_eq!(seen["broken"], json!([]), "{goal} {more:?}");
        }
    }
}

#[test]
fn the_independent_replay_sees_a_wait_that_is_left_out() {
    let plan = &plans(&["move-mx=mx9.example.net"], &["--format", "json"])[0];
    let mut document: Value = serde_json::from_str(plan).unwrap();
    // Everything a day after the start at the latest: MX changes while copies of the old policy live.
    for step in document["steps"].as_array_mut().unwrap() {
        let at = step["at"].as_str().unwrap();
        if at > "2026-06-02T09:00:00Z" {
            step["at"] = json!("2026-06-02T09:00:00Z");
        }
    }
    document["ends"] = json!("2026-06-02T09:00:00Z");
    let broken = peer("replay.py", &document.to_string())["broken"].to_string();
    assert!(broken.contains("I1 waits for expiry"), "{broken}");
}
