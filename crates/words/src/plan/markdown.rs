//! A plan in Markdown: a table of all steps, then a ticket for each owner.

use planner::{Note, Owner, Plan, Step, WaitKind};

use super::{
    back_notes, note_sentence, owner_label, step_words, terminal::form_label, text_to_publish, time_to_minute,
    wait_kind_label, warning_sentence,
};
use crate::{Key, Language, args, key};

/// Formats a plan in Markdown: notes and warnings, all dates in a table, then the steps of each owner.
#[must_use]
pub fn markdown(domain: &str, plan: &Plan, notes: &[Note], language: Language) -> String {
    let goal = plan.goal.to_string();
    let title = language.sentence(key::PLAN_TITLE, args!["domain" => domain, "goal" => &goal]);
    let mut page = format!("## {}\n\n", title.to_markdown());
    let label = |key: Key| [&language.message(key, &[]), language.label_separator()].concat();
    page.push_str(&format!("{}**{}**\n\n", label(key::PLAN_ENDS), time_to_minute(plan.ends, language)));
    page.push_str(&format!("{}\n\n", form_label(plan.form, language)));
    let notes = notes.iter().map(|note| note_sentence(*note, language));
    for sentence in notes.chain(plan.warnings.iter().map(|warning| warning_sentence(*warning, language))) {
        page.push_str(&format!("- {}\n", sentence.to_markdown()));
    }
    table(&mut page, plan, language);
    for one in Owner::ALL {
        let mut steps = plan.steps.iter().enumerate().filter(|(_, planned)| planned.owner == one).peekable();
        if steps.peek().is_some() {
            page.push_str(&format!("\n### {}\n", owner_label(one, language)));
            steps.for_each(|(index, planned)| ticket(&mut page, planned, plan.wait_kind(index), language));
        }
    }
    back(&mut page, plan, language);
    page
}

fn table(page: &mut String, plan: &Plan, language: Language) {
    let head = [key::PLAN_WHEN, key::PLAN_WHO, key::PLAN_DO].map(|key| language.message(key, &[]));
    page.push_str(&format!("\n| {} |\n|---|---|---|\n", head.join(" | ")));
    for planned in &plan.steps {
        let action = step_words(&planned.text, language).action.to_markdown();
        let cells = [time_to_minute(planned.at, language), owner_label(planned.owner, language), action];
        page.push_str(&format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")));
    }
}

fn ticket(page: &mut String, planned: &Step, kind: Option<WaitKind>, language: Language) {
    let words = step_words(&planned.text, language);
    page.push_str(&format!("\n- [ ] **{}** {}\n", time_to_minute(planned.at, language), words.action.to_markdown()));
    if let Some(text) = text_to_publish(planned) {
        let lines: String = text.lines().map(|line| format!("      {line}\n")).collect();
        page.push_str(&format!("\n{lines}\n"));
    }
    let rows =
        [(key::PLAN_PROVE, words.prove), (key::PLAN_BECAUSE, words.because), (key::PLAN_SKIPPED, words.if_skipped)];
    let rows = rows.map(|(label, words)| (label, words.to_markdown()));
    let kind = wait_kind_label(kind, language).map(|kind| (key::PLAN_WAIT, kind));
    for (label, words) in rows.into_iter().chain(kind) {
        page.push_str(&format!("  - {}{}{words}\n", language.message(label, &[]), language.label_separator()));
    }
}

fn back(page: &mut String, plan: &Plan, language: Language) {
    if plan.back.is_empty() {
        return;
    }
    page.push_str(&format!("\n### {}\n", language.message(key::PLAN_BACK, &[])));
    for note in back_notes(plan, &plan.back, language) {
        page.push_str(&format!("\n{note}\n"));
    }
    for (index, planned) in plan.back.iter().enumerate() {
        ticket(page, planned, plan.back_wait_kind(&plan.back, index), language);
    }
}
