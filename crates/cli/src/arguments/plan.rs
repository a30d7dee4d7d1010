//! The options of `plan`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use mta_sts::MAX_AGE_LIMIT;
use planner::{EarlierPolicy, GOALS, Goal, GoalError, PlanVariant, Timestamp};

use super::{LanguageOption, NetworkOptions};

/// The syntax of an earlier policy.
const EARLIER: &str =
    "mode,max_age,until,mx;mx, such as enforce,604800,2026-05-01T00:00:00Z,mx1.example.com;*.example.net";

/// Plan a change: which steps, in which order, and until when to wait.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mta-sts plan example.com --goal add-mx=mx2.example.com\n  \
    mta-sts plan example.com --goal remove --start 2026-06-01T09:00:00Z --format ics\n  \
    mta-sts plan --evidence saved.json --goal max-age=86400 --format json > plan.json\n  \
    mta-sts plan --resume plan.json")]
pub(crate) struct Plan {
    /// Domain, mail address or URL
    #[arg(value_name = "DOMAIN", required_unless_present_any = ["resume", "evidence"])]
    pub domain: Option<String>,
    /// Plan this change: add-mx=HOST, remove-mx=HOST, move-mx=HOST,HOST…, rename-mx=OLD,NEW, mode=enforce|testing, max-age=SECONDS,
    /// move-host=ADDRESS|NAME, to-service=RECORD-TARGET,HOST-TARGET, to-own=ADDRESS, deploy[=ADDRESS], remove, park, repair,
    /// renew-certificate=HOST
    #[arg(long, env = "MTA_STS_GOAL", value_name = "GOAL", required_unless_present = "resume", value_parser = goal)]
    pub goal: Option<Goal>,
    /// Do the first step at this time, such as 2026-06-01T09:00:00Z [default: now]
    #[arg(long, env = "MTA_STS_START", value_name = "TIME", value_parser = parse_time)]
    pub start: Option<Timestamp>,
    /// Take the live state from stored evidence instead of the network; - reads standard input
    #[arg(long, env = "MTA_STS_EVIDENCE", value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// Include this earlier policy, as mode,max_age,until,mx;mx; repeatable
    #[arg(long, env = "MTA_STS_EARLIER", value_name = "POLICY", value_parser = parse_earlier_policy)]
    pub earlier: Vec<EarlierPolicy>,
    /// Choose how cautious the plan is
    #[arg(long, env = "MTA_STS_FORM", value_enum, default_value_t = PlanForm::Safe)]
    pub form: PlanForm,
    /// Assume at least this TTL, in seconds (resolvers report only the remaining time)
    #[arg(long, env = "MTA_STS_TTL", value_name = "SECONDS", default_value_t = checker::LEAST_TTL,
        value_parser = clap::value_parser!(i64).range(0..=31_557_600))]
    pub ttl: i64,
    /// Allow this many seconds until every authoritative name server shows a change (see your DNS panel)
    #[arg(long, env = "MTA_STS_DNS_DELAY", value_name = "SECONDS", default_value_t = 0,
        value_parser = clap::value_parser!(i64).range(0..=31_557_600))]
    pub dns_delay: i64,
    /// Show the progress of a plan that --format json printed
    #[arg(long, env = "MTA_STS_RESUME", value_name = "FILE")]
    pub resume: Option<PathBuf>,
    /// Link calendar events to this plan on the page at this address
    #[arg(long, env = "MTA_STS_LINK", value_name = "URL")]
    pub link: Option<String>,
    /// Print in this format
    #[arg(long, env = "MTA_STS_FORMAT", value_enum, default_value_t = PlanFormat::Text)]
    pub format: PlanFormat,
    #[command(flatten)]
    pub language: LanguageOption,
    #[command(flatten)]
    pub network: NetworkOptions,
}

/// Reads a time from the command line.
fn parse_time(text: &str) -> Result<Timestamp, String> {
    text.parse()
}

/// Reads an earlier policy from the command line.
fn parse_earlier_policy(text: &str) -> Result<EarlierPolicy, String> {
    text.parse().map_err(|_| format!("write {EARLIER}"))
}

fn goal(text: &str) -> Result<Goal, String> {
    text.parse().map_err(|error| match error {
        GoalError::Unknown(name) => format!("`{name}` is not a goal. The goals are:\n  {}", GOALS.join("\n  ")),
        GoalError::Value { form, .. } => format!("write {form}. {}", value_hint(form)),
    })
}

/// Returns which values a goal takes.
fn value_hint(form: &str) -> String {
    let (name, value) = form.split_once('=').unwrap_or((form, ""));
    match name {
        "rename-mx" => "OLD and NEW are two different host names.".to_owned(),
        "mode" => "To switch MTA-STS off, use the goal remove.".to_owned(),
        "max-age" => format!("SECONDS is a whole number from 1 to {MAX_AGE_LIMIT}."),
        "to-service" => "Both targets are DNS names, such as _mta-sts.example.net.".to_owned(),
        "remove" | "park" | "repair" => "It takes no value.".to_owned(),
        _ if value.contains("NAME") => "ADDRESS is an IP address, NAME a DNS name.".to_owned(),
        _ if value.contains("ADDRESS") => "ADDRESS is an IPv4 or IPv6 address.".to_owned(),
        _ => "HOST is a host name such as mx1.example.com; other scripts in their xn-- form.".to_owned(),
    }
}

/// The caution of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanForm {
    /// No sender skips an MX host
    Safe,
    /// Nothing is refused; some senders skip a host for a while
    Short,
}

impl From<PlanForm> for PlanVariant {
    fn from(form: PlanForm) -> Self {
        match form {
            PlanForm::Safe => Self::Safe,
            PlanForm::Short => Self::Short,
        }
    }
}

/// The output format of `plan`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// Plain text for people
    Text,
    /// One JSON document
    Json,
    /// Markdown for tickets
    Markdown,
    /// Calendar events (iCalendar)
    Ics,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_policy_has_four_parts() {
        let read =
            parse_earlier_policy("enforce, 604800, 2026-05-01T00:00:00Z, mx1.example.com;*.example.net").unwrap();
        assert_eq!(
            read.policy.text(),
            "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 604800\n"
        );
        assert_eq!(read.until.to_string(), "2026-05-01T00:00:00Z");
        for wrong in [
            "",
            "enforce",
            "report,1,2026-05-01T00:00:00Z,a.test",
            "enforce,x,2026-05-01T00:00:00Z,a.test",
            "enforce,1,yesterday,a.test",
            "enforce,1,2026-05-01T00:00:00Z,",
            "enforce,1,2026-05-01T00:00:00Z,192.0.2.1",
        ] {
            assert!(parse_earlier_policy(wrong).is_err(), "{wrong}");
        }
    }
}
