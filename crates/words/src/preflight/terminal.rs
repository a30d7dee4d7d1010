//! A pre-flight as text for terminals.

use setup::{Effect, Preflight};

use super::{check_sentence, effect_label, outcome_headline, plan_lines};
use crate::{Language, args, key, report::finding_with, text::wrap_lines};

/// Formats the answer, then each comparison, then the problems of the planned texts.
#[must_use]
pub fn terminal_text(judged: &Preflight, language: Language) -> String {
    let domain = judged.domain.as_str();
    let mut text = wrap_lines(&language.message(key::SETUP_PREFLIGHT_TITLE, args!["domain" => domain]), 0);
    text.push_str(&wrap_lines(&outcome_headline(&judged.outcome, language), 0));
    text.push('\n');
    for check in &judged.checks {
        let label = effect_label(check.effect, language);
        let sentence = check_sentence(check, language).to_string();
        let line = [mark(check.effect), " ", &label, language.label_separator(), &sentence].concat();
        text.push_str(&wrap_lines(&line, 0));
        for id in &check.findings {
            text.push_str(&format!("    {id}\n"));
        }
    }
    text.push_str(&plan_text(judged, language));
    for finding in judged.texts.iter().flat_map(checker::Linted::problems) {
        let words = finding_with(domain, None, finding, language);
        text.push_str(&wrap_lines(&format!("  {}  ({})", words.headline, finding.rule.id), 2));
    }
    text
}

/// Formats the plan that leads to the planned state, with the command that prints all of it.
fn plan_text(judged: &Preflight, language: Language) -> String {
    let Some(plan) = &judged.plan else { return String::new() };
    let command = format!("mta-sts plan {} --goal {}", judged.domain, plan.goal);
    let mut text = ["\n", &wrap_lines(&language.message(key::SETUP_PREFLIGHT_PLAN, &[]), 0)].concat();
    for line in plan_lines(plan, language) {
        text.push_str(&wrap_lines(&line, 2));
    }
    text + &wrap_lines(&language.message(key::SETUP_PREFLIGHT_PLAN_COMMAND, args!["command" => &command]), 0)
}

const fn mark(effect: Effect) -> &'static str {
    match effect {
        Effect::Done => "✓",
        Effect::Fine | Effect::Waits => "·",
        Effect::Warns | Effect::Unseen => "!",
        Effect::Blocks => "✗",
    }
}
