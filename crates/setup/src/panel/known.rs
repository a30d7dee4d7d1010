//! The known panels.

use super::{
    Basis,
    Dot::{self, With, Without},
    Labels,
    NameField::{self, Either, Short},
    Panel,
    PanelNote::{
        self, BlanksPartText, DnsOnly, EmptyIsDomain, FixedTtl, NameDoubled, NoUnderscoreInTarget, OneEntryPerName,
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
        basis: Basis::Nothing,
        labels: Labels { kind: None, name: None, value: None },
    }
}

impl Panel {
    /// Adds what the vendor's documentation says about the fields.
    const fn with_fields(self, name_field: NameField, quotes: Quotes, dot: Dot) -> Self {
        Self { name_field, quotes, dot, basis: Basis::Vendor, ..self }
    }

    const fn with_basis(self, basis: Basis) -> Self {
        Self { basis, ..self }
    }

    const fn with_labels(self, name: &'static str, kind: Option<&'static str>, value: Option<&'static str>) -> Self {
        Self { labels: Labels { kind, name: Some(name), value }, ..self }
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
        .with_ttl(300)
        .with_notes(&[DnsOnly]),
    undocumented("route53", "Amazon Route 53", &["awsdns-*.com", "awsdns-*.net", "awsdns-*.org", "awsdns-*.co.uk"])
        .with_fields(Short, Double, Dot::Unknown)
        .with_ttl(300),
    undocumented("azure-dns", "Azure DNS", &["azure-dns.com", "azure-dns.net", "azure-dns.org", "azure-dns.info"]),
    // Its name servers under googledomains.com also serve domains that are managed at Squarespace.
    undocumented("google-cloud-dns", "Google Cloud DNS", &[])
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
        .with_basis(Basis::Standard)
        .with_ttl(3_600)
        .with_notes(&[SemicolonIsComment, RaiseSerial]),
    undocumented("windows-dns", "Windows DNS", &[]),
    undocumented("onamae", "お名前.com", &["dnsv.jp"])
        .with_fields(Short, Plain, Without)
        .with_basis(Basis::Users)
        .with_labels("ホスト名", Some("TYPE"), Some("VALUE"))
        .with_notes(&[NameDoubled]),
    undocumented("muumuu", "ムームーDNS", &["muumuu-domain.com"])
        .with_fields(Short, Plain, Without)
        .with_labels("サブドメイン", Some("種別"), Some("内容"))
        .with_notes(&[EmptyIsDomain, FixedTtl]),
    undocumented("value-domain", "バリュードメイン", &["value-domain.com"]),
    undocumented("sakura", "さくらのドメイン", &["dns.ne.jp"])
        .with_fields(Short, Plain, Dot::Unknown)
        .with_labels("エントリ名", None, None)
        .with_notes(&[TwoDays, FixedTtl]),
    undocumented("xserver", "エックスサーバー / wpX", &["xserver.jp", "wpx.ne.jp"])
        .with_fields(Short, Plain, Without)
        .with_labels("ホスト名", None, None)
        .with_notes(&[RemovesQuotes]),
    undocumented("conoha", "ConoHa", &["conoha.io"]),
    undocumented("kagoya", "KAGOYA", &["kagoya.net"])
        .with_fields(Short, Plain, Dot::Unknown)
        .with_notes(&[QuarterHour]),
    undocumented("iij-dpf", "IIJ DNSプラットフォームサービス", &[])
        .with_fields(Either, Quotes::Unknown, With)
        .with_labels("Name", Some("Type"), None)
        .with_notes(&[OneEntryPerName]),
    undocumented("gabia", "가비아 (Gabia)", &["gabia.co.kr"])
        .with_fields(Short, Plain, Dot::Unknown)
        .with_basis(Basis::Users)
        .with_notes(&[NoUnderscoreInTarget]),
];
