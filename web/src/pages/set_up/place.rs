//! The hosting stage: the list of hosts and the recipe of the chosen one.

use setup::{Placement, RECIPES, SERVICES, Service};
use words::{args, hosting, key};
use yew::prelude::*;

use super::{View, recipe};
use crate::{
    components::{render_sentence, translate},
    set_up::{ModelAction, PolicyHosting},
};

/// Renders the stage: the list of places, or the chosen one with what it needs.
pub(super) fn stage(view: &View<'_>) -> Html {
    let (model, language) = (view.model, view.language);
    let host = model.live_of_domain().map(|live| live.domain.policy_host()).unwrap_or_default();
    let chosen = model.answers.place();
    html! {
        <>
            <p class="lead">{translate(language, key::SETUP_PAGE_PLACE_LEAD, args!["host" => host.as_str()])}</p>
            { match chosen {
                Some(place) if !model.lists_places => chosen_line(view, place),
                _ => list(view),
            } }
            { match chosen {
                Some(PolicyHosting::Recipe(chosen)) => recipe::view(view, chosen),
                Some(PolicyHosting::Service(service)) => notes(view, service),
                None => html! {},
            } }
        </>
    }
}

/// Renders the name of the chosen place, and the button that lists all places.
fn chosen_line(view: &View<'_>, place: PolicyHosting) -> Html {
    let name = match place {
        PolicyHosting::Recipe(recipe) => hosting::host_name(recipe, view.language),
        PolicyHosting::Service(service) => service.name.to_owned(),
    };
    let onclick: Callback<MouseEvent> = view.act_and_focus(|| ModelAction::PlacesListed, "set-up-places");
    html! {
        <p class="tools" data-chosen-place=""><strong id="set-up-chosen-place" tabindex="-1">{name}</strong>
            <button type="button" class="button quiet" data-list-places="" {onclick}>{view.language.message(key::SETUP_PAGE_CHANGE_PLACE, &[])}</button></p>
    }
}

fn list(view: &View<'_>) -> Html {
    let language = view.language;
    html! {
        <div id="set-up-places" tabindex="-1" role="group" aria-label={language.message(key::SETUP_PAGE_PLACES, &[])}>
            { for Placement::ALL.into_iter().map(|placement| recipes(view, placement)) }
            {services(view)}
            <details class="more" data-not-sure=""><summary>{language.message(key::SETUP_PAGE_NOT_SURE, &[])}</summary>
                <p>{language.message(key::SETUP_PAGE_NOT_SURE_ADVICE, &[])}</p></details>
        </div>
    }
}

/// Renders the button that chooses a place. The list folds, and what the place needs comes into view.
fn place_button(view: &View<'_>, id: &'static str, words: Html) -> Html {
    let is_on = view.model.answers.place == id;
    let onclick: Callback<MouseEvent> = view.act_and_focus(move || ModelAction::PlaceChosen(id), "set-up-chosen-place");
    html! { <button key={id} type="button" data-place={id} aria-pressed={is_on.to_string()} {onclick}>{words}</button> }
}

fn recipes(view: &View<'_>, placement: Placement) -> Html {
    let language = view.language;
    let of_placement = RECIPES.iter().filter(|recipe| recipe.placement == placement);
    html! {
        <fieldset class="choice"><legend>{hosting::placement_label(placement, language)}</legend>
            <div class="pills">{ for of_placement.map(|recipe| {
                place_button(view, recipe.id, html! { {hosting::host_name(recipe, language)} })
            }) }</div>
        </fieldset>
    }
}

fn services(view: &View<'_>) -> Html {
    html! {
        <fieldset class="choice"><legend>{view.language.message(key::SETUP_PAGE_SERVICE, &[])}</legend>
            <p class="note">{view.language.message(key::SETUP_PAGE_SERVICE_NOTE, &[])}</p>
            <div class="pills">{ for SERVICES.iter().map(|service| {
                place_button(view, service.id, html! { <span translate="no">{service.name}</span> })
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
