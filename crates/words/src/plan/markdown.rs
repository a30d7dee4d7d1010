//! A plan in Markdown: a ticket for each owner, with the steps of the others in between as one line.

use planner::{Owner, Plan, Step};

use super::{moment, owner, publication, step, terminal::form, warning};
use crate::{Key, Language, args, key};

/// A plan in Markdown: all dates in a table, then the work of each owner.
#[must_use]
pub fn markdown(domain: &str, plan: &Plan, language: Language) -> String {
    let goal = plan.goal.to_string();
    let title = language.say_parts(key::PLAN_TITLE, args!["domain" => domain, "goal" => &goal]);
    let mut page = format!("## {}\n\n", title.markdown());
    let label = |key: Key| [&language.say(key, &[]), language.colon()].concat();
    page.push_str(&format!("{}**{}**\n\n", label(key::PLAN_ENDS), moment(plan.ends, language)));
    page.push_str(&format!("{}\n\n", form(plan.form, language)));
    for one in &plan.warnings {
        page.push_str(&format!("- {}\n", warning(*one, language).markdown()));
    }
    table(&mut page, plan, language);
    for one in Owner::ALL {
        let steps: Vec<&Step> = plan.steps.iter().filter(|planned| planned.owner == one).collect();
        if !steps.is_empty() {
            page.push_str(&format!("\n### {}\n", owner(one, language)));
            steps.into_iter().for_each(|planned| ticket(&mut page, planned, language));
        }
    }
    back(&mut page, plan, language);
    page
}

fn table(page: &mut String, plan: &Plan, language: Language) {
    let head = [key::PLAN_WHEN, key::PLAN_WHO, key::PLAN_DO].map(|key| language.say(key, &[]));
    page.push_str(&format!("\n| {} |\n|---|---|---|\n", head.join(" | ")));
    for planned in &plan.steps {
        let action = step(&planned.text, language).action.markdown();
        let cells = [moment(planned.at, language), owner(planned.owner, language), action];
        page.push_str(&format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")));
    }
}

fn ticket(page: &mut String, planned: &Step, language: Language) {
    let words = step(&planned.text, language);
    page.push_str(&format!("\n- [ ] **{}** {}\n", moment(planned.at, language), words.action.markdown()));
    if let Some(text) = publication(planned) {
        let lines: String = text.lines().map(|line| format!("      {line}\n")).collect();
        page.push_str(&format!("\n{lines}\n"));
    }
    let rows =
        [(key::PLAN_PROVE, words.prove), (key::PLAN_BECAUSE, words.because), (key::PLAN_SKIPPED, words.if_skipped)];
    for (label, words) in rows {
        page.push_str(&format!("  - {}{}{}\n", language.say(label, &[]), language.colon(), words.markdown()));
    }
}

fn back(page: &mut String, plan: &Plan, language: Language) {
    if plan.back.is_empty() {
        return;
    }
    page.push_str(&format!("\n### {}\n", language.say(key::PLAN_BACK, &[])));
    if let Some(until) = plan.back_until {
        let until = moment(until, language);
        page.push_str(&format!("\n{}\n", language.say(key::PLAN_BACK_UNTIL, args!["when" => &until])));
    }
    plan.back.iter().for_each(|planned| ticket(page, planned, language));
}
