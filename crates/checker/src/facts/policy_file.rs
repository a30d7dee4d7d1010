//! The parsed policy file of a check, and the places of its faults.

use mta_sts::{LineIndex, Mode, PolicyReading, Span};

use super::text_location::{Source, TextLocation};

/// A policy file that was served with status 200 over verified TLS, within the limits.
#[derive(Debug)]
pub(crate) struct PolicyFile<'a> {
    pub body: &'a [u8],
    pub reading: PolicyReading,
    lines: LineIndex,
}

impl<'a> PolicyFile<'a> {
    pub fn new(body: &'a [u8], reading: PolicyReading) -> Self {
        Self { body, reading, lines: LineIndex::new(body) }
    }

    /// Returns the place of a span in the file.
    pub fn place(&self, span: Span) -> TextLocation {
        let (line, column) = self.lines.line_and_column(span.start);
        TextLocation { source: Source::Policy, record: 0, span, line, column }
    }
}

/// The policy that senders apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyInForce {
    /// The `id` of the STS record.
    pub id: String,
    /// The mode.
    pub mode: Mode,
    /// The `max_age`: how long senders cache it, in seconds.
    pub max_age: u64,
    /// The `mx` patterns as text, in order.
    pub mx: Vec<String>,
}
