//! The part of the page's state that the set-up page needs.

use words::Language;

use crate::{components::Links, route::Route, shared::Shared, store::State};

/// The language, the answers in the address, and the state of the site.
#[derive(Clone, Debug)]
pub struct SetUpPageState {
    /// The language.
    pub language: Language,
    /// The answers in the address; empty if there are none.
    pub answers: String,
    /// Callbacks of links.
    pub links: Links,
    /// The state of the page: the check on show and the resolver settings.
    pub state: Shared<State>,
}

impl SetUpPageState {
    /// Takes the part of a state that concerns this page.
    #[must_use]
    pub fn new(state: &Shared<State>, links: &Links) -> Self {
        let answers = match &state.session.route {
            Route::SetUp { answers } => answers.clone(),
            _ => String::new(),
        };
        Self { language: state.settings.language, answers, links: links.clone(), state: state.clone() }
    }

    /// Returns the number of links followed on the site. One of them can lead to this page, without answers.
    #[must_use]
    pub fn links_followed(&self) -> u32 {
        self.state.session.links_followed
    }

    /// Whether answers may be stored.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.state.settings.keeps_history
    }
}

impl PartialEq for SetUpPageState {
    fn eq(&self, other: &Self) -> bool {
        let asked = |state: &Self| state.state.session.server_was_asked;
        self.language == other.language
            && self.answers == other.answers
            && self.links_followed() == other.links_followed()
            && self.keeps() == other.keeps()
            && asked(self) == asked(other)
    }
}
