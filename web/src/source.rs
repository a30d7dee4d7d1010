//! A text from the network as lines to show. Invisible octets are made visible, and the places of findings are
//! underlined. Nothing here depends on the browser.

use checker::Severity;
use mta_sts::Span;
use words::make_visible;

/// A line, without its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Pieces of the line, in order.
    pub pieces: Vec<Piece>,
    /// Number of octets at the end of the line that are not shown.
    pub hidden: usize,
}

impl Line {
    /// Returns the largest number of columns that the line takes.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }
}

/// A run of characters of the same look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Text to show.
    pub text: String,
    /// Whether the text stands for an invisible character.
    pub is_placeholder: bool,
    /// Severity of the finding at this place.
    pub mark: Option<Severity>,
}

/// A span to underline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underline {
    /// Place in the text.
    pub span: Span,
    /// Severity of the finding.
    pub severity: Severity,
}

/// Splits a text into lines. Only the first `width` octets of a line are shown.
#[must_use]
pub fn split_lines(text: &[u8], underlines: &[Underline], width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(|octet| *octet == b'\n') {
        let near: Vec<Underline> = underlines
            .iter()
            .filter(|mark| mark.span.start <= start + line.len() && mark.span.end >= start)
            .copied()
            .collect();
        lines.push(read_line(line, start, &near, width));
        start += line.len();
    }
    lines
}

fn read_line(line: &[u8], start: usize, underlines: &[Underline], width: usize) -> Line {
    let shown = truncate_line(line, width);
    let mut out = Line { pieces: Vec::new(), hidden: line.len() - shown.len() };
    let mut at = 0;
    for chunk in shown.utf8_chunks() {
        for c in chunk.valid().chars() {
            let (text, is_placeholder) = visible_character(c, &line[at..], start + at == 0);
            out.push(&text, is_placeholder, severity_at(underlines, start + at));
            at += c.len_utf8();
        }
        for octet in chunk.invalid() {
            out.push(&format!("\\x{octet:02X}"), true, severity_at(underlines, start + at));
            at += 1;
        }
    }
    out
}

/// Returns the beginning of a long line, cut at a character boundary.
fn truncate_line(line: &[u8], width: usize) -> &[u8] {
    if line.len() <= width {
        return line;
    }
    let is_boundary = |at: &usize| line.get(*at).is_none_or(|octet| octet & 0xC0 != 0x80);
    &line[..(width.saturating_sub(3)..=width).rev().find(is_boundary).unwrap_or(width)]
}

/// Names of control characters (ISO 646). Every font shows letters; many lack the control pictures of Unicode.
const CONTROL: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI", "DLE",
    "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
];

/// Returns the text to show for a character, and whether it stands for something invisible.
fn visible_character(c: char, rest: &[u8], first: bool) -> (String, bool) {
    match c {
        '\u{feff}' if first => ("BOM".into(), true),
        '\0'..'\u{20}' => (CONTROL[c as usize].into(), true),
        '\u{7f}' => ("DEL".into(), true),
        ' ' if is_trailing(rest) => ("·".into(), true),
        c => {
            let text = make_visible(c.encode_utf8(&mut [0; 4]));
            let is_placeholder = !text.starts_with(c);
            (text, is_placeholder)
        }
    }
}

/// Returns whether the blank is followed by another one, or only by blanks up to the end of the line.
fn is_trailing(rest: &[u8]) -> bool {
    rest.get(1) == Some(&b' ') || rest.iter().all(|octet| b" \t\r\n".contains(octet))
}

/// Returns the worst severity at a place. An empty span marks the character at its start.
fn severity_at(underlines: &[Underline], at: usize) -> Option<Severity> {
    let covers = |mark: &&Underline| mark.span.start <= at && at < mark.span.end.max(mark.span.start + 1);
    underlines.iter().filter(covers).map(|mark| mark.severity).min()
}

impl Line {
    fn push(&mut self, text: &str, is_placeholder: bool, mark: Option<Severity>) {
        match self.pieces.last_mut() {
            Some(last) if !is_placeholder && !last.is_placeholder && last.mark == mark => last.text.push_str(text),
            _ => self.pieces.push(Piece { text: text.to_owned(), is_placeholder, mark }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &[u8]) -> Vec<String> {
        let piece = |piece: &Piece| if piece.is_placeholder { format!("[{}]", piece.text) } else { piece.text.clone() };
        split_lines(text, &[], 100).iter().map(|line| line.pieces.iter().map(piece).collect()).collect()
    }

    #[test]
    fn invisible_characters_are_made_visible() {
        assert_eq!(shown(b"a: b\r\nc\t\n"), ["a: b[CR][LF]", "c[TAB][LF]"]);
        assert_eq!(shown(b"\xEF\xBB\xBFversion"), ["[BOM]version"]);
        assert_eq!(shown(b"mx: a  \n"), ["mx: a[·][·][LF]"]);
        assert_eq!(shown(b"a\xFFb"), ["a[\\xFF]b"]);
        assert_eq!(shown("a\u{202e}b".as_bytes()), ["a[<U+202E>]b"]);
        assert!(shown(b"").is_empty());
    }

    #[test]
    fn a_finding_underlines_its_place() {
        let mark = Underline { span: Span::new(3, 4), severity: Severity::Error };
        let pieces = &split_lines(b"a: b\n", &[mark], 100)[0].pieces;
        assert_eq!(pieces[1], Piece { text: "b".into(), is_placeholder: false, mark: Some(Severity::Error) });
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let line = "é".repeat(100);
        let lines = split_lines(line.as_bytes(), &[], 51);
        assert_eq!((lines[0].pieces[0].text.chars().count(), lines[0].hidden), (25, 150));
    }
}
