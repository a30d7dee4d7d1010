//! What a sender does today, per MX host: a table, or cards where there is no room.

use checker::{Delivery, Report};
use words::{Language, args, key};
use yew::prelude::*;

use super::{Shape, mark, set};

/// What a sender does.
pub fn deliveries(language: Language, report: &Report) -> Html {
    if report.delivery.is_empty() {
        return html! {};
    }
    html! {
        <section class="delivery" aria-labelledby="delivery">
            <h2 id="delivery">{language.say(key::TEXT_DELIVERY, &[])}</h2>
            {table(language, report)}
        </section>
    }
}

/// A row for each MX host.
pub(super) fn table(language: Language, report: &Report) -> Html {
    let heads = [key::PAGE_HOST, key::PAGE_ACTION, key::TEXT_TLS, key::PAGE_REASON].map(|key| language.say(key, &[]));
    html! {
        <table role="table">
            <thead role="rowgroup"><tr role="row">{ for heads.iter().map(|head| html! { <th scope="col" role="columnheader">{head}</th> }) }</tr></thead>
            <tbody role="rowgroup">{ for report.delivery.iter().map(|delivery| row(report, delivery, &heads, language)) }</tbody>
        </table>
    }
}

fn row(report: &Report, delivery: &Delivery, heads: &[String; 4], language: Language) -> Html {
    let shape = Shape::from(delivery.action);
    let tls = match delivery.tls {
        checker::TlsState::Valid => Shape::Good,
        checker::TlsState::Invalid | checker::TlsState::None => Shape::Bad,
        checker::TlsState::Unseen => Shape::Unseen,
    };
    html! {
        <tr role="row" data-mx={delivery.mx.clone()} data-outcome={delivery.action.id()} data-tls={delivery.tls.id()}>
            <th scope="row" role="rowheader">
                <code translate="no">{&delivery.mx}</code>
                if let Some(provider) = delivery.provider {
                    <small translate="no" data-provider={provider.name}>{provider.name}</small>
                }
                <small>{language.say(key::TEXT_PREFERENCE, args!["preference" => i64::from(delivery.preference)])}</small>
            </th>
            <td role="cell" data-label={heads[1].clone()}>
                <span class={classes!("say", shape.class())}>{mark(shape)}{words::report::action(delivery.action, language)}</span>
            </td>
            <td role="cell" data-label={heads[2].clone()}>
                <span class={classes!("say", tls.class())}>{mark(tls)}{words::report::tls(delivery.tls, language)}</span>
            </td>
            <td role="cell" class="reason">
                {set(&words::report::delivery(report, delivery, language))}
                if let Some(words) = words::report::remembering(report, delivery, language) {
                    <p class="remembering"><strong>{language.say(key::TEXT_REMEMBERING, &[])}{":"}</strong>{" "}{set(&words)}</p>
                }
            </td>
        </tr>
    }
}
