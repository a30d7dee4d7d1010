//! A pre-flight as text for terminals.

use setup::{Effect, Preflight};

use super::{check_sentence, effect_label, outcome_headline};
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
    for finding in judged.texts.iter().flat_map(checker::Linted::problems) {
        let words = finding_with(domain, None, finding, language);
        text.push_str(&wrap_lines(&format!("  {}  ({})", words.headline, finding.rule.id), 2));
    }
    text
}

const fn mark(effect: Effect) -> &'static str {
    match effect {
        Effect::Done => "✓",
        Effect::Fine | Effect::Waits => "·",
        Effect::Warns | Effect::Unseen => "!",
        Effect::Blocks => "✗",
    }
}
