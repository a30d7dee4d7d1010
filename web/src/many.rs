//! Many domains: what the page `/many` shows, as plain data, and the interface of the file that holds all about it.
//!
//! It comes in a file of its own (`loader::load_many`), with the second table of sentences and its own style sheet. [`runner`] checks
//! the list for as long as the browser shows the site, whatever page is on show, and keeps its progress.

mod desk;
pub mod export;
mod failover;
pub mod input;
pub mod list;
pub mod outcome;
pub mod pace;
pub mod run;
pub mod runner;
mod stored;
pub mod view;
mod visit;

pub use desk::{Desk, Detail, FileText, RunnerDesk, Viewport};
pub use failover::Failover;
pub use visit::Visit;

use yew::prelude::*;

/// The page about many domains.
#[derive(Clone, Copy, Debug)]
pub struct ManyModule {
    /// The page.
    pub page: fn(&Visit) -> Html,
}

/// There is one, so any two are the same.
impl PartialEq for ManyModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
