//! The regression table: sixteen orders of steps, right and wrong, and which of five kinds of senders meet harm until when.
//!
//! The rows and results are those of the reference's simulation: five kinds × 400 senders, an hour of TTL, a `max_age` of
//! seven days, traffic from every ten minutes to every four days, forty days long. `table.txt` holds what is measured here, and
//! after `||` what the reference says: refused, skipped and protection where it tells them apart.

use std::fmt::Write;

use planner::{
    Change, State,
    simulation::{Event, Invariant, KINDS, Kind, Violations, World, random_senders, replay_script},
};

use crate::{
    script::{DAY, HOUR, events, file, id, mx, start},
    support::state,
};

/// When nobody holds an old copy: TTL, `max_age`, and a margin for each.
const SAFE: i64 = 7 * DAY + 3 * HOUR;
/// When everybody sees the id.
const SEEN: i64 = 2 * HOUR;

/// The five kinds of the table.
static FIVE: [Kind; 5] = [KINDS[0], KINDS[1], KINDS[2], KINDS[3], KINDS[4]];

fn day(seconds: i64) -> f64 {
    let tenths = (seconds as f64 / DAY as f64 * 10.0).round();
    tenths / 10.0
}

struct Row {
    order: &'static str,
    state: State,
    events: Vec<Event>,
}

impl Row {
    /// Its steps end enforcement on purpose.
    fn stops(&self) -> bool {
        self.events.iter().any(|event| event.action == Change::NoRecord)
    }
}

fn row(order: &'static str, steps: &[(i64, Change)]) -> Row {
    row_from(order, state("enforce", 7 * DAY, &["old.test"], &["old.test"]), steps)
}

fn row_from(order: &'static str, state: State, steps: &[(i64, Change)]) -> Row {
    Row { order, state, events: events(steps) }
}

fn rows() -> Vec<Row> {
    let union: &[&str] = &["old.test", "new.test"];
    let week = 7 * DAY;
    let mut cached = state("enforce", week, &["old.test"], &["old.test"]);
    cached.delays.http = DAY;
    vec![
        row("add: file, id, w2 + w3, MX", &[file(0, "enforce", week, union), id(0), mx(SAFE, union)]),
        row("add: file, id, w2 only, MX", &[file(0, "enforce", week, union), id(0), mx(SEEN, union)]),
        row("add: MX, file and id 2 h later", &[mx(0, union), file(2 * HOUR, "enforce", week, union), id(2 * HOUR)]),
        row("move: all in one hour", &[file(0, "enforce", week, &["new.test"]), id(0), mx(0, &["new.test"])]),
        row("move: id forgotten", &[file(0, "enforce", week, &["new.test"]), mx(0, &["new.test"])]),
        row(
            "move: union, w2 + w3, MX, w_mx, drop",
            &[
                file(0, "enforce", week, union),
                id(0),
                mx(SAFE, &["new.test"]),
                file(SAFE + 2 * HOUR, "enforce", week, &["new.test"]),
                id(SAFE + 2 * HOUR),
            ],
        ),
        row(
            "move: old lines dropped with MX",
            &[
                file(0, "enforce", week, union),
                id(0),
                mx(SAFE, &["new.test"]),
                file(SAFE, "enforce", week, &["new.test"]),
                id(SAFE),
            ],
        ),
        row(
            "add: id before file, then w2 + w3",
            &[id(0), file(2 * HOUR, "enforce", week, union), mx(2 * HOUR + SAFE, union)],
        ),
        row_from(
            "add: day-old file in CDN, id at once",
            cached.clone(),
            &[file(0, "enforce", week, union), id(0), mx(SAFE + DAY, union)],
        ),
        row_from("add: id after D_cdn", cached, &[file(0, "enforce", week, union), id(DAY), mx(DAY + SAFE, union)]),
        row(
            "testing as a brake, MX after w2",
            &[file(0, "testing", week, &["old.test"]), id(0), mx(SEEN, &["new.test"])],
        ),
        row("max_age lowered in the same step", &[file(0, "enforce", DAY, union), id(0), mx(SEEN + DAY + HOUR, union)]),
        row(
            "removal by the book, then move",
            &[
                file(0, "none", DAY, &["old.test"]),
                id(0),
                (SAFE, Change::NoRecord),
                (SAFE + DAY + 2 * HOUR, Change::Policy(None)),
                mx(SAFE + 2 * DAY, &["new.test"]),
            ],
        ),
        row(
            "record and file deleted, then move",
            &[(0, Change::NoRecord), (0, Change::Policy(None)), mx(2 * HOUR, &["new.test"])],
        ),
        row(
            "policy host down a day, id unchanged",
            &[(0, Change::Policy(None)), file(DAY, "enforce", week, &["old.test"])],
        ),
        row(
            "policy host down a day, id changed",
            &[(0, Change::Policy(None)), id(HOUR), file(DAY, "enforce", week, &["old.test"])],
        ),
    ]
}

fn replayed(row: &Row) -> Violations {
    let start = start();
    let world = World::new(&row.state, start, row.events.clone());
    let fleet = random_senders(&world, &FIVE, 400, 15 * DAY, 40 * DAY, 19);
    replay_script(&world, &fleet)
}

/// Returns the kinds with violations, and the last day of each: `all 0.1`, `lifetime-only 7.0`, `–`.
fn cell(violations: &Violations, invariant: Invariant) -> String {
    let start = start();
    let kinds = violations.sender_kinds(invariant);
    let mut text = String::new();
    for kind in &FIVE {
        if let Some(violation) = violations.found.get(&(invariant, kind.name)) {
            let _ = write!(
                text,
                "{}{} {}",
                if text.is_empty() { "" } else { ", " },
                kind.name,
                day(violation.last - start)
            );
        }
    }
    if kinds.is_empty() { "–".to_owned() } else { text }
}

fn table() -> String {
    let line = |row: &Row| {
        let violations = replayed(row);
        let mut cells =
            [Invariant::Refused, Invariant::Skipped, Invariant::Unprotected].map(|one| cell(&violations, one));
        if row.stops() {
            cells[2] = "wanted".to_owned();
        }
        format!("{} | {}\n", row.order, cells.join(" | "))
    };
    rows().iter().map(line).collect()
}

#[test]
fn wrong_and_right_orders_have_the_harm_that_the_reference_measured() {
    let measured = table();
    let expected = include_str!("table.txt");
    println!("order | refused | skipped | unprotected || the reference's words\n{expected}");
    let columns: String =
        expected.lines().filter_map(|line| line.split_once(" || ")).map(|(ours, _)| format!("{ours}\n")).collect();
    assert_eq!(measured, columns);
}
