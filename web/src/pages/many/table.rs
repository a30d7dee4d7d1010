//! The table of a run. Only the rows near the window are rendered; the others are replaced by empty space.

use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{detail::OpenRow, row::ManyRow};
use crate::{
    many::{
        ManyActions, ManyPageState, Viewport,
        list::{Group, Item, RowQuery, Sort, list_items},
        view::View,
        window::{Heights, Part, Space, rendered_parts},
    },
    shared::Shared,
};

/// Number of columns of the table.
const COLUMNS: &str = "5";

/// Headings, and the order that each selects.
const HEADINGS: [(Key, Option<Sort>); 5] = [
    (key::MANY_COLUMN_DOMAIN, Some(Sort::Domain)),
    (key::MANY_COLUMN_VERDICT, Some(Sort::Worst)),
    (key::MANY_COLUMN_FINDING, Some(Sort::Finding)),
    (key::MANY_COLUMN_NEXT, None),
    (key::MANY_COLUMN_OWNER, Some(Sort::Owner)),
];

/// Properties of [`ManyTable`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) page_state: ManyPageState,
    pub(super) actions: ManyActions,
    pub(super) view: Shared<View>,
    pub(super) query: RowQuery,
    pub(super) on_change: Callback<RowQuery>,
    /// Called when the reader is among the rows.
    pub(super) on_read: Callback<()>,
}

/// Table of a run.
#[component]
pub(super) fn ManyTable(props: &Props) -> Html {
    let language = props.page_state.language;
    let body = use_node_ref();
    let open = use_state(|| None::<usize>);
    let measured = use_state(|| 0_usize);
    let times = use_mut_ref(|| 0_usize);
    let lines = use_memo((props.view.clone(), props.query.clone(), language), |(view, query, language)| {
        list_items(&view.rows, query, *language)
    });
    let viewport = use_viewport(props.actions, &body, (*open, *measured, lines.is_empty(), props.query.sort));
    let heights = Heights { row: viewport.row, group: viewport.group, open: open.map(|at| (at, viewport.open)) };
    let parts = rendered_parts(&lines, heights, viewport.top, viewport.height);
    let toggle = {
        let (open, on_read) = (open.clone(), props.on_read.clone());
        Callback::from(move |at: usize| {
            on_read.emit(());
            open.set((*open != Some(at)).then_some(at));
        })
    };
    let on_resize = Callback::from(move |()| {
        let now = *times.borrow() + 1;
        times.replace(now);
        measured.set(now);
    });
    // Announced when the reader asks for other rows, and not when checks add some.
    let query = &props.query;
    let found = use_memo((query.filter, query.text.clone()), |_| row_count(&lines));
    let announced = html! { <p class="hidden" role="status" key="found">{found_text(*found, language)}</p> };
    if lines.is_empty() {
        return html! { <>{announced}<p class="nothing" key="nothing" data-rows="0">{language.message(key::MANY_NONE, &[])}</p></> };
    }
    html! {
        <>
        {announced}
        <table class="list" key="list" aria-rowcount={(lines.len() + 1).to_string()} data-rows={row_count(&lines).to_string()}>
            <caption class="hidden">{language.message(key::MANY_CAPTION, args!["count" => row_count(&lines)])}</caption>
            {heading(props)}
            // In another order, rows are other elements: none moves across the window.
            <tbody key={props.query.sort.id()} ref={body} onfocusin={props.on_read.reform(|_: FocusEvent| ())}>
                { for parts.into_iter().flat_map(|part| match part {
                    Part::Space(space, pixels) => vec![spacer(space, pixels)],
                    Part::Line(at) => line(props, lines[at], at + 2, *open, &toggle, &on_resize),
                }) }
            </tbody>
        </table>
        </>
    }
}

fn found_text(count: usize, language: Language) -> String {
    match count {
        0 => language.message(key::MANY_NONE, &[]),
        count => language.message(key::MANY_CAPTION, args!["count" => count]),
    }
}

fn row_count(lines: &[Item]) -> usize {
    lines.iter().filter(|line| matches!(line, Item::Row(_))).count()
}

#[hook]
fn use_viewport(actions: ManyActions, body: &NodeRef, changes: (Option<usize>, usize, bool, Sort)) -> Viewport {
    let viewport = use_state_eq(Viewport::default);
    use_effect_with(changes, {
        let (viewport, body) = (viewport.clone(), body.clone());
        move |_| {
            let cancel = (actions.watch_viewport)(&body, Callback::from(move |measured| viewport.set(measured)));
            move || cancel()
        }
    });
    *viewport
}

/// Renders the space of rows that are not rendered.
fn spacer(space: Space, pixels: f64) -> Html {
    html! {
        <tr key={space.id()} class="room" aria-hidden="true"><td colspan={COLUMNS} height={format!("{pixels:.0}")}></td></tr>
    }
}

fn heading(props: &Props) -> Html {
    let language = props.page_state.language;
    let column = |(name, sort): (Key, Option<Sort>)| {
        let words = language.message(name, &[]);
        let Some(sort) = sort else { return html! { <th scope="col">{words}</th> } };
        let (query, on_change) = (props.query.clone(), props.on_change.clone());
        let is_sorted = query.sort == sort;
        let direction = is_sorted.then_some(if query.descending { "descending" } else { "ascending" });
        let onclick = Callback::from(move |_: MouseEvent| {
            let descending = query.sort == sort && !query.descending;
            on_change.emit(RowQuery { sort, descending, ..query.clone() });
        });
        html! { <th scope="col" aria-sort={direction}><button type="button" {onclick}>{words}</button></th> }
    };
    html! { <thead><tr aria-rowindex="1">{ for HEADINGS.into_iter().map(column) }</tr></thead> }
}

/// Renders a line of the table, with its details if it is open.
fn line(
    props: &Props,
    item: Item,
    index: usize,
    open: Option<usize>,
    toggle: &Callback<usize>,
    on_resize: &Callback<()>,
) -> Vec<Html> {
    let (page_state, actions, view) = (&props.page_state, props.actions, &props.view);
    let language = page_state.language;
    let at = match item {
        Item::Group(group, count) => return vec![group_line(props, group, count, index)],
        Item::Row(at) => at,
    };
    let (row, is_open) = (view.rows[at].clone(), open == Some(at));
    let mut lines = vec![html! {
        <ManyRow key={row.domain.clone()} {language} row={row.clone()} {at} {index} {is_open} links={page_state.links.clone()} toggle={toggle.clone()} />
    }];
    if is_open {
        let key = format!("more {}", row.domain);
        lines.push(html! {
            <OpenRow {key} {language} {row} {at} {actions} links={page_state.links.clone()} comparisons={view.comparisons} on_resize={on_resize.clone()} />
        });
    }
    lines
}

fn group_line(props: &Props, group: Group, count: usize, index: usize) -> Html {
    let words = props.page_state.language.message(key::MANY_GROUP, args!["group" => group.id()]);
    html! {
        <tr key={group.id()} class="group" data-group={group.id()} aria-rowindex={index.to_string()}>
            <th scope="rowgroup" colspan={COLUMNS}>{words}{" · "}{count}</th></tr>
    }
}
