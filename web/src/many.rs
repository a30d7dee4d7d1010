//! Many domains: plain data of the page `/many`, and the interface to its Wasm file.
//!
//! The code is in a file of its own (`loader::load_many`), with the second table of messages and its own style sheet.
//! [`runner`] checks the list for as long as the site is open, whichever page is on show. It also stores the progress.

mod actions;
pub mod baseline;
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
pub mod window;

pub use actions::{Detail, FileText, ManyActions, ResultSource, RunnerActions, Viewport};
pub use failover::Failover;
pub use page_state::ManyPageState;

use yew::prelude::*;

/// The page about many domains.
#[derive(Clone, Copy, Debug)]
pub struct ManyModule {
    /// Renders the page.
    pub page: fn(&ManyPageState) -> Html,
}

/// All instances are equal, as only one exists.
impl PartialEq for ManyModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
