//! States, goals and moments for tests.

use mta_sts::MxPattern;
use planner::{Change, Goal, MxRecord, Plan, Policy, State, Timestamp};

/// The example's live state: `enforce`, a week, two hosts, an hour of TTL.
pub fn live() -> State {
    let hosts = ["old1.example.com", "old2.example.com"];
    state("enforce", 604_800, &hosts, &hosts)
}

/// A live state.
pub fn state(mode: &str, max_age: i64, patterns: &[&str], hosts: &[&str]) -> State {
    let mode = mta_sts::Mode::ALL.into_iter().find(|known| known.id() == mode).expect("a mode");
    let mx = patterns.iter().map(|text| MxPattern::parse(text).expect("a pattern")).collect();
    let record = |(host, number): (&&str, u16)| MxRecord { preference: number * 10, host: (*host).to_owned() };
    State {
        policy: Some(Policy { mode, max_age, mx }),
        id: Some("20260101000000Z".to_owned()),
        mx: hosts.iter().zip(1..).map(record).collect(),
        ..State::default()
    }
}

pub fn goal(text: &str) -> Goal {
    text.parse().expect("a goal")
}

pub fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// A line for each step.
pub fn lines(plan: &Plan) -> Vec<String> {
    let line = |step: &planner::Step| {
        let detail = match &step.action {
            Change::Policy(Some(policy)) => {
                let mx: Vec<String> = policy.mx.iter().map(ToString::to_string).collect();
                format!(" {} {} {}", policy.mode.id(), policy.max_age, mx.join(" "))
            }
            Change::Record(id) => format!(" {id}"),
            Change::Mx(records) => {
                let records: Vec<String> = records.iter().map(ToString::to_string).collect();
                format!(" {}", records.join(", "))
            }
            Change::Ttl(cached, seconds) => format!(" {} {seconds}", cached.id()),
            _ => String::new(),
        };
        format!("{} {} {}{detail}", step.at, step.owner.id(), step.text.topic.id())
    };
    plan.steps.iter().map(line).collect()
}
