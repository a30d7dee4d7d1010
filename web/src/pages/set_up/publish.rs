//! The publishing stage: the next step and the result of each look-up.

use setup::{Cause, Next, Outcome, Preflight, Role};
use words::key;
use yew::prelude::*;

use super::{View, entries::entry_view, panel};
use crate::{
    components::{patch_view, route_link},
    pages::preflight_view::{check_list, look_again_line, outcome_line},
    route::Route,
    set_up::{Live, ModelAction, PolicyHosting},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    let language = view.language;
    let say = |key| language.message(key, &[]);
    if let Some(PolicyHosting::Service(_)) = view.model.answers.place() {
        return at_service(view, live);
    }
    let Some(judged) = view.model.preflight() else {
        return html! { <><p class="notice" data-publish="not-ready">{say(key::SETUP_PAGE_NOT_READY)}</p>{look_again(view, live)}</> };
    };
    html! {
        <>
            {outcome_line(&judged.outcome, language)}
            {next_step(view, live, &judged)}
            <section class="live" aria-labelledby="set-up-live"><h2 id="set-up-live">{say(key::SETUP_PAGE_LIVE)}</h2>
                {look_again(view, live)}
                {check_list(&judged, language, &view.props.page_state.links)}
            </section>
        </>
    }
}

/// Renders the next entry to publish, and nothing else. While the host's entry may be hidden by a wildcard, that is the one.
fn next_step(view: &View<'_>, live: &Live, judged: &Preflight) -> Html {
    let is_unclear = judged.checks.iter().any(|check| check.cause == Cause::HostProxied);
    let next = match judged.outcome {
        Outcome::Ready { next } => next,
        Outcome::Wait { until: None, .. } if is_unclear => Next::PolicyHost,
        _ => return html! {},
    };
    let language = view.language;
    let roles: &[Role] = match next {
        Next::TlsRpt => &[Role::Reports],
        Next::PolicyHost => &[Role::PolicyHost, Role::Verification],
        Next::Record | Next::DeleteRecord => &[Role::Record],
        Next::PolicyFile | Next::DeleteFile => return file(view, live),
    };
    let mut entries = view.model.entries();
    entries.retain(|entry| roles.contains(&entry.role));
    html! {
        <div class="entries" data-next={next.id()}>
            { for entries.iter().map(|entry| entry_view(&live.zone, entry, panel::chosen(view), language)) }
            if entries.is_empty() {
                <p class="notice">{language.message(key::SETUP_PAGE_MADE_BY_PLATFORM, &[])}</p>
            }
        </div>
    }
}

fn file(view: &View<'_>, live: &Live) -> Html {
    let Ok(texts) = view.model.texts() else { return html! {} };
    let patch = checker::Patch { target: checker::Target::PolicyFile, text: texts.policy, whole: None };
    html! { <div class="entries" data-next={Next::PolicyFile.id()}>{patch_view(view.language, Some(&live.domain), &patch)}</div> }
}

/// Renders the time of the look-up, with a button that looks up again.
pub(super) fn look_again(view: &View<'_>, live: &Live) -> Html {
    let when = view.looked_up_at(live.seen_at());
    let model = view.model.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| model.dispatch(ModelAction::LookAgain));
    look_again_line(&when, view.model.looking_up.is_some(), onclick, view.language)
}

/// Renders the progress of a policy service. The service keeps policy and record, so the domain's check shows the progress.
fn at_service(view: &View<'_>, live: &Live) -> Html {
    let language = view.language;
    let entries = view.model.entries();
    let check = Route::Check { domain: live.domain.to_string(), kept: None };
    html! {
        <>
            <p class="lead">{language.message(key::SETUP_PAGE_AT_SERVICE, &[])}</p>
            <div class="entries">{ for entries.iter().map(|entry| entry_view(&live.zone, entry, panel::chosen(view), language)) }</div>
            {look_again(view, live)}
            <p>{route_link(check, language, &view.props.page_state.links, html! { {language.message(key::SETUP_PAGE_SHOW_CHECK, &[])} })}</p>
        </>
    }
}
