//! The check: the form, and under it the answer, or what this is.

use words::key;
use yew::prelude::*;

use crate::{
    Shared,
    components::{
        ActionList, DomainForm, ExportActions, HistorySettings, Resolvers, Shape, VerdictCard, folded_findings,
        mail_path, resolver_choice, status_icon, verdict_card, welcome,
    },
    deferred::{DeferredModule, LoadState},
    resolver::{Choice, is_demo},
    route::Route,
    store::{Check, State},
};

/// The check.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// All that there is to show.
    pub state: Shared<State>,
    /// The name of this page's server.
    pub server: AttrValue,
    /// Scheme and name of this page's server.
    pub origin: AttrValue,
    /// When the check began, in the reader's fashion.
    pub checked: AttrValue,
    /// Somebody typed.
    pub on_type: Callback<String>,
    /// Somebody asks for a check.
    pub on_submit: Callback<()>,
    /// Follows a link.
    pub on_go: Callback<Route>,
    /// Chooses a resolver.
    pub on_choose: Callback<Choice>,
    /// Compares with a resolver from now on, or no longer.
    pub on_compare: Callback<Choice>,
    /// What can be done with the checks that are kept.
    pub history_settings: HistorySettings,
    /// Takes a report along.
    pub exports: ExportActions,
    /// What comes later.
    pub deferred: LoadState,
}

/// The check.
#[component]
pub fn CheckPage(props: &Props) -> Html {
    let state = &props.state;
    let language = state.language;
    let resolvers = resolvers(props);
    let options = props.deferred.show(language, |deferred| (deferred.resolvers)(&resolvers));
    html! {
        <>
            <DomainForm {language} typed={state.typed.clone()} problem={state.problem.clone()} on_type={&props.on_type} on_submit={&props.on_submit}>
                {resolver_choice(&resolvers, options)}
            </DomainForm>
            if state.offline {
                <p class="aside offline" role="status" data-offline="true">{language.say(key::PAGE_OFFLINE, &[])}</p>
            }
            if let Some(check) = &state.check {
                if state.unreadable {
                    <p class="problem" role="alert" data-unreadable="true">{status_icon(Shape::Bad)}<span>{language.say(key::PAGE_OPEN_BAD, &[])}</span></p>
                }
                {result(props, check)}
            } else if state.problem.is_some() || state.route == Route::Home {
                {first_visit(props)}
            }
        </>
    }
}

fn resolvers(props: &Props) -> Resolvers {
    let state = &props.state;
    Resolvers {
        language: state.language,
        choice: state.choice.clone(),
        demo: is_demo(&state.typed),
        trial: state.trial.clone(),
        server: props.server.clone(),
        offered: state.server_config.as_ref().is_some_and(|server_config| server_config.resolver),
        on_choose: props.on_choose.clone(),
        address: state.address.clone().into(),
        compared: state.compared.clone(),
        on_compare: props.on_compare.clone(),
    }
}

fn first_visit(props: &Props) -> Html {
    let state = &props.state;
    let demos = |deferred: DeferredModule| {
        let lab = state.server_config.as_ref().map(|server_config| server_config.lab.as_slice()).unwrap_or_default();
        (deferred.demos)(state.language, lab, &props.on_go)
    };
    let demos = props.deferred.here().map(demos).unwrap_or_default();
    let history = props
        .deferred
        .show(state.language, |deferred| (deferred.history)(state, &props.on_go, &props.history_settings));
    welcome(state.language, &props.on_go, demos, history, state.history_was_present)
}

/// The answer is spoken; what belongs to it is there to be read.
fn result(props: &Props, check: &Check) -> Html {
    let language = props.state.language;
    let report = &check.report;
    let verdict = (!check.running).then(|| report.verdict.id());
    let delivery = |deferred: DeferredModule| (deferred.delivery)(language, check);
    let since = |deferred: DeferredModule| (deferred.since)(language, report, &props.state.history);
    let exported = props
        .deferred
        .here()
        .map(|deferred| (deferred.export_actions)(language, check, &props.exports))
        .unwrap_or_default();
    let unseen = |deferred: DeferredModule| (deferred.unseen)(language, report, &props.on_go);
    let evidence = |deferred: DeferredModule| (deferred.evidence)(language, check);
    html! {
        <section id="result" class="result" aria-labelledby="verdict" aria-live="polite" aria-busy={check.running.to_string()}
            data-verdict={verdict} data-domain={check.domain.to_string()}>
            {verdict_card(&VerdictCard { language, check, checked: &props.checked, origin: &props.origin, exported, save_failed: props.state.save_failed, not_in_history: props.state.not_in_history, from_file: props.state.is_from_file(), offline: props.state.offline, on_go: &props.on_go })}
            <div aria-live="off">
                {mail_path(language, report)}
                <ActionList {language} report={report.clone()} running={check.running} origin={&props.origin} on_go={&props.on_go}
                    deferred={props.deferred.here()} />
                {folded_findings(language, report, &props.on_go)}
                if !check.running {
                    {props.deferred.here().map(delivery).unwrap_or_default()}
                    {props.deferred.here().map(since).unwrap_or_default()}
                }
                {props.deferred.here().map(unseen).unwrap_or_default()}
                {props.deferred.show(language, evidence)}
            </div>
        </section>
    }
}
