//! The foot of the page.

use words::{Language, key};
use yew::prelude::*;

use super::go;
use crate::route::Route;

/// The foot of the page.
pub fn footer(language: Language, on_go: &Callback<Route>) -> Html {
    html! {
        <footer class="wrap">
            {go(Route::About, language, on_go, html! { {language.say(key::PAGE_ABOUT, &[])} })}
            {go(Route::Lint, language, on_go, html! { {language.say(key::LINT_NAV, &[])} })}
            {go(Route::Rules, language, on_go, html! { {language.say(key::PAGE_RULES, &[])} })}
            <a href="https://www.rfc-editor.org/rfc/rfc8461" rel="noreferrer">{language.say(key::PAGE_STANDARD, &[])}</a>
            <span class="keys">{super::say(language, key::PAGE_KEYS, &[])}</span>
        </footer>
    }
}
