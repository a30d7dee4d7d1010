//! The foot of the page.

use words::{Language, key};
use yew::prelude::*;

use super::Go;
use crate::route::Route;

/// The foot of the page.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Follows a link.
    pub on_go: Callback<Route>,
}

/// The foot of the page.
#[component]
pub fn Footer(Props { language, on_go }: &Props) -> Html {
    let language = *language;
    html! {
        <footer class="wrap">
            <Go to={Route::About} {language} {on_go}>{language.say(key::PAGE_ABOUT, &[])}</Go>
            <a href="https://www.rfc-editor.org/rfc/rfc8461" rel="noreferrer">{language.say(key::PAGE_STANDARD, &[])}</a>
            <span class="keys">{super::say(language, key::PAGE_KEYS, &[])}</span>
        </footer>
    }
}
