//! The testing stage: the end of testing and the steps after it.

use checker::{LEAST_TTL, Verdict};
use evidence::Timestamp;
use mta_sts::Mode;
use planner::{Goal, PlanVariant, SavedPlan, TESTING_PERIOD, plan, state_from_evidence};
use words::{args, key, plan as plan_words};
use yew::prelude::*;

use super::View;
use crate::{
    components::{route_link, translate},
    route::Route,
    set_up::{Live, ModelAction},
};

/// Renders the stage.
pub(super) fn stage(view: &View<'_>, live: &Live) -> Html {
    let (language, model) = (view.language, view.model);
    let say = |key| language.message(key, &[]);
    let Some(published) = model.answers.published.filter(|_| model.is_published()) else {
        return html! { <p class="notice" data-testing="not-yet">{say(key::SETUP_PAGE_NOT_PUBLISHED)}</p> };
    };
    if live.report.verdict == Verdict::Enforced {
        return html! { <><p class="notice" data-testing="enforced">{say(key::SETUP_PAGE_ENFORCED)}</p>{another(view)}</> };
    }
    let until = published.plus_seconds(TESTING_PERIOD);
    let day = (view.props.actions.clock.day)(until, language);
    html! {
        <>
            <p class="outcome" data-testing={until.to_string()}><strong>{language.message(key::SETUP_PAGE_UNTIL, args!["date" => day.as_str()])}</strong></p>
            <p class="lead">{translate(language, key::SETUP_PAGE_TESTING_LEAD, &[])}</p>
            <p class="tools">{calendar(view, live, until)}{ for to_enforce(live, until).map(|saved| plan_link(view, &saved)) }</p>
            <p class="note">{say(key::SETUP_PAGE_REPORTS_READER)}{" "}{route_link(Route::Reports, language, &view.props.page_state.links, html! { {say(key::PAGE_REPORTS)} })}</p>
            {another(view)}
        </>
    }
}

/// Returns the plan from testing to enforce, starting when testing ends.
fn to_enforce(live: &Live, until: Timestamp) -> Option<SavedPlan> {
    let state = state_from_evidence(&live.domain, &live.evidence, LEAST_TTL).ok()?;
    let plan = plan(&state, &Goal::Mode(Mode::Enforce), until, PlanVariant::Safe).ok()?;
    Some(SavedPlan::from_plan(&live.domain, &plan))
}

/// Renders the button that saves a reminder of the day when testing ends.
fn calendar(view: &View<'_>, live: &Live, until: Timestamp) -> Html {
    let (language, actions) = (view.language, view.props.actions);
    let domain = live.domain.to_string();
    let link = (actions.link)(&view.model.answers.to_text(), language);
    let day = (actions.local_day)(until);
    let calendar = plan_words::testing_reminder(&domain, &day, live.seen_at(), &link, language);
    let onclick = Callback::from(move |_: MouseEvent| (actions.save)(&format!("{domain}.ics"), &calendar));
    html! { <button type="button" class="button" data-save="ics" {onclick}>{language.message(key::SETUP_PAGE_CALENDAR, &[])}</button> }
}

fn plan_link(view: &View<'_>, saved: &SavedPlan) -> Html {
    let words = html! { {view.language.message(key::SETUP_PAGE_PLAN, &[])} };
    route_link(Route::Change { plan: saved.to_text() }, view.language, &view.props.page_state.links, words)
}

fn another(view: &View<'_>) -> Html {
    let model = view.model.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| model.dispatch(ModelAction::AnotherDomainStarted));
    html! { <p class="tools"><button type="button" class="button quiet" data-another="" {onclick}>{view.language.message(key::SETUP_PAGE_ANOTHER, &[])}</button></p> }
}
