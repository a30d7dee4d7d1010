//! Delivery as it would be under another policy mode.

use checker::{Verdict, judge_without_texts};
use mta_sts::Mode;
use words::{Language, args, key};
use yew::prelude::*;

use super::{Shape, delivery::delivery_table, render_sentence, status_icon};
use crate::store::Check;

/// Renders the delivery that the same evidence gives with another mode. Empty if that adds nothing.
pub fn what_if(language: Language, check: &Check) -> Html {
    let mode = match (check.report().policy.as_ref().map(|policy| policy.mode), check.report().verdict) {
        (Some(Mode::Testing | Mode::None), _) => Mode::Enforce,
        (Some(Mode::Enforce), Verdict::Refusing) => Mode::Testing,
        _ => return html! {},
    };
    let Some(changed) = checker::with_mode(&check.evidence, mode) else { return html! {} };
    let report = judge_without_texts(&check.domain, &changed);
    let words = words::report::hypothetical_headline(&report, language);
    let lists = if check.report().policy.as_ref().is_some_and(|policy| policy.mx.is_empty()) { "none" } else { "some" };
    let shape = Shape::from(report.impact);
    html! {
        <details class="fold" data-fold="what-if" data-verdict={report.verdict.id()}>
            <summary><h2>{language.message(key::PAGE_WHAT_IF, args!["mode" => mode.id()])}</h2></summary>
            <div class="folded">
                <p class={classes!("say", "headline", shape.class())}>{status_icon(shape)}<span>{render_sentence(&words.headline)}</span></p>
                <p>{render_sentence(&words.why(language))}</p>
                {delivery_table(language, &report, "what-if", true)}
                <p class="note">{language.message(key::PAGE_WHAT_IF_NOTE, args!["lists" => lists])}</p>
            </div>
        </details>
    }
}
