//! The view of a run that the page renders, and its counts.

use std::rc::Rc;

use super::run::{Phase, Row, RowState};

/// State that the page renders.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Whether the stored run has been read.
    pub is_loaded: bool,
    /// Phase of the run.
    pub phase: Phase,
    /// Name of the file that the list came from, if any.
    pub name: Option<String>,
    /// Start time of the run, in Unix seconds.
    pub started: i64,
    /// Rows in the order of the list.
    pub rows: Vec<Rc<Row>>,
    /// Number of concurrent checks.
    pub jobs: usize,
    /// Seconds until requests continue, if a server asked to wait.
    pub held_for_s: Option<u64>,
    /// Whether the browser has no network.
    pub offline: bool,
    /// Estimated remaining time in seconds, once known.
    pub remaining_s: Option<u64>,
    /// Whether the browser refused to store the progress.
    pub save_failed: bool,
    /// Whether another tab replaced or deleted the stored run.
    pub was_replaced: bool,
    /// Number of domains whose older checks were deleted because the history was full.
    pub evicted: usize,
    /// Start times of earlier runs over these domains, the latest first.
    pub earlier_runs: Vec<i64>,
    /// Start time of the run to compare with, if the reader chose one.
    pub compared: Option<i64>,
    /// File to compare with, if the reader chose one.
    pub compared_file: Option<CompareFile>,
    /// Number of comparisons that the reader asked for.
    pub comparisons: usize,
    /// Whether rows are being compared or judged again.
    pub is_comparing: bool,
}

/// A file to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareFile {
    /// Its name, which is empty for a pasted text.
    pub name: String,
    /// Whether its content is gone, as the browser did not store it. Rows that were compared before stay so.
    pub is_gone: bool,
    /// Whether its content is stored, so that it outlasts a closed tab.
    pub is_stored: bool,
}

/// Number of rows by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All domains of the list.
    pub all: usize,
    /// Checked domains.
    pub done: usize,
    /// Domains with an outcome: checked ones, and those that are being checked again.
    pub with_outcome: usize,
    /// Domains that are being checked.
    pub checking: usize,
    /// Domains that got worse since the earlier check.
    pub worse: usize,
    /// Domains that have an earlier check.
    pub compared: usize,
    /// Domains with unanswered questions that a retry may answer.
    pub unseen: usize,
}

impl View {
    /// Counts the rows by state.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { all: self.rows.len(), ..Counts::default() };
        for row in &self.rows {
            counts.done += usize::from(matches!(row.state, RowState::Done(_)));
            counts.with_outcome += usize::from(row.outcome().is_some());
            counts.checking += usize::from(matches!(row.state, RowState::Checking(_)));
            counts.compared += usize::from(row.outcome().is_some_and(|outcome| outcome.before.is_some()));
            counts.worse += usize::from(row.trend() == Some(bulk::Trend::Worse));
            counts.unseen += usize::from(matches!(&row.state, RowState::Done(outcome) if outcome.is_unseen()));
        }
        counts
    }

    /// Returns the start time of the checks to compare with, if all are within one day.
    #[must_use]
    pub fn comparison_start(&self) -> Option<i64> {
        let compared = || self.rows.iter().filter_map(|row| Some(row.outcome()?.before.as_ref()?.started));
        let (first, last) = (compared().min()?, compared().max()?);
        (last.saturating_sub(first) < evidence::DAY).then_some(last)
    }
}
