//! Reading of files by several threads. The result does not depend on which thread reads which file.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use tls_report::{
    Collection, Limits, ReadCounts, Reading, Report, SkipReason, Skipped, is_mailbox, read, read_found, read_mailbox,
};

use super::walk::{Source, Walk};
use crate::{arguments::Reports, input::STANDARD_INPUT};

/// The number of bytes that show whether a file is a mailbox.
const SNIFFED_BYTES: usize = 4096;

/// The most threads that read. Each holds one file in memory.
const MAX_THREADS: usize = 4;

/// Size from which only one file is read at a time. A compressed file may unpack to 200 times its size.
const LARGE_FILE_BYTES: usize = 256 << 10;

/// The reports that were read.
#[derive(Debug, Default)]
pub(super) struct ReadReports {
    pub collection: Collection,
    /// Files and members that could not be read, sorted.
    pub skipped: Vec<Skipped>,
    pub read_counts: ReadCounts,
    /// Whether any report was read, even if none matches the requested domain and time.
    pub has_read: bool,
}

impl ReadReports {
    /// Reads all files that the arguments name. Each thread takes the next file when it has finished one.
    pub(super) fn from_arguments(arguments: &Reports) -> Self {
        let shared = Shared { files: Mutex::new(Walk::new(arguments.paths.clone())), large_file: Mutex::new(()) };
        let read_files = || FileReader::new(arguments, &shared).read_all();
        let mut reports = thread::scope(|scope| {
            let start = |_| thread::Builder::new().spawn_scoped(scope, read_files).ok();
            let others: Vec<_> = (1..threads(&arguments.paths)).filter_map(start).collect();
            let mut reports = read_files();
            for other in others {
                reports.merge(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            reports
        });
        reports.skipped.sort();
        reports
    }

    fn merge(&mut self, other: Self) {
        self.collection.merge(other.collection);
        self.skipped.extend(other.skipped);
        self.add_counts(other.read_counts);
        self.has_read |= other.has_read;
    }

    fn add_counts(&mut self, counts: ReadCounts) {
        self.read_counts.ignored += counts.ignored;
        self.read_counts.mails += counts.mails;
        self.read_counts.mails_without_report += counts.mails_without_report;
    }
}

/// Returns the number of threads: one for a single file.
fn threads(paths: &[PathBuf]) -> usize {
    match paths {
        [file] if !file.is_dir() => 1,
        _ => thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS),
    }
}

/// What the threads share.
struct Shared {
    files: Mutex<Walk>,
    /// Locked while a large file or a mailbox is read, so that memory does not grow with the number of threads.
    large_file: Mutex<()>,
}

impl Shared {
    fn next_file(&self) -> Option<Source> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).next()
    }

    /// Waits until no other thread reads a large file.
    fn large_file(&self) -> MutexGuard<'_, ()> {
        self.large_file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One thread's reader of files.
struct FileReader<'a> {
    arguments: &'a Reports,
    shared: &'a Shared,
    limits: Limits,
    reports: ReadReports,
    buffer: Vec<u8>,
}

impl<'a> FileReader<'a> {
    fn new(arguments: &'a Reports, shared: &'a Shared) -> Self {
        Self { arguments, shared, limits: Limits::default(), reports: ReadReports::default(), buffer: Vec::new() }
    }

    fn read_all(mut self) -> ReadReports {
        while let Some(source) = self.shared.next_file() {
            self.read_source(&source);
        }
        self.reports
    }

    fn read_source(&mut self, source: &Source) {
        match source {
            Source::StandardInput => self.read_stream(STANDARD_INPUT, io::stdin().lock(), true),
            Source::Named(path) => self.read_file(path, true),
            Source::Found(path) => self.read_file(path, false),
            Source::UnreadableFolder(path) => self.skip(&path.to_string_lossy(), SkipReason::Unreadable),
        }
    }

    fn read_file(&mut self, path: &Path, is_chosen: bool) {
        let name = path.to_string_lossy();
        match File::open(path) {
            Ok(file) => self.read_stream(&name, file, is_chosen),
            Err(_) => self.skip(&name, SkipReason::Unreadable),
        }
    }

    fn read_stream(&mut self, name: &str, stream: impl Read, is_chosen: bool) {
        let mut bytes = std::mem::take(&mut self.buffer);
        if self.read_into(&mut bytes, name, stream, is_chosen).is_err() {
            self.skip(name, SkipReason::Unreadable);
        }
        bytes.clear();
        bytes.shrink_to(LARGE_FILE_BYTES);
        self.buffer = bytes;
    }

    /// Reads a file into the buffer, or a mailbox message by message.
    fn read_into(&mut self, bytes: &mut Vec<u8>, name: &str, mut stream: impl Read, is_chosen: bool) -> io::Result<()> {
        bytes.resize(SNIFFED_BYTES, 0);
        let length = read_up_to(&mut stream, bytes)?;
        bytes.truncate(length);
        let (shared, limits) = (self.shared, self.limits);
        if is_mailbox(bytes) {
            let _turn = shared.large_file();
            let mails = BufReader::new(io::Cursor::new(&*bytes).chain(stream));
            return read_mailbox(name, is_chosen, mails, &limits, |reading| self.add(reading));
        }
        let mut read_more = |most: usize| stream.by_ref().take(most as u64).read_to_end(bytes);
        let is_large = length == SNIFFED_BYTES && read_more(LARGE_FILE_BYTES)? == LARGE_FILE_BYTES;
        let _turn = is_large.then(|| shared.large_file());
        if is_large {
            read_more(limits.total_bytes)?;
        }
        if bytes.len() > limits.total_bytes {
            self.skip(name, SkipReason::TotalLimit);
        } else {
            let read = if is_chosen { read } else { read_found };
            self.add(read(name, bytes, &limits));
        }
        Ok(())
    }

    fn add(&mut self, reading: Reading) {
        self.reports.has_read |= !reading.reports.is_empty();
        self.reports.skipped.extend(reading.skipped);
        self.reports.add_counts(reading.read_counts);
        for report in reading.reports {
            self.reports.collection.extend(self.requested_part(report));
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

    fn skip(&mut self, name: &str, why: SkipReason) {
        self.reports.skipped.push(Skipped { file: name.to_owned(), member: None, why, fault: None });
    }
}

/// Fills a buffer as far as the stream goes. Returns the number of bytes.
fn read_up_to(stream: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match stream.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
