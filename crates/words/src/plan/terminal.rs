//! A plan as text for terminals.

use planner::{Form, Plan, Seen, Step};

use super::{moment, owner, progress, publication, step, warning};
use crate::{Key, Language, Value, args, key, text::wrap};

/// A plan, step by step.
#[must_use]
pub fn text(domain: &str, plan: &Plan, language: Language) -> String {
    let mut text = heading(domain, plan, language);
    text.push_str(&labelled(key::PLAN_FORM, &form(plan.form, language), language));
    text.push_str(&wrap(&language.say(key::PLAN_MARGINS, &[("wait", Value::Duration(plan.margin))]), 0));
    text.push_str(&warnings(plan, language));
    section(&mut text, key::PLAN_STEPS, language);
    for planned in &plan.steps {
        text.push_str(&step_text(planned, None, language));
    }
    if !plan.back.is_empty() {
        section(&mut text, key::PLAN_BACK, language);
        if let Some(until) = plan.back_until {
            let until = moment(until, language);
            text.push_str(&wrap(&language.say(key::PLAN_BACK_UNTIL, args!["when" => &until]), 0));
        }
        for planned in &plan.back {
            text.push_str(&step_text(planned, None, language));
        }
    }
    text
}

/// A plan and where one stands in it.
#[must_use]
pub fn progress_text(domain: &str, plan: &Plan, seen: &[Seen<'_>], language: Language) -> String {
    let mut text = heading(domain, plan, language);
    text.push_str(&wrap(&language.say(key::PLAN_DATES_ASSUME, &[]), 0));
    text.push('\n');
    for seen in seen {
        text.push_str(&step_text(seen.step, Some(seen), language));
    }
    text
}

fn heading(domain: &str, plan: &Plan, language: Language) -> String {
    let goal = plan.goal.to_string();
    let title = language.say(key::PLAN_TITLE, args!["domain" => domain, "goal" => &goal]);
    wrap(&title, 0) + &labelled(key::PLAN_ENDS, &moment(plan.ends, language), language)
}

pub(super) fn form(form: Form, language: Language) -> String {
    language.say(if form == Form::Safe { key::PLAN_FORM_SAFE } else { key::PLAN_FORM_SHORT }, &[])
}

fn labelled(label: Key, words: &str, language: Language) -> String {
    wrap(&[&language.say(label, &[]), language.colon(), words].concat(), 0)
}

fn warnings(plan: &Plan, language: Language) -> String {
    let mut text = String::new();
    if !plan.warnings.is_empty() {
        section(&mut text, key::PLAN_WARNINGS, language);
        for one in &plan.warnings {
            text.push_str(&wrap(&format!("- {}", warning(*one, language)), 0));
        }
    }
    text
}

fn section(text: &mut String, title: Key, language: Language) {
    text.push('\n');
    text.push_str(&wrap(&language.say(title, &[]), 0));
}

/// The moment and who, what to do, the text to publish, then how to check it, why, and what happens without it.
fn step_text(planned: &Step, seen: Option<&Seen<'_>>, language: Language) -> String {
    let words = step(&planned.text, language);
    let stands = seen.map(|seen| progress(seen, language));
    let at = seen.map_or(planned.at, |seen| seen.at);
    let mut head = [moment(at, language), owner(planned.owner, language)].join(" · ");
    if let Some(stands) = stands {
        head = [head, stands].join(" · ");
    }
    let mut text = format!("\n{}{}", wrap(&head, 0), wrap(&words.action.to_string(), 2));
    for line in publication(planned).unwrap_or_default().lines() {
        text.push_str(&format!("      {line}\n"));
    }
    let rows =
        [(key::PLAN_PROVE, words.prove), (key::PLAN_BECAUSE, words.because), (key::PLAN_SKIPPED, words.if_skipped)];
    for (label, words) in rows {
        text.push_str(&wrap(&[&language.say(label, &[]), language.colon(), &words.to_string()].concat(), 4));
    }
    text
}
