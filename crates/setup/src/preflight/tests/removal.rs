//! Tests of deletions: of the record, of the file, and of both.

use mta_sts::Mode;
use planner::{Change, Goal};

use super::*;

/// Runs the pre-flight of deletions.
fn deleted(world: &Value, policy: bool, record: bool) -> Preflight {
    let (domain, seen) = seen(world);
    let change = |is_deleted| if is_deleted { TextChange::Delete } else { TextChange::Keep };
    preflight(&domain, &Planned { policy: change(policy), record: change(record), ..Planned::default() }, &seen)
}

const EVERY_DELETION: [(bool, bool); 3] = [(true, true), (true, false), (false, true)];

#[test]
fn a_deletion_while_senders_enforce_is_not_ready_and_comes_with_the_dates_of_its_plan() {
    for (policy, record) in EVERY_DELETION {
        let judged = deleted(&published(ENFORCE), policy, record);
        assert_eq!(judged.outcome, not_ready(Cause::RemovalEarly), "{:#?}", judged.checks);
        assert_eq!(judged.checks.len(), 1, "nothing is called ready beside it: {:#?}", judged.checks);
        assert_eq!(judged.checks[0].until, Some("2026-11-16T13:00:00Z".parse().unwrap()), "a day and the record's TTL");
        let plan = judged.plan.expect("a plan");
        assert_eq!(plan.goal, Goal::Remove);
        let at = |wanted: &dyn Fn(&Change) -> bool| {
            plan.steps.iter().find(|step| wanted(&step.action)).map(|step| step.at.to_string()).expect("the step")
        };
        let is_none = |change: &Change| matches!(change, Change::Policy(Some(policy)) if policy.mode == Mode::None);
        assert_eq!(at(&is_none), NOW);
        // A week, because some senders keep every policy so long, and a margin of an hour.
        assert_eq!(at(&|change| *change == Change::NoRecord), "2026-11-22T13:00:00Z");
        assert_eq!(at(&|change| *change == Change::Policy(None)), plan.ends.to_string());
    }
}

#[test]
fn mode_none_comes_with_the_same_plan_and_a_lower_mode_or_max_age_with_its_own() {
    let shorter = ENFORCE.replace("86400", "3600");
    for (planned, goal) in [(NONE, "remove"), (TESTING, "mode=testing"), (shorter.as_str(), "max-age=3600")] {
        let judged = judged(&published(ENFORCE), planned, NEWER, "");
        assert_eq!(judged.plan.map(|plan| plan.goal.to_string()).as_deref(), Some(goal));
    }
    assert_eq!(judged(&published(TESTING), TWO_HOSTS, NEWER, "").plan, None);
}

#[test]
fn a_deletion_before_the_last_sender_forgot_an_earlier_policy_is_too_early() {
    let mut world = published(NONE);
    world["history"] = json!([snapshot("2026-11-15T08:00:00Z", ENFORCE)]);
    world["history"][0]["txt_id"] = json!("20261001000000Z");
    let early = deleted(&world, true, true);
    assert_eq!(early.outcome, not_ready(Cause::RemovalEarly), "{:#?}", early.checks);
    assert_eq!(early.checks[0].until, Some("2026-11-16T13:00:00Z".parse().unwrap()));
    assert_eq!(early.plan.map(|plan| plan.goal), Some(Goal::Remove));
}

#[test]
fn where_nothing_is_enforced_the_record_is_deleted_first_and_the_file_last() {
    for served in [TESTING, NONE] {
        let both = deleted(&published(served), true, true);
        assert_eq!(both.outcome, ready(Next::DeleteRecord), "{:#?}", both.checks);
        assert_effect(&both, Cause::FileLast, Effect::Fine);
        assert_eq!(deleted(&published(served), false, true).outcome, ready(Next::DeleteRecord));
        assert_eq!(deleted(&published(served), true, false).outcome, not_ready(Cause::FileNeeded));
    }
    let without_record = with_file(bare(), TESTING);
    let rest = deleted(&without_record, true, true);
    assert_eq!(rest.outcome, ready(Next::DeleteFile), "{:#?}", rest.checks);
    assert_effect(&rest, Cause::RecordGone, Effect::Done);
    let gone = deleted(&bare(), true, true);
    assert_eq!(gone.outcome, Outcome::AlreadyPublished, "{:#?}", gone.checks);
    assert_effect(&gone, Cause::FileGone, Effect::Done);
}

#[test]
fn a_deletion_that_could_not_be_observed_is_no_fault() {
    let mut world = published(TESTING);
    world["resolver_down"] = json!(true);
    let judged = deleted(&world, true, true);
    assert_eq!(judged.outcome, not_ready(Cause::RecordUnseen), "{:#?}", judged.checks);
    assert!(judged.checks.iter().all(|check| check.effect == Effect::Unseen), "{:#?}", judged.checks);
}
