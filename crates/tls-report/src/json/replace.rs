//! Values that are valid JSON, but that no program can hold. They are replaced, so that the rest can be read.

/// What replaces a number out of range. As a count it is invalid.
const NUMBER: &[u8] = b"-1";

/// Returns a text of the same length without lone surrogates (RFC 8259 §8.2) and numbers out of range (§6), or `None` if
/// it has none.
pub(super) fn replace_impossible(text: &str) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let (mut at, mut is_text, mut replaced) = (0, false, false);
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'"' => {
                is_text = !is_text;
                1
            }
            b'\\' if is_text => escape(&mut bytes[at..], &mut replaced),
            b'-' | b'0'..=b'9' if !is_text => number(&mut bytes[at..], &mut replaced),
            _ => 1,
        };
    }
    // ASCII was replaced by ASCII.
    replaced.then(|| String::from_utf8(bytes).ok()).flatten()
}

/// Replaces the escape at the start if it is a lone surrogate. Returns its length.
fn escape(bytes: &mut [u8], replaced: &mut bool) -> usize {
    match (unit(bytes), bytes.get(6..).and_then(unit)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
        (Some(0xd800..=0xdfff), _) => {
            bytes[2..6].copy_from_slice(b"fffd");
            *replaced = true;
            6
        }
        _ => 2,
    }
}

/// Reads the escape of a UTF-16 code unit.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)? as u16))
}

/// Replaces the number at the start if it is out of range. Returns its length.
fn number(bytes: &mut [u8], replaced: &mut bool) -> usize {
    let is_part = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    let length = bytes.iter().take_while(is_part).count();
    let number = &mut bytes[..length];
    let value = str::from_utf8(number).ok().and_then(|number| number.parse::<f64>().ok());
    if value.is_some_and(f64::is_infinite) {
        number.fill(b' ');
        number[..NUMBER.len()].copy_from_slice(NUMBER);
        *replaced = true;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_program_can_hold_is_replaced() {
        for (text, expected) in [
            (r#"["\ud83d\ude00", "\\ud800", "1e999", 1e308, -0.1E-999]"#, None),
            (
                r#"["\ud800 x", "\uDC00\uD800", "\ud800\ud83d\ude00"]"#,
                Some(r#"["\ufffd x", "\ufffd\ufffd", "\ufffd\ud83d\ude00"]"#),
            ),
            (r#"{"a\"": 1e400, "b": -1E+999}"#, Some(r#"{"a\"": -1   , "b": -1     }"#)),
            (r#"["\ud8"#, None),
            (r#"["\"#, None),
        ] {
            assert_eq!(replace_impossible(text).as_deref(), expected, "{text}");
        }
    }
}
