//! The answer in one sentence, with two lines of explanation, the facts in small print, and its actions.

use checker::Verdict;
use words::{Key, Language, Sentence, Value, args, key};
use yew::prelude::*;

use super::{Links, Shape, domain_name, render_sentence, route_link, status_icon, translate};
use crate::{route::Route, store::Check};

/// Properties of the answer.
#[derive(Debug)]
pub struct VerdictCard<'a> {
    /// The language.
    pub language: Language,
    /// The check.
    pub check: &'a Check,
    /// Unicode form of the domain, if it differs.
    pub unicode_domain: Option<&'a str>,
    /// Start time of the check, in the format of the reader's locale.
    pub checked_at: &'a str,
    /// Origin of this page, the beginning of the link to copy.
    pub origin: &'a str,
    /// Changes since the previous check, once it is read.
    pub changes_line: Html,
    /// Further notices, once they are loaded.
    pub deferred_notices: Option<Html>,
    /// Actions on the answer, once they are loaded.
    pub tools: Html,
    /// Whether the browser has no network.
    pub offline: bool,
    /// Callbacks of links.
    pub links: &'a Links,
}

/// Renders the answer.
pub fn verdict_card(props: &VerdictCard<'_>) -> Html {
    let (language, check) = (props.language, props.check);
    let shape = if check.running { Shape::Open } else { Shape::from(check.report().impact) };
    let headline = match check.running {
        true => words::report::provisional_headline(check.report(), language),
        false => words::report::verdict_headline(check.report(), language),
    };
    let phase = if check.running { "open" } else { "verdict" };
    html! {
        <div class={classes!("verdict", shape.class())}>
            {status_icon(shape)}
            <div class="answer">
                {domain_name(&check.domain, props.unicode_domain, language)}
                // The final words replace the provisional ones as new elements, so that nothing moves.
                <h2 id="verdict"><span key={phase}>{render_sentence(&headline.headline)}</span></h2>
                <p class="lead"><span key={phase}>
                    if let Some(cause) = &headline.cause {
                        <strong class="cause" data-cause={check.report().cause().map(|cause| cause.rule.id)}>{render_sentence(cause)}</strong>
                    }
                    {lead(props, &headline.lead)}
                </span></p>
                { for check.report().mail_parent.as_ref().map(|parent| {
                    let route = Route::Check { domain: parent.to_string(), kept: None };
                    let words = translate(language, key::PAGE_CHECK_PARENT, args!["parent" => parent.as_str()]);
                    html! { <p class="parent">{route_link(route, language, props.links, words)}</p> }
                }) }
            </div>
            <div class="beside" aria-live="off">
                {props.changes_line.clone()}
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

/// Renders the explanation. Without a network, it names that as the reason, since another resolver would not help.
fn lead(props: &VerdictCard<'_>, lead: &Sentence) -> Html {
    match props.offline && !props.check.kept && props.check.report().verdict == Verdict::Unknown {
        true => html! { {props.language.message(key::PAGE_OFFLINE_LEAD, &[])} },
        false => render_sentence(lead),
    }
}

fn facts(props: &VerdictCard<'_>) -> Html {
    let (language, check) = (props.language, props.check);
    let policy = check.report().policy.as_ref().map(|policy| {
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
                <li data-fact="checked">{language.message(key::PAGE_FACT_CHECKED, &[])}{" "}{props.checked_at}</li>
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

/// Returns the address of the same check.
fn link(props: &VerdictCard<'_>) -> String {
    let route = Route::Check { domain: props.check.domain.to_string(), kept: None };
    [props.origin, &route.href(props.language)].concat()
}
