//! The head of a mail (RFC 5322 §2.2), and the parts of its body (RFC 2046 §5.1).
//!
//! Only what stands before a pasted text is removed, so that every octet keeps its place. Encoded parts are decoded before.

use core::ops::Range;

use super::{has_value, keep_ranges};
use crate::presentation_format::Excerpt;

/// Deepest nesting of parts.
const MAX_DEPTH: usize = 4;

/// Fields that only mails have, in lower case, also as mail programs translate them.
const FIELDS: [&str; 25] = [
    "from",
    "to",
    "cc",
    "subject",
    "sent",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "in-reply-to",
    "mime-version",
    "dkim-signature",
    "von",
    "an",
    "betreff",
    "gesendet",
    "de",
    "à",
    "objet",
    "envoyé",
    "差出人",
    "宛先",
    "件名",
    "送信者",
    "送信日時",
];

/// Smallest number of such fields in a head.
const MIN_FIELDS: usize = 2;

/// Returns the text of the part that has a record or a policy, without the head of the mail and the text before it. Of a reply
/// above the head, returns the reply, if only that has one.
pub(super) fn remove(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let head = head(text, &lines)?;
    let before = keep_ranges(text, lines[..head.start].iter().cloned());
    let after = part(text, &lines[head.end..], MAX_DEPTH);
    match (has_value(&before), has_value(&after)) {
        (false, true) => Some(after),
        (true, false) => Some(before),
        _ => None,
    }
}

/// Whether a text has the head of a mail.
pub(in crate::presentation_format) fn has_head(text: &Excerpt) -> bool {
    head(text, &text.lines()).is_some()
}

/// Returns the lines of the first head, with the blank line below.
fn head(text: &Excerpt, lines: &[Range<usize>]) -> Option<Range<usize>> {
    let name = |at: usize| field_name(&text.octets()[lines[at].clone()]);
    let is_known = |at: &usize| name(*at).is_some_and(|name| FIELDS.contains(&&*name));
    let is_folded = |at: usize| {
        text.octets()[lines[at].start..].starts_with(b" ") || text.octets()[lines[at].start..].starts_with(b"\t")
    };
    let is_blank = |at: usize| text.octets()[lines[at].clone()].trim_ascii().is_empty();
    let mut start = (0..lines.len()).find(is_known)?;
    start = (0..start).rev().take_while(|at| name(*at).is_some()).last().unwrap_or(start);
    let is_field = |at: &usize| !is_blank(*at) && (name(*at).is_some() || is_folded(*at));
    let end = (start..lines.len()).find(|at| !is_field(at)).unwrap_or(lines.len());
    let is_head = (start..end).filter(is_known).count() >= MIN_FIELDS && end < lines.len() && is_blank(end);
    is_head.then_some(start..end + 1)
}

/// Returns the name of a field in lower case. Some programs show it in bold type.
fn field_name(line: &[u8]) -> Option<alloc::string::String> {
    let line = core::str::from_utf8(line).ok()?.trim_start_matches('*');
    let (name, _) = line.split_once([':', '：'])?;
    let name = name.trim_end_matches(['*', ' ', '\u{3000}']);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || c == '-');
    is_name.then(|| name.to_lowercase())
}

/// Returns the first part with a record or a policy. A body without parts is one.
fn part(text: &Excerpt, lines: &[Range<usize>], depth: usize) -> Excerpt {
    let whole = || keep_ranges(text, lines.iter().cloned());
    let octets = |at: usize| text.octets()[lines[at].clone()].trim_ascii();
    let begins_part = |at: &usize| {
        let is_content = |line: &[u8]| line.to_ascii_lowercase().starts_with(b"content-");
        octets(*at).len() > 2 && octets(*at).starts_with(b"--") && is_content(octets(*at + 1))
    };
    let Some(first) = (0..lines.len().saturating_sub(1)).find(begins_part).filter(|_| depth > 0) else {
        return whole();
    };
    let boundary = octets(first);
    let body = |lines: &[Range<usize>]| {
        let blank = lines.iter().position(|line| text.octets()[line.clone()].trim_ascii().is_empty())?;
        let lines = &lines[blank + 1..];
        // The last line end belongs to the boundary.
        let is_blank = |line: &Range<usize>| text.octets()[line.clone()].trim_ascii().is_empty();
        let lines = lines.split_last().filter(|(last, _)| is_blank(last)).map_or(lines, |(_, others)| others);
        Some(part(text, lines, depth - 1)).filter(has_value)
    };
    let is_boundary = |line: &Range<usize>| text.octets()[line.clone()].starts_with(boundary);
    lines[first + 1..].split(is_boundary).find_map(body).unwrap_or_else(whole)
}
