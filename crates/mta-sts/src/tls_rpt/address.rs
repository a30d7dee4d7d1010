//! The addresses that a TLS reporting record asks reports to: `tlsrpt-uri` (RFC 8460 §3).

use alloc::string::String;

use smallvec::SmallVec;

use super::TlsRptProblem;
use crate::{Span, fields, span::is_blank};

/// Report addresses: nearly always one or two, which need no list in memory of its own.
pub type Addresses = SmallVec<[Rua; 2]>;

/// One report address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rua {
    /// The URI (RFC 3986): `mailto:` or `https:`.
    pub uri: String,
    /// Its place.
    pub span: Span,
}

impl Rua {
    /// The address at this place.
    pub(super) fn at(span: Span, text: &[u8]) -> Self {
        Self { uri: fields::ascii(span.of(text)), span }
    }

    /// The domain that receives the report's mail, or the host that it is posted to.
    #[must_use]
    pub fn host(&self) -> &str {
        let (_, rest) = self.uri.split_once(':').unwrap_or_default();
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        if self.is_mail() {
            rest.rsplit('@').next().unwrap_or_default()
        } else {
            let authority = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
            let host = authority.rsplit('@').next().unwrap_or_default();
            host.split(':').next().unwrap_or_default()
        }
    }

    /// Whether reports go by mail.
    #[must_use]
    pub fn is_mail(&self) -> bool {
        matches!(scheme(self.uri.as_bytes()), Some(Scheme::Mailto(_)))
    }
}

/// The most specific objection to one `tlsrpt-uri`.
pub(super) fn objection(uri: &[u8]) -> Option<TlsRptProblem> {
    use TlsRptProblem as P;
    if uri.is_empty() {
        return Some(P::RuaMissing);
    }
    let ordinary = is_ordinary(uri);
    if !ordinary && let Some(blank) = uri.iter().position(|octet| is_blank(*octet)) {
        return Some(if has_known_scheme(uri[blank..].trim_ascii()) { P::RuaSeparator } else { P::RuaSpaces });
    }
    if !ordinary && uri.contains(&b'!') {
        return Some(P::RuaUnencoded);
    }
    let complete = match scheme(uri) {
        None => return Some(P::RuaNoScheme),
        Some(Scheme::Other | Scheme::Mailto([b'/', ..])) => return Some(P::RuaSchemeUnsupported),
        Some(Scheme::Mailto(rest)) => is_mail_address(rest),
        Some(Scheme::Https(rest)) => rest.starts_with(b"//") && rest.len() > 2,
    };
    (!complete || !ordinary).then_some(P::FieldSyntax)
}

/// Whether all octets are printable ASCII, and none is an exclamation mark, which RFC 8460 §3 wants percent-encoded. One pass
/// without a branch, which spares most addresses several with.
fn is_ordinary(uri: &[u8]) -> bool {
    uri.iter().fold(true, |ordinary, octet| ordinary & matches!(octet, 0x22..=0x7E))
}

/// An `@` with text on both sides.
fn is_mail_address(address: &[u8]) -> bool {
    address.iter().position(|&octet| octet == b'@').is_some_and(|at| at > 0 && at + 1 < address.len())
}

/// How a URI begins (RFC 3986 §3.1).
enum Scheme<'a> {
    /// `mailto:`, in any letter case, and what follows.
    Mailto(&'a [u8]),
    /// `https:`, in any letter case, and what follows.
    Https(&'a [u8]),
    /// Any other.
    Other,
}

/// `scheme ":"`, if the URI has one.
fn scheme(uri: &[u8]) -> Option<Scheme<'_>> {
    if let Some(rest) = after(uri, b"mailto:") {
        Some(Scheme::Mailto(rest))
    } else if let Some(rest) = after(uri, b"https:") {
        Some(Scheme::Https(rest))
    } else {
        has_scheme(uri).then_some(Scheme::Other)
    }
}

/// What follows a prefix in any letter case.
fn after<'a>(text: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    (head == prefix || head.eq_ignore_ascii_case(prefix)).then_some(rest)
}

fn has_scheme(uri: &[u8]) -> bool {
    let Some(colon) = uri.iter().position(|&octet| octet == b':') else { return false };
    let scheme = &uri[..colon];
    let letters = scheme.iter().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'-'));
    scheme.first().is_some_and(u8::is_ascii_alphabetic) && letters
}

/// Whether reports can go there.
pub(super) fn has_known_scheme(uri: &[u8]) -> bool {
    matches!(scheme(uri), Some(Scheme::Mailto(_) | Scheme::Https(_)))
}
