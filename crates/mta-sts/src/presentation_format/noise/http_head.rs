//! The head of an HTTP response.

use core::ops::Range;

use super::keep_ranges;
use crate::presentation_format::Excerpt;

/// Returns the body after the head of an HTTP response (RFC 9112 §2.1). Also handles the line marks of `curl -v`.
pub(super) fn remove(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let octets = |at: usize| &text.octets()[lines[at].clone()];
    // `curl -v` marks the lines of the head, `wget -S` indents them.
    let unmarked = |at: usize| octets(at).strip_prefix(b"< ").unwrap_or(octets(at)).trim_ascii_start();
    let is_head = |at: &usize| unmarked(*at).starts_with(b"HTTP/");
    let Some(first) = (0..lines.len()).find(is_head).or_else(|| bare_head(text, &lines)) else {
        return wget_log_body(text, &lines);
    };
    let is_verbose = |at: usize| matches!(octets(at), [b'*' | b'>' | b'<' | b'{' | b'}', b' ', ..] | [b'>' | b'<']);
    if !(0..first).all(|at| is_verbose(at) || octets(at).trim_ascii().is_empty()) {
        return wget_log_body(text, &lines);
    }
    let blank = (first..lines.len()).find(|at| unmarked(*at).trim_ascii().is_empty() || octets(*at) == b"<")?;
    let body = (blank + 1..lines.len()).filter(|at| !is_verbose(*at)).map(|at| lines[at].clone());
    Some(keep_ranges(text, body))
}

/// Returns the file in a `wget` log: the lines after a blank one, without the closing messages.
fn wget_log_body(text: &Excerpt, lines: &[Range<usize>]) -> Option<Excerpt> {
    let octets = |at: usize| text.octets()[lines[at].clone()].trim_ascii();
    let is_start = |at: &usize| octets(*at).starts_with(b"--") && octets(*at).windows(5).any(|five| five == b"--  h");
    let start = (0..lines.len()).find(is_start)?;
    let blank = (start..lines.len()).find(|at| octets(*at).is_empty())?;
    let is_wget_message = |at: &usize| {
        let line = octets(*at);
        let is_progress = line.windows(4).any(|four| four == b"100%");
        is_progress || line.is_empty() || line.ends_with(b"]") && line.starts_with(b"20")
    };
    Some(keep_ranges(text, (blank + 1..lines.len()).filter(|at| !is_wget_message(at)).map(|at| lines[at].clone())))
}

/// Fields of nearly every response. A head copied without its status line begins with one of them.
const FIELDS: [&[u8]; 9] = [
    b"content-type:",
    b"content-length:",
    b"server:",
    b"date:",
    b"cache-control:",
    b"last-modified:",
    b"etag:",
    b"accept-ranges:",
    b":status:",
];

/// Returns the first line of a head without its status line. A blank line and a file follow its fields.
fn bare_head(text: &Excerpt, lines: &[Range<usize>]) -> Option<usize> {
    let octets = |line: &Range<usize>| text.octets()[line.clone()].trim_ascii();
    let first = lines.iter().position(|line| !octets(line).is_empty())?;
    let head = octets(&lines[first]).to_ascii_lowercase();
    let blank = lines[first..].iter().position(|line| octets(line).is_empty())?;
    let is_file_below = lines[first + blank..].iter().any(|line| octets(line).starts_with(b"version:"));
    (is_file_below && FIELDS.iter().any(|field| head.starts_with(field))).then_some(first)
}
