//! The set-up page: from the domain's live state to a published and proven set-up.
//!
//! No check needs it, so it is a separate module (`loader::load_set_up`), reached through [`SetUpModule`]. The address stores
//! the answers after its `#`, as [`Answers`].

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

/// The lazily loaded module of the set-up page.
#[derive(Clone, Copy, Debug)]
pub struct SetUpModule {
    /// Renders the page.
    pub page: fn(&SetUpPageState) -> Html,
    /// Renders the pre-flight of a text from the syntax check.
    pub live_preflight: fn(&PlannedText) -> Html,
}

/// Only one module exists, so any two are equal.
impl PartialEq for SetUpModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
