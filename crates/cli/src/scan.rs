//! `mta-sts scan`: a list that any number of workers check, which share it through Redis Streams.

mod add;
mod collect;
mod queue;
mod scripts;
#[cfg(feature = "parquet")]
mod table;
mod work;

use words::Language;

use crate::{arguments::Scan, exit_status::ExitStatus, failure::Failure};

/// Runs the part that was asked for.
pub(crate) async fn run(arguments: &Scan, language: Language) -> Result<ExitStatus, Failure> {
    match arguments {
        Scan::Add(arguments) => add::run(arguments, language).await,
        Scan::Work(arguments) => work::run(arguments, language).await,
        Scan::Collect(arguments) => collect::run(arguments, language).await,
    }
}
