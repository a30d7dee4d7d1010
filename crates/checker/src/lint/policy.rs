//! Judges a pasted policy file.

use mta_sts::{
    Domain, LineIndex,
    presentation_format::{PastedPolicy, read_policy},
};

use super::{
    LintInput, Linted, PolicyLint, Reading, lint_policy, placeholder_domain, places, relocate,
    texts::lint_pasted_policy,
};
use crate::facts::text_location::Source;

/// Extracts and judges the file in a pasted text, or judges an exact one.
pub(super) fn policy(input: &LintInput<'_>) -> Linted {
    let text = input.texts.first().map(Vec::as_slice).unwrap_or_default();
    let pasted = if input.exact { PastedPolicy::exactly(text) } else { read_policy(text) };
    let domain = input.domain.cloned().unwrap_or_else(placeholder_domain);
    let reading = match pasted.unreadable {
        Some(why) => Reading::Unreadable(why),
        None => Reading::Policy(Box::new(judged_policy(input, &domain, &pasted))),
    };
    Linted {
        source: Source::Policy,
        domain,
        read_as: pasted.format.id(),
        tool: "",
        cut: pasted.cut,
        records: Vec::new(),
        asked: None,
        other_use: None,
        reading,
    }
}

fn judged_policy(input: &LintInput<'_>, domain: &Domain, pasted: &PastedPolicy) -> PolicyLint {
    let text = input.texts.first().map(Vec::as_slice).unwrap_or_default();
    let mut lint = if input.exact {
        lint_policy(domain, text, input.mx, input.now)
    } else {
        lint_pasted_policy(domain, pasted, input.mx, input.now)
    };
    let lines = LineIndex::new(text);
    for place in places(&mut lint.findings).filter(|place| place.source == Source::Policy) {
        relocate(place, &pasted.body, &lines);
    }
    lint
}
