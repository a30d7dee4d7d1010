//! The texts of DNS panels: names of fields, and notes.

use setup::{Basis, Entry, Labels, Panel, PanelNote};

use super::by_id;
use crate::{Language, Sentence, Value, key};

/// The names of a panel's fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLabels {
    /// The field of the type.
    pub kind: String,
    /// The field of the name.
    pub name: String,
    /// The field of the value.
    pub value: String,
}

/// Returns the names of a panel's fields: its own where they are known, otherwise the usual ones.
#[must_use]
pub fn field_labels(panel: &Panel, language: Language) -> FieldLabels {
    let label = |own: Option<&str>, usual| own.map_or_else(|| language.message(usual, &[]), str::to_owned);
    let Labels { kind, name, value } = panel.labels;
    FieldLabels {
        kind: label(kind, key::PAGE_RECORD_TYPE),
        name: label(name, key::PAGE_RECORD_NAME),
        value: label(value, key::PAGE_RECORD_VALUE),
    }
}

/// Returns the notes about a panel for all entries, with the source of what is known about it.
#[must_use]
pub fn panel_notes(panel: &Panel, language: Language) -> Vec<Sentence> {
    let basis = match panel.basis {
        Basis::Nothing if panel.name.is_empty() => None,
        Basis::Nothing => {
            Some(language.sentence(key::SETUP_PANEL_UNDOCUMENTED, &[("panel", Value::Brand(panel.name))]))
        }
        Basis::Vendor => Some(language.sentence(key::SETUP_NOT_TRIED, &[])),
        Basis::Users => Some(language.sentence(key::SETUP_PANEL_FROM_USERS, &[])),
        Basis::Standard => None,
    };
    panel.general_notes().map(|note| panel_note(note, language)).chain(basis).collect()
}

/// Returns the notes about a panel for one entry alone.
#[must_use]
pub fn entry_notes(panel: &Panel, entry: &Entry, language: Language) -> Vec<Sentence> {
    panel.entry_notes(entry).map(|note| panel_note(note, language)).collect()
}

fn panel_note(note: PanelNote, language: Language) -> Sentence {
    by_id("setup-panel-note-", note.id(), &[], language)
}
