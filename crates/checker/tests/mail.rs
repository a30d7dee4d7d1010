//! What mail servers show, all the way to the verdict: the good example with other servers, other modes, other records.

mod fixtures;

use std::sync::Arc;

use checker::{Report, Severity, judge, rules, world::World};
use evidence::{Answer, DAY, Evidence, MailAttempt, MailProbe, Outcome, Question};
use fixtures::{good_world, played};
use mta_sts::Domain;
use serde_json::{Value, json};

const HOST: &str = "mx1.example.com";

fn seen(change: impl FnOnce(&mut World)) -> (Domain, Evidence) {
    let mut world = good_world();
    change(&mut world);
    played(&world)
}

fn report(change: impl FnOnce(&mut World)) -> Report {
    let (domain, seen) = seen(change);
    judge(&domain, &seen)
}

/// Another server in place of the good one: what the change does not say stays as it is.
fn server(world: &mut World, change: &Value) {
    let mut server = serde_json::to_value(&world.smtp[HOST]).expect("a server");
    for (key, value) in change.as_object().expect("an object") {
        match (key.as_str(), value) {
            ("tls", Value::Object(tls)) => tls.iter().for_each(|(key, value)| server["tls"][key] = value.clone()),
            _ => server[key] = value.clone(),
        }
    }
    world.smtp.insert(HOST.to_owned(), serde_json::from_value(server).expect("a server"));
}

fn mode(world: &mut World, mode: &str) {
    let host = world.https.get_mut("mta-sts.example.com").expect("a policy host");
    host.body = host.body.replace("mode: enforce", &format!("mode: {mode}"));
}

fn faults(report: &Report) -> Vec<&'static str> {
    let faults = report.findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning);
    faults.map(|finding| finding.rule.id).collect()
}

#[test]
fn tls_of_the_only_mail_server_decides_what_a_sender_does_by_the_mode() {
    let expired = json!({ "tls": { "not_after": "-1d" } });
    let plain = json!({ "ehlo": ["8BITMIME"] });
    let silent = json!({ "connect": "refused" });
    let blocked = json!({ "connect": "blocked-by-prober" });
    let busy = json!({ "greeting": "421 4.7.0 later" });
    let good = json!({});
    for (what, change, policy, verdict, tls, action, stop) in [
        ("good", &good, "enforce", "enforced", "valid", "deliver", "good"),
        ("good", &good, "testing", "testing", "valid", "deliver", "good"),
        ("expired", &expired, "enforce", "refusing", "invalid", "refuse", "bad"),
        ("expired", &expired, "testing", "testing", "invalid", "deliver-and-report", "bad"),
        ("expired", &expired, "none", "disabled", "invalid", "deliver", "bad"),
        ("plain", &plain, "enforce", "refusing", "none", "refuse", "bad"),
        ("plain", &plain, "testing", "testing", "none", "deliver-and-report", "bad"),
        ("silent", &silent, "enforce", "enforced", "unseen", "unknown", "care"),
        ("silent", &silent, "none", "disabled", "unseen", "unknown", "care"),
        ("blocked", &blocked, "enforce", "enforced", "unseen", "deliver", "unseen"),
        ("busy", &busy, "enforce", "enforced", "unseen", "deliver", "unseen"),
    ] {
        let report = report(|world| {
            server(world, change);
            mode(world, policy);
        });
        let row = &report.delivery[0];
        let given = (report.verdict.id(), row.tls.id(), row.action.id(), report.mail_path[4].state.id());
        assert_eq!(given, (verdict, tls, action, stop), "{what} in mode {policy}");
        let faulty = tls == "invalid" || tls == "none" || what == "silent";
        assert_eq!(!row.because.is_empty(), faulty, "{what} in mode {policy}: {:?}", row.because);
        assert_eq!(report.unseen.is_empty(), stop != "unseen", "{what} in mode {policy}: {:?}", report.unseen);
    }
}

#[test]
fn a_failure_of_the_prober_is_not_a_fault_of_a_mail_server() {
    for change in [
        json!({ "connect": "blocked-by-prober" }),
        json!({ "connect": "no-route" }),
        json!({ "connect": "not-public" }),
        json!({ "greeting": "554 5.7.1 blocked" }),
        json!({ "greeting": "421 busy" }),
    ] {
        let report = report(|world| server(world, &change));
        assert_eq!(faults(&report), Vec::<&str>::new(), "{change}");
        assert!(!report.unseen.is_empty() && !report.has_finding(&rules::MX_TLS_OK), "{change}");
    }
}

#[test]
fn a_cause_is_reported_without_its_consequences() {
    for (change, told) in [
        (json!({ "connect": "timeout" }), vec!["mx-connect-failed"]),
        // A firewall that inspects SMTP overwrites STARTTLS like this.
        (json!({ "ehlo": ["XXXXXXXA"] }), vec!["mx-starttls-missing"]),
        (json!({ "starttls": "454 no", "tls": { "not_after": "-1d" } }), vec!["mx-starttls-refused"]),
        (json!({ "tls": { "version": "TLSv1", "accepts_old": true, "not_after": "-1d" } }), vec!["mx-tls-version-old"]),
        (json!({ "tls": { "ok": false, "error": "protocol_version" } }), vec!["mx-tls-handshake-failed"]),
        (
            json!({ "tls": { "not_after": "-1d", "names": ["a.example"], "chain": "self-signed" } }),
            vec!["mx-cert-expired", "mx-cert-name-mismatch", "mx-cert-self-signed"],
        ),
        (json!({ "per_address": { "2001:db8::25": "mx-starttls-missing" } }), vec!["mx-addresses-differ"]),
        (json!({ "per_address": { "2001:db8::25": "mx-connect-failed" } }), vec![]),
    ] {
        assert_eq!(faults(&report(|world| server(world, &change))), told, "{change}");
    }
}

#[test]
fn a_server_without_public_address_is_judged_by_dns_alone() {
    let report = report(|world| {
        server(world, &json!({ "tls": { "not_after": "-1d" } }));
        world.dns.insert("mx1.example.com A".into(), serde_json::from_value(json!({ "rrs": ["10.0.0.1"] })).unwrap());
        world.dns.remove("mx1.example.com AAAA");
    });
    assert_eq!(faults(&report), ["mx-private-address"]);
}

/// The good example with signed answers and these TLSA records.
fn with_dane(world: &mut World, records: &Value) {
    for entry in world.dns.values_mut() {
        entry.ad = true;
    }
    let answer = serde_json::from_value(json!({ "rrs": records, "ad": true })).expect("an answer");
    world.dns.insert("_25._tcp.mx1.example.com TLSA".into(), answer);
}

#[test]
fn dane_is_judged_by_the_records_that_senders_can_use() {
    let ours = "@mx1.example.com";
    let other = "4d".repeat(32);
    let (fits, differs) = (vec!["dane-ok", "dane-and-sts-both"], vec!["dane-tlsa-mismatch", "dane-and-sts-both"]);
    for (records, told) in [
        (json!([[3, 1, 1, ours]]), &fits),
        (json!([[3, 1, 2, ours]]), &fits),
        (json!([[3, 1, 0, ours]]), &fits),
        (json!([[3, 0, 1, ours]]), &fits),
        (json!([[3, 0, 2, ours]]), &fits),
        (json!([[3, 0, 0, ours]]), &fits),
        (json!([[3, 1, 1, other], [3, 1, 1, ours]]), &fits),
        (json!([[1, 1, 1, other], [3, 1, 1, ours]]), &fits),
        (json!([[3, 1, 1, other]]), &differs),
        (json!([[2, 1, 1, ours]]), &differs),
        (json!([[3, 1, 1, other], [1, 1, 1, ours]]), &differs),
        (json!([[0, 1, 1, ours], [1, 1, 1, ours]]), &vec!["dane-usage-pkix"]),
        (json!([[3, 1, 1, "abcd"], [3, 1, 3, ours]]), &vec!["dane-tlsa-unusable"]),
        (json!([[1, 1, 1, ours], [3, 9, 1, ours]]), &vec!["dane-tlsa-unusable"]),
        (json!([]), &vec!["dane-absent"]),
    ] {
        let report = report(|world| with_dane(world, &records));
        let mut given: Vec<_> =
            report.findings.iter().map(|one| one.rule.id).filter(|id| id.starts_with("dane")).collect();
        let mut told = told.clone();
        given.sort_unstable();
        told.sort_unstable();
        assert_eq!(given, told, "{records}");
    }
}

#[test]
fn mta_sts_never_makes_up_for_dane_that_fails() {
    let report = report(|world| with_dane(world, &json!([[3, 1, 1, "4d".repeat(32)]])));
    let mismatch = report.findings.iter().find(|finding| finding.rule.id == "dane-tlsa-mismatch").expect("it fires");
    assert_eq!((mismatch.rule.severity, report.verdict.id()), (Severity::Error, "enforced"));
    let patch = mismatch.patch.as_ref().expect("the key was seen");
    assert!(patch.text.starts_with("3 1 1 ") && patch.text.len() == 6 + 64, "{}", patch.text);
}

#[test]
fn a_self_signed_certificate_may_do_for_dane_and_not_for_mta_sts() {
    for (policy, told) in [("enforce", true), ("testing", false)] {
        let report = report(|world| {
            with_dane(world, &json!([[3, 1, 1, "@mx1.example.com"]]));
            server(world, &json!({ "tls": { "chain": "self-signed", "not_after": "-1d" } }));
            mode(world, policy);
        });
        assert!(report.has_finding(&rules::DANE_OK) && report.has_finding(&rules::MX_CERT_SELF_SIGNED), "{policy}");
        assert_eq!(report.has_finding(&rules::DANE_PASSES_STS_FAILS), told, "{policy}");
    }
}

#[test]
fn without_a_sight_of_the_certificate_dane_is_neither_good_nor_bad() {
    for change in [json!({ "connect": "refused" }), json!({ "ehlo": [] }), json!({ "greeting": "554 no" })] {
        let report = report(|world| {
            with_dane(world, &json!([[3, 1, 1, "4d".repeat(32)]]));
            server(world, &change);
        });
        assert!(!report.has_finding(&rules::DANE_OK) && !report.has_finding(&rules::DANE_TLSA_MISMATCH), "{change}");
    }
}

fn with_mail(seen: &mut Evidence, change: impl FnOnce(&mut MailProbe)) {
    let mut outcomes = seen.entries.iter_mut().map(|entry| &mut entry.reply.outcome);
    let observation = outcomes.find_map(|outcome| match outcome {
        Outcome::Answer(Answer::Mail(observation)) => Some(Arc::make_mut(observation)),
        _ => None,
    });
    change(observation.expect("a mail server was asked about"));
}

#[test]
fn a_hostile_observation_does_not_grow_in_the_report() {
    let (domain, mut seen) = seen(|world| with_dane(world, &json!([[3, 1, 1, "4d".repeat(32)]])));
    with_mail(&mut seen, |observation| {
        let long = "x\u{202e}".repeat(500);
        let mut attempt: MailAttempt = observation.attempts[0].clone();
        let dialogue = attempt.dialogue.as_mut().expect("it was connected to");
        let tls = dialogue.tls.as_mut().expect("a handshake");
        let leaf = &mut tls.chain[0];
        leaf.names = vec![long.clone(); 100];
        (leaf.issuer, leaf.sha256) = (long.clone(), long.clone());
        (leaf.not_before, leaf.not_after) = (i64::MAX, i64::MIN);
        let leaf = leaf.clone();
        tls.chain.extend(vec![leaf; 2]);
        tls.verifier = Some("invalid peer certificate: certificate expired".into());
        observation.attempts = vec![attempt.clone(); 50];
        let dialogue = attempt.dialogue.as_mut().expect("it was connected to");
        dialogue.greeting.as_mut().expect("a greeting").lines = vec![long; 100];
        dialogue.greeting.as_mut().expect("a greeting").code = u16::MAX;
        observation.attempts.push(attempt);
    });
    let report = judge(&domain, &seen);
    let told = format!("{:?}", report.findings);
    assert!(report.findings.len() < 60 && told.len() < 100_000, "{} {}", report.findings.len(), told.len());
    assert!(report.has_finding(&rules::MX_CERT_EXPIRED));
}

#[test]
fn as_many_mail_servers_are_asked_about_as_there_is_room_for() {
    let (domain, seen) = seen(|world| {
        let hosts: Vec<_> = (0..50).map(|host| json!([10, format!("mx{host}.example.net.")])).collect();
        world.dns.insert("example.com MX".into(), serde_json::from_value(json!({ "rrs": hosts })).unwrap());
    });
    let report = judge(&domain, &seen);
    assert_eq!((report.delivery.len(), report.open.len()), (50, 0));
    let asked = seen.entries.iter().filter(|entry| matches!(entry.question, Question::Mail { .. }));
    assert_eq!(asked.count(), checker::MX_LIMIT);
}

/// The certificates of policy host and mail server end this many days after the look; the page's clock is this many days wrong.
fn by_a_clock_that_is_wrong(end: i64, chain: &str, wrong: i64, telling: bool) -> Report {
    let (domain, mut seen) = seen(|world| {
        let tls = json!({ "not_after": format!("+{end}d"), "chain": chain });
        server(world, &json!({ "tls": tls }));
        let host = world.https.get_mut("mta-sts.example.com").expect("a policy host");
        (host.tls.not_after, host.tls.chain) = (Some(format!("+{end}d")), Some(chain.to_owned()));
    });
    seen.started = seen.started.plus_seconds(wrong * DAY);
    for entry in &mut seen.entries {
        match &mut entry.reply.outcome {
            Outcome::Answer(Answer::Policy(observation)) if !telling => Arc::make_mut(observation).seen_at = None,
            Outcome::Answer(Answer::Mail(observation)) if !telling => Arc::make_mut(observation).seen_at = None,
            _ => {}
        }
    }
    judge(&domain, &seen)
}

#[test]
fn the_dates_of_certificates_are_held_against_the_clock_of_the_proxy_which_looked() {
    let soon = [&rules::POLICY_HOST_TLS_EXPIRING, &rules::MX_CERT_EXPIRING];
    let over = [&rules::POLICY_HOST_TLS_EXPIRED, &rules::MX_CERT_EXPIRED];
    let early = [&rules::POLICY_HOST_TLS_NOT_YET_VALID, &rules::MX_CERT_NOT_YET_VALID];
    for (end, chain, wrong, telling, told, silent) in [
        (60, "trusted", 50, true, &[][..], &soon),
        (10, "trusted", -365, true, &soon[..], &over),
        (10, "trusted", 365, true, &soon, &over),
        (60, "untrusted-root", 365, true, &[], &over),
        (60, "untrusted-root", -365, true, &[], &early),
        // Evidence of old does not tell the moment of the look: that of the check is all there is.
        (60, "trusted", 50, false, &soon, &over),
        (60, "untrusted-root", 365, false, &over, &soon),
    ] {
        let report = by_a_clock_that_is_wrong(end, chain, wrong, telling);
        let what = format!("{end} days left, {chain}, clock {wrong} days wrong, telling: {telling}");
        assert!(told.iter().all(|rule| report.has_finding(rule)), "{what}: {:?}", faults(&report));
        assert!(!silent.iter().any(|rule| report.has_finding(rule)), "{what}: {:?}", faults(&report));
    }
}

#[test]
fn findings_know_how_many_bytes_of_their_answer_were_omitted() {
    let (domain, mut seen) = seen(|world| server(world, &json!({ "tls": { "not_after": "-1d" } })));
    for entry in &mut seen.entries {
        match &mut entry.reply.outcome {
            Outcome::Answer(Answer::Policy(observation)) => Arc::make_mut(observation).omitted_bytes = 500,
            Outcome::Answer(Answer::Mail(observation)) => {
                let dialogues =
                    Arc::make_mut(observation).attempts.iter_mut().filter_map(|attempt| attempt.dialogue.as_mut());
                dialogues.for_each(|dialogue| dialogue.omitted_bytes = 7000);
            }
            _ => {}
        }
    }
    let attempts = seen.entries.iter().find_map(|entry| match &entry.reply.outcome {
        Outcome::Answer(Answer::Mail(observation)) => Some(observation.attempts.len() as u64),
        _ => None,
    });
    let report = judge(&domain, &seen);
    let omitted = |rule| report.findings.iter().find(|finding| finding.rule == rule).map(|found| found.omitted_bytes);
    assert_eq!(omitted(&rules::MX_CERT_EXPIRED), attempts.map(|count| count * 7000));
    assert_eq!(omitted(&rules::POLICY_HOST_OK), Some(500));
    let from_dns = report.findings.iter().filter(|finding| {
        [checker::Stage::Record, checker::Stage::Mx, checker::Stage::TlsRpt].contains(&finding.rule.stage)
    });
    assert!(from_dns.map(|finding| finding.omitted_bytes).all(|bytes| bytes == 0));
}
