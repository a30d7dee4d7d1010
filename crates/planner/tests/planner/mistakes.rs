//! Replays of the mistakes in the reference: which senders have failures, and until when.

use std::collections::BTreeSet;

use planner::{
    Change, HostTarget, State,
    simulation::{Invariant, KINDS, Violations, World, adversarial_senders, random_senders, replay_script},
};

use crate::{
    script::{DAY, HOUR, events, file, id, mx, start},
    support::state,
};

const WEEK: i64 = 7 * DAY;
/// How long a mistake is watched, in seconds.
const WATCHED_SECONDS: i64 = 40 * DAY;
const BOTH: &[&str] = &["old.test", "new.test"];

fn live() -> State {
    state("enforce", WEEK, &["old.test"], &["old.test"])
}

fn replay_mistake(state: &State, steps: &[(i64, Change)]) -> Violations {
    let world = World::new(state, start(), events(steps));
    let mut fleet = random_senders(&world, &KINDS, 60, 15 * DAY, WATCHED_SECONDS, 23);
    fleet.members.extend(adversarial_senders(&world).members);
    replay_script(&world, &fleet)
}

/// Returns the last day on which an invariant is violated, rounded up; 0 if it is not.
fn last_day(violations: &Violations, invariant: Invariant) -> i64 {
    violations.last_moment(invariant).map_or(0, |last| (last - start() + DAY - 1) / DAY)
}

fn last_day_of(violations: &Violations, invariant: Invariant, kind: &'static str) -> i64 {
    violations.found.get(&(invariant, kind)).map_or(0, |violation| (violation.last - start() + DAY - 1) / DAY)
}

fn everybody() -> BTreeSet<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}

#[test]
fn m1_mx_changed_without_the_policy_is_refused_by_all_forever() {
    let violations = replay_mistake(&live(), &[mx(0, &["new.test"])]);
    assert_eq!(violations.sender_kinds(Invariant::Refused), everybody());
    assert!(KINDS.iter().all(|kind| last_day_of(&violations, Invariant::Refused, kind.name) >= 36));
}

#[test]
fn m2_a_forgotten_id_is_refused_forever_by_senders_that_renew_by_id() {
    let violations = replay_mistake(&live(), &[file(0, "enforce", WEEK, &["new.test"]), mx(0, &["new.test"])]);
    assert!(last_day_of(&violations, Invariant::Refused, "lengthens") >= 36);
    assert!((7..=8).contains(&last_day_of(&violations, Invariant::Refused, "lifetime-only")));
    assert!(last_day_of(&violations, Invariant::Refused, "refetches") <= 1);
}

#[test]
fn m3_an_id_before_the_file_keeps_the_old_file_under_the_new_id() {
    let steps = [id(0), file(2 * HOUR, "enforce", WEEK, BOTH), mx(WEEK + 8 * HOUR, BOTH)];
    let violations = replay_mistake(&live(), &steps);
    assert!(last_day_of(&violations, Invariant::Skipped, "lengthens") >= 36);
    assert_eq!(last_day_of(&violations, Invariant::Skipped, "lifetime-only"), 0);
}

#[test]
fn m4_old_lines_dropped_with_mx_are_refused_until_resolvers_forget() {
    let steps = [
        file(0, "enforce", WEEK, BOTH),
        id(0),
        mx(WEEK + 3 * HOUR, &["new.test"]),
        file(WEEK + 3 * HOUR, "enforce", WEEK, &["new.test"]),
        id(WEEK + 3 * HOUR),
    ];
    let violations = replay_mistake(&live(), &steps);
    let last = violations.last_moment(Invariant::Refused).unwrap() - start() - WEEK - 3 * HOUR;
    assert!((1..HOUR).contains(&last), "{last}");
}

#[test]
fn m5_deleted_record_and_file_bind_senders_until_their_copies_expire() {
    let steps = [(0, Change::NoRecord), (0, Change::Policy(None)), mx(2 * HOUR, &["new.test"])];
    let violations = replay_mistake(&live(), &steps);
    assert!(violations.sender_kinds(Invariant::Refused).is_superset(&BTreeSet::from([
        "lengthens",
        "drops",
        "lifetime-only"
    ])));
    assert!((7..=8).contains(&last_day(&violations, Invariant::Refused)));
}

#[test]
fn m6_a_record_deleted_before_the_copies_expired_leaves_some_senders_enforcing() {
    let steps = [
        file(0, "none", DAY, &["old.test"]),
        id(0),
        (DAY, Change::NoRecord),
        (DAY, Change::Policy(None)),
        mx(2 * DAY, &["new.test"]),
    ];
    let violations = replay_mistake(&live(), &steps);
    assert!((7..=8).contains(&last_day(&violations, Invariant::Refused)), "{:?}", violations.found);
}

#[test]
fn m7_a_lowered_max_age_does_not_shorten_copies_that_exist() {
    let steps = [file(0, "enforce", DAY, &["old.test"]), id(0), file(HOUR, "enforce", DAY, &["new.test"]), id(HOUR)];
    let steps = [steps.as_slice(), &[mx(DAY + 4 * HOUR, &["new.test"])]].concat();
    let violations = replay_mistake(&live(), &steps);
    assert!((7..=8).contains(&last_day_of(&violations, Invariant::Refused, "lifetime-only")), "{:?}", violations.found);
}

#[test]
fn m8_testing_an_hour_before_a_move_does_not_help() {
    let steps = [file(0, "testing", WEEK, &["old.test"]), id(0), mx(HOUR, &["new.test"])];
    let violations = replay_mistake(&live(), &steps);
    assert!((7..=8).contains(&last_day_of(&violations, Invariant::Refused, "lifetime-only")));
    // The ideal sender looks at the id before it refuses; only a stale record keeps it.
    assert!(last_day_of(&violations, Invariant::Refused, "ideal") <= 1);
}

#[test]
fn m9_a_service_that_copies_mx_later_lets_senders_refuse_meanwhile() {
    let steps = [mx(0, &["new.test"]), file(6 * HOUR, "enforce", WEEK, &["new.test"]), id(6 * HOUR)];
    let violations = replay_mistake(&live(), &steps);
    let seen = |kind| violations.found[&(Invariant::Refused, kind)].last - start();
    assert!((6 * HOUR..=8 * HOUR).contains(&seen("drops")), "{}", seen("drops"));
    assert!((7..=8).contains(&last_day_of(&violations, Invariant::Refused, "lifetime-only")));
}

/// Two hosts that serve different files are a file that changes to and fro under one id.
#[test]
fn m10_different_files_by_address_give_different_verdicts_under_one_id() {
    let flapping: Vec<(i64, Change)> = (0..60)
        .map(|number| file(number * 12 * HOUR, "enforce", WEEK, if number % 2 == 0 { BOTH } else { &["old.test"] }))
        .chain([mx(0, BOTH)])
        .collect();
    let violations = replay_mistake(&live(), &flapping);
    assert!(violations.sender_kinds(Invariant::Skipped).len() >= 5 && last_day(&violations, Invariant::Skipped) >= 28);
}

#[test]
fn m11_an_unlisted_backup_is_skipped_and_refused_when_the_primary_is_gone() {
    let backup = state("enforce", WEEK, &["old.test"], &["old.test", "backup.test"]);
    let skipped = replay_mistake(&backup, &[]);
    assert_eq!(
        (skipped.sender_kinds(Invariant::Skipped), skipped.last_moment(Invariant::Refused)),
        (everybody(), None)
    );
    let alone = replay_mistake(&backup, &[mx(0, &["backup.test"])]);
    assert_eq!(alone.sender_kinds(Invariant::Refused), everybody());
}

#[test]
fn m12_and_m13_a_domain_that_changes_hands_inherits_the_copies() {
    let year = state("enforce", 31_557_600, &["old.test"], &["old.test"]);
    let steps = [(0, Change::NoRecord), (0, Change::Policy(None)), mx(0, &["new.test"])];
    let violations = replay_mistake(&year, &steps);
    assert!(last_day_of(&violations, Invariant::Refused, "drops") >= 36);
    // postfix-tlspol caps at 30 days, Stalwart takes a year for a day.
    assert!((29..=31).contains(&last_day_of(&violations, Invariant::Refused, "lifetime-only")));
    assert!(last_day_of(&violations, Invariant::Refused, "day-outside") <= 2);
}

#[test]
fn m14_a_wildcard_that_is_too_shallow_is_refused_until_its_fix_is_seen() {
    let shallow = state("enforce", WEEK, &["*.mx.test"], &["a.b.mx.test"]);
    let steps = [file(DAY, "enforce", WEEK, &["*.b.mx.test"]), id(DAY)];
    let violations = replay_mistake(&shallow, &steps);
    assert!(last_day_of(&violations, Invariant::Refused, "drops") <= 2);
    assert!((8..=9).contains(&last_day_of(&violations, Invariant::Refused, "lifetime-only")));
}

#[test]
fn m15_an_old_id_for_new_content_is_taken_for_current() {
    let old = "20260101000000Z".to_owned();
    let steps = [file(0, "enforce", WEEK, &["new.test"]), (0, Change::Record(old)), mx(2 * HOUR, &["new.test"])];
    let violations = replay_mistake(&live(), &steps);
    assert!(last_day_of(&violations, Invariant::Refused, "lengthens") >= 36);
    assert!(!violations.sender_kinds(Invariant::IdReused).is_empty());
}

/// An `id` of before the present one, from a backup of the zone: senders that hold its file take that for current.
#[test]
fn m15_an_id_restored_from_a_backup_revives_the_file_of_then() {
    let mut restored = state("enforce", WEEK, BOTH, BOTH);
    restored.earlier.push(planner::EarlierPolicy {
        policy: live().policy.unwrap(),
        until: planner::Timestamp::from_unix(start() - 2 * DAY),
        id: Some("20250101000000Z".to_owned()),
    });
    let steps = [(0, Change::Record("20250101000000Z".to_owned())), mx(2 * HOUR, &["new.test"])];
    let violations = replay_mistake(&restored, &steps);
    assert!(last_day_of(&violations, Invariant::Refused, "lengthens") >= 36, "{:?}", violations.found);
    assert!(!violations.sender_kinds(Invariant::IdReused).is_empty());
}

#[test]
fn m16_a_year_in_the_first_week_makes_the_next_mistake_last() {
    let year = state("enforce", 31_557_600, &["old.test"], &["old.test"]);
    let steps = [file(0, "enforce", WEEK, &["new.test"]), id(0), mx(2 * HOUR, &["new.test"])];
    let violations = replay_mistake(&year, &steps);
    assert!((29..=31).contains(&last_day_of(&violations, Invariant::Refused, "lifetime-only")));
}

#[test]
fn m17_an_id_changed_while_the_host_is_down_ends_protection_at_once_at_some() {
    let down = |changed: bool| {
        let mut steps = vec![(0, Change::Policy(None)), file(DAY, "enforce", WEEK, &["old.test"])];
        steps.extend(changed.then(|| id(HOUR)));
        replay_mistake(&live(), &steps)
    };
    let first = |violations: &Violations, kind| {
        violations.found.get(&(Invariant::Unprotected, kind)).map(|violation| violation.first - start())
    };
    for kind in ["drops", "floors", "day-outside"] {
        assert!(first(&down(true), kind).is_some_and(|first| first < 3 * HOUR), "{kind}");
    }
    assert_eq!(first(&down(true), "lengthens-daily"), None);
    assert!(
        down(true).sender_kinds(Invariant::Refused).is_empty()
            && down(false).sender_kinds(Invariant::Refused).is_empty()
    );
}

/// The former host stops before resolvers drop its address, so fetches from it fail.
#[test]
fn a_policy_host_that_stops_too_early_cannot_be_fetched_from() {
    let mut moved = events(&[(0, Change::Host(HostTarget::Name("new.example".into()))), (HOUR / 2, Change::WaitFor)]);
    moved[1].topic = Some(planner::Topic::AllFindHost);
    let world = World::new(&live(), start(), moved);
    let violations = replay_script(&world, &adversarial_senders(&world));
    assert!(!violations.sender_kinds(Invariant::Claim).is_empty());
}
