//! `mta-sts scan`: any number of workers check a list, which they share through Redis Streams.

mod add;
mod collect;
mod queue;
mod scripts;
#[cfg(feature = "parquet")]
mod table;
mod work;

use words::Language;

use crate::{arguments::Scan, exit_status::ExitStatus, failure::Failure};

/// Runs the requested part.
pub(crate) async fn run(arguments: &Scan, language: Language) -> Result<ExitStatus, Failure> {
    match arguments {
        Scan::Add(arguments) => add::run(arguments, language).await,
        Scan::Work(arguments) => work::run(arguments, language).await,
        Scan::Collect(arguments) => collect::run(arguments, language).await,
    }
}
