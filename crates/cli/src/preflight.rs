//! `mta-sts preflight`: planned texts together with what is live.

use setup::{Effect, Outcome, Planned, Preflight, TextChange, preflight};
use words::{Language, preflight as says};

use crate::{
    arguments::{PlainFormat, Preflight as Arguments},
    evidence_file,
    exit_status::ExitStatus,
    failure::Failure,
    input,
    live::{self, LookUps},
    print,
};

pub(crate) async fn run(arguments: &Arguments, language: Language) -> Result<ExitStatus, Failure> {
    let policy = arguments.policy.as_deref().map(input::read_input).transpose()?;
    let named = arguments.domain.as_deref().map(live::parse_domain).transpose()?;
    let (domain, mut seen) =
        live::read_or_check(named, arguments.evidence.as_deref(), &arguments.network, LookUps::CheckAndCaa).await?;
    for path in &arguments.earlier {
        for (_, earlier) in evidence_file::read_evidence_file(path)? {
            seen = checker::with_earlier_history(seen, &earlier);
        }
    }
    let record = arguments.record.as_deref().map(std::ffi::OsStr::as_encoded_bytes);
    let planned = Planned {
        policy: change(arguments.delete_policy, policy.as_deref()),
        record: change(arguments.delete_record, record),
        tls_rpt: arguments.tlsrpt.as_deref().map(std::ffi::OsStr::as_encoded_bytes),
        targets: &arguments.target,
        recipe: arguments.host,
    };
    let judged = preflight(&domain, &planned, &seen);
    match arguments.output.format {
        PlainFormat::Text => print::print_text(&says::terminal_text(&judged, language))?,
        PlainFormat::Json => print::print_json(&says::document(&judged, language))?,
    }
    Ok(exit_status(&judged))
}

/// Returns the change of a text: its deletion, or the new text.
fn change(is_deleted: bool, text: Option<&[u8]>) -> TextChange<'_> {
    if is_deleted { TextChange::Delete } else { text.into() }
}

/// The exit status: a blocking check is an error, a missing observation is not.
fn exit_status(judged: &Preflight) -> ExitStatus {
    let blocked = judged.checks.iter().any(|check| check.effect == Effect::Blocks);
    match &judged.outcome {
        Outcome::NotReady(_) if blocked => ExitStatus::ErrorsFound,
        Outcome::NotReady(_) => ExitStatus::Unknown,
        Outcome::AlreadyPublished | Outcome::Ready { .. } | Outcome::Wait { .. } => ExitStatus::NoErrors,
    }
}
