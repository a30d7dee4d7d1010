//! Policy domains: as people type them, and as DNS has them (A-labels, RFC 5890 §2.3.2.1).

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
};
use core::{fmt, net::IpAddr, str::FromStr};

/// A policy domain (RFC 8461 §1.1): letters, digits and hyphens, lower case, A-labels, no final dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(String);

/// Longest domain name in octets, without the final dot (RFC 1035 §2.3.4).
pub const MAX_NAME_OCTETS: usize = 253;

/// Longest label in octets (RFC 1035 §2.3.4).
const MAX_LABEL_OCTETS: usize = 63;

impl Domain {
    /// Parses typed text: a domain, a mail address, a URL, or one of the names of MTA-STS itself. Accepts upper case, a final
    /// dot and internationalised names.
    ///
    /// # Errors
    /// The reason why the text is not a domain.
    pub fn parse_typed(input: &str, idna: &impl Idna) -> Result<Typed, DomainError> {
        let host = host_part(input);
        let (ascii, converted) = if host.is_ascii() || host.contains(is_separator) {
            (host.to_owned(), false)
        } else {
            (idna.to_ascii(host).ok_or(DomainError::NotIdna)?, true)
        };
        let whole: Self = ascii.parse()?;
        let domain = whole.without_service_label();
        let extracted = host != plain(input) || domain != whole;
        Ok(Typed { domain, extracted, converted })
    }

    /// Returns the name as A-labels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name as U-labels (RFC 5890 §2.3.2.1), if it has any. Show it beside the A-labels, never instead of them.
    #[must_use]
    pub fn to_unicode(&self, idna: &impl Idna) -> Option<String> {
        let may = self.0.split('.').any(|label| label.starts_with("xn--"));
        let text = may.then(|| idna.to_unicode(&self.0)).flatten()?;
        (text != self.0 && idna.to_ascii(&text).as_deref() == Some(self.as_str())).then_some(text)
    }

    /// Whether a DNS name equals `ancestor` or lies under it. Both are in lower case, without a final dot. Neither has to be a
    /// policy domain, since names of records have underscores.
    #[must_use]
    pub fn is_under(name: &str, ancestor: &str) -> bool {
        name.strip_suffix(ancestor).is_some_and(|front| front.is_empty() || front.ends_with('.'))
    }

    /// Returns the domain without its left-most label, unless that leaves a single label.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_once('.')?;
        rest.contains('.').then(|| Self(rest.to_owned()))
    }

    /// Returns the name of the STS record (RFC 8461 §3.1).
    #[must_use]
    pub fn sts_name(&self) -> String {
        format!("_mta-sts.{self}")
    }

    /// Returns the policy host (RFC 8461 §3.2).
    #[must_use]
    pub fn policy_host(&self) -> String {
        format!("mta-sts.{self}")
    }

    /// Returns the URL of the policy file (RFC 8461 §3.2).
    #[must_use]
    pub fn policy_url(&self) -> String {
        format!("https://mta-sts.{self}/.well-known/mta-sts.txt")
    }

    /// Returns the name of the TLS reporting record (RFC 8460 §3).
    #[must_use]
    pub fn tls_rpt_name(&self) -> String {
        format!("_smtp._tls.{self}")
    }

    /// Returns the policy domain of `mta-sts.example.com`. A name such as `mta-sts.org` stays as it is.
    fn without_service_label(&self) -> Self {
        match self.0.strip_prefix("mta-sts.") {
            Some(rest) if rest.contains('.') => Self(rest.to_owned()),
            _ => self.clone(),
        }
    }
}

impl FromStr for Domain {
    type Err = DomainError;

    /// Parses an ASCII name, ignoring case and a final dot.
    fn from_str(name: &str) -> Result<Self, DomainError> {
        let name = name.strip_suffix('.').unwrap_or(name);
        check(name)?;
        Ok(Self(name.to_ascii_lowercase()))
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A domain parsed from typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The domain.
    pub domain: Domain,
    /// Whether the domain is only a part of the typed text.
    pub extracted: bool,
    /// Whether the text was converted to A-labels.
    pub converted: bool,
}

/// The interface for IDNA: the browser in the page, the `idna` crate elsewhere.
pub trait Idna {
    /// Returns the A-labels of a name (UTS 46, non-transitional); `None` if it has none.
    fn to_ascii(&self, name: &str) -> Option<String>;

    /// Returns the U-labels of a name in A-labels; `None` if it has none.
    fn to_unicode(&self, name: &str) -> Option<String>;
}

/// The reason why a text is not a domain name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainError {
    /// Nothing was typed, or the typed address or URL has no host.
    Empty,
    /// It is an IP address, or ends in a number like one.
    IpAddress,
    /// It contains a separator of several names: a blank, a comma or a semicolon.
    Several,
    /// It has two consecutive dots, or begins with a dot.
    EmptyLabel,
    /// A label has more than 63 octets.
    LabelTooLong {
        /// The label.
        label: String,
    },
    /// The name has more than 253 octets.
    TooLong {
        /// Its length in octets.
        octets: usize,
    },
    /// It contains a character other than letters, digits and hyphens.
    Character {
        /// The first such character.
        character: char,
    },
    /// A label begins or ends with a hyphen.
    Hyphen {
        /// The label.
        label: String,
    },
    /// It contains letters that have no A-label spelling.
    NotIdna,
}

impl DomainError {
    /// Returns the name used in identifiers.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::IpAddress => "ip-address",
            Self::Several => "several",
            Self::EmptyLabel => "empty-label",
            Self::LabelTooLong { .. } => "label-too-long",
            Self::TooLong { .. } => "too-long",
            Self::Character { .. } => "character",
            Self::Hyphen { .. } => "hyphen",
            Self::NotIdna => "not-idna",
        }
    }

    /// Returns the offending value, if there is one to show.
    #[must_use]
    pub fn value(&self) -> Option<String> {
        match self {
            Self::LabelTooLong { label } | Self::Hyphen { label } => Some(label.clone()),
            Self::TooLong { octets } => Some(octets.to_string()),
            Self::Character { character } => Some(character.to_string()),
            Self::Empty | Self::IpAddress | Self::Several | Self::EmptyLabel | Self::NotIdna => None,
        }
    }
}

impl fmt::Display for DomainError {
    /// Formats the error for logs and programs. Texts for people are in the crate `words`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the name is empty"),
            Self::IpAddress => f.write_str("an IP address, or a name that ends in a number, is not a domain name"),
            Self::Several => f.write_str("a domain name has no space, comma or semicolon"),
            Self::EmptyLabel => f.write_str("a label of the name is empty"),
            Self::LabelTooLong { label } => write!(f, "the label {label:?} has more than {MAX_LABEL_OCTETS} bytes"),
            Self::TooLong { octets } => write!(f, "the name has {octets} bytes, more than {MAX_NAME_OCTETS}"),
            Self::Character { character } => write!(f, "{character:?} is not allowed in a domain name"),
            Self::Hyphen { label } => write!(f, "the label {label:?} starts or ends with a hyphen"),
            Self::NotIdna => f.write_str("the name cannot be converted to an A-label (IDNA)"),
        }
    }
}

impl core::error::Error for DomainError {}

/// Returns the input without the blanks, quotation marks and brackets that copying adds.
fn plain(input: &str) -> &str {
    input.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '\u{feff}'))
}

/// Returns the host in an address, a URL or a name of MTA-STS, or else the text itself.
fn host_part(input: &str) -> &str {
    let text = plain(input);
    let text = strip_ascii_prefix(text, "mailto:").unwrap_or(text);
    let host = match text.split_once("://") {
        Some((_, rest)) => after_at(rest.split(['/', '?', '#']).next().unwrap_or_default()),
        None => without_path(after_at(text)),
    };
    let host = without_port(host).trim();
    ["_mta-sts.", "_smtp._tls."].iter().find_map(|label| strip_ascii_prefix(host, label)).unwrap_or(host)
}

/// Returns the text after the first `@`, including a full-width one. A mail address may have a slash before it. Keeps further
/// addresses and earlier names, so that the error can report them.
fn after_at(text: &str) -> &str {
    match text.split_once(['@', '＠']) {
        Some((local, _)) if local.contains(is_separator) && !local.contains(['"', '<']) => text,
        Some((_, host)) => host,
        None => text,
    }
}

/// Returns `example.com` of `example.com/path`. A word before a slash, as in `n/a`, is not a host.
fn without_path(text: &str) -> &str {
    text.split(['/', '?', '#']).next().filter(|host| host.contains(['.', '。', '．', ':'])).unwrap_or(text)
}

/// Returns `example.com` of `example.com:443`. IPv6 addresses keep their colons, so that the error can name them.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') && port.bytes().all(|octet| octet.is_ascii_digit()) => name,
        _ => host,
    }
}

fn strip_ascii_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// Whether a character separates names and never occurs within one.
fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | ';' | '、')
}

/// Checks for letters, digits and hyphens (RFC 5321 §4.1.2 `Domain`), within the lengths of RFC 1035 §2.3.4.
fn check(name: &str) -> Result<(), DomainError> {
    if name.is_empty() {
        return Err(DomainError::Empty);
    }
    if name.contains(is_separator) {
        return Err(DomainError::Several);
    }
    if is_address(name) {
        return Err(DomainError::IpAddress);
    }
    if let Some(character) = name.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.')) {
        return Err(DomainError::Character { character });
    }
    name.split('.').try_for_each(check_label)?;
    if name.len() > MAX_NAME_OCTETS {
        return Err(DomainError::TooLong { octets: name.len() });
    }
    Ok(())
}

fn check_label(label: &str) -> Result<(), DomainError> {
    if label.is_empty() {
        Err(DomainError::EmptyLabel)
    } else if label.len() > MAX_LABEL_OCTETS {
        Err(DomainError::LabelTooLong { label: label.to_owned() })
    } else if label.starts_with('-') || label.ends_with('-') {
        Err(DomainError::Hyphen { label: label.to_owned() })
    } else {
        Ok(())
    }
}

/// Whether a name is an address literal, or its last label is all digits. Every browser and resolver takes the latter for an
/// address.
pub(crate) fn is_address(name: &str) -> bool {
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let bare = strip_ascii_prefix(bare, "ipv6:").unwrap_or(bare);
    let last = name.rsplit('.').next().unwrap_or_default();
    bare.parse::<IpAddr>().is_ok() || (!last.is_empty() && last.bytes().all(|octet| octet.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
