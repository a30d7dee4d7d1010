//! `policy-string` (RFC 8460 §4.4): the policy that a sender applied, in any form.
//!
//! It may contain errors (§4.5). It is read leniently, and never used to judge the published policy.

use std::borrow::Cow;

use mta_sts::{Mode, PolicyReading};

use crate::{NoteId, PolicyType, raw::Loose};

/// The maximum number of lines of one policy-string.
const MAX_LINES: usize = 1000;

/// The content of an MTA-STS policy-string.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportedPolicy {
    /// `mode`; `None` if it states none. A missing mode is never taken for `enforce`.
    pub mode: Option<Mode>,
    /// `mx` patterns in lower case, in order.
    pub mx: Vec<String>,
    /// `max_age` in seconds.
    pub max_age: Option<u64>,
}

impl ReportedPolicy {
    /// Reads the policy from the policy-string of an entry. A TLSA entry has TLSA records there, and no policy.
    pub(crate) fn from_entry(policy_type: &PolicyType, lines: &[String]) -> Option<Self> {
        if *policy_type == PolicyType::Tlsa { None } else { Self::read(lines) }
    }

    /// Reads `key: value` lines. Returns `None` if they state nothing about a policy.
    pub(crate) fn read(lines: &[String]) -> Option<Self> {
        if lines.is_empty() {
            return None;
        }
        let reading = PolicyReading::read((lines.join("\n") + "\n").as_bytes());
        let policy = &reading.policy;
        let pattern = |mx: &mta_sts::MxLine| mx.pattern.to_string().to_ascii_lowercase();
        let told = Self {
            mode: policy.mode.as_ref().map(|mode| mode.value),
            mx: policy.mx.iter().map(pattern).collect(),
            max_age: policy.max_age.as_ref().map(|age| age.value),
        };
        (told.mode.is_some() || !told.mx.is_empty() || told.max_age.is_some()).then_some(told)
    }
}

/// Returns whether two lists contain the same patterns, in any case and any order.
pub(crate) fn same_patterns(one: &[String], other: &[String]) -> bool {
    let sorted = |patterns: &[String]| {
        let mut patterns: Vec<String> = patterns.iter().map(|pattern| pattern.to_ascii_lowercase()).collect();
        patterns.sort();
        patterns.dedup();
        patterns
    };
    sorted(one) == sorted(other)
}

/// Returns the lines of a policy-string. Passes each deviation of its form from a list of texts to `deviates`.
pub(crate) fn lines(value: &Loose<'_>, mut deviates: impl FnMut(NoteId)) -> Vec<String> {
    let texts: Vec<&str> = match value {
        Loose::Text(text) => {
            if !text.trim().is_empty() {
                deviates(NoteId::PolicyStringAsString);
            }
            vec![text]
        }
        Loose::List(list) => list.iter().filter_map(Loose::text).collect(),
        _ => Vec::new(),
    };
    let mut lines = Vec::new();
    for text in texts {
        if let Some(inner) = json_list(text) {
            deviates(NoteId::PolicyStringJsonInString);
            lines.extend(inner.iter().flat_map(|text| split(text)));
        } else {
            lines.extend(split(text));
        }
    }
    lines.truncate(MAX_LINES);
    lines
}

/// Reads a text that itself is a JSON list of texts. It is read only once, so lists cannot nest.
fn json_list(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text.starts_with('[') { serde_json::from_str(text).ok() } else { None }
}

/// Splits a text at line endings, including literal ones, and at `;`, which no TLSA record or policy line contains.
fn split(text: &str) -> Vec<String> {
    let text: Cow<'_, str> = match memchr::memchr(b'\\', text.as_bytes()) {
        Some(_) => text.replace("\\r\\n", "\n").replace("\\n", "\n").into(),
        None => text.into(),
    };
    let lines = text.split(['\n', '\r', ';']).map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Loose<'_> {
        Loose::Text(Cow::Borrowed(text))
    }

    #[test]
    fn every_form_gives_its_lines() {
        use NoteId::{PolicyStringAsString, PolicyStringJsonInString};
        for (value, expected, notes) in [
            (Loose::List(Box::new([text("3 1 1 AB"), text("3 1 1 CD")])), &["3 1 1 AB", "3 1 1 CD"][..], &[][..]),
            (
                Loose::List(Box::new([text(r#"["3 1 1 AB","3 1 1 CD"]"#)])),
                &["3 1 1 AB", "3 1 1 CD"],
                &[PolicyStringJsonInString],
            ),
            (text("mode: testing\r\nmx: a\r\n"), &["mode: testing", "mx: a"], &[PolicyStringAsString]),
            (text(r"mode: testing\r\nmx: a\r\n"), &["mode: testing", "mx: a"], &[PolicyStringAsString]),
            (text("3 1 1 AB; 3 1 1 CD"), &["3 1 1 AB", "3 1 1 CD"], &[PolicyStringAsString]),
            (text(""), &[], &[]),
            (Loose::List(Box::default()), &[], &[]),
            (Loose::Null, &[], &[]),
        ] {
            let mut seen = Vec::new();
            assert_eq!(lines(&value, |id| seen.push(id)), expected);
            assert_eq!(seen, notes);
        }
    }

    #[test]
    fn a_policy_is_read_in_any_order_and_a_missing_mode_is_none() {
        let told =
            |lines: &[&str]| ReportedPolicy::read(&lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>());
        let policy = told(&["version: STSv1", "mode: testing", "max_age: 86400", "mx: MX1.kestrel.test"]).unwrap();
        assert_eq!(
            (policy.mode, policy.max_age, policy.mx),
            (Some(Mode::Testing), Some(86400), vec!["mx1.kestrel.test".into()])
        );
        assert_eq!(told(&["mx: a.example"]).unwrap().mode, None);
        assert_eq!(told(&["3 1 1 AB"]), None);
        assert_eq!(told(&[]), None);
    }
}
