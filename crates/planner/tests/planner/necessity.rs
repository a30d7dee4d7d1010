//! Every wait is necessary: if it is a tenth shorter, some sender fails.

use planner::{
    Change, Goal, Margins, MxRecord, Plan, State, Step, Topic,
    simulation::{Event, Invariant, Violations, World},
};
use proptest::test_runner::TestRunner;

use crate::{
    random_plans::{config, forms, goals, make_plan, replay_world, states},
    support::lines,
};

/// Waits that protect senders. The others are for observation or convenience.
const PROTECTING: [Topic; 9] = [
    Topic::AllHaveFile,
    Topic::AllSeeId,
    Topic::Copies,
    Topic::AllSeeMx,
    Topic::AllFindHost,
    Topic::AllFindNewHost,
    Topic::AllSeeTlsa,
    Topic::Queue,
    Topic::TtlLowered,
];

/// Returns the plan with one wait shortened by a tenth. Later steps move by the same time.
pub fn shortened(plan: &Plan, index: usize) -> Option<Plan> {
    let at = plan.steps[index].at;
    let before = if plan.steps[index].text.topic == Topic::Queue {
        plan.steps[..index]
            .iter()
            .rfind(|step| step.text.topic == Topic::AllSeeMx || matches!(step.action, Change::Mx(_)))
    } else {
        plan.steps[..index].iter().rfind(|step| step.at < at)
    }?;
    let cut = ((at.unix_seconds() - before.at.unix_seconds()) / 10).max(1);
    let earlier = |(number, step): (usize, &Step)| Step {
        at: if number >= index { step.at.plus_seconds(-cut) } else { step.at },
        ..step.clone()
    };
    Some(Plan { steps: plan.steps.iter().enumerate().map(earlier).collect(), ..plan.clone() })
}

/// The change that the end of a plan permits. If senders still hold an old policy then, it does harm.
fn next_changes(plan: &Plan) -> Vec<Event> {
    let Some(copies) = plan.steps.iter().rfind(|step| step.text.topic == Topic::Copies) else { return Vec::new() };
    let event = |seconds, action| Event { at: copies.at.unix_seconds() + seconds, action, topic: None };
    let next = |preference| MxRecord { preference, host: "next.example.net".to_owned() };
    match &plan.goal {
        Goal::Mode(_) | Goal::Remove | Goal::Park | Goal::Repair => vec![event(0, Change::Mx(vec![next(10)]))],
        Goal::MaxAge(seconds) => {
            let mut policy = plan.state.policy.clone().unwrap();
            policy.max_age = *seconds;
            policy.mx.push(mta_sts::MxPattern::parse("next.example.net").unwrap());
            let (file, id) = (plan.waits.file, plan.waits.id);
            let records = [plan.state.exchanges(), vec![next(90)]].concat();
            vec![
                event(0, Change::Policy(Some(policy))),
                event(file, Change::Record("next".to_owned())),
                event(file + id + seconds, Change::Mx(records)),
            ]
        }
        _ => Vec::new(),
    }
}

/// Replays a plan, and the change that its end permits.
fn replay_with_next(plan: &Plan) -> Violations {
    let event =
        |step: &Step| Event { at: step.at.unix_seconds(), action: step.action.clone(), topic: Some(step.text.topic) };
    let events = plan.steps.iter().map(event).chain(next_changes(plan)).collect();
    replay_world(plan, &World::of_plan(plan, events))
}

/// Returns whether a change relies on this wait: it comes without an observation in between, which takes longer.
fn is_relied_on(plan: &Plan, index: usize) -> bool {
    let observes = |step: &&Step| !matches!(step.text.topic, Topic::Testing | Topic::Quiet);
    let mut later = plan.steps[index + 1..].iter().take_while(observes);
    let copies = plan.steps.iter().rposition(|step| step.text.topic == Topic::Copies);
    let is_permitted = !next_changes(plan).is_empty() && copies.is_some_and(|copies| index <= copies);
    is_permitted || later.any(|step| !matches!(step.action, Change::WaitFor | Change::Ttl(..)))
}

/// A plan does not know how long before its successor's record an earlier file was replaced. It counts the HTTP caches from the
/// record on; the simulated past replaced the file in time.
fn counts_http_caches(state: &State) -> bool {
    !state.earlier.is_empty() && state.delays.http > state.delays.dns + state.ttl.txt
}

#[derive(Default)]
struct Figures {
    plans: u64,
    waits: u64,
    /// Waits that are shown by a failing delivery.
    failed: u64,
    /// Waits on which no change relies: some sender still sees what was before.
    observed: u64,
    /// Waits at whose shortened end no sender fails, or sees what was before.
    unshown: Vec<String>,
}

impl Figures {
    /// Counts a wait. A kind of sender fails that does not fail in the whole plan: in the short form, some skip hosts.
    fn count(&mut self, plan: &Plan, index: usize, whole: &Violations) {
        let Some(cut) = shortened(plan, index) else { return };
        let mut broken = replay_with_next(&cut).found;
        broken.retain(|key, _| !whole.found.contains_key(key));
        let is_failure = broken.keys().any(|(invariant, _)| *invariant != Invariant::Claim);
        self.waits += 1;
        self.failed += u64::from(is_failure);
        self.observed += u64::from(!is_failure && !is_relied_on(plan, index));
        if broken.is_empty() {
            self.unshown.push(format!("{} of\n{:#?}", plan.steps[index].text.topic.id(), lines(plan)));
        }
    }
}

/// Without margins, some sender fails or sees what was before if a wait is a tenth shorter, and none fails if it is not.
#[test]
fn every_wait_is_necessary() {
    let mut figures = Figures::default();
    let mut runner = TestRunner::new(config(60));
    let cell = std::cell::RefCell::new(&mut figures);
    let outcome = runner.run(&(states(), goals(), forms()), |(state, goal, form)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::NONE) else { return Ok(()) };
        let whole = replay_with_next(&plan);
        let broken = whole.broken_invariants(form);
        proptest::prop_assert!(broken.is_empty(), "{:#?}\n{:?}", lines(&plan), broken);
        for (index, step) in plan.steps.iter().enumerate() {
            let is_cautious = step.text.topic == Topic::Copies && counts_http_caches(&state);
            if PROTECTING.contains(&step.text.topic) && !is_cautious {
                cell.borrow_mut().count(&plan, index, &whole);
            }
        }
        cell.borrow_mut().plans += 1;
        Ok(())
    });
    let Figures { plans, waits, failed, observed, unshown } = figures;
    println!("{plans} plans, {waits} waits shortened: {failed} fail a sender, {observed} are only observed");
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(unshown.is_empty(), "{} of {waits} waits fail no sender: {}", unshown.len(), unshown.join("\n"));
    assert!(waits > 80 && failed >= 45, "{failed} of {waits} waits fail a sender");
}
