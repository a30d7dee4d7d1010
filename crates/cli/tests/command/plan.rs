//! `mta-sts plan`: dates from stored evidence, as text, JSON, Markdown and calendar.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Run, run};

/// Evidence of a domain of the laboratory, as a file.
fn evidence(folder: &tempfile::TempDir) -> String {
    let path = folder.path().join("evidence.json");
    let checked = run(&["check", "good.test", "--lab", "--format", "json"]);
    assert_eq!(checked.status, 0, "{checked:?}");
    fs::write(&path, checked.out).unwrap();
    path.to_str().unwrap().to_owned()
}

fn plan(evidence: &str, more: &[&str]) -> Run {
    run(&[&["plan", "--evidence", evidence, "--start", "2026-06-01T09:00:00Z"], more].concat())
}

#[test]
fn a_plan_is_one_document_with_exactly_one_change_in_each_step() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let made = plan(&evidence, &["--goal", "add-mx=mx9.good.test.", "--format", "json"]);
    assert_eq!(made.status, 0, "{made:?}");
    let document = made.json();
    assert_eq!(document["schema"], json!(1));
    assert_eq!(document["domain"], json!("good.test"));
    assert_eq!(document["goal"], json!("add-mx=mx9.good.test"));
    assert_eq!(document["start"], json!("2026-06-01T09:00:00Z"));
    assert_eq!(document["form"], json!("safe"));
    let steps = document["steps"].as_array().unwrap();
    assert!(steps.len() >= 3);
    for step in steps {
        let changes = step["do"].as_object().unwrap();
        assert_eq!(changes.len(), 1, "{step}");
        for words in ["prove", "because", "if_skipped", "headline"] {
            assert!(step[words].as_str().is_some_and(|words| !words.is_empty()), "{step}");
        }
    }
    let last = steps.iter().rfind(|step| step["do"]["mx"].is_array()).unwrap();
    let hosts: Vec<&Value> = last["do"]["mx"].as_array().unwrap().iter().map(|record| &record["host"]).collect();
    assert_eq!(hosts.last(), Some(&&json!("mx9.good.test")));
}

#[test]
fn an_unknown_goal_is_wrong_usage_and_lists_the_goals() {
    for goal in ["upgrade", "add-mx", "mode=none"] {
        let run = run(&["plan", "example.com", "--goal", goal]);
        assert_eq!(run.status, 64, "{run:?}");
        assert!(run.out.is_empty());
    }
    let run = run(&["plan", "example.com", "--goal", "upgrade"]);
    for goal in planner::GOALS {
        assert!(run.err.contains(goal), "{goal}: {}", run.err);
    }
}

#[test]
fn a_value_that_does_not_fit_its_goal_says_which_values_do() {
    for (goal, hint) in [
        ("add-mx=mx_1.example.com", "add-mx=HOST. HOST is a host name"),
        ("add-mx=m\u{fc}.example.com", "xn--"),
        ("rename-mx=mx1.example.com,mx1.example.com", "two different host names"),
        ("mode=none", "the goal remove"),
        ("max-age=0", "from 1 to 31557600"),
        ("max-age=7d", "from 1 to 31557600"),
        ("move-host=_", "NAME a DNS name"),
        ("to-service=one.example.net", "Both targets"),
        ("to-own=web", "IPv4 or IPv6"),
        ("deploy=web", "IPv4 or IPv6"),
        ("remove=yes", "no value"),
    ] {
        let run = run(&["plan", "example.com", "--goal", goal]);
        assert_eq!((run.status, run.out.as_str()), (64, ""), "{run:?}");
        assert!(run.err.contains(hint), "{goal}: {}", run.err);
    }
}

#[test]
fn a_goal_that_does_not_fit_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let refused = plan(&evidence, &["--goal", "deploy"]);
    assert_eq!((refused.status, refused.out.as_str()), (1, ""), "{refused:?}");
    assert!(refused.err.contains("a policy is in force already"), "{refused:?}");
}

#[test]
fn an_earlier_policy_with_a_larger_max_age_makes_the_plan_longer() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let ends = |more: &[&str]| {
        let goal = ["--goal", "move-mx=mx9.example.net", "--format", "json"];
        plan(&evidence, &[&goal, more].concat()).json()["ends"].as_str().unwrap().to_owned()
    };
    let earlier = "enforce,31557600,2026-05-01T00:00:00Z,mx1.good.test";
    assert!(ends(&["--earlier", earlier]) > ends(&[]));
    let wrong = plan(&evidence, &["--goal", "remove", "--earlier", "enforce"]);
    assert_eq!(wrong.status, 64);
}

#[test]
fn a_slow_dns_provider_makes_every_wait_for_dns_longer() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let waits = |more: &[&str]| {
        let goal = ["--goal", "move-mx=mx9.example.net", "--format", "json"];
        let document = plan(&evidence, &[&goal, more].concat()).json();
        assert_eq!(document["state"]["delay"]["dns"], json!(if more.is_empty() { 0 } else { 7_200 }));
        ["id", "mx", "host"].map(|wait| document["waits"][wait].as_i64().unwrap())
    };
    assert_eq!(waits(&["--dns-delay", "7200"]), waits(&[]).map(|wait| wait + 7_200));
    let wrong = plan(&evidence, &["--goal", "remove", "--dns-delay", "soon"]);
    assert_eq!(wrong.status, 64);
}

#[test]
fn a_stored_plan_shows_its_progress() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let stored = folder.path().join("plan.json");
    fs::write(&stored, plan(&evidence, &["--goal", "move-mx=mx9.example.net", "--format", "json"]).out).unwrap();
    let stored = stored.to_str().unwrap();
    let resumed = plan(&evidence, &["--resume", stored, "--format", "json"]);
    assert_eq!(resumed.status, 0, "{resumed:?}");
    let stands: Vec<String> = resumed.json()["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["progress"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(stands[..3], ["done", "due", "waiting"]);
    // What was printed with the progress is still that plan.
    let again = folder.path().join("progress.json");
    fs::write(&again, &resumed.out).unwrap();
    assert_eq!(plan(&evidence, &["--resume", again.to_str().unwrap(), "--format", "json"]).out, resumed.out);
    let other = plan(&evidence, &["--resume", &evidence]);
    assert_eq!(other.status, 2, "{other:?}");
}

/// Stores the evidence of a check that saw the MX records of a plan's step.
fn evidence_with_mx(folder: &tempfile::TempDir, evidence: &str, step: &Value) -> String {
    let mut document: Value = serde_json::from_str(&fs::read_to_string(evidence).unwrap()).unwrap();
    let record = |one: &Value| json!({ "mx": { "preference": one["preference"], "exchange": one["host"] } });
    let records: Vec<Value> = step["do"]["mx"].as_array().unwrap().iter().map(record).collect();
    for entry in document["evidence"]["entries"].as_array_mut().unwrap() {
        if entry["question"]["type"] == json!("MX") && entry["question"]["name"] == json!("good.test") {
            entry["answer"]["dns"]["records"] = json!(records);
        }
    }
    let path = folder.path().join("early.json");
    fs::write(&path, document.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_step_done_too_early_has_its_harm_and_end_and_later_dates_move() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let stored = folder.path().join("plan.json");
    let made = plan(&evidence, &["--goal", "move-mx=mx9.example.net", "--format", "json"]);
    fs::write(&stored, &made.out).unwrap();
    let document = made.json();
    let number = document["steps"].as_array().unwrap().iter().position(|step| step["do"]["mx"].is_array()).unwrap();
    let early = evidence_with_mx(&folder, &evidence, &document["steps"][number]);
    let resumed = |more: &[&str]| {
        let begun =
            ["plan", "--evidence", &early, "--resume", stored.to_str().unwrap(), "--start", "2026-06-03T09:00:00Z"];
        run(&[&begun, more].concat())
    };
    let seen = resumed(&["--format", "json"]);
    assert_eq!(seen.status, 1, "{seen:?}");
    let step = &seen.json()["steps"][number];
    assert_eq!((&step["progress"], &step["harm"]["what"]), (&json!("too-early"), &json!("mx-skipped")), "{step}");
    assert_eq!(step["harm"]["hosts"], json!(["mx9.example.net"]));
    assert_eq!(step["planned"], document["steps"][number]["at"]);
    // File and record are two days late, and copies of before last that much longer.
    assert!(step["at"].as_str() > step["planned"].as_str() && step["harm"]["until"] == step["at"], "{step}");
    assert!(seen.json()["ends"].as_str() > document["ends"].as_str());
    let calendar = resumed(&["--format", "ics"]).out;
    let moved = step["at"].as_str().unwrap().replace(['-', ':'], "");
    assert!(calendar.contains(&format!("DTSTAMP:20260603T090000Z\r\nDTSTART:{moved}\r\n")), "{calendar}");
    let said = resumed(&["--lang", "en"]).out;
    assert!(said.contains("too early: the harm can last until") && said.contains("skip mx9.example.net"), "{said}");
    assert!(said.contains("Way back"), "{said}");
}

#[test]
fn the_way_back_from_enforce_is_possible_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let made = plan(&evidence, &["--goal", "mode=testing", "--format", "json"]);
    let document = made.json();
    let back: Vec<(&Value, &Value)> =
        document["back"].as_array().unwrap().iter().map(|step| (&step["step"], &step["after"])).collect();
    assert_eq!(back[..2], [(&json!("file-back"), &json!(0)), (&json!("id"), &json!(0))]);
    assert_eq!((&document["back"][1]["at"], &document["back_from"]), (&document["start"], &document["start"]));
}

#[test]
fn each_wait_is_for_safety_or_for_observation() {
    let folder = tempfile::tempdir().unwrap();
    let made = |format| plan(&evidence(&folder), &["--goal", "remove", "--lang", "en", "--format", format]);
    let document = made("json").json();
    let steps = document["steps"].as_array().unwrap();
    let kind = |topic: &str| steps.iter().find(|step| step["step"] == topic).map(|step| step["wait"].clone());
    for (topic, expected) in [("copies", json!("safety")), ("file-unasked", json!("observation")), ("id", json!(null))]
    {
        assert_eq!(kind(topic), Some(expected), "{topic}");
    }
    assert!(steps.iter().all(|step| step["wait"].is_null() == step["do"]["wait_for"].is_null()), "{document}");
    let text = made("text").out;
    assert!(text.contains("Kind of wait: observation") && text.contains("Kind of wait: safety"), "{text}");
}

#[test]
fn a_healthy_domain_needs_no_repair() {
    let folder = tempfile::tempdir().unwrap();
    let refused = plan(&evidence(&folder), &["--goal", "repair"]);
    assert_eq!((refused.status, refused.out.as_str()), (1, ""), "{refused:?}");
    assert!(refused.err.contains("nothing needs to be repaired"), "{refused:?}");
}

#[test]
fn a_calendar_has_one_event_for_each_step_and_stable_names() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let goal = ["--goal", "move-mx=mx9.example.net"];
    let steps = plan(&evidence, &[&goal[..], &["--format", "json"]].concat()).json()["steps"].as_array().unwrap().len();
    let calendar = |more: &[&str]| plan(&evidence, &[&goal[..], &["--format", "ics"], more].concat()).out;
    let text = calendar(&["--link", "https://mta-sts.example/"]);
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), steps);
    assert_eq!(text.matches("BEGIN:VALARM\r\n").count(), steps);
    let link = "URL:https://mta-sts.example/change#domain=good.test&goal=move-mx=mx9.example.net&start=2026-06-01T09:00:00Z&mx=";
    assert_eq!(text.replace("\r\n ", "").matches(link).count(), steps);
    let without = calendar(&[]).replace("\r\n ", "");
    assert!(!without.contains("URL:") && without.matches("mta-sts plan --resume plan.json").count() == steps);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    let names =
        |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    let (first, again) = (names(&text), names(&calendar(&["--lang", "ja"])));
    assert_eq!(first, again);
    assert_eq!(first.iter().collect::<std::collections::BTreeSet<_>>().len(), 2 * steps);
}

#[test]
fn text_and_markdown_speak_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let output = |format, lang| plan(&evidence, &["--goal", "remove", "--format", format, "--lang", lang]).out;
    for (format, lang, words) in [
        ("text", "en", "Delete the record"),
        ("text", "ja", "レコードを削除する"),
        ("markdown", "en", "### DNS"),
        ("markdown", "ja", "- [ ] **2026年6月"),
    ] {
        let text = output(format, lang);
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn a_start_in_the_past_and_an_earlier_policy_in_the_future_have_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = evidence(&folder);
    let made = |start: &str, until: &str, format: &str| {
        let earlier = format!("enforce,604800,{until},mx1.good.test");
        let goal = ["--goal", "add-mx=mx9.good.test", "--earlier", &earlier, "--lang", "en", "--format", format];
        run(&[&["plan", "--evidence", &evidence, "--start", start][..], &goal].concat())
    };
    let ids = |run: &Run| {
        let notes = run.json()["notes"].as_array().unwrap().clone();
        notes.iter().map(|note| note["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(ids(&made("2199-06-01T09:00:00Z", "2001-01-01T00:00:00Z", "json")).is_empty());
    let odd = made("2001-06-01T09:00:00Z", "2199-01-01T00:00:00Z", "json");
    assert_eq!((odd.status, ids(&odd)), (0, vec!["start-past".to_owned(), "earlier-future".to_owned()]));
    assert_eq!(odd.json()["notes"][1]["at"], json!("2199-01-01T00:00:00Z"));
    for format in ["text", "markdown"] {
        let said = made("2001-06-01T09:00:00Z", "2199-01-01T00:00:00Z", format).out.replace('\n', " ");
        assert!(said.contains("starts in the past") && said.contains("ends in the future"), "{said}");
    }
}
