//! Mail providers, recognised by the names of their MX hosts, and the `mx` lines for them.
//!
//! The facts come from the providers' documentation and from policies in use. A check judges unknown providers just as
//! well. Knowing a provider only improves the wording and the suggested policy.

use mta_sts::Domain;

/// One mail provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its name, as administrators know it.
    pub name: &'static str,
    /// The names of its MX hosts, or domains above them.
    pub hosts: &'static [&'static str],
    /// The `mx` patterns that cover every host it gives to customers. Empty if a policy should list the host's own
    /// name.
    pub patterns: &'static [&'static str],
    /// The CNAME targets for `_mta-sts` and `mta-sts`, if the provider serves policies for its customers
    /// (RFC 8461 §8.2).
    pub delegation: Option<Delegation>,
}

/// The targets of a delegation.
#[derive(Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Target of the CNAME at `_mta-sts`.
    pub record: &'static str,
    /// The records that belong at `mta-sts`.
    pub host: HostHalf,
}

/// The policy host's half of a delegation.
#[derive(Debug, PartialEq, Eq)]
pub enum HostHalf {
    /// A CNAME to this name. The provider serves the policy under its customers' names.
    Cname(&'static str),
    /// The customer's own web server, which forwards the file at this URL. The provider serves the policy only there.
    PassOn(&'static str),
}

/// Returns a provider for which a policy lists each host by its own name.
const fn exact(name: &'static str, hosts: &'static [&'static str]) -> Provider {
    Provider { name, hosts, patterns: &[], delegation: None }
}

/// Returns a provider whose hosts these patterns cover.
const fn covered(name: &'static str, hosts: &'static [&'static str], patterns: &'static [&'static str]) -> Provider {
    Provider { name, hosts, patterns, delegation: None }
}

/// Every recognised provider. If one name is below another, the longer one comes first.
pub static PROVIDERS: &[Provider] = &[
    covered("Outlook.com", &["olc.protection.outlook.com"], &["*.olc.protection.outlook.com"]),
    covered("Microsoft 365", &["mail.protection.outlook.com"], &["*.mail.protection.outlook.com"]),
    exact("Microsoft 365", &["mx.microsoft"]),
    covered("Microsoft 365 (US government)", &["mail.protection.office365.us"], &["*.mail.protection.office365.us"]),
    covered(
        "Microsoft 365 (China)",
        &["mail.protection.partner.outlook.cn"],
        &["*.mail.protection.partner.outlook.cn"],
    ),
    covered("Microsoft 365", &["mail.eo.outlook.com"], &["*.mail.eo.outlook.com"]),
    covered("Gmail", &["gmail-smtp-in.l.google.com"], &["gmail-smtp-in.l.google.com", "*.gmail-smtp-in.l.google.com"]),
    covered("Google Workspace", &["aspmx.l.google.com"], &["aspmx.l.google.com", "*.aspmx.l.google.com"]),
    exact("Google Workspace", &["smtp.google.com", "googlemail.com"]),
    exact("Proton Mail", &["mail.protonmail.ch", "mailsec.protonmail.ch"]),
    exact("Fastmail", &["messagingengine.com"]),
    exact("Zoho Mail", &["zoho.com", "zoho.eu", "zoho.in", "zoho.jp", "zoho.com.au"]),
    covered("Yahoo Mail", &["am0.yahoodns.net"], &["*.am0.yahoodns.net"]),
    covered("AOL Mail", &["mail.gm0.yahoodns.net"], &["*.mail.gm0.yahoodns.net"]),
    exact("iCloud Mail", &["mail.icloud.com"]),
    exact("mailbox.org", &["mailbox.org"]),
    Provider {
        name: "Tuta",
        hosts: &["mail.tutanota.de"],
        patterns: &[],
        delegation: Some(Delegation { record: "mta-sts.tutanota.de", host: HostHalf::Cname("mta-sts.tutanota.de") }),
    },
    exact("Migadu", &["migadu.com"]),
    exact("Mimecast", &["mimecast.com"]),
    exact("Proofpoint", &["pphosted.com"]),
    exact("Proofpoint Essentials", &["ppe-hosted.com"]),
    exact("Barracuda", &["barracudanetworks.com"]),
    exact("Broadcom Email Security.cloud", &["messagelabs.com"]),
    exact("Cisco Secure Email", &["iphmx.com"]),
    exact("Sophos Email", &["hydra.sophos.com"]),
    Provider {
        name: "Cloudflare Email Routing",
        hosts: &["mx.cloudflare.net"],
        patterns: &["*.mx.cloudflare.net"],
        delegation: Some(Delegation {
            record: "_mta-sts.mx.cloudflare.net",
            host: HostHalf::PassOn("https://mta-sts.mx.cloudflare.net/.well-known/mta-sts.txt"),
        }),
    },
    exact("Cloudflare Email Security", &["cf-emailsecurity.net"]),
    exact("SpamTitan", &["spamtitan.com"]),
    exact("SiteGround", &["mailspamprotection.com"]),
    exact("Hostinger", &["hostinger.com"]),
    exact("Namecheap Private Email", &["privateemail.com"]),
    exact("TransIP", &["transip.email"]),
    exact("Infomaniak", &["infomaniak.ch"]),
    exact("Gandi", &["mail.gandi.net"]),
    exact("ImprovMX", &["improvmx.com"]),
    exact("Forward Email", &["forwardemail.net"]),
    exact("STRATO", &["rzone.de"]),
    exact("Titan", &["titan.email"]),
    exact("Rackspace Email", &["emailsrvr.com"]),
    exact("GoDaddy", &["secureserver.net"]),
    exact("IONOS", &["ionos.com", "kundenserver.de"]),
    exact("OVHcloud", &["mail.ovh.net"]),
    exact("Yandex", &["mx.yandex.net"]),
    exact("Mail.ru", &["emx.mail.ru"]),
    exact("Mailgun", &["mailgun.org"]),
    exact("SendGrid", &["mx.sendgrid.net"]),
    exact("LINE WORKS", &["worksmobile.com"]),
    exact("Xserver", &["xserver.jp"]),
    exact("KAGOYA", &["kagoya.net"]),
    exact("IIJ Secure MX", &["securemx.jp"]),
    exact("OCN", &["ocn.ad.jp"]),
    exact("alpha-mail", &["alpha-prm.jp", "alpha-mail.net"]),
    exact("CPI", &["secure.ne.jp"]),
    exact("Lolipop", &["lolipop.jp"]),
    exact("heteml", &["heteml.jp"]),
    exact("Airnet", &["airnet.ne.jp"]),
    exact("Sakura Internet", &["sakura.ne.jp"]),
    exact("Trend Micro", &["tmems-jp.trendmicro.com", "tmes.trendmicro.com"]),
    exact("FortiMail Cloud", &["fortimail.com"]),
    exact("Trellix", &["email.fireeyecloud.com"]),
    exact("Lark", &["larksuite.com"]),
];

/// Returns the provider of an MX host, if the host's name reveals it.
#[must_use]
pub fn provider_of(host: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.hosts.iter().any(|name| Domain::is_under(host, name)))
}

impl Provider {
    /// Returns the `mx` patterns to list for one of its hosts.
    #[must_use]
    pub fn patterns_for(&self, host: &str) -> Vec<String> {
        if self.patterns.is_empty() {
            vec![host.to_owned()]
        } else {
            self.patterns.iter().map(|&pattern| pattern.to_owned()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use mta_sts::MxPattern;

    use super::*;

    #[test]
    fn hosts_tell_their_provider() {
        let name = |host: &str| provider_of(host).map(|provider| provider.name);
        assert_eq!(name("contoso-com.mail.protection.outlook.com"), Some("Microsoft 365"));
        assert_eq!(name("contoso-com.o-v1.mx.microsoft"), Some("Microsoft 365"));
        assert_eq!(name("alt1.aspmx.l.google.com"), Some("Google Workspace"));
        assert_eq!(name("smtp.google.com"), Some("Google Workspace"));
        assert_eq!(name("notmail.protection.outlook.com.example"), None);
        assert_eq!(name("xmx.microsoft"), None);
    }

    #[test]
    fn the_patterns_of_a_provider_are_valid_and_cover_its_hosts() {
        for provider in PROVIDERS {
            for host in provider.hosts {
                let below = format!("a.{host}");
                let patterns: Vec<MxPattern> =
                    provider.patterns_for(&below).iter().map(|p| MxPattern::parse(p).unwrap()).collect();
                assert!(patterns.iter().any(|pattern| pattern.matches(&below)), "{}: {below}", provider.name);
            }
        }
    }

    #[test]
    fn no_provider_is_hidden_behind_another() {
        for provider in PROVIDERS {
            for host in provider.hosts {
                assert_eq!(provider_of(&format!("a.{host}")).map(|found| found.name), Some(provider.name), "{host}");
            }
        }
    }
}
