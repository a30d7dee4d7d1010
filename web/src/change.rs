//! The page that plans a change. It takes a domain's state and a goal, and shows dated steps and their effect on
//! senders.
//!
//! A check does not need it, so it is in a Wasm file of its own (`loader::load_change`), reached through
//! [`ChangeModule`]. The fragment of the address holds the plan on show, as a [`planner::SavedPlan`].

mod actions;
pub mod fields;
mod live;
pub mod model;
mod page_state;
pub mod times;

pub use actions::ChangeActions;
pub use live::LiveState;
pub use model::{Model, ModelAction, PlanProblem};
pub use page_state::ChangePageState;

use yew::prelude::*;

/// The page that plans a change.
#[derive(Clone, Copy, Debug)]
pub struct ChangeModule {
    /// Renders the page.
    pub page: fn(&ChangePageState) -> Html,
}

/// All instances are equal, as only one exists.
impl PartialEq for ChangeModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
