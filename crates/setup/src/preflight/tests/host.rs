//! Tests of the policy host's location and its allowed issuers.

use super::*;
use crate::{Target, look_up_caa, recipe};

/// Returns the evidence with CAA records, as a set-up looks them up.
fn seen_with_caa(world: &Value) -> (Domain, Evidence) {
    let (domain, mut seen) = seen(world);
    let world: World = serde_json::from_value(world.clone()).expect("a world");
    let net = WorldTransport { world: &world, now: seen.started };
    seen.extend(futures_executor::block_on(look_up_caa(&domain, &net)));
    (domain, seen)
}

/// Runs the pre-flight of a first set-up at a location, on the host with this recipe.
pub(super) fn judged_at(world: &Value, targets: &[&str], host: Option<&str>) -> Preflight {
    let (domain, seen) = seen_with_caa(world);
    let targets: Vec<Target> = targets.iter().map(|target| Target::parse(target).expect("a target")).collect();
    let planned = Planned {
        policy: TextChange::Publish(TESTING.as_bytes()),
        record: TextChange::Publish(RECORD.as_bytes()),
        tls_rpt: Some(REPORTS.as_bytes()),
        targets: &targets,
        recipe: host.map(|id| recipe(id).expect("a recipe")),
    };
    preflight(&domain, &planned, &seen)
}

/// Returns a world with the reporting record and a policy host at an address that serves another site.
fn wildcard() -> Value {
    let world = with_dns(bare(), "_smtp._tls.plan.test TXT", json!([[REPORTS]]));
    let mut world = with_dns(world, "mta-sts.plan.test A", json!(["198.51.100.7"]));
    world["https"] = json!({ "mta-sts.plan.test": {
        "tls": { "names": ["www.plan.test"], "cn": "www.plan.test" },
        "status": 200, "headers": { "content-type": "text/html" }, "body": "<html>"
    } });
    world
}

fn about(judged: &Preflight, cause: Cause) -> Vec<String> {
    judged.checks.iter().filter(|check| check.cause == cause).flat_map(|check| check.names.clone()).collect()
}

#[test]
fn another_entry_at_the_policy_host_is_named_instead_of_an_endless_wait() {
    let planned = judged_at(&wildcard(), &["192.0.2.80"], None);
    assert_eq!(planned.outcome, ready(Next::PolicyHost), "{:#?}", planned.checks);
    assert_effect(&planned, Cause::HostElsewhere, Effect::Warns);
    assert_eq!(about(&planned, Cause::HostElsewhere), ["198.51.100.7"]);
    let check = planned.checks.iter().find(|check| check.cause == Cause::HostElsewhere).expect("the check");
    assert_eq!(check.until, Some(planned.seen_at.plus_seconds(3600)), "the answer is kept for its time to live");
    assert!(check.findings.contains(&"policy-host-tls-name-mismatch"), "{:?}", check.findings);
}

#[test]
fn the_planned_entry_waits_for_its_certificate_alone() {
    for targets in [&["198.51.100.7"][..], &["198.51.100.7", "2001:db8::7"], &[]] {
        let planned = judged_at(&wildcard(), targets, None);
        assert_eq!(planned.outcome, Outcome::Wait { until: None, why: Cause::HostCertificate }, "{targets:?}");
    }
}

#[test]
fn an_alias_is_compared_by_name() {
    let mut world = wildcard();
    world["dns"]["mta-sts.plan.test A"]["chain"] = json!(["sites.host.test"]);
    let elsewhere = judged_at(&world, &["user.pages.test"], None);
    assert_eq!(elsewhere.outcome, ready(Next::PolicyHost));
    assert_eq!(about(&elsewhere, Cause::HostElsewhere), ["sites.host.test"]);
    let there = judged_at(&world, &["Sites.Host.test"], None);
    assert_eq!(there.outcome, Outcome::Wait { until: None, why: Cause::HostCertificate });
}

#[test]
fn a_planned_alias_may_be_published_as_addresses_or_hidden_by_a_wildcard() {
    let unclear = judged_at(&wildcard(), &["user.pages.test"], None);
    assert_eq!(unclear.outcome, Outcome::Wait { until: None, why: Cause::HostCertificate });
    assert_effect(&unclear, Cause::HostProxied, Effect::Warns);
    assert_eq!(about(&unclear, Cause::HostProxied), ["198.51.100.7"]);
}

#[test]
fn a_proxy_in_front_is_a_warning_until_the_file_is_served() {
    let world = with_dns(bare(), "_smtp._tls.plan.test TXT", json!([[REPORTS]]));
    let mut world = with_file(world, TESTING);
    let served = judged_at(&world, &["203.0.113.9"], None);
    assert_eq!(effect(&served, Cause::HostProxied), None, "the planned file is served, wherever it is");
    assert_eq!(served.outcome, ready(Next::Record));
    world["https"]["mta-sts.plan.test"]["status"] = json!(404);
    let absent = judged_at(&world, &["203.0.113.9"], None);
    assert_effect(&absent, Cause::HostProxied, Effect::Warns);
    assert_eq!(absent.outcome, ready(Next::PolicyFile));
}

#[test]
fn caa_records_that_forbid_the_authority_of_the_host_come_first() {
    let world = with_dns(bare(), "plan.test CAA", json!([[0, "issue", "amazon.com"]]));
    for (host, cause, effect, names) in [
        (Some("github-pages"), Cause::CaaForbids, Effect::Blocks, ["letsencrypt.org"]),
        (Some("nginx"), Cause::CaaForbids, Effect::Warns, ["letsencrypt.org"]),
        (Some("gitlab-pages"), Cause::CaaLimits, Effect::Warns, ["amazon.com"]),
        (None, Cause::CaaLimits, Effect::Warns, ["amazon.com"]),
    ] {
        let planned = judged_at(&world, &[], host);
        assert_effect(&planned, cause, effect);
        assert_eq!(about(&planned, cause), names);
        let blocks = effect == Effect::Blocks;
        assert_eq!(planned.outcome, if blocks { not_ready(cause) } else { ready(Next::TlsRpt) });
    }
    let allowed = judged_at(&world, &[], Some("aws-s3-cloudfront"));
    assert!(allowed.checks.iter().all(|check| !check.cause.id().starts_with("caa-")), "{:#?}", allowed.checks);
}

#[test]
fn caa_records_that_allow_nobody_block_and_unseen_ones_warn() {
    let world = with_dns(bare(), "mta-sts.plan.test CAA", json!([[0, "issue", ";"]]));
    assert_eq!(judged_at(&world, &[], None).outcome, not_ready(Cause::CaaNobody));
    let open = judged_at(&bare(), &[], Some("nginx"));
    assert_eq!(effect(&open, Cause::CaaUnseen), None);
    assert_effect(&judged(&bare(), TESTING, RECORD, REPORTS), Cause::CaaUnseen, Effect::Warns);
}

#[test]
fn the_records_of_a_planned_alias_are_not_known_yet() {
    let world = with_dns(bare(), "plan.test CAA", json!([[0, "issue", "amazon.com"]]));
    let planned = judged_at(&world, &["user.github.io"], Some("github-pages"));
    assert_effect(&planned, Cause::CaaForbids, Effect::Warns);
    let mut world = with_dns(wildcard(), "plan.test CAA", json!([[0, "issue", "amazon.com"]]));
    let planned = judged_at(&world, &["user.github.io"], Some("github-pages"));
    assert_effect(&planned, Cause::CaaForbids, Effect::Warns);
    world["dns"]["mta-sts.plan.test A"]["chain"] = json!(["user.github.io"]);
    let planned = judged_at(&world, &["user.github.io"], Some("github-pages"));
    assert_effect(&planned, Cause::CaaForbids, Effect::Blocks);
}

#[test]
fn an_existing_certificate_needs_no_authority() {
    let world = with_dns(published(TESTING), "plan.test CAA", json!([[0, "issue", ";"]]));
    assert_eq!(judged_at(&world, &[], Some("nginx")).outcome, Outcome::AlreadyPublished);
}
