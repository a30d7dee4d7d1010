//! A text that is not published yet, and what judging it gives. Nothing here knows a browser.

use checker::{
    Finding, Patch, PolicyLint, Severity, Source, Written, lint_policy, lint_record, lint_tls_rpt, owner_domain,
    relocate, samples, written,
};
use evidence::{POLICY_LIMIT, Timestamp};
use mta_sts::{Domain, DomainError, Idna, RecordReading, TlsRptReading};
use words::{Language, Said};

use crate::shared::Shared;

/// Octets of a text that are read, one more than senders have to read of a policy: so the text is known to be longer.
pub const READ: usize = POLICY_LIMIT + 1;

/// MX hosts that are compared with a policy.
pub const HOSTS: usize = 100;

/// The domain of a text that names none: one of the reserved names (RFC 2606 §2).
const DOMAIN: &str = "domain.example";

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
    /// What it is judged as.
    pub source: Source,
    /// The domain that it is for.
    pub domain: Domain,
    /// Why what was typed is no domain.
    pub no_domain: Option<DomainError>,
    /// The first of what was typed as MX hosts that is none.
    pub no_host: Option<String>,
    /// The text, as far as it is judged.
    pub text: Shared<Vec<u8>>,
    /// The records that it was read as.
    pub records: Vec<Written>,
    /// There is more of it, which senders need not read.
    pub is_cut: bool,
    reading: Reading,
}

#[derive(Clone, Debug)]
enum Reading {
    Record(RecordReading, Vec<Finding>),
    TlsRpt(TlsRptReading, Vec<Finding>),
    Policy(PolicyLint),
    /// It is none of the three, and the reader did not choose one: samples to begin with.
    Strange(Vec<Patch>),
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
        let recognised = checker::recognise(read);
        let source = self.source.or(recognised).unwrap_or(Source::Policy);
        let records = if source == Source::Policy { Vec::new() } else { written(read, source) };
        let octets: Vec<Vec<u8>> = records.iter().map(|record| record.text.clone()).collect();
        let (domain, no_domain) = self.domain(owner_domain(&records), idna);
        let (mx, no_host) = self.mx(idna);
        let reading = match source {
            Source::Policy if self.source.or(recognised).is_none() && !self.is_blank() => {
                Reading::Strange(samples(&domain, &mx, now))
            }
            Source::Policy => Reading::Policy(lint_policy(&domain, read, &mx, now)),
            Source::Record => {
                let (reading, mut findings) = lint_record(&domain, &octets, now);
                relocate(&mut findings, &records);
                Reading::Record(reading, findings)
            }
            Source::TlsRpt => {
                let (reading, mut findings) = lint_tls_rpt(&domain, &octets, now);
                relocate(&mut findings, &records);
                Reading::TlsRpt(reading, findings)
            }
        };
        let text = Shared::new(read[..read.len().min(POLICY_LIMIT)].to_vec());
        let is_cut = self.text.len() > POLICY_LIMIT;
        Judged { recognised, source, domain, no_domain, no_host, text, records, is_cut, reading }
    }

    /// The domain that was typed, or else the one that the text is for.
    fn domain(&self, owner: Option<Domain>, idna: &impl Idna) -> (Domain, Option<DomainError>) {
        let nobodys = || owner.unwrap_or_else(|| DOMAIN.parse().expect("a domain"));
        match Domain::typed(&self.domain, idna) {
            _ if self.domain.trim().is_empty() => (nobodys(), None),
            Ok(typed) => (typed.domain, None),
            Err(problem) => (nobodys(), Some(problem)),
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
        match &self.reading {
            Reading::Record(_, findings) | Reading::TlsRpt(_, findings) => findings,
            Reading::Policy(lint) => &lint.findings,
            Reading::Strange(_) => &[],
        }
    }

    /// Texts to begin with, where this one is none of the three.
    #[must_use]
    pub fn samples(&self) -> Option<&[Patch]> {
        match &self.reading {
            Reading::Strange(samples) => Some(samples),
            _ => None,
        }
    }

    /// What is to be known about how it was read.
    #[must_use]
    pub fn notes(&self, language: Language) -> Vec<Said> {
        words::lint::notes(&self.records, self.source, &self.domain, language)
    }

    /// How many findings are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().iter().filter(|finding| finding.rule.severity == severity).count()
    }

    /// Whether senders use it, in one sentence.
    #[must_use]
    pub fn headline(&self, language: Language) -> Said {
        match &self.reading {
            Reading::Record(reading, findings) => words::lint::record(reading, findings, self.records.len(), language),
            Reading::TlsRpt(reading, _) => words::lint::tls_rpt(reading, self.records.len(), language),
            Reading::Policy(lint) => words::lint::policy(lint, language),
            Reading::Strange(_) => words::lint::strange(language),
        }
    }

    /// The policy that senders apply, if it is one.
    #[must_use]
    pub const fn policy(&self) -> Option<&checker::PolicyInForce> {
        match &self.reading {
            Reading::Policy(lint) => lint.policy.as_ref(),
            Reading::Record(..) | Reading::TlsRpt(..) | Reading::Strange(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
