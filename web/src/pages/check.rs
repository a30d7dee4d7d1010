//! The check: the form, and under it the answer, or what this is.

use words::key;
use yew::prelude::*;

use crate::{
    Shared,
    components::{
        Answer, Ask, Carrier, Keeping, Resolvers, Shape, Work, folded, mark, resolver_choice, verdict_card, way,
        welcome,
    },
    deferred::{Coming, Later},
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
    pub keeping: Keeping,
    /// Takes a report along.
    pub carrier: Carrier,
    /// What comes later.
    pub later: Coming,
}

/// The check.
#[component]
pub fn CheckPage(props: &Props) -> Html {
    let state = &props.state;
    let language = state.language;
    let resolvers = resolvers(props);
    let options = props.later.show(language, |later| (later.resolvers)(&resolvers));
    html! {
        <>
            <Ask {language} typed={state.typed.clone()} problem={state.problem.clone()} on_type={&props.on_type} on_submit={&props.on_submit}>
                {resolver_choice(&resolvers, options)}
            </Ask>
            if state.offline {
                <p class="aside offline" role="status" data-offline="true">{language.say(key::PAGE_OFFLINE, &[])}</p>
            }
            if let Some(check) = &state.check {
                if state.unreadable {
                    <p class="problem" role="alert" data-unreadable="true">{mark(Shape::Bad)}<span>{language.say(key::PAGE_OPEN_BAD, &[])}</span></p>
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
        offered: state.offer.as_ref().is_some_and(|offer| offer.resolver),
        on_choose: props.on_choose.clone(),
        address: state.address.clone().into(),
        compared: state.compared.clone(),
        on_compare: props.on_compare.clone(),
    }
}

fn first_visit(props: &Props) -> Html {
    let state = &props.state;
    let demos = |later: Later| {
        let lab = state.offer.as_ref().map(|offer| offer.lab.as_slice()).unwrap_or_default();
        (later.demos)(state.language, lab, &props.on_go)
    };
    let demos = props.later.here().map(demos).unwrap_or_default();
    let past = props.later.show(state.language, |later| (later.past)(state, &props.on_go, &props.keeping));
    welcome(state.language, &props.on_go, demos, past, state.had_past)
}

/// The answer is spoken; what belongs to it is there to be read.
fn result(props: &Props, check: &Check) -> Html {
    let language = props.state.language;
    let report = &check.report;
    let verdict = (!check.running).then(|| report.verdict.id());
    let delivery = |later: Later| (later.delivery)(language, check);
    let since = |later: Later| (later.since)(language, report, &props.state.past);
    let carried = props.later.here().map(|later| (later.carry)(language, check, &props.carrier)).unwrap_or_default();
    let unseen = |later: Later| (later.unseen)(language, report, &props.on_go);
    let evidence = |later: Later| (later.evidence)(language, check);
    html! {
        <section id="result" class="result" aria-labelledby="verdict" aria-live="polite" aria-busy={check.running.to_string()}
            data-verdict={verdict} data-domain={check.domain.to_string()}>
            {verdict_card(&Answer { language, check, checked: &props.checked, origin: &props.origin, carried, unkept: props.state.unkept, lost: props.state.lost, brought: props.state.is_brought(), offline: props.state.offline, on_go: &props.on_go })}
            <div aria-live="off">
                {way(language, report)}
                <Work {language} report={report.clone()} running={check.running} origin={&props.origin} on_go={&props.on_go}
                    later={props.later.here()} />
                {folded(language, report, &props.on_go)}
                if !check.running {
                    {props.later.here().map(delivery).unwrap_or_default()}
                    {props.later.here().map(since).unwrap_or_default()}
                }
                {props.later.here().map(unseen).unwrap_or_default()}
                {props.later.show(language, evidence)}
            </div>
        </section>
    }
}
