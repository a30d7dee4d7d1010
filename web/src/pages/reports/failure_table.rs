//! All failures as a table that can be sorted and filtered.

use std::cmp::Ordering;

use words::{Key, args, key, tls_report as in_words};
use yew::prelude::*;

use super::{
    card,
    format::Formatter,
    incremental::{ROWS_PER_TURN, use_incremental},
};
use crate::{
    components::{PageContext, keep_terms_together},
    reports::summary::{Failure, Summary},
    shared::Shared,
};

/// A column, by which the table can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Sessions,
    Cause,
    Host,
    Sender,
    Result,
    Last,
}

const COLUMNS: [(Column, Key); 6] = [
    (Column::Cause, key::REPORTS_CAUSE),
    (Column::Host, key::REPORTS_HOST),
    (Column::Sender, key::REPORTS_SENDER),
    (Column::Result, key::REPORTS_RESULT),
    (Column::Last, key::REPORTS_DAYS),
    (Column::Sessions, key::REPORTS_SESSIONS),
];

/// Properties of [`FailureTable`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The reports.
    pub summary: Shared<Summary>,
    /// Formats numbers and days.
    pub format: Formatter,
}

/// Table of all failures.
#[component]
pub fn FailureTable(props: &Props) -> Html {
    let Props { summary, format } = props;
    let language = format.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let sorted = use_state_eq(|| (Column::Sessions, true));
    let wanted = use_state_eq(String::new);
    let rows = rows(&summary.failures, *format, &wanted, *sorted);
    let drawn = use_incremental((summary.clone(), (*wanted).clone(), *sorted), rows.len(), ROWS_PER_TURN);
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = (page.field_text)(&event) {
                wanted.set(text);
            }
        })
    };
    html! {
        <section aria-labelledby="table">
            <h2 id="table">{language.message(key::REPORTS_TABLE, &[])}</h2>
            <div class="filter">
                <label for="filter">{language.message(key::REPORTS_FILTER, &[])}</label>
                <input id="filter" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" value={(*wanted).clone()} {oninput} aria-describedby="found" />
                <span id="found" class="note" role="status">{language.message(key::REPORTS_FILTER_FOUND, args!["count" => rows.len(), "total" => summary.failures.len()])}</span>
            </div>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="table">
                <table class="failures">
                    <thead><tr>{ for COLUMNS.into_iter().map(|(column, words)| heading(*format, column, words, &sorted)) }</tr></thead>
                    <tbody>{ for rows.into_iter().take(drawn).enumerate().map(|(at, failure)| row(*format, at, failure)) }</tbody>
                </table>
            </div>
            if summary.failures_left_out > 0 {
                <p class="note">{language.message(key::REPORTS_ROWS_LEFT_OUT, args!["count" => summary.failures_left_out])}</p>
            }
        </section>
    }
}

fn heading(format: Formatter, column: Column, words: Key, sorted: &UseStateHandle<(Column, bool)>) -> Html {
    let (by, descends) = **sorted;
    let state = match (by == column, descends) {
        (false, _) => None,
        (true, true) => Some("descending"),
        (true, false) => Some("ascending"),
    };
    let name = format.language.message(words, &[]);
    let onclick = {
        let sorted = sorted.clone();
        // The first click sorts numbers and days in descending order, names in ascending order.
        let first = matches!(column, Column::Sessions | Column::Last);
        Callback::from(move |_: MouseEvent| sorted.set((column, if by == column { !descends } else { first })))
    };
    let class = (column == Column::Sessions).then_some("amount");
    html! {
        <th scope="col" {class} aria-sort={state}>
            <button type="button" data-sort={name.clone()} title={format.language.message(key::REPORTS_SORT, args!["column" => &name])} {onclick}>{name}</button>
        </th>
    }
}

fn row(format: Formatter, at: usize, failure: &Failure) -> Html {
    html! {
        <tr key={at}>
            <td>{keep_terms_together(&cause_words(failure, format))}</td>
            <td>{ for failure.host.iter().map(|host| html! { <code translate="no">{host}</code> }) }</td>
            <td>{format.sender(failure.sender.as_deref())}</td>
            <td><code translate="no">{&failure.result_type}</code></td>
            <td>{format.span(failure.period)}</td>
            <td class="amount">{format.number(failure.sessions)}</td>
        </tr>
    }
}

fn cause_words(failure: &Failure, format: Formatter) -> String {
    let sentence = card::failure_cause(failure)
        .map(|cause| in_words::cause_sentence(cause, failure.host.as_deref(), format.language).to_string());
    sentence.unwrap_or_default()
}

/// Returns the sorted rows that contain the text in any cell.
fn rows<'a>(
    failures: &'a [Failure],
    format: Formatter,
    wanted: &str,
    (by, descends): (Column, bool),
) -> Vec<&'a Failure> {
    let wanted = wanted.trim().to_lowercase();
    let holds = |failure: &&Failure| {
        if wanted.is_empty() {
            return true;
        }
        let words = [
            cause_words(failure, format),
            failure.host.clone().unwrap_or_default(),
            failure.sender.clone().unwrap_or_default(),
            failure.result_type.clone(),
            failure.reasons.join(" "),
        ];
        words.iter().any(|word| word.to_lowercase().contains(&wanted))
    };
    let mut rows: Vec<&Failure> = failures.iter().filter(holds).collect();
    rows.sort_by(|one, other| {
        let order = compare(one, other, by);
        if descends { order.reverse() } else { order }
    });
    rows
}

fn compare(one: &Failure, other: &Failure, by: Column) -> Ordering {
    match by {
        Column::Sessions => one.sessions.cmp(&other.sessions),
        Column::Cause => one.cause.cmp(&other.cause),
        Column::Host => one.host.cmp(&other.host),
        Column::Sender => one.sender.cmp(&other.sender),
        Column::Result => one.result_type.cmp(&other.result_type),
        Column::Last => one.period.1.cmp(&other.period.1),
    }
}
