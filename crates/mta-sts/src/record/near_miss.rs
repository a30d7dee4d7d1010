//! Near misses: records that do not count but come close.

use alloc::vec::Vec;

use super::{RecordProblem, VERSION};
use crate::{
    Problem, Span,
    fields::{self, Beginning, contains_ignoring_case},
    plain_text,
};

/// Returns the reason why a record that does not count comes close to one that does.
pub(super) fn near_miss(text: &[u8]) -> Option<Problem<RecordProblem>> {
    use RecordProblem as P;
    let whole = Span::new(0, text.len());
    let mentions = || {
        let plain = plain_text(text);
        let letters: Vec<u8> = plain.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
        contains_ignoring_case(&letters, VERSION)
    };
    if let Some(span) = fields::outer_quote(text).filter(|_| mentions()) {
        Some(Problem::new(P::Quoted, span))
    } else if let Some(span) = fields::escaped_semicolon(text).filter(|_| mentions()) {
        Some(Problem::new(P::EscapedSemicolon, span))
    } else if let Some(span) = fields::leading_junk(text).filter(|junk| text[junk.end..].starts_with(VERSION)) {
        Some(Problem::new(P::LeadingJunk, span))
    } else if let Some(span) = fields::first_non_ascii(text).filter(|_| mentions()) {
        Some(Problem::new(P::NonAscii, span))
    } else if let Some(Beginning::NoSemicolon(span)) = fields::begins_with_version(text, VERSION)
        && !text.get(VERSION.len()).is_some_and(u8::is_ascii_alphanumeric)
    {
        Some(Problem::new(P::SemicolonMissing, span))
    } else {
        version_miss(text, whole)
    }
}

/// Reports a version in the wrong case, at the wrong position, or of another number.
fn version_miss(text: &[u8], whole: Span) -> Option<Problem<RecordProblem>> {
    use RecordProblem as P;
    let first = text.split(|&octet| octet == b';').next().unwrap_or_default().trim_ascii();
    if first.eq_ignore_ascii_case(VERSION) {
        Some(Problem::new(P::VersionCase, Span::new(0, first.len())))
    } else if text.split(|&octet| octet == b';').skip(1).any(|field| field.trim_ascii() == VERSION) {
        Some(Problem::new(P::VersionNotFirst, whole))
    } else {
        // Policies separate with colons, which some people also write here.
        let (name, value) = first.split_at(first.iter().position(|octet| b"=:".contains(octet))?);
        name.trim_ascii().eq_ignore_ascii_case(b"v").then_some(())?;
        // A record for TLS reports belongs to another name, unless it has the field of an STS record.
        let has_id = contains_ignoring_case(text, b"id=") && !contains_ignoring_case(text, b"rua");
        let kin = contains_ignoring_case(value, b"sts") || has_id && contains_ignoring_case(value, b"tlsrpt");
        kin.then(|| Problem::new(P::VersionWrong, Span::new(0, first.len())))
    }
}
