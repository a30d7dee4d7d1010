//! Links between the page for reports and the page for bounces.

use words::{Key, key};
use yew::prelude::*;

use crate::{components::route_link, reports::ReportsPageState, route::Route};

/// Renders links to both pages. The current one is marked.
pub(in crate::pages) fn page_links(page_state: &ReportsPageState) -> Html {
    let language = page_state.language;
    let link = |route: Route, words: Key| {
        let is_here = page_state.route == route;
        let words = html! { {language.message(words, &[])} };
        if is_here {
            html! { <a href={route.href(language)} aria-current="page">{words}</a> }
        } else {
            route_link(route, language, &page_state.links, words)
        }
    };
    html! {
        <nav class="sister" aria-label={language.message(key::REPORTS_SISTER, &[])}>
            {link(Route::Reports, key::PAGE_REPORTS)}
            {link(Route::Bounce, key::PAGE_BOUNCE)}
        </nav>
    }
}
