//! MX hosts against the policy's `mx` patterns (RFC 8461 §4.1), both ways.

use std::net::IpAddr;

use mta_sts::{Mode, MxLine, MxPattern};

use crate::case::{Case, Mail, MxHost};

/// Which MX hosts the policy covers, and which patterns cover none.
#[derive(Debug)]
pub(crate) struct Coverage {
    pub covered: Vec<MxHost>,
    pub uncovered: Vec<Uncovered>,
    pub unused: Vec<MxLine>,
}

/// An MX host that no pattern covers, and the most specific reason. An IP address in place of a host is left out: no
/// pattern could cover it, and it has a finding of its own.
#[derive(Debug)]
pub(crate) struct Uncovered {
    pub host: MxHost,
    pub reason: Reason,
}

/// Why an MX host is not covered. The order is that of specificity.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// `<tenant>.<x>-v1.mx.microsoft`, and the policy has `*.mx.microsoft`.
    MicrosoftDepth(String),
    /// A host under `mx.microsoft`, and the policy has only the older Microsoft pattern.
    MicrosoftOld,
    /// A Google host, and the policy has some, but not all of Google's.
    Google,
    /// A wildcard ends right, but stands for one label only.
    Depth(String),
    /// The host is what follows `*.`.
    Apex(String),
    /// Nothing comes close.
    Plain,
}

impl Coverage {
    /// Compares, if the policy asks for it and the MX hosts are known.
    pub fn of(case: &Case<'_>) -> Option<Self> {
        let policy = &case.complete_policy()?.reading.policy;
        let asked = policy.mode.is_some_and(|mode| mode.value != Mode::None);
        let deliverable = matches!(case.mail, Mail::Hosts { .. } | Mail::Implicit);
        (asked && deliverable).then(|| Self::compare(&case.mx_hosts(), &policy.mx))
    }

    fn compare(hosts: &[MxHost], lines: &[MxLine]) -> Self {
        let covers = |host: &&MxHost| lines.iter().any(|line| line.pattern.matches(&host.name));
        let (covered, uncovered): (Vec<&MxHost>, Vec<&MxHost>) = hosts.iter().partition(covers);
        let used = |line: &&MxLine| hosts.iter().any(|host| line.pattern.matches(&host.name));
        Self {
            covered: covered.into_iter().cloned().collect(),
            uncovered: uncovered
                .into_iter()
                .filter(|host| host.name.parse::<IpAddr>().is_err())
                .map(|host| Uncovered { host: host.clone(), reason: reason(&host.name, lines) })
                .collect(),
            unused: lines.iter().filter(|line| !used(line)).cloned().collect(),
        }
    }

    pub fn is_covered(&self, host: &str) -> bool {
        self.covered.iter().any(|covered| covered.name == host)
    }
}

fn reason(host: &str, lines: &[MxLine]) -> Reason {
    let lower = |line: &MxLine| MxPattern { host: line.pattern.host.to_ascii_lowercase(), ..line.pattern.clone() };
    let lowered: Vec<MxPattern> = lines.iter().map(lower).collect();
    let patterns = || lowered.iter();
    let under = |suffix: &str| patterns().any(|pattern| ends_with(&pattern.host, suffix));
    if ends_with(host, "mx.microsoft") {
        if let Some(pattern) = patterns().find(|pattern| pattern.wildcard && pattern.host == "mx.microsoft") {
            return Reason::MicrosoftDepth(pattern.to_string());
        }
        if under("mail.protection.outlook.com") {
            return Reason::MicrosoftOld;
        }
    }
    let google = |name: &str| ends_with(name, "google.com") || ends_with(name, "googlemail.com");
    if google(host) && patterns().any(|pattern| google(&pattern.host)) {
        return Reason::Google;
    }
    match patterns().find_map(|pattern| pattern.depth(host).map(|depth| (pattern, depth))) {
        Some((pattern, 0)) => Reason::Apex(pattern.to_string()),
        Some((pattern, _)) => Reason::Depth(pattern.to_string()),
        None => Reason::Plain,
    }
}

/// Whether a name is `suffix` or lies under it.
pub(crate) fn ends_with(name: &str, suffix: &str) -> bool {
    name.strip_suffix(suffix).is_some_and(|front| front.is_empty() || front.ends_with('.'))
}
