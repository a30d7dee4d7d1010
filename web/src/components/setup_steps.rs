//! The steps that set MTA-STS up for a domain that does not have it.

use checker::{Finding, IndexedFinding, Report};
use words::{Language, key, setup::Step};
use yew::prelude::*;

use super::{Links, finding::sources_line, patch_view, render_sentence, route_link, translate};
use crate::route::Route;

/// Renders the steps, and what comes after the last one.
pub fn setup_steps(language: Language, report: &Report, links: &Links) -> Html {
    let set_up = Route::SetUp { answers: format!("domain={}", report.domain) };
    html! {
        <>
            <p class="before">{render_sentence(&words::setup::lead(report, language))}</p>
            <p class="fix" data-set-up="">{route_link(set_up, language, links, html! { {language.message(key::PAGE_SET_UP_LINK, &[])} })}</p>
            <ol class="steps">{ for words::setup::steps(report, language).iter().enumerate().map(|(at, words)| step(language, report, (at + 1, words), links)) }</ol>
            <p class="after">{translate(language, key::PAGE_SETUP_THEN, &[])}</p>
        </>
    }
}

/// Returns the source of a step: its name and address.
const fn basis(id: &str) -> (&'static str, &'static str) {
    match id.as_bytes() {
        b"certificate" => ("RFC 8461 §3.3", "https://www.rfc-editor.org/rfc/rfc8461#section-3.3"),
        b"record" => ("RFC 8461 §3.1", "https://www.rfc-editor.org/rfc/rfc8461#section-3.1"),
        b"tlsrpt" => ("RFC 8460 §3", "https://www.rfc-editor.org/rfc/rfc8460#section-3"),
        _ => ("RFC 8461 §3.2", "https://www.rfc-editor.org/rfc/rfc8461#section-3.2"),
    }
}

fn step(language: Language, report: &Report, (number, words): (usize, &Step<'_>), links: &Links) -> Html {
    let (section, url) = basis(words.id);
    let fixed: Vec<IndexedFinding<'_>> = words.patch.into_iter().flat_map(|patch| report.set_up_by(patch)).collect();
    let first = fixed.first().map(|found| found.finding.rule);
    let others = words.patch.map(|patch| words::setup::errors_fixed_by(report, patch)).unwrap_or_default();
    html! {
        <li class="finding" key={words.id} data-step={words.id} data-finding={first.map(|rule| rule.id)}
            data-severity={first.map(|rule| rule.severity.id())} data-stage={first.map(|rule| rule.stage.id())}>
            <span class="number">{number}</span>
            <div class="body">
                <h3>{words.headline.clone()}</h3>
                <p class="who">{words::report::owner_label(words.owner, language)}</p>
                <p>{render_sentence(&words.why)}</p>
                { for others.iter().map(|found| related_finding(language, report, found.finding)) }
                <p class="fix">{render_sentence(&words.fix)}</p>
                { for words.patch.map(|patch| patch_view(language, None, patch)) }
                if fixed.is_empty() {
                    <p class="meta"><a href={url} rel="noreferrer">{section}</a></p>
                }
                { for fixed.iter().map(|found| sources_line(found.finding, language, links)) }
            </div>
        </li>
    }
}

/// Renders what else is wrong at a step, besides the missing part.
fn related_finding(language: Language, report: &Report, finding: &Finding) -> Html {
    let words = words::report::finding_words(report, finding, language);
    html! {
        <>
            <p>{render_sentence(&words.headline)}</p>
            { for words.why.iter().map(|why| html! { <p>{render_sentence(why)}</p> }) }
        </>
    }
}
