//! A text of the syntax check whose domain is known.

use checker::Source;
use mta_sts::Domain;
use words::Language;

use crate::{components::Links, shared::Shared, store::State};

/// A text before it is published, and the domain that it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedText {
    /// The language.
    pub language: Language,
    /// The domain.
    pub domain: Domain,
    /// What it is.
    pub source: Source,
    /// The text, as it was typed or pasted.
    pub text: Shared<Vec<u8>>,
    /// Callbacks of links.
    pub links: Links,
    /// The state of the page: who is asked for names.
    pub state: Shared<State>,
}
