//! What the page shows of a run, and how much of it is where.

use std::rc::Rc;

use super::run::{Phase, Row, RowState};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Whether what this browser kept is read.
    pub is_loaded: bool,
    /// What the run does.
    pub phase: Phase,
    /// The name of the file, if the list came from one.
    pub name: Option<String>,
    /// When the run began, in seconds of Unix time.
    pub started: i64,
    /// The domains in the order of the list.
    pub rows: Vec<Rc<Row>>,
    /// Domains that are checked side by side.
    pub jobs: usize,
    /// Seconds until requests go again, if a server asked to wait.
    pub held_for_s: Option<u64>,
    /// Whether there is no network.
    pub offline: bool,
    /// Seconds that the rest will take, once that can be told.
    pub left_s: Option<u64>,
    /// Whether the browser refused to keep the progress.
    pub save_failed: bool,
    /// Domains whose older checks were deleted, because the history was full.
    pub evicted: usize,
    /// The moments of earlier runs over these domains, the latest first.
    pub earlier_runs: Vec<i64>,
    /// The moment of the run to compare with, if the reader chose one.
    pub compared: Option<i64>,
    /// Whether rows are compared or judged again.
    pub is_comparing: bool,
}

/// How many rows are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Domains of the list.
    pub all: usize,
    /// Checked domains.
    pub done: usize,
    /// Domains that are being checked.
    pub checking: usize,
    /// Domains that got worse since the earlier check.
    pub worse: usize,
    /// Domains of which something was not seen.
    pub unseen: usize,
}

impl View {
    /// How many rows are where.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { all: self.rows.len(), ..Counts::default() };
        for row in &self.rows {
            counts.done += usize::from(matches!(row.state, RowState::Done(_)));
            counts.checking += usize::from(matches!(row.state, RowState::Checking(_)));
            counts.worse += usize::from(row.trend() == Some(bulk::Trend::Worse));
            counts.unseen += usize::from(matches!(&row.state, RowState::Done(outcome) if outcome.is_unseen()));
        }
        counts
    }

    /// When the checks began that rows are compared with, if it was one day for all of them.
    #[must_use]
    pub fn since(&self) -> Option<i64> {
        let compared = || self.rows.iter().filter_map(|row| Some(row.outcome()?.before.as_ref()?.started));
        let (first, last) = (compared().min()?, compared().max()?);
        (last - first < evidence::DAY).then_some(last)
    }
}
