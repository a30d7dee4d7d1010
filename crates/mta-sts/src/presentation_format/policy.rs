//! Pasted policy files: with a response head, in a code block, quoted, or in the source of a web server.

mod encoding;
mod status;

use alloc::vec::Vec;

use encoding::{count_fields, decode};
pub use status::HttpStatus;

use super::{Encoding, Excerpt, Noise, Unreadable, noise, policy_noise, policy_source, source};
use crate::{Foreign, PolicyDraft, PolicyProblem, PolicyReading, Span, policy::utf_16_text};

/// The format of a pasted policy file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyFormat {
    /// The bare file.
    Value,
    /// A string in the source of a web server or script.
    Source,
    /// An HTML page.
    Html,
    /// The TXT record that announces it.
    Record,
    /// A file saved as UTF-16.
    Utf16,
    /// Octets that are not text.
    Binary,
    /// The head of an HTTP response.
    Head,
    /// Another kind of text.
    Foreign(Foreign),
}

/// Every format of a pasted policy file.
pub const POLICY_FORMATS: [PolicyFormat; 7 + Foreign::ALL.len()] = {
    let mut all = [PolicyFormat::Value; 7 + Foreign::ALL.len()];
    all[1] = PolicyFormat::Source;
    all[2] = PolicyFormat::Html;
    all[3] = PolicyFormat::Record;
    all[4] = PolicyFormat::Utf16;
    all[5] = PolicyFormat::Binary;
    all[6] = PolicyFormat::Head;
    let mut at = 0;
    while at < Foreign::ALL.len() {
        all[7 + at] = PolicyFormat::Foreign(Foreign::ALL[at]);
        at += 1;
    }
    all
};

impl PolicyFormat {
    /// Returns the id used by scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Source => "source",
            Self::Html => "html",
            Self::Record => "record",
            Self::Utf16 => "utf-16",
            Self::Binary => "binary",
            Self::Head => "http-head",
            Self::Foreign(foreign) => foreign.id(),
        }
    }
}

/// A parsed pasted policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedPolicy {
    /// The detected format.
    pub format: PolicyFormat,
    /// The file.
    pub body: Excerpt,
    /// The noise that was removed.
    pub cut: Vec<Noise>,
    /// The status of the response that the file was in.
    pub status: Option<HttpStatus>,
    /// The reason why no file can be read from the text.
    pub unreadable: Option<Unreadable>,
}

impl PastedPolicy {
    /// Takes a file byte for byte.
    #[must_use]
    pub fn exactly(text: &[u8]) -> Self {
        Self {
            format: PolicyFormat::Value,
            body: Excerpt::whole(text),
            cut: Vec::new(),
            status: None,
            unreadable: None,
        }
    }
}

/// Reads a text expected to be a policy file. A text that senders can apply stays unchanged. So does a bare file, whose line
/// ends are part of it.
#[must_use]
pub fn read_policy(text: &[u8]) -> PastedPolicy {
    let whole = PastedPolicy::exactly(text);
    if PolicyReading::read(text).is_valid() {
        return whole;
    }
    let (text, mut cut) = without_noise(&whole.body);
    let status = status::http_status(&whole.body).filter(|status| cut.contains(&Noise::HttpHead) || status.code != 200);
    let mut pasted = PastedPolicy { status, ..whole };
    if let Some(file) = policy_source::policy(&text) {
        (pasted.format, pasted.body) = (PolicyFormat::Source, file);
    } else {
        pasted.body = if cut.is_empty() { pasted.body } else { text };
        pasted.format = format_of(pasted.body.octets());
    }
    let is_clearer =
        |file: &Excerpt| pasted.format == PolicyFormat::Value || count_fields(file) > count_fields(&pasted.body);
    if let Some(file) = policy_noise::surrounding_text(&pasted.body).filter(is_clearer) {
        cut.push(Noise::SurroundingText);
        (pasted.format, pasted.body) = (format_of(file.octets()), file);
    }
    if pasted.body.octets().trim_ascii().is_empty() && cut.contains(&Noise::HttpHead) {
        pasted.format = PolicyFormat::Head;
    }
    pasted.cut = cut;
    pasted.unreadable = unreadable_reason(&pasted);
    pasted
}

/// Removes a kind of noise, if the text has it.
type Remove = fn(&Excerpt) -> Option<Excerpt>;

/// Returns a text without the noise around it, and what was removed. Line ends of a text without noise stay as they are.
fn without_noise(whole: &Excerpt) -> (Excerpt, Vec<Noise>) {
    let text = whole.clone().with_line_feeds();
    if let Some((decoded, encoding)) = decode(&text) {
        let head = (encoding == Encoding::Base64 && noise::has_mail_head(&text)).then_some(Noise::MailHead);
        return (decoded, head.into_iter().chain([Noise::Encoding(encoding)]).collect());
    }
    let (mut text, mut cut) = match policy_noise::log_prefix(&text) {
        Some(rest) => (rest, Vec::from([Noise::LogPrefix])),
        None => without_common_noise(text),
    };
    let further: [(Noise, Remove); 2] =
        [(Noise::LogPrefix, policy_noise::log_prefix), (Noise::LineEndMarks, policy_noise::line_end_marks)];
    for (noise, remove) in further {
        if let Some(rest) = remove(&text).filter(|rest| count_fields(rest) > count_fields(&text)) {
            text = rest;
            cut.push(noise);
        }
    }
    if let Some((decoded, encoding)) = decode(&text) {
        text = decoded;
        cut.push(Noise::Encoding(encoding));
    }
    (text, cut)
}

/// Returns a text without the noise that records may have, too.
fn without_common_noise(text: Excerpt) -> (Excerpt, Vec<Noise>) {
    let clean = noise::remove_noise(&text);
    let is_cut = is_intended_text(&clean.cut, clean.text.octets());
    if is_cut { (clean.text, clean.cut) } else { (text, Vec::new()) }
}

/// Whether the remaining text is the intended one. Two lines of hyphens may also be part of a file.
fn is_intended_text(cut: &[Noise], rest: &[u8]) -> bool {
    let is_response = cut.contains(&Noise::HttpHead);
    let is_certain = cut.iter().any(|noise| *noise != Noise::FrontMatter) && !rest.trim_ascii().is_empty();
    is_response
        || is_certain
        || (!cut.is_empty() && (source::is_policy_like(rest) || format_of(rest) != PolicyFormat::Value))
}

/// Returns the format of a text, as detected by the policy parser.
fn format_of(text: &[u8]) -> PolicyFormat {
    if utf_16_text(text).is_some_and(|text| has_trace(text.as_bytes())) {
        return PolicyFormat::Utf16;
    }
    if text.starts_with(b"%PDF") {
        return PolicyFormat::Binary;
    }
    let reading = PolicyReading::read_pasted(text);
    match reading.problems.first().map(|problem| problem.kind) {
        Some(PolicyProblem::Html) => PolicyFormat::Html,
        Some(PolicyProblem::TxtRecord) => PolicyFormat::Record,
        Some(PolicyProblem::Foreign(foreign)) => PolicyFormat::Foreign(foreign),
        Some(PolicyProblem::Empty) => PolicyFormat::Value,
        Some(PolicyProblem::NotUtf8) if !has_trace(text) => PolicyFormat::Binary,
        _ if !has_trace(text) => PolicyFormat::Foreign(Foreign::Text),
        _ => PolicyFormat::Value,
    }
}

/// Whether a text has a field of a policy, or what may be meant as one.
fn has_trace(text: &[u8]) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_word = |line: &[u8]| !line.iter().any(|octet| b":=".contains(octet) || octet.is_ascii_whitespace());
    if text.split(|octet| *octet == b'\n').all(|line| is_word(line.trim_ascii())) {
        // Hosts alone name no policy.
        return lower.windows(5).any(|five| five == b"stsv1");
    }
    let draft = PolicyDraft::salvaged(text);
    let has_field = draft.max_age.is_some() || !draft.mx.is_empty() || !draft.undecided.is_empty();
    has_field || lower.windows(5).any(|five| five == b"stsv1") || source::is_policy_like(text)
}

/// Whether every line of a policy is a comment.
fn is_commented_out(text: &Excerpt) -> bool {
    let lines = text.lines().into_iter().filter(|line| !text.octets()[line.clone()].trim_ascii().is_empty());
    let mut uncommented = text.empty_at(0);
    for line in lines {
        let octets = &text.octets()[line.clone()];
        let Some(mark) = [&b"#"[..], b"//", b";"].into_iter().find(|mark| octets.trim_ascii_start().starts_with(mark))
        else {
            return false;
        };
        let blanks = octets.len() - octets.trim_ascii_start().len();
        uncommented.append(&text.slice(line.start + blanks + mark.len()..line.end).trimmed());
        uncommented.push(b'\n', text, Span::new(line.end, line.end));
    }
    count_fields(&uncommented) > 2
}

/// Returns why a text says nothing about a policy file: it has no trace of one, or only the head of a response that may have one.
fn unreadable_reason(pasted: &PastedPolicy) -> Option<Unreadable> {
    let is_success = pasted.status.as_ref().is_none_or(|status| status.code == 200);
    match pasted.format {
        _ if !is_success => None,
        _ if is_commented_out(&pasted.body) => Some(Unreadable::Comment),
        PolicyFormat::Binary | PolicyFormat::Foreign(Foreign::Text) => Some(Unreadable::NoPolicy),
        PolicyFormat::Head => Some(Unreadable::NoBody),
        _ => None,
    }
}
