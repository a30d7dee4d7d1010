//! Controls above the table: search, order and comparison.

use words::key;
use yew::prelude::*;

use super::comparison::Comparison;
use crate::{
    components::PageContext,
    many::{
        ManyActions, ManyPageState,
        list::{RowQuery, Sort},
        view::View,
    },
    shared::Shared,
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
    pub(super) view: Shared<View>,
}

/// Controls for search, order and comparison.
#[component]
pub(super) fn Controls(props: &Props) -> Html {
    let language = props.page_state.language;
    let page = use_context::<PageContext>().unwrap_or_default();
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
                // A browser ignores a changed choice of a menu that the reader has used, so a comparison replaces it.
                <select key={props.view.comparisons} data-sort="" onchange={onsort}>{ for SORTS.iter().enumerate().map(|(at, (sort, word))| html! {
                    <option value={at.to_string()} selected={*sort == query.sort}>{language.message(key::MANY_SORT_BY, words::args!["order" => *word])}</option>
                }) }</select></label>
            <Comparison {language} actions={props.actions} view={props.view.clone()} />
        </div>
    }
}
