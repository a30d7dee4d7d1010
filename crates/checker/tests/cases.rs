//! Domains as a check saw them that were judged wrongly once: `cases/` holds what was seen, with names under `.example`.

#![expect(clippy::disallowed_methods, reason = "this test reads files; the judge does not")]

use std::fs;

use checker::{Arg, PartState, Report, SetupPart, TlsState, Verdict, judge, rules};
use evidence::{
    Answer, Dialogue, DialogueEnd, DnsAnswer, Evidence, MailStage, Outcome, Question, RawBytes, Record, Reply,
    SmtpReply, Via,
};
use mta_sts::Domain;

fn seen(case: &str) -> Evidence {
    let path = format!("{}/tests/cases/{case}.json", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn report(seen: &Evidence) -> Report {
    let domain: Domain = seen.domain.parse().expect("a domain");
    judge(&domain, seen)
}

fn argument(report: &Report, id: &str, name: &str) -> String {
    let finding = report.findings.iter().find(|finding| finding.rule.id == id).unwrap_or_else(|| panic!("{id}"));
    match finding.args.value(name) {
        Some(Arg::Text(text)) => text.clone(),
        other => panic!("{id}: {name} is {other:?}"),
    }
}

/// The same check with another dialogue with the mail server.
fn with_dialogue(case: &str, other: &Dialogue) -> Report {
    let mut json = serde_json::to_value(seen(case)).expect("JSON");
    for entry in json["entries"].as_array_mut().expect("entries") {
        if let Some(dialogue) = entry.pointer_mut("/answer/mail/attempts/0/dialogue") {
            *dialogue = serde_json::to_value(other).expect("JSON");
        }
    }
    report(&serde_json::from_value(json).expect("evidence"))
}

fn reply(code: u16, line: &str) -> Option<SmtpReply> {
    Some(SmtpReply { code, lines: vec![line.into()] })
}

/// The same check with another answer to EHLO and none after it.
fn with_ehlo(case: &str, code: u16, line: &str) -> Report {
    with_dialogue(case, &Dialogue { greeting: reply(220, "mx1 ESMTP"), ehlo: reply(code, line), ..Dialogue::default() })
}

#[test]
fn a_tarpit_shows_nothing_of_tls() {
    let report = report(&seen("tarpit"));
    assert_eq!((report.verdict, report.delivery[0].tls), (Verdict::Enforced, TlsState::Unseen));
    assert!(report.is_policy_only() && report.has_finding(&rules::MX_GREETING_REJECTED));
    assert!(!report.unseen.is_empty());
}

#[test]
fn a_connection_that_closes_before_the_greeting_is_reported_as_that() {
    let report = report(&seen("closed-without-greeting"));
    assert_eq!((report.verdict, report.delivery[0].tls), (Verdict::Enforced, TlsState::Unseen));
    assert!(report.is_policy_only());
    let told = ["how", "step"].map(|name| argument(&report, "mx-dialogue-broken-off", name));
    assert_eq!(told, ["closed", "greeting"]);
    let explained = report.unseen.iter().filter_map(|unseen| unseen.explained_by.as_ref());
    assert!(explained.into_iter().any(|finding| finding.rule == &rules::MX_DIALOGUE_BROKEN_OFF), "{:?}", report.unseen);
}

#[test]
fn starttls_in_the_line_of_the_host_name_is_not_an_offer_and_reported_as_that() {
    let report = report(&seen("starttls-in-the-first-line"));
    assert_eq!((report.verdict, report.delivery[0].tls), (Verdict::Refusing, TlsState::None));
    assert_eq!(argument(&report, "mx-starttls-missing", "hidden"), "first-line");
}

#[test]
fn a_server_without_esmtp_has_no_tls_and_one_that_turns_away_may_have() {
    for (code, line, verdict) in [
        (500, "5.5.1 Command unrecognized", Verdict::Refusing),
        (502, "Command not implemented", Verdict::Refusing),
        (554, "5.7.1 Service refused", Verdict::Enforced),
        (500, "5.7.1 Your address is on a block list", Verdict::Enforced),
        (451, "4.7.1 Greylisted", Verdict::Enforced),
    ] {
        let report = with_ehlo("tarpit", code, line);
        assert_eq!(report.verdict, verdict, "{code} {line}");
        assert_eq!(report.is_policy_only(), verdict == Verdict::Enforced, "{code} {line}");
        if verdict == Verdict::Refusing {
            assert_eq!(argument(&report, "mx-starttls-missing", "hidden"), "no-esmtp", "{code} {line}");
        }
    }
}

#[test]
fn helo_after_an_unknown_ehlo_tells_whether_the_server_takes_mail_without_tls() {
    for (helo, verdict, hidden) in [
        (reply(250, "mx1"), Verdict::Refusing, Some("helo-only")),
        (reply(501, "5.5.4 Invalid name"), Verdict::Refusing, Some("helo-only")),
        (reply(554, "5.7.1 Service refused"), Verdict::Enforced, None),
        (reply(250, "hello, spam sender"), Verdict::Enforced, None),
        (reply(502, "Command not implemented"), Verdict::Enforced, None),
        (None, Verdict::Refusing, Some("no-esmtp")),
    ] {
        let dialogue = Dialogue {
            greeting: reply(220, "mx1 SMTP"),
            ehlo: reply(500, "unrecognized command"),
            helo: helo.clone(),
            ..Dialogue::default()
        };
        let report = with_dialogue("tarpit", &dialogue);
        assert_eq!(report.verdict, verdict, "{helo:?}");
        match hidden {
            Some(hidden) => assert_eq!(argument(&report, "mx-starttls-missing", "hidden"), hidden, "{helo:?}"),
            None => assert!(report.is_policy_only() && report.has_finding(&rules::MX_GREETING_REJECTED), "{helo:?}"),
        }
    }
}

#[test]
fn where_a_dialogue_ends_before_tls_has_a_word_of_its_own() {
    for (end, bytes, step) in [
        (MailStage::Greeting, Some(0), "before-greeting"),
        (MailStage::Greeting, Some(9), "in-greeting"),
        (MailStage::Greeting, None, "greeting"),
        (MailStage::Ehlo, Some(0), "ehlo"),
        (MailStage::Helo, Some(0), "helo"),
        (MailStage::Starttls, Some(0), "starttls"),
    ] {
        let past = |stage: MailStage, reply: Option<SmtpReply>| reply.filter(|_| end > stage);
        let ehlo = match end {
            MailStage::Helo => reply(500, "what?"),
            _ => Some(SmtpReply { code: 250, lines: vec!["mx1".into(), "STARTTLS".into()] }),
        };
        for (how, interruption) in
            [("closed", DialogueEnd::Closed { stage: end }), ("timeout", DialogueEnd::Timeout { stage: end })]
        {
            let dialogue = Dialogue {
                greeting: past(MailStage::Greeting, reply(220, "mx1")),
                ehlo: past(MailStage::Ehlo, ehlo.clone()),
                interruption: Some(interruption),
                incomplete_reply_bytes: bytes,
                ..Dialogue::default()
            };
            let report = with_dialogue("tarpit", &dialogue);
            assert_eq!((report.verdict, report.delivery[0].tls), (Verdict::Enforced, TlsState::Unseen), "{step}");
            let told = ["how", "step"].map(|name| argument(&report, "mx-dialogue-broken-off", name));
            assert_eq!(told, [how, step]);
        }
    }
}

#[test]
fn a_tls_report_record_at_a_name_beside_the_right_one_is_named() {
    let mut seen = seen("tls-report-record-at-smtp-tls");
    let domain: Domain = seen.domain.parse().expect("a domain");
    seen.entries.retain(|entry| !format!("{:?}", entry.question).contains("_smtp.tls."));
    let wanted: Vec<String> =
        checker::open_questions(&domain, &seen).iter().map(|question| format!("{question:?}")).collect();
    for name in ["_smtp.tls", "smtp._tls", "_smtp-tlsrpt", "_tls", "_tlsrpt", "_smtp._tls.kaisha.example"] {
        let name = format!("\"{name}.kaisha.example\"");
        assert!(wanted.iter().any(|question| question.contains(&name)) || asked(&seen, &name), "{name}");
    }
    assert!(wanted.len() <= 7, "{wanted:?}");
}

/// The same check with a record at one of the names that are asked for, and nothing at the others.
fn with_record_at(seen: &Evidence, name: &str) -> Report {
    let (domain, mut seen): (Domain, Evidence) = (seen.domain.parse().expect("a domain"), seen.clone());
    for question in checker::open_questions(&domain, &seen) {
        let Question::Dns(asked) = &question else { continue };
        let text = b"v=TLSRPTv1; rua=mailto:tls@kaisha.example".to_vec();
        let records = if asked.name == name { vec![Record::Txt(vec![RawBytes(text)])] } else { Vec::new() };
        let answer = Answer::Dns(DnsAnswer { records, ..DnsAnswer::default() });
        let at = seen.started;
        seen.push(question, Reply { outcome: Outcome::Answer(answer), via: Via::Here, at });
    }
    report(&seen)
}

#[test]
fn a_tls_report_record_at_a_wrong_name_is_found_there() {
    let mut seen = seen("tls-report-record-at-smtp-tls");
    // Of the names at which the record may be, none was asked for yet.
    let is_kept =
        |name: &str| name.starts_with("_mta-sts") || name.starts_with("_smtp._tls.") || !name.starts_with(['_', 's']);
    seen.entries.retain(|entry| !matches!(&entry.question, Question::Dns(asked) if !is_kept(&asked.name)));
    for label in ["_smtp.tls.", "smtp._tls.", "_smtp-tlsrpt.", "_tls.", "_tlsrpt.", "", "_smtp._tls.kaisha.example."] {
        let name = format!("{label}kaisha.example");
        let report = with_record_at(&seen, &name);
        assert!(!report.has_finding(&rules::TLSRPT_MISSING), "{name}");
        assert_eq!(argument(&report, "tlsrpt-wrong-name", "found"), name);
    }
}

fn asked(seen: &Evidence, name: &str) -> bool {
    seen.entries.iter().any(|entry| format!("{:?}", entry.question).contains(name))
}

#[test]
fn a_certificate_that_dane_accepts_is_not_a_fault_without_a_policy() {
    for case in ["dane-with-own-authority", "dane-ta-names-the-domain"] {
        let report = report(&seen(case));
        assert_eq!((report.verdict, report.delivery[0].tls), (Verdict::Absent, TlsState::Valid), "{case}");
        assert!(report.has_finding(&rules::DANE_OK) && report.has_finding(&rules::DANE_ACCEPTS_CERTIFICATE), "{case}");
        let tls = report.mail_path.iter().find(|stop| stop.part == SetupPart::Tls).map(|stop| stop.state);
        assert_eq!(tls, Some(PartState::Ok), "{case}");
        let errors: Vec<_> = report.findings_with(checker::Severity::Error).map(|finding| finding.rule.id).collect();
        assert!(!errors.iter().any(|id| id.starts_with("mx-")), "{case}: {errors:?}");
    }
}

#[test]
fn signed_records_of_an_alias_are_not_called_unsigned() {
    let report = report(&seen("mx-is-an-alias"));
    assert!(!report.has_finding(&rules::DANE_TLSA_WITHOUT_DNSSEC) && !report.has_finding(&rules::DANE_OK));
    let told = ["alias", "target", "name"].map(|name| argument(&report, "dane-addresses-insecure", name));
    assert_eq!(told, ["yes", "mxserver.other.example", "_25._tcp.mail.aliasmx.example"]);
    assert!(report.findings.iter().any(|finding| finding.rule.id.starts_with("mx-") && finding.is_fault()));
}
