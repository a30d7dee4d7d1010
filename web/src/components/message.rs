//! A message to the person who can fix a part, in their language rather than the reader's.

use checker::{Owner, Report};
use words::{Language, args, key};
use yew::prelude::*;

use super::{Copy, PageContext};
use crate::{route::Route, shared::Shared};

/// Properties of [`Message`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language of the page.
    pub language: Language,
    /// The report.
    pub report: Shared<Report>,
    /// Owner of the part; `None` is the person who sets up what is missing.
    #[prop_or_default]
    pub owner: Option<Owner>,
    /// Origin (scheme and name) of this page's server, the beginning of the link in the message.
    pub origin: AttrValue,
}

/// Message to copy, in a language that the reader chooses.
#[component]
pub fn Message(props: &Props) -> Html {
    let page = use_context::<PageContext>().unwrap_or_default();
    let chosen = use_state(|| props.language);
    use_effect_with(props.language, {
        let chosen = chosen.clone();
        move |language| chosen.set(*language)
    });
    let route = Route::Check { domain: props.report.domain.to_string(), kept: None };
    let link = [&*props.origin, &route.href(*chosen)].concat();
    let text = match props.owner {
        Some(owner) => words::text::owner_message(&props.report, owner, *chosen, &link),
        None => words::text::setup_message(&props.report, *chosen, &link),
    };
    let Some(text) = text else { return html! {} };
    let whom = props.owner.map_or("setup", Owner::id);
    let language = props.language;
    let choose = |other: Language| {
        let chosen = chosen.clone();
        Callback::from(move |_: Event| {
            let chosen = chosen.clone();
            let choose = move |is_known: bool| {
                if is_known {
                    chosen.set(other);
                }
            };
            (page.load_words)(other, Callback::from(choose));
        })
    };
    let name = format!("message-{whom}");
    html! {
        <details class="message" data-message={whom}>
            <summary>{language.message(key::PAGE_MESSAGE, args!["owner" => whom])}</summary>
            <fieldset>
                <legend class="hidden">{language.message(key::PAGE_MESSAGE_LANGUAGE, &[])}</legend>
                { for Language::ALL.into_iter().map(|other| html! {
                    <label lang={other.tag()}><input type="radio" name={name.clone()} value={other.tag()} checked={other == *chosen} onchange={choose(other)} />{other.name()}</label>
                }) }
            </fieldset>
            <pre tabindex="0" role="group" aria-label={language.message(key::PAGE_MESSAGE, args!["owner" => whom])} lang={chosen.tag()} translate="no">{&text}</pre>
            <Copy {language} kind="message" label={language.message(key::PAGE_MESSAGE_COPY, &[])} {text} />
        </details>
    }
}
