//! The exit status of the command.

use std::process::ExitCode;

use checker::{Report, Severity, Verdict};

/// The exit status, worst last. [`ExitStatus::Usage`] is an exception: it occurs alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// No finding of severity error.
    NoErrors,
    /// This program failed, so the result is unknown.
    Unknown,
    /// At least one error, or no match.
    ErrorsFound,
    /// Wrong usage (EX_USAGE of sysexits).
    Usage,
    /// The state of a monitoring plugin, which occurs alone.
    Plugin(PluginState),
}

/// The state that a monitoring plugin reports, worst last. The plugin guidelines define the exit status of each state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PluginState {
    Ok,
    Warning,
    Unknown,
    Critical,
}

impl PluginState {
    /// Returns the word that monitoring systems show.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Unknown => "UNKNOWN",
            Self::Critical => "CRITICAL",
        }
    }

    const fn exit_status(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }
}

impl ExitStatus {
    /// Returns the exit status of a report. An error counts even if other questions are unanswered.
    pub(crate) fn from_report(report: &Report) -> Self {
        if report.findings_with(Severity::Error).next().is_some() {
            Self::ErrorsFound
        } else if report.verdict == Verdict::Unknown {
            Self::Unknown
        } else {
            Self::NoErrors
        }
    }

    /// Returns the exit status of these findings.
    pub(crate) fn from_findings(findings: &[checker::Finding]) -> Self {
        let found = findings.iter().any(|finding| finding.rule.severity == Severity::Error);
        if found { Self::ErrorsFound } else { Self::NoErrors }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(exit_status: ExitStatus) -> Self {
        Self::from(match exit_status {
            ExitStatus::NoErrors => 0,
            ExitStatus::ErrorsFound => 1,
            ExitStatus::Unknown => 2,
            ExitStatus::Usage => 64,
            ExitStatus::Plugin(state) => state.exit_status(),
        })
    }
}
