//! Notices of an answer: its provenance, the typed text that its domain comes from, and the checks deleted to store it.

use evidence::{ComparisonCoverage, Outcome, Reply, Via};
use words::{Key, Language, Value, args, key};
use yew::prelude::*;

use super::{Clock, translate};
use crate::store::{Check, EvictedChecks, MissingCheck, State};

/// Renders the notices of the answer on show.
pub fn answer_notices(state: &State, clock: Clock) -> Html {
    let language = state.settings.language;
    html! {
        <>
            {typed_text_notice(state, language)}
            { for state.session.check.as_ref().map(|check| provenance(state, check)) }
            { for state.notices.evicted.iter().map(|evicted| eviction_notice(language, evicted, clock)) }
        </>
    }
}

/// Renders a notice that the domain was taken from a mail or web address.
fn typed_text_notice(state: &State, language: Language) -> Html {
    let check = state.session.check.as_ref().filter(|check| !check.kept);
    let Some((check, typed)) = check.and_then(|check| Some((check, check.evidence.typed.as_deref()?))) else {
        return html! {};
    };
    let kind = match typed {
        typed if typed.contains("://") => "url",
        typed if typed.contains(['@', '＠']) => "mail",
        _ => return html! {},
    };
    let args = args!["kind" => kind, "domain" => check.domain.as_str()];
    html! { <p class="aside" data-taken={kind}>{translate(language, key::TYPED_TAKEN, args)}</p> }
}

/// Renders a notice that a full history lost earlier checks.
fn eviction_notice(language: Language, evicted: &EvictedChecks, clock: Clock) -> Html {
    let (name, latest) = (words::make_visible(&evicted.domain), (clock.day)(evicted.latest, language));
    let args = args!["domain" => name.as_str(), "count" => evicted.checks, "date" => latest.as_str()];
    html! { <p class="aside" data-dropped={evicted.domain.clone()}>{translate(language, key::HISTORY_DROPPED, args)}</p> }
}

/// Renders the notices about where this answer comes from.
fn provenance(state: &State, check: &Check) -> Html {
    let (language, notices) = (state.settings.language, &state.notices);
    let named = |name: &str| {
        check.evidence.entries.iter().rev().any(|entry| matches!(&entry.reply.via, Via::Resolver(via) if via == name))
    };
    let used = fallback_resolver(check);
    let failed_resolvers: Vec<String> = check.failed_resolvers.iter().filter(|name| !named(name)).cloned().collect();
    html! {
        <>
            if check.kept {
                <p class="aside" data-kept="true" data-snapshot={state.is_from_link().then_some("shown")}>{language.message(kept_key(state), &[])}</p>
            }
            if let Some(missing) = notices.not_in_history {
                <p class="aside" data-lost="true">{language.message(missing_key(missing), &[])}</p>
            }
            if notices.unreadable_in_file > 0 && state.is_from_file() {
                <p class="aside" data-unread={notices.unreadable_in_file.to_string()}>
                    {language.message(key::PAGE_OPEN_PART, args!["count" => notices.unreadable_in_file])}</p>
            }
            if notices.save_failed {
                <p class="aside" data-unkept="true">{language.message(key::PAGE_STORAGE_FULL, &[])}</p>
            }
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

fn kept_key(state: &State) -> Key {
    match (state.is_from_link(), state.is_from_file()) {
        (true, _) => key::SNAPSHOT_SHOWN,
        (false, true) => key::PAGE_OPENED,
        (false, false) => key::PAGE_KEPT,
    }
}

const fn missing_key(missing: MissingCheck) -> Key {
    match missing {
        MissingCheck::NotKept => key::PAGE_LOST,
        MissingCheck::Unreadable => key::PAGE_LOST_UNREADABLE,
    }
}

/// Returns the resolver that gave the latest answer, if any, leaving aside those asked for comparison.
fn fallback_resolver(check: &Check) -> Option<&str> {
    check.evidence.entries.iter().rev().filter(|entry| !entry.opinion).find_map(|entry| match &entry.reply {
        Reply { via: Via::Resolver(name), outcome: Outcome::Answer(_), .. } => Some(name.as_str()),
        _ => None,
    })
}

/// Returns the answers of resolvers asked for comparison, unless a finding reports that they disagree.
fn opinions(check: &Check) -> Vec<ComparisonCoverage<'_>> {
    let others = check.evidence.opinions();
    let differ = check.report().has_finding(&checker::rules::DNS_RESOLVERS_DISAGREE);
    others.into_iter().filter(|opinion| !(opinion.answered > 0 && differ)).collect()
}
