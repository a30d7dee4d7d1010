//! A run: a list of domains, how far its checks are, and what they came to. Plain data; no clock and no network.

use std::rc::Rc;

use bulk::{Entry, Trend};

use super::outcome::Outcome;

/// One domain of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The domain, as A-labels.
    pub domain: String,
    /// What the list says.
    pub typed: String,
    /// Whose domain it is, if the list says so.
    pub label: Option<String>,
    /// How far its check is.
    pub state: RowState,
}

/// How far the check of a domain is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RowState {
    /// Not checked yet.
    #[default]
    Waiting,
    /// Being checked; what an earlier attempt came to stays.
    Checking(Option<Rc<Outcome>>),
    /// Checked.
    Done(Rc<Outcome>),
}

impl Row {
    /// An entry of a list, not checked yet.
    #[must_use]
    pub fn new(entry: Entry) -> Self {
        Self { domain: entry.domain.to_string(), typed: entry.typed, label: entry.label, state: RowState::Waiting }
    }

    /// What its check came to, if it was checked.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.state {
            RowState::Done(outcome) | RowState::Checking(Some(outcome)) => Some(outcome),
            RowState::Waiting | RowState::Checking(None) => None,
        }
    }

    /// The direction since the earlier check.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        self.outcome()?.trend()
    }
}

/// What a run does at present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// There is no list.
    #[default]
    Empty,
    /// Domains are being checked.
    Running,
    /// No further domain is begun until the reader says so.
    Paused,
    /// The reader ended it: what was not checked stays so.
    Cancelled,
    /// Every domain was checked.
    Done,
}

/// A run.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The name of the file, if the list came from one.
    pub name: Option<String>,
    /// When it began, in seconds of Unix time.
    pub started: i64,
    /// The domains in the order of the list.
    pub rows: Vec<Rc<Row>>,
    /// What it does at present.
    pub phase: Phase,
    /// Rows that are checked next, the first one first.
    queue: std::collections::VecDeque<usize>,
}

impl Run {
    /// A run that begins.
    #[must_use]
    pub fn new(name: Option<String>, started: i64, rows: Vec<Row>) -> Self {
        let queue = (0..rows.len()).collect();
        let phase = if rows.is_empty() { Phase::Empty } else { Phase::Running };
        Self { name, started, rows: rows.into_iter().map(Rc::new).collect(), phase, queue }
    }

    /// A run as it was stored. It goes on when the reader says so.
    #[must_use]
    pub fn restored(name: Option<String>, started: i64, rows: Vec<Row>, cancelled: bool) -> Self {
        let mut run = Self::new(name, started, rows);
        run.queue.retain(|at| run.rows[*at].outcome().is_none());
        run.phase = match (run.rows.is_empty(), run.queue.is_empty(), cancelled) {
            (true, ..) => Phase::Empty,
            (_, true, _) => Phase::Done,
            (_, _, true) => Phase::Cancelled,
            _ => Phase::Paused,
        };
        if run.phase == Phase::Cancelled {
            run.queue.clear();
        }
        run
    }

    /// The next row to check, which is being checked from now on.
    pub fn begin_next(&mut self) -> Option<usize> {
        if self.phase != Phase::Running {
            return None;
        }
        let at = self.queue.pop_front()?;
        let before = match &self.rows[at].state {
            RowState::Done(outcome) => Some(outcome.clone()),
            RowState::Waiting | RowState::Checking(_) => None,
        };
        self.set(at, RowState::Checking(before));
        Some(at)
    }

    /// A check came to its end.
    pub fn finish(&mut self, at: usize, outcome: Outcome) {
        self.set(at, RowState::Done(Rc::new(outcome)));
        self.settle();
    }

    /// Begins no further check.
    pub fn pause(&mut self) {
        if self.phase == Phase::Running {
            self.phase = Phase::Paused;
        }
    }

    /// Goes on; after it was cancelled, with all that was not checked.
    pub fn resume(&mut self) {
        if self.phase == Phase::Cancelled {
            self.queue = (0..self.rows.len()).filter(|at| self.rows[*at].state == RowState::Waiting).collect();
        }
        if matches!(self.phase, Phase::Paused | Phase::Cancelled) {
            self.phase = Phase::Running;
            self.settle();
        }
    }

    /// Ends it. What is being checked is as it was before.
    pub fn cancel(&mut self) {
        for at in 0..self.rows.len() {
            if let RowState::Checking(before) = &self.rows[at].state {
                let state = before.clone().map_or(RowState::Waiting, RowState::Done);
                self.set(at, state);
            }
        }
        self.queue.clear();
        self.phase = self.rest();
    }

    /// Checks these rows again, before all that waits.
    pub fn retry(&mut self, rows: &[usize]) {
        let is_idle = |at: &&usize| matches!(self.rows[**at].state, RowState::Done(_)) && !self.queue.contains(at);
        let again: Vec<usize> = rows.iter().filter(is_idle).copied().collect();
        if again.is_empty() {
            return;
        }
        for at in again.into_iter().rev() {
            self.queue.push_front(at);
        }
        self.phase = Phase::Running;
    }

    /// Rows of which asking again may show more.
    #[must_use]
    pub fn unseen(&self) -> Vec<usize> {
        let is_unseen = |row: &Row| matches!(&row.state, RowState::Done(outcome) if outcome.is_unseen());
        (0..self.rows.len()).filter(|at| is_unseen(&self.rows[*at])).collect()
    }

    /// Puts what a check came to in place, however far the run is.
    pub fn replace(&mut self, at: usize, outcome: Outcome) {
        if matches!(self.rows[at].state, RowState::Done(_)) {
            self.set(at, RowState::Done(Rc::new(outcome)));
        }
    }

    /// Ends a run that has nothing left to check.
    pub fn settle(&mut self) {
        if self.phase == Phase::Running && self.queue.is_empty() && !self.is_checking() {
            self.phase = self.rest();
        }
    }

    /// What a run is whose queue is empty: what was cancelled stays so.
    fn rest(&self) -> Phase {
        let is_waiting = |row: &Rc<Row>| row.state == RowState::Waiting;
        if self.rows.iter().any(is_waiting) { Phase::Cancelled } else { Phase::Done }
    }

    /// How many domains are still to be checked.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.len() + self.rows.iter().filter(|row| matches!(row.state, RowState::Checking(_))).count()
    }

    fn is_checking(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.state, RowState::Checking(_)))
    }

    fn set(&mut self, at: usize, state: RowState) {
        Rc::make_mut(&mut self.rows[at]).state = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(count: usize) -> Run {
        let row = |at| Row { domain: format!("d{at}.example"), ..Row::default() };
        Run::new(None, 0, (0..count).map(row).collect())
    }

    fn outcome(verdict: &str) -> Outcome {
        Outcome { verdict: verdict.into(), ..Outcome::default() }
    }

    #[test]
    fn every_domain_is_checked_once_and_then_it_is_done() {
        let mut run = run(3);
        let begun: Vec<usize> = std::iter::from_fn(|| run.begin_next()).collect();
        assert_eq!(begun, [0, 1, 2]);
        for at in [2, 0] {
            run.finish(at, outcome("enforced"));
            assert_eq!(run.phase, Phase::Running);
        }
        run.finish(1, outcome("unknown"));
        assert_eq!((run.phase, run.unseen()), (Phase::Done, vec![1]));
    }

    #[test]
    fn a_pause_begins_nothing_and_lets_end_what_was_begun() {
        let mut run = run(2);
        assert_eq!(run.begin_next(), Some(0));
        run.pause();
        assert_eq!(run.begin_next(), None);
        run.finish(0, outcome("enforced"));
        assert_eq!(run.phase, Phase::Paused);
        run.resume();
        assert_eq!((run.phase, run.begin_next()), (Phase::Running, Some(1)));
    }

    #[test]
    fn what_was_cancelled_can_go_on_where_it_was() {
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
    fn a_retry_keeps_what_was_seen_until_there_is_more() {
        let mut run = run(2);
        for at in 0..2 {
            run.begin_next();
            run.finish(at, outcome(if at == 0 { "unknown" } else { "enforced" }));
        }
        run.retry(&run.unseen());
        assert_eq!((run.phase, run.begin_next()), (Phase::Running, Some(0)));
        assert_eq!(run.rows[0].outcome().map(|outcome| outcome.verdict.as_str()), Some("unknown"));
        run.cancel();
        assert!(matches!(run.rows[0].state, RowState::Done(_)), "{:?}", run.rows[0]);
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
}
