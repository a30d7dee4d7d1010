//! Tests of the phases of a run.

use super::*;

fn run(count: usize) -> Run {
    let row = |at| Row { domain: format!("d{at}.example"), ..Row::default() };
    Run::new(None, 0, (0..count).map(row).collect())
}

fn outcome(verdict: &str) -> Outcome {
    Outcome { verdict: verdict.into(), ..Outcome::default() }
}

#[test]
fn every_domain_is_checked_once_and_then_the_run_is_done() {
    let mut run = run(3);
    let begun: Vec<usize> = std::iter::from_fn(|| run.begin_next()).collect();
    assert_eq!(begun, [0, 1, 2]);
    for at in [2, 0] {
        run.finish(at, outcome("enforced"));
        assert_eq!(run.phase, Phase::Running);
    }
    run.finish(1, outcome("unknown"));
    assert_eq!((run.phase, run.unobserved_rows()), (Phase::Done, vec![1]));
}

#[test]
fn a_pause_starts_no_check_and_lets_running_ones_end() {
    let mut run = run(2);
    assert_eq!(run.begin_next(), Some(0));
    run.pause();
    assert_eq!(run.begin_next(), None);
    run.finish(0, outcome("enforced"));
    assert_eq!(run.phase, Phase::Paused);
    run.resume();
    assert_eq!((run.phase, run.begin_next()), (Phase::Running, Some(1)));
    run.pause();
    run.finish(1, outcome("enforced"));
    assert_eq!(run.phase, Phase::Done, "nothing is left to resume");
}

#[test]
fn a_cancelled_run_can_resume_where_it_was() {
    let mut run = run(3);
    run.begin_next();
    run.finish(0, outcome("enforced"));
    run.begin_next();
    run.cancel();
    assert_eq!((run.phase, &run.rows[1].state), (Phase::Cancelled, &RowState::Waiting));
    run.retry(&[0]);
    assert_eq!((run.begin_next(), run.begin_next()), (Some(0), None), "the rest stays cancelled");
    run.finish(0, outcome("enforced"));
    assert_eq!(run.phase, Phase::Cancelled);
    run.resume();
    assert_eq!((run.begin_next(), run.begin_next(), run.begin_next()), (Some(1), Some(2), None));
}

#[test]
fn a_retry_keeps_the_outcome_until_there_is_a_new_one() {
    let mut run = run(2);
    for at in 0..2 {
        run.begin_next();
        run.finish(at, outcome(if at == 0 { "unknown" } else { "enforced" }));
    }
    run.retry(&run.unobserved_rows());
    assert_eq!((run.phase, run.begin_next()), (Phase::Running, Some(0)));
    assert_eq!(run.rows[0].outcome().map(|outcome| outcome.verdict.as_str()), Some("unknown"));
    run.cancel();
    assert!(matches!(run.rows[0].state, RowState::Done(_)), "{:?}", run.rows[0]);
}

#[test]
fn a_retry_of_a_paused_run_checks_no_other_rows() {
    let mut run = run(4);
    run.begin_next();
    run.finish(0, outcome("unknown"));
    run.pause();
    run.retry(&[0]);
    assert_eq!((run.phase, run.begin_next(), run.begin_next()), (Phase::Running, Some(0), None));
    run.finish(0, outcome("enforced"));
    assert_eq!(run.phase, Phase::Paused);
    run.retry(&[0]);
    run.pause();
    run.retry(&[0]);
    run.pause();
    run.resume();
    let begun: Vec<usize> = std::iter::from_fn(|| run.begin_next()).collect();
    assert_eq!(begun, [0, 1, 2, 3]);

    run.cancel();
    run.resume();
    run.begin_next();
    run.pause();
    run.retry(&[0]);
    run.cancel();
    assert_eq!(run.phase, Phase::Cancelled);
    run.resume();
    let begun: Vec<usize> = std::iter::from_fn(|| run.begin_next()).collect();
    assert_eq!(begun, [1, 2, 3]);
}

#[test]
fn a_stored_run_waits_for_the_reader() {
    let done = RowState::Done(Rc::new(outcome("enforced")));
    let rows = |second: RowState| {
        let row = |state| Row { state, ..Row::default() };
        vec![row(done.clone()), row(second)]
    };
    let phase = |rows, cancelled| Run::restored(None, 0, rows, cancelled).phase;
    assert_eq!(phase(rows(RowState::Waiting), false), Phase::Paused);
    assert_eq!(phase(rows(RowState::Waiting), true), Phase::Cancelled);
    assert_eq!(phase(rows(done.clone()), true), Phase::Done);
    assert_eq!(phase(Vec::new(), false), Phase::Empty);
    let mut run = Run::restored(None, 0, rows(RowState::Waiting), false);
    run.resume();
    assert_eq!((run.begin_next(), run.begin_next()), (Some(1), None));
}
