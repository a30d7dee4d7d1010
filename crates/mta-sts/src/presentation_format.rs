//! Pasted texts: records and policy files, with the noise that tools, consoles and files add.
//!
//! First the format of the text is detected. It is a value alone, the presentation format of zone files (RFC 1035 §5.1), the
//! output of a DNS tool, a configuration language or an export. Then the value is extracted. Every octet keeps its position in
//! the pasted text, so that findings can point there. A text in no known format is [`Content::Unreadable`], and no record is
//! judged then. The formats are tables, [`formats()`]; a new format is one entry with its example.

mod aliases;
mod answers;
mod blank_table;
mod box_drawing;
mod changes;
mod dns_tool;
mod encoding;
mod formats;
mod headings;
mod html;
mod json;
mod labelled;
mod maradns;
mod noise;
mod policy;
mod policy_noise;
mod policy_source;
mod power_shell;
mod recognise;
mod record_noise;
mod second_reading;
mod sentence;
mod source;
mod status;
mod table;
mod tokens;
mod zone;

#[cfg(test)]
mod tests;

use alloc::{borrow::ToOwned, string::String, vec::Vec};

pub use self::{
    encoding::Encoding,
    formats::{Format, PRESENTATION, VALUE, formats},
    noise::Noise,
    policy::{HttpStatus, POLICY_FORMATS, PastedPolicy, PolicyFormat, read_policy},
};
pub use crate::excerpt::Excerpt;
use crate::{Domain, a_labels::a_labels};

/// The record expected in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The STS record (RFC 8461 §3.1).
    Sts,
    /// The TLS reporting record (RFC 8460 §3).
    TlsRpt,
}

impl Kind {
    /// Returns the labels of the names where such records are.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Sts => "_mta-sts",
            Self::TlsRpt => "_smtp._tls",
        }
    }
}

/// A parsed pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The detected format.
    pub format: &'static Format,
    /// The content.
    pub content: Content,
    /// The noise that was removed.
    pub cut: Vec<Noise>,
    /// The lines from a TLSRPT record without an address onwards. They may hold a broken-off part of it.
    pub below: Option<Vec<u8>>,
}

/// The content of a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The records of one answer; none if the text is empty.
    Records(Vec<PastedRecord>),
    /// A DNS server's answer that no such record exists (NXDOMAIN, or an empty answer), and the queried name.
    NoRecord(Option<Owner>),
    /// The message of a DNS tool that got no answer. Nothing is known about the record.
    NothingKnown(NoAnswer, Option<Owner>),
    /// No value can be extracted.
    Unreadable(Unreadable),
}

/// The reason why a DNS tool has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// SERVFAIL, or a tool's wording for it.
    ServerFailure,
    /// REFUSED.
    Refused,
    /// No server answered in time, or none could be reached.
    Timeout,
    /// The query was for another record type.
    OtherQuestion,
    /// The query was for another name.
    OtherName,
    /// Any other reason.
    Other,
}

impl NoAnswer {
    /// Returns the id that selects the message.
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

/// The reason why no value can be read from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The format is unknown.
    Unknown,
    /// The format is known, but it contains no record of this kind.
    NoValue,
    /// The text is a policy file.
    Policy,
    /// The text is a command without its answer.
    Command,
    /// The value is assembled when a program runs.
    Computed,
    /// The tool shows only the start of the value.
    CutOff,
    /// Every record is in a comment.
    Comment,
    /// The text has no trace of a policy file.
    NoPolicy,
    /// The text is the head of an HTTP response without the file.
    NoBody,
}

impl Unreadable {
    /// Returns the id that selects the message.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NoValue => "no-value",
            Self::Policy => "policy",
            Self::Command => "command",
            Self::Computed => "computed",
            Self::CutOff => "cut-off",
            Self::Comment => "comment",
            Self::NoPolicy => "no-policy",
            Self::NoBody => "no-body",
        }
    }
}

/// A TXT record in a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedRecord {
    /// The published text, its character-strings joined.
    pub text: Excerpt,
    /// The style of the record.
    pub style: Style,
    /// The record's name, if the text gives it.
    pub owner: Option<Owner>,
    /// The intended text, if a comment truncates the record. Outside quotation marks, a semicolon begins a comment.
    pub meant: Option<Vec<u8>>,
}

impl PastedRecord {
    /// Builds a record written as a bare value.
    #[must_use]
    pub const fn value(text: Excerpt) -> Self {
        Self { text, style: Style::Value, owner: None, meant: None }
    }
}

/// The style in which a TXT record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A bare value.
    Value,
    /// Character-strings in quotation marks.
    Strings,
    /// A line of a zone file, or the similar output of `dig`, `host` and `nslookup`.
    Line,
}

/// The name of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The name in lower case, without a final dot.
    pub name: String,
    /// Whether the name is complete. Otherwise it is relative to the zone.
    pub is_absolute: bool,
}

impl Owner {
    pub(crate) fn from_name(name: &[u8], complete: bool) -> Self {
        let name = String::from_utf8_lossy(name);
        let name = name.trim_start_matches('\u{feff}').to_ascii_lowercase();
        let name = a_labels(&name).unwrap_or(name);
        let bare = name.strip_suffix('.');
        Self { is_absolute: complete || bare.is_some(), name: bare.unwrap_or(&name).to_owned() }
    }

    /// Returns the domain after the labels of the record, right or wrong, as far as the name gives it.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        let all: Vec<&str> = self.name.split('.').collect();
        let labels = &all[(0..all.len()).find(|at| !is_record_label(&all, *at)).unwrap_or(all.len())..];
        labels.join(".").parse().ok().filter(|_| labels.len() > 1)
    }

    /// Whether it equals this name, or may do so once completed with its zone.
    #[must_use]
    pub fn may_be(&self, name: &str) -> bool {
        let continued = |rest: &str| rest.is_empty() || (!self.is_absolute && rest.starts_with('.'));
        name.strip_prefix(self.name.as_str()).is_some_and(continued)
    }
}

/// Whether a label before a domain is one of the record's, or written in place of one: `mta-sts`, `smtp._tls`, `_smtp.tls`.
fn is_record_label(labels: &[&str], at: usize) -> bool {
    let previous = at.checked_sub(1).map(|previous| labels[previous]);
    match labels[at] {
        "mta-sts" | "mta_sts" | "mtasts" => at == 0,
        "smtp" => at == 0 && labels.get(1).is_some_and(|next| matches!(*next, "_tls" | "tls")),
        "tls" => previous.is_some_and(|previous| matches!(previous, "_smtp" | "smtp")),
        label => label.starts_with('_'),
    }
}

/// Reads a text of records of this kind. Each line that is not blank is a record, unless the text has one of the other
/// [`formats()`].
#[must_use]
pub fn read(text: &[u8], kind: Kind) -> Pasted {
    read_for(text, kind, None)
}

/// Reads a text like [`read`]. If it has records of several names, those of this domain count, else those of the first name.
#[must_use]
pub fn read_for(text: &[u8], kind: Kind, domain: Option<&Domain>) -> Pasted {
    let (text, encodings) = decoded(text);
    let read_once = |text: &Excerpt| read_decoded(text.clone(), kind, domain);
    let first = read_once(&text);
    let mut pasted = second_reading::read(&text, &first, kind, read_once).unwrap_or(first);
    pasted.cut.splice(0..0, encodings.into_iter().map(Noise::Encoding));
    pasted
}

fn read_decoded(text: Excerpt, kind: Kind, domain: Option<&Domain>) -> Pasted {
    let (rest, cut) = record_noise::remove(text.clone());
    let clean = noise::remove_noise(&rest);
    let (format, mut content) = recognise::content(&clean, kind);
    if let Content::Records(records) = &mut content {
        aliases::name_by_alias(records, &clean.text, kind);
    }
    answers::name_by_command(&mut content, &clean);
    let answer = answers::last_answer(content, &clean, &text, kind, domain);
    let below = answers::lines_below(&answer.content, &clean, kind);
    Pasted { format, content: answer.content, cut: [cut, clean.cut, answer.cut].concat(), below }
}

/// Returns an example of every format, noise and encoding. Each holds the record `v=STSv1; id=20260101000000Z;`.
pub fn examples() -> impl Iterator<Item = &'static [u8]> {
    let formats = formats().chain([&VALUE, &PRESENTATION]).map(|format| format.example.as_bytes());
    let noise = record_noise::RECORD_NOISE.iter().chain(&second_reading::DOUBTFUL_NOISE);
    let noise = noise.map(|noise| noise.example.as_bytes());
    formats.chain(noise).chain(encoding::DECODERS.iter().map(|decoder| decoder.example))
}

/// Returns a text without the encodings that it unmistakably has.
#[must_use]
pub fn decoded_text(text: &[u8]) -> Vec<u8> {
    decoded(text).0.octets().to_vec()
}

fn decoded(text: &[u8]) -> (Excerpt, Vec<Encoding>) {
    let (text, encodings) = encoding::decode(Excerpt::whole(text));
    (text.with_line_feeds(), encodings)
}

/// Reads a text that is exactly the record, byte for byte.
#[must_use]
pub fn read_exactly(text: &[u8]) -> Pasted {
    let record = PastedRecord::value(Excerpt::whole(text));
    Pasted { format: &VALUE, content: Content::Records([record].into()), cut: Vec::new(), below: None }
}
