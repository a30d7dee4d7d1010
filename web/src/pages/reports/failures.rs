//! Failures in words: what they are, whether they persist, who owns them, and what to do.

use words::{args, key, tls_report as in_words};
use yew::prelude::*;

use super::{
    card::{Card, failure_cards},
    format::Formatter,
    live,
};
use crate::{
    components::{Shape, keep_terms_together, render_sentence, status_icon},
    reports::summary::{LiveCheck, Summary},
};

/// Largest number of cards. The table has all failures.
const MAX_CARDS: usize = 12;

/// Largest number of senders that a card names.
const MAX_SENDERS: usize = 4;

/// Renders every kind of failure as a card.
pub(super) fn failures_section(format: Formatter, summary: &Summary, live: Option<&LiveCheck>) -> Html {
    let language = format.language;
    let cards = failure_cards(&summary.failures);
    let rest = cards.len().saturating_sub(MAX_CARDS);
    html! {
        <section aria-labelledby="failures">
            <h2 id="failures">{language.message(key::REPORTS_FAILURES, &[])}</h2>
            if cards.is_empty() {
                <p class="note">{language.message(key::REPORTS_FAILURES_NONE, &[])}</p>
            }
            { for cards.iter().take(MAX_CARDS).map(|card| card_view(format, card, live)) }
            if rest > 0 {
                <p class="note">{language.message(key::REPORTS_MORE_FAILURES, args!["count" => rest])}</p>
            }
        </section>
    }
}

fn card_view(format: Formatter, card: &Card, live: Option<&LiveCheck>) -> Html {
    let language = format.language;
    let host = card.host.as_deref();
    html! {
        <article class="failure" data-cause={card.cause.id()} data-host={card.host.clone()}>
            <header>
                <h3>{render_sentence(&in_words::cause_sentence(card.cause, host, language))}</h3>
                <p class="at">
                    { for card.host.iter().map(|host| html! { <code translate="no">{host}</code> }) }
                    <code translate="no">{&card.result_type}</code>
                    if card.is_dane { <span>{"DANE"}</span> }
                    { for card.reasons.iter().map(|reason| html! { <code translate="no">{words::make_visible(reason)}</code> }) }
                </p>
            </header>
            {current_state(format, card, live)}
            <div class="body">
                <p class="cause">{render_sentence(&in_words::next_step(card.cause, language))}</p>
                <dl>
                    {fact(language.message(key::REPORTS_OWNER, &[]), in_words::owner_label(card.cause.owner(), language))}
                    {fact(language.message(key::REPORTS_REPORTED_BY, &[]), senders(format, card))}
                    {fact(language.message(key::REPORTS_DAYS, &[]), format.span(card.period))}
                    {fact(language.message(key::REPORTS_SESSIONS, &[]), format.number(card.sessions))}
                </dl>
            </div>
        </article>
    }
}

fn fact(label: String, value: String) -> Html {
    html! { <div><dt>{label}</dt><dd>{keep_terms_together(&value)}</dd></div> }
}

fn senders(format: Formatter, card: &Card) -> String {
    let named = card.senders.iter().take(MAX_SENDERS).map(|sender| format.sender(sender.as_deref()));
    let mut names = named.collect::<Vec<_>>().join(&format.language.message(key::LIST_NEXT, &[]));
    let rest = card.senders.len().saturating_sub(MAX_SENDERS);
    if rest > 0 {
        names += &format!(" +{rest}");
    }
    names
}

/// Renders whether the failure persists. Kinds that no check can observe have no such part.
fn current_state(format: Formatter, card: &Card, live: Option<&LiveCheck>) -> Html {
    let language = format.language;
    let Some((state, shown)) = live::live_state(card.cause, card.host.as_deref(), live) else { return Html::default() };
    let shape = match state {
        "still" => Shape::Warning,
        "fixed" | "gone" => Shape::Good,
        _ => Shape::Unobserved,
    };
    html! {
        <div class={classes!("now", shape.class())} data-now={state}>
            <p class={classes!("say", shape.class())}>{status_icon(shape)}<span>{language.message(key::REPORTS_STILL, args!["state" => state])}</span></p>
            <p>{language.message(key::REPORTS_STILL_NOTE, args!["state" => shown])}
                { for live.map(|live| html! { <span class="term">{" "}{language.message(key::REPORTS_CHECKED, args!["time" => &format.date(live.at)])}</span> }) }</p>
        </div>
    }
}
