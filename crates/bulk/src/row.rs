//! One checked domain as a row of a table.

use checker::{Finding, Report, Severity};

/// The data of a report for one row. The finding behind the verdict decides.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The report.
    pub report: &'a Report,
    /// The finding that causes the worst effect on mail. Without one, the first finding that requires action.
    pub worst: Option<&'a Finding>,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
}

impl<'a> Row<'a> {
    /// Creates the row of a report.
    #[must_use]
    pub fn new(report: &'a Report) -> Self {
        let count = |severity| report.findings_with(severity).count();
        Self {
            report,
            worst: report.cause().or_else(|| report.findings.iter().find(|finding| finding.is_work())),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }

    /// Returns the severity of the worst error or warning, or `None` if there is none. The effect on mail is
    /// [`Report::impact`].
    #[must_use]
    pub fn worst_fault(&self) -> Option<Severity> {
        match (self.errors, self.warnings) {
            (0, 0) => None,
            (0, _) => Some(Severity::Warning),
            _ => Some(Severity::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use checker::{RULES, judge_without_texts};
    use evidence::{Evidence, Timestamp};
    use mta_sts::Domain;

    use super::*;

    #[test]
    fn the_finding_behind_the_effect_on_mail_comes_before_those_listed_earlier() {
        let domain: Domain = "example.com".parse().expect("a domain");
        let mut report = judge_without_texts(&domain, &Evidence::new(&domain, "example.com", Timestamp::default()));
        let rule = |id: &str| RULES.iter().copied().find(|rule| rule.id == id).expect("a rule");
        report.findings =
            ["tlsrpt-missing", "mx-missing-no-address"].map(|id| Finding::new(rule(id))).into_iter().collect();
        for (cause, worst) in [(Some(1), "mx-missing-no-address"), (None, "tlsrpt-missing")] {
            report.impact.cause = cause;
            assert_eq!(Row::new(&report).worst.map(|finding| finding.rule.id), Some(worst));
        }
    }
}
