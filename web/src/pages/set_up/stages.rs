//! The list of stages, and the button to the next one.

use words::{args, key};
use yew::prelude::*;

use super::View;
use crate::{
    components::{Shape, status_icon},
    set_up::{ModelAction, Stage},
};

/// Renders the list of stages. Each is a button, so that the user can return to it.
pub(super) fn stages(view: &View<'_>) -> Html {
    let (language, current) = (view.language, view.model.answers.stage);
    let count = args!["number" => current.number(), "all" => Stage::ALL.len()];
    html! {
        <nav class="stages" aria-label={language.message(key::SETUP_PAGE_STAGES, &[])}>
            <p class="count">{language.message(key::SETUP_PAGE_STAGE_COUNT, count)}</p>
            <ol>{ for Stage::ALL.into_iter().map(|stage| entry(view, stage, current)) }</ol>
        </nav>
    }
}

fn entry(view: &View<'_>, stage: Stage, current: Stage) -> Html {
    let (language, model) = (view.language, view.model.dispatcher());
    let onclick = Callback::from(move |_: MouseEvent| model.dispatch(ModelAction::StageChosen(stage)));
    let is_done = stage < current;
    html! {
        <li key={stage.id()}>
            <button type="button" data-go={stage.id()} aria-current={(stage == current).then_some("step")} {onclick}>
                if is_done {
                    {status_icon(Shape::Good)}
                } else {
                    <span class="dot" aria-hidden="true">{stage.number()}</span>
                }
                <b>{language.message(key::SETUP_PAGE_STAGE, args!["stage" => stage.id()])}
                    if is_done {
                        <span class="hidden">{language.label_separator()}{language.message(key::SETUP_PAGE_DONE, &[])}</span>
                    }
                </b>
            </button>
        </li>
    }
}

/// Renders the button to the next stage.
pub(super) fn onward(view: &View<'_>) -> Html {
    let Some(next) = view.model.answers.stage.next() else { return html! {} };
    let (language, model) = (view.language, view.model.dispatcher());
    let onclick = Callback::from(move |_: MouseEvent| model.dispatch(ModelAction::StageChosen(next)));
    // While something is left to publish, going on is not the next step.
    let is_quiet = view.model.answers.stage == Stage::Publish && !view.model.is_published();
    html! {
        <div class="onward">
            <button type="button" class={classes!("button", is_quiet.then_some("quiet"))} data-onward={next.id()} {onclick}>{language.message(key::SETUP_PAGE_ONWARD, args!["stage" => next.id()])}</button>
            <p class="note">{language.message(key::SETUP_PAGE_COME_BACK, &[])}</p>
        </div>
    }
}
