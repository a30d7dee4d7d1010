//! `explain`: bounces and log lines about TLS.

use std::fs;

use crate::support::{run, run_with_input};
use serde_json::{Value, json};

const BOUNCE: &str = "450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.";

fn document(text: &str) -> (i32, Value) {
    let run = run_with_input(&["explain", "--format", "json"], text.as_bytes());
    (run.status, run.json())
}

#[test]
fn a_bounce_gives_one_document_with_null_for_what_it_does_not_say() {
    let (status, document) = document(BOUNCE);
    assert_eq!((status, &document["recognised"]), (0, &json!(true)));
    assert!(document.get("looks_like").is_none() && document.get("codes").is_none());
    let mut message = document["messages"][0].clone();
    for words in ["meaning", "next", "sentence"] {
        assert!(message[words].take().as_str().unwrap().ends_with('.'), "{words}");
    }
    message["source"].take();
    assert_eq!(
        message,
        json!({
            "form": "exo-sts-mx", "mta": "Exchange Online", "kind": "mta-sts", "act": "recipient", "sure": "certain",
            "recipient": null, "domain": "kestrel.test", "mx": null, "ip": null, "code": "4.4.8", "reason": null,
            "meaning": null, "next": null, "checks": ["mx", "policy", "record-id"], "sentence": null, "count": 1, "source": null
        })
    );
}

#[test]
fn unrecognised_text_exits_with_2_and_is_classified() {
    for (text, looks_like) in [
        ("version: STSv1\nmode: enforce\nmx: mx1.kestrel.test\nmax_age: 604800\n", json!("policy")),
        ("v=STSv1; id=20260101;", json!("record")),
        ("{\"organization-name\": \"Larkspur\", \"report-id\": \"1\", \"policies\": []}", json!("tls-report")),
        ("<feedback><report_metadata></report_metadata></feedback>", json!("dmarc-report")),
        ("Hello", Value::Null),
        ("", Value::Null),
    ] {
        let expected = json!({"recognised": false, "messages": [], "looks_like": looks_like});
        assert_eq!(document(text), (2, expected), "{text}");
        assert_eq!(run_with_input(&["explain"], text.as_bytes()).status, 2, "{text}");
    }
}

#[test]
fn a_spam_block_is_not_called_mta_sts_and_its_code_is_explained() {
    let (status, document) = document("550 5.7.26 Blocked as spam: MTA-STS failed, SPF failed");
    assert_eq!((status, &document["codes"][0]["code"]), (2, &json!("5.7.26")));
    let output = run_with_input(&["explain", "--lang", "en"], b"550 5.7.26 SPF failed").out;
    assert!(output.contains("5.7.26: about SPF, DKIM, DMARC or reverse DNS, not TLS\n"), "{output}");
}

#[test]
fn a_file_is_read_and_the_text_comes_in_either_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bounce.txt");
    fs::write(&path, BOUNCE).unwrap();
    let path = path.to_str().unwrap();
    let english = run(&["explain", path]);
    assert_eq!(english.status, 0, "{english:?}");
    assert!(
        english.out.starts_with("The MTA-STS policy of kestrel.test does not list its mail servers."),
        "{english:?}"
    );
    assert!(english.out.contains("  Who must act: The recipient's side\n"), "{english:?}");
    let japanese = run(&["explain", path, "--lang", "ja"]);
    assert!(japanese.out.contains("  対応する側：受信側\n"), "{japanese:?}");
}

#[test]
fn a_text_that_is_too_long_is_read_in_part_and_says_so() {
    let long = [BOUNCE, "\n", &"x\n".repeat(1 << 20)].concat();
    let (status, document) = document(&long);
    assert_eq!((status, &document["truncated"]), (0, &json!(true)));
}
