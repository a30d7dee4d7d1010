//! Links within the page, and domain names in both spellings.

use mta_sts::Domain;
use words::{Language, key};
use yew::{html::ImplicitClone, prelude::*};

use crate::route::Route;

/// What links of the page do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Goes to another place of the site.
    pub go: Callback<Route>,
    /// Leads to the first of these elements that there is: unfolds it, brings it into view, gives it the focus.
    pub show: Callback<Vec<String>>,
}

/// Counted references.
impl ImplicitClone for Links {}

/// A link to a place of the site; opened in a new tab it works as any link.
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

/// A link to the first of these places of this page that there is, folded or not.
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

/// Whether a click means something else than following the link here.
#[must_use]
pub fn opens_elsewhere(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0
}

/// A name as DNS has it; its own `letters`, if it has any, stand beside it and never instead.
pub fn domain_name(domain: &Domain, letters: Option<&str>, language: Language) -> Html {
    html! {
        <p class="domain" translate="no">
            <code>{domain.as_str()}</code>
            if let Some(letters) = letters {
                <span class="letters"><bdi>{letters.to_owned()}</bdi><span class="hidden">{language.message(key::PAGE_IDN, &[])}</span></span>
            }
        </p>
    }
}
