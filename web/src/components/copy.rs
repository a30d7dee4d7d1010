//! A button that copies a text, and confirms it.

use words::{Language, key};
use yew::{html::IntoPropValue, prelude::*};

use super::ClipboardContext;

/// Source of the text to copy.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// An existing text.
    Text(AttrValue),
    /// A text that is created when it is copied.
    Written(Callback<(), AttrValue>),
}

impl Source {
    fn text(&self) -> AttrValue {
        match self {
            Self::Text(text) => text.clone(),
            Self::Written(write) => write.emit(()),
        }
    }
}

impl IntoPropValue<Source> for String {
    fn into_prop_value(self) -> Source {
        Source::Text(self.into())
    }
}

impl IntoPropValue<Source> for Callback<(), AttrValue> {
    fn into_prop_value(self) -> Source {
        Source::Written(self)
    }
}

/// Properties of the copy button.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Label of the button.
    pub label: AttrValue,
    /// Text to copy, exactly.
    pub text: Source,
    /// Identity of a text that is not created yet. The confirmation "copied" applies to this one only.
    #[prop_or_default]
    pub of: i64,
    /// Purpose of the text, if the page has several such buttons. Only screen readers announce it.
    #[prop_or_default]
    pub about: Option<AttrValue>,
    /// Kind of thing that is copied, for tests.
    pub what: &'static str,
}

/// Copy button.
#[component]
pub fn Copy(props: &Props) -> Html {
    let clipboard = use_context::<ClipboardContext>().unwrap_or_default();
    let copied = use_state(|| None::<bool>);
    let known = match &props.text {
        Source::Text(text) => Some(text.clone()),
        Source::Written(_) => None,
    };
    use_effect_with((known, props.of), {
        let copied = copied.clone();
        move |_| copied.set(None)
    });
    let onclick = {
        let (text, copied) = (props.text.clone(), copied.clone());
        Callback::from(move |_| {
            let copied = copied.clone();
            clipboard.copy.emit((text.text(), Callback::from(move |worked| copied.set(Some(worked)))));
        })
    };
    let status =
        copied.map(|worked| props.language.message(if worked { key::PAGE_COPIED } else { key::PAGE_COPY_FAILED }, &[]));
    html! {
        <span class="copy" data-copied={copied.map(|worked| worked.to_string())}>
            <button type="button" class="button quiet" data-copy={props.what} {onclick}>{&props.label}
                { for props.about.iter().map(|about| html! { <span class="hidden">{props.language.label_separator()}{about}</span> }) }</button>
            <span class="copied" role="status">{status}</span>
        </span>
    }
}
