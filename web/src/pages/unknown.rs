//! The page for an unknown address.

use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{Links, route_link, translate},
    route::Route,
};

/// Renders the message that there is no page at a path, with links to pages of the site.
pub fn unknown_page(language: Language, path: &str, links: &Links) -> Html {
    let places = [(Route::Home, key::PAGE_NAME), (Route::Lint, key::LINT_TITLE), (Route::Rules, key::PAGE_RULES)];
    let path = words::make_visible(path);
    html! {
        <article class="rules" data-unknown="page">
            <h1>{language.message(key::UNKNOWN_TITLE, &[])}</h1>
            <p class="lead">{translate(language, key::UNKNOWN_TEXT, args!["path" => path.as_str()])}</p>
            <ul class="places">{ for places.into_iter().map(|(to, name)| html! {
                <li>{route_link(to, language, links, html! { {language.message(name, &[])} })}</li>
            }) }</ul>
        </article>
    }
}
