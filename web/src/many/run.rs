//! A run over a list of domains, with its progress and outcomes. Plain data; no clock and no network.

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, rc::Rc};

use bulk::{Entry, Trend};
use mta_sts::{Domain, Idna};

use super::outcome::Outcome;

/// One domain of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The domain, as A-labels.
    pub domain: String,
    /// The domain as U-labels, if it has any.
    pub unicode: Option<String>,
    /// The domain as written in the list.
    pub typed: String,
    /// Customers of the domain, if the list names any.
    pub customers: Vec<String>,
    /// State of its check.
    pub state: RowState,
}

/// State of the check of a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RowState {
    /// Not checked yet.
    #[default]
    Waiting,
    /// Being checked. The outcome of an earlier attempt stays.
    Checking(Option<Rc<Outcome>>),
    /// Checked.
    Done(Rc<Outcome>),
}

impl Row {
    /// Creates the row of a list entry, not checked yet.
    #[must_use]
    pub fn new(entry: Entry, idna: &impl Idna) -> Self {
        Self { typed: entry.typed, customers: entry.customers, ..Self::from_domain(&entry.domain, idna) }
    }

    /// Creates the row of a domain, not checked yet.
    #[must_use]
    pub fn from_domain(domain: &Domain, idna: &impl Idna) -> Self {
        let (name, unicode) = (domain.to_string(), domain.to_unicode(idna));
        Self { typed: name.clone(), domain: name, unicode, ..Self::default() }
    }

    /// Returns what the list says about the domain: its U-labels, and its customers.
    #[must_use]
    pub fn subtitle(&self) -> Option<String> {
        let parts: Vec<&str> = self.unicode.iter().chain(&self.customers).map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Returns the outcome, if the row was checked.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.state {
            RowState::Done(outcome) | RowState::Checking(Some(outcome)) => Some(outcome),
            RowState::Waiting | RowState::Checking(None) => None,
        }
    }

    /// Returns the trend since the earlier check.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        self.outcome()?.trend()
    }
}

/// Phase of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// There is no list.
    #[default]
    Empty,
    /// Domains are being checked.
    Running,
    /// No further check starts until the reader resumes.
    Paused,
    /// The reader ended the run. Unchecked rows stay unchecked.
    Cancelled,
    /// Every domain was checked.
    Done,
}

/// A run.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Name of the file that the list came from, if any.
    pub name: Option<String>,
    /// Start time, in Unix seconds.
    pub started: i64,
    /// Rows in the order of the list.
    pub rows: Vec<Rc<Row>>,
    /// Phase of the run.
    pub phase: Phase,
    /// Indexes of the rows to check next, in order.
    queue: VecDeque<usize>,
    /// Indexes of the rows that wait until the reader resumes, while a paused run checks some rows again.
    set_aside: VecDeque<usize>,
}

impl Run {
    /// Creates a run that starts.
    #[must_use]
    pub fn new(name: Option<String>, started: i64, rows: Vec<Row>) -> Self {
        let queue = (0..rows.len()).collect();
        let phase = if rows.is_empty() { Phase::Empty } else { Phase::Running };
        Self { name, started, rows: rows.into_iter().map(Rc::new).collect(), phase, queue, set_aside: VecDeque::new() }
    }

    /// Restores a stored run. It continues when the reader resumes it.
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

    /// Returns the rows as a list that was not checked.
    #[must_use]
    pub fn unchecked_rows(&self) -> Vec<Row> {
        self.rows.iter().map(|row| Row { state: RowState::Waiting, ..Row::clone(row) }).collect()
    }

    /// Returns the next row to check, and marks it as being checked.
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

    /// Stores the outcome of a check.
    pub fn finish(&mut self, at: usize, outcome: Outcome) {
        self.set(at, RowState::Done(Rc::new(outcome)));
        self.end_if_finished();
    }

    /// Pauses the run: no further check starts.
    pub fn pause(&mut self) {
        if self.phase == Phase::Running {
            self.phase = Phase::Paused;
            self.queue.append(&mut self.set_aside);
        }
    }

    /// Resumes the run. After it was cancelled, all unchecked rows are checked.
    pub fn resume(&mut self) {
        if self.phase == Phase::Cancelled {
            self.queue = (0..self.rows.len()).filter(|at| self.rows[*at].state == RowState::Waiting).collect();
        }
        if matches!(self.phase, Phase::Paused | Phase::Cancelled) {
            self.phase = Phase::Running;
            self.end_if_finished();
        }
    }

    /// Cancels the run. Rows that are being checked return to their earlier state.
    pub fn cancel(&mut self) {
        for at in 0..self.rows.len() {
            if let RowState::Checking(before) = &self.rows[at].state {
                let state = before.clone().map_or(RowState::Waiting, RowState::Done);
                self.set(at, state);
            }
        }
        self.queue.clear();
        self.set_aside.clear();
        self.phase = self.final_phase();
    }

    /// Checks these rows again, before all that wait. A paused run is paused again afterwards.
    pub fn retry(&mut self, rows: &[usize]) {
        let is_next = |at: &usize| self.phase == Phase::Running && self.queue.contains(at);
        let is_idle = |at: &&usize| matches!(self.rows[**at].state, RowState::Done(_)) && !is_next(at);
        let again: Vec<usize> = rows.iter().filter(is_idle).copied().collect();
        if again.is_empty() {
            return;
        }
        if self.phase == Phase::Paused {
            self.set_aside = std::mem::take(&mut self.queue);
        }
        self.set_aside.retain(|at| !again.contains(at));
        for at in again.into_iter().rev() {
            self.queue.push_front(at);
        }
        self.phase = Phase::Running;
    }

    /// Returns the rows for which a retry may observe more.
    #[must_use]
    pub fn unobserved_rows(&self) -> Vec<usize> {
        let is_unseen = |row: &Row| matches!(&row.state, RowState::Done(outcome) if outcome.is_unseen());
        (0..self.rows.len()).filter(|at| is_unseen(&self.rows[*at])).collect()
    }

    /// Replaces the outcome of a checked row, in any phase.
    pub fn replace(&mut self, at: usize, outcome: Outcome) {
        if matches!(self.rows[at].state, RowState::Done(_)) {
            self.set(at, RowState::Done(Rc::new(outcome)));
        }
    }

    /// Ends a run that has nothing left to check, even if it is paused.
    pub fn end_if_finished(&mut self) {
        let may_end = matches!(self.phase, Phase::Running | Phase::Paused);
        if may_end && self.queue.is_empty() && !self.is_checking() {
            self.phase = self.final_phase();
            self.queue.append(&mut self.set_aside);
        }
    }

    /// Returns the phase of a run with an empty queue: cancelled if unchecked rows remain that were not set aside.
    fn final_phase(&self) -> Phase {
        if !self.set_aside.is_empty() {
            return Phase::Paused;
        }
        let is_waiting = |row: &Rc<Row>| row.state == RowState::Waiting;
        if self.rows.iter().any(is_waiting) { Phase::Cancelled } else { Phase::Done }
    }

    /// Returns the number of domains still to be checked.
    #[must_use]
    pub fn unfinished_count(&self) -> usize {
        self.queue.len() + self.rows.iter().filter(|row| matches!(row.state, RowState::Checking(_))).count()
    }

    fn is_checking(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.state, RowState::Checking(_)))
    }

    fn set(&mut self, at: usize, state: RowState) {
        Rc::make_mut(&mut self.rows[at]).state = state;
    }
}
