//! Links within the page, and domain names in both spellings.

use mta_sts::Domain;
use words::{Language, key};
use yew::prelude::*;

use crate::{
    browser::{idna::UrlParser, page::opens_elsewhere},
    route::Route,
};

/// A link to a place of the page; a new tab works as with any link.
#[derive(Properties, PartialEq)]
pub struct GoProps {
    /// Where to.
    pub to: Route,
    /// The language of the place.
    pub language: Language,
    /// Follows the link.
    pub on_go: Callback<Route>,
    /// Whether the reader is there.
    #[prop_or_default]
    pub here: bool,
    /// Class of style sheets.
    #[prop_or_default]
    pub class: Classes,
    /// What the link says.
    pub children: Html,
}

/// A link to a place of the page.
#[component]
pub fn Go(props: &GoProps) -> Html {
    let onclick = {
        let (to, on_go) = (props.to.clone(), props.on_go.clone());
        Callback::from(move |event: MouseEvent| {
            if !opens_elsewhere(&event) {
                event.prevent_default();
                on_go.emit(to.clone());
            }
        })
    };
    let current = props.here.then_some("page");
    html! {
        <a href={props.to.href(props.language)} class={props.class.clone()} aria-current={current} {onclick}>
            {props.children.clone()}
        </a>
    }
}

/// A domain's name.
#[derive(Properties, PartialEq)]
pub struct NameProps {
    /// The domain.
    pub domain: Domain,
    /// The language of the words around it.
    pub language: Language,
}

/// A name as DNS has it, the letters that it stands for beside it and never instead.
#[component]
pub fn DomainName(NameProps { domain, language }: &NameProps) -> Html {
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
