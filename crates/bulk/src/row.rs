//! One checked domain as a row of a table.

use checker::{Finding, Report, Severity};

/// What a row tells of a report: the worst finding decides.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The report.
    pub report: &'a Report,
    /// The most important finding that asks for something, if any does.
    pub worst: Option<&'a Finding>,
    /// How many findings are errors.
    pub errors: usize,
    /// How many findings are warnings.
    pub warnings: usize,
}

impl<'a> Row<'a> {
    /// The row of a report.
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

    /// The severity of the worst fault; `None` where there is none. What happens to mail is [`Report::impact`].
    #[must_use]
    pub fn worst_fault(&self) -> Option<Severity> {
        match (self.errors, self.warnings) {
            (0, 0) => None,
            (0, _) => Some(Severity::Warning),
            _ => Some(Severity::Error),
        }
    }
}
