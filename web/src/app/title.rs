//! The title of the document.

use words::{Key, Language, key};

use crate::{
    pages::rule_headline,
    route::Route,
    store::{Check, State},
};

/// Returns the title: that of the check on show, or of another page.
pub(super) fn title(state: &State) -> String {
    let language = state.settings.language;
    let name = language.message(key::PAGE_NAME, &[]);
    let named = |key: Key| format!("{} · {name}", language.message(key, &[]));
    match (&state.session.route, &state.session.check) {
        (Route::About, _) => named(key::PAGE_ABOUT),
        (Route::Lint, _) => named(key::LINT_TITLE),
        (Route::Reports, _) => named(key::PAGE_REPORTS),
        (Route::Bounce, _) => named(key::PAGE_BOUNCE),
        (Route::Change { .. }, _) => named(key::PAGE_PLAN),
        (Route::SetUp { .. }, _) => named(key::PAGE_SET_UP),
        (Route::Many, _) => named(key::PAGE_MANY),
        (Route::Rules, _) => named(key::PAGE_RULES),
        (Route::Unknown { .. }, _) => named(key::UNKNOWN_TITLE),
        (Route::Rule { id }, _) => match rule_headline(id, language) {
            Some(headline) => format!("{headline} · {name}"),
            None => named(key::PAGE_RULES),
        },
        (_, Some(check)) => format!("{} · {}", headline_of(check, language), check.domain),
        _ => name,
    }
}

fn headline_of(check: &Check, language: Language) -> String {
    let words = match check.running {
        true => words::report::provisional_headline(check.report(), language),
        false => words::report::verdict_headline(check.report(), language),
    };
    words.headline.to_string()
}
