//! The answer in one sentence, why in two lines, the facts small, and what can be done with it.

use checker::Verdict;
use evidence::{Opinion, Outcome};
use words::{Key, Language, Sentence, Value, args, key};
use yew::prelude::*;

use super::{Copy, Links, Shape, domain_name, jump_link, render_sentence, route_link, status_icon, translate};
use crate::{
    resolver::is_demo,
    route::Route,
    store::{Check, Missing, Notices},
};

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
    /// What takes the report along, as soon as it is there.
    pub exported: Html,
    /// Notices about this check.
    pub notices: &'a Notices,
    /// It came from a file.
    pub from_file: bool,
    /// It came from a link.
    pub from_link: bool,
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
                {asides(props)}
                if !check.running {
                    {tools(props)}
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

/// What the reader must know about how this answer came about.
fn asides(props: &VerdictCard<'_>) -> Html {
    let (language, check) = (props.language, props.check);
    let named = |name: &str| {
        check
            .evidence
            .entries
            .iter()
            .rev()
            .any(|entry| matches!(&entry.reply.via, evidence::Via::Resolver(via) if via == name))
    };
    let used = stand_in(check);
    let failed_resolvers: Vec<String> = check.failed_resolvers.iter().filter(|name| !named(name)).cloned().collect();
    html! {
        <>
            if check.kept {
                <p class="aside" data-kept="true" data-snapshot={props.from_link.then_some("shown")}>{language.message(kept_key(props), &[])}</p>
            }
            if let Some(missing) = props.notices.not_in_history {
                <p class="aside" data-lost="true">{language.message(missing_key(missing), &[])}</p>
            }
            if props.notices.unreadable_in_file > 0 && props.from_file {
                <p class="aside" data-unread={props.notices.unreadable_in_file.to_string()}>
                    {language.message(key::PAGE_OPEN_PART, args!["count" => props.notices.unreadable_in_file])}</p>
            }
            if props.notices.save_failed {
                <p class="aside" data-unkept="true">{language.message(key::PAGE_STORAGE_FULL, &[])}</p>
            }
            { for props.deferred_notices.clone() }
            if !failed_resolvers.is_empty() {
                <p class="aside" data-fallback={used.is_some().to_string()}>
                    {match used {
                        Some(used) => translate(language, key::PAGE_FALLBACK, args!["silent" => Value::List(&failed_resolvers), "resolver" => used]),
                        None => translate(language, key::PAGE_SILENT, args!["silent" => Value::List(&failed_resolvers)]),
                    }}
                </p>
            }
            { for opinions(check).into_iter().map(|opinion| {
                let (word, key) = match opinion.answered {
                    0 => ("none", key::PAGE_OPINION_NONE),
                    answered if answered < opinion.asked => ("part", key::PAGE_OPINION_PART),
                    _ => ("same", key::PAGE_OPINION_SAME),
                };
                html! { <p class="aside" data-opinion={word}>{translate(language, key, args!["resolver" => opinion.resolver])}</p> }
            }) }
        </>
    }
}

const fn kept_key(props: &VerdictCard<'_>) -> Key {
    match (props.from_link, props.from_file) {
        (true, _) => key::SNAPSHOT_SHOWN,
        (false, true) => key::PAGE_OPENED,
        (false, false) => key::PAGE_KEPT,
    }
}

const fn missing_key(missing: Missing) -> Key {
    match missing {
        Missing::NotKept => key::PAGE_LOST,
        Missing::Unreadable => key::PAGE_LOST_UNREADABLE,
    }
}

/// The resolver that gave the latest answer, if any came, leaving aside those that were asked to compare.
fn stand_in(check: &Check) -> Option<&str> {
    check.evidence.entries.iter().rev().filter(|entry| !entry.opinion).find_map(|entry| match &entry.reply {
        evidence::Reply { via: evidence::Via::Resolver(name), outcome: Outcome::Answer(_), .. } => Some(name.as_str()),
        _ => None,
    })
}

/// Resolvers that were asked to compare. A finding reports those that disagree.
fn opinions(check: &Check) -> Vec<Opinion<'_>> {
    let others = check.evidence.opinions();
    let differ = check.report.has_finding(&checker::rules::DNS_RESOLVERS_DISAGREE);
    others.into_iter().filter(|opinion| !(opinion.answered > 0 && differ)).collect()
}

/// The address of the same check.
fn link(props: &VerdictCard<'_>) -> String {
    let route = Route::Check { domain: props.check.domain.to_string(), kept: None };
    [props.origin, &route.href(props.language)].concat()
}

fn tools(props: &VerdictCard<'_>) -> Html {
    let (language, check) = (props.language, props.check);
    let route = Route::Check { domain: check.domain.to_string(), kept: None };
    let unknown = check.report.verdict == Verdict::Unknown;
    html! {
        <div class="tools">
            if unknown && !is_demo(check.domain.as_str()) {
                {jump_link(vec!["resolver".into()], props.links, html! { {language.message(key::PAGE_OTHER_RESOLVER, &[])} })}
            }
            <Copy {language} what="link" label={language.message(key::PAGE_COPY_LINK, &[])} text={link(props)} />
            {route_link(route, language, props.links, html! { {language.message(key::PAGE_AGAIN, &[])} })}
            {props.exported.clone()}
        </div>
    }
}
