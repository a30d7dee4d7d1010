//! A plan as text for terminals.

use planner::{Form, Plan, Step, StepProgress};

use super::{owner_label, progress_label, step_words, text_to_publish, time_to_minute, warning_sentence};
use crate::{Key, Language, Value, args, key, text::wrap_lines};

/// Formats a plan, step by step.
#[must_use]
pub fn terminal_text(domain: &str, plan: &Plan, language: Language) -> String {
    let mut text = heading(domain, plan, language);
    text.push_str(&labelled(key::PLAN_FORM, &form_label(plan.form, language), language));
    text.push_str(&wrap_lines(&language.message(key::PLAN_MARGINS, &[("wait", Value::Duration(plan.margin))]), 0));
    text.push_str(&warnings(plan, language));
    section(&mut text, key::PLAN_STEPS, language);
    for planned in &plan.steps {
        text.push_str(&step_text(planned, None, language));
    }
    if !plan.back.is_empty() {
        section(&mut text, key::PLAN_BACK, language);
        if let Some(until) = plan.back_until {
            let until = time_to_minute(until, language);
            text.push_str(&wrap_lines(&language.message(key::PLAN_BACK_UNTIL, args!["when" => &until]), 0));
        }
        for planned in &plan.back {
            text.push_str(&step_text(planned, None, language));
        }
    }
    text
}

/// Formats a plan with the progress of its steps.
#[must_use]
pub fn progress_text(domain: &str, plan: &Plan, seen: &[StepProgress<'_>], language: Language) -> String {
    let mut text = heading(domain, plan, language);
    text.push_str(&wrap_lines(&language.message(key::PLAN_DATES_ASSUME, &[]), 0));
    text.push('\n');
    for seen in seen {
        text.push_str(&step_text(seen.step, Some(seen), language));
    }
    text
}

fn heading(domain: &str, plan: &Plan, language: Language) -> String {
    let goal = plan.goal.to_string();
    let title = language.message(key::PLAN_TITLE, args!["domain" => domain, "goal" => &goal]);
    wrap_lines(&title, 0) + &labelled(key::PLAN_ENDS, &time_to_minute(plan.ends, language), language)
}

pub(super) fn form_label(form: Form, language: Language) -> String {
    language.message(if form == Form::Safe { key::PLAN_FORM_SAFE } else { key::PLAN_FORM_SHORT }, &[])
}

fn labelled(label: Key, words: &str, language: Language) -> String {
    wrap_lines(&[&language.message(label, &[]), language.label_separator(), words].concat(), 0)
}

fn warnings(plan: &Plan, language: Language) -> String {
    let mut text = String::new();
    if !plan.warnings.is_empty() {
        section(&mut text, key::PLAN_WARNINGS, language);
        for one in &plan.warnings {
            text.push_str(&wrap_lines(&format!("- {}", warning_sentence(*one, language)), 0));
        }
    }
    text
}

fn section(text: &mut String, title: Key, language: Language) {
    text.push('\n');
    text.push_str(&wrap_lines(&language.message(title, &[]), 0));
}

/// Formats a step: its time and owner, the action, the text to publish, then how to check it, why, and what happens
/// without it.
fn step_text(planned: &Step, seen: Option<&StepProgress<'_>>, language: Language) -> String {
    let words = step_words(&planned.text, language);
    let stands = seen.map(|seen| progress_label(seen, language));
    let at = seen.map_or(planned.at, |seen| seen.at);
    let mut head = [time_to_minute(at, language), owner_label(planned.owner, language)].join(" · ");
    if let Some(stands) = stands {
        head = [head, stands].join(" · ");
    }
    let mut text = format!("\n{}{}", wrap_lines(&head, 0), wrap_lines(&words.action.to_string(), 2));
    for line in text_to_publish(planned).unwrap_or_default().lines() {
        text.push_str(&format!("      {line}\n"));
    }
    let rows =
        [(key::PLAN_PROVE, words.prove), (key::PLAN_BECAUSE, words.because), (key::PLAN_SKIPPED, words.if_skipped)];
    for (label, words) in rows {
        text.push_str(&wrap_lines(
            &[&language.message(label, &[]), language.label_separator(), &words.to_string()].concat(),
            4,
        ));
    }
    text
}
