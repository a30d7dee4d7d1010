//! How the command ends.

use std::process::ExitCode;

use checker::{Report, Severity, Verdict};

/// How the command ends, the gravest last, but for [`Ending::Usage`], which comes alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ending {
    /// Nothing of severity error.
    Good,
    /// Our side failed, and nobody can tell.
    Untold,
    /// At least one error, or no match.
    Found,
    /// Wrong usage (EX_USAGE of sysexits).
    Usage,
    /// The state of a monitoring plugin, which comes alone.
    Plugin(PluginState),
}

/// What a monitoring plugin reports, the worst last; the exit status of each is fixed by the plugin guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PluginState {
    Ok,
    Warning,
    Unknown,
    Critical,
}

impl PluginState {
    /// The word that monitoring systems show.
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

impl Ending {
    /// What a report amounts to. An error that was found is found, whatever else could not be seen.
    pub(crate) fn of(report: &Report) -> Self {
        if report.of(Severity::Error).next().is_some() {
            Self::Found
        } else if report.verdict == Verdict::Unknown {
            Self::Untold
        } else {
            Self::Good
        }
    }

    /// Whether errors are among these findings.
    pub(crate) fn of_findings(findings: &[checker::Finding]) -> Self {
        let found = findings.iter().any(|finding| finding.rule.severity == Severity::Error);
        if found { Self::Found } else { Self::Good }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Good => 0,
            Ending::Found => 1,
            Ending::Untold => 2,
            Ending::Usage => 64,
            Ending::Plugin(state) => state.exit_status(),
        })
    }
}
