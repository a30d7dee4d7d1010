//! The kept checks of one domain, as far as a list needs them. Their evidence is read on demand.

use checker::{Impact, ImpactKind, Severity, Verdict};
use evidence::Timestamp;
use serde::Serialize;

use crate::effect::MailEffect;

/// Largest number of kept checks per domain. The oldest ones are deleted.
pub const CHECKS_PER_DOMAIN: usize = 20;

/// Largest number of domains with kept checks. The least recently checked ones are deleted.
pub const DOMAIN_LIMIT: usize = 2_000;

/// Largest size of all kept checks, in bytes of JSON. A check has about 10 kB, so 2,000 domains with ten checks each
/// fit.
pub const BYTE_LIMIT: u64 = 256 * 1024 * 1024;

/// List entry of one kept check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, lean::Read)]
pub struct KeptHead {
    /// Key in the browser's storage.
    pub key: i64,
    /// Start time, if readable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Timestamp>,
    /// Size of its JSON in bytes.
    pub bytes: u64,
    /// Identifier of its verdict, if any build of the page has judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// Identifier of the worst effect on mail: a severity, or `unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// Identifier of the headline's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harm: Option<String>,
    /// Build of the page that judged it. Another build has other rules, and judges it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<String>,
}

/// Kept checks of one domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, lean::Read)]
pub struct KeptDomain {
    /// Policy domain as in the evidence; `None` if it is unreadable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Text that was typed last, if it differs from the domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// Start time of the latest check, in Unix seconds; 0 if no time is readable.
    pub latest: i64,
    /// Checks, the latest first.
    pub heads: Vec<KeptHead>,
}

/// Checks deleted because the history was full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvictedChecks {
    /// Domain of the checks.
    pub domain: String,
    /// Number of checks.
    pub checks: usize,
    /// Start time of the latest of them.
    pub latest: Timestamp,
}

impl KeptHead {
    /// Returns the verdict, if the check was judged and readable.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let word = self.verdict.as_deref()?;
        Verdict::ALL.into_iter().find(|verdict| verdict.id() == word)
    }

    /// Returns the headline's subject; [`ImpactKind::Verdict`] if nothing else is known.
    #[must_use]
    pub fn harm(&self) -> ImpactKind {
        let known = ImpactKind::ALL.into_iter().find(|harm| self.harm.as_deref() == Some(harm.id()));
        known.unwrap_or(ImpactKind::Verdict)
    }

    /// Returns the severity of the worst effect on mail, if known.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        Severity::from_id(self.severity.as_deref()?)
    }

    /// Returns the effect on mail, if the check was judged and readable.
    #[must_use]
    pub fn effect(&self) -> Option<MailEffect> {
        Some(MailEffect::new(self.verdict()?, self.harm(), self.severity()))
    }

    /// Returns whether this build of the page has judged the check.
    #[must_use]
    pub fn is_judged_by(&self, build: &str) -> bool {
        self.judged_by.as_deref() == Some(build)
    }

    /// Stores the verdict by this build of the page; `None` if the check is unreadable.
    pub fn set_verdict(&mut self, judged: Option<(Verdict, Impact)>, build: &str) {
        self.verdict = judged.map(|(verdict, _)| verdict.id().to_owned());
        self.severity = judged.map(|(_, impact)| impact.id().to_owned());
        self.harm = judged.map(|(_, impact)| impact.kind.id().to_owned());
        self.judged_by = Some(build.to_owned());
    }
}

impl KeptDomain {
    /// Creates an entry without checks.
    #[must_use]
    pub fn new(domain: Option<String>) -> Self {
        Self { domain, ..Self::default() }
    }

    /// Inserts a check by its start time. A check from a file may be older than others.
    pub fn insert(&mut self, head: KeptHead, typed: Option<String>) {
        let at = self.heads.iter().position(|other| other.started <= head.started).unwrap_or(self.heads.len());
        if at == 0 {
            self.typed = typed;
        }
        self.heads.insert(at, head);
        self.update_latest();
    }

    /// Removes a check.
    pub fn remove(&mut self, key: i64) -> Option<KeptHead> {
        let at = self.heads.iter().position(|head| head.key == key)?;
        let removed = self.heads.remove(at);
        self.update_latest();
        Some(removed)
    }

    /// Returns the keys of checks that may be deleted: the oldest first, never the latest. An unreadable check stays,
    /// and a newer one is deleted instead.
    #[must_use]
    pub fn evictable_keys(&self) -> Vec<i64> {
        self.heads.iter().skip(1).rev().map(|head| head.key).collect()
    }

    /// Returns the size of all its checks in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.heads.iter().map(|head| head.bytes).sum()
    }

    fn update_latest(&mut self) {
        self.latest = self.heads.iter().filter_map(|head| head.started).max().map_or(0, Timestamp::unix_seconds);
    }
}

#[cfg(test)]
mod tests {
    use checker::Severity;

    use super::*;

    fn head(key: i64, second: i64) -> KeptHead {
        let started = Some(Timestamp::from_unix(second));
        KeptHead { key, started, bytes: 10, ..KeptHead::default() }
    }

    fn keys(domain: &KeptDomain) -> Vec<i64> {
        domain.heads.iter().map(|head| head.key).collect()
    }

    #[test]
    fn checks_are_sorted_by_start_time_whatever_came_first() {
        let mut domain = KeptDomain::new(Some("one.example".into()));
        for (key, second) in [(1, 100), (2, 300), (3, 200), (4, 300)] {
            domain.insert(head(key, second), Some(format!("typed {key}")));
        }
        assert_eq!((keys(&domain), domain.latest, domain.bytes()), (vec![4, 2, 3, 1], 300, 40));
        assert_eq!(domain.typed.as_deref(), Some("typed 4"), "of the latest");
        assert_eq!(domain.remove(4).map(|head| head.key), Some(4));
        assert_eq!(domain.remove(4), None);
        assert_eq!(domain.evictable_keys(), [1, 3], "the oldest first, and never the latest");
    }

    #[test]
    fn a_check_without_a_start_time_is_the_oldest() {
        let mut domain = KeptDomain::new(None);
        domain.insert(head(1, 100), None);
        domain.insert(KeptHead { started: None, ..head(2, 0) }, None);
        assert_eq!((keys(&domain), domain.latest), (vec![1, 2], 100));
    }

    #[test]
    fn the_latest_checks_of_a_domain_are_kept() {
        let mut domain = KeptDomain::new(Some("one.example".into()));
        (0..25).for_each(|at| domain.insert(head(at, at), None));
        assert_eq!(domain.heads.len() - CHECKS_PER_DOMAIN, 5);
        assert_eq!(domain.evictable_keys()[..5], [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_verdict_counts_for_the_build_that_reached_it() {
        let mut head = head(1, 1);
        assert_eq!((head.verdict(), head.is_judged_by("b")), (None, false));
        let impact = Impact { severity: Some(Severity::Error), kind: ImpactKind::Dane, cause: Some(0) };
        head.set_verdict(Some((Verdict::Refusing, impact)), "b");
        assert_eq!(
            (head.verdict(), head.is_judged_by("b"), head.is_judged_by("c")),
            (Some(Verdict::Refusing), true, false)
        );
        assert_eq!((head.severity.as_deref(), head.harm()), (Some("error"), ImpactKind::Dane));
        head.harm = Some("<b>".into());
        assert_eq!(head.harm(), ImpactKind::Verdict);
        head.verdict = Some("<b>".into());
        assert_eq!(head.verdict(), None, "storage may hold anything");
    }
}
