//! The policy file (RFC 8461 §3.2): parses octets into fields and problems.
//!
//! ```text
//! version: STSv1
//! mode: enforce
//! mx: mail.example.com
//! max_age: 604800
//! ```

mod code;
mod edit_distance;
mod foreign;
mod intended_key;
mod line;
mod pasted;
mod print;
mod rewritten;
mod utf16;
mod whole;

#[cfg(test)]
mod tests;

use alloc::{string::String, vec::Vec};

pub(crate) use self::{
    edit_distance::levenshtein_distance,
    foreign::BULLETS,
    intended_key::{intended_key, is_comment},
    rewritten::{HOST_MEMBERS, rewritten},
};
pub use self::{foreign::Foreign, utf16::utf_16_text};

use crate::{Located, MxPattern, PatternProblem, Problem, Span};

/// The largest `max_age` in seconds, about one year (§3.2).
pub const MAX_AGE_LIMIT: u64 = 31_557_600;

/// The mode: the delivery behaviour requested from senders (§5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Do not deliver to hosts that fail.
    Enforce,
    /// Deliver, and report failures.
    Testing,
    /// Behave as if there were no policy.
    None,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Enforce, Self::Testing, Self::None];

    /// Returns the word in the file.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Testing => "testing",
            Self::None => "none",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        match word {
            "enforce" => Some(Self::Enforce),
            "testing" => Some(Self::Testing),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// A key of §3.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `version`.
    Version,
    /// `mode`.
    Mode,
    /// `mx`.
    Mx,
    /// `max_age`.
    MaxAge,
}

impl Key {
    /// Every key, in the order of the RFC's example.
    pub const ALL: [Self; 4] = [Self::Version, Self::Mode, Self::Mx, Self::MaxAge];

    /// Returns the word in the file.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Mode => "mode",
            Self::Mx => "mx",
            Self::MaxAge => "max_age",
        }
    }

    fn from_word(name: &str) -> Option<Self> {
        match name {
            "version" => Some(Self::Version),
            "mode" => Some(Self::Mode),
            "mx" => Some(Self::Mx),
            "max_age" => Some(Self::MaxAge),
            _ => None,
        }
    }

    /// Returns the key at the start of a line, directly before its colon, and the text after it. The second letter identifies
    /// the key.
    pub(crate) fn before_colon(line: &[u8]) -> Option<(Self, &[u8])> {
        match line.get(1)? {
            b'e' => Some((Self::Version, line.strip_prefix(b"version:")?)),
            b'o' => Some((Self::Mode, line.strip_prefix(b"mode:")?)),
            b'x' => Some((Self::Mx, line.strip_prefix(b"mx:")?)),
            b'a' => Some((Self::MaxAge, line.strip_prefix(b"max_age:")?)),
            _ => None,
        }
    }
}

/// The fields of a policy. For `version`, `mode` and `max_age`, the first occurrence counts (§3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// `version: STSv1`, if present.
    pub version: Option<Located<()>>,
    /// The mode, if it is one of the three.
    pub mode: Option<Located<Mode>>,
    /// Policy lifetime at senders in seconds, if it has 1 to 10 digits. It may exceed [`MAX_AGE_LIMIT`].
    pub max_age: Option<Located<u64>>,
    /// The `mx` lines with grammatical values, in order.
    pub mx: Vec<MxLine>,
    /// Fields not defined in §3.2, in order.
    pub extensions: Vec<Extension>,
}

/// One `mx` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MxLine {
    /// The pattern.
    pub pattern: MxPattern,
    /// The span of its value.
    pub span: Span,
}

/// One extension field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// The span of the line.
    pub span: Span,
}

/// A parsed policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyReading {
    /// Its fields.
    pub policy: Policy,
    /// Problems, in the order of the file.
    pub problems: Vec<Problem<PolicyProblem>>,
    /// Whether the file matches `sts-policy-record` of §3.2, including this project's reading of errata 6253 and 7282.
    pub grammatical: bool,
    /// The style of its line endings.
    pub line_ends: LineEnds,
    /// The spans of its lines, without line endings.
    pub lines: Vec<Span>,
}

/// The style of a file's line endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// No line ending.
    None,
    /// All CR LF.
    CrLf,
    /// All LF.
    Lf,
    /// Both CR LF and LF.
    Mixed,
}

/// Problems of a policy file, most specific first. A parser reports the first kind that fits a file, line or value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyProblem {
    /// Nothing but white space.
    Empty,
    /// An HTML page.
    Html,
    /// The text of the DNS record.
    TxtRecord,
    /// Another kind of text.
    Foreign(Foreign),
    /// A byte order mark.
    Bom,
    /// Not UTF-8, or NUL octets.
    NotUtf8,
    /// Several fields on one line.
    SingleLine,
    /// CR without LF.
    NewlineCr,
    /// Quotation marks.
    Quoted,
    /// A semicolon or comma after a value.
    TrailingSemicolon,
    /// `=` instead of the colon.
    Equals,
    /// Not `key: value`.
    LineSyntax,
    /// A comment.
    Comment,
    /// A blank line.
    Blank,
    /// Blanks before a key.
    LeadingSpace,
    /// Blanks between key and colon.
    SpaceBeforeColon,
    /// A known key in other letter case.
    KeyCase,
    /// A key that comes close to a known one.
    KeyTypo,
    /// A key that is not registered.
    Unknown,
    /// A second `version`, `mode` or `max_age`.
    Duplicate,
    /// A missing field that no other problem explains.
    Missing(Key),
    /// A version other than STSv1.
    Version,
    /// A version that is not on the first line.
    VersionNotFirst,
    /// An unknown mode.
    Mode,
    /// `report`, which drafts used for `testing`.
    ModeReport,
    /// A mode in other letter case.
    ModeCase,
    /// A `max_age` that is not 1 to 10 digits.
    MaxAge,
    /// An `mx` value that is not a usable pattern.
    Mx(PatternProblem),
}

impl PolicyReading {
    /// Parses a policy file, byte for byte.
    #[must_use]
    pub fn read(text: &[u8]) -> Self {
        whole::read_policy(text)
    }

    /// Parses a text that a person pasted. It may be in another notation, which is then its only problem, or have placeholders.
    /// The same texts are valid as with [`PolicyReading::read`].
    #[must_use]
    pub fn read_pasted(text: &[u8]) -> Self {
        pasted::read_pasted(text)
    }

    /// Whether a sender that is lenient about single lines could apply it. It has version, mode, `max_age` and at least one
    /// usable `mx`, which mode `none` does not need.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let Policy { version, mode, max_age, mx, .. } = &self.policy;
        let mode = mode.map(|mode| mode.value);
        version.is_some() && max_age.is_some() && mode.is_some_and(|mode| mode == Mode::None || !mx.is_empty())
    }

    /// Whether senders that follow the RFC apply it.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.grammatical && self.is_complete()
    }
}
