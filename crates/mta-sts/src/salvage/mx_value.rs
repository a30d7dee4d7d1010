//! The `mx` patterns that a value stands for, in any notation.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

use crate::{MxPattern, PatternProblem, a_labels::a_labels, placeholder::has_placeholder};

/// The content of an `mx` value.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct MxValue {
    /// The patterns that it plainly stands for.
    pub patterns: Vec<String>,
    /// Whether it names something else too: a host that only its author can tell.
    pub is_undecided: bool,
}

/// Words around a host that are not hosts themselves.
const FILLERS: [&str; 33] = [
    "alt",
    "and",
    "array",
    "backup",
    "class",
    "dict",
    "et",
    "fallback",
    "host",
    "hosts",
    "in",
    "list",
    "main",
    "mx",
    "n/a",
    "new",
    "nil",
    "none",
    "null",
    "only",
    "or",
    "pref",
    "preference",
    "prio",
    "priority",
    "primary",
    "secondary",
    "server",
    "tcp",
    "ttl",
    "und",
    "w",
    "と",
];

/// Mailboxes that stand before a host by mistake.
const MAILBOXES: [&str; 9] =
    ["abuse", "admin", "hostmaster", "info", "noreply", "no-reply", "postmaster", "root", "webmaster"];

/// Reads a value of `mx`.
pub(super) fn mx_value(value: &str) -> MxValue {
    if has_placeholder(value) {
        return MxValue { patterns: Vec::new(), is_undecided: true };
    }
    if let Some(host) = single_label(value) {
        return MxValue { patterns: Vec::from([host]), is_undecided: false };
    }
    // A single word is kept as it is, even a wildcard for a whole top-level domain.
    if value.contains('.') && MxPattern::parse(value.trim()).is_ok() {
        return MxValue { patterns: Vec::from([value.trim().to_ascii_lowercase()]), is_undecided: false };
    }
    let mut found = MxValue::default();
    let mut unknown = 0;
    let mut is_after_word = false;
    let text = joined_labels(&without_notation(without_comment(value)));
    for list in text.split_whitespace() {
        let words =
            || list.split([',', ';', '|']).map(|word| word.trim_matches(is_around)).filter(|word| !word.is_empty());
        let is_list = words().nth(1).is_some();
        for word in words() {
            match host_of(word) {
                // A word before a host may be its first label.
                Host::Pattern(pattern) if is_after_word && !pattern.starts_with('*') => found.is_undecided = true,
                Host::Pattern(pattern) => found.patterns.push(pattern),
                // In a list, a word may be a host without its domain.
                Host::Word if !is_list => unknown += 1,
                Host::Word | Host::Undecided => found.is_undecided = true,
                Host::Nothing => {}
            }
            is_after_word = !is_list && is_first_label(word, &found);
        }
    }
    // Beside a host, a word describes it. Alone, it may stand for one.
    found.is_undecided |= found.patterns.is_empty() && unknown > 0;
    found
}

/// Whether a word before any host may be the first label of the next one.
fn is_first_label(word: &str, found: &MxValue) -> bool {
    let is_label = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    found.patterns.is_empty() && is_label && matches!(host_of(word), Host::Word | Host::Undecided)
}

/// Whether a character stands around a word, but not in it.
fn is_around(c: char) -> bool {
    "[](){}<>\"'“”`=&".contains(c)
}

/// What a word of a value is.
enum Host {
    Pattern(String),
    /// It stands for a host, but not plainly for which one.
    Undecided,
    /// A word without the form of a host.
    Word,
    /// A number, or a word that is usual beside a host.
    Nothing,
}

fn host_of(word: &str) -> Host {
    let word = after_equals(word);
    let word = word.rsplit("//").next().unwrap_or_default();
    let word = word.trim_matches('-');
    let is_number = word.bytes().all(|octet| octet.is_ascii_digit());
    if word.is_empty() || is_number || FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word)) {
        return Host::Nothing;
    }
    if MxPattern::parse(word) == Err(PatternProblem::IpAddress) {
        return Host::Word;
    }
    if let Some((mailbox, host)) = word.split_once('@') {
        return host_of_address(mailbox, host);
    }
    let parts = word.split([':', '/']).filter(|part| part.contains('.'));
    let patterns: Vec<Option<String>> = parts.map(pattern).collect();
    match patterns.as_slice() {
        [] => without_dot(word),
        [Some(pattern), ..] => Host::Pattern(pattern.clone()),
        _ => Host::Undecided,
    }
}

/// A word of letters describes a host. One with digits or marks may be a host without its domain.
fn without_dot(word: &str) -> Host {
    if word.chars().all(char::is_alphabetic) || word.ends_with(':') { Host::Word } else { Host::Undecided }
}

/// Returns the value of `priority=10` or `mx=mx1.example.com`.
fn after_equals(word: &str) -> &str {
    word.rsplit('=').next().unwrap_or_default()
}

/// Returns the host of a mail address, if the part before it is a mailbox rather than a label of the host.
fn host_of_address(mailbox: &str, host: &str) -> Host {
    let is_mailbox = MAILBOXES.iter().any(|known| known.eq_ignore_ascii_case(mailbox));
    match pattern(host) {
        Some(pattern) if is_mailbox || mailbox.is_empty() => Host::Pattern(pattern),
        _ => Host::Undecided,
    }
}

/// Returns the pattern that a word with a dot stands for.
fn pattern(word: &str) -> Option<String> {
    let lower = word.trim_end_matches('.').replace("..", ".").to_ascii_lowercase();
    let word = a_labels(&lower).unwrap_or(lower);
    let word = if word.starts_with('.') { "*".to_owned() + &word } else { word };
    let host = word.strip_prefix("*.").unwrap_or(&word);
    (host.contains('.') && MxPattern::parse(&word).is_ok()).then_some(word)
}

/// Returns the value, if it is a host without a dot. Placeholder words such as `none` are not hosts.
fn single_label(value: &str) -> Option<String> {
    let value = value.trim();
    let is_host = !value.contains('.') && MxPattern::parse(value).is_ok();
    let is_word = FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(value)) || value.parse::<u64>().is_ok();
    (is_host && !is_word).then(|| value.to_ascii_lowercase())
}

/// Returns a value without the comment after it.
fn without_comment(value: &str) -> &str {
    let is_url = |at: usize| value[..at].ends_with(':');
    let marks = [" #", "\t#", " //", " ;", "\t;", " -- ", "<!--", " – ", " — "];
    let at = marks.iter().filter_map(|mark| value.find(mark)).filter(|at| *at > 0 && !is_url(*at)).min();
    &value[..at.unwrap_or(value.len())]
}

/// Returns a value without notes in brackets, HTML tags and the forms in which hosts are kept from becoming links.
fn without_notation(value: &str) -> String {
    let mut text = value.to_owned();
    for (mark, plain) in
        [("[.]", "."), ("(.)", "."), ("[dot]", "."), ("(dot)", "."), ("&quot;", " "), ("&nbsp;", " "), ("\\", "")]
    {
        text = text.replace(mark, plain);
    }
    let text = without_links(&text);
    without_notes(&text)
}

/// Returns the text of Markdown links: `[host](url)` becomes `host`.
fn without_links(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("](") {
        plain.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    plain + rest
}

/// Returns a text without notes in round brackets after a host, and without HTML tags.
fn without_notes(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(['(', '<']) {
        let close = if rest[at..].starts_with('(') { ')' } else { '>' };
        let Some(length) = rest[at..].find(close) else { break };
        let inner = &rest[at + 1..at + length];
        let has_host_before = plain.contains('.') || rest[..at].contains('.');
        plain.push_str(&rest[..at]);
        plain.push(' ');
        if !has_host_before && inner.contains('.') {
            plain.push_str(inner);
        }
        plain.push(' ');
        rest = &rest[at + length + 1..];
    }
    plain + rest
}

/// Joins a host that a blank divides before or after a dot.
fn joined_labels(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_name = |word: &str| !word.is_empty() && !word.contains([',', ';', ':', '/', '"', '\'']);
        match words.last_mut() {
            Some(last) if is_name(last) && is_name(word) && is_divided(last, word) => last.push_str(word),
            _ => words.push(word.to_string()),
        }
    }
    words.join(" ")
}

fn is_divided(last: &str, word: &str) -> bool {
    let is_label = |word: &str| !word.contains('.') && !word.bytes().all(|octet| octet.is_ascii_digit());
    let is_first = last.strip_suffix('.').is_some_and(is_label);
    is_first && word.contains('.') && !word.starts_with('.') || is_label(last) && word.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_value(value: &str, patterns: &[&str], is_undecided: bool) {
        let found = mx_value(value);
        assert_eq!((found.patterns.as_slice(), found.is_undecided), (&*to_owned(patterns), is_undecided), "{value}");
    }

    fn to_owned(patterns: &[&str]) -> Vec<String> {
        patterns.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_plainly_meant_is_read() {
        for value in [
            "mx1.example.com",
            "MX1.Example.com.",
            "10 mx1.example.com",
            "mx1.example.com 10",
            "mx1.example.com (10)",
            "mx1.example.com (192.0.2.1)",
            "mx1.example.com # see wiki.noise.example",
            "mx1.example.com ; backup.noise.example",
            "mx1.example.com // main",
            "mx1.example.com priority=10",
            "mx1.example.com\tTTL 3600",
            "IN MX 10 mx1.example.com.",
            "10:mx1.example.com",
            "mx=mx1.example.com",
            "mx1.example.com:25",
            "smtp://mx1.example.com:25/",
            "https://mx1.example.com/x",
            "<mx1.example.com>",
            "[mx1.example.com](http://mx1.example.com)",
            "mx1[.]example[.]com",
            "mx1(dot)example(dot)com",
            "&quot;mx1.example.com&quot;",
            "postmaster@mx1.example.com",
            "mx1 .example.com",
            "mx1. example.com",
            "mx1..example.com",
            "-mx1.example.com",
            "mx1.example.com primary",
            "primary: mx1.example.com",
            "mx1.example.com<br>",
        ] {
            assert_value(value, &["mx1.example.com"], false);
        }
        assert_value("mx1.example.com and mx2.example.com", &["mx1.example.com", "mx2.example.com"], false);
        assert_value("*.example.com, mx2.example.com", &["*.example.com", "mx2.example.com"], false);
        assert_value("\\*.example.com", &["*.example.com"], false);
        assert_value(".example.com", &["*.example.com"], false);
        assert_value("mx1", &["mx1"], false);
        assert_value("none", &[], false);
    }

    #[test]
    fn what_is_not_plainly_meant_is_left_to_its_author() {
        for value in [
            "mail.*.example.com",
            "*mx.example.com",
            "mx*.example.com",
            "**.example.com",
            "%.example.com",
            "mx_1.example.com",
            "mx1@example.com",
            "mx1,example,com",
            "192.0.2.1",
            "{{ mx }}",
            "the mail server",
            "a b.example.com",
            "mail example.com",
            "*",
        ] {
            assert_value(value, &[], true);
        }
        assert_value("mx1.example.com, mx2", &["mx1.example.com"], true);
        assert_value("mx1.example.com, mx*.example.com", &["mx1.example.com"], true);
    }
}
