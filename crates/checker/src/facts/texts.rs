//! TXT records as texts: their joined character-strings, and the places in them.

use evidence::DnsAnswer;
use mta_sts::{LineIndex, Span};

use super::text_location::{Source, TextLocation};

/// Joined TXT records, with line indexes that are built once.
#[derive(Debug)]
pub(crate) struct Texts {
    source: Source,
    joined: Vec<Vec<u8>>,
    lines: Vec<LineIndex>,
}

impl Texts {
    pub fn from_answer(answer: &DnsAnswer, source: Source) -> Self {
        let joined = join_character_strings(answer);
        Self { source, lines: joined.iter().map(|text| LineIndex::new(text)).collect(), joined }
    }

    /// Returns every record.
    pub fn as_slice(&self) -> &[Vec<u8>] {
        &self.joined
    }

    /// Returns one record by its index; empty if there is no such record.
    pub fn record_text(&self, record: usize) -> &[u8] {
        self.joined.get(record).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns a place in one of them.
    pub fn place(&self, record: usize, span: Span) -> TextLocation {
        let (line, column) = self.lines.get(record).map_or((1, 1), |lines| lines.line_and_column(span.start));
        TextLocation { source: self.source, record, span, line, column }
    }

    /// Returns the place that spans a whole record.
    pub fn record_place(&self, record: usize) -> TextLocation {
        self.place(record, Span::new(0, self.record_text(record).len()))
    }
}

/// Returns the TXT records of an answer, with the character-strings of each joined without a space (RFC 8461 §3.1).
pub(crate) fn join_character_strings(answer: &DnsAnswer) -> Vec<Vec<u8>> {
    answer.texts().map(|strings| strings.iter().flat_map(|octets| octets.0.iter().copied()).collect()).collect()
}

/// Maximum characters of a foreign text in a sentence. The evidence has all of it.
const SHOWN: usize = 100;

/// Returns a foreign text, short enough for a sentence.
pub(crate) fn shorten_text(octets: &[u8]) -> String {
    let head = String::from_utf8_lossy(&octets[..octets.len().min(4 * SHOWN + 4)]).into_owned();
    match head.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &head[..at]),
        None => head,
    }
}
