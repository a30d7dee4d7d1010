//! The mail server stage: the MX hosts and the mode that they are ready for.

use checker::{TlsState, Verdict};
use mta_sts::Mode;
use words::{args, key};
use yew::prelude::*;

use super::View;
use crate::{
    components::{Shape, render_sentence, route_link, status_icon, translate},
    route::Route,
    set_up::{Answers, Live},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    let language = view.language;
    let named = view.model.answers.host_list();
    html! {
        <>
            <p class="lead">{translate(language, key::SETUP_PAGE_SERVERS_LEAD, &[])}</p>
            <ul class="servers">
                if named.is_empty() {
                    { for live.report.delivery.iter().map(|row| {
                        server(&row.mx, shape(row.tls_everywhere), words::report::tls_label(row.tls_everywhere, language))
                    }) }
                } else {
                    { for named.iter().map(|host| server(host, Shape::Unobserved, language.message(key::SETUP_PAGE_NAMED_HOST, &[]))) }
                }
            </ul>
            if live.report.delivery.is_empty() && named.is_empty() {
                <p class="notice">{language.message(key::SETUP_PAGE_NO_SERVERS, args!["why" => why_none(live.report.verdict)])}</p>
            } else if named.is_empty() && !view.model.offers_enforce() {
                <p class="note">{route_link(check(live), language, &view.props.page_state.links, html! { {language.message(key::SETUP_PAGE_SHOW_CHECK, &[])} })}</p>
            }
            {mode(view)}
        </>
    }
}

/// Returns the message id for a domain without mail servers.
const fn why_none(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NoMail => "no-mail",
        Verdict::Unknown => "unseen",
        _ => "none",
    }
}

fn check(live: &Live) -> Route {
    Route::Check { domain: live.domain.to_string(), kept: None }
}

const fn shape(state: TlsState) -> Shape {
    match state {
        TlsState::Valid => Shape::Good,
        TlsState::Invalid | TlsState::None => Shape::Error,
        TlsState::Unseen => Shape::Unobserved,
    }
}

fn server(host: &str, shape: Shape, words: String) -> Html {
    html! {
        <li key={host.to_owned()} data-host={host.to_owned()} class={shape.class()}>
            <code translate="no">{host}</code><span class={classes!("say", shape.class())}>{status_icon(shape)}<span>{words}</span></span>
        </li>
    }
}

/// Renders the choice of mode. Enforce needs a valid certificate at every address of every MX host.
fn mode(view: &View<'_>) -> Html {
    let (model, language) = (view.model, view.language);
    let set: fn(&mut Answers, String) = |answers, text| {
        answers.mode = if text == Mode::Enforce.id() { Mode::Enforce } else { Mode::Testing };
    };
    let card = |mode: Mode| {
        html! {
            <><b>{language.message(key::SETUP_PAGE_MODE, args!["mode" => mode.id()])}</b>
            <small>{language.message(key::SETUP_PAGE_MODE_NOTE, args!["mode" => mode.id()])}</small></>
        }
    };
    html! {
        <fieldset class="choice"><legend>{language.message(key::SETUP_PAGE_MODE_TITLE, &[])}</legend>
            <div class="cards">
                {view.choice("mode", Mode::Testing.id(), model.mode() == Mode::Testing, set, card(Mode::Testing))}
                if model.offers_enforce() {
                    {view.choice("mode", Mode::Enforce.id(), model.mode() == Mode::Enforce, set, card(Mode::Enforce))}
                }
            </div>
            if !model.offers_enforce() {
                <p class="note" data-enforce="blocked">{render_sentence(&words::hosting::enforce_reason(&model.enforce_blocks(), language))}</p>
            }
        </fieldset>
    }
}
