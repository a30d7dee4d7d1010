//! The page that plans a change: the form, the plan with its timeline, and its progress.

mod bars;
mod chart;
mod compare;
mod form;
mod goal;
mod kept;
mod live;
mod moment;
mod publish;
mod steps;
mod timeline;

use std::rc::Rc;

use planner::{Plan, SavedPlan};
use words::{Language, key};
use yew::prelude::*;

use crate::{
    change::{ChangeActions, ChangePageState, LiveState, Model, ModelAction},
    components::PageContext,
};

/// Properties of [`ChangePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Language, plan in the address, and state of the site.
    pub page_state: ChangePageState,
    /// Functions of the browser.
    pub actions: ChangeActions,
}

type Handle = UseReducerHandle<Model>;

/// The page that plans a change.
#[component]
pub fn ChangePage(props: &Props) -> Html {
    let (page_state, actions, language) = (&props.page_state, props.actions, props.page_state.language);
    let page = use_context::<PageContext>().unwrap_or_default();
    let model = use_reducer_eq(|| initial_model(page_state, actions));
    use_link(&model, page_state);
    use_check(&model, page_state, actions);
    use_address(&model, actions, language);
    use_focus(&model, page);
    html! {
        <article class="change" data-goal={model.fields.goal().ok().map(|goal| goal.to_string())} aria-busy={model.checking.is_some().then_some("true")}>
            if let Some((saved, plan)) = &model.shown_plan {
                {plan_view(props, &model, saved, plan)}
            } else {
                <header class="head">
                    <h1>{language.message(key::CHANGE_HEADLINE, &[])}</h1>
                    <p class="lead">{language.message(key::CHANGE_INTRO, &[])}</p>
                </header>
                {form::change_form(props, &model, page)}
                { for model.live.iter().filter(|live| live.domain.as_str() == model.fields.domain).map(|live| live::live_view(live, language)) }
                <p class="note">{language.message(key::CHANGE_PRIVATE, &[])}</p>
            }
            <kept::KeptPlans {language} {actions} links={page_state.links.clone()} keeps_history={page_state.keeps_history()} shown={model.text()} />
        </article>
    }
}

fn initial_model(page_state: &ChangePageState, actions: ChangeActions) -> Model {
    let check = page_state.state.session.check.as_ref().filter(|check| !check.running);
    let check = check.map(|check| (&check.domain, &*check.evidence));
    Model::new(&page_state.plan, check, (actions.now)(), page_state.language)
}

/// Renders the plan: its progress, end, timeline and steps.
fn plan_view(props: &Props, model: &Handle, saved: &SavedPlan, plan: &Rc<Plan>) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let domain = &saved.domain;
    let live = model.live_of_plan();
    let now = (actions.now)();
    let back = model.progress(plan).map_or_else(|| plan.back_at(now), |seen| plan.back_after(&seen, now));
    html! {
        <>
            {goal::plan_header(props, model, saved, plan)}
            if model.is_earlier_plan {
                {compare::comparison(props, model, saved, plan, live)}
            }
            <timeline::Timeline {language} plan={plan.clone()} now={now.unix_seconds()} />
            {steps::plan_warnings(plan, &model.notes(plan), language)}
            {steps::steps_table(domain, plan, language)}
            {goal::form_switch(model, saved, language)}
            {steps::rollback_section(domain, plan, &back, language)}
        </>
    }
}

/// Opens the plan of a link when the address changes.
#[hook]
fn use_link(model: &Handle, page_state: &ChangePageState) {
    let (model, language) = (model.clone(), page_state.language);
    let first = use_mut_ref(|| true);
    use_effect_with(page_state.plan.clone(), move |text| {
        if !first.replace(false) && model.text().as_ref() != Some(text) {
            model.dispatch(ModelAction::LinkOpened(text.clone(), language));
        }
    });
}

/// Checks the domain whose live state was requested.
#[hook]
fn use_check(model: &Handle, page_state: &ChangePageState, actions: ChangeActions) {
    let (dispatcher, language) = (model.dispatcher(), page_state.language);
    let (checking, state) = (model.checking.clone(), page_state.state.clone());
    use_effect_with(model.request, move |_| {
        let Some(domain) = checking else { return };
        let checked_domain = domain.clone();
        let seen = Callback::from(move |evidence: crate::Shared<evidence::Evidence>| {
            let live = LiveState::from_evidence(checked_domain.clone(), &evidence);
            dispatcher.dispatch(ModelAction::CheckEnded(Box::new(live), (actions.now)(), language));
        });
        (actions.check_domain)(state, domain, seen);
    });
}

/// Keeps the plan on show in the address, in the language of the page.
#[hook]
fn use_address(model: &Handle, actions: ChangeActions, language: Language) {
    use_effect_with((model.text(), language), move |(text, language)| {
        if let Some(text) = text {
            (actions.replace_url)(text, *language);
        }
    });
}

/// Focuses a new plan, or the problem that prevents it, once it is rendered.
#[hook]
fn use_focus(model: &Handle, page: PageContext) {
    let problem = model.problem.clone();
    use_effect_with((model.plan_count, problem), move |(plan_count, problem)| {
        let place = match problem {
            Some(_) => "change-problem",
            None if *plan_count > 0 => "change-title",
            None => return,
        };
        drop((page.after)(0, Callback::from(move |()| (page.focus)(place))));
    });
}
