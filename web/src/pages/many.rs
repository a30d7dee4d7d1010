//! Many domains: a list is read, checked while the reader looks on, compared with an earlier run, and taken along.

mod detail;
mod head;
mod import;
mod narrow;
mod problems;
mod progress;
mod readout;
mod row;
mod table;

use std::cell::RefCell;

use words::key;
use yew::prelude::*;

use crate::{
    many::{
        ManyActions, ManyPageState,
        list::{Filter, Sort, Wanted},
        run::Phase,
        view::View,
    },
    shared::Shared,
};
use import::Import;
use narrow::narrow;
use table::ManyTable;

/// Many domains.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where the reader is, and what was chosen.
    pub page_state: ManyPageState,
    /// Functions of the browser.
    pub actions: ManyActions,
    /// What is shown until the runner says what to show.
    #[prop_or_default]
    pub shown: Shared<View>,
}

thread_local! {
    /// What the reader wanted to see of the run that began at a moment: who opens a report comes back to the same rows.
    static WANTED: RefCell<Option<(i64, Wanted)>> = const { RefCell::new(None) };
}

/// Many domains.
#[component]
pub fn ManyPage(props: &Props) -> Html {
    let (page_state, actions) = (&props.page_state, props.actions);
    let view = use_view(actions, &props.shown);
    let wanted = use_state(|| WANTED.with_borrow(Clone::clone));
    use_effect_with((page_state.clone(), actions), |(page_state, actions)| {
        (actions.runner.configure)(page_state.state.clone())
    });
    use_effect_with((*wanted).clone(), |wanted| WANTED.set(wanted.clone()));
    let language = page_state.language;
    let is_empty = view.phase == Phase::Empty;
    // Of a run that is under way rows stay where they are; of one that came to its end the worst stand first.
    let chosen = wanted.iter().find(|(run, _)| *run == view.started).map(|(_, wanted)| wanted.clone());
    let order = chosen.unwrap_or_else(|| first_order(&view));
    let change = {
        let run = view.started;
        Callback::from(move |changed: Wanted| wanted.set(Some((run, changed))))
    };
    html! {
        <article class="many" data-phase={phase_word(view.phase)} aria-busy={(!view.is_loaded).to_string()}>
            if !view.is_loaded {
                <h1>{language.message(key::PAGE_MANY, &[])}</h1>
            } else if is_empty {
                <Import page_state={page_state.clone()} {actions} />
            } else {
                {head::run_header(page_state, actions, &view)}
                {progress::run_progress(page_state, actions, &view)}
                {problems::run_problems(page_state, &view)}
                {narrow(page_state, actions, &view, &order, &change)}
                <ManyTable page_state={page_state.clone()} {actions} {view} wanted={order} {change} />
            }
        </article>
    }
}

/// The word in the page and in tests.
const fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Empty => "empty",
        Phase::Running => "running",
        Phase::Paused => "paused",
        Phase::Cancelled => "cancelled",
        Phase::Done => "done",
    }
}

fn first_order(view: &View) -> Wanted {
    thread_local! {
        static FIRST: RefCell<Option<(i64, Sort)>> = const { RefCell::new(None) };
    }
    let sort = FIRST.with_borrow_mut(|first| {
        let goes_on = matches!(view.phase, Phase::Running | Phase::Paused);
        let of_phase = if goes_on { Sort::Listed } else { Sort::Worst };
        let known = first.filter(|(run, _)| *run == view.started).map(|(_, sort)| sort);
        *first = Some((view.started, known.unwrap_or(of_phase)));
        known.unwrap_or(of_phase)
    });
    Wanted { filter: Filter::All, sort, descending: false, text: String::new() }
}

/// What the runner shows, for as long as this page is there.
#[hook]
fn use_view(actions: ManyActions, first: &Shared<View>) -> Shared<View> {
    let view = use_state_eq(|| first.clone());
    use_effect_with((), {
        let view = view.clone();
        move |()| {
            (actions.runner.watch)(Some(Callback::from(move |shown| view.set(shown))));
            move || (actions.runner.watch)(None)
        }
    });
    (*view).clone()
}
