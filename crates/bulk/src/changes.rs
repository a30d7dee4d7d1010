//! The changes between two checks of a domain. Plain data, independent of the browser.

use checker::{Arg, Finding, PolicyInForce, Report, Severity, Verdict, judge_without_texts, open_questions};
use evidence::{Evidence, Question};
use mta_sts::Domain;

/// The changes between two checks. An empty field did not change.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// The earlier verdict, if it was different.
    pub verdict: Option<Verdict>,
    /// Values of the set-up that changed.
    pub values: Vec<ValueChange>,
    /// Findings that are gone, the most important first.
    pub gone: Vec<&'a Finding>,
    /// Findings that are new, the most important first.
    pub new: Vec<&'a Finding>,
}

/// A value of the set-up, before and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// The value.
    pub what: ChangedValue,
    /// The earlier value.
    pub before: ComparedValue,
    /// The present value.
    pub now: ComparedValue,
}

/// A value in one of two checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparedValue {
    /// The value as text.
    Text(String),
    /// There is none.
    Absent,
    /// Something is published, but senders cannot use it.
    Unusable,
}

/// A value that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedValue {
    /// The `id` of the STS record.
    Id,
    /// The mode of the policy.
    Mode,
    /// How long senders cache the policy, in seconds.
    MaxAge,
    /// The patterns of the policy.
    Patterns,
    /// The MX hosts.
    Hosts,
}

impl ChangedValue {
    /// Returns the word in messages and tests.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Mode => "mode",
            Self::MaxAge => "max-age",
            Self::Patterns => "patterns",
            Self::Hosts => "hosts",
        }
    }
}

/// Returns the reports of two checks of a domain. Observations that are missing in one of them are not compared.
///
/// Each check may know earlier policies that the other does not. Both are judged with the policies that either knew
/// when the first one began. Later memories count only if something observed has changed.
#[must_use]
pub fn compare_checks(domain: &Domain, earlier: &Evidence, later: &Evidence) -> (Report, Report) {
    let earlier = earlier.clone().with_history_of(later, None);
    let later = later.clone().with_history_of(&earlier, None);
    let before = judge_common(domain, &earlier, &later);
    let same_memory = Evidence { history: earlier.history.clone(), ..later.clone() };
    let unchanged = judge_common(domain, &same_memory, &earlier);
    if same_memory.history == later.history || Changes::between(&before, &unchanged).is_empty() {
        return (before, unchanged);
    }
    let now = judge_common(domain, &later, &earlier);
    (before, now)
}

/// Judges a check without the observations that are missing in another one.
fn judge_common(domain: &Domain, evidence: &Evidence, other: &Evidence) -> Report {
    let unseen = unseen_questions(domain, other);
    let mut common = evidence.clone();
    common.entries.retain(|entry| !unseen.contains(&entry.question));
    judge_without_texts(domain, &common)
}

/// Returns the questions without an answer in a check.
fn unseen_questions(domain: &Domain, evidence: &Evidence) -> Vec<Question> {
    let unanswered = evidence.unanswered().map(|(question, _)| question.clone());
    unanswered.chain(open_questions(domain, evidence)).collect()
}

impl<'a> Changes<'a> {
    /// Compares an earlier report with a later one of the same domain.
    #[must_use]
    pub fn between(earlier: &'a Report, later: &'a Report) -> Self {
        Self {
            verdict: changed_verdict(earlier, later),
            values: changed_values(earlier, later),
            gone: only_in(earlier, later),
            new: only_in(later, earlier),
        }
    }

    /// Returns the number of changes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len() + self.gone.len() + self.new.len() + usize::from(self.verdict.is_some())
    }

    /// Returns whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

/// Returns the earlier verdict if it changed. An unknown verdict says nothing about a change.
fn changed_verdict(earlier: &Report, later: &Report) -> Option<Verdict> {
    let is_known = earlier.verdict != Verdict::Unknown && later.verdict != Verdict::Unknown;
    (is_known && earlier.verdict != later.verdict).then_some(earlier.verdict)
}

/// A function that reads one value from a policy.
type ReadValue = fn(&PolicyInForce) -> String;

/// Returns the values that changed. Without a policy in one of the reports, only the mode is compared: the file and the
/// record may still have the other values.
fn changed_values(earlier: &Report, later: &Report) -> Vec<ValueChange> {
    let of_policy: [(ChangedValue, ReadValue); 4] = [
        (ChangedValue::Mode, |policy| policy.mode.id().to_owned()),
        (ChangedValue::Id, |policy| policy.id.clone()),
        (ChangedValue::MaxAge, |policy| policy.max_age.to_string()),
        (ChangedValue::Patterns, |policy| sorted(&policy.mx)),
    ];
    let is_seen = |report: &Report| report.policy.is_some() || report.verdict != Verdict::Unknown;
    let count = match (earlier.policy.is_some(), later.policy.is_some()) {
        (true, true) => of_policy.len(),
        (false, false) => 0,
        _ => usize::from(is_seen(earlier) && is_seen(later)),
    };
    let policies = of_policy.into_iter().take(count).map(|(what, read)| {
        let value = |report: &Report| policy_value(report, read);
        ValueChange { what, before: value(earlier), now: value(later) }
    });
    let hosts = ValueChange { what: ChangedValue::Hosts, before: mx_hosts(earlier), now: mx_hosts(later) };
    policies.chain([hosts]).filter(|value| value.before != value.now).collect()
}

fn policy_value(report: &Report, read: ReadValue) -> ComparedValue {
    match &report.policy {
        Some(policy) => ComparedValue::Text(read(policy)),
        None if matches!(report.verdict, Verdict::Absent | Verdict::NoMail) => ComparedValue::Absent,
        None => ComparedValue::Unusable,
    }
}

fn mx_hosts(report: &Report) -> ComparedValue {
    let hosts = sorted(&report.delivery.iter().map(|row| row.mx.clone()).collect::<Vec<_>>());
    if hosts.is_empty() { ComparedValue::Absent } else { ComparedValue::Text(hosts) }
}

fn sorted(names: &[String]) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    names.join(", ")
}

/// Returns the errors and warnings of one report that the other does not have. A finding with the same rule and the
/// same names is the same finding. Numbers, such as days that remain, change by themselves.
fn only_in<'a>(report: &'a Report, other: &Report) -> Vec<&'a Finding> {
    let matters = |finding: &&Finding| matches!(finding.rule.severity, Severity::Error | Severity::Warning);
    let is_there = |finding: &Finding| {
        other.findings.iter().any(|twin| twin.rule.id == finding.rule.id && names(twin).eq(names(finding)))
    };
    report.findings.iter().filter(matters).filter(|finding| !is_there(finding)).collect()
}

fn names(finding: &Finding) -> impl Iterator<Item = &Arg> {
    finding.args.0.iter().map(|(_, arg)| arg).filter(|arg| matches!(arg, Arg::Text(_) | Arg::List(_)))
}

#[cfg(test)]
mod tests {
    use checker::RULES;
    use evidence::{Evidence, Timestamp};
    use mta_sts::Domain;

    use super::*;

    fn report(findings: &[(&str, &str, i64)]) -> Report {
        let domain: Domain = "example.com".parse().expect("a domain");
        let mut report = judge_without_texts(&domain, &Evidence::new(&domain, "example.com", Timestamp::default()));
        let rule = |id: &str| RULES.iter().copied().find(|rule| rule.id == id).expect("a rule");
        report.findings = findings
            .iter()
            .map(|(id, name, days)| {
                Finding::new(rule(id)).with_arg("host", (*name).to_owned()).with_arg("days", Arg::Number(*days))
            })
            .collect();
        report
    }

    fn ids(findings: &[&Finding]) -> Vec<&'static str> {
        findings.iter().map(|finding| finding.rule.id).collect()
    }

    #[test]
    fn gone_and_new_findings_are_listed_separately() {
        let before = report(&[("record-missing", "a", 1), ("tlsrpt-missing", "a", 1)]);
        let now = report(&[("tlsrpt-missing", "a", 1), ("policy-mx-not-covered", "a", 1)]);
        let changes = Changes::between(&before, &now);
        assert_eq!((ids(&changes.gone), ids(&changes.new)), (vec!["record-missing"], vec!["policy-mx-not-covered"]));
    }

    #[test]
    fn another_host_is_another_finding_and_fewer_days_are_the_same_one() {
        let before = report(&[("policy-mx-not-covered", "a", 9)]);
        assert!(Changes::between(&before, &report(&[("policy-mx-not-covered", "a", 8)])).is_empty());
        assert!(!Changes::between(&before, &report(&[("policy-mx-not-covered", "b", 9)])).is_empty());
    }
}
