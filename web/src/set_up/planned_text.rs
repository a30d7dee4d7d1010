//! A text of the syntax check whose domain is known.

use checker::Source;
use mta_sts::Domain;
use words::Language;

use crate::{components::Links, shared::Shared, store::State};

/// A text before it is published, with its domain.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedText {
    /// The language.
    pub language: Language,
    /// The domain.
    pub domain: Domain,
    /// The kind of text.
    pub source: Source,
    /// The text, as it was typed or pasted. Empty if record and file will be deleted.
    pub text: Shared<Vec<u8>>,
    /// Callbacks of links.
    pub links: Links,
    /// The state of the page, with its resolver settings.
    pub state: Shared<State>,
}

impl PlannedText {
    /// Whether record and file will be deleted.
    #[must_use]
    pub fn is_deletion(&self) -> bool {
        self.text.is_empty()
    }
}
