//! Hooks of the set-up page: look-ups, the address and the focus.

use words::Language;
use yew::prelude::*;

use super::Handle;
use crate::{
    components::PageContext,
    set_up::{Live, ModelAction, SetUpActions, SetUpPageState, Zone},
    shared::Shared,
};

/// Opens the answers of a link that is followed, and earlier steps when the browser goes back. The answers on show are
/// in the address, but not in the route: a link without answers begins anew although the route stays the same.
#[hook]
pub(super) fn use_link(model: &Handle, page_state: &SetUpPageState, actions: SetUpActions) {
    let (shown, first) = (model.clone(), use_mut_ref(|| true));
    use_effect_with((page_state.answers.clone(), page_state.links_followed()), move |(text, _)| {
        if !first.replace(false) && shown.answers.to_text() != *text {
            shown.dispatch(ModelAction::LinkOpened(text.clone()));
        }
    });
    let dispatcher = model.dispatcher();
    use_effect_with((), move |()| {
        (actions.on_back)(Callback::from(move |text| dispatcher.dispatch(ModelAction::LinkOpened(text))))
    });
}

/// Looks up the live state of the requested domain.
#[hook]
pub(super) fn use_look_up(model: &Handle, page_state: &SetUpPageState, actions: SetUpActions) {
    let dispatcher = model.dispatcher();
    let (looking_up, state) = (model.looking_up.clone(), page_state.state.clone());
    use_effect_with(model.request, move |_| {
        let Some(domain) = looking_up else { return };
        let about = domain.clone();
        let seen = Callback::from(move |(evidence, zone): (Shared<evidence::Evidence>, Zone)| {
            let live = Live::from_look_up(about.clone(), evidence, zone);
            dispatcher.dispatch(ModelAction::LookUpEnded(Box::new(live)));
        });
        (actions.look_up)(state, domain, seen);
    });
}

/// Writes the answers to the address, in the language of the page. A step gets an entry of its own in the browser's history.
#[hook]
pub(super) fn use_address(model: &Handle, actions: SetUpActions, language: Language) {
    let text = model.answers.begun.map(|_| model.answers.to_text()).unwrap_or_default();
    let written = use_mut_ref(|| 0);
    use_effect_with((text, model.history_steps, language), move |(text, steps, language)| {
        let is_step = written.replace(*steps) != *steps;
        if is_step {
            (actions.push_address)(text, *language);
        } else if !text.is_empty() {
            (actions.put_address)(text, *language);
        }
    });
}

/// Moves the focus to a new stage, or to what stops the user, once it is rendered.
#[hook]
pub(super) fn use_focus(model: &Handle, page: PageContext) {
    let is_stopped = model.problem.is_some() || model.obstacle().is_some();
    use_effect_with(model.focus_moves, move |moves| {
        if *moves > 0 {
            let place = if is_stopped { "set-up-problem" } else { "set-up-title" };
            drop((page.after)(0, Callback::from(move |()| (page.focus)(place))));
        }
    });
}
