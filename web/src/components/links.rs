//! Links within the page, and domain names in both spellings.

use mta_sts::Domain;
use words::{Language, key};
use yew::prelude::*;

use crate::{
    browser::{
        idna::UrlParser,
        page::{opens_elsewhere, show},
    },
    route::Route,
};

/// A link to a place of the page; opened in a new tab it works as any link.
pub fn route_link(to: Route, language: Language, on_go: &Callback<Route>, words: Html) -> Html {
    let href = to.href(language);
    let on_go = on_go.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            on_go.emit(to.clone());
        }
    });
    html! { <a {href} {onclick}>{words}</a> }
}

/// A link to the first of these places of this page that there is, folded or not.
pub fn jump_link(places: Vec<String>, words: Html) -> Html {
    let href = ["#", &places[0]].concat();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            show(&places);
        }
    });
    html! { <a {href} {onclick}>{words}</a> }
}

/// A name as DNS has it, the letters that it stands for beside it and never instead.
pub fn domain_name(domain: &Domain, language: Language) -> Html {
    let letters = domain.unicode(&UrlParser);
    html! {
        <p class="domain" translate="no">
            <code>{domain.as_str()}</code>
            if let Some(letters) = letters {
                <span class="letters"><bdi>{letters}</bdi><span class="hidden">{language.say(key::PAGE_IDN, &[])}</span></span>
            }
        </p>
    }
}
