//! What the page about many domains gets from the rest of the page.

use words::Language;

use crate::{components::Links, shared::Shared, store::State};

/// Where the reader is, and what was chosen.
#[derive(Clone, Debug)]
pub struct ManyPageState {
    /// The language.
    pub language: Language,
    /// Callbacks of links.
    pub links: Links,
    /// Who is asked, what may be kept, and what stands in the field for a domain.
    pub state: Shared<State>,
}

impl ManyPageState {
    /// What of a state concerns this page.
    #[must_use]
    pub fn new(state: &State, links: &Links) -> Self {
        Self { language: state.settings.language, links: links.clone(), state: Shared::new(state.clone()) }
    }
}

impl PartialEq for ManyPageState {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&self.state, &other.state);
        self.language == other.language
            && one.settings.keeps == two.settings.keeps
            && one.settings.choice == two.settings.choice
            && one.settings.compared == two.settings.compared
            && one.session.server_config == two.session.server_config
            && one.session.server_was_asked == two.session.server_was_asked
    }
}
