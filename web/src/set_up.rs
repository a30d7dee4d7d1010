//! The page that sets a domain up: from what is there already to a published and proven set-up.
//!
//! Nothing of it is needed for a check, so it comes in a file of its own (`loader::load_set_up`), reached through [`SetUpModule`].
//! The answers stand behind the `#` of the address, as [`Answers`].

mod actions;
mod answers;
mod live;
pub mod model;
mod page_state;
mod planned_text;
mod stage;

pub use actions::{Seen, SetUpActions, Zone};
pub use answers::{Answers, Place};
pub use live::Live;
pub use model::{Model, ModelAction, Problem, TrapAnswer};
pub use page_state::SetUpPageState;
pub use planned_text::PlannedText;
pub use stage::Stage;

use yew::prelude::*;

/// The page that sets a domain up.
#[derive(Clone, Copy, Debug)]
pub struct SetUpModule {
    /// Shows it.
    pub page: fn(&SetUpPageState) -> Html,
    /// Judges a text of the syntax check together with what is live.
    pub live_preflight: fn(&PlannedText) -> Html,
}

/// There is one, so any two are the same.
impl PartialEq for SetUpModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
