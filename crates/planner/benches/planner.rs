//! Measures plans and simulated deliveries per second.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::{hint::black_box, time::Instant};

use mta_sts::{Mode, MxPattern};
use planner::{
    Goal, MxRecord, Plan, PlanVariant, Policy, State, Timestamp, plan,
    simulation::{KINDS, World, random_senders, replay},
};

const DAY: i64 = 86_400;

fn main() {
    let (state, goal, start) = example();
    plans_per_second(&state, &goal, start);
    let plan = plan(&state, &goal, start, PlanVariant::Safe).expect("the goal fits the state");
    println!("\n{:>8} {:>6} {:>12} {:>9} {:>14}", "senders", "days", "deliveries", "seconds", "deliveries/s");
    for (senders_per_kind, days) in [(50, 20), (100, 20), (200, 20), (400, 20), (100, 40), (100, 80), (100, 160)] {
        measure(&plan, senders_per_kind, days);
    }
}

/// The worked example: two hosts move to two others.
fn example() -> (State, Goal, Timestamp) {
    let hosts = ["old1.example.com", "old2.example.com"];
    let mx = hosts.iter().filter_map(|host| MxPattern::parse(host).ok()).collect();
    let record = |(host, number): (&&str, u16)| MxRecord { preference: number, host: (*host).to_owned() };
    let state = State {
        policy: Some(Policy { mode: Mode::Enforce, max_age: 604_800, mx }),
        id: Some("20260101000000Z".to_owned()),
        mx: hosts.iter().zip(1..).map(record).collect(),
        ..State::default()
    };
    let goal = Goal::MoveMx(vec!["new1.example.net".to_owned(), "new2.example.net".to_owned()]);
    (state, goal, Timestamp::from_unix(1_780_304_400))
}

fn plans_per_second(state: &State, goal: &Goal, start: Timestamp) {
    const PLANS: u32 = 100_000;
    let begun = Instant::now();
    let steps: usize = (0..PLANS)
        .filter_map(|_| plan(black_box(state), black_box(goal), start, PlanVariant::Safe).ok())
        .map(|plan| plan.steps.len())
        .sum();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{PLANS} plans with {steps} steps in {seconds:.2} s: {:.0} plans/s", f64::from(PLANS) / seconds);
}

/// Replays with `senders_per_kind` senders for `days` days.
fn measure(plan: &Plan, senders_per_kind: usize, days: i64) {
    let world = World::from_plan(plan);
    let fleet = random_senders(&world, &KINDS, senders_per_kind, 9 * DAY, days * DAY, 7);
    let begun = Instant::now();
    let outcome = replay(black_box(plan), &world, &fleet);
    let seconds = begun.elapsed().as_secs_f64();
    let rate = outcome.deliveries as f64 / seconds;
    println!("{:>8} {days:>6} {:>12} {seconds:>9.3} {rate:>14.0}", outcome.senders, outcome.deliveries);
}
