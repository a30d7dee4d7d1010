//! Earlier checks: kept in this browser, judged by today's rules, searched, taken along and brought back.

mod tools;

use words::{Language, args, key};
use yew::prelude::*;

use super::{
    Clock, Links, PageContext, Shape, file_problem_text, route_link, status_icon, translate, welcome::verdict_word,
};
use crate::{
    route::Route,
    shared::Shared,
    store::{FileProblem, KeptCheck},
};

/// Rows that are shown until the reader asks for all. A search finds the others, too.
const SHOWN: usize = 10;

/// What the reader does with the checks that are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct HistorySettings {
    /// Deletes all.
    pub forget: Callback<()>,
    /// Deletes the one under this key.
    pub delete: Callback<f64>,
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
    pub history: Shared<Vec<KeptCheck>>,
    /// Whether checks are kept.
    pub keeps: bool,
    /// Why the file that was chosen shows nothing.
    pub file_problem: Option<FileProblem>,
    /// Callbacks of links.
    pub links: Links,
    /// What can be done with them.
    pub history_settings: HistorySettings,
    /// Writes moments.
    pub clock: Clock,
}

/// Earlier checks.
#[component]
pub fn HistoryList(props: &Props) -> Html {
    let language = props.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let searched = use_state(String::new);
    let all = use_state(|| false);
    let sure = use_state(|| false);
    let shown = if *all { usize::MAX } else { SHOWN };
    let show_all = Callback::from(move |_: MouseEvent| {
        all.set(true);
        (page.focus)("past");
    });
    let oninput = {
        let searched = searched.clone();
        Callback::from(move |event: InputEvent| searched.set((page.field_text)(&event).unwrap_or_default()))
    };
    let wanted = searched.trim().to_lowercase();
    let found = || props.history.iter().filter(|kept| is_named(kept, &wanted));
    html! {
        <section class="past" aria-labelledby="past">
            <h2 id="past" tabindex="-1">{language.message(key::PAGE_PAST, &[])}</h2>
            if props.history.len() > SHOWN {
                <input type="text" class="search" data-search="past" autocapitalize="none" autocomplete="off" spellcheck="false"
                    aria-label={language.message(key::PAGE_SEARCH, &[])} placeholder={language.message(key::PAGE_SEARCH, &[])} {oninput} />
            }
            <ul class="rows">{ for found().take(shown).map(|kept| row(props, kept)) }</ul>
            if found().next().is_none() && !wanted.is_empty() {
                <p class="meta" role="status">{translate(language, key::PAGE_SEARCH_NONE, args!["text" => wanted.as_str()])}</p>
            }
            if found().nth(shown).is_some() {
                <p class="meta"><button type="button" class="button quiet" data-show="past" onclick={show_all}>{language.message(key::PAGE_SHOW_ALL, &[])}{format!(" ({})", found().count())}</button></p>
            }
            {tools::tools(props, &sure, page)}
            if let Some(problem) = props.file_problem {
                <p class="problem" role="alert">{status_icon(Shape::Bad)}<span>{file_problem_text(problem, language)}</span></p>
            }
        </section>
    }
}

/// Whether the domain contains a text, in the letters of DNS or in those that were typed.
fn is_named(kept: &KeptCheck, text: &str) -> bool {
    let has = |name: &Option<String>| name.as_deref().unwrap_or_default().to_lowercase().contains(text);
    has(&kept.domain) || has(&kept.typed)
}

fn row(props: &Props, kept: &KeptCheck) -> Html {
    let (Some(verdict), Some(domain), Some(started)) = (kept.verdict(), &kept.domain, kept.started) else {
        return unreadable_row(props, kept);
    };
    let to = Route::Check { domain: domain.clone(), kept: Some(started.to_string()) };
    html! {
        <li key={format!("{domain} {started}")} data-past={domain.clone()}>
            {status_icon(Shape::from(verdict))}
            {route_link(to, props.language, &props.links, html! { <code translate="no">{domain}</code> })}
            <span class="detail">{verdict_word(verdict, props.language)}</span>
            <span class="when">{(props.clock.exact)(started, props.language)}</span>
        </li>
    }
}

/// A check that this version of the page cannot read: it stays until it is deleted by hand.
fn unreadable_row(props: &Props, kept: &KeptCheck) -> Html {
    let (language, key) = (props.language, kept.key);
    let name = match &kept.domain {
        Some(domain) => html! { <code class="name" translate="no">{words::make_visible(domain)}</code> },
        None => html! { <span class="name">{language.message(key::PAGE_KEPT_NAMELESS, &[])}</span> },
    };
    let label = language.message(key::PAGE_KEPT_DELETE, args!["domain" => kept.domain.as_deref().unwrap_or("—")]);
    let delete = props.history_settings.delete.reform(move |_: MouseEvent| key);
    html! {
        <li class="unreadable" key={format!("unreadable {key}")} data-unreadable-check={key.to_string()}>
            {status_icon(Shape::Unseen)}
            {name}
            <span class="detail">{language.message(key::PAGE_KEPT_UNREADABLE, &[])}</span>
            if let Some(started) = kept.started {
                <span class="when">{(props.clock.exact)(started, language)}</span>
            }
            <button type="button" class="button quiet" data-forget="one" aria-label={label} onclick={delete}>{language.message(key::PAGE_DELETE, &[])}</button>
        </li>
    }
}
