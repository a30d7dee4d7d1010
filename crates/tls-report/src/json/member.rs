//! Single members: texts, counts and lists. Every deviation is noted with its place.

use std::{borrow::Cow, slice};

use smol_str::SmolStr;

use super::JsonPath;
use crate::{
    NoteId,
    note::Notes,
    raw::{Node, OddNames, RawValue},
};

/// 2^53 - 1, the largest integer that I-JSON (RFC 7493 §2.2) asks readers to keep exactly.
const MAX_EXACT_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The error for a count that is negative, a fraction or not a number.
pub(super) struct InvalidCount;

impl Notes {
    /// Reads a text. `null` and an empty text count as missing.
    pub(super) fn text<'v>(&mut self, value: &'v RawValue<'_>, at: JsonPath<'_>) -> Option<Cow<'v, str>> {
        let (id, text) = match value {
            RawValue::Missing => return None,
            RawValue::Text(text) if !is_blank(text) => return Some(Cow::Borrowed(text)),
            RawValue::Text(_) => (NoteId::EmptyStringMember, None),
            RawValue::Null => (NoteId::NullMember, None),
            RawValue::Count(count) => (NoteId::WrongType, Some(count.to_string().into())),
            RawValue::Number(number) => (NoteId::WrongType, Some(number.to_string().into())),
            RawValue::Bool | RawValue::List(_) | RawValue::Object => (NoteId::WrongType, None),
        };
        self.note_at(id, at);
        text
    }

    /// Reads a text to keep, as [`Self::text`] does.
    pub(super) fn owned_text(&mut self, value: &RawValue<'_>, at: JsonPath<'_>) -> Option<SmolStr> {
        self.text(value, at).map(SmolStr::from)
    }

    /// Reads a number of sessions. A missing number is 0.
    pub(super) fn count(&mut self, value: &RawValue<'_>, at: JsonPath<'_>) -> Result<u64, InvalidCount> {
        match value {
            RawValue::Count(count) => return Ok(*count),
            RawValue::Number(number) if number.fract() == 0.0 && (0.0..=MAX_EXACT_INTEGER).contains(number) => {
                return Ok(*number as u64);
            }
            RawValue::Missing | RawValue::Null => {
                self.note_at(NoteId::CountMissing, at);
                return Ok(0);
            }
            RawValue::Text(text) => {
                if let Some(count) = written_count(text) {
                    self.note_at(NoteId::CountAsString, at);
                    return Ok(count);
                }
            }
            _ => {}
        }
        self.note_at(NoteId::CountInvalid, at);
        Err(InvalidCount)
    }

    /// Notes oddities in the member names of an object.
    pub(super) fn note_odd_names(&mut self, odd_names: OddNames, at: JsonPath<'_>) {
        let kinds = [
            (odd_names.unknown, NoteId::UnknownMember),
            (odd_names.repeated, NoteId::RepeatedMember),
            (odd_names.alias, NoteId::KeyAlias),
        ];
        for (_, id) in kinds.into_iter().filter(|(is, _)| *is) {
            self.note_at(id, at);
        }
    }

    /// Returns an object, or `None` for anything else.
    pub(super) fn object<'n, T>(&mut self, node: &'n Node<T>, at: JsonPath<'_>) -> Option<&'n T> {
        match node {
            Node::Object(object) => return Some(object),
            Node::Missing => {}
            Node::Null => self.note_at(NoteId::NullMember, at),
            Node::List(_) | Node::Other => self.note_at(NoteId::WrongType, at),
        }
        None
    }

    /// Returns the items of a list, or the single object in its place.
    pub(super) fn items<'n, T>(&mut self, node: &'n Node<T>, at: JsonPath<'_>) -> &'n [Node<T>] {
        match node {
            Node::List(items) => items,
            Node::Object(_) => {
                self.note_at(NoteId::OneInsteadOfList, at);
                slice::from_ref(node)
            }
            Node::Missing | Node::Null => &[],
            Node::Other => {
                self.note_at(NoteId::WrongType, at);
                &[]
            }
        }
    }

    pub(super) fn note_at(&mut self, id: NoteId, at: JsonPath<'_>) {
        self.add(id, || at.path().into_owned());
    }
}

/// Returns whether a text has only white space. The first byte usually decides.
fn is_blank(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
}

fn written_count(text: &str) -> Option<u64> {
    let digits = text.trim();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}
