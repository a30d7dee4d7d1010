//! Plans as people read them: the dates of the reference's worked example, and of each goal.

use planner::{Change, Goal, Margins, Plan, PlanError, PlanVariant, Topic, Warning, plan, plan_with};

use crate::support::{goal, lines, live, moment, state};

/// Two hosts move to a provider; policy and TTLs as in the example.
fn example(form: PlanVariant) -> Plan {
    plan(&live(), &goal("move-mx=new1.example.net,new2.example.net"), moment("2026-06-01T09:00:00Z"), form).unwrap()
}

#[test]
fn a_move_to_another_provider_has_the_dates_of_the_worked_example() {
    let plan = example(PlanVariant::Safe);
    assert_eq!(
        lines(&plan),
        [
            "2026-06-01T09:00:00Z mail new-hosts",
            "2026-06-01T09:00:00Z web file-with enforce 604800 old1.example.com old2.example.com new1.example.net new2.example.net",
            "2026-06-01T09:00:00Z dns id 20260601090000Z",
            "2026-06-01T11:00:00Z dns id-seen",
            "2026-06-08T12:00:00Z web copies",
            "2026-06-08T12:00:00Z dns mx-first 10 new1.example.net, 20 new2.example.net, 30 old1.example.com, 40 old2.example.com",
            "2026-06-08T14:00:00Z dns mx",
            "2026-06-13T14:00:00Z mail queue",
            "2026-06-13T14:00:00Z dns mx-drop 10 new1.example.net, 20 new2.example.net",
            "2026-06-13T16:00:00Z dns mx",
            "2026-06-13T16:00:00Z web file-without enforce 604800 new1.example.net new2.example.net",
            "2026-06-13T16:00:00Z dns id 20260613160000Z",
        ]
    );
    let waits = plan.waits;
    assert_eq!((waits.file, waits.id, waits.copies, waits.mx, waits.queue), (0, 3_600, 604_800, 3_600, 432_000));
    assert_eq!(plan.ends, moment("2026-06-13T16:00:00Z"));
    assert_eq!(plan.back_until, Some(moment("2026-06-13T14:00:00Z")));
}

#[test]
fn the_short_form_brings_new_hosts_in_behind_the_old_ones_and_swaps_a_week_later() {
    let plan = example(PlanVariant::Short);
    let mx: Vec<String> = plan
        .steps
        .iter()
        .filter(|step| matches!(step.action, Change::Mx(_)))
        .map(|step| format!("{} {}", step.at, step.text.topic.id()))
        .collect();
    assert_eq!(mx, ["2026-06-01T12:00:00Z mx-behind", "2026-06-08T12:00:00Z mx-swap", "2026-06-13T14:00:00Z mx-drop",]);
}

#[test]
fn a_max_age_lowered_to_a_day_before_25_may_ends_the_wait_on_2_june() {
    let mut before = live();
    let long = before.policy.clone().unwrap();
    before.policy = Some(planner::Policy { max_age: 86_400, ..long.clone() });
    before.earlier.push(planner::EarlierPolicy { policy: long, until: moment("2026-05-24T23:00:00Z"), id: None });
    let plan =
        plan(&before, &goal("move-mx=new1.example.net"), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    let copies = plan.steps.iter().find(|step| step.text.topic == Topic::Copies).unwrap();
    assert_eq!(copies.at, moment("2026-06-02T12:00:00Z"));
}

#[test]
fn adding_a_host_ends_when_every_sender_sees_it() {
    let start = moment("2026-06-01T09:00:00Z");
    let plan = plan(&live(), &goal("add-mx=mx2.example.com"), start, PlanVariant::Safe).unwrap();
    assert_eq!(plan.ends, moment("2026-06-08T14:00:00Z"));
    assert_eq!(plan.warnings, [Warning::HistoryUnknown, Warning::OtherNames, Warning::LowerMaxAgeFirst]);
}

#[test]
fn long_ttls_of_mx_records_are_lowered_before_a_move() {
    let mut slow = live();
    slow.ttl.mx = 86_400;
    let start = moment("2026-06-01T09:00:00Z");
    let plan = plan(&slow, &goal("move-mx=new1.example.net"), start, PlanVariant::Safe).unwrap();
    assert_eq!(lines(&plan)[0], "2026-06-01T09:00:00Z dns ttl-lower mx 3600");
    // The wait for copies is longer than the former TTL; the change itself then takes an hour and the margin.
    assert!(plan.steps.iter().all(|step| step.text.topic != Topic::TtlLowered));
    let seen = plan.steps.iter().find(|step| step.text.topic == Topic::AllSeeMx).unwrap();
    assert_eq!((seen.at, plan.waits.mx), (moment("2026-06-08T14:00:00Z"), 3_600));

    slow.policy.as_mut().unwrap().mode = mta_sts::Mode::Testing;
    let plan = plan_with(&slow, &goal("move-mx=new1.example.net"), start, PlanVariant::Safe, Margins::HOUR).unwrap();
    let lowered = plan.steps.iter().find(|step| step.text.topic == Topic::TtlLowered).unwrap();
    // 23 hours and the margin: the last copy of before ends an hour later, when everybody sees the change.
    assert_eq!(lowered.at, moment("2026-06-02T09:00:00Z"));
}

#[test]
fn a_long_ttl_of_the_policy_host_is_lowered_before_it_moves() {
    let mut slow = live();
    slow.ttl.host = 4 * 3_600;
    let start = moment("2026-06-01T09:00:00Z");
    let plan = plan_with(&slow, &goal("move-host=192.0.2.7"), start, PlanVariant::Safe, Margins::NONE).unwrap();
    assert_eq!(
        lines(&plan),
        [
            "2026-06-01T09:00:00Z dns ttl-lower host 3600",
            "2026-06-01T09:00:00Z web new-place",
            "2026-06-01T12:00:00Z dns ttl-lowered",
            "2026-06-01T12:00:00Z dns host",
            "2026-06-01T13:00:00Z dns host-seen",
        ]
    );
    let short = plan_with(&slow, &goal("move-host=192.0.2.7"), start, PlanVariant::Short, Margins::NONE).unwrap();
    assert_eq!(short.ends, plan.ends);
}

#[test]
fn a_fresh_id_is_later_than_the_one_in_dns() {
    let first_id = |id: &str| {
        let mut ahead = live();
        ahead.id = Some(id.to_owned());
        let plan = plan(&ahead, &Goal::Remove, moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
        plan.steps.iter().find_map(|step| match &step.action {
            Change::Record(id) => Some(id.clone()),
            _ => None,
        })
    };
    assert_eq!(first_id("20261101000000Z").as_deref(), Some("20261101000001Z"));
    for other in ["20260101000000Z", "99991231235959Z", "20269901000000Z", "20260601é00Z", "1"] {
        assert_eq!(first_id(other).as_deref(), Some("20260601090000Z"), "{other}");
    }
}

#[test]
fn a_forgotten_id_is_repaired_by_a_fresh_one() {
    let mut stuck = live();
    let policy = planner::Policy { mx: live().policy.unwrap().mx[..1].to_vec(), ..live().policy.unwrap() };
    let until = moment("2026-05-20T00:00:00Z");
    stuck.earlier.push(planner::EarlierPolicy { policy, until, id: stuck.id.clone() });
    let plan = plan(&stuck, &Goal::Repair, moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    assert_eq!(
        lines(&plan),
        [
            "2026-06-01T09:00:00Z dns id 20260601090000Z",
            "2026-06-01T11:00:00Z dns id-seen",
            "2026-06-08T12:00:00Z web copies",
        ]
    );
    assert!(plan.warnings.contains(&Warning::RefusedNow) && plan.warnings.contains(&Warning::FormerHostsHelp));
}

#[test]
fn a_host_that_the_policy_never_covered_is_repaired_by_file_and_id() {
    let mut uncovered = live();
    uncovered.policy.as_mut().unwrap().mx.pop();
    let plan = plan(&uncovered, &Goal::Repair, moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    assert_eq!(
        lines(&plan)[..3],
        [
            "2026-06-01T09:00:00Z mail remaining-hosts",
            "2026-06-01T09:00:00Z web file-repair enforce 604800 old1.example.com old2.example.com",
            "2026-06-01T09:00:00Z dns id 20260601090000Z",
        ]
    );
    assert_eq!(plan.ends, moment("2026-06-08T12:00:00Z"));
}

#[test]
fn a_certificate_is_renewed_in_the_order_that_dane_needs() {
    let start = moment("2026-06-01T09:00:00Z");
    let topics = |host: &str| -> Vec<&'static str> {
        let made = plan(&live(), &goal(&format!("renew-certificate={host}")), start, PlanVariant::Safe).unwrap();
        made.steps.iter().map(|step| step.text.topic.id()).collect()
    };
    assert_eq!(topics("old1.example.com"), ["caa", "mx-certificate", "mx-certificate-live"]);
    assert_eq!(topics("mta-sts.example.com"), ["caa", "host-certificate", "host-certificate-live"]);
    let mut dane = live();
    dane.tlsa.push(("old1.example.com".into(), 3_600));
    assert_eq!(
        lines(&plan(&dane, &goal("renew-certificate=old1.example.com"), start, PlanVariant::Safe).unwrap()),
        [
            "2026-06-01T09:00:00Z dns caa",
            "2026-06-01T09:00:00Z dns tlsa",
            "2026-06-01T12:00:00Z dns tlsa-seen",
            "2026-06-01T12:00:00Z mail mx-certificate",
            "2026-06-01T12:00:00Z mail mx-certificate-live",
        ]
    );
    let other = plan(&live(), &goal("renew-certificate=www.example.com"), start, PlanVariant::Safe);
    assert_eq!(other.err(), Some(PlanError::NotThere));
}

#[test]
fn a_policy_in_testing_needs_no_wait_for_saved_policies() {
    let mut testing = live();
    testing.policy.as_mut().unwrap().mode = mta_sts::Mode::Testing;
    let start = moment("2026-06-01T09:00:00Z");
    let plan = plan(&testing, &goal("move-mx=new.example.net"), start, PlanVariant::Safe).unwrap();
    assert_eq!(plan.waits.copies, 0);
    assert!(plan.steps.iter().all(|step| step.text.topic != Topic::Copies));
}

#[test]
fn an_earlier_larger_max_age_is_waited_for() {
    let mut before = live();
    let policy = planner::Policy { max_age: 2_592_000, ..before.policy.clone().unwrap() };
    before.earlier.push(planner::EarlierPolicy { policy, until: moment("2026-05-20T00:00:00Z"), id: None });
    let start = moment("2026-06-01T09:00:00Z");
    let plan = plan(&before, &goal("add-mx=mx2.example.com"), start, PlanVariant::Safe).unwrap();
    let copies = plan.steps.iter().find(|step| step.text.topic == Topic::Copies).unwrap();
    // The record of before was visible an hour longer; then 30 days and the margin.
    assert_eq!(copies.at, moment("2026-06-19T02:00:00Z"));
}

#[test]
fn removal_keeps_the_mx_lines_and_waits_for_every_copy() {
    let plan = plan(&live(), &Goal::Remove, moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    assert_eq!(
        lines(&plan),
        [
            "2026-06-01T09:00:00Z web file-none none 86400 old1.example.com old2.example.com",
            "2026-06-01T09:00:00Z dns id 20260601090000Z",
            "2026-06-01T11:00:00Z dns id-seen",
            "2026-06-08T12:00:00Z web copies",
            "2026-06-08T12:00:00Z dns record-gone",
            "2026-06-08T14:00:00Z dns record-forgotten",
            "2026-06-09T14:00:00Z web file-unasked",
            "2026-06-09T14:00:00Z dns host-gone",
            "2026-06-09T16:00:00Z dns host-forgotten",
            "2026-06-09T16:00:00Z web file-gone",
        ]
    );
}

#[test]
fn a_caching_web_host_delays_the_id() {
    let mut cached = live();
    cached.delays.http = 86_400;
    let plan = plan(&cached, &goal("max-age=2592000"), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap();
    assert_eq!(
        lines(&plan)[..3],
        [
            "2026-06-01T09:00:00Z web file-max-age enforce 2592000 old1.example.com old2.example.com",
            "2026-06-02T10:00:00Z web file",
            "2026-06-02T10:00:00Z dns id 20260602100000Z",
        ]
    );
}

#[test]
fn the_end_of_a_wait_is_a_full_hour() {
    let plan =
        plan(&live(), &goal("add-mx=mx2.example.com"), moment("2026-06-01T09:17:23Z"), PlanVariant::Safe).unwrap();
    let waits = plan.steps.iter().filter(|step| step.at != plan.start);
    assert!(
        waits.clone().count() > 3 && waits.clone().all(|step| step.at.unix_seconds() % 3_600 == 0),
        "{:?}",
        lines(&plan)
    );
}

#[test]
fn a_goal_that_does_not_fit_says_why() {
    let nothing = planner::State { policy: None, id: None, ..live() };
    for (state, text, why) in [
        (&live(), "add-mx=old1.example.com", PlanError::Done),
        (&live(), "remove-mx=other.example.com", PlanError::NotThere),
        (&state("enforce", 86_400, &["a.test"], &["a.test"]), "remove-mx=a.test", PlanError::OnlyHost),
        (&live(), "rename-mx=other.example.com,new.example.com", PlanError::NotThere),
        (&live(), "mode=enforce", PlanError::Done),
        (&live(), "deploy", PlanError::PolicyThere),
        (&nothing, "mode=testing", PlanError::NoPolicy),
        (&nothing, "remove", PlanError::NothingThere),
        (&planner::State::default(), "deploy", PlanError::NoMail),
    ] {
        let made = plan_with(state, &goal(text), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe, Margins::HOUR);
        assert_eq!(made.err(), Some(why), "{text}");
    }
}

#[test]
fn a_removal_publishes_a_missing_policy_host_first() {
    let mut gone = live();
    let earlier = planner::EarlierPolicy {
        policy: gone.policy.take().unwrap(),
        until: moment("2026-05-31T00:00:00Z"),
        id: gone.id.take(),
    };
    gone.earlier.push(earlier);
    let start = moment("2026-06-01T09:00:00Z");
    let missing = plan_with(&gone, &Goal::Remove, start, PlanVariant::Safe, Margins::NONE).unwrap();
    assert_eq!(
        lines(&missing)[..5],
        [
            "2026-06-01T09:00:00Z dns host-publish",
            "2026-06-01T09:00:00Z web file-none none 86400 old1.example.com old2.example.com",
            "2026-06-01T10:00:00Z dns host-found",
            "2026-06-01T10:00:00Z dns id 20260601100000Z",
            "2026-06-01T11:00:00Z dns id-seen",
        ]
    );
    gone.host = Some(planner::HostTarget::Name("web.example.net".into()));
    let there = plan_with(&gone, &Goal::Remove, start, PlanVariant::Safe, Margins::NONE).unwrap();
    assert_eq!(lines(&there)[0], lines(&missing)[1]);
}

#[test]
fn a_parked_domain_gets_a_null_mx_once_and_sends_no_mail() {
    let start = moment("2026-06-01T09:00:00Z");
    let topics = |state: &planner::State| -> Vec<&'static str> {
        let made = plan(state, &Goal::Park, start, PlanVariant::Safe).unwrap();
        made.steps.iter().map(|step| step.text.topic.id()).collect()
    };
    let mut silent = planner::State { policy: None, id: None, ..live() };
    assert_eq!(topics(&silent), ["spf-none", "mx-null", "mx-null-seen"]);
    silent.mx = vec![planner::MxRecord::null()];
    assert_eq!(topics(&silent), ["spf-none"]);
    assert_eq!(plan(&silent, &goal("deploy"), start, PlanVariant::Safe).err(), Some(PlanError::NoMail));
    let added = plan(&silent, &goal("add-mx=mx.example.com"), start, PlanVariant::Safe).unwrap();
    let Some(Change::Mx(records)) =
        added.steps.iter().map(|step| &step.action).find(|one| matches!(one, Change::Mx(_)))
    else {
        panic!("no MX step")
    };
    assert_eq!(records.len(), 1);
    assert_eq!(topics(&live())[10..], ["spf-none", "mx-null", "mx-null-seen"]);
}

#[test]
fn a_healthy_domain_has_nothing_to_repair() {
    let start = moment("2026-06-01T09:00:00Z");
    let repair = |state: &planner::State| plan(state, &Goal::Repair, start, PlanVariant::Safe);
    assert_eq!(repair(&live()).err(), Some(PlanError::Healthy));
    // The former policy covers one host less, but its id is gone: only time helps.
    let mut replaced = live();
    let policy = planner::Policy { mx: live().policy.unwrap().mx[..1].to_vec(), ..live().policy.unwrap() };
    replaced.earlier.push(planner::EarlierPolicy { policy, until: moment("2026-05-30T00:00:00Z"), id: None });
    assert_eq!(lines(&repair(&replaced).unwrap()), ["2026-06-06T02:00:00Z web copies"]);
    let mut faulty = live();
    faulty.tls_faults.push("old1.example.com".into());
    assert_eq!(lines(&repair(&faulty).unwrap()), ["2026-06-01T09:00:00Z mail mend-hosts"]);
}

#[test]
fn a_wait_for_mx_checks_hosts_that_are_in_mx() {
    let mut plan = example(PlanVariant::Safe).steps;
    plan.retain(|step| step.text.topic == Topic::AllSeeMx);
    let hosts = planner::Arg::List(vec!["new1.example.net".into(), "new2.example.net".into()]);
    assert!(plan.len() == 2 && plan.iter().all(|step| step.text.args == [("hosts", hosts.clone())]), "{plan:?}");
}
