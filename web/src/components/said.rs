//! Sentences as markup: words as they are, names and values set in a fixed-width font. Text stays text.

use words::{Key, Language, Part, Said, Value};
use yew::prelude::*;

/// A sentence with its names set off.
pub fn set(said: &Said) -> Html {
    said.0
        .iter()
        .map(|part| match part {
            Part::Text(text) => unbroken(text),
            Part::Value(value) => html! { <code translate="no">{unbroken(value)}</code> },
            Part::Link(name, url) => html! { <a href={*url} rel="noreferrer" translate="no">{name}</a> },
        })
        .collect()
}

/// A text whose terms stay on one line. The characters are the same, so that a copy of them is exact, too.
pub fn unbroken(text: &str) -> Html {
    let (mut parts, mut told) = (Vec::new(), 0);
    for (at, term) in terms(text) {
        parts.push(html! { {&text[told..at]} });
        parts.push(html! { <span class="term">{term}</span> });
        told = at + term.len();
    }
    parts.push(html! { {&text[told..]} });
    parts.into_iter().collect()
}

/// Longest term: it has room on the narrowest screen, also in a headline. Longer names break where they can.
const TERM: usize = 16;

/// Words with hyphens, at which browsers would break them: `MTA-STS`, `set-up`, `-starttls`, and where they begin.
fn terms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_within = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut next = 0;
    let words = text.split_inclusive(move |c| !is_within(c)).map(move |word| {
        let at = next;
        next += word.len();
        (at, word.trim_end_matches(move |c| !is_within(c)))
    });
    words.filter(|(_, word)| word.contains('-') && word.len() <= TERM)
}

/// Says a sentence with its names set off.
pub fn say(language: Language, key: Key, args: &[(&str, Value<'_>)]) -> Html {
    set(&language.say_parts(key, args))
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn short_words_with_hyphens_are_terms() {
        for (text, found) in [
            ("MTA-STS is set up.", &[(0, "MTA-STS")][..]),
            ("it has no MTA-STS.", &[(10, "MTA-STS.")]),
            ("送信側は MTA-STSを確認", &[(13, "MTA-STS")]),
            ("smtp -starttls -connect h", &[(5, "-starttls"), (15, "-connect")]),
            ("mta-sts.a-name-that-is-too-long.example", &[]),
            ("https://a-b/c-d", &[(8, "a-b"), (12, "c-d")]),
            ("no term", &[]),
            ("", &[]),
        ] {
            assert_eq!(terms(text).collect::<Vec<_>>(), found, "{text}");
        }
    }
}
