//! State that the page for planning a change reads.

use words::Language;

use crate::{components::Links, route::Route, shared::Shared, store::State};

/// The language, the plan in the address, and the state of the page.
#[derive(Clone, Debug)]
pub struct ChangePageState {
    /// The language.
    pub language: Language,
    /// Plan in the address; empty if there is none.
    pub plan: String,
    /// Callbacks of links.
    pub links: Links,
    /// State of the site: the check on show, and the resolvers to ask.
    pub state: Shared<State>,
}

impl ChangePageState {
    /// Creates the state of a visit.
    #[must_use]
    pub fn new(state: &Shared<State>, links: &Links) -> Self {
        let plan = match &state.session.route {
            Route::Change { plan } => plan.clone(),
            _ => String::new(),
        };
        Self { language: state.settings.language, plan, links: links.clone(), state: state.clone() }
    }

    /// Returns whether plans may be kept.
    #[must_use]
    pub fn keeps_history(&self) -> bool {
        self.state.settings.keeps_history
    }
}

impl PartialEq for ChangePageState {
    fn eq(&self, other: &Self) -> bool {
        let asked = |page_state: &Self| page_state.state.session.server_was_asked;
        self.language == other.language
            && self.plan == other.plan
            && self.keeps_history() == other.keeps_history()
            && asked(self) == asked(other)
    }
}
