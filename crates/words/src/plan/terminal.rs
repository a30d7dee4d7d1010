//! A plan as text for terminals.

use planner::{Note, Plan, PlanVariant, Step, StepProgress, Timestamp, WaitKind};

use super::{
    harm_sentence, note_sentence, owner_label, progress_label, step_words, text_to_publish, time_to_minute,
    wait_kind_label, warning_sentence,
};
use crate::{Key, Language, Value, args, key, text::wrap_lines};

/// Formats a plan, step by step, with notes about its input.
#[must_use]
pub fn terminal_text(domain: &str, plan: &Plan, notes: &[Note], language: Language) -> String {
    let mut text = heading(domain, plan, language);
    text.push_str(&labelled(key::PLAN_FORM, &form_label(plan.form, language), language));
    text.push_str(&wrap_lines(
        &language.message(key::PLAN_MARGINS, &[("wait", Value::Duration(plan.margins.wait))]),
        0,
    ));
    text.push_str(&warnings(plan, notes, language));
    section(&mut text, key::PLAN_STEPS, language);
    for (index, planned) in plan.steps.iter().enumerate() {
        text.push_str(&step_text(planned, plan.wait_kind(index), None, language));
    }
    text.push_str(&way_back(plan, &plan.back, language));
    text
}

/// Formats the steps of a rollback, with the time at which it begins.
fn way_back(plan: &Plan, steps: &[Step], language: Language) -> String {
    let mut text = String::new();
    if !steps.is_empty() {
        section(&mut text, key::PLAN_BACK, language);
        for note in back_notes(plan, steps, language) {
            text.push_str(&wrap_lines(&note, 0));
        }
        for (index, step) in steps.iter().enumerate() {
            text.push_str(&step_text(step, plan.back_wait_kind(steps, index), None, language));
        }
    }
    text
}

/// Returns until when a rollback is possible, and the time at which the rollback with these dates begins.
#[must_use]
pub fn back_notes(plan: &Plan, steps: &[Step], language: Language) -> Vec<String> {
    let note = |key, at| language.message(key, args!["when" => &time_to_minute(at, language)]);
    let until = plan.back_until.map(|until| note(key::PLAN_BACK_UNTIL, until));
    let dates = steps.first().map(|first| note(key::PLAN_BACK_DATES, first.at));
    until.into_iter().chain(dates).collect()
}

/// Formats a plan with the progress of its steps, and the way back if it begins now.
#[must_use]
pub fn progress_text(
    domain: &str,
    plan: &Plan,
    seen: &[StepProgress<'_>],
    now: Timestamp,
    language: Language,
) -> String {
    let mut text = heading(domain, plan, language);
    text.push_str(&wrap_lines(&language.message(key::PLAN_DATES_ASSUME, &[]), 0));
    text.push('\n');
    for (index, seen) in seen.iter().enumerate() {
        text.push_str(&step_text(seen.step, plan.wait_kind(index), Some(seen), language));
    }
    text.push_str(&way_back(plan, &plan.back_after(seen, now), language));
    text
}

fn heading(domain: &str, plan: &Plan, language: Language) -> String {
    let goal = plan.goal.to_string();
    let title = language.message(key::PLAN_TITLE, args!["domain" => domain, "goal" => &goal]);
    wrap_lines(&title, 0) + &labelled(key::PLAN_ENDS, &time_to_minute(plan.ends, language), language)
}

pub(super) fn form_label(form: PlanVariant, language: Language) -> String {
    language.message(if form == PlanVariant::Safe { key::PLAN_FORM_SAFE } else { key::PLAN_FORM_SHORT }, &[])
}

fn labelled(label: Key, words: &str, language: Language) -> String {
    wrap_lines(&[&language.message(label, &[]), language.label_separator(), words].concat(), 0)
}

fn warnings(plan: &Plan, notes: &[Note], language: Language) -> String {
    let notes = notes.iter().map(|note| note_sentence(*note, language));
    let warnings = plan.warnings.iter().map(|warning| warning_sentence(*warning, language));
    let lines: String = notes.chain(warnings).map(|sentence| wrap_lines(&format!("- {sentence}"), 0)).collect();
    let mut text = String::new();
    if !lines.is_empty() {
        section(&mut text, key::PLAN_WARNINGS, language);
    }
    text + &lines
}

fn section(text: &mut String, title: Key, language: Language) {
    text.push('\n');
    text.push_str(&wrap_lines(&language.message(title, &[]), 0));
}

/// Formats a step: its time and owner, the action, the text to publish, then how to check it, why, and what happens
/// without it.
fn step_text(planned: &Step, kind: Option<WaitKind>, seen: Option<&StepProgress<'_>>, language: Language) -> String {
    let words = step_words(&planned.text, language);
    let stands = seen.map(|seen| progress_label(seen, language));
    let at = seen.map_or(planned.at, |seen| seen.at);
    let mut head = [time_to_minute(at, language), owner_label(planned.owner, language)].join(" · ");
    if let Some(stands) = stands {
        head = [head, stands].join(" · ");
    }
    let mut text = format!("\n{}{}", wrap_lines(&head, 0), wrap_lines(&words.action.to_string(), 2));
    if let Some(harm) = seen.and_then(|seen| seen.harm.as_ref()) {
        text.push_str(&wrap_lines(&harm_sentence(harm, language).to_string(), 4));
    }
    for line in text_to_publish(planned).unwrap_or_default().lines() {
        text.push_str(&format!("      {line}\n"));
    }
    let rows =
        [(key::PLAN_PROVE, words.prove), (key::PLAN_BECAUSE, words.because), (key::PLAN_SKIPPED, words.if_skipped)];
    let rows = rows.map(|(label, words)| (label, words.to_string()));
    let kind = wait_kind_label(kind, language).map(|kind| (key::PLAN_WAIT, kind));
    for (label, words) in rows.into_iter().chain(kind) {
        text.push_str(&wrap_lines(&[&language.message(label, &[]), language.label_separator(), &words].concat(), 4));
    }
    text
}
