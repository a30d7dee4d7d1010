//! Pasted policy files: with a response head, in a code block, quoted, or in the source of a web server.

use alloc::vec::Vec;

use super::{Excerpt, Noise, noise, policy_source, source};
use crate::{Foreign, PolicyProblem, PolicyReading};

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
    /// Another kind of text.
    Foreign(Foreign),
}

/// Every format of a pasted policy file.
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
    /// Returns the id used by scripts.
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

/// A parsed pasted policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedPolicy {
    /// The detected format.
    pub format: PolicyFormat,
    /// The file.
    pub body: Excerpt,
    /// The noise that was removed.
    pub cut: Vec<Noise>,
}

impl PastedPolicy {
    /// Takes a file byte for byte.
    #[must_use]
    pub fn exactly(text: &[u8]) -> Self {
        Self { format: PolicyFormat::Value, body: Excerpt::whole(text), cut: Vec::new() }
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
    let text = whole.body.clone().with_line_feeds();
    let clean = noise::remove_noise(&text);
    let is_cut = is_intended_text(&clean.cut, clean.text.octets());
    let (body, cut) = if is_cut { (clean.text, clean.cut) } else { (text, Vec::new()) };
    if let Some(file) = policy_source::policy(&body) {
        return PastedPolicy { format: PolicyFormat::Source, body: file, cut };
    }
    let body = if is_cut { body } else { whole.body };
    PastedPolicy { format: format_of(body.octets()), body, cut }
}

/// Whether the remaining text is the intended one. Two lines of hyphens may also be part of a file.
fn is_intended_text(cut: &[Noise], rest: &[u8]) -> bool {
    let is_certain = cut.iter().any(|noise| *noise != Noise::FrontMatter) && !rest.trim_ascii().is_empty();
    is_certain || (!cut.is_empty() && (source::is_policy_like(rest) || format_of(rest) != PolicyFormat::Value))
}

/// Returns the format of a text, as detected by the policy parser.
fn format_of(text: &[u8]) -> PolicyFormat {
    let reading = PolicyReading::read(text);
    match reading.problems.first().map(|problem| problem.kind) {
        Some(PolicyProblem::Html) => PolicyFormat::Html,
        Some(PolicyProblem::TxtRecord) => PolicyFormat::Record,
        Some(PolicyProblem::Foreign(foreign)) => PolicyFormat::Foreign(foreign),
        _ => PolicyFormat::Value,
    }
}
