//! The list page: reads a list, shows its checks while they run, compares them with an earlier run, and exports them.

mod comparison;
mod controls;
mod detail;
mod filter_chips;
mod head;
mod import;
mod import_preview;
mod problems;
mod progress;
mod row;
mod table;

use std::cell::RefCell;

use words::key;
use yew::prelude::*;

use crate::{
    components::PageContext,
    many::{
        ManyActions, ManyPageState,
        list::{Filter, RowQuery, Sort},
        run::Phase,
        view::View,
    },
    shared::Shared,
};
use controls::Controls;
use filter_chips::FilterChips;
use import::Import;
use table::ManyTable;

/// Properties of the list page.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Language, and state of the site.
    pub page_state: ManyPageState,
    /// Functions of the browser.
    pub actions: ManyActions,
    /// View until the runner provides one.
    #[prop_or_default]
    pub shown: Shared<View>,
}

thread_local! {
    /// Query that the reader chose. A reader who returns from a report sees the same rows.
    static CHOSEN: RefCell<Option<Chosen>> = const { RefCell::new(None) };
}

/// Query that the reader chose for a run.
#[derive(Clone, PartialEq)]
struct Chosen {
    /// Start time of the run.
    run: i64,
    /// Number of comparisons when it was chosen.
    comparisons: usize,
    query: RowQuery,
}

impl Chosen {
    /// Returns the query. After a further comparison, the rows that got worse come first.
    fn query(&self, view: &View) -> Option<RowQuery> {
        let query = (self.run == view.started).then(|| self.query.clone())?;
        let is_current = self.comparisons == view.comparisons;
        Some(if is_current { query } else { RowQuery { sort: Sort::Worst, descending: false, ..query } })
    }
}

/// The list page.
#[component]
pub fn ManyPage(props: &Props) -> Html {
    let (page_state, actions) = (&props.page_state, props.actions);
    let view = use_view(actions, &props.shown);
    let chosen = use_state(|| CHOSEN.with_borrow(Clone::clone));
    use_effect_with((page_state.clone(), actions), |(page_state, actions)| {
        (actions.runner.configure)(page_state.state.clone())
    });
    use_effect_with((*chosen).clone(), |chosen| CHOSEN.set(chosen.clone()));
    let language = page_state.language;
    let is_empty = view.phase == Phase::Empty;
    use_focus_of_new_list(is_empty && view.is_loaded, !is_empty);
    let query = chosen.as_ref().and_then(|chosen| chosen.query(&view)).unwrap_or_else(|| default_query(&view));
    let on_change = {
        let (run, comparisons) = (view.started, view.comparisons);
        Callback::from(move |query: RowQuery| chosen.set(Some(Chosen { run, comparisons, query })))
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
                {FilterChips { language, actions, view: &view, query: &query, on_change: &on_change }.list()}
                <Controls page_state={page_state.clone()} {actions} query={query.clone()} on_change={on_change.clone()} view={view.clone()} />
                <ManyTable page_state={page_state.clone()} {actions} {view} {query} {on_change} />
            }
        </article>
    }
}

/// Returns the identifier of a phase in the page and in tests.
const fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Empty => "empty",
        Phase::Running => "running",
        Phase::Paused => "paused",
        Phase::Cancelled => "cancelled",
        Phase::Done => "done",
    }
}

/// Returns the query before the reader chooses one. A run first seen under way keeps the order of the list, until it
/// is compared; an ended one starts with the worst.
fn default_query(view: &View) -> RowQuery {
    thread_local! {
        static FIRST: RefCell<Option<(i64, Sort)>> = const { RefCell::new(None) };
    }
    let sort = FIRST.with_borrow_mut(|first| {
        let is_under_way = matches!(view.phase, Phase::Running | Phase::Paused);
        let of_phase = if is_under_way { Sort::Listed } else { Sort::Worst };
        let known = first.filter(|(run, _)| *run == view.started).map(|(_, sort)| sort);
        *first = Some((view.started, known.unwrap_or(of_phase)));
        if is_compared(view) { Sort::Worst } else { known.unwrap_or(of_phase) }
    });
    RowQuery { filter: Filter::All, sort, descending: false, text: String::new() }
}

/// Returns whether the reader asked for a comparison, and its rows do not move any more.
fn is_compared(view: &View) -> bool {
    view.comparisons > 0 || (view.compared_file.is_some() && view.phase == Phase::Done)
}

/// Focuses the field for a list after the reader left another one, as the pressed button is gone.
#[hook]
fn use_focus_of_new_list(is_form: bool, has_run: bool) {
    let page = use_context::<PageContext>().unwrap_or_default();
    let had_run = use_mut_ref(|| false);
    use_effect_with((is_form, has_run), move |(is_form, has_run)| {
        if had_run.replace(*has_run) && *is_form {
            (page.restore_focus)("names");
        }
    });
}

/// Follows the view of the runner while the page is mounted.
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
