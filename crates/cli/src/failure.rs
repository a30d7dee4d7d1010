//! Failures of this program, and their messages.

use std::{fmt, io, net::SocketAddr, path::PathBuf};

use mta_sts::DomainError;
use proxy::SettingsError;
use words::{Language, args, key, make_visible};

use crate::{
    exit_status::ExitStatus,
    input_limits::{Kind, format_size},
};

/// A failure that prevents the command from doing its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The argument is not a domain.
    Domain { typed: String, error: DomainError },
    /// A file cannot be read.
    Read { path: PathBuf, error: io::Error },
    /// A file is larger than its limit, in bytes.
    TooLarge { path: PathBuf, kind: Kind, limit: u64 },
    /// A file does not contain stored evidence.
    NotEvidence { path: PathBuf, why: String },
    /// A list names no domain.
    EmptyList { path: PathBuf },
    /// The table of a list does not have the requested column.
    NoColumn { path: PathBuf, headings: Vec<String> },
    /// Results in this format cannot be resumed.
    ResumeFormat,
    /// A file to append to contains something other than results.
    NotResults { path: PathBuf, line: u64, why: String },
    /// A file contains no certificates.
    Roots { path: PathBuf, error: SettingsError },
    /// An option cannot be used.
    Setting(SettingsError),
    /// The lab does not start.
    Lab(lab::Fault),
    /// There is no page in the folder.
    NoPage { path: PathBuf },
    /// The listen address is unavailable.
    Listen { address: SocketAddr, error: io::Error },
    /// A file of options cannot be used.
    Config { path: PathBuf, why: String },
    /// A file of options names an option that does not exist.
    UnknownOption { path: PathBuf, key: String },
    /// The goal does not fit the live state.
    NoPlan { why: planner::PlanError, goal: String },
    /// The texts of a set-up cannot be written.
    TextsError(setup::TextsError),
    /// The MX records were not observed, so no mail servers are known.
    NoMxSeen,
    /// A file exists and contains something else.
    Occupied { path: PathBuf },
    /// A file cannot be written.
    WriteFile { path: PathBuf, error: io::Error },
    /// The check did not observe what a plan needs.
    Unseen { part: planner::Unreadable },
    /// A file does not contain a stored plan.
    NotPlan { path: PathBuf, why: String },
    /// A file of evidence is about another domain.
    OtherDomain { path: PathBuf, domain: String },
    /// The queue of a scan cannot be used.
    Queue { why: String },
    /// The queue has no such run, or none at all.
    NoRun { run: Option<String> },
    /// Standard output is closed.
    Write(io::Error),
    /// The runtime does not start.
    Runtime(io::Error),
}

impl Failure {
    /// Returns the exit status. Errors in what the caller wrote are wrong usage; external failures are not.
    pub(crate) const fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Domain { .. }
            | Self::Config { .. }
            | Self::UnknownOption { .. }
            | Self::EmptyList { .. }
            | Self::NoColumn { .. }
            | Self::NoRun { .. }
            | Self::ResumeFormat
            | Self::Occupied { .. }
            | Self::NotResults { .. } => ExitStatus::Usage,
            Self::Setting(SettingsError::System(_) | SettingsError::Root(_)) => ExitStatus::Unknown,
            Self::Setting(_) => ExitStatus::Usage,
            Self::NoPlan { .. } | Self::TextsError(setup::TextsError::NoMx) => ExitStatus::ErrorsFound,
            Self::TextsError(_) => ExitStatus::Usage,
            _ => ExitStatus::Unknown,
        }
    }

    /// Returns the message for standard error.
    pub(crate) fn message(&self, language: Language) -> String {
        match self {
            Self::Domain { typed, error } => {
                format!("{}: {}", make_visible(typed), words::report::domain_error(error, language))
            }
            Self::Read { path, error } => unreadable(language, path, error),
            Self::TooLarge { path, kind, limit } => too_large(language, path, *kind, *limit),
            Self::Roots { path, error } => unreadable(language, path, error),
            Self::NotEvidence { path, why } => {
                language.message(key::CLI_NOT_EVIDENCE, args!["path" => &shown(path), "why" => why])
            }
            Self::EmptyList { path } => language.message(key::CLI_LIST_EMPTY, args!["path" => &shown(path)]),
            Self::NoColumn { path, headings } => {
                let headings = make_visible(&headings.join(", "));
                language.message(key::CLI_LIST_NO_COLUMN, args!["path" => &shown(path), "headings" => &headings])
            }
            Self::ResumeFormat => language.message(key::CLI_RESUME_FORMAT, &[]),
            Self::NotResults { path, line, why } => language.message(
                key::CLI_NOT_RESULTS,
                args!["path" => &shown(path), "line" => *line, "why" => &make_visible(why)],
            ),
            Self::NoPage { path } => language.message(key::CLI_NO_PAGE, args!["path" => &shown(path)]),
            Self::Config { path, why } => {
                language.message(key::CLI_BAD_CONFIG, args!["path" => &shown(path), "why" => why])
            }
            Self::UnknownOption { path, key } => {
                language.message(key::CLI_UNKNOWN_OPTION, args!["path" => &shown(path), "key" => &make_visible(key)])
            }
            Self::Listen { address, error } => language
                .message(key::CLI_CANNOT_LISTEN, args!["address" => &address.to_string(), "why" => &error.to_string()]),
            Self::NoPlan { why, goal } => words::plan::impossible_message(*why, goal, language),
            Self::TextsError(why) => words::hosting::texts_error_message(why, language),
            Self::NoMxSeen => language.message(key::CLI_MX_NOT_SEEN, &[]),
            Self::Occupied { path } => language.message(key::CLI_OCCUPIED, args!["path" => &shown(path)]),
            Self::WriteFile { path, error } => {
                language.message(key::CLI_CANNOT_WRITE_FILE, args!["path" => &shown(path), "why" => &error.to_string()])
            }
            Self::Unseen { part } => language.message(key::PLAN_UNSEEN, args!["part" => part.id()]),
            Self::NotPlan { path, why } => {
                language.message(key::PLAN_NOT_A_PLAN, args!["path" => &shown(path), "why" => &make_visible(why)])
            }
            Self::OtherDomain { path, domain } => {
                language.message(key::PLAN_DOMAIN_DIFFERS, args!["path" => &shown(path), "domain" => domain])
            }
            Self::Queue { why } => language.message(key::CLI_QUEUE, args!["why" => &make_visible(why)]),
            Self::NoRun { run: Some(run) } => language.message(key::CLI_QUEUE_NO_RUN, args!["run" => run]),
            Self::NoRun { run: None } => language.message(key::CLI_QUEUE_EMPTY, &[]),
            Self::Write(error) => language.message(key::CLI_CANNOT_WRITE, args!["why" => &error.to_string()]),
            Self::Setting(error) => make_visible(&error.to_string()),
            Self::Lab(error) => error.to_string(),
            Self::Runtime(error) => error.to_string(),
        }
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Setting(error)
    }
}

impl From<lab::Fault> for Failure {
    fn from(error: lab::Fault) -> Self {
        Self::Lab(error)
    }
}

fn unreadable(language: Language, path: &std::path::Path, error: &impl fmt::Display) -> String {
    language.message(key::CLI_CANNOT_READ, args!["path" => &shown(path), "why" => &error.to_string()])
}

fn too_large(language: Language, path: &std::path::Path, kind: Kind, limit: u64) -> String {
    let key = match kind {
        Kind::Evidence => key::CLI_EVIDENCE_TOO_LARGE,
        Kind::Text => key::CLI_TEXT_TOO_LARGE,
        Kind::List => key::CLI_LIST_TOO_LARGE,
        Kind::Results => key::CLI_RESULTS_TOO_LARGE,
    };
    language.message(key, args!["path" => &shown(path), "limit" => &format_size(limit)])
}

fn shown(path: &std::path::Path) -> String {
    path.display().to_string()
}
