//! Situations of real domains that no example world has, told as a help desk reads them: the good world with a change or two.

#[path = "../../checker/tests/fixtures/mod.rs"]
mod fixtures;

use checker::{Finding, Owner, Part, Report, judge, rules, with_mode};
use evidence::Question;
use fixtures::{changed, dated, merge, played};
use mta_sts::{Domain, Mode, NAME_LIMIT};
use serde_json::{Map, Value, json};
use words::{
    Language, document,
    report::{self, FindingWords},
    text::{mail, markdown, message, text},
};

const GOOD: &str = include_str!("../../checker/worlds/good.json");

const HOST: &str = "mta-sts.good.test";

/// The good world with this changed (RFC 7396), looked at and judged.
fn told(change: &Value) -> Report {
    let mut world: Value = serde_json::from_str(GOOD).expect("a world");
    merge(&mut world, change);
    let (domain, evidence) = played(&dated(world));
    judge(&domain, &evidence)
}

fn finding<'a>(report: &'a Report, id: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.rule.id == id).unwrap_or_else(|| panic!("no {id}"))
}

fn words(report: &Report, id: &str) -> FindingWords {
    report::finding(report, finding(report, id), Language::En)
}

/// What stands below the headline.
fn why(report: &Report, id: &str) -> String {
    words(report, id).why.map(|why| why.to_string()).unwrap_or_default()
}

#[test]
fn one_internal_address_of_the_policy_host_shuts_out_those_senders_that_try_it_first() {
    let internal = json!({ "rrs": ["10.0.0.5"] });
    let public = json!({ "rrs": ["2001:db8:443::10"] });
    let strong = "They cannot use the policy and deliver without MTA-STS.";
    let some = "Senders that try this one first get the policy late, or give up and deliver without MTA-STS.";
    let unseen = "Those that try it first get the policy late, or give up.";
    for (ipv6, aaaa, proxy_down, verdict, sentence) in [
        ("ok", &Value::Null, false, "ineffective", strong),
        ("ok", &public, false, "enforced", some),
        ("no-route", &public, false, "unknown", unseen),
        ("ok", &public, true, "unknown", unseen),
    ] {
        let report = told(&json!({
            "dns": { format!("{HOST} A"): internal, format!("{HOST} AAAA"): aaaa },
            "https": { HOST: { "ipv4": "not-public", "ipv6": ipv6 } },
            "proxy_down": proxy_down,
        }));
        let why = why(&report, "policy-host-private-address");
        assert_eq!(report.verdict.id(), verdict, "{why}");
        assert!(why.contains(sentence), "{verdict}: {why}");
        assert!(sentence == strong || !why.contains(strong), "{verdict}: {why}");
    }
}

#[test]
fn beside_an_internal_address_a_public_one_that_is_closed_has_a_finding_of_its_own() {
    let report = told(&json!({
        "dns": { format!("{HOST} A"): { "rrs": ["10.0.0.5"] }, format!("{HOST} AAAA"): { "rrs": ["2001:db8:443::10"] } },
        "https": { HOST: { "ipv4": "not-public", "ipv6": "refused" } },
    }));
    assert!(why(&report, "policy-host-connect-failed").contains("Tried: 2001:db8:443::10."));
    let fix = words(&report, "policy-host-private-address").fix.map(|fix| fix.to_string());
    assert_eq!(fix.as_deref(), Some("Remove this address from the public DNS, and keep only public ones."));
}

#[test]
fn one_internal_address_of_a_mail_server_is_told_by_what_else_it_has() {
    for (addresses, sentence) in [
        (json!(["192.168.1.10"]), "Senders on the Internet cannot reach it."),
        (json!(["198.51.100.7", "192.168.1.10"]), "Those that try it first deliver late."),
    ] {
        let report = told(&json!({ "dns": {
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
    told(&json!({ "dns": dns, "smtp": smtp, "https": { HOST: { "body": body } } }))
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
fn the_most_specific_reason_stands_above_the_plain_one() {
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
fn a_policy_with_another_server_of_google_is_not_said_to_have_some_of_the_domain() {
    let report = moved(&["aspmx.l.google.com"], &["smtp.google.com"]);
    let told = why(&report, "policy-mx-google-incomplete");
    assert!(
        told.starts_with("It lists only smtp.google.com of Google's names, which does not cover this host."),
        "{told}"
    );
}

#[test]
fn a_line_that_is_almost_right_is_told_as_such_and_not_as_a_move() {
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
fn a_certificate_of_shared_hosting_tells_whose_it_is_and_what_else_helps() {
    let report = told(&json!({
        "dns": { "good.test MX": { "rrs": [[10, "good.test."]] }, "good.test A": { "rrs": ["198.51.100.12"] } },
        "smtp": { "good.test": {
            "ehlo": ["STARTTLS"],
            "starttls": "220 2.0.0 Ready",
            "tls": { "names": ["*.sakura.ne.jp"], "cn": "*.sakura.ne.jp" },
        } },
        "https": { HOST: { "body": "version: STSv1\r\nmode: enforce\r\nmx: good.test\r\nmax_age: 1209600\r\n" } },
    }));
    let told = why(&report, "mx-cert-name-mismatch");
    assert!(told.contains("for the server's own name at Sakura Internet."), "{told}");
}

#[test]
fn a_delegated_record_without_a_policy_host_tells_the_half_that_is_missing() {
    let cloudflare = "https://mta-sts.mx.cloudflare.net/.well-known/mta-sts.txt";
    for (target, operator, fix, patch) in [
        (
            "mta-sts.tutanota.de",
            "Tuta",
            "Delegate the policy host as well, with the CNAME shown.",
            Some("mta-sts.tutanota.de."),
        ),
        (
            "_mta-sts.mx.cloudflare.net",
            "Cloudflare",
            "Cloudflare does not run policy hosts for others. Set up a web server",
            None,
        ),
        ("records.provider.example", "records.provider.example", "Ask the operator of the record for the target", None),
    ] {
        for (rcode, id) in [("NXDOMAIN", "policy-host-nxdomain"), ("NOERROR", "policy-host-no-address")] {
            let report = told(&json!({
                "dns": {
                    "_mta-sts.good.test TXT": { "chain": [format!("{target}.")], "rrs": [["v=STSv1; id=20260601000000Z;"]] },
                    format!("{HOST} A"): { "rcode": rcode, "rrs": [] },
                    format!("{HOST} AAAA"): { "rcode": rcode, "rrs": [] },
                    "mta-sts.tutanota.de A": { "rrs": ["192.0.2.99"] },
                },
                "https": { HOST: null },
            }));
            let why = why(&report, id);
            assert!(why.starts_with(&format!("The record is delegated to {operator}, but ")), "{why}");
            let said = words(&report, id).fix.expect("a fix").to_string();
            assert!(said.starts_with(fix), "{said}");
            assert_eq!(said.contains(cloudflare), operator == "Cloudflare", "{said}");
            assert_eq!(finding(&report, id).patch.as_ref().map(|patch| patch.text.as_str()), patch, "{target}");
        }
    }
    let gone = json!({ "rcode": "NXDOMAIN", "rrs": [] });
    let report = told(&json!({
        "dns": { format!("{HOST} A"): gone, format!("{HOST} AAAA"): gone },
        "https": { HOST: null },
    }));
    assert!(why(&report, "policy-host-nxdomain").starts_with("Senders fetch the policy from this host"));
}

#[test]
fn a_set_up_as_cloudflare_documents_it_is_not_sent_to_a_policy_host_that_does_not_exist() {
    let record = json!({ "chain": ["_mta-sts.mx.cloudflare.net."], "rrs": [["v=STSv1; id=20230615T153000;"]] });
    let report = told(&json!({ "dns": { "_mta-sts.good.test TXT": record } }));
    let fix = words(&report, "delegation-half").fix.expect("a fix").to_string();
    let passes_on =
        "Have the web server, or a Worker, proxy https://mta-sts.mx.cloudflare.net/.well-known/mta-sts.txt.";
    assert!(fix.starts_with(passes_on) && fix.contains("there is nothing to do"), "{fix}");
    assert!(!fix.contains("CNAME"), "{fix}");
}

#[test]
fn whoever_is_to_add_a_cname_hears_that_the_proxy_of_cloudflare_has_to_be_off() {
    let report = told(&json!({ "dns": {
        "_mta-sts.good.test TXT": { "rrs": [] },
        format!("{HOST} A"): { "chain": ["mta-sts.tutanota.de."], "rrs": ["192.0.2.10"] },
    } }));
    let fix = words(&report, "record-missing-policy-present").fix.expect("a fix").to_string();
    assert_eq!(
        fix,
        "Delegate the record to Tuta as well, with the CNAME shown. In Cloudflare's DNS, turn off the proxy for that record."
    );
}

#[test]
fn what_only_keeps_senders_from_the_policy_is_not_said_to_make_them_refuse_mail() {
    let report = told(&json!({
        "dns": { "_mta-sts.good.test TXT": { "ttl": 172_800 } },
        "https": { HOST: { "tls": { "not_before": "2026-09-01T00:00:00Z", "not_after": "2026-11-25T00:00:00Z" } } },
    }));
    let expiring = why(&report, "policy-host-tls-expiring");
    assert!(expiring.ends_with("the others deliver without MTA-STS.") && !expiring.contains("refuse"), "{expiring}");
    let slow = why(&report, "record-ttl-long");
    assert!(slow.ends_with("to notice it. Until then they can refuse a new MX host."), "{slow}");
}

#[test]
fn what_senders_do_differently_comes_with_the_standard_and_with_where_it_is_written() {
    let record = |text: &str| json!({ "dns": { "_mta-sts.good.test TXT": { "rrs": [[text]] } } });
    let report = told(&record("v=STSv1; id=2026-06-01;"));
    let told_why = why(&report, "record-id-invalid-chars");
    let strict = "Senders that keep to the standard cannot use the policy and deliver without MTA-STS.";
    let note = "In their published source code: postfix-mta-sts-resolver and chasquid accept it. postfix-tlspol and mox reject it.";
    assert!(told_why.contains(strict) && told_why.ends_with(note), "{told_why}");
    let ticket = markdown(&report, Language::En, None);
    assert!(ticket.contains("[mox](https://github.com/mjl-/mox) reject it."), "{ticket}");
    let one_line = text(&report, Language::En).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(one_line.matches("published source code").count(), 1);
    let shaped = document::finding(&report, finding(&report, "record-id-invalid-chars"), Language::En);
    let json = serde_json::to_value(shaped).unwrap();
    assert_eq!(json["senders"][1]["habit"], "rejects");
    assert_eq!(json["senders"][1]["senders"][1], json!({ "name": "mox", "source": "https://github.com/mjl-/mox" }));
    let report = told(&record("V=STSV1; id=20260601;"));
    assert!(why(&report, "record-version-case").ends_with("mailauth accepts it."), "one sender, one verb");
    let report = told(&json!({ "https": { HOST: { "status": 203 } } }));
    assert!(why(&report, "policy-http-status-not-200").ends_with("mailauth accepts every status from 200 to 299."));
}

#[test]
fn an_address_of_the_policy_host_that_is_closed_is_told_while_another_one_works() {
    for (ipv4, ipv6, verdict, told) in [
        ("ok", "ok", "enforced", None),
        ("refused", "ok", "enforced", Some("policy-host-address-silent")),
        ("ok", "refused", "enforced", Some("policy-host-ipv6-broken")),
        ("no-route", "ok", "enforced", None),
        ("refused", "refused", "ineffective", Some("policy-host-connect-failed")),
    ] {
        let report = told_of_policy_host(&json!({ "ipv4": ipv4, "ipv6": ipv6 }));
        let about =
            [&rules::POLICY_HOST_ADDRESS_SILENT, &rules::POLICY_HOST_IPV6_BROKEN, &rules::POLICY_HOST_CONNECT_FAILED];
        let found: Vec<&str> = about.into_iter().filter(|rule| report.has(rule)).map(|rule| rule.id).collect();
        assert_eq!((report.verdict.id(), found), (verdict, told.into_iter().collect()), "{ipv4}, {ipv6}");
    }
}

fn told_of_policy_host(change: &Value) -> Report {
    told(&json!({ "https": { HOST: change } }))
}

fn stop(report: &Report, part: Part) -> (&'static str, String) {
    let stop = report.stops.iter().find(|stop| stop.part == part).expect("every report has every stop");
    (stop.state.id(), report::stop(report, stop, Language::En).detail.to_string())
}

/// What the row of a mail server says a sender does today.
fn row(report: &Report, host: &str) -> String {
    let row = report.delivery.iter().find(|row| row.mx == host).unwrap_or_else(|| panic!("no row of {host}"));
    report::delivery(report, row, Language::En).to_string()
}

/// What could not be seen.
fn unseen(report: &Report) -> Vec<String> {
    let told = report.unseen.iter().map(|unseen| report::unseen(unseen, Language::En));
    told.map(|words| format!("{}: {}", words.question, words.why)).collect()
}

fn lead(report: &Report) -> String {
    report::verdict(report, Language::En).lead.to_string()
}

#[test]
fn a_mail_server_that_nobody_can_connect_to_leaves_nothing_to_be_seen() {
    let gone = json!({ "rcode": "NXDOMAIN" });
    let report = told(&json!({
        "dns": {
            "good.test MX": { "rrs": [[10, "mx1.good.test."], [20, "gone.good.test."]] },
            "gone.good.test A": gone, "gone.good.test AAAA": gone,
        },
        "https": { HOST: { "body": "version: STSv1\r\nmode: enforce\r\nmx: *.good.test\r\nmax_age: 604800\r\n" } },
    }));
    assert_eq!(report.verdict.id(), "enforced");
    assert!(lead(&report).ends_with("They save the policy for 7 days."), "{}", lead(&report));
    assert!(row(&report, "gone.good.test").starts_with("Senders cannot connect to gone.good.test"));
    assert_eq!(stop(&report, Part::Tls).0, "good");
    assert_eq!(unseen(&report), Vec::<String>::new());
    for (exchange, addresses) in [("198.51.100.11.", json!([])), ("mx1.good.test.", json!(["10.0.0.1"]))] {
        let report = told(&json!({ "dns": {
            "good.test MX": { "rrs": [[10, exchange]] },
            "mx1.good.test A": { "rrs": addresses }, "mx1.good.test AAAA": null,
        } }));
        let row = row(&report, exchange.trim_end_matches('.'));
        assert_eq!(report.verdict.id(), "no-mail", "{exchange}");
        assert!(row.starts_with("Senders cannot connect to"), "{exchange}: {row}");
        assert_eq!((stop(&report, Part::Tls).0, unseen(&report).len()), ("idle", 0), "{exchange}");
    }
}

#[test]
fn name_servers_of_a_mail_server_that_fail_are_told_as_unseen_and_take_nothing_from_the_policy() {
    let fails = json!({ "rcode": "SERVFAIL", "rrs": [] });
    let report = told(&json!({ "dns": { "mx1.good.test A": fails, "mx1.good.test AAAA": fails } }));
    assert_eq!(stop(&report, Part::Mx), ("good", "1 of 1 listed".to_owned()));
    let a = "The A records of mx1.good.test: The name servers responsible for the name fail to answer.";
    assert!(unseen(&report).iter().any(|told| told == a), "{:?}", unseen(&report));
    let of_one_family = told(&json!({ "dns": { "mx1.good.test AAAA": fails } }));
    assert_eq!(unseen(&of_one_family), Vec::<String>::new());
}

#[test]
fn name_servers_that_fail_here_but_led_the_proxy_to_the_policy_are_no_fault_that_senders_meet() {
    let fails = json!({ "rcode": "SERVFAIL" });
    for (proxy_down, verdict, fault, host) in [(false, "enforced", false, "good"), (true, "unknown", true, "bad")] {
        let report = told(&json!({
            "dns": { format!("{HOST} A"): fails, format!("{HOST} AAAA"): fails }, "proxy_down": proxy_down,
        }));
        let seen = (report.verdict.id(), report.has(&rules::DNS_SERVFAIL), stop(&report, Part::Host).0);
        assert_eq!(seen, (verdict, fault, host));
        let told = unseen(&report).iter().any(|told| told.starts_with("The A records of mta-sts.good.test"));
        assert_eq!(told, !fault, "{:?}", unseen(&report));
    }
    let report = told(&json!({ "dns": { "good.test MX": fails } }));
    assert_eq!(stop(&report, Part::Mx), ("bad", "name servers fail".to_owned()));
}

#[test]
fn advice_fits_what_is_there_already() {
    let gone = json!({ "rcode": "NXDOMAIN", "rrs": [], "chain": ["gone.example."] });
    let dangling = told(&json!({ "dns": { "mx1.good.test A": gone, "mx1.good.test AAAA": gone } }));
    assert_eq!(why(&dangling, "mx-is-cname"), "That name has no address, so senders cannot deliver there.");

    let parked = told(&json!({ "dns": {
        "good.test MX": { "rrs": [[0, "."]] },
        "good.test TXT": { "rrs": [["v=spf1 -all"]] },
    } }));
    let fix = words(&parked, "mx-parked-with-policy").fix.map(|fix| fix.to_string()).unwrap_or_default();
    assert!(fix.starts_with("If that is intended, MTA-STS can be removed"), "{fix}");

    let off = told_of_policy_host(&json!({ "body": "version: STSv1\r\nmode: none\r\nmax_age: 1209600\r\n" }));
    let patch = finding(&off, "removal-none-max-age-long").patch.as_ref().map(|patch| patch.text.clone());
    assert!(patch.is_some_and(|text| text.contains("max_age: 86400")), "as the words say, one day is enough");

    let forgotten = told_of_policy_host(&json!({
        "body": "version: STSv1\r\nmode: enforce\r\nmx: mx1.good.test\r\nmax_age: 0\r\n",
    }));
    assert!(lead(&forgotten).ends_with("They do not save the policy."), "{}", lead(&forgotten));
}

#[test]
fn no_text_is_given_for_a_record_that_an_operator_keeps_and_the_operator_is_named() {
    let at = |target: &str, record: &str, mx: &str| {
        told(&json!({
            "dns": { "_mta-sts.good.test TXT": { "rrs": [[record]], "chain": [target] } },
            "https": { HOST: { "body": format!("version: STSv1\r\nmode: enforce\r\nmx: {mx}\r\nmax_age: 1209600\r\n") } },
        }))
    };
    let valid = "v=STSv1; id=20261101000000Z;";
    let report = at("_mta-sts.mx.cloudflare.net.", valid, "old.good.test");
    let (file, record) =
        (message(&report, Owner::PolicyFile, Language::En, "L"), message(&report, Owner::Dns, Language::En, "L"));
    let forms = [
        text(&report, Language::En),
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
    let record = message(&report, Owner::Dns, Language::En, "L").expect("an id");
    assert!(record.contains("have the id of the record at records.provider.test changed"), "{record}");
    let report = at("_mta-sts.mx.cloudflare.net.", "v=STSv1;", "mx1.good.test");
    let fix = words(&report, "record-id-missing").fix.expect("what to do").to_string();
    assert!(fix.starts_with("Ask Cloudflare to change the record at _mta-sts.mx.cloudflare.net"), "{fix}");
}

#[test]
fn what_was_seen_of_gmail_is_not_said_to_stand_in_source_code() {
    let report = told(&json!({
        "dns": { "good.test MX": { "rrs": [[10, "a.b.good.test."]] }, "a.b.good.test A": { "rrs": ["198.51.100.7"] } },
        "https": { HOST: { "body": "version: STSv1\r\nmode: enforce\r\nmx: *.good.test\r\nmax_age: 1209600\r\n" } },
    }));
    let why = why(&report, "policy-mx-wildcard-depth");
    let seen =
        "Gmail has been seen to report such a server as a failure in its TLS reports. In their published source code: ";
    let (_, read) = why.split_once(seen).unwrap_or_else(|| panic!("{why}"));
    assert!(read.starts_with("postfix-mta-sts-resolver, ") && !read.contains("Gmail"), "{why}");
    let blank = told(&json!({ "https": { HOST: { "body": "version: STSv1\n\nmode: none\nmax_age: 86400\n" } } }));
    let why = words(&blank, "policy-blank-line").why.expect("senders differ").to_string();
    assert!(why.contains(" In their published source code: postfix-mta-sts-resolver, "), "{why}");
}

#[test]
fn places_that_are_not_told_one_by_one_are_counted_once_in_every_form() {
    let file = |extra: &str| {
        let body = format!("version: STSv1\n{extra}mode: enforce\nmx: mx1.good.test\nmax_age: 1209600\n");
        told(&json!({ "https": { HOST: { "body": body } } }))
    };
    for (lines, count) in [
        ("\n".repeat(5), None),
        ("\n".repeat(6), Some("And in one more place.")),
        ("\n".repeat(9), Some("And in 4 more places.")),
        ("\n".repeat(9) + &"# x\n".repeat(7), Some("And in 6 more places.")),
    ] {
        let report = file(&lines);
        let letter = message(&report, Owner::PolicyFile, Language::En, "L").expect("work");
        for form in [text(&report, Language::En), markdown(&report, Language::En, None), letter] {
            assert_eq!(form.matches("And in ").count(), usize::from(count.is_some()), "{lines:?}: {form}");
            assert!(form.contains(count.unwrap_or_default()), "{lines:?}: {form}");
        }
    }
}

/// Without blanks and line ends, which differ from form to form.
fn unspaced(words: &str) -> String {
    words.split_whitespace().collect()
}

#[test]
fn a_domain_that_removes_mta_sts_in_order_has_to_wait_and_learns_until_when() {
    let earlier = json!({
        "at": "2026-11-20T00:00:00Z", "txt_id": "20261101000000Z", "mx": ["mx1.good.test"],
        "body": "version: STSv1\r\nmode: enforce\r\nmx: mx1.good.test\r\nmax_age: 1209600\r\n",
    });
    let removing = |history: Value| {
        told(&json!({
            "dns": { "_mta-sts.good.test TXT": { "rrs": [["v=STSv1; id=20261121000000Z;"]] } },
            "https": { HOST: { "body": "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n" } },
            "history": history,
        }))
    };
    let report = removing(json!([earlier]));
    assert_eq!((report.verdict.id(), report.work(), report.is_settled()), ("disabled", Vec::new(), false));
    for (language, date) in [(Language::En, "until 4 Dec 2026"), (Language::Ja, "2026年12月4日まで")] {
        let wait = report::afterwards(&report, language).expect("a time to wait").to_string();
        assert!(unspaced(&wait).contains(&unspaced(date)), "{wait}");
        for form in [text(&report, language), markdown(&report, language, None)] {
            let title = form.find(&language.say(words::key::TEXT_DO, &[])).expect("what to do");
            assert!(unspaced(&form[title..]).contains(&unspaced(&wait)), "{form}");
            assert!(!form.contains("mode: testing\n") && !form.contains("v=STSv1; id="), "{form}");
        }
    }
    let idle = removing(json!([]));
    assert!(!idle.work().is_empty() && report::afterwards(&idle, Language::En).is_none(), "nobody removes anything");
}

/// The good world, asked about another name.
fn asked_for(name: &str, dns: &Value) -> Report {
    let addresses =
        json!({ format!("{name} A"): dns, format!("mta-sts.{name} A"): { "rcode": "NXDOMAIN", "rrs": [] } });
    told(&json!({ "domain": name, "dns": addresses }))
}

#[test]
fn a_name_without_mail_whose_parent_has_some_leads_there_and_asks_for_no_record() {
    for (name, dns, verdict) in
        [("www.good.test", Value::Null, "no-mail"), ("www.good.test", json!({ "rrs": ["192.0.2.80"] }), "absent")]
    {
        let report = asked_for(name, &dns);
        assert_eq!(report.verdict.id(), verdict);
        assert_eq!(report.mail_parent.as_ref().map(Domain::as_str), Some("good.test"));
        let lead = report::verdict(&report, Language::En).lead.to_string();
        assert!(lead.starts_with("If the mail addresses end in @good.test, check good.test instead. "), "{lead}");
        let steps = report
            .work()
            .iter()
            .flat_map(|work| &work.steps)
            .map(|step| step.first.finding.rule.id)
            .collect::<Vec<_>>();
        assert!(!steps.contains(&"record-missing"), "{steps:?}");
    }
    let nowhere = text(&asked_for("www.good.test", &Value::Null), Language::En);
    assert!(!nowhere.contains("encrypt when they can") && !nowhere.contains("is delivered"), "{nowhere}");
    assert_eq!(told(&json!({})).mail_parent, None);
}

/// The good world after an earlier check, whose policy was in mode enforce and for two weeks, with these `mx` lines and under this
/// `id`; `body` is the policy now.
fn after_enforcing(id: &str, mx: &str, body: &str) -> Report {
    let earlier = format!("version: STSv1\r\nmode: enforce\r\n{mx}max_age: 1209600\r\n");
    told(&json!({
        "history": [{ "at": "2026-11-20T00:00:00Z", "txt_id": id, "mx": ["mx1.good.test"], "body": earlier }],
        "https": { HOST: { "body": body } },
    }))
}

#[test]
fn senders_that_do_not_notice_a_new_policy_keep_to_the_earlier_one_wherever_that_is_told() {
    let good = told(&json!({}));
    let same = good.policy.as_ref().expect("a policy").id.clone();
    let unnoticed = "do not notice the new one. They keep the old one until it expires";
    let (shorter, off) = (
        "version: STSv1\r\nmode: enforce\r\nmx: mx1.good.test\r\nmx: mx2.good.test\r\nmax_age: 604800\r\n",
        "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n",
    );
    let both = "mx: mx1.good.test\r\nmx: mx2.good.test\r\n";
    for (id, mx, body, lead, row) in [
        (same.as_str(), both, shorter, format!("{unnoticed}."), "until that one expires. The id is the same"),
        (
            &same,
            "mx: mx1.good.test\r\n",
            shorter,
            format!("{unnoticed}, and refuse MX hosts that only the new one lists."),
            "until that one expires. The id is the same",
        ),
        (
            &same,
            both,
            off,
            format!("{unnoticed}, and refuse what it forbids."),
            "until that one expires. The id is the same",
        ),
        (
            "20250101T000000",
            both,
            off,
            "follow it until they see the new id and fetch this one.".to_owned(),
            "until it fetches this one",
        ),
    ] {
        let report = after_enforcing(id, mx, body);
        let said = report::verdict(&report, Language::En).lead.to_string();
        assert!(said.ends_with(&lead), "{lead}: {said}");
        let rows: Vec<String> =
            report::saved_policy_deliveries(&report, Language::En).iter().map(ToString::to_string).collect();
        assert!(rows.iter().all(|words| words.contains(row)), "{row}: {rows:?}");
    }
}

#[test]
fn name_servers_that_fail_for_one_name_are_blamed_for_that_one_alone() {
    let bogus = json!({ "rcode": "SERVFAIL", "ede": [6] });
    let (sts, mx) = ("_mta-sts.good.test TXT", "good.test MX");
    let waits = "queues at the sender";
    for (failing, lead, mail) in [
        (vec![sts], "no usable answer for _mta-sts.good.test TXT, so", false),
        (vec![sts, mx], "no usable answer for _mta-sts.good.test TXT and good.test MX, so", true),
    ] {
        let dns: Map<String, Value> = failing.iter().map(|name| ((*name).to_owned(), bogus.clone())).collect();
        let report = told(&json!({ "dns": dns }));
        let said = report::verdict(&report, Language::En).lead.to_string();
        assert!(said.contains(lead), "{said}");
        assert_eq!(why(&report, "dns-dnssec-bogus").contains(waits), mail);
        let listed = report.delivery.iter().all(|row| row.listed == Some(true));
        assert_eq!((listed, report.delivery.is_empty()), (true, mail), "the stop of the MX hosts and its hosts agree");
    }
}

const TESTING: &str = "version: STSv1\r\nmode: testing\r\nmx: mx1.good.test\r\nmax_age: 1209600\r\n";

#[test]
fn an_imagined_policy_is_told_as_one() {
    for (body, mode, headline) in [
        (TESTING, Mode::Enforce, "Mail to good.test would be protected by MTA-STS"),
        (
            "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n",
            Mode::Enforce,
            "Mail to good.test would be protected by MTA-STS",
        ),
        (
            "version: STSv1\r\nmode: enforce\r\nmx: other.test\r\nmax_age: 1209600\r\n",
            Mode::Testing,
            "Mail to good.test would be delivered; MTA-STS would only be tested",
        ),
        (
            "version: STSv1\r\nmode: testing\r\nmx: other.test\r\nmax_age: 1209600\r\n",
            Mode::Enforce,
            "Mail to the only MX host would be refused",
        ),
    ] {
        let mut world: Value = serde_json::from_str(GOOD).expect("a world");
        merge(&mut world, &json!({ "https": { HOST: { "body": body } } }));
        let (domain, evidence) = played(&dated(world));
        let imagined = judge(&domain, &with_mode(&evidence, mode).expect("another mode"));
        assert_eq!(report::what_if(&imagined, Language::En).headline.to_string(), headline);
    }
}

#[test]
fn a_mail_server_that_does_not_answer_has_no_connection() {
    let silent = json!({ "connect": "refused" });
    let report = told(&json!({ "smtp": { "mx1.good.test": silent } }));
    assert_eq!(report::action(&report.delivery[0], Language::En), "no connection");
}

#[test]
fn of_several_records_each_is_named_that_has_to_go() {
    let (one, two) = ("v=STSv1; id=1;", "v=STSv1; id=2;");
    let report = told(&json!({ "dns": { "_mta-sts.good.test TXT": { "rrs": [[one], [two]] } } }));
    let fix = words(&report, "record-multiple").fix.expect("a way out").to_string();
    assert!(fix.contains(&format!("({one} and {two})")), "{fix}");
}

#[test]
fn who_only_changes_the_id_learns_why_and_is_not_told_that_a_check_found_it() {
    let report = told(&json!({ "https": { HOST: { "body": TESTING } } }));
    let letter = message(&report, Owner::Dns, Language::En, "https://check.example/").expect("the file changes");
    let (subject, rest) = letter.split_once('\n').expect("a subject");
    assert_eq!(subject, "New MTA-STS id for good.test");
    let reason = words(&report, "policy-mode-testing").headline.to_string();
    assert!(rest.contains(&format!("\n- {reason}\n")) && !rest.contains("found it"), "{rest}");
}

#[test]
fn a_mail_has_whole_paragraphs_at_the_margin_and_a_link_to_the_same_check() {
    let report = told(&json!({ "https": { HOST: { "body": TESTING } } }));
    for language in Language::ALL {
        let mail = mail(&report, language, "https://check.example/?domain=good.test");
        assert!(mail.contains("\nhttps://check.example/?domain=good.test\n"), "{mail}");
        assert!(mail.contains(&format!("\n{}\n", report::verdict(&report, language).lead)), "{mail}");
        assert!(mail.lines().all(|line| !line.starts_with(' ')), "{mail}");
    }
}

#[test]
fn a_policy_that_an_earlier_check_saw_may_be_remembered_in_whatever_mode_it_was() {
    let unused =
        |history: Value| told(&json!({ "dns": { "_mta-sts.good.test TXT": null }, "https": null, "history": history }));
    let body = "version: STSv1\nmode: testing\nmx: mx1.good.test\nmax_age: 1209600\n";
    let seen = json!([{ "at": "2026-11-20T00:00:00Z", "txt_id": "1", "body": body }]);
    for (history, remembered) in [(json!([]), false), (seen, true)] {
        let report = unused(history);
        assert_eq!((report.verdict.id(), report.may_be_remembered), ("absent", remembered));
        for form in [text(&report, Language::En), markdown(&report, Language::En, None)] {
            assert_eq!(form.contains("A sender with a saved policy:"), remembered, "{form}");
        }
    }
}

#[test]
fn of_a_long_domain_no_name_is_asked_for_that_dns_has_no_room_for() {
    let name = format!("{}.test", vec!["a".repeat(61); 3].join("."));
    let world = json!({ "domain": name, "dns": { format!("{name} MX"): { "rrs": [[10, "mx1.good.test."]] } } });
    let (domain, evidence) = played(&dated(world));
    let names = evidence.entries.iter().filter_map(|entry| match &entry.question {
        Question::Dns(dns) => Some(dns.name.len()),
        _ => None,
    });
    let longest = names.max().expect("names were asked for");
    assert!((domain.as_str().len()..=NAME_LIMIT).contains(&longest), "{longest}");
    assert_eq!(judge(&domain, &evidence).verdict.id(), "absent");
}

#[test]
fn a_headline_promises_no_more_than_was_seen() {
    let greeted = |greeting: Option<&str>| {
        let report = changed(|world| {
            world.smtp.get_mut("mx1.example.com").expect("the mail server").greeting = greeting.map(str::to_owned);
        });
        report::verdict(&report, Language::En).headline.to_string()
    };
    assert_eq!(greeted(None), "Mail to example.com is protected by MTA-STS");
    for greeting in ["", "554 5.7.1 blocked", "220 mx1 ESMTP spamd IP-based SPAM blocker"] {
        let headline = greeted(Some(greeting));
        let begins = headline.starts_with("As far as the policy goes, mail to example.com is protected");
        assert_eq!(begins, !greeting.starts_with('2'), "{greeting}: {headline}");
    }
}

#[test]
fn a_domain_with_dane_alone_is_told_what_dane_protects() {
    let examples = fixtures::examples();
    let example = examples.iter().find(|example| example.id == "dane-accepts-certificate").expect("its example");
    let (domain, seen) = played(&example.world());
    let report = judge(&domain, &seen);
    let words = report::verdict(&report, Language::En);
    assert_eq!(words.headline.to_string(), "DANE protects mail to example.com; MTA-STS is not set up");
    assert!(words.lead.to_string().starts_with("Senders that verify DANE deliver only to"));
    let row = report::delivery(&report, &report.delivery[0], Language::En).to_string();
    assert!(row.starts_with("A sender that verifies DANE delivers to mx1.example.com with verified TLS"), "{row}");
}
