//! Text in the field that is not a domain. The reader may have pasted something that another page judges.

use checker::Source;
use mta_sts::{Domain, Idna};

/// Number of domains of a list that are named; the field may hold far more.
const NAMED: usize = 10;

/// Type of a text that is not a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedText {
    /// Several domains.
    Domains {
        /// First domains of the list.
        first: Vec<Domain>,
        /// Number of domains.
        count: usize,
    },
    /// A bounce, or a line of a mail server's log.
    Bounce,
    /// A TLS report (RFC 8460).
    TlsReport,
    /// A policy file or a record.
    Text(Source),
}

impl TypedText {
    /// Returns the identifier for messages and tests.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Domains { .. } => "domains",
            Self::Bounce => "bounce",
            Self::TlsReport => "tls-report",
            Self::Text(source) => source.id(),
        }
    }

    /// Recognises the type of a text. Returns `None` if nothing identifies it.
    #[must_use]
    pub fn recognise(text: &str, idna: &impl Idna) -> Option<Self> {
        if is_tls_report(text.as_bytes()) {
            return Some(Self::TlsReport);
        }
        if is_bounce(text) {
            return Some(Self::Bounce);
        }
        checker::recognise_source(text.as_bytes()).map(Self::Text).or_else(|| domains(text, idna))
    }
}

/// Returns whether a text is a TLS report: JSON with members that only a report has (RFC 8460 §4.4). The text may be
/// cut off.
#[must_use]
pub fn is_tls_report(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    let members: [&[u8]; 3] = [b"\"organization-name\"", b"\"report-id\"", b"\"failure-details\""];
    let has = |member: &&[u8]| text.windows(member.len()).any(|part| part == *member);
    text.starts_with(b"{") && members.iter().any(has)
}

/// Returns whether a text contains replies of SMTP servers, or log lines about them.
fn is_bounce(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let markers = [
        "status=deferred",
        "status=bounced",
        "dsn=",
        "diagnostic-code:",
        "starttls",
        "mta-sts policy",
        "delivery has failed",
    ];
    let is_sentence = text.split_whitespace().nth(2).is_some();
    is_sentence && (text.split_whitespace().any(is_status) || markers.iter().any(|marker| lower.contains(marker)))
}

/// Returns whether a word is an enhanced status code: `5.7.10`, also at the end of `550-5.7.10` or `#5.7.10` (RFC 3463
/// §2).
fn is_status(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let code = word.rsplit(['-', '#', '=']).next().unwrap_or_default();
    let parts: Vec<&str> = code.split('.').collect();
    let is_number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|octet| octet.is_ascii_digit());
    matches!(parts.as_slice(), ["2" | "4" | "5", rest @ ..] if rest.len() == 2 && rest.iter().all(is_number))
}

/// Returns the domains of a text that contains only domains and mail addresses.
fn domains(text: &str, idna: &impl Idna) -> Option<TypedText> {
    let words = text.split(|c: char| c.is_whitespace() || ",;、，；".contains(c)).filter(|word| !word.is_empty());
    let mut all: Vec<Domain> = Vec::new();
    for word in words {
        let domain = Domain::parse_typed(word, idna).ok()?.domain;
        // A word without a dot is part of a sentence.
        if !domain.as_str().contains('.') {
            return None;
        }
        if !all.contains(&domain) {
            all.push(domain);
        }
    }
    let count = all.len();
    all.truncate(NAMED);
    (count > 1).then_some(TypedText::Domains { first: all, count })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ascii;

    impl Idna for Ascii {
        fn to_ascii(&self, _: &str) -> Option<String> {
            None
        }

        fn to_unicode(&self, _: &str) -> Option<String> {
            None
        }
    }

    #[test]
    fn a_text_that_is_not_a_domain_is_recognised() {
        for (text, kind) in [
            ("one.example two.example", "domains"),
            ("one.example, user@two.example; https://three.example/", "domains"),
            ("550 5.7.10 mx.one.example: STARTTLS is required", "bounce"),
            ("550-5.7.1 The message was refused", "bounce"),
            (
                "to=<a@one.example>, relay=none, delay=1, dsn=4.7.5, status=deferred (Server certificate not trusted)",
                "bounce",
            ),
            ("Diagnostic-Code: smtp; 454 TLS not available", "bounce"),
            ("v=STSv1; id=20260101000000Z;", "record"),
            ("_mta-sts.one.example. 3600 IN TXT \"v=STSv1; id=1;\"", "record"),
            ("v=TLSRPTv1; rua=mailto:tls@one.example", "tlsrpt"),
            ("version: STSv1 mode: enforce mx: mx.one.example max_age: 604800", "policy"),
            (
                "{ \"organization-name\": \"Sender\", \"policies\": [ { \"policy\": { \"policy-type\": \"sts\"",
                "tls-report",
            ),
            ("\u{feff}{\"report-id\":\"1\"", "tls-report"),
        ] {
            let found = TypedText::recognise(text, &Ascii);
            assert_eq!(found.as_ref().map(TypedText::id), Some(kind), "{text}");
        }
    }

    #[test]
    fn an_unrecognised_text_is_an_invalid_domain() {
        for text in [
            "",
            "one.example",
            "no domain",
            "192.0.2.1",
            "one..example",
            "hello there, friend",
            "{\"a\": 1}",
            "4.2.2.1 is up",
        ] {
            assert_eq!(TypedText::recognise(text, &Ascii), None, "{text}");
        }
    }

    #[test]
    fn a_list_names_its_first_domains_once_each_and_counts_all() {
        let text: Vec<String> = (0..30).map(|at| format!("{}.example", at % 15)).collect();
        let Some(TypedText::Domains { first, count }) = TypedText::recognise(&text.join("\n"), &Ascii) else {
            panic!()
        };
        assert_eq!((first.len(), first[1].as_str(), count), (10, "1.example", 15));
    }
}
