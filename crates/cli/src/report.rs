//! `mta-sts report`: TLS reports (RFC 8460) in any container.
//!
//! Several threads read files, and mailboxes message by message. Only the content of the reports stays in memory, not
//! their containers.

mod read_files;
mod walk;

use std::{io, mem::ManuallyDrop};

use checker::{TlsState, judge_without_texts};
use evidence::Evidence;
use mta_sts::Domain;
use read_files::ReadReports;
use tls_report::{Cause, Live, LiveMx, LiveTls, ReportTime, ReportedPolicy, document, write_csv};
use words::{Language, tls_report as in_words};

use crate::{
    arguments::{ReportFormat, Reports},
    evidence_file,
    exit_status::ExitStatus,
    failure::Failure,
    print,
    transport::now,
};

pub(crate) fn run(arguments: &Reports, language: Language) -> Result<ExitStatus, Failure> {
    let checks = match &arguments.evidence {
        Some(path) => evidence_file::read_evidence_file(path)?,
        None => Vec::new(),
    };
    let live = |domain: &str| live_check(&checks, domain);
    // The program ends next. To free every text would take it as long as to read some of them.
    let reports = ManuallyDrop::new(ReadReports::from_arguments(arguments));
    reports.print(arguments, &live, language)?;
    Ok(reports.exit_status())
}

impl ReadReports {
    fn print(
        &self,
        arguments: &Reports,
        live: &impl Fn(&str) -> Option<Live>,
        language: Language,
    ) -> Result<(), Failure> {
        let mut answers = self.collection.answers(live);
        if let Some(domain) = &arguments.domain {
            answers.retain(|answer| answer.domain == domain.as_str());
        }
        let (collection, skipped, read_counts) = (&self.collection, self.skipped.as_slice(), self.read_counts);
        let summary = in_words::Summary { collection, answers: &answers, skipped, read_counts };
        match arguments.format {
            ReportFormat::Json => print::print_json(&document(collection, &answers, skipped, live)),
            ReportFormat::Text => print::print_text(&in_words::terminal_text(&summary, live, language)),
            ReportFormat::Markdown => print::print_text(&in_words::markdown(&summary, live, language)),
            ReportFormat::Csv => print::ignore_closed_pipe(write_csv(collection, io::stdout().lock())),
        }
    }

    fn exit_status(&self) -> ExitStatus {
        let needs_fix = |(cause, sessions): (Cause, u64)| {
            cause.owner().belongs_to_domain() && (sessions > 0 || cause == Cause::MxNotInPolicy)
        };
        if !self.has_read {
            ExitStatus::Unknown
        } else if self.collection.causes().any(needs_fix) {
            ExitStatus::ErrorsFound
        } else {
            ExitStatus::NoErrors
        }
    }
}

/// Returns the live state of a domain from a stored check, judged by the current rules.
fn live_check(checks: &[(Domain, Evidence)], domain: &str) -> Option<Live> {
    let (domain, evidence) = checks.iter().rev().find(|(of, _)| of.as_str() == domain)?;
    let report = judge_without_texts(domain, evidence);
    let policy = report.policy.as_ref().map(|policy| ReportedPolicy {
        mode: Some(policy.mode),
        mx: policy.mx.iter().map(Into::into).collect(),
        max_age: Some(policy.max_age),
    });
    let mx = report.delivery.iter().map(|delivery| LiveMx {
        host: delivery.mx.clone(),
        // Without a policy, no host can be listed. The answer then has no mode either.
        is_listed: delivery.listed.unwrap_or(true),
        tls: match delivery.tls {
            TlsState::Valid => LiveTls::Valid,
            TlsState::Invalid => LiveTls::Invalid,
            TlsState::None => LiveTls::None,
            TlsState::Unseen => LiveTls::Unseen,
        },
    });
    Some(Live { policy, mx: mx.collect(), now: ReportTime::from_unix(now().unix_seconds()) })
}
