//! Export formats of a report, and the callbacks that write, save and share them.

use evidence::Evidence;
use words::{Key, key};
use yew::prelude::*;

use crate::shared::Shared;

/// Format for exporting a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// For tickets.
    Markdown,
    /// For mails.
    Text,
    /// For programs, with all evidence.
    Json,
}

impl ExportFormat {
    /// Returns the file extension.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    /// Returns the key of its name in the list of formats.
    pub(super) const fn name_key(self) -> Key {
        match self {
            Self::Markdown => key::PAGE_CARRY_MARKDOWN,
            Self::Text => key::PAGE_CARRY_TEXT,
            Self::Json => key::PAGE_CARRY_JSON,
        }
    }
}

/// Callbacks for exporting. `write` creates the text when it is needed, `save` downloads it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportActions {
    /// Writes a report.
    pub write: Callback<ExportFormat, AttrValue>,
    /// Downloads a report.
    pub save: Callback<ExportFormat>,
    /// Packs evidence for a link. Calls back with `None` if it does not fit.
    pub pack: Callback<(Shared<Evidence>, Callback<Option<String>>)>,
    /// Shares a link with another program, if the browser supports it.
    pub share: Option<Callback<String>>,
    /// Origin (scheme and name) of this page's server, the beginning of every link.
    pub origin: AttrValue,
}
