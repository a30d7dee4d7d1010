//! Salvage of the report addresses and the further fields of a wrong TLSRPT record (RFC 8460 §3).
//!
//! Every part of the address list becomes an address, or the draft is unclear. What is left of a damaged address may be a valid
//! address of somebody else.

mod blanks;
mod list;
mod uri;

use alloc::{borrow::ToOwned, collections::BTreeSet, string::String, vec::Vec};
use core::ops::Range;

use list::{List, begins_like_address, is_rua_like};

use crate::{fields, plain_text};

/// A draft of a TLSRPT record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsRptDraft {
    /// The addresses in order, without duplicates.
    pub addresses: Vec<String>,
    /// Fields that RFC 8460 does not define, kept unchanged.
    pub fields: Vec<String>,
    /// Whether a part of the address list is not an address that can be told with certainty.
    pub is_unclear: bool,
}

impl TlsRptDraft {
    /// Reads faulty records of one answer as a person would.
    #[must_use]
    pub fn salvaged(texts: &[impl AsRef<[u8]>]) -> Self {
        let mut draft = Self::default();
        for text in texts {
            draft.read(&String::from_utf8_lossy(&plain_text(text.as_ref())));
        }
        let mut names = BTreeSet::new();
        // The first of repeated fields counts.
        draft.fields.retain(|field| names.insert(name_of(field).unwrap_or_default().to_owned()));
        draft
    }

    fn read(&mut self, text: &str) {
        let text = joined_strings(&blanks::plain_marks(text));
        let mut ranges = between_semicolons(&text).into_iter();
        let first = ranges.next().unwrap_or_default();
        let first = first.end - after_version(&text[first.clone()]).len()..first.end;
        let others = ranges.flat_map(|range| at_list_starts(&text, range));
        let ranges = [first.clone()].into_iter().chain(others).filter(|range| !range.is_empty());
        let ranges: Vec<Range<usize>> = ranges.filter(|range| !is_remark(&text[range.clone()])).collect();
        let mut names = ranges.iter().filter_map(|range| name_of(&text[range.clone()]));
        let has_rua = names.any(|name| name.eq_ignore_ascii_case("rua"));
        let mut is_after_list = false;
        for (at, range) in ranges.into_iter().enumerate() {
            let (part, rest) = (&text[range.clone()], &text[range.end..]);
            let begins_list = list_value(part, has_rua);
            let is_field = begins_list.is_none() && (is_kept(part) || name_of(part).is_some());
            if is_field && (is_kept(part) || !has_address_mark(part)) {
                // Without a version, the first part may be anything.
                self.fields.extend((is_kept(part) && (at > 0 || first.is_empty())).then(|| part.to_owned()));
                is_after_list = false;
            } else if begins_list.is_some() || is_after_list || has_address_mark(part) {
                self.add_list(begins_list.unwrap_or(part));
                // No address continues behind a semicolon that a blank or a quotation mark sets apart.
                is_after_list = !begins_with_closing(rest);
            }
        }
    }

    fn add_list(&mut self, value: &str) {
        let list = List::read(value);
        self.is_unclear |= list.is_unclear;
        self.fields.extend(list.fields);
        for address in list.addresses {
            if !self.addresses.iter().any(|other| is_same_address(other, &address)) {
                self.addresses.push(address);
            }
        }
    }
}

/// Whether a text begins with a semicolon beside a blank or a quotation mark.
fn begins_with_closing(rest: &str) -> bool {
    rest.starts_with("\";") || rest.strip_prefix(';').is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Whether two URIs are the same address. The letter case of a mail domain does not matter.
fn is_same_address(one: &str, other: &str) -> bool {
    match (one.rsplit_once('@'), other.rsplit_once('@')) {
        (Some((one, domain)), Some((other, other_domain))) => one == other && domain.eq_ignore_ascii_case(other_domain),
        _ => one == other,
    }
}

/// Returns the parts between semicolons, without the marks around them.
fn between_semicolons(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let range = |part: &str| {
        let range = start..start + part.len();
        start = range.end + 1;
        without_marks(text, range)
    };
    text.split(';').map(range).collect()
}

fn without_marks(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text[range.clone()].trim_start_matches(is_around);
    let start = range.end - part.len();
    start..start + part.trim_end_matches(is_around).len()
}

/// Whether a character stands around a part, but not in it. A backslash escapes the semicolon behind it.
fn is_around(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\\' | '`')
}

/// Joins the character-strings of a record, which stand side by side in quotation marks.
fn joined_strings(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        let after = &rest[at + 1..];
        let next = after.trim_start_matches([' ', '\t']);
        let is_between = next.len() < after.len() && next.starts_with('"');
        joined.push_str(&rest[..if is_between { at } else { at + 1 }]);
        rest = if is_between { &next[1..] } else { after };
    }
    joined + rest
}

/// Returns the first part of a record without its version and what stands before it.
fn after_version(part: &str) -> &str {
    let lower = part.to_ascii_lowercase();
    if let Some(list) = lower.char_indices().map(|(at, _)| at).find(|at| is_list_start(&lower[*at..])) {
        return &part[list..];
    }
    if let Some(at) = ["v=tlsrptv1", "v:tlsrptv1", "v: tlsrptv1", "v = tlsrptv1"]
        .iter()
        .find_map(|version| lower.find(version).map(|at| at + version.len()))
    {
        return part[at..].trim_start_matches(|c: char| is_around(c) || matches!(c, ',' | ':'));
    }
    // A version, right or wrong, has no address behind it.
    let version = lower.find("v=").map_or(0, |at| at + lower[at..].find(is_around).unwrap_or(lower.len() - at));
    part[version..].trim_matches(is_around)
}

/// Splits a part before each `rua` within it.
fn at_list_starts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let lower = text[range.clone()].to_ascii_lowercase();
    let is_start = |at: &usize| lower[..*at].ends_with(is_around) && is_list_start(&lower[*at..]);
    let cuts: Vec<usize> = lower.char_indices().map(|(at, _)| at).filter(is_start).collect();
    let ends = cuts.iter().copied().chain([lower.len()]);
    let of_text = |(start, end)| without_marks(text, range.start + start..range.start + end);
    [0].iter().chain(&cuts).copied().zip(ends).map(of_text).collect()
}

fn is_remark(part: &str) -> bool {
    part.starts_with('(') && part.ends_with(')')
}

/// Whether a part may hold an address, right or wrong.
fn has_address_mark(part: &str) -> bool {
    begins_like_address(part) || part.contains('@') || part.contains("//")
}

/// Whether a text begins with `rua` and an equals sign or a colon.
fn is_list_start(lower: &str) -> bool {
    lower.strip_prefix("rua").is_some_and(|rest| rest.trim_start().starts_with(['=', ':']))
}

/// Returns the name of a field, if a part begins with one.
fn name_of(part: &str) -> Option<&str> {
    let (name, _) = part.split_once('=')?;
    let name = name.trim_matches(is_around);
    fields::is_name(name.as_bytes()).then_some(name)
}

/// Returns the address list that a part has behind its name. Beside a `rua` field, others may hold web addresses, too.
fn list_value(part: &str, has_rua: bool) -> Option<&str> {
    let lower = part.to_ascii_lowercase();
    if is_list_start(&lower) {
        return Some(part["rua".len()..].trim_start().get(1..).unwrap_or_default());
    }
    let name = name_of(part)?;
    let (_, value) = part.split_once('=')?;
    let is_list = is_rua_like(name) || !has_rua && begins_like_address(value);
    is_list.then_some(value)
}

/// Whether a part is a field by the grammar, and neither the version nor a field of another record.
fn is_kept(part: &str) -> bool {
    let others = ["v", "rua", "id", "ruf", "rau", "mode", "mx", "max_age"];
    let is_other = name_of(part).is_none_or(|name| others.iter().any(|other| name.eq_ignore_ascii_case(other)));
    !is_other && fields::is_field(part.as_bytes())
}

/// Returns the fields of an STS record that are neither its version nor its `id`. Keeps those that the grammar of extensions
/// allows (RFC 8461 §3.1).
#[must_use]
pub fn kept_fields(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(&plain_text(text)).into_owned();
    let text = joined_strings(&text);
    // The words behind a closing quotation mark are fields without a semicolon.
    let separator = [';', ',', ' '].into_iter().find(|separator| text.contains(*separator)).unwrap_or(';');
    let parts =
        text.split(separator).skip(1).flat_map(|part| part.split("\" ")).map(|part| part.trim_matches(is_around));
    let (mut kept, mut names) = (Vec::new(), BTreeSet::new());
    for part in parts.filter(|part| is_kept(part)) {
        if names.insert(name_of(part).unwrap_or_default().to_owned()) {
            kept.push(part.to_owned());
        }
    }
    kept
}

#[cfg(test)]
mod tests;
