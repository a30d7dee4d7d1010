//! Tests `lint` with texts that people pasted in public threads, with names replaced by those of examples.

use serde_json::{Value, json};

use crate::support::{ids, run, run_with_input};

/// Returns the document for a text pasted into `lint record -` or `lint tlsrpt -`.
fn lint(what: &str, text: &str, options: &[&str]) -> (i32, Value) {
    let run = run_with_input(&[&["lint", what, "-", "--format", "json"], options].concat(), text.as_bytes());
    (run.status, run.json())
}

fn patches(document: &Value) -> Vec<&str> {
    let problems = document["problems"].as_array().unwrap().iter();
    problems.filter_map(|problem| problem["patch"].as_str()).collect()
}

#[test]
fn a_zone_line_without_quotes_keeps_its_address_in_what_is_offered() {
    let text = include_str!("../pasted/zone-line-without-quotes-tlsrpt-ja.txt");
    let (status, document) = lint("tlsrpt", text, &["--lang", "ja"]);
    assert_eq!((status, &document["read_as"]), (1, &json!("presentation")));
    let offered = patches(&document);
    assert!(!offered.is_empty());
    assert!(offered.iter().all(|patch| patch.contains("mailto:reports@kaisha.example")), "{offered:?}");
    assert_eq!(document["notes"].as_array().unwrap().len(), 2, "{document}");
}

#[test]
fn a_table_of_resolve_dnsname_is_read() {
    let (status, document) = lint("record", include_str!("../pasted/resolve-dnsname-table.txt"), &[]);
    assert_eq!((status, &document["outcome"], &document["id"]), (0, &json!("valid"), &json!("20240308T104700")));
    assert_eq!(document["read_as"], "powershell");
}

#[test]
fn prompt_and_command_before_the_answer_are_left_out() {
    let text = include_str!("../pasted/prompt-command-and-answer-in-one-line.txt");
    let (status, document) = lint("tlsrpt", text, &[]);
    assert_eq!((status, &document["rua"]), (0, &json!(["https://tlsrpt.hosted.example/report"])));
    assert_eq!((&document["read_as"], patches(&document).len()), (&json!("dig"), 0));
}

#[test]
fn a_line_of_dnscontrol_is_read() {
    let (status, document) = lint("record", include_str!("../pasted/dnscontrol-line.txt"), &[]);
    assert_eq!((status, &document["id"], &document["read_as"]), (0, &json!("202001291805Z"), &json!("dnscontrol")));
    assert_eq!(document["problems"], json!([]));
}

#[test]
fn an_answer_with_nxdomain_has_no_record() {
    let (status, document) = lint("record", include_str!("../pasted/dig-says-nxdomain.txt"), &[]);
    assert_eq!((status, &document["outcome"], &document["read_as"]), (1, &json!("none"), &json!("dig")));
    assert_eq!(ids(&document["problems"]), ["record-missing"]);
}

#[test]
fn json_in_place_of_a_policy_is_one_cause_and_gives_the_file_to_publish() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pasted/json-invented-by-a-wiki.txt");
    let run = run(&["lint", "policy", path, "--format", "json"]);
    let document = run.json();
    assert_eq!((run.status, &document["outcome"], &document["read_as"]), (1, &json!("invalid"), &json!("json")));
    assert_eq!(ids(&document["problems"]), ["policy-other-format"]);
    let offered = document["problems"][0]["patch"].as_str().unwrap();
    assert!(offered.starts_with("version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: "), "{offered}");
}

#[test]
fn each_problem_offers_its_own_line_and_no_existing_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pasted/google-list-of-2019.txt");
    let hosts =
        ["aspmx", "alt1.aspmx", "alt2.aspmx", "alt3.aspmx", "alt4.aspmx"].map(|name| format!("{name}.l.google.com"));
    let mx: Vec<&str> = hosts.iter().flat_map(|host| ["--mx", host]).collect();
    let document = run(&[&["lint", "policy", path, "--format", "json"], mx.as_slice()].concat()).json();
    let there = include_str!("../pasted/google-list-of-2019.txt");
    let uncovered: Vec<&Value> = document["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|problem| problem["id"] == "policy-mx-google-incomplete")
        .collect();
    let offered: Vec<&str> = uncovered.iter().map(|problem| problem["patch"].as_str().unwrap()).collect();
    assert_eq!(offered, ["mx: alt3.aspmx.l.google.com\n", "mx: alt4.aspmx.l.google.com\n"]);
    assert!(offered.iter().all(|line| !there.contains(line)));
    let text = run(&[&["lint", "policy", path], mx.as_slice()].concat()).out;
    assert_eq!(text.matches("mx: alt").count(), 2, "{text}");
}

#[test]
fn a_placeholder_in_an_address_makes_the_record_useless() {
    let (status, document) = lint("tlsrpt", include_str!("../pasted/placeholder-left-in-the-address.txt"), &[]);
    assert_eq!((status, &document["outcome"], &document["rua"]), (1, &json!("invalid"), &json!([])));
    assert_eq!(ids(&document["problems"]), ["tlsrpt-rua-invalid"]);
    assert!(patches(&document).iter().all(|patch| !patch.contains('<')));
}

#[test]
fn a_failed_answer_and_an_unknown_form_say_nothing_about_the_record() {
    for (outcome, text) in [
        ("unknown", ";; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 1\n"),
        ("unknown", "*** dns.example can't find _mta-sts.example.com: Query refused\n"),
        ("unreadable", "Please have a look at our record with the id 1, it does not work."),
        ("unreadable", "{\"a\": 1}"),
    ] {
        let (status, document) = lint("record", text, &[]);
        assert_eq!((status, &document["outcome"], &document["problems"]), (2, &json!(outcome), &json!([])), "{text}");
        let output = run_with_input(&["lint", "record", "-", "--lang", "en"], text.as_bytes());
        assert!(output.status == 2 && output.out.lines().count() < 6, "{}", output.out);
    }
    let output =
        run_with_input(&["lint", "record", "-", "--lang", "en"], b"Host _mta-sts.example.com not found: 2(SERVFAIL)\n")
            .out;
    assert!(output.contains("SERVFAIL") && output.contains("Ask another resolver"), "{output}");
}

#[test]
fn a_record_for_another_use_is_named_and_no_other_one_is_offered() {
    for (what, text, expected) in [
        ("record", "v=TLSRPTv1; rua=mailto:a@example.com", "mta-sts lint tlsrpt"),
        ("record", "_smtp._tls IN TXT \"v=TLSRPTv1; rua=mailto:a@example.com\"", "mta-sts lint tlsrpt"),
        ("tlsrpt", "v=STSv1; id=1;", "mta-sts lint record"),
        ("record", "v=spf1 -all", "SPF"),
        ("tlsrpt", "v=DMARC1; p=none; rua=mailto:a@example.com", "DMARC"),
        ("record", "v=DKIM1; p=abc", "DKIM"),
        ("record", "v=BIMI1; l=", "BIMI"),
        ("record", "google-site-verification=abc", "verification"),
    ] {
        let (_, document) = lint(what, text, &[]);
        assert_eq!((&document["outcome"], patches(&document).len()), (&json!("none"), 0), "{text}: {document}");
        let output = run_with_input(&["lint", what, "-", "--lang", "en"], text.as_bytes()).out;
        let first = output.split("\n\n").next().unwrap().replace('\n', " ");
        assert!(first.contains(expected), "{output}");
        let ja = run_with_input(&["lint", what, "-", "--lang", "ja"], text.as_bytes()).out;
        assert!(ja.starts_with("これは"), "{ja}");
    }
}

#[test]
fn an_exact_text_is_the_record_with_every_octet() {
    let exact = |what: &str, text: &[u8]| {
        let run = run_with_input(&["lint", what, "-", "--exact", "--format", "json"], text);
        (run.status, run.json())
    };
    assert_eq!(exact("record", b"v=STSv1; id=1;\n").0, 0);
    assert_eq!(exact("record", b"v=STSv1; id=1\n").1["outcome"], "valid");
    for text in
        [&b"\"v=STSv1; id=1;\"\n"[..], b"v=STSv1; id=1;\r\n", b"v=STSv1; id=1\0", b" v=STSv1; id=1;", b"v=STSv1; id=1 "]
    {
        let (status, document) = exact("record", text);
        assert_eq!((status, &document["read_as"]), (1, &json!("value")), "{text:?}: {document}");
        assert_ne!(document["outcome"], "valid", "{text:?}");
    }
    assert_eq!(exact("tlsrpt", b"\"v=TLSRPTv1; rua=mailto:a@example.com\"").1["outcome"], "none");
    let run = run(&["lint", "record", "--exact", "_mta-sts IN TXT \"v=STSv1; id=1;\"", "--format", "json"]);
    assert_eq!((run.status, &run.json()["outcome"]), (1, &json!("none")));
    let head = b"HTTP/1.1 200 OK\r\n\r\nversion: STSv1\nmode: none\nmax_age: 86400\n";
    assert_eq!(run_with_input(&["lint", "policy", "-", "--format", "json"], head).json()["outcome"], "valid");
    assert_eq!(
        run_with_input(&["lint", "policy", "-", "--exact", "--format", "json"], head).json()["outcome"],
        "invalid"
    );
}

#[test]
fn texts_that_are_encoded_commented_or_answers_are_told_apart() {
    const STS: &str = "v=STSv1; id=20260101000000Z;";
    let utf16: Vec<u8> = STS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, status, outcome, read_as) in [
        (b"v=3DSTSv1; id=3D20260101000000Z;=0D=0A".to_vec(), 0, "valid", "value"),
        (b"v%3DSTSv1%3B%20id%3D20260101000000Z%3B".to_vec(), 0, "valid", "value"),
        (b"dj1TVFN2MTsgaWQ9MjAyNjAxMDEwMDAwMDBaOw==".to_vec(), 0, "valid", "value"),
        (utf16.clone(), 0, "valid", "value"),
        ([b"\xff\xfe".as_slice(), &utf16].concat(), 0, "valid", "value"),
        (format!("dns-1  | {STS}\n").into_bytes(), 0, "valid", "value"),
        (format!("# {STS}\n").into_bytes(), 2, "unreadable", "unknown"),
        (format!("; _mta-sts IN TXT \"{STS}\"\n").into_bytes(), 2, "unreadable", "source"),
        (b"v=STSv1; id={{ mta_sts_id }};".to_vec(), 2, "unreadable", "unknown"),
        (b"No TXT records found for _mta-sts.example.com".to_vec(), 1, "none", "answer"),
        (b"Name=, Records=0, Children=0\n".to_vec(), 1, "none", "samba"),
        (b"{\"name\":\"_mta-sts.example.com\",\"status\":\"SERVFAIL\",\"data\":{}}".to_vec(), 2, "unknown", "zdns"),
    ] {
        let run = run_with_input(&["lint", "record", "-", "--format", "json"], &text);
        let document = run.json();
        let told = (run.status, &document["outcome"], &document["read_as"]);
        assert_eq!(told, (status, &json!(outcome), &json!(read_as)), "{:?}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn an_answer_about_another_name_tells_the_name_that_was_asked() {
    let text = "$ dig +short TXT mta-sts.kaisha.example\n\"v=STSv1; id=1;\"\n";
    let (_, document) = lint("record", text, &["--lang", "en"]);
    let notes = document["notes"].to_string();
    assert!(notes.contains("mta-sts.kaisha.example") && notes.contains("_mta-sts.kaisha.example"), "{notes}");
}
