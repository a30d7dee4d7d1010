//! The page of a rule: headline, reason, fix and sources.

use checker::Rule;
use mta_sts::Mode;
use words::{Language, key, report};
use yew::prelude::*;

use super::{
    RuleList,
    rule_words::{depends_on_mode, known_rule, rule_words_in_mode},
};
use crate::{
    components::{Links, Shape, keep_terms_together, render_sentence, route_link, status_icon, translate},
    route::{Route, learn_address},
};

/// Renders the page of one rule. If it does not exist, renders the list of all.
pub fn rule_page(language: Language, id: &str, links: &Links) -> Html {
    let Some(rule) = known_rule(id) else { return html! { <RuleList {language} unknown={id.to_owned()} {links} /> } };
    let words = rule_words_in_mode(rule, Mode::Enforce, language);
    let part = |title, text: &Option<_>| {
        text.as_ref().map(|text| html! { <><h2>{language.message(title, &[])}</h2><p>{render_sentence(text)}</p></> })
    };
    let said: String = [Some(&words.headline), words.why.as_ref(), words.fix.as_ref()]
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    html! {
        <article class="rules one" data-rule={rule.id} data-severity={rule.severity.id()}>
            <p class="up">{route_link(Route::Rules, language, links, html! { {language.message(key::PAGE_RULES, &[])} })}</p>
            <h1>{render_sentence(&words.headline)}</h1>
            <ul class="facts">
                <li><span class={classes!("say", Shape::from(rule.severity).class())}>
                    {status_icon(Shape::from(rule.severity))}{report::severity_label(rule.severity, language)}
                </span></li>
                <li><a href={learn_address(language, report::learn_anchor(rule.stage))}>{report::stage_label(rule.stage, language)}</a></li>
                <li>{report::owner_label(rule.owner, language)}</li>
                <li><code translate="no">{rule.id}</code></li>
            </ul>
            {part(key::PAGE_RULE_WHY, &words.why)}
            if depends_on_mode(rule, language) {
                <p class="note" data-note="mode">{translate(language, key::PAGE_RULE_MODE, &[])}</p>
            }
            {part(key::TEXT_DO, &words.fix)}
            {shown(language, rule)}
            <h2>{language.message(key::PAGE_RULE_RESTS, &[])}</h2>
            <ul class="cited">
                { for rule.citations.iter().map(|citation| html! {
                    <li><a href={citation.url()} rel="noreferrer" translate="no">{keep_terms_together(&citation.to_string())}</a></li>
                }) }
            </ul>
            if said.contains('‹') {
                <p class="note">{language.message(key::PAGE_RULE_NAMES, &[])}</p>
            }
        </article>
    }
}

/// Renders the rule's example: its message, and the faulty line.
fn shown(language: Language, rule: &'static Rule) -> Html {
    let Some(example) = words::rule_example(rule, language) else { return Html::default() };
    html! {
        <>
            <h2>{language.message(key::PAGE_RULE_EXAMPLE, &[])}</h2>
            <p data-example={rule.id}>{render_sentence(&example.headline)}</p>
            if let Some(text) = example.text {
                <p><code translate="no">{text}</code></p>
            }
        </>
    }
}
