//! The known panels.

use super::{
    Dot::{self, With, Without},
    NameField::{self, Either, Short},
    Panel,
    PanelNote::{
        self, BlanksPartText, DnsOnly, EmptyIsDomain, NameDoubled, NoUnderscoreInTarget, OneEntryPerName, OneLine,
        QuarterHour, RaiseSerial, RemovesQuotes, SemicolonIsComment, TwoDays,
    },
    Quotes::{self, Double, Plain},
};

/// A panel whose fields are not documented.
const fn undocumented(id: &'static str, name: &'static str, name_servers: &'static [&'static str]) -> Panel {
    Panel {
        id,
        name,
        name_servers,
        name_field: NameField::Unknown,
        quotes: Quotes::Unknown,
        dot: Dot::Unknown,
        ttl: None,
        notes: &[],
    }
}

impl Panel {
    const fn with_fields(self, name_field: NameField, quotes: Quotes, dot: Dot) -> Self {
        Self { name_field, quotes, dot, ..self }
    }

    const fn with_notes(self, notes: &'static [PanelNote]) -> Self {
        Self { notes, ..self }
    }

    const fn with_ttl(self, seconds: u32) -> Self {
        Self { ttl: Some(seconds), ..self }
    }
}

/// An unknown panel. The user sees both variants of everything that differs between panels.
pub static ANY_PANEL: Panel = undocumented("other", "", &[]);

/// Every panel: international operators, tools for self-hosted zones, operators in Japan and Korea.
pub static PANELS: &[Panel] = &[
    undocumented("cloudflare", "Cloudflare", &["ns.cloudflare.com"])
        .with_fields(Either, Plain, Without)
        .with_notes(&[DnsOnly]),
    undocumented("route53", "Amazon Route 53", &["awsdns-*.com", "awsdns-*.net", "awsdns-*.org", "awsdns-*.co.uk"])
        .with_fields(Short, Double, Dot::Unknown)
        .with_ttl(300),
    undocumented("azure-dns", "Azure DNS", &["azure-dns.com", "azure-dns.net", "azure-dns.org", "azure-dns.info"]),
    undocumented("google-cloud-dns", "Google Cloud DNS", &["googledomains.com"])
        .with_fields(Short, Double, With)
        .with_notes(&[BlanksPartText]),
    undocumented("godaddy", "GoDaddy", &["domaincontrol.com"])
        .with_fields(Short, Plain, Dot::Unknown)
        .with_ttl(3_600)
        .with_notes(&[NameDoubled]),
    undocumented("namecheap", "Namecheap", &["registrar-servers.com"]),
    undocumented("gandi", "Gandi LiveDNS", &["gandi.net"]),
    undocumented("ovh", "OVHcloud", &["ovh.net", "ovh.ca", "anycast.me"]),
    undocumented("ionos", "IONOS", &["ui-dns.com", "ui-dns.de", "ui-dns.org", "ui-dns.biz"]),
    undocumented("hetzner", "Hetzner DNS", &["ns.hetzner.com", "ns.hetzner.de"]),
    undocumented("digitalocean", "DigitalOcean", &["digitalocean.com"]).with_fields(Short, Plain, With).with_ttl(3_600),
    undocumented("squarespace", "Squarespace Domains", &["squarespacedns.com"]),
    undocumented("porkbun", "Porkbun", &["porkbun.com"]),
    undocumented("desec", "deSEC", &["desec.io", "desec.org"]).with_fields(Short, Double, With).with_ttl(3_600),
    undocumented("cpanel", "cPanel Zone Editor", &[]),
    undocumented("plesk", "Plesk", &[]),
    undocumented("bind", "BIND, NSD, Knot, PowerDNS", &[])
        .with_fields(Either, Double, With)
        .with_ttl(3_600)
        .with_notes(&[SemicolonIsComment, RaiseSerial]),
    undocumented("windows-dns", "Windows DNS", &[]).with_notes(&[OneLine]),
    undocumented("onamae", "お名前.com", &["dnsv.jp"]).with_fields(Short, Plain, Without).with_notes(&[NameDoubled]),
    undocumented("muumuu", "ムームーDNS", &["muumuu-domain.com"])
        .with_fields(Short, Plain, Without)
        .with_notes(&[EmptyIsDomain]),
    undocumented("value-domain", "バリュードメイン", &["value-domain.com"]),
    undocumented("sakura", "さくらのドメイン", &["dns.ne.jp"])
        .with_fields(Short, Plain, Dot::Unknown)
        .with_notes(&[TwoDays]),
    undocumented("xserver", "エックスサーバー / wpX", &["xserver.jp", "wpx.ne.jp"])
        .with_fields(Short, Plain, Without)
        .with_notes(&[RemovesQuotes]),
    undocumented("conoha", "ConoHa", &["conoha.io"]),
    undocumented("kagoya", "KAGOYA", &["kagoya.net"])
        .with_fields(Short, Plain, Dot::Unknown)
        .with_notes(&[QuarterHour]),
    undocumented("iij-dpf", "IIJ DNSプラットフォームサービス", &[])
        .with_fields(Either, Quotes::Unknown, With)
        .with_notes(&[OneEntryPerName]),
    undocumented("gabia", "가비아 (Gabia)", &["gabia.co.kr"])
        .with_fields(Short, Plain, Dot::Unknown)
        .with_notes(&[NoUnderscoreInTarget]),
];
