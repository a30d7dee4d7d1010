//! The texts of hosting recipes, DNS panels and policy services.

mod document;
mod panel;
mod terminal;

use checker::TlsState;
use setup::{
    AppliesIf, CaaVerdict, Certificate, Data, EnforceBlock, Entry, Extent, File, Issuance, PanelFields, Placement,
    Proof, ProofTime, Recipe, Role, ServiceNote, Step, TextsError, Topic, Trap, Type,
};

use crate::{Key, Language, Sentence, Value, args, key};

pub use document::{Document, document};
pub use panel::{FieldLabels, entry_notes, field_labels, panel_notes};
pub use terminal::{Shown, terminal_text};

/// The texts about a trap.
#[derive(Clone, Debug)]
pub struct TrapWords {
    /// The question.
    pub question: Sentence,
    /// The answer that makes it a trap, as a condition.
    pub applies_if: String,
    /// The consequence, and the action.
    pub hit: Sentence,
}

/// Returns the name of a recipe's host.
#[must_use]
pub fn host_name(recipe: &Recipe, language: Language) -> String {
    by_id("setup-host-", recipe.id, &[], language).to_string()
}

/// Returns the label for the kind of place of a policy file.
#[must_use]
pub fn placement_label(placement: Placement, language: Language) -> String {
    by_id("setup-placement-", placement.id(), &[], language).to_string()
}

/// Describes how a host gets its certificate.
#[must_use]
pub fn certificate_sentence(certificate: Certificate, language: Language) -> Sentence {
    by_id("setup-certificate-", certificate.id(), &[], language)
}

/// States whether CAA records let a host get its certificate from one of these authorities.
#[must_use]
pub fn caa_sentence(issuance: &Issuance, authorities: &[&str], language: Language) -> Sentence {
    let names = issuance.authorities_to_name(authorities);
    let key = match issuance.verdict(authorities) {
        CaaVerdict::Unseen => return language.sentence(key::SETUP_CAUSE_CAA_UNSEEN, &[]),
        CaaVerdict::Open => return language.sentence(key::SETUP_CAA_OPEN, &[]),
        CaaVerdict::Nobody => return language.sentence(key::SETUP_CAUSE_CAA_NOBODY, &[]),
        CaaVerdict::Allowed => key::SETUP_CAA_ALLOWED,
        CaaVerdict::Limited => key::SETUP_CAUSE_CAA_LIMITS,
        CaaVerdict::Forbidden => key::SETUP_CAUSE_CAA_FORBIDS,
    };
    language.sentence(key, &[("names", Value::List(&names))])
}

/// Returns the action of a step, without a full stop.
#[must_use]
pub fn step_action(topic: Topic, policy_host: &str, language: Language) -> Sentence {
    let names_host = topic != Topic::PolicyFile && topic != Topic::Deploy;
    let arguments = [("host", Value::Text(policy_host))];
    by_id("setup-step-", topic.id(), if names_host { &arguments } else { &[] }, language)
}

/// Describes what is left to do at a step without files and commands: the certificate that the host gets, or that the owner
/// has to get. `None` if the step says it all.
#[must_use]
pub fn step_note(step: &Step, recipe: &Recipe, language: Language) -> Option<Sentence> {
    if step.topic != Topic::Certificate || !step.files.is_empty() || !step.commands.is_empty() {
        return None;
    }
    let place = host_name(recipe, language);
    Some(match recipe.certificate {
        Certificate::AcmeBuiltIn | Certificate::AfterCustomDomain | Certificate::AfterDns => {
            let arguments = [("place", Value::Brand(&place))];
            by_id("setup-certificate-step-", recipe.certificate.id(), &arguments, language)
        }
        Certificate::EveryName => language.sentence(key::SETUP_CERTIFICATE_STEP_EVERY_NAME, &[]),
        other => certificate_sentence(other, language),
    })
}

/// Returns an entry as one line: name, type, and the value if it is known.
#[must_use]
pub fn entry_line(entry: &Entry, language: Language) -> String {
    let line = [entry.name.as_str(), "  ", &type_label(entry, language), "  ", &entry.value()].concat();
    line.trim_end().to_owned()
}

/// Describes where the text of a file goes, if it is not a whole file.
#[must_use]
pub fn file_hint(file: &File, language: Language) -> Option<Sentence> {
    let arguments = [("path", Value::Text(&file.path))];
    let hint = |id| by_id("setup-file-", id, &arguments, language);
    (file.extent != Extent::Whole).then(|| hint(file.extent.id()))
}

/// Returns the label of a proof: when it works, and what is missing in it.
#[must_use]
pub fn proof_label(moment: ProofTime, language: Language) -> Sentence {
    let placeholder = [("placeholder", Value::Text(Proof::PLACEHOLDER))];
    let arguments = if moment == ProofTime::BeforeUnknown { &placeholder[..] } else { &[] };
    by_id("setup-proof-", moment.id(), arguments, language)
}

/// States which server a recipe was tested on, or that nobody tried it.
#[must_use]
pub fn tested_sentence(recipe: &Recipe, language: Language) -> String {
    if recipe.is_tried() {
        return language.message(key::SETUP_TESTED, args!["server" => recipe.tested]);
    }
    language.message(key::SETUP_NOT_TRIED, &[])
}

/// Returns the question and the solution of a trap.
#[must_use]
pub fn trap_words(trap: &Trap, language: Language) -> TrapWords {
    let id = ["setup-trap-", trap.id].concat();
    let hit = Key::attribute(&id, "hit").map(|key| language.sentence(key, &[])).unwrap_or_default();
    let condition = if trap.applies_if == AppliesIf::Yes { key::SETUP_TRAP_IF_YES } else { key::SETUP_TRAP_IF_NO };
    TrapWords { question: by_id(&id, "", &[], language), applies_if: language.message(condition, &[]), hit }
}

/// Returns the label for the role of an entry.
#[must_use]
pub fn role_label(role: Role, language: Language) -> String {
    by_id("setup-role-", role.id(), &[], language).to_string()
}

/// Returns the type of an entry, or a hint if only the policy service shows it.
#[must_use]
pub fn type_label(entry: &Entry, language: Language) -> String {
    let kind = entry.kind().mnemonic();
    if entry.is_kind_known() {
        return kind.to_owned();
    }
    language.message(key::SETUP_ENTRY_TYPE_AS_SHOWN, args!["usual" => kind])
}

/// Returns a hint for an entry whose value is unknown, or `None` if the value is known.
#[must_use]
pub fn unknown_value(entry: &Entry, language: Language) -> Option<String> {
    let key = match entry.data {
        Data::Unknown { kind: Type::A, .. } => key::SETUP_ENTRY_UNKNOWN_ADDRESS,
        Data::Unknown { kind: Type::Aaaa, .. } => key::SETUP_ENTRY_UNKNOWN_IPV6,
        Data::Unknown { .. } => key::SETUP_ENTRY_UNKNOWN,
        Data::FromService { .. } => key::SETUP_ENTRY_FROM_SERVICE,
        _ => return None,
    };
    Some(language.message(key, &[]))
}

/// Describes which name to type if a panel may want the full name. Returns `None` if it wants the short name.
#[must_use]
pub fn short_or_full(fields: &PanelFields, language: Language) -> Option<Sentence> {
    let full = fields.full_name.as_deref()?;
    Some(language.sentence(key::SETUP_PANEL_SHORT_OR_FULL, args!["short" => fields.name.as_str(), "full" => full]))
}

/// Returns a note about a policy service.
#[must_use]
pub fn service_note(note: ServiceNote, language: Language) -> Sentence {
    by_id("setup-service-note-", note.id(), &[], language)
}

/// Describes why no texts were made.
#[must_use]
pub fn texts_error_message(why: &TextsError, language: Language) -> String {
    let value = match why {
        TextsError::NoMx | TextsError::TargetsMixed => None,
        TextsError::Mx(text)
        | TextsError::Reports(text)
        | TextsError::Target(text)
        | TextsError::TargetIsPolicyHost(text) => Some(text.clone()),
        TextsError::MaxAge(seconds) => Some(seconds.to_string()),
    };
    let arguments = value.as_deref().map(|value| [("value", Value::Text(value))]);
    let arguments = arguments.as_ref().map_or(&[][..], |one| &one[..]);
    by_id("setup-not-sound-", why.id(), arguments, language).to_string()
}

/// Describes why the mode is `testing` although `enforce` was requested. Hosts that failed come first, then hosts that
/// the policy does not cover, then hosts that were not observed. Without any host, nothing was checked.
#[must_use]
pub fn enforce_reason(blocks: &[EnforceBlock], language: Language) -> Sentence {
    let reason = |block: &EnforceBlock| match block.tls {
        TlsState::Invalid | TlsState::None => key::SETUP_ENFORCE_BLOCKED,
        TlsState::Valid | TlsState::Unseen if !block.is_covered => key::SETUP_ENFORCE_NOT_COVERED,
        TlsState::Valid | TlsState::Unseen => key::SETUP_ENFORCE_UNSEEN,
    };
    for wanted in [key::SETUP_ENFORCE_BLOCKED, key::SETUP_ENFORCE_NOT_COVERED, key::SETUP_ENFORCE_UNSEEN] {
        let behind = blocks.iter().filter(|block| reason(block) == wanted);
        let mut hosts: Vec<String> = behind.map(|block| block.host.clone()).collect();
        hosts.dedup();
        if !hosts.is_empty() {
            return language.sentence(wanted, &[("hosts", Value::List(&hosts))]);
        }
    }
    language.sentence(key::SETUP_ENFORCE_NO_CHECK, &[])
}

fn by_id(prefix: &str, id: &str, arguments: &[(&str, Value<'_>)], language: Language) -> Sentence {
    Key::by_id(&[prefix, id].concat()).map(|key| language.sentence(key, arguments)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
