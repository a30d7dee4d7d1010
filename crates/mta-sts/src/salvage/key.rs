//! The key of a policy that a name was meant to be, and the marks around a value.

use alloc::string::String;

use crate::{Key, policy::levenshtein_distance};

/// The key that a name stands for, misspelt or not.
pub(super) fn key_meant(name: &str) -> Option<Key> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if is_comment(name) || plain.is_empty() || plain.len() > 12 {
        return None;
    }
    match plain.as_str() {
        "modes" | "policymode" | "stsmode" => Some(Key::Mode),
        "age" | "maxages" | "ttl" => Some(Key::MaxAge),
        // As near to `mode` as a misspelt one; it is an element of HTML.
        "code" => None,
        "mxhost" | "mxhosts" | "mxs" | "mxserver" => Some(Key::Mx),
        _ => near(&plain, name),
    }
}

/// The key that a name is at most two letters away from; of `mx` and `mode`, one.
fn near(plain: &str, name: &str) -> Option<Key> {
    let distance_of = |key: Key| levenshtein_distance(plain, &key.id().replace('_', ""));
    let is_near = |key: &Key| match key {
        Key::Mx => distance_of(*key) == 0 || (plain.len() <= 3 && distance_of(*key) <= 1 && plain != "max"),
        Key::Mode => distance_of(*key) <= 1,
        Key::Version | Key::MaxAge => distance_of(*key) <= 2,
    };
    let found = Key::ALL.into_iter().filter(is_near).min_by_key(|key| distance_of(*key))?;
    (name.len() < 20).then_some(found)
}

/// A text without the blanks, quotation marks and brackets around it.
pub(super) fn stripped(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "\"'“”`;,[]{}".contains(c))
}

/// Whether a line is a comment, as configuration files write it.
pub(super) fn is_comment(line: &str) -> bool {
    line.starts_with(['#', ';']) || line.starts_with("//")
}
