//! `check`, against the laboratory.

use std::fs;

use crate::support::{Run, ids, run};
use serde_json::{Value, json};

/// Nothing listens at this address: a query that leaves the laboratory fails.
const UNREACHABLE_RESOLVER: &str = "--resolver=127.0.0.1:1";

fn check(domain: &str) -> (i32, Value) {
    let run = run(&["check", domain, "--lab", UNREACHABLE_RESOLVER, "--format", "json"]);
    (run.status, run.json())
}

fn errors_and_warnings(document: &Value) -> Vec<&str> {
    let findings = document["findings"].as_array().unwrap();
    let is_error_or_warning = |finding: &&Value| finding["severity"] == "error" || finding["severity"] == "warning";
    let mut ids: Vec<&str> =
        findings.iter().filter(is_error_or_warning).map(|finding| finding["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[test]
fn a_good_domain_is_enforced() {
    let (status, document) = check("good.test");
    assert_eq!(status, 0, "{document:#}");
    assert_eq!(document["schema"], 1);
    assert_eq!(document["domain"], "good.test");
    assert_eq!(document["verdict"], "enforced");
    let policy = json!({"id": "20261101000000Z", "mode": "enforce", "max_age": 1_209_600, "mx": ["mx1.good.test"]});
    assert_eq!(document["policy"], policy);
    let delivery = &document["delivery"][0];
    assert_eq!((&delivery["mx"], &delivery["listed"]), (&json!("mx1.good.test"), &json!(true)));
    assert_eq!((&delivery["tls"], &delivery["outcome"]), (&json!("valid"), &json!("deliver")));
    assert_eq!(document["unseen"], json!([]));
    assert_eq!(document["evidence"]["domain"], "good.test");
    assert_eq!(document["checked_at"].as_str().unwrap().len(), "2026-01-31T12:00:00Z".len());
}

#[test]
fn every_example_gives_the_expected_result_over_the_network() {
    // The slow domain only tests waiting, and the tests of the checker cover it.
    let worlds: Vec<_> = lab::demo_worlds().into_iter().filter(|world| world.domain != "slow.test").collect();
    let domains: Vec<&str> = worlds.iter().map(|world| world.domain.as_str()).collect();
    let run = run(&[&["check", "--lab", UNREACHABLE_RESOLVER, "--format", "json"], domains.as_slice()].concat());
    assert_eq!(run.status, 1, "{}", run.err);
    let mut wrong = Vec::new();
    for (world, document) in worlds.iter().zip(run.json().as_array().unwrap()) {
        let expect = world.expect.as_ref().unwrap();
        if document["verdict"] != expect.verdict.as_str() || errors_and_warnings(document) != expect.findings {
            wrong.push(format!(
                "{}: {} {:?}, not {expect:?}",
                world.domain,
                document["verdict"],
                errors_and_warnings(document)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_that_the_laboratory_does_not_know_do_not_exist() {
    let (status, document) = check("nobody.test");
    assert_eq!((status, &document["verdict"]), (1, &json!("no-mail")), "{document:#}");
}

#[test]
fn a_failing_resolver_is_not_a_fault_of_the_domain() {
    let (status, document) = check("example.com");
    assert_eq!((status, &document["verdict"]), (2, &json!("unknown")), "{document:#}");
    assert_eq!(errors_and_warnings(&document), Vec::<&str>::new());
    assert!(!document["unseen"].as_array().unwrap().is_empty());
}

/// A resolver for the real network that points another domain's policy host to an address of the laboratory.
const OTHER_WORLD: &str = r#"{"domain": "stranger.example", "dns": {
    "stranger.example MX": {"rrs": [[10, "mx1.good.test."]]},
    "_mta-sts.stranger.example TXT": {"rrs": [["v=STSv1; id=1;"]]},
    "mta-sts.stranger.example A": {"rrs": ["192.0.2.11"]},
    "good.test MX": {"rrs": [[10, "mx1.stranger.example."]]},
    "mta-sts.good.test A": {"rrs": ["192.0.2.99"]}}}"#;

#[test]
fn the_lab_answers_only_its_own_names_and_they_are_asked_nowhere_else() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let worlds = [serde_json::from_str(OTHER_WORLD).unwrap()];
    let real = runtime.block_on(lab::Lab::start(&worlds, evidence::Timestamp::from_unix(1_800_000_000))).unwrap();
    let resolver = real.dns_addr().to_string();
    let options = ["--lab", "--resolver", &resolver, "--format", "json"];

    let outside = run(&[&["check", "stranger.example"], options.as_slice()].concat()).json();
    assert_eq!(outside["verdict"], "ineffective", "{outside:#}");
    let connects: Vec<&Value> =
        policy(&outside)["attempts"].as_array().unwrap().iter().map(|it| &it["connect"]).collect();
    assert_eq!(connects, ["not-public"]);

    let inside = run(&[&["check", "good.test"], options.as_slice()].concat()).json();
    assert_eq!(inside["verdict"], "enforced", "{inside:#}");
    assert!(!inside.to_string().contains("stranger.example"));
    assert!(!inside.to_string().contains(&resolver));
}

/// Returns the result of the policy fetch in the evidence.
fn policy(document: &Value) -> &Value {
    let entries = document["evidence"]["entries"].as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["question"]["ask"] == "policy").unwrap();
    &entry["answer"]["policy"]
}

#[test]
fn if_one_resolver_fails_another_is_asked_and_that_is_reported() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let worlds = [serde_json::from_str(OTHER_WORLD).unwrap()];
    let real = runtime.block_on(lab::Lab::start(&worlds, evidence::Timestamp::from_unix(1_800_000_000))).unwrap();
    let resolver = real.dns_addr().to_string();
    let document =
        run(&["check", "stranger.example", UNREACHABLE_RESOLVER, "--resolver", &resolver, "--format", "json"]).json();
    assert_eq!(document["verdict"], "ineffective", "{document:#}");
    assert!(ids(&document["findings"]).contains(&"doh-resolver-unreachable"), "{document:#}");
}

#[test]
fn text_markdown_and_both_languages_are_for_people() {
    let words = |options: &[&str]| {
        let run = run(&[&["check", "mx-not-listed.test", "--lab", UNREACHABLE_RESOLVER], options].concat());
        assert_eq!(run.status, 1, "{run:?}");
        run.out
    };
    let text = words(&[]);
    assert!(text.contains("backup.mx-not-listed.test"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(words(&["--format", "markdown"]).starts_with("## "));
    assert!(words(&["--lang", "ja"]).contains("ポリシー"));
}

#[test]
fn a_hostile_domain_cannot_write_to_the_terminal() {
    for format in ["text", "markdown"] {
        let Run { out, err, .. } = run(&["check", "hostile.test", "--lab", UNREACHABLE_RESOLVER, "--format", format]);
        let odd = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!out.contains(odd), "{out:?}");
        assert!(!err.contains(odd), "{err:?}");
    }
}

#[test]
fn a_domain_may_be_typed_as_an_address_a_url_or_in_japanese() {
    for typed in ["user@good.test", "https://mta-sts.good.test/.well-known/mta-sts.txt", " GOOD.test. "] {
        assert_eq!(check(typed).1["domain"], "good.test");
    }
    assert_eq!(check("例え.test").1["domain"], "xn--r8jz45g.test");
}

#[test]
fn an_invalid_domain_is_wrong_usage_with_a_message() {
    for (typed, words) in [("exa mple.com", "exa mple.com"), ("192.0.2.1", "IP address"), ("a..b", "dot")] {
        let run = run(&["check", "good.test", typed, "--lab", UNREACHABLE_RESOLVER]);
        assert_eq!((run.status, run.out.as_str()), (64, ""), "{run:?}");
        assert!(run.err.contains(words), "{run:?}");
    }
}

#[test]
fn stored_evidence_is_judged_again_without_network() {
    let folder = tempfile::tempdir().unwrap();
    let save = |name: &str, value: &Value| {
        let path = folder.path().join(name);
        fs::write(&path, value.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (_, document) = check("mx-not-listed.test");
    let again = |path: &str| run(&["check", "--evidence", path, "--format", "json"]);
    for path in [save("document.json", &document), save("evidence.json", &document["evidence"])] {
        let run = again(&path);
        assert_eq!((run.status, run.json()), (1, document.clone()));
    }
    let both = save("both.json", &json!([document, check("good.test").1]));
    assert_eq!(again(&both).json().as_array().unwrap().len(), 2);
    for nonsense in [json!([]), json!({}), json!("x"), json!({"evidence": {"domain": "-"}})] {
        let path = save("nonsense.json", &nonsense);
        let run = again(&path);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains("nonsense.json"), "{run:?}");
    }
}

#[test]
fn an_earlier_check_shows_which_policies_senders_may_have_saved() {
    let folder = tempfile::tempdir().unwrap();
    let save = |name: &str, value: &Value| {
        let path = folder.path().join(name);
        fs::write(&path, value.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (_, document) = check("testing.test");
    let today = save("today.json", &document);
    let mut earlier = document.clone();
    let started: evidence::Timestamp = document["checked_at"].as_str().unwrap().parse().unwrap();
    earlier["evidence"]["started"] = json!(started.plus_seconds(-100 * 86_400).to_string());
    let then = save("then.json", &earlier);
    let is_reported = |earlier: &[&str]| {
        let run = run(&[&["check", "--evidence", &today, "--format", "json"], earlier].concat());
        ids(&run.json()["findings"]).contains(&"testing-too-long")
    };
    assert!(!is_reported(&[]) && !is_reported(&["--earlier", &today]));
    assert!(is_reported(&["--earlier", &then]) && is_reported(&["--earlier", &then, "--earlier", &today]));
    let missing = run(&["check", "--evidence", &today, "--earlier", "no-such-file.json"]);
    assert!(missing.status == 2 && missing.err.contains("no-such-file.json"), "{missing:?}");
}

#[test]
fn a_finding_has_the_shape_that_scripts_rely_on() {
    let (_, document) = check("mx-not-listed.test");
    assert!(ids(&document["findings"]).contains(&"policy-mx-not-covered"));
    let finding = &document["findings"][0];
    for member in ["id", "severity", "stage", "headline", "why", "fix", "reference"] {
        assert!(finding[member].is_string(), "{member} of {finding:#}");
    }
    assert!(finding.get("place").is_some() && finding.get("patch").is_some());
    let refused = &document["delivery"][1];
    assert_eq!((&refused["outcome"], &refused["because"][0]), (&json!("refuse"), &json!("policy-mx-not-covered")));
}
