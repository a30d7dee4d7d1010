//! The path of a message from the sender through five parts. Each has an icon, a word, a line of detail and a link to
//! its findings.

use checker::{Action, Delivery, PartState, PartStatus, Report, SetupPart, TlsState};
use words::{Language, args, key};
use yew::prelude::*;

use super::{Links, Shape, jump_link, render_sentence, status_icon};

/// Number of hosts that are named per part. The delivery table has all.
const HOSTS: usize = 4;

/// Renders the path of a message.
pub fn mail_path(language: Language, report: &Report, links: &Links) -> Html {
    html! {
        <section class="way" aria-labelledby="way">
            <h2 id="way">{language.message(key::TEXT_WAY, &[])}</h2>
            <ol>
                <li class="stop sender">
                    <svg class="mark idle" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
                        <path class="figure" d="M3 6.5h22v15H3zM3.5 7.5 14 15.5 24.5 7.5" />
                    </svg>
                    <div><p class="name">{language.message(key::PAGE_SENDER, &[])}</p></div>
                </li>
                { for report.mail_path.iter().map(|stop| item(report, stop, language, links)) }
            </ol>
        </section>
    }
}

fn item(report: &Report, stop: &PartStatus, language: Language, links: &Links) -> Html {
    let words = words::report::part_words(report, stop, language);
    let name = html! { <>{words.name}<span class="hidden">{language.label_separator()}{words.state}</span></> };
    html! {
        <li class="stop" key={stop.part.id()} data-stop={stop.part.id()} data-state={stop.state.id()}>
            {status_icon(Shape::from(stop.state))}
            <div>
                <p class="name">{jump_link(places(report, stop), links, name)}</p>
                <p>{render_sentence(&words.detail)}</p>
                {hosts(report, stop, language, links)}
            </div>
        </li>
    }
}

/// Returns the ids of elements with more about a part. The link goes to the first that exists.
fn places(report: &Report, stop: &PartStatus) -> Vec<String> {
    let found = match (stop.state, stop.because) {
        (PartState::Unseen, _) => Some("unseen".to_owned()),
        (_, because) => because.map(|rule| ["finding-", rule].concat()),
    };
    let seen = match stop.part {
        SetupPart::Host => "certificate".to_owned(),
        SetupPart::Tls => format!("mail-{}", report.delivery.first().map_or("", |row| &row.mx)),
        part => part.id().to_owned(),
    };
    found.into_iter().chain([seen, "questions".to_owned()].map(|id| ["evidence-", &id].concat())).collect()
}

/// Renders the MX hosts with what the policy says about each, or with the TLS of each if it differs.
fn hosts(report: &Report, stop: &PartStatus, language: Language, links: &Links) -> Html {
    let rows = &report.delivery;
    let state: fn(&Delivery, bool) -> PartState = match stop.part {
        SetupPart::Mx => listing,
        SetupPart::Tls if rows.iter().any(|row| tls(row, false) != tls(&rows[0], false)) => tls,
        _ => return html! {},
    };
    let is_open = !report.open.is_empty();
    let more = rows.len().saturating_sub(HOSTS);
    html! {
        <ul class="hosts">
            { for rows.iter().take(HOSTS).map(|row| host(row, state(row, is_open), language, links)) }
            if more > 0 {
                <li>{jump_link(vec!["delivery".into()], links, html! { {language.message(key::PAGE_DEMOS_MORE, args!["count" => more])} })}</li>
            }
        </ul>
    }
}

fn host(row: &Delivery, state: PartState, language: Language, links: &Links) -> Html {
    let name = html! {
        <><code translate="no">{&row.mx}</code><span class="hidden">{language.label_separator()}{words::report::part_state_label(state, language)}</span></>
    };
    html! { <li data-host={state.id()}>{status_icon(Shape::from(state))}{jump_link(vec![["delivery-", &row.mx].concat()], links, name)}</li> }
}

const fn listing(row: &Delivery, is_open: bool) -> PartState {
    match (row.listed, row.action) {
        (Some(true), _) => PartState::Ok,
        (Some(false), Action::Refuse) => PartState::Error,
        (Some(false), Action::DeliverAndReport) => PartState::Warning,
        (None, _) if is_open => PartState::Pending,
        _ => PartState::NotApplicable,
    }
}

const fn tls(row: &Delivery, is_open: bool) -> PartState {
    match row.tls {
        _ if matches!(row.dane, Some(Action::Refuse)) => PartState::Error,
        TlsState::Valid => PartState::Ok,
        TlsState::Invalid | TlsState::None => PartState::Error,
        TlsState::Unseen if is_open => PartState::Pending,
        TlsState::Unseen => PartState::Unseen,
    }
}
