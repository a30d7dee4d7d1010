//! The list of report addresses in a record: its items, and the words of each.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::{
    blanks::{encoded_item, joined_words},
    is_around,
    uri::{exact_uri, has_scheme, uri},
};
use crate::{fields, policy::levenshtein_distance};

/// Largest number of addresses in a list that is read. Real records have fewer.
const MAX_ADDRESSES: usize = 40;

/// The content of an address list.
#[derive(Debug, Default)]
pub(super) struct List {
    pub addresses: Vec<String>,
    /// Fields behind an address, without a semicolon before them.
    pub fields: Vec<String>,
    /// Whether any other text is in the list.
    pub is_unclear: bool,
}

impl List {
    /// Reads the value of `rua`, whose items are between commas.
    pub fn read(value: &str) -> Self {
        let mut list = Self::default();
        for item in value.split(',') {
            list.read_item(item.trim_matches(is_around).trim_start_matches(|c| is_around(c) || c == '='));
            if list.is_unclear || list.addresses.len() > MAX_ADDRESSES {
                return Self { is_unclear: true, ..list };
            }
        }
        list
    }

    fn read_item(&mut self, item: &str) {
        if !item.contains(char::is_alphanumeric) || is_bare_scheme(item) {
            return;
        }
        if let Some(address) = exact_uri(item) {
            return self.addresses.push(address);
        }
        let item = joined_words(without_remark(item));
        let item = encoded_item(&item).unwrap_or(item);
        for word in item.split_whitespace() {
            self.read_word(word);
        }
    }

    /// Reads a word. It is an address, several without a separator, or a field behind a mail address.
    fn read_word(&mut self, word: &str) {
        let found: Vec<Option<String>> = at_schemes(word).into_iter().map(uri).collect();
        let is_field = fields::is_field(word.trim_matches(is_around).as_bytes());
        let follows_mail = self.addresses.last().is_some_and(|last| last.starts_with("mailto:") && !last.contains('?'));
        if found.iter().all(Option::is_some) {
            self.addresses.extend(found.into_iter().flatten());
        } else if is_field && (follows_mail || !self.fields.is_empty()) {
            self.fields.push(word.trim_matches(is_around).to_owned());
        } else {
            // Words of other scripts, and marks, are surrounding text.
            self.is_unclear |= word.contains(|c: char| c.is_ascii_alphanumeric());
        }
    }
}

/// Whether a scheme has no address behind it.
fn is_bare_scheme(item: &str) -> bool {
    let name = item.trim_end_matches([':', '/']);
    ["mailto", "https", "http"].iter().any(|scheme| name.eq_ignore_ascii_case(scheme))
}

/// Returns an item without a remark in brackets behind it.
fn without_remark(item: &str) -> &str {
    let start = item.find(" (").filter(|_| item.ends_with(')'));
    start.map_or(item, |at| item[..at].trim_end())
}

/// Splits a word before each scheme. Two addresses without a separator are still two.
fn at_schemes(word: &str) -> Vec<&str> {
    let lower = word.to_ascii_lowercase();
    let schemes = ["mailto:", "https://", "http://"];
    let starts = |at: &usize| schemes.iter().any(|scheme| lower[*at..].starts_with(scheme));
    let mut cuts: Vec<usize> = lower.char_indices().map(|(at, _)| at).filter(starts).collect();
    // An address in the query of another is part of it.
    if let Some(query) = word.find('?') {
        cuts.retain(|cut| *cut < query || !word[..*cut].ends_with(['=', '/', '?', '&']));
    }
    // At most one letter before the first scheme is a slip, as is the name of the field.
    match cuts.first() {
        Some(first) if *first > 0 && !is_slip(&word[..*first]) => cuts.insert(0, 0),
        None => cuts.push(0),
        Some(_) => {}
    }
    // Any separator before another address splits the two.
    let parts_from_next = |c: char| !c.is_alphanumeric() && c != '/';
    let ends = cuts.iter().skip(1).map(|cut| word[..*cut].trim_end_matches(parts_from_next).len()).chain([word.len()]);
    cuts.iter().zip(ends).map(|(start, end)| &word[*start..end.max(*start)]).collect()
}

fn is_slip(before: &str) -> bool {
    let letters: String = before.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.len() < 2 || is_rua_like(&letters)
}

/// Whether a name is meant as `rua`.
pub(super) fn is_rua_like(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    let others = ["ruf", "uri", "urn"];
    (2..5).contains(&name.len()) && levenshtein_distance(&name, "rua") < 2
        || others.contains(&&*name)
        || name == "rau"
        || name == "ura"
}

/// Whether a text may begin with a report address, right or wrong.
pub(super) fn begins_like_address(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| is_around(c) || matches!(c, '<' | '(' | '[' | '\'' | '='));
    let word = text.split([' ', '\t', ',']).next().unwrap_or_default();
    has_scheme(text) || word.contains('@') || word.contains("//")
}
