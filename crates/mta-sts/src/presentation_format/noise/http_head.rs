//! The head of an HTTP response.

use super::kept;
use crate::presentation_format::Excerpt;

/// What comes after the head of an HTTP response (RFC 9112 §2.1), also where `curl -v` marks its lines.
pub(super) fn remove(text: &Excerpt) -> Option<Excerpt> {
    let lines = text.lines();
    let octets = |at: usize| &text.octets()[lines[at].clone()];
    let unmarked = |at: usize| octets(at).strip_prefix(b"< ").unwrap_or(octets(at));
    let first = (0..lines.len()).find(|at| unmarked(*at).starts_with(b"HTTP/"))?;
    let is_verbose = |at: usize| matches!(octets(at), [b'*' | b'>' | b'<' | b'{' | b'}', b' ', ..] | [b'>' | b'<']);
    if !(0..first).all(|at| is_verbose(at) || octets(at).trim_ascii().is_empty()) {
        return None;
    }
    let blank = (first..lines.len()).find(|at| unmarked(*at).trim_ascii().is_empty() || octets(*at) == b"<")?;
    let body = (blank + 1..lines.len()).filter(|at| !is_verbose(*at)).map(|at| lines[at].clone());
    Some(kept(text, body))
}
