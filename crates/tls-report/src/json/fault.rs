//! The place and the cause of broken JSON.

use serde::{Deserialize, Serialize};

/// The first fault of a broken JSON document that could not be repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JsonFault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The cause.
    pub cause: FaultCause,
}

macro_rules! causes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal $(from $($message:literal)|+)?,)+) => {
        /// What is wrong with broken JSON.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum FaultCause { $($(#[doc = $doc])+ #[serde(rename = $id)] $name,)+ }

        impl FaultCause {
            /// Every cause.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Returns the name in JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Returns the cause that the parser's message states.
            fn from_message(message: &str) -> Self {
                $($(if [$($message),+].iter().any(|start| message.starts_with(start)) {
                    return Self::$name;
                })?)+
                Self::Other
            }
        }
    };
}

causes! {
    /// The document ends early.
    EndsEarly = "ends-early" from "EOF",
    /// A text is not closed, or has a line break or another control character.
    OpenText = "open-text" from "control character",
    /// A comma or a closing bracket is missing.
    MissingComma = "missing-comma" from "expected `,`" | "trailing characters",
    /// The colon between a name and its value is missing.
    MissingColon = "missing-colon" from "expected `:`",
    /// A value is missing, or begins with something that no value begins with.
    MissingValue = "missing-value" from "expected value" | "expected ident" | "trailing comma",
    /// A name without double quotes.
    MissingName = "missing-name" from "key must be a string" | "expected `\"`",
    /// A number is invalid.
    InvalidNumber = "invalid-number" from "invalid number" | "number out of range",
    /// An escape in a text is invalid.
    InvalidEscape = "invalid-escape" from "invalid escape" | "invalid unicode" | "lone leading surrogate" | "unexpected end of hex",
    /// Any other fault.
    Other = "other",
}

impl JsonFault {
    /// Creates the fault at a byte offset in a text, after the start of its document.
    pub(super) fn new(text: &str, start: &LineCounter, offset: usize, error: &serde_json::Error) -> Self {
        let before = &text.as_bytes()[..offset.clamp(start.offset, text.len())];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let is_start_of_character = |byte: &&u8| **byte & 0xc0 != 0x80;
        Self {
            line: start.breaks + memchr::memchr_iter(b'\n', &before[start.offset..]).count() + 1,
            column: before[line_start..].iter().filter(is_start_of_character).count() + 1,
            cause: FaultCause::from_message(&error.to_string()),
        }
    }
}

/// The number of line breaks before an offset. It only moves forwards, so that many faults take no time that grows with
/// the square of the text.
#[derive(Debug, Default)]
pub(super) struct LineCounter {
    offset: usize,
    breaks: usize,
}

impl LineCounter {
    pub(super) fn move_to(&mut self, text: &str, offset: usize) {
        self.breaks += memchr::memchr_iter(b'\n', &text.as_bytes()[self.offset..offset]).count();
        self.offset = offset;
    }
}

/// Returns the byte offset of an error in the text that was parsed.
pub(super) fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line = error.line().saturating_sub(2);
    let breaks = || memchr::memchr_iter(b'\n', text.as_bytes());
    let line_start = if error.line() < 2 { 0 } else { breaks().nth(line).map_or(text.len(), |at| at + 1) };
    // A line break that is the fault counts as column 0 of the next line.
    (line_start + error.column()).saturating_sub(1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_the_start_of_the_text() {
        let (text, mut lines) = ("{}\n{}\n{", LineCounter::default());
        let error = serde_json::from_str::<serde_json::Value>("{").expect_err("a fault");
        for (start, line) in [(0, 3), (3, 3), (6, 3)] {
            lines.move_to(text, start);
            assert_eq!(JsonFault::new(text, &lines, 7, &error).line, line);
        }
        assert_eq!(JsonFault::new(text, &lines, 0, &error).line, 3, "a fault is in its document");
    }

    #[test]
    fn a_fault_has_its_place_and_cause() {
        use FaultCause::*;
        for (text, line, column, cause) in [
            ("{\"é\":\n {\"a\" 1}}", 2, 7, MissingColon),
            ("{\"日本\": x}", 1, 8, MissingValue),
            ("{\"a\":1 \"b\":2}", 1, 8, MissingComma),
            ("{a:1}", 1, 2, MissingName),
            ("{\"a\":-x}", 1, 7, InvalidNumber),
            ("{\"a\":\"\\x\"}", 1, 8, InvalidEscape),
            ("{\"a\":\"b\n", 1, 8, OpenText),
            ("{\"a\":\n[", 2, 1, EndsEarly),
        ] {
            let error = serde_json::from_str::<serde_json::Value>(text).expect_err("a fault");
            let fault = JsonFault::new(text, &LineCounter::default(), offset(text, &error), &error);
            assert_eq!((fault.line, fault.column, fault.cause), (line, column, cause), "{text} {error}");
        }
    }
}
