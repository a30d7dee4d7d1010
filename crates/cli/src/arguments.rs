//! The command line: its commands and options, and what each of them means.

mod plan;
mod scan;
mod server;
mod set_up;
mod shared;

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use bulk::Column;
use clap::{Args, Parser, Subcommand, builder::BoolishValueParser};
use mta_sts::{Domain, DomainError, Idna, Uts46};
use tls_report::ReportTime;
use words::Language;

pub(crate) use plan::{Plan, PlanFormat};
pub(crate) use scan::{QueueOptions, Scan, ScanAdd, ScanCollect, ScanWork};
pub(crate) use server::{LogFormat, ServerOptions};
pub(crate) use set_up::{Generate, GenerateFormat, PolicyMode, Preflight};
pub(crate) use shared::{Format, LanguageOption, NetworkOptions, OutputOptions, PlainFormat, ReportFormat};

/// Check MTA-STS (RFC 8461), on the command line or as a web page.
///
/// Exit status: 0 no errors (warnings possible), 1 errors (match: no match), 2 could not check, 64 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "mta-sts", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Example:\n  mta-sts check example.com")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// Read files up to this size, in bytes [default: evidence 8 MiB, texts 1 MiB, lists 64 MiB, results 1 GiB]
    #[arg(long, global = true, env = "MTA_STS_MAX_INPUT", value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1..))]
    pub max_input: Option<u64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(Box<Serve>),
    Check(Check),
    #[command(subcommand)]
    Lint(Lint),
    Match(Match),
    Explain(Explain),
    Report(Reports),
    Generate(Box<Generate>),
    Preflight(Box<Preflight>),
    Plan(Box<Plan>),
    #[command(subcommand)]
    Scan(Scan),
}

impl Command {
    /// Returns the language of the texts for people.
    pub(crate) fn language(&self) -> Language {
        let chosen = match self {
            Self::Serve(arguments) => &arguments.language,
            Self::Check(arguments) => &arguments.language,
            Self::Lint(Lint::Record(arguments) | Lint::Tlsrpt(arguments)) => &arguments.output.language,
            Self::Lint(Lint::Policy(arguments)) => &arguments.output.language,
            Self::Match(arguments) => &arguments.output.language,
            Self::Explain(arguments) => &arguments.output.language,
            Self::Report(arguments) => &arguments.language,
            Self::Generate(arguments) => &arguments.language,
            Self::Preflight(arguments) => &arguments.output.language,
            Self::Plan(arguments) => &arguments.language,
            Self::Scan(Scan::Add(arguments)) => &arguments.output.language,
            Self::Scan(Scan::Work(arguments)) => &arguments.language,
            Self::Scan(Scan::Collect(arguments)) => &arguments.output.language,
        };
        chosen.lang.or_else(environment_language).unwrap_or_default()
    }
}

/// Returns the language of this system's messages (POSIX.1-2024 §8.2).
pub(crate) fn environment_language() -> Option<Language> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    Language::from_tag(&["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)?)
}

/// Serve the web page, its proxy and a DNS-over-HTTPS endpoint.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mta-sts serve --lab --listen 127.0.0.1:8080")]
pub(crate) struct Serve {
    /// Listen on this address and port; port 0 lets the system choose
    #[arg(long, env = "MTA_STS_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Serve the built page from this folder [default: ./dist if it exists]
    #[arg(long, env = "MTA_STS_DIST", value_name = "DIR")]
    pub dist: Option<PathBuf>,
    /// Let pages of this other web origin use the server; repeatable
    #[arg(long, env = "MTA_STS_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<String>,
    /// Read options from this TOML file; the command line and the environment override it
    #[arg(long, env = "MTA_STS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub server: ServerOptions,
    #[command(flatten)]
    pub language: LanguageOption,
    #[command(flatten)]
    pub network: NetworkOptions,
}

/// Check domains, as the web page does.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mta-sts check example.com\n  \
    mta-sts check example.com example.net --format json\n  mta-sts check --evidence saved.json --lang ja\n  \
    mta-sts check example.com --earlier last-week.json --earlier last-month.json\n  \
    mta-sts check --list customers.csv --format jsonl --resume today.jsonl\n  \
    mta-sts check --list customers.csv --baseline last-week.jsonl\n  \
    mta-sts check --list customers.csv --format prometheus > mta_sts.prom")]
pub(crate) struct Check {
    /// Domains, mail addresses or URLs
    #[arg(value_name = "DOMAIN", required_unless_present_any = ["evidence", "list"], conflicts_with_all = ["evidence", "list"])]
    pub domains: Vec<String>,
    /// Check the domains in this list, one per line or as CSV; - reads standard input
    #[arg(long, env = "MTA_STS_LIST", value_name = "FILE", conflicts_with = "evidence")]
    pub list: Option<PathBuf>,
    /// Take the domains from this column of a CSV list, by heading or number [default: found by its contents]
    #[arg(long, env = "MTA_STS_COLUMN", value_name = "NAME", requires = "list")]
    pub column: Option<Column>,
    /// Run this many checks at the same time
    #[arg(long, env = "MTA_STS_JOBS", value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Append results to this file, and skip the domains that it has; needs --format jsonl or csv
    #[arg(long, env = "MTA_STS_RESUME", value_name = "FILE", requires = "list")]
    pub resume: Option<PathBuf>,
    /// Print and count only what changed since these results of an earlier run (json or jsonl)
    #[arg(long, env = "MTA_STS_BASELINE", value_name = "FILE", conflicts_with = "resume")]
    pub baseline: Option<PathBuf>,
    /// Judge stored evidence again, without network; - reads standard input
    #[arg(long, env = "MTA_STS_EVIDENCE", value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// Find policies that senders saved in the evidence or JSON output of an earlier check; repeatable
    #[arg(long, env = "MTA_STS_EARLIER", value_name = "FILE", value_delimiter = ',')]
    pub earlier: Vec<PathBuf>,
    /// Print in this format
    #[arg(long, env = "MTA_STS_FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[command(flatten)]
    pub language: LanguageOption,
    #[command(flatten)]
    pub network: NetworkOptions,
}

/// Check records and policy files before you publish them.
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  mta-sts lint policy mta-sts.txt --mx mx1.example.com")]
pub(crate) enum Lint {
    /// Check the TXT records of _mta-sts, as one DNS answer
    #[command(after_help = "Example:\n  mta-sts lint record 'v=STSv1; id=20260101000000Z;'")]
    Record(Texts),
    /// Check a policy file
    #[command(after_help = "Example:\n  mta-sts lint policy mta-sts.txt --mx mx1.example.com --mx mx2.example.com")]
    Policy(PolicyFile),
    /// Check the TXT records of _smtp._tls, as one DNS answer
    #[command(after_help = "Example:\n  mta-sts lint tlsrpt 'v=TLSRPTv1; rua=mailto:tlsrpt@example.com'")]
    Tlsrpt(Texts),
}

/// The assumed domain of a text that names none (reserved by RFC 2606 §2).
pub(crate) const PLACEHOLDER_DOMAIN: &str = checker::PLACEHOLDER_DOMAIN;

/// The domain of a text.
#[derive(Args, Debug)]
pub(crate) struct DomainOption {
    /// Judge it for the domain that will publish it
    #[arg(long, env = "MTA_STS_DOMAIN", value_name = "DOMAIN", default_value = PLACEHOLDER_DOMAIN, value_parser = domain)]
    pub domain: Domain,
}

fn domain(typed: &str) -> Result<Domain, DomainError> {
    Domain::parse_typed(typed, &Uts46).map(|typed| typed.domain)
}

/// Returns the name of an MX host in its DNS form.
fn host(typed: &str) -> Result<String, DomainError> {
    let name = if typed.is_ascii() { Some(typed.to_owned()) } else { Uts46.to_ascii(typed) };
    name.ok_or(DomainError::NotIdna)?.parse().map(|name: Domain| name.to_string())
}

/// Records to judge.
#[derive(Args, Debug)]
pub(crate) struct Texts {
    /// TXT records, as values or as DNS tools, zone files and web consoles show them; - reads standard input
    #[arg(value_name = "TXT", required = true)]
    pub texts: Vec<OsString>,
    /// Take each argument or line as a record, byte for byte
    #[arg(long, env = "MTA_STS_EXACT", value_parser = BoolishValueParser::new())]
    pub exact: bool,
    #[command(flatten)]
    pub domain_option: DomainOption,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// A policy file to judge.
#[derive(Args, Debug)]
pub(crate) struct PolicyFile {
    /// Policy file; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Take the text as the file, byte for byte
    #[arg(long, env = "MTA_STS_EXACT", value_parser = BoolishValueParser::new())]
    pub exact: bool,
    /// Check that the policy covers this MX host; repeatable
    #[arg(long, env = "MTA_STS_MX", value_name = "HOST", value_delimiter = ',', value_parser = host)]
    pub mx: Vec<String>,
    #[command(flatten)]
    pub domain_option: DomainOption,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Test whether an mx pattern covers an MX host.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mta-sts match '*.example.com' mx1.example.com")]
pub(crate) struct Match {
    /// Pattern, as in the policy file
    pub pattern: String,
    /// MX host, as in the MX record
    pub host: String,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Explain a bounce or log line about TLS: what failed, and who must act.
///
/// Exit status: 0 recognised, 2 nothing recognised, 64 wrong usage.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mta-sts explain bounce.eml\n  postqueue -p | mta-sts explain\n  \
    mta-sts explain --format json < mail.log")]
pub(crate) struct Explain {
    /// Bounce, delivery report or log [default: standard input]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// Read TLS reports (RFC 8460): JSON, gzip, zip, tar, mails, mailboxes and Maildir folders, also nested.
///
/// Exit status: 0 no failures to fix, 1 failures that the domain can fix, 2 nothing could be read, 64 wrong usage.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mta-sts report ~/Maildir/.tlsrpt --domain example.com --since 2026-01-01\n  \
    mta-sts report reports.zip mail.eml --format json\n  \
    mta-sts check example.com --format json > check.json; mta-sts report reports/ --evidence check.json")]
pub(crate) struct Reports {
    /// Files and folders of reports; - reads standard input
    #[arg(value_name = "FILE|DIR", required = true)]
    pub paths: Vec<PathBuf>,
    /// Read only reports about this policy domain
    #[arg(long, env = "MTA_STS_DOMAIN", value_name = "DOMAIN", value_parser = domain)]
    pub domain: Option<Domain>,
    /// Read only reports that end on this day (UTC) or later
    #[arg(long, env = "MTA_STS_SINCE", value_name = "DATE")]
    pub since: Option<ReportTime>,
    /// Answer with this live check: stored evidence, or the output of check --format json
    #[arg(long, env = "MTA_STS_EVIDENCE", value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// Print in this format
    #[arg(long, env = "MTA_STS_FORMAT", value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    #[command(flatten)]
    pub language: LanguageOption,
}

#[cfg(test)]
mod tests;
