//! DNS panels as data: how each expects name, value, quotation marks, final dot and TTL.
//!
//! Fields hold what the panel's own documentation says, or what its users report. If nothing was found, the field is unknown,
//! and the user sees both variants.

mod known;

use mta_sts::Domain;

use crate::{Data, Entry};

pub use known::{ANY_PANEL, PANELS};

/// A DNS panel, or a way to edit a zone.
#[derive(Debug)]
pub struct Panel {
    /// The name used in identifiers and by `--panel`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Suffixes of its name servers. `*` at the end of a label matches the rest of the label. Empty if none identifies the
    /// panel.
    pub name_servers: &'static [&'static str],
    /// The form in which names are typed.
    pub name_field: NameField,
    /// Whether text is typed in quotation marks.
    pub quotes: Quotes,
    /// Whether the target of a CNAME record is typed with its final dot.
    pub dot: Dot,
    /// The TTL to choose, in seconds; `None` for the panel's default.
    pub ttl: Option<u32>,
    /// Notes about the panel.
    pub notes: &'static [PanelNote],
}

/// The form in which a panel expects names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameField {
    /// Without the domain, which the panel appends. A full name would be doubled.
    Short,
    /// With or without the domain. The short name is shown.
    Either,
    /// Unknown: short if the panel appends the domain itself, else full.
    Unknown,
}

/// Whether a panel wants text in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// Plain text.
    Plain,
    /// In double quotation marks.
    Double,
    /// Unknown: plain, as most panels expect it.
    Unknown,
}

/// Whether a panel wants the final dot of a CNAME target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dot {
    /// With the dot. Without it, the panel appends the domain.
    With,
    /// Without the dot.
    Without,
    /// Unknown.
    Unknown,
}

/// A note about a panel. The crate `words` has its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelNote {
    /// A proxied name hides the record. Use "DNS only".
    DnsOnly,
    /// A full name gets doubled.
    NameDoubled,
    /// Unquoted blanks split the text into several strings.
    BlanksPartText,
    /// A semicolon outside quotation marks begins a comment.
    SemicolonIsComment,
    /// The serial number must increase.
    RaiseSerial,
    /// The text goes on one line. Every line becomes a separate string.
    OneLine,
    /// Changes are published within two days.
    TwoDays,
    /// Changes are published every 15 minutes.
    QuarterHour,
    /// One entry holds all texts of a name. Edit it with care.
    OneEntryPerName,
    /// Targets with underscores are refused.
    NoUnderscoreInTarget,
    /// An empty name stands for the domain itself.
    EmptyIsDomain,
    /// The panel removes quotation marks itself.
    RemovesQuotes,
}

impl PanelNote {
    /// Every note.
    pub const ALL: [Self; 12] = [
        Self::DnsOnly,
        Self::NameDoubled,
        Self::BlanksPartText,
        Self::SemicolonIsComment,
        Self::RaiseSerial,
        Self::OneLine,
        Self::TwoDays,
        Self::QuarterHour,
        Self::OneEntryPerName,
        Self::NoUnderscoreInTarget,
        Self::EmptyIsDomain,
        Self::RemovesQuotes,
    ];

    /// The name used in identifiers.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DnsOnly => "dns-only",
            Self::NameDoubled => "name-doubled",
            Self::BlanksPartText => "blanks-part-text",
            Self::SemicolonIsComment => "semicolon-is-comment",
            Self::RaiseSerial => "raise-serial",
            Self::OneLine => "one-line",
            Self::TwoDays => "two-days",
            Self::QuarterHour => "quarter-hour",
            Self::OneEntryPerName => "one-entry-per-name",
            Self::NoUnderscoreInTarget => "no-underscore-in-target",
            Self::EmptyIsDomain => "empty-is-domain",
            Self::RemovesQuotes => "removes-quotes",
        }
    }

    /// Returns the delay in seconds until every name server shows a change, for notes about delays.
    #[must_use]
    pub const fn delay(self) -> Option<i64> {
        match self {
            Self::TwoDays => Some(172_800),
            Self::QuarterHour => Some(900),
            _ => None,
        }
    }
}

/// An entry as typed into a panel's fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelFields {
    /// The type.
    pub kind: &'static str,
    /// The name to type.
    pub name: String,
    /// The full name, if the panel may expect it instead.
    pub full_name: Option<String>,
    /// The value to type. For an unknown value its form, which may be empty.
    pub value: String,
    /// Whether `value` is known.
    pub is_known: bool,
    /// The TTL to choose, in seconds; `None` for the panel's default.
    pub ttl: Option<u32>,
}

impl Panel {
    /// Returns an entry of a zone in this panel's fields.
    #[must_use]
    pub fn fields(&self, zone: &Domain, entry: &Entry) -> PanelFields {
        let full = match self.name_field {
            NameField::Short | NameField::Either => None,
            NameField::Unknown => Some(entry.name.clone()),
        };
        PanelFields {
            kind: entry.kind().mnemonic(),
            name: entry.name_in(zone),
            full_name: full,
            value: self.value(entry),
            is_known: entry.is_known(),
            ttl: self.ttl,
        }
    }

    fn value(&self, entry: &Entry) -> String {
        match &entry.data {
            Data::Txt(text) if self.quotes == Quotes::Double => checker::character_strings(text),
            Data::Cname(name) if self.dot == Dot::With => format!("{name}."),
            _ => entry.value(),
        }
    }

    /// Returns the seconds until every name server shows a change, as documented by the panel.
    #[must_use]
    pub fn delay(&self) -> i64 {
        self.notes.iter().filter_map(|note| note.delay()).max().unwrap_or(0)
    }
}

/// Returns the panel with this id.
#[must_use]
pub fn panel(id: &str) -> Option<&'static Panel> {
    PANELS.iter().find(|panel| panel.id == id)
}

/// Returns the panel that owns these name servers. Returns `None` if they match no panel or several.
#[must_use]
pub fn panel_by_name_servers(name_servers: &[impl AsRef<str>]) -> Option<&'static Panel> {
    let panel_of_server = |name: &str| {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        PANELS.iter().find(|panel| panel.name_servers.iter().any(|suffix| has_suffix(&name, suffix)))
    };
    let mut panels = name_servers.iter().map(|name| panel_of_server(name.as_ref()));
    let first = panels.next()??;
    panels.all(|panel| panel.is_some_and(|panel| panel.id == first.id)).then_some(first)
}

/// Whether a name equals, or lies under, a suffix whose labels may end in `*`.
fn has_suffix(name: &str, suffix: &str) -> bool {
    let is_label = |label: &str, wanted: &str| match wanted.strip_suffix('*') {
        Some(start) => label.starts_with(start),
        None => label == wanted,
    };
    let (labels, wanted): (Vec<&str>, Vec<&str>) = (name.rsplit('.').collect(), suffix.rsplit('.').collect());
    labels.len() >= wanted.len() && wanted.iter().zip(&labels).all(|(wanted, label)| is_label(label, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    fn zone() -> Domain {
        "example.com".parse().unwrap()
    }

    fn record(text: &str) -> Entry {
        Entry::new("_mta-sts.example.com".into(), Data::Txt(text.into()), Role::Record)
    }

    #[test]
    fn name_servers_identify_their_panel() {
        let of = |names: &[&str]| panel_by_name_servers(names).map(|panel| panel.id);
        assert_eq!(of(&["ada.ns.cloudflare.com.", "bob.ns.cloudflare.com"]), Some("cloudflare"));
        assert_eq!(of(&["ns-1.awsdns-00.com", "NS-2.awsdns-63.co.uk"]), Some("route53"));
        assert_eq!(of(&["ns1.dns.ne.jp", "ns2.dns.ne.jp"]), Some("sakura"));
        assert_eq!(of(&["ada.ns.cloudflare.com", "ns-1.awsdns-00.com"]), None, "two operators");
        assert_eq!(of(&["ns.cloudflare.com.example"]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn no_name_server_belongs_to_two_panels() {
        for panel in PANELS {
            for suffix in panel.name_servers {
                let name = format!("ns1.{}", suffix.replace('*', "7"));
                assert_eq!(panel_by_name_servers(&[&name]).map(|found| found.id), Some(panel.id), "{name}");
            }
        }
    }

    #[test]
    fn a_text_is_typed_as_the_panel_wants_it_and_reads_as_the_same_record() {
        use mta_sts::presentation_format::{self, Content, Kind};
        let text = "v=STSv1; id=20260101000000Z;";
        for panel in PANELS {
            let fields = panel.fields(&zone(), &record(text));
            assert_eq!(fields.value.starts_with('"'), panel.quotes == Quotes::Double, "{}", panel.id);
            let Content::Records(records) = presentation_format::read(fields.value.as_bytes(), Kind::Sts).content
            else {
                panic!("{}: {}", panel.id, fields.value)
            };
            assert_eq!(records.len(), 1, "{}", panel.id);
            assert_eq!(records[0].text.octets(), text.as_bytes(), "{}", panel.id);
        }
    }

    #[test]
    fn a_panel_that_adds_the_domain_gets_the_short_name_only() {
        let fields = panel("godaddy").unwrap().fields(&zone(), &record("v=STSv1; id=1;"));
        assert_eq!((fields.name.as_str(), fields.full_name), ("_mta-sts", None));
        let unknown = panel("conoha").unwrap().fields(&zone(), &record("v=STSv1; id=1;"));
        assert_eq!(unknown.full_name.as_deref(), Some("_mta-sts.example.com"));
    }

    #[test]
    fn an_alias_has_its_final_dot_where_the_panel_wants_it() {
        let alias = Entry::new("mta-sts.example.com".into(), Data::Cname("user.github.io".into()), Role::PolicyHost);
        assert_eq!(panel("desec").unwrap().fields(&zone(), &alias).value, "user.github.io.");
        assert_eq!(panel("onamae").unwrap().fields(&zone(), &alias).value, "user.github.io");
    }
}
