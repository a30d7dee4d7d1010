//! The check: the form, and under it the answer, or what this is.

use yew::prelude::*;

use crate::{
    Shared,
    components::{
        Answer, Ask, EvidenceView, Past, ResolverChoice, Work, deliveries, folded, past_checks, unseen_list,
        verdict_card, way, welcome,
    },
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
    /// Forgets earlier checks.
    pub on_forget: Callback<()>,
    /// Saves the document.
    pub on_save: Callback<()>,
}

/// The check.
#[component]
pub fn CheckPage(props: &Props) -> Html {
    let state = &props.state;
    let language = state.language;
    let offered = state.offer.as_ref().is_some_and(|offer| offer.resolver);
    html! {
        <>
            <Ask {language} typed={state.typed.clone()} problem={state.problem.clone()} on_type={&props.on_type} on_submit={&props.on_submit}>
                <ResolverChoice {language} demo={is_demo(&state.typed)} choice={state.choice.clone()} trial={state.trial.clone()} server={&props.server} {offered}
                    on_choose={&props.on_choose} />
            </Ask>
            if let Some(check) = &state.check {
                {result(props, check)}
            } else if state.problem.is_some() || state.route == Route::Home {
                {first_visit(props)}
            }
        </>
    }
}

fn first_visit(props: &Props) -> Html {
    let state = &props.state;
    let demos = state.offer.as_ref().map(|offer| offer.lab.as_slice()).unwrap_or_default();
    let past = Past { language: state.language, past: &state.past, on_go: &props.on_go, on_forget: &props.on_forget };
    welcome(state.language, demos, &props.on_go, past_checks(&past))
}

/// The answer is spoken; what belongs to it is there to be read.
fn result(props: &Props, check: &Check) -> Html {
    let language = props.state.language;
    let report = &check.report;
    let verdict = (!check.running).then(|| report.verdict.id());
    html! {
        <section id="result" class="result" aria-labelledby="verdict" aria-live="polite" aria-busy={check.running.to_string()}
            data-verdict={verdict} data-domain={check.domain.to_string()}>
            {verdict_card(&Answer { language, check, checked: &props.checked, origin: &props.origin, on_save: &props.on_save })}
            <div aria-live="off">
                {way(language, report)}
                <Work {language} report={report.clone()} running={check.running} on_go={&props.on_go} />
                {folded(language, report, &props.on_go)}
                {deliveries(language, report)}
                {unseen_list(language, report)}
                <EvidenceView {language} evidence={check.evidence.clone()} report={report.clone()} />
            </div>
        </section>
    }
}
