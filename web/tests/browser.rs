//! Crate `web`'s module `browser`, in a real browser: IDNA, preferences, IndexedDB.
#![cfg(target_arch = "wasm32")]

use evidence::{
    Answer, DnsAnswer, Evidence, Outcome, Question, RawBytes, Rcode, Record, RecordKind, Reply, Timestamp, Unobserved,
    Via,
};
use mta_sts::{Domain, Idna};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::{
    browser::{
        history::{self, DeleteRequest, Limits},
        idna::UrlParser,
        json, preferences, snapshot,
    },
    store::{FileProblem, KeptDomain},
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
    assert_eq!(Domain::parse_typed("user@例え.jp", &UrlParser).unwrap().domain.as_str(), "xn--r8jz45g.jp");
}

#[wasm_bindgen_test]
fn letters_are_shown_only_if_they_lead_back() {
    let letters = |name: &str| name.parse::<Domain>().unwrap().to_unicode(&UrlParser);
    assert_eq!(letters("xn--r8jz45g.jp").as_deref(), Some("例え.jp"));
    assert_eq!(letters("example.com"), None);
    assert_eq!(letters("xn--a.example"), None);
}

#[wasm_bindgen_test]
fn a_choice_is_stored() {
    preferences::write("test", "value");
    assert_eq!(preferences::read("test").as_deref(), Some("value"));
    assert_eq!(preferences::read("never"), None);
}

/// Few enough to be full soon.
const LIMITS: Limits = Limits { checks: 3, domains: 2, bytes: 1_000_000 };

async fn keep(evidence: Evidence, key: Option<i64>) -> history::StoreResult {
    history::store_check(&evidence, key, LIMITS).await.expect("it is stored")
}

fn of(domain: &str, moment: i64) -> Evidence {
    Evidence { domain: domain.to_owned(), ..evidence(moment) }
}

fn names(domains: &[KeptDomain]) -> Vec<(&str, usize)> {
    domains.iter().map(|domain| (domain.domain.as_deref().unwrap_or_default(), domain.heads.len())).collect()
}

#[wasm_bindgen_test]
async fn the_last_checks_of_each_domain_come_back_as_they_were() {
    history::delete_checks(&DeleteRequest::All).await;
    for moment in 0..5 {
        keep(of("one.example", moment), None).await;
    }
    let stored = history::load_checks("one.example").await;
    let kept: Vec<Evidence> = stored.iter().filter_map(history::StoredCheck::evidence).collect();
    assert_eq!(kept, [of("one.example", 4), of("one.example", 3), of("one.example", 2)]);
    let latest = stored[0].head.key;
    assert_eq!(keep(of("one.example", 7), Some(latest)).await.key, latest);
    let stored = history::load_checks("one.example").await;
    assert_eq!((stored.len(), stored[0].evidence()), (3, Some(of("one.example", 7))), "second opinions take its place");
    history::delete_checks(&DeleteRequest::Check(latest)).await;
    keep(of("one.example", 8), Some(latest)).await;
    assert_eq!(names(&history::load_domains().await), [("one.example", 2)], "what was deleted does not come back");
    keep(of("two.example", 9), None).await;
    let evicted = keep(of("three.example", 10), None).await.evicted;
    let gone: Vec<_> = evicted.iter().map(|evicted| (evicted.domain.as_str(), evicted.checks)).collect();
    assert_eq!(gone, [("one.example", 2)], "the domain that was not checked for the longest time goes");
    assert_eq!(names(&history::load_domains().await), [("three.example", 1), ("two.example", 1)]);
    let small = Limits { bytes: 1, ..LIMITS };
    let evicted = history::store_check(&of("three.example", 11), None, small).await.expect("it is stored").evicted;
    assert_eq!(evicted.len(), 1);
    assert_eq!(names(&history::load_domains().await), [("three.example", 2)], "the check that was just done stays");
    history::delete_checks(&DeleteRequest::Domain(Some("three.example".into()))).await;
    assert!(history::load_domains().await.is_empty() && history::load_checks("three.example").await.is_empty());
}

#[wasm_bindgen_test]
async fn a_check_comes_back_out_of_a_link_without_what_was_typed() {
    let packed = snapshot::pack(&evidence(0)).await.expect("it fits in");
    assert_eq!(snapshot::unpack(&packed).await, Some(Evidence { typed: None, ..evidence(0) }));
    let mut long = evidence(0);
    for at in 0..40_000_u32 {
        let name = format!("{}.example.com", at.wrapping_mul(2_654_435_761));
        let reply = long.entries[0].reply.clone();
        long.push(Question::dns(&name, RecordKind::A), reply);
    }
    assert_eq!(snapshot::pack(&long).await, None, "a check that is too long for a link");
    for hostile in ["", "1.", "1.AAAA", "2.AAAA", "1.***"] {
        assert_eq!(snapshot::unpack(hostile).await, None, "{hostile}");
    }
}

#[wasm_bindgen_test]
fn evidence_is_json_with_plain_members() {
    let text = json::to_text(&evidence(0)).unwrap();
    assert!(text.contains("\"domain\": \"example.com\""), "{text}");
    assert!(text.contains("\"why\": \"unreachable\""), "{text}");
}

#[wasm_bindgen_test]
async fn a_file_of_one_check_or_of_several_is_read_as_it_was_written() {
    let text = |value: &Vec<Evidence>| json::to_text(value).expect("it is JSON");
    assert_eq!(json::read_checks(&json::to_text(&evidence(0)).unwrap()).await.checks, [evidence(0)]);
    assert_eq!(json::read_checks(&text(&vec![evidence(1), evidence(2)])).await.checks, [evidence(1), evidence(2)]);
    let report = format!("{{\"verdict\": \"none\", \"evidence\": {}}}", json::to_text(&evidence(3)).unwrap());
    assert_eq!(json::read_checks(&report).await.checks, [evidence(3)]);
    let half = format!("[{}, {{\"domain\": \"example.com\"}}]", json::to_text(&evidence(4)).unwrap());
    let half = json::read_checks(&half).await;
    assert_eq!((half.checks.len(), half.unreadable), (1, 1), "what cannot be read is counted");
    let newer = json::read_checks("{\"format\": 9, \"domain\": \"example.com\"}").await;
    assert_eq!((newer.checks.len(), newer.problem), (0, Some(FileProblem::Unreadable)));
    let many = format!("{{\"domain\": \"example.com\", \"entries\": [{}0]}}", "0,".repeat(5_000));
    assert_eq!(json::read_checks(&many).await.problem, Some(FileProblem::TooMany));
    for other in ["", "null", "{}", "[1, [], \"\"]", &format!("{}{}", "[".repeat(50_000), "]".repeat(50_000))] {
        assert!(json::read_checks(other).await.checks.is_empty());
    }
}

/// One of each: an answer with octets that are no text, and none at all.
fn evidence(moment: i64) -> Evidence {
    let at = Timestamp::from_unix(1_800_000_000 + moment);
    let mut evidence = Evidence::new(&"example.com".parse().expect("a domain"), "user@example.com", at);
    let answer = DnsAnswer {
        rcode: Rcode::NOERROR,
        records: vec![Record::Txt(vec![RawBytes(vec![0, 255, b'v'])]), Record::A([192, 0, 2, 1].into())],
        ttl: Some(3600),
        ..DnsAnswer::default()
    };
    let via = Via::Resolver("Resolver".into());
    let reply = Reply { outcome: Outcome::Answer(Answer::Dns(answer)), via, at };
    evidence.push(Question::dns("_mta-sts.example.com", RecordKind::Txt), reply);
    let unobserved = Outcome::Unobserved(Unobserved::Unreachable { detail: "no".into() });
    let reply = Reply { outcome: unobserved, via: Via::Proxy("proxy".into()), at };
    evidence.push(Question::Policy { domain: "example.com".into() }, reply);
    evidence
}
