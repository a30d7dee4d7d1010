//! Parser of single policy lines.

mod shape;

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

use shape::{has_several_fields, is_comment, is_extension_value, is_quoted, is_quoted_line};

use super::{Extension, Key, Mode, MxLine, Policy, PolicyProblem as P, levenshtein_distance};
use crate::{
    Located, MxPattern, PatternProblem, Problem, Span,
    fields::is_name,
    mx_pattern::{has_several_hosts, host_after_preference},
    span::{trim_blanks, trim_end, trim_start},
};

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A policy host. Its text is judged by the grammar alone.
    Served,
    /// A person. A comment after a host is named as what it is.
    Pasted,
}

/// The state while reading a file's lines.
#[derive(Debug)]
pub(super) struct Lines {
    origin: Origin,
    pub policy: Policy,
    pub problems: Vec<Problem<P>>,
    /// Whether all lines so far match the grammar.
    pub grammatical: bool,
    seen: Keys,
    explained: Keys,
    /// The keys that begin a line anywhere in the file, computed on first use.
    present: Option<Keys>,
}

/// A set of keys.
#[derive(Debug, Default)]
struct Keys([bool; Key::ALL.len()]);

impl Keys {
    fn contains(&self, key: Key) -> bool {
        self.0[key as usize]
    }

    fn insert(&mut self, key: Key) {
        self.0[key as usize] = true;
    }

    /// Returns the keys that begin a line of the file. A misspelled key cannot stand for any of them.
    fn present(text: &str) -> Self {
        let mut keys = Self::default();
        for line in text.strip_prefix('\u{feff}').unwrap_or(text).split('\n') {
            let begins = |key: &Key| line.strip_prefix(key.id()).is_some_and(|rest| rest.starts_with(':'));
            Key::ALL.into_iter().filter(begins).for_each(|key| keys.insert(key));
        }
        keys
    }
}

impl Lines {
    pub fn new(origin: Origin) -> Self {
        Self {
            origin,
            policy: Policy::default(),
            problems: Vec::new(),
            grammatical: true,
            seen: Keys::default(),
            explained: Keys::default(),
            present: None,
        }
    }
}

/// A field (`sts-policy-field`) whose value is not parsed yet.
struct Field<'a> {
    name: &'a str,
    name_span: Span,
    value: &'a str,
    value_span: Span,
    whole: Span,
}

impl Lines {
    pub fn add_problem(&mut self, kind: P, span: Span) {
        self.problems.push(Problem::new(kind, span));
    }

    /// Reports a problem that violates the grammar.
    fn add_violation(&mut self, problem: Problem<P>) {
        self.grammatical = false;
        self.problems.push(problem);
    }

    /// Whether the file has a line with this key.
    pub fn has_key(&self, key: Key) -> bool {
        self.seen.contains(key)
    }

    /// Whether another problem already explains the missing key.
    pub fn is_absence_explained(&self, key: Key) -> bool {
        self.explained.contains(key)
    }

    /// Whether all required fields are present.
    pub fn has_required_fields(&self) -> bool {
        let mx_needed = self.policy.mode.is_none_or(|mode| mode.value != Mode::None);
        [Key::Version, Key::Mode, Key::MaxAge].iter().all(|key| self.has_key(*key))
            && (!mx_needed || self.has_key(Key::Mx))
    }

    /// Reads one line, without its line ending.
    pub fn read_line(&mut self, text: &str, line: Span) {
        if self.read_common_line(text, line).is_none() {
            self.read_any_line(text, line);
        }
    }

    /// Reads a line in the form of the RFC's example, as nearly every line is. It has no problem, which a few checks confirm.
    /// Returns `None` for all others.
    fn read_common_line(&mut self, text: &str, line: Span) -> Option<()> {
        let (key, rest) = Key::before_colon(line.slice(text.as_bytes()))?;
        let span = trim_blanks(text.as_bytes(), Span::new(line.end - rest.len(), line.end));
        let value = as_text(text, span);
        match key {
            Key::Mx => self.policy.mx.push(MxLine { pattern: MxPattern::parse(value).ok()?, span }),
            _ if self.has_key(key) => return None,
            Key::Version => self.policy.version = Some(Located { value: (value == "STSv1").then_some(())?, span }),
            Key::Mode => self.policy.mode = Some(Located { value: Mode::from_word(value)?, span }),
            Key::MaxAge => self.policy.max_age = Some(Located { value: parse_seconds(value)?, span }),
        }
        self.seen.insert(key);
        Some(())
    }

    /// Reads any line. The order of the checks decides which problem is reported.
    fn read_any_line(&mut self, text: &str, line: Span) {
        let trimmed = trim_blanks(text.as_bytes(), line);
        let content = as_text(text, trimmed);
        if trimmed.start == trimmed.end {
            self.add_violation(Problem::new(P::Blank, line));
        } else if is_comment(content.as_bytes()) {
            self.add_violation(Problem::new(P::Comment, trimmed));
        } else if has_several_fields(content) {
            Key::ALL.into_iter().for_each(|key| self.explained.insert(key));
            self.add_violation(Problem::new(P::SingleLine, trimmed));
        } else if is_quoted_line(content) {
            self.report_quoted_line(content, trimmed);
        } else {
            self.read_plain_line(text, line, trimmed);
        }
    }

    fn report_quoted_line(&mut self, content: &str, span: Span) {
        let bare = content.trim_start_matches(['"', '\'', '“']);
        Key::ALL.into_iter().filter(|key| bare.starts_with(key.id())).for_each(|key| self.explained.insert(key));
        self.add_violation(Problem::new(P::Quoted, span));
    }

    fn read_plain_line(&mut self, text: &str, line: Span, trimmed: Span) {
        let leading = trimmed.start != line.start;
        match Field::new(text, trimmed) {
            Some(field) => self.read_field(text, &field, leading),
            None => self.report_missing_colon(as_text(text, trimmed), trimmed),
        }
    }

    /// Reports a line without a colon.
    fn report_missing_colon(&mut self, content: &str, span: Span) {
        let key = content.split_once('=').and_then(|(name, _)| Key::from_word(name.trim()));
        match key {
            Some(key) => {
                self.explained.insert(key);
                self.add_violation(Problem::new(P::Equals, span));
            }
            None => self.add_violation(Problem::new(P::LineSyntax, span)),
        }
    }

    fn read_field(&mut self, text: &str, field: &Field<'_>, leading: bool) {
        let bare = as_text(text, trim_end(text.as_bytes(), field.name_span));
        if let Some(key) = Key::from_word(bare) {
            if leading {
                self.explained.insert(key);
                self.add_violation(Problem::new(P::LeadingSpace, field.whole));
            } else if bare != field.name {
                self.explained.insert(key);
                self.add_violation(Problem::new(P::SpaceBeforeColon, field.whole));
            } else {
                self.read_known_field(key, field);
            }
        } else if let Some(key) = bare.split_once('=').and_then(|(name, _)| Key::from_word(name.trim())) {
            self.explained.insert(key);
            self.add_violation(Problem::new(P::Equals, field.whole));
        } else {
            self.read_extension(text, field);
        }
    }

    /// Reads a field whose key is not defined in §3.2.
    fn read_extension(&mut self, text: &str, field: &Field<'_>) {
        if !is_name(field.name.as_bytes()) || !is_extension_value(field.value) {
            return self.add_violation(Problem::new(P::LineSyntax, field.whole));
        }
        if let Some(key) = Key::ALL.into_iter().find(|key| key.id().eq_ignore_ascii_case(field.name)) {
            self.explained.insert(key);
            self.problems.push(Problem::new(P::KeyCase, field.name_span).with_expected(key.id()));
        } else if let Some(key) = self.typo_of(text, field.name) {
            self.explained.insert(key);
            self.problems.push(Problem::new(P::KeyTypo, field.name_span).with_expected(key.id()));
        } else {
            self.add_problem(P::Unknown, field.name_span);
        }
        let (name, value) = (field.name.to_owned(), field.value.to_owned());
        self.policy.extensions.push(Extension { name, value, span: field.whole });
    }

    /// Returns the known key that a name resembles, if that key is `mx` or missing from the file.
    fn typo_of(&mut self, text: &str, name: &str) -> Option<Key> {
        let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
        let close =
            |key: Key| levenshtein_distance(&plain(name), &plain(key.id())) <= if key == Key::Mx { 1 } else { 2 };
        let present = self.present.get_or_insert_with(|| Keys::present(text));
        let missing = |key: Key| key == Key::Mx || !present.contains(key);
        Key::ALL.into_iter().find(|&key| close(key) && missing(key))
    }

    fn read_known_field(&mut self, key: Key, field: &Field<'_>) {
        if key != Key::Mx && self.has_key(key) {
            return self.add_problem(P::Duplicate, field.whole);
        }
        self.seen.insert(key);
        let closed = matches!(field.value.as_bytes().last(), Some(b';' | b','));
        match key {
            Key::Mx if !closed || MxPattern::parse(field.value.trim_end_matches([';', ','])).is_err() => {
                self.read_mx(field)
            }
            _ if is_quoted(field.value) => self.add_violation(Problem::new(P::Quoted, field.value_span)),
            _ if closed => {
                self.add_violation(Problem::new(P::TrailingSemicolon, field.value_span));
            }
            Key::Mx => self.read_mx(field),
            Key::Version => self.read_version(field),
            Key::Mode => self.read_mode(field),
            Key::MaxAge => self.read_max_age(field),
        }
    }

    /// Reads `sts-policy-version`.
    fn read_version(&mut self, field: &Field<'_>) {
        if field.value == "STSv1" {
            self.policy.version = Some(Located { value: (), span: field.value_span });
        } else {
            self.add_violation(Problem::new(P::Version, field.value_span));
        }
    }

    /// Reads `sts-policy-mode`.
    fn read_mode(&mut self, field: &Field<'_>) {
        let span = field.value_span;
        let same = |mode: &Mode| mode.id().eq_ignore_ascii_case(field.value);
        match Mode::ALL.into_iter().find(same) {
            Some(mode) if mode.id() == field.value => self.policy.mode = Some(Located { value: mode, span }),
            Some(mode) => self.add_violation(Problem::new(P::ModeCase, span).with_expected(mode.id())),
            None if field.value.eq_ignore_ascii_case("report") => self.add_violation(Problem::new(P::ModeReport, span)),
            None => self.add_violation(Problem::new(P::Mode, span)),
        }
    }

    /// Reads `sts-policy-max-age`: 1 to 10 digits.
    fn read_max_age(&mut self, field: &Field<'_>) {
        let span = field.value_span;
        match parse_seconds(field.value) {
            Some(value) => self.policy.max_age = Some(Located { value, span }),
            None => self.add_violation(Problem::new(P::MaxAge, span)),
        }
    }

    /// Reads `sts-policy-mx`. An invalid value counts as a violation, although the rule for extensions would allow it. Strict
    /// senders drop the policy for it (this project's reading of an ambiguity).
    fn read_mx(&mut self, field: &Field<'_>) {
        let problem = match MxPattern::parse(field.value) {
            Ok(pattern) => return self.policy.mx.push(MxLine { pattern, span: field.value_span }),
            // One host with a comment.
            Err(PatternProblem::SeveralHosts) if self.origin == Origin::Pasted && !has_several_hosts(field.value) => {
                PatternProblem::HostName
            }
            Err(problem) => problem,
        };
        if MxPattern::is_grammatical(field.value) {
            let pattern = MxPattern { wildcard: false, host: field.value.to_owned() };
            self.policy.mx.push(MxLine { pattern, span: field.value_span });
        } else {
            self.grammatical = false;
        }
        let span = if problem == PatternProblem::Empty { field.whole } else { field.value_span };
        let mx_problem = Problem::new(P::Mx(problem), span);
        self.problems.push(match intended_host(problem, field.value) {
            Some(host) => mx_problem.with_expected(host),
            None => mx_problem,
        });
    }
}

impl<'a> Field<'a> {
    /// Parses `name ":" *WSP value` from a line without blanks at its ends.
    fn new(text: &'a str, whole: Span) -> Option<Self> {
        let colon = whole.start + whole.slice(text.as_bytes()).iter().position(|&octet| octet == b':')?;
        let name_span = Span::new(whole.start, colon);
        let value_span = trim_start(text.as_bytes(), Span::new(colon + 1, whole.end));
        Some(Self { name: as_text(text, name_span), name_span, value: as_text(text, value_span), value_span, whole })
    }
}

/// Returns the text of a span. Lines and colons never split a character.
fn as_text(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

/// Parses 1 to 10 digits.
fn parse_seconds(value: &str) -> Option<u64> {
    let digits = value.len() <= 10 && value.bytes().all(|octet| octet.is_ascii_digit());
    value.parse().ok().filter(|_| digits)
}

/// Returns the intended host of an `mx` value, if it is clear.
fn intended_host(problem: PatternProblem, value: &str) -> Option<String> {
    let host = match problem {
        PatternProblem::Preference => host_after_preference(value)?.trim_end_matches('.'),
        PatternProblem::TrailingDot => value.trim_end_matches('.'),
        PatternProblem::UrlOrPort => value.rsplit("//").next()?.split([':', '/']).next()?,
        _ => return None,
    };
    MxPattern::parse(host).is_ok().then(|| host.to_string())
}

#[cfg(test)]
mod tests;
