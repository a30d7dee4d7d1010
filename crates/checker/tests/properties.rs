//! What holds for every example of the catalogue and for evidence in any order.

mod fixtures;

use std::{collections::BTreeSet, sync::LazyLock};

use checker::{
    Action, Answer, Blind, DAY, Effect, Evidence, Finding, NextRecord, Outcome, Owner, Patch, Question, Report,
    Severity, Snapshot, Step, Target, Timestamp, Verdict, judge, wants, world::World,
};
use fixtures::{compared, examples, played};
use mta_sts::Domain;
use proptest::{prelude::*, sample::Index};
use proxy_api::{Interruption, PolicySighting, Stage as FetchStage};
use serde_json::json;

fn told(report: &Report) -> String {
    format!("{:?} {:?} {:?} {:?}", report.verdict, report.findings, report.delivery, report.stops)
}

/// All evidence of the catalogue's examples.
fn evidence() -> &'static [(Domain, Evidence)] {
    static ALL: LazyLock<Vec<(Domain, Evidence)>> =
        LazyLock::new(|| examples().iter().map(|example| played(&example.world())).collect());
    &ALL
}

/// The same evidence with the answers of a second resolver, and of one that contradicts the first about mail servers or record.
fn comparisons() -> &'static [(Domain, Evidence)] {
    static ALL: LazyLock<Vec<(Domain, Evidence)>> = LazyLock::new(|| {
        let contradicted = [
            ("example.com MX", json!({ "rrs": [[10, "mx2.example.com."]] })),
            ("_mta-sts.example.com TXT", json!({ "rrs": [] })),
        ];
        let contradicted = contradicted.into_iter().map(|(name, entry)| {
            let mut world = examples()[0].world();
            world.dns_alt.insert(name.to_owned(), serde_json::from_value(entry).expect("an answer"));
            compared(&world)
        });
        contradicted.chain(examples().iter().map(|example| compared(&example.world()))).collect()
    });
    &ALL
}

/// The evidence with its answers in another order.
fn shuffled(seen: &Evidence, order: &[u16]) -> Evidence {
    let mut shuffled = seen.clone();
    let mut keyed: Vec<_> = order.iter().cycle().zip(shuffled.entries.drain(..)).collect();
    keyed.sort_by_key(|(key, _)| **key);
    shuffled.entries = keyed.into_iter().map(|(_, entry)| entry).collect();
    shuffled
}

#[test]
fn the_order_in_which_resolvers_contradict_one_another_changes_nothing() {
    for (domain, seen) in comparisons() {
        let mut reversed = seen.clone();
        reversed.entries.reverse();
        assert_eq!(told(&judge(domain, &reversed)), told(&judge(domain, seen)), "{domain}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_answers_changes_nothing(pick in any::<Index>(), order in prop::collection::vec(any::<u16>(), 120)) {
        for all in [evidence(), comparisons()] {
            let (domain, seen) = &all[pick.index(all.len())];
            prop_assert_eq!(told(&judge(domain, &shuffled(seen, &order))), told(&judge(domain, seen)));
        }
    }

    #[test]
    fn evidence_can_be_judged_and_continued_after_every_answer(pick in any::<Index>(), cut in any::<Index>()) {
        let all = evidence();
        let (domain, seen) = &all[pick.index(all.len())];
        let mut partial = seen.clone();
        partial.entries.truncate(cut.index(seen.entries.len()));
        let report = judge(domain, &partial);
        prop_assert_eq!(report.open, wants(domain, &partial).len());
        let known: BTreeSet<_> = partial.entries.iter().map(|entry| &entry.question).collect();
        prop_assert!(wants(domain, &partial).iter().all(|question| !known.contains(question)));
    }

    #[test]
    fn evidence_survives_being_stored(pick in any::<Index>()) {
        let all = evidence();
        let (domain, seen) = &all[pick.index(all.len())];
        let stored = serde_json::to_string(seen).unwrap();
        let again: Evidence = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&again, seen);
        prop_assert_eq!(told(&judge(domain, &again)), told(&judge(domain, seen)));
    }
}

#[test]
fn a_finished_check_wants_nothing_more() {
    for (domain, seen) in evidence() {
        assert_eq!(wants(domain, seen), [], "{domain}");
    }
}

/// What publishing a patch may bring to light: a step that comes next, and was nobody's business before.
fn comes_next(fixed: &str, new: &str) -> bool {
    match fixed {
        // The first record of a domain: now the policy host and reports matter.
        "record-missing" | "record-cname-dangling" if new.starts_with("policy-h") || new == "tlsrpt-missing" => true,
        // A record put right has a new id, whether the file changed or not; and with it, the file counts again.
        _ if new == "id-bumped-policy-unchanged" || new == "policy-unreachable-cache-applies" => {
            fixed.starts_with("record-")
        }
        // What the web server says of the file's type counts from when the file is a policy.
        _ if new.starts_with("policy-http-c") => fixed.starts_with("policy-"),
        _ => false,
    }
}

/// An error for which some senders drop a policy that others take.
fn loses_senders(finding: &Finding) -> bool {
    finding.rule.severity == Severity::Error
        && [Effect::SomeSenders, Effect::UselessLine].contains(&finding.rule.effect)
}

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
fn no_policy_that_some_senders_drop_is_said_to_be_in_force() {
    for (domain, seen) in evidence() {
        let report = judge(domain, seen);
        let fault = report.findings.iter().find(|finding| loses_senders(finding)).map(|finding| finding.rule.id);
        let in_force = [Verdict::Enforced, Verdict::Refusing, Verdict::Testing, Verdict::Disabled];
        let said = in_force.contains(&report.verdict) || report.policy.is_some();
        assert!(!(said && fault.is_some()), "{fault:?} beside {:?}", report.verdict);
    }
}

#[test]
fn a_file_of_the_wrong_type_is_told_from_the_side_of_either_kind_of_sender() {
    for (media_type, id) in [
        (Some("text/html"), "policy-http-content-type-html"),
        (Some("application/octet-stream"), "policy-http-content-type-other"),
        (None, "policy-http-content-type-missing"),
    ] {
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
            assert!(report.has(id), "{id}");
            assert_eq!((report.verdict, report.policy.is_some()), (Verdict::Ineffective, false), "{id}");
            assert_eq!(report.tolerated.map(mta_sts::Mode::id), Some(mode));
            let rows: Vec<_> = report.delivery.iter().map(|row| (row.action, row.lenient)).collect();
            assert_eq!(rows, [(Action::Deliver, Some(lenient))], "{id}, {mode}, {listed}");
        }
    }
}

#[test]
fn work_is_every_fault_once_by_owner_and_a_changed_file_ends_with_one_new_id() {
    for (domain, seen) in evidence() {
        let report = judge(domain, seen);
        let work = report.work();
        let found = || work.iter().flat_map(|work| &work.steps).flat_map(Step::findings);
        let mut indexes: Vec<usize> = found().map(|found| found.index).collect();
        indexes.extend(report.setup.iter().flat_map(|patch| report.set_up_by(patch)).map(|found| found.index));
        indexes.sort_unstable();
        let in_vain = |id: &str| report.verdict == Verdict::NoMail && id == "record-missing";
        let asked = report.findings.iter().enumerate().filter(|(_, it)| it.is_work() && !in_vain(it.rule.id));
        assert_eq!(indexes, asked.map(|(index, _)| index).collect::<Vec<_>>());
        assert!(report.findings.iter().all(|it| it.is_work() || it.rule.severity > Severity::Warning));
        let order: Vec<Owner> = work.iter().map(|work| work.owner).collect();
        assert!(order.is_sorted_by_key(|owner| Owner::ALL.iter().position(|one| one == owner)), "{order:?}");
        for work in &work {
            let texts: Vec<_> = work.steps.iter().filter_map(|step| step.patch.as_ref()).collect();
            assert!(texts.iter().enumerate().all(|(at, text)| !texts[..at].contains(text)), "{texts:?}");
            assert!(work.steps.iter().flat_map(Step::findings).all(|found| found.finding.rule.owner == work.owner));
        }
        let is_file = |target: &Target| matches!(target, Target::PolicyFile | Target::PolicyLines);
        let changes_file = found().any(|it| it.finding.patch.as_ref().is_some_and(|patch| is_file(&patch.target)));
        let sets_record = |patch: &Patch| patch.target == Target::Txt { name: domain.sts_name() };
        let published = work.iter().flat_map(|work| {
            work.steps.iter().filter_map(|step| step.patch.as_ref()).chain(work.then_record.and_then(NextRecord::patch))
        });
        let ids: BTreeSet<&str> =
            published.filter(|patch| sets_record(patch)).map(|patch| patch.text.as_str()).collect();
        assert!(!changes_file || ids.len() == 1 || !report.setup.is_empty(), "{ids:?}");
        let told = work.iter().any(|work| work.next_record.and_then(NextRecord::patch).is_some_and(sets_record));
        assert!(!changes_file || told || !report.setup.is_empty(), "whoever changes the file knows what comes next");
        let waits =
            work.iter().flat_map(|work| &work.steps).filter(|step| step.patch.as_ref().is_some_and(sets_record));
        assert!(!changes_file || waits.into_iter().all(|step| step.waits_for_file), "the record comes after the file");
    }
}

#[test]
fn a_policy_that_protects_nothing_yet_asks_for_the_next_mode_once_nothing_is_wrong() {
    let with = |mode: &str, mx: &str| {
        changed(|world| {
            world.history.clear();
            let server = world.https.get_mut("mta-sts.example.com").expect("the policy host");
            server.body = format!("version: STSv1\r\nmode: {mode}\r\nmx: {mx}\r\nmax_age: 604800\r\n");
        })
    };
    for (mode, next) in [("testing", "enforce"), ("none", "testing")] {
        let report = with(mode, "mx1.example.com");
        let work = report.work();
        let step = work.first().and_then(|work| work.steps.first()).expect("a step");
        let file = format!("version: STSv1\nmode: {next}\nmx: mx1.example.com\nmax_age: 604800\n");
        assert_eq!(step.patch.as_ref().map(|patch| patch.text.as_str()), Some(file.as_str()));
        assert!(work.iter().any(|work| work.owner == Owner::Dns && work.then_record.is_some()), "{mode}");
        assert!(!report.is_settled() && !report.is_to_be_enforced());
    }
    let faulty = with("testing", "other.example.com");
    assert!(faulty.is_to_be_enforced(), "first the fault, then the mode");
    assert!(with("enforce", "mx1.example.com").is_settled());
}

#[test]
fn one_text_is_one_step_whatever_it_fixes_and_equal_faults_of_many_hosts_are_one_too() {
    let hosts = ["mx1.example.com", "mx2.example.com", "mx3.example.com"];
    let report = changed(|world| {
        world.history.clear();
        let all: Vec<_> = hosts.iter().map(|host| json!([10, format!("{host}.")])).collect();
        dns(world, "example.com MX", json!({ "rrs": all }));
        for host in &hosts[1..] {
            dns(world, &format!("{host} A"), json!({ "rrs": ["198.51.100.9"] }));
        }
    });
    let work = report.work();
    let file = work.iter().find(|work| work.owner == Owner::PolicyFile).expect("the file lacks two hosts");
    let [step] = file.steps.as_slice() else { panic!("{:?}", file.steps) };
    assert!(step.is_of_one_rule() && step.others.len() == 1);
    let patch = step.patch.as_ref().expect("lines to add");
    assert_eq!(patch.text, "mx: mx2.example.com\nmx: mx3.example.com\n");
    assert!(patch.whole.as_ref().is_some_and(|whole| whole.contains("mx: mx1.example.com\nmx: mx2.example.com\n")));
}

#[test]
fn a_wrong_clock_of_the_reader_makes_no_certificate_bad_or_good() {
    let dates = |report: &Report| -> Vec<&str> {
        let about_dates = |id: &&str| id.ends_with("expired") || id.ends_with("not-yet-valid");
        report.findings.iter().map(|finding| finding.rule.id).filter(about_dates).collect()
    };
    // A verifier that finds no way to a root says nothing of dates.
    let rootless = |finding: &Finding| {
        ["self-signed", "untrusted-ca", "chain-incomplete"].iter().any(|end| finding.rule.id.ends_with(end))
    };
    for (domain, seen) in evidence() {
        let right = judge(domain, seen);
        if right.findings.iter().any(rootless) {
            continue;
        }
        for years in [-20, 20] {
            let mut read_late = seen.clone();
            read_late.started = seen.started.plus(years * 365 * DAY);
            let judged = judge(domain, &read_late);
            assert_eq!(dates(&judged), dates(&right), "{years} years");
            let states = |report: &Report| report.delivery.iter().map(|row| row.tls).collect::<Vec<_>>();
            assert_eq!(states(&judged), states(&right), "{years} years");
        }
    }
}

#[test]
fn a_fix_fixes_and_brings_no_new_fault() {
    let (mut applied, mut failures) = (0, Vec::new());
    let of_catalogue = examples().into_iter().map(|example| (example.id.clone(), example.world()));
    let delegated = fixtures::delegated_and_wrong();
    for (id, world) in of_catalogue.chain(fixtures::worlds()).chain(delegated) {
        let (domain, seen) = played(&world);
        let before = judge(&domain, &seen);
        let old: BTreeSet<&str> = before.findings.iter().map(|finding| finding.rule.id).collect();
        for finding in &before.findings {
            let Some(patch) = &finding.patch else { continue };
            let mut mended = world.clone();
            if patch.name() != "" && fixtures::is_kept_elsewhere(&mended, patch) {
                failures.push(format!("{id}: {} puts a record beside a CNAME", finding.rule.id));
            }
            match &patch.target {
                Target::Txt { name } => fixtures::publish_txt(&mut mended, name, &patch.text),
                Target::Tlsa { name } => fixtures::publish_tlsa(&mut mended, name, &patch.text),
                Target::Cname { name } => fixtures::publish_cname(&mut mended, name, &patch.text),
                Target::PolicyFile | Target::PolicyLines => {
                    let file = patch.whole.as_ref().unwrap_or(&patch.text);
                    fixtures::publish_policy(&mut mended, &domain, file);
                    fixtures::renew_id(&mut mended, &domain, &before.next_record);
                }
            }
            let (domain, seen) = played(&mended);
            let after = judge(&domain, &seen);
            applied += 1;
            if after.has(finding.rule.id) {
                failures.push(format!("{id}: {} stays after {:?}", finding.rule.id, patch.text));
            }
            let fresh = after.findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning);
            for new in fresh.filter(|new| !old.contains(new.rule.id) && !comes_next(finding.rule.id, new.rule.id)) {
                failures.push(format!("{id}: fixing {} brings {}", finding.rule.id, new.rule.id));
            }
        }
    }
    println!("{applied} patches applied");
    assert!(applied > 100 && failures.is_empty(), "{} of {applied}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn of_a_record_that_somebody_else_keeps_no_text_is_given_and_they_are_asked_once() {
    for (what, world) in fixtures::delegated_and_wrong() {
        let (domain, seen) = played(&world);
        let report = judge(&domain, &seen);
        let target = "delegated-test._mta-sts.provider.test".to_owned();
        assert_eq!(report.next_record, NextRecord::Delegated { target, operator: None }, "{what}");
        let work = report.work();
        let dns = work.iter().find(|work| work.owner == Owner::Dns).expect("a record to change");
        assert!(
            dns.steps.iter().all(|step| step.patch.is_none() && report.is_for_operator(step.first.finding)),
            "{what}"
        );
        assert_eq!(dns.steps.is_empty(), dns.then_record.is_some(), "{what}");
    }
}

#[test]
fn a_record_that_stands_at_another_name_of_the_domain_is_changed_there() {
    let report = changed(|world| {
        let chain = json!({ "chain": ["sts.example.com."], "rrs": [["v=STSv1;"]] });
        dns(world, "_mta-sts.example.com TXT", chain);
    });
    let patch = report.findings.iter().find(|it| it.rule.id == "record-id-missing").and_then(|it| it.patch.as_ref());
    assert_eq!(patch.map(|patch| &patch.target), Some(&Target::Txt { name: "sts.example.com".into() }));
    assert_eq!(patch, report.next_record.patch());
}

#[test]
fn addresses_that_differ_from_resolver_to_resolver_are_no_disagreement() {
    let disagree = |name: &str, entry: serde_json::Value| {
        let mut world = examples()[0].world();
        world.dns_alt.insert(name.to_owned(), serde_json::from_value(entry).expect("an answer"));
        let (domain, seen) = compared(&world);
        judge(&domain, &seen).has("dns-resolvers-disagree")
    };
    assert!(!disagree("mta-sts.example.com A", json!({ "rrs": ["192.0.2.81"] })));
    assert!(disagree("mta-sts.example.com A", json!({})));
    assert!(disagree("example.com MX", json!({ "rrs": [[10, "mx2.example.com."]] })));
    assert!(!disagree("example.com MX", json!({ "rrs": [[10, "MX1.example.com."]] })));
    assert!(!disagree("example.com MX", json!({ "rcode": "SERVFAIL" })), "a failure says nothing else");
}

#[test]
fn the_missing_half_of_a_delegation_is_given_if_it_exists() {
    let half = |exists: bool| {
        let report = changed(|world| {
            let chain = json!({ "chain": ["_mta-sts.provider.example."], "rrs": [["v=STSv1; id=20260601000000Z;"]] });
            dns(world, "_mta-sts.example.com TXT", chain);
            if exists {
                dns(world, "mta-sts.provider.example A", json!({ "rrs": ["192.0.2.99"] }));
            }
        });
        let finding = report.findings.into_iter().find(|finding| finding.rule.id == "delegation-half").expect("a half");
        finding.patch.map(|patch| (patch.target, patch.text))
    };
    let name = "mta-sts.example.com".to_owned();
    assert_eq!(half(true), Some((Target::Cname { name }, "mta-sts.provider.example.".into())));
    assert_eq!(half(false), None);
}

#[test]
fn the_other_half_published_ends_the_finding_and_brings_no_fault() {
    let mut world = examples()[0].world();
    world.typed = None;
    let record = json!({ "chain": ["_mta-sts.provider.example."], "rrs": [["v=STSv1; id=20260601000000Z;"]] });
    dns(&mut world, "_mta-sts.example.com TXT", record);
    dns(&mut world, "mta-sts.provider.example A", json!({ "rrs": ["192.0.2.99"] }));
    let judged = |world: &World| {
        let (domain, seen) = played(world);
        judge(&domain, &seen)
    };
    let before = judged(&world);
    let half = before.findings.iter().find(|finding| finding.rule.id == "delegation-half");
    let patch = half.and_then(|finding| finding.patch.as_ref()).expect("the other half");
    let Target::Cname { name } = &patch.target else { panic!("{:?}", patch.target) };
    fixtures::publish_cname(&mut world, name, &patch.text);
    let after = judged(&world);
    assert!(!after.has("delegation-half"));
    assert_eq!(after.verdict, before.verdict);
    let faults = |report: &Report| report.findings.iter().filter(|it| it.rule.severity <= Severity::Warning).count();
    assert_eq!(faults(&after), faults(&before));
}

#[test]
fn whoever_delegated_the_policy_host_alone_is_given_the_record_of_that_operator() {
    let report = changed(|world| {
        dns(world, "_mta-sts.example.com TXT", json!({}));
        let host = json!({ "chain": ["mta-sts.tutanota.de."], "rrs": ["192.0.2.80"] });
        dns(world, "mta-sts.example.com A", host);
    });
    let missing = report.findings.iter().find(|finding| finding.rule.id == "record-missing-policy-present");
    let patch = missing.and_then(|finding| finding.patch.as_ref()).expect("a record");
    assert_eq!(patch.target, Target::Cname { name: "_mta-sts.example.com".into() });
    assert_eq!(patch.text, "mta-sts.tutanota.de.");
}

#[test]
fn a_failure_of_one_resolver_is_made_good_by_another() {
    let mut world = examples()[0].world();
    let fails = || serde_json::from_value(json!({ "rcode": "SERVFAIL" })).expect("an answer");
    let good = world.dns.insert("_mta-sts.example.com TXT".into(), fails()).expect("a record");
    let verdict = |world: &World| {
        let (domain, seen) = compared(world);
        let report = judge(&domain, &seen);
        (report.verdict.id(), report.has("dns-servfail"), report.unseen.len())
    };
    let before = verdict(&world);
    assert_eq!((before.0, before.1), ("unknown", true));
    world.dns_alt.insert("_mta-sts.example.com TXT".into(), good);
    let after = verdict(&world);
    assert_eq!((after.0, after.1), ("enforced", false));
}

#[test]
fn unknown_ipv6_addresses_of_a_policy_host_that_has_others_are_no_fault() {
    let report = changed(|world| dns(world, "mta-sts.example.com AAAA", json!({ "rcode": "SERVFAIL" })));
    assert_eq!((report.verdict.id(), report.has("dns-servfail")), ("enforced", false));
    assert!(
        report.unseen.iter().any(|unseen| matches!(&unseen.question, Question::Dns(dns) if dns.kind.name() == "AAAA"))
    );
    let report = changed(|world| dns(world, "mta-sts.example.com A", json!({ "rcode": "SERVFAIL" })));
    assert!(report.has("dns-servfail"), "senders without IPv6 do not get there");
}

#[test]
fn what_a_check_saw_is_the_history_of_the_next() {
    let (domain, mut first) = played(&examples()[0].world());
    first.history.clear();
    let snapshot = Snapshot::of(&first).expect("a policy in force");
    assert_eq!((snapshot.at, snapshot.txt_id.as_str()), (first.started, "20260601000000Z"));
    assert_eq!(snapshot.mx, ["mx1.example.com"]);
    let mut second = first.clone().after(&first);
    assert!(second.history.is_empty(), "it is not older than itself");
    second.started = first.started.plus(60);
    let second = second.after(&first);
    assert_eq!(second.history, [snapshot]);
    let ids = |seen: &Evidence| judge(&domain, seen).findings.iter().map(|found| found.rule.id).collect::<Vec<_>>();
    let added: Vec<_> = ids(&second).into_iter().filter(|id| !ids(&first).contains(id)).collect();
    assert_eq!(added, ["enforce-without-testing"]);
}

/// A check of the good example on a day of June, with a policy and an id, after earlier checks.
fn on_day(day: u32, id: &str, mode: &str, earlier: &[Evidence]) -> (Evidence, Vec<&'static str>) {
    let mut world = examples()[0].world();
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
    let seen = earlier.iter().fold(seen, Evidence::after);
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
    assert!(forgotten.is_empty(), "nobody remembers the first policy any more: {forgotten:?}");
}

#[test]
fn silence_of_our_side_is_never_a_fault_of_the_domain() {
    for example in examples() {
        for (proxy_down, resolver_down) in [(true, false), (false, true), (true, true)] {
            let mut world = example.world();
            (world.proxy_down, world.resolver_down) = (proxy_down, resolver_down);
            let (domain, seen) = played(&world);
            let report = judge(&domain, &seen);
            if resolver_down {
                let faults: Vec<_> = report.of(Severity::Error).map(|finding| finding.rule.id).collect();
                let from_proxy = |id: &&str| id.starts_with("policy-") || id.starts_with("record-");
                assert!(faults.iter().all(from_proxy), "{}: {faults:?}", example.id);
                assert_eq!(report.verdict.id(), "unknown", "{}", example.id);
            }
            if proxy_down {
                let faults = report.of(Severity::Error).filter(|finding| finding.rule.id.starts_with("policy-http"));
                assert_eq!(faults.count(), 0, "{}", example.id);
            }
            assert!(!report.unseen.is_empty());
        }
    }
}

/// No verdict against a domain without a reason, and none for lack of sight without saying what was not seen.
fn is_explained(report: &Report) -> bool {
    let faults = report.findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning);
    let faults = faults.count();
    match report.verdict.id() {
        "ineffective" | "refusing" => faults > 0,
        "unknown" => {
            faults > 0 || !report.unseen.is_empty() || report.open > 0 || report.of(Severity::Notice).count() > 0
        }
        _ => true,
    }
}

#[test]
fn every_verdict_has_its_reason_also_when_part_of_the_answers_is_missing() {
    for (domain, seen) in evidence() {
        assert!(is_explained(&judge(domain, seen)), "{domain}: {:?}", judge(domain, seen));
        for blind in 0..seen.entries.len() {
            let mut partly = seen.clone();
            partly.entries[blind].reply.outcome = Outcome::Blind(Blind::Timeout);
            let report = judge(domain, &partly);
            assert!(
                is_explained(&report),
                "{:?} unseen: {:?} {:?}",
                seen.entries[blind].question,
                report.verdict,
                report.findings
            );
        }
    }
}

#[test]
fn what_our_proxy_could_not_do_is_unseen_and_not_a_fault() {
    let ends = [
        Interruption::LookupFailed { detail: "x".into() },
        Interruption::Timeout { stage: FetchStage::Resolve },
        Interruption::NoSuchHost,
    ];
    for end in ends {
        let (domain, mut seen) = evidence()[0].clone();
        with_sighting(&mut seen, |sighting| {
            (sighting.tls, sighting.http, sighting.interruption) = (None, None, Some(end.clone()));
            sighting.attempts.clear();
        });
        let report = judge(&domain, &seen);
        assert_eq!((report.verdict.id(), report.of(Severity::Error).count()), ("unknown", 0), "{end:?}");
        assert!(!report.unseen.is_empty(), "{end:?}");
    }
}

fn with_sighting(seen: &mut Evidence, change: impl FnOnce(&mut PolicySighting)) {
    let mut outcomes = seen.entries.iter_mut().map(|entry| &mut entry.reply.outcome);
    let sighting = outcomes.find_map(|outcome| match outcome {
        Outcome::Answer(Answer::Policy(sighting)) => Some(sighting),
        _ => None,
    });
    change(sighting.expect("a policy was asked for"));
}

/// The good example with other DNS answers or another policy.
fn changed(change: impl FnOnce(&mut World)) -> Report {
    let mut world = examples()[0].world();
    world.typed = None;
    change(&mut world);
    let (domain, seen) = played(&world);
    judge(&domain, &seen)
}

fn dns(world: &mut World, name: &str, entry: serde_json::Value) {
    world.dns.insert(name.to_owned(), serde_json::from_value(entry).expect("an answer"));
}

#[test]
fn a_wildcard_cname_is_no_attempt_at_mta_sts() {
    let report = changed(|world| {
        let wildcard = json!({ "chain": ["shops.hosting.example."] });
        dns(world, "_mta-sts.example.com TXT", wildcard.clone());
        dns(world, "x-random-probe.example.com TXT", wildcard);
        world.https.clear();
    });
    assert!(report.has("record-missing") && !report.has("record-cname-dangling"));
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
fn every_mx_host_is_told_however_many_there_are() {
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
fn what_is_offered_for_copying_can_be_seen() {
    let report = changed(|world| {
        let server = world.https.get_mut("mta-sts.example.com").unwrap();
        server.body.push_str("contact: it\r\nnote: \u{202e}evil\r\n\r\n");
    });
    let patch = report.findings.iter().find_map(|finding| finding.patch.as_ref()).unwrap();
    assert!(patch.text.contains("contact: it\n") && patch.text.is_ascii(), "{:?}", patch.text);
}

#[test]
fn a_report_address_of_another_record_is_not_suggested() {
    let report = changed(|world| {
        dns(world, "_smtp._tls.example.com TXT", json!({ "rrs": [["v=DMARC1; rua=mailto:agg@vendor.example"]] }));
    });
    let patch = report
        .findings
        .iter()
        .find(|finding| finding.rule.id == "tlsrpt-missing")
        .and_then(|finding| finding.patch.as_ref());
    assert_eq!(patch.unwrap().text, "v=TLSRPTv1; rua=mailto:tlsrpt@example.com;");
}

#[test]
fn in_a_laboratory_a_private_address_counts_as_public() {
    let example = examples().into_iter().find(|example| example.id == "policy-host-private-address").unwrap();
    let (domain, seen) = played(&example.world());
    assert!(judge(&domain, &seen).has("policy-host-private-address"));
    let laboratory = seen.allowing(&["10.0.0.0/8".parse().unwrap()]);
    assert!(!judge(&domain, &laboratory).has("policy-host-private-address"));
    assert!(judge(&domain, &laboratory).has("policy-host-ok"));
}

#[test]
fn a_timestamp_of_the_far_future_does_not_panic() {
    let domain: Domain = "example.com".parse().unwrap();
    let seen = Evidence::new(&domain, "example.com", Timestamp::from_unix(i64::MAX));
    assert_eq!(judge(&domain, &seen).verdict.id(), "unknown");
}
