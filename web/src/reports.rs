//! TLS reports and bounces: what their pages show, as plain data, and the interface of the file that holds all about them.
//!
//! Nothing of it is needed for a check, so it comes in a file of its own (`loader::load_reports`), with its own sentences and style
//! sheet. Everything is reached through [`ReportsModule`]. Reports are read in a worker, which is this application once more.

mod actions;
pub mod engine;
mod page_state;
pub mod pasted;
pub mod reader;
mod summarize;
pub mod summary;
pub mod view;

pub use actions::{FileBytes, ReaderActions, ReportsActions};
pub use page_state::ReportsPageState;

use yew::prelude::*;

/// The pages about TLS reports and bounces.
#[derive(Clone, Copy, Debug)]
pub struct ReportsModule {
    /// A bounce or log line.
    pub bounce: fn(&ReportsPageState) -> Html,
    /// TLS reports.
    pub reports: fn(&ReportsPageState) -> Html,
    /// Answers the page's questions, where this is the worker.
    pub serve: fn(),
}

/// There is one, so any two are the same.
impl PartialEq for ReportsModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
