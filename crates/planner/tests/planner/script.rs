//! Scripts of changes that are no plans: right and wrong orders, in seconds from the start.

use planner::{Change, MxRecord, Policy, simulation::Event};

use crate::support::{moment, state};

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 86_400;

/// The moment at which every script starts.
pub fn start() -> i64 {
    moment("2026-06-01T09:00:00Z").unix_seconds()
}

/// The steps of a script as events.
pub fn events(steps: &[(i64, Change)]) -> Vec<Event> {
    let event = |(at, action): &(i64, Change)| Event { at: start() + at, action: action.clone(), topic: None };
    steps.iter().map(event).collect()
}

/// Serves a policy.
pub fn file(at: i64, mode: &str, max_age: i64, hosts: &[&str]) -> (i64, Change) {
    let policy: Policy = state(mode, max_age, hosts, &[]).policy.expect("a policy");
    (at, Change::Policy(Some(policy)))
}

/// Publishes a fresh id.
pub fn id(at: i64) -> (i64, Change) {
    (at, Change::Record(format!("fresh{at}")))
}

/// Publishes MX records.
pub fn mx(at: i64, hosts: &[&str]) -> (i64, Change) {
    let record = |(host, number): (&&str, u16)| MxRecord { preference: number * 10, host: (*host).to_owned() };
    (at, Change::Mx(hosts.iter().zip(1..).map(record).collect()))
}
