//! String literals of configuration languages.

use alloc::vec::Vec;
use core::ops::Range;

use crate::{Span, presentation_format::Excerpt};

/// A string literal.
#[derive(Debug)]
pub(in crate::presentation_format) struct Literal {
    /// The text of the literal.
    pub text: Excerpt,
    /// Its range in the source, including quotation marks.
    pub range: Range<usize>,
}

/// Returns the texts of all string literals.
pub(in crate::presentation_format) fn literal_texts(text: &Excerpt) -> Vec<Excerpt> {
    literals(text).into_iter().map(|literal| literal.text).collect()
}

/// Returns every string literal: in `"`, in `'` unless a letter precedes it, and in backticks. The latter may span several
/// lines.
pub(in crate::presentation_format) fn literals(text: &Excerpt) -> Vec<Literal> {
    let octets = text.octets();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < octets.len() {
        let mark = octets[at];
        let opens = matches!(mark, b'"' | b'`') || (mark == b'\'' && !is_within_word(&octets[..at]));
        match opens.then(|| literal(text, at)).flatten() {
            Some(literal) => {
                at = literal.range.end;
                found.push(literal);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a letter precedes an apostrophe, other than the prefix of a Python literal: `b'…'`, `r'…'`, `u'…'`.
fn is_within_word(before: &[u8]) -> bool {
    match before {
        [.., other, b'b' | b'r' | b'u'] => other.is_ascii_alphanumeric(),
        [b'b' | b'r' | b'u'] => false,
        _ => before.last().is_some_and(u8::is_ascii_alphanumeric),
    }
}

fn literal(source: &Excerpt, start: usize) -> Option<Literal> {
    let octets = source.octets();
    let mark = octets[start];
    let mut text = source.empty_at(start + 1);
    let mut at = start + 1;
    loop {
        let octet = *octets.get(at)?;
        let begin = at;
        let stands_for = match octet {
            b'\n' if mark != b'`' => return None,
            b'\\' if mark != b'\'' => {
                at += 1;
                match *octets.get(at)? {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    other => other,
                }
            }
            // A doubled one is an escape (YAML).
            b'\'' if octet == mark && octets.get(at + 1) == Some(&mark) && at > start + 1 => {
                at += 1;
                mark
            }
            _ if octet == mark => return Some(Literal { text, range: start..at + 1 }),
            _ => octet,
        };
        at += 1;
        text.push(stands_for, source, Span::new(begin, at));
    }
}
