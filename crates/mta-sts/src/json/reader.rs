//! Parser of JSON (RFC 8259) that tolerates missing and extra commas.

use alloc::{string::String, vec::Vec};

use super::Json;
use crate::{Span, excerpt::Excerpt};

/// Maximum nesting depth of values.
const MAX_DEPTH: usize = 64;

/// The state while reading a text.
pub(super) struct Reader<'a> {
    pub text: &'a Excerpt,
    pub at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.octets().get(self.at).copied()
    }

    /// Skips white space and commas.
    fn skip(&mut self) {
        while self.peek().is_some_and(|octet| octet.is_ascii_whitespace() || octet == b',') {
            self.at += 1;
        }
    }

    pub fn value(&mut self, depth: usize) -> Option<Json> {
        self.skip();
        match self.peek()? {
            _ if depth > MAX_DEPTH => None,
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => self.string().map(Json::Text),
            _ => self.word().map(Json::Other),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip();
            if self.peek()? == b'}' {
                self.at += 1;
                return Some(Json::Object(members));
            }
            let name = if self.peek()? == b'"' { self.string()? } else { self.word()? };
            self.skip();
            if self.peek()? != b':' {
                return None;
            }
            self.at += 1;
            members.push((String::from_utf8_lossy(name.octets()).into_owned(), self.value(depth + 1)?));
        }
    }

    fn array(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Json::Array(items));
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn word(&mut self) -> Option<Excerpt> {
        let start = self.at;
        while self.peek().is_some_and(|octet| octet.is_ascii_alphanumeric() || b"+-._".contains(&octet)) {
            self.at += 1;
        }
        (self.at > start).then(|| self.text.slice(start..self.at))
    }

    /// Reads a string and decodes its escapes. UTF-16 surrogates become U+FFFD.
    fn string(&mut self) -> Option<Excerpt> {
        self.at += 1;
        let mut text = self.text.empty_at(self.at);
        loop {
            let start = self.at;
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(text);
                }
                b'\\' => self.escape(&mut text)?,
                octet => {
                    self.at += 1;
                    text.push(octet, self.text, Span::new(start, self.at));
                }
            }
        }
    }

    fn escape(&mut self, text: &mut Excerpt) -> Option<()> {
        let start = self.at;
        let letter = *self.text.octets().get(start + 1)?;
        self.at += 2;
        let c = match letter {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let digits = core::str::from_utf8(self.text.octets().get(self.at..self.at + 4)?).ok()?;
                self.at += 4;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?).unwrap_or('\u{fffd}')
            }
            other => char::from(other),
        };
        let mut octets = [0; 4];
        for octet in c.encode_utf8(&mut octets).bytes() {
            text.push(octet, self.text, Span::new(start, self.at));
        }
        Some(())
    }
}
