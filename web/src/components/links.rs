//! Links within the page, and domain names as A-labels and in Unicode.

use mta_sts::Domain;
use words::{Language, key};
use yew::{html::ImplicitClone, prelude::*};

use crate::route::Route;

/// Callbacks of links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Goes to another page of the site.
    pub go: Callback<Route>,
    /// Shows the first of these elements that exists: unfolds it, scrolls to it and focuses it.
    pub show: Callback<Vec<String>>,
}

/// Cloning only copies a counted reference.
impl ImplicitClone for Links {}

/// Renders a link to a page of the site. Opening it in a new tab works as for any link.
pub fn route_link(to: Route, language: Language, links: &Links, words: Html) -> Html {
    let href = to.href(language);
    let go = links.go.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            go.emit(to.clone());
        }
    });
    html! { <a {href} {onclick}>{words}</a> }
}

/// Renders a link to the first of these elements that exists on this page, folded or not.
pub fn jump_link(places: Vec<String>, links: &Links, words: Html) -> Html {
    let href = ["#", &places[0]].concat();
    let show = links.show.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            show.emit(places.clone());
        }
    });
    html! { <a {href} {onclick}>{words}</a> }
}

/// Returns whether a click does something else than follow the link here, such as opening a new tab.
#[must_use]
pub fn opens_elsewhere(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0
}

/// Renders a name as in DNS. Its Unicode form, if any, is shown next to it and never instead.
pub fn domain_name(domain: &Domain, unicode: Option<&str>, language: Language) -> Html {
    html! {
        <p class="domain" translate="no">
            <code>{domain.as_str()}</code>
            if let Some(unicode) = unicode {
                <span class="letters"><bdi>{unicode.to_owned()}</bdi><span class="hidden">{language.message(key::PAGE_IDN, &[])}</span></span>
            }
        </p>
    }
}
