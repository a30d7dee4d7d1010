//! TLS reports and bounces: plain data of their pages, and the interface to their Wasm file.
//!
//! A check does not need them, so they are in a file of their own (`loader::load_reports`). It has its own messages and
//! style sheet. Everything is reached through [`ReportsModule`]. A worker, which runs this same application, reads
//! reports.

mod actions;
pub mod engine;
pub mod kept;
mod page_state;
pub mod pasted;
pub mod reader;
mod summarize;
pub mod summary;
pub mod unreadable;
pub mod view;

pub use actions::{FileBytes, ReaderActions, ReportsActions};
pub use page_state::ReportsPageState;

use yew::prelude::*;

/// The pages about TLS reports and bounces.
#[derive(Clone, Copy, Debug)]
pub struct ReportsModule {
    /// Renders the page about a bounce or log line.
    pub bounce: fn(&ReportsPageState) -> Html,
    /// Renders the page about TLS reports.
    pub reports: fn(&ReportsPageState) -> Html,
    /// Answers the page's questions, in the worker.
    pub serve: fn(),
}

/// All instances are equal, as only one exists.
impl PartialEq for ReportsModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
