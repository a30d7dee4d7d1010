//! An objection of a parser.

use alloc::string::String;

use crate::{Span, short_list::ShortList};

/// The objections to the records of one name: nearly always none or one, which needs no memory of its own.
pub type Problems<K> = ShortList<Problem<K>, 1>;

/// A parser's objection and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<K> {
    /// The kind of problem.
    pub kind: K,
    /// Which of several records, from 0; 0 for a file.
    pub record: usize,
    /// Where it is.
    pub span: Span,
    /// The probable intention, if clear.
    pub expected: Option<String>,
}

impl<K> Problem<K> {
    /// An objection without a guess at what was meant.
    pub(crate) const fn new(kind: K, span: Span) -> Self {
        Self { kind, record: 0, span, expected: None }
    }

    /// The same objection in another of several records.
    pub(crate) fn in_record(mut self, record: usize) -> Self {
        self.record = record;
        self
    }

    /// The same objection with what was probably meant.
    pub(crate) fn with_expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }
}
