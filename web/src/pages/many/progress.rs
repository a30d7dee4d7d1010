//! The progress of a run, and its controls.

use words::{Key, args, key};
use yew::prelude::*;

use super::problems::NewList;
use crate::many::{
    ManyActions, ManyPageState,
    run::Phase,
    view::{Counts, View},
};

/// Renders the progress of a run.
pub(super) fn run_progress(page_state: &ManyPageState, actions: ManyActions, view: &View) -> Html {
    let language = page_state.language;
    let counts = view.counts();
    let done = language.message(key::MANY_PROGRESS, args!["done" => counts.done, "all" => counts.all]);
    html! {
        <div class="progress" data-done={counts.done.to_string()} data-all={counts.all.to_string()}>
            <progress max={counts.all.to_string()} value={counts.done.to_string()} aria-label={language.message(key::MANY_PROGRESS_LABEL, &[])}>{&done}</progress>
            <p><b>{done}</b>{state(page_state, view, counts)}</p>
            <div class="tools">{tools(page_state, actions, view, counts)}</div>
            <p class="hidden" role="status">{announced(page_state, view, counts)}</p>
        </div>
    }
}

/// Renders what happens at present, after a dot.
fn state(page_state: &ManyPageState, view: &View, counts: Counts) -> Html {
    let language = page_state.language;
    let after_dot = |key: Key, args: &[(&str, words::Value<'_>)]| html! { <>{" · "}{language.message(key, args)}</> };
    match view.phase {
        Phase::Running if view.offline => after_dot(key::MANY_OFFLINE, &[]),
        Phase::Running => match view.held_for_s {
            Some(seconds) => {
                html! { <span data-held="">{after_dot(key::MANY_HELD, args!["seconds" => seconds])}</span> }
            }
            None => html! {
                <>
                    { for view.remaining_s.map(|seconds| {
                        let left = words::report::duration_text(rounded(seconds), language);
                        after_dot(key::MANY_LEFT, args!["time" => left.as_str()])
                    }) }
                    {after_dot(key::MANY_JOBS, args!["count" => view.jobs])}
                </>
            },
        },
        Phase::Paused => after_dot(key::MANY_PAUSED, &[]),
        Phase::Cancelled => after_dot(key::MANY_CANCELLED, &[]),
        Phase::Done if view.is_comparing => after_dot(key::MANY_COMPARING, &[]),
        Phase::Done if counts.worse > 0 => after_dot(key::MANY_WORSE_COUNT, args!["count" => counts.worse]),
        Phase::Done | Phase::Empty => html! {},
    }
}

/// Rounds a remaining time up, as the estimate is not exact to the second.
const fn rounded(seconds: u64) -> u64 {
    match seconds {
        0..=20 => 20,
        21..=60 => seconds.div_ceil(20) * 20,
        _ => seconds.div_ceil(60) * 60,
    }
}

/// Returns the text for screen readers: pause and end of a run. It is empty while the run goes on.
fn announced(page_state: &ManyPageState, view: &View, counts: Counts) -> String {
    let language = page_state.language;
    match view.phase {
        Phase::Empty | Phase::Running => String::new(),
        Phase::Paused => language.message(key::MANY_PAUSED, &[]),
        Phase::Cancelled => language.message(key::MANY_CANCELLED, &[]),
        Phase::Done => {
            let mut said = language.message(key::MANY_PROGRESS, args!["done" => counts.done, "all" => counts.all]);
            if counts.worse > 0 {
                said.push_str(language.full_stop());
                said.push_str(&language.message(key::MANY_WORSE_COUNT, args!["count" => counts.worse]));
            }
            said
        }
    }
}

fn tools(page_state: &ManyPageState, actions: ManyActions, view: &View, counts: Counts) -> Html {
    let language = page_state.language;
    let runner = actions.runner;
    let button = |id: &'static str, words: String, act: fn()| html! { <button type="button" class="button quiet" key={id} data-run={id} onclick={Callback::from(move |_: MouseEvent| act())}>{words}</button> };
    let message = |key: Key| language.message(key, &[]);
    html! {
        <>
            { match view.phase {
                Phase::Running => html! { <>{button("pause", message(key::MANY_PAUSE), runner.pause)}{button("cancel", message(key::MANY_CANCEL), runner.cancel)}</> },
                Phase::Paused => html! { <>{button("resume", message(key::MANY_RESUME), runner.resume)}{button("cancel", message(key::MANY_CANCEL), runner.cancel)}</> },
                Phase::Cancelled => button("resume", message(key::MANY_RESUME_REST), runner.resume),
                Phase::Done | Phase::Empty => html! {},
            } }
            if counts.unseen > 0 && view.phase != Phase::Running {
                <button type="button" class="button quiet" data-run="retry" onclick={Callback::from(move |_: MouseEvent| (runner.retry)(None))}>
                    {language.message(key::MANY_RETRY, args!["count" => counts.unseen])}</button>
            }
            if matches!(view.phase, Phase::Done | Phase::Cancelled) {
                <NewList {language} {actions} />
            }
        </>
    }
}
