//! What the pages about TLS reports and bounces get from the rest of the page.

use words::Language;

use crate::{components::Links, route::Route, shared::Shared, store::State};

/// Where the reader is, and what was checked.
#[derive(Clone, Debug)]
pub struct ReportsPageState {
    /// The language.
    pub language: Language,
    /// Which of the pages.
    pub route: Route,
    /// Callbacks of links.
    pub links: Links,
    /// The check that is shown, if it has ended, as it is judged now.
    pub check: Option<Shared<checker::Report>>,
    /// Whether checks and reports may be kept.
    pub keeps: bool,
}

impl ReportsPageState {
    /// What of a state concerns these pages.
    #[must_use]
    pub fn new(state: &State, links: &Links) -> Self {
        let ended = state.session.check.as_ref().filter(|check| !check.running);
        Self {
            language: state.settings.language,
            route: state.session.route.clone(),
            links: links.clone(),
            check: ended.map(|check| check.report.clone()),
            keeps: state.settings.keeps,
        }
    }
}

impl PartialEq for ReportsPageState {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
            && self.route == other.route
            && self.check == other.check
            && self.keeps == other.keeps
    }
}
