//! Words of a policy text that are `mx` patterns.

use crate::MxPattern;

/// Whether a word can only be an `mx` pattern: it has a dot, is no number, and is not the policy host's own name.
pub(super) fn is_pattern(word: &str) -> bool {
    word.contains('.') && !word.starts_with("mta-sts.") && MxPattern::parse(word).is_ok()
}

/// Whether a character stands between words in any notation.
pub(super) fn is_between(c: char) -> bool {
    c.is_whitespace() || ",;|[]\"'“”(){}<>".contains(c)
}

/// Returns a text without the blanks, quotation marks and brackets around it.
pub(super) fn stripped(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "\"'“”`;,[]{}".contains(c))
}
