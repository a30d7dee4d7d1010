//! The forms: known texts of mail servers, as data.

use std::sync::OnceLock;

use regex_lite::{Captures, Regex};

/// A known text of a mail server.
#[derive(Debug)]
pub struct Form {
    /// Its id, such as `exo-sts-mx`.
    pub id: &'static str,
    /// The program or service that writes it.
    pub mta: &'static str,
    /// The mechanism that failed.
    pub kind: Kind,
    /// `certain`, `possible`, or the policies that may be the cause.
    pub certainty: &'static str,
    /// The rank, 0 to 100. The form with the highest rank is the most specific.
    pub rank: u8,
    /// The party that has to act.
    pub responsible: Responsible,
    /// The side that writes the text.
    pub side: Side,
    /// The basis of the reading.
    pub basis: Basis,
    /// The id of its texts: message `bounce-<text_id>` of crate `words`.
    pub text_id: &'static str,
    /// The checks to make, in this order.
    pub checks: &'static [Check],
    /// Where the form is documented.
    pub source: &'static [&'static str],
    /// Lower-case texts, of which every match contains at least one.
    pub(crate) needles: &'static [&'static str],
    pub(crate) pattern: Pattern,
}

/// The mechanism that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The text states, or the program proves, that an MTA-STS policy was the reason.
    MtaSts,
    /// TLSA records or DNSSEC.
    Dane,
    /// A policy required TLS; the text does not state which policy.
    TlsPolicy,
    /// A certificate was not valid. This is fatal only if a policy requires it to be valid.
    Certificate,
    /// A rule of the sender or the receiver, not a published policy.
    LocalPolicy,
    /// The message requires TLS for its whole route (RFC 8689).
    Requiretls,
    /// STARTTLS or the handshake.
    PlainTls,
    /// The sending system. Nothing is wrong at the recipient.
    SenderSetup,
    /// DNS.
    Dns,
    /// No connection.
    Network,
    /// A TLS report was not delivered.
    TlsReport,
    /// Nothing failed.
    Information,
}

impl Kind {
    /// Returns its name in JSON and in `forms.json`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::MtaSts => "mta-sts",
            Self::Dane => "dane",
            Self::TlsPolicy => "tls-policy",
            Self::Certificate => "certificate",
            Self::LocalPolicy => "local-policy",
            Self::Requiretls => "requiretls",
            Self::PlainTls => "plain-tls",
            Self::SenderSetup => "sender-setup",
            Self::Dns => "dns",
            Self::Network => "network",
            Self::TlsReport => "tls-report",
            Self::Information => "information",
        }
    }
}

/// The party that has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Responsible {
    /// The owner of the recipient domain: its mail server, policy host or DNS.
    Recipient,
    /// The administrator of the sending system.
    Sender,
    /// One of the two; the text does not state which.
    Either,
    /// No action needed.
    Nobody,
}

impl Responsible {
    /// Every party.
    pub const ALL: [Self; 4] = [Self::Recipient, Self::Sender, Self::Either, Self::Nobody];

    /// Returns its name in JSON and in `forms.json`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Sender => "sender",
            Self::Either => "either",
            Self::Nobody => "nobody",
        }
    }
}

/// The side that wrote the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The system that delivers.
    Sender,
    /// The system that receives.
    Receiver,
}

/// The basis on which a form is interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A standard.
    N,
    /// The vendor's documentation.
    V,
    /// The program's source code.
    S,
    /// A third party.
    M,
    /// Common knowledge, not confirmed by a source.
    K,
}

/// The checks to make for a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// The STS record.
    Record,
    /// Its `id`.
    RecordId,
    /// The policy file.
    Policy,
    /// MX records against the policy.
    Mx,
    /// The certificates of the MX hosts.
    Certificate,
    /// STARTTLS of the MX hosts.
    Starttls,
    /// TLS versions of the MX hosts.
    TlsVersion,
    /// TLSA records of the MX hosts.
    Tlsa,
    /// DNSSEC of the domain and of the MX hosts.
    Dnssec,
    /// Whether port 25 of the MX hosts answers.
    Port25,
    /// The TLSRPT record.
    TlsRptRecord,
}

impl Check {
    /// Returns its name in JSON and in `forms.json`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::RecordId => "record-id",
            Self::Policy => "policy",
            Self::Mx => "mx",
            Self::Certificate => "certificate",
            Self::Starttls => "starttls",
            Self::TlsVersion => "tls-version",
            Self::Tlsa => "tlsa",
            Self::Dnssec => "dnssec",
            Self::Port25 => "port25",
            Self::TlsRptRecord => "tlsrpt-record",
        }
    }
}

impl Form {
    /// Forms below this rank match unknown texts by their topic alone.
    pub const GENERIC: u8 = 30;

    /// Returns whether it matches by topic alone.
    #[must_use]
    pub const fn is_generic(&self) -> bool {
        self.rank < Self::GENERIC && !matches!(self.kind, Kind::Information)
    }

    /// Returns whether a text in lower case (ASCII) contains one of its needles.
    pub(crate) fn is_possible(&self, lower: &str) -> bool {
        self.needles.iter().any(|needle| memchr::memmem::find(lower.as_bytes(), needle.as_bytes()).is_some())
    }

    /// Returns the match in a text, if there is one. `lower` is the text in lower case (ASCII).
    pub(crate) fn find_in<'t>(&self, text: &'t str, lower: &str) -> Option<Captures<'t>> {
        if self.is_possible(lower) { self.pattern.captures(text) } else { None }
    }
}

/// A pattern for names around the decisive text.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) id: &'static str,
    pub(crate) pattern: Pattern,
}

/// A regular expression, compiled when first needed. Only this type uses the regex engine.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    pub(crate) const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(self.source).expect("a test compiles every pattern"))
    }

    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex().captures(text)
    }

    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.regex().captures_iter(text)
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex().is_match(text)
    }
}

include!(concat!(env!("OUT_DIR"), "/forms.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for (id, pattern) in
            FORMS.iter().map(|form| (form.id, &form.pattern)).chain(CONTEXTS.iter().map(|one| (one.id, &one.pattern)))
        {
            assert!(Regex::new(pattern.source).is_ok(), "{id}");
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<_> = FORMS.iter().map(|form| form.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FORMS.len());
    }
}
