//! Sentences as markup: words as they are, names and values set in a fixed-width font. Text stays text.

use words::{Key, Language, Part, Said, Value};
use yew::prelude::*;

/// A sentence with its names set off.
pub fn set(said: &Said) -> Html {
    said.0
        .iter()
        .map(|part| match part {
            Part::Text(text) => html! { {text} },
            Part::Value(value) => html! { <code translate="no">{value}</code> },
        })
        .collect()
}

/// Says a sentence with its names set off.
pub fn say(language: Language, key: Key, args: &[(&str, Value<'_>)]) -> Html {
    set(&language.say_parts(key, args))
}
