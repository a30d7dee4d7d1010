//! Pasted texts: records and policy files with whatever tools, consoles and files put around them.
//!
//! First it is decided what a text *is*: a value alone, the presentation format of zone files (RFC 1035 §5.1), the output of
//! a DNS tool, a configuration language, an export. Then the value in it is read, and every octet keeps its place in the
//! text that was pasted: findings point there. What is none of the known forms is [`Content::Unreadable`], and nothing is
//! said about a record then. The forms are tables, [`formats()`]; a new one is one entry with its example.

mod answers;
mod dns_tool;
mod excerpt;
mod formats;
mod html;
pub(crate) mod json;
mod labelled;
mod noise;
mod policy;
mod policy_source;
mod power_shell;
mod recognise;
mod source;
mod status;
mod table;
mod tokens;
mod zone;

#[cfg(test)]
mod tests;

use alloc::{borrow::ToOwned, string::String, vec::Vec};

pub use self::{
    excerpt::Excerpt,
    formats::{Format, PRESENTATION, VALUE, formats},
    policy::{POLICY_FORMATS, PastedPolicy, PolicyFormat, read_policy},
};
use crate::{Domain, a_labels::a_labels};

/// Which record a text should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The STS record (RFC 8461 §3.1).
    Sts,
    /// The TLS reporting record (RFC 8460 §3).
    TlsRpt,
}

impl Kind {
    /// The labels of the names where such records are.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Sts => "_mta-sts",
            Self::TlsRpt => "_smtp._tls",
        }
    }
}

/// A pasted text, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// How it is written.
    pub format: &'static Format,
    /// The content.
    pub content: Content,
    /// The noise that was cut away.
    pub cut: Vec<Noise>,
    /// The lines at and below a TLSRPT record that holds no address: what was broken off may stand there.
    pub below: Option<Vec<u8>>,
}

/// The content of a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Records, as one answer; none where the text is empty.
    Records(Vec<PastedRecord>),
    /// The answer of a DNS server that has no such record (NXDOMAIN, or an empty answer), and the name that was asked for.
    NoRecord(Option<Owner>),
    /// The message of a DNS tool that got no answer: nothing is known about the record.
    NothingKnown(NoAnswer, Option<Owner>),
    /// No value can be read in it.
    Unreadable(Unreadable),
}

/// Why a DNS tool has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// SERVFAIL, or what a tool says instead.
    ServerFailure,
    /// REFUSED.
    Refused,
    /// No server answered in time, or none was reached.
    Timeout,
    /// The question was for another type of record.
    OtherQuestion,
    /// The question was for another name.
    OtherName,
    /// Anything else.
    Other,
}

impl NoAnswer {
    /// The word that messages choose by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ServerFailure => "servfail",
            Self::Refused => "refused",
            Self::Timeout => "timeout",
            Self::OtherQuestion => "other-question",
            Self::OtherName => "other-name",
            Self::Other => "other",
        }
    }
}

/// Why no value can be read in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Its form is none of the known ones.
    Unknown,
    /// Its form is known, but no record of this kind is in it.
    NoValue,
    /// It is a policy file.
    Policy,
    /// It is a command without its answer.
    Command,
    /// Its value is put together when a program runs.
    Computed,
    /// A tool shows the beginning of the value only.
    CutOff,
}

impl Unreadable {
    /// The word that messages choose by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NoValue => "no-value",
            Self::Policy => "policy",
            Self::Command => "command",
            Self::Computed => "computed",
            Self::CutOff => "cut-off",
        }
    }
}

/// Noise around a text, which is cut away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noise {
    /// A shell's prompt and command.
    Command,
    /// Escape sequences of a terminal, such as colours.
    EscapeSequences,
    /// The fence of a Markdown code block, or backticks around the text.
    Fence,
    /// The marks of a quotation in a mail.
    MailQuote,
    /// The marks of a diff, and the lines that it takes away.
    Diff,
    /// Line numbers.
    LineNumbers,
    /// The head of an HTTP response.
    HttpHead,
    /// The front matter of a static-site generator.
    FrontMatter,
    /// The HTML around it.
    Html,
    /// Line breaks within a record.
    LineBreaks,
    /// Marks that make line ends visible.
    LineEndMarks,
    /// Records that are commented out in a source.
    Comments,
    /// Records for other names.
    OtherNames,
    /// Answers before the last one.
    EarlierAnswers,
}

impl Noise {
    /// The word that messages choose by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::EscapeSequences => "escape-sequences",
            Self::Fence => "fence",
            Self::MailQuote => "mail-quote",
            Self::Diff => "diff",
            Self::LineNumbers => "line-numbers",
            Self::HttpHead => "http-head",
            Self::FrontMatter => "front-matter",
            Self::Html => "html",
            Self::LineBreaks => "line-breaks",
            Self::LineEndMarks => "line-end-marks",
            Self::Comments => "comments",
            Self::OtherNames => "other-names",
            Self::EarlierAnswers => "earlier-answers",
        }
    }
}

/// A TXT record in a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedRecord {
    /// The text that it publishes, its character-strings joined.
    pub text: Excerpt,
    /// How it is written.
    pub style: Style,
    /// The name that it is for, if the text says so.
    pub owner: Option<Owner>,
    /// What was meant, where a comment cuts it: outside of quotation marks, a semicolon begins one.
    pub meant: Option<Vec<u8>>,
}

impl PastedRecord {
    /// A record that is written as its value alone.
    #[must_use]
    pub const fn value(text: Excerpt) -> Self {
        Self { text, style: Style::Value, owner: None, meant: None }
    }
}

/// How a TXT record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As its value.
    Value,
    /// As character-strings in quotation marks.
    Strings,
    /// As a line of a zone file, or what `dig`, `host` and `nslookup` print in its fashion.
    Line,
}

/// The name that a record is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// In lower case, without a final dot.
    pub name: String,
    /// It is complete; otherwise the name of the zone follows.
    pub absolute: bool,
}

impl Owner {
    pub(crate) fn named(name: &[u8], complete: bool) -> Self {
        let name = String::from_utf8_lossy(name);
        let name = name.trim_start_matches('\u{feff}').to_ascii_lowercase();
        let name = a_labels(&name).unwrap_or(name);
        let bare = name.strip_suffix('.');
        Self { absolute: complete || bare.is_some(), name: bare.unwrap_or(&name).to_owned() }
    }

    /// The domain behind its underscored labels, as far as it says.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        let labels: Vec<&str> = self.name.split('.').skip_while(|label| label.starts_with('_')).collect();
        labels.join(".").parse().ok().filter(|_| labels.len() > 1)
    }

    /// Whether it is, or in its zone may be, this name.
    #[must_use]
    pub fn may_be(&self, name: &str) -> bool {
        let continued = |rest: &str| rest.is_empty() || (!self.absolute && rest.starts_with('.'));
        name.strip_prefix(self.name.as_str()).is_some_and(continued)
    }
}

/// Reads a text that should hold records of this kind: each line that is not blank is one, unless it is one of the other
/// [`formats()`].
#[must_use]
pub fn read(text: &[u8], kind: Kind) -> Pasted {
    read_for(text, kind, None)
}

/// Reads a text like [`read`]. Of records for several names, those of this domain count, else those of the first name.
#[must_use]
pub fn read_for(text: &[u8], kind: Kind, domain: Option<&Domain>) -> Pasted {
    let clean = noise::without(&Excerpt::whole(text).with_line_feeds());
    let (format, content) = recognise::content(&clean, kind);
    let answer = answers::last_answer(content, &clean, kind, domain);
    let below = answers::below(&answer.content, &clean, kind);
    Pasted { format, content: answer.content, cut: [clean.cut, answer.cut].concat(), below }
}

/// Reads a text that is the record, octet for octet.
#[must_use]
pub fn read_exactly(text: &[u8]) -> Pasted {
    let record = PastedRecord::value(Excerpt::whole(text));
    Pasted { format: &VALUE, content: Content::Records([record].into()), cut: Vec::new(), below: None }
}
