//! What has to be done: that every fault has its step, that what is offered for publishing fixes it, and breaks nothing else.

mod fixtures;

use std::collections::BTreeSet;

use checker::{
    NextRecord, Owner, Patch, Report, Severity, Target, Task, Verdict, judge, judge_without_texts, rules, with_texts,
    world::World,
};
use fixtures::{changed, dns, examples, good_world, played};
use serde_json::json;

/// What publishing a patch may bring to light: a step that comes next and was not due before.
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

#[test]
fn a_report_without_texts_differs_in_its_texts_alone() {
    let mut texts = 0;
    for example in examples() {
        let (domain, seen) = played(&example.world());
        let mut report = judge(&domain, &seen);
        texts += report.setup.len();
        let without = judge_without_texts(&domain, &seen);
        assert_eq!(format!("{report:?}"), format!("{:?}", with_texts(without.clone(), &seen)), "{domain}");
        let records = report.setup.iter().filter(|patch| matches!(patch.target, Target::Txt { .. })).count();
        assert!(report.setup.is_empty() || records == 1 + usize::from(report.lacks_tls_rpt), "{domain}");
        report.setup.clear();
        for finding in &mut report.findings {
            texts += usize::from(finding.patch.take().is_some());
        }
        assert_eq!(format!("{report:?}"), format!("{without:?}"), "{domain}");
    }
    assert!(texts > 0);
}

#[test]
fn work_is_every_fault_once_by_owner_and_a_changed_file_ends_with_one_new_id() {
    for example in examples() {
        let (domain, seen) = played(&example.world());
        let report = judge(&domain, &seen);
        let work = report.tasks_by_owner();
        let found = || work.iter().flat_map(|work| &work.tasks).flat_map(Task::findings);
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
            let texts: Vec<_> = work.tasks.iter().filter_map(|step| step.patch.as_ref()).collect();
            assert!(texts.iter().enumerate().all(|(at, text)| !texts[..at].contains(text)), "{texts:?}");
            assert!(work.tasks.iter().flat_map(Task::findings).all(|found| found.finding.rule.owner == work.owner));
        }
        let is_file = |target: &Target| matches!(target, Target::PolicyFile | Target::PolicyLines);
        let changes_file = found().any(|it| it.finding.patch.as_ref().is_some_and(|patch| is_file(&patch.target)));
        let sets_record = |patch: &Patch| patch.target == Target::Txt { name: domain.sts_name() };
        let published = work.iter().flat_map(|work| {
            work.tasks.iter().filter_map(|step| step.patch.as_ref()).chain(work.then_record.and_then(NextRecord::patch))
        });
        let ids: BTreeSet<&str> =
            published.filter(|patch| sets_record(patch)).map(|patch| patch.text.as_str()).collect();
        assert!(!changes_file || ids.len() == 1 || !report.setup.is_empty(), "{ids:?}");
        let told = work.iter().any(|work| work.next_record.and_then(NextRecord::patch).is_some_and(sets_record));
        assert!(!changes_file || told || !report.setup.is_empty(), "a change of the file says what comes next");
        let waits =
            work.iter().flat_map(|work| &work.tasks).filter(|step| step.patch.as_ref().is_some_and(sets_record));
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
        let work = report.tasks_by_owner();
        let step = work.first().and_then(|work| work.tasks.first()).expect("a step");
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
    let work = report.tasks_by_owner();
    let file = work.iter().find(|work| work.owner == Owner::PolicyFile).expect("the file lacks two hosts");
    let [step] = file.tasks.as_slice() else { panic!("{:?}", file.tasks) };
    assert!(step.is_of_one_rule() && step.others.len() == 1);
    let patch = step.patch.as_ref().expect("lines to add");
    assert_eq!(patch.text, "mx: mx2.example.com\nmx: mx3.example.com\n");
    assert!(patch.whole.as_ref().is_some_and(|whole| whole.contains("mx: mx1.example.com\nmx: mx2.example.com\n")));
}

#[test]
fn a_fix_fixes_and_brings_no_new_fault() {
    let (mut applied, mut failures) = (0, Vec::new());
    let of_examples = examples().into_iter().map(|example| (example.id.clone(), example.world()));
    let delegated = fixtures::delegated_and_wrong();
    for (id, world) in of_examples.chain(fixtures::worlds()).chain(delegated) {
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
            if after.has_finding(finding.rule) {
                failures.push(format!("{id}: {} stays after {:?}", finding.rule.id, patch.text));
            }
            // What DANE alone accepts is a fault once there is a policy, as the finding about it says.
            let foretold =
                |new: &str| before.has_finding(&rules::DANE_ACCEPTS_CERTIFICATE) && new.starts_with("mx-cert-");
            let is_expected = |new: &str| comes_next(finding.rule.id, new) || foretold(new);
            let fresh = after.findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning);
            for new in fresh.filter(|new| !old.contains(new.rule.id) && !is_expected(new.rule.id)) {
                failures.push(format!("{id}: fixing {} brings {}", finding.rule.id, new.rule.id));
            }
        }
    }
    println!("{applied} patches applied");
    assert!(applied > 100 && failures.is_empty(), "{} of {applied}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_record_at_an_operator_gets_no_text_and_one_request_to_the_operator() {
    for (what, world) in fixtures::delegated_and_wrong() {
        let (domain, seen) = played(&world);
        let report = judge(&domain, &seen);
        let target = "delegated-test._mta-sts.provider.test".to_owned();
        assert_eq!(report.next_record, NextRecord::Delegated { target, operator: None }, "{what}");
        let work = report.tasks_by_owner();
        let dns = work.iter().find(|work| work.owner == Owner::Dns).expect("a record to change");
        assert!(
            dns.tasks.iter().all(|step| step.patch.is_none() && report.is_for_operator(step.first.finding)),
            "{what}"
        );
        assert_eq!(dns.tasks.is_empty(), dns.then_record.is_some(), "{what}");
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
    let mut world = good_world();
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
    assert!(!after.has_finding(&rules::DELEGATION_HALF));
    assert_eq!(after.verdict, before.verdict);
    let faults = |report: &Report| report.findings.iter().filter(|it| it.rule.severity <= Severity::Warning).count();
    assert_eq!(faults(&after), faults(&before));
}

#[test]
fn a_delegated_policy_host_alone_gets_the_record_of_that_operator() {
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
