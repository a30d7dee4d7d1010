//! Judges a text before it is published: pasted text and arguments, without DNS or HTTP answers.
//!
//! Extracts the value from the pasted text ([`mta_sts::presentation_format`]). Then runs the rules of a check on
//! evidence in which everything else is in order. Keeps only the findings about the text itself.

mod acceptance;
mod policy;
mod recognise;
mod texts;

use evidence::Timestamp;
use mta_sts::{
    Domain, LineIndex, RecordReading, TlsRptDraft, TlsRptReading,
    presentation_format::{self, Content, Excerpt, Kind, NoAnswer, Noise, Owner, PastedRecord, Unreadable},
};

pub use self::{
    acceptance::SenderAcceptance,
    recognise::recognise_source,
    texts::{PolicyLint, lint_policy, lint_record, lint_tls_rpt, sample_texts},
};
use crate::{
    advice::{repair::record_text, tls_rpt_record::tls_rpt_text},
    facts::{
        policy_file::PolicyInForce,
        text_location::{Source, TextLocation},
        txt_use::TxtUse,
    },
    patch::Target,
    rule::{Finding, Severity},
};

/// The assumed domain of a text that names none (reserved by RFC 2606 §2).
pub const PLACEHOLDER_DOMAIN: &str = "domain.example";

/// The form of a text that is none of the known ones.
const UNKNOWN_FORM: &str = "unknown";

/// Input of [`lint`].
#[derive(Clone, Debug)]
pub struct LintInput<'a> {
    /// The kind of text.
    pub source: Source,
    /// The pasted texts: one policy file, or the TXT records of one answer.
    pub texts: &'a [Vec<u8>],
    /// Whether each text is the record or file, octet for octet.
    pub exact: bool,
    /// The domain of the texts. Defaults to the domain of a pasted name, then to [`PLACEHOLDER_DOMAIN`].
    pub domain: Option<&'a Domain>,
    /// The MX hosts that a policy has to cover; empty to skip coverage.
    pub mx: &'a [String],
    /// The current time. A record that is offered has an `id` made from it.
    pub now: Timestamp,
}

/// Result of judging an unpublished text.
#[derive(Clone, Debug)]
pub struct Linted {
    /// The kind of text that it was judged as.
    pub source: Source,
    /// The domain of the text.
    pub domain: Domain,
    /// The form in which it is written: `value`, `presentation`, the id of another form, or `unknown`.
    pub read_as: &'static str,
    /// The name of the tool or language that it comes from; empty if there is none.
    pub tool: &'static str,
    /// Surrounding text that was removed.
    pub cut: Vec<Noise>,
    /// The records that the text contains.
    pub records: Vec<PastedRecord>,
    /// The name that an answer without a record is about.
    pub asked: Option<Owner>,
    /// The use of the records, if all of them are clearly for another one.
    pub other_use: Option<TxtUse>,
    /// The outcome.
    pub reading: Reading,
}

/// Outcome of reading a text.
#[derive(Clone, Debug)]
pub enum Reading {
    /// STS records and their findings.
    Record(RecordReading, Vec<Finding>),
    /// TLS reporting records and their findings.
    TlsRpt(TlsRptReading, Vec<Finding>),
    /// A policy file and its findings.
    Policy(Box<PolicyLint>),
    /// The output of a DNS tool that got no answer.
    NothingKnown(NoAnswer),
    /// None of the known forms.
    Unreadable(Unreadable),
}

impl Linted {
    /// Returns the outcome for scripts: the result of the grammar, regardless of severities.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match &self.reading {
            Reading::Record(reading, _) => reading.outcome.id(),
            Reading::TlsRpt(reading, _) => reading.outcome.id(),
            Reading::Policy(lint) if lint.is_valid() => "valid",
            Reading::Policy(_) => "invalid",
            Reading::NothingKnown(_) => "unknown",
            Reading::Unreadable(_) => "unreadable",
        }
    }

    /// Returns the findings, worst first. Empty if no text could be judged.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match &self.reading {
            Reading::Record(_, findings) | Reading::TlsRpt(_, findings) => findings,
            Reading::Policy(lint) => &lint.findings,
            Reading::NothingKnown(_) | Reading::Unreadable(_) => &[],
        }
    }

    /// Returns the findings other than passes.
    pub fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.findings().iter().filter(|finding| finding.rule.severity != Severity::Pass)
    }

    /// Returns whether the text was judged at all.
    #[must_use]
    pub const fn is_judged(&self) -> bool {
        !matches!(self.reading, Reading::NothingKnown(_) | Reading::Unreadable(_))
    }

    /// Returns the policy that senders apply, if the text is one.
    #[must_use]
    pub fn policy(&self) -> Option<&PolicyInForce> {
        if let Reading::Policy(lint) = &self.reading { lint.policy.as_ref() } else { None }
    }
}

/// Judges a text that is not published yet.
#[must_use]
pub fn lint(input: &LintInput<'_>) -> Linted {
    match input.source {
        Source::Policy => policy::policy(input),
        Source::Record => records(input, Kind::Sts),
        Source::TlsRpt => records(input, Kind::TlsRpt),
    }
}

/// All pasted texts together.
struct Given {
    read_as: &'static str,
    tool: &'static str,
    cut: Vec<Noise>,
    /// Each record, and the index of its text.
    records: Vec<(PastedRecord, usize)>,
    asked: Option<Owner>,
    /// The lines from records without an address onwards. They may hold a broken-off part.
    below: Vec<Vec<u8>>,
    failure: Option<Reading>,
}

impl Given {
    fn read(input: &LintInput<'_>, kind: Kind) -> Self {
        let value = &presentation_format::VALUE;
        let mut given = Self {
            read_as: value.id,
            tool: value.name,
            cut: Vec::new(),
            records: Vec::new(),
            asked: None,
            below: Vec::new(),
            failure: None,
        };
        for (at, text) in input.texts.iter().enumerate() {
            given.add(at, text, input, kind);
        }
        given.cut.sort_unstable();
        given.cut.dedup();
        given
    }

    fn add(&mut self, at: usize, text: &[u8], input: &LintInput<'_>, kind: Kind) {
        let pasted = if input.exact {
            presentation_format::read_exactly(text)
        } else {
            presentation_format::read_for(text, kind, input.domain)
        };
        if self.read_as == presentation_format::VALUE.id {
            (self.read_as, self.tool) = (pasted.format.id, pasted.format.name);
        }
        self.cut.extend(pasted.cut);
        self.below.extend(pasted.below);
        match pasted.content {
            Content::Records(records) => self.records.extend(records.into_iter().map(|record| (record, at))),
            Content::NoRecord(asked) => self.asked = asked,
            Content::NothingKnown(why, asked) => {
                self.failure.get_or_insert(Reading::NothingKnown(why));
                self.asked = asked;
            }
            Content::Unreadable(why) => {
                if pasted.format == &presentation_format::VALUE {
                    self.read_as = UNKNOWN_FORM;
                }
                self.failure.get_or_insert(Reading::Unreadable(why));
            }
        }
    }

    /// Returns the domain that a name in the texts indicates.
    fn domain(&self) -> Option<Domain> {
        let owners = self.records.iter().filter_map(|(record, _)| record.owner.as_ref());
        owners.chain(&self.asked).find_map(Owner::domain)
    }
}

fn records(input: &LintInput<'_>, kind: Kind) -> Linted {
    let mut given = Given::read(input, kind);
    let domain = input.domain.cloned().or_else(|| given.domain()).unwrap_or_else(placeholder_domain);
    let texts: Vec<Vec<u8>> = given.records.iter().map(|(record, _)| record.text.octets().to_vec()).collect();
    let other_use = TxtUse::instead_of(kind, &texts);
    let reading = match (given.failure.take(), other_use) {
        (Some(failure), _) => failure,
        (None, Some(_)) => without_record(kind, &domain, input.now),
        (None, None) => judged(input, kind, &domain, &given),
    };
    let Given { read_as, tool, cut, records, asked, .. } = given;
    let records: Vec<PastedRecord> = records.into_iter().map(|(record, _)| record).collect();
    Linted { source: input.source, domain, read_as, tool, cut, records, asked, other_use, reading }
}

/// Returns the reading of a record for another use: there is no record, and none is offered in place of it.
fn without_record(kind: Kind, domain: &Domain, now: Timestamp) -> Reading {
    let without_patches =
        |findings: Vec<Finding>| findings.into_iter().map(|one| Finding { patch: None, ..one }).collect();
    match kind {
        Kind::Sts => {
            let (reading, findings) = lint_record(domain, &[], now);
            Reading::Record(reading, without_patches(findings))
        }
        Kind::TlsRpt => {
            let (reading, findings) = lint_tls_rpt(domain, &[], now);
            Reading::TlsRpt(reading, without_patches(findings))
        }
    }
}

fn judged(input: &LintInput<'_>, kind: Kind, domain: &Domain, given: &Given) -> Reading {
    let octets: Vec<Vec<u8>> = given.records.iter().map(|(record, _)| record.text.octets().to_vec()).collect();
    let (mut reading, lines) = match kind {
        Kind::Sts => {
            let (reading, findings) = lint_record(domain, &octets, input.now);
            (Reading::Record(reading, findings), line_indexes(input))
        }
        Kind::TlsRpt => {
            let (reading, findings) = lint_tls_rpt(domain, &octets, input.now);
            (Reading::TlsRpt(reading, findings), line_indexes(input))
        }
    };
    if let Reading::Record(_, findings) | Reading::TlsRpt(_, findings) = &mut reading {
        offer_what_was_meant(findings, kind, domain, given);
        for place in places(findings) {
            if let Some((record, text)) = given.records.get(place.record) {
                relocate(place, &record.text, &lines[*text]);
            }
        }
    }
    reading
}

fn line_indexes(input: &LintInput<'_>) -> Vec<LineIndex> {
    input.texts.iter().map(|text| LineIndex::new(text)).collect()
}

/// Completes the offered text, if a comment or a line break cuts a record. The text then holds the part behind the cut.
fn offer_what_was_meant(findings: &mut [Finding], kind: Kind, domain: &Domain, given: &Given) {
    let is_whole = given.records.iter().all(|(record, _)| record.meant.is_none());
    if is_whole && given.below.is_empty() {
        return;
    }
    let whole = |(record, _): &(PastedRecord, usize)| record.meant.clone().unwrap_or(record.text.octets().to_vec());
    let mut meant: Vec<Vec<u8>> = given.records.iter().map(whole).collect();
    if is_whole || !given.below.is_empty() && TlsRptDraft::salvaged(&meant).addresses.is_empty() {
        meant.clone_from(&given.below);
    }
    for finding in findings {
        let Some(patch) = finding.patch.as_mut().filter(|patch| matches!(patch.target, Target::Txt { .. })) else {
            continue;
        };
        let text = match kind {
            Kind::TlsRpt => tls_rpt_text(domain, &meant),
            Kind::Sts => Some(record_text(&patch.text, &meant)),
        };
        match text {
            Some(text) => patch.text = text,
            None => finding.patch = None,
        }
    }
}

fn placeholder_domain() -> Domain {
    PLACEHOLDER_DOMAIN.parse().expect("a domain")
}

fn places(findings: &mut [Finding]) -> impl Iterator<Item = &mut TextLocation> {
    findings.iter_mut().flat_map(|finding| finding.place.iter_mut().chain(&mut finding.further))
}

/// Converts a place in an excerpt to a place in the whole text.
fn relocate(place: &mut TextLocation, part: &Excerpt, lines: &LineIndex) {
    let span = part.place(place.span);
    let (line, column) = lines.line_and_column(span.start);
    *place = TextLocation { span, line, column, ..*place };
}
