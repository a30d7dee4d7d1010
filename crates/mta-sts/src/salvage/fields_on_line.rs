//! Several fields of a policy file on one line.

use alloc::vec::Vec;

use super::pattern::is_pattern;
use crate::{Key, fields::is_name};

/// Splits a line before each of its fields, if it has several. Fields that RFC 8461 does not define are told by their colon.
pub(super) fn split_at_keys(line: &str) -> Vec<&str> {
    let begins_field = |at: usize| {
        let follows =
            |key: &Key| line[at..].strip_prefix(key.id()).is_some_and(|rest| rest.trim_start().starts_with([':', '=']));
        let is_cut = line[..at].bytes().last().is_none_or(|octet| !octet.is_ascii_alphanumeric() && octet != b'_');
        is_cut && Key::ALL.iter().any(follows)
    };
    let mut cuts: Vec<usize> = line.char_indices().map(|(at, _)| at).filter(|at| begins_field(*at)).collect();
    if cuts.len() < 2 {
        return Vec::from([line]);
    }
    cuts.extend(line.char_indices().map(|(at, _)| at).filter(|at| begins_unknown_field(line, *at)));
    cuts.sort_unstable();
    cuts.dedup();
    let ends = cuts.iter().skip(1).copied().chain([line.len()]);
    cuts.iter().zip(ends).map(|(&start, end)| &line[start..end]).collect()
}

/// Words with a colon that describe the host behind them.
const LABELS: [&str; 9] = ["backup", "fallback", "host", "main", "pref", "preference", "primary", "prio", "secondary"];

/// Whether a name, a colon and a blank follow a whole value, and the next word is no host.
fn begins_unknown_field(line: &str, at: usize) -> bool {
    let (before, rest) = line.split_at(at);
    let Some((name, value)) = rest.split_once(':') else { return false };
    let follows_value = before.ends_with([' ', '\t', ';', ',']) && !before.trim_end().ends_with([':', '=']);
    let word = value.split_whitespace().next().unwrap_or_default();
    follows_value
        && is_name(name.as_bytes())
        && !LABELS.iter().any(|label| label.eq_ignore_ascii_case(name))
        && value.starts_with(' ')
        && !word.is_empty()
        && !is_pattern(word.trim_end_matches([';', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_before_each_field() {
        for (line, fields) in [
            ("mode: none max_age: 1 owner: it", &["mode: none ", "max_age: 1 ", "owner: it"][..]),
            ("mode: none; x-y: a b; mx: a.example", &["mode: none; ", "x-y: a b; ", "mx: a.example"]),
            ("mode: none mx: backup: a.example", &["mode: none ", "mx: backup: a.example"]),
            ("mode: none mx: a.example main: b.example", &["mode: none ", "mx: a.example main: b.example"]),
            ("mx: a.example owner: it", &["mx: a.example owner: it"]),
        ] {
            assert_eq!(split_at_keys(line), fields, "{line}");
        }
    }
}
