//! Any plan for any goal, replayed by adversarial senders: no invariant breaks.

use planner::{Change, EarlierPolicy, Margins, Plan, PlanVariant, Policy, State, Topic, simulation::Invariant};
use proptest::{prelude::*, sample::select, test_runner::TestRunner};

use crate::{
    necessity::shortened,
    random_plans::{DAY, config, forms, goals, make_plan, replay_plan, states},
    support::{goal, lines, live, moment},
};

#[derive(Default)]
struct Figures {
    plans: u64,
    senders: u64,
    deliveries: u64,
}

/// Replays plans, half of them with margins.
#[test]
fn no_plan_for_any_goal_breaks_an_invariant() {
    let mut figures = Figures::default();
    let mut runner = TestRunner::new(config(160));
    let cell = std::cell::RefCell::new(&mut figures);
    let strategy = (states(), goals(), forms(), select(vec![Margins::NONE, Margins::HOUR]));
    let outcome = runner.run(&strategy, |(state, goal, form, margins)| {
        let Ok(plan) = make_plan(&state, &goal, form, margins) else { return Ok(()) };
        let violations = replay_plan(&plan);
        let mut figures = cell.borrow_mut();
        figures.plans += 1;
        figures.senders += violations.senders;
        figures.deliveries += violations.deliveries;
        let broken = violations.broken_invariants(form);
        prop_assert!(broken.is_empty(), "{:#?}\n{:?}", lines(&plan), broken);
        Ok(())
    });
    println!("{} plans, {} senders, {} deliveries", figures.plans, figures.senders, figures.deliveries);
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(figures.plans > 80);
}

/// A live state after a change in the wrong order: senders hold, or still learn, a policy that does not cover MX.
fn broken_states() -> impl Iterator<Item = State> {
    let cases = [DAY, 7 * DAY, 30 * DAY].into_iter().flat_map(|age| [300, DAY].map(|ttl| (age, ttl)));
    cases.flat_map(|(max_age, txt)| {
        let hosts = ["old1.example.com", "new1.example.net"];
        let mut forgotten = crate::support::state("enforce", max_age, &hosts, &hosts);
        forgotten.ttl.txt = txt;
        let mut uncovered = forgotten.clone();
        let old = crate::support::state("enforce", max_age, &hosts[..1], &[]).policy;
        uncovered.policy.clone_from(&old);
        let earlier =
            EarlierPolicy { policy: old.unwrap(), until: moment("2026-05-20T00:00:00Z"), id: forgotten.id.clone() };
        forgotten.earlier.push(earlier);
        [forgotten, uncovered]
    })
}

/// Until then some senders refuse; a tenth earlier some still do.
#[test]
fn a_repair_ends_all_refusals_when_it_says_and_not_before() {
    for state in broken_states() {
        let plan = make_plan(&state, &goal("repair"), PlanVariant::Safe, Margins::NONE).unwrap();
        let copies = plan.steps.iter().position(|step| step.text.topic == Topic::Copies).unwrap();
        let last = |plan: &Plan| {
            let violations = replay_plan(plan);
            violations.last_moment(Invariant::Skipped).max(violations.last_moment(Invariant::Refused)).unwrap()
        };
        let end = plan.steps[copies].at.unix_seconds();
        assert!(last(&plan) < end, "{:#?}", lines(&plan));
        let cut = shortened(&plan, copies);
        assert!(last(&cut) >= cut.steps[copies].at.unix_seconds(), "{:#?}", lines(&plan));
    }
}

#[test]
fn every_policy_of_a_plan_reads_as_itself_and_keeps_its_mx_lines() {
    let mut runner = TestRunner::new(config(256));
    let outcome = runner.run(&(states(), goals(), forms()), |(state, goal, form)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::HOUR) else { return Ok(()) };
        for step in plan.steps.iter().chain(&plan.back) {
            if let Change::Policy(Some(policy)) = &step.action {
                let read = Policy::read(policy.text().as_bytes());
                prop_assert_eq!(read.as_ref(), Some(policy));
                prop_assert!(!policy.mx.is_empty());
            }
        }
        prop_assert!(plan.steps.windows(2).all(|pair| pair[0].at <= pair[1].at));
        prop_assert!(plan.steps.iter().all(|step| step.at >= plan.start && step.at <= plan.ends));
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn the_same_input_gives_the_same_plan() {
    let plan = || make_plan(&live(), &goal("park"), PlanVariant::Safe, Margins::HOUR);
    assert_eq!(plan(), plan());
}
