//! The engine that reads reports, answers questions about them, and explains long bounces. It runs in a worker, or on
//! the page if the browser has no workers.

use std::iter;

use bounce::PlainExplanation;
use serde::{Deserialize, Serialize};
use tls_report::{Collection, Limits, ReadCounts, Report, SkipReason, Skipped, document, read, read_found, write_csv};

use super::{
    summarize::{SummaryInput, summarize},
    summary::{LiveCheck, Summary},
    unreadable::UnreadableTexts,
    view::Problem,
};

/// Command to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Reads a file, whose bytes are sent with the command.
    Read {
        /// Name of the file.
        name: String,
        /// Whether the file was found in a folder. Other kinds of files are then no problem.
        found: bool,
    },
    /// Notes a file that was not read.
    Skip {
        /// Name of the file.
        name: String,
        /// Reason for skipping.
        cause: SkipCause,
    },
    /// Summarizes the reports of a domain.
    Summarize {
        /// Domain; `None` is the one with the most reports.
        domain: Option<String>,
        /// Check of the domain, and the time now.
        live: Option<(LiveCheck, i64)>,
    },
    /// Returns all reports as CSV (RFC 4180).
    Csv,
    /// Returns all reports as JSON, as `mta-sts report --format json` writes it.
    Json {
        /// Checks of domains, and the time now.
        live: Vec<(String, LiveCheck)>,
    },
    /// Explains a text, whose bytes are sent with the command.
    Explain,
    /// Discards everything.
    Clear,
}

/// Reason why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SkipCause {
    /// The browser could not open the file.
    Unreadable,
    /// The file is too large.
    TooLarge,
    /// Its folder has too many files. This entry stands for all further ones.
    TooMany,
}

/// Reply of the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// Numbers of reports and skipped files.
    Counts {
        /// Reports.
        reports: usize,
        /// Files that were skipped.
        skipped: usize,
    },
    /// Summary to show.
    Summary(Box<Summary>),
    /// Explanation of a text.
    Explanation(PlainExplanation),
    /// A text.
    Text(String),
    /// The kept reports were stored, loaded or deleted, or there was a problem.
    Kept(Option<Problem>),
}

/// The reports of a visit.
#[derive(Debug, Default)]
pub struct Engine {
    collection: Collection,
    skipped: Vec<Skipped>,
    mail_counts: ReadCounts,
    /// Kept texts that cannot be read.
    unreadable: UnreadableTexts,
}

impl Engine {
    /// Runs a command.
    pub fn handle(&mut self, command: Command, bytes: &[u8]) -> Reply {
        match command {
            Command::Read { name, found } => self.read(&name, bytes, found),
            Command::Skip { name, cause } => {
                let why = match cause {
                    SkipCause::Unreadable => SkipReason::Unreadable,
                    SkipCause::TooLarge => SkipReason::TotalLimit,
                    SkipCause::TooMany => SkipReason::FileLimit,
                };
                self.skipped.push(Skipped { file: name, member: None, why, fault: None });
            }
            Command::Clear => *self = Self::default(),
            Command::Summarize { domain, live } => return self.summary(domain.as_deref(), live.as_ref()),
            Command::Explain => return Reply::Explanation(bounce::explain(bytes).into()),
            Command::Csv => return Reply::Text(self.csv()),
            Command::Json { live } => return Reply::Text(self.json(&live)),
        }
        Reply::Counts { reports: self.collection.len(), skipped: self.skipped.len() }
    }

    fn read(&mut self, name: &str, bytes: &[u8], found: bool) {
        let read = if found { read_found } else { read };
        let reading = read(name, bytes, &Limits::default());
        self.collection.extend(reading.reports);
        self.skipped.extend(reading.skipped);
        self.mail_counts.ignored += reading.read_counts.ignored;
        self.mail_counts.mails += reading.read_counts.mails;
        self.mail_counts.mails_without_report += reading.read_counts.mails_without_report;
    }

    fn summary(&self, domain: Option<&str>, live: Option<&(LiveCheck, i64)>) -> Reply {
        let input =
            SummaryInput { collection: &self.collection, skipped: &self.skipped, mail_counts: self.mail_counts };
        let live = live.map(|(check, now)| check.to_live(Some(*now)));
        let summary = summarize(input, domain, live.as_ref());
        Reply::Summary(Box::new(Summary { unreadable: self.unreadable.list(), ..summary }))
    }

    fn csv(&self) -> String {
        let mut table = Vec::new();
        // Writing to memory cannot fail.
        let _ = write_csv(&self.collection, &mut table);
        String::from_utf8(table).unwrap_or_default()
    }

    fn json(&self, checks: &[(String, LiveCheck)]) -> String {
        let live = |domain: &str| {
            let (_, check) = checks.iter().find(|(name, _)| name == domain)?;
            Some(check.to_live(Some(check.at)))
        };
        let answers = self.collection.answers(&live);
        let text = serde_json::to_string_pretty(&document(&self.collection, &answers, &self.skipped, &live));
        text.unwrap_or_default() + "\n"
    }

    /// Returns all reports as texts to keep, and the kept texts that cannot be read. Returns `None` if they exceed a size
    /// in bytes.
    #[must_use]
    pub fn stored_texts(&self, max_bytes: usize) -> Option<Vec<String>> {
        let versions =
            self.collection.counted().flat_map(|counted| iter::once(counted.report).chain(counted.other_versions()));
        let mut left = max_bytes;
        let fitting = |text: String| {
            left = left.checked_sub(text.len())?;
            Some(text)
        };
        let unreadable = self.unreadable.texts().map(str::to_owned);
        versions.map(Report::to_stored).chain(unreadable).map(fitting).collect()
    }

    /// Adds a kept report, unless it is here already. A text that cannot be read stays as it is.
    pub fn add_stored(&mut self, text: &str) {
        match Report::from_stored(text) {
            Some(report) if self.collection.contains(&report) => {}
            Some(report) => self.collection.add(report),
            None => self.unreadable.add(text),
        }
    }

    /// Deletes a kept text that cannot be read.
    pub fn delete_unreadable(&mut self, id: u64) {
        self.unreadable.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &[u8] = br#"{"organization-name":"Sender","report-id":"1","date-range":{"start-datetime":"2026-01-05T00:00:00Z",
        "end-datetime":"2026-01-05T23:59:59Z"},"policies":[{"policy":{"policy-type":"sts","policy-domain":"kestrel.test"},
        "summary":{"total-successful-session-count":5,"total-failure-session-count":3},"failure-details":[
        {"result-type":"certificate-expired","receiving-mx-hostname":"MX1.kestrel.test","failed-session-count":3}]}]}"#;

    fn summary(engine: &mut Engine) -> Summary {
        match engine.handle(Command::Summarize { domain: None, live: None }, &[]) {
            Reply::Summary(summary) => *summary,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reports_are_summed_up_and_unreadable_files_are_listed() {
        let mut engine = Engine::default();
        for (name, bytes) in [("a.json", REPORT), ("copy.json", REPORT), ("b.json", b"{}")] {
            engine.handle(Command::Read { name: name.to_owned(), found: false }, bytes);
        }
        let shown = summary(&mut engine);
        assert_eq!((shown.reports, shown.copies, shown.domain.as_deref()), (1, 1, Some("kestrel.test")));
        assert_eq!(
            shown.days,
            [super::super::summary::Day { day: 20458, passed: 5, failed: 3, without_policy: 0, covered: true }]
        );
        assert_eq!(shown.hosts[0].name.as_deref(), Some("mx1.kestrel.test"));
        assert_eq!((shown.skipped.len(), shown.skipped[0].why.as_str()), (1, "not-a-report"));
        let answer = shown.answer.expect("there is a domain");
        assert_eq!(answer.enforce, "not-yet");
        assert!(answer.reasons.iter().any(|reason| reason.id == "recent-failures" && reason.sessions == 3));
    }

    #[test]
    fn kept_reports_survive_storing() {
        let mut engine = Engine::default();
        engine.handle(Command::Read { name: "a.json".into(), found: false }, REPORT);
        let before = summary(&mut engine);
        let texts = engine.stored_texts(usize::MAX).expect("no limit");
        let bytes = texts.iter().map(String::len).sum();
        assert_eq!(engine.stored_texts(bytes).as_ref(), Some(&texts));
        assert_eq!(engine.stored_texts(bytes - 1), None, "one byte too many");
        engine.handle(Command::Clear, &[]);
        assert_eq!(summary(&mut engine).reports, 0);
        for _ in 0..2 {
            texts.iter().for_each(|text| engine.add_stored(text));
            assert_eq!(summary(&mut engine), before, "what is kept is no copy");
        }
    }

    #[test]
    fn kept_texts_that_cannot_be_read_are_named_and_stay_until_they_are_deleted() {
        let mut engine = Engine::default();
        let newer = r#"{"format":2,"file":"newer.json","organization":"Sender"}"#;
        engine.add_stored(newer);
        engine.add_stored("");
        engine.handle(Command::Read { name: "a.json".into(), found: false }, REPORT);
        let texts = engine.stored_texts(usize::MAX).expect("no limit");
        assert_eq!(texts.len(), 3);

        let mut later = Engine::default();
        texts.iter().for_each(|text| later.add_stored(text));
        let shown = summary(&mut later);
        assert_eq!((shown.reports, shown.unreadable.listed.len()), (1, 2));
        let named = shown.unreadable.listed.iter().find(|one| one.file.as_deref() == Some("newer.json"));
        later.delete_unreadable(named.expect("its file is named").id);
        let texts = later.stored_texts(usize::MAX).expect("no limit");
        assert_eq!(texts.iter().filter(|text| *text == newer || text.is_empty()).count(), 1, "{texts:?}");
    }

    #[test]
    fn a_live_check_is_part_of_the_answer() {
        let mut engine = Engine::default();
        engine.handle(Command::Read { name: "a.json".into(), found: false }, REPORT);
        let reasons = |engine: &mut Engine, live| match engine.handle(Command::Summarize { domain: None, live }, &[]) {
            Reply::Summary(summary) => summary.answer.map(|answer| answer.reasons).unwrap_or_default(),
            other => panic!("{other:?}"),
        };
        let is_missing =
            |reasons: &[super::super::summary::Reason]| reasons.iter().any(|one| one.id == "live-check-missing");
        assert!(is_missing(&reasons(&mut engine, None)));
        let policy = Some(("testing".to_owned(), vec!["mx1.kestrel.test".to_owned()], 86_400));
        let check = LiveCheck { policy, hosts: vec![("mx1.kestrel.test".into(), true, "valid".into())], at: 0 };
        assert!(!is_missing(&reasons(&mut engine, Some((check, 1_767_700_000)))));
    }

    #[test]
    fn a_bounce_is_explained_in_plain_values() {
        let text = b"450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.";
        let Reply::Explanation(plain) = Engine::default().handle(Command::Explain, text) else {
            panic!("no explanation")
        };
        assert_eq!(bounce::Explanation::from(plain).messages, bounce::explain(text).messages);
    }
}
