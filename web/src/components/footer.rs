//! The footer of the page.

use words::{Language, key};
use yew::prelude::*;

use super::{Links, route_link};
use crate::route::{Route, learn_address};

/// Renders the footer with the switch for the key `/`. A single key is easily pressed by mistake or by speech input
/// (WCAG 2.1.4).
pub fn footer(language: Language, links: &Links, shortcut: bool, on_shortcut: &Callback<bool>) -> Html {
    let on_shortcut = on_shortcut.reform(move |_: Event| !shortcut);
    html! {
        <footer class="wrap">
            {route_link(Route::About, language, links, html! { {language.message(key::PAGE_PRIVACY, &[])} })}
            {route_link(Route::Lint, language, links, html! { {language.message(key::LINT_NAV, &[])} })}
            {route_link(Route::Reports, language, links, html! { {language.message(key::PAGE_REPORTS, &[])} })}
            {route_link(Route::Bounce, language, links, html! { {language.message(key::PAGE_BOUNCE, &[])} })}
            {route_link(Route::SetUp { answers: String::new() }, language, links, html! { {language.message(key::PAGE_SET_UP, &[])} })}
            {route_link(Route::Change { plan: String::new() }, language, links, html! { {language.message(key::PAGE_PLAN, &[])} })}
            {route_link(Route::Many, language, links, html! { {language.message(key::PAGE_MANY, &[])} })}
            {route_link(Route::Rules, language, links, html! { {language.message(key::PAGE_RULES, &[])} })}
            <a href={learn_address(language, "")}>{language.message(key::PAGE_LEARN, &[])}</a>
            <a href="https://www.rfc-editor.org/rfc/rfc8461" rel="noreferrer">{language.message(key::PAGE_STANDARD, &[])}</a>
            <label class="keys"><input type="checkbox" id="shortcut" checked={shortcut} onchange={on_shortcut} />
                <span>{super::translate(language, key::PAGE_KEYS, &[])}</span></label>
        </footer>
    }
}
