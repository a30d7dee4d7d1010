//! The forms in which a report can be taken along, and the callbacks that write, save and share them.

use evidence::Evidence;
use words::{Key, key};
use yew::prelude::*;

use crate::shared::Shared;

/// A form that a report can be taken along in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For tickets.
    Markdown,
    /// For mails.
    Text,
    /// For programs, with all evidence.
    Json,
}

impl Format {
    /// The ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    /// Its name in the list of forms.
    pub(super) const fn words(self) -> Key {
        match self {
            Self::Markdown => key::PAGE_CARRY_MARKDOWN,
            Self::Text => key::PAGE_CARRY_TEXT,
            Self::Json => key::PAGE_CARRY_JSON,
        }
    }
}

/// What takes it along: `write` makes the text when it is asked for, `save` downloads it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportActions {
    /// Writes a report.
    pub write: Callback<Format, AttrValue>,
    /// Downloads a report.
    pub save: Callback<Format>,
    /// Packs evidence for a link, and answers with nothing where it does not fit.
    pub pack: Callback<(Shared<Evidence>, Callback<Option<String>>)>,
    /// Hands a link to another program, where the browser can.
    pub share: Option<Callback<String>>,
    /// Scheme and name of this page's server: the beginning of every link.
    pub origin: AttrValue,
}
