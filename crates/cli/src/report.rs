//! `mta-sts report`: TLS reports (RFC 8460) in any container.
//!
//! Files are read one after another, and mailboxes message by message. Only the content of the reports stays in memory,
//! not their containers.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read},
    path::Path,
};

use checker::{TlsState, judge_without_texts};
use evidence::Evidence;
use mta_sts::Domain;
use tls_report::{
    Cause, Collection, Limits, Live, LiveMx, LiveTls, Moment, ReadCounts, Reading, Report, ReportedPolicy, SkipReason,
    Skipped, document, is_mailbox, read, read_found, read_mailbox, write_csv,
};
use words::{Language, tls_report as in_words};

use crate::{
    arguments::{ReportFormat, Reports},
    evidence_file,
    exit_status::ExitStatus,
    failure::Failure,
    input::STANDARD_INPUT,
    print,
    transport::now,
};

/// The number of bytes that show whether a file is a mailbox.
const SNIFFED_BYTES: u64 = 4096;

pub(crate) fn run(arguments: &Reports, language: Language) -> Result<ExitStatus, Failure> {
    let checks = match &arguments.evidence {
        Some(path) => evidence_file::read_evidence_file(path)?,
        None => Vec::new(),
    };
    let live = |domain: &str| live_check(&checks, domain);
    let reports = ReadReports::from_paths(arguments);
    reports.print(arguments.format, &live, language)?;
    Ok(reports.exit_status())
}

/// The reports that were read.
struct ReadReports<'a> {
    arguments: &'a Reports,
    limits: Limits,
    collection: Collection,
    skipped: Vec<Skipped>,
    read_counts: ReadCounts,
    /// Whether any report was read, even if none matches the requested domain and time.
    has_read: bool,
}

impl<'a> ReadReports<'a> {
    fn from_paths(arguments: &'a Reports) -> Self {
        let mut reports = Self {
            arguments,
            limits: Limits::default(),
            collection: Collection::default(),
            skipped: Vec::new(),
            read_counts: ReadCounts::default(),
            has_read: false,
        };
        for path in &arguments.paths {
            if path == Path::new(STANDARD_INPUT) {
                reports.read_stream(STANDARD_INPUT, io::stdin().lock(), read);
            } else if path.is_dir() {
                reports.read_folder(path);
            } else {
                reports.read_file(path, read);
            }
        }
        reports.skipped.sort();
        reports
    }

    /// Reads all files of a folder or Maildir. Links to other folders are skipped, because they may form cycles.
    fn read_folder(&mut self, path: &Path) {
        let mut open = vec![path.to_owned()];
        while let Some(folder) = open.pop() {
            let Ok(entries) = fs::read_dir(&folder) else {
                self.skip(&folder, SkipReason::Unreadable);
                continue;
            };
            for entry in entries.flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(entry.path()),
                    Ok(kind) if kind.is_file() || entry.path().is_file() => self.read_file(&entry.path(), read_found),
                    _ => {}
                }
            }
        }
    }

    fn read_file(&mut self, path: &Path, read: fn(&str, &[u8], &Limits) -> Reading) {
        match File::open(path) {
            Ok(file) => self.read_stream(&path.to_string_lossy(), file, read),
            Err(_) => self.skip(path, SkipReason::Unreadable),
        }
    }

    fn read_stream(&mut self, name: &str, mut stream: impl Read, read: fn(&str, &[u8], &Limits) -> Reading) {
        let mut head = Vec::with_capacity(2 * SNIFFED_BYTES as usize);
        if stream.by_ref().take(SNIFFED_BYTES).read_to_end(&mut head).is_err() {
            return self.skip(Path::new(name), SkipReason::Unreadable);
        }
        if is_mailbox(&head) {
            return self.mailbox(name, BufReader::new(io::Cursor::new(head).chain(stream)));
        }
        let most = self.limits.total_bytes as u64;
        let rest = stream.take(most).read_to_end(&mut head);
        match rest {
            Err(_) => self.skip(Path::new(name), SkipReason::Unreadable),
            Ok(_) if head.len() as u64 > most => self.skip(Path::new(name), SkipReason::TotalLimit),
            Ok(_) => {
                let reading = read(name, &head, &self.limits);
                self.add(reading);
            }
        }
    }

    fn mailbox(&mut self, name: &str, mails: impl io::BufRead) {
        let limits = self.limits;
        let before = (self.has_read, self.skipped.len());
        if read_mailbox(name, mails, &limits, |reading| self.add(reading)).is_err() {
            return self.skip(Path::new(name), SkipReason::Unreadable);
        }
        if before == (self.has_read, self.skipped.len()) && !self.has_read {
            self.skip(Path::new(name), SkipReason::NoReportInMail);
        }
    }

    fn add(&mut self, reading: Reading) {
        self.has_read |= !reading.reports.is_empty();
        self.skipped.extend(reading.skipped);
        self.read_counts.ignored += reading.read_counts.ignored;
        self.read_counts.mails += reading.read_counts.mails;
        self.read_counts.mails_without_report += reading.read_counts.mails_without_report;
        for report in reading.reports {
            self.collection.extend(self.requested_part(report));
        }
    }

    /// Returns the requested part of a report. A report without a time matches any time.
    fn requested_part(&self, report: Report) -> Option<Report> {
        let since = self.arguments.since;
        if report.end.zip(since).is_some_and(|(end, since)| end < since) {
            return None;
        }
        match &self.arguments.domain {
            Some(domain) => report.restricted_to(domain.as_str()),
            None => Some(report),
        }
    }

    fn skip(&mut self, path: &Path, why: SkipReason) {
        self.skipped.push(Skipped { file: path.to_string_lossy().into_owned(), member: None, why });
    }

    fn print(
        &self,
        format: ReportFormat,
        live: &impl Fn(&str) -> Option<Live>,
        language: Language,
    ) -> Result<(), Failure> {
        let mut answers = self.collection.answers(live);
        if let Some(domain) = &self.arguments.domain {
            answers.retain(|answer| answer.domain == domain.as_str());
        }
        let (collection, skipped, read_counts) = (&self.collection, self.skipped.as_slice(), self.read_counts);
        let summary = in_words::Summary { collection, answers: &answers, skipped, read_counts };
        match format {
            ReportFormat::Json => print::print_json(&document(collection, &answers, skipped, live)),
            ReportFormat::Text => print::print_text(&in_words::terminal_text(&summary, live, language)),
            ReportFormat::Markdown => print::print_text(&in_words::markdown(&summary, live, language)),
            ReportFormat::Csv => print::ignore_closed_pipe(write_csv(collection, io::stdout().lock())),
        }
    }

    fn exit_status(&self) -> ExitStatus {
        let needs_fix = |group: &tls_report::Group| {
            group.owner.belongs_to_domain() && (group.sessions > 0 || group.cause == Cause::MxNotInPolicy)
        };
        if !self.has_read {
            ExitStatus::Unknown
        } else if self.collection.groups().iter().any(needs_fix) {
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
        mx: policy.mx.clone(),
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
    Some(Live { policy, mx: mx.collect(), now: Moment::from_unix(now().unix_seconds()) })
}
