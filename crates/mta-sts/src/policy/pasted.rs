//! Parser of a pasted policy file, which may be in another notation or have placeholders.

use super::{
    Foreign, Key, PolicyProblem as P, PolicyReading,
    line::Origin,
    rewritten::rewritten,
    whole::{first_line, lines, policy_text, read_fields, reading_with_only, utf8},
};
use crate::{
    MxPattern, Problem, Span,
    placeholder::{has_placeholder, is_template_line},
    span::trim_blanks,
};

/// Parses a pasted text. A notation that all lines have is one problem, in place of one for every line.
pub(super) fn read_pasted(text: &[u8]) -> PolicyReading {
    let placeholder = placeholder(text).map(|span| Problem::new(P::Foreign(Foreign::Template), span));
    let policy = match (policy_text(text), &placeholder) {
        (Ok(policy), _) => policy,
        (Err(problem), Some(placeholder)) if matches!(problem.kind, P::Foreign(Foreign::Yaml)) => {
            return reading_with_only(placeholder.clone(), text);
        }
        (Err(problem), _) if matches!(problem.kind, P::Foreign(Foreign::Yaml)) && has_link(text) => {
            utf8(text).unwrap_or_default()
        }
        (Err(problem), _) => return reading_with_only(problem, text),
    };
    let reading = read_fields(policy, Origin::Pasted);
    if reading.is_valid() {
        return reading;
    }
    if !policy.trim_end().contains('\n') && ["`n", "\\012", "\\x0a"].iter().any(|escape| policy.contains(escape)) {
        return reading_with_only(Problem::new(P::SingleLine, first_line(text)), text);
    }
    let whole = Span::new(0, text.len());
    let notation = || rewritten(policy).map(|(notation, _)| Problem::new(P::Foreign(notation), whole));
    placeholder.or_else(notation).map_or(reading, |problem| reading_with_only(problem, text))
}

/// Whether a text has a link of Markdown, whose brackets are not a list.
fn has_link(text: &[u8]) -> bool {
    text.windows(2).any(|two| two == b"](")
}

/// Returns the span of the first placeholder that is the value of a field, or a whole line.
fn placeholder(text: &[u8]) -> Option<Span> {
    let of_line = |line: &Span| {
        let span = trim_blanks(text, *line);
        let content = core::str::from_utf8(span.slice(text)).ok()?;
        let Some((key, value)) = Key::before_colon(content.as_bytes()) else {
            return is_template_line(content).then_some(span);
        };
        let value = &content[content.len() - value.len()..];
        let is_host = key == Key::Mx && MxPattern::is_grammatical(value.trim());
        (has_placeholder(value) && !is_host).then(|| trim_blanks(text, Span::new(span.end - value.len(), span.end)))
    };
    lines(text, 0).0.iter().find_map(of_line)
}
