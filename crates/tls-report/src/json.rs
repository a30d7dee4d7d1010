//! JSON documents: one report, several reports in sequence, or something else.

mod entry;
mod fault;
mod member;
mod repair;
mod whole;

pub use fault::{FaultCause, JsonFault};

use std::{borrow::Cow, ops::Range};

use memchr::memmem;
use serde::de::IgnoredAny;
use smol_str::SmolStr;

use crate::{
    Limits, NoteId, Report, SkipReason, encoding,
    organization::MailSender,
    raw::{Node, RawReport},
};
use fault::LineCounter;

/// The origin of a document, and the hints it gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// The policy domain according to the file name or the message.
    pub domain: Option<SmolStr>,
    /// The sender's domain according to the file name or the message.
    pub submitter: Option<SmolStr>,
    /// The report id according to the Subject of the message.
    pub subject_id: Option<String>,
    /// The sender of the message around it.
    pub mail_sender: MailSender,
    /// Deviations outside the document.
    pub notes: Vec<NoteId>,
}

/// The documents of a text.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    pub reports: Vec<Report>,
    /// One refusal for each document that is not a report.
    pub skipped: Vec<Refusal>,
}

/// The reason why a document is not a report, and the fault of broken JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub why: SkipReason,
    pub fault: Option<JsonFault>,
}

impl From<SkipReason> for Refusal {
    fn from(why: SkipReason) -> Self {
        Self { why, fault: None }
    }
}

impl Documents {
    /// Adds a report. Nearly every text has only one, so the first takes no more space than it needs.
    fn add(&mut self, report: Report) {
        if self.reports.is_empty() {
            self.reports.reserve_exact(1);
        }
        self.reports.push(report);
    }
}

/// The number of times that the bytes of a text may be looked through for repairs. A text of many broken documents
/// thus takes no time that grows with the square of its length.
const REPAIRS: usize = 8;

/// Reads all documents of a text. After a broken document, it continues with those that begin on later lines. The
/// caller knows their place.
pub(crate) fn read(bytes: &[u8], origin: &Origin, limits: &Limits) -> Documents {
    if bytes.len() > limits.report_bytes {
        return Documents { skipped: vec![SkipReason::ReportLimit.into()], ..Documents::default() };
    }
    let (text, encoding) = encoding::decode(bytes);
    if let Some(why) = early_refusal(&text, limits) {
        return Documents { skipped: vec![why.into()], ..Documents::default() };
    }
    let mut documents = read_each(&text, origin, limits);
    let several = documents.reports.len() > 1;
    for report in &mut documents.reports {
        let subject = origin.subject_id.as_deref().filter(|id| report.report_id.as_deref() != Some(*id));
        let around = encoding.into_iter().chain(several.then_some(NoteId::SeveralDocuments));
        let around = around.chain(subject.map(|_| NoteId::SubjectIdDiffers));
        let around = around.chain(origin.mail_sender.notes(report, origin.submitter.as_deref()));
        report.add_notes(around.chain(origin.notes.iter().copied()));
    }
    documents
}

/// Returns the reason not to parse a text.
fn early_refusal(text: &str, limits: &Limits) -> Option<SkipReason> {
    let has_more =
        |byte: u8, most: usize| text.len() > most && memchr::memchr_iter(byte, text.as_bytes()).count() > most;
    if text.trim().is_empty() {
        Some(SkipReason::Empty)
    } else if has_more(b'{', limits.objects) || has_more(b',', limits.values) {
        Some(SkipReason::DetailLimit)
    } else {
        None
    }
}

fn read_each(text: &str, origin: &Origin, limits: &Limits) -> Documents {
    let mut documents = Documents::default();
    let inner = array_of_reports(text).unwrap_or(0..text.len());
    let text = &text[..inner.end];
    let (mut at, mut repairable_bytes, mut lines) = (inner.start, REPAIRS * text.len(), LineCounter::default());
    while let Some(start) = next_start(text, at) {
        if documents.reports.len() + documents.skipped.len() >= limits.members {
            documents.skipped.push(SkipReason::MemberLimit.into());
            break;
        }
        let rest = &text[start..];
        let mut document = Node::default();
        let read = match read_first(rest, &mut document) {
            Ok(length) => Ok((as_report(&document, &rest[..length], origin), length)),
            Err(error) => {
                let later = later_start(text, start, &error);
                read_repaired(rest, error, origin, &mut repairable_bytes).map_err(|fault| (fault, later))
            }
        };
        at = match read {
            Ok((report, length)) => {
                match report {
                    Ok(report) => documents.add(report),
                    Err(why) => documents.skipped.push(why.into()),
                }
                start + length
            }
            Err(((error, offset), later)) => {
                lines.move_to(text, start);
                documents.skipped.push(refusal(text, &lines, start + offset, &error));
                match later {
                    Some(later) => later,
                    None => break,
                }
            }
        };
    }
    documents
}

/// Returns the inside of a list of reports. Programs that collect reports write one.
fn array_of_reports(text: &str) -> Option<Range<usize>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let has = |member: &str| memmem::find(inner.as_bytes(), member.as_bytes()).is_some();
    let is_of_reports = inner.trim_start().starts_with('{') && has("\"policies\"") && !has("\"organization_name\"");
    let start = text.find('[')? + 1;
    is_of_reports.then_some(start..start + inner.len())
}

/// A document that is not a report, or a report; and the length of its text.
type ReadDocument = (Result<Report, SkipReason>, usize);

/// Reads the document at the start of a text, which the parser refused, if it can be repaired. Otherwise returns the
/// first fault that cannot, with its offset.
fn read_repaired(
    text: &str,
    error: serde_json::Error,
    origin: &Origin,
    repairable_bytes: &mut usize,
) -> Result<ReadDocument, (serde_json::Error, usize)> {
    let repaired = repair::repair(text, *repairable_bytes);
    *repairable_bytes = repairable_bytes.saturating_sub(repaired.as_ref().map_or(text.len(), |it| it.text.len()));
    let offset = fault::offset(text, &error);
    let Some(repaired) = repaired else { return Err((error, offset)) };
    let mut document = Node::default();
    match read_first(&repaired.text, &mut document) {
        Ok(length) => {
            let mut report = as_report(&document, &repaired.text[..length], origin);
            if let Ok(report) = &mut report {
                report.add_notes(repaired.notes.into_iter());
            }
            Ok((report, repaired.length))
        }
        // A text that is not closed ends at the next one, and what the parser finds there misleads.
        Err(_) if is_open_text(&error) => Err((error, offset)),
        Err(later) => {
            let offset = repair::original_offset(text, fault::offset(&repaired.text, &later));
            Err((later, offset))
        }
    }
}

fn refusal(text: &str, lines: &LineCounter, offset: usize, error: &serde_json::Error) -> Refusal {
    let why = json_skip_reason(error);
    let fault = (why != SkipReason::DepthLimit).then(|| JsonFault::new(text, lines, offset, error));
    Refusal { why, fault }
}

fn is_open_text(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("control character")
}

/// Returns the next byte that is neither white space nor a separator of documents (RFC 7464, or a comma).
fn next_start(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let blank = |c: char| c.is_whitespace() || matches!(c, ',' | '\u{1e}' | '\0' | '\u{feff}');
    rest.find(|c: char| !blank(c)).map(|offset| at + offset)
}

/// Reads the value at the start of a text. Returns its length.
fn read_first<'a>(text: &'a str, document: &mut Node<RawReport<'a>>) -> Result<usize, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    if text.starts_with(['{', '[']) {
        document.read(&mut deserializer)?;
        return Ok(deserializer.into_iter::<IgnoredAny>().byte_offset());
    }
    // Only the stream checks where a number or word ends.
    *document = Node::Other;
    let mut values = deserializer.into_iter::<IgnoredAny>();
    match values.next() {
        Some(value) => value.map(|_| values.byte_offset()),
        None => Ok(text.len()),
    }
}

fn json_skip_reason(error: &serde_json::Error) -> SkipReason {
    if error.is_eof() {
        SkipReason::CutJson
    } else if error.to_string().starts_with("recursion limit") {
        SkipReason::DepthLimit
    } else {
        SkipReason::BrokenJson
    }
}

/// Returns the start of the next document that begins on a line after the broken one.
fn later_start(text: &str, start: usize, error: &serde_json::Error) -> Option<usize> {
    let broken = &text.as_bytes()[start..];
    let line = error.line().saturating_sub(1);
    let line_start = if line == 0 { 0 } else { memchr::memchr_iter(b'\n', broken).nth(line - 1)? };
    memmem::find(&broken[line_start..], b"\n{").map(|offset| start + line_start + offset + 1)
}

fn as_report(document: &Node<RawReport<'_>>, text: &str, origin: &Origin) -> Result<Report, SkipReason> {
    let other_reader = || memmem::find(text.as_bytes(), b"\"organization_name\"").is_some();
    match document {
        Node::Object(raw) => match whole::report(raw, origin) {
            Some(report) => Ok(report),
            None if other_reader() => Err(SkipReason::OtherReader),
            None => Err(SkipReason::NotAReport),
        },
        _ if other_reader() => Err(SkipReason::OtherReader),
        _ => Err(SkipReason::NotAReport),
    }
}

/// A path in a document, such as `policies[0].summary`.
#[derive(Clone, Copy)]
pub(crate) enum JsonPath<'a> {
    Top,
    Member(&'a JsonPath<'a>, &'static str),
    Item(&'a JsonPath<'a>, usize),
}

impl JsonPath<'_> {
    fn path(&self) -> Cow<'static, str> {
        match self {
            Self::Top => "".into(),
            Self::Member(Self::Top, name) => (*name).into(),
            Self::Member(parent, name) => format!("{}.{name}", parent.path()).into(),
            Self::Item(parent, index) => format!("{}[{index}]", parent.path()).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{"organization-name":"A","report-id":"1","policies":[]}"#;

    fn outcome(text: &str) -> (usize, Vec<SkipReason>) {
        let documents = read(text.as_bytes(), &Origin::default(), &Limits::default());
        (documents.reports.len(), documents.skipped.iter().map(|refusal| refusal.why).collect())
    }

    #[test]
    fn a_broken_document_does_not_hide_those_on_later_lines() {
        for (text, reports, skipped) in [
            (format!("{REPORT}\n{REPORT}"), 2, &[][..]),
            (format!("{REPORT}{REPORT}"), 2, &[]),
            (format!("{REPORT}\n{{\"a\": oops}}\n{REPORT}\n"), 2, &[SkipReason::BrokenJson]),
            (format!("{{\"a\": 1,\n{REPORT}"), 1, &[SkipReason::BrokenJson]),
            (format!("{REPORT}\n{{\"policies\": ["), 1, &[SkipReason::CutJson]),
            ("[{\"organization_name\": \"A\"}]".to_owned(), 0, &[SkipReason::OtherReader]),
            ("{\"organization_name\": \"A\", \"policies\": []}".to_owned(), 0, &[SkipReason::OtherReader]),
            ("{\"a\": 1}".to_owned(), 0, &[SkipReason::NotAReport]),
            ("{\"policies\": 1, \"report-id\": 2}".to_owned(), 0, &[SkipReason::NotAReport]),
            (format!("[{REPORT}]"), 1, &[]),
            (format!(" [\n{REPORT},\n{REPORT}\n]\n"), 2, &[]),
            (" \n".to_owned(), 0, &[SkipReason::Empty]),
            ("{\"report-id\":".to_owned() + &"[".repeat(200), 0, &[SkipReason::DepthLimit]),
        ] {
            assert_eq!(outcome(&text), (reports, skipped.to_vec()), "{text}");
        }
    }

    #[test]
    fn too_many_objects_are_refused_before_they_take_memory() {
        let text = format!("{{\"policies\":[{}]}}", "{},".repeat(200_000));
        assert_eq!(outcome(&text), (0, vec![SkipReason::DetailLimit]));
    }
}
