//! `mta-sts scan add`: adds the domains of a list to a run.

use serde::Serialize;
use words::{Language, args, key};

use super::queue::Queue;
use crate::{
    arguments::{PlainFormat, ScanAdd},
    check::read_list,
    exit_status::ExitStatus,
    failure::Failure,
    print,
    transport::now,
};

/// The number of domains to add per request.
const DOMAINS_PER_REQUEST: usize = 500;

/// The result of `scan add`.
#[derive(Serialize)]
struct Added<'a> {
    schema: u32,
    run: &'a str,
    added: u64,
    known: u64,
    rejected: usize,
}

pub(super) async fn run(arguments: &ScanAdd, language: Language) -> Result<ExitStatus, Failure> {
    let list = read_list(&arguments.list, arguments.column.as_ref(), language)?;
    let queue = Queue::connect(&arguments.queue, Some(today())).await?;
    let mut added = 0;
    for part in list.entries.chunks(DOMAINS_PER_REQUEST) {
        let domains: Vec<(&str, &str)> =
            part.iter().map(|entry| (entry.domain.as_str(), entry.typed.as_str())).collect();
        added += queue.add(&domains).await?;
    }
    let known = u64::try_from(list.entries.len()).unwrap_or(u64::MAX).saturating_sub(added);
    match arguments.output.format {
        PlainFormat::Json => {
            let rejected = list.rejected.len();
            print::print_json(&Added { schema: 1, run: queue.run(), added, known, rejected })?;
        }
        PlainFormat::Text => {
            let message_args = args!["run" => queue.run(), "added" => added, "known" => known];
            print::print_text(&(language.message(key::CLI_SCAN_ADDED, message_args) + "\n"))?;
        }
    }
    Ok(if list.rejected.is_empty() { ExitStatus::NoErrors } else { ExitStatus::Unknown })
}

/// Returns the date in UTC. Lists that are added on one day are one run.
fn today() -> String {
    now().to_string().chars().take_while(|character| *character != 'T').collect()
}
