//! The domain stage: its form, also shown at the start, and the live state.

use checker::REMOVAL_GOAL;
use words::{Language, args, key};
use yew::prelude::*;

use super::{View, field::TextField, live_state, stages::stage_button, stop::problem, submit::submit};
use crate::{
    components::{Shape, route_link, status_icon},
    route::Route,
    set_up::{ExistingSetup, Field, Live, ModelAction, Stage},
};

/// Renders the form with the first questions.
pub(super) fn form(view: &View<'_>) -> Html {
    html! { <>{fields(view)}{problem(view)}</> }
}

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    html! {
        <>
            { for live.standing().map(|standing| standing_notice(view, live, standing)) }
            {fields(view)}
            <section class="there" aria-labelledby="set-up-there">
                <h2 id="set-up-there">{view.language.message(key::SETUP_PAGE_THERE, &[])}</h2>
                {live_state::list(view, live)}
            </section>
        </>
    }
}

/// Renders what is there already, and the next step for it.
fn standing_notice(view: &View<'_>, live: &Live, standing: ExistingSetup) -> Html {
    let language = view.language;
    if standing == ExistingSetup::InTesting && !view.model.is_published() {
        return html! {};
    }
    let plan_link = |plan: String, words: String| {
        route_link(Route::Change { plan }, language, &view.props.page_state.links, html! { {words} })
    };
    let next = match standing {
        ExistingSetup::Protected => {
            let domain = ["domain=", live.domain.as_str()].concat();
            let change = language.message(key::SETUP_PAGE_PLAN_CHANGE, &[]);
            let removal = language.message(key::SETUP_PAGE_PLAN_REMOVAL, &[]);
            html! { <>{plan_link(domain.clone(), change)}{plan_link([&domain, "&goal=", REMOVAL_GOAL].concat(), removal)}</> }
        }
        ExistingSetup::InTesting => stage_button(view, Stage::Testing, "button"),
    };
    let words = language.message(key::SETUP_PAGE_STANDING, args!["standing" => standing.id()]);
    html! {
        <div class="notice" data-standing={standing.id()}>
            <p class="say good">{status_icon(Shape::Good)}<strong>{words}</strong></p>
            <p class="tools">{next}</p>
        </div>
    }
}

fn fields(view: &View<'_>) -> Html {
    let (model, language) = (view.model, view.language);
    let say = |key| language.message(key, &[]);
    let submit = submit(view);
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        submit.emit(());
    });
    html! {
        <form class="wish" {onsubmit} aria-label={say(key::SETUP_PAGE_FORM)} novalidate=true>
            <div class="rows">{view.field(domain_field(&model.typed, language))}{view.field(hosts_field(&model.answers.hosts, language))}</div>
            <div class="go">
                <button type="submit" class="button" data-look-up="">{say(key::SETUP_PAGE_LOOK_UP)}</button>
                <p class="looking" role="status">{model.looking_up.as_ref().map(|domain| language.message(key::SETUP_PAGE_LOOKING, args!["domain" => domain.as_str()]))}</p>
            </div>
        </form>
    }
}

fn domain_field(value: &str, language: Language) -> TextField<'_> {
    TextField {
        id: "set-up-domain",
        label: language.message(key::SETUP_PAGE_DOMAIN, &[]),
        note: None,
        value,
        example: "example.com",
        act: ModelAction::DomainTyped,
        field: None,
    }
}

fn hosts_field(value: &str, language: Language) -> TextField<'_> {
    TextField {
        id: "set-up-hosts",
        label: language.message(key::SETUP_PAGE_HOSTS, &[]),
        note: Some(language.message(key::SETUP_PAGE_HOSTS_NOTE, &[])),
        value,
        example: "mx1.example.com, mx2.example.com",
        act: |text| ModelAction::Typed(|answers, text| answers.hosts = text, text),
        field: Some(Field::Hosts),
    }
}
