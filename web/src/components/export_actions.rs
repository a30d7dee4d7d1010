//! Actions on an answer: link to it, check again, and copy or download it as Markdown, plain text or JSON.

use checker::Verdict;
use words::{Key, Language, key};
use yew::prelude::*;

use super::{
    Copy, Links,
    exports::{ExportActions, ExportFormat},
    jump_link, route_link,
    snapshot_link::{SnapshotLink, share_button},
};
use crate::{resolver::is_demo, route::Route, store::Check};

/// Renders links to the check, a copy button for tickets, and the actions for each format.
pub fn export_actions(language: Language, check: &Check, exports: &ExportActions, links: &Links) -> Html {
    let route = Route::Check { domain: check.domain.to_string(), kept: None };
    let unknown = check.report().verdict == Verdict::Unknown;
    let link = [&*exports.origin, &route.href(language)].concat();
    let copy = |format: ExportFormat, kind: &'static str, label: Key| {
        let write = exports.write.reform(move |()| format);
        html! { <Copy {language} {kind} label={language.message(label, &[])} text_id={check.evidence.started.unix_seconds()} text={write} /> }
    };
    let row = |format: ExportFormat| {
        let save = exports.save.reform(move |_: MouseEvent| format);
        html! {
            <li data-carry={format.extension()}>
                <span>{language.message(format.name_key(), &[])}</span>
                if format != ExportFormat::Markdown {
                    {copy(format, format.extension(), key::PAGE_CARRY_COPY)}
                }
                <button type="button" class="button quiet" data-save={format.extension()} onclick={save}>{language.message(key::PAGE_CARRY_SAVE, &[])}</button>
            </li>
        }
    };
    html! {
        <>
            if unknown && !is_demo(check.domain.as_str()) {
                {jump_link(vec!["resolver".into()], links, html! { {language.message(key::PAGE_OTHER_RESOLVER, &[])} })}
            }
            <Copy {language} kind="link" label={language.message(key::PAGE_COPY_LINK, &[])} text={link} />
            {route_link(route, language, links, html! { {language.message(key::PAGE_AGAIN, &[])} })}
            <SnapshotLink {language} evidence={check.evidence.clone()} exports={exports.clone()} />
            {share_button(language, check, exports)}
            {copy(ExportFormat::Markdown, "ticket", key::PAGE_COPY_TICKET)}
            <details class="carry" data-fold="carry">
                <summary class="button quiet">{language.message(key::PAGE_CARRY, &[])}</summary>
                <ul>{ for [ExportFormat::Markdown, ExportFormat::Text, ExportFormat::Json].into_iter().map(row) }</ul>
            </details>
        </>
    }
}
