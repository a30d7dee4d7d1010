//! The live state before any question is asked.

use checker::{Severity, TlsState, Verdict};
use evidence::RecordKind;
use mta_sts::Mode;
use setup::CaaVerdict;
use words::{Value, args, key};
use yew::prelude::*;

use super::View;
use crate::{
    components::{Shape, route_link, status_icon, translate},
    route::Route,
    set_up::Live,
};

/// Renders the live state as a list.
pub(super) fn list(view: &View<'_>, live: &Live) -> Html {
    html! {
        <ul>
            {servers(view, live)}
            { for mx(view, live) }
            { for provider(view, live) }
            {reports(view, live)}
            {policy(view, live)}
            { for record(view, live) }
            { for caa(view, live) }
            { for enforced(view, live) }
            { for name_servers(view, live) }
        </ul>
    }
}

/// Renders the MX hosts with the TTL of their records.
fn mx(view: &View<'_>, live: &Live) -> Option<Html> {
    let answer = live.evidence.dns_answer(live.domain.as_str(), RecordKind::Mx)?;
    let hosts: Vec<String> = answer.exchanges().map(|(_, host)| host.to_owned()).collect();
    let ttl = i64::from(answer.ttl?);
    let args = [("hosts", Value::List(&hosts)), ("ttl", Value::Duration(ttl))];
    (!hosts.is_empty()).then(|| item("mx", Shape::Note, translate(view.language, key::SETUP_PAGE_THERE_MX, &args)))
}

/// Renders the providers of the mail servers.
fn provider(view: &View<'_>, live: &Live) -> Option<Html> {
    let mut names: Vec<String> = Vec::new();
    for provider in live.report.delivery.iter().filter_map(|row| row.provider) {
        if !names.iter().any(|name| name == provider.name) {
            names.push(provider.name.to_owned());
        }
    }
    let words = || translate(view.language, key::SETUP_PAGE_THERE_PROVIDER, &[("names", Value::List(&names))]);
    (!names.is_empty()).then(|| item("provider", Shape::Note, words()))
}

/// Renders the STS records with their TTL.
fn record(view: &View<'_>, live: &Live) -> Option<Html> {
    let answer = live.evidence.dns_answer(&live.domain.sts_name(), RecordKind::Txt)?;
    let text = |strings: &[evidence::RawBytes]| -> String {
        strings.iter().map(|part| String::from_utf8_lossy(&part.0).into_owned()).collect()
    };
    let records: Vec<String> = answer.texts().map(text).filter(|text| text.starts_with("v=STSv1")).collect();
    let ttl = i64::from(answer.ttl?);
    let args = [("records", Value::List(&records)), ("ttl", Value::Duration(ttl))];
    let words = || translate(view.language, key::SETUP_PAGE_THERE_RECORD, &args);
    (!records.is_empty()).then(|| item("record", Shape::Note, words()))
}

/// Renders the name servers, and the DNS panel that they belong to.
fn name_servers(view: &View<'_>, live: &Live) -> Option<Html> {
    let panel = live.panel().map_or("", |panel| panel.name);
    let known = if panel.is_empty() { "no" } else { "yes" };
    let servers = &live.name_servers;
    let args = [("known", Value::Text(known)), ("panel", Value::Text(panel)), ("servers", Value::List(servers))];
    let words = || translate(view.language, key::SETUP_PAGE_THERE_PANEL, &args);
    (!servers.is_empty()).then(|| item("panel", Shape::Note, words()))
}

fn item(what: &'static str, shape: Shape, words: Html) -> Html {
    html! { <li data-there={what}><span class={classes!("say", shape.class())}>{status_icon(shape)}<span>{words}</span></span></li> }
}

/// Renders the advice to change an enforced policy with a plan.
fn enforced(view: &View<'_>, live: &Live) -> Option<Html> {
    live.report.policy.as_ref().filter(|policy| policy.mode == Mode::Enforce)?;
    let plan = format!("domain={}", live.domain);
    let words = html! { {view.language.message(key::SETUP_PAGE_THERE_PLAN, &[])} };
    let link = route_link(Route::Change { plan }, view.language, &view.props.page_state.links, words);
    Some(item(
        "enforced",
        Shape::Note,
        html! { <>{view.language.message(key::SETUP_PAGE_THERE_ENFORCED, &[])}{" "}{link}</> },
    ))
}

fn servers(view: &View<'_>, live: &Live) -> Html {
    let rows = &live.report.delivery;
    let count = |state: TlsState| rows.iter().filter(|row| row.tls_everywhere == state).count();
    let bad = count(TlsState::Invalid) + count(TlsState::None);
    let (shape, state) = match (rows.len(), bad, count(TlsState::Unseen)) {
        (0, ..) if live.report.verdict == Verdict::Unknown => (Shape::Unobserved, "unseen"),
        (0, ..) => (Shape::Idle, "none"),
        (_, 0, 0) => (Shape::Good, "valid"),
        (_, 0, _) => (Shape::Unobserved, "unseen"),
        _ => (Shape::Error, "bad"),
    };
    let args = args!["state" => state, "count" => rows.len(), "bad" => bad];
    item("servers", shape, translate(view.language, key::SETUP_PAGE_THERE_SERVERS, args))
}

fn reports(view: &View<'_>, live: &Live) -> Html {
    let (shape, words) = match live.report_record() {
        Some(record) => {
            (Shape::Good, translate(view.language, key::SETUP_PAGE_THERE_REPORTS, args!["record" => record.as_str()]))
        }
        None if !live.saw_report_record() => {
            (Shape::Unobserved, translate(view.language, key::SETUP_PAGE_THERE_REPORTS_UNSEEN, &[]))
        }
        None => (Shape::Idle, translate(view.language, key::SETUP_PAGE_THERE_NO_REPORTS, &[])),
    };
    item("reports", shape, words)
}

/// Renders the CAA result for the chosen host.
fn caa(view: &View<'_>, live: &Live) -> Option<Html> {
    let (issuance, recipe) = (live.issuance(), view.model.recipe());
    let verdict = issuance.verdict(recipe.map_or(&[][..], |recipe| recipe.authorities));
    let state = match verdict {
        CaaVerdict::Unseen if view.model.looking_up.is_some() => return None,
        CaaVerdict::Unseen => "unseen",
        CaaVerdict::Open => "open",
        CaaVerdict::Allowed | CaaVerdict::Limited | CaaVerdict::Forbidden => "limited",
        CaaVerdict::Nobody => "nobody",
    };
    let shape = caa_shape(verdict);
    let args = [("state", Value::Text(state)), ("names", Value::List(issuance.allowed()))];
    Some(item("caa", shape, translate(view.language, key::SETUP_PAGE_THERE_CAA, &args)))
}

/// Returns the shape of a CAA verdict. Forbidden authorities are a warning: the target of an alias may allow them, and an owner can
/// use another one. The pre-flight says whether they block.
pub(super) const fn caa_shape(verdict: CaaVerdict) -> Shape {
    match verdict {
        CaaVerdict::Unseen => Shape::Unobserved,
        CaaVerdict::Open => Shape::Idle,
        CaaVerdict::Allowed => Shape::Good,
        CaaVerdict::Limited => Shape::Note,
        CaaVerdict::Forbidden => Shape::Warning,
        CaaVerdict::Nobody => Shape::Error,
    }
}

fn policy(view: &View<'_>, live: &Live) -> Html {
    let report = &live.report;
    if report.verdict == Verdict::Absent {
        return item("policy", Shape::Idle, translate(view.language, key::SETUP_PAGE_THERE_NO_POLICY, &[]));
    }
    let impact = report.impact;
    let severity = impact.severity.map_or("unknown", Severity::id);
    let word = words::report::row_word(report.verdict, impact.kind, impact.severity, view.language);
    // The state is plain words, not a value.
    let words = view.language.message(key::SETUP_PAGE_THERE_POLICY, args!["state" => word.as_str()]);
    item("policy", Shape::from_severity_id(severity), html! { {words} })
}
