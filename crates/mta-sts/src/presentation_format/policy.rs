//! Policy files as people paste them: with the head of the response, in a code block, quoted, or in the source of a web server.

use alloc::vec::Vec;

use super::{Excerpt, Noise, noise, policy_source, source};
use crate::{Foreign, PolicyProblem, PolicyReading};

/// How a policy file is pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyFormat {
    /// As the file.
    Value,
    /// As a string in the source of a web server or script.
    Source,
    /// As an HTML page.
    Html,
    /// As the TXT record that announces it.
    Record,
    /// As another kind of text.
    Foreign(Foreign),
}

/// Every way in which a policy file is pasted.
pub const POLICY_FORMATS: [PolicyFormat; 4 + Foreign::ALL.len()] = {
    let mut all = [PolicyFormat::Value; 4 + Foreign::ALL.len()];
    all[1] = PolicyFormat::Source;
    all[2] = PolicyFormat::Html;
    all[3] = PolicyFormat::Record;
    let mut at = 0;
    while at < Foreign::ALL.len() {
        all[4 + at] = PolicyFormat::Foreign(Foreign::ALL[at]);
        at += 1;
    }
    all
};

impl PolicyFormat {
    /// The word that scripts see.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Source => "source",
            Self::Html => "html",
            Self::Record => "record",
            Self::Foreign(foreign) => foreign.id(),
        }
    }
}

/// A pasted policy file, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedPolicy {
    /// How it is written.
    pub format: PolicyFormat,
    /// The file.
    pub body: Excerpt,
    /// The noise that was cut away.
    pub cut: Vec<Noise>,
}

impl PastedPolicy {
    /// A file, octet for octet.
    #[must_use]
    pub fn exactly(text: &[u8]) -> Self {
        Self { format: PolicyFormat::Value, body: Excerpt::whole(text), cut: Vec::new() }
    }
}

/// Reads a text that should be a policy file. One that senders can apply is taken as it is.
#[must_use]
pub fn read_policy(text: &[u8]) -> PastedPolicy {
    let whole = PastedPolicy::exactly(text);
    if PolicyReading::read(text).is_valid() {
        return whole;
    }
    let clean = noise::without(&whole.body);
    let rest = clean.text.octets();
    let (body, cut) =
        if takes_noise_away(&clean.cut, rest) { (clean.text, clean.cut) } else { (whole.body, Vec::new()) };
    if let Some(file) = policy_source::policy(&body) {
        return PastedPolicy { format: PolicyFormat::Source, body: file, cut };
    }
    PastedPolicy { format: format_of(body.octets()), body, cut }
}

/// Whether what is left is what was meant. Two lines of hyphens may also be part of a file.
fn takes_noise_away(cut: &[Noise], rest: &[u8]) -> bool {
    let is_certain = cut.iter().any(|noise| *noise != Noise::FrontMatter) && !rest.trim_ascii().is_empty();
    is_certain || (!cut.is_empty() && (source::is_policy_like(rest) || format_of(rest) != PolicyFormat::Value))
}

/// The format of a text, as the parser of policies sees it.
fn format_of(text: &[u8]) -> PolicyFormat {
    let reading = PolicyReading::read(text);
    match reading.problems.first().map(|problem| problem.kind) {
        Some(PolicyProblem::Html) => PolicyFormat::Html,
        Some(PolicyProblem::TxtRecord) => PolicyFormat::Record,
        Some(PolicyProblem::Foreign(foreign)) => PolicyFormat::Foreign(foreign),
        _ => PolicyFormat::Value,
    }
}
