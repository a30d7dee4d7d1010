//! The answer in one sentence, why in two lines, the facts small, and what can be done with it.

use checker::Verdict;
use words::{Key, Language, Sentence, Value, args, key};
use yew::prelude::*;

use super::{Links, Shape, domain_name, render_sentence, route_link, status_icon, translate};
use crate::{route::Route, store::Check};

/// The answer.
#[derive(Debug)]
pub struct VerdictCard<'a> {
    /// The language.
    pub language: Language,
    /// The check.
    pub check: &'a Check,
    /// The domain in its own letters, if it has any.
    pub letters: Option<&'a str>,
    /// When it began, in the format of the reader's locale.
    pub checked: &'a str,
    /// The server that this page came from: the beginning of the link to copy.
    pub origin: &'a str,
    /// What changed since the check before, as soon as that is read.
    pub since: Html,
    /// What else is to be known beside it, as soon as that is there.
    pub deferred_notices: Option<Html>,
    /// What can be done with it, as soon as that is there.
    pub tools: Html,
    /// The browser has no network.
    pub offline: bool,
    /// Callbacks of links.
    pub links: &'a Links,
}

/// The answer.
pub fn verdict_card(props: &VerdictCard<'_>) -> Html {
    let (language, check) = (props.language, props.check);
    let shape = if check.running { Shape::Open } else { Shape::from(check.report.impact) };
    let headline = match check.running {
        true => words::report::provisional_headline(&check.report, language),
        false => words::report::verdict_headline(&check.report, language),
    };
    let phase = if check.running { "open" } else { "verdict" };
    html! {
        <div class={classes!("verdict", shape.class())}>
            {status_icon(shape)}
            <div class="answer">
                {domain_name(&check.domain, props.letters, language)}
                // The words of the verdict take the place of those that stood there meanwhile, as new elements: nothing moves.
                <h2 id="verdict"><span key={phase}>{render_sentence(&headline.headline)}</span></h2>
                <p class="lead"><span key={phase}>
                    if let Some(cause) = &headline.cause {
                        <strong class="cause" data-cause={check.report.cause().map(|cause| cause.rule.id)}>{render_sentence(cause)}</strong>
                    }
                    {lead(props, &headline.lead)}
                </span></p>
                { for check.report.mail_parent.as_ref().map(|parent| {
                    let route = Route::Check { domain: parent.to_string(), kept: None };
                    let words = translate(language, key::PAGE_CHECK_PARENT, args!["parent" => parent.as_str()]);
                    html! { <p class="parent">{route_link(route, language, props.links, words)}</p> }
                }) }
            </div>
            <div class="beside" aria-live="off">
                {props.since.clone()}
                {facts(props)}
                { for props.deferred_notices.clone() }
                if !check.running {
                    <div class="tools">{props.tools.clone()}</div>
                    <p class="on-paper" aria-hidden="true" translate="no">{link(props)}</p>
                }
            </div>
        </div>
    }
}

/// Without a network, what could not be seen has its reason here, and another resolver would know no more.
fn lead(props: &VerdictCard<'_>, lead: &Sentence) -> Html {
    match props.offline && !props.check.kept && props.check.report.verdict == Verdict::Unknown {
        true => html! { {props.language.message(key::PAGE_OFFLINE_LEAD, &[])} },
        false => render_sentence(lead),
    }
}

fn facts(props: &VerdictCard<'_>) -> Html {
    let (language, check) = (props.language, props.check);
    let policy = check.report.policy.as_ref().map(|policy| {
        let age = i64::try_from(policy.max_age).unwrap_or(i64::MAX);
        html! {
            <>
                {fact("mode", language, key::PAGE_FACT_MODE, args!["mode" => policy.mode.id()])}
                {fact("max-age", language, key::PAGE_FACT_AGE, args!["age" => Value::Duration(age)])}
                {fact("id", language, key::PAGE_FACT_ID, args!["id" => policy.id.as_str()])}
            </>
        }
    });
    let count = check.evidence.entries.len();
    let time = format!("{}.{}", check.took_ms / 1000, check.took_ms / 100 % 10);
    html! {
        <ul class="facts">
            {policy}
            if !check.running {
                <li data-fact="checked">{language.message(key::PAGE_FACT_CHECKED, &[])}{" "}{props.checked}</li>
            }
            if check.running || check.kept {
                {fact("questions", language, key::PAGE_FACT_ANSWERS, args!["count" => count])}
            } else {
                <li data-fact="questions">{language.message(key::PAGE_FACT_QUESTIONS, args!["count" => count, "time" => &time, "quick" => if check.took_ms < 100 { "yes" } else { "no" }])}</li>
            }
        </ul>
    }
}

fn fact(word: &'static str, language: Language, key: Key, args: &[(&str, Value<'_>)]) -> Html {
    html! { <li data-fact={word}>{translate(language, key, args)}</li> }
}

/// The address of the same check.
fn link(props: &VerdictCard<'_>) -> String {
    let route = Route::Check { domain: props.check.domain.to_string(), kept: None };
    [props.origin, &route.href(props.language)].concat()
}
