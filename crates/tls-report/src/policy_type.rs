//! `policy-type`: the type of the policy that a sender applied.

use serde::{Serialize, Serializer};

use crate::text::trimmed;

/// `policy-type` (RFC 8460 §4.4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyType {
    /// `sts`: MTA-STS.
    Sts,
    /// `tlsa`: DANE.
    Tlsa,
    /// `no-policy-found`.
    NoPolicyFound,
    /// Another word.
    Other(Box<str>),
    /// No word.
    Missing,
}

impl PolicyType {
    pub(crate) fn from_word(word: &str) -> Self {
        let word = trimmed(word);
        let known = [Self::Sts, Self::Tlsa, Self::NoPolicyFound];
        let found = known.into_iter().find(|one| one.id().eq_ignore_ascii_case(word));
        found.unwrap_or_else(|| if word.is_empty() { Self::Missing } else { Self::Other(word.into()) })
    }

    /// Returns the word; `unknown` if there is none.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Sts => "sts",
            Self::Tlsa => "tlsa",
            Self::NoPolicyFound => "no-policy-found",
            Self::Other(word) => word,
            Self::Missing => "unknown",
        }
    }
}

impl Serialize for PolicyType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spaces_around_a_type_do_not_matter() {
        assert_eq!(PolicyType::from_word("STS"), PolicyType::Sts);
        assert_eq!(PolicyType::from_word(" tlsa "), PolicyType::Tlsa);
        assert_eq!(PolicyType::from_word("invalid-policy-type").id(), "invalid-policy-type");
    }
}
