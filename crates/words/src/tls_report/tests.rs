//! Texts about TLS reports in both languages.

use tls_report::{Enforce, FaultCause, Limits, REASONS, read};

use super::*;

#[test]
fn every_id_has_its_words() {
    let mut ids: Vec<String> = Vec::new();
    ids.extend(NoteId::ALL.iter().map(|note| format!("note-{}", note.id())));
    ids.extend(SkipReason::ALL.iter().map(|why| format!("why-{}", why.id())));
    ids.extend(Cause::ALL.iter().flat_map(|cause| ["", ".next"].map(|end| format!("cause-{}{end}", cause.id()))));
    ids.extend(Owner::ALL.iter().map(|owner| format!("owner-{}", owner.id())));
    ids.extend(REASONS.iter().map(|reason| format!("reason-{}", reason.id)));
    ids.extend(Enforce::ALL.iter().map(|answer| format!("answer-{}", answer.id())));
    let missing: Vec<_> = ids.iter().filter(|id| Key::by_id(&format!("tls-report-{id}")).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn words(json: &str, language: Language) -> String {
    let reading = read("report.json", json.as_bytes(), &Limits::default());
    let collection: Collection = reading.reports.into_iter().collect();
    let answers = collection.answers(&|_| None);
    let summary = Summary {
        collection: &collection,
        answers: &answers,
        skipped: &reading.skipped,
        read_counts: reading.read_counts,
    };
    terminal_text(&summary, &|_| None, language)
}

#[test]
fn the_answer_comes_first_and_text_from_reports_is_escaped() {
    let json = r#"{"organization-name":"S\u001b[31m","report-id":"1","date-range":{"start-datetime":"2026-01-05T00:00:00Z","end-datetime":"2026-01-05T23:59:59Z"},
        "policies":[{"policy":{"policy-type":"sts","policy-domain":"kestrel.test"},"summary":{"total-successful-session-count":1,"total-failure-session-count":2},
        "failure-details":[{"result-type":"certificate-expired","receiving-mx-hostname":"mx1.kestrel.test","failed-session-count":2}]}]}"#;
    let english = words(json, Language::En);
    assert!(
        english.starts_with("kestrel.test: it is not safe yet to enforce the policy.\n  - E1 2 failed"),
        "{english}"
    );
    let one_line = english.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(one_line.contains("The certificate of mx1.kestrel.test has expired"), "{english}");
    assert!(!english.contains('\u{1b}'));
    assert!(words(json, Language::Ja).starts_with("kestrel.test：enforce モードにするのは、まだ安全ではありません。"));
}

#[test]
fn what_is_skipped_says_which_file_and_why() {
    let english = words("{\"a\":1}", Language::En);
    assert!(english.contains("- report.json: This is JSON, but not a TLS report."), "{english}");
}

#[test]
fn one_is_not_written_as_many_and_what_is_not_listed_is_counted() {
    let json = r#"{"organization-name":"S","report-id":"1","date-range":{"start-datetime":"2026-01-05T00:00:00Z","end-datetime":"2026-01-05T23:59:59Z"},
        "policies":[{"policy":{"policy-type":"sts","policy-domain":"kestrel.test"},"summary":{"total-successful-session-count":1,"total-failure-session-count":1},
        "failure-details":[{"result-type":"certificate-expired","failed-session-count":1}]}]}"#;
    let english = words(json, Language::En).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["1 full day, 1 sender.", "E1 1 failed session in", "cover 1 full day under", ": once"] {
        assert!(english.contains(part), "{part}: {english}");
    }
    let many = words(&"{}\n".repeat(60), Language::En);
    assert!(many.trim_end().ends_with("… and 10 more."), "{many}");
}

#[test]
fn broken_json_has_its_place_and_cause_in_both_languages() {
    let json = "{\"report-id\": \"1\",\n \"policies\": [{]}";
    let flat = |language| words(json, language).split_whitespace().collect::<Vec<_>>().join(" ");
    let english = flat(Language::En);
    assert!(
        english.contains("The JSON is broken. In line 2, column 16, a name in double quotes is missing."),
        "{english}"
    );
    let japanese = flat(Language::Ja);
    assert!(japanese.contains("2 行目の 16 文字目"), "{japanese}");
}

#[test]
fn every_cause_of_broken_json_has_its_own_words() {
    for language in [Language::En, Language::Ja] {
        let fault = |cause| Some(JsonFault { line: 3, column: 7, cause });
        let said = |cause| skip_reason(SkipReason::BrokenJson, fault(cause).as_ref(), language).to_string();
        let all: std::collections::BTreeSet<String> = FaultCause::ALL.iter().map(|cause| said(*cause)).collect();
        assert_eq!(all.len(), FaultCause::ALL.len(), "{all:?}");
    }
}

#[test]
fn a_name_with_a_full_stop_gets_no_second_one() {
    let name = "Google Inc.";
    let json = r#"{"organization-name":"Google Inc.","report-id":"1","policies":[{"policy":{"policy-type":"sts","policy-domain":"kestrel.test"},
        "summary":{"total-failure-session-count":2},"failure-details":[{"result-type":"certificate-expired","failed-session-count":2}]}]}"#;
    for (language, stop) in [(Language::En, "."), (Language::Ja, "。")] {
        let doubled = [name, stop].concat();
        for reason in REASONS {
            let numbers = Numbers { senders: vec![name.to_owned()], ..Numbers::default() };
            let said = reason_sentence(&GivenReason { reason, numbers }, language).to_string();
            assert!(!said.contains(&doubled), "{said}");
        }
        let said = words(json, language).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(name) && !said.contains(&doubled), "{said}");
    }
}
