//! The actions of senders towards a mail server: at first contact, and with a cached earlier policy.

use checker::{Action, Delivery, Report, TlsState, Verdict, rules};
use mta_sts::Mode;

use super::{is_dane_alone, is_failing, mode_of, sentence_or_empty, unnoticed_change, yes_no};
use crate::{Language, Sentence, Value, args, key};

/// Describes the action of a sender that follows MTA-STS with mail for one host at first contact.
#[must_use]
pub fn delivery_sentence(report: &Report, delivery: &Delivery, language: Language) -> Sentence {
    delivery_to(report, delivery, Value::Text(&delivery.mx), language)
}

/// Returns the same for all hosts: one sentence for all hosts with the same outcome.
#[must_use]
pub fn delivery_sentences(report: &Report, language: Language) -> Vec<Sentence> {
    merge_equal_sentences(report, |row, hosts| Some(delivery_to(report, row, hosts, language)))
}

fn delivery_to(report: &Report, delivery: &Delivery, host: Value<'_>, language: Language) -> Sentence {
    let args = args![
        "host" => host,
        "mode" => mode_of(report).map_or("unknown", Mode::id),
        "listed" => yes_no(delivery.listed),
        "tls" => delivery.tls.id(),
        "silent" => unreachable_word(delivery),
        "differs" => yes_no(Some(delivery.because.contains(&rules::MX_ADDRESSES_DIFFER.id))),
        "dane" => yes_no(Some(is_dane_alone(report))),
        "dropped" => yes_no(Some(delivery.lenient.is_some())),
    ];
    let strict = sentence_or_empty(language, &["delivery-", delivery.action.id()], args);
    match delivery.lenient.filter(|lenient| *lenient != Action::Unknown) {
        Some(lenient) => strict
            .followed_by(language.sentence_separator(), sentence_or_empty(language, &["lenient-", lenient.id()], args)),
        None => strict,
    }
}

/// Describes the action of a sender that verifies DANE, in one sentence for all hosts with the same outcome. Empty if
/// it acts like other senders.
#[must_use]
pub fn dane_deliveries(report: &Report, language: Language) -> Vec<Sentence> {
    let differs = report.delivery.iter().any(|row| row.dane == Some(Action::Refuse));
    if differs {
        merge_equal_sentences(report, |row, hosts| dane_delivery_to(row, hosts, language))
    } else {
        Vec::new()
    }
}

fn dane_delivery_to(delivery: &Delivery, host: Value<'_>, language: Language) -> Option<Sentence> {
    Some(sentence_or_empty(language, &["dane-", delivery.dane?.id()], args!["host" => host]))
}

/// Merges equal sentences: one sentence for all hosts it applies to.
fn merge_equal_sentences(
    report: &Report,
    sentence: impl Fn(&Delivery, Value<'_>) -> Option<Sentence>,
) -> Vec<Sentence> {
    let mut kinds: Vec<(Sentence, &Delivery, Vec<String>)> = Vec::new();
    for row in &report.delivery {
        let Some(kind) = sentence(row, Value::Text("")) else { continue };
        match kinds.iter_mut().find(|(known, ..)| *known == kind) {
            Some((.., hosts)) => hosts.push(row.mx.clone()),
            None => kinds.push((kind, row, vec![row.mx.clone()])),
        }
    }
    kinds.iter().filter_map(|(_, row, hosts)| sentence(row, Value::List(hosts))).collect()
}

/// Describes the action of a sender with a cached policy for one host (RFC 8461 §5.1). `None` if the present policy is
/// unknown.
#[must_use]
pub fn saved_policy_delivery(report: &Report, delivery: &Delivery, language: Language) -> Option<Sentence> {
    saved_policy_delivery_to(report, delivery, Value::Text(&delivery.mx), language)
}

/// Returns the same for all hosts: one sentence for all hosts with the same outcome.
#[must_use]
pub fn saved_policy_deliveries(report: &Report, language: Language) -> Vec<Sentence> {
    merge_equal_sentences(report, |row, hosts| saved_policy_delivery_to(report, row, hosts, language))
}

fn saved_policy_delivery_to(
    report: &Report,
    delivery: &Delivery,
    host: Value<'_>,
    language: Language,
) -> Option<Sentence> {
    let policy = successor(report, delivery)?;
    let fails = yes_no(Some(is_refused(delivery)));
    Some(language.sentence(key::REMEMBERING, args!["host" => host, "policy" => policy, "fails" => fails]))
}

/// The consequence of an earlier policy that a sender has cached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedPolicyOutcome {
    /// In mode `enforce`, the earlier policy forbids the delivery.
    Refuses,
    /// The present policy, which replaces it, forbids the delivery.
    WillRefuse,
    /// The sender follows the earlier policy.
    Follows,
}

/// The consequence in a few words, for a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPolicyWords {
    /// The consequence.
    pub outcome: SavedPolicyOutcome,
    /// The text.
    pub words: String,
}

/// Returns the action of a sender with a cached earlier policy, in a few words.
#[must_use]
pub fn saved_policy_cell(report: &Report, delivery: &Delivery, language: Language) -> Option<SavedPolicyWords> {
    let policy = successor(report, delivery)?;
    let outcome = match policy {
        _ if is_refused(delivery) => SavedPolicyOutcome::Refuses,
        "refuses" => SavedPolicyOutcome::WillRefuse,
        _ => SavedPolicyOutcome::Follows,
    };
    let args = args!["policy" => policy, "fails" => yes_no(Some(is_refused(delivery)))];
    Some(SavedPolicyWords { outcome, words: language.message(key::REMEMBERED, args) })
}

/// Returns whether a cached policy in mode `enforce` forbids the delivery.
const fn is_refused(delivery: &Delivery) -> bool {
    delivery.saved_refuses || is_failing(delivery.tls)
}

/// Returns the state of the policy after an earlier one, as a word for the sentences about it.
fn successor(report: &Report, delivery: &Delivery) -> Option<&'static str> {
    let word = match (mode_of(report), delivery.action) {
        _ if report.verdict == Verdict::Unknown => return None,
        (None, _) => "none",
        _ if unnoticed_change(report).is_some() => "unnoticed",
        (Some(Mode::None), _) => "off",
        (Some(_), Action::Refuse) => "refuses",
        (Some(_), _) => "kept",
    };
    Some(word)
}

/// Returns the action in two words, for a table cell.
#[must_use]
pub fn action_label(delivery: &Delivery, language: Language) -> String {
    let word = match delivery.action {
        Action::Unknown if unreachable_word(delivery) != "no" => "silent",
        Action::Deliver if delivery.lenient == Some(Action::Refuse) => "divided",
        action => action.id(),
    };
    sentence_or_empty(language, &["action-", word], &[]).to_string()
}

/// Returns the action of a sender, in two words.
#[must_use]
pub fn action_word(action: Action, language: Language) -> String {
    sentence_or_empty(language, &["action-", action.id()], &[]).to_string()
}

/// Returns whether the host is unreachable: no address answers, or it has no address.
fn unreachable_word(delivery: &Delivery) -> &'static str {
    match delivery.reachable {
        true => yes_no(Some(delivery.because.contains(&rules::MX_CONNECT_FAILED.id))),
        false => "unreachable",
    }
}

/// Returns the state of TLS in a word or two.
#[must_use]
pub fn tls_label(state: TlsState, language: Language) -> String {
    sentence_or_empty(language, &["tls-", state.id()], &[]).to_string()
}
