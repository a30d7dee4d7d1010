//! What senders do today, per MX host: a table, or cards on narrow screens, with the reasons below.

use checker::{Action, Delivery, Report, TlsState, Verdict};
use words::{Language, Sentence, args, key, report::SavedPolicyOutcome};
use yew::prelude::*;

use super::{Shape, render_sentence, status_icon};

/// Renders what senders do. Without a known earlier policy, no row is about saved policies.
pub fn deliveries(language: Language, report: &Report) -> Html {
    if report.delivery.is_empty() {
        return html! {};
    }
    html! {
        <section class="delivery" aria-labelledby="delivery">
            <h2 id="delivery">{language.message(key::TEXT_DELIVERY, &[])}</h2>
            {delivery_table(language, report, "delivery", report.may_be_remembered)}
        </section>
    }
}

/// Optional columns of the table, beside host and new sender.
#[derive(Clone, Copy)]
struct Columns {
    /// Whether to show senders that verify DANE. They are shown where they refuse a host.
    dane: bool,
    /// Whether to show senders with a saved policy.
    older: bool,
}

/// Renders a row per MX host, and each reason once below. `id` is the prefix of row ids. `older` is whether senders may
/// know an older policy.
pub(super) fn delivery_table(language: Language, report: &Report, id: &str, older: bool) -> Html {
    let older = older && report.verdict != Verdict::Unknown;
    let columns = Columns { dane: report.delivery.iter().any(|row| row.dane == Some(Action::Refuse)), older };
    let keys = [
        Some(key::PAGE_HOST),
        Some(key::PAGE_CONTACT),
        columns.dane.then_some(key::PAGE_DANE),
        older.then_some(key::PAGE_OLDER),
        Some(key::TEXT_TLS),
    ];
    let heads: Vec<String> = keys.into_iter().flatten().map(|key| language.message(key, &[])).collect();
    html! {
        <>
            <table role="table">
                <thead role="rowgroup"><tr role="row">{ for heads.iter().map(|head| html! { <th scope="col" role="columnheader">{head}</th> }) }</tr></thead>
                <tbody role="rowgroup">{ for report.delivery.iter().map(|delivery| row(report, delivery, &heads, (id, columns), language)) }</tbody>
            </table>
            <dl class="because">
                {reasons("contact", &heads[1], words::report::delivery_sentences(report, language))}
                if columns.dane {
                    {reasons("dane", &language.message(key::TEXT_DANE, &[]), words::report::dane_deliveries(report, language))}
                }
                if older {
                    {reasons("remembering", &language.message(key::TEXT_REMEMBERING, &[]), words::report::saved_policy_deliveries(report, language))}
                }
            </dl>
        </>
    }
}

fn row(
    report: &Report,
    delivery: &Delivery,
    heads: &[String],
    (id, columns): (&str, Columns),
    language: Language,
) -> Html {
    let tls = match delivery.tls {
        TlsState::Valid => Shape::Good,
        TlsState::Invalid | TlsState::None => Shape::Error,
        TlsState::Unseen => Shape::Unobserved,
    };
    let action = words::report::action_label(delivery, language);
    let mut cells = vec![("contact", Some(Shape::from(delivery)), action.clone())];
    if columns.dane {
        let by_dane = delivery.dane.map(|action| words::report::action_word(action, language));
        cells.push(("dane", Some(delivery.dane.map_or(Shape::from(delivery), Shape::from)), by_dane.unwrap_or(action)));
    }
    if let Some(remembered) = words::report::saved_policy_cell(report, delivery, language).filter(|_| columns.older) {
        cells.push(("older", older_shape(remembered.outcome), remembered.words));
    }
    cells.push(("tls", Some(tls), words::report::tls_label(delivery.tls, language)));
    html! {
        <tr role="row" id={format!("{id}-{}", delivery.mx)} data-mx={delivery.mx.clone()} data-outcome={delivery.action.id()} data-tls={delivery.tls.id()}>
            <th scope="row" role="rowheader">
                <code translate="no">{&delivery.mx}</code>
                if let Some(provider) = delivery.provider {
                    <small translate="no" data-provider={provider.name}>{provider.name}</small>
                }
                <small>{language.message(key::TEXT_PREFERENCE, args!["preference" => i64::from(delivery.preference)])}</small>
            </th>
            { for cells.into_iter().zip(&heads[1..]).map(|(cell, head)| action_line(cell, head)) }
        </tr>
    }
}

fn action_line((what, shape, words): (&'static str, Option<Shape>, String), head: &str) -> Html {
    html! {
        <td role="cell" data-cell={what} data-label={head.to_owned()}>
            <span class={classes!("say", shape.map(Shape::class))}>{shape.map(status_icon).unwrap_or_default()}{words}</span>
        </td>
    }
}

/// Returns the shape of a saved policy's outcome. An unseen policy has no colour, unless its consequence is certain.
const fn older_shape(outcome: SavedPolicyOutcome) -> Option<Shape> {
    match outcome {
        SavedPolicyOutcome::Refuses => Some(Shape::Error),
        SavedPolicyOutcome::WillRefuse => Some(Shape::Warning),
        SavedPolicyOutcome::Follows => None,
    }
}

fn reasons(class: &'static str, title: &str, reasons: Vec<Sentence>) -> Html {
    html! {
        <div {class}><dt>{title.to_owned()}</dt>{ for reasons.iter().map(|reason| html! { <dd>{render_sentence(reason)}</dd> }) }</div>
    }
}
