//! A button that copies a text, and says that it did.

use words::{Language, key};
use yew::{html::IntoPropValue, prelude::*};

use super::ClipboardContext;

/// What is copied.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A text that is there.
    Text(AttrValue),
    /// One that is written when it is asked for.
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

/// A copy button.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// What the button says.
    pub label: AttrValue,
    /// What it copies, exactly.
    pub text: Source,
    /// Tells one text that is still to be written from another: "copied" is true of one only.
    #[prop_or_default]
    pub of: i64,
    /// What the text is for, where the page has several such buttons: for ears alone.
    #[prop_or_default]
    pub about: Option<AttrValue>,
    /// A word for tests: what kind of thing is copied.
    pub what: &'static str,
}

/// A copy button.
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
    let said =
        copied.map(|worked| props.language.message(if worked { key::PAGE_COPIED } else { key::PAGE_COPY_FAILED }, &[]));
    html! {
        <span class="copy" data-copied={copied.map(|worked| worked.to_string())}>
            <button type="button" class="button quiet" data-copy={props.what} {onclick}>{&props.label}
                { for props.about.iter().map(|about| html! { <span class="hidden">{props.language.colon()}{about}</span> }) }</button>
            <span class="copied" role="status">{said}</span>
        </span>
    }
}
