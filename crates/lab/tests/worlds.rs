//! Every example world gives the verdict and the findings that its file promises.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use std::collections::BTreeSet;

use checker::{
    Severity, judge, run_check,
    world::{Expect, World, WorldTransport},
};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

async fn judged(world: &World) -> Expect {
    let domain: Domain = world.domain.parse().unwrap();
    let net = WorldTransport { world, now: now() };
    let seen: Evidence = run_check(&domain, world.initial_evidence(&domain, now()), &net, |_| {}).await;
    let report = judge(&domain, &seen);
    let grave = report.findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning);
    let findings: BTreeSet<&str> = grave.map(|finding| finding.rule.id).collect();
    Expect {
        verdict: report.verdict.id().into(),
        severity: report.impact.id().into(),
        findings: findings.into_iter().map(Into::into).collect(),
    }
}

#[tokio::test]
async fn every_world_gives_its_expected_result() {
    let mut wrong = Vec::new();
    for world in lab::demo_worlds() {
        let given = judged(&world).await;
        if world.expect.as_ref() != Some(&given) {
            wrong.push(format!("{} promises {:?} and gives {given:?}", world.domain, world.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_examples_show_every_verdict() {
    let shown: BTreeSet<String> =
        lab::demo_worlds().into_iter().filter_map(|world| world.expect).map(|it| it.verdict).collect();
    let all = checker::Verdict::ALL.map(|verdict| verdict.id().to_owned());
    assert_eq!(shown, BTreeSet::from(all));
}
