//! Options that several commands share: output formats, language and network.

use std::path::PathBuf;

use clap::{
    Args, ValueEnum,
    builder::{BoolishValueParser, PossibleValuesParser, TypedValueParser},
};
use ipnet::IpNet;
use words::Language;

/// How to print, where there is no Markdown.
#[derive(Args, Debug)]
pub(crate) struct OutputOptions {
    /// Print in this format
    #[arg(long, env = "MTA_STS_FORMAT", value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
    #[command(flatten)]
    pub language: LanguageOption,
}

/// In which language to print.
#[derive(Args, Debug)]
pub(crate) struct LanguageOption {
    /// Print in this language [default: the system's, or English]
    #[arg(long, env = "MTA_STS_LANG", value_parser = PossibleValuesParser::new(["en", "ja"]).try_map(language))]
    pub lang: Option<Language>,
}

fn language(tag: String) -> Result<Language, String> {
    Language::from_tag(&tag).ok_or(tag)
}

/// How the network is reached.
#[derive(Args, Debug)]
#[command(next_help_heading = "Network")]
pub(crate) struct NetworkOptions {
    /// Ask this DNS server or DNS-over-HTTPS URL; check compares several; repeatable [default: the system's]
    #[arg(long, env = "MTA_STS_RESOLVER", value_name = "ADDR|URL", value_delimiter = ',')]
    pub resolver: Vec<String>,
    /// Allow connections to this non-public network; repeatable
    #[arg(long, env = "MTA_STS_ALLOW_NET", value_name = "CIDR", value_delimiter = ',', value_parser = parse_network)]
    pub allow_net: Vec<IpNet>,
    /// Trust the additional root certificates in this file; repeatable
    #[arg(long, env = "MTA_STS_CA_FILE", value_name = "PEM", value_delimiter = ',')]
    pub ca_file: Vec<PathBuf>,
    /// Connect to policy hosts on this port
    #[arg(long, env = "MTA_STS_HTTPS_PORT", value_name = "PORT", default_value_t = 443)]
    pub https_port: u16,
    /// Connect to MX hosts on this port
    #[arg(long, env = "MTA_STS_SMTP_PORT", value_name = "PORT", default_value_t = 25)]
    pub smtp_port: u16,
    /// Send this EHLO name to MX hosts [default: the local address of the connection]
    #[arg(long, env = "MTA_STS_EHLO_NAME", value_name = "NAME")]
    pub ehlo_name: Option<String>,
    /// Do not connect to MX hosts
    #[arg(long, env = "MTA_STS_NO_PROBE", value_parser = BoolishValueParser::new())]
    pub no_probe: bool,
    /// Add demo domains under .test, which never use the real network
    #[arg(long, env = "MTA_STS_LAB", value_parser = BoolishValueParser::new())]
    pub lab: bool,
}

/// Reads a network or a single address.
pub(crate) fn parse_network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse().map(|address: std::net::IpAddr| address.into()).ok();
    text.parse().ok().or_else(address).ok_or_else(|| "not a network such as 192.0.2.0/24".into())
}

/// The output format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Plain text for people
    Text,
    /// One JSON document; an array for several domains
    Json,
    /// Markdown for tickets
    Markdown,
    /// One JSON document per line
    Jsonl,
    /// CSV for spreadsheets, one row per domain
    Csv,
    /// Metrics for node_exporter's textfile collector
    Prometheus,
    /// One line and the exit status of a Nagios or Icinga plugin
    Nagios,
}

/// The output format of `report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Plain text for people
    Text,
    /// One JSON document
    Json,
    /// CSV for spreadsheets, one row per policy and per failure
    Csv,
    /// Markdown for tickets
    Markdown,
}

/// Output format of the other commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlainFormat {
    /// Plain text for people
    Text,
    /// One JSON document
    Json,
}
