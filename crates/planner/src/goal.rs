//! Goals of plans, and their command line syntax.

use std::{fmt, net::IpAddr, str::FromStr};

use checker::{REMOVAL_GOAL, REPAIR_GOAL};
use mta_sts::{Domain, MAX_AGE_LIMIT, Mode};

/// The syntax of each goal, for help texts and messages.
pub const GOALS: [&str; 14] = [
    "add-mx=HOST",
    "remove-mx=HOST",
    "move-mx=HOST,HOST…",
    "rename-mx=OLD,NEW",
    "mode=enforce|testing",
    "max-age=SECONDS",
    "move-host=ADDRESS|NAME",
    "to-service=RECORD-TARGET,HOST-TARGET",
    "to-own=ADDRESS",
    "deploy[=ADDRESS]",
    "remove",
    "park",
    "repair",
    "renew-certificate=HOST",
];

/// The goal of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Add an MX host.
    AddMx(String),
    /// Remove an MX host.
    RemoveMx(String),
    /// Replace all MX hosts.
    MoveMx(Vec<String>),
    /// Replace one MX host with another.
    RenameMx {
        /// The host to remove.
        old: String,
        /// The host to add.
        new: String,
    },
    /// Change the mode, to `enforce` or `testing`.
    Mode(Mode),
    /// Change `max_age`, in seconds.
    MaxAge(i64),
    /// Move the policy host; the policy stays the same.
    MoveHost(HostTarget),
    /// Delegate the STS record and the policy host to a service.
    ToService {
        /// The target of the alias at `_mta-sts`.
        record: String,
        /// The target of the alias at `mta-sts`.
        host: String,
    },
    /// Take the STS record and the policy host back from a service.
    ToOwn(IpAddr),
    /// Deploy MTA-STS.
    Deploy(Option<IpAddr>),
    /// Remove MTA-STS.
    Remove,
    /// Remove MTA-STS, then mail: the domain is given up, sold or parked.
    Park,
    /// Publish a policy that fits the MX records under a new `id`, because senders hold another policy.
    Repair,
    /// Replace the certificate of an MX host, or of the policy host.
    RenewCertificate(String),
}

/// The location of the policy host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostTarget {
    /// An address record.
    Address(IpAddr),
    /// A CNAME record.
    Name(String),
}

/// The reason why a text is not a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalError {
    /// There is no goal of this name.
    Unknown(String),
    /// The value does not fit the goal.
    Value {
        /// The value.
        value: String,
        /// The syntax of the goal.
        form: &'static str,
    },
}

impl FromStr for Goal {
    type Err = GoalError;

    fn from_str(text: &str) -> Result<Self, GoalError> {
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let form = form(name).ok_or_else(|| GoalError::Unknown(name.to_owned()))?;
        let wrong = || GoalError::Value { value: value.unwrap_or_default().to_owned(), form };
        read(name, value).ok_or_else(wrong)
    }
}

/// Returns the syntax of the goal with this name.
fn form(name: &str) -> Option<&'static str> {
    GOALS.into_iter().find(|form| form.split(['=', '[']).next() == Some(name))
}

fn read(name: &str, value: Option<&str>) -> Option<Goal> {
    match (name, value) {
        ("deploy", None) => Some(Goal::Deploy(None)),
        (REMOVAL_GOAL, None) => Some(Goal::Remove),
        (REPAIR_GOAL, None) => Some(Goal::Repair),
        ("park", None) => Some(Goal::Park),
        (_, Some(value)) => read_value(name, value.trim()),
        _ => None,
    }
}

fn read_value(name: &str, value: &str) -> Option<Goal> {
    match name {
        "add-mx" => host(value).map(Goal::AddMx),
        "remove-mx" => host(value).map(Goal::RemoveMx),
        "move-mx" => value.split(',').map(host).collect::<Option<Vec<_>>>().map(distinct).map(Goal::MoveMx),
        "rename-mx" => pair(value).map(|(old, new)| Goal::RenameMx { old, new }),
        "mode" => mode(value).map(Goal::Mode),
        "max-age" => max_age(value).map(Goal::MaxAge),
        "move-host" => target(value).map(Goal::MoveHost),
        "to-service" => service(value),
        "to-own" => value.parse().ok().map(Goal::ToOwn),
        "deploy" => value.parse().ok().map(Some).map(Goal::Deploy),
        "renew-certificate" => host(value).map(Goal::RenewCertificate),
        _ => None,
    }
}

fn host(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text);
    text.parse().ok().map(|name: Domain| name.to_string())
}

/// Reads a DNS name whose labels may begin with an underscore.
pub(crate) fn alias(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let bare: Vec<&str> = text.split('.').map(|label| label.strip_prefix('_').unwrap_or(label)).collect();
    bare.join(".").parse::<Domain>().ok().map(|_| text)
}

fn distinct(hosts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for host in hosts {
        if !kept.contains(&host) {
            kept.push(host);
        }
    }
    kept
}

fn pair(value: &str) -> Option<(String, String)> {
    let (one, other) = value.split_once(',')?;
    let (one, other) = (host(one)?, host(other)?);
    (one != other).then_some((one, other))
}

fn service(value: &str) -> Option<Goal> {
    let (record, host) = value.split_once(',')?;
    Some(Goal::ToService { record: alias(record)?, host: alias(host)? })
}

fn mode(value: &str) -> Option<Mode> {
    [Mode::Enforce, Mode::Testing].into_iter().find(|mode| mode.id() == value)
}

fn max_age(value: &str) -> Option<i64> {
    let limit = i64::try_from(MAX_AGE_LIMIT).ok()?;
    value.parse().ok().filter(|seconds| (1..=limit).contains(seconds))
}

fn target(value: &str) -> Option<HostTarget> {
    match value.parse() {
        Ok(address) => Some(HostTarget::Address(address)),
        Err(_) => alias(value).map(HostTarget::Name),
    }
}

impl fmt::Display for HostTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddMx(host) => write!(f, "add-mx={host}"),
            Self::RemoveMx(host) => write!(f, "remove-mx={host}"),
            Self::MoveMx(hosts) => write!(f, "move-mx={}", hosts.join(",")),
            Self::RenameMx { old, new } => write!(f, "rename-mx={old},{new}"),
            Self::Mode(mode) => write!(f, "mode={}", mode.id()),
            Self::MaxAge(seconds) => write!(f, "max-age={seconds}"),
            Self::MoveHost(target) => write!(f, "move-host={target}"),
            Self::ToService { record, host } => write!(f, "to-service={record},{host}"),
            Self::ToOwn(address) => write!(f, "to-own={address}"),
            Self::Deploy(None) => f.write_str("deploy"),
            Self::Deploy(Some(address)) => write!(f, "deploy={address}"),
            Self::Remove => f.write_str(REMOVAL_GOAL),
            Self::Repair => f.write_str(REPAIR_GOAL),
            Self::RenewCertificate(host) => write!(f, "renew-certificate={host}"),
            Self::Park => f.write_str("park"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_goal_prints_as_it_was_read() {
        for text in [
            "add-mx=mx2.example.com",
            "remove-mx=mx1.example.com",
            "move-mx=a.example.net,b.example.net",
            "rename-mx=a.example.net,b.example.net",
            "mode=enforce",
            "mode=testing",
            "max-age=604800",
            "move-host=192.0.2.1",
            "move-host=2001:db8::1",
            "move-host=host.example.net",
            "to-service=_mta-sts.example.net,mta-sts.example.net",
            "to-own=192.0.2.1",
            "deploy",
            "deploy=192.0.2.1",
            "remove",
            "park",
            "repair",
            "renew-certificate=mx1.example.com",
        ] {
            assert_eq!(text.parse::<Goal>().map(|goal| goal.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn an_invalid_goal_is_refused_with_the_reason() {
        for (text, error) in [
            ("upgrade", GoalError::Unknown("upgrade".into())),
            ("", GoalError::Unknown(String::new())),
            ("add-mx", GoalError::Value { value: String::new(), form: GOALS[0] }),
            ("add-mx=192.0.2.1", GoalError::Value { value: "192.0.2.1".into(), form: GOALS[0] }),
            ("mode=none", GoalError::Value { value: "none".into(), form: GOALS[4] }),
            ("max-age=31557601", GoalError::Value { value: "31557601".into(), form: GOALS[5] }),
            ("max-age=0", GoalError::Value { value: "0".into(), form: GOALS[5] }),
            ("rename-mx=a.test,a.test", GoalError::Value { value: "a.test,a.test".into(), form: GOALS[3] }),
            ("remove=now", GoalError::Value { value: "now".into(), form: GOALS[10] }),
        ] {
            assert_eq!(text.parse::<Goal>(), Err(error), "{text}");
        }
    }
}
