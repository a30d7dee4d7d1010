//! What the page for TLS reports shows at this moment.

use super::summary::{LiveCheck, Summary};
use crate::shared::Shared;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The reports, once some files were read.
    pub summary: Option<Shared<Summary>>,
    /// The check of the domain that the answer rests on.
    pub live: Option<LiveCheck>,
    /// Files that are being read.
    pub progress: Option<Progress>,
    /// Whether reports are kept in this browser.
    pub keeps: bool,
    /// What went wrong.
    pub problem: Option<Problem>,
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files to read.
    pub total: usize,
    /// Files that were read.
    pub done: usize,
    /// Reports so far.
    pub reports: usize,
    /// Files and members that were skipped so far.
    pub skipped: usize,
}

/// What went wrong, on the page's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// What reads the reports has stopped.
    Stopped,
    /// The browser refused to keep the reports.
    NotKept,
    /// They are too many to keep.
    TooManyToKeep,
}
