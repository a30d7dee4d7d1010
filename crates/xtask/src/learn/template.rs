//! Layouts with names in braces: `<h2>{learn-path}</h2>`. A literal brace is written `&#123;`.

use anyhow::{Context, Result};
use words::{Key, Language, Sentence, SentencePart};

/// Replaces every name in braces with the result of `resolve`.
///
/// # Errors
///
/// Errors of `resolve`, or an unclosed brace.
pub fn fill(layout: &str, resolve: &dyn Fn(&str) -> Result<String>) -> Result<String> {
    let (mut filled, mut rest) = (String::with_capacity(layout.len() * 2), layout.trim_end());
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').context("a layout has a brace that is not closed")?;
        filled.push_str(before);
        filled.push_str(&resolve(name)?);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Returns a message as HTML, with names and values as code.
///
/// # Errors
///
/// If there is no message of this id.
pub fn message(id: &str, language: Language) -> Result<String> {
    let parts = sentence(id, language)?.0;
    let html = |part: SentencePart| match part {
        SentencePart::Text(text) | SentencePart::Time(text) | SentencePart::Link(text, _) => escaped(&text),
        SentencePart::Value(value) => format!("<code translate=\"no\">{}</code>", escaped(&value)),
    };
    Ok(parts.into_iter().map(html).collect())
}

/// Returns a message in parts.
///
/// # Errors
///
/// If there is no message of this id.
pub fn sentence(id: &str, language: Language) -> Result<Sentence> {
    let key = Key::by_id(id).with_context(|| format!("there is no message `{id}`"))?;
    Ok(language.sentence(key, &[]))
}

/// Escapes text for HTML, including attribute values.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_replaced_and_unknown_ones_are_refused() {
        let upper = |name: &str| Ok(name.to_uppercase());
        assert_eq!(fill("<p>{a} and {b.c}</p>\n", &upper).unwrap(), "<p>A and B.C</p>");
        assert!(fill("<p>{a", &upper).unwrap_err().to_string().contains("not closed"));
        let unknown = fill("{learn-no-such}", &|name| message(name, Language::En)).unwrap_err();
        assert_eq!(unknown.to_string(), "there is no message `learn-no-such`");
    }

    #[test]
    fn text_is_escaped_and_values_are_code() {
        assert_eq!(escaped("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
        let html = message("learn-myth-wildcard.truth", Language::En).unwrap();
        assert!(html.starts_with("<code translate=\"no\">*.example.com</code> covers "), "{html}");
    }
}
