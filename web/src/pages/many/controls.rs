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
const SORTS: [Sort; 5] = [Sort::Worst, Sort::Listed, Sort::Domain, Sort::Finding, Sort::Owner];

/// Properties of the controls.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) page_state: ManyPageState,
    pub(super) actions: ManyActions,
    pub(super) query: RowQuery,
    pub(super) on_change: Callback<RowQuery>,
    pub(super) view: Shared<View>,
}

/// The menu of orders. A browser ignores a changed choice of a menu that the reader has used, so an order chosen elsewhere
/// replaces the menu. An order chosen in the menu must not, or the menu would lose the focus.
struct OrderMenu {
    /// The order that the menu shows.
    shown: Sort,
    /// Number of earlier menus.
    number: usize,
}

impl OrderMenu {
    /// Returns the number of the menu that shows this order.
    fn number_for(&mut self, sort: Sort) -> usize {
        self.number += usize::from(self.shown != sort);
        self.shown = sort;
        self.number
    }
}

/// Controls for search, order and comparison.
#[component]
pub(super) fn Controls(props: &Props) -> Html {
    let language = props.page_state.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let (query, on_change) = (props.query.clone(), props.on_change.clone());
    let menu = use_mut_ref(|| OrderMenu { shown: query.sort, number: 0 });
    let number = menu.borrow_mut().number_for(query.sort);
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
            if let Some(sort) = (page.chosen_option)(&event).and_then(|at| SORTS.get(at)) {
                menu.borrow_mut().shown = *sort;
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
                <select key={number} data-sort="" autocomplete="off" onchange={onsort}>{ for SORTS.iter().enumerate().map(|(at, sort)| html! {
                    <option value={at.to_string()} selected={*sort == query.sort}>{language.message(key::MANY_SORT_BY, words::args!["order" => sort.id()])}</option>
                }) }</select></label>
            <Comparison {language} actions={props.actions} view={props.view.clone()} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_order_chosen_elsewhere_replaces_the_menu() {
        let mut menu = OrderMenu { shown: Sort::Listed, number: 0 };
        assert_eq!(menu.number_for(Sort::Listed), 0);
        menu.shown = Sort::Domain;
        assert_eq!(menu.number_for(Sort::Domain), 0, "chosen in the menu");
        assert_eq!(menu.number_for(Sort::Owner), 1, "chosen in the heading");
        assert_eq!(menu.number_for(Sort::Owner), 1);
    }
}
