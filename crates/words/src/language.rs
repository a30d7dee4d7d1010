//! The languages, and how one of them says a sentence.

use crate::{
    Key, OtherBuild, Sentence, SentencePart, Value, table,
    template::{self, Piece},
};

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// Its language tag (RFC 5646).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ja => "日本語",
        }
    }

    /// The language of a tag such as `ja-JP` or of a locale such as `ja_JP.UTF-8`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// A sentence as plain text.
    #[must_use]
    pub fn message(self, key: Key, args: &[(&str, Value<'_>)]) -> String {
        let mut text = String::new();
        template::write_pieces(self, self.pattern(key), args, &mut |piece| text.push_str(piece.text()));
        text
    }

    /// A sentence in parts, so that names and values can be set off from the words around them.
    #[must_use]
    pub fn sentence(self, key: Key, args: &[(&str, Value<'_>)]) -> Sentence {
        let mut parts = Vec::new();
        template::write_pieces(self, self.pattern(key), args, &mut |piece| match (piece, parts.last_mut()) {
            (Piece::Words(""), _) => {}
            (Piece::Words(words), Some(SentencePart::Text(text))) => text.push_str(words),
            (Piece::Words(words), _) => parts.push(SentencePart::Text(words.to_owned())),
            (Piece::Time(words), _) => parts.push(SentencePart::Time(words.to_owned())),
            (Piece::Name(name), _) => parts.push(SentencePart::Value(name.to_owned())),
        });
        Sentence(parts)
    }

    /// Separator between two sentences.
    #[must_use]
    pub const fn sentence_separator(self) -> &'static str {
        match self {
            Self::En => " ",
            Self::Ja => "",
        }
    }

    /// Separator between a label and its content; at the end of a line, without the blank.
    #[must_use]
    pub const fn label_separator(self) -> &'static str {
        match self {
            Self::En => ": ",
            Self::Ja => "：",
        }
    }

    /// Separator between a headline, which has no full stop, and a sentence after it.
    #[must_use]
    pub const fn full_stop(self) -> &'static str {
        match self {
            Self::En => ". ",
            Self::Ja => "。",
        }
    }

    /// Learns the sentences of this language, as [`page_table`](crate::page_table) has them.
    ///
    /// # Errors
    ///
    /// The text holds the sentences of another build, or no sentences.
    pub fn load_messages(self, text: String) -> Result<(), OtherBuild> {
        table::load_table(self, text)
    }

    /// Loads the sentences of this language on the pages beside the check, as [`tasks_table`](crate::tasks_table) has them.
    ///
    /// # Errors
    ///
    /// The text holds the sentences of another build, or the language itself is not known yet.
    pub fn load_task_messages(self, text: String) -> Result<(), OtherBuild> {
        table::load_tasks_table(self, text)
    }

    /// Whether it has the sentences of the pages beside the check: reports, bounces, changes.
    #[must_use]
    pub fn knows_tasks(self) -> bool {
        table::table_of(self).is_some_and(table::Table::has_tasks)
    }

    /// Whether it can speak. Where the languages are built in, all can.
    #[must_use]
    pub fn is_known(self) -> bool {
        table::table_of(self).is_some()
    }

    /// A language that was not learnt lets another speak for it rather than be silent.
    fn pattern(self, key: Key) -> &'static str {
        let own = table::table_of(self).and_then(|table| table.pattern(key));
        own.or_else(|| table::any_table(|table| table.pattern(key))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_or_a_locale_names_a_language() {
        for (tag, language) in [
            ("en", Some(Language::En)),
            ("en-GB", Some(Language::En)),
            ("ja-JP", Some(Language::Ja)),
            ("JA", Some(Language::Ja)),
            ("ja_JP.UTF-8", Some(Language::Ja)),
            ("jam", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }
}
