//! State that the page about many domains reads.

use words::Language;

use crate::{components::Links, shared::Shared, store::State};

/// The language, and the state of the site.
#[derive(Clone, Debug)]
pub struct ManyPageState {
    /// The language.
    pub language: Language,
    /// Callbacks of links.
    pub links: Links,
    /// State of the site: the resolvers to ask, what may be kept, and the text in the domain field.
    pub state: Shared<State>,
}

impl ManyPageState {
    /// Creates the state of this page from that of the site.
    #[must_use]
    pub fn new(state: &State, links: &Links) -> Self {
        Self { language: state.settings.language, links: links.clone(), state: Shared::new(state.clone()) }
    }
}

impl PartialEq for ManyPageState {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&self.state, &other.state);
        self.language == other.language
            && one.settings.keeps_history == two.settings.keeps_history
            && one.settings.resolver == two.settings.resolver
            && one.settings.compared == two.settings.compared
            && one.session.server_config == two.session.server_config
            && one.session.server_was_asked == two.session.server_was_asked
    }
}
