//! The known forms of a pasted record: one entry each, with an example.

use super::{Content, Excerpt, Kind, Style, zone};

/// A form in which records are pasted.
#[derive(Debug)]
pub struct Format {
    /// The word that scripts see.
    pub id: &'static str,
    /// The name of the tool or language; empty where messages name it in words.
    pub name: &'static str,
    /// A text in this form that holds the record `v=STSv1; id=20260101000000Z;`.
    pub example: &'static str,
    /// Reads a text, if it has this form.
    pub(super) read: fn(&Excerpt, Kind) -> Option<Content>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Format {}

/// The value alone.
pub static VALUE: Format = Format { id: "value", name: "", example: "v=STSv1; id=20260101000000Z;", read: |_, _| None };

/// The presentation format of zone files (RFC 1035 §5.1).
pub static PRESENTATION: Format = Format {
    id: "presentation",
    name: "",
    example: "_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=20260101000000Z;\"",
    read: |text, kind| {
        let records = zone::records(text, kind);
        records.iter().any(|record| record.style != Style::Value).then_some(Content::Records(records))
    },
};

/// A form of which one of these words tells, in lower case; the values are the literals in it.
macro_rules! identified_by {
    ($($mark:literal),+ ; $all:literal) => {
        |text, kind| {
            let told = text.lower_case();
            let any = [$($mark),+].iter().any(|mark| told.contains(mark));
            (any && told.contains($all)).then(|| source::content(text, kind))
        }
    };
}

mod dns_tools;
mod json;
mod languages;
mod tables;

/// Every form that is neither the value alone nor the presentation format, in the order in which they are tried.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    let families: [&[Format]; 4] = [&json::FORMATS, &dns_tools::FORMATS, &languages::FORMATS, &tables::FORMATS];
    families.into_iter().flatten()
}
