//! Many domains: what the page `/many` shows, as plain data, and the interface of the file that holds all about it.
//!
//! It comes in a file of its own (`loader::load_many`), with the second table of sentences and its own style sheet. [`runner`] checks
//! the list for as long as the browser shows the site, whatever page is on show, and keeps its progress.

mod actions;
pub mod export;
mod failover;
pub mod input;
pub mod list;
pub mod outcome;
pub mod pace;
mod page_state;
pub mod run;
pub mod runner;
mod stored;
pub mod view;

pub use actions::{Detail, FileText, ManyActions, RunnerActions, Viewport};
pub use failover::Failover;
pub use page_state::ManyPageState;

use yew::prelude::*;

/// The page about many domains.
#[derive(Clone, Copy, Debug)]
pub struct ManyModule {
    /// The page.
    pub page: fn(&ManyPageState) -> Html,
}

/// There is one, so any two are the same.
impl PartialEq for ManyModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
