//! Blanks within addresses: those that separate parts of one address, and those that are part of one.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

/// The start of each report address, in lower case.
const SCHEMES: [&str; 3] = ["mailto:", "https:", "http:"];

/// Marks that hide an address from programs that collect them, and escapes of punctuation, with what they stand for.
const HIDDEN: [(&str, &str); 14] = [
    ("\\@", "@"),
    ("\\.", "."),
    ("\\/", "/"),
    ("\\:", ":"),
    ("[at]", "@"),
    ("(at)", "@"),
    ("[@]", "@"),
    ("[dot]", "."),
    ("(dot)", "."),
    ("[.]", "."),
    ("[:]", ":"),
    ("[://]", "://"),
    ("hxxps", "https"),
    ("hxxp", "http"),
];

/// Returns a text with hidden addresses as they are meant.
pub(super) fn plain_marks(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    if !HIDDEN.iter().any(|(mark, _)| lower.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match HIDDEN.iter().find(|(mark, _)| lower[at..].starts_with(mark)) {
            Some((mark, meant)) => {
                plain.push_str(meant);
                at += mark.len();
            }
            None => {
                plain.push(c);
                at += c.len_utf8();
            }
        }
    }
    Cow::Owned(plain)
}

/// Whether a word after a blank may be the rest of an address: no address, no field and no remark.
fn is_rest(word: &str) -> bool {
    let has_query = word.contains(['/', '?']);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._%?&/".contains(c) || has_query && c == '=';
    !word.contains('@') && word.chars().all(is_part) && word.contains(|c: char| c.is_ascii_alphanumeric())
}

fn first_scheme(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    SCHEMES.iter().filter_map(|scheme| lower.find(scheme)).min()
}

/// Returns an item of a list with the blanks in its only address percent-encoded, if they are part of it.
pub(super) fn encoded_item(item: &str) -> Option<String> {
    let start = first_scheme(item)?;
    let (head, address) = item.split_at(start);
    let length = address.trim_end_matches([',', ';']).trim_end().len();
    let (address, end) = address.split_at(length);
    let (scheme, rest) = address.split_at(address.find(':')? + 1);
    if !address.contains([' ', '\t']) || first_scheme(rest).is_some() {
        return None;
    }
    let encoded = if scheme.eq_ignore_ascii_case("mailto:") { encoded_mail(rest) } else { encoded_url(rest) };
    Some(format!("{head}{scheme}{}{end}", encoded?))
}

/// Returns a mail address with the blanks in its mailbox or in its query percent-encoded. A mailbox with blanks is a quoted
/// string (RFC 6068 §2).
fn encoded_mail(address: &str) -> Option<String> {
    let words: Vec<&str> = address.split_ascii_whitespace().collect();
    let [first, others @ ..] = words.as_slice() else { return None };
    if first.contains('?') {
        let is_query = !others.iter().any(|word| word.contains('@'));
        return (first.contains('@') && is_query).then(|| words.join("%20"));
    }
    if let Some((mailbox, domain)) = address.strip_prefix('"').and_then(|rest| rest.split_once("\"@")) {
        let mailbox: Vec<&str> = mailbox.split_ascii_whitespace().collect();
        return Some(format!("%22{}%22@{domain}", mailbox.join("%20")));
    }
    let (mailbox, domain) = address.split_once('@')?;
    let is_one = mailbox.trim_end() == mailbox && !first.contains('@') && is_mailbox(mailbox) && !domain.contains('@');
    let mailbox: Vec<&str> = mailbox.split_ascii_whitespace().collect();
    is_one.then(|| format!("%22{}%22@{domain}", mailbox.join("%20")))
}

/// Whether a text is a mailbox of several words.
fn is_mailbox(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._+%' ".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(is_part)
}

/// Returns a web address with the blanks in its path and query percent-encoded.
fn encoded_url(rest: &str) -> Option<String> {
    let words: Vec<&str> = rest.split_ascii_whitespace().collect();
    let [first, others @ ..] = words.as_slice() else { return None };
    let has_path = first.trim_start_matches('/').contains(['/', '?']);
    let is_path = others.iter().all(|word| is_rest(word) || word.contains('=') && first.contains('?'));
    (has_path && first.starts_with("//") && is_path).then(|| words.join("%20"))
}

/// Returns an item without the blanks beside a separator of an address. Between two letters, a blank may stand for another one.
pub(super) fn joined_words(item: &str) -> String {
    let mut joined = String::with_capacity(item.len());
    for word in item.split_ascii_whitespace() {
        let is_separated = word.starts_with(['@', ':', '.']) || joined.ends_with([':', '@']) || joined.ends_with("//");
        if !(is_separated || ends_within_domain(&joined) && is_name(word)) {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// Whether a text ends in the first dot of a domain.
fn ends_within_domain(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    let domain = word.rsplit(['@', '/']).next().unwrap_or_default();
    word.len() > domain.len() && domain.strip_suffix('.').is_some_and(|label| !label.is_empty() && !label.contains('.'))
}

fn is_name(word: &str) -> bool {
    word.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-./".contains(&octet))
}
