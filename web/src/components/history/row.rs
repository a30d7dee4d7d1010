//! One domain of the history: its latest check, earlier ones, and its actions.

use checker::Verdict;
use evidence::Timestamp;
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::HistorySettings;
use crate::{
    browser::history::DeleteRequest,
    components::{Clock, Links, Shape, route_link, status_icon},
    route::Route,
    shared::Shared,
    store::{KeptDomain, KeptHead},
};

/// Properties of [`HistoryRow`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The language.
    pub(super) language: Language,
    /// All domains.
    pub(super) history: Shared<Vec<KeptDomain>>,
    /// Position of this domain.
    pub(super) at: usize,
    /// Callbacks of links.
    pub(super) links: Links,
    /// Callbacks for the kept checks.
    pub(super) history_settings: HistorySettings,
    /// Formats times.
    pub(super) clock: Clock,
}

/// Returns the key that identifies a domain.
pub(super) fn key_of(domain: &KeptDomain) -> String {
    domain.domain.clone().unwrap_or_default()
}

/// One domain of the history.
#[component]
pub(super) fn HistoryRow(props: &Props) -> Html {
    let open = use_state(|| false);
    let asked = use_state(|| false);
    let domain = &props.history[props.at];
    let Some(latest) = domain.heads.first() else { return html! {} };
    let unreadable = is_unreadable(latest);
    html! {
        <li class={classes!(unreadable.then_some("unreadable"))} data-count={domain.heads.len().to_string()} data-past={domain.domain.clone().filter(|_| !unreadable)}
            data-unreadable-check={unreadable.then(|| latest.key.to_string())}>
            {status_icon(shape(latest))}
            {name(props, domain, latest)}
            <span class="detail">{verdict_text(latest, props.language)}</span>
            <span class="when">{moment(props, latest.started)}</span>
            {row_tools(props, domain, &asked)}
            if domain.heads.len() > 1 {
                {before(props, domain, &open)}
            }
        </li>
    }
}

/// Returns whether a check was judged and could not be read. It stays until the reader deletes it.
const fn is_unreadable(head: &KeptHead) -> bool {
    head.judged_by.is_some() && head.verdict.is_none()
}

fn shape(head: &KeptHead) -> Shape {
    match head.severity.as_deref() {
        Some(severity) => Shape::from_severity_id(severity),
        None if is_unreadable(head) => Shape::Unobserved,
        None => Shape::Open,
    }
}

fn verdict_text(head: &KeptHead, language: Language) -> String {
    match head.effect() {
        Some(effect) => effect.words(language),
        None if is_unreadable(head) => language.message(key::PAGE_KEPT_UNREADABLE, &[]),
        None => "…".to_owned(),
    }
}

fn moment(props: &Props, started: Option<Timestamp>) -> String {
    started.map(|started| (props.clock.exact)(started, props.language)).unwrap_or_default()
}

/// Renders the name, as a link if the check is readable.
fn name(props: &Props, domain: &KeptDomain, head: &KeptHead) -> Html {
    let shown = |name: &str| html! { <code class="name" translate="no">{words::make_visible(name)}</code> };
    match (&domain.domain, head.started) {
        (Some(name), Some(started)) if !is_unreadable(head) => {
            route_link(kept(name, started), props.language, &props.links, shown(name))
        }
        (Some(name), _) => shown(name),
        (None, _) => html! { <span class="name">{props.language.message(key::PAGE_KEPT_NAMELESS, &[])}</span> },
    }
}

fn kept(domain: &str, started: Timestamp) -> Route {
    Route::Check { domain: domain.to_owned(), kept: Some(started.to_string()) }
}

/// Renders the buttons to check again and to delete. Deleting several checks needs a confirmation.
fn row_tools(props: &Props, domain: &KeptDomain, asked: &UseStateHandle<bool>) -> Html {
    let (language, count) = (props.language, domain.heads.len());
    let shown = words::make_visible(domain.domain.as_deref().unwrap_or("—"));
    let label = |key: Key| language.message(key, args!["domain" => shown.as_str(), "count" => count]);
    let delete = {
        let (delete, name) = (props.history_settings.delete.clone(), domain.domain.clone());
        Callback::from(move |_: MouseEvent| delete.emit(DeleteRequest::Domain(name.clone())))
    };
    let ask = |next: bool| {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(next))
    };
    let again = domain.domain.as_ref().filter(|name| name.parse::<mta_sts::Domain>().is_ok()).map(|name| {
        let route = Route::Check { domain: name.clone(), kept: None };
        let words =
            html! { <>{language.message(key::PAGE_AGAIN, &[])}<span class="hidden">{language.label_separator()}{&shown}</span></> };
        html! { <span data-again="">{route_link(route, language, &props.links, words)}</span> }
    });
    html! {
        <span class="row-tools">
            { for again }
            if **asked {
                <button type="button" class="button quiet" data-forget="domain" onclick={delete}>{label(key::HISTORY_DELETE_ALL)}</button>
                <button type="button" class="button quiet" data-forget="keep" onclick={ask(false)}>{language.message(key::PAGE_FORGET_NOT, &[])}</button>
            } else {
                <button type="button" class="button quiet" data-forget={if count > 1 { "some" } else { "one" }} aria-label={label(key::HISTORY_DELETE)}
                    onclick={if count > 1 { ask(true) } else { delete }}>{language.message(key::PAGE_DELETE, &[])}</button>
            }
        </span>
    }
}

/// Renders the earlier checks of a domain, folded. They are judged when they are unfolded.
fn before(props: &Props, domain: &KeptDomain, open: &UseStateHandle<bool>) -> Html {
    let language = props.language;
    let ontoggle = {
        let (open, name, judge) = (open.clone(), key_of(domain), props.history_settings.judge.clone());
        Callback::from(move |_: Event| {
            if !*open {
                judge.emit(name.clone());
            }
            open.set(!*open);
        })
    };
    html! {
        <details class="earlier" data-fold="checks" {ontoggle}>
            <summary>{language.message(key::HISTORY_CHECKS, args!["count" => domain.heads.len()])}</summary>
            if **open {
                <ul>{ for domain.heads.iter().map(|head| one(props, domain, head)) }</ul>
            }
        </details>
    }
}

fn one(props: &Props, domain: &KeptDomain, head: &KeptHead) -> Html {
    let (language, at) = (props.language, head.key);
    let when = moment(props, head.started);
    let label = language.message(key::HISTORY_DELETE_ONE, args!["date" => when.as_str()]);
    let delete = props.history_settings.delete.reform(move |_: MouseEvent| DeleteRequest::Check(at));
    let link = match (&domain.domain, head.started) {
        (Some(name), Some(started)) if !is_unreadable(head) => {
            route_link(kept(name, started), language, &props.links, html! { {when} })
        }
        _ => html! { <span>{when}</span> },
    };
    html! {
        <li key={at.to_string()} data-check={at.to_string()} data-verdict-word={head.verdict().map(Verdict::id)}>
            {status_icon(shape(head))}{link}
            <span class="detail">{verdict_text(head, language)}</span>
            <button type="button" class="button quiet" data-forget="check" aria-label={label} onclick={delete}>{language.message(key::PAGE_DELETE, &[])}</button>
        </li>
    }
}
