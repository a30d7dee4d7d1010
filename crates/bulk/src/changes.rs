//! The changes between two checks of a domain. Plain data, independent of the browser.

use checker::{Arg, Finding, Report, Severity, Verdict, judge_without_texts, open_questions};
use evidence::{Evidence, Question};
use mta_sts::Domain;

/// The changes between two checks. An empty field did not change.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// The earlier verdict, if it was different.
    pub verdict: Option<Verdict>,
    /// Names and values of the set-up that changed: the value, before, now.
    pub values: Vec<(ChangedValue, String, String)>,
    /// Findings that are gone, the most important first.
    pub gone: Vec<&'a Finding>,
    /// Findings that are new, the most important first.
    pub new: Vec<&'a Finding>,
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
#[must_use]
pub fn compare_checks(domain: &Domain, earlier: &Evidence, later: &Evidence) -> (Report, Report) {
    let seen_by_both = |evidence: &Evidence, other: &Evidence| {
        let unseen = unseen_questions(domain, other);
        let mut common = evidence.clone();
        common.entries.retain(|entry| !unseen.contains(&entry.question));
        judge_without_texts(domain, &common)
    };
    (seen_by_both(earlier, later), seen_by_both(later, earlier))
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

/// A function that reads one value from a report.
type ReadValue = fn(&Report) -> String;

fn changed_values(earlier: &Report, later: &Report) -> Vec<(ChangedValue, String, String)> {
    let parts: [(ChangedValue, ReadValue); 5] = [
        (ChangedValue::Id, |report| report.policy.as_ref().map(|policy| policy.id.clone()).unwrap_or_default()),
        (ChangedValue::Mode, |report| {
            report.policy.as_ref().map(|policy| policy.mode.id().to_owned()).unwrap_or_default()
        }),
        (ChangedValue::MaxAge, |report| {
            report.policy.as_ref().map(|policy| policy.max_age.to_string()).unwrap_or_default()
        }),
        (ChangedValue::Patterns, |report| report.policy.as_ref().map(|policy| sorted(&policy.mx)).unwrap_or_default()),
        (ChangedValue::Hosts, |report| sorted(&report.delivery.iter().map(|row| row.mx.clone()).collect::<Vec<_>>())),
    ];
    let differing = parts.into_iter().map(|(what, read)| (what, read(earlier), read(later)));
    differing.filter(|(_, before, now)| before != now).collect()
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
