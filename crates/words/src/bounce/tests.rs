//! Texts about bounces: complete, in both languages, at most 80 columns.

use bounce::{FORMS, Form, RETURNED_REPORT, explain};

use super::*;
use crate::message_key::ALL_MESSAGES;

/// Texts that replace the form's text if the message shows more.
const REFINED_TEXT_IDS: [&str; 2] = ["sts-own-relay", "policy-name"];

/// The forms of lines, and the form of a returned report.
fn forms() -> impl Iterator<Item = &'static Form> {
    FORMS.iter().chain([&RETURNED_REPORT])
}

fn first(text: &str) -> Message {
    explain(text.as_bytes()).messages.into_iter().next().expect("a form fits")
}

#[test]
fn every_form_has_its_texts_and_every_text_has_a_form() {
    let ids: Vec<&str> = forms().map(|form| form.text_id).chain(REFINED_TEXT_IDS).collect();
    for id in &ids {
        let id = ["bounce-", id].concat();
        assert!(Key::by_id(&id).is_some() && Key::attribute(&id, "next").is_some(), "`{id}` has no text in bounce.ftl");
    }
    for message in ALL_MESSAGES {
        if let Some(id) = message.id.strip_prefix("bounce-").and_then(|id| id.strip_suffix(".next")) {
            assert!(ids.contains(&id), "{}: `bounce-{id}` belongs to no form", message.locations[0]);
        }
    }
}

#[test]
fn every_certainty_has_its_text() {
    for form in forms() {
        assert_eq!(
            certainty_caveat(form.certainty).is_none(),
            form.certainty == "certain",
            "{}: {}",
            form.id,
            form.certainty
        );
    }
}

/// Returns a message of a form, without and with names.
fn messages_of(form: &'static Form) -> [Message; 2] {
    let mut blank = first("no TLSA records found");
    (blank.form, blank.responsible, blank.text_id) = (form, form.responsible, form.text_id);
    let mut known = blank.clone();
    [known.domain, known.mx, known.reason] =
        ["kestrel.test", "mx1.kestrel.test", "x"].map(|name| Some(name.to_owned()));
    [blank, known]
}

#[test]
fn japanese_has_a_blank_beside_a_name_and_none_beside_the_words_in_place_of_it() {
    let is_japanese = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    for form in forms() {
        for message in messages_of(form) {
            let words = message_words(&message, Language::Ja);
            for text in [Some(words.meaning), Some(words.next), words.sentence].into_iter().flatten() {
                let chars: Vec<char> = text.chars().collect();
                let is_stray = |three: &[char]| is_japanese(three[0]) && three[1] == ' ' && is_japanese(three[2]);
                let is_missing =
                    |two: &[char]| is_japanese(two[0]) && is_latin(two[1]) || is_latin(two[0]) && is_japanese(two[1]);
                assert!(!chars.windows(3).any(is_stray), "{}: {text}", form.id);
                assert!(!chars.windows(2).any(is_missing), "{}: {text}", form.id);
            }
        }
    }
}

#[test]
fn every_message_has_whole_sentences_with_or_without_names() {
    for form in forms() {
        for message in messages_of(form) {
            for (language, stop) in [(Language::En, '.'), (Language::Ja, '。')] {
                let words = message_words(&message, language);
                assert_eq!(words.sentence.is_none(), form.responsible == Responsible::Nobody, "{}", form.id);
                for text in [Some(words.meaning), Some(words.next), words.sentence].into_iter().flatten() {
                    assert!(text.ends_with(stop) && !text.contains("  "), "{}: {text}", form.id);
                    assert!(
                        !text.starts_with(|c: char| c.is_ascii_lowercase()) || text.contains("kestrel"),
                        "{}: {text}",
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
        message_words(&message, Language::En).sentence.as_deref(),
        Some(
            "A sending mail server reports a problem when delivering mail to kestrel.test (4.4.8). The MTA-STS policy of \
             kestrel.test does not list its mail servers. The sender must not deliver there. Compare the MX records with \
             the mx lines of the policy, and add what is missing. Then give the STS record a new id. If both agree \
             already, the sender still uses an older policy."
        )
    );
    assert!(message_words(&message, Language::Ja).meaning.starts_with("kestrel.test の MTA-STS ポリシーに"));
}

#[test]
fn an_uncertain_reading_is_not_stated_as_a_fact() {
    let meaning = |text: &str| message_words(&first(text), Language::En).meaning;
    assert!(
        meaning("status=deferred (Server certificate not verified)")
            .ends_with("MTA-STS, DANE or a rule of the sender.")
    );
    assert!(
        meaning("mta error reason=TLS required but not supported by remote host").ends_with("not from documentation.")
    );
}

#[test]
fn text_from_mail_cannot_change_the_terminal() {
    let explanation = explain(b"SSL_connect error to mx1.kestrel.test[203.0.113.10]:25: \xe2\x80\xaelost\x1b[2J");
    assert!(
        !terminal_text(&explanation, Language::En).chars().any(|c| c == '\u{202e}' || (c.is_control() && c != '\n'))
    );
}

#[test]
fn a_terminal_gets_short_lines_in_both_languages() {
    for language in Language::ALL {
        let explanation =
            explain(b"450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.\n\nno TLSA records found");
        let text = terminal_text(&explanation, language);
        assert!(text.contains("\n  mta-sts check kestrel.test\n"), "{text}");
        assert!(text.lines().all(|line| crate::text::display_width(line) <= 80), "{text}");
    }
}
