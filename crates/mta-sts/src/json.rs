//! JSON (RFC 8259) with the position of every string.

mod reader;

use alloc::{string::String, vec::Vec};

use reader::Reader;

use crate::excerpt::Excerpt;

/// A JSON value.
#[derive(Debug)]
pub(crate) enum Json {
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    Text(Excerpt),
    /// A number, `true`, `false` or `null`.
    Other(Excerpt),
}

impl Json {
    /// Parses a whole text. Tolerates missing and extra commas.
    pub fn read(text: &Excerpt) -> Option<Self> {
        let start = text.octets().len() - text.octets().trim_ascii_start().len();
        if !matches!(text.octets().get(start), Some(b'{' | b'[')) {
            return None;
        }
        let mut reader = Reader { text, at: start };
        let value = reader.value(0)?;
        if text.octets()[reader.at..].trim_ascii().is_empty() {
            return Some(value);
        }
        // One value per line, as many tools export them.
        let mut values = Vec::from([value]);
        while matches!(text.octets()[reader.at..].trim_ascii_start().first(), Some(b'{' | b'[')) {
            values.push(reader.value(0)?);
        }
        text.octets()[reader.at..].trim_ascii().is_empty().then_some(Self::Array(values))
    }

    /// Parses the value that begins at an octet, and ignores what follows.
    pub fn read_at(text: &Excerpt, at: usize) -> Option<Self> {
        Reader { text, at }.value(0)
    }

    /// Returns the member with this name, in any letter case.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn items(&self) -> &[Self] {
        if let Self::Array(items) = self { items } else { core::slice::from_ref(self) }
    }

    /// Returns a string, a number or a word.
    pub fn scalar(&self) -> Option<&Excerpt> {
        if let Self::Text(text) | Self::Other(text) = self { Some(text) } else { None }
    }

    /// Returns a string.
    pub fn text(&self) -> Option<&Excerpt> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}
