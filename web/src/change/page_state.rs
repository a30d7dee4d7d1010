//! What the page that plans a change gets from the rest of the page.

use words::Language;

use crate::{components::Links, route::Route, shared::Shared, store::State};

/// Where the reader is, and what was checked.
#[derive(Clone, Debug)]
pub struct ChangePageState {
    /// The language.
    pub language: Language,
    /// The plan in the address; empty if there is none.
    pub plan: String,
    /// Callbacks of links.
    pub links: Links,
    /// The state of the page: the check on show, and who is asked for names.
    pub state: Shared<State>,
}

impl ChangePageState {
    /// A visit.
    #[must_use]
    pub fn new(state: &Shared<State>, links: &Links) -> Self {
        let plan = match &state.session.route {
            Route::Change { plan } => plan.clone(),
            _ => String::new(),
        };
        Self { language: state.settings.language, plan, links: links.clone(), state: state.clone() }
    }

    /// Whether plans may be kept.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.state.settings.keeps
    }
}

impl PartialEq for ChangePageState {
    fn eq(&self, other: &Self) -> bool {
        let asked = |page_state: &Self| page_state.state.session.server_was_asked;
        self.language == other.language
            && self.plan == other.plan
            && self.keeps() == other.keeps()
            && asked(self) == asked(other)
    }
}
