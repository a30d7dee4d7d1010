//! What a bounce or log line means: for terminals, and as the document of `explain --format json`.

use bounce::{Act, Basis, Explanation, Message};
use serde::Serialize;

use crate::{Key, Language, Value, args, key, text::wrap, visible};

/// The words about one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened, and how sure that is.
    pub meaning: String,
    /// What to do, said to the party who must act.
    pub next: String,
    /// What to send to that party; `None` where nobody has to act.
    pub sentence: Option<String>,
}

/// The words about a message.
#[must_use]
pub fn words(message: &Message, language: Language) -> Words {
    let id = ["bounce-", message.words].concat();
    let [meaning, next] = [Key::named(&id), Key::attribute(&id, "next")].map(|key| said(key, message, language));
    let caveats = [sureness(message.form.sure), practice(message.form.basis)];
    let caveats = caveats.into_iter().flatten().map(|key| language.say(key, &[]));
    let meaning = [meaning].into_iter().chain(caveats).collect::<Vec<_>>().join(language.blank());
    let sentence = (message.act != Act::Nobody).then(|| {
        let opening = said(Some(key::BOUNCE_LETTER), message, language);
        [opening.as_str(), &meaning, &next].join(language.blank())
    });
    Words { meaning, next, sentence }
}

/// A sentence with the names that the text gives.
fn said(key: Option<Key>, message: &Message, language: Language) -> String {
    fn given(name: &Option<String>) -> Value<'_> {
        Value::Text(name.as_deref().unwrap_or("none"))
    }
    let names = [
        ("domain", given(&message.domain)),
        ("mx", given(&message.mx)),
        ("reason", given(&message.reason)),
        ("code", given(&message.code)),
        ("act", Value::Text(message.act.id())),
    ];
    key.map(|key| language.say(key, &names)).unwrap_or_default()
}

/// Which policies come into question.
fn sureness(sure: &str) -> Option<Key> {
    Some(match sure {
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

/// What nobody wrote down is not told as if somebody had.
fn practice(basis: Basis) -> Option<Key> {
    (basis == Basis::K).then_some(key::BOUNCE_SURE_PRACTICE)
}

/// An explanation as one document. Fields are added, never renamed or removed.
#[derive(Clone, Debug, Serialize)]
pub struct Document<'a> {
    /// Whether at least one form fits.
    pub recognised: bool,
    /// One for each recipient or log line, the decisive one first.
    pub messages: Vec<Entry<'a>>,
    /// `policy`, `record`, `tls-report` or `dmarc-report`, where the text is that; left out where a form fits.
    #[serde(skip_serializing_if = "Looks::is_left_out")]
    pub looks_like: Looks,
    /// Status codes of a text that no form fits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code<'a>>,
    /// Whether only a part was read.
    #[serde(skip_serializing_if = "is_false")]
    pub truncated: bool,
}

/// What a text looks like that no form fits; `None` inside is `null`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
pub struct Looks(#[serde(skip_serializing_if = "Option::is_none")] Option<Option<&'static str>>);

impl Looks {
    const fn is_left_out(&self) -> bool {
        self.0.is_none()
    }
}

/// One decoded text.
#[derive(Clone, Debug, Serialize)]
pub struct Entry<'a> {
    /// The form that fits.
    pub form: &'static str,
    /// The program or service that wrote it.
    pub mta: &'static str,
    /// What failed: `mta-sts`, `dane`, `tls-policy` and so on.
    pub kind: &'static str,
    /// Who has to act: `recipient`, `sender`, `either` or `nobody`.
    pub act: &'static str,
    /// `certain`, `possible`, or the policies that come into question.
    pub sure: &'static str,
    /// The mail address that it was sent to.
    pub recipient: Option<&'a str>,
    /// The domain of the recipient.
    pub domain: Option<&'a str>,
    /// The MX host.
    pub mx: Option<&'a str>,
    /// The address that was talked to.
    pub ip: Option<&'a str>,
    /// The enhanced status code (RFC 3463).
    pub code: Option<&'a str>,
    /// The program's own words for the reason.
    pub reason: Option<&'a str>,
    /// What happened.
    pub meaning: String,
    /// What to do.
    pub next: String,
    /// What to look at.
    pub checks: Vec<&'static str>,
    /// What to send to the party who must act.
    pub sentence: Option<String>,
    /// How often the same text stands there.
    pub count: usize,
    /// Where the form is documented.
    pub source: &'static [&'static str],
}

/// A status code.
#[derive(Clone, Debug, Serialize)]
pub struct Code<'a> {
    /// Such as `5.7.1`.
    pub code: &'a str,
    /// What it means.
    pub meaning: String,
}

/// The document of an explanation.
#[must_use]
pub fn document(explanation: &Explanation, language: Language) -> Document<'_> {
    let codes =
        explanation.codes.iter().map(|(code, meaning)| Code { code, meaning: code_words(meaning.id(), language) });
    Document {
        recognised: explanation.is_recognised(),
        messages: explanation.messages.iter().map(|message| entry(message, language)).collect(),
        looks_like: Looks((!explanation.is_recognised()).then(|| explanation.looks_like.map(bounce::LooksLike::id))),
        codes: codes.collect(),
        truncated: explanation.truncated,
    }
}

fn entry(message: &Message, language: Language) -> Entry<'_> {
    let Words { meaning, next, sentence } = words(message, language);
    Entry {
        form: message.form.id,
        mta: message.form.mta,
        kind: message.form.kind.id(),
        act: message.act.id(),
        sure: message.form.sure,
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
    language.say(key::BOUNCE_CODE, args!["meaning" => meaning])
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
const fn is_false(is_true: &bool) -> bool {
    !*is_true
}

/// An explanation for a terminal: at most 80 columns wherever the words allow. The first line of each message is what happened.
#[must_use]
pub fn text(explanation: &Explanation, language: Language) -> String {
    let mut paragraphs =
        if explanation.is_recognised() { recognised(explanation, language) } else { strange(explanation, language) };
    if explanation.truncated {
        paragraphs.push(wrap(&language.say(key::BOUNCE_TRUNCATED, &[]), 0));
    }
    paragraphs.join("\n")
}

fn recognised(explanation: &Explanation, language: Language) -> Vec<String> {
    let mut told: Vec<Option<String>> = Vec::new();
    let mut paragraphs = Vec::new();
    for message in &explanation.messages {
        let words = words(message, language);
        let is_new = !told.contains(&words.sentence);
        paragraphs.push(message_text(message, &words, is_new, language));
        told.push(words.sentence);
    }
    if let Some(domain) = explanation.messages.iter().find_map(|message| message.domain.as_deref()) {
        let title = wrap(&language.say(key::BOUNCE_TEXT_COMMAND, &[]), 0);
        paragraphs.push(format!("{title}  mta-sts check {}\n", visible(domain)));
    }
    paragraphs
}

fn message_text(message: &Message, words: &Words, with_sentence: bool, language: Language) -> String {
    let mut text = wrap(&words.meaning, 0);
    for (label, value) in facts(message, words, language) {
        text.push_str(&wrap(&[&language.say(label, &[]), language.colon(), &value].concat(), 2));
    }
    if message.count > 1 {
        text.push_str(&wrap(&language.say(key::BOUNCE_TEXT_COUNT, args!["count" => message.count]), 2));
    }
    if let Some(sentence) = words.sentence.as_ref().filter(|_| with_sentence) {
        text.push_str(&wrap(&[&language.say(key::BOUNCE_TEXT_LETTER, &[]), language.colon().trim_end()].concat(), 2));
        text.push_str(&wrap(sentence, 4));
    }
    text
}

fn facts(message: &Message, words: &Words, language: Language) -> Vec<(Key, String)> {
    let kind = language.say(key::BOUNCE_KIND, args!["kind" => message.form.kind.id()]);
    let act = language.say(key::BOUNCE_ACT, args!["act" => message.act.id()]);
    let checks = message.form.checks.iter().map(|check| language.say(key::BOUNCE_CHECK, args!["check" => check.id()]));
    let checks = checks.collect::<Vec<_>>().join(&language.say(key::LIST_NEXT, &[]));
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

fn strange(explanation: &Explanation, language: Language) -> Vec<String> {
    let words = match explanation.looks_like {
        Some(looks_like) => language.say(key::BOUNCE_LOOKS, args!["looks" => looks_like.id()]),
        None => language.say(key::BOUNCE_NONE, &[]),
    };
    let codes = explanation.codes.iter();
    let codes =
        codes.map(|(code, meaning)| wrap(&[code, language.colon(), &code_words(meaning.id(), language)].concat(), 2));
    vec![wrap(&words, 0) + &codes.collect::<String>()]
}

#[cfg(test)]
mod tests {
    use bounce::{FORMS, explain};

    use super::*;
    use crate::sentence::EVERY;

    /// Words that a text itself may call for.
    const REFINED: [&str; 2] = ["sts-own-relay", "policy-name"];

    fn first(text: &str) -> Message {
        explain(text.as_bytes()).messages.into_iter().next().expect("a form fits")
    }

    #[test]
    fn every_form_has_its_words_and_all_words_have_a_form() {
        let ids: Vec<&str> = FORMS.iter().map(|form| form.words).chain(REFINED).collect();
        for id in &ids {
            let id = ["bounce-", id].concat();
            assert!(
                Key::named(&id).is_some() && Key::attribute(&id, "next").is_some(),
                "`{id}` has no words in bounce.ftl"
            );
        }
        for message in EVERY {
            if let Some(id) = message.id.strip_prefix("bounce-").and_then(|id| id.strip_suffix(".next")) {
                assert!(ids.contains(&id), "{}: `bounce-{id}` belongs to no form", message.locations[0]);
            }
        }
    }

    #[test]
    fn every_degree_of_sureness_has_its_words() {
        for form in &FORMS {
            assert_eq!(sureness(form.sure).is_none(), form.sure == "certain", "{}: {}", form.id, form.sure);
        }
    }

    #[test]
    fn all_that_is_said_is_whole_sentences_with_the_names_of_the_text_or_without_any() {
        for form in &FORMS {
            let mut blank = first("no TLSA records found");
            (blank.form, blank.act, blank.words) = (form, form.act, form.words);
            let mut known = blank.clone();
            [known.domain, known.mx, known.reason] =
                ["kestrel.test", "mx1.kestrel.test", "x"].map(|name| Some(name.to_owned()));
            for message in [blank, known] {
                for (language, stop) in [(Language::En, '.'), (Language::Ja, '。')] {
                    let words = words(&message, language);
                    assert_eq!(words.sentence.is_none(), form.act == Act::Nobody, "{}", form.id);
                    for said in [Some(words.meaning), Some(words.next), words.sentence].into_iter().flatten() {
                        assert!(said.ends_with(stop) && !said.contains("  "), "{}: {said}", form.id);
                        assert!(
                            !said.starts_with(|c: char| c.is_ascii_lowercase()) || said.contains("kestrel"),
                            "{}: {said}",
                            form.id
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_sentence_says_who_failed_where_and_what_to_do() {
        let message = first("450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.");
        assert_eq!(
            words(&message, Language::En).sentence.as_deref(),
            Some(
                "A sending mail server reports a problem when delivering mail to kestrel.test (4.4.8). The MTA-STS policy of \
                 kestrel.test does not list its mail servers. The sender must not deliver there. Compare the MX records with \
                 the mx lines of the policy, and add what is missing. Then give the STS record a new id. If both agree \
                 already, the sender holds an older policy."
            )
        );
        assert!(words(&message, Language::Ja).meaning.starts_with("kestrel.test の MTA-STS ポリシーに"));
    }

    #[test]
    fn what_is_unsure_is_not_said_as_a_fact() {
        let meaning = |text: &str| words(&first(text), Language::En).meaning;
        assert!(
            meaning("status=deferred (Server certificate not verified)")
                .ends_with("MTA-STS, DANE or a rule of the sender.")
        );
        assert!(
            meaning("mta error reason=TLS required but not supported by remote host")
                .ends_with("not from documentation.")
        );
    }

    #[test]
    fn what_strangers_wrote_cannot_change_the_terminal() {
        let explanation = explain(b"SSL_connect error to mx1.kestrel.test[203.0.113.10]:25: \xe2\x80\xaelost\x1b[2J");
        assert!(!text(&explanation, Language::En).chars().any(|c| c == '\u{202e}' || (c.is_control() && c != '\n')));
    }

    #[test]
    fn a_terminal_gets_short_lines_in_both_languages() {
        for language in Language::ALL {
            let explanation =
                explain(b"450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.\n\nno TLSA records found");
            let text = text(&explanation, language);
            assert!(text.contains("\n  mta-sts check kestrel.test\n"), "{text}");
            assert!(text.lines().all(|line| crate::text::width(line) <= 80), "{text}");
        }
    }
}
