//! `mx` patterns of a policy (RFC 8461 §3.2) and how they match MX hosts (§4.1).

use alloc::string::{String, ToString};
use core::{
    fmt,
    net::{IpAddr, Ipv4Addr},
};

use crate::domain::is_address;

/// An `mx` pattern allowed by the grammar: `["*."] Domain`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MxPattern {
    /// Whether the pattern begins with `*.`, which stands for exactly one left-most label.
    pub wildcard: bool,
    /// The host, or the part after `*.`, in the spelling of the file.
    pub host: String,
}

/// The reason why a value is not a usable `mx` pattern. The order is that of [`MxPattern::parse`]: the most specific reason
/// wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatternProblem {
    /// No value.
    Empty,
    /// An IP address, with or without brackets.
    IpAddress,
    /// A URL, a mail address or a port.
    UrlOrPort,
    /// Letters outside ASCII.
    Unicode,
    /// A preference before the host, as in an MX record.
    Preference,
    /// Several hosts on one line.
    SeveralHosts,
    /// A final dot.
    TrailingDot,
    /// `*` anywhere other than as the whole left-most label.
    Wildcard,
    /// Any other violation of `Domain` (RFC 5321 §4.1.2).
    HostName,
}

impl MxPattern {
    /// Parses an `mx` value without blanks around it.
    ///
    /// # Errors
    ///
    /// The most specific fault. An IPv4 address satisfies the grammar, yet never matches a host name. It is an error here,
    /// although [`MxPattern::is_grammatical`] allows it.
    pub fn parse(value: &str) -> Result<Self, PatternProblem> {
        match pattern_problem(value) {
            Some(problem) => Err(problem),
            None => Ok(Self::unchecked(value)),
        }
    }

    /// Whether the value matches `["*."] Domain`, usable or not.
    #[must_use]
    pub fn is_grammatical(value: &str) -> bool {
        is_domain(value.strip_prefix("*.").unwrap_or(value))
    }

    /// Whether this pattern covers an MX host, given as in the MX record, not as the end of a CNAME.
    ///
    /// `*` stands for one complete label (RFC 8461 §4.1). Case and a final dot of the host do not matter.
    #[must_use]
    pub fn matches(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        if !self.wildcard {
            return host.eq_ignore_ascii_case(&self.host);
        }
        host.split_once('.').is_some_and(|(first, rest)| !first.is_empty() && rest.eq_ignore_ascii_case(&self.host))
    }

    /// Returns the number of the host's labels in place of this wildcard's `*`. Returns `None` if the suffix differs or there
    /// is no wildcard.
    #[must_use]
    pub fn wildcard_depth(&self, host: &str) -> Option<usize> {
        let host = host.strip_suffix('.').unwrap_or(host);
        let head = host.len().checked_sub(self.host.len()).filter(|_| self.wildcard)?;
        let (front, tail) = (host.get(..head)?, host.get(head..)?);
        if !tail.eq_ignore_ascii_case(&self.host) {
            return None;
        }
        match front.strip_suffix('.') {
            Some(labels) => Some(labels.split('.').count()),
            None if front.is_empty() => Some(0),
            None => None,
        }
    }

    fn unchecked(value: &str) -> Self {
        let host = value.strip_prefix("*.");
        Self { wildcard: host.is_some(), host: host.unwrap_or(value).to_string() }
    }
}

impl fmt::Display for MxPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.wildcard { "*." } else { "" }, self.host)
    }
}

fn pattern_problem(value: &str) -> Option<PatternProblem> {
    use PatternProblem as P;
    if MxPattern::is_grammatical(value) {
        is_ipv4(value).then_some(P::IpAddress)
    } else if value.is_empty() {
        Some(P::Empty)
    } else if is_ip(value) {
        Some(P::IpAddress)
    } else if value.contains(['/', '@']) || has_port(value) {
        Some(P::UrlOrPort)
    } else if !value.is_ascii() {
        Some(P::Unicode)
    } else if host_after_preference(value).is_some() {
        Some(P::Preference)
    } else if value.contains([',', ' ', '\t', ';']) {
        Some(P::SeveralHosts)
    } else if value.ends_with('.') {
        Some(P::TrailingDot)
    } else if value.strip_prefix("*.").unwrap_or(value).contains('*') {
        Some(P::Wildcard)
    } else {
        Some(P::HostName)
    }
}

/// Whether a value is an IPv4 address. Checks the first digit first, since few names begin with one.
fn is_ipv4(value: &str) -> bool {
    value.as_bytes().first().is_some_and(u8::is_ascii_digit) && value.parse::<Ipv4Addr>().is_ok()
}

fn is_ip(value: &str) -> bool {
    let bare = value.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok() || (value.starts_with('[') && is_address(value))
}

fn has_port(value: &str) -> bool {
    value.rsplit_once(':').is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|octet| octet.is_ascii_digit()))
}

/// Whether a value has several words that are hosts. A comment after a host is not one.
pub(crate) fn has_several_hosts(value: &str) -> bool {
    let value = [" #", " //", "("].iter().fold(value, |value, mark| value.split(mark).next().unwrap_or_default());
    let words = value.split([',', ' ', '\t', ';']).filter(|word| word.contains(char::is_alphanumeric));
    words.filter(|word| word.contains('.') || value.contains(',')).count() > 1
}

/// Returns the host of `10 mx.example.com`.
pub(crate) fn host_after_preference(value: &str) -> Option<&str> {
    let (number, host) = value.split_once([' ', '\t'])?;
    let host = host.trim();
    (number.bytes().all(|octet| octet.is_ascii_digit()) && !number.is_empty() && !host.is_empty()).then_some(host)
}

/// Whether a name matches `Domain` (RFC 5321 §4.1.2) within the lengths of RFC 1035 §2.3.4. Labels have letters, digits and
/// inner hyphens. Branchless passes are faster than stopping at the first fault, since nearly every value is a domain.
fn is_domain(name: &str) -> bool {
    let octets = name.as_bytes();
    let let_dig = |octet: Option<&u8>| octet.is_some_and(u8::is_ascii_alphanumeric);
    let fits = |octet: u8| octet.is_ascii_alphanumeric() | (octet == b'-') | (octet == b'.');
    let joins = |pair: &[u8]| !matches!(pair, [b'.', b'.' | b'-'] | [b'-', b'.']);
    let_dig(octets.first())
        && let_dig(octets.last())
        && octets.iter().fold(true, |all_match, octet| all_match & fits(*octet))
        && octets.windows(2).fold(true, |all_match, pair| all_match & joins(pair))
        && (octets.len() <= 63 || octets.len() <= 253 && name.split('.').all(|label| label.len() <= 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn covers(pattern: &str, host: &str) -> bool {
        MxPattern::parse(pattern).unwrap().matches(host)
    }

    #[test]
    fn a_wildcard_stands_for_exactly_one_label() {
        assert!(covers("mail.example.com", "MAIL.example.com."));
        assert!(covers("*.example.com", "mail.example.com"));
        assert!(!covers("*.example.com", "example.com"));
        assert!(!covers("*.example.com", "a.b.example.com"));
        assert!(!covers("*.example.com", "badexample.com"));
        assert!(!covers("example.com", "mail.example.com"));
        assert!(covers("*.mail.protection.outlook.com", "contoso-com.mail.protection.outlook.com"));
        assert!(!covers("*.mx.microsoft", "contoso-com.o-v1.mx.microsoft"));
        assert!(covers("*.o-v1.mx.microsoft", "contoso-com.o-v1.mx.microsoft"));
        assert!(!covers("*.aspmx.l.google.com", "aspmx.l.google.com"));
        assert!(!covers("*.example.com", ".example.com"));
    }

    #[test]
    fn the_depth_counts_the_labels_in_place_of_the_asterisk() {
        let depth = |pattern: &str, host: &str| MxPattern::parse(pattern).unwrap().wildcard_depth(host);
        assert_eq!(depth("*.example.com", "example.com"), Some(0));
        assert_eq!(depth("*.example.com", "a.example.com"), Some(1));
        assert_eq!(depth("*.example.com", "a.b.example.com."), Some(2));
        assert_eq!(depth("*.example.com", "badexample.com"), None);
        assert_eq!(depth("example.com", "a.example.com"), None);
    }

    #[test]
    fn the_most_specific_problem_wins() {
        use PatternProblem as P;
        let assert_problem = |value: &str, problem: P| assert_eq!(MxPattern::parse(value), Err(problem), "{value}");
        assert_problem("", P::Empty);
        assert_problem("192.0.2.25", P::IpAddress);
        assert_problem("[192.0.2.25]", P::IpAddress);
        assert_problem("2001:db8::25", P::IpAddress);
        assert_problem("[IPv6:2001:db8::25]", P::IpAddress);
        assert_problem("mx1.example.com:25", P::UrlOrPort);
        assert_problem("smtp://mx1.example.com", P::UrlOrPort);
        assert_problem("user@example.com", P::UrlOrPort);
        assert_problem("mail.例え.jp", P::Unicode);
        assert_problem("10 mx1.example.com", P::Preference);
        assert_problem("mx1.example.com, mx2.example.com", P::SeveralHosts);
        assert_problem("mx1.example.com mx2.example.com", P::SeveralHosts);
        assert_problem("mx1.example.com.", P::TrailingDot);
        assert_problem("mx*.example.com", P::Wildcard);
        assert_problem("*.*.example.com", P::Wildcard);
        assert_problem("*", P::Wildcard);
        assert_problem("mail_1.example.com", P::HostName);
        assert_problem(".example.com", P::HostName);
        assert_problem("-a.example.com", P::HostName);
        assert_problem("a..example.com", P::HostName);
    }

    #[test]
    fn an_ipv4_address_is_grammatical() {
        assert!(MxPattern::is_grammatical("192.0.2.25"));
        assert!(!MxPattern::is_grammatical("[192.0.2.25]"));
        assert!(!MxPattern::is_grammatical("2001:db8::25"));
    }

    /// Reference implementation of RFC 5321 §4.1.2 and RFC 1035 §2.3.4, label by label.
    fn is_domain_reference(name: &str) -> bool {
        let let_dig = |octet: Option<char>| octet.is_some_and(|octet| octet.is_ascii_alphanumeric());
        let inner = |octet: char| octet.is_ascii_alphanumeric() || octet == '-';
        let label = |label: &str| {
            let ends = let_dig(label.chars().next()) && let_dig(label.chars().last());
            ends && label.len() <= 63 && label.chars().all(inner)
        };
        name.len() <= 253 && name.split('.').all(label)
    }

    /// Reference implementation of RFC 8461 §4.1, label by label.
    fn matches_reference(pattern: &str, host: &str) -> bool {
        let labels = |name: &str| name.to_ascii_lowercase().split('.').map(ToString::to_string).collect::<Vec<_>>();
        let (pattern, host) = (labels(pattern), labels(host));
        pattern.len() == host.len()
            && pattern
                .iter()
                .zip(&host)
                .enumerate()
                .all(|(at, (p, h))| (at == 0 && p == "*" && !h.is_empty()) || p == h)
    }

    proptest! {
        #[test]
        fn domain_checks_agree_with_the_reference(name in r"[a-z0-9.-]{0,8}|[ab.é_-]{0,8}|([a-z-]{1,64}\.){0,5}[a-z]{60,64}") {
            prop_assert_eq!(is_domain(&name), is_domain_reference(&name), "{}", name);
        }

        #[test]
        fn matching_agrees_with_the_reference(pattern in r"(\*\.)?[ab]{1,2}(\.[ab]){0,2}", host in r"[abAB]{1,2}(\.[ab]{1,2}){0,3}") {
            prop_assert_eq!(covers(&pattern, &host), matches_reference(&pattern, &host));
        }

        #[test]
        fn no_value_panics_and_a_printed_pattern_parses_to_itself(value in "\\PC{0,60}") {
            if let Ok(pattern) = MxPattern::parse(&value) {
                prop_assert_eq!(MxPattern::parse(&pattern.to_string()), Ok(pattern));
            }
        }
    }
}
