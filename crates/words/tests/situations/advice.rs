//! Advice and the forms of a report: what is asked for, by name, once.

use checker::{Owner, Report, SetupPart, judge, rules};
use evidence::Question;
use mta_sts::{Domain, MAX_NAME_OCTETS};
use serde_json::{Map, Value, json};
use words::{
    Language, document, report,
    text::{mail_text, markdown, owner_message, terminal_text},
};

use super::{HOST, TESTING, finding, lead, report_of_policy_host, report_with, stop, unseen, why, words};
use crate::fixtures::{changed, dated, played};

#[test]
fn differences_of_senders_are_described_with_their_source() {
    let record = |text: &str| json!({ "dns": { "_mta-sts.good.test TXT": { "rrs": [[text]] } } });
    let report = report_with(&record("v=STSv1; id=2026-06-01;"));
    let told_why = why(&report, "record-id-invalid-chars");
    let strict = "Senders that keep to the standard cannot use the policy and deliver without MTA-STS.";
    let note = "In their published source code: postfix-mta-sts-resolver and chasquid accept it. postfix-tlspol and mox reject it.";
    assert!(told_why.contains(strict) && told_why.ends_with(note), "{told_why}");
    let ticket = markdown(&report, Language::En, None);
    assert!(ticket.contains("[mox](https://github.com/mjl-/mox) reject it."), "{ticket}");
    let one_line = terminal_text(&report, Language::En).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(one_line.matches("published source code").count(), 1);
    let shaped = document::finding(&report, finding(&report, "record-id-invalid-chars"), Language::En);
    let json = serde_json::to_value(shaped).unwrap();
    assert_eq!(json["senders"][1]["habit"], "rejects");
    assert_eq!(json["senders"][1]["senders"][1], json!({ "name": "mox", "source": "https://github.com/mjl-/mox" }));
    let report = report_with(&record("V=STSV1; id=20260601;"));
    assert!(why(&report, "record-version-case").ends_with("mailauth accepts it."), "one sender, one verb");
    let report = report_with(&json!({ "https": { HOST: { "status": 203 } } }));
    assert!(why(&report, "policy-http-status-not-200").ends_with("mailauth accepts every status from 200 to 299."));
}

#[test]
fn name_servers_that_fail_here_but_led_the_proxy_to_the_policy_are_no_fault_that_senders_meet() {
    let fails = json!({ "rcode": "SERVFAIL" });
    for (proxy_down, verdict, fault, host) in [(false, "enforced", false, "good"), (true, "unknown", true, "bad")] {
        let report = report_with(&json!({
            "dns": { format!("{HOST} A"): fails, format!("{HOST} AAAA"): fails }, "proxy_down": proxy_down,
        }));
        let seen = (report.verdict.id(), report.has_finding(&rules::DNS_SERVFAIL), stop(&report, SetupPart::Host).0);
        assert_eq!(seen, (verdict, fault, host));
        let told = unseen(&report).iter().any(|told| told.starts_with("The A records of mta-sts.good.test"));
        assert_eq!(told, !fault, "{:?}", unseen(&report));
    }
    let report = report_with(&json!({ "dns": { "good.test MX": fails } }));
    assert_eq!(stop(&report, SetupPart::Mx), ("bad", "name servers fail".to_owned()));
}

#[test]
fn advice_fits_what_is_there_already() {
    let gone = json!({ "rcode": "NXDOMAIN", "rrs": [], "chain": ["gone.example."] });
    let dangling = report_with(&json!({ "dns": { "mx1.good.test A": gone, "mx1.good.test AAAA": gone } }));
    assert_eq!(why(&dangling, "mx-is-cname"), "That name has no address, so senders cannot deliver there.");

    let parked = report_with(&json!({ "dns": {
        "good.test MX": { "rrs": [[0, "."]] },
        "good.test TXT": { "rrs": [["v=spf1 -all"]] },
    } }));
    let fix = words(&parked, "mx-parked-with-policy").fix.map(|fix| fix.to_string()).unwrap_or_default();
    assert!(fix.starts_with("If that is intended, MTA-STS can be removed"), "{fix}");

    let off = report_of_policy_host(&json!({ "body": "version: STSv1\r\nmode: none\r\nmax_age: 1209600\r\n" }));
    let patch = finding(&off, "removal-none-max-age-long").patch.as_ref().map(|patch| patch.text.clone());
    assert!(patch.is_some_and(|text| text.contains("max_age: 86400")), "as the words say, one day is enough");

    let forgotten = report_of_policy_host(&json!({
        "body": "version: STSv1\r\nmode: enforce\r\nmx: mx1.good.test\r\nmax_age: 0\r\n",
    }));
    assert!(lead(&forgotten).ends_with("They do not save the policy."), "{}", lead(&forgotten));
}

#[test]
fn a_record_kept_by_an_operator_gets_no_text_and_names_the_operator() {
    let at = |target: &str, record: &str, mx: &str| {
        report_with(&json!({
            "dns": { "_mta-sts.good.test TXT": { "rrs": [[record]], "chain": [target] } },
            "https": { HOST: { "body": format!("version: STSv1\r\nmode: enforce\r\nmx: {mx}\r\nmax_age: 1209600\r\n") } },
        }))
    };
    let valid = "v=STSv1; id=20261101000000Z;";
    let report = at("_mta-sts.mx.cloudflare.net.", valid, "old.good.test");
    let (file, record) = (
        owner_message(&report, Owner::PolicyFile, Language::En, "L"),
        owner_message(&report, Owner::Dns, Language::En, "L"),
    );
    let forms = [
        terminal_text(&report, Language::En),
        markdown(&report, Language::En, None),
        file.expect("a file"),
        record.expect("an id"),
    ];
    for form in &forms {
        let words: Vec<&str> = form.split([' ', '\n', '`']).filter(|word| !word.is_empty()).collect();
        let asked = "ask Cloudflare to change the id of the record at _mta-sts.mx.cloudflare.net";
        assert!(words.join(" ").to_lowercase().contains(&asked.to_lowercase()), "{form}");
        assert!(!form.contains("id=2026112"), "no TXT record can be published there: {form}");
    }
    let report = at("records.provider.test.", valid, "old.good.test");
    let record = owner_message(&report, Owner::Dns, Language::En, "L").expect("an id");
    assert!(record.contains("have the id of the record at records.provider.test changed"), "{record}");
    let report = at("_mta-sts.mx.cloudflare.net.", "v=STSv1;", "mx1.good.test");
    let fix = words(&report, "record-id-missing").fix.expect("what to do").to_string();
    assert!(fix.starts_with("Ask Cloudflare to change the record at _mta-sts.mx.cloudflare.net"), "{fix}");
}

#[test]
fn observations_of_gmail_are_not_attributed_to_source_code() {
    let report = report_with(&json!({
        "dns": { "good.test MX": { "rrs": [[10, "a.b.good.test."]] }, "a.b.good.test A": { "rrs": ["198.51.100.7"] } },
        "https": { HOST: { "body": "version: STSv1\r\nmode: enforce\r\nmx: *.good.test\r\nmax_age: 1209600\r\n" } },
    }));
    let why = why(&report, "policy-mx-wildcard-depth");
    let seen =
        "Gmail has been seen to report such a server as a failure in its TLS reports. In their published source code: ";
    let (_, read) = why.split_once(seen).unwrap_or_else(|| panic!("{why}"));
    assert!(read.starts_with("postfix-mta-sts-resolver, ") && !read.contains("Gmail"), "{why}");
    let blank =
        report_with(&json!({ "https": { HOST: { "body": "version: STSv1\n\nmode: none\nmax_age: 86400\n" } } }));
    let why = words(&blank, "policy-blank-line").why.expect("senders differ").to_string();
    assert!(why.contains(" In their published source code: postfix-mta-sts-resolver, "), "{why}");
}

#[test]
fn places_that_are_not_listed_are_counted_once_in_every_format() {
    let file = |extra: &str| {
        let body = format!("version: STSv1\n{extra}mode: enforce\nmx: mx1.good.test\nmax_age: 1209600\n");
        report_with(&json!({ "https": { HOST: { "body": body } } }))
    };
    for (lines, count) in [
        ("\n".repeat(5), None),
        ("\n".repeat(6), Some("And in one more place.")),
        ("\n".repeat(9), Some("And in 4 more places.")),
        ("\n".repeat(9) + &"# x\n".repeat(7), Some("And in 6 more places.")),
    ] {
        let report = file(&lines);
        let letter = owner_message(&report, Owner::PolicyFile, Language::En, "L").expect("work");
        for form in [terminal_text(&report, Language::En), markdown(&report, Language::En, None), letter] {
            assert_eq!(form.matches("And in ").count(), usize::from(count.is_some()), "{lines:?}: {form}");
            assert!(form.contains(count.unwrap_or_default()), "{lines:?}: {form}");
        }
    }
}

/// The good world, asked about another name.
fn asked_for(name: &str, dns: &Value) -> Report {
    let addresses =
        json!({ format!("{name} A"): dns, format!("mta-sts.{name} A"): { "rcode": "NXDOMAIN", "rrs": [] } });
    report_with(&json!({ "domain": name, "dns": addresses }))
}

#[test]
fn a_name_without_mail_whose_parent_has_some_leads_there_and_asks_for_no_record() {
    for (name, dns, verdict) in
        [("www.good.test", Value::Null, "no-mail"), ("www.good.test", json!({ "rrs": ["192.0.2.80"] }), "absent")]
    {
        let report = asked_for(name, &dns);
        assert_eq!(report.verdict.id(), verdict);
        assert_eq!(report.mail_parent.as_ref().map(Domain::as_str), Some("good.test"));
        let lead = report::verdict_headline(&report, Language::En).lead.to_string();
        assert!(lead.starts_with("If the mail addresses end in @good.test, check good.test instead. "), "{lead}");
        let steps = report
            .tasks_by_owner()
            .iter()
            .flat_map(|work| &work.tasks)
            .map(|step| step.first.finding.rule.id)
            .collect::<Vec<_>>();
        assert!(!steps.contains(&"record-missing"), "{steps:?}");
    }
    let nowhere = terminal_text(&asked_for("www.good.test", &Value::Null), Language::En);
    assert!(!nowhere.contains("encrypt when they can") && !nowhere.contains("is delivered"), "{nowhere}");
    assert_eq!(report_with(&json!({})).mail_parent, None);
}

#[test]
fn name_servers_that_fail_for_one_name_are_blamed_for_that_one_alone() {
    let bogus = json!({ "rcode": "SERVFAIL", "ede": [6] });
    let (sts, mx) = ("_mta-sts.good.test TXT", "good.test MX");
    let waits = "queues at the sender";
    for (failing, lead, mail) in [
        (vec![sts], "signatures for _mta-sts.good.test TXT are not valid. They fetch no new policy", false),
        (vec![sts, mx], "signatures for _mta-sts.good.test TXT and good.test MX are not valid. Mail queues", true),
    ] {
        let dns: Map<String, Value> = failing.iter().map(|name| ((*name).to_owned(), bogus.clone())).collect();
        let report = report_with(&json!({ "dns": dns }));
        let said = report::verdict_headline(&report, Language::En).why(Language::En).to_string();
        assert_eq!(report.impact.id(), if mail { "error" } else { "warning" });
        assert!(said.contains(lead), "{said}");
        assert_eq!(why(&report, "dns-dnssec-bogus").contains(waits), mail);
        let listed = report.delivery.iter().all(|row| row.listed == Some(true));
        assert_eq!((listed, report.delivery.is_empty()), (true, mail), "the stop of the MX hosts and its hosts agree");
    }
}

#[test]
fn every_record_to_delete_is_named() {
    let (one, two) = ("v=STSv1; id=1;", "v=STSv1; id=2;");
    let report = report_with(&json!({ "dns": { "_mta-sts.good.test TXT": { "rrs": [[one], [two]] } } }));
    let fix = words(&report, "record-multiple").fix.expect("a way out").to_string();
    assert!(fix.contains(&format!("({one} and {two})")), "{fix}");
}

#[test]
fn a_mail_has_whole_paragraphs_at_the_margin_and_a_link_to_the_same_check() {
    let report = report_with(&json!({ "https": { HOST: { "body": TESTING } } }));
    for language in Language::ALL {
        let mail = mail_text(&report, language, "https://check.example/?domain=good.test");
        assert!(mail.contains("\nhttps://check.example/?domain=good.test\n"), "{mail}");
        assert!(mail.contains(&format!("\n{}\n", report::verdict_headline(&report, language).lead)), "{mail}");
        assert!(mail.lines().all(|line| !line.starts_with(' ')), "{mail}");
    }
}

#[test]
fn names_too_long_for_dns_are_not_looked_up() {
    let name = format!("{}.test", vec!["a".repeat(61); 3].join("."));
    let world = json!({ "domain": name, "dns": { format!("{name} MX"): { "rrs": [[10, "mx1.good.test."]] } } });
    let (domain, evidence) = played(&dated(world));
    let names = evidence.entries.iter().filter_map(|entry| match &entry.question {
        Question::Dns(dns) => Some(dns.name.len()),
        _ => None,
    });
    let longest = names.max().expect("names were asked for");
    assert!((domain.as_str().len()..=MAX_NAME_OCTETS).contains(&longest), "{longest}");
    assert_eq!(judge(&domain, &evidence).verdict.id(), "absent");
}

#[test]
fn a_headline_promises_no_more_than_was_seen() {
    let greeted = |greeting: Option<&str>| {
        let report = changed(|world| {
            world.smtp.get_mut("mx1.example.com").expect("the mail server").greeting = greeting.map(str::to_owned);
        });
        report::verdict_headline(&report, Language::En).headline.to_string()
    };
    assert_eq!(greeted(None), "Mail to example.com is protected by MTA-STS");
    for greeting in ["", "554 5.7.1 blocked", "220 mx1 ESMTP spamd IP-based SPAM blocker"] {
        let headline = greeted(Some(greeting));
        let begins = headline.starts_with("As far as the policy goes, mail to example.com is protected");
        assert_eq!(begins, !greeting.starts_with('2'), "{greeting}: {headline}");
    }
}
