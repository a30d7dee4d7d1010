//! The state that the page about TLS reports renders.

use serde::{Deserialize, Serialize};

use super::summary::{LiveCheck, Summary};
use crate::shared::Shared;

/// State that the page renders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Summary of the reports, once files have been read.
    pub summary: Option<Shared<Summary>>,
    /// Check of the domain that the answer uses.
    pub live: Option<LiveCheck>,
    /// Progress of reading files; `None` if none is being read.
    pub progress: Option<Progress>,
    /// Number of files that were not read because reading was stopped.
    pub unread: usize,
    /// Whether reports are kept in this browser.
    pub keeps_reports: bool,
    /// Latest problem.
    pub problem: Option<Problem>,
}

/// Progress of reading files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Number of files to read.
    pub total: usize,
    /// Number of files read so far.
    pub done: usize,
    /// Number of reports so far.
    pub reports: usize,
    /// Number of files and members skipped so far.
    pub skipped: usize,
}

/// Problem on the page's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The worker or engine that reads reports has stopped.
    Stopped,
    /// The browser refused to store the reports.
    NotKept,
    /// The reports exceed the limit for keeping them.
    TooManyToKeep,
    /// The kept reports exceed the limit, so only the first ones were loaded.
    KeptInPart,
}
