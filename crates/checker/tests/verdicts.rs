//! What single domains amount to: the verdict and the findings of the good domain with one thing changed.

mod fixtures;

use checker::{Action, Severity, Verdict, judge, rules, world::World};
use evidence::{Evidence, Question, Timestamp};
use fixtures::{changed, compared, dns, examples, good_world, played};
use mta_sts::Domain;
use serde_json::json;

#[test]
fn a_misspelled_line_beside_all_that_is_needed_leaves_the_policy_in_force() {
    for line in ["mxs: mx2.example.com", "MX: mx2.example.com"] {
        for (mx, verdict) in [("mx1.example.com", Verdict::Enforced), ("other.example.com", Verdict::Refusing)] {
            let report = changed(|world| {
                let server = world.https.get_mut("mta-sts.example.com").expect("the policy host");
                server.body = format!("version: STSv1\r\nmode: enforce\r\nmx: {mx}\r\n{line}\r\nmax_age: 604800\r\n");
            });
            assert_eq!(report.verdict, verdict, "{line} beside {mx}");
            assert_eq!(report.delivery[0].action == Action::Refuse, verdict == Verdict::Refusing);
        }
    }
}

#[test]
fn a_file_of_the_wrong_type_is_described_for_strict_and_lenient_senders() {
    for (media_type, rule) in [
        (Some("text/html"), &rules::POLICY_HTTP_CONTENT_TYPE_HTML),
        (Some("application/octet-stream"), &rules::POLICY_HTTP_CONTENT_TYPE_OTHER),
        (None, &rules::POLICY_HTTP_CONTENT_TYPE_MISSING),
    ] {
        let id = rule.id;
        for (mode, listed, lenient) in [
            ("enforce", "mx1.example.com", Action::Deliver),
            ("enforce", "other.example.com", Action::Refuse),
            ("testing", "other.example.com", Action::DeliverAndReport),
            ("none", "other.example.com", Action::Deliver),
        ] {
            let report = changed(|world| {
                let server = world.https.get_mut("mta-sts.example.com").expect("the policy host");
                server.headers.insert("content-type".to_owned(), media_type.map(str::to_owned));
                server.body = format!("version: STSv1\r\nmode: {mode}\r\nmx: {listed}\r\nmax_age: 604800\r\n");
            });
            assert!(report.has_finding(rule), "{id}");
            assert_eq!((report.verdict, report.policy.is_some()), (Verdict::Ineffective, false), "{id}");
            assert_eq!(report.tolerated.map(mta_sts::Mode::id), Some(mode));
            let rows: Vec<_> = report.delivery.iter().map(|row| (row.action, row.lenient)).collect();
            assert_eq!(rows, [(Action::Deliver, Some(lenient))], "{id}, {mode}, {listed}");
        }
    }
}

#[test]
fn addresses_that_differ_between_resolvers_are_not_a_disagreement() {
    let disagree = |name: &str, entry: serde_json::Value| {
        let mut world = good_world();
        world.dns_alt.insert(name.to_owned(), serde_json::from_value(entry).expect("an answer"));
        let (domain, seen) = compared(&world);
        judge(&domain, &seen).has_finding(&rules::DNS_RESOLVERS_DISAGREE)
    };
    assert!(!disagree("mta-sts.example.com A", json!({ "rrs": ["192.0.2.81"] })));
    assert!(disagree("mta-sts.example.com A", json!({})));
    assert!(disagree("example.com MX", json!({ "rrs": [[10, "mx2.example.com."]] })));
    assert!(!disagree("example.com MX", json!({ "rrs": [[10, "MX1.example.com."]] })));
    assert!(!disagree("example.com MX", json!({ "rcode": "SERVFAIL" })), "a failure says nothing else");
}

#[test]
fn a_failure_of_one_resolver_is_made_good_by_another() {
    let mut world = good_world();
    let fails = || serde_json::from_value(json!({ "rcode": "SERVFAIL" })).expect("an answer");
    let good = world.dns.insert("_mta-sts.example.com TXT".into(), fails()).expect("a record");
    let verdict = |world: &World| {
        let (domain, seen) = compared(world);
        let report = judge(&domain, &seen);
        (report.verdict.id(), report.has_finding(&rules::DNS_SERVFAIL), report.unseen.len())
    };
    let before = verdict(&world);
    assert_eq!((before.0, before.1), ("unknown", true));
    world.dns_alt.insert("_mta-sts.example.com TXT".into(), good);
    let after = verdict(&world);
    assert_eq!((after.0, after.1), ("enforced", false));
}

#[test]
fn unknown_ipv6_addresses_of_a_policy_host_with_others_are_not_a_fault() {
    let report = changed(|world| dns(world, "mta-sts.example.com AAAA", json!({ "rcode": "SERVFAIL" })));
    assert_eq!((report.verdict.id(), report.has_finding(&rules::DNS_SERVFAIL)), ("enforced", false));
    assert!(
        report
            .unseen
            .iter()
            .any(|unseen| matches!(&unseen.question, Question::Dns(dns) if dns.kind.mnemonic() == "AAAA"))
    );
    let report = changed(|world| dns(world, "mta-sts.example.com A", json!({ "rcode": "SERVFAIL" })));
    assert!(report.has_finding(&rules::DNS_SERVFAIL), "senders without IPv6 do not get there");
}

#[test]
fn what_a_check_saw_is_the_history_of_the_next() {
    let (domain, mut first) = played(&good_world());
    first.history.clear();
    let snapshot = checker::policy_snapshot(&first).expect("a policy in force");
    assert_eq!((snapshot.at, snapshot.txt_id.as_str()), (first.started, "20260601000000Z"));
    assert_eq!(snapshot.mx, ["mx1.example.com"]);
    let mut second = checker::with_earlier_history(first.clone(), &first);
    assert!(second.history.is_empty(), "it is not older than itself");
    second.started = first.started.plus_seconds(60);
    let second = checker::with_earlier_history(second, &first);
    assert_eq!(second.history, [snapshot]);
    let ids = |seen: &Evidence| judge(&domain, seen).findings.iter().map(|found| found.rule.id).collect::<Vec<_>>();
    let added: Vec<_> = ids(&second).into_iter().filter(|id| !ids(&first).contains(id)).collect();
    assert_eq!(added, [""; 0], "a history that begins with enforce cannot have seen what came before");
}

/// A check of the good example on a day of June, with a policy and an id, after earlier checks.
fn on_day(day: u32, id: &str, mode: &str, earlier: &[Evidence]) -> (Evidence, Vec<&'static str>) {
    let mut world = good_world();
    (world.typed, world.history) = (None, Vec::new());
    world.now = format!("2026-06-{day:02}T00:00:00Z").parse().ok();
    let domain: Domain = world.domain.parse().expect("a domain");
    fixtures::publish_policy(
        &mut world,
        &domain,
        &format!("version: STSv1\nmode: {mode}\nmx: mx1.example.com\nmax_age: 1209600\n"),
    );
    fixtures::publish_txt(&mut world, &domain.sts_name(), &format!("v=STSv1; id={id};"));
    let (domain, seen) = played(&world);
    let seen = earlier.iter().fold(seen, checker::with_earlier_history);
    let faults = judge(&domain, &seen).findings.into_iter().filter(|found| found.rule.severity <= Severity::Warning);
    let ids = faults.map(|found| found.rule.id).collect();
    (seen, ids)
}

#[test]
fn an_id_that_is_due_is_asked_for_until_it_comes_and_then_is_right() {
    let (first, nothing) = on_day(1, "1", "testing", &[]);
    assert!(nothing.is_empty());
    let (second, due) = on_day(2, "1", "enforce", std::slice::from_ref(&first));
    assert_eq!(due, ["id-not-bumped"]);
    let (third, still_due) = on_day(3, "1", "enforce", &[first.clone(), second.clone()]);
    assert_eq!(still_due, ["id-not-bumped"], "another check does not make it good");
    let (fourth, good) = on_day(4, "2", "enforce", std::slice::from_ref(&third));
    assert!(good.is_empty(), "the new id is what was asked for: {good:?}");
    assert_eq!(fourth.history.len(), 3);
    let (_, forgotten) = on_day(28, "1", "enforce", &[first, second, third]);
    assert!(forgotten.is_empty(), "no sender has the first policy saved any more: {forgotten:?}");
}

#[test]
fn a_wildcard_cname_is_not_an_attempt_at_mta_sts() {
    let report = changed(|world| {
        let wildcard = json!({ "chain": ["shops.hosting.example."] });
        dns(world, "_mta-sts.example.com TXT", wildcard.clone());
        dns(world, "x-random-probe.example.com TXT", wildcard);
        world.https.clear();
    });
    assert!(report.has_finding(&rules::RECORD_MISSING) && !report.has_finding(&rules::RECORD_CNAME_DANGLING));
    assert_eq!(report.verdict.id(), "absent");
}

#[test]
fn mail_that_reaches_no_host_is_not_called_enforced() {
    let unreachable = [
        ("example.com MX", json!({ "rrs": [[10, "192.0.2.25."]] })),
        ("mx1.example.com A", json!({ "rrs": ["10.0.0.1"] })),
        ("mx1.example.com A", json!({ "rcode": "NXDOMAIN" })),
    ];
    for (name, entry) in unreachable {
        let report = changed(|world| {
            dns(world, "mx1.example.com AAAA", json!({}));
            dns(world, name, entry.clone());
        });
        assert_eq!(report.verdict.id(), "no-mail", "{name} {entry}");
        assert!(report.delivery.iter().all(|row| row.action.id() == "unknown"), "{name} {entry}");
    }
}

#[test]
fn every_mx_host_is_listed_however_many_there_are() {
    let report = changed(|world| {
        let hosts: Vec<_> = (0..300).map(|host| json!([10, format!("mx{host}.example.net.")])).collect();
        dns(world, "example.com MX", json!({ "rrs": hosts }));
    });
    assert_eq!(report.verdict.id(), "refusing");
    assert_eq!(report.delivery.len(), 100);
    assert!(report.delivery.iter().all(|row| row.action.id() != "deliver" && !row.because.is_empty()));
}

#[test]
fn a_hostile_file_does_not_grow_in_the_report() {
    let bodies = [
        "\n".repeat(65_000),
        "mx: a.b\n".repeat(8_000),
        "#\n".repeat(32_000),
        "x\n".repeat(32_000),
        ";".repeat(65_000),
    ];
    for body in bodies {
        let report = changed(|world| {
            let server = world.https.get_mut("mta-sts.example.com").unwrap();
            server.body = format!("version: STSv1\nmode: enforce\nmax_age: 604800\nmx: mx1.example.com\n{body}");
            dns(
                world,
                "_mta-sts.example.com TXT",
                json!({ "rrs": [[format!("v=STSv1; id=1{}", ";".repeat(60_000))]] }),
            );
            dns(
                world,
                "_smtp._tls.example.com TXT",
                json!({ "rrs": [[format!("v=TLSRPTv1; x=a@b{}", ";".repeat(60_000))]] }),
            );
        });
        let size: usize =
            report.findings.iter().map(|finding| finding.patch.as_ref().map_or(0, |patch| patch.text.len())).sum();
        assert!(
            report.findings.len() < 60 && size < 2_000_000,
            "{} findings, {size} octets of patches",
            report.findings.len()
        );
    }
}

#[test]
fn in_a_laboratory_a_private_address_counts_as_public() {
    let example = examples().into_iter().find(|example| example.id == "policy-host-private-address").unwrap();
    let (domain, seen) = played(&example.world());
    assert!(judge(&domain, &seen).has_finding(&rules::POLICY_HOST_PRIVATE_ADDRESS));
    let laboratory = seen.with_allowed_networks(&["10.0.0.0/8".parse().unwrap()]);
    assert!(!judge(&domain, &laboratory).has_finding(&rules::POLICY_HOST_PRIVATE_ADDRESS));
    assert!(judge(&domain, &laboratory).has_finding(&rules::POLICY_HOST_OK));
}

#[test]
fn a_timestamp_of_the_far_future_does_not_panic() {
    let domain: Domain = "example.com".parse().unwrap();
    let seen = Evidence::new(&domain, "example.com", Timestamp::from_unix(i64::MAX));
    assert_eq!(judge(&domain, &seen).verdict.id(), "unknown");
}

#[test]
fn a_text_at_the_name_of_the_record_that_is_for_something_else_sets_nothing_up() {
    for text in [
        "v=spf1 include:mail.example.net -all",
        "google-site-verification=dQw4w9WgXcQ",
        "MS=ms12345678",
        "v=DMARC1; p=none; rua=mailto:a@example.com",
        "v=TLSRPTv1; rua=mailto:a@example.com",
        "v=TLSRPTv1",
        "",
    ] {
        for served in [false, true] {
            let report = changed(|world| {
                dns(world, "_mta-sts.example.com TXT", json!({ "rrs": [[text]] }));
                if !served {
                    world.https.get_mut("mta-sts.example.com").expect("the policy host").status = 404;
                }
            });
            let verdict = if served { Verdict::Ineffective } else { Verdict::Absent };
            assert_eq!((report.verdict, report.has_finding(&rules::RECORD_UNRELATED_TXT)), (verdict, true), "{text}");
            assert!(!report.has_finding(&rules::RECORD_NOT_STS), "{text}");
        }
    }
    for text in ["mta-sts=enabled", "STSv1; id=20260601", "id=20260601000000Z", "v=TLSRPTv1; id=20260601000000Z"] {
        let report = changed(|world| dns(world, "_mta-sts.example.com TXT", json!({ "rrs": [[text]] })));
        assert_eq!(
            (report.verdict, report.has_finding(&rules::RECORD_UNRELATED_TXT)),
            (Verdict::Ineffective, false),
            "{text}"
        );
    }
}

#[test]
fn records_at_the_end_of_a_secure_alias_come_first() {
    let tlsa = |data: &str| json!({ "rrs": [[3, 1, 1, data]], "ad": true });
    let (fits, other) = ("@mx1.example.com", "aa".repeat(32));
    for (at_end, at_alias, name) in [
        (Some(fits), Some(other.as_str()), None),
        (None, Some(fits), None),
        (Some(other.as_str()), Some(fits), Some("_25._tcp.real.example.net")),
        (None, Some(other.as_str()), Some("_25._tcp.mx1.example.com")),
    ] {
        let report = changed(|world| {
            dns(world, "example.com MX", json!({ "rrs": [[10, "mx1.example.com."]], "ad": true }));
            for (kind, address) in [("A", "192.0.2.25"), ("AAAA", "2001:db8::25")] {
                let entry = json!({ "rrs": [address], "ad": true, "chain": ["real.example.net"] });
                dns(world, &format!("mx1.example.com {kind}"), entry);
            }
            for (host, data) in [("real.example.net", at_end), ("mx1.example.com", at_alias)] {
                if let Some(data) = data {
                    dns(world, &format!("_25._tcp.{host} TLSA"), tlsa(data));
                }
            }
        });
        let mismatch = report.findings.iter().find(|finding| finding.rule == &rules::DANE_TLSA_MISMATCH);
        assert_eq!(report.has_finding(&rules::DANE_OK), name.is_none(), "{at_end:?}, {at_alias:?}");
        let told = mismatch.and_then(|finding| finding.args.value("name")).map(|name| format!("{name:?}"));
        assert_eq!(told, name.map(|name| format!("Text({name:?})")), "{at_end:?}, {at_alias:?}");
    }
}
