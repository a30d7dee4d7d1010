//! A message to a person, in their language rather than the reader's: the owner of a part, or the customer.

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
    /// Another recipient. It replaces the owner.
    #[prop_or_default]
    pub recipient: Option<Recipient>,
    /// Origin (scheme and name) of this page's server, the beginning of the link in the message.
    pub origin: AttrValue,
}

/// A recipient who is no owner.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The identifier in the page and in tests.
    pub id: &'static str,
    /// Title of the message in the page.
    pub title: String,
    /// Writes the message. The last argument is a link to the same check.
    pub write: fn(&Report, Language, &str) -> Option<String>,
    /// Loads the sentences of a language that the message needs. Calls back with whether they are loaded.
    pub load_words: fn(Language, Callback<bool>),
}

/// Recipients with the same identifier have the same message.
impl PartialEq for Recipient {
    fn eq(&self, other: &Self) -> bool {
        (self.id, &self.title) == (other.id, &other.title)
    }
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
    let text = match (&props.recipient, props.owner) {
        (Some(recipient), _) => (recipient.write)(&props.report, *chosen, &link),
        (None, Some(owner)) => words::text::owner_message(&props.report, owner, *chosen, &link),
        (None, None) => words::text::setup_message(&props.report, *chosen, &link),
    };
    let Some(text) = text else { return html! {} };
    let language = props.language;
    let of_owner = props.owner.map_or("setup", Owner::id);
    let (whom, title) = match &props.recipient {
        Some(recipient) => (recipient.id, recipient.title.clone()),
        None => (of_owner, language.message(key::PAGE_MESSAGE, args!["owner" => of_owner])),
    };
    let load_words = props.recipient.as_ref().map_or(page.load_words, |recipient| recipient.load_words);
    let choose = |other: Language| {
        let chosen = chosen.clone();
        Callback::from(move |_: Event| {
            let chosen = chosen.clone();
            let choose = move |is_known: bool| {
                if is_known {
                    chosen.set(other);
                }
            };
            load_words(other, Callback::from(choose));
        })
    };
    let name = format!("message-{whom}");
    html! {
        <details class="message" data-message={whom}>
            <summary>{&title}</summary>
            <fieldset>
                <legend class="hidden">{language.message(key::PAGE_MESSAGE_LANGUAGE, &[])}</legend>
                { for Language::ALL.into_iter().map(|other| html! {
                    <label lang={other.tag()}><input type="radio" name={name.clone()} value={other.tag()} checked={other == *chosen} onchange={choose(other)} />{other.name()}</label>
                }) }
            </fieldset>
            <pre tabindex="0" role="group" aria-label={title.clone()} lang={chosen.tag()} translate="no">{&text}</pre>
            <Copy {language} kind="message" label={language.message(key::PAGE_MESSAGE_COPY, &[])} {text} />
        </details>
    }
}
