//! The progress of a run, and its controls.

use std::rc::Rc;

use evidence::Timestamp;
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{comparison::coverage_text, problems::NewList};
use crate::{
    components::PageContext,
    many::{
        ManyActions, ManyPageState,
        run::Phase,
        view::{Counts, View},
    },
};

/// Id of the progress.
pub(super) const PROGRESS: &str = "progress";

/// Renders the progress of a run.
pub(super) fn run_progress(page_state: &ManyPageState, actions: ManyActions, view: &View) -> Html {
    let language = page_state.language;
    let counts = view.counts();
    let done = language.message(key::MANY_PROGRESS, args!["done" => counts.done, "all" => counts.all]);
    html! {
        <div class="progress" id={PROGRESS} tabindex="-1" data-done={counts.done.to_string()} data-all={counts.all.to_string()}>
            <progress max={counts.all.to_string()} value={counts.done.to_string()} aria-label={language.message(key::MANY_PROGRESS_LABEL, &[])}>{&done}</progress>
            <p><b>{done}</b>{state(page_state, view, counts)}
                if let Some(date) = checked_on(language, actions, view) {
                    {" · "}<span data-checked-on="">{date}</span>
                }
            </p>
            <Tools {language} {actions} phase={view.phase} unseen={counts.unseen} />
            <p class="hidden" role="status">{announced(page_state, view, counts)}</p>
        </div>
    }
}

/// Returns when the rows of an ended run were checked.
fn checked_on(language: Language, actions: ManyActions, view: &View) -> Option<String> {
    let is_ended = matches!(view.phase, Phase::Done | Phase::Cancelled | Phase::Paused);
    let date = is_ended.then(|| (actions.clock.exact)(Timestamp::from_unix(view.started), language))?;
    Some(language.message(key::MANY_CHECKED, args!["date" => date.as_str()]))
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
        _ if view.is_comparing => after_dot(key::MANY_COMPARING, &[]),
        Phase::Paused => after_dot(key::MANY_PAUSED, &[]),
        Phase::Cancelled => after_dot(key::MANY_CANCELLED, &[]),
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

/// Returns the text for screen readers: pauses, the end, and comparisons. It is empty while the run goes on, as the counts
/// change with every check.
fn announced(page_state: &ManyPageState, view: &View, counts: Counts) -> String {
    let language = page_state.language;
    let message = |key: Key| language.message(key, &[]);
    match view.phase {
        Phase::Empty => String::new(),
        _ if view.is_comparing => message(key::MANY_COMPARING),
        Phase::Running if view.offline => message(key::MANY_OFFLINE),
        Phase::Running => String::new(),
        Phase::Paused => message(key::MANY_PAUSED),
        Phase::Cancelled => message(key::MANY_CANCELLED),
        Phase::Done => {
            let progress = language.message(key::MANY_PROGRESS, args!["done" => counts.done, "all" => counts.all]);
            let worse =
                (counts.worse > 0).then(|| language.message(key::MANY_WORSE_COUNT, args!["count" => counts.worse]));
            let coverage = view.compared_file.as_ref().filter(|file| !file.is_gone);
            let coverage = coverage.map(|file| coverage_text(file, view, language));
            [Some(progress), worse, coverage].into_iter().flatten().collect::<Vec<_>>().join(language.full_stop())
        }
    }
}

/// Properties of [`Tools`].
#[derive(Properties, PartialEq)]
struct Props {
    language: Language,
    actions: ManyActions,
    phase: Phase,
    /// Number of domains for which a retry may observe more.
    unseen: usize,
}

/// Buttons of a run. If the pressed one disappears, the progress gets the focus.
#[component]
fn Tools(props: &Props) -> Html {
    let (language, actions, phase) = (props.language, props.actions, props.phase);
    let page = use_context::<PageContext>().unwrap_or_default();
    let last_phase = use_mut_ref(|| phase);
    // Some browsers report that a button loses the focus when it disappears, so a press is noted, too.
    let (has_focus, was_pressed) = (use_mut_ref(|| false), use_mut_ref(|| false));
    use_effect_with(phase, {
        let (has_focus, was_pressed) = (has_focus.clone(), was_pressed.clone());
        move |phase| {
            // A reader who is elsewhere stays there.
            if last_phase.replace(*phase) != *phase && (was_pressed.take() || *has_focus.borrow()) {
                (page.restore_focus)(PROGRESS);
            }
        }
    });
    let note_focus = |is_within: bool| {
        let has_focus = has_focus.clone();
        Callback::from(move |_: FocusEvent| *has_focus.borrow_mut() = is_within)
    };
    let runner = actions.runner;
    let message = |key: Key| language.message(key, &[]);
    let press = |act: Rc<dyn Fn()>| {
        let was_pressed = was_pressed.clone();
        Callback::from(move |_: MouseEvent| {
            was_pressed.replace(true);
            act();
        })
    };
    // Buttons with one key are one element, which keeps the focus.
    let button = |key: &'static str, id: &'static str, words: String, act: fn()| {
        let onclick = press(Rc::new(act));
        html! { <button type="button" class="button quiet" {key} data-run={id} {onclick}>{words}</button> }
    };
    let go = match phase {
        Phase::Running => Some(button("go", "pause", message(key::MANY_PAUSE), runner.pause)),
        Phase::Paused => Some(button("go", "resume", message(key::MANY_RESUME), runner.resume)),
        Phase::Cancelled => Some(button("go", "resume", message(key::MANY_RESUME_REST), runner.resume)),
        Phase::Done | Phase::Empty => None,
    };
    let cancel = matches!(phase, Phase::Running | Phase::Paused)
        .then(|| button("cancel", "cancel", message(key::MANY_CANCEL), runner.cancel));
    let retry = (props.unseen > 0 && phase != Phase::Running).then(|| {
        let words = language.message(key::MANY_RETRY, args!["count" => props.unseen]);
        let onclick = press(Rc::new(move || (runner.retry)(None)));
        html! { <button type="button" class="button quiet" key="retry" data-run="retry" {onclick}>{words}</button> }
    });
    let again = matches!(phase, Phase::Done | Phase::Cancelled)
        .then(|| button("again", "again-all", message(key::MANY_AGAIN_ALL), runner.restart));
    let new =
        matches!(phase, Phase::Done | Phase::Cancelled).then(|| html! { <NewList key="new" {language} {actions} /> });
    html! { <div class="tools" onfocusin={note_focus(true)} onfocusout={note_focus(false)}>{ for [go, cancel, retry, again, new].into_iter().flatten() }</div> }
}
