//! The view of a pre-flight: its outcome, the time of the live state, and all its checks.

use planner::Plan;
use setup::{Check, Effect, Outcome, Preflight, Reference};
use words::{Language, args, key, preflight};
use yew::prelude::*;

use crate::{
    components::{Links, Shape, render_sentence, route_link, status_icon},
    route::Route,
};

/// Renders the outcome.
pub(super) fn outcome_line(outcome: &Outcome, language: Language) -> Html {
    let shape = match outcome {
        Outcome::AlreadyPublished => Shape::Good,
        Outcome::Ready { .. } => Shape::Note,
        Outcome::Wait { .. } => Shape::Warning,
        Outcome::NotReady(_) => Shape::Error,
    };
    html! {
        <p class={classes!("outcome", "say", shape.class())} data-outcome={outcome.id()} role="status">{status_icon(shape)}<strong>{preflight::outcome_headline(outcome, language)}</strong></p>
    }
}

/// Renders the time of the live state, with a button that looks it up again. Says when a look-up is running.
pub(super) fn look_again_line(when: &str, is_looking: bool, onclick: Callback<MouseEvent>, language: Language) -> Html {
    let words = match is_looking {
        true => language.message(key::SETUP_PAGE_LOOKING_AGAIN, &[]),
        false => language.message(key::SETUP_PAGE_SEEN_AT, args!["time" => when]),
    };
    html! {
        <p class="tools"><span class="note" role="status" data-looked={(!is_looking).to_string()}>{words}</span>
            <button type="button" class="button quiet" data-look-again="" aria-disabled={is_looking.to_string()} {onclick}>{language.message(key::SETUP_PAGE_LOOK_AGAIN, &[])}</button></p>
    }
}

/// Renders the list of all checks.
pub(super) fn check_list(judged: &Preflight, language: Language, links: &Links) -> Html {
    html! {
        <>
            <ul class="checks" aria-live="polite">{ for judged.checks.iter().map(|check| line(judged, check, language, links)) }</ul>
            { for judged.plan.as_ref().map(|plan| plan_list(plan, language)) }
        </>
    }
}

/// Renders the dates of the plan that leads to the planned state.
fn plan_list(plan: &Plan, language: Language) -> Html {
    html! {
        <section data-plan={plan.goal.to_string()}>
            <p>{language.message(key::SETUP_PREFLIGHT_PLAN, &[])}</p>
            <ol>{ for preflight::plan_lines(plan, language).into_iter().map(|line| html! { <li>{line}</li> }) }</ol>
        </section>
    }
}

fn line(judged: &Preflight, check: &Check, language: Language, links: &Links) -> Html {
    let shape = match check.effect {
        Effect::Done => Shape::Good,
        Effect::Fine => Shape::Idle,
        Effect::Warns | Effect::Waits => Shape::Warning,
        Effect::Unseen => Shape::Unobserved,
        Effect::Blocks => Shape::Error,
    };
    let sentence = render_sentence(&preflight::check_sentence(check, language));
    html! {
        <li key={check.cause.id()} data-cause={check.cause.id()} data-effect={check.effect.id()}>{status_icon(shape)}
            <span><b>{preflight::effect_label(check.effect, language)}</b>{" "}{sentence}
                { for check.findings.iter().map(|id| html! { <>{" "}{rule(id, language, links)}</> }) }
                { for check.cause.reference().map(|reference| html! { <>{" "}{continued(judged, check, reference, language, links)}</> }) }</span>
        </li>
    }
}

/// Renders a link to the task that solves a cause, with the domain and the goal of its plan filled in.
fn continued(judged: &Preflight, check: &Check, reference: Reference, language: Language, links: &Links) -> Html {
    let Reference::Plan = reference;
    let stops = check.effect == Effect::Blocks;
    let goal = judged.plan.as_ref().filter(|_| stops).map(|plan| format!("&goal={}", plan.goal)).unwrap_or_default();
    let plan = format!("domain={}{goal}", judged.domain);
    let words = html! { <span data-see={reference.id()}>{language.message(key::PAGE_PLAN_LINK, &[])}</span> };
    route_link(Route::Change { plan }, language, links, words)
}

fn rule(id: &str, language: Language, links: &Links) -> Html {
    let words = html! { <code translate="no">{id}</code> };
    route_link(Route::Rule { id: id.to_owned() }, language, links, words)
}
