//! Repair of a broken document before it is parsed: only faults whose meaning is certain, or whose value no program can
//! hold. Everything else stays as it is, and the parser reports it.

use crate::NoteId;

/// What replaces a value that is no number a program can hold. As a count it is invalid.
const NO_NUMBER: &[u8] = b"-1";

/// Words that some programs write in the place of a number.
const WORDS: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];

/// A repaired document.
#[derive(Debug)]
pub(super) struct Repaired {
    /// The document.
    pub text: String,
    /// Its length before the repair, in bytes.
    pub length: usize,
    /// The repaired faults.
    pub notes: Vec<NoteId>,
}

/// Repairs the document at the start of a text, up to its last bracket. Returns `None` if there is nothing to repair, or
/// if the result is longer than a limit in bytes. A valid document is never changed.
///
/// Replaced are trailing commas, leading zeros, control characters in texts, lone surrogates (RFC 8259 §8.2), numbers
/// out of range (§6), and the words for such numbers.
pub(super) fn repair(text: &str, max_bytes: usize) -> Option<Repaired> {
    let mut repairer = Repairer::new(text);
    let mut is_open = true;
    while is_open {
        is_open = repairer.step();
        if repairer.repaired.len() > max_bytes {
            return None;
        }
    }
    let Repairer { at, repaired, notes, .. } = repairer;
    // Only ASCII was replaced, and only by ASCII.
    (!notes.is_empty()).then(|| String::from_utf8(repaired).ok()).flatten().map(|text| Repaired {
        text,
        length: at,
        notes,
    })
}

/// Returns the offset in a text that an offset in its repaired form comes from.
pub(super) fn original_offset(text: &str, repaired: usize) -> usize {
    let mut repairer = Repairer::new(text);
    let mut before = 0;
    while repairer.repaired.len() <= repaired {
        before = repairer.at;
        if !repairer.step() {
            break;
        }
    }
    before
}

struct Repairer<'a> {
    bytes: &'a [u8],
    at: usize,
    repaired: Vec<u8>,
    notes: Vec<NoteId>,
    depth: usize,
    is_text: bool,
}

impl<'a> Repairer<'a> {
    fn new(text: &'a str) -> Self {
        let (bytes, repaired) = (text.as_bytes(), Vec::with_capacity(text.len()));
        Self { bytes, at: 0, repaired, notes: Vec::new(), depth: 0, is_text: false }
    }

    fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// Copies or replaces one token or byte. Returns whether the document goes on.
    fn step(&mut self) -> bool {
        let Some(byte) = self.rest().first().copied() else { return false };
        if self.is_text {
            self.text_byte(byte)
        } else {
            self.byte(byte)
        }
        self.is_text || self.depth > 0
    }

    fn text_byte(&mut self, byte: u8) {
        match byte {
            b'\\' => match escape(self.rest()) {
                (length, true) => self.replace(length, b"\\ufffd", NoteId::ValueReplaced),
                (length, false) => self.copy(length),
            },
            0..=0x1f => self.replace(1, format!("\\u{byte:04x}").as_bytes(), NoteId::ControlCharacter),
            _ => {
                self.is_text = byte != b'"';
                self.copy(1);
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        match byte {
            b'"' => {
                self.is_text = true;
                self.copy(1);
            }
            b'{' | b'[' => {
                self.depth += 1;
                self.copy(1);
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.copy(1);
            }
            b',' if is_followed_by_end(self.rest()) => self.replace(1, b" ", NoteId::TrailingComma),
            b'N' | b'I' | b'-' | b'0'..=b'9' => self.number(),
            _ => self.copy(1),
        }
    }

    fn number(&mut self) {
        let rest = self.rest();
        if let Some(word) = WORDS.iter().find(|word| rest.starts_with(word)) {
            return self.replace(word.len(), NO_NUMBER, NoteId::ValueReplaced);
        }
        let is_part = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let written = &rest[..rest.iter().take_while(is_part).count().max(1)];
        let number = without_leading_zeros(written);
        let value = str::from_utf8(number).ok().and_then(|number| number.parse::<f64>().ok());
        if value.is_some_and(f64::is_infinite) {
            self.replace(written.len(), NO_NUMBER, NoteId::ValueReplaced);
        } else if number.len() < written.len() {
            self.replace(written.len(), number, NoteId::LeadingZeros);
        } else {
            self.copy(written.len());
        }
    }

    fn copy(&mut self, length: usize) {
        let copied = &self.rest()[..length.min(self.rest().len())];
        self.repaired.extend_from_slice(copied);
        self.at += copied.len();
    }

    fn replace(&mut self, length: usize, by: &[u8], note: NoteId) {
        self.repaired.extend_from_slice(by);
        self.at += length;
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Returns whether the comma at the start is the last before a closing bracket.
fn is_followed_by_end(rest: &[u8]) -> bool {
    let next = rest.iter().skip(1).find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    matches!(next, Some(b'}' | b']'))
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let is_leading = |at: &usize| number[*at] == b'0' && number.get(at + 1).is_some_and(u8::is_ascii_digit);
    &number[(0..number.len()).take_while(is_leading).count()..]
}

/// Returns the length of the escape at the start, and whether it is a lone surrogate.
fn escape(bytes: &[u8]) -> (usize, bool) {
    match (unit(bytes), bytes.get(6..).and_then(unit)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, false),
        (Some(0xd800..=0xdfff), _) => (6, true),
        _ => (2, false),
    }
}

/// Reads the escape of a UTF-16 code unit.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)? as u16))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_certain_faults_are_repaired() {
        use NoteId::{ControlCharacter, LeadingZeros, TrailingComma, ValueReplaced};
        for (text, expected, note) in [
            (r#"["\ud800 x", "\uDC00\uD800"]"#, r#"["\ufffd x", "\ufffd\ufffd"]"#, ValueReplaced),
            (r#"{"a\"": 1e400, "b": -1E+999}"#, r#"{"a\"": -1, "b": -1}"#, ValueReplaced),
            (r#"{"a":NaN,"b":-Infinity,"NaN":"NaN, 007,}"}"#, r#"{"a":-1,"b":-1,"NaN":"NaN, 007,}"}"#, ValueReplaced),
            ("{\"a\":[1,2, \r\n],\t}", "{\"a\":[1,2  \r\n] \t}", TrailingComma),
            (r#"{"a":007,"b":00,"c":000.5}"#, r#"{"a":7,"b":0,"c":0.5}"#, LeadingZeros),
            ("{\"a\":\"x\r\ny\t\0é\"}", "{\"a\":\"x\\u000d\\u000ay\\u0009\\u0000é\"}", ControlCharacter),
        ] {
            let repaired = repair(text, usize::MAX).expect("a fault");
            assert_eq!((repaired.text.as_str(), repaired.length), (expected, text.len()), "{text}");
            assert_eq!(repaired.notes, [note], "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(&repaired.text).is_ok(), "{text}");
        }
        for text in [
            r#"["\ud83d\ude00", "\\ud800", "1e999", 1e308, -0.1E-999, 0, 10, -0, 0.0]"#,
            r#"["\ud8"#,
            r#"["\"#,
            r#"{"a":-007,"b":0x1F,"c":,}"#.trim_end_matches(",}"),
            "[1,,2]",
            "{'a':1}",
            "{\"a\":undefined}",
        ] {
            assert!(repair(text, usize::MAX).is_none(), "{text}");
        }
    }

    #[test]
    fn only_the_first_document_is_repaired_and_only_up_to_a_limit() {
        let repaired = repair("{\"a\":[1,]}{\"b\":\"\n", usize::MAX).expect("a fault");
        assert_eq!((repaired.text.as_str(), repaired.length), ("{\"a\":[1 ]}", 10));
        assert!(repair("{\"a\":\"\0\"}", 13).is_none() && repair("{\"a\":\"\0\"}", 14).is_some());
    }

    /// JSON of any shape, whose texts and names look like faults.
    fn json() -> impl Strategy<Value = serde_json::Value> {
        let text = "[ -~é\n\t]{0,12}|NaN|007|,]|\\\\|\\\\ud800";
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            text.prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 40, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map(text, inner, 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_valid_document_is_never_changed(value in json()) {
            for text in [value.to_string(), format!("{value:#}")] {
                prop_assert!(repair(&text, usize::MAX).is_none(), "{}", text);
            }
        }

        #[test]
        fn a_repair_is_complete_and_leads_back(text in "[\\[{\"\\\\,}\\]0-9Nae\n -]{0,40}", offset in 0..60_usize) {
            let end = text.len();
            prop_assert!(original_offset(&text, offset) <= end);
            if let Some(repaired) = repair(&text, usize::MAX) {
                prop_assert!(repaired.length <= end);
                prop_assert!(repair(&repaired.text, usize::MAX).is_none_or(|again| again.notes == [NoteId::TrailingComma]), "{}", repaired.text);
            }
        }
    }

    #[test]
    fn an_offset_leads_back_to_the_original() {
        let text = "{\"a\":\"\n\n\",\"b\":007,\"c\":oops}";
        let repaired = repair(text, usize::MAX).expect("a fault");
        let found = repaired.text.find("oops").expect("the word");
        assert_eq!(original_offset(text, found), text.find("oops").expect("the word"));
        assert_eq!(original_offset(text, repaired.text.len()), text.len() - 1);
        assert_eq!(original_offset(text, 0), 0);
    }
}
