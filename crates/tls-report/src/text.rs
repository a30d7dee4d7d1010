//! Texts of reports without white space around them, and in lower case.

use smol_str::SmolStr;

/// Returns a text without white space around it. The first and last byte usually show that there is none.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Returns a text with ASCII letters in lower case.
pub(crate) fn in_lower_case(text: &str) -> SmolStr {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) { text.to_ascii_lowercase().into() } else { text.into() }
}
