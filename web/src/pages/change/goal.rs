//! The header of a plan: its goal, its end, exports, and its two forms.

use std::rc::Rc;

use planner::{Change, Note, Plan, PlanVariant, SavedPlan};
use words::{Language, Sentence, Value, args, key, plan as plan_words};
use yew::prelude::*;

use super::{Handle, Props, form};
use crate::{
    change::{
        ModelAction,
        fields::{goal_id, goal_values},
        times::time_text,
    },
    components::{Copy, PageContext, Shape, render_sentence, status_icon},
    route::Route,
};

/// Returns the goal as a sentence.
pub(super) fn plan_title(saved: &SavedPlan, language: Language) -> Sentence {
    let Some(goal) = &saved.goal else { return Sentence::default() };
    let values = goal_values(goal);
    let value = |at: usize| values.get(at).map_or("", String::as_str);
    let id = goal_id(goal);
    let arguments = args!["goal" => id.as_str(), "domain" => saved.domain.as_str(), "hosts" => values.as_slice(),
        "first" => value(0), "second" => value(1)];
    language.sentence(key::CHANGE_TITLE, arguments)
}

/// Renders the header.
pub(super) fn plan_header(props: &Props, model: &Handle, saved: &SavedPlan, plan: &Rc<Plan>) -> Html {
    let (language, links) = (props.page_state.language, &props.page_state.links);
    let check = Route::Check { domain: saved.domain.to_string(), kept: None };
    let copies = plan.waits.copies;
    let lead = match copies > 0 {
        true => language.message(key::CHANGE_LEAD_COPIES, &[("wait", Value::Duration(copies))]),
        false => language.message(key::CHANGE_LEAD_NONE, &[]),
    };
    let start = time_text(plan.start, language);
    html! {
        <header class="goal">
            <p class="up">{crate::components::route_link(check, language, links, html! { <span translate="no">{saved.domain.as_str()}</span> })}</p>
            <h1 id="change-title" tabindex="-1">{render_sentence(&plan_title(saved, language))}</h1>
            <p class="end"><span>{language.message(key::CHANGE_ENDS, &[])}</span>{" "}<strong><time datetime={plan.ends.to_string()}>{time_text(plan.ends, language)}</time></strong></p>
            <p class="lead">{lead}</p>
            <ul class="facts">
                <li>{language.message(key::CHANGE_FACT_START, args!["when" => &start])}</li>
                <li>{language.message(key::CHANGE_FACT_STEPS, args!["count" => plan.steps.len()])}</li>
                <li>{language.message(key::CHANGE_FACT_MARGIN, &[("wait", Value::Duration(plan.margins.wait))])}</li>
                <li>{language.message(key::CHANGE_CLOCK, &[])}</li>
            </ul>
            {tools(props, saved, plan, &model.notes(plan))}
            <EditForm page_state={props.page_state.clone()} actions={props.actions} model={model.clone()} />
        </header>
    }
}

/// Renders the exports.
fn tools(props: &Props, saved: &SavedPlan, plan: &Rc<Plan>, notes: &[Note]) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let domain = saved.domain.to_string();
    let link = (actions.plan_url)(&saved.to_text(), language);
    let markdown = plan_words::markdown(&domain, plan, notes, language) + "\n" + &link + "\n";
    let button = |what: &'static str, label, name: String, text: String| {
        let onclick = Callback::from(move |_: MouseEvent| (actions.save_file)(&name, &text));
        html! { <button type="button" class="button quiet" data-save={what} {onclick}>{language.message(label, &[])}</button> }
    };
    let calendar = plan_words::calendar(&domain, plan, None, Some(&link), language);
    html! {
        <>
            <div class="tools">
                {button("ics", key::CHANGE_CALENDAR, format!("{domain}.ics"), calendar)}
                {button("markdown", key::CHANGE_MARKDOWN, format!("{domain}.md"), markdown.clone())}
                <Copy {language} kind="markdown" label={language.message(key::CHANGE_COPY_MARKDOWN, &[])} text={markdown} />
                <Copy {language} kind="link" label={language.message(key::CHANGE_COPY_LINK, &[])} text={link} />
            </div>
            <p class="note">{language.message(key::CHANGE_TOOLS_NOTE, &[])}</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct EditProps {
    page_state: crate::change::ChangePageState,
    actions: crate::change::ChangeActions,
    model: Handle,
}

/// Form of an existing plan, folded until there is a problem.
#[component]
fn EditForm(props: &EditProps) -> Html {
    let page = use_context::<PageContext>().unwrap_or_default();
    let language = props.page_state.language;
    let whole = Props { page_state: props.page_state.clone(), actions: props.actions };
    html! {
        <details class="edit" open={props.model.problem.is_some()}>
            <summary>{language.message(key::CHANGE_EDIT, &[])}</summary>
            {form::change_form(&whole, &props.model, page)}
        </details>
    }
}

/// Renders the choice between the safe and the short form, with their differences.
pub(super) fn form_switch(model: &Handle, saved: &SavedPlan, language: Language) -> Html {
    let plans = [PlanVariant::Safe, PlanVariant::Short].map(|form| saved.plan_in(form).and_then(Result::ok));
    let [Some(safe), Some(short)] = plans else { return html! {} };
    let message = |key| language.message(key, &[]);
    html! {
        <section aria-labelledby="change-forms">
            <h2 id="change-forms">{message(key::CHANGE_FORMS)}</h2>
            if safe.steps == short.steps {
                <p class="note">{message(key::CHANGE_FORM_SAME)}</p>
            } else {
                <div class="forms">
                    {one_form(model, &safe, saved.form, language)}
                    {one_form(model, &short, saved.form, language)}
                </div>
            }
        </section>
    }
}

fn one_form(model: &Handle, plan: &Plan, chosen: PlanVariant, language: Language) -> Html {
    let form = plan.form;
    let (name, about, label) = match form {
        PlanVariant::Safe => (key::CHANGE_FORM_SAFE, key::PLAN_FORM_SAFE, key::CHANGE_FORM_USE_SAFE),
        PlanVariant::Short => (key::CHANGE_FORM_SHORT, key::PLAN_FORM_SHORT, key::CHANGE_FORM_USE_SHORT),
    };
    let model = model.clone();
    let onclick = Callback::from(move |_: MouseEvent| model.dispatch(ModelAction::FormChosen(form)));
    let mx =
        plan.steps.iter().find(|step| matches!(step.action, Change::Mx(_))).map(|step| time_text(step.at, language));
    let ends = time_text(plan.ends, language);
    html! {
        <article class={classes!("form", (form == chosen).then_some("chosen"))} data-form={form.id()}>
            <h3>{language.message(name, &[])}</h3>
            <p class="span">{language.message(key::CHANGE_FORM_SPAN, args!["when" => &ends])}</p>
            { for mx.map(|mx| html! { <p class="span">{language.message(key::CHANGE_FORM_MX, args!["when" => &mx])}</p> }) }
            <p>{language.message(about, &[])}</p>
            <p class="sel">
                if form == chosen {
                    <span class="say good">{status_icon(Shape::Good)}<span>{language.message(key::CHANGE_FORM_CHOSEN, &[])}</span></span>
                } else {
                    <button type="button" class="button quiet" data-use={form.id()} {onclick}>{language.message(label, &[])}</button>
                }
            </p>
        </article>
    }
}
