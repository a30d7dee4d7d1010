//! Actions on all earlier checks: keep them or not, open a file, download, delete.

use words::{args, key};
use yew::prelude::*;

use super::{HistoryFile, Props};
use crate::{
    browser::history::DeleteRequest,
    components::{PageContext, translate},
    store::{BYTE_LIMIT, DOMAIN_LIMIT, KeptDomain},
};

/// Renders the switch, the buttons, and the confirmation before everything is deleted. `sure` is whether the
/// confirmation is shown.
pub(super) fn tools(props: &Props, sure: &UseStateHandle<bool>, page: PageContext) -> Html {
    let (language, settings) = (props.language, &props.history_settings);
    let keeps = props.keeps_history;
    let keep = settings.keep.reform(move |_: Event| !keeps);
    let asked = **sure;
    let ask = {
        let sure = sure.clone();
        Callback::from(move |_: MouseEvent| {
            sure.set(!asked);
            (page.focus)("forget");
        })
    };
    let export = |file: HistoryFile| settings.export.reform(move |_: MouseEvent| file);
    html! {
        <>
            <label class="keep"><input type="checkbox" data-keep={keeps.to_string()} checked={keeps} onchange={keep} />
                <span>{language.message(key::PAGE_KEEP, &[])}</span></label>
            <p class="meta">{language.message(if keeps { key::PAGE_PAST_NOTE } else { key::PAGE_KEEP_OFF }, &[])}{language.sentence_separator()}{usage_text(props)}</p>
            <div class="tools">
                <label class="button quiet file"><input type="file" accept=".json,.jsonl,application/json" data-open="evidence" onchange={&settings.open} />
                    {language.message(key::PAGE_OPEN_FILE, &[])}</label>
                if !props.history.is_empty() {
                    <button type="button" class="button quiet" data-save="all" onclick={export(HistoryFile::Json)}>{language.message(key::PAGE_EXPORT, &[])}</button>
                    <button type="button" class="button quiet" data-save="csv" onclick={export(HistoryFile::Csv)}>{language.message(key::HISTORY_CSV, &[])}</button>
                    <button type="button" id="forget" class="button quiet" data-forget="ask" aria-expanded={asked.to_string()} onclick={&ask}>{language.message(key::PAGE_FORGET, &[])}</button>
                }
            </div>
            if asked && !props.history.is_empty() {
                {confirmation(props, ask)}
            }
            <p class="meta">{translate(language, key::PAGE_OPEN_NOTE, &[])}</p>
        </>
    }
}

/// Returns how much is kept, and how much can be.
fn usage_text(props: &Props) -> String {
    let bytes: u64 = props.history.iter().map(KeptDomain::bytes).sum();
    let megabytes = |bytes: u64| i64::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(i64::MAX);
    let (domains, most) = (props.history.len(), DOMAIN_LIMIT);
    let args =
        args!["domains" => domains, "most" => most, "used" => megabytes(bytes), "limit" => megabytes(BYTE_LIMIT)];
    props.language.message(key::HISTORY_ROOM, args)
}

/// Renders the confirmation of deleting everything, which cannot be undone.
fn confirmation(props: &Props, keep: Callback<MouseEvent>) -> Html {
    let language = props.language;
    let forget = {
        let (forget, keep) = (props.history_settings.delete.clone(), keep.clone());
        Callback::from(move |event: MouseEvent| {
            keep.emit(event);
            forget.emit(DeleteRequest::All);
        })
    };
    html! {
        <div class="tools sure" role="status">
            <span>{language.message(key::PAGE_FORGET_SURE, args!["count" => props.history.iter().map(|domain| domain.heads.len()).sum::<usize>()])}</span>
            <button type="button" class="button quiet" data-forget="all" onclick={forget}>{language.message(key::PAGE_FORGET, &[])}</button>
            <button type="button" class="button quiet" data-forget="none" onclick={keep}>{language.message(key::PAGE_FORGET_NOT, &[])}</button>
        </div>
    }
}
