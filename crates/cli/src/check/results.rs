//! A file of results that a run appends to, so that the run can be stopped and resumed.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    hash::{BuildHasher, RandomState},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use bulk::HEADER;
use checker::{Severity, Verdict};
use mta_sts::Domain;
use serde::Deserialize;

use crate::{arguments::Format, exit_status::ExitStatus, failure::Failure};

/// The start of every JSON line that this program writes.
const JSON_START: &str = "{\"schema\":";

/// The number of characters that a message quotes from an unexpected line.
const MAX_QUOTED_CHARS: usize = 40;

/// The largest size of a line, in bytes: eight times the largest evidence. The rest of a longer line is no result.
const MAX_LINE_BYTES: u64 = 64 << 20;

/// The number of bytes of an incomplete last line that decide whether it is the beginning of a result.
const TORN_BYTES: u64 = 4_096;

/// The file of results, which further results are appended to. The results themselves stay in the file: only a
/// fingerprint of each domain is held.
pub(super) struct Results {
    file: File,
    finished: Fingerprints,
    columns: Option<usize>,
    exit_status: ExitStatus,
}

/// The fingerprints of domains. Two random keys make collisions of their 128 bits impossible in practice.
#[derive(Default)]
struct Fingerprints {
    keys: [RandomState; 2],
    known: HashSet<[u64; 2]>,
}

impl Fingerprints {
    fn fingerprint(&self, domain: &Domain) -> [u64; 2] {
        [self.keys[0].hash_one(domain), self.keys[1].hash_one(domain)]
    }

    fn insert(&mut self, domain: &Domain) {
        let fingerprint = self.fingerprint(domain);
        self.known.insert(fingerprint);
    }

    fn contains(&self, domain: &Domain) -> bool {
        self.known.contains(&self.fingerprint(domain))
    }
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
    /// Returns [`Failure::Read`] or, with the line, [`Failure::NotResults`].
    pub(super) fn open(path: &Path, format: Format) -> Result<Self, Failure> {
        let unreadable = |error| Failure::Read { path: path.to_owned(), error };
        let failure = |fault| match fault {
            Fault::Read(error) => unreadable(error),
            Fault::Line(line, why) => Failure::NotResults { path: path.to_owned(), line, why },
        };
        let file = open_or_create(path).map_err(unreadable)?;
        let (whole, lines) = measure_whole_lines(&file).map_err(unreadable)?;
        let mut results = Self::new(file.try_clone().map_err(unreadable)?);
        results.read(&file, whole, format).map_err(failure)?;
        let torn = read_torn(&file, whole).map_err(unreadable)?;
        if !is_beginning_of_result(&torn, whole == 0, format) {
            let quoted = torn.chars().take(MAX_QUOTED_CHARS).collect();
            return Err(failure(Fault::Line(lines + 1, quoted)));
        }
        results.file.set_len(whole).map_err(unreadable)?;
        results.file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        Ok(results)
    }

    fn new(file: File) -> Self {
        Self { file, finished: Fingerprints::default(), columns: None, exit_status: ExitStatus::NoErrors }
    }

    /// Reads the first `whole` bytes, one result at a time.
    fn read(&mut self, mut file: &File, whole: u64, format: Format) -> Result<(), Fault> {
        file.rewind().map_err(Fault::Read)?;
        let text = BufReader::new(file.take(whole));
        if format == Format::Csv { self.read_csv(text) } else { self.read_json_lines(text) }
    }

    fn read_json_lines(&mut self, mut text: impl BufRead) -> Result<(), Fault> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let bytes = text.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line).map_err(Fault::Read)?;
            if bytes == 0 {
                break;
            }
            let document: Document =
                serde_json::from_slice(&line).map_err(|error| Fault::Line(number, error.to_string()))?;
            let has_errors = document.findings.iter().any(|finding| finding.severity == Severity::Error.id());
            self.add(&StoredResult { domain: document.domain, has_errors, verdict: document.verdict });
        }
        Ok(())
    }

    fn read_csv(&mut self, text: impl BufRead) -> Result<(), Fault> {
        let mut reader = csv::Reader::from_reader(text);
        let fault = |error: csv::Error| Fault::Line(error.position().map_or(1, csv::Position::line), error.to_string());
        let columns = reader.headers().map_err(fault)?.len();
        self.columns = (columns > 0).then_some(columns);
        for row in reader.deserialize() {
            let row: Row = row.map_err(fault)?;
            self.add(&StoredResult { domain: row.domain, has_errors: row.errors > 0, verdict: row.verdict });
        }
        Ok(())
    }

    fn add(&mut self, result: &StoredResult) {
        if let Ok(domain) = result.domain.parse() {
            self.finished.insert(&domain);
        }
        self.exit_status = self.exit_status.max(result.exit_status());
    }

    /// Returns whether a domain has a result.
    pub(super) fn has_result(&self, domain: &Domain) -> bool {
        self.finished.contains(domain)
    }

    /// Returns the number of columns of a CSV file, or `None` if it has no header yet.
    pub(super) const fn columns(&self) -> Option<usize> {
        self.columns
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

/// Returns the number of bytes up to the last line ending, and the number of lines in them.
fn measure_whole_lines(mut file: &File) -> io::Result<(u64, u64)> {
    file.rewind()?;
    let mut text = BufReader::new(file);
    let (mut whole, mut lines, mut position) = (0, 0, 0);
    loop {
        let bytes = text.fill_buf()?;
        if bytes.is_empty() {
            return Ok((whole, lines));
        }
        let count = bytes.len();
        for (at, _) in (0_u64..).zip(bytes).filter(|(_, byte)| **byte == b'\n') {
            whole = position + at + 1;
            lines += 1;
        }
        position += u64::try_from(count).unwrap_or(u64::MAX);
        text.consume(count);
    }
}

/// Returns the beginning of the incomplete last line.
fn read_torn(mut file: &File, whole: u64) -> io::Result<String> {
    file.seek(SeekFrom::Start(whole))?;
    let mut torn = Vec::new();
    file.take(TORN_BYTES).read_to_end(&mut torn)?;
    Ok(String::from_utf8_lossy(&torn).into_owned())
}

/// Why a file cannot be appended to.
enum Fault {
    Read(io::Error),
    /// A line that is not a result, counted from 1, and the reason.
    Line(u64, String),
}

/// The parts of a JSON line that are read.
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

/// The parts of a row of CSV that are read.
#[derive(Deserialize)]
struct Row {
    domain: String,
    verdict: String,
    errors: u64,
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
    fn rows_of_an_older_file_keep_their_number_of_columns() {
        let columns = |text: &str| opened(text, Format::Csv).0.unwrap().columns();
        assert_eq!(columns("domain,verdict,errors\n"), Some(3));
        assert_eq!(columns(&HEADER[..10].join(",")), None, "an incomplete header is written again");
        assert_eq!(columns(""), None);
    }

    #[test]
    fn a_hundred_thousand_domains_are_remembered_by_their_fingerprints_alone() {
        let name = |at: usize| format!("d{at}.example");
        let text: String = (0..100_000).map(|at| LINE.replace("a.example", &name(at))).collect();
        let results = opened(&text, Format::Jsonl).0.unwrap();
        let count =
            |known: std::ops::Range<usize>| known.filter(|at| results.has_result(&name(*at).parse().unwrap())).count();
        assert_eq!((count(0..100_000), count(100_000..200_000)), (100_000, 0));
        assert_eq!(size_of::<[u64; 2]>(), size_of_val(results.finished.known.iter().next().unwrap()));
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
