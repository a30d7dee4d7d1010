//! One checked domain as a row of a table.

use checker::{Finding, Report, Severity};

/// The data of a report for one row. The worst finding decides.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The report.
    pub report: &'a Report,
    /// The most important finding that requires action, if there is one.
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
            worst: report.findings.iter().find(|finding| finding.is_work()),
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
