//! All rules, and a page for each: what it says, why, what to do, and what it rests on.

use checker::{Arg, Finding, RULES, Rule, Stage};
use mta_sts::Mode;
use words::{
    Language, args, key,
    report::{self, FindingWords},
};
use yew::prelude::*;

use crate::{
    components::{Links, Shape, keep_terms_together, render_sentence, route_link, status_icon, translate},
    route::Route,
};

/// All rules. `unknown` is what the address names and is none.
pub fn rules(language: Language, unknown: Option<&str>, links: &Links) -> Html {
    let mut stages: Vec<Stage> = RULES.iter().map(|rule| rule.stage).collect();
    stages.sort_unstable();
    stages.dedup();
    html! {
        <article class="rules">
            <h1>{language.message(key::PAGE_RULES, &[])}</h1>
            if let Some(id) = unknown {
                <p class="lead" data-unknown="rule">{translate(language, key::PAGE_RULES_UNKNOWN, args!["id" => id])}</p>
            }
            <p class="lead">{translate(language, key::PAGE_RULES_LEAD, args!["count" => RULES.len()])}</p>
            { for stages.into_iter().map(|stage| group(language, stage, links)) }
        </article>
    }
}

fn group(language: Language, stage: Stage, links: &Links) -> Html {
    let id = format!("stage-{}", stage.id());
    let of_stage = RULES.iter().filter(|rule| rule.stage == stage);
    html! {
        <section aria-labelledby={id.clone()} key={stage.id()}>
            <h2 {id}>{report::stage_label(stage, language)}</h2>
            <ul class="rows">{ for of_stage.map(|rule| row(language, rule, links)) }</ul>
        </section>
    }
}

fn row(language: Language, rule: &'static Rule, links: &Links) -> Html {
    let words = html! { <>{render_sentence(&words_of(rule, language).headline)}</> };
    html! {
        <li key={rule.id} data-rule={rule.id} data-severity={rule.severity.id()}>
            {status_icon(Shape::from(rule.severity))}
            <span class="said"><span class="hidden">{report::severity_label(rule.severity, language)}{language.label_separator()}</span>{route_link(to(rule), language, links, words)}</span>
            <code class="id" translate="no">{rule.id}</code>
        </li>
    }
}

/// The page of one rule; of one that does not exist, the list of all.
pub fn rule(language: Language, id: &str, links: &Links) -> Html {
    let Some(rule) = known(id) else { return rules(language, Some(id), links) };
    let words = words_in(rule, Mode::Enforce, language);
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
                <li>{report::stage_label(rule.stage, language)}</li>
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

/// The rule's example: what is said about it, and the line at fault.
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

/// What a rule says in one line, for the title of its page.
#[must_use]
pub fn headline(id: &str, language: Language) -> Option<String> {
    known(id).map(|rule| words_of(rule, language).headline.to_string())
}

fn known(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

fn to(rule: &Rule) -> Route {
    Route::Rule { id: rule.id.to_owned() }
}

/// The words about a rule without a policy.
fn words_of(rule: &'static Rule, language: Language) -> FindingWords {
    report::finding_with("‹domain›", None, &specimen(rule), language)
}

fn words_in(rule: &'static Rule, mode: Mode, language: Language) -> FindingWords {
    report::finding_with("‹domain›", Some(mode), &specimen(rule), language)
}

/// Whether what is said is true for one mode of the policy only.
fn depends_on_mode(rule: &'static Rule, language: Language) -> bool {
    let enforced = words_in(rule, Mode::Enforce, language);
    [Mode::Testing, Mode::None].into_iter().any(|mode| words_in(rule, mode, language) != enforced)
}

/// A finding whose names and values are the names of its arguments.
fn specimen(rule: &'static Rule) -> Finding {
    let mut specimen = Finding::new(rule);
    specimen.args.0.extend(rule.args.iter().map(|name| (*name, Arg::Text(format!("‹{name}›")))));
    specimen
}
