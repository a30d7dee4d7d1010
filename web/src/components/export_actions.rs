//! Taking a report along: as Markdown, plain text or JSON, copied or downloaded.

use evidence::Evidence;
use words::{Key, Language, key};
use yew::prelude::*;

use super::{
    Copy,
    snapshot_link::{SnapshotLink, share_button},
};
use crate::{shared::Shared, store::Check};

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

    const fn words(self) -> Key {
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

/// A ticket to copy, and every form with what can be done with it.
pub fn export_actions(language: Language, check: &Check, exports: &ExportActions) -> Html {
    let copy = |format: Format, what: &'static str, label: Key| {
        let write = exports.write.reform(move |()| format);
        html! { <Copy {language} {what} label={language.message(label, &[])} of={check.evidence.started.unix_seconds()} text={write} /> }
    };
    let row = |format: Format| {
        let save = exports.save.reform(move |_: MouseEvent| format);
        html! {
            <li data-carry={format.ending()}>
                <span>{language.message(format.words(), &[])}</span>
                if format != Format::Markdown {
                    {copy(format, format.ending(), key::PAGE_CARRY_COPY)}
                }
                <button type="button" class="button quiet" data-save={format.ending()} onclick={save}>{language.message(key::PAGE_CARRY_SAVE, &[])}</button>
            </li>
        }
    };
    html! {
        <>
            <SnapshotLink {language} evidence={check.evidence.clone()} exports={exports.clone()} />
            {share_button(language, check, exports)}
            {copy(Format::Markdown, "ticket", key::PAGE_COPY_TICKET)}
            <details class="carry" data-fold="carry">
                <summary class="button quiet">{language.message(key::PAGE_CARRY, &[])}</summary>
                <ul>{ for [Format::Markdown, Format::Text, Format::Json].into_iter().map(row) }</ul>
            </details>
        </>
    }
}
