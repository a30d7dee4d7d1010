//! Every wait for safety is necessary: if it is a tenth shorter, some sender fails. No sender needs an observation.

use std::collections::{BTreeMap, BTreeSet};

use planner::{
    Change, Goal, Margins, MxRecord, Plan, Step, Timestamp, Topic, WaitKind,
    simulation::{Event, Fleet, IdRenewal, Invariant, Violations, World, adversarial_senders, first_violation, replay},
};
use proptest::test_runner::TestRunner;

use crate::{
    random_plans::{config, forms, goals, make_plan, replay_world, states},
    support::lines,
};

/// Returns the plan with one wait shortened by a tenth. Later steps move by the same time.
pub fn shortened(plan: &Plan, index: usize) -> Plan {
    let begun = start_of_wait(plan, index);
    let cut = ((plan.steps[index].at.unix_seconds() - begun.unix_seconds()) / 10).max(1);
    let earlier = |(number, step): (usize, &Step)| Step {
        at: if number >= index { step.at.plus_seconds(-cut) } else { step.at },
        ..step.clone()
    };
    Plan { steps: plan.steps.iter().enumerate().map(earlier).collect(), ..plan.clone() }
}

/// Returns when a wait begins: after the step before it, or with the plan. The wait for queues begins when all see the
/// MX records, and runs beside other steps.
fn start_of_wait(plan: &Plan, index: usize) -> Timestamp {
    let mut earlier = plan.steps[..index].iter();
    let before = if plan.steps[index].text.topic == Topic::Queue {
        earlier.rfind(|step| step.text.topic == Topic::AllSeeMx || matches!(step.action, Change::Mx(_)))
    } else {
        earlier.rfind(|step| step.at < plan.steps[index].at)
    };
    before.map_or(plan.start, |step| step.at)
}

/// The change that the end of a plan permits. If senders still hold an old policy then, it does harm.
fn next_changes(plan: &Plan) -> Vec<Event> {
    let Some(copies) = plan.steps.iter().rfind(|step| step.text.topic == Topic::Copies) else { return Vec::new() };
    let event = |seconds, action| Event { at: copies.at.unix_seconds() + seconds, action, topic: None };
    let next = |preference| MxRecord { preference, host: "next.example.net".to_owned() };
    match &plan.goal {
        Goal::Mode(_) | Goal::Remove | Goal::Park | Goal::Repair => vec![event(0, Change::Mx(vec![next(10)]))],
        _ => Vec::new(),
    }
}

/// Replays a plan, and the change that its end permits.
fn replay_with_next(plan: &Plan) -> Violations {
    let mut violations = replay_world(plan, &world_with_next(plan));
    if let Some((late, world, fleet)) = late_worst_cases(plan) {
        violations.found.extend(replay(&late, &world, &fleet).found);
    }
    violations
}

/// Returns a sender that fails in this plan, or at the change that its end permits, if its failure counts. All senders
/// are constructed worst cases, so the answer does not depend on chance.
fn failing_sender(plan: &Plan, counts: impl Fn(Invariant, &'static str) -> bool) -> Option<(Invariant, &'static str)> {
    let world = world_with_next(plan);
    first_violation(plan, &world, &adversarial_senders(&world), &counts).or_else(|| {
        let (late, world, fleet) = late_worst_cases(plan)?;
        first_violation(&late, &world, &fleet, &counts)
    })
}

/// Returns the plan with a late past, its world, and the worst cases that such a past allows.
fn late_worst_cases(plan: &Plan) -> Option<(Plan, World, Fleet)> {
    let late = with_late_history(plan)?;
    let world = world_with_next(&late);
    let mut fleet = adversarial_senders(&world);
    fleet.members.retain(|(sender, _)| sender.kind.id_renewal == IdRenewal::Never);
    Some((late, world, fleet))
}

fn world_with_next(plan: &Plan) -> World {
    let event =
        |step: &Step| Event { at: step.at.unix_seconds(), action: step.action.clone(), topic: Some(step.text.topic) };
    World::of_plan(plan, plan.steps.iter().map(event).chain(next_changes(plan)).collect())
}

/// Returns the plan with another past: earlier files were served until the known time, by HTTP caches for longer, and
/// the records changed when no cache had the old file any more. A plan counts both from the known time. Senders that
/// renew a policy by its `id` do so for longer than the state says, so they are left out.
fn with_late_history(plan: &Plan) -> Option<Plan> {
    let mut late = plan.clone();
    let http = plan.state.delays.http;
    for earlier in &mut late.state.earlier {
        let cached_until = earlier.until.plus_seconds(http);
        earlier.until = if cached_until < plan.start { cached_until } else { earlier.until };
    }
    (late.state != plan.state).then_some(late)
}

/// Returns the plan of somebody who skips every observation. Later steps move by the time that it takes.
fn without_observations(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for index in 0..plan.steps.len() {
        if plan.wait_kind(index) != Some(WaitKind::Observation) {
            continue;
        }
        let gap = plan.steps[index].at.unix_seconds() - start_of_wait(&plan, index).unix_seconds();
        let moved =
            if plan.steps[index].text.topic == Topic::Queue { index..=index } else { index..=plan.steps.len() - 1 };
        plan.steps[moved].iter_mut().for_each(|step| step.at = step.at.plus_seconds(-gap));
    }
    plan
}

/// Waits of one topic in plans for one goal.
#[derive(Default)]
struct Row {
    waits: u64,
    /// Waits at whose shortened end a sender fails, and the first failure found at each: its invariant and kind of sender.
    failed: u64,
    failures: BTreeMap<Invariant, BTreeSet<&'static str>>,
}

#[derive(Default)]
struct Figures {
    plans: u64,
    /// By topic, kind of goal and form.
    rows: BTreeMap<(Topic, String, &'static str), Row>,
    observations: BTreeMap<(Topic, String), u64>,
    /// Waits for safety at whose shortened end no sender fails.
    unshown: Vec<String>,
}

impl Figures {
    /// Counts a wait for safety. A kind of sender fails that does not fail in the whole plan: in the short form, some
    /// skip hosts.
    fn count(&mut self, plan: &Plan, index: usize, whole: &Violations) {
        let broken = failing_sender(&shortened(plan, index), |invariant, kind| {
            invariant != Invariant::Claim && !whole.found.contains_key(&(invariant, kind))
        });
        let topic = plan.steps[index].text.topic;
        let row = self.rows.entry((topic, goal_name(plan), plan.form.id())).or_default();
        row.waits += 1;
        row.failed += u64::from(broken.is_some());
        if let Some((invariant, kind)) = broken {
            row.failures.entry(invariant).or_default().insert(kind);
        } else {
            self.unshown.push(format!(
                "{} in the plan {:?} of {:?}\n{:#?}\n{:?}",
                topic.id(),
                plan.form,
                plan.goal,
                lines(plan),
                plan.state
            ));
        }
    }

    fn print(&self) {
        println!("{} plans without margins; each wait for safety is a tenth shorter", self.plans);
        println!("| wait | goal | form | waits | fail | a sender that fails |\n|---|---|---|---|---|---|");
        for ((topic, goal, form), row) in &self.rows {
            let failure = |(invariant, kinds): (&Invariant, &BTreeSet<&str>)| {
                format!("{invariant:?}: {}", kinds.iter().copied().collect::<Vec<_>>().join(", "))
            };
            let failures: Vec<String> = row.failures.iter().map(failure).collect();
            println!("| {} | {goal} | {form} | {} | {} | {} |", topic.id(), row.waits, row.failed, failures.join("; "));
        }
        for ((topic, goal), count) in &self.observations {
            println!("observation: {} of {goal}: {count}", topic.id());
        }
    }
}

fn goal_name(plan: &Plan) -> String {
    let goal = plan.goal.to_string();
    goal.split('=').next().unwrap_or_default().to_owned()
}

/// Without margins, some sender fails if a wait for safety is a tenth shorter. None fails if all of them have their
/// whole time, even if every observation is skipped.
#[test]
fn every_wait_is_necessary() {
    let mut figures = Figures::default();
    let mut runner = TestRunner::new(config(60));
    let cell = std::cell::RefCell::new(&mut figures);
    let outcome = runner.run(&(states(), goals(), forms()), |(state, goal, form)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::NONE) else { return Ok(()) };
        let hurried = without_observations(&plan);
        let whole = replay_with_next(&hurried);
        let broken = whole.broken_invariants(form);
        let broken: Vec<_> = broken.iter().filter(|(invariant, ..)| *invariant != Invariant::Claim).collect();
        proptest::prop_assert!(broken.is_empty(), "{:#?}\n{:?}", lines(&hurried), broken);
        let mut figures = cell.borrow_mut();
        for (index, step) in hurried.steps.iter().enumerate() {
            match plan.wait_kind(index) {
                Some(WaitKind::Safety) => figures.count(&hurried, index, &whole),
                Some(WaitKind::Observation) => {
                    *figures.observations.entry((step.text.topic, goal_name(&plan))).or_default() += 1;
                }
                Some(WaitKind::Proof) | None => {}
            }
        }
        figures.plans += 1;
        Ok(())
    });
    figures.print();
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let Figures { rows, unshown, .. } = figures;
    let waits: u64 = rows.values().map(|row| row.waits).sum();
    assert!(unshown.is_empty(), "{} of {waits} waits fail no sender: {}", unshown.len(), unshown.join("\n"));
    assert!(waits > 60, "{waits} waits");
}
