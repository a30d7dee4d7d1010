//! Command lines by which anybody can see a fault, and later that it is fixed: for steps that have no text to publish.

use crate::{Arg, Finding, Report, Stage, Tlsa};

/// The command that shows what a finding is about. `None` where no customary tool shows it, or a name is not one that a shell
/// takes as it is.
#[must_use]
pub fn command(report: &Report, finding: &Finding) -> Option<String> {
    let (host, url) = (report.domain.policy_host(), report.domain.policy_url());
    let id = finding.rule.id;
    if let Some(named) = text(finding, "command") {
        return Some(named.to_owned());
    }
    match finding.rule.stage {
        Stage::PolicyHost if id.starts_with("policy-host-tls") => verified(&host, "443", ""),
        Stage::PolicyHost if is_about_names(id) => Some(format!("dig +short {host} A {host} AAAA")),
        Stage::PolicyHost | Stage::Policy => Some(format!("curl -sSi {url}")),
        Stage::Record => Some(format!("dig +short TXT {}", report.domain.sts_name())),
        Stage::TlsRpt => Some(format!("dig +short TXT {}", report.domain.tls_rpt_name())),
        Stage::Tls => verified(text(finding, "host")?, "25", "-starttls smtp "),
        Stage::Dane => plain(text(finding, "host")?).map(|host| format!("dig +short TLSA {}", Tlsa::name(host))),
        Stage::Mx => Some(format!("dig +short MX {}", report.domain)),
        Stage::Dns => asked(finding),
        Stage::Consistency => None,
    }
}

/// Whether DNS alone shows it.
fn is_about_names(id: &str) -> bool {
    ["nxdomain", "no-address", "cname-dangling", "private-address"].iter().any(|end| id.ends_with(end))
}

/// A connection that says which certificate comes, and whether it verifies for this name.
fn verified(host: &str, port: &str, dialogue: &str) -> Option<String> {
    let host = plain(host)?;
    let names = format!("-servername {host} -verify_hostname {host}");
    Some(format!("openssl s_client {dialogue}-connect {host}:{port} {names} -brief </dev/null"))
}

/// Names that fail are told with their type behind them; the answer is shown with its status.
fn asked(finding: &Finding) -> Option<String> {
    let Some(Arg::List(names)) = finding.args.value("names") else { return None };
    let (name, kind) = names.first()?.split_once(' ')?;
    let (name, kind) = (plain(name)?, plain(kind)?);
    Some(format!("dig +dnssec {kind} {name}"))
}

fn text<'a>(finding: &'a Finding, name: &str) -> Option<&'a str> {
    match finding.args.value(name) {
        Some(Arg::Text(text)) => Some(text),
        _ => None,
    }
}

/// A name that means the same to every shell, and is no option.
fn plain(name: &str) -> Option<&str> {
    let harmless = |octet: u8| octet.is_ascii_alphanumeric() || b"._-".contains(&octet);
    (name.bytes().all(harmless) && !name.starts_with('-') && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_shell_would_not_take_as_it_is_makes_no_command() {
        for name in ["", "-x", "mx$(id).test", "a b", "a;b", "mx`id`.test", "mx\u{e9}.test", "a|b", "a\nb", "*.test"] {
            assert_eq!(verified(name, "25", "-starttls smtp "), None, "{name}");
        }
        let command = "openssl s_client -starttls smtp -connect mx1.example.com:25 -servername mx1.example.com \
                       -verify_hostname mx1.example.com -brief </dev/null";
        assert_eq!(verified("mx1.example.com", "25", "-starttls smtp ").as_deref(), Some(command));
    }
}
