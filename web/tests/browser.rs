//! The browser's room, in a real browser: IDNA, memory, IndexedDB.
#![cfg(target_arch = "wasm32")]

use evidence::{
    Answer, Blind, DnsAnswer, Evidence, Octets, Outcome, Question, Rcode, Record, RecordKind, Reply, Timestamp, Via,
};
use mta_sts::{Domain, Idna};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::{
    browser::{history, idna::UrlParser, json, memory},
    store::FileProblem,
};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn names_are_converted_as_uts_46_has_it() {
    for (typed, ascii) in [
        ("例え.jp", "xn--r8jz45g.jp"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("ｅｘａｍｐｌｅ。ｃｏｍ", "example.com"),
    ] {
        assert_eq!(UrlParser.to_ascii(typed).as_deref(), Some(ascii));
    }
    for typed in ["", "é/é", "é@é", "é:80", "é?", "é#", "é é", "xn--\u{202e}.example"] {
        assert_eq!(UrlParser.to_ascii(typed), None, "{typed}");
    }
    assert_eq!(Domain::typed("user@例え.jp", &UrlParser).unwrap().domain.as_str(), "xn--r8jz45g.jp");
}

#[wasm_bindgen_test]
fn letters_are_shown_only_if_they_lead_back() {
    let letters = |name: &str| name.parse::<Domain>().unwrap().unicode(&UrlParser);
    assert_eq!(letters("xn--r8jz45g.jp").as_deref(), Some("例え.jp"));
    assert_eq!(letters("example.com"), None);
    assert_eq!(letters("xn--a.example"), None);
}

#[wasm_bindgen_test]
fn a_choice_is_remembered() {
    memory::remember("test", "value");
    assert_eq!(memory::recall("test").as_deref(), Some("value"));
    assert_eq!(memory::recall("never"), None);
}

#[wasm_bindgen_test]
async fn the_last_checks_come_back_as_they_were() {
    history::forget().await;
    for count in 0..history::LIMIT + 2 {
        history::keep(&evidence(count as i64), None).await;
    }
    let stored = history::recall().await;
    let kept: Vec<Evidence> = stored.iter().filter_map(history::Stored::evidence).collect();
    assert_eq!(kept.len(), history::LIMIT);
    assert_eq!(kept[0], evidence(history::LIMIT as i64 + 1));
    assert_eq!(kept.last(), Some(&evidence(2)));
    let latest = &stored[0];
    assert_eq!((latest.domain().as_deref(), latest.started()), (Some("example.com"), Some(kept[0].started)));
    assert_eq!(history::keep(&evidence(7), Some(latest.key)).await, Some(latest.key));
    assert_eq!(history::recall().await[0].evidence(), Some(evidence(7)), "second opinions take its place");
    history::delete(latest.key).await;
    assert_eq!(history::recall().await.len(), history::LIMIT - 1);
    history::keep(&evidence(8), Some(latest.key)).await;
    assert_eq!(history::recall().await.len(), history::LIMIT - 1, "what was deleted does not come back");
    history::forget().await;
    assert!(history::recall().await.is_empty());
}

#[wasm_bindgen_test]
fn evidence_is_json_with_plain_members() {
    let text = json::text(&evidence(0)).unwrap();
    assert!(text.contains("\"domain\": \"example.com\""), "{text}");
    assert!(text.contains("\"why\": \"unreachable\""), "{text}");
}

#[wasm_bindgen_test]
fn a_file_of_one_check_or_of_several_is_read_as_it_was_written() {
    let text = |value: &Vec<Evidence>| json::text(value).expect("it is JSON");
    assert_eq!(json::evidence(&json::text(&evidence(0)).unwrap()).checks, [evidence(0)]);
    assert_eq!(json::evidence(&text(&vec![evidence(1), evidence(2)])).checks, [evidence(1), evidence(2)]);
    let report = format!("{{\"verdict\": \"none\", \"evidence\": {}}}", json::text(&evidence(3)).unwrap());
    assert_eq!(json::evidence(&report).checks, [evidence(3)]);
    let half = format!("[{}, {{\"domain\": \"example.com\"}}]", json::text(&evidence(4)).unwrap());
    let half = json::evidence(&half);
    assert_eq!((half.checks.len(), half.unreadable), (1, 1), "what cannot be read is counted");
    let newer = json::evidence("{\"format\": 9, \"domain\": \"example.com\"}");
    assert_eq!((newer.checks.len(), newer.problem), (0, Some(FileProblem::Unreadable)));
    let many = format!("{{\"domain\": \"example.com\", \"entries\": [{}0]}}", "0,".repeat(5_000));
    assert_eq!(json::evidence(&many).problem, Some(FileProblem::TooMany));
    for other in ["", "null", "{}", "[1, [], \"\"]", &format!("{}{}", "[".repeat(50_000), "]".repeat(50_000))] {
        assert!(json::evidence(other).checks.is_empty());
    }
}

/// One of each: an answer with octets that are no text, and none at all.
fn evidence(moment: i64) -> Evidence {
    let at = Timestamp::from_unix(1_800_000_000 + moment);
    let mut evidence = Evidence::new(&"example.com".parse().expect("a domain"), "user@example.com", at);
    let answer = DnsAnswer {
        rcode: Rcode::NOERROR,
        records: vec![Record::Txt(vec![Octets(vec![0, 255, b'v'])]), Record::A([192, 0, 2, 1].into())],
        ttl: Some(3600),
        ..DnsAnswer::default()
    };
    let via = Via::Resolver("Resolver".into());
    let reply = Reply { outcome: Outcome::Answer(Answer::Dns(answer)), via, at };
    evidence.push(Question::dns("_mta-sts.example.com", RecordKind::Txt), reply);
    let blind = Outcome::Blind(Blind::Unreachable { detail: "no".into() });
    let reply = Reply { outcome: blind, via: Via::Proxy("proxy".into()), at };
    evidence.push(Question::Policy { domain: "example.com".into() }, reply);
    evidence
}
