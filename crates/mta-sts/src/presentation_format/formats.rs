//! The known formats of a pasted record: one entry each, with an example.

use super::{Content, Excerpt, Kind, Style, zone};

/// A format in which records are pasted.
#[derive(Debug)]
pub struct Format {
    /// The id used by scripts.
    pub id: &'static str,
    /// The name of the tool or language; empty if messages describe it in words.
    pub name: &'static str,
    /// A text in this format that holds the record `v=STSv1; id=20260101000000Z;`.
    pub example: &'static str,
    /// Parses a text, if it has this format.
    pub(super) read: fn(&Excerpt, Kind) -> Option<Content>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Format {}

/// The bare value.
pub static VALUE: Format = Format { id: "value", name: "", example: "v=STSv1; id=20260101000000Z;", read: |_, _| None };

/// The message of a tool or a person that there is no record, or no answer.
pub(super) static ANSWER: Format = Format { id: "answer", name: "", example: "", read: |_, _| None };

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

/// Defines a format identified by any of these lower-case words. The values are the string literals in it.
macro_rules! identified_by {
    ($($mark:literal),+ ; $all:literal) => {
        |text, kind| {
            let lower = text.lower_case();
            let any = [$($mark),+].iter().any(|mark| lower.contains(mark));
            (any && lower.contains($all)).then(|| source::content(text, kind))
        }
    };
}

mod dns_tools;
mod json;
mod languages;
mod tables;

/// Whether a format is the output of a DNS tool.
pub(super) fn is_dns_tool(format: &Format) -> bool {
    dns_tools::FORMATS.iter().any(|tool| tool.id == format.id)
}

/// Returns every format except the bare value and the presentation format, in the order of detection.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    let families: [&[Format]; 4] = [&json::FORMATS, &dns_tools::FORMATS, &languages::FORMATS, &tables::FORMATS];
    families.into_iter().flatten()
}
