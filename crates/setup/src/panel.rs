//! DNS panels as data: how each expects name, value, quotation marks, final dot and TTL.
//!
//! Fields hold what the panel's own documentation says, or what its users report. If nothing was found, the field is unknown,
//! and the user sees both variants.

mod known;
mod note;

use mta_sts::Domain;

use crate::{Data, Entry};

pub use known::{ANY_PANEL, PANELS};
pub use note::PanelNote;

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
    /// The source of all this.
    pub basis: Basis,
    /// The names of its fields.
    pub labels: Labels,
}

/// The source of what is known about a panel. None of the panels was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// No documentation of its fields was found.
    Nothing,
    /// The vendor's documentation.
    Vendor,
    /// Notes of its users.
    Users,
    /// The standard of zone files (RFC 1035 §5.1).
    Standard,
}

/// The names of a panel's fields, in the panel's language; `None` where no source names them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The field of the type.
    pub kind: Option<&'static str>,
    /// The field of the name.
    pub name: Option<&'static str>,
    /// The field of the value.
    pub value: Option<&'static str>,
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

    /// Whether the panel is known to mangle blanks in a text.
    #[must_use]
    pub fn mangles_blanks(&self) -> bool {
        self.notes.contains(&PanelNote::BlanksPartText)
    }

    /// Returns the notes for every entry.
    pub fn general_notes(&self) -> impl Iterator<Item = PanelNote> {
        self.notes.iter().copied().filter(|note| !note.is_about_aliases())
    }

    /// Returns the notes for one entry alone.
    pub fn entry_notes(&self, entry: &Entry) -> impl Iterator<Item = PanelNote> {
        self.notes.iter().copied().filter(move |note| note.is_about_aliases() && note.applies_to(entry))
    }

    fn value(&self, entry: &Entry) -> String {
        match &entry.data {
            Data::Txt(text) if self.mangles_blanks() => checker::character_strings(&without_blanks(text)),
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

/// Returns a record without the optional blanks and the optional final semicolon (RFC 8461 §3.1, RFC 8460 §3).
fn without_blanks(text: &str) -> String {
    text.replace("; ", ";").trim_end_matches(';').to_owned()
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
mod tests;
