//! A policy file put right: what can be made out of a broken one is kept, and what it lacks is added.

use mta_sts::{Key, MAX_AGE_LIMIT, Mode, MxPattern, PolicyProblem, PolicyReading};

use crate::facts::{Facts, mail::Mail, provider::provider_of};

/// Seconds that a policy is kept where the file does not say: one week (RFC 8461 §3.2 has "weeks or greater").
pub(super) const WEEK: u64 = 604_800;

/// A policy in the making.
#[derive(Default)]
pub(super) struct PolicyDraft {
    pub mode: Option<Mode>,
    pub mx: Vec<String>,
    /// In seconds.
    pub max_age: Option<u64>,
    /// Lines that are not of RFC 8461, kept as they are.
    pub extensions: Vec<String>,
}

impl PolicyDraft {
    /// What a person would make out of a file, faults and all.
    pub fn from_broken_file(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body).replace("\\r", "").replace("\\n", "\n").replace('\r', "\n");
        let mut draft = Self::default();
        if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
            return draft;
        }
        for line in text.lines().flat_map(split_at_keys) {
            draft.line(line.trim_start_matches('\u{feff}'));
        }
        draft
    }

    fn line(&mut self, line: &str) {
        let strip = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || "\"'“”;,".contains(c)).to_owned();
        let line = strip(line);
        let Some((key, value)) = line.split_once([':', '=']) else { return };
        if is_extension(&line) {
            return self.extensions.push(line);
        }
        let value = strip(value);
        match meant(&key.trim().to_ascii_lowercase()) {
            Some(Key::Mode) if self.mode.is_none() => self.mode = mode(&value.to_ascii_lowercase()),
            Some(Key::MaxAge) if self.max_age.is_none() => self.max_age = value.parse().ok(),
            Some(Key::Mx) => self.mx.extend(hosts(&value)),
            _ => {}
        }
    }

    /// With what the file does not say: mode testing, a week, and every MX host. A domain that refuses all mail gets mode
    /// none; one whose MX hosts are not known may end without an `mx` line, and is not offered then.
    pub fn completed(mut self, facts: &Facts<'_>) -> Self {
        let mode = *self.mode.get_or_insert(Mode::Testing);
        let age = self.max_age.unwrap_or(if mode == Mode::None { 86_400 } else { WEEK });
        self.max_age = Some(sensible(age, mode));
        if mode != Mode::None {
            let patterns: Vec<MxPattern> = self.mx.iter().filter_map(|value| MxPattern::parse(value).ok()).collect();
            for host in facts.mx_hosts() {
                let added = self.mx[patterns.len().min(self.mx.len())..]
                    .iter()
                    .filter_map(|value| MxPattern::parse(value).ok());
                let covered = patterns.iter().cloned().chain(added).any(|pattern| pattern.matches(&host.name));
                if !covered {
                    self.mx.extend(patterns_for(&host.name));
                }
            }
            if self.mx.is_empty() && facts.mail == Mail::Null {
                self.mode = Some(Mode::None);
            }
        }
        self
    }

    /// The file as text; `None` where our own parser would object to it.
    pub fn print(&self) -> Option<String> {
        let text = self.text();
        is_sound(&text).then_some(text)
    }

    fn text(&self) -> String {
        let mode = self.mode.unwrap_or(Mode::Testing).id();
        let mx: String = self.mx.iter().map(|value| format!("mx: {value}\n")).collect();
        let extensions: String = self.extensions.iter().map(|line| format!("{line}\n")).collect();
        format!("version: STSv1\nmode: {mode}\n{mx}max_age: {}\n{extensions}", self.max_age.unwrap_or(WEEK))
    }
}

/// The `mx` patterns to list for an MX host: those of its provider, or its own name.
pub(super) fn patterns_for(host: &str) -> Vec<String> {
    let parsed = |patterns: Vec<String>| -> Vec<MxPattern> {
        patterns.iter().filter_map(|pattern| MxPattern::parse(pattern).ok()).collect()
    };
    let known = provider_of(host).map(|provider| parsed(provider.patterns_for(host))).unwrap_or_default();
    let covers = known.iter().any(|pattern| pattern.matches(host));
    let patterns = if covers { known } else { parsed(vec![host.to_owned()]) };
    patterns.iter().map(ToString::to_string).collect()
}

/// A `max_age` that does what its author probably wants: days meant as days, at least a day, at most the limit.
fn sensible(age: u64, mode: Mode) -> u64 {
    match age {
        _ if mode == Mode::None && age > WEEK => 86_400,
        _ if mode == Mode::None => age.max(86_400),
        0 => WEEK,
        1..=366 => (age * 86_400).clamp(86_400, MAX_AGE_LIMIT),
        367..86_400 => WEEK,
        _ => age.min(MAX_AGE_LIMIT),
    }
}

/// Whether a line by itself is a field that is neither of RFC 8461 nor meant to be. Only plain ASCII is kept: nothing
/// that a reader cannot see may get into a text that is offered for copying.
fn is_extension(line: &str) -> bool {
    if !line.bytes().all(|octet| matches!(octet, b' '..=b'~')) {
        return false;
    }
    let reading = PolicyReading::read(line.as_bytes());
    let unknown = reading.problems.iter().any(|problem| problem.kind == PolicyProblem::Unknown);
    unknown && reading.policy.extensions.len() == 1
}

/// Several fields on one line, each on its own.
fn split_at_keys(line: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = Key::ALL
        .iter()
        .flat_map(|key| line.match_indices(key.id()).map(move |(at, _)| (at, key)))
        .filter(|(at, key)| {
            line[at + key.id().len()..].trim_start().starts_with([':', '='])
                && line[..*at].bytes().last().is_none_or(|octet| !octet.is_ascii_alphanumeric() && octet != b'_')
        })
        .map(|(at, _)| at)
        .collect();
    cuts.sort_unstable();
    if cuts.len() < 2 {
        return vec![line];
    }
    let ends = cuts.iter().skip(1).copied().chain([line.len()]);
    cuts.iter().zip(ends).map(|(&start, end)| &line[start..end]).collect()
}

/// The key that a name stands for, misspelt or not.
fn meant(name: &str) -> Option<Key> {
    match name.replace(['-', '_', '.', ' '], "").as_str() {
        "mode" | "mod" | "modes" | "node" => Some(Key::Mode),
        "maxage" | "maxages" | "mxage" | "age" => Some(Key::MaxAge),
        "mx" | "mxs" | "nmx" | "mxx" | "mz" | "mxhost" => Some(Key::Mx),
        _ => None,
    }
}

fn mode(value: &str) -> Option<Mode> {
    if value == "report" {
        return Some(Mode::Testing);
    }
    Mode::ALL.into_iter().find(|mode| mode.id() == value)
}

/// The patterns in an `mx` value, however they are written.
fn hosts(value: &str) -> Vec<String> {
    let words = value.split([',', ' ', '\t', ';']).map(|word| {
        let word = word.rsplit("//").next().unwrap_or_default();
        word.split([':', '/']).next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase()
    });
    words.filter(|word| word.contains('.') && MxPattern::parse(word).is_ok()).collect()
}

fn is_sound(text: &str) -> bool {
    let reading = PolicyReading::read(text.as_bytes());
    let harmless = |kind| matches!(kind, PolicyProblem::Unknown);
    reading.is_valid() && reading.problems.iter().all(|problem| harmless(problem.kind))
}
