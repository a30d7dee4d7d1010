//! An objection of a parser.

use alloc::string::String;

use crate::{Span, short_list::ShortList};

/// The objections to the records of one name: nearly always none or one, which needs no memory of its own.
pub type Problems<K> = ShortList<Problem<K>, 1>;

/// What a parser objects to, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<K> {
    /// What it is.
    pub kind: K,
    /// Which of several records, from 0; 0 for a file.
    pub record: usize,
    /// Where it is.
    pub span: Span,
    /// What was probably meant, where that is clear.
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
    pub(crate) fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }
}
