//! What can be said. A message that does not exist is a constant that does not exist.

/// One sentence, in every language.
#[derive(Clone, Copy)]
pub struct Key(pub(crate) &'static Sentence);

/// Its compiled patterns.
pub(crate) struct Sentence {
    pub(crate) en: &'static str,
    pub(crate) ja: &'static str,
}

/// Every message as a constant: `record-ok.why` is `RECORD_OK_WHY`.
pub mod key {
    use super::{Key, Sentence};

    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// Sorted by id.
static NAMED: &[(&str, Key)] = include!(concat!(env!("OUT_DIR"), "/named.rs"));

impl Key {
    /// A message of `findings.ftl`, `report.ftl` or `input.ftl` by its id; an attribute as `record-ok.why`.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        NAMED.binary_search_by(|(name, _)| (*name).cmp(id)).ok().map(|index| NAMED[index].1)
    }

    /// An attribute of a message, such as `why` of `record-missing`.
    #[must_use]
    pub fn attribute(id: &str, attribute: &str) -> Option<Self> {
        Self::named(&[id, ".", attribute].concat())
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Key {}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Key").field(&self.0.en).finish()
    }
}

/// A message as the tests see it.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) id: &'static str,
    pub(crate) key: Key,
    /// File and line in each language.
    pub(crate) locations: [&'static str; 2],
    pub(crate) arguments: &'static [&'static str],
}

/// Every message.
#[cfg(test)]
pub(crate) static EVERY: &[Message] = include!(concat!(env!("OUT_DIR"), "/every.rs"));
