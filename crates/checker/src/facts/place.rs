//! Places in the texts of a check: which text, which octets, which line.

use mta_sts::Span;

/// Which text a place is in.
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
    /// The word that scripts see.
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
pub struct Place {
    /// The text.
    pub source: Source,
    /// Which of several records, from 0.
    pub record: usize,
    /// Octets from its beginning.
    pub span: Span,
    /// Line, from 1.
    pub line: usize,
    /// Column in octets, from 1.
    pub column: usize,
}
