//! A button that copies a text, and confirms it.

use words::{Language, key};
use yew::{html::IntoPropValue, prelude::*};

use super::ClipboardContext;

/// Source of the text to copy.
#[derive(Clone, Debug, PartialEq)]
pub enum CopySource {
    /// An existing text.
    Text(AttrValue),
    /// A text that is created when it is copied.
    Lazy(Callback<(), AttrValue>),
}

impl CopySource {
    fn text(&self) -> AttrValue {
        match self {
            Self::Text(text) => text.clone(),
            Self::Lazy(write) => write.emit(()),
        }
    }
}

impl IntoPropValue<CopySource> for String {
    fn into_prop_value(self) -> CopySource {
        CopySource::Text(self.into())
    }
}

impl IntoPropValue<CopySource> for Callback<(), AttrValue> {
    fn into_prop_value(self) -> CopySource {
        CopySource::Lazy(self)
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
    pub text: CopySource,
    /// Identity of a text that is not created yet. The confirmation "copied" applies to this one only.
    #[prop_or_default]
    pub text_id: i64,
    /// Purpose of the text, if the page has several such buttons. Only screen readers announce it.
    #[prop_or_default]
    pub purpose: Option<AttrValue>,
    /// Kind of thing that is copied, for tests.
    pub kind: &'static str,
}

/// Copy button.
#[component]
pub fn Copy(props: &Props) -> Html {
    let clipboard = use_context::<ClipboardContext>().unwrap_or_default();
    let copied = use_state(|| None::<bool>);
    let known = match &props.text {
        CopySource::Text(text) => Some(text.clone()),
        CopySource::Lazy(_) => None,
    };
    use_effect_with((known, props.text_id), {
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
            <button type="button" class="button quiet" data-copy={props.kind} {onclick}>{&props.label}
                { for props.purpose.iter().map(|purpose| html! { <span class="hidden">{props.language.label_separator()}{purpose}</span> }) }</button>
            <span class="copied" role="status">{status}</span>
        </span>
    }
}
