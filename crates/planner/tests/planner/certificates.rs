//! I5: every covered MX host presents a certificate that senders accept, during and after each change of it.

use planner::{
    Change, Plan, PlanVariant, State, Step, Topic, plan,
    simulation::{Event, Invariant, Violations, World, adversarial_senders, replay_script},
};

use crate::{
    random_plans::replay_plan,
    script::{DAY, HOUR, events, file, id, start},
    support::{goal, moment, state},
};

const HOST: &str = "mx1.test";

fn renewal() -> Plan {
    let mut dane = state("enforce", 7 * DAY, &[HOST], &[HOST]);
    dane.tlsa.push((HOST.to_owned(), 3_600));
    plan(&dane, &goal("renew-certificate=mx1.test"), moment("2026-06-01T09:00:00Z"), PlanVariant::Safe).unwrap()
}

/// Replays a plan with some of its steps, at changed times.
fn replay_changed(plan: &Plan, change: impl Fn(&Step) -> Option<i64>) -> Violations {
    let event = |step: &Step| {
        let at = change(step)?;
        Some(Event { at, action: step.action.clone(), topic: Some(step.text.topic) })
    };
    let world = World::of_plan(plan, plan.steps.iter().filter_map(event).collect());
    replay_script(&world, &adversarial_senders(&world))
}

fn on_time(step: &Step) -> i64 {
    step.at.unix_seconds()
}

#[test]
fn a_new_key_after_both_tlsa_records_and_two_ttls_is_accepted() {
    let plan = renewal();
    assert!(replay_plan(&plan).sender_kinds(Invariant::Untrusted).is_empty());
}

#[test]
fn a_new_key_without_tlsa_records_or_too_soon_after_them_is_refused() {
    let plan = renewal();
    let never = replay_changed(&plan, |step| (step.text.topic != Topic::TlsaBoth).then(|| on_time(step)));
    assert!(!never.sender_kinds(Invariant::Untrusted).is_empty());
    // Two hours are the two TTLs; the plan adds a margin.
    let soon = |seconds: i64| {
        replay_changed(&plan, move |step| {
            let is_new = matches!(step.text.topic, Topic::MxCertificate | Topic::MxCertificateLive);
            Some(if is_new { plan_start() + seconds } else { on_time(step) })
        })
    };
    assert!(!soon(2 * HOUR - 60).sender_kinds(Invariant::Untrusted).is_empty());
    assert!(soon(2 * HOUR).sender_kinds(Invariant::Untrusted).is_empty());
}

fn plan_start() -> i64 {
    moment("2026-06-01T09:00:00Z").unix_seconds()
}

#[test]
fn an_invalid_certificate_is_refused_by_every_sender_that_enforces_until_it_is_mended() {
    let live = state("enforce", 7 * DAY, &[HOST], &[HOST]);
    let world = World::new(&live, start(), events(&[id(0), id(DAY)])).with_fault(HOST, start(), start() + HOUR);
    let violations = replay_script(&world, &adversarial_senders(&world));
    let kinds = planner::simulation::KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(violations.sender_kinds(Invariant::Untrusted), kinds);
    assert!(violations.last_moment(Invariant::Untrusted) < Some(start() + HOUR));
}

fn faulty() -> State {
    let mut faulty = state("testing", 7 * DAY, &[HOST], &[HOST]);
    faulty.tls_faults.push(HOST.to_owned());
    faulty
}

#[test]
fn enforce_is_planned_only_behind_the_repair_of_a_refused_mail_server() {
    for (form, text) in
        [(PlanVariant::Safe, "mode=enforce"), (PlanVariant::Short, "mode=enforce"), (PlanVariant::Safe, "deploy")]
    {
        let mut state = faulty();
        if text == "deploy" {
            (state.policy, state.id) = (None, None);
        }
        let plan = plan(&state, &goal(text), moment("2026-06-01T09:00:00Z"), form).unwrap();
        assert_eq!((plan.steps[0].text.topic, plan.steps[0].at), (Topic::MendHosts, plan.start));
        let enforced = plan.steps.iter().find(|step| step.text.topic == Topic::FileMode).unwrap();
        assert!(enforced.at >= plan.start.plus_seconds(planner::TESTING_PERIOD), "{text}");
        assert!(plan.warnings.contains(&planner::Warning::TlsFault));
        assert!(replay_plan(&plan).sender_kinds(Invariant::Untrusted).is_empty());
        let skipped = replay_changed(&plan, |step| (step.text.topic != Topic::MendHosts).then(|| on_time(step)));
        assert!(!skipped.sender_kinds(Invariant::Untrusted).is_empty(), "{text}");
    }
}

/// A switch to `enforce` at once, while the mail server has no valid certificate.
#[test]
fn enforce_with_a_refused_mail_server_is_refused() {
    let steps = [file(0, "enforce", DAY, &[HOST]), id(0), (DAY, Change::WaitFor)];
    let world = World::new(&faulty(), start(), events(&steps));
    assert!(!replay_script(&world, &adversarial_senders(&world)).sender_kinds(Invariant::Untrusted).is_empty());
}
