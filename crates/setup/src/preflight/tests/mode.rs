//! Tests of the mode, and of the cause that a headline names.

use super::*;

#[test]
fn lowering_an_enforced_policy_is_left_to_the_planner() {
    let shorter = ENFORCE.replace("86400", "3600");
    for lowered in [TESTING, &shorter] {
        let judged = judged(&published(ENFORCE), lowered, NEWER, "");
        assert_eq!(judged.outcome, not_ready(Cause::ModeLowered), "{:#?}", judged.checks);
    }
    let longer = judged(&published(ENFORCE), &ENFORCE.replace("86400", "604800"), NEWER, "");
    assert_eq!(longer.outcome, ready(Next::PolicyFile), "{:#?}", longer.checks);
}

#[test]
fn ending_enforce_is_planned_first_and_tells_until_when_senders_remember_it() {
    let judged = judged(&published(ENFORCE), NONE, NEWER, "");
    assert_eq!(judged.outcome, not_ready(Cause::ModeNone), "{:#?}", judged.checks);
    let check = judged.checks.iter().find(|check| check.cause == Cause::ModeNone).unwrap();
    assert_eq!(check.cause.reference().map(Reference::id), Some("plan"));
    assert_eq!(check.until, Some("2026-11-16T13:00:00Z".parse().unwrap()), "a day and the TTL of the record");
}

#[test]
fn mode_none_needs_no_plan_where_nothing_is_enforced() {
    for served in [TESTING, NONE] {
        let judged = judged(&published(served), NONE, NEWER, "");
        assert_eq!(effect(&judged, Cause::ModeNone), None, "{:#?}", judged.checks);
        assert!(!matches!(judged.outcome, Outcome::NotReady(_)), "{:#?}", judged.checks);
    }
}

#[test]
fn a_headline_can_name_the_first_cause_of_a_wait_and_of_a_fault() {
    let wrong = json!({ "names": ["www.plan.test"], "cn": "www.plan.test" });
    let waiting = with(with_file(bare(), TESTING), "/https/mta-sts.plan.test/tls", wrong);
    for (world, policy, record, cause) in [
        (waiting, TESTING, RECORD, Some(Cause::HostCertificate)),
        (published(TESTING), TWO_HOSTS, RECORD, Some(Cause::IdUsed)),
        (bare(), TESTING, RECORD, None),
        (published(TESTING), TESTING, RECORD, None),
    ] {
        assert_eq!(judged(&world, policy, record, "").outcome.first_cause(), cause);
    }
}
