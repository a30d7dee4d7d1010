//! Problems reported by a parser.

use alloc::string::String;

use crate::{Span, short_list::ShortList};

/// The problems of one name's records. There is nearly always none or one, which needs no heap memory.
pub type Problems<K> = ShortList<Problem<K>, 1>;

/// A problem and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<K> {
    /// The kind of problem.
    pub kind: K,
    /// The index of the record among several, from 0; 0 for a file.
    pub record: usize,
    /// The position.
    pub span: Span,
    /// The probable intended text, if clear.
    pub expected: Option<String>,
}

impl<K> Problem<K> {
    /// Creates a problem without a suggestion.
    pub(crate) const fn new(kind: K, span: Span) -> Self {
        Self { kind, record: 0, span, expected: None }
    }

    /// Returns the problem for the record with another index.
    pub(crate) fn in_record(mut self, record: usize) -> Self {
        self.record = record;
        self
    }

    /// Returns the problem with the probable intended text.
    pub(crate) fn with_expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }
}
