//! Shell commands that reproduce a fault and later confirm its fix, for tasks without a text to publish.

use std::net::IpAddr;

use evidence::Tlsa;
use mta_sts::Domain;

use crate::{
    report::Report,
    rule::{Arg, Finding, Owner, ShownBy, Stage},
};

/// Returns the shell command that reproduces a finding. Returns `None` if no common tool shows it, if it needs no
/// action, or if a name is unsafe in a shell.
#[must_use]
pub fn command_for(report: &Report, finding: &Finding) -> Option<String> {
    let (domain, policy_host) = (&report.domain, report.domain.policy_host());
    let host = || text(finding, "host");
    match finding.rule.shown_by {
        ShownBy::Nothing => None,
        ShownBy::Stage if finding.rule.owner == Owner::Nobody => None,
        ShownBy::Stage => by_stage(domain, finding),
        ShownBy::MxStatus => Some(format!("dig {domain} MX")),
        ShownBy::StsRecordTtl => Some(format!("dig +noall +answer {} TXT", domain.sts_name())),
        ShownBy::PolicyHostAddresses => names(&policy_host, "A AAAA"),
        ShownBy::HostAddresses => names(host()?, "A AAAA"),
        ShownBy::MailOfDomain => names(domain.as_str(), "MX A AAAA"),
        ShownBy::MailOfValue => names(text(finding, "value")?, "MX A AAAA"),
        ShownBy::TlsaOfFirstWithout => tlsa(list(finding, "without")?),
        ShownBy::MailServer => mail_server(host()?),
        ShownBy::MailServerWithoutSni => verified(host()?, host()?, 25, "-noservername"),
        ShownBy::MailServerAtFirstBad => mail_server_at(list(finding, "bad")?, host()?),
        ShownBy::MailServerCertificate(part) => certificate(host()?, 25, part),
        ShownBy::PolicyHostTls => verified(&policy_host, &policy_host, 443, &format!("-servername {policy_host}")),
        ShownBy::PolicyHostCertificate(part) => certificate(&policy_host, 443, part),
        ShownBy::PolicyFile(options) => Some(fetched(domain, options)),
        ShownBy::PolicyFileAt(arg) => fetched_at(domain, text(finding, arg).or_else(|| list(finding, arg))?),
    }
}

/// Returns the command that shows most findings of a stage.
fn by_stage(domain: &Domain, finding: &Finding) -> Option<String> {
    match finding.rule.stage {
        Stage::Dns => asked(finding),
        Stage::Record => names(&domain.sts_name(), "TXT"),
        Stage::PolicyHost | Stage::Policy => Some(fetched(domain, "-i")),
        Stage::Mx => names(domain.as_str(), "MX"),
        Stage::Tls => mail_server(text(finding, "host")?),
        Stage::TlsRpt => names(&domain.tls_rpt_name(), "TXT"),
        Stage::Dane => match text(finding, "name").filter(|name| name.starts_with("_25._tcp.")) {
            Some(name) => tlsa_at(name),
            None => tlsa(text(finding, "host")?),
        },
        Stage::Consistency => None,
    }
}

/// Returns the command that fetches the policy file with these options of curl.
fn fetched(domain: &Domain, options: &str) -> String {
    format!("curl -sS {options} {}", domain.policy_url())
}

/// Returns the command that fetches the policy file from this address only.
fn fetched_at(domain: &Domain, address: &str) -> Option<String> {
    let address: IpAddr = address.parse().ok()?;
    Some(fetched(domain, &format!("-i --resolve {}:443:{address}", domain.policy_host())))
}

/// Returns the command that looks up records of these types at a name.
fn names(name: &str, kinds: &str) -> Option<String> {
    let name = plain(name)?;
    let asked: String = kinds.split(' ').map(|kind| format!(" {name} {kind}")).collect();
    Some(format!("dig +short{asked}"))
}

/// Returns the command that looks up a host's TLSA records. Its output includes the response code and any signatures.
fn tlsa(host: &str) -> Option<String> {
    tlsa_at(&Tlsa::owner_name(plain(host)?))
}

fn tlsa_at(name: &str) -> Option<String> {
    plain(name).map(|name| format!("dig +dnssec {name} TLSA"))
}

fn mail_server(host: &str) -> Option<String> {
    verified(host, host, 25, &format!("-servername {host}"))
}

/// Returns the command that opens a TLS connection. It prints the certificate, and whether it verifies for this name.
fn verified(place: &str, host: &str, port: u16, asking: &str) -> Option<String> {
    let (host, dialogue) = (plain(host)?, dialogue(port));
    Some(format!(
        "openssl s_client {dialogue}-connect {place}:{port} {asking} -verify_hostname {host} -brief </dev/null"
    ))
}

/// Returns the command that prints one part of a server's certificate.
fn certificate(host: &str, port: u16, part: &str) -> Option<String> {
    let (host, dialogue) = (plain(host)?, dialogue(port));
    let shown = format!("openssl s_client {dialogue}-connect {host}:{port} -servername {host} </dev/null");
    Some(format!("{shown} | openssl x509 -noout {part}"))
}

const fn dialogue(port: u16) -> &'static str {
    if port == 25 { "-starttls smtp " } else { "" }
}

/// Returns the command that tests a mail server at this address only.
fn mail_server_at(address: &str, host: &str) -> Option<String> {
    let address: IpAddr = address.parse().ok()?;
    let place = if address.is_ipv6() { format!("'[{address}]'") } else { address.to_string() };
    verified(&place, host, 25, &format!("-servername {}", plain(host)?))
}

/// Returns the command that repeats the first failed look-up of a finding. The argument `names` holds each name with
/// its record type. The output includes the response code.
fn asked(finding: &Finding) -> Option<String> {
    let (name, kind) = list(finding, "names")?.split_once(' ')?;
    Some(format!("dig +dnssec {} {}", plain(name)?, plain(kind)?))
}

fn text<'a>(finding: &'a Finding, name: &str) -> Option<&'a str> {
    match finding.args.value(name) {
        Some(Arg::Text(text)) => Some(text),
        _ => None,
    }
}

/// Returns the first text of a list argument.
fn list<'a>(finding: &'a Finding, name: &str) -> Option<&'a str> {
    match finding.args.value(name) {
        Some(Arg::List(texts)) => texts.first().map(String::as_str),
        _ => None,
    }
}

/// Returns the name if it means the same to every shell and is not an option.
fn plain(name: &str) -> Option<&str> {
    let harmless = |octet: u8| octet.is_ascii_alphanumeric() || b"._-".contains(&octet);
    (name.bytes().all(harmless) && !name.starts_with('-') && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{judge::judge, rules::RULES};
    use evidence::{Evidence, Timestamp};

    fn report() -> Report {
        let domain: Domain = "d.test".parse().unwrap();
        judge(&domain, &Evidence::new(&domain, "d.test", Timestamp::default()))
    }

    /// Returns the command for a finding of this rule about this host.
    fn shown(id: &str, host: &str) -> Option<String> {
        let rule = RULES.iter().find(|rule| rule.id == id).unwrap_or_else(|| panic!("no {id}"));
        let value = |name: &str| match name {
            "host" | "value" => Arg::from(host),
            "address" => "2001:db8::1".into(),
            "addresses" => vec!["192.0.2.1".to_owned()].into(),
            "bad" => vec!["192.0.2.25".to_owned()].into(),
            "without" => vec![host.to_owned()].into(),
            "names" => vec!["d.test MX".to_owned()].into(),
            _ => "x".into(),
        };
        let finding = rule.args.iter().fold(Finding::new(rule), |finding, name| finding.with_arg(name, value(name)));
        command_for(&report(), &finding)
    }

    #[test]
    fn each_fault_has_the_command_that_shows_it() {
        let smtp = |rest: &str| format!("openssl s_client -starttls smtp -connect {rest}");
        let tls = "-verify_hostname mx.test -brief </dev/null";
        let url = "https://mta-sts.d.test/.well-known/mta-sts.txt";
        let curl = |way: &str| format!("curl -sS {way} {url}");
        let same = smtp(&format!("mx.test:25 -servername mx.test {tls}"));
        for (id, expected) in [
            ("mx-probe-blocked", same.clone()),
            ("mx-greeting-rejected", same.clone()),
            ("mx-connect-failed", same.clone()),
            ("mx-starttls-missing", same.clone()),
            ("mx-cert-expired", same.clone()),
            ("mx-tls-handshake-failed", same.clone()),
            ("dane-passes-sts-fails", same),
            ("mx-sni-required", smtp(&format!("mx.test:25 -noservername {tls}"))),
            ("mx-addresses-differ", smtp(&format!("192.0.2.25:25 -servername mx.test {tls}"))),
            ("mx-cert-expiring", smtp("mx.test:25 -servername mx.test </dev/null | openssl x509 -noout -dates")),
            (
                "policy-host-tls-cn-only",
                "openssl s_client -connect mta-sts.d.test:443 -servername mta-sts.d.test </dev/null | openssl x509 -noout -ext subjectAltName".to_owned(),
            ),
            (
                "policy-host-tls-self-signed",
                "openssl s_client -connect mta-sts.d.test:443 -servername mta-sts.d.test -verify_hostname mta-sts.d.test -brief </dev/null".to_owned(),
            ),
            ("policy-host-ipv6-only", "dig +short mta-sts.d.test A mta-sts.d.test AAAA".to_owned()),
            ("policy-host-ipv6-broken", curl("-i --resolve mta-sts.d.test:443:2001:db8::1")),
            ("policy-host-address-silent", curl("-i --resolve mta-sts.d.test:443:192.0.2.1")),
            ("policy-differs-by-address", curl("-i --resolve mta-sts.d.test:443:2001:db8::1")),
            ("policy-host-connect-failed", curl("-i")),
            ("policy-http-redirect", curl("-i")),
            ("policy-http-h2-only", curl("-i --http1.1")),
            ("policy-http-slow", curl("-o /dev/null -w '%{time_total}\\n'")),
            ("policy-http-too-large", curl("-o /dev/null -w '%{size_download}\\n'")),
            ("policy-http-compressed", curl("-o /dev/null -D -")),
            ("policy-http-timeout", curl("-i -m 60")),
            ("mx-private-address", "dig +short mx.test A mx.test AAAA".to_owned()),
            ("mx-no-address", "dig +short mx.test A mx.test AAAA".to_owned()),
            ("mx-is-cname", "dig +short mx.test A mx.test AAAA".to_owned()),
            ("mx-is-ip", "dig +short d.test MX".to_owned()),
            ("mx-missing-no-address", "dig +short d.test MX d.test A d.test AAAA".to_owned()),
            ("tlsrpt-rua-domain-no-mail", "dig +short mx.test MX mx.test A mx.test AAAA".to_owned()),
            ("tlsrpt-https-endpoint-failing", "dig +short mx.test A mx.test AAAA".to_owned()),
            ("record-ttl-long", "dig +noall +answer _mta-sts.d.test TXT".to_owned()),
            ("record-id-missing", "dig +short _mta-sts.d.test TXT".to_owned()),
            ("dane-tlsa-lookup-failed", "dig +dnssec _25._tcp.mx.test TLSA".to_owned()),
            ("dane-partial", "dig +dnssec _25._tcp.mx.test TLSA".to_owned()),
            ("dns-servfail", "dig +dnssec d.test MX".to_owned()),
            ("domain-nxdomain", "dig d.test MX".to_owned()),
        ] {
            assert_eq!(shown(id, "mx.test").as_deref(), Some(expected.as_str()), "{id}");
        }
        for id in ["dns-resolvers-disagree", "policy-http-blocks-user-agent", "dane-tlsa-mismatch", "mx-ipv6-only"] {
            assert_eq!(shown(id, "mx.test"), None, "{id}");
        }
    }

    #[test]
    fn a_name_that_a_shell_would_not_take_as_it_is_comes_into_no_command() {
        for name in ["", "-x", "mx$(id).test", "a b", "a;b", "mx`id`.test", "mx\u{e9}.test", "a|b", "a\nb", "*.test"] {
            let told = RULES.iter().filter_map(|rule| shown(rule.id, name));
            let told: Vec<String> = told.filter(|command| !name.is_empty() && command.contains(name)).collect();
            assert!(told.is_empty(), "{name}: {told:?}");
            assert_eq!(shown("mx-cert-expired", name), None, "{name}");
        }
    }

    #[test]
    fn no_command_waits_for_input_and_none_is_unfinished() {
        for rule in RULES.iter() {
            let Some(command) = shown(rule.id, "mx.test") else { continue };
            assert!(!command.contains("s_client") || command.contains("</dev/null"), "{command}");
            assert!(!command.contains("HOST") && !command.contains('\n'), "{command}");
        }
    }
}
