//! `policy-string` (RFC 8460 §4.4): the policy that a sender applied, in any form.
//!
//! It may contain errors (§4.5). It is read leniently, and never used to judge the published policy.

use mta_sts::{Mode, MxPattern, PolicyReading};
use smol_str::SmolStr;

use crate::{
    NoteId, PolicyType,
    raw::RawValue,
    text::{in_lower_case, trimmed},
};

/// The maximum number of lines of one policy-string.
const MAX_LINES: usize = 1000;

/// The content of an MTA-STS policy-string.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportedPolicy {
    /// `mode`; `None` if it states none. A missing mode is never taken for `enforce`.
    pub mode: Option<Mode>,
    /// `mx` patterns in lower case, in order.
    pub mx: Vec<SmolStr>,
    /// `max_age` in seconds.
    pub max_age: Option<u64>,
}

impl ReportedPolicy {
    /// Reads the policy from the policy-string of an entry. A TLSA entry has TLSA records there, and no policy.
    pub(crate) fn from_entry(policy_type: &PolicyType, lines: &[SmolStr]) -> Option<Self> {
        if *policy_type == PolicyType::Tlsa { None } else { Self::read(lines) }
    }

    /// Reads `key: value` lines. Returns `None` if they state nothing about a policy.
    pub(crate) fn read(lines: &[SmolStr]) -> Option<Self> {
        if lines.is_empty() {
            return None;
        }
        let told = Self::read_common(lines).unwrap_or_else(|| Self::read_any(lines));
        (told.mode.is_some() || !told.mx.is_empty() || told.max_age.is_some()).then_some(told)
    }

    /// Reads lines in the form of the RFC's example, as nearly all are. Returns `None` for all others.
    fn read_common(lines: &[SmolStr]) -> Option<Self> {
        let mut told = Self { mode: None, mx: Vec::new(), max_age: None };
        let mut has_version = false;
        for line in lines {
            let (key, rest) = line.split_at(memchr::memchr(b':', line.as_bytes())?);
            match (key, rest.strip_prefix(": ")?) {
                ("version", "STSv1") if !has_version => has_version = true,
                ("mode", word) if told.mode.is_none() => {
                    told.mode = Some(Mode::ALL.into_iter().find(|mode| mode.id() == word)?);
                }
                ("mx", pattern) if MxPattern::parse(pattern).is_ok() => told.mx.push(in_lower_case(pattern)),
                ("max_age", age) if told.max_age.is_none() && is_max_age(age) => told.max_age = age.parse().ok(),
                _ => return None,
            }
        }
        Some(told)
    }

    /// Reads any lines, as leniently as a policy file.
    fn read_any(lines: &[SmolStr]) -> Self {
        let policy = PolicyReading::read((lines.join("\n") + "\n").as_bytes()).policy;
        Self {
            mode: policy.mode.map(|mode| mode.value),
            mx: policy.mx.iter().map(|mx| in_lower_case(&mx.pattern.to_string())).collect(),
            max_age: policy.max_age.map(|age| age.value),
        }
    }
}

/// Returns whether this is a `max_age` of RFC 8461 §3.2: 1 to 10 digits.
fn is_max_age(text: &str) -> bool {
    (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether two lists contain the same patterns, in any case and any order.
pub(crate) fn same_patterns(one: &[SmolStr], other: &[SmolStr]) -> bool {
    let sorted = |patterns: &[SmolStr]| {
        let mut patterns: Vec<String> = patterns.iter().map(|pattern| pattern.to_ascii_lowercase()).collect();
        patterns.sort();
        patterns.dedup();
        patterns
    };
    sorted(one) == sorted(other)
}

/// Returns the lines of a policy-string. Passes each deviation of its form from a list of texts to `deviates`.
pub(crate) fn lines(value: &RawValue<'_>, mut deviates: impl FnMut(NoteId)) -> Vec<SmolStr> {
    let mut lines = Vec::new();
    match value {
        RawValue::Text(text) => {
            if !text.trim().is_empty() {
                deviates(NoteId::PolicyStringAsString);
            }
            add_lines(&mut lines, text, &mut deviates);
        }
        RawValue::List(list) => {
            lines.reserve(list.len());
            list.iter().filter_map(RawValue::text).for_each(|text| add_lines(&mut lines, text, &mut deviates));
        }
        _ => {}
    }
    lines.truncate(MAX_LINES);
    lines
}

/// Adds the lines of one text.
fn add_lines(lines: &mut Vec<SmolStr>, text: &str, deviates: &mut impl FnMut(NoteId)) {
    if let Some(inner) = json_list(text) {
        deviates(NoteId::PolicyStringJsonInString);
        inner.iter().for_each(|text| split(lines, text));
    } else {
        split(lines, text);
    }
}

/// Reads a text that itself is a JSON list of texts. It is read only once, so lists cannot nest.
fn json_list(text: &str) -> Option<Vec<String>> {
    let text = trimmed(text);
    if text.starts_with('[') { serde_json::from_str(text).ok() } else { None }
}

/// Splits a text at line endings, including literal ones, and at `;`, which no TLSA record or policy line contains.
fn split(lines: &mut Vec<SmolStr>, text: &str) {
    if !text.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b';' | b'\\')) {
        return add_line(lines, text);
    }
    let text = text.replace("\\r\\n", "\n").replace("\\n", "\n");
    text.split(['\n', '\r', ';']).for_each(|line| add_line(lines, line));
}

fn add_line(lines: &mut Vec<SmolStr>, line: &str) {
    let line = trimmed(line);
    if !line.is_empty() {
        lines.push(line.into());
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::{collection::vec, sample::select};

    use super::*;

    fn text(text: &str) -> RawValue<'_> {
        RawValue::Text(Cow::Borrowed(text))
    }

    #[test]
    fn every_form_gives_its_lines() {
        use NoteId::{PolicyStringAsString, PolicyStringJsonInString};
        for (value, expected, notes) in [
            (RawValue::List(Box::new([text("3 1 1 AB"), text("3 1 1 CD")])), &["3 1 1 AB", "3 1 1 CD"][..], &[][..]),
            (
                RawValue::List(Box::new([text(r#"["3 1 1 AB","3 1 1 CD"]"#)])),
                &["3 1 1 AB", "3 1 1 CD"],
                &[PolicyStringJsonInString],
            ),
            (text("mode: testing\r\nmx: a\r\n"), &["mode: testing", "mx: a"], &[PolicyStringAsString]),
            (text(r"mode: testing\r\nmx: a\r\n"), &["mode: testing", "mx: a"], &[PolicyStringAsString]),
            (text("3 1 1 AB; 3 1 1 CD"), &["3 1 1 AB", "3 1 1 CD"], &[PolicyStringAsString]),
            (text(""), &[], &[]),
            (RawValue::List(Box::default()), &[], &[]),
            (RawValue::Null, &[], &[]),
        ] {
            let mut seen = Vec::new();
            assert_eq!(lines(&value, |id| seen.push(id)), expected);
            assert_eq!(seen, notes);
        }
    }

    #[test]
    fn a_policy_is_read_in_any_order_and_a_missing_mode_is_none() {
        let told = |lines: &[&str]| ReportedPolicy::read(&lines.iter().map(|&line| line.into()).collect::<Vec<_>>());
        let policy = told(&["version: STSv1", "mode: testing", "max_age: 86400", "mx: MX1.kestrel.test"]).unwrap();
        assert_eq!(
            (policy.mode, policy.max_age, policy.mx),
            (Some(Mode::Testing), Some(86400), vec!["mx1.kestrel.test".into()])
        );
        assert_eq!(told(&["mx: a.example"]).unwrap().mode, None);
        assert_eq!(told(&["3 1 1 AB"]), None);
        assert_eq!(told(&[]), None);
    }

    /// Lines that a policy may have, valid and not.
    const LINES: &[&str] = &[
        "version: STSv1",
        "version: STSv2",
        "version:STSv1",
        "mode: enforce",
        "mode: testing",
        "mode: none",
        "mode: ENFORCE",
        "mode : testing",
        "mode: ",
        "mx: mx1.kestrel.test",
        "mx: *.Kestrel.test",
        "mx:  mx2.kestrel.test",
        "mx: 192.0.2.1",
        "mx: *",
        "mx: mx3.kestrel.test.",
        "mx: bücher.example",
        "mx: a b",
        "MX: mx1.kestrel.test",
        "max_age: 86400",
        "max_age: 0086400",
        "max_age: 9999999999",
        "max_age: 99999999999",
        "max_age: -1",
        "max_age: +1",
        "other: x",
        "x",
        "3 1 1 AB",
    ];

    proptest::proptest! {
        #[test]
        fn common_lines_are_read_as_any_others(lines in vec(select(LINES), 1..7)) {
            let lines: Vec<SmolStr> = lines.into_iter().map(Into::into).collect();
            if let Some(common) = ReportedPolicy::read_common(&lines) {
                proptest::prop_assert_eq!(common, ReportedPolicy::read_any(&lines));
            }
        }
    }
}
