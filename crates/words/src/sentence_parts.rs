//! A sentence in parts.

use std::fmt;

/// A sentence whose names and values are separate from the words around them.
///
/// It displays as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<SentencePart>);

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentencePart {
    /// Words and numbers.
    Text(String),
    /// A day or a duration. Its words belong on one line.
    Time(String),
    /// A name or value from the domain, or a keyword of the formats. It is shown differently, for instance in a
    /// fixed-width font.
    Value(String),
    /// A name with a link to its source.
    Link(String, &'static str),
}

/// A piece of a sentence during output.
pub(crate) enum Piece<'a> {
    /// Words of the language, including numbers.
    Words(&'a str),
    /// A day or a duration.
    Time(&'a str),
    /// A name or value that is the same in every language.
    Name(&'a str),
}

impl Piece<'_> {
    /// Returns its text.
    pub(crate) const fn text(&self) -> &str {
        let (Self::Words(text) | Self::Time(text) | Self::Name(text)) = self;
        text
    }
}

impl Sentence {
    /// Returns whether the sentence has no parts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the sentence in Markdown, with names and values as code.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        self.0
            .iter()
            .map(|part| match part {
                SentencePart::Text(text) | SentencePart::Time(text) => escaped(text),
                SentencePart::Value(value) => code_span(value),
                SentencePart::Link(name, url) => ["[", &escaped(name), "](", url, ")"].concat(),
            })
            .collect()
    }

    /// Appends a sentence, separated by `blank`.
    #[must_use]
    pub(crate) fn followed_by(mut self, blank: &str, next: Self) -> Self {
        if !self.is_empty() && !next.is_empty() {
            self.0.push(SentencePart::Text(blank.to_owned()));
        }
        self.0.extend(next.0);
        self
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            let (SentencePart::Text(text)
            | SentencePart::Time(text)
            | SentencePart::Value(text)
            | SentencePart::Link(text, _)) = part;
            f.write_str(text)?;
        }
        Ok(())
    }
}

/// Escapes a text for Markdown. The product's own texts contain few characters with a meaning in Markdown.
fn escaped(text: &str) -> String {
    text.replace('*', "\\*").replace('_', "\\_").replace('<', "&lt;")
}

/// Returns a code span with a fence longer than any run of backticks inside (CommonMark §6.1).
pub(crate) fn code_span(value: &str) -> String {
    let longest = value.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if value.starts_with('`') || value.ends_with('`') || value.is_empty() { " " } else { "" };
    [&fence, pad, value, pad, &fence].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_break_out_of_its_code_span() {
        for (value, span) in [
            ("mx1.example.test", "`mx1.example.test`"),
            ("a`b", "``a`b``"),
            ("``", "``` `` ```"),
            ("*.example.test", "`*.example.test`"),
        ] {
            assert_eq!(code_span(value), span);
        }
    }
}
