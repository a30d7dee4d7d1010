//! The steps of a plan as a table, its warnings, and the way back.

use mta_sts::Domain;
use planner::{Change, Note, Plan, Step, Warning};
use words::{Language, args, key, plan as plan_words};
use yew::prelude::*;

use super::publish;
use crate::{
    change::times::time_text,
    components::{Shape, render_sentence, status_icon, translate},
};

/// Renders the notes about the input and the warnings, to read before the first step.
pub(super) fn plan_warnings(plan: &Plan, notes: &[Note], language: Language) -> Html {
    let note = |note: &Note| {
        let sentence = render_sentence(&plan_words::note_sentence(*note, language));
        html! { <li data-note={note.id()}>{status_icon(Shape::Warning)}<p>{sentence}</p></li> }
    };
    let sentence = |warning: &Warning| match warning {
        Warning::HistoryUnknown => translate(language, key::CHANGE_HISTORY_UNKNOWN, &[]),
        other => render_sentence(&plan_words::warning_sentence(*other, language)),
    };
    let row = |warning: &Warning| {
        let shape = if *warning == Warning::RefusedNow { Shape::Warning } else { Shape::Note };
        html! { <li data-warning={warning.id()}>{status_icon(shape)}<p>{sentence(warning)}</p></li> }
    };
    html! {
        if !plan.warnings.is_empty() || !notes.is_empty() {
            <section aria-labelledby="change-warnings">
                <h2 id="change-warnings">{language.message(key::CHANGE_WARNINGS, &[])}</h2>
                <ul class="warnings">{ for notes.iter().map(note) }{ for plan.warnings.iter().map(row) }</ul>
            </section>
        }
    }
}

/// Renders the table of steps.
pub(super) fn steps_table(domain: &Domain, plan: &Plan, language: Language) -> Html {
    let message = |key| language.message(key, &[]);
    html! {
        <section aria-labelledby="change-steps">
            <h2 id="change-steps">{message(key::CHANGE_STEPS)}</h2>
            <table class="plan">
                <thead><tr><th scope="col">{message(key::CHANGE_STEP_WHEN)}</th><th scope="col">{message(key::CHANGE_STEP_DO)}</th><th scope="col">{message(key::CHANGE_STEP_WHY)}</th></tr></thead>
                <tbody>{ for (0..plan.steps.len()).map(|number| row(domain, plan, number, language)) }</tbody>
            </table>
        </section>
    }
}

fn row(domain: &Domain, plan: &Plan, number: usize, language: Language) -> Html {
    let step = &plan.steps[number];
    let words = plan_words::step_words(&step.text, language);
    let is_wait = step.action == Change::WaitFor;
    let kind = plan_words::wait_kind_label(plan.wait_kind(number), language);
    html! {
        <tr id={format!("step-{}", number + 1)} class={is_wait.then_some("waits")} data-step={step.text.topic.id()}>
            <th scope="row"><span class="slot"><span class="number">{number + 1}</span><span class="when">{moment(step, language)}{owner(step, language)}</span></span></th>
            <td class="enter">
                <h3>{render_sentence(&words.action)}</h3>
                {publish::entry_to_publish(domain, plan, number, language)}
                <p class="proof"><b>{language.message(key::CHANGE_STEP_PROOF, &[])}{language.label_separator()}</b>{render_sentence(&words.prove)}</p>
                {publish::verification_command(domain, &step.action, step.text.topic, language)}
            </td>
            <td class="reason">
                <h4>{language.message(key::CHANGE_STEP_WHY, &[])}</h4><p>{render_sentence(&words.because)}</p>
                <h4>{language.message(key::CHANGE_SKIPPED, &[])}</h4><p>{render_sentence(&words.if_skipped)}</p>
                { for kind.map(|kind| html! { <><h4>{language.message(key::PLAN_WAIT, &[])}</h4><p>{kind}</p></> }) }
            </td>
        </tr>
    }
}

fn moment(step: &Step, language: Language) -> Html {
    html! {
        <><time datetime={step.at.to_string()}>{time_text(step.at, language)}</time><small>{language.message(key::CHANGE_NOT_BEFORE, &[])}</small></>
    }
}

fn owner(step: &Step, language: Language) -> Html {
    html! { <span class="who" data-owner={step.owner.id()}>{language.message(key::CHANGE_STEP_OWNER, args!["owner" => step.owner.id()])}</span> }
}

/// Renders the way back, as it is if it begins now. Before the first change, its dates are those of that change.
pub(super) fn rollback_section(domain: &Domain, plan: &Plan, steps: &[Step], language: Language) -> Html {
    let message = |key| language.message(key, &[]);
    let until = match plan.back_until {
        Some(until) => language.message(key::CHANGE_BACK_UNTIL, args!["when" => &time_text(until, language)]),
        None => message(key::CHANGE_BACK_ANY),
    };
    let step = |step: &Step| {
        let words = plan_words::step_words(&step.text, language);
        html! {
            <li>
                <h3>{render_sentence(&words.action)}</h3>
                <p class="meta">{owner(step, language)}{" "}<small>{language.message(key::CHANGE_NOT_BEFORE, &[])}</small>{" "}<time datetime={step.at.to_string()}>{time_text(step.at, language)}</time></p>
                {publish::simple_entry(domain, &step.action, language)}
                <p>{render_sentence(&words.because)}</p>
            </li>
        }
    };
    let begins = steps.first().map(|first| time_text(first.at, language));
    let dates = begins.map(|begins| language.message(key::PLAN_BACK_DATES, args!["when" => &begins]));
    html! {
        <section aria-labelledby="change-back">
            <h2 id="change-back">{message(key::CHANGE_BACK)}</h2>
            if steps.is_empty() {
                <p class="note">{message(key::CHANGE_BACK_NONE)}</p>
            } else {
                <p class="until">{until}</p>
                { for dates.map(|dates| html! { <p class="note">{dates}</p> }) }
                <ol class="back">{ for steps.iter().map(step) }</ol>
            }
        </section>
    }
}
