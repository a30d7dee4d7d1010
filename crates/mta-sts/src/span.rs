//! Positions in a text, in octets.

use alloc::vec::Vec;

/// A half-open range of octets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First octet.
    pub start: usize,
    /// The octet after the last.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether the span lies within another.
    pub(crate) const fn is_in(&self, other: Self) -> bool {
        self.start >= other.start && self.end <= other.end
    }

    /// Returns the octets of the span. Empty if the span lies outside the text.
    #[must_use]
    pub fn slice<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Line starts of a text, for converting many offsets to line and column without rescanning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineIndex(Vec<usize>);

impl LineIndex {
    /// Builds the index in one pass over the text.
    #[must_use]
    pub fn new(text: &[u8]) -> Self {
        let after_line_ends = text.iter().enumerate().filter(|(_, octet)| **octet == b'\n').map(|(at, _)| at + 1);
        Self(core::iter::once(0).chain(after_line_ends).collect())
    }

    /// Returns the line and column of an octet, both from 1. The column counts octets.
    #[must_use]
    pub fn line_and_column(&self, at: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= at).max(1);
        let start = self.0.get(line - 1).copied().unwrap_or_default();
        (line, at.saturating_sub(start) + 1)
    }
}

/// A value and its position in the source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its position.
    pub span: Span,
}

/// Returns the part of `span` without blanks (WSP of RFC 5234: space and tab) at either end.
pub(crate) fn trim_blanks(text: &[u8], span: Span) -> Span {
    trim_end(text, trim_start(text, span))
}

/// Returns the part of `span` without leading blanks.
pub(crate) fn trim_start(text: &[u8], span: Span) -> Span {
    let blanks = span.slice(text).iter().take_while(|octet| is_blank(**octet)).count();
    Span::new(span.start + blanks, span.end)
}

/// Returns the part of `span` without trailing blanks.
pub(crate) fn trim_end(text: &[u8], span: Span) -> Span {
    let blanks = span.slice(text).iter().rev().take_while(|octet| is_blank(**octet)).count();
    Span::new(span.start, (span.end - blanks).max(span.start))
}

/// Whether an octet is WSP (RFC 5234 appendix B.1).
pub(crate) const fn is_blank(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = b"ab\r\ncd";
        let index = LineIndex::new(text);
        assert_eq!(index.line_and_column(0), (1, 1));
        assert_eq!(index.line_and_column(3), (1, 4));
        assert_eq!(index.line_and_column(4), (2, 1));
        assert_eq!(index.line_and_column(5), (2, 2));
        assert_eq!(LineIndex::new(b"").line_and_column(0), (1, 1));
    }

    #[test]
    fn trimming_blanks_never_leaves_the_span() {
        assert_eq!(trim_blanks(b"a   b", Span::new(1, 4)), Span::new(4, 4));
        assert_eq!(trim_blanks(b" \tx ", Span::new(0, 4)), Span::new(2, 3));
    }
}
