//! The options of `scan`.

use std::path::PathBuf;

use bulk::Column;
use clap::{Args, Subcommand, builder::BoolishValueParser};

use super::{LanguageOption, NetworkOptions, OutputOptions};

/// Check a list of domains on many machines, which share it through Redis or Valkey.
#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:\n  mta-sts scan add --queue redis://queue.internal customers.csv\n  \
    mta-sts scan work --queue redis://queue.internal\n  \
    mta-sts scan collect --queue redis://queue.internal --out results/")]
pub(crate) enum Scan {
    Add(ScanAdd),
    Work(Box<ScanWork>),
    Collect(ScanCollect),
}

/// Where the work is shared.
#[derive(Args, Debug)]
pub(crate) struct QueueOptions {
    /// Redis 6.2 or later, or Valkey: redis://HOST:PORT, rediss:// with TLS
    #[arg(long, env = "MTA_STS_QUEUE", value_name = "URL", hide_env_values = true)]
    pub queue: String,
    /// Root certificates for it, instead of the Web PKI's
    #[arg(long, env = "MTA_STS_QUEUE_CA_FILE", value_name = "PEM")]
    pub queue_ca_file: Option<PathBuf>,
    /// Name of the run; each domain is checked once in a run [default: add: today's date; else the newest]
    #[arg(long, env = "MTA_STS_RUN", value_name = "NAME", value_parser = run_name)]
    pub run: Option<String>,
}

/// Add domains to a run.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mta-sts scan add --queue redis://queue.internal --run 2026-05 customers.csv")]
pub(crate) struct ScanAdd {
    /// List of domains, one a line or as CSV; - reads standard input
    #[arg(value_name = "LIST")]
    pub list: PathBuf,
    /// Column of a CSV list that names the domains, by heading or number [default: found by its contents]
    #[arg(long, env = "MTA_STS_COLUMN", value_name = "NAME")]
    pub column: Option<Column>,
    #[command(flatten)]
    pub queue: QueueOptions,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Check domains of a run until all are checked; start it as often and on as many machines as you like.
///
/// Exit status: 0 all domains checked, or stopped, 2 the queue failed, 64 wrong usage.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mta-sts scan work --queue redis://queue.internal --jobs 128")]
pub(crate) struct ScanWork {
    #[command(flatten)]
    pub queue: QueueOptions,
    /// Run this many checks at the same time
    #[arg(long, env = "MTA_STS_JOBS", value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: u16,
    /// Make this many checks per minute of one policy host or MX host, and of one address, by all workers and servers together
    #[arg(long, env = "MTA_STS_TARGET_RATE", value_name = "NUMBER", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub target_rate: u32,
    /// Give the domains of a worker that is gone to others after this many seconds
    #[arg(long, env = "MTA_STS_TAKE_OVER_AFTER", value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub take_over_after: u32,
    /// Wait for further domains when all are checked, until it is stopped
    #[arg(long, env = "MTA_STS_KEEP_RUNNING", value_parser = BoolishValueParser::new())]
    pub keep_running: bool,
    #[command(flatten)]
    pub language: LanguageOption,
    #[command(flatten)]
    pub network: NetworkOptions,
}

/// Write the results of a run to results.jsonl, and takes them out of the queue; run one at a time.
///
/// Exit status: 0 all results collected, 2 some are missing, 64 wrong usage.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mta-sts scan collect --queue redis://queue.internal --out results/")]
pub(crate) struct ScanCollect {
    #[command(flatten)]
    pub queue: QueueOptions,
    /// Folder for results.jsonl, whose lines are those of check --format jsonl; a second run appends
    #[arg(long, env = "MTA_STS_OUT", value_name = "DIR")]
    pub out: PathBuf,
    /// Write what is there and end, without waiting for the rest
    #[arg(long, env = "MTA_STS_ONCE", value_parser = BoolishValueParser::new())]
    pub once: bool,
    /// Write results.parquet as well, once all results are there
    #[cfg(feature = "parquet")]
    #[arg(long, env = "MTA_STS_PARQUET", value_parser = BoolishValueParser::new())]
    pub parquet: bool,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Checks the name of a run, which becomes part of the store's keys.
fn run_name(text: &str) -> Result<String, String> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    if text.is_empty() || text.len() > 64 || !text.chars().all(is_plain) {
        return Err("write up to 64 letters, digits, hyphens, dots and underscores".into());
    }
    Ok(text.to_owned())
}
