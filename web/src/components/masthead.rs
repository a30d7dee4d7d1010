//! The header of the page: its name, navigation, and the other language.

use words::{Language, key};
use yew::prelude::*;

use super::{
    links::{Links, opens_elsewhere},
    route_link,
};
use crate::route::Route;

/// Renders the header of the page.
pub fn masthead(language: Language, route: &Route, on_language: &Callback<Language>, links: &Links) -> Html {
    let name = html! { <>{logo()}{language.message(key::PAGE_NAME, &[])}</> };
    let pages = [
        (Route::SetUp { answers: String::new() }, key::PAGE_SET_UP_NAV),
        (Route::Change { plan: String::new() }, key::PAGE_PLAN_NAV),
        (Route::Reports, key::PAGE_REPORTS_NAV),
        (Route::Many, key::PAGE_MANY_NAV),
    ];
    let link = |(page, name)| route_link(page, language, links, html! { {language.message(name, &[])} });
    let others = Language::ALL.into_iter().filter(|other| *other != language);
    html! {
        <>
            <a class="skip" href="#main">{language.message(key::PAGE_SKIP, &[])}</a>
            <header class="wrap masthead">
                <span class="brand">{route_link(Route::Home, language, links, name)}</span>
                <nav aria-label={language.message(key::PAGE_NAVIGATION, &[])}>
                    { for pages.into_iter().map(link) }
                    { for others.map(|other| switch(route, on_language, other)) }
                </nav>
            </header>
        </>
    }
}

fn switch(route: &Route, on_language: &Callback<Language>, other: Language) -> Html {
    let on_language = on_language.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            on_language.emit(other);
        }
    });
    let tag = other.tag();
    html! { <a href={route.href(other)} lang={tag} hreflang={tag} data-language={tag} {onclick}>{other.name()}</a> }
}

fn logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
            <rect class="line" x="2" y="6" width="24" height="17" rx="3" />
            <path class="line" d="M3 8l11 8 11-8" />
            <circle class="seal" cx="20.5" cy="20.5" r="6" />
            <path class="tick" d="M17.9 20.6l1.9 1.9 3.4-3.7" />
        </svg>
    }
}
