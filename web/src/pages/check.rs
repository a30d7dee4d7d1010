//! The check: the form, and under it the answer, or what this is.

use yew::prelude::*;

use crate::{
    Shared,
    components::{
        Ask, Deliveries, EvidenceView, Folded, PastChecks, ResolverChoice, UnseenList, VerdictCard, Way, Welcome, Work,
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
                <Welcome {language} offer={state.offer.clone()} on_go={&props.on_go}>
                    <PastChecks {language} past={state.past.clone()} on_go={&props.on_go} on_forget={&props.on_forget} />
                </Welcome>
            }
        </>
    }
}

/// The answer is spoken; what belongs to it is there to be read.
fn result(props: &Props, check: &Check) -> Html {
    let language = props.state.language;
    let report = &check.report;
    let verdict = (!check.running).then(|| report.verdict.id());
    html! {
        <section id="result" class="result" aria-labelledby="verdict" aria-live="polite" aria-busy={check.running.to_string()}
            data-verdict={verdict} data-domain={check.domain.to_string()}>
            <VerdictCard {language} check={Shared::new(check.clone())} checked={&props.checked} origin={&props.origin} on_save={&props.on_save} />
            <div aria-live="off">
                <Way {language} report={report.clone()} />
                <Work {language} report={report.clone()} running={check.running} />
                <Folded {language} report={report.clone()} />
                <Deliveries {language} report={report.clone()} />
                <UnseenList {language} report={report.clone()} />
                <EvidenceView {language} evidence={check.evidence.clone()} report={report.clone()} />
            </div>
        </section>
    }
}
