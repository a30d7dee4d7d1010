//! Domains as a check saw them, each changed in one way: whom an SMTP answer is about, what DANE protects, and names of records.

#![expect(clippy::disallowed_methods, reason = "this test reads files; the judge does not")]

use std::fs;

use checker::{Report, TlsState, Verdict, judge, rules};
use evidence::{Dialogue, Evidence, SmtpReply};
use serde_json::{Value, json};

/// What a check saw, as JSON.
fn seen(case: &str) -> Value {
    let path = format!("{}/tests/cases/{case}.json", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn report(seen: Value) -> Report {
    let seen: Evidence = serde_json::from_value(seen).expect("evidence");
    judge(&seen.domain.parse().expect("a domain"), &seen)
}

fn ids(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.rule.id).collect()
}

/// The report on the case of a tarpit, with another dialogue.
fn with_dialogue(dialogue: &Dialogue) -> Report {
    let mut seen = seen("tarpit");
    for entry in seen["entries"].as_array_mut().expect("entries") {
        if let Some(place) = entry.pointer_mut("/answer/mail/attempts/0/dialogue") {
            *place = serde_json::to_value(dialogue).expect("JSON");
        }
    }
    report(seen)
}

fn reply(code: u16, lines: &[&str]) -> Option<SmtpReply> {
    Some(SmtpReply { code, lines: lines.iter().map(|line| (*line).into()).collect() })
}

#[test]
fn replies_that_turn_the_client_away_tell_nothing_of_tls() {
    for (greeting, ehlo) in [
        (reply(421, &["4.3.2 Too many connections"]), None),
        (reply(450, &["4.7.1 Client host rejected: cannot find your reverse hostname"]), None),
        (reply(554, &["No SMTP service here"]), None),
        (reply(521, &["mx1 does not accept mail"]), None),
        (reply(220, &["mx1"]), reply(421, &["4.7.0 Try again later, closing connection"])),
        (reply(220, &["mx1"]), reply(550, &["Access denied - Invalid HELO name"])),
        (reply(220, &["mx1"]), reply(501, &["Syntactically invalid EHLO argument(s)"])),
        (reply(220, &["mx1"]), reply(500, &["Too many connections from your IP"])),
        (reply(220, &["mx1", "please wait, you are greylisted"]), reply(250, &["mx1"])),
    ] {
        let dialogue = Dialogue { greeting, ehlo, ..Dialogue::default() };
        let report = with_dialogue(&dialogue);
        let told = (report.verdict, report.delivery[0].tls, report.is_policy_only());
        assert_eq!(told, (Verdict::Enforced, TlsState::Unseen, true), "{dialogue:?}: {:?}", ids(&report));
        assert!(!report.has_finding(&rules::MX_STARTTLS_MISSING), "{dialogue:?}");
    }
}

#[test]
fn an_answer_to_ehlo_without_the_word_itself_offers_no_tls() {
    for lines in [
        &["mx1"][..],
        &["mx1", "XSTARTTLS"],
        &["mx1", "AUTH STARTTLS"],
        &["mx1", "STARTTLS-ONLY"],
        &["mx1", "X-ANONYMOUSTLS", "SIZE 1000"],
    ] {
        let ehlo = reply(250, lines);
        let report = with_dialogue(&Dialogue { greeting: reply(220, &["mx1 ESMTP"]), ehlo, ..Dialogue::default() });
        assert_eq!((report.verdict, report.delivery[0].tls), (Verdict::Refusing, TlsState::None), "{lines:?}");
    }
    let lower = reply(250, &["mx1", "starttls"]);
    let report = with_dialogue(&Dialogue { greeting: reply(220, &["mx1"]), ehlo: lower, ..Dialogue::default() });
    assert!(!report.has_finding(&rules::MX_STARTTLS_MISSING), "{:?}", ids(&report));
}

/// The report on the case of a certificate of an own authority, with one change in the answer for this type.
fn with_answer(kind: &str, name: &str, change: impl Fn(&mut Value)) -> Report {
    let mut seen = seen("dane-with-own-authority");
    let entries = seen["entries"].as_array_mut().expect("entries");
    let asked = |entry: &&mut Value| entry["question"]["type"] == kind && entry["question"]["name"] == name;
    change(&mut entries.iter_mut().find(asked).expect("the answer")["answer"]["dns"]);
    report(seen)
}

#[test]
fn what_keeps_dane_from_protecting_mail_is_named_and_mail_is_called_protected_by_nothing() {
    let tlsa = "_25._tcp.mx.ownca.example";
    let other_key = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    for (id, report) in [
        ("dane-tlsa-without-dnssec", with_answer("TLSA", tlsa, |dns| dns["authenticated"] = json!(false))),
        ("dane-tlsa-mismatch", with_answer("TLSA", tlsa, |dns| dns["records"][0]["tlsa"]["data"] = other_key.clone())),
        ("dane-usage-pkix", with_answer("TLSA", tlsa, |dns| dns["records"][0]["tlsa"]["usage"] = json!(0))),
        ("dane-tlsa-unusable", with_answer("TLSA", tlsa, |dns| dns["records"][0]["tlsa"]["usage"] = json!(9))),
        ("dane-absent", with_answer("TLSA", tlsa, |dns| dns["records"] = json!([]))),
        (
            "dane-tlsa-lookup-failed",
            with_answer("TLSA", tlsa, |dns| {
                dns["rcode"] = json!(2);
                dns["records"] = json!([]);
            }),
        ),
        ("dane-mx-insecure", with_answer("MX", "ownca.example", |dns| dns["authenticated"] = json!(false))),
        ("dane-addresses-insecure", with_answer("A", "mx.ownca.example", |dns| dns["authenticated"] = json!(false))),
    ] {
        let found = ids(&report);
        assert!(found.contains(&id), "{id}: {found:?}");
        assert!(!report.has_finding(&rules::DANE_OK), "{id}: {found:?}");
    }
    assert!(report(seen("dane-with-own-authority")).has_finding(&rules::DANE_OK));
}
