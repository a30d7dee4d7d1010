//! Parser of a whole policy file: its format, its lines and its missing fields.

use alloc::vec::Vec;

use memchr::{memchr, memchr_iter};

use super::{
    Foreign, Key, LineEnds, Mode, Policy, PolicyProblem as P, PolicyReading,
    line::{Lines, Origin},
};
use crate::{Problem, Span, fields::contains_ignoring_case, span::is_blank};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Parses a policy file. Some problems leave nothing to parse and are reported alone.
pub(super) fn read_policy(text: &[u8]) -> PolicyReading {
    match policy_text(text) {
        Ok(text) => read_fields(text, Origin::Served),
        Err(problem) => reading_with_only(problem, text),
    }
}

pub(super) fn reading_with_only(problem: Problem<P>, text: &[u8]) -> PolicyReading {
    let (lines, line_ends) = lines(text, 0);
    PolicyReading { policy: Policy::default(), problems: [problem].into(), grammatical: false, line_ends, lines }
}

/// Returns the text, or a problem that names the format if it is not a policy.
pub(super) fn policy_text(octets: &[u8]) -> Result<&str, Problem<P>> {
    let body = octets.strip_prefix(BOM).unwrap_or(octets).trim_ascii_start();
    if body.is_empty() {
        return Err(Problem::new(P::Empty, Span::new(0, octets.len())));
    }
    let text = utf8(octets).map_err(|at| Problem::new(P::NotUtf8, Span::new(at, at + 1)))?;
    other_format_problem(octets, body).map_or(Ok(text), Err)
}

/// Returns a problem that names the format of octets that begin with `body`, if they are another kind of text.
fn other_format_problem(text: &[u8], body: &[u8]) -> Option<Problem<P>> {
    let whole = Span::new(0, text.len());
    let html = body.starts_with(b"<")
        && ["<html", "<!doctype", "<body", "<head", "<table", "<td>", "<pre>", "<br>", "<br/", "<p>", "<li>", "<div"]
            .iter()
            .any(|tag| contains_ignoring_case(body, tag.as_bytes()));
    if html {
        Some(Problem::new(P::Html, whole))
    } else if body.strip_prefix(b"\"").unwrap_or(body).starts_with(b"v=STSv1") {
        Some(Problem::new(P::TxtRecord, whole))
    } else if let Some(foreign) = Foreign::recognise(body) {
        Some(Problem::new(P::Foreign(foreign), whole))
    } else if !body.trim_ascii_end().contains(&b'\n') && text.windows(2).any(|pair| pair == b"\\n") {
        Some(Problem::new(P::SingleLine, first_line(text)))
    } else {
        lone_cr(text)
    }
}

/// Returns the text, or the position of the first octet that is not UTF-8.
pub(super) fn utf8(octets: &[u8]) -> Result<&str, usize> {
    let text = core::str::from_utf8(octets).map_err(|error| error.valid_up_to())?;
    memchr(b'\0', octets).map_or(Ok(text), Err)
}

/// Returns a CR that ends a line alone: anything but LF follows it. CR before CR LF does not count.
fn lone_cr(text: &[u8]) -> Option<Problem<P>> {
    let lone = |at: &usize| !matches!(text.get(at + 1), Some(b'\n' | b'\r'));
    memchr_iter(b'\r', text).find(lone).map(|at| Problem::new(P::NewlineCr, Span::new(at, at + 1)))
}

pub(super) fn first_line(text: &[u8]) -> Span {
    lines(text, 0).0.first().copied().unwrap_or_default()
}

/// Reads the lines of a text that is or resembles a policy.
pub(super) fn read_fields(text: &str, origin: Origin) -> PolicyReading {
    let mut reading = Lines::new(origin);
    let octets = text.as_bytes();
    let body = octets.strip_prefix(BOM).map_or(0, |_| BOM.len());
    if body > 0 {
        reading.add_problem(P::Bom, Span::new(0, body));
        reading.grammatical = false;
    }
    let (lines, line_ends) = lines(octets, body);
    for &line in &lines {
        reading.read_line(text, line);
    }
    report_missing_fields(&mut reading, octets);
    report_late_version(&mut reading, &lines);
    let grammatical = reading.grammatical && reading.has_required_fields();
    PolicyReading { policy: reading.policy, problems: reading.problems, grammatical, line_ends, lines }
}

/// Returns the spans of the lines without their line endings, and the style of those. A final line ending begins no further
/// line.
pub(super) fn lines(text: &[u8], from: usize) -> (Vec<Span>, LineEnds) {
    let (mut all, mut with_cr) = (0, 0);
    // Most files have no more lines.
    let mut spans = Vec::with_capacity(8);
    let mut start = from;
    while start < text.len() {
        let length = memchr(b'\n', &text[start..]);
        let end = length.map_or(text.len(), |length| start + length);
        let cr = end > start && text[end - 1] == b'\r' && length.is_some();
        all += usize::from(length.is_some());
        with_cr += usize::from(cr);
        spans.push(Span::new(start, if cr { end - 1 } else { end }));
        start = end + 1;
    }
    (spans, LineEnds::from_counts(all, with_cr))
}

impl LineEnds {
    /// Derives the style of the line endings from the number of LF, and how many of them follow a CR.
    const fn from_counts(all: usize, with_cr: usize) -> Self {
        match (all, with_cr) {
            (0, _) => Self::None,
            (_, 0) => Self::Lf,
            _ if all == with_cr => Self::CrLf,
            _ => Self::Mixed,
        }
    }
}

/// Reports missing fields, unless another problem explains them.
fn report_missing_fields(reading: &mut Lines, text: &[u8]) {
    let none = reading.policy.mode.is_some_and(|mode| mode.value == Mode::None);
    let end =
        text.iter().rposition(|&octet| !is_blank(octet) && octet != b'\n' && octet != b'\r').map_or(0, |at| at + 1);
    for key in Key::ALL {
        let excused = key == Key::Mx && (none || reading.policy.mode.is_none() && reading.has_key(Key::Mode));
        if !reading.has_key(key) && !reading.is_absence_explained(key) && !excused {
            reading.add_problem(P::Missing(key), Span::new(end, end));
        }
    }
}

/// Reports a version after the first line. Google's instructions require it first; the RFC does not. Comments and blank lines
/// have their own problems, so they do not count as lines here.
fn report_late_version(reading: &mut Lines, lines: &[Span]) {
    let Some(version) = reading.policy.version else { return };
    let is_skipped_problem = |problem: &&Problem<P>| matches!(problem.kind, P::Blank | P::Comment);
    let skipped_starts: Vec<usize> =
        reading.problems.iter().filter(is_skipped_problem).map(|problem| problem.span.start).collect();
    let is_skipped_line = |line: &Span| {
        skipped_starts.get(skipped_starts.partition_point(|at| *at < line.start)).is_some_and(|at| *at <= line.end)
    };
    if lines.iter().find(|line| !is_skipped_line(line)).is_some_and(|first| version.span.start > first.end) {
        reading.add_problem(P::VersionNotFirst, version.span);
    }
}
