//! A set-up as text for terminals.

use setup::{EnforceBlock, Entry, Issuance, Panel, PanelFields, SetUp, Topic};

use super::{
    caa_sentence, certificate_sentence, enforce_reason, entry_line, entry_notes, field_labels, file_hint, host_name,
    panel_notes, proof_label, role_label, short_or_full, step_action, step_note, tested_sentence, trap_words,
    type_label, unknown_value,
};
use crate::{Key, Language, args, key, text::wrap_lines};

/// A set-up with the context that a reader needs.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The set-up.
    pub set_up: &'a SetUp,
    /// The DNS panel, if it is known.
    pub panel: Option<&'static Panel>,
    /// The reasons why the mode is `testing` although `enforce` was requested; `None` if the mode is as requested.
    pub not_enforced: Option<&'a [EnforceBlock]>,
    /// Who may issue the certificate; `None` if the live state was not requested.
    pub issuance: Option<&'a Issuance>,
}

/// Formats a set-up: mode, traps, entries, steps with their files, and the command that verifies it.
#[must_use]
pub fn terminal_text(shown: &Shown<'_>, language: Language) -> String {
    let set_up = shown.set_up;
    let place = host_name(set_up.recipe, language);
    let title =
        language.message(key::SETUP_TITLE, args!["domain" => set_up.domain.as_str(), "place" => place.as_str()]);
    let mut text = wrap_lines(&title, 0);
    if let Some(blocks) = shown.not_enforced {
        text.push_str(&wrap_lines(&enforce_reason(blocks, language).to_string(), 0));
    }
    section(&mut text, key::SETUP_POLICY, language);
    text.push_str(&verbatim(&set_up.texts.policy));
    traps(&mut text, shown, language);
    entries(&mut text, shown, language);
    section(&mut text, key::SETUP_CERTIFICATE, language);
    text.push_str(&wrap_lines(&certificate_sentence(set_up.filled.certificate, language).to_string(), 2));
    if let Some(issuance) = shown.issuance {
        text.push_str(&wrap_lines(&caa_sentence(issuance, set_up.recipe.authorities, language).to_string(), 2));
    }
    steps(&mut text, set_up, language);
    text.push('\n');
    text.push_str(&wrap_lines(&tested_sentence(set_up.recipe, language), 0));
    text
}

fn section(text: &mut String, title: Key, language: Language) {
    text.push('\n');
    text.push_str(&wrap_lines(&language.message(title, &[]), 0));
}

/// Indents lines to copy, without wrapping them.
fn verbatim(lines: &str) -> String {
    lines.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("      {line}\n") }).collect()
}

fn traps(text: &mut String, shown: &Shown<'_>, language: Language) {
    section(text, key::SETUP_TRAPS, language);
    for trap in shown.set_up.open_traps(shown.issuance) {
        let words = trap_words(trap, language);
        text.push_str(&wrap_lines(&format!("- {}", words.question), 2));
        let cure = [&words.applies_if, language.label_separator(), &words.hit.to_string()].concat();
        text.push_str(&wrap_lines(&cure, 6));
    }
}

fn entries(text: &mut String, shown: &Shown<'_>, language: Language) {
    section(text, key::SETUP_ENTRIES, language);
    for entry in &shown.set_up.entries {
        text.push_str(&wrap_lines(&role_label(entry.role, language), 2));
        text.push_str(&entry_lines(entry, shown, language));
    }
    if let Some(panel) = shown.panel {
        let label = [&language.message(key::SETUP_PANEL, &[]), language.label_separator(), panel.name].concat();
        text.push_str(&wrap_lines(&label, 2));
        for note in panel_notes(panel, language) {
            text.push_str(&wrap_lines(&format!("- {note}"), 2));
        }
    }
}

/// Formats an entry with the panel's own fields, or with its full name.
fn entry_lines(entry: &Entry, shown: &Shown<'_>, language: Language) -> String {
    let fields = shown.panel.map(|panel| panel.fields(&shown.set_up.domain, entry));
    let mut text = match (&fields, shown.panel) {
        (Some(fields), Some(panel)) => verbatim(&labelled_fields(fields, panel, entry, language)),
        _ => verbatim(&entry_line(entry, language)),
    };
    if let Some(hint) = unknown_value(entry, language) {
        text.push_str(&wrap_lines(&hint, 6));
    }
    if let Some(hint) = fields.as_ref().and_then(|fields| short_or_full(fields, language)) {
        text.push_str(&wrap_lines(&hint.to_string(), 6));
    }
    for note in shown.panel.iter().flat_map(|panel| entry_notes(panel, entry, language)) {
        text.push_str(&wrap_lines(&note.to_string(), 6));
    }
    text
}

/// Formats an entry as lines of field and value, without fields that have no value.
fn labelled_fields(fields: &PanelFields, panel: &Panel, entry: &Entry, language: Language) -> String {
    let labels = field_labels(panel, language);
    let ttl = fields.ttl.map(|seconds| seconds.to_string()).unwrap_or_default();
    [
        (labels.kind.as_str(), type_label(entry, language)),
        (labels.name.as_str(), fields.name.clone()),
        (labels.value.as_str(), fields.value.clone()),
        ("TTL", ttl),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| [label, language.label_separator(), &value, "\n"].concat())
    .collect()
}

fn steps(text: &mut String, set_up: &SetUp, language: Language) {
    section(text, key::SETUP_STEPS, language);
    let host = set_up.domain.policy_host();
    for (number, step) in (1..).zip(&set_up.filled.steps) {
        let action = step_action(step.topic, &host, language);
        text.push_str(&wrap_lines(&format!("{number}. {action}"), 2));
        for file in step.files.iter().filter_map(|number| set_up.filled.files.get(*number)) {
            match file_hint(file, language) {
                Some(hint) => text.push_str(&wrap_lines(&hint.to_string(), 4)),
                None => text.push_str(&format!("    {}\n", file.path)),
            }
            text.push_str(&verbatim(&file.text));
        }
        text.push_str(&verbatim(&step.commands));
        if let Some(note) = step_note(step, set_up.recipe, language) {
            text.push_str(&wrap_lines(&note.to_string(), 6));
        }
        match step.topic {
            Topic::Dns => text.push_str(&host_entries(set_up, language)),
            Topic::Prove => text.push_str(&proofs(set_up, language)),
            _ => {}
        }
    }
}

/// Formats the entries that a host needs, with a hint where the value is unknown.
fn host_entries(set_up: &SetUp, language: Language) -> String {
    let mut text = String::new();
    for entry in &set_up.filled.dns {
        text.push_str(&verbatim(&entry_line(entry, language)));
        text.extend(unknown_value(entry, language).map(|hint| wrap_lines(&hint, 6)));
    }
    text
}

/// Formats the proofs, each below its label.
fn proofs(set_up: &SetUp, language: Language) -> String {
    let proofs = set_up.filled.proof.iter();
    let one = |proof: &setup::Proof| {
        let label = proof_label(proof.moment, language).to_string();
        wrap_lines(&label, 4) + &verbatim(&proof.command)
    };
    proofs.map(one).collect()
}
