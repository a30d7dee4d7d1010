//! One domain in the table: verdict, worst finding, next step, owner.

use std::rc::Rc;

use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{Links, Shape, route_link, status_icon},
    many::{
        export::{earlier_verdict_if_changed, owner_word},
        outcome::Outcome,
        run::{Row, RowState},
    },
    route::Route,
};

/// Properties of [`ManyRow`].
#[derive(Properties)]
pub(super) struct Props {
    pub(super) language: Language,
    pub(super) row: Rc<Row>,
    /// Index in the list.
    pub(super) at: usize,
    /// Line number in the whole table, from 1.
    pub(super) index: usize,
    pub(super) is_open: bool,
    pub(super) links: Links,
    pub(super) toggle: Callback<usize>,
}

/// Rows are compared by pointer: an unchanged row is the same.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.row, &other.row)
            && (self.language, self.at, self.index, self.is_open)
                == (other.language, other.at, other.index, other.is_open)
    }
}

/// One domain in the table.
#[component]
pub(super) fn ManyRow(props: &Props) -> Html {
    let (language, row) = (props.language, &props.row);
    let outcome = row.outcome();
    let is_checking = matches!(row.state, RowState::Checking(_));
    let message = |key| language.message(key, &[]);
    html! {
        <tr class={classes!(props.is_open.then_some("shown"))} aria-rowindex={props.index.to_string()} data-row={row.domain.clone()}
            data-row-verdict={outcome.map(|outcome| outcome.verdict.clone())} data-trend={row.trend().map(bulk::Trend::id)} data-state={state_word(&row.state)}>
            <th scope="row">{name(props, outcome)}</th>
            <td data-label={message(key::MANY_COLUMN_VERDICT)}>{verdict(language, outcome, is_checking)}</td>
            { match outcome {
                Some(outcome) => cells(language, outcome),
                None => html! { <><td class="none"></td><td class="none"></td><td class="none"></td></> },
            } }
        </tr>
    }
}

const fn state_word(state: &RowState) -> &'static str {
    match state {
        RowState::Waiting => "waiting",
        RowState::Checking(_) => "checking",
        RowState::Done(_) => "done",
    }
}

/// Renders the domain: a link to its full report, and a button that unfolds the row.
fn name(props: &Props, outcome: Option<&Outcome>) -> Html {
    let (language, row, at) = (props.language, &props.row, props.at);
    let domain = html! { <code translate="no">{&row.domain}</code> };
    let name = match outcome {
        Some(outcome) => {
            let kept = outcome.key.map(|_| outcome.started().to_string());
            route_link(Route::Check { domain: row.domain.clone(), kept }, language, &props.links, domain)
        }
        None => domain,
    };
    let toggle = props.toggle.clone();
    let onclick = Callback::from(move |_: MouseEvent| toggle.emit(at));
    let label = language.message(key::MANY_DETAILS, args!["domain" => row.domain.as_str()]);
    html! {
        <span class="name">
            // Before the outcome, the button has its space.
            if outcome.is_some() {
                <button type="button" class="toggle" aria-expanded={props.is_open.to_string()} aria-label={label} {onclick}></button>
            } else {
                <span class="toggle"></span>
            }
            <span class="texts">{name}
                if let Some(subtitle) = row.subtitle() {
                    <small><bdi>{subtitle}</bdi></small>
                }
            </span>
        </span>
    }
}

fn verdict(language: Language, outcome: Option<&Outcome>, is_checking: bool) -> Html {
    let with_icon = |shape: Shape, words: String| html! { <span class={classes!("say", shape.class())}>{status_icon(shape)}<span>{words}</span></span> };
    let Some(outcome) = outcome else {
        let (shape, key) =
            if is_checking { (Shape::Open, key::MANY_CHECKING) } else { (Shape::Idle, key::MANY_WAITING) };
        return html! { <div class="verdict-cell">{with_icon(shape, language.message(key, &[]))}</div> };
    };
    let under = match is_checking {
        true => Some(language.message(key::MANY_CHECKING, &[])),
        false => earlier_verdict_if_changed(outcome, language)
            .map(|before| language.message(key::MANY_BEFORE, args!["verdict" => before.as_str()])),
    };
    html! {
        <div class="verdict-cell">{with_icon(Shape::from_severity_id(&outcome.severity), outcome.verdict_text(language))}
            { for under.map(|under| html! { <small class="was">{under}</small> }) }</div>
    }
}

fn cells(language: Language, outcome: &Outcome) -> Html {
    let message = |key| language.message(key, &[]);
    let (spoken, texts) = outcome.texts(language).map_or((language, None), |(spoken, texts)| (spoken, Some(texts)));
    let lang = (spoken != language).then_some(spoken.tag());
    let headline = texts.map(|texts| texts.headline.clone()).unwrap_or_default();
    let next = match texts.map(|texts| texts.next_step.clone()).filter(|next| !next.is_empty()) {
        Some(next) => html! { <span {lang}>{next}</span> },
        None if outcome.is_unseen() => html! { {message(key::MANY_NEXT_RETRY)} },
        None => html! { {message(key::MANY_NEXT_NONE)} },
    };
    let owner = owner_word(outcome, language);
    html! {
        <>
            <td data-label={message(key::MANY_COLUMN_FINDING)} data-finding-id={outcome.finding.clone()}><div class="clamp" {lang}>{headline}</div></td>
            <td data-label={message(key::MANY_COLUMN_NEXT)}><div class="clamp">{next}</div></td>
            <td data-label={message(key::MANY_COLUMN_OWNER)} class={classes!(owner.is_empty().then_some("none"))}><div class="clamp">{owner}</div></td>
        </>
    }
}
