//! Taking a report along: as Markdown, plain text or JSON, copied or downloaded.

use words::{Key, Language, key};
use yew::prelude::*;

use super::{
    Copy,
    exports::{ExportActions, Format},
    snapshot_link::{SnapshotLink, share_button},
};
use crate::store::Check;

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
