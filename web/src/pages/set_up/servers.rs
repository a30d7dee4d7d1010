//! The mail server stage: the MX hosts and the mode that they are ready for.

use checker::{Arg, Delivery, Finding, Severity, TlsState, Verdict};
use mta_sts::Mode;
use words::{args, key};
use yew::prelude::*;

use super::{View, publish::look_again};
use crate::{
    components::{Shape, render_sentence, route_link, status_icon, translate},
    route::Route,
    set_up::{Answers, Live, Server},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    let (language, model) = (view.language, view.model);
    let servers = model.servers();
    let is_ready = servers.iter().all(|server| server.tls() == Some(TlsState::Valid));
    html! {
        <>
            <p class="lead">{translate(language, key::SETUP_PAGE_SERVERS_LEAD, &[])}</p>
            <ul class="servers">{ for servers.iter().map(|one| server(view, live, one)) }</ul>
            if servers.is_empty() {
                <p class="notice">{language.message(key::SETUP_PAGE_NO_SERVERS, args!["why" => why_none(live.report.verdict)])}</p>
            } else if !is_ready {
                <p class="note">{route_link(check(live), language, &view.props.page_state.links, html! { {language.message(key::SETUP_PAGE_SHOW_CHECK, &[])} })}</p>
            }
            if !is_ready || servers.is_empty() {
                {look_again(view, live)}
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

/// Renders a mail server, with the reasons why it is not ready.
fn server(view: &View<'_>, live: &Live, server: &Server<'_>) -> Html {
    let language = view.language;
    let (shape, label) = match server.row {
        Some(row) => {
            let label = words::report::tls_label(row.tls_everywhere, language);
            (shape(row.tls_everywhere), ["TLS", language.label_separator(), &label].concat())
        }
        None => (Shape::Unobserved, language.message(key::SETUP_PAGE_NAMED_HOST, &[])),
    };
    let reasons = server.row.map(|row| reasons(live, row)).unwrap_or_default();
    let reason = |finding: &Finding| {
        let words = words::report::finding_words(&live.report, finding, language);
        let fix = words.fix.map(|fix| html! { <>{language.sentence_separator()}{render_sentence(&fix)}</> });
        html! { <li data-finding={finding.rule.id}><strong>{render_sentence(&words.headline)}</strong>{language.full_stop()}{ for fix }</li> }
    };
    html! {
        <li key={server.host.clone()} data-host={server.host.clone()} class={shape.class()}>
            <code translate="no">{&server.host}</code><span class={classes!("say", shape.class())}>{status_icon(shape)}<span>{label}</span></span>
            if !reasons.is_empty() {
                <ul class="faults">{ for reasons.into_iter().map(reason) }</ul>
            }
        </li>
    }
}

/// Returns the errors that keep TLS to a mail server from being valid.
fn reasons<'a>(live: &'a Live, row: &Delivery) -> Vec<&'a Finding> {
    let is_of_host = |finding: &Finding| match finding.args.value("host") {
        Some(Arg::Text(host)) => *host == row.mx,
        _ => true,
    };
    let counts = |finding: &&Finding| {
        finding.rule.severity == Severity::Error && row.because.contains(&finding.rule.id) && is_of_host(finding)
    };
    match row.tls_everywhere {
        TlsState::Valid => Vec::new(),
        _ => live.report.findings.iter().filter(counts).collect(),
    }
}

/// Renders the choice of mode. Enforce needs a valid certificate at every address of every MX host.
fn mode(view: &View<'_>) -> Html {
    let (model, language) = (view.model, view.language);
    let set: fn(&mut Answers, String) = |answers, text| {
        answers.mode = Some(if text == Mode::Enforce.id() { Mode::Enforce } else { Mode::Testing });
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
