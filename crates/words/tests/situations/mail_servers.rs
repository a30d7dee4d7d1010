//! MX hosts: addresses, coverage by the policy, and servers that cannot be reached.

use checker::{Report, SetupPart, judge};
use serde_json::{Map, Value, json};
use words::{Language, report};

use super::{HOST, lead, report_with, row, stop, unseen, why};
use crate::fixtures::played;

#[test]
fn an_internal_address_is_described_by_the_other_addresses_of_the_host() {
    for (addresses, sentence) in [
        (json!(["192.168.1.10"]), "Senders on the Internet cannot reach it."),
        (json!(["198.51.100.7", "192.168.1.10"]), "Those that try it first deliver late."),
    ] {
        let report = report_with(&json!({ "dns": {
            "mx1.good.test A": { "rrs": addresses },
            "mx1.good.test AAAA": null,
        } }));
        let why = why(&report, "mx-private-address");
        assert!(why.ends_with(sentence), "{addresses}: {why}");
    }
}

/// The good world with these MX hosts (they have addresses, and TLS in order) and these `mx` lines.
fn moved(hosts: &[&str], lines: &[&str]) -> Report {
    let mut dns = Map::new();
    let mut smtp = Map::new();
    let exchanges: Vec<Value> = hosts.iter().map(|host| json!([10, format!("{host}.")])).collect();
    dns.insert("good.test MX".into(), json!({ "rrs": exchanges }));
    for &host in hosts {
        dns.insert(format!("{host} A"), json!({ "rrs": ["198.51.100.12"] }));
        let server =
            json!({ "ehlo": ["STARTTLS"], "starttls": "220 2.0.0 Ready", "tls": { "names": [host], "cn": host } });
        smtp.insert(host.into(), server);
    }
    let mx: String = lines.iter().map(|line| format!("mx: {line}\r\n")).collect();
    let body = format!("version: STSv1\r\nmode: enforce\r\n{mx}max_age: 1209600\r\n");
    report_with(&json!({ "dns": dns, "smtp": smtp, "https": { HOST: { "body": body } } }))
}

/// The findings about mail servers and the policy, in the order in which they are shown.
fn coverage(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.rule.id).filter(|id| id.starts_with("policy-mx-")).collect()
}

#[test]
fn while_a_domain_moves_within_microsoft_mail_reaches_the_server_that_the_policy_has() {
    let report = moved(
        &["good-test.mail.protection.outlook.com", "good-test.o-v1.mx.microsoft"],
        &["*.mail.protection.outlook.com"],
    );
    assert_eq!(coverage(&report), ["policy-mx-microsoft-old-endpoint"]);
    let told = why(&report, "policy-mx-microsoft-old-endpoint");
    assert!(told.contains("must not deliver to this host") && !told.contains("must not deliver at all"), "{told}");
}

#[test]
fn the_most_specific_reason_comes_before_the_general_one() {
    for (hosts, lines, ids) in [
        (
            &["good-test.o-v1.mx.microsoft"][..],
            &["*.mx.microsoft"][..],
            &["policy-mx-microsoft-depth", "policy-mx-none-covered", "policy-mx-unused"][..],
        ),
        (
            &["aspmx.l.google.com", "alt1.aspmx.l.google.com"],
            &["*.google.com"],
            &["policy-mx-wildcard-depth", "policy-mx-wildcard-depth", "policy-mx-none-covered", "policy-mx-unused"],
        ),
        (&["aspmx.l.google.com", "alt1.aspmx.l.google.com"], &["*.aspmx.l.google.com"], &["policy-mx-wildcard-apex"]),
        (
            &["aspmx.l.google.com"],
            &["smtp.google.com"],
            &["policy-mx-google-incomplete", "policy-mx-none-covered", "policy-mx-unused"],
        ),
    ] {
        assert_eq!(coverage(&moved(hosts, lines)), ids, "{hosts:?} {lines:?}");
    }
}

#[test]
fn a_policy_with_another_google_server_lists_none_of_the_domain() {
    let report = moved(&["aspmx.l.google.com"], &["smtp.google.com"]);
    let told = why(&report, "policy-mx-google-incomplete");
    assert!(
        told.starts_with("It lists only smtp.google.com of Google's names, which does not cover this host."),
        "{told}"
    );
}

#[test]
fn a_near_miss_is_not_called_a_move() {
    for (host, line, reason) in [
        (
            "good-test.mail.protection.outlook.com",
            "mail.protection.outlook.com",
            "mail.protection.outlook.com lacks an asterisk and a dot in front",
        ),
        ("mx01.mail.icloud.com", "mx1.mail.icloud.com", "the number is written differently"),
    ] {
        for (hosts, lines, id) in [
            (&[host][..], &[line][..], "policy-mx-none-covered"),
            (&[host, "mx1.good.test"], &[line, "mx1.good.test"], "policy-mx-not-covered"),
        ] {
            let report = moved(hosts, lines);
            assert_eq!(coverage(&report), [id, "policy-mx-unused"]);
            assert!(why(&report, id).contains(reason), "{}", why(&report, id));
            let unused = why(&report, "policy-mx-unused");
            assert!(unused.starts_with(&format!("It comes close to {host}")), "{unused}");
        }
    }
    let report = moved(&["mx1.mail.google.com.good.test"], &["*.google.com.good.test"]);
    assert!(
        why(&report, "policy-mx-unused").starts_with("It comes close to"),
        "a wildcard that is too short, likewise"
    );
    let report = moved(&["mx2.good.test"], &["mx1.good.test"]);
    assert!(why(&report, "policy-mx-unused").starts_with("That is right during a move."));
}

#[test]
fn an_unreachable_mail_server_leaves_nothing_unseen() {
    let gone = json!({ "rcode": "NXDOMAIN" });
    let report = report_with(&json!({
        "dns": {
            "good.test MX": { "rrs": [[10, "mx1.good.test."], [20, "gone.good.test."]] },
            "gone.good.test A": gone, "gone.good.test AAAA": gone,
        },
        "https": { HOST: { "body": "version: STSv1\r\nmode: enforce\r\nmx: *.good.test\r\nmax_age: 604800\r\n" } },
    }));
    assert_eq!(report.verdict.id(), "enforced");
    assert!(lead(&report).ends_with("They save the policy for 7 days."), "{}", lead(&report));
    assert!(row(&report, "gone.good.test").starts_with("Senders cannot connect to gone.good.test"));
    assert_eq!(stop(&report, SetupPart::Tls).0, "good");
    assert_eq!(unseen(&report), Vec::<String>::new());
    for (exchange, addresses) in [("198.51.100.11.", json!([])), ("mx1.good.test.", json!(["10.0.0.1"]))] {
        let report = report_with(&json!({ "dns": {
            "good.test MX": { "rrs": [[10, exchange]] },
            "mx1.good.test A": { "rrs": addresses }, "mx1.good.test AAAA": null,
        } }));
        let row = row(&report, exchange.trim_end_matches('.'));
        assert_eq!(report.verdict.id(), "no-mail", "{exchange}");
        assert!(row.starts_with("Senders cannot connect to"), "{exchange}: {row}");
        assert_eq!((stop(&report, SetupPart::Tls).0, unseen(&report).len()), ("idle", 0), "{exchange}");
    }
}

#[test]
fn failing_name_servers_of_a_mail_server_are_unseen_and_leave_the_policy_valid() {
    let fails = json!({ "rcode": "SERVFAIL", "rrs": [] });
    let report = report_with(&json!({ "dns": { "mx1.good.test A": fails, "mx1.good.test AAAA": fails } }));
    assert_eq!(stop(&report, SetupPart::Mx), ("good", "1 of 1 listed".to_owned()));
    let a = "The A records of mx1.good.test: The name servers responsible for the name fail to answer.";
    assert!(unseen(&report).iter().any(|told| told == a), "{:?}", unseen(&report));
    let of_one_family = report_with(&json!({ "dns": { "mx1.good.test AAAA": fails } }));
    assert_eq!(unseen(&of_one_family), Vec::<String>::new());
}

#[test]
fn a_mail_server_that_does_not_answer_has_no_connection() {
    let silent = json!({ "connect": "refused" });
    let report = report_with(&json!({ "smtp": { "mx1.good.test": silent } }));
    assert_eq!(report::action_label(&report.delivery[0], Language::En), "no connection");
}

#[test]
fn a_domain_with_dane_alone_is_told_what_dane_protects() {
    let examples = crate::fixtures::examples();
    let example = examples.iter().find(|example| example.id == "dane-accepts-certificate").expect("its example");
    let (domain, seen) = played(&example.world());
    let report = judge(&domain, &seen);
    let words = report::verdict_headline(&report, Language::En);
    assert_eq!(words.headline.to_string(), "DANE protects mail to example.com; MTA-STS is not set up");
    assert!(words.lead.to_string().starts_with("Senders that verify DANE deliver only to"));
    let row = report::delivery_sentence(&report, &report.delivery[0], Language::En).to_string();
    assert!(row.starts_with("A sender that verifies DANE delivers to mx1.example.com with verified TLS"), "{row}");
}

#[test]
fn a_domain_with_tlsa_records_at_an_alias_is_told_who_uses_them() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../checker/tests/cases/mx-is-an-alias.json");
    let text = std::fs::read_to_string(path).expect("the evidence");
    let seen: evidence::Evidence = serde_json::from_str(&text).expect("evidence");
    let report = judge(&seen.domain.parse().expect("a domain"), &seen);
    let lead = report::verdict_headline(&report, Language::En).lead.to_string();
    assert!(lead.contains("mail.aliasmx.example is an alias with signed TLSA records."), "{lead}");
    let lead = report::verdict_headline(&report, Language::Ja).lead.to_string();
    assert!(lead.contains("mail.aliasmx.example") && lead.contains("TLSA"), "{lead}");
}
