//! Sentences as markup: plain words, with names and values in a fixed-width font. Text is never parsed as markup.

use std::mem;

use words::{Key, Language, Sentence, SentencePart, Value};
use yew::prelude::*;

/// Renders a sentence with its names in a fixed-width font.
pub fn render_sentence(sentence: &Sentence) -> Html {
    // Number of bytes at the start of a text that were rendered with the name before it.
    let mut rendered = 0;
    let show = |(at, part): (usize, &SentencePart)| {
        let before = mem::take(&mut rendered);
        match part {
            SentencePart::Text(text) => keep_terms_together(&text[before..]),
            SentencePart::Time(text) => html! { <span class="term">{text}</span> },
            SentencePart::Value(value) => {
                let end = sentence.0.get(at + 1).map_or("", closing);
                rendered = end.len();
                named(value, end)
            }
            SentencePart::Link(name, url) => html! { <a href={*url} rel="noreferrer" translate="no">{name}</a> },
        }
    };
    sentence.0.iter().enumerate().map(show).collect()
}

/// Renders a name with the punctuation after it, so that no line begins with that punctuation.
fn named(value: &str, end: &str) -> Html {
    let name = html! { <code translate="no">{keep_terms_together(value)}</code> };
    if end.is_empty() {
        name
    } else {
        html! { <span class="term">{name}{end}</span> }
    }
}

/// Returns the closing punctuation at the start of a text.
fn closing(part: &SentencePart) -> &str {
    let SentencePart::Text(text) = part else { return "" };
    let rest = text.trim_start_matches([',', '.', ';', ':', '?', ')', '、', '。', '：', '）', '」']);
    &text[..text.len() - rest.len()]
}

/// Renders a text whose terms stay on one line. The characters do not change, so that copies are exact.
pub fn keep_terms_together(text: &str) -> Html {
    let (mut parts, mut rendered) = (Vec::new(), 0);
    for (at, term) in terms(text) {
        parts.push(html! { {&text[rendered..at]} });
        parts.push(html! { <span class="term">{term}</span> });
        rendered = at + term.len();
    }
    parts.push(html! { {&text[rendered..]} });
    parts.into_iter().collect()
}

/// Longest term in bytes. It fits the narrowest screen, even in a headline. Longer names break where they can.
const MAX_TERM_BYTES: usize = 16;

/// Finds words with hyphens, at which browsers would break them, such as `MTA-STS`, `set-up` and `-starttls`, and their
/// offsets.
fn terms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_within = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut next = 0;
    let words = text.split_inclusive(move |c| !is_within(c)).map(move |word| {
        let at = next;
        next += word.len();
        (at, word.trim_end_matches(move |c| !is_within(c)))
    });
    words.filter(|(_, word)| word.contains('-') && word.len() <= MAX_TERM_BYTES)
}

/// Renders a message with its names in a fixed-width font.
pub fn translate(language: Language, key: Key, args: &[(&str, Value<'_>)]) -> Html {
    render_sentence(&language.sentence(key, args))
}

#[cfg(test)]
mod tests {
    use words::SentencePart;

    use super::{closing, terms};

    #[test]
    fn punctuation_stays_with_the_name_before_it() {
        for (text, end) in [(", but", ","), ("（", ""), ("）。次に", "）。"), (" and", ""), ("。", "。"), ("", "")]
        {
            assert_eq!(closing(&SentencePart::Text(text.to_owned())), end, "{text}");
        }
        assert_eq!(closing(&SentencePart::Value(".".to_owned())), "");
    }

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
