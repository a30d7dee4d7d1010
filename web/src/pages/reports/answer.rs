//! The answer whether it is safe to enforce, its numbered reasons, and further facts.

use tls_report::{Enforce, MIN_DAYS, MIN_SENDERS, Reason as Declared};
use words::{args, key};
use yew::prelude::*;

use super::{
    format::Formatter,
    markdown::write_markdown,
    reason::{answer_word, reason_sentence, reason_weight},
};
use crate::{
    components::{Copy, Shape, keep_terms_together, render_sentence, route_link, status_icon, translate},
    reports::{
        ReportsPageState,
        summary::{Answer, LiveCheck, Reason, Summary},
    },
    route::Route,
    shared::Shared,
};

/// Renders the answer for a domain.
pub(super) fn answer_section(
    page_state: &ReportsPageState,
    format: Formatter,
    domain: &str,
    answer: &Answer,
    summary: &Shared<Summary>,
    live: Option<&LiveCheck>,
) -> Html {
    let language = page_state.language;
    let (word, shape) = answer_word(answer);
    let (reasons, known): (Vec<&Reason>, Vec<&Reason>) =
        answer.reasons.iter().partition(|reason| reason_weight(reason) != Enforce::Yes);
    let route = Route::Check { domain: domain.to_owned(), kept: None };
    let label = if live.is_some() { key::REPORTS_CHECK_AGAIN } else { key::REPORTS_CHECK };
    let check = route_link(route, language, &page_state.links, translate(language, label, args!["domain" => domain]));
    html! {
        <>
            <section class={classes!("verdict", shape.class())} aria-labelledby="answer" aria-live="polite" data-enforce={answer.enforce.clone()}>
                {status_icon(shape)}
                <div class="answer">
                    <p class="domain">
                        { for answer.mode.iter().map(|mode| html! { <span>{translate(language, key::REPORTS_MODE, args!["mode" => mode])}</span> }) }
                        { for live.map(|live| html! { <span>{language.message(key::REPORTS_CHECKED, args!["time" => &format.date(live.at)])}</span> }) }
                    </p>
                    <h2 id="answer" tabindex="-1">{language.message(key::REPORTS_ANSWER, args!["enforce" => word])}</h2>
                    <p class="lead">{translate(language, key::REPORTS_ANSWER_LEAD, args!["enforce" => word])}</p>
                </div>
                <div class="beside">
                    <ol class="reasons">{ for reasons.into_iter().map(|reason| reason_item(format, reason, answer)) }</ol>
                    <p class="numbers">{translate(language, key::REPORTS_NUMBERS, args![
                        "passed" => answer.sessions.0, "failed" => answer.sessions.1, "days" => answer.days, "senders" => answer.senders])}</p>
                    <div class="tools">{check}
                        <Copy {language} kind="answer" label={language.message(key::REPORTS_COPY_ANSWER, &[])} text={markdown_callback(format, summary, live)} /></div>
                </div>
            </section>
            if !known.is_empty() {
                <section aria-labelledby="known">
                    <h2 id="known">{language.message(key::REPORTS_KNOWN, &[])}</h2>
                    <ul class="shown">{ for known.into_iter().map(|reason| html! {
                        <li data-reason={reason.id.clone()}>{status_icon(known_shape(reason))}<span>{render_sentence(&reason_sentence(format, reason))}</span></li>
                    }) }</ul>
                </section>
            }
        </>
    }
}

/// Returns a callback that writes the answer as Markdown when it is copied.
fn markdown_callback(
    format: Formatter,
    summary: &Shared<Summary>,
    live: Option<&LiveCheck>,
) -> Callback<(), AttrValue> {
    let (summary, live) = (summary.clone(), live.cloned());
    Callback::from(move |()| write_markdown(format, &summary, live.as_ref()).into())
}

/// Renders that no report could be read.
pub(super) fn no_answer(page_state: &ReportsPageState) -> Html {
    let language = page_state.language;
    html! {
        <section class="verdict unseen" aria-labelledby="answer" data-enforce="none">
            {status_icon(Shape::Unobserved)}
            <div class="answer"><h2 id="answer" tabindex="-1">{language.message(key::REPORTS_NONE, &[])}</h2>
                <p class="lead">{language.message(key::REPORTS_NONE_LEAD, &[])}</p></div>
        </section>
    }
}

fn known_shape(reason: &Reason) -> Shape {
    if reason.id == "fixed-since" { Shape::Good } else { Shape::Note }
}

fn reason_item(format: Formatter, reason: &Reason, answer: &Answer) -> Html {
    let language = format.language;
    let count = |days: i64| u64::try_from(days).unwrap_or_default();
    let count = match reason.id.as_str() {
        "too-few-days" => Some((count(answer.days), count(MIN_DAYS), key::REPORTS_COUNT_DAYS)),
        "too-few-senders" => Some((answer.senders as u64, MIN_SENDERS as u64, key::REPORTS_COUNT_SENDERS)),
        _ => None,
    };
    let source = Declared::by_id(&reason.id).map(|one| format!("E{} · {}", one.number, one.source));
    html! {
        <li data-reason={reason.id.clone()}>
            <p>{render_sentence(&reason_sentence(format, reason))}</p>
            { for count.map(|(has, needs, words)| html! {
                <p class="count">{progress_boxes(has, needs)}<span>{language.message(words, args!["count" => has, "total" => needs])}</span></p>
            }) }
            { for source.map(|source| html! { <p class="source-note" translate="no">{keep_terms_together(&source)}</p> }) }
        </li>
    }
}

/// Renders a box per required unit; filled ones are there already.
fn progress_boxes(has: u64, needs: u64) -> Html {
    let boxes = (0..needs).map(|at| {
        let class = if at < has { "has" } else { "lacks" };
        html! { <rect {class} x={(at * 13).to_string()} y="0" width="10" height="12" rx="2" stroke-width="1.2" /> }
    });
    html! { <svg viewBox={format!("-1 -1 {} 14", needs * 13)} aria-hidden="true">{ for boxes }</svg> }
}
