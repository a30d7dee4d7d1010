//! What holds for every example of the catalogue and for evidence in any order.

mod fixtures;

use std::{collections::BTreeSet, sync::LazyLock};

use checker::{Evidence, Report, Severity, Target, Timestamp, judge, wants};
use fixtures::{examples, played};
use mta_sts::Domain;
use proptest::{prelude::*, sample::Index};

fn told(report: &Report) -> String {
    format!("{:?} {:?} {:?} {:?}", report.verdict, report.findings, report.delivery, report.stops)
}

/// All evidence of the catalogue's examples.
fn evidence() -> &'static [(Domain, Evidence)] {
    static ALL: LazyLock<Vec<(Domain, Evidence)>> =
        LazyLock::new(|| examples().iter().map(|example| played(&example.world())).collect());
    &ALL
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_answers_changes_nothing(pick in any::<Index>(), order in prop::collection::vec(any::<u16>(), 60)) {
        let all = evidence();
        let (domain, seen) = &all[pick.index(all.len())];
        let mut shuffled = seen.clone();
        let mut keyed: Vec<_> = order.iter().zip(shuffled.entries.drain(..)).collect();
        keyed.sort_by_key(|(key, _)| **key);
        shuffled.entries = keyed.into_iter().map(|(_, entry)| entry).collect();
        prop_assert_eq!(told(&judge(domain, &shuffled)), told(&judge(domain, seen)));
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
        "record-missing" | "record-cname-dangling" => new.starts_with("policy-h") || new == "tlsrpt-missing",
        // A web server that served a page now serves the file, still with the page's media type.
        "policy-body-is-html" => new == "policy-http-content-type-html",
        _ => false,
    }
}

#[test]
fn a_fix_fixes_and_brings_no_new_fault() {
    let (mut applied, mut failures) = (0, Vec::new());
    for example in examples() {
        let world = example.world();
        let (domain, seen) = played(&world);
        let before = judge(&domain, &seen);
        let old: BTreeSet<&str> = before.findings.iter().map(|finding| finding.rule.id).collect();
        for finding in &before.findings {
            let Some(patch) = &finding.patch else { continue };
            let mut mended = world.clone();
            match &patch.target {
                Target::Txt { name } => fixtures::publish_txt(&mut mended, name, &patch.text),
                Target::PolicyFile => fixtures::publish_policy(&mut mended, &domain, &patch.text),
                Target::PolicyLines => {
                    fixtures::publish_policy(&mut mended, &domain, patch.whole.as_ref().expect("lines have a whole"));
                }
            }
            let (domain, seen) = played(&mended);
            let after = judge(&domain, &seen);
            applied += 1;
            if after.has(finding.rule.id) {
                failures.push(format!("{}: {} stays after {:?}", example.id, finding.rule.id, patch.text));
            }
            let fresh = after.findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning);
            for new in fresh.filter(|new| !old.contains(new.rule.id) && !comes_next(finding.rule.id, new.rule.id)) {
                failures.push(format!("{}: fixing {} brings {}", example.id, finding.rule.id, new.rule.id));
            }
        }
    }
    println!("{applied} patches applied");
    assert!(applied > 100 && failures.is_empty(), "{} of {applied}:\n{}", failures.len(), failures.join("\n"));
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
