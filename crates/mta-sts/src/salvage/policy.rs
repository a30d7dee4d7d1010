//! Salvage of the intended fields of a wrong policy file (RFC 8461 §3.2).

use alloc::{borrow::ToOwned, collections::BTreeSet, format, string::String, vec::Vec};

use super::{
    key::{intended_key, is_comment, stripped},
    markup::{is_markup, without_tags},
    pattern::is_pattern,
    table::rows_as_fields,
};
use crate::{
    Key, Mode, PolicyProblem, PolicyReading,
    a_labels::a_labels,
    plain_text,
    policy::{BULLETS, levenshtein_distance},
    presentation_format::{Excerpt, json::Json},
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
    /// Lines not defined in RFC 8461, kept unchanged.
    pub extensions: Vec<String>,
}

impl PolicyDraft {
    /// Reads a faulty file as a person would, including JSON, XML, YAML and HTML that name the fields.
    #[must_use]
    pub fn salvaged(body: &[u8]) -> Self {
        let (mut draft, body) = (Self::default(), &*plain_text(body));
        if let Some(json) = Json::read(&Excerpt::whole(body)) {
            draft.read_json("", &json);
            remove_duplicates(&mut draft.mx);
            return draft;
        }
        let text = String::from_utf8_lossy(body).replace("\\r", "").replace("\\n", "\n").replace('\r', "\n");
        let is_markup = is_markup(&text);
        let text = if is_markup { without_tags(&text) } else { text };
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
            return None;
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
            // A bracket opened in a value is closed there.
            let ends_with_bracket = whole.ends_with([']', '}']) && whole.starts_with(line) && is_extension(whole);
            self.extensions.push(if ends_with_bracket { whole } else { line }.to_owned());
            return None;
        }
        let value = stripped(value);
        match key {
            Some(key) if value.is_empty() => return Some(key),
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
            Key::Mode if self.mode.is_none() => self.mode = intended_mode(value),
            Key::MaxAge if self.max_age.is_none() => self.max_age = parse_duration_seconds(value),
            Key::Mx => self.mx.extend(patterns(value)),
            Key::Mode | Key::MaxAge | Key::Version => {}
        }
    }

    /// Falls back to values if no key gave a field. `enforce` or `testing` anywhere is the mode, and hosts are `mx` patterns.
    fn guess_missing_fields(&mut self, text: &str) {
        let value = |line: &String| line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
        self.extensions.retain(|line| !value(line).eq_ignore_ascii_case("STSv1"));
        if self.mode.is_none() {
            let lines = text.lines().filter(|line| !is_comment(line.trim_start()));
            let words = lines
                .flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_')));
            let exact = |word: &str| Mode::ALL[..2].iter().find(|mode| mode.id().eq_ignore_ascii_case(word)).copied();
            self.mode = words.into_iter().find_map(exact);
            if let Some(mode) = self.mode {
                self.extensions.retain(|line| !value(line).eq_ignore_ascii_case(mode.id()));
            }
        }
        if self.mx.is_empty() {
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

/// JSON members that name a host within a list of MX hosts.
const HOST_MEMBERS: [&str; 5] = ["host", "name", "hostname", "value", "pattern"];

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

fn is_between(c: char) -> bool {
    c.is_whitespace() || ",;|[]\"'“”(){}<>".contains(c)
}

/// Whether a line by itself is a field neither defined in RFC 8461 nor a misspelling of one. Only plain ASCII is kept, so that
/// a text offered for copying has no invisible characters.
fn is_extension(line: &str) -> bool {
    if !line.bytes().all(|octet| matches!(octet, b' '..=b'~')) {
        return false;
    }
    let reading = PolicyReading::read(format!("version: STSv1\n{line}\n").as_bytes());
    let unknown = reading.problems.iter().any(|problem| problem.kind == PolicyProblem::Unknown);
    unknown && reading.policy.extensions.len() == 1
}

/// Splits several fields on one line.
fn split_at_keys(line: &str) -> Vec<&str> {
    let begins_field = |at: usize| {
        let follows =
            |key: &Key| line[at..].strip_prefix(key.id()).is_some_and(|rest| rest.trim_start().starts_with([':', '=']));
        let is_cut = line[..at].bytes().last().is_none_or(|octet| !octet.is_ascii_alphanumeric() && octet != b'_');
        is_cut && Key::ALL.iter().any(follows)
    };
    let cuts: Vec<usize> = line.char_indices().map(|(at, _)| at).filter(|at| begins_field(*at)).collect();
    if cuts.len() < 2 {
        return Vec::from([line]);
    }
    let ends = cuts.iter().skip(1).copied().chain([line.len()]);
    cuts.iter().zip(ends).map(|(&start, end)| &line[start..end]).collect()
}

/// Returns the mode that a word stands for.
fn intended_mode(value: &str) -> Option<Mode> {
    let lower = value.to_ascii_lowercase();
    let word: String = lower.chars().filter(char::is_ascii_alphabetic).collect();
    match word.as_str() {
        "report" | "reporting" | "monitor" | "test" => return Some(Mode::Testing),
        "off" | "disabled" | "disable" | "no" | "null" => return Some(Mode::None),
        _ => {}
    }
    let begins = [("enforc", Mode::Enforce), ("testing", Mode::Testing), ("tested", Mode::Testing)];
    if let Some((_, mode)) = begins.iter().find(|(beginning, _)| word.starts_with(beginning)) {
        return Some(*mode);
    }
    let near = |mode: &Mode| levenshtein_distance(&word, mode.id()) <= if *mode == Mode::None { 1 } else { 2 };
    Mode::ALL.into_iter().find(near)
}

/// Parses seconds, also with a unit after them or separators between the digits.
fn parse_duration_seconds(value: &str) -> Option<u64> {
    let value = value.trim().to_ascii_lowercase();
    let end = value.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '_' | '\'' | '.')).unwrap_or(value.len());
    let digits: String = value[..end].chars().filter(char::is_ascii_digit).collect();
    let number: u64 = digits.parse().ok()?;
    let unit = match value[end..].trim().chars().next() {
        None | Some('s') => 1,
        Some('m') if value[end..].trim().starts_with("mo") => 2_592_000,
        Some('m') => 60,
        Some('h') => 3_600,
        Some('d') => 86_400,
        Some('w') => 604_800,
        Some('y') => 31_536_000,
        Some(_) => return None,
    };
    number.checked_mul(unit)
}

/// Returns the patterns in an `mx` value, in any notation.
fn patterns(value: &str) -> Vec<String> {
    let words = value.split(is_between).map(|word| {
        let word = word.rsplit("//").next().unwrap_or_default();
        let mut parts = word.split([':', '/']);
        let word = parts.find(|part| !part.is_empty()).unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
        let word = a_labels(&word).unwrap_or(word);
        if word.starts_with('.') { format!("*{word}") } else { word }
    });
    words.filter(|word| is_pattern(word)).collect()
}
