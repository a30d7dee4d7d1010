//! `lint` and `match`: texts before they are published.

use std::{fs, path::PathBuf};

use crate::support::{Run, ids, run, run_with_input};
use serde_json::{Value, json};

const POLICY: &str = "version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmax_age: 1209600\r\n";

fn record(texts: &[&str]) -> (i32, Value) {
    let run = run(&[&["lint", "record", "--format", "json"], texts].concat());
    (run.status, run.json())
}

fn policy(octets: &[u8], options: &[&str]) -> (i32, Value) {
    let run = run_with_input(&[&["lint", "policy", "-", "--format", "json"], options].concat(), octets);
    (run.status, run.json())
}

#[test]
fn a_valid_record_gives_its_id() {
    let expected = json!({"outcome": "valid", "id": "20260101000000Z", "read_as": "value", "problems": []});
    assert_eq!(record(&["v=STSv1; id=20260101000000Z;"]), (0, expected));
}

#[test]
fn a_record_that_fails_says_where_and_why() {
    let (status, document) = record(&["v=STSv1; id=2026-01-01;"]);
    assert_eq!((status, &document["outcome"], &document["id"]), (1, &json!("invalid"), &Value::Null));
    let problem = &document["problems"][0];
    assert_eq!(problem["id"], "record-id-invalid-chars");
    assert_eq!(problem["severity"], "error");
    assert_eq!(problem["stage"], "record");
    assert_eq!(problem["place"]["source"], "record");
    assert_eq!(problem["place"]["line"], 1);
    for words in ["headline", "why", "fix"] {
        assert!(!problem[words].as_str().unwrap().is_empty(), "{words}");
    }
    assert!(problem["reference"].as_str().unwrap().starts_with("RFC 8461 §"));
}

#[test]
fn records_are_one_answer() {
    assert_eq!(record(&["v=STSv1; id=1;", "v=STSv1; id=2;"]).1["outcome"], "multiple");
    assert_eq!(record(&["v=spf1 -all", "v=STSv1; id=2;"]), (0, record(&["v=spf1 -all", "v=STSv1; id=2;"]).1));
    assert_eq!(record(&["v=spf1 -all"]).1["outcome"], "none");
}

#[test]
fn standard_input_holds_one_record_a_line() {
    let run = run_with_input(&["lint", "record", "-", "--format", "json"], b"v=spf1 -all\nv=STSv1; id=abc;\r\n");
    assert_eq!((run.status, &run.json()["id"]), (0, &json!("abc")));
    assert_eq!(run_with_input(&["lint", "record", "-", "--format", "json"], b"").json()["outcome"], "none");
}

#[test]
fn a_policy_is_judged_octet_for_octet() {
    let (status, document) = policy(POLICY.as_bytes(), &[]);
    let expected = json!({"mode": "enforce", "max_age": 1_209_600, "mx": ["*.example.com"]});
    assert_eq!((status, &document["outcome"], &document["policy"]), (0, &json!("valid"), &expected));
    let (status, document) = policy(POLICY.replace("mode", "\r\nmode").as_bytes(), &[]);
    assert_eq!((status, &document["outcome"], &document["policy"]), (1, &json!("invalid"), &Value::Null));
    assert_eq!(ids(&document["problems"]), ["policy-blank-line"]);
    assert_eq!(document["problems"][0]["place"]["line"], 2);
}

#[test]
fn coverage_is_checked_for_the_hosts_given() {
    let (status, document) = policy(POLICY.as_bytes(), &["--mx", "mx.example.com", "--mx", "mx.example.net"]);
    assert_eq!(status, 1);
    assert!(ids(&document["problems"]).contains(&"policy-mx-not-covered"), "{document}");
    assert_eq!(policy(POLICY.as_bytes(), &["--mx", "mx.example.com"]).0, 0);
    for (mode, headline) in [
        ("enforce", "Senders can apply this policy, and refuse to deliver to mx.example.net."),
        ("testing", "Senders can apply this policy, and report failures at mx.example.net. In enforce mode"),
        ("none", "The file is a policy that senders can apply."),
    ] {
        let text = POLICY.replace("enforce", mode);
        let options = ["lint", "policy", "-", "--lang", "en", "--mx", "mx.example.com", "--mx", "mx.example.net"];
        let output = run_with_input(&options, text.as_bytes()).out.replace('\n', " ");
        assert!(output.starts_with(headline) && !output.contains("preference"), "{mode}: {output}");
    }
}

#[test]
fn a_text_may_be_meant_for_a_domain() {
    let problems = |options: &[&str]| policy(POLICY.as_bytes(), options).1["problems"].clone();
    assert_eq!(ids(&problems(&["--domain", "Example.com"])), ["policy-mx-wildcard-own-domain"]);
    assert_eq!(problems(&[]), json!([]));
    assert_eq!(run(&["lint", "policy", "-", "--domain", "a..b"]).status, 64);
}

#[test]
fn the_grammar_and_the_severity_are_two_things() {
    let (status, document) = policy(POLICY.replace("*.example.com", "192.0.2.1").as_bytes(), &[]);
    assert_eq!((status, &document["outcome"]), (1, &json!("valid")));
    assert!(ids(&document["problems"]).contains(&"policy-mx-ip-address"), "{document}");
    let run = run_with_input(
        &["lint", "policy", "-", "--lang", "en"],
        POLICY.replace("*.example.com", "192.0.2.1").as_bytes(),
    );
    assert!(run.out.starts_with("Senders can apply this policy, but something in it does not work."), "{}", run.out);
}

#[test]
fn a_record_in_presentation_form_is_read_as_what_it_publishes() {
    let line = "_mta-sts.example.com. 3600 IN TXT \"v=STSv1; \" \"id=1;\"";
    let (status, document) = record(&[line]);
    assert_eq!((status, &document["id"], &document["read_as"]), (0, &json!("1"), &json!("presentation")));
    assert_eq!(document["notes"].as_array().unwrap().len(), 1, "{document}");
    assert_eq!(record(&["\"v=STSv1; id=1;\""]).1["id"], "1");
    let dig = run_with_input(
        &["lint", "record", "-", "--lang", "en"],
        format!("; <<>> DiG <<>>\n{line}\n\n;; Query time\n").as_bytes(),
    );
    let output = dig.out.replace('\n', " ");
    assert!(output.starts_with("Senders use this STS record. Its id is 1.  Recognised as dig"), "{output}");
    let tls_rpt = run(&["lint", "tlsrpt", "\"v=TLSRPTv1\\; rua=mailto:a@example.com\"", "--format", "json"]).json();
    assert_eq!(tls_rpt["rua"], json!(["mailto:a@example.com"]));
}

#[test]
fn a_problem_in_presentation_form_has_its_place_and_its_domain() {
    let line = "_mta-sts.example.com. IN TXT \"v=STSv1; id=2026-01-01;\"";
    let (status, document) = record(&[line]);
    let problem = &document["problems"][0];
    assert_eq!(
        (status, &problem["id"], &problem["place"]["column"]),
        (1, &json!("record-id-invalid-chars"), &json!(43))
    );
    let output = run(&["lint", "record", line, "--lang", "en"]).out;
    assert!(
        output.contains("TXT 1:43: ") && output.contains("_mta-sts.example.com") && !output.contains("domain.example"),
        "{output}"
    );
    let output = run(&["lint", "record", line, "--lang", "en", "--domain", "example.net"]).out.replace('\n', " ");
    assert!(
        output.contains(
            "The line is for _mta-sts.example.com, but senders look for this record at _mta-sts.example.net."
        ),
        "{output}"
    );
    let cut = run(&["lint", "record", "_mta-sts IN TXT v=STSv1; id=1;", "--lang", "en"]);
    assert!(cut.status == 1 && cut.out.contains("quotation marks starts a comment"), "{}", cut.out);
    assert_eq!(ids(&record(&[r#""\"v=STSv1; id=1;\"""#]).1["problems"]), ["record-quoted"]);
}

fn saved(octets: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mta-sts.txt");
    fs::write(&path, octets).unwrap();
    (folder, path)
}

#[test]
fn a_file_is_named_with_line_and_column_as_editors_read_them() {
    let (_folder, path) = saved(b"version: STSv1\r\nmode: strict\r\nmx: a.example\r\nmax_age: 604800\r\n");
    let run = run(&["lint", "policy", path.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(run.status, 1);
    assert!(run.out.replace('\n', " ").contains(&format!("{}:2:7: ", path.display())), "{}", run.out);
    assert!(run.out.contains("policy-mode-invalid"), "{}", run.out);
}

#[test]
fn a_tls_reporting_record_gives_its_addresses() {
    let run = run(&["lint", "tlsrpt", "v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/r", "--format=json"]);
    let expected = json!({
        "outcome": "valid", "rua": ["mailto:a@example.com", "https://example.com/r"], "read_as": "value", "problems": []
    });
    assert_eq!((run.status, run.json()), (0, expected));
}

#[test]
fn a_tls_reporting_record_that_fails_is_an_error() {
    let run = run(&["lint", "tlsrpt", "v=TLSRPTv1; rua=someone@example.com", "--format", "json"]);
    assert_eq!((run.status, &run.json()["outcome"]), (1, &json!("invalid")));
    assert_eq!(ids(&run.json()["problems"]), ["tlsrpt-rua-no-scheme"]);
}

fn is_harmless(run: &Run) {
    let odd = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!run.out.contains(odd), "{:?}", run.out);
    assert!(!run.err.contains(odd), "{:?}", run.err);
}

#[test]
fn hostile_octets_never_reach_the_terminal() {
    let hostile =
        "version: STSv1\u{1b}]0;owned\u{7}\r\nmode: \u{202e}ecrofne\r\nmx: \u{2066}\u{1b}[31m\r\n\u{0}\u{9b}x: y\r\n"
            .as_bytes();
    for octets in [hostile, b"\xff\xfe\x00v\x00", b"", b"\n\n\n", "\u{feff}version: STSv1".as_bytes()] {
        for lang in ["en", "ja"] {
            for format in ["text", "json"] {
                let run = run_with_input(&["lint", "policy", "-", "--format", format, "--lang", lang], octets);
                assert!(matches!(run.status, 1 | 2), "{run:?}");
                if format == "text" {
                    is_harmless(&run);
                }
            }
        }
    }
    is_harmless(&run_with_input(&["lint", "record", "-"], b"v=STSv1; id=\x1b[31m;\n\xff\xfe\n"));
    is_harmless(&run_with_input(&["lint", "tlsrpt", "-"], "v=TLSRPTv1; rua=\u{202e}mailto:a@b\u{1b}c".as_bytes()));
    is_harmless(&run(&["match", "\u{1b}[31m*.example.com", "\u{202e}a"]));
    is_harmless(&run(&["check", "\u{1b}[31mexample.com"]));
    is_harmless(&run(&["check", "example.com", "--resolver", "\u{1b}[31m\u{202e}"]));
}

#[test]
fn a_huge_file_is_judged_in_time() {
    let long = [POLICY.as_bytes(), &b"x: y\r\n".repeat(100_000)].concat();
    let (status, document) = policy(&long, &[]);
    assert_eq!(status, 1);
    assert!(ids(&document["problems"]).contains(&"policy-http-too-large"), "{:.300}", document.to_string());
}

#[test]
fn problems_that_are_not_listed_are_counted() {
    let blank = format!("version: STSv1\n{}mode: enforce\nmx: a.example\nmax_age: 604800\n", "\n".repeat(8));
    let run = run_with_input(&["lint", "policy", "-", "--lang", "en"], blank.as_bytes());
    assert_eq!(run.out.matches("policy-blank-line").count(), 5, "{}", run.out);
    assert_eq!(run.out.matches("And in 3 more places.").count(), 1, "{}", run.out);
}

#[test]
fn text_fits_a_customary_terminal() {
    let run = run_with_input(&["lint", "policy", "-"], b"version: STSv2\nmode: strict\n\nnmx: a.example\nmax_age: 1\n");
    let long: Vec<&str> = run.out.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn a_match_is_0_and_anything_else_is_1() {
    let cases = [
        ("mail.example.com", "MAIL.example.com.", true),
        ("*.example.com", "mail.example.com", true),
        ("*.example.com", "example.com", false),
        ("*.example.com", "a.b.example.com", false),
        ("*.mx.microsoft", "contoso-com.o-v1.mx.microsoft", false),
        ("m*.example.com", "mx.example.com", false),
        ("192.0.2.1", "192.0.2.1", false),
        ("", "", false),
    ];
    for (pattern, host, matches) in cases {
        let json = run(&["match", pattern, host, "--format", "json"]);
        assert_eq!(
            (json.status, json.json()),
            (i32::from(!matches), json!({ "matches": matches })),
            "{pattern} {host}"
        );
        assert_eq!(run(&["match", pattern, host]).status, i32::from(!matches), "{pattern} {host}");
    }
}

#[test]
fn a_file_that_some_senders_drop_is_called_neither_good_nor_useless() {
    let disputed = "Some senders apply this file as a policy, others drop it.\n";
    for text in [
        "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 99999999\n",
        "version: STSv1\n\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n",
    ] {
        let run = run_with_input(&["lint", "policy", "-", "--lang", "en"], text.as_bytes());
        assert!(run.out.starts_with(disputed), "{}", run.out);
    }
    let run =
        run_with_input(&["lint", "policy", "-", "--lang", "en"], b"version: STSv1\n\nmode: strict\nmax_age: 604800\n");
    assert!(run.out.starts_with("Senders cannot apply this file as a policy."), "{}", run.out);
}
