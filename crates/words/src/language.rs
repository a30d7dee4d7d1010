//! The languages: their tags, their names, and their separators between sentences.

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

    /// Returns its language tag (RFC 5646).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// Returns its name in the language itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ja => "日本語",
        }
    }

    /// Returns the language of a tag such as `ja-JP`, or of a locale such as `ja_JP.UTF-8`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Returns the separator between two sentences.
    #[must_use]
    pub const fn sentence_separator(self) -> &'static str {
        match self {
            Self::En => " ",
            Self::Ja => "",
        }
    }

    /// Returns the separator between a label and its content. At the end of a line, its trailing space is dropped.
    #[must_use]
    pub const fn label_separator(self) -> &'static str {
        match self {
            Self::En => ": ",
            Self::Ja => "：",
        }
    }

    /// Returns the separator between a headline, which has no full stop, and a sentence after it.
    #[must_use]
    pub const fn full_stop(self) -> &'static str {
        match self {
            Self::En => ". ",
            Self::Ja => "。",
        }
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
