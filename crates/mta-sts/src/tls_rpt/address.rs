//! Report addresses of a TLS reporting record: `tlsrpt-uri` (RFC 8460 §3).

use alloc::string::String;
use core::{
    net::{Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use memchr::{memchr, memchr_iter, memchr2};

use super::TlsRptProblem;
use crate::{MAX_NAME_OCTETS, Span, fields, short_list::ShortList, span::is_blank};

pub(crate) use placeholder::is_placeholder_mailbox;
use placeholder::{has_placeholder, is_template};

mod placeholder;

/// Report addresses. There are nearly always one or two, which need no heap memory.
pub type Addresses = ShortList<Rua, 2>;

/// One report address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rua {
    /// The URI (RFC 3986): `mailto:` or `https:`.
    pub uri: String,
    /// Its position.
    pub span: Span,
}

impl Rua {
    /// Parses the address at this position.
    pub(super) fn parse_at(span: Span, text: &[u8]) -> Self {
        Self { uri: fields::ascii_text(span.slice(text)), span }
    }

    /// Returns the mail domain or HTTPS host that receives the reports.
    #[must_use]
    pub fn host(&self) -> &str {
        let (_, rest) = self.uri.split_once(':').unwrap_or_default();
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        if self.is_mail() {
            rest.rsplit('@').next().unwrap_or_default()
        } else {
            let authority = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
            let host = authority.rsplit('@').next().unwrap_or_default();
            let literal = host.find(']').filter(|_| host.starts_with('['));
            literal.map_or_else(|| host.split(':').next().unwrap_or_default(), |end| &host[..=end])
        }
    }

    /// Whether its mailbox or its host is a placeholder from documentation.
    pub(super) fn is_placeholder(&self) -> bool {
        let mailbox =
            self.uri.get("mailto:".len()..).filter(|_| self.is_mail()).and_then(|rest| rest.split('@').next());
        has_placeholder(self.host()) || mailbox.is_some_and(is_placeholder_mailbox)
    }

    /// Whether reports are sent by mail.
    #[must_use]
    pub fn is_mail(&self) -> bool {
        matches!(scheme(self.uri.as_bytes()), Some(Scheme::Mailto(_)))
    }
}

/// Returns the most specific problem of one `tlsrpt-uri`.
pub(super) fn uri_problem(uri: &[u8]) -> Option<TlsRptProblem> {
    use TlsRptProblem as P;
    if uri.is_empty() {
        return Some(P::RuaMissing);
    }
    let ordinary = is_ordinary(uri);
    if !ordinary && is_template(uri) {
        return Some(P::RuaInvalid);
    }
    if !ordinary && let Some(blank) = uri.iter().position(|octet| is_blank(*octet)) {
        return Some(if has_known_scheme(uri[blank..].trim_ascii()) { P::RuaSeparator } else { P::RuaSpaces });
    }
    if !ordinary && uri.contains(&b'!') {
        return Some(P::RuaUnencoded);
    }
    match scheme(uri) {
        None => Some(P::RuaNoScheme),
        Some(Scheme::Other | Scheme::Mailto([b'/', ..])) => Some(P::RuaSchemeUnsupported),
        Some(Scheme::Mailto(rest)) => {
            (!ordinary || !has_uri_characters(uri) || !is_mail_address(rest)).then_some(P::RuaInvalid)
        }
        Some(Scheme::Https(rest)) => {
            (!ordinary || !has_uri_characters(uri) || !has_host(rest)).then_some(P::RuaInvalid)
        }
    }
}

/// Whether all octets are printable ASCII without an exclamation mark, which RFC 8460 §3 requires percent-encoded. One
/// branchless pass saves most addresses several branching ones.
fn is_ordinary(uri: &[u8]) -> bool {
    uri.iter().fold(true, |ordinary, octet| ordinary & matches!(octet, 0x22..=0x7E))
}

/// Whether every octet is allowed in a URI, and every percent sign begins two hexadecimal digits (RFC 3986 §2).
fn has_uri_characters(uri: &[u8]) -> bool {
    let is_allowed = |octet: &u8| octet.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(octet);
    let is_encoded = |at: usize| uri.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    uri.iter().all(is_allowed) && memchr_iter(b'%', uri).all(is_encoded)
}

/// Whether a text is exactly one `addr-spec`, optionally followed by a question mark and more (RFC 6068 §2).
fn is_mail_address(address: &[u8]) -> bool {
    let end = memchr2(b'?', b'#', address).unwrap_or(address.len());
    let Some(at) = memchr(b'@', &address[..end]) else { return false };
    let (local, domain) = (&address[..at], &address[at + 1..end]);
    let atoms = || local.split(|octet| *octet == b'.');
    let is_atom = |atom: &[u8]| !atom.is_empty() && !atom.iter().any(|octet| b"()[]:,;".contains(octet));
    atoms().all(is_atom) && is_domain(domain)
}

/// Whether a text has `//`, and an authority with a host (RFC 3986 §3.2).
fn has_host(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(b"//") else { return false };
    let end = rest.iter().position(|octet| matches!(octet, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let authority = rest[..end].rsplit(|octet| *octet == b'@').next().unwrap_or_default();
    let is_port = |port: &[u8]| port.iter().skip(1).all(u8::is_ascii_digit);
    if let Some(literal) = authority.strip_prefix(b"[") {
        let Some(end) = memchr(b']', literal) else { return false };
        let (address, port) = (&literal[..end], &literal[end + 1..]);
        return is_address::<Ipv6Addr>(address) && port.first().is_none_or(|octet| *octet == b':') && is_port(port);
    }
    let colon = memchr(b':', authority).unwrap_or(authority.len());
    is_port(&authority[colon..]) && is_domain(&authority[..colon])
}

/// Whether a text is an IP address of this family.
fn is_address<Address: FromStr>(text: &[u8]) -> bool {
    core::str::from_utf8(text).is_ok_and(|text| text.parse::<Address>().is_ok())
}

/// Whether a domain consists of labels of letters, digits and hyphens (RFC 5321 §2.3.5), or is an address in brackets. A final
/// dot is reported separately.
fn is_domain(domain: &[u8]) -> bool {
    if let Some(literal) = domain.strip_prefix(b"[") {
        let literal = literal.strip_suffix(b"]").unwrap_or_default();
        let literal6 = literal.strip_prefix(b"IPv6:");
        return literal6.map_or_else(|| is_address::<Ipv4Addr>(literal), is_address::<Ipv6Addr>);
    }
    let domain = domain.strip_suffix(b".").unwrap_or(domain);
    let is_label = |label: &[u8]| {
        matches!(label.len(), 1..=63)
            && label.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-')
            && !label.starts_with(b"-")
            && !label.ends_with(b"-")
    };
    domain.len() < MAX_NAME_OCTETS + 1 && domain.split(|octet| *octet == b'.').all(is_label)
}

/// The scheme of a URI (RFC 3986 §3.1).
enum Scheme<'a> {
    /// `mailto:` in any letter case, and the rest.
    Mailto(&'a [u8]),
    /// `https:` in any letter case, and the rest.
    Https(&'a [u8]),
    /// Any other scheme.
    Other,
}

/// Parses `scheme ":"`, if the URI has one.
fn scheme(uri: &[u8]) -> Option<Scheme<'_>> {
    if let Some(rest) = after(uri, b"mailto:") {
        Some(Scheme::Mailto(rest))
    } else if let Some(rest) = after(uri, b"https:") {
        Some(Scheme::Https(rest))
    } else {
        has_scheme(uri).then_some(Scheme::Other)
    }
}

/// Returns the rest after a prefix in any letter case.
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

/// Whether reports can be sent to a URI of this scheme.
pub(super) fn has_known_scheme(uri: &[u8]) -> bool {
    matches!(scheme(uri), Some(Scheme::Mailto(_) | Scheme::Https(_)))
}
