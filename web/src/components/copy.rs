//! A button that copies a text, and says that it did.

use words::{Language, key};
use yew::prelude::*;

/// What components let others do for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hands {
    /// Copies a text and answers whether that worked.
    pub copy: Callback<(AttrValue, Callback<bool>)>,
}

/// A copy button.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// What the button says.
    pub label: AttrValue,
    /// What it copies, exactly.
    pub text: AttrValue,
    /// A word for tests: what kind of thing is copied.
    pub what: &'static str,
}

/// A copy button.
#[component]
pub fn Copy(props: &Props) -> Html {
    let hands = use_context::<Hands>().unwrap_or_default();
    let copied = use_state(|| None::<bool>);
    use_effect_with(props.text.clone(), {
        let copied = copied.clone();
        move |_| copied.set(None)
    });
    let onclick = {
        let (text, copied) = (props.text.clone(), copied.clone());
        Callback::from(move |_| {
            let copied = copied.clone();
            hands.copy.emit((text.clone(), Callback::from(move |worked| copied.set(Some(worked)))));
        })
    };
    let said =
        copied.map(|worked| props.language.say(if worked { key::PAGE_COPIED } else { key::PAGE_COPY_FAILED }, &[]));
    html! {
        <span class="copy">
            <button type="button" class="button quiet" data-copy={props.what} {onclick}>{&props.label}</button>
            <span class="copied" role="status">{said}</span>
        </span>
    }
}
