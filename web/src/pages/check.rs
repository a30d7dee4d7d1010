//! The page for a check: the form, and the answer or the welcome text below it.

use words::key;
use yew::prelude::*;

use crate::{
    components::{
        DomainForm, DraftActions, ExportActions, HistorySettings, Links, Resolvers, Shape, VerdictCard,
        file_problem_text, mail_path, resolver_choice, status_icon, verdict_card, welcome,
    },
    deferred::{DeferredModule, DeferredPart, LoadState},
    resolver::{ResolverChoice, is_demo},
    route::Route,
    shared::Shared,
    store::{Check, FileProblem, State},
};

/// Properties of [`CheckPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// State of the site.
    pub state: Shared<State>,
    /// Name of this page's server.
    pub server: AttrValue,
    /// Origin (scheme and name) of this page's server.
    pub origin: AttrValue,
    /// Unicode form of the domain, if it differs.
    pub unicode_domain: Option<AttrValue>,
    /// Start time of the check, in the format of the reader's locale.
    pub checked_at: AttrValue,
    /// Called with the text after each input.
    pub on_type: Callback<String>,
    /// Called when a check is submitted.
    pub on_submit: Callback<()>,
    /// Callbacks of links.
    pub links: Links,
    /// Chooses a resolver.
    pub on_choose: Callback<ResolverChoice>,
    /// Adds or removes a resolver to compare with.
    pub on_compare: Callback<ResolverChoice>,
    /// Callbacks for the kept checks.
    pub history_settings: HistorySettings,
    /// Callbacks that export a report.
    pub exports: ExportActions,
    /// Callbacks that change a draft.
    pub draft_actions: DraftActions,
    /// The deferred module.
    pub deferred: LoadState,
    /// Whether only the form is rendered yet, and what is below it later.
    pub is_form_alone: bool,
}

/// The page for a check.
#[component]
pub fn CheckPage(props: &Props) -> Html {
    let state = &props.state;
    let language = state.settings.language;
    let resolvers = resolvers(props);
    let options = props.deferred.show(language, |deferred| (deferred.resolver_panel)(&resolvers));
    // Without a check on show, a problem with a file is shown next to the field where it was chosen.
    let is_shown_here = |problem: &FileProblem| state.session.check.is_some() || *problem == FileProblem::Link;
    let problem = state.notices.file_problem.filter(is_shown_here);
    let hint = state.notices.domain_problem.is_some().then(|| hint(props)).flatten();
    html! {
        <>
            <DomainForm {language} typed={state.session.typed.clone()} problem={state.notices.domain_problem.clone()} {hint}
                compact={state.session.route != Route::Home} on_type={&props.on_type} on_submit={&props.on_submit}>
                {resolver_choice(&resolvers, options)}
            </DomainForm>
            if state.session.offline {
                <p class="aside offline" role="status" data-offline="true">{language.message(key::PAGE_OFFLINE, &[])}</p>
            }
            if let Some(problem) = problem {
                <p class="problem" role="alert" data-unreadable="true">{status_icon(Shape::Error)}<span>{file_problem_text(problem, language)}</span></p>
            }
            if props.is_form_alone {
            } else if let Some(check) = &state.session.check {
                {result(props, check)}
            } else if state.notices.domain_problem.is_some() || state.session.route == Route::Home || state.notices.file_problem.is_some() {
                {first_visit(props)}
            }
        </>
    }
}

/// Returns a hint if the typed text is recognised as something else than a domain.
fn hint(props: &Props) -> Option<Html> {
    let (state, deferred) = (&props.state, props.deferred.loaded()?);
    (deferred.typed_text_hint)(state.settings.language, &state.session.typed, &props.draft_actions, &props.links)
}

fn resolvers(props: &Props) -> Resolvers {
    let state = &props.state;
    Resolvers {
        language: state.settings.language,
        choice: state.settings.resolver.clone(),
        demo: names_demo(state),
        trial: state.session.resolver_trial.clone(),
        server: props.server.clone(),
        offered: state.session.server_config.as_ref().is_some_and(|config| config.resolver),
        on_choose: props.on_choose.clone(),
        address: state.settings.address.clone().into(),
        compared: state.settings.compared.clone(),
        on_compare: props.on_compare.clone(),
    }
}

/// Returns whether the field names a demo domain, or the text that led to the demo domain on show.
fn names_demo(state: &State) -> bool {
    let typed = state.session.typed.trim();
    let shown = state.session.check.as_ref().filter(|check| is_demo(check.domain.as_str()));
    let led_here = |check: &Check| typed.is_empty() || check.evidence.typed.as_deref() == Some(typed);
    is_demo(typed) || shown.is_some_and(led_here)
}

fn first_visit(props: &Props) -> Html {
    let (state, session) = (&props.state, &props.state.session);
    let language = state.settings.language;
    let demos = |deferred: DeferredModule| {
        let lab = session.server_config.as_ref().map(|config| config.lab.as_slice()).unwrap_or_default();
        (deferred.demo_domains)(language, lab, &props.links)
    };
    let demos = props.deferred.loaded().map(demos).unwrap_or_default();
    let history = |deferred: DeferredModule| (deferred.history_list)(state, &props.links, &props.history_settings);
    // The demo domains arrive from the server, and would push down the history if it were rendered earlier.
    let is_layout_stable = session.history_was_present || session.server_was_asked;
    let history = if is_layout_stable { props.deferred.show(language, history) } else { Html::default() };
    let tasks = |deferred: DeferredModule| (deferred.task_list)(language, &props.links);
    let tasks = props.deferred.loaded().map(tasks).unwrap_or_default();
    welcome(language, tasks, demos, history, session.history_was_present)
}

/// Renders the answer. Only the verdict is a live region. While a check runs, only the mail path fills in, since a
/// growing list would move the text below it.
fn result(props: &Props, check: &Check) -> Html {
    let language = props.state.settings.language;
    let report = check.report();
    let verdict = (!check.running).then(|| report.verdict.id());
    let severity = (!check.running).then(|| report.impact.id());
    let actions = |deferred: DeferredModule| (deferred.action_list)(language, check, &props.origin, &props.links);
    let findings = |deferred: DeferredModule| (deferred.other_findings)(language, check, &props.links);
    let delivery = |deferred: DeferredModule| (deferred.delivery_table)(language, check);
    let earlier = props.state.earlier_checks();
    let changes_since =
        |deferred: DeferredModule| earlier.map(|earlier| (deferred.changes_since)(language, check, earlier));
    let unseen = |deferred: DeferredModule| (deferred.unobserved_answers)(language, report, &props.links);
    let below_findings = props.deferred.loaded_up_to(DeferredPart::Delivery);
    let has_questions = props.deferred.loaded_up_to(DeferredPart::Footer).is_some();
    let evidence = |deferred: DeferredModule| (deferred.evidence_list)(language, check, has_questions);
    html! {
        <section id="result" class="result" aria-labelledby="verdict" aria-live="polite" aria-busy={check.running.to_string()}
            data-verdict={verdict} data-severity={severity} data-domain={check.domain.to_string()}>
            {verdict_card(&card(props, check))}
            <div aria-live="off">
                {mail_path(language, report, &props.links)}
                if !check.running {
                    {props.deferred.loaded_up_to(DeferredPart::Actions).map(actions).unwrap_or_default()}
                    {props.deferred.loaded_up_to(DeferredPart::Findings).map(findings).unwrap_or_default()}
                    {below_findings.map(delivery).unwrap_or_default()}
                    { for below_findings.and_then(changes_since) }
                    {below_findings.map(unseen).unwrap_or_default()}
                    {props.deferred.show_last(language, evidence)}
                }
            </div>
        </section>
    }
}

fn card<'a>(props: &'a Props, check: &'a Check) -> VerdictCard<'a> {
    let (state, language) = (&props.state, props.state.settings.language);
    let tools = |deferred: DeferredModule| (deferred.export_actions)(language, check, &props.exports, &props.links);
    let changes_line = |deferred: DeferredModule| {
        Some((deferred.changes_line)(language, check, state.earlier_checks()?, &props.links))
    };
    VerdictCard {
        language,
        check,
        unicode_domain: props.unicode_domain.as_deref(),
        checked_at: &props.checked_at,
        origin: &props.origin,
        tools: props.deferred.loaded().map(tools).unwrap_or_default(),
        changes_line: props.deferred.loaded().filter(|_| !check.running).and_then(changes_line).unwrap_or_default(),
        deferred_notices: props.deferred.loaded().map(|deferred| (deferred.answer_notices)(state)),
        offline: state.session.offline,
        links: &props.links,
    }
}
