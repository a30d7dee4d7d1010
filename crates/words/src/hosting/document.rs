//! A set-up as the JSON document of `generate --format json`.

use serde::Serialize;
use setup::{AppliesIf, Entry, File, FilledRecipe, Issuance, Panel, PanelFields, Proof, Recipe, Step};

use super::{
    Shown, caa_sentence, certificate_sentence, enforce_reason, entry_notes, field_labels, file_hint, panel_notes,
    proof_label, step_action, step_note, tested_sentence, trap_words,
};
use crate::Language;

/// The document of a set-up.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: u8,
    domain: &'a str,
    host: &'static str,
    panel: Option<&'static str>,
    /// What to know about the panel, and where it is from.
    panel_notes: Vec<String>,
    mode: &'static str,
    mode_reason: Option<String>,
    policy: &'a str,
    record: &'a str,
    tlsrpt: Option<&'a str>,
    entries: Vec<EntryJson<'a>>,
    certificate: Id,
    /// Who may issue the certificate; null if the live state was not requested.
    caa: Option<CaaJson<'a>>,
    traps: Vec<TrapJson>,
    files: Vec<FileJson<'a>>,
    steps: Vec<StepJson<'a>>,
    /// Shell lines that fetch the file as senders do.
    proof: Vec<&'a str>,
    /// The same lines, each with the moment at which it works.
    proofs: Vec<ProofJson<'a>>,
    /// What the recipe was tested on, or that nobody tried it.
    tested: String,
}

#[derive(Debug, Serialize)]
struct ProofJson<'a> {
    moment: &'static str,
    label: String,
    command: &'a str,
}

/// An id for scripts, and its sentence.
#[derive(Debug, Serialize)]
struct Id {
    id: &'static str,
    sentence: String,
}

/// The effect of CAA records on the certificate of the host.
#[derive(Debug, Serialize)]
struct CaaJson<'a> {
    id: &'static str,
    sentence: String,
    allowed: &'a [String],
}

#[derive(Debug, Serialize)]
struct EntryJson<'a> {
    role: &'static str,
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// The value as plain text; null if it is unknown.
    value: Option<String>,
    ttl: u32,
    panel: Option<FieldsJson>,
}

/// The values for the panel's fields.
#[derive(Debug, Serialize)]
struct FieldsJson {
    name: String,
    full_name: Option<String>,
    value: Option<String>,
    ttl: Option<u32>,
    /// The names of the panel's fields.
    labels: LabelsJson,
    /// What to know about this entry.
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct LabelsJson {
    #[serde(rename = "type")]
    kind: String,
    name: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct TrapJson {
    id: &'static str,
    applies_if: &'static str,
    question: String,
    hit: String,
    findings: &'static [&'static str],
}

#[derive(Debug, Serialize)]
struct FileJson<'a> {
    path: &'a str,
    text: &'a str,
    /// `whole`, or an addition to a present file: `block` or `lines`.
    extent: &'static str,
    /// Where an addition goes; null for a whole file.
    hint: Option<String>,
}

#[derive(Debug, Serialize)]
struct StepJson<'a> {
    topic: &'static str,
    action: String,
    files: &'a [usize],
    commands: Vec<&'a str>,
    /// What is left to do at a step without files and commands.
    note: Option<String>,
}

/// Creates the document of a set-up.
#[must_use]
pub fn document<'a>(shown: &Shown<'a>, language: Language) -> Document<'a> {
    let set_up = shown.set_up;
    let FilledRecipe { files, certificate, steps, proof, .. } = &set_up.filled;
    let mode = set_up.texts.reading().policy.mode.map_or("", |mode| mode.value.id());
    let host = set_up.domain.policy_host();
    Document {
        schema: 1,
        domain: set_up.domain.as_str(),
        host: set_up.recipe.id,
        panel: shown.panel.map(|panel| panel.id),
        panel_notes: shown
            .panel
            .iter()
            .flat_map(|panel| panel_notes(panel, language))
            .map(|note| note.to_string())
            .collect(),
        mode,
        mode_reason: shown.not_enforced.map(|blocks| enforce_reason(blocks, language).to_string()),
        policy: &set_up.texts.policy,
        record: &set_up.texts.record,
        tlsrpt: set_up.texts.tls_rpt.as_deref(),
        entries: set_up.entries.iter().map(|entry| entry_json(entry, shown, language)).collect(),
        certificate: Id { id: certificate.id(), sentence: certificate_sentence(*certificate, language).to_string() },
        caa: shown.issuance.map(|issuance| caa_json(issuance, set_up.recipe, language)),
        traps: set_up.open_traps(shown.issuance).map(|trap| trap_json(trap, language)).collect(),
        files: files.iter().map(|file| file_json(file, language)).collect(),
        steps: steps.iter().map(|step| step_json(step, (set_up.recipe, host.as_str()), language)).collect(),
        proof: proof.iter().map(|one| one.command.as_str()).collect(),
        proofs: proof.iter().map(|one| proof_json(one, language)).collect(),
        tested: tested_sentence(set_up.recipe, language),
    }
}

fn caa_json<'a>(issuance: &'a Issuance, recipe: &Recipe, language: Language) -> CaaJson<'a> {
    CaaJson {
        id: issuance.verdict(recipe.authorities).id(),
        sentence: caa_sentence(issuance, recipe.authorities, language).to_string(),
        allowed: issuance.allowed(),
    }
}

fn entry_json<'a>(entry: &'a Entry, shown: &Shown<'_>, language: Language) -> EntryJson<'a> {
    let fields = |panel: &Panel| {
        let PanelFields { name, full_name, value, is_known, ttl, .. } = panel.fields(&shown.set_up.domain, entry);
        let labels = field_labels(panel, language);
        FieldsJson {
            name,
            full_name,
            value: is_known.then_some(value),
            ttl,
            labels: LabelsJson { kind: labels.kind, name: labels.name, value: labels.value },
            notes: entry_notes(panel, entry, language).iter().map(ToString::to_string).collect(),
        }
    };
    EntryJson {
        role: entry.role.id(),
        name: &entry.name,
        kind: entry.kind().mnemonic(),
        value: entry.is_known().then(|| entry.value()),
        ttl: entry.ttl,
        panel: shown.panel.map(fields),
    }
}

fn trap_json(trap: &setup::Trap, language: Language) -> TrapJson {
    let words = trap_words(trap, language);
    TrapJson {
        id: trap.id,
        applies_if: if trap.applies_if == AppliesIf::Yes { "yes" } else { "no" },
        question: words.question.to_string(),
        hit: words.hit.to_string(),
        findings: trap.findings,
    }
}

fn file_json(file: &File, language: Language) -> FileJson<'_> {
    FileJson {
        path: &file.path,
        text: &file.text,
        extent: file.extent.id(),
        hint: file_hint(file, language).map(|hint| hint.to_string()),
    }
}

fn proof_json(proof: &Proof, language: Language) -> ProofJson<'_> {
    ProofJson {
        moment: proof.moment.id(),
        label: proof_label(proof.moment, language).to_string(),
        command: &proof.command,
    }
}

fn step_json<'a>(step: &'a Step, (recipe, host): (&Recipe, &str), language: Language) -> StepJson<'a> {
    StepJson {
        topic: step.topic.id(),
        action: step_action(step.topic, host, language).to_string(),
        files: &step.files,
        commands: step.commands.lines().collect(),
        note: step_note(step, recipe, language).map(|note| note.to_string()),
    }
}
