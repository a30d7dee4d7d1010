//! Recognition of misspelled policy keys.

use alloc::string::String;

use super::{Key, levenshtein_distance};

/// Returns the key that a name stands for, misspelled or not.
pub(crate) fn intended_key(name: &str) -> Option<Key> {
    let name = PREFIXES.iter().find_map(|prefix| without_prefix(name, prefix)).unwrap_or(name);
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if is_comment(name) || plain.is_empty() || plain.len() > 12 {
        return None;
    }
    match plain.as_str() {
        "modes" | "policymode" | "stsmode" => Some(Key::Mode),
        "age" | "maxages" | "ttl" => Some(Key::MaxAge),
        // It is as close to `mode` as a misspelling, but it is an HTML element.
        "code" => None,
        "mxhost" | "mxhosts" | "mxs" | "mxserver" => Some(Key::Mx),
        _ => near(&plain, name),
    }
}

/// Prefixes of settings for MTA-STS.
const PREFIXES: [&str; 4] = ["mta_sts_", "mta-sts-", "mtasts_", "policy_"];

fn without_prefix<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    name.get(..prefix.len()).filter(|head| head.eq_ignore_ascii_case(prefix)).map(|_| &name[prefix.len()..])
}

/// Returns the key within two letters of a name; within one for `mx` and `mode`.
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

/// Whether a line is a comment in the style of configuration files.
pub(crate) fn is_comment(line: &str) -> bool {
    line.starts_with(['#', ';']) || line.starts_with("//")
}
