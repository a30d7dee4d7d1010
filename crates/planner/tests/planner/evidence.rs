//! The live state as a check saw it, and the dates of findings beside those of the plan that repairs them.

use checker::{
    Arg, Finding, judge, run_check,
    world::{World, WorldTransport},
};
use evidence::Evidence;
use futures_executor::block_on;
use mta_sts::Domain;
use planner::{
    Goal, Margins, Plan, PlanVariant, Progress, State, Topic, Warning, plan_with, progress_of_steps,
    state_from_evidence,
};
use serde_json::{Value, json};

use crate::support::moment;

/// The demo domain `good.test`, changed.
fn seen(change: impl FnOnce(&mut Value)) -> (Domain, Evidence) {
    let mut world: Value = serde_json::from_str(include_str!("../../../checker/worlds/good.json")).unwrap();
    world["now"] = json!("2026-06-15T09:00:00Z");
    change(&mut world);
    let world: World = serde_json::from_value(world).unwrap();
    let domain: Domain = world.domain.parse().unwrap();
    let begun = world.initial_evidence(&domain, moment("2026-06-15T09:00:00Z"));
    let played = WorldTransport { world: &world, now: begun.started };
    let seen = block_on(run_check(&domain, begun, &played, |_| {}));
    (domain, seen)
}

fn state(change: impl FnOnce(&mut Value)) -> State {
    let (domain, seen) = seen(change);
    state_from_evidence(&domain, &seen, 3_600).unwrap()
}

const OLD: &str = "version: STSv1\nmode: enforce\nmx: old.good.test\nmax_age: 604800\n";

/// The file with which a removal begins.
const NONE: &str = "version: STSv1\nmode: none\nmx: mx1.good.test\nmax_age: 86400\n";

/// An earlier check, five days before.
fn earlier(id: &str) -> Value {
    json!([{ "at": "2026-06-10T09:00:00Z", "txt_id": id, "mx": ["old.good.test"], "body": OLD }])
}

#[test]
fn only_an_answer_with_an_age_came_from_a_cache() {
    let delay = |headers: Value| {
        let mut all = json!({ "content-type": "text/plain" });
        all.as_object_mut().unwrap().extend(headers.as_object().unwrap().clone());
        state(|world| world["https"]["mta-sts.good.test"]["headers"] = all).delays.http
    };
    assert_eq!(delay(json!({ "cache-control": "max-age=600" })), 0);
    assert_eq!(delay(json!({ "cache-control": "public, max-age=600", "age": "12" })), 600);
    assert_eq!(delay(json!({ "cache-control": "max-age=60, s-maxage=\"86400\"", "age": "0" })), 86_400);
    assert_eq!(delay(json!({ "age": "77" })), 77);
    assert_eq!(delay(json!({ "cache-control": "max-age=-1", "age": "x" })), 0);
    assert_eq!(delay(json!({ "age": "99999999999999999999" })), 31_557_600);
}

#[test]
fn an_earlier_policy_under_the_present_id_is_still_renewed() {
    let of = |id: &'static str| state(|world| world["history"] = earlier(id));
    let (stuck, replaced) = (of("20261101000000Z"), of("20260601000000Z"));
    assert_eq!(stuck.earlier.len(), 1);
    assert!(stuck.is_current_id(&stuck.earlier[0]) && !replaced.is_current_id(&replaced.earlier[0]));
}

/// The frozen evidence of a domain in `testing`, whose mail server has a self-signed certificate.
#[test]
fn a_mail_server_that_a_check_saw_refused_is_mended_before_enforce() {
    let seen: Evidence = serde_json::from_str(include_str!("../../../checker/tests/frozen/testing.json")).unwrap();
    let domain: Domain = "mx-self-signed.test".parse().unwrap();
    let state = state_from_evidence(&domain, &seen, 3_600).unwrap();
    assert_eq!(state.tls_faults, ["mx1.mx-self-signed.test"]);
    let goal: Goal = "mode=enforce".parse().unwrap();
    let plan = plan_with(&state, &goal, seen.started, PlanVariant::Safe, Margins::HOUR).unwrap();
    assert_eq!(plan.steps[0].text.topic, Topic::MendHosts);
}

/// The laboratory's record is deleted.
fn without_record(world: &mut Value) {
    world["dns"]["_mta-sts.good.test TXT"] = json!({ "rrs": [] });
}

#[test]
fn a_file_without_a_record_is_seen_and_removed_last() {
    let gone = state(|world| {
        without_record(world);
        world["https"]["mta-sts.good.test"]["body"] = json!(NONE);
    });
    assert!(gone.id.is_none() && gone.policy.is_some() && gone.in_force().is_none());
    let whole = state(|_| {});
    let plan =
        plan_with(&whole, &Goal::Remove, moment("2026-06-01T09:00:00Z"), PlanVariant::Safe, Margins::HOUR).unwrap();
    let deleted = plan.steps.iter().find(|step| step.text.topic == Topic::RecordGone).unwrap().at;
    let seen = progress_of_steps(&plan, &gone, deleted);
    let of = |topic| seen.iter().find(|seen| seen.step.text.topic == topic).unwrap().progress;
    assert_eq!((of(Topic::RecordGone), of(Topic::FileGone)), (Progress::Done, Progress::Waiting));
}

#[test]
fn a_file_without_a_record_may_be_saved_by_senders() {
    let saved = state(|world| {
        without_record(world);
        world["history"] = earlier("20261101000000Z");
        world["https"]["mta-sts.good.test"]["body"] = json!(OLD);
    });
    assert_eq!(saved.earlier.len(), 1, "the policy is served, and senders hold it");
    assert_eq!(saved.policy.as_ref(), Some(&saved.earlier[0].policy));
}

#[test]
fn a_record_without_a_file_is_removed_too() {
    let left = state(|world| world["https"]["mta-sts.good.test"]["status"] = json!(404));
    assert_eq!((left.id.as_deref(), left.policy.is_none()), (Some("20261101000000Z"), true));
    let plan =
        plan_with(&left, &Goal::Remove, moment("2026-06-01T09:00:00Z"), PlanVariant::Safe, Margins::HOUR).unwrap();
    assert!(plan.steps.iter().any(|step| step.text.topic == Topic::RecordGone));
    assert!(plan.warnings.contains(&Warning::HistoryUnknown), "senders may have saved a policy before");
}

#[test]
fn a_null_mx_is_seen() {
    let records = |rrs: Value| state(|world| world["dns"]["good.test MX"]["rrs"] = rrs).mx;
    assert_eq!(records(json!([[0, "."]])), [planner::MxRecord::null()]);
    assert!(!records(json!([[10, "mx1.good.test."]]))[0].is_null());
}

/// The finding of this rule, and the plan that its command makes.
fn found(rule: &str, change: impl FnOnce(&mut Value)) -> (Finding, Plan) {
    let (domain, seen) = seen(change);
    let report = judge(&domain, &seen);
    let finding = report.findings.iter().find(|finding| finding.rule.id == rule).unwrap().clone();
    let Some(Arg::Text(command)) = finding.args.value("plan") else { panic!("{rule} names no plan") };
    let goal: Goal = command.strip_prefix("mta-sts plan good.test --goal ").unwrap().parse().unwrap();
    let state = state_from_evidence(&domain, &seen, 3_600).unwrap();
    let plan = plan_with(&state, &goal, seen.started, PlanVariant::Safe, Margins::NONE).unwrap();
    (finding, plan)
}

fn date(finding: &Finding) -> String {
    match finding.args.value("date") {
        Some(Arg::Date(at)) => at.to_string(),
        other => panic!("{other:?}"),
    }
}

fn copies(plan: &Plan) -> String {
    let end = plan.steps.iter().find(|step| step.text.topic == Topic::Copies);
    end.map(|step| step.at.to_string()).unwrap_or_default()
}

#[test]
fn a_host_added_too_early_is_refused_until_the_end_of_the_repair() {
    let (finding, plan) = found("mx-changed-before-policy", |world| {
        world["dns"]["good.test MX"]["rrs"] = json!([[10, "new.good.test."], [20, "mx1.good.test."]]);
        world["dns"]["new.good.test A"] = json!({ "rrs": ["198.51.100.12"] });
        world["history"] = json!([{
            "at": "2026-06-10T09:00:00Z", "txt_id": "20261101000000Z", "mx": ["mx1.good.test"],
            "body": world["https"]["mta-sts.good.test"]["body"].clone(),
        }]);
    });
    // Now, an hour of TTL, and the two weeks of the policy's max_age.
    assert_eq!(date(&finding), "2026-06-29T10:00:00Z");
    assert_eq!(copies(&plan), date(&finding));
}

#[test]
fn a_forgotten_id_is_followed_by_the_last_sender_at_the_end_of_the_repair() {
    let (finding, plan) = found("id-not-bumped", |world| world["history"] = earlier("20261101000000Z"));
    // The file changed before this check at the latest; senders that extend their copy see the new id an hour later.
    assert_eq!(date(&finding), "2026-06-22T09:00:00Z");
    assert_eq!(copies(&plan), "2026-06-22T10:00:00Z");
}

#[test]
fn after_an_abrupt_removal_senders_enforce_until_the_end_of_the_removal_plan() {
    let (finding, plan) = found("removal-abrupt", |world| {
        world["history"] = earlier("20261101000000Z");
        world["https"]["mta-sts.good.test"]["status"] = json!(404);
        world["dns"].as_object_mut().unwrap().remove("_mta-sts.good.test TXT");
    });
    assert_eq!(date(&finding), "2026-06-22T10:00:00Z");
    assert_eq!(copies(&plan), date(&finding));
}

#[test]
fn a_removal_in_progress_ends_when_the_plan_says() {
    let (finding, plan) = found("removal-in-progress", |world| {
        world["history"] = earlier("20260601000000Z");
        world["https"]["mta-sts.good.test"]["body"] =
            json!("version: STSv1\nmode: none\nmx: old.good.test\nmax_age: 86400\n");
    });
    assert_eq!(date(&finding), "2026-06-22T10:00:00Z");
    assert_eq!(copies(&plan), date(&finding));
}
