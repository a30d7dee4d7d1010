//! The progress of each stage, as the last look-up shows it.

use checker::{TlsState, Verdict};
use setup::Cause;

use super::{Model, Stage};

/// The progress of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The last look-up shows the result of the stage.
    Done,
    /// The user passed the stage, and no look-up shows its result yet.
    Open,
    /// The user passed the stage without an answer.
    Skipped,
    /// The user has not passed the stage.
    Ahead,
}

impl Progress {
    /// The id used in sentences and tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Open => "open",
            Self::Skipped => "skipped",
            Self::Ahead => "ahead",
        }
    }
}

impl Model {
    /// Returns the progress of a stage.
    #[must_use]
    pub fn progress(&self, stage: Stage) -> Progress {
        if self.is_done(stage) {
            Progress::Done
        } else if stage >= self.answers.stage {
            Progress::Ahead
        } else if self.is_skipped(stage) {
            Progress::Skipped
        } else {
            Progress::Open
        }
    }

    fn is_done(&self, stage: Stage) -> bool {
        let verdict = self.report().map(|report| report.verdict);
        match stage {
            Stage::Domain => verdict.is_some_and(|verdict| verdict != Verdict::Unknown),
            Stage::Servers => {
                let servers = self.servers();
                !servers.is_empty() && servers.iter().all(|server| server.tls() == Some(TlsState::Valid))
            }
            Stage::Reports => self.are_reports_live(),
            Stage::Place => self.is_published() || self.is_file_live(),
            Stage::Panel | Stage::Publish => self.is_published(),
            Stage::Testing => verdict == Some(Verdict::Enforced),
        }
    }

    /// Whether a published record has every address that the user gave.
    fn are_reports_live(&self) -> bool {
        let record = self.live_of_domain().and_then(crate::set_up::Live::report_record);
        record.is_some_and(|record| self.answers.report_list().iter().all(|address| record.contains(address)))
    }

    fn is_file_live(&self) -> bool {
        self.preflight().is_some_and(|judged| judged.checks.iter().any(|check| check.cause == Cause::FileLive))
    }

    const fn is_skipped(&self, stage: Stage) -> bool {
        match stage {
            Stage::Reports => self.answers.reports.is_empty(),
            Stage::Place => self.answers.place.is_empty(),
            _ => false,
        }
    }
}
