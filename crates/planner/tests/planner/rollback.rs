//! The way back: available at once, without new harm, and over no later than necessary.

use planner::{
    Change, Goal, Margins, Plan, PlanVariant, Step, Timestamp, plan, plan_with,
    simulation::{Applied, Event, Fleet, Invariant, Sender, World, adversarial_senders, replay_script},
};
use proptest::{prelude::*, test_runner::TestRunner};

use crate::{
    random_plans::{config, forms, goals, make_plan, states},
    support::{goal, lines, live, moment, state},
};

fn event(at: i64, step: &Step) -> Event {
    Event { at, action: step.action.clone(), topic: Some(step.text.topic) }
}

/// Returns the steps done until `turn`, and the way back from there.
fn turned_back(plan: &Plan, turn: Timestamp, back: &[Step]) -> Vec<Event> {
    let done = plan.steps.iter().filter(|step| step.at <= turn).map(|step| event(step.at.unix_seconds(), step));
    done.chain(back.iter().map(|step| event(step.at.unix_seconds(), step))).collect()
}

/// Returns the steps of the plan's own way back, begun at `turn`: what a reader of the JSON does.
fn shifted(plan: &Plan, turn: Timestamp) -> Vec<Step> {
    let Some(begins) = plan.back.first().map(|step| step.at) else { return Vec::new() };
    let late = (turn.unix_seconds() - begins.unix_seconds()).max(0);
    plan.back.iter().map(|step| Step { at: step.at.plus_seconds(late), ..step.clone() }).collect()
}

/// Returns the violations that count as harm of the way back. Protection that a plan took away returns only when
/// caches expire.
fn harm(plan: &Plan, events: Vec<Event>) -> Vec<(Invariant, &'static str)> {
    let world = World::of_plan(plan, events);
    let violations = replay_script(&world, &adversarial_senders(&world));
    let counts = |invariant: Invariant| match invariant {
        Invariant::Skipped => plan.form == PlanVariant::Safe,
        Invariant::Unprotected | Invariant::Claim | Invariant::Reported => false,
        _ => true,
    };
    violations.found.into_keys().filter(|(invariant, _)| counts(*invariant)).collect()
}

/// Returns a moment in the time during which a rollback is possible.
fn moment_in(plan: &Plan, part: f64) -> Timestamp {
    let open = plan.back_until.unwrap_or(plan.ends).unix_seconds() - plan.start.unix_seconds();
    plan.start.plus_seconds((open as f64 * part) as i64)
}

#[test]
fn a_way_back_does_no_harm_whenever_it_begins() {
    let mut runner = TestRunner::new(config(80));
    let outcome = runner.run(&(states(), goals(), forms(), 0.0..1.0), |(state, goal, form, part)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::NONE) else { return Ok(()) };
        let turn = moment_in(&plan, part);
        for back in [plan.back_at(turn), shifted(&plan, turn)] {
            let broken = harm(&plan, turned_back(&plan, turn, &back));
            prop_assert!(broken.is_empty(), "back at {}: {:#?}\n{:#?}\n{:?}", turn, lines(&plan), back, broken);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Returns whether a delivery is still affected by the change that is undone.
fn is_affected(plan: &Plan, world: &World, sender: &Sender, applied: Applied, at: i64) -> bool {
    let former = |host: &str| plan.state.hosts().any(|known| known == host);
    match plan.goal {
        Goal::AddMx(_) | Goal::RemoveMx(_) | Goal::MoveMx(_) | Goal::RenameMx { .. } => {
            let seen = sender.mx(world, at);
            seen.len() != plan.state.hosts().count() || seen.iter().any(|record| !former(&record.host))
        }
        _ => applied.file.is_some_and(|file| {
            let policy = world.policy(file);
            let is_planned = |step: &Step| matches!(&step.action, Change::Policy(Some(one)) if one == policy);
            let restored = plan.back.iter().any(is_planned);
            plan.steps.iter().any(is_planned) && !restored
        }),
    }
}

/// Returns the last delivery that is affected, in Unix seconds.
fn last_affected(plan: &Plan, world: &World, fleet: &Fleet) -> Option<i64> {
    let boundaries = world.boundaries();
    let mut last = None;
    for (sender, deliveries) in &fleet.members {
        let mut sender = sender.clone();
        for at in deliveries.moments() {
            let applied = sender.deliver(world, &boundaries, at);
            if is_affected(plan, world, &sender, applied, at) {
                last = last.max(Some(at));
            }
        }
    }
    last
}

/// Returns the last time at which any sender can be affected: when caches and copies have expired that were filled
/// just before everybody saw the way back.
fn bound(plan: &Plan, turn: Timestamp) -> i64 {
    let waits = plan.waits;
    let published = plan.steps.iter().filter(|step| step.at <= turn).filter_map(|step| match &step.action {
        Change::Policy(Some(policy)) => Some(policy.max_age),
        _ => None,
    });
    turn.unix_seconds()
        + match plan.goal {
            Goal::AddMx(_) | Goal::RemoveMx(_) | Goal::MoveMx(_) | Goal::RenameMx { .. } => waits.mx,
            _ => waits.file + waits.id + published.max().unwrap_or(0),
        }
}

/// Goals whose effect on a sender the test can see.
fn is_visible(plan: &Plan) -> bool {
    let is_file = matches!(plan.goal, Goal::Mode(_) | Goal::MaxAge(_) | Goal::Deploy(_) | Goal::Remove | Goal::Park);
    let is_mx = matches!(plan.goal, Goal::RemoveMx(_) | Goal::MoveMx(_) | Goal::RenameMx { .. });
    !plan.back.is_empty()
        && (is_mx || (is_file && plan.back.iter().any(|step| matches!(step.action, Change::Policy(_)))))
}

/// The way back ends when it says: not later than its waits need, and a tenth earlier some sender is still affected.
#[test]
fn a_way_back_ends_when_it_says_and_no_later_than_necessary() {
    let mut runner = TestRunner::new(config(80));
    let (mut tried, mut exact) = (0_u64, 0_u64);
    let cell = std::cell::RefCell::new((&mut tried, &mut exact));
    let outcome = runner.run(&(states(), goals(), forms(), 0.0..1.0), |(state, goal, form, part)| {
        let Ok(plan) = make_plan(&state, &goal, form, Margins::NONE) else { return Ok(()) };
        let turn = moment_in(&plan, part);
        let is_mx = matches!(plan.back.first().map(|step| &step.action), Some(Change::Mx(_)));
        let is_change = |step: &&Step| !is_mx || matches!(step.action, Change::Mx(_));
        let mut done = plan.steps.iter().filter(|step| step.at < turn);
        let has_begun = plan.back_from.is_some_and(|from| from < turn) && done.any(|step| is_change(&step));
        if !is_visible(&plan) || !has_begun {
            return Ok(());
        }
        let back = plan.back_at(turn);
        prop_assert_eq!(back[0].at, turn, "the first step is possible at once");
        let end = back.last().unwrap().at.unix_seconds();
        prop_assert!(end <= bound(&plan, turn), "{} {:#?} {:#?}", turn, lines(&plan), back);
        let nearly = turn.unix_seconds() + (end - turn.unix_seconds()) * 9 / 10;
        let mut events = turned_back(&plan, turn, &back);
        events.extend([nearly, end].map(|at| Event { at, action: Change::WaitFor, topic: None }));
        let world = World::of_plan(&plan, events);
        let last = last_affected(&plan, &world, &adversarial_senders(&world));
        prop_assert!(last.is_none_or(|last| last < end), "{:?} {} {:#?} {:#?}", last, turn, lines(&plan), back);
        let mut cell = cell.borrow_mut();
        *cell.0 += 1;
        *cell.1 += u64::from(last >= Some(nearly));
        Ok(())
    });
    println!("{tried} ways back, {exact} with a sender affected in the last tenth");
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(tried > 20 && exact * 10 >= tried * 7, "{exact} of {tried}");
}

fn dates(steps: &[Step]) -> Vec<String> {
    steps.iter().map(|step| format!("{} {}", step.at, step.text.topic.id())).collect()
}

const START: &str = "2026-12-07T09:00:00Z";

#[test]
fn the_way_back_from_a_fresh_enforce_is_immediate() {
    let hosts = ["mx1.test"];
    let testing = state("testing", 604_800, &hosts, &hosts);
    let made = plan(&testing, &goal("mode=enforce"), moment(START), PlanVariant::Safe).unwrap();
    assert_eq!(
        dates(&made.back),
        [
            "2026-12-07T09:00:00Z file-back",
            "2026-12-07T09:00:00Z id",
            "2026-12-07T11:00:00Z id-seen",
            "2026-12-08T12:00:00Z copies-back",
        ]
    );
    assert!(matches!(&made.back[0].action, Change::Policy(Some(policy)) if Some(policy) == testing.policy.as_ref()));
    // A month later, a week is the largest max_age that senders hold.
    let later = made.back_at(moment("2027-01-03T09:00:00Z"));
    assert_eq!(dates(&later)[3], "2027-01-10T12:00:00Z copies-back");
}

#[test]
fn every_way_back_begins_with_the_change_and_has_a_fresh_id() {
    for text in ["mode=testing", "remove", "park", "max-age=86400", "max-age=2592000"] {
        let made = plan(&live(), &goal(text), moment(START), PlanVariant::Safe).unwrap();
        let [file, id, ..] = made.back.as_slice() else { panic!("{text}: {:?}", made.back) };
        assert_eq!((file.at, id.at), (moment(START), moment(START)), "{text}");
        let Change::Record(id) = &id.action else { panic!("{text}: {id:?}") };
        let used = made.steps.iter().any(|step| step.action == Change::Record(id.clone()));
        assert!(!used && made.state.id.as_ref() != Some(id), "{text}");
    }
}

#[test]
fn a_cache_in_front_of_the_file_delays_the_id_of_the_way_back() {
    let mut cached = live();
    cached.delays.http = 600;
    let made = plan_with(&cached, &goal("mode=testing"), moment(START), PlanVariant::Safe, Margins::NONE).unwrap();
    assert_eq!(
        dates(&made.back)[..3],
        ["2026-12-07T09:00:00Z file-back", "2026-12-07T09:10:00Z file", "2026-12-07T09:10:00Z id"]
    );
}

#[test]
fn a_way_back_closes_when_it_would_do_harm() {
    let made = plan(&live(), &goal("move-mx=new1.example.net"), moment(START), PlanVariant::Safe).unwrap();
    let until = made.back_until.unwrap();
    assert_eq!(made.back_at(until.plus_seconds(-1))[0].at, until.plus_seconds(-1));
    assert!(made.back_at(until).is_empty());
    let mut hosted = live();
    hosted.host = Some("192.0.2.1".parse().map(planner::HostTarget::Address).unwrap());
    let made = plan(&hosted, &goal("move-host=192.0.2.7"), moment(START), PlanVariant::Safe).unwrap();
    assert_eq!((made.back_until, made.back[0].at), (Some(made.ends), moment(START)));
}

#[test]
fn a_deployment_goes_back_to_testing_once_it_enforces() {
    let nothing = planner::State { policy: None, id: None, ..live() };
    let made = plan(&nothing, &goal("deploy=192.0.2.7"), moment(START), PlanVariant::Safe).unwrap();
    let enforced = made.steps.iter().find(|step| step.text.topic == planner::Topic::FileMode).unwrap();
    assert_eq!((made.back[0].at, made.back_from), (enforced.at, Some(enforced.at)));
    assert!(matches!(&made.back[0].action, Change::Policy(Some(policy)) if policy.mode == mta_sts::Mode::Testing));
}

/// Returns the last step of a kind in the way back.
fn last_of(back: &[Step], is_meant: impl Fn(&Step) -> bool) -> Option<usize> {
    back.iter().rposition(is_meant)
}

/// A new MX host leaves MX at once. The former file, which does not cover it, waits exactly until no resolver returns
/// it: a tenth earlier, some sender skips it. If it never was in MX, nothing waits. Where HTTP caches delay the file,
/// the dates are compared alone: the simulated senders rarely fetch it between file and id.
#[test]
fn the_way_back_of_a_new_host_waits_for_resolvers_and_no_longer() {
    let mut runner = TestRunner::new(config(300));
    let counts = std::cell::Cell::new((0_u64, 0_u64));
    let outcome = runner.run(&(states(), 0.0..2.0), |(state, part)| {
        let Ok(plan) = make_plan(&state, &goal("add-mx=new1.example.net"), PlanVariant::Safe, Margins::NONE) else {
            return Ok(());
        };
        let is_file = |step: &Step| matches!(step.action, Change::Policy(_));
        let is_mx = |step: &Step| matches!(step.action, Change::Mx(_));
        let turn = moment_in(&plan, part);
        let back = plan.back_at(turn);
        let (Some(file), true) = (last_of(&back, is_file), plan.back_from.is_some_and(|from| from < turn)) else {
            return Ok(());
        };
        let (tried, alone) = counts.get();
        if !plan.steps.iter().any(|step| is_mx(step) && step.at <= turn) {
            prop_assert!(!back.iter().any(is_mx) && back[file].at == turn, "{:#?} {:#?}", lines(&plan), back);
            counts.set((tried, alone + 1));
            return Ok(());
        }
        prop_assert_eq!(back[file].at, turn.plus_seconds(plan.waits.mx));
        prop_assert_eq!(dates(&shifted(&plan, turn)), dates(&back), "a reader of the JSON waits as long");
        let enforces = matches!(&back[file].action, Change::Policy(Some(policy)) if policy.enforces());
        if enforces && plan.waits.mx > 0 && plan.waits.file == 0 {
            let mut hurried = back.clone();
            let cut = (plan.waits.mx / 10).max(1);
            hurried[file - 1..].iter_mut().for_each(|step| step.at = step.at.plus_seconds(-cut));
            let broken = harm(&plan, turned_back(&plan, turn, &hurried));
            prop_assert!(!broken.is_empty(), "{:#?} {:#?}", lines(&plan), hurried);
            counts.set((tried + 1, alone));
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (tried, alone) = counts.get();
    println!("{tried} waits for resolvers a tenth shorter, {alone} files restored without a wait");
    assert!(tried > 15 && alone > 5, "{tried} {alone}");
}

#[test]
fn the_way_back_undoes_an_mx_change_that_was_made_too_early() {
    let made = plan(&live(), &goal("add-mx=new.example.net"), moment(START), PlanVariant::Safe).unwrap();
    let now = made.back_from.unwrap().plus_seconds(600);
    assert!(!dates(&made.back_at(now)).iter().any(|line| line.ends_with("mx-back")));
    let mut early = live();
    let added = made.steps.iter().find_map(|step| match &step.action {
        Change::Mx(records) => Some(records.clone()),
        _ => None,
    });
    early.mx = added.unwrap();
    let seen = planner::progress_of_steps(&made, &early, now);
    let back = dates(&made.back_after(&seen, now));
    assert_eq!(back[0], format!("{now} mx-back"));
    assert!(back[1].ends_with(" mx") && back[2].ends_with("file-back"), "{back:?}");
    assert_eq!(made.back_after(&planner::progress_of_steps(&made, &live(), now), now), made.back_at(now));
}
