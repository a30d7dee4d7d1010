//! Tokens of a zone file: words and character-strings (RFC 1035 §5.1).

use alloc::vec::Vec;

use super::Excerpt;
use crate::Span;

/// Number of octets within which parentheses must close, so that a stray one costs little.
const MAX_GROUP_OCTETS: usize = 4_096;

/// A word, or a character-string in quotation marks.
#[derive(Debug)]
pub(super) struct Token {
    pub is_quoted: bool,
    /// Each octet, with its position.
    octets: Vec<(u8, Span)>,
    /// The start of the token, including the quotation mark.
    pub start: usize,
}

impl Token {
    pub fn text(&self) -> Vec<u8> {
        self.octets.iter().map(|(octet, _)| *octet).collect()
    }

    pub fn is_word(&self, word: &str) -> bool {
        !self.is_quoted && self.text().eq_ignore_ascii_case(word.as_bytes())
    }

    pub fn begins_with(&self, octet: u8) -> bool {
        !self.is_quoted && self.octets.first().is_some_and(|(first, _)| *first == octet)
    }

    pub fn is_type(&self) -> bool {
        ["TXT", "A", "AAAA", "CAA", "CNAME", "MX", "NS", "RRSIG", "SOA", "SRV", "TLSA"]
            .iter()
            .any(|word| self.is_word(word))
    }

    /// Whether it is `3600`, `1h` or `1h30m`, or the name of a class.
    pub fn is_ttl_or_class(&self) -> bool {
        let text = self.text();
        let is_ttl_octet = |octet: &u8| octet.is_ascii_digit() || b"smhdw".contains(&octet.to_ascii_lowercase());
        let is_ttl = text.first().is_some_and(u8::is_ascii_digit) && text.iter().all(is_ttl_octet);
        // `dnscmd` prints when a dynamic record was refreshed.
        let is_age = text.starts_with(b"[Aging:");
        !self.is_quoted && (is_ttl || is_age || ["IN", "CH", "HS"].iter().any(|class| self.is_word(class)))
    }
}

/// Returns the text of character-strings, joined.
pub(super) fn join_strings(source: &Excerpt, strings: &[Token], end: usize) -> Excerpt {
    let mut text = source.empty_at(end);
    for (octet, span) in strings.iter().flat_map(|token| &token.octets) {
        text.push(*octet, source, *span);
    }
    text
}

/// Returns the text of quoted character-strings, if it consists of nothing else.
pub(super) fn only_strings(source: &Excerpt) -> Option<Excerpt> {
    let mut scanner = Scanner { text: source.octets(), at: 0 };
    let (tokens, comment) = scanner.tokens()?;
    let alone = !comment && !tokens.is_empty() && tokens.iter().all(|token| token.is_quoted) && scanner.is_at_end();
    alone.then(|| join_strings(source, &tokens, scanner.at))
}

/// Reader of tokens.
pub(super) struct Scanner<'a> {
    pub text: &'a [u8],
    pub at: usize,
}

impl Scanner<'_> {
    fn is_at_end(&self) -> bool {
        self.text[self.at..].trim_ascii().is_empty()
    }

    /// Returns the tokens up to the end of the line, or of the lines joined by parentheses. The flag tells whether a comment
    /// follows. Returns `None` for a quotation mark, parenthesis or backslash that is invalid in a zone file.
    pub fn tokens(&mut self) -> Option<(Vec<Token>, bool)> {
        let (mut tokens, mut depth, mut comment, start) = (Vec::new(), 0_usize, false, self.at);
        loop {
            match self.text.get(self.at) {
                None | Some(b'\n') if depth == 0 => return Some((tokens, comment)),
                Some(b'\n' | b'\r' | b' ' | b'\t') => self.at += 1,
                Some(b';') => {
                    comment = true;
                    let rest = &self.text[self.at..];
                    self.at += rest.iter().position(|octet| *octet == b'\n').unwrap_or(rest.len());
                }
                Some(b'(') => (depth, self.at) = (depth + 1, self.at + 1),
                Some(b')') => (depth, self.at) = (depth.checked_sub(1)?, self.at + 1),
                Some(b'"') => tokens.push(self.quoted()?),
                Some(_) => tokens.push(self.word()?),
                None => return None,
            }
            if depth > 0 && self.at - start > MAX_GROUP_OCTETS {
                return None;
            }
        }
    }

    fn quoted(&mut self) -> Option<Token> {
        let start = self.at;
        self.at += 1;
        let mut octets = Vec::new();
        loop {
            match self.text.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some(Token { is_quoted: true, octets, start });
                }
                b'\n' => return None,
                _ => octets.push(self.octet()?),
            }
        }
    }

    fn word(&mut self) -> Option<Token> {
        let start = self.at;
        let mut octets = Vec::new();
        while self.text.get(self.at).is_some_and(|octet| !b" \t\r\n;()\"".contains(octet)) {
            octets.push(self.octet()?);
        }
        Some(Token { is_quoted: false, octets, start })
    }

    /// Reads one octet, written as itself, `\X` or `\DDD`.
    fn octet(&mut self) -> Option<(u8, Span)> {
        let start = self.at;
        let (octet, length) = match self.text[start..] {
            [b'\\', a, b, c, ..] if [a, b, c].iter().all(u8::is_ascii_digit) => {
                let value = [a, b, c].iter().fold(0_u16, |value, digit| value * 10 + u16::from(digit - b'0'));
                (u8::try_from(value).ok()?, 4)
            }
            [b'\\', digit, ..] if digit.is_ascii_digit() || digit == b'\n' => return None,
            [b'\\', octet, ..] => (octet, 2),
            [b'\\'] | [] => return None,
            [octet, ..] => (octet, 1),
        };
        self.at += length;
        Some((octet, Span::new(start, self.at)))
    }
}
