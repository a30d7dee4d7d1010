//! Sessions by sender, by MX host, by result type, by policy type, and days without a report.

use words::{Key, args, key};
use yew::prelude::*;

use super::format::Formatter;
use crate::{
    components::keep_terms_together,
    reports::summary::{Gap, LiveCheck, Sender, SessionCount, Summary},
};

/// Largest number of gaps listed per sender.
const MAX_GAPS: usize = 20;

/// Renders the sessions by sender, with the policy that each of them uses; `rows` are rendered so far.
pub(super) fn senders_table(format: Formatter, summary: &Summary, rows: usize) -> Html {
    let language = format.language;
    if summary.senders.is_empty() {
        return Html::default();
    }
    let head = [
        (key::REPORTS_SENDER, ""),
        (key::REPORTS_COLUMN_PASSED, "amount"),
        (key::REPORTS_COLUMN_FAILED, "amount"),
        (key::REPORTS_COLUMN_UNNAMED, "amount"),
        (key::REPORTS_COLUMN_DAYS, "amount"),
        (key::REPORTS_COLUMN_LAST, ""),
        (key::REPORTS_COLUMN_POLICY, ""),
    ];
    html! {
        <section aria-labelledby="senders">
            <h2 id="senders">{language.message(key::REPORTS_SENDERS, &[])}</h2>
            <table class="cards">
                <thead><tr>{ for head.into_iter().map(|(words, class)| html! { <th scope="col" {class}>{language.message(words, &[])}</th> }) }</tr></thead>
                <tbody>{ for summary.senders.iter().take(rows).enumerate().map(|(at, sender)| sender_row(format, at, sender)) }</tbody>
            </table>
        </section>
    }
}

fn sender_row(format: Formatter, at: usize, sender: &Sender) -> Html {
    let cell = |words: Key, class: &'static str, text: String| {
        html! { <td {class} data-label={format.language.message(words, &[])}>{keep_terms_together(&text)}</td> }
    };
    let number = |words, count| cell(words, "amount", format.number(count));
    let last = sender.last.map_or_else(|| "–".to_owned(), |last| format.date(last));
    html! {
        <tr key={at} data-sender={sender.name.clone()}>
            <th scope="row">{format.sender(sender.name.as_deref())}</th>
            {number(key::REPORTS_COLUMN_PASSED, sender.passed)}
            {number(key::REPORTS_COLUMN_FAILED, sender.failed)}
            {number(key::REPORTS_COLUMN_UNNAMED, sender.without_policy)}
            {number(key::REPORTS_COLUMN_DAYS, sender.days as u64)}
            {cell(key::REPORTS_COLUMN_LAST, "term", last)}
            {cell(key::REPORTS_COLUMN_POLICY, "", held_policy_text(format, sender))}
        </tr>
    }
}

/// Formats the policy that a sender holds. An older one matters for as long as the sender may use it.
fn held_policy_text(format: Formatter, sender: &Sender) -> String {
    let language = format.language;
    let Some(held) = &sender.held else { return language.message(key::REPORTS_HELD_UNKNOWN, &[]) };
    let which = if held.is_older { key::REPORTS_HELD_OLDER } else { key::REPORTS_HELD_CURRENT };
    let mode = held.mode.as_ref().map(|mode| format!(" ({mode})")).unwrap_or_default();
    let until = held.until.filter(|_| held.is_older).map(|until| {
        let sentence = language.message(key::REPORTS_HELD_UNTIL, args!["date" => &format.date(until)]);
        [&language.message(key::LIST_NEXT, &[]), sentence.as_str()].concat()
    });
    [language.message(which, &[]), mode, until.unwrap_or_default()].concat()
}

/// Renders failed sessions by MX host and by result type, and sessions by policy type. `rows` rows of the former are
/// rendered so far.
pub(super) fn session_counts(format: Formatter, summary: &Summary, live: Option<&LiveCheck>, rows: usize) -> Html {
    let language = format.language;
    let unreported: Vec<&str> = live.map(|live| unreported_hosts(summary, live)).unwrap_or_default();
    let unreported = unreported.iter().map(|host| SessionCount { name: Some((*host).to_owned()), sessions: 0 });
    let hosts: Vec<SessionCount> = summary.hosts.iter().take(rows).cloned().chain(unreported).collect();
    let results = &summary.results[..rows.min(summary.results.len())];
    html! {
        <div class="three">
            {counts(format, "hosts", [key::REPORTS_HOSTS, key::REPORTS_HOST], Some(key::REPORTS_HOSTS_NOTE), &hosts)}
            {counts(format, "results", [key::REPORTS_RESULTS, key::REPORTS_RESULT], None, results)}
            <section aria-labelledby="types">
                <h2 id="types">{language.message(key::REPORTS_TYPES, &[])}</h2>
                <table class="numbers"><thead><tr>
                    <th scope="col">{language.message(key::REPORTS_TYPE, &[])}</th>
                    <th scope="col" class="amount">{language.message(key::REPORTS_COLUMN_PASSED, &[])}</th>
                    <th scope="col" class="amount">{language.message(key::REPORTS_COLUMN_FAILED, &[])}</th></tr></thead>
                    <tbody>{ for summary.policy_types.iter().map(|one| html! {
                        <tr><th scope="row"><code translate="no">{&one.name}</code></th>
                            <td class="amount">{format.number(one.passed)}</td><td class="amount">{format.number(one.failed)}</td></tr>
                    }) }</tbody></table>
                <p class="note">{language.message(key::REPORTS_TYPES_NOTE, &[])}</p>
            </section>
        </div>
    }
}

/// Returns the MX hosts that no reported failure names.
fn unreported_hosts<'a>(summary: &Summary, live: &'a LiveCheck) -> Vec<&'a str> {
    let is_named = |host: &str| summary.hosts.iter().any(|count| count.name.as_deref() == Some(host));
    live.hosts.iter().map(|(host, ..)| host.as_str()).filter(|host| !is_named(host)).collect()
}

fn counts(
    format: Formatter,
    id: &'static str,
    [title, column]: [Key; 2],
    note: Option<Key>,
    counts: &[SessionCount],
) -> Html {
    let language = format.language;
    if counts.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby={id}>
            <h2 {id}>{language.message(title, &[])}</h2>
            <table class="numbers">
                <thead><tr><th scope="col">{language.message(column, &[])}</th><th scope="col" class="amount">{language.message(key::REPORTS_COLUMN_FAILED, &[])}</th></tr></thead>
                <tbody>{ for counts.iter().enumerate().map(|(at, count)| html! {
                    <tr key={at}><th scope="row">{name(format, count)}</th><td class="amount">{format.number(count.sessions)}</td></tr>
                }) }</tbody>
            </table>
            { for note.map(|note| html! { <p class="note">{language.message(note, &[])}</p> }) }
        </section>
    }
}

fn name(format: Formatter, count: &SessionCount) -> Html {
    match &count.name {
        Some(name) => html! { <code translate="no">{name}</code> },
        None => html! { {format.host(None)} },
    }
}

/// Renders the days without a report, by sender.
pub(super) fn gaps_table(format: Formatter, summary: &Summary) -> Html {
    let language = format.language;
    if summary.gaps.is_empty() {
        return Html::default();
    }
    let mut senders: Vec<Option<&str>> = summary.gaps.iter().map(|gap| gap.sender.as_deref()).collect();
    senders.dedup();
    html! {
        <section aria-labelledby="gaps">
            <h2 id="gaps">{language.message(key::REPORTS_GAPS, &[])}</h2>
            <p class="note">{language.message(key::REPORTS_GAPS_NOTE, &[])}</p>
            <dl class="gaps">{ for senders.into_iter().map(|sender| gaps_of(format, summary, sender)) }</dl>
        </section>
    }
}

fn gaps_of(format: Formatter, summary: &Summary, sender: Option<&str>) -> Html {
    let language = format.language;
    let gaps: Vec<&Gap> = summary.gaps.iter().filter(|gap| gap.sender.as_deref() == sender).collect();
    let days = gaps.iter().map(|gap| gap.days).fold(0_i64, i64::saturating_add);
    let rest = gaps.len().saturating_sub(MAX_GAPS);
    html! {
        <div>
            <dt>{format.sender(sender)} <small>{language.message(key::REPORTS_GAP_DAYS, args!["count" => days])}</small></dt>
            <dd>{ for gaps.iter().take(MAX_GAPS).map(|gap| html! {
                <span class="term">{format.span((Some(gap.period.0), Some(gap.period.1)))}</span>
            }) }
                if rest > 0 {
                    <span>{language.message(key::REPORTS_SKIPPED_MORE, args!["count" => rest])}</span>
                }</dd>
        </div>
    }
}
