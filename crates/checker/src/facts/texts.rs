//! TXT records as texts: their character-strings joined, and the places in them.

use evidence::DnsAnswer;
use mta_sts::{LineIndex, Span};

use super::place::{Place, Source};

/// TXT records, joined, with their lines counted once.
#[derive(Debug)]
pub(crate) struct Texts {
    source: Source,
    joined: Vec<Vec<u8>>,
    lines: Vec<LineIndex>,
}

impl Texts {
    pub fn from_answer(answer: &DnsAnswer, source: Source) -> Self {
        let joined = joined(answer);
        Self { source, lines: joined.iter().map(|text| LineIndex::new(text)).collect(), joined }
    }

    /// All of them.
    pub fn all(&self) -> &[Vec<u8>] {
        &self.joined
    }

    /// One of them; empty if there is none of that number.
    pub fn text(&self, record: usize) -> &[u8] {
        self.joined.get(record).map(Vec::as_slice).unwrap_or_default()
    }

    /// A place in one of them.
    pub fn place(&self, record: usize, span: Span) -> Place {
        let (line, column) = self.lines.get(record).map_or((1, 1), |lines| lines.line_and_column(span.start));
        Place { source: self.source, record, span, line, column }
    }

    /// All of one of them, as a place.
    pub fn whole(&self, record: usize) -> Place {
        self.place(record, Span::new(0, self.text(record).len()))
    }
}

/// The TXT records of an answer, the character-strings of each joined without a space (RFC 8461 §3.1).
pub(crate) fn joined(answer: &DnsAnswer) -> Vec<Vec<u8>> {
    answer.texts().map(|strings| strings.iter().flat_map(|octets| octets.0.iter().copied()).collect()).collect()
}

/// Characters of a foreign text that a sentence shows; the evidence has all of it.
const SHOWN: usize = 100;

/// A foreign text, short enough for a sentence.
pub(crate) fn shortened(octets: &[u8]) -> String {
    let head = String::from_utf8_lossy(&octets[..octets.len().min(4 * SHOWN + 4)]).into_owned();
    match head.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &head[..at]),
        None => head,
    }
}
