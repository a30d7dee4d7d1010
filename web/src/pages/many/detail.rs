//! The details of an open row: changes, actions with their texts and messages, and a link to the full report.

use std::{cell::Cell, rc::Rc};

use evidence::Timestamp;
use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{ActionList, Links, Message, Recipient, changes_list, route_link},
    many::{
        Detail, ManyActions,
        run::{Row, RowState},
    },
    route::Route,
    shared::Shared,
};

/// Properties of [`OpenRow`].
#[derive(Properties)]
pub(super) struct Props {
    pub(super) language: Language,
    pub(super) row: Rc<Row>,
    pub(super) at: usize,
    pub(super) actions: ManyActions,
    pub(super) links: Links,
    /// Number of comparisons that the reader asked for.
    pub(super) comparisons: usize,
    /// Called when its height has changed.
    pub(super) on_resize: Callback<()>,
}

/// Rows are compared by pointer: an unchanged row is the same.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.row, &other.row)
            && (self.language, self.at, self.comparisons) == (other.language, other.at, other.comparisons)
    }
}

/// Load state of the details.
#[derive(Clone, PartialEq)]
enum DetailState {
    Loading,
    Loaded(Shared<Detail>),
    Failed,
}

/// Details of an open row.
#[component]
pub(super) fn OpenRow(props: &Props) -> Html {
    let (language, row, actions) = (props.language, &props.row, props.actions);
    let detail = use_state(|| DetailState::Loading);
    use_effect_with((props.at, row.outcome().cloned(), props.comparisons), {
        let (detail, at) = (detail.clone(), props.at);
        move |_| {
            let is_awaited = Rc::new(Cell::new(true));
            let arrived = {
                let is_awaited = is_awaited.clone();
                move |found: Option<Shared<Detail>>| {
                    if is_awaited.get() {
                        detail.set(found.map_or(DetailState::Failed, DetailState::Loaded));
                    }
                }
            };
            (actions.runner.load_detail)(at, Callback::from(arrived));
            // An answer for an earlier outcome must not replace a later one.
            move || is_awaited.set(false)
        }
    });
    use_effect_with((*detail).clone(), {
        let on_resize = props.on_resize.clone();
        move |_| on_resize.emit(())
    });
    html! {
        <tr class="more" data-open-row={row.domain.clone()}><td colspan="5"><div class="inner">
            { match &*detail {
                DetailState::Loading => html! { <p class="note" role="status">{language.message(key::MANY_DETAIL_AWAITED, &[])}</p> },
                DetailState::Failed => html! { <p class="note" role="status">{language.message(key::MANY_DETAIL_GONE, &[])}</p> },
                DetailState::Loaded(detail) => detail_view(props, detail),
            } }
            {tools(props)}
        </div></td></tr>
    }
}

fn detail_view(props: &Props, detail: &Detail) -> Html {
    let Props { language, actions, links, .. } = props;
    let language = *language;
    let origin = AttrValue::from((actions.origin)());
    let started =
        props.row.outcome().map(|outcome| time_text(*actions, outcome.started(), language)).unwrap_or_default();
    html! {
        <>
            <p class="note" data-checked="">{language.message(key::MANY_CHECKED, args!["date" => started.as_str()])}</p>
            if let Some(compared) = &detail.compared {
                <section class="since">
                    <h2>{language.message(key::MANY_SINCE, args!["date" => time_text(*actions, compared.since, language).as_str()])}</h2>
                    if compared.changes().is_empty() {
                        <p class="note">{language.message(key::PAGE_SINCE_SAME, &[])}</p>
                    } else {
                        {changes_list(language, &compared.earlier, &compared.later, &compared.changes())}
                    }
                </section>
            }
            if let Some(row) = &detail.earlier_row {
                <section class="since" data-earlier-row="">
                    <h2>{language.message(key::MANY_EARLIER, args!["date" => row.checked_at.parse().map(|at| time_text(*actions, at, language)).unwrap_or_default().as_str()])}</h2>
                    <p>{words::make_visible(&row.headline)}</p>
                    <p class="note">{language.message(key::MANY_EARLIER_NOTE, &[])}</p>
                </section>
            }
            <Message {language} report={detail.report.clone()} recipient={customer(*actions, language)} origin={origin.clone()} />
            <ActionList {language} report={detail.report.clone()} {origin} links={links.clone()} />
        </>
    }
}

fn customer(actions: ManyActions, language: Language) -> Recipient {
    let title = language.message(key::MANY_CUSTOMER, &[]);
    let (write, load_words) = (words::text::customer_message, actions.load_words);
    Recipient { id: "customer", title, write, load_words }
}

fn time_text(actions: ManyActions, moment: Timestamp, language: Language) -> String {
    (actions.clock.exact)(moment, language)
}

fn tools(props: &Props) -> Html {
    let Props { language, row, at, actions, links, .. } = props;
    let (language, at, retry) = (*language, *at, actions.runner.retry);
    let started = row.outcome().and_then(|outcome| outcome.key.map(|_| outcome.started().to_string()));
    let is_checking = matches!(row.state, RowState::Checking(_));
    let words = language.message(if started.is_some() { key::MANY_FULL } else { key::MANY_FULL_AGAIN }, &[]);
    let report = Route::Check { domain: row.domain.clone(), kept: started };
    html! {
        <div class="tools">
            {route_link(report, language, links, html! { {words} })}
            <button type="button" class="button quiet" data-run="again" aria-disabled={is_checking.then_some("true")} onclick={Callback::from(move |_: MouseEvent| retry(Some(at)))}>
                {language.message(if is_checking { key::MANY_CHECKING } else { key::MANY_AGAIN }, &[])}</button>
        </div>
    }
}
