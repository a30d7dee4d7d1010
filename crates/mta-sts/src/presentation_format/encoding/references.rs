//! Character references of HTML.

use alloc::vec::Vec;

use super::{Decoded, Excerpt, Wanted, with_decoded};

/// Named references that occur in and around records.
const NAMES: [(&[u8], &str); 15] = [
    (b"&quot;", "\""),
    (b"&apos;", "'"),
    (b"&amp;", "&"),
    (b"&lt;", "<"),
    (b"&gt;", ">"),
    (b"&nbsp;", " "),
    (b"&semi;", ";"),
    (b"&equals;", "="),
    (b"&colon;", ":"),
    (b"&comma;", ","),
    (b"&commat;", "@"),
    (b"&period;", "."),
    (b"&NewLine;", "\n"),
    (b"&ast;", "*"),
    (b"&lowbar;", "_"),
];

/// Most digits of a numeric reference.
const MAX_DIGITS: usize = 7;

/// Decodes references in a text without tags. In HTML, its own reader decodes them.
pub(super) fn decode(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    let is_tag = |two: &[u8]| two[0] == b'<' && (two[1].is_ascii_alphabetic() || b"/!".contains(&two[1]));
    let has_tags = text.octets().windows(2).any(is_tag);
    let decoded = ((!has_tags || wanted == Wanted::Policy) && text.octets().contains(&b'&'))
        .then(|| with_decoded(text, reference))
        .flatten()?;
    wanted.is_in(&decoded).then_some(decoded)
}

/// Decodes the reference at the start of a text.
pub(in crate::presentation_format) fn reference(text: &[u8]) -> Option<Decoded> {
    if text.first() != Some(&b'&') {
        return None;
    }
    if let Some((name, plain)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((Vec::from(plain.as_bytes()), name.len()));
    }
    let number = text.strip_prefix(b"&#")?;
    let (digits, radix, marks) = match number {
        [b'x' | b'X', digits @ ..] => (digits, 16, 3),
        digits => (digits, 10, 2),
    };
    let length = digits.iter().take(MAX_DIGITS).position(|octet| *octet == b';')?;
    let code = u32::from_str_radix(core::str::from_utf8(&digits[..length]).ok()?, radix).ok()?;
    let mut encoded = [0; 4];
    let plain = char::from_u32(code)?.encode_utf8(&mut encoded).as_bytes();
    Some((Vec::from(plain), marks + length + 1))
}
