//! A check compared with an earlier one of the same domain: the changes, and whether it got worse.

use std::cmp::Ordering;

use checker::{Finding, Report, Severity};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;

use crate::{Changes, compare_checks};

/// The reports of two checks, each from the observations that both have.
#[derive(Clone, Debug)]
pub struct Compared {
    /// When the earlier check started.
    pub since: Timestamp,
    /// The report of the earlier check.
    pub earlier: Report,
    /// The report of the later check.
    pub later: Report,
}

/// The direction of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trend {
    /// The effect on mail is worse, or a new finding is more severe than any that is gone.
    Worse,
    /// Names or values changed, but nothing got better or worse.
    Changed,
    /// The effect on mail is better, or a finding that is gone is more severe than any new one.
    Better,
    /// Nothing changed.
    Same,
}

impl Trend {
    /// Every direction.
    pub const ALL: [Self; 4] = [Self::Worse, Self::Changed, Self::Better, Self::Same];

    /// Returns the word in files, messages and tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Changed => "changed",
            Self::Better => "better",
            Self::Same => "same",
        }
    }
}

impl Compared {
    /// Compares two checks of a domain. Observations that are missing in one of them are not compared.
    #[must_use]
    pub fn new(domain: &Domain, before: &Evidence, now: &Evidence) -> Self {
        let (earlier, later) = compare_checks(domain, before, now);
        Self { since: before.started, earlier, later }
    }

    /// Returns the changes.
    #[must_use]
    pub fn changes(&self) -> Changes<'_> {
        Changes::between(&self.earlier, &self.later)
    }

    /// Returns the overall direction of all changes. The effect on mail counts first, then the most severe new or gone
    /// finding.
    #[must_use]
    pub fn trend(&self) -> Trend {
        let changes = self.changes();
        if changes.is_empty() {
            return Trend::Same;
        }
        let harm = match (self.earlier.impact.severity, self.later.impact.severity) {
            (Some(before), Some(now)) => severity_rank(now).cmp(&severity_rank(before)),
            _ => Ordering::Equal,
        };
        match harm.then(worst_rank(&changes.new).cmp(&worst_rank(&changes.gone))) {
            Ordering::Greater => Trend::Worse,
            Ordering::Equal => Trend::Changed,
            Ordering::Less => Trend::Better,
        }
    }
}

fn worst_rank(findings: &[&Finding]) -> u8 {
    findings.iter().map(|finding| severity_rank(finding.rule.severity)).max().unwrap_or_default()
}

const fn severity_rank(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 3,
        Severity::Warning => 2,
        Severity::Notice => 1,
        Severity::Pass => 0,
    }
}

#[cfg(test)]
mod tests {
    use checker::{RULES, judge};

    use super::*;

    fn report(severity: Option<Severity>, findings: &[&str]) -> Report {
        let domain: Domain = "example.com".parse().expect("a domain");
        let mut report = judge(&domain, &Evidence::new(&domain, "example.com", Timestamp::default()));
        let rule = |id: &str| RULES.iter().copied().find(|rule| rule.id == id).expect("a rule");
        report.impact.severity = severity;
        report.findings = findings.iter().map(|id| Finding::new(rule(id))).collect();
        report
    }

    #[test]
    fn the_effect_on_mail_decides_before_the_worst_finding() {
        use Severity::{Error, Pass, Warning};
        const FAULT: &str = "policy-mx-not-covered";
        const HINT: &str = "tlsrpt-missing";
        for (before, now, trend) in [
            ((Some(Pass), &[][..]), (Some(Error), &[FAULT][..]), Trend::Worse),
            ((Some(Error), &[FAULT]), (Some(Pass), &[]), Trend::Better),
            ((Some(Error), &[FAULT]), (Some(Warning), &[HINT]), Trend::Better),
            ((Some(Pass), &[]), (Some(Pass), &[HINT]), Trend::Worse),
            ((Some(Pass), &[HINT]), (Some(Pass), &[]), Trend::Better),
            ((Some(Pass), &[HINT]), (Some(Pass), &[HINT]), Trend::Same),
            ((None, &[]), (Some(Error), &[FAULT]), Trend::Worse),
        ] {
            let compared = Compared {
                since: Timestamp::default(),
                earlier: report(before.0, before.1),
                later: report(now.0, now.1),
            };
            assert_eq!(compared.trend(), trend, "{before:?} {now:?}");
        }
    }
}
