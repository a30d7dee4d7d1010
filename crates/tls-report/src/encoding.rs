//! Decoding of JSON texts: UTF-8 by RFC 8259 §8.1, and the encodings that programs use instead.

use std::borrow::Cow;

use crate::NoteId;

/// Decodes bytes to text, and returns how they differ from plain UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<NoteId>) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            let (text, note) = utf8(rest);
            (text, note.or(Some(NoteId::Bom)))
        }
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes).into(), Some(NoteId::Utf16)),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes).into(), Some(NoteId::Utf16)),
        // Without a byte order mark, the bracket at the start of JSON tells.
        [b'{' | b'[', 0, ..] => (utf16(bytes, u16::from_le_bytes).into(), Some(NoteId::Utf16)),
        [0, b'{' | b'[', ..] => (utf16(bytes, u16::from_be_bytes).into(), Some(NoteId::Utf16)),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<NoteId>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.into(), None),
        Err(_) => (String::from_utf8_lossy(bytes), Some(NoteId::NotUtf8)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks();
    char::decode_utf16(pairs.iter().copied().map(unit)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_and_utf16_are_decoded_and_noted() {
        for (bytes, text, note) in [
            (&b"{}"[..], "{}", None),
            (b"\xef\xbb\xbf{}", "{}", Some(NoteId::Bom)),
            (b"\xff\xfe{\0}\0", "{}", Some(NoteId::Utf16)),
            (b"\xfe\xff\0{\0}", "{}", Some(NoteId::Utf16)),
            (b"{\0}\0", "{}", Some(NoteId::Utf16)),
            (b"\0{\0}", "{}", Some(NoteId::Utf16)),
            (b"\xff\xfe{\0}\0\x00", "{}", Some(NoteId::Utf16)),
            (b"{\xe9}", "{\u{fffd}}", Some(NoteId::NotUtf8)),
        ] {
            assert_eq!(decode(bytes), (text.into(), note));
        }
    }
}
