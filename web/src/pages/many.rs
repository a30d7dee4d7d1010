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
mod query;
mod row;
mod table;

use words::key;
use yew::prelude::*;

use crate::{
    components::PageContext,
    many::{ManyActions, ManyPageState, list::RowQuery, run::Phase, view::View},
    shared::Shared,
};
use controls::Controls;
use filter_chips::FilterChips;
use import::Import;
use query::Chosen;
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

/// The list page.
#[component]
pub fn ManyPage(props: &Props) -> Html {
    let (page_state, actions) = (&props.page_state, props.actions);
    let view = use_view(actions, &props.shown);
    let chosen = use_state(query::chosen);
    use_effect_with((page_state.clone(), actions), |(page_state, actions)| {
        (actions.runner.configure)(page_state.state.clone())
    });
    use_effect_with((*chosen).clone(), |chosen| query::keep(chosen.clone()));
    let language = page_state.language;
    let is_empty = view.phase == Phase::Empty;
    use_focus_between_lists(actions, is_empty && view.is_loaded, !is_empty);
    let visit = query::visit(&view);
    let shown = Chosen::current(chosen.as_ref(), &view, visit);
    let query = shown.query.clone();
    let on_change = {
        let (chosen, shown) = (chosen.clone(), shown.clone());
        Callback::from(move |query: RowQuery| chosen.set(Some(shown.with(query))))
    };
    // Unchanged rows keep their callbacks, which must not bring an earlier query back.
    let latest = use_mut_ref(|| shown.clone());
    latest.replace(shown);
    // Rows do not change places under a reader who is among them.
    let on_read = Callback::from(move |()| {
        let shown = latest.borrow().clone();
        if !shown.has_order {
            chosen.set(Some(shown.with_order()));
        }
    });
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
                {FilterChips { language, actions, view: &view, query: &query, on_change: &on_change, reserves: visit.was_under_way }.list()}
                <Controls page_state={page_state.clone()} {actions} query={query.clone()} on_change={on_change.clone()} view={view.clone()} />
                <ManyTable page_state={page_state.clone()} {actions} {view} {query} {on_change} {on_read} />
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

/// Keeps the focus after the pressed button is gone: in the field for a list after the reader left another one, and at
/// the progress of a run that starts. A run is shown from the top of the page.
#[hook]
fn use_focus_between_lists(actions: ManyActions, is_form: bool, has_run: bool) {
    let page = use_context::<PageContext>().unwrap_or_default();
    let (had_form, had_run) = (use_mut_ref(|| false), use_mut_ref(|| false));
    use_effect_with((is_form, has_run), move |(is_form, has_run)| {
        if had_run.replace(*has_run) && *is_form {
            (page.restore_focus)("names");
        }
        if had_form.replace(*is_form) && *has_run {
            (actions.scroll_to_top)();
            (page.restore_focus)(progress::PROGRESS);
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
