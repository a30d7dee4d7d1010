//! A text of unknown form: what it looks like, which codes it has, and what would help.

use bounce::{CodeMeaning, Explanation, LooksLike};
use words::{args, key};
use yew::prelude::*;

use crate::{
    components::{Shape, keep_terms_together, route_link, status_icon},
    reports::ReportsPageState,
    route::Route,
};

/// Renders a text that is not recognised.
pub(super) fn unrecognised_text(page_state: &ReportsPageState, explanation: &Explanation) -> Html {
    let language = page_state.language;
    let (shape, headline, lead) = match explanation.looks_like {
        Some(looks) => (
            Shape::Note,
            language.message(key::REPORTS_BOUNCE_LOOKS, args!["looks" => looks.id()]),
            language.message(key::REPORTS_BOUNCE_LOOKS_LEAD, args!["looks" => looks.id()]),
        ),
        None => (
            Shape::Unobserved,
            language.message(key::REPORTS_BOUNCE_UNKNOWN, &[]),
            language.message(key::REPORTS_BOUNCE_UNKNOWN_LEAD, args!["code" => code_class(explanation)]),
        ),
    };
    html! {
        <section class={classes!("verdict", shape.class())} aria-labelledby="answer" data-bounce="unknown"
            data-looks={explanation.looks_like.map(LooksLike::id)}>
            {status_icon(shape)}
            <div class="answer">
                <h2 id="answer" tabindex="-1">{keep_terms_together(&headline)}</h2>
                <p class="lead">{keep_terms_together(&lead)}</p>
            </div>
            <div class="beside">
                { for explanation.looks_like.and_then(|looks| other_page_link(page_state, looks)) }
                if explanation.looks_like.is_none() {
                    <dl class="qa">
                        if !explanation.codes.is_empty() {
                            <div><dt>{language.message(key::REPORTS_BOUNCE_CODES, &[])}</dt>{codes(page_state, explanation)}</div>
                        }
                        <div><dt>{language.message(key::REPORTS_BOUNCE_HELPS, &[])}</dt><dd>{language.message(key::REPORTS_BOUNCE_HELPS_TEXT, &[])}</dd></div>
                    </dl>
                }
            </div>
        </section>
    }
}

/// Returns `other` if there are codes and none is about security: the failure is then not about TLS. Otherwise returns
/// `open`.
fn code_class(explanation: &Explanation) -> &'static str {
    let is_open = explanation.codes.iter().any(|(_, meaning)| *meaning == CodeMeaning::Security);
    if explanation.codes.is_empty() || is_open { "open" } else { "other" }
}

fn codes(page_state: &ReportsPageState, explanation: &Explanation) -> Html {
    let language = page_state.language;
    let code = |(code, meaning): &(String, CodeMeaning)| {
        let meaning = language.message(key::BOUNCE_CODE, args!["meaning" => meaning.id()]);
        html! { <li><code translate="no">{code}</code>{language.label_separator()}{meaning}</li> }
    };
    html! { <dd><ul class="plain">{ for explanation.codes.iter().map(code) }</ul></dd> }
}

/// Renders a link to the page that reads such a text.
fn other_page_link(page_state: &ReportsPageState, looks: LooksLike) -> Option<Html> {
    let (route, words) = match looks.id() {
        "policy" | "record" => (Route::Lint, key::LINT_TITLE),
        "tls-report" => (Route::Reports, key::PAGE_REPORTS),
        _ => return None,
    };
    let language = page_state.language;
    let link = route_link(route, language, &page_state.links, html! { {language.message(words, &[])} });
    Some(html! { <div class="tools">{link}</div> })
}
