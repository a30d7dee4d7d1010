//! The head of the page: its name, and the other language.

use words::{Language, key};
use yew::prelude::*;

use super::Go;
use crate::{browser::page::opens_elsewhere, route::Route};

/// The head of the page.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Where the reader is.
    pub route: Route,
    /// Chooses another language.
    pub on_speak: Callback<Language>,
    /// Follows a link.
    pub on_go: Callback<Route>,
}

/// The head of the page.
#[component]
pub fn Masthead(props: &Props) -> Html {
    let language = props.language;
    let on_go = &props.on_go;
    html! {
        <>
            <a class="skip" href="#main">{language.say(key::PAGE_SKIP, &[])}</a>
            <header class="wrap masthead">
                <Go to={Route::Home} {language} {on_go} class="brand">{logo()}{language.say(key::PAGE_NAME, &[])}</Go>
                <nav aria-label={language.say(key::PAGE_NAVIGATION, &[])}>
                    <Go to={Route::About} {language} {on_go} here={props.route == Route::About}>
                        {language.say(key::PAGE_ABOUT, &[])}
                    </Go>
                    { for Language::ALL.into_iter().filter(|other| *other != language).map(|other| switch(props, other)) }
                </nav>
            </header>
        </>
    }
}

fn switch(props: &Props, other: Language) -> Html {
    let on_speak = props.on_speak.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            on_speak.emit(other);
        }
    });
    let tag = other.tag();
    html! { <a href={props.route.href(other)} lang={tag} hreflang={tag} data-language={tag} {onclick}>{other.name()}</a> }
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
