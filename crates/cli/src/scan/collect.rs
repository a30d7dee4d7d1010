//! `mta-sts scan collect`: writes the results of a run to files.

use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::time::sleep;
use words::{Language, args, key};

use super::queue::{Collected, Queue};
use crate::{
    arguments::{PlainFormat, ScanCollect},
    exit_status::ExitStatus,
    failure::Failure,
    print,
};

/// The interval between requests for results while there are none.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The result of `scan collect`.
#[derive(Serialize)]
struct Summary<'a> {
    schema: u32,
    run: &'a str,
    domains: u64,
    collected: usize,
    complete: bool,
}

pub(super) async fn run(arguments: &ScanCollect, language: Language) -> Result<ExitStatus, Failure> {
    let queue = Queue::connect(&arguments.queue, None).await?;
    queue.check_exists().await?;
    let mut file = ResultsFile::open(&arguments.out)?;
    loop {
        let results = queue.results().await?;
        if !results.is_empty() {
            file.append(&results)?;
            let ids: Vec<String> = results.into_iter().map(|result| result.id).collect();
            queue.remove(&ids).await?;
            continue;
        }
        let progress = queue.progress().await?;
        let is_complete = progress.checked >= progress.added && progress.uncollected == 0;
        if is_complete || (arguments.once && progress.uncollected == 0) {
            #[cfg(feature = "parquet")]
            if arguments.parquet && is_complete {
                super::table::write(&file.path, &arguments.out.join("results.parquet"))?;
            }
            let collected = file.domains.len();
            print_summary(
                &Summary { schema: 1, run: queue.run(), domains: progress.added, collected, complete: is_complete },
                arguments.output.format,
                language,
            )?;
            return Ok(if is_complete { ExitStatus::NoErrors } else { ExitStatus::Unknown });
        }
        sleep(POLL_INTERVAL).await;
    }
}

fn print_summary(summary: &Summary<'_>, format: PlainFormat, language: Language) -> Result<(), Failure> {
    match format {
        PlainFormat::Json => print::print_json(summary),
        PlainFormat::Text => {
            let numbers = args!["run" => summary.run, "collected" => summary.collected, "domains" => summary.domains];
            print::print_text(&(language.message(key::CLI_SCAN_COLLECTED, numbers) + "\n"))
        }
    }
}

/// The file of results, which contains each domain once.
struct ResultsFile {
    path: PathBuf,
    file: File,
    domains: HashSet<String>,
}

/// The members of a line that are read.
#[derive(Deserialize)]
struct Line {
    domain: String,
}

impl ResultsFile {
    /// Opens the file in a folder, or creates both. A last line without its line ending is incomplete, and is removed.
    fn open(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("results.jsonl");
        let unreadable = |error| Failure::Read { path: path.clone(), error };
        fs::create_dir_all(folder).map_err(unreadable)?;
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(unreadable)?;
        file.try_lock().map_err(|_| unreadable(io::ErrorKind::ResourceBusy.into()))?;
        let mut results = Self { path: path.clone(), file, domains: HashSet::new() };
        let whole = results.read()?;
        results.file.set_len(whole).map_err(unreadable)?;
        results.file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        Ok(results)
    }

    /// Reads the domains line by line, and returns the number of bytes in complete lines.
    fn read(&mut self) -> Result<u64, Failure> {
        let unreadable = |error| Failure::Read { path: self.path.clone(), error };
        let (mut reader, mut whole, mut number) = (BufReader::new(&self.file), 0, 0);
        let mut line = Vec::new();
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line).map_err(unreadable)?;
            if !line.ends_with(b"\n") {
                return Ok(whole);
            }
            number += 1;
            let read = serde_json::from_slice::<Line>(&line).map_err(|error| Failure::NotResults {
                path: self.path.clone(),
                line: number,
                why: error.to_string(),
            })?;
            whole += u64::try_from(length).unwrap_or_default();
            self.domains.insert(read.domain);
        }
    }

    /// Appends the results of domains that the file does not contain, and returns once they are on disk.
    fn append(&mut self, results: &[Collected]) -> Result<(), Failure> {
        let mut lines = Vec::new();
        for result in results {
            if self.domains.insert(result.domain.clone()) {
                lines.extend_from_slice(&result.document);
            }
        }
        self.file.write_all(&lines).and_then(|()| self.file.sync_data()).map_err(Failure::Write)
    }
}
