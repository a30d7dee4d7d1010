//! A text that is not published yet, and what judging it gives. Nothing here knows a browser.

use checker::{Finding, LintInput, Linted, Patch, Severity, Source, lint, sample_texts};
use evidence::{POLICY_LIMIT, Timestamp};
use mta_sts::{Domain, DomainError, Idna};
use words::{Language, Sentence};

use crate::{shared::Shared, typed_text::is_tls_report};

/// Octets of a text that are read, one more than senders have to read of a policy: so the text is known to be longer.
pub const READ: usize = POLICY_LIMIT + 1;

/// MX hosts that are compared with a policy.
pub const HOSTS: usize = 100;

/// A text that is not published yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its octets: as typed, or the first [`READ`] of a file.
    pub text: Vec<u8>,
    /// The name of the file, where they are those of a file.
    pub file: Option<String>,
    /// What it is, if the reader said so.
    pub source: Option<Source>,
    /// The domain that it is for, as typed.
    pub domain: String,
    /// The domain's MX hosts, as typed.
    pub hosts: String,
}

/// A change of one of its parts, and what stands in the field of that part.
pub type Edit = (fn(&mut Draft, String), String);

/// What judging it gives.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What its own content says that it is.
    pub recognised: Option<Source>,
    /// What was found.
    pub linted: Linted,
    /// Why what was typed is no domain.
    pub no_domain: Option<DomainError>,
    /// The first of what was typed as MX hosts that is none.
    pub no_host: Option<String>,
    /// The text, as far as it is judged.
    pub text: Shared<Vec<u8>>,
    /// There is more of it, which senders need not read.
    pub is_cut: bool,
    /// It is none of the three, and the reader did not choose one: texts to begin with.
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

    /// The text as a text field holds it: of line ends it knows LF alone (HTML, "API value"), and of octets none that are
    /// no text.
    #[must_use]
    pub fn as_typed(&self) -> String {
        String::from_utf8_lossy(&self.text).replace("\r\n", "\n").replace('\r', "\n")
    }

    /// With a text of a file, whatever it is.
    #[must_use]
    pub fn with_file(&self, name: String, text: Vec<u8>) -> Self {
        Self { text, file: Some(name), ..self.clone() }
    }

    /// The names that were typed, as DNS has them, and the first word that is none.
    fn mx(&self, idna: &impl Idna) -> (Vec<String>, Option<String>) {
        let (mut names, mut none) = (Vec::new(), None);
        for word in self.hosts.lines().flat_map(names_of).take(HOSTS) {
            let ascii = if word.is_ascii() { Some(word.to_owned()) } else { idna.to_ascii(word) };
            match ascii.and_then(|name| name.parse::<Domain>().ok()) {
                Some(name) => names.push(name.to_string()),
                None => none = none.or(Some(word.to_owned())),
            }
        }
        (names, none)
    }

    /// Whether more MX hosts were typed than are compared.
    #[must_use]
    pub fn has_many_hosts(&self) -> bool {
        self.hosts.lines().flat_map(names_of).nth(HOSTS).is_some()
    }

    /// What senders make of it.
    #[must_use]
    pub fn judge(&self, idna: &impl Idna, now: Timestamp) -> Judged {
        let read = &self.text[..self.text.len().min(READ)];
        // A TLS report is none of the three, whatever the reader chose.
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

    /// The domain that was typed, and why what was typed is none.
    fn domain(&self, idna: &impl Idna) -> (Option<Domain>, Option<DomainError>) {
        match Domain::parse_typed(&self.domain, idna) {
            _ if self.domain.trim().is_empty() => (None, None),
            Ok(typed) => (Some(typed.domain), None),
            Err(problem) => (None, Some(problem)),
        }
    }
}

/// The words of a line that stand for hosts. In a line of a zone, and where a preference stands before a name, the rest does not.
fn names_of(line: &str) -> Vec<&str> {
    let words: Vec<&str> = line.split([',', ';', ' ', '\t']).filter(|word| !word.is_empty()).collect();
    let zone = words.iter().rposition(|word| word.eq_ignore_ascii_case("MX")).map_or(0, |at| at + 1);
    let is_number = |word: &&&str| word.bytes().all(|octet| octet.is_ascii_digit());
    words[zone..].iter().filter(|word| !is_number(word)).copied().collect()
}

impl Judged {
    /// All that was found, the worst first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        if self.samples.is_some() { &[] } else { self.linted.findings() }
    }

    /// The domain that the text is for, if the reader or a name in the text says it.
    #[must_use]
    pub fn known_domain(&self) -> Option<&Domain> {
        Some(&self.linted.domain).filter(|domain| domain.as_str() != checker::PLACEHOLDER_DOMAIN)
    }

    /// Texts to begin with, where this one is none of the three.
    #[must_use]
    pub fn samples(&self) -> Option<&[Patch]> {
        self.samples.as_deref()
    }

    /// What is to be known about how it was read.
    #[must_use]
    pub fn notes(&self, language: Language) -> Vec<Sentence> {
        words::lint::reading_notes(&self.linted, language)
    }

    /// How many findings are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().iter().filter(|finding| finding.rule.severity == severity).count()
    }

    /// Whether senders use it, in one sentence.
    #[must_use]
    pub fn headline(&self, language: Language) -> Sentence {
        match self.samples {
            Some(_) => words::lint::unrecognised_text(language),
            None => words::lint::lint_headline(&self.linted, language),
        }
    }

    /// The policy that senders apply, if it is one.
    #[must_use]
    pub fn policy(&self) -> Option<&checker::PolicyInForce> {
        self.linted.policy().filter(|_| self.samples.is_none())
    }
}

#[cfg(test)]
mod tests;
