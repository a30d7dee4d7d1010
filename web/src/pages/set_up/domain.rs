//! The domain stage: its form, also shown at the start.

use words::{args, key};
use yew::prelude::*;

use super::{View, problem};
use crate::set_up::{Answers, ModelAction};

/// Renders the form with the first questions.
pub(super) fn form(view: &View<'_>) -> Html {
    html! { <>{fields(view)}{problem(view)}</> }
}

/// Renders the stage.
pub(super) fn stage(view: &View<'_>) -> Html {
    let taken = view.model.taken_from.as_ref();
    html! {
        <>
            { for taken.map(|domain| html! {
                <p class="notice" role="status">{view.language.message(key::SETUP_PAGE_TAKEN, args!["domain" => domain.as_str()])}</p>
            }) }
            {fields(view)}
        </>
    }
}

fn fields(view: &View<'_>) -> Html {
    let (model, language, actions) = (view.model, view.language, view.props.actions);
    let say = |key| language.message(key, &[]);
    let onsubmit = {
        let model = model.dispatcher();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let model = model.clone();
            let send = move |kept: Vec<String>| {
                let kept = kept.iter().filter_map(|text| Answers::read(text)).collect();
                model.dispatch(ModelAction::DomainSubmitted(actions.domain, kept, (actions.now)()));
            };
            (actions.kept)(Callback::from(send));
        })
    };
    html! {
        <form class="wish" {onsubmit} aria-label={say(key::SETUP_PAGE_FORM)} novalidate=true>
            <div class="rows">
                {view.field("set-up-domain", (say(key::SETUP_PAGE_DOMAIN), None), &model.typed, "example.com", ModelAction::DomainTyped)}
                {view.field("set-up-hosts", (say(key::SETUP_PAGE_HOSTS), Some(say(key::SETUP_PAGE_HOSTS_NOTE))), &model.answers.hosts, "mx1.example.com, mx2.example.com", |text| ModelAction::Typed(|answers, text| answers.hosts = text, text))}
            </div>
            <div class="go">
                <button type="submit" class="button" data-look-up="">{say(key::SETUP_PAGE_LOOK_UP)}</button>
                <p class="looking" role="status">{model.looking_up.as_ref().map(|domain| language.message(key::SETUP_PAGE_LOOKING, args!["domain" => domain.as_str()]))}</p>
            </div>
        </form>
    }
}
