//! Controls above the table: search, order and comparison.

use evidence::Timestamp;
use words::{args, key};
use yew::prelude::*;

use crate::{
    components::{PageContext, Shape, status_icon},
    many::{
        ManyActions, ManyPageState,
        list::{RowQuery, Sort},
    },
};

/// Orders to choose from.
const SORTS: [(Sort, &str); 5] = [
    (Sort::Worst, "worst"),
    (Sort::Listed, "listed"),
    (Sort::Domain, "domain"),
    (Sort::Finding, "finding"),
    (Sort::Owner, "owner"),
];

/// Properties of the controls.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) page_state: ManyPageState,
    pub(super) actions: ManyActions,
    pub(super) query: RowQuery,
    pub(super) on_change: Callback<RowQuery>,
    /// Start times of earlier runs to compare with, in Unix seconds.
    pub(super) runs: Vec<i64>,
    /// Start time of the run to compare with.
    pub(super) compared: Option<i64>,
}

/// Controls for search, order and comparison.
#[component]
pub(super) fn Controls(props: &Props) -> Html {
    let language = props.page_state.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let failed = use_state(|| false);
    let (query, on_change) = (props.query.clone(), props.on_change.clone());
    let oninput = {
        let (query, on_change) = (query.clone(), on_change.clone());
        Callback::from(move |event: InputEvent| {
            let text = (page.field_text)(&event).unwrap_or_default();
            on_change.emit(RowQuery { text, ..query.clone() });
        })
    };
    let onsort = {
        let (query, on_change) = (query.clone(), on_change);
        Callback::from(move |event: Event| {
            if let Some((sort, _)) = (page.chosen_option)(&event).and_then(|at| SORTS.get(at)) {
                on_change.emit(RowQuery { sort: *sort, descending: false, ..query.clone() });
            }
        })
    };
    let label = language.message(key::MANY_SEARCH, &[]);
    html! {
        <div class="narrow">
            <input type="text" class="search" data-search="many" autocapitalize="none" autocomplete="off" spellcheck="false"
                aria-label={label.clone()} placeholder={label} value={query.text.clone()} {oninput} />
            <label>{language.message(key::MANY_SORT, &[])}{" "}
                <select data-sort="" onchange={onsort}>{ for SORTS.iter().enumerate().map(|(at, (sort, word))| html! {
                    <option value={at.to_string()} selected={*sort == query.sort}>{language.message(key::MANY_SORT_BY, args!["order" => *word])}</option>
                }) }</select></label>
            {compare(props, page, &failed)}
        </div>
    }
}

/// Renders the choice of what to compare with: the latest check of each domain, an earlier run, or a file.
fn compare(props: &Props, page: PageContext, failed: &UseStateHandle<bool>) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let onchange = {
        let runs = props.runs.clone();
        Callback::from(move |event: Event| {
            if let Some(at) = (page.chosen_option)(&event) {
                (actions.runner.compare)(at.checked_sub(1).and_then(|at| runs.get(at).copied()));
            }
        })
    };
    let onfile = {
        let failed = failed.clone();
        Callback::from(move |event: Event| {
            let failed = failed.clone();
            if let Some(file) = (actions.chosen_files)(&event).into_iter().next() {
                (actions.runner.compare_with_file)(file, Callback::from(move |found: bool| failed.set(!found)));
            }
        })
    };
    let moment = |moment: &i64| (actions.clock.exact)(Timestamp::from_unix(*moment), language);
    html! {
        <>
            if !props.runs.is_empty() {
                <label>{language.message(key::MANY_COMPARED, &[])}{" "}
                    <select data-compare="" {onchange}>
                        <option value="0" selected={props.compared.is_none()}>{language.message(key::MANY_COMPARED_LATEST, &[])}</option>
                        { for props.runs.iter().enumerate().map(|(at, run)| html! {
                            <option value={(at + 1).to_string()} selected={props.compared == Some(*run)}>{moment(run)}</option>
                        }) }
                    </select></label>
            }
            <label class="button quiet file"><input type="file" accept=".json,.jsonl,application/json" data-open="baseline" onchange={onfile} />{language.message(key::MANY_COMPARE_FILE, &[])}</label>
            if **failed {
                <p class="problem" role="alert">{status_icon(Shape::Error)}<span>{language.message(key::MANY_COMPARE_FAILED, &[])}</span></p>
            }
        </>
    }
}
