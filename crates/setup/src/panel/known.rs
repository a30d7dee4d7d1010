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
const fn named(id: &'static str, name: &'static str, name_servers: &'static [&'static str]) -> Panel {
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
    const fn typed(self, name_field: NameField, quotes: Quotes, dot: Dot) -> Self {
        Self { name_field, quotes, dot, ..self }
    }

    const fn noted(self, notes: &'static [PanelNote]) -> Self {
        Self { notes, ..self }
    }

    const fn with_ttl(self, seconds: u32) -> Self {
        Self { ttl: Some(seconds), ..self }
    }
}

/// An unknown panel. The user sees both variants of everything that differs between panels.
pub static ANY_PANEL: Panel = named("other", "", &[]);

/// Every panel: international operators, tools for self-hosted zones, operators in Japan and Korea.
pub static PANELS: &[Panel] = &[
    named("cloudflare", "Cloudflare", &["ns.cloudflare.com"]).typed(Either, Plain, Without).noted(&[DnsOnly]),
    named("route53", "Amazon Route 53", &["awsdns-*.com", "awsdns-*.net", "awsdns-*.org", "awsdns-*.co.uk"])
        .typed(Short, Double, Dot::Unknown)
        .with_ttl(300),
    named("azure-dns", "Azure DNS", &["azure-dns.com", "azure-dns.net", "azure-dns.org", "azure-dns.info"]),
    named("google-cloud-dns", "Google Cloud DNS", &["googledomains.com"])
        .typed(Short, Double, With)
        .noted(&[BlanksPartText]),
    named("godaddy", "GoDaddy", &["domaincontrol.com"])
        .typed(Short, Plain, Dot::Unknown)
        .with_ttl(3_600)
        .noted(&[NameDoubled]),
    named("namecheap", "Namecheap", &["registrar-servers.com"]),
    named("gandi", "Gandi LiveDNS", &["gandi.net"]),
    named("ovh", "OVHcloud", &["ovh.net", "ovh.ca", "anycast.me"]),
    named("ionos", "IONOS", &["ui-dns.com", "ui-dns.de", "ui-dns.org", "ui-dns.biz"]),
    named("hetzner", "Hetzner DNS", &["ns.hetzner.com", "ns.hetzner.de"]),
    named("digitalocean", "DigitalOcean", &["digitalocean.com"]).typed(Short, Plain, With).with_ttl(3_600),
    named("squarespace", "Squarespace Domains", &["squarespacedns.com"]),
    named("porkbun", "Porkbun", &["porkbun.com"]),
    named("desec", "deSEC", &["desec.io", "desec.org"]).typed(Short, Double, With).with_ttl(3_600),
    named("cpanel", "cPanel Zone Editor", &[]),
    named("plesk", "Plesk", &[]),
    named("bind", "BIND, NSD, Knot, PowerDNS", &[])
        .typed(Either, Double, With)
        .with_ttl(3_600)
        .noted(&[SemicolonIsComment, RaiseSerial]),
    named("windows-dns", "Windows DNS", &[]).noted(&[OneLine]),
    named("onamae", "お名前.com", &["dnsv.jp"]).typed(Short, Plain, Without).noted(&[NameDoubled]),
    named("muumuu", "ムームーDNS", &["muumuu-domain.com"]).typed(Short, Plain, Without).noted(&[EmptyIsDomain]),
    named("value-domain", "バリュードメイン", &["value-domain.com"]),
    named("sakura", "さくらのドメイン", &["dns.ne.jp"]).typed(Short, Plain, Dot::Unknown).noted(&[TwoDays]),
    named("xserver", "エックスサーバー / wpX", &["xserver.jp", "wpx.ne.jp"])
        .typed(Short, Plain, Without)
        .noted(&[RemovesQuotes]),
    named("conoha", "ConoHa", &["conoha.io"]),
    named("kagoya", "KAGOYA", &["kagoya.net"]).typed(Short, Plain, Dot::Unknown).noted(&[QuarterHour]),
    named("iij-dpf", "IIJ DNSプラットフォームサービス", &[])
        .typed(Either, Quotes::Unknown, With)
        .noted(&[OneEntryPerName]),
    named("gabia", "가비아 (Gabia)", &["gabia.co.kr"]).typed(Short, Plain, Dot::Unknown).noted(&[NoUnderscoreInTarget]),
];
