//! The progress of a plan on return: done, due, late, or too early with the harm and its end.

use planner::{Change, EarlyHarm, HarmKind, Plan, PlanVariant, Progress, State, StepProgress, plan, progress_of_steps};

use crate::support::{goal, live, moment, state};

/// The worked example: two hosts move to a provider.
fn example(form: PlanVariant) -> Plan {
    plan(&live(), &goal("move-mx=new1.example.net,new2.example.net"), moment("2026-06-01T09:00:00Z"), form).unwrap()
}

/// The live state after the steps with these indexes.
fn after(plan: &Plan, steps: &[usize]) -> State {
    let mut now = plan.state.clone();
    for index in steps {
        match &plan.steps[*index].action {
            Change::Policy(policy) => now.policy.clone_from(policy),
            Change::Record(id) => now.id = Some(id.clone()),
            Change::NoRecord => now.id = None,
            Change::Mx(records) => now.mx.clone_from(records),
            other => panic!("{other:?}"),
        }
    }
    now
}

fn harm(seen: &[StepProgress<'_>], index: usize) -> EarlyHarm {
    assert_eq!(seen[index].progress, Progress::TooEarly, "{seen:?}");
    seen[index].harm.clone().unwrap()
}

fn hosts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn progress_shows_steps_that_are_done_due_late_and_too_early() {
    let plan = example(PlanVariant::Safe);
    let at = |text: &str, live: &State| -> Vec<Progress> {
        progress_of_steps(&plan, live, moment(text)).into_iter().map(|seen| seen.progress).collect()
    };
    let (done, due, late, early, waiting) =
        (Progress::Done, Progress::Due, Progress::Late, Progress::TooEarly, Progress::Waiting);
    let mut now = live();
    assert_eq!(at("2026-06-01T10:00:00Z", &now)[..4], [done, due, waiting, waiting]);
    assert_eq!(at("2026-06-03T10:00:00Z", &now)[..4], [done, late, waiting, waiting]);
    let Change::Policy(file) = &plan.steps[1].action else { panic!("the second step is the file") };
    now.policy.clone_from(file);
    now.id = Some("20260601090000Z".into());
    assert_eq!(at("2026-06-01T10:00:00Z", &now)[..6], [done, done, done, waiting, waiting, waiting]);
    let Change::Mx(records) = &plan.steps[5].action else { panic!("the sixth step is MX") };
    now.mx.clone_from(records);
    let seen = at("2026-06-03T10:00:00Z", &now);
    assert_eq!(seen[..7], [done, done, done, done, waiting, early, waiting]);
}

#[test]
fn a_change_of_mx_says_nothing_about_file_and_record() {
    let plan = example(PlanVariant::Safe);
    let mut now = live();
    let Change::Mx(records) = &plan.steps[8].action else { panic!("the ninth step is MX") };
    now.mx.clone_from(records);
    let seen: Vec<Progress> =
        progress_of_steps(&plan, &now, moment("2026-06-03T16:00:00Z")).into_iter().map(|seen| seen.progress).collect();
    let (late, early, waiting) = (Progress::Late, Progress::TooEarly, Progress::Waiting);
    assert_eq!(seen[..6], [Progress::Done, late, waiting, waiting, waiting, early]);
    assert_eq!(seen[6..], [waiting, waiting, early, waiting, waiting, waiting]);
}

#[test]
fn mx_changed_too_early_skips_hosts_until_the_last_copy_expires() {
    let plan = example(PlanVariant::Safe);
    let seen = progress_of_steps(&plan, &after(&plan, &[1, 2, 5]), moment("2026-06-03T10:00:00Z")).clone();
    let early = harm(&seen, 5);
    assert_eq!((early.kind, early.until), (HarmKind::MxSkipped, Some(moment("2026-06-08T12:00:00Z"))));
    assert_eq!(early.hosts, hosts(&["new1.example.net", "new2.example.net"]));
    let dropped = after(&plan, &[1, 2, 8]);
    let seen = progress_of_steps(&plan, &dropped, moment("2026-06-03T10:00:00Z"));
    assert_eq!(harm(&seen, 8).kind, HarmKind::MxRefused);
}

#[test]
fn mx_changed_before_file_and_id_moves_the_dates_of_what_follows() {
    let plan = example(PlanVariant::Safe);
    let seen = progress_of_steps(&plan, &after(&plan, &[5]), moment("2026-06-03T09:00:00Z"));
    // File and record are two days late, and so is everything that counts from them.
    assert_eq!(harm(&seen, 5).until, Some(moment("2026-06-10T12:00:00Z")));
    assert_eq!((seen[1].progress, seen[1].at), (Progress::Late, moment("2026-06-01T09:00:00Z")));
    assert_eq!((seen[4].at, seen[6].at), (moment("2026-06-10T12:00:00Z"), moment("2026-06-10T14:00:00Z")));
}

#[test]
fn an_id_before_its_file_does_harm_that_does_not_end() {
    let plan = example(PlanVariant::Safe);
    let seen = progress_of_steps(&plan, &after(&plan, &[2]), moment("2026-06-01T10:00:00Z"));
    assert_eq!((harm(&seen, 2).kind, harm(&seen, 2).until), (HarmKind::Record, None));
}

#[test]
fn old_lines_dropped_too_early_are_refused_by_senders_with_the_file() {
    let plan = example(PlanVariant::Safe);
    let seen = progress_of_steps(&plan, &after(&plan, &[1, 2, 5, 10]), moment("2026-06-09T10:00:00Z"));
    let early = harm(&seen, 10);
    assert_eq!(early.kind, HarmKind::PolicyRefused);
    assert_eq!(early.until, Some(moment("2026-06-13T16:00:00Z")));
}

#[test]
fn a_record_deleted_too_early_binds_senders_until_their_copies_expire() {
    let plan = plan(&live(), &goal("remove"), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    let gone = plan.steps.iter().position(|step| step.action == Change::NoRecord).unwrap();
    let seen = progress_of_steps(&plan, &after(&plan, &[0, 1, gone]), moment("2026-06-02T10:00:00Z"));
    let early = harm(&seen, gone);
    assert_eq!(early.kind, HarmKind::NoRecord);
    assert!(early.until >= Some(moment("2026-06-08T11:00:00Z")), "{early:?}");
}

#[test]
fn any_fresh_id_beside_the_right_file_is_the_planned_one() {
    let plan = example(PlanVariant::Safe);
    let stands = |id: &str, steps: &[usize]| {
        let mut now = after(&plan, steps);
        now.id = Some(id.to_owned());
        progress_of_steps(&plan, &now, moment("2026-06-01T10:00:00Z"))[2].progress
    };
    assert_eq!(stands("other7", &[1]), Progress::Done);
    assert_eq!(stands("20260101000000Z", &[1]), Progress::Due);
    // Beside the former file it says nothing: another id must follow the file.
    assert_eq!(stands("other7", &[]), Progress::Waiting);
    // The first id is not the second one.
    let seen = progress_of_steps(&plan, &after(&plan, &[1, 2]), moment("2026-06-14T10:00:00Z"));
    assert_ne!(seen[11].progress, Progress::Done);
}

#[test]
fn the_order_of_mx_lines_in_the_file_means_nothing() {
    let plan = example(PlanVariant::Safe);
    let mut now = after(&plan, &[1, 2]);
    now.policy.as_mut().unwrap().mx.reverse();
    let seen = progress_of_steps(&plan, &now, moment("2026-06-01T10:00:00Z"));
    assert_eq!((seen[1].progress, seen[2].progress), (Progress::Done, Progress::Done));
}

#[test]
fn a_mail_server_counts_as_mended_only_when_a_check_has_seen_it() {
    let mut faulty = state("testing", 604_800, &["mx1.test"], &["mx1.test"]);
    faulty.tls_faults = hosts(&["mx1.test"]);
    let plan = plan(&faulty, &goal("mode=enforce"), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    let now = moment("2026-06-20T09:00:00Z");
    let seen = progress_of_steps(&plan, &faulty, now);
    assert_eq!((seen[0].progress, seen[1].progress), (Progress::Late, Progress::Waiting));
    assert_eq!(seen[1].at, moment("2026-07-04T09:00:00Z"));
    // A check without a probe sees no fault. It does not see valid TLS, either.
    let unseen = State { tls_faults: Vec::new(), ..faulty.clone() };
    assert_eq!(progress_of_steps(&plan, &unseen, now)[0].progress, Progress::Late);
    let mended = State { tls_valid: hosts(&["mx1.test"]), ..unseen };
    let seen = progress_of_steps(&plan, &mended, now);
    assert_eq!((seen[0].progress, seen[1].progress), (Progress::Done, Progress::Done));
}

#[test]
fn a_removal_after_an_abrupt_one_is_done_only_at_its_end() {
    let mut gone = live();
    (gone.policy, gone.id) = (None, None);
    gone.earlier.push(planner::EarlierPolicy {
        policy: live().policy.unwrap(),
        until: moment("2026-05-31T00:00:00Z"),
        id: live().id,
    });
    let plan = plan(&gone, &goal("remove"), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    assert!(progress_of_steps(&plan, &gone, plan.start).iter().all(|seen| seen.progress != Progress::TooEarly));
    let ended = progress_of_steps(&plan, &gone, plan.ends.plus_seconds(3_600));
    assert_eq!(ended.last().map(|seen| seen.progress), Some(Progress::Done));
}
