//! Excerpts of a pasted text. Every octet keeps its position in the whole.

use alloc::vec::Vec;
use core::ops::Range;

use crate::Span;

/// An excerpt of a text: its octets, and their positions in the pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    octets: Vec<u8>,
    places: Vec<Span>,
    /// The position after the last octet.
    end: usize,
}

impl Excerpt {
    /// Returns the whole text as an excerpt.
    #[must_use]
    pub fn whole(text: &[u8]) -> Self {
        let places = (0..text.len()).map(|at| Span::new(at, at + 1)).collect();
        Self { octets: text.to_vec(), places, end: text.len() }
    }

    /// Returns an empty excerpt at the position of the octet `at`.
    pub(crate) fn empty_at(&self, at: usize) -> Self {
        Self { octets: Vec::new(), places: Vec::new(), end: self.places.get(at).map_or(self.end, |place| place.start) }
    }

    /// Returns the octets.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Returns the position of a span in the pasted text.
    #[must_use]
    pub fn place(&self, span: Span) -> Span {
        let start = self.places.get(span.start).map_or(self.end, |place| place.start);
        let last = span.end.checked_sub(1).filter(|_| span.end > span.start);
        let end = last.map_or(start, |last| self.places.get(last).map_or(self.end, |place| place.end));
        Span::new(start, end.max(start))
    }

    /// Returns the index of the octet at a position in the pasted text.
    pub(crate) fn index_of(&self, position: usize) -> usize {
        self.places.partition_point(|place| place.start < position)
    }

    /// Returns the octets in this range.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let octets = self.octets.get(range.clone()).unwrap_or_default().to_vec();
        #[cfg(test)]
        tests::count_copied(octets.len());
        let places = self.places.get(range.clone()).unwrap_or_default().to_vec();
        let end = places.last().map_or_else(|| self.empty_at(range.start).end, |place: &Span| place.end);
        Self { octets, places, end }
    }

    /// Appends an octet that represents the octets of `source` at `span`.
    pub(crate) fn push(&mut self, octet: u8, source: &Self, span: Span) {
        let place = source.place(span);
        self.octets.push(octet);
        self.places.push(place);
        self.end = place.end;
    }

    /// Appends another excerpt.
    pub(crate) fn append(&mut self, other: &Self) {
        #[cfg(test)]
        tests::count_copied(other.octets.len());
        self.octets.extend_from_slice(&other.octets);
        self.places.extend_from_slice(&other.places);
        self.end = other.end;
    }

    /// Returns the excerpt without white space at either end.
    pub(crate) fn trimmed(&self) -> Self {
        let start = self.octets.len() - self.octets.trim_ascii_start().len();
        let end = start + self.octets.trim_ascii().len();
        self.slice(start..end)
    }

    /// Returns the excerpt without the line endings at its end, as octets or as escapes.
    pub(crate) fn without_line_end(&self) -> Self {
        let marks: [&[u8]; 4] = [b"\r", b"\n", b"\\r", b"\\n"];
        let mut rest = self.octets.as_slice();
        while let Some(shorter) = marks.iter().find_map(|mark| rest.strip_suffix(*mark)) {
            rest = shorter;
        }
        self.slice(0..rest.len())
    }

    /// Replaces line endings that are CR alone, as on old computers, with LF.
    pub(crate) fn with_line_feeds(mut self) -> Self {
        if !self.octets.contains(&b'\n') {
            let inner = self.octets.trim_ascii_end().len();
            self.octets[..inner].iter_mut().filter(|octet| **octet == b'\r').for_each(|octet| *octet = b'\n');
        }
        self
    }

    /// Returns the lines without their line endings, LF or CR LF, as ranges of octets.
    pub(crate) fn lines(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        let line = |line: &[u8]| {
            let range = start..start + line.strip_suffix(b"\r").unwrap_or(line).len();
            start += line.len() + 1;
            range
        };
        let mut lines: Vec<Range<usize>> = self.octets.split(|octet| *octet == b'\n').map(line).collect();
        if lines.last().is_some_and(Range::is_empty) {
            lines.pop();
        }
        lines
    }

    /// Returns the octets as lower-case text, decoded lossily.
    pub(crate) fn lower_case(&self) -> alloc::string::String {
        alloc::string::String::from_utf8_lossy(&self.octets).to_lowercase()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use core::cell::Cell;

    use super::*;

    std::thread_local! {
        static COPIED: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn count_copied(octets: usize) {
        COPIED.set(COPIED.get() + octets);
    }

    /// Returns the number of octets that excerpts copy while something runs.
    pub(crate) fn copied_octets<T>(run: impl FnOnce() -> T) -> usize {
        let before = COPIED.get();
        run();
        COPIED.get() - before
    }

    #[test]
    fn a_slice_of_a_slice_keeps_its_position() {
        let whole = Excerpt::whole(b"ab cd ef\r\n gh \n");
        let part = whole.slice(3..9);
        assert_eq!((part.octets(), part.place(Span::new(0, 2))), (b"cd ef\r".as_slice(), Span::new(3, 5)));
        assert_eq!(whole.lines(), [0..8, 10..14]);
        let trimmed = whole.slice(10..14).trimmed();
        assert_eq!((trimmed.octets(), trimmed.place(Span::new(0, 2))), (b"gh".as_slice(), Span::new(11, 13)));
        assert_eq!(whole.slice(4..4).place(Span::new(0, 0)), Span::new(4, 4));
        assert_eq!(Excerpt::whole(b"").lines(), []);
    }
}
