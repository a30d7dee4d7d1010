//! Earlier checks, kept in this browser and judged by today's rules.

use words::{Language, key};
use yew::prelude::*;

use super::{Go, Mark, Shape};
use crate::{Shared, route::Route, store::Past};

/// Earlier checks.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// The checks, the latest first.
    pub past: Shared<Vec<Past>>,
    /// Follows a link.
    pub on_go: Callback<Route>,
    /// Forgets all.
    pub on_forget: Callback<()>,
}

/// Earlier checks.
#[component]
pub fn PastChecks(props: &Props) -> Html {
    let language = props.language;
    if props.past.is_empty() {
        return html! {};
    }
    let onclick = props.on_forget.reform(|_: MouseEvent| ());
    html! {
        <section class="past" aria-labelledby="past">
            <h2 id="past">{language.say(key::PAGE_PAST, &[])}</h2>
            <ul class="rows">{ for props.past.iter().map(|past| row(props, past)) }</ul>
            <p class="meta">{language.say(key::PAGE_PAST_NOTE, &[])}{" "}
                <button type="button" class="button quiet" data-forget="all" {onclick}>{language.say(key::PAGE_FORGET, &[])}</button></p>
        </section>
    }
}

fn row(props: &Props, past: &Past) -> Html {
    let domain = past.evidence.domain.clone();
    let started = past.evidence.started;
    let to = Route::Check { domain: domain.clone(), kept: Some(started.to_string()) };
    html! {
        <li key={format!("{domain} {started}")} data-past={domain.clone()}>
            <Mark shape={Shape::from(past.verdict)} />
            <Go {to} language={props.language} on_go={&props.on_go}><code translate="no">{domain}</code></Go>
            <span class="detail">{super::welcome::verdict_word(past.verdict, props.language)}</span>
            <span class="when">{words::report::date(started, props.language)}</span>
        </li>
    }
}
