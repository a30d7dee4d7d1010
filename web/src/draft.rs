//! The text of the syntax check before publication, and its judgement. Independent of the browser.

use checker::{Finding, LintInput, Linted, Patch, Severity, Source, lint, sample_texts};
use evidence::{POLICY_LIMIT, Timestamp};
use mta_sts::{Domain, DomainError, Idna};
use words::{Language, Sentence};

use crate::{host_names::host_words, shared::Shared, typed_text::is_tls_report};

/// Number of octets read from a text. One more than the policy limit, so that longer texts are noticed.
pub const MAX_READ_BYTES: usize = POLICY_LIMIT + 1;

/// Largest number of MX hosts compared with a policy.
pub const MAX_HOSTS: usize = 100;

/// A text that is not published yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The octets: as typed, or the first [`MAX_READ_BYTES`] of a file.
    pub text: Vec<u8>,
    /// The file name, if the text came from a file.
    pub file: Option<String>,
    /// The kind of text, if the user chose it.
    pub source: Option<Source>,
    /// The text's domain, as typed.
    pub domain: String,
    /// The domain's MX hosts, as typed.
    pub hosts: String,
}

/// A change to one part of the draft, with the field's text.
pub type Edit = (fn(&mut Draft, String), String);

/// The result of judging a draft.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The kind of text, detected from its content.
    pub recognised: Option<Source>,
    /// The findings and the parsed text.
    pub linted: Linted,
    /// Why the typed domain is not valid.
    pub no_domain: Option<DomainError>,
    /// The first word typed as an MX host that is not one.
    pub no_host: Option<String>,
    /// The part of the text that is judged.
    pub text: Shared<Vec<u8>>,
    /// Whether the text is longer than senders have to read.
    pub is_cut: bool,
    /// Sample texts, offered if the kind is unknown and the user did not choose one.
    samples: Option<Vec<Patch>>,
}

impl Draft {
    /// Whether there is nothing to judge. An empty file is something.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_blank() && self.file.is_none()
    }

    fn is_blank(&self) -> bool {
        self.text.trim_ascii().is_empty()
    }

    /// Returns the text as a text field holds it. Its line ends are all LF (HTML, "API value"). Octets that are not text are
    /// replaced.
    #[must_use]
    pub fn as_typed(&self) -> String {
        String::from_utf8_lossy(&self.text).replace("\r\n", "\n").replace('\r', "\n")
    }

    /// Returns the draft with the text of a file, whatever its kind.
    #[must_use]
    pub fn with_file(&self, name: String, text: Vec<u8>) -> Self {
        Self { text, file: Some(name), ..self.clone() }
    }

    /// Returns the typed hosts as DNS names, and the first word that is not one.
    fn mx(&self, idna: &impl Idna) -> (Vec<String>, Option<String>) {
        let (mut names, mut none) = (Vec::new(), None);
        for word in host_words(&self.hosts).take(MAX_HOSTS) {
            let ascii = if word.is_ascii() { Some(word.to_owned()) } else { idna.to_ascii(word) };
            match ascii.and_then(|name| name.parse::<Domain>().ok()) {
                Some(name) => names.push(name.to_string()),
                None => none = none.or(Some(word.to_owned())),
            }
        }
        (names, none)
    }

    /// Whether more MX hosts were typed than [`MAX_HOSTS`].
    #[must_use]
    pub fn has_many_hosts(&self) -> bool {
        host_words(&self.hosts).nth(MAX_HOSTS).is_some()
    }

    /// Judges the draft as senders read it.
    #[must_use]
    pub fn judge(&self, idna: &impl Idna, now: Timestamp) -> Judged {
        let read = &self.text[..self.text.len().min(MAX_READ_BYTES)];
        // A TLS report is none of the three kinds, whatever the user chose.
        let is_report = is_tls_report(read);
        let recognised = checker::recognise_source(read).filter(|_| !is_report);
        let source = self.source.or(recognised).unwrap_or(Source::Policy);
        let (domain, no_domain) = self.domain(idna);
        let (mx, no_host) = self.mx(idna);
        let texts = [read.to_vec()];
        let linted = lint(&LintInput { source, texts: &texts, exact: false, domain: domain.as_ref(), mx: &mx, now });
        let is_strange = is_report || (self.source.or(recognised).is_none() && !self.is_blank());
        let samples = is_strange.then(|| sample_texts(&linted.domain, &mx, now));
        let text = Shared::new(read[..read.len().min(POLICY_LIMIT)].to_vec());
        let is_cut = self.text.len() > POLICY_LIMIT;
        Judged { recognised, linted, no_domain, no_host, text, is_cut, samples }
    }

    /// Returns the typed domain, or why it is not valid.
    fn domain(&self, idna: &impl Idna) -> (Option<Domain>, Option<DomainError>) {
        match Domain::parse_typed(&self.domain, idna) {
            _ if self.domain.trim().is_empty() => (None, None),
            Ok(typed) => (Some(typed.domain), None),
            Err(problem) => (None, Some(problem)),
        }
    }
}

impl Judged {
    /// Returns all findings, the worst first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        if self.samples.is_some() { &[] } else { self.linted.findings() }
    }

    /// Returns the text's domain, if the user or a name in the text gives it.
    #[must_use]
    pub fn known_domain(&self) -> Option<&Domain> {
        Some(&self.linted.domain).filter(|domain| domain.as_str() != checker::PLACEHOLDER_DOMAIN)
    }

    /// Returns sample texts, if the kind of this text is unknown.
    #[must_use]
    pub fn samples(&self) -> Option<&[Patch]> {
        self.samples.as_deref()
    }

    /// Returns notes about how the text was read.
    #[must_use]
    pub fn notes(&self, language: Language) -> Vec<Sentence> {
        words::lint::reading_notes(&self.linted, language)
    }

    /// Counts the findings of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().iter().filter(|finding| finding.rule.severity == severity).count()
    }

    /// Returns one sentence that says whether senders use the text.
    #[must_use]
    pub fn headline(&self, language: Language) -> Sentence {
        match self.samples {
            Some(_) => words::lint::unrecognised_text(language),
            None => words::lint::lint_headline(&self.linted, language),
        }
    }

    /// Returns the policy that senders apply, if the text is one.
    #[must_use]
    pub fn policy(&self) -> Option<&checker::PolicyInForce> {
        self.linted.policy().filter(|_| self.samples.is_none())
    }
}

#[cfg(test)]
mod tests;
