//! The form of a line: comments, quotation marks, several fields on one line.

use super::super::Key;
use crate::span::is_blank;

/// Whether a line contains several known keys, each followed by a colon and not part of a longer word.
pub(super) fn has_several_fields(line: &str) -> bool {
    let starts = |key: &Key| {
        let marker = key.id();
        line.match_indices(marker).any(|(at, _)| {
            let before = line[..at].bytes().last();
            let boundary = before.is_none_or(|octet| is_blank(octet) || matches!(octet, b';' | b','));
            boundary && line[at + marker.len()..].starts_with(':')
        })
    };
    let colons = line.bytes().filter(|&octet| octet == b':').count();
    colons > 1 && Key::ALL.iter().filter(|key| starts(key)).count() > 1
}

/// Whether a line looks like a comment. Policies have no comments; these forms are mistaken for them.
pub(super) fn is_comment(line: &[u8]) -> bool {
    matches!(line, [b'#' | b';', ..] | [b'/', b'/', ..])
}

/// Whether a line, or the value of a known key, is in quotation marks. In an extension they belong to the value.
pub(super) fn is_quoted_line(line: &str) -> bool {
    let no_extension = || line.split_once(':').is_none_or(|(key, _)| Key::from_word(key.trim()).is_some());
    opens_quote(line) || (closes_quote(line) && no_extension())
}

pub(super) fn is_quoted(value: &str) -> bool {
    opens_quote(value) || closes_quote(value)
}

fn opens_quote(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b'"' | b'\'')) || text.starts_with('“')
}

fn closes_quote(text: &str) -> bool {
    matches!(text.as_bytes().last(), Some(b'"' | b'\'')) || text.ends_with('”')
}

/// Whether a value matches `sts-policy-ext-value`: visible characters and spaces, at least one.
pub(super) fn is_extension_value(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c == ' ' || !(c.is_ascii_control() || c == '\u{7f}'))
}
