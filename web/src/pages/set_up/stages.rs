//! The list of stages, and the buttons to the stages before and after.

use words::{args, key};
use yew::prelude::*;

use super::View;
use crate::{
    components::{Shape, status_icon},
    set_up::{ExistingSetup, ModelAction, Progress, Stage},
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

/// Renders a stage with its progress. Only a look-up ticks it off.
fn entry(view: &View<'_>, stage: Stage, current: Stage) -> Html {
    let (language, progress) = (view.language, view.model.progress(stage));
    let words = language.message(key::SETUP_PAGE_PROGRESS, args!["progress" => progress_words(stage, progress)]);
    html! {
        <li key={stage.id()} data-progress={progress.id()}>
            <button type="button" data-go={stage.id()} aria-current={(stage == current).then_some("step")} onclick={go(view, stage)}>
                if progress == Progress::Done {
                    {status_icon(Shape::Good)}
                } else {
                    <span class="dot" aria-hidden="true">{stage.number()}</span>
                }
                <b>{language.message(key::SETUP_PAGE_STAGE, args!["stage" => stage.id()])}
                    { match progress {
                        Progress::Done => html! { <span class="hidden">{language.label_separator()}{words}</span> },
                        Progress::Open | Progress::Skipped => html! { <><span class="hidden">{language.label_separator()}</span><small>{words}</small></> },
                        Progress::Ahead => html! {},
                    } }
                </b>
            </button>
        </li>
    }
}

/// Returns the id of the words for the progress of a stage. An answer is given in most open stages, but not published.
fn progress_words(stage: Stage, progress: Progress) -> &'static str {
    if progress == Progress::Open && stage >= Stage::Reports { "unpublished" } else { progress.id() }
}

fn go(view: &View<'_>, stage: Stage) -> Callback<MouseEvent> {
    let model = view.model.dispatcher();
    Callback::from(move |_: MouseEvent| model.dispatch(ModelAction::StageChosen(stage)))
}

/// Renders a button that continues to a stage.
pub(super) fn stage_button(view: &View<'_>, stage: Stage, class: &'static str) -> Html {
    let words = view.language.message(key::SETUP_PAGE_ONWARD, args!["stage" => stage.id()]);
    html! { <button type="button" {class} data-onward={stage.id()} onclick={go(view, stage)}>{words}</button> }
}

/// Renders the buttons to the stages before and after.
pub(super) fn onward(view: &View<'_>) -> Html {
    let (language, stage) = (view.language, view.model.answers.stage);
    // While something is left to publish, or nothing is left to set up, going on is not the next step.
    let is_quiet = match stage {
        Stage::Domain => {
            view.model.live_of_domain().is_some_and(|live| live.standing() == Some(ExistingSetup::Protected))
        }
        Stage::Publish => !view.model.is_published(),
        _ => false,
    };
    let class = if is_quiet { "button quiet" } else { "button" };
    html! {
        <div class="onward">
            { for stage.next().map(|next| stage_button(view, next, class)) }
            { for stage.previous().map(|previous| html! {
                <button type="button" class="button quiet" data-back={previous.id()} onclick={go(view, previous)}>{language.message(key::SETUP_PAGE_BACK, args!["stage" => previous.id()])}</button>
            }) }
            <p class="note">{language.message(key::SETUP_PAGE_COME_BACK, &[])}</p>
        </div>
    }
}
