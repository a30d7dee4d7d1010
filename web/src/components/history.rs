//! Earlier checks: kept in this browser, judged by today's rules, searched, taken along and brought back.

use words::{Language, args, key};
use yew::prelude::*;

use super::{Clock, Shape, route_link, status_icon};
use crate::{
    Shared,
    browser::page::{focus, input_value},
    route::Route,
    store,
};

/// Rows that are shown until somebody wants all; a search finds the others, too.
const SHOWN: usize = 10;

/// What the reader does with the checks that are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct HistorySettings {
    /// Forgets all.
    pub forget: Callback<()>,
    /// Keeps checks from now on, or does not.
    pub keep: Callback<bool>,
    /// A file was chosen: the event of its field.
    pub open: Callback<Event>,
    /// Downloads all.
    pub export: Callback<()>,
}

/// Earlier checks.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// The checks, the latest first.
    pub history: Shared<Vec<store::KeptCheck>>,
    /// Whether checks are kept.
    pub keeps: bool,
    /// A file was chosen that is no evidence.
    pub unreadable: bool,
    /// Follows a link.
    pub on_go: Callback<Route>,
    /// What can be done with them.
    pub history_settings: HistorySettings,
    /// Writes moments.
    pub clock: Clock,
}

/// Earlier checks.
#[component]
pub fn HistoryList(props: &Props) -> Html {
    let language = props.language;
    let searched = use_state(String::new);
    let all = use_state(|| false);
    let sure = use_state(|| false);
    let shown = if *all { usize::MAX } else { SHOWN };
    let show_all = Callback::from(move |_: MouseEvent| {
        all.set(true);
        focus("past");
    });
    let oninput = {
        let searched = searched.clone();
        Callback::from(move |event: InputEvent| searched.set(input_value(&event).unwrap_or_default()))
    };
    let wanted = searched.trim().to_lowercase();
    let found =
        || props.history.iter().filter(|kept| kept.evidence.domain.contains(&wanted) || typed(kept).contains(&wanted));
    html! {
        <section class="past" aria-labelledby="past">
            <h2 id="past" tabindex="-1">{language.say(key::PAGE_PAST, &[])}</h2>
            if props.history.len() > SHOWN {
                <input type="text" class="search" data-search="past" autocapitalize="none" autocomplete="off" spellcheck="false"
                    aria-label={language.say(key::PAGE_SEARCH, &[])} placeholder={language.say(key::PAGE_SEARCH, &[])} {oninput} />
            }
            <ul class="rows">{ for found().take(shown).map(|kept| row(props, kept)) }</ul>
            if found().next().is_none() && !wanted.is_empty() {
                <p class="meta" role="status">{super::translate(language, key::PAGE_SEARCH_NONE, args!["text" => wanted.as_str()])}</p>
            }
            if found().nth(shown).is_some() {
                <p class="meta"><button type="button" class="button quiet" data-show="past" onclick={show_all}>{language.say(key::PAGE_SHOW_ALL, &[])}{format!(" ({})", found().count())}</button></p>
            }
            {tools(props, sure)}
        </section>
    }
}

/// The name as it was typed: in its own letters, perhaps.
fn typed(kept: &store::KeptCheck) -> String {
    kept.evidence.typed.as_deref().unwrap_or_default().to_lowercase()
}

fn row(props: &Props, kept: &store::KeptCheck) -> Html {
    let domain = kept.evidence.domain.clone();
    let started = kept.evidence.started;
    let to = Route::Check { domain: domain.clone(), kept: Some(started.to_string()) };
    html! {
        <li key={format!("{domain} {started}")} data-past={domain.clone()}>
            {status_icon(Shape::from(kept.verdict()))}
            {route_link(to, props.language, &props.on_go, html! { <code translate="no">{domain}</code> })}
            <span class="detail">{super::welcome::verdict_word(kept.verdict(), props.language)}</span>
            <span class="when">{(props.clock.exact)(started, props.language)}</span>
        </li>
    }
}

fn tools(props: &Props, sure: UseStateHandle<bool>) -> Html {
    let (language, history_settings) = (props.language, &props.history_settings);
    let keeps = props.keeps;
    let keep = history_settings.keep.reform(move |_: Event| !keeps);
    let asked = *sure;
    let ask = Callback::from(move |_: MouseEvent| {
        sure.set(!asked);
        focus("forget");
    });
    let export = history_settings.export.reform(|_: MouseEvent| ());
    html! {
        <>
            <label class="keep"><input type="checkbox" data-keep={keeps.to_string()} checked={keeps} onchange={keep} />
                <span>{language.say(key::PAGE_KEEP, &[])}</span></label>
            <p class="meta">{language.say(if keeps { key::PAGE_PAST_NOTE } else { key::PAGE_KEEP_OFF }, &[])}</p>
            <div class="tools">
                <label class="button quiet file"><input type="file" accept=".json,application/json" data-open="evidence" onchange={&history_settings.open} />
                    {language.say(key::PAGE_OPEN_FILE, &[])}</label>
                if !props.history.is_empty() {
                    <button type="button" class="button quiet" data-save="all" onclick={export}>{language.say(key::PAGE_EXPORT, &[])}</button>
                    <button type="button" id="forget" class="button quiet" data-forget="ask" aria-expanded={asked.to_string()} onclick={&ask}>{language.say(key::PAGE_FORGET, &[])}</button>
                }
            </div>
            if asked && !props.history.is_empty() {
                {confirmation(props, ask)}
            }
            <p class="meta">{super::translate(language, key::PAGE_OPEN_NOTE, &[])}</p>
            if props.unreadable {
                <p class="problem" role="alert">{status_icon(Shape::Bad)}<span>{language.say(key::PAGE_OPEN_BAD, &[])}</span></p>
            }
        </>
    }
}

/// What is forgotten does not come back.
fn confirmation(props: &Props, keep: Callback<MouseEvent>) -> Html {
    let language = props.language;
    let forget = {
        let (forget, keep) = (props.history_settings.forget.clone(), keep.clone());
        Callback::from(move |event: MouseEvent| {
            keep.emit(event);
            forget.emit(());
        })
    };
    html! {
        <div class="tools sure" role="status">
            <span>{language.say(key::PAGE_FORGET_SURE, args!["count" => props.history.len()])}</span>
            <button type="button" class="button quiet" data-forget="all" onclick={forget}>{language.say(key::PAGE_FORGET, &[])}</button>
            <button type="button" class="button quiet" data-forget="none" onclick={keep}>{language.say(key::PAGE_FORGET_NOT, &[])}</button>
        </div>
    }
}
