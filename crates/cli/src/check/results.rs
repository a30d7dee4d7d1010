//! A file of results that a run appends to, so that the run can be stopped and resumed.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Seek, SeekFrom},
    path::Path,
};

use bulk::HEADER;
use checker::{Severity, Verdict};
use mta_sts::Domain;
use serde::Deserialize;

use crate::{arguments::Format, exit_status::ExitStatus, failure::Failure, input};

/// The start of every JSON line that this program writes.
const JSON_START: &str = "{\"schema\":";

/// The number of characters that a message quotes from an unexpected line.
const MAX_QUOTED_CHARS: usize = 40;

/// Results of an earlier run, and the file to which further results are appended.
pub(super) struct Results {
    file: File,
    domains: HashSet<Domain>,
    exit_status: ExitStatus,
}

/// The parts of a stored result that decide the exit status, in any format.
struct StoredResult {
    domain: String,
    has_errors: bool,
    verdict: String,
}

impl Results {
    /// Opens the file, or creates it. A last line without its line ending is incomplete, and is removed.
    ///
    /// # Errors
    ///
    /// Returns [`Failure::Read`], [`Failure::TooLarge`] or, with the line, [`Failure::NotResults`].
    pub(super) fn open(path: &Path, format: Format) -> Result<Self, Failure> {
        let unreadable = |error| Failure::Read { path: path.to_owned(), error };
        let not_results = |(line, why)| Failure::NotResults { path: path.to_owned(), line, why };
        let mut file = open_or_create(path).map_err(unreadable)?;
        let not_text = |error| unreadable(io::Error::new(ErrorKind::InvalidData, error));
        let text = String::from_utf8(input::read_results(path)?).map_err(not_text)?;
        let (whole, torn) = text.split_at(text.rfind('\n').map_or(0, |end| end + 1));
        let stored = if format == Format::Csv { csv_rows(whole) } else { json_lines(whole) }.map_err(not_results)?;
        if !is_beginning_of_result(torn, whole.is_empty(), format) {
            let line = whole.lines().count().try_into().unwrap_or(u64::MAX).saturating_add(1);
            return Err(not_results((line, torn.chars().take(MAX_QUOTED_CHARS).collect())));
        }
        file.set_len(whole.len().try_into().unwrap_or(u64::MAX)).map_err(unreadable)?;
        file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        let domains = stored.iter().filter_map(|row| row.domain.parse().ok()).collect();
        let exit_status = stored.iter().map(StoredResult::exit_status).max().unwrap_or(ExitStatus::NoErrors);
        Ok(Self { file, domains, exit_status })
    }

    /// Returns whether a domain has a result.
    pub(super) fn has_result(&self, domain: &Domain) -> bool {
        self.domains.contains(domain)
    }

    /// Returns whether there is no result yet.
    pub(super) fn is_empty(&self) -> bool {
        self.domains.is_empty()
    }

    /// Returns the worst exit status of the results.
    pub(super) const fn exit_status(&self) -> ExitStatus {
        self.exit_status
    }

    /// Returns the file, positioned at its end.
    pub(super) fn into_file(self) -> File {
        self.file
    }
}

impl StoredResult {
    fn exit_status(&self) -> ExitStatus {
        match (self.has_errors, self.verdict == Verdict::Unknown.id()) {
            (true, _) => ExitStatus::ErrorsFound,
            (false, true) => ExitStatus::Unknown,
            (false, false) => ExitStatus::NoErrors,
        }
    }
}

fn open_or_create(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// Returns whether the end of a file may be an incomplete result. Nothing else may be removed.
fn is_beginning_of_result(torn: &str, is_first_line: bool, format: Format) -> bool {
    let is_start_of = |beginning: &str| torn.starts_with(beginning) || beginning.starts_with(torn);
    match format {
        Format::Csv => !is_first_line || HEADER.join(",").starts_with(torn),
        _ => is_start_of(JSON_START),
    }
}

/// A line that is not a result, counted from 1, and the reason.
type Fault = (u64, String);

fn json_lines(text: &str) -> Result<Vec<StoredResult>, Fault> {
    #[derive(Deserialize)]
    struct Document {
        domain: String,
        verdict: String,
        findings: Vec<Finding>,
    }
    #[derive(Deserialize)]
    struct Finding {
        severity: String,
    }
    let read = |(line, text): (u64, &str)| {
        let document: Document = serde_json::from_str(text).map_err(|error| (line, error.to_string()))?;
        let has_errors = document.findings.iter().any(|finding| finding.severity == Severity::Error.id());
        Ok(StoredResult { domain: document.domain, has_errors, verdict: document.verdict })
    };
    (1..).zip(text.lines()).map(read).collect()
}

fn csv_rows(text: &str) -> Result<Vec<StoredResult>, Fault> {
    #[derive(Deserialize)]
    struct Row {
        domain: String,
        verdict: String,
        errors: u64,
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let read = |row: csv::Result<Row>| {
        let place = |error: &csv::Error| error.position().map_or(1, csv::Position::line);
        let row = row.map_err(|error| (place(&error), error.to_string()))?;
        Ok(StoredResult { domain: row.domain, has_errors: row.errors > 0, verdict: row.verdict })
    };
    reader.deserialize().map(read).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn opened(text: &str, format: Format) -> (Result<Results, Failure>, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        fs::write(&path, text).unwrap();
        let results = Results::open(&path, format);
        (results, fs::read_to_string(&path).unwrap())
    }

    const LINE: &str =
        "{\"schema\":1,\"domain\":\"a.example\",\"verdict\":\"refusing\",\"findings\":[{\"severity\":\"error\"}]}\n";

    #[test]
    fn a_line_that_was_cut_off_is_checked_again() {
        let (results, left) = opened(&format!("{LINE}{{\"schema\":1,\"domain\":\"b.exa"), Format::Jsonl);
        let results = results.unwrap();
        assert_eq!(left, LINE);
        assert!(
            results.has_result(&"a.example".parse().unwrap()) && !results.has_result(&"b.example".parse().unwrap())
        );
        assert_eq!(results.exit_status(), ExitStatus::ErrorsFound);
    }

    #[test]
    fn rows_are_read_by_their_headings() {
        let (results, _) = opened("verdict,domain,errors\nunknown,a.example,0\n", Format::Csv);
        let results = results.unwrap();
        assert!(results.has_result(&"a.example".parse().unwrap()));
        assert_eq!(results.exit_status(), ExitStatus::Unknown);
    }

    #[test]
    fn other_files_are_refused_and_left_as_they_are() {
        for (text, format) in [
            ("my notes\n", Format::Jsonl),
            ("my notes", Format::Jsonl),
            ("a,b\n1,2\n", Format::Csv),
            ("a,b", Format::Csv),
        ] {
            let (results, left) = opened(text, format);
            assert!(matches!(results, Err(Failure::NotResults { line: 1 | 2, .. })), "{text}");
            assert_eq!(left, text);
        }
    }
}
