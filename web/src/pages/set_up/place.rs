//! The hosting stage: the list of hosts and the recipe of the chosen one.

use setup::{Placement, RECIPES, SERVICES, Service};
use words::{args, hosting, key};
use yew::prelude::*;

use super::{View, recipe};
use crate::{
    components::{render_sentence, translate},
    set_up::{Answers, Place},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>) -> Html {
    let (model, language) = (view.model, view.language);
    let host = model.live_of_domain().map(|live| live.domain.policy_host()).unwrap_or_default();
    html! {
        <>
            <p class="lead">{translate(language, key::SETUP_PAGE_PLACE_LEAD, args!["host" => host.as_str()])}</p>
            { for Placement::ALL.into_iter().map(|placement| recipes(view, placement)) }
            {services(view)}
            { match model.answers.place() {
                Some(Place::Recipe(chosen)) => recipe::view(view, chosen),
                Some(Place::Service(service)) => notes(view, service),
                None => html! {},
            } }
        </>
    }
}

const SET: fn(&mut Answers, String) = |answers, text| answers.place = text;

fn recipes(view: &View<'_>, placement: Placement) -> Html {
    let language = view.language;
    let of_placement = RECIPES.iter().filter(|recipe| recipe.placement == placement);
    html! {
        <fieldset class="choice"><legend>{hosting::placement_label(placement, language)}</legend>
            <div class="pills">{ for of_placement.map(|recipe| {
                let words = html! { {hosting::host_name(recipe, language)} };
                view.choice("place", recipe.id, view.model.answers.place == recipe.id, SET, words)
            }) }</div>
        </fieldset>
    }
}

fn services(view: &View<'_>) -> Html {
    html! {
        <fieldset class="choice"><legend>{view.language.message(key::SETUP_PAGE_SERVICE, &[])}</legend>
            <p class="note">{view.language.message(key::SETUP_PAGE_SERVICE_NOTE, &[])}</p>
            <div class="pills">{ for SERVICES.iter().map(|service| {
                let words = html! { <span translate="no">{service.name}</span> };
                view.choice("place", service.id, view.model.answers.place == service.id, SET, words)
            }) }</div>
        </fieldset>
    }
}

fn notes(view: &View<'_>, service: &Service) -> Html {
    html! {
        <section aria-labelledby="set-up-service"><h2 id="set-up-service" translate="no">{service.name}</h2>
            <p>{view.language.message(key::SETUP_PAGE_SERVICE_STEPS, &[])}</p>
            <ul class="notes">{ for service.notes.iter().map(|note| html! { <li>{render_sentence(&hosting::service_note(*note, view.language))}</li> }) }</ul>
        </section>
    }
}
