//! Notes about times that may not be as meant.

use planner::{EarlierPolicy, Note, PlanVariant, plan};

use crate::support::{goal, live, moment};

const CHECKED: &str = "2026-06-01T09:00:30Z";

#[test]
fn a_start_before_the_check_and_an_earlier_policy_after_it_have_a_note() {
    let notes = |start: &str, until: &str| {
        let mut state = live();
        state.earlier.push(EarlierPolicy { policy: live().policy.unwrap(), until: moment(until), id: None });
        let made = plan(&state, &goal("max-age=86400"), moment(start), PlanVariant::Safe).unwrap();
        made.notes(moment(CHECKED))
    };
    let past = moment("2026-05-31T09:00:00Z");
    let future = moment("2027-06-01T00:00:00Z");
    assert_eq!(notes("2026-06-01T09:00:00Z", "2026-05-01T00:00:00Z"), []);
    assert_eq!(notes("2026-05-31T09:00:00Z", "2026-05-01T00:00:00Z"), [Note::StartPast(past)]);
    assert_eq!(notes("2026-06-02T09:00:00Z", "2027-06-01T00:00:00Z"), [Note::EarlierFuture(future)]);
    assert_eq!(
        notes("2026-05-31T09:00:00Z", "2027-06-01T00:00:00Z"),
        [Note::StartPast(past), Note::EarlierFuture(future)]
    );
}
