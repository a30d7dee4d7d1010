//! The options of `generate` and `preflight`.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    ArgGroup, Args, ValueEnum,
    builder::{BoolishValueParser, PossibleValuesParser, TypedValueParser},
};
use mta_sts::{MAX_AGE_LIMIT, Mode};
use setup::{DesiredPolicy, EntryFormat, PANELS, Panel, RECIPES, Recipe, Target};

use super::{LanguageOption, NetworkOptions, OutputOptions};

/// Write the files, DNS entries and steps of a set-up.
///
/// The mail servers come from the live MX records unless --mx names them. Mode enforce is used only if every address of every MX
/// host showed a valid certificate; otherwise the reason is printed, and the mode is testing.
///
/// Exit status: 0 written as requested, 1 testing instead of enforce, or no MX host, 2 could not check, 64 wrong usage.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    mta-sts generate example.com --host nginx --panel cloudflare --reports mailto:tls-reports@example.com\n  \
    mta-sts generate example.com --host github-pages --target user.github.io --out mta-sts/\n  \
    mta-sts generate example.com --host caddy --mx mx1.example.com --format terraform-route53")]
pub(crate) struct Generate {
    /// Domain, mail address or URL
    #[arg(value_name = "DOMAIN")]
    pub domain: String,
    /// Host the policy file here
    #[arg(long, env = "MTA_STS_HOST", value_name = "HOST", value_parser = recipe())]
    pub host: &'static Recipe,
    /// Show the DNS entries in the fields of this DNS panel
    #[arg(long, env = "MTA_STS_PANEL", value_name = "PANEL", value_parser = panel())]
    pub panel: Option<&'static Panel>,
    /// Send TLS reports to this mailto: or https: address; repeatable [default: no TLSRPT record]
    #[arg(long, env = "MTA_STS_REPORTS", value_name = "URI", value_delimiter = ',')]
    pub reports: Vec<String>,
    /// List this MX host or mx pattern; repeatable [default: the live MX hosts]
    #[arg(long, env = "MTA_STS_MX", value_name = "HOST", value_delimiter = ',')]
    pub mx: Vec<String>,
    /// Use this mode
    #[arg(long, env = "MTA_STS_MODE", value_enum, default_value_t = PolicyMode::Testing)]
    pub mode: PolicyMode,
    /// Let senders keep the policy this many seconds
    #[arg(long, env = "MTA_STS_MAX_AGE", value_name = "SECONDS", default_value_t = DesiredPolicy::FIRST_MAX_AGE,
        value_parser = clap::value_parser!(u64).range(1..=MAX_AGE_LIMIT))]
    pub max_age: u64,
    /// Point the policy host to this address, or to this name by CNAME; repeatable
    #[arg(long, env = "MTA_STS_TARGET", value_name = "ADDRESS|NAME", value_delimiter = ',', value_parser = Target::parse)]
    pub target: Vec<Target>,
    /// Write the files into this folder; existing files are never changed
    #[arg(long, env = "MTA_STS_OUT", value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Take the live state from stored evidence instead of the network; - reads standard input
    #[arg(long, env = "MTA_STS_EVIDENCE", value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// Print in this format
    #[arg(long, env = "MTA_STS_FORMAT", value_enum, default_value_t = GenerateFormat::Text)]
    pub format: GenerateFormat,
    #[command(flatten)]
    pub language: LanguageOption,
    #[command(flatten)]
    pub network: NetworkOptions,
}

fn recipe() -> impl TypedValueParser<Value = &'static Recipe> {
    let ids = PossibleValuesParser::new(RECIPES.iter().map(|recipe| recipe.id));
    ids.try_map(|id| setup::recipe(&id).ok_or("not a host"))
}

fn panel() -> impl TypedValueParser<Value = &'static Panel> {
    let ids = PossibleValuesParser::new(PANELS.iter().map(|panel| panel.id));
    ids.try_map(|id| setup::panel(&id).ok_or("not a panel"))
}

/// The mode of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PolicyMode {
    /// Senders report failures and deliver
    Testing,
    /// Senders refuse hosts that fail
    Enforce,
    /// The policy is switched off
    None,
}

impl From<PolicyMode> for Mode {
    fn from(mode: PolicyMode) -> Self {
        match mode {
            PolicyMode::Testing => Self::Testing,
            PolicyMode::Enforce => Self::Enforce,
            PolicyMode::None => Self::None,
        }
    }
}

/// The output format of `generate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GenerateFormat {
    /// Everything as plain text for people
    Text,
    /// One JSON document
    Json,
    /// DNS entries as lines of a zone file
    Zone,
    /// DNS entries as commands for nsupdate
    Nsupdate,
    /// DNS entries for Terraform, `cloudflare_dns_record`
    TerraformCloudflare,
    /// DNS entries for Terraform, `aws_route53_record`
    TerraformRoute53,
    /// DNS entries for octoDNS
    #[value(name = "octodns")]
    OctoDns,
    /// DNS entries for `DNSControl`
    #[value(name = "dnscontrol")]
    DnsControl,
}

impl GenerateFormat {
    /// Returns the form of the DNS entries, if the format is one.
    pub(crate) const fn form(self) -> Option<EntryFormat> {
        match self {
            Self::Text | Self::Json => None,
            Self::Zone => Some(EntryFormat::Zone),
            Self::Nsupdate => Some(EntryFormat::Nsupdate),
            Self::TerraformCloudflare => Some(EntryFormat::TerraformCloudflare),
            Self::TerraformRoute53 => Some(EntryFormat::TerraformRoute53),
            Self::OctoDns => Some(EntryFormat::OctoDns),
            Self::DnsControl => Some(EntryFormat::DnsControl),
        }
    }
}

/// Judge planned texts together with what is live, before you publish them.
///
/// Exit status: 0 published, ready, or ready after a wait, 1 not ready, 2 could not check, 64 wrong usage.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("planned").required(true).multiple(true).args(["policy", "record", "tlsrpt", "delete_policy", "delete_record"]))]
#[command(after_help = "Examples:\n  \
    mta-sts preflight example.com --policy mta-sts.txt --record 'v=STSv1; id=20260101000000Z;'\n  \
    mta-sts preflight example.com --tlsrpt 'v=TLSRPTv1; rua=mailto:tls-reports@example.com' --format json\n  \
    mta-sts preflight example.com --delete-record --delete-policy")]
pub(crate) struct Preflight {
    /// Domain, mail address or URL
    #[arg(value_name = "DOMAIN", required_unless_present = "evidence")]
    pub domain: Option<String>,
    /// Planned policy file; - reads standard input
    #[arg(long, env = "MTA_STS_POLICY", value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Planned STS record
    #[arg(long, env = "MTA_STS_RECORD", value_name = "TXT")]
    pub record: Option<OsString>,
    /// Planned TLSRPT record
    #[arg(long, env = "MTA_STS_TLSRPT", value_name = "TXT")]
    pub tlsrpt: Option<OsString>,
    /// The policy file will be deleted
    #[arg(long, env = "MTA_STS_DELETE_POLICY", value_parser = BoolishValueParser::new(), conflicts_with = "policy")]
    pub delete_policy: bool,
    /// The STS record will be deleted
    #[arg(long, env = "MTA_STS_DELETE_RECORD", value_parser = BoolishValueParser::new(), conflicts_with = "record")]
    pub delete_record: bool,
    /// The policy host will be at this address, or lead to this name by CNAME; repeatable
    #[arg(long, env = "MTA_STS_TARGET", value_name = "ADDRESS|NAME", value_delimiter = ',', value_parser = Target::parse)]
    pub target: Vec<Target>,
    /// The policy file will be hosted here: judge whether CAA records allow its certificate
    #[arg(long, env = "MTA_STS_HOST", value_name = "HOST", value_parser = recipe(), hide_possible_values = true)]
    pub host: Option<&'static Recipe>,
    /// Take the live state from stored evidence instead of the network; - reads standard input
    #[arg(long, env = "MTA_STS_EVIDENCE", value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// Find policies that senders saved in the evidence or JSON output of an earlier check; repeatable
    #[arg(long, env = "MTA_STS_EARLIER", value_name = "FILE", value_delimiter = ',')]
    pub earlier: Vec<PathBuf>,
    #[command(flatten)]
    pub output: OutputOptions,
    #[command(flatten)]
    pub network: NetworkOptions,
}
