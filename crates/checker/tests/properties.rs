//! What holds for every example and for evidence in any order.

mod fixtures;

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use checker::{Effect, Finding, Report, Severity, Verdict, judge, open_questions};
use evidence::{Answer, DAY, Evidence, Interruption, Outcome, PolicyFetch, Stage as FetchStage, Unobserved};
use fixtures::{compared, examples, good_world, played};
use mta_sts::Domain;
use proptest::{prelude::*, sample::Index};
use serde_json::json;

fn printed(report: &Report) -> String {
    format!("{:?} {:?} {:?} {:?}", report.verdict, report.findings, report.delivery, report.mail_path)
}

/// The evidence of all examples.
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
            let mut world = good_world();
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
        assert_eq!(printed(&judge(domain, &reversed)), printed(&judge(domain, seen)), "{domain}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_answers_changes_nothing(pick in any::<Index>(), order in prop::collection::vec(any::<u16>(), 120)) {
        for all in [evidence(), comparisons()] {
            let (domain, seen) = &all[pick.index(all.len())];
            prop_assert_eq!(printed(&judge(domain, &shuffled(seen, &order))), printed(&judge(domain, seen)));
        }
    }

    #[test]
    fn evidence_can_be_judged_and_continued_after_every_answer(pick in any::<Index>(), cut in any::<Index>()) {
        let all = evidence();
        let (domain, seen) = &all[pick.index(all.len())];
        let mut partial = seen.clone();
        partial.entries.truncate(cut.index(seen.entries.len()));
        let report = judge(domain, &partial);
        prop_assert_eq!(report.open, open_questions(domain, &partial));
        let known: BTreeSet<_> = partial.entries.iter().map(|entry| &entry.question).collect();
        prop_assert!(open_questions(domain, &partial).iter().all(|question| !known.contains(question)));
    }

    #[test]
    fn evidence_survives_being_stored(pick in any::<Index>()) {
        let all = evidence();
        let (domain, seen) = &all[pick.index(all.len())];
        let stored = serde_json::to_string(seen).unwrap();
        let again: Evidence = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&again, seen);
        prop_assert_eq!(printed(&judge(domain, &again)), printed(&judge(domain, seen)));
    }
}

#[test]
fn a_finished_check_wants_nothing_more() {
    for (domain, seen) in evidence() {
        assert_eq!(open_questions(domain, seen), [], "{domain}");
    }
}

/// An error for which some senders drop a policy that others take.
fn loses_senders(finding: &Finding) -> bool {
    finding.rule.severity == Severity::Error
        && [Effect::SomeSenders, Effect::UselessLine].contains(&finding.rule.effect)
}

#[test]
fn no_policy_that_some_senders_drop_is_called_enforced() {
    for (domain, seen) in evidence() {
        let report = judge(domain, seen);
        let fault = report.findings.iter().find(|finding| loses_senders(finding)).map(|finding| finding.rule.id);
        let in_force = [Verdict::Enforced, Verdict::Refusing, Verdict::Testing, Verdict::Disabled];
        let said = in_force.contains(&report.verdict) || report.policy.is_some();
        assert!(!(said && fault.is_some()), "{fault:?} beside {:?}", report.verdict);
    }
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
            read_late.started = seen.started.plus_seconds(years * 365 * DAY);
            let judged = judge(domain, &read_late);
            assert_eq!(dates(&judged), dates(&right), "{years} years");
            let states = |report: &Report| report.delivery.iter().map(|row| row.tls).collect::<Vec<_>>();
            assert_eq!(states(&judged), states(&right), "{years} years");
        }
    }
}

#[test]
fn a_failure_of_proxy_or_resolver_is_never_a_fault_of_the_domain() {
    for example in examples() {
        for (proxy_down, resolver_down) in [(true, false), (false, true), (true, true)] {
            let mut world = example.world();
            (world.proxy_down, world.resolver_down) = (proxy_down, resolver_down);
            let (domain, seen) = played(&world);
            let report = judge(&domain, &seen);
            if resolver_down {
                let faults: Vec<_> = report.findings_with(Severity::Error).map(|finding| finding.rule.id).collect();
                let from_proxy = |id: &&str| id.starts_with("policy-") || id.starts_with("record-");
                assert!(faults.iter().all(from_proxy), "{}: {faults:?}", example.id);
                assert_eq!(report.verdict.id(), "unknown", "{}", example.id);
            }
            if proxy_down {
                let faults =
                    report.findings_with(Severity::Error).filter(|finding| finding.rule.id.starts_with("policy-http"));
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
            faults > 0
                || !report.unseen.is_empty()
                || !report.open.is_empty()
                || report.findings_with(Severity::Notice).count() > 0
        }
        _ => true,
    }
}

#[test]
fn every_verdict_has_its_reason_also_when_part_of_the_answers_is_missing() {
    for (domain, seen) in evidence() {
        assert!(is_explained(&judge(domain, seen)), "{domain}: {:?}", judge(domain, seen));
        for unobserved in 0..seen.entries.len() {
            let mut partly = seen.clone();
            partly.entries[unobserved].reply.outcome = Outcome::Unobserved(Unobserved::Timeout);
            let report = judge(domain, &partly);
            assert!(
                is_explained(&report),
                "{:?} unseen: {:?} {:?}",
                seen.entries[unobserved].question,
                report.verdict,
                report.findings
            );
        }
    }
}

#[test]
fn a_failure_of_the_proxy_is_unseen_and_not_a_fault() {
    let ends = [
        Interruption::LookupFailed { detail: "x".into() },
        Interruption::Timeout { stage: FetchStage::Resolve },
        Interruption::NoSuchHost,
    ];
    for end in ends {
        let (domain, mut seen) = evidence()[0].clone();
        with_observation(&mut seen, |observation| {
            (observation.tls, observation.http, observation.interruption) = (None, None, Some(end.clone()));
            observation.attempts.clear();
        });
        let report = judge(&domain, &seen);
        assert_eq!((report.verdict.id(), report.findings_with(Severity::Error).count()), ("unknown", 0), "{end:?}");
        assert!(!report.unseen.is_empty(), "{end:?}");
    }
}

fn with_observation(seen: &mut Evidence, change: impl FnOnce(&mut PolicyFetch)) {
    let mut outcomes = seen.entries.iter_mut().map(|entry| &mut entry.reply.outcome);
    let observation = outcomes.find_map(|outcome| match outcome {
        Outcome::Answer(Answer::Policy(observation)) => Some(Arc::make_mut(observation)),
        _ => None,
    });
    change(observation.expect("a policy was asked for"));
}
