//! The texts of a check, read: TXT records and the policy file, with the places of what is wrong in them.

use evidence::{DnsAnswer, Evidence, RecordKind};
use mta_sts::{Domain, LineIndex, Outcome, PolicyProblem, PolicyReading, Problem, RecordReading, Span, TlsRptReading};

use crate::{
    report::{Arg, Finding, Place, Source},
    rule::Rule,
};

/// The TXT records at `_mta-sts`.
#[derive(Debug)]
pub(crate) struct RecordCase<'a> {
    pub answer: &'a DnsAnswer,
    pub texts: Texts,
    pub reading: RecordReading,
}

/// The TXT records at `_smtp._tls`.
#[derive(Debug)]
pub(crate) struct TlsRptCase<'a> {
    pub texts: Texts,
    pub reading: TlsRptReading,
    pub answer: &'a DnsAnswer,
}

/// A policy file that was served with status 200 over verified TLS, within the limits.
#[derive(Debug)]
pub(crate) struct PolicyCase<'a> {
    pub body: &'a [u8],
    pub reading: PolicyReading,
    lines: LineIndex,
}

impl<'a> RecordCase<'a> {
    pub fn new(domain: &Domain, seen: &'a Evidence) -> Option<Self> {
        let answer = seen.dns(&domain.sts_name(), RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        let texts = Texts::of(answer, Source::Record);
        Some(Self { answer, reading: RecordReading::read(texts.all()), texts })
    }

    /// The `id` of a valid record.
    pub fn id(&self) -> Option<&str> {
        self.reading.id()
    }

    /// No record counts, and none comes close.
    pub fn is_absent(&self) -> bool {
        self.reading.outcome == Outcome::None && self.reading.problems.is_empty()
    }
}

impl<'a> TlsRptCase<'a> {
    pub fn new(domain: &Domain, seen: &'a Evidence) -> Option<Self> {
        let answer = seen.dns(&domain.tls_rpt_name(), RecordKind::Txt).filter(|answer| answer.is_conclusive())?;
        let texts = Texts::of(answer, Source::TlsRpt);
        Some(Self { reading: TlsRptReading::read(texts.all()), texts, answer })
    }
}

impl<'a> PolicyCase<'a> {
    pub fn new(body: &'a [u8]) -> Self {
        Self { body, reading: PolicyReading::read(body), lines: LineIndex::new(body) }
    }

    /// Places of one kind of objection, as findings.
    pub fn findings(&self, rule: &'static Rule, kind: PolicyProblem) -> Vec<Finding> {
        let problems = self.reading.problems.iter().filter(|problem| problem.kind == kind);
        told(
            problems,
            |problem| self.place(problem.span),
            |problem, place| {
                let octets = problem.span.of(self.body);
                let finding = with_problem_args(Finding::of(rule).at(place), octets, place.line);
                with_declared(finding, "expected", || problem.expected.as_deref().unwrap_or_default().into())
            },
        )
    }

    /// A place in the file.
    pub fn place(&self, span: Span) -> Place {
        let (line, column) = self.lines.line_and_column(span.start);
        Place { source: Source::Policy, record: 0, span, line, column }
    }
}

/// TXT records, joined, with their lines counted once.
#[derive(Debug)]
pub(crate) struct Texts {
    source: Source,
    joined: Vec<Vec<u8>>,
    lines: Vec<LineIndex>,
}

impl Texts {
    fn of(answer: &DnsAnswer, source: Source) -> Self {
        let joined = joined(answer);
        Self { source, lines: joined.iter().map(|text| LineIndex::new(text)).collect(), joined }
    }

    /// All of them.
    pub fn all(&self) -> &[Vec<u8>] {
        &self.joined
    }

    /// One of them; empty if there is none of that number.
    pub fn text(&self, record: usize) -> &[u8] {
        self.joined.get(record).map(Vec::as_slice).unwrap_or_default()
    }

    /// Places of one kind of objection to them, as findings.
    pub fn findings<K: Copy + PartialEq>(&self, rule: &'static Rule, problems: &[Problem<K>], kind: K) -> Vec<Finding> {
        told(
            problems.iter().filter(|problem| problem.kind == kind),
            |problem| self.place(problem.record, problem.span),
            |problem, place| {
                let text = self.text(problem.record);
                let finding = with_problem_args(Finding::of(rule).at(place), problem.span.of(text), place.line);
                with_declared(finding, "text", || shortened(text).into())
            },
        )
    }

    /// A place in one of them.
    pub fn place(&self, record: usize, span: Span) -> Place {
        let (line, column) = self.lines.get(record).map_or((1, 1), |lines| lines.line_and_column(span.start));
        Place { source: self.source, record, span, line, column }
    }

    /// All of one of them, as a place.
    pub fn whole(&self, record: usize) -> Place {
        self.place(record, Span::new(0, self.text(record).len()))
    }
}

/// The TXT records of an answer, the character-strings of each joined without a space (RFC 8461 §3.1).
pub(crate) fn joined(answer: &DnsAnswer) -> Vec<Vec<u8>> {
    answer.texts().map(|strings| strings.iter().flat_map(|octets| octets.0.iter().copied()).collect()).collect()
}

/// Faults of one kind that are told one by one.
const TOLD_ONE_BY_ONE: usize = 5;

/// Further places of the same fault that are kept: enough for any text that a person reads.
const FURTHER_PLACES: usize = 1_000;

/// A finding for each of the first few, and the places of the rest with the last of them: a hostile text must not become
/// a thousand times its size in findings.
pub(crate) fn told<T>(
    faults: impl Iterator<Item = T>,
    place: impl Fn(&T) -> Place,
    finding: impl Fn(&T, Place) -> Finding,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for fault in faults.take(TOLD_ONE_BY_ONE + FURTHER_PLACES) {
        let place = place(&fault);
        match findings.len() {
            TOLD_ONE_BY_ONE => findings[TOLD_ONE_BY_ONE - 1].further.push(place),
            _ => findings.push(finding(&fault, place)),
        }
    }
    findings
}

/// Characters of a foreign text that a sentence shows; the evidence has all of it.
const SHOWN: usize = 100;

/// A foreign text, short enough for a sentence.
pub(crate) fn shortened(octets: &[u8]) -> String {
    let head = String::from_utf8_lossy(&octets[..octets.len().min(4 * SHOWN + 4)]).into_owned();
    match head.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &head[..at]),
        None => head,
    }
}

/// Adds those of the usual arguments that the rule declares.
fn with_problem_args(finding: Finding, octets: &[u8], line: usize) -> Finding {
    let finding = with_declared(finding, "line", || line.into());
    let finding = with_declared(finding, "count", || octets.len().into());
    with_declared(finding, "value", || shortened(without_line_end(octets)).into())
}

fn without_line_end(octets: &[u8]) -> &[u8] {
    let end = octets.iter().rposition(|octet| !matches!(octet, b'\r' | b'\n')).map_or(0, |last| last + 1);
    &octets[..end]
}

fn with_declared(finding: Finding, name: &'static str, arg: impl FnOnce() -> Arg) -> Finding {
    if finding.rule.args.contains(&name) { finding.with(name, arg()) } else { finding }
}
