//! State that the pages about TLS reports and bounces read.

use words::Language;

use crate::{components::Links, route::Route, shared::Shared, store::State};

/// The language, the route, and the check on show.
#[derive(Clone, Debug)]
pub struct ReportsPageState {
    /// The language.
    pub language: Language,
    /// Route of the page.
    pub route: Route,
    /// Callbacks of links.
    pub links: Links,
    /// Report of the check on show, if the check has ended, by the present rules.
    pub check: Option<Shared<checker::Report>>,
    /// Whether checks and reports may be kept.
    pub keeps_history: bool,
}

impl ReportsPageState {
    /// Creates the state of these pages from that of the site.
    #[must_use]
    pub fn new(state: &State, links: &Links) -> Self {
        let ended = state.session.check.as_ref().filter(|check| !check.running);
        Self {
            language: state.settings.language,
            route: state.session.route.clone(),
            links: links.clone(),
            check: ended.map(|check| check.report().clone()),
            keeps_history: state.settings.keeps_history,
        }
    }
}

impl PartialEq for ReportsPageState {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
            && self.route == other.route
            && self.check == other.check
            && self.keeps_history == other.keeps_history
    }
}
