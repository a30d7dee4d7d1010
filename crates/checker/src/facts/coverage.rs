//! Comparison of MX hosts and the policy's `mx` patterns (RFC 8461 §4.1), in both directions.

use std::net::IpAddr;

use mta_sts::{Domain, Mode, MxLine, MxPattern};

use super::{
    Facts,
    mail::{MailRouting, MxHost},
};

/// The MX hosts that the policy covers, those that it does not cover, and the patterns that cover no host.
#[derive(Debug)]
pub(crate) struct Coverage {
    pub covered: Vec<MxHost>,
    pub uncovered: Vec<Uncovered>,
    pub unused: Vec<MxLine>,
}

/// An uncovered MX host, and the most specific reason. Leaves out IP addresses, because no pattern can cover them and
/// another rule reports them.
#[derive(Debug)]
pub(crate) struct Uncovered {
    pub host: MxHost,
    pub reason: Reason,
}

/// The reason why an MX host is not covered, most specific first. Patterns are in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The host is `<tenant>.<x>-v1.mx.microsoft`, and the policy lists `*.mx.microsoft`.
    MicrosoftDepth(String),
    /// The host is under `mx.microsoft`, and the policy lists only Microsoft's older names.
    MicrosoftOld,
    /// The host has two or more labels where the wildcard allows one.
    TooManyLabels(String),
    /// The host has no label where the wildcard requires one.
    NoLabelForWildcard(String),
    /// The host belongs to Google, and the policy lists these of Google's patterns.
    Google(Vec<String>),
    /// The pattern would cover the host without a typo.
    NearMiss(NearMiss, String),
    /// No pattern comes close.
    Plain,
}

/// The difference between an almost matching pattern and the host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NearMiss {
    /// The pattern lacks the leading asterisk: `mail.protection.outlook.com`.
    Asterisk,
    /// A number in the pattern has too many or too few leading zeros: `mx1` for `mx01`.
    Zero,
}

impl NearMiss {
    /// Returns the word used in sentences.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Asterisk => "asterisk",
            Self::Zero => "zero",
        }
    }

    /// Returns the near miss between a pattern and a host, if there is one.
    fn between(pattern: &MxPattern, host: &str) -> Option<Self> {
        if pattern.wildcard || pattern.host == host {
            return None;
        }
        let below = host.split_once('.').is_some_and(|(_, rest)| rest == pattern.host && rest.contains('.'));
        let same = without_zeros(&pattern.host) == without_zeros(host);
        below.then_some(Self::Asterisk).or(same.then_some(Self::Zero))
    }
}

/// Returns a name without the leading zeros of its numbers.
fn without_zeros(name: &str) -> String {
    let mut digit_before = false;
    let significant = name.char_indices().filter(|&(at, c)| {
        let digit_after = name[at + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
        let leading = c == '0' && !digit_before && digit_after;
        digit_before = c.is_ascii_digit() && !leading;
        !leading
    });
    significant.map(|(_, c)| c).collect()
}

impl Coverage {
    /// Compares MX hosts and policy, if the policy has a mode other than none and the hosts are known.
    pub fn from_facts(facts: &Facts<'_>) -> Option<Self> {
        let policy = &facts.complete_policy()?.reading.policy;
        let asked = policy.mode.is_some_and(|mode| mode.value != Mode::None);
        let deliverable = matches!(facts.mail, MailRouting::Hosts { .. } | MailRouting::Implicit);
        (asked && deliverable).then(|| Self::compare(&facts.mx_hosts(), &policy.mx))
    }

    fn compare(hosts: &[MxHost], lines: &[MxLine]) -> Self {
        let covers = |host: &&MxHost| lines.iter().any(|line| line.pattern.matches(&host.name));
        let (covered, uncovered): (Vec<&MxHost>, Vec<&MxHost>) = hosts.iter().partition(covers);
        let used = |line: &&MxLine| hosts.iter().any(|host| line.pattern.matches(&host.name));
        let unused: Vec<MxLine> = lines.iter().filter(|line| !used(line)).cloned().collect();
        Self {
            covered: covered.into_iter().cloned().collect(),
            uncovered: uncovered
                .into_iter()
                .filter(|host| host.name.parse::<IpAddr>().is_err())
                .map(|host| Uncovered { host: host.clone(), reason: find_reason(&host.name, lines, &unused) })
                .collect(),
            unused,
        }
    }

    /// Returns the uncovered host that an unused pattern was probably meant for.
    pub fn meant_for(&self, pattern: &MxPattern) -> Option<&str> {
        let pattern = lowercase_pattern(pattern);
        let comes_close =
            |host: &str| wildcard_reason(host, &pattern).is_some() || NearMiss::between(&pattern, host).is_some();
        self.uncovered.iter().map(|uncovered| uncovered.host.name.as_str()).find(|host| comes_close(host))
    }

    pub fn is_covered(&self, host: &str) -> bool {
        self.covered.iter().any(|covered| covered.name == host)
    }
}

/// Returns the reason why a host is not covered. Looks for typos only in lines that cover no host, because a line that
/// covers another host is intended.
fn find_reason(host: &str, lines: &[MxLine], unused: &[MxLine]) -> Reason {
    let in_lower_case =
        |lines: &[MxLine]| -> Vec<MxPattern> { lines.iter().map(|line| lowercase_pattern(&line.pattern)).collect() };
    let (patterns, unused_patterns) = (in_lower_case(lines), in_lower_case(unused));
    let near_miss =
        |pattern: &MxPattern| NearMiss::between(pattern, host).map(|kind| Reason::NearMiss(kind, pattern.to_string()));
    microsoft_reason(host, &patterns)
        .or_else(|| patterns.iter().find_map(|pattern| wildcard_reason(host, pattern)))
        .or_else(|| google_reason(host, &patterns))
        .or_else(|| unused_patterns.iter().find_map(near_miss))
        .unwrap_or(Reason::Plain)
}

/// Returns a pattern in lower case. Host names are compared ignoring case (RFC 6125 §6.4.1), and those of MX records
/// are in lower case already.
fn lowercase_pattern(pattern: &MxPattern) -> MxPattern {
    MxPattern { host: pattern.host.to_ascii_lowercase(), ..pattern.clone() }
}

fn microsoft_reason(host: &str, patterns: &[MxPattern]) -> Option<Reason> {
    if !Domain::is_under(host, "mx.microsoft") {
        return None;
    }
    let under = |suffix: &str| patterns.iter().find(|pattern| Domain::is_under(&pattern.host, suffix));
    let deep = |pattern: &&MxPattern| {
        pattern.host == "mx.microsoft" && pattern.wildcard_depth(host).is_some_and(|depth| depth > 1)
    };
    if let Some(pattern) = patterns.iter().find(deep) {
        return Some(Reason::MicrosoftDepth(pattern.to_string()));
    }
    let only_old = under("mail.protection.outlook.com").is_some() && under("mx.microsoft").is_none();
    only_old.then_some(Reason::MicrosoftOld)
}

/// Returns the reason why a wildcard with the right suffix does not cover the host.
fn wildcard_reason(host: &str, pattern: &MxPattern) -> Option<Reason> {
    match pattern.wildcard_depth(host)? {
        0 => Some(Reason::NoLabelForWildcard(pattern.to_string())),
        1 => None,
        _ => Some(Reason::TooManyLabels(pattern.to_string())),
    }
}

fn google_reason(host: &str, patterns: &[MxPattern]) -> Option<Reason> {
    let is_google = |name: &str| Domain::is_under(name, "google.com") || Domain::is_under(name, "googlemail.com");
    let listed: Vec<String> =
        patterns.iter().filter(|pattern| is_google(&pattern.host)).map(ToString::to_string).collect();
    (is_google(host) && !listed.is_empty()).then_some(Reason::Google(listed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_almost_right_tells_what_is_wrong_with_it() {
        for (pattern, host, near_miss) in [
            ("mail.protection.outlook.com", "contoso-com.mail.protection.outlook.com", Some(NearMiss::Asterisk)),
            ("mx1.mail.icloud.com", "mx01.mail.icloud.com", Some(NearMiss::Zero)),
            ("mx001.example.com", "mx1.example.com", Some(NearMiss::Zero)),
            ("mx0.example.com", "mx00.example.com", Some(NearMiss::Zero)),
            ("mx10.example.com", "mx1.example.com", None),
            ("mx1.example.com", "mx2.example.com", None),
            ("mx1.example.com", "mx1.example.com", None),
            ("outlook.com", "contoso-com.mail.protection.outlook.com", None),
            ("com", "example.com", None),
            ("*.mx1.example.com", "mx01.example.com", None),
        ] {
            let pattern = MxPattern::parse(pattern).expect("a pattern");
            assert_eq!(NearMiss::between(&pattern, host), near_miss, "{pattern} for {host}");
        }
    }
}
