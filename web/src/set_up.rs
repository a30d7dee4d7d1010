//! The set-up page: from the domain's live state to a published and proven set-up.
//!
//! No check needs it, so it is a separate module (`loader::load_set_up`), reached through [`SetUpModule`]. The address stores
//! the answers after its `#`, as [`Answers`].

mod actions;
mod answers;
mod existing_setup;
mod live;
pub mod model;
mod page_state;
mod planned_text;
mod problem;
mod progress;
mod stage;
mod trap_answer;

pub use actions::{Seen, SetUpActions, Unsubscribe, Zone};
pub use answers::{Answers, PolicyHosting};
pub use existing_setup::{ExistingSetup, Obstacle};
pub use live::Live;
pub use model::{Model, ModelAction, Resumed, Server};
pub use page_state::SetUpPageState;
pub use planned_text::PlannedText;
pub use problem::{Field, Problem};
pub use progress::Progress;
pub use stage::Stage;
pub use trap_answer::TrapAnswer;

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
