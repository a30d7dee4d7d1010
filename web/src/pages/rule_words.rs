//! Texts about a rule, without a domain that breaks it.

use checker::{Arg, Finding, RULES, Rule};
use mta_sts::Mode;
use words::{
    Language,
    report::{self, FindingWords},
};

/// Returns the headline of a rule, for the title of its page.
#[must_use]
pub fn rule_headline(id: &str, language: Language) -> Option<String> {
    known_rule(id).map(|rule| rule_words(rule, language).headline.to_string())
}

/// Returns the rule with this id.
pub(super) fn known_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Returns the texts about a rule without a policy.
pub(super) fn rule_words(rule: &'static Rule, language: Language) -> FindingWords {
    report::finding_with("‹domain›", None, &specimen(rule), language)
}

/// Returns the texts about a rule under a policy of this mode.
pub(super) fn rule_words_in_mode(rule: &'static Rule, mode: Mode, language: Language) -> FindingWords {
    report::finding_with("‹domain›", Some(mode), &specimen(rule), language)
}

/// Returns whether the texts depend on the mode of the policy.
pub(super) fn depends_on_mode(rule: &'static Rule, language: Language) -> bool {
    let enforced = rule_words_in_mode(rule, Mode::Enforce, language);
    [Mode::Testing, Mode::None].into_iter().any(|mode| rule_words_in_mode(rule, mode, language) != enforced)
}

/// Returns a finding whose arguments are their own names.
fn specimen(rule: &'static Rule) -> Finding {
    let mut specimen = Finding::new(rule);
    specimen.args.0.extend(rule.args.iter().map(|name| (*name, Arg::Text(format!("‹{name}›")))));
    specimen
}
