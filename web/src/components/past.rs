//! Earlier checks, kept in this browser and judged by today's rules.

use words::{Language, key};
use yew::prelude::*;

use super::{Shape, go, mark};
use crate::{route::Route, store};

/// Earlier checks.
#[derive(Debug)]
pub struct Past<'a> {
    /// The language.
    pub language: Language,
    /// The checks, the latest first.
    pub past: &'a [store::Past],
    /// Follows a link.
    pub on_go: &'a Callback<Route>,
    /// Forgets all.
    pub on_forget: &'a Callback<()>,
}

/// Earlier checks.
pub fn past_checks(props: &Past<'_>) -> Html {
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

fn row(props: &Past<'_>, past: &store::Past) -> Html {
    let domain = past.evidence.domain.clone();
    let started = past.evidence.started;
    let to = Route::Check { domain: domain.clone(), kept: Some(started.to_string()) };
    html! {
        <li key={format!("{domain} {started}")} data-past={domain.clone()}>
            {mark(Shape::from(past.verdict))}
            {go(to, props.language, props.on_go, html! { <code translate="no">{domain}</code> })}
            <span class="detail">{super::welcome::verdict_word(past.verdict, props.language)}</span>
            <span class="when">{words::report::date(started, props.language)}</span>
        </li>
    }
}
