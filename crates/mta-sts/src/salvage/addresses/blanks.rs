//! Blanks within addresses: those that separate parts of one address, and those that are part of one.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

/// The start of each report address, in lower case.
const SCHEMES: [&str; 3] = ["mailto:", "https:", "http:"];

/// Returns a text without the blanks that break an address. A blank within a mailbox, a path or a query is percent-encoded.
pub(super) fn joined(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let text = &*plain_marks(text);
    for item in text.split_inclusive([',', ';']) {
        encoded.push_str(&encoded_item(item).unwrap_or_else(|| item.into()));
    }
    joined_words(&encoded)
}

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
fn plain_marks(text: &str) -> Cow<'_, str> {
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

/// Whether an item of a list has an address in which a blank cuts off a word that is no address.
pub(super) fn has_broken_address(text: &str) -> bool {
    plain_marks(text).split([',', ';']).any(|item| {
        if has_inner_mark(item) {
            return true;
        }
        let item = encoded_item(item).unwrap_or_else(|| item.into());
        let item = joined_words(&item);
        let Some(start) = first_scheme(&item) else { return false };
        let words: Vec<&str> = item[start..].split_ascii_whitespace().collect();
        words.windows(2).any(|two| is_address(two[0]) && is_rest(two[1]))
    })
}

/// Whether an item has a quotation mark, a backslash or a backtick within an address. What stands for it is not known.
fn has_inner_mark(item: &str) -> bool {
    let Some(start) = first_scheme(item) else { return false };
    let address = &item[start..];
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._+%@/?=&".contains(c);
    let is_inner = |(at, _): (usize, &str)| {
        let (before, after) = (&address[..at], &address[at + 1..]);
        // A quoted mailbox is encoded, and another address may follow without a comma.
        let is_mailbox = before.ends_with(':') || after.starts_with('@');
        !is_mailbox && before.ends_with(is_part) && after.starts_with(is_part) && first_scheme(after) != Some(0)
    };
    address.match_indices(['"', '\\', '`']).any(is_inner)
}

/// Whether a word begins with a scheme.
fn is_address(word: &str) -> bool {
    first_scheme(word) == Some(0)
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
fn encoded_item(item: &str) -> Option<String> {
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

/// Returns a text without blanks between an address and its scheme, or within a domain.
fn joined_words(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        let end = text_end(&joined);
        let ends = |mark: &str| end.to_ascii_lowercase().ends_with(mark);
        let continues = word.starts_with('@')
            || [":", "@", "//", "mailto"].iter().any(|mark| ends(mark))
            || breaks_off(end) && is_end_of_domain(word);
        if !continues {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// Number of bytes at the end of a text examined for an unfinished address. No domain is longer.
const MAX_DOMAIN_BYTES: usize = 256;

/// Returns the end of a text.
fn text_end(text: &str) -> &str {
    let start = (text.len().saturating_sub(MAX_DOMAIN_BYTES)..text.len()).find(|at| text.is_char_boundary(*at));
    &text[start.unwrap_or(text.len())..]
}

/// Whether a text ends in a mail address whose domain has no dot yet.
fn breaks_off(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    word.rsplit_once('@').is_some_and(|(_, domain)| !domain.is_empty() && domain.bytes().all(is_name_octet))
}

/// Whether a word may be the rest of a domain, and is not an address itself.
fn is_end_of_domain(word: &str) -> bool {
    let word = word.trim_end_matches(';');
    word.contains('.') && word.bytes().all(|octet| is_name_octet(octet) || octet == b'.')
}

fn is_name_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || octet == b'-'
}
