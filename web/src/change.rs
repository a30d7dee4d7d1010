//! The page that plans a change: a domain's state and a goal in; steps with dates, and what senders do meanwhile, out.
//!
//! Nothing of it is needed for a check, so it comes in a file of its own (`loader::load_change`), reached through
//! [`ChangeModule`]. The plan that is shown stands behind the `#` of the address, as a [`planner::SavedPlan`].

mod actions;
pub mod fields;
mod live;
pub mod model;
pub mod moments;
mod page_state;

pub use actions::ChangeActions;
pub use live::Live;
pub use model::{Model, ModelAction, PlanProblem};
pub use page_state::ChangePageState;

use yew::prelude::*;

/// The page that plans a change.
#[derive(Clone, Copy, Debug)]
pub struct ChangeModule {
    /// Shows it.
    pub page: fn(&ChangePageState) -> Html,
}

/// There is one, so any two are the same.
impl PartialEq for ChangeModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
