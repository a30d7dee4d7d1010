//! Places in the texts of a check: which text, which octets, which line.

use mta_sts::Span;

/// The text that a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The TXT records at `_mta-sts`.
    Record,
    /// The policy file.
    Policy,
    /// The TXT records at `_smtp._tls`.
    TlsRpt,
}

impl Source {
    /// Returns the id for scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Policy => "policy",
            Self::TlsRpt => "tlsrpt",
        }
    }
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLocation {
    /// The text.
    pub source: Source,
    /// The index of the record, from 0.
    pub record: usize,
    /// The span, in octets from the start of the text.
    pub span: Span,
    /// The line number, from 1.
    pub line: usize,
    /// The column in octets, from 1.
    pub column: usize,
}
