//! The initial state, from the address and stored preferences.

use crate::{
    browser::{address, languages, page, preferences},
    resolver::{self, ResolverChoice},
    store::State,
};

/// Returns the initial state. `typed` is the text of the field before the application started.
pub(super) fn first_state(typed: String) -> State {
    let address = address::current_address();
    let choice = preferences::read("resolver").map_or(ResolverChoice::Automatic, |id| ResolverChoice::from_id(&id));
    let typed = if typed.is_empty() { address.domain.clone().unwrap_or_default() } else { typed };
    let mut state = State::new(languages::initial_language(), address.route(), typed, choice);
    let settings = &mut state.settings;
    settings.keeps_history = preferences::may_keep();
    settings.shortcut = preferences::read("shortcut").as_deref() != Some("no");
    settings.compared = preferences::read("compare").map_or_else(Vec::new, |words| resolver::parse_compared(&words));
    settings.address = preferences::read("address").unwrap_or_default();
    state.session.offline = page::is_offline();
    state
}
