//! Salvage of the intended fields of a wrong policy file (RFC 8461 §3.2).

use alloc::{borrow::ToOwned, collections::BTreeSet, format, string::String, vec::Vec};

use super::{
    duration::duration,
    fields_on_line::split_at_keys,
    markup::{is_markup, without_tags},
    mode::{intended_mode, is_undecided_mode},
    mx_value::mx_value,
    pattern::{is_between, is_pattern, stripped},
    table::rows_as_fields,
};
use crate::{
    Key, Mode, PolicyProblem, PolicyReading,
    excerpt::Excerpt,
    json::Json,
    placeholder::{has_placeholder, is_template_line},
    plain_text,
    policy::{BULLETS, HOST_MEMBERS, intended_key, is_comment, rewritten, utf_16_text},
};

/// A policy draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyDraft {
    /// The mode, if one is recognisable.
    pub mode: Option<Mode>,
    /// The `mx` patterns in order, without duplicates.
    pub mx: Vec<String>,
    /// Policy lifetime at senders, in seconds.
    pub max_age: Option<u64>,
    /// Whether the file gives the lifetime with a unit. A bare number may be meant in days.
    pub max_age_has_unit: bool,
    /// Lines not defined in RFC 8461, kept unchanged.
    pub extensions: Vec<String>,
    /// Keys with a value that only the author of the file can complete: a placeholder, or an unclear host.
    pub undecided: BTreeSet<Key>,
}

impl PolicyDraft {
    /// Reads a faulty file as a person would, including JSON, XML, YAML and HTML that name the fields.
    #[must_use]
    pub fn salvaged(body: &[u8]) -> Self {
        let decoded = utf_16_text(body).map(String::into_bytes);
        let (mut draft, body) = (Self::default(), &*plain_text(decoded.as_deref().unwrap_or(body)));
        if let Some(json) = Json::read(&Excerpt::whole(body)) {
            draft.read_json("", &json);
            remove_duplicates(&mut draft.mx);
            return draft;
        }
        let text = with_line_ends(&String::from_utf8_lossy(body));
        let is_markup = is_markup(&text);
        let text = if is_markup {
            without_tags(&text)
        } else {
            rewritten(&text).map_or_else(|| text.clone(), |(_, text)| text)
        };
        let mut list = None;
        let rows = rows_as_fields(&text);
        for line in rows.iter().flat_map(|line| split_at_keys(line)) {
            list = draft.read_line(line.trim_start_matches('\u{feff}'), list, is_markup);
        }
        draft.guess_missing_fields(&text);
        remove_duplicates(&mut draft.mx);
        remove_duplicates(&mut draft.extensions);
        draft
    }

    /// Reads JSON scalars under the names of their members.
    fn read_json(&mut self, name: &str, json: &Json) {
        match json {
            Json::Object(members) => {
                for (member, value) in members {
                    let is_host = HOST_MEMBERS.contains(&member.as_str()) && intended_key(name) == Some(Key::Mx);
                    self.read_json(if is_host { name } else { member }, value);
                }
            }
            Json::Array(items) => items.iter().for_each(|item| self.read_json(name, item)),
            Json::Text(text) | Json::Other(text) => {
                let text = String::from_utf8_lossy(text.octets());
                match intended_key(name) {
                    Some(key) => self.set_field(key, &text),
                    None if name.is_empty() => {
                        self.read_line(&text, None, true);
                    }
                    // The lines of a file, under any member name.
                    None => text.lines().filter(|line| begins_with_key(line)).for_each(|line| {
                        self.read_line(line, None, true);
                    }),
                }
            }
        }
    }

    /// Reads a line after `list`, a key without a value that a list may follow. Returns such a key if this line has one.
    fn read_line(&mut self, line: &str, list: Option<Key>, is_markup: bool) -> Option<Key> {
        if is_comment(line.trim_start()) {
            return list;
        }
        if is_template_line(line.trim_start()) {
            self.undecided.insert(Key::Mx);
            return list;
        }
        let whole = line.trim();
        let line = stripped(line);
        if let (Some(key), Some(item)) = (list, line.strip_prefix("- ")) {
            self.set_field(key, item);
            return list;
        }
        // A line that begins with the separator continues a broken-off key.
        let line = ["- "]
            .iter()
            .chain(&BULLETS)
            .find_map(|mark| line.strip_prefix(mark))
            .unwrap_or(line)
            .trim_start_matches(|c| is_between(c) || matches!(c, ':' | '=' | ';'));
        let Some((name, value)) = line.split_once([':', '=']).or_else(|| line.split_once([' ', '\t'])) else {
            // In a page, a host may stand for anything, unless it is in a list below `mx`.
            if is_pattern(line) && (!is_markup || list == Some(Key::Mx)) || !is_markup && follows_short_word(line) {
                self.set_field(Key::Mx, line);
            }
            return list.filter(|_| is_markup);
        };
        let key = intended_key(name.trim());
        if key.is_none() && is_extension(line) && !is_markup {
            // A bracket or quotation mark opened in a value is closed there.
            let is_closed = whole.ends_with([']', '}', '"', '\'']) && whole.starts_with(line);
            let ends_with_bracket = is_closed && is_extension(whole);
            self.extensions.push(if ends_with_bracket { whole } else { line }.to_owned());
            return None;
        }
        let whole_value = whole.split_once([':', '=']).map_or(value, |(_, value)| value);
        let value = stripped(value);
        match key {
            Some(key) if has_placeholder(whole_value) && !is_pattern(value) => drop(self.undecided.insert(key)),
            // A number sign before a host alone is a slip.
            Some(Key::Mx) if value.starts_with('#') && is_pattern(value.trim_start_matches(['#', ' '])) => {
                self.set_field(Key::Mx, value.trim_start_matches(['#', ' ']));
            }
            Some(key) if value.is_empty() || is_comment(value) => return Some(key),
            // A misspelled key makes no host of a word without a dot.
            Some(Key::Mx) if name.trim() != "mx" && !value.contains('.') => {}
            Some(key) => self.set_field(key, value),
            None if !is_comment(line) && line.split(is_between).all(|word| word.is_empty() || is_pattern(word)) => {
                self.set_field(Key::Mx, line);
            }
            None if !is_markup && follows_short_word(line) => self.set_field(Key::Mx, line),
            // `max` is as close to `mx` as to `max_age`: its value decides.
            None if name.trim().eq_ignore_ascii_case("max") && is_pattern(value) => self.set_field(Key::Mx, value),
            None => {}
        }
        None
    }

    /// Sets a field. The first mode and age count.
    fn set_field(&mut self, key: Key, value: &str) {
        match key {
            Key::Mode if self.mode.is_none() && is_undecided_mode(value) => drop(self.undecided.insert(key)),
            Key::Mode if self.mode.is_none() => self.mode = intended_mode(value),
            Key::MaxAge if has_placeholder(value) => drop(self.undecided.insert(key)),
            Key::MaxAge if self.max_age.is_none() => {
                let duration = duration(value);
                self.max_age = duration.map(|duration| duration.seconds);
                self.max_age_has_unit = duration.is_some_and(|duration| duration.has_unit);
            }
            Key::Mx => {
                let value = mx_value(value);
                self.mx.extend(value.patterns);
                if value.is_undecided {
                    self.undecided.insert(key);
                }
            }
            Key::Mode | Key::MaxAge | Key::Version => {}
        }
    }

    /// Falls back to values if no key gave a field. `enforce` or `testing` anywhere is the mode, and hosts are `mx` patterns.
    fn guess_missing_fields(&mut self, text: &str) {
        let value = |line: &String| line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
        self.extensions.retain(|line| !value(line).eq_ignore_ascii_case("STSv1"));
        if self.mode.is_none() && !self.undecided.contains(&Key::Mode) {
            let lines = text.lines().filter(|line| !is_comment(line.trim_start()));
            let words = lines
                .flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_')));
            let exact = |word: &str| Mode::ALL[..2].iter().find(|mode| mode.id().eq_ignore_ascii_case(word)).copied();
            self.mode = words.into_iter().find_map(exact);
            if let Some(mode) = self.mode {
                self.extensions.retain(|line| !value(line).eq_ignore_ascii_case(mode.id()));
            }
        }
        if self.mx.is_empty() && !self.undecided.contains(&Key::Mx) {
            let (hosts, others): (Vec<String>, Vec<String>) =
                self.extensions.drain(..).partition(|line| is_pattern(&value(line)));
            self.extensions = others;
            hosts.iter().for_each(|line| self.set_field(Key::Mx, &value(line)));
        }
    }

    /// Prints the file; without a mode, in mode testing.
    #[must_use]
    pub fn print(&self, max_age: u64) -> String {
        let mode = self.mode.unwrap_or(Mode::Testing).id();
        let mx: String = self.mx.iter().map(|value| format!("mx: {value}\n")).collect();
        let extensions: String = self.extensions.iter().map(|line| format!("{line}\n")).collect();
        format!("version: STSv1\nmode: {mode}\n{mx}max_age: {}\n{extensions}", self.max_age.unwrap_or(max_age))
    }
}

/// Returns a text with line feeds in place of CR and of the escapes that shells and languages decode.
fn with_line_ends(text: &str) -> String {
    let marks = [("\\r", ""), ("\\n", "\n"), ("`r", ""), ("`n", "\n"), ("\\012", "\n"), ("\r", "\n")];
    marks.iter().fold(text.to_owned(), |text, (mark, plain)| text.replace(mark, plain))
}

/// Whether a line begins with a policy key in the RFC's spelling.
fn begins_with_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| Key::ALL.iter().any(|key| key.id() == name.trim()))
}

/// Whether only a host follows a word as short as `mx`, with any separator. The word may be a misspelled `mx`.
fn follows_short_word(line: &str) -> bool {
    let word = line.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(line.len());
    let is_mark = |c: char| is_between(c) || matches!(c, ':' | '=' | '!');
    let mut hosts = line[word..].split(is_mark).filter(|host| host.contains(char::is_alphanumeric));
    let is_near = (1..=3).contains(&word) && line[..word].contains(['m', 'M', 'x', 'X']);
    is_near && hosts.next().is_some_and(is_pattern) && hosts.next().is_none()
}

/// Removes duplicate lines and keeps the first of each.
fn remove_duplicates(lines: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
}

/// Whether a line by itself is a field neither defined in RFC 8461 nor a misspelling of one. Only ASCII and letters are kept, so
/// that a text offered for copying has no invisible characters. A URL is not a field.
fn is_extension(line: &str) -> bool {
    let is_url = line.split_once(':').is_some_and(|(_, value)| value.starts_with("//"));
    if is_url || !line.chars().all(|c| matches!(c, ' '..='~') || c.is_alphanumeric()) {
        return false;
    }
    let reading = PolicyReading::read(format!("version: STSv1\n{line}\n").as_bytes());
    let unknown = reading.problems.iter().any(|problem| problem.kind == PolicyProblem::Unknown);
    unknown && reading.policy.extensions.len() == 1
}
