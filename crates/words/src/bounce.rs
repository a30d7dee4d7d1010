//! Texts about a bounce or log line, for terminals and for the document of `explain --format json`.

use bounce::{Basis, Explanation, Message, Responsible};
use serde::Serialize;

use crate::{Key, Language, Value, args, key, make_visible, text::wrap_lines};

/// The texts about one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The cause of the failure, and how certain it is.
    pub meaning: String,
    /// The next step, addressed to the party that must act.
    pub next: String,
    /// The message to send to that party; `None` if no party has to act.
    pub sentence: Option<String>,
}

/// Returns the texts about a message.
#[must_use]
pub fn message_words(message: &Message, language: Language) -> Words {
    let id = ["bounce-", message.text_id].concat();
    let [meaning, next] =
        [Key::by_id(&id), Key::attribute(&id, "next")].map(|key| message_text(key, message, language));
    let caveats = [certainty_caveat(message.form.certainty), practice_caveat(message.form.basis)];
    let caveats = caveats.into_iter().flatten().map(|key| language.message(key, &[]));
    let meaning = [meaning].into_iter().chain(caveats).collect::<Vec<_>>().join(language.sentence_separator());
    let sentence = (message.responsible != Responsible::Nobody).then(|| {
        let opening = message_text(Some(key::BOUNCE_LETTER), message, language);
        [opening.as_str(), &meaning, &next].join(language.sentence_separator())
    });
    Words { meaning, next, sentence }
}

/// Returns a sentence with the names from the message.
fn message_text(key: Option<Key>, message: &Message, language: Language) -> String {
    fn given(name: &Option<String>) -> Value<'_> {
        Value::Text(name.as_deref().unwrap_or("none"))
    }
    let names = [
        ("domain", given(&message.domain)),
        ("mx", given(&message.mx)),
        ("reason", given(&message.reason)),
        ("code", given(&message.code)),
        ("act", Value::Text(message.responsible.id())),
        ("recipient", given(&message.recipient)),
    ];
    key.map(|key| language.message(key, &names)).unwrap_or_default()
}

/// Returns the caveat about the policies that may be the cause.
fn certainty_caveat(certainty: &str) -> Option<Key> {
    Some(match certainty {
        "possible" => key::BOUNCE_SURE_POSSIBLE,
        "one of MTA-STS, DANE, local" | "MTA-STS, DANE or local" => key::BOUNCE_SURE_THREE,
        "one of MTA-STS, DANE" | "MTA-STS or DANE" => key::BOUNCE_SURE_TWO,
        "MTA-STS, DANE or earlier TLS" => key::BOUNCE_SURE_EARLIER,
        "DANE or local" | "local, or DANE" => key::BOUNCE_SURE_DANE_LOCAL,
        "local, or MTA-STS" => key::BOUNCE_SURE_STS_LOCAL,
        "depends on the level" | "depends on the sender's rule" => key::BOUNCE_SURE_DEMANDED,
        _ => return None,
    })
}

/// Returns a caveat for behaviour that is not documented.
fn practice_caveat(basis: Basis) -> Option<Key> {
    (basis == Basis::K).then_some(key::BOUNCE_SURE_PRACTICE)
}

/// An explanation as a JSON document. Fields are added, never renamed or removed.
#[derive(Clone, Debug, Serialize)]
pub struct Document<'a> {
    /// Whether at least one form matches.
    pub recognised: bool,
    /// One message for each recipient or log line, the decisive one first.
    pub messages: Vec<Entry<'a>>,
    /// `policy`, `record`, `tls-report` or `dmarc-report` if the text is one of them. Left out if a form matches.
    #[serde(skip_serializing_if = "LooksLikeField::is_left_out")]
    pub looks_like: LooksLikeField,
    /// Status codes of a text that matches no form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code<'a>>,
    /// Whether only part of the text was read.
    #[serde(skip_serializing_if = "is_false")]
    pub truncated: bool,
}

/// The kind of a text that matches no form. An inner `None` becomes `null`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
pub struct LooksLikeField(#[serde(skip_serializing_if = "Option::is_none")] Option<Option<&'static str>>);

impl LooksLikeField {
    const fn is_left_out(&self) -> bool {
        self.0.is_none()
    }
}

/// One decoded text.
#[derive(Clone, Debug, Serialize)]
pub struct Entry<'a> {
    /// The form that matches.
    pub form: &'static str,
    /// The program or service that wrote it.
    pub mta: &'static str,
    /// The mechanism that failed: `mta-sts`, `dane`, `tls-policy` and so on.
    pub kind: &'static str,
    /// The party that has to act: `recipient`, `sender`, `either` or `nobody`.
    pub act: &'static str,
    /// `certain`, `possible`, or the policies that may be the cause.
    pub sure: &'static str,
    /// The recipient's mail address.
    pub recipient: Option<&'a str>,
    /// The domain of the recipient.
    pub domain: Option<&'a str>,
    /// The MX host.
    pub mx: Option<&'a str>,
    /// The IP address that the sender connected to.
    pub ip: Option<&'a str>,
    /// The enhanced status code (RFC 3463).
    pub code: Option<&'a str>,
    /// The program's own words for the reason.
    pub reason: Option<&'a str>,
    /// The cause of the failure.
    pub meaning: String,
    /// The action.
    pub next: String,
    /// The checks to make.
    pub checks: Vec<&'static str>,
    /// The message to send to the party that must act.
    pub sentence: Option<String>,
    /// How often the same text occurs.
    pub count: usize,
    /// Where the form is documented.
    pub source: &'static [&'static str],
}

/// A status code.
#[derive(Clone, Debug, Serialize)]
pub struct Code<'a> {
    /// Such as `5.7.1`.
    pub code: &'a str,
    /// Its meaning.
    pub meaning: String,
}

/// Creates the document of an explanation.
#[must_use]
pub fn document(explanation: &Explanation, language: Language) -> Document<'_> {
    let codes =
        explanation.codes.iter().map(|(code, meaning)| Code { code, meaning: code_words(meaning.id(), language) });
    Document {
        recognised: explanation.is_recognised(),
        messages: explanation.messages.iter().map(|message| entry(message, language)).collect(),
        looks_like: LooksLikeField(
            (!explanation.is_recognised()).then(|| explanation.looks_like.map(bounce::LooksLike::id)),
        ),
        codes: codes.collect(),
        truncated: explanation.truncated,
    }
}

fn entry(message: &Message, language: Language) -> Entry<'_> {
    let Words { meaning, next, sentence } = message_words(message, language);
    Entry {
        form: message.form.id,
        mta: message.form.mta,
        kind: message.form.kind.id(),
        act: message.responsible.id(),
        sure: message.form.certainty,
        recipient: message.recipient.as_deref(),
        domain: message.domain.as_deref(),
        mx: message.mx.as_deref(),
        ip: message.ip.as_deref(),
        code: message.code.as_deref(),
        reason: message.reason.as_deref(),
        meaning,
        next,
        checks: message.form.checks.iter().map(|check| check.id()).collect(),
        sentence,
        count: message.count,
        source: message.form.source,
    }
}

fn code_words(meaning: &str, language: Language) -> String {
    language.message(key::BOUNCE_CODE, args!["meaning" => meaning])
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
const fn is_false(is_true: &bool) -> bool {
    !*is_true
}

/// Formats an explanation for a terminal, in at most 80 columns where possible. The first line of each message states
/// what happened.
#[must_use]
pub fn terminal_text(explanation: &Explanation, language: Language) -> String {
    let mut paragraphs = if explanation.is_recognised() {
        recognised(explanation, language)
    } else {
        unrecognised(explanation, language)
    };
    if explanation.truncated {
        paragraphs.push(wrap_lines(&language.message(key::BOUNCE_TRUNCATED, &[]), 0));
    }
    paragraphs.join("\n")
}

fn recognised(explanation: &Explanation, language: Language) -> Vec<String> {
    let mut shown_sentences: Vec<Option<String>> = Vec::new();
    let mut paragraphs = Vec::new();
    for message in &explanation.messages {
        let words = message_words(message, language);
        let is_new = !shown_sentences.contains(&words.sentence);
        paragraphs.push(message_paragraph(message, &words, is_new, language));
        shown_sentences.push(words.sentence);
    }
    if let Some(domain) = explanation.messages.iter().find_map(|message| message.domain.as_deref()) {
        let title = wrap_lines(&language.message(key::BOUNCE_TEXT_COMMAND, &[]), 0);
        paragraphs.push(format!("{title}  mta-sts check {}\n", make_visible(domain)));
    }
    paragraphs
}

fn message_paragraph(message: &Message, words: &Words, with_sentence: bool, language: Language) -> String {
    let mut text = wrap_lines(&words.meaning, 0);
    for (label, value) in facts(message, words, language) {
        text.push_str(&wrap_lines(&[&language.message(label, &[]), language.label_separator(), &value].concat(), 2));
    }
    if message.count > 1 {
        text.push_str(&wrap_lines(&language.message(key::BOUNCE_TEXT_COUNT, args!["count" => message.count]), 2));
    }
    if let Some(sentence) = words.sentence.as_ref().filter(|_| with_sentence) {
        text.push_str(&wrap_lines(
            &[&language.message(key::BOUNCE_TEXT_LETTER, &[]), language.label_separator().trim_end()].concat(),
            2,
        ));
        text.push_str(&wrap_lines(sentence, 4));
    }
    text
}

fn facts(message: &Message, words: &Words, language: Language) -> Vec<(Key, String)> {
    let kind = language.message(key::BOUNCE_KIND, args!["kind" => message.form.kind.id()]);
    let act = language.message(key::BOUNCE_ACT, args!["act" => message.responsible.id()]);
    let checks =
        message.form.checks.iter().map(|check| language.message(key::BOUNCE_CHECK, args!["check" => check.id()]));
    let checks = checks.collect::<Vec<_>>().join(&language.message(key::LIST_NEXT, &[]));
    let given = [
        (key::BOUNCE_TEXT_DOMAIN, &message.domain),
        (key::BOUNCE_TEXT_MX, &message.mx),
        (key::BOUNCE_TEXT_IP, &message.ip),
        (key::BOUNCE_TEXT_CODE, &message.code),
        (key::BOUNCE_TEXT_REASON, &message.reason),
    ];
    let given = given.into_iter().filter_map(|(key, value)| Some((key, Value::Text(value.as_deref()?).text(language))));
    let mut facts = vec![
        (key::BOUNCE_TEXT_MTA, message.form.mta.to_owned()),
        (key::BOUNCE_TEXT_KIND, kind),
        (key::BOUNCE_TEXT_ACT, act),
    ];
    facts.extend(given);
    facts.push((key::BOUNCE_TEXT_NEXT, words.next.clone()));
    if !checks.is_empty() {
        facts.push((key::BOUNCE_TEXT_CHECKS, checks));
    }
    facts
}

fn unrecognised(explanation: &Explanation, language: Language) -> Vec<String> {
    let words = match explanation.looks_like {
        Some(looks_like) => language.message(key::BOUNCE_LOOKS, args!["looks" => looks_like.id()]),
        None => language.message(key::BOUNCE_NONE, &[]),
    };
    let codes = explanation.codes.iter();
    let codes = codes.map(|(code, meaning)| {
        wrap_lines(&[code, language.label_separator(), &code_words(meaning.id(), language)].concat(), 2)
    });
    vec![wrap_lines(&words, 0) + &codes.collect::<String>()]
}

#[cfg(test)]
mod tests;
