//! The Rust that the crate includes.

use std::fmt::Write;

use crate::catalogue::Catalogue;

/// Files whose ids are known when the program runs only. Whatever else nobody says is left out of the page.
const NAMED: [&str; 3] = ["findings", "report", "input"];

/// One static sentence and one constant for each message.
pub fn keys(english: &Catalogue, japanese: &Catalogue) -> String {
    let mut text = String::new();
    for ((id, message), twin) in english.messages.iter().zip(japanese.messages.values()) {
        let name = constant(id);
        let (en, ja) = (&message.template.text, &twin.template.text);
        let _ = writeln!(text, "/// `{id}`\npub const {name}: Key = Key(&SENTENCE_{name});");
        let _ = writeln!(text, "static SENTENCE_{name}: Sentence = Sentence {{ en: {en:?}, ja: {ja:?} }};");
    }
    text
}

/// The sorted table behind `Key::named`.
pub fn named(english: &Catalogue) -> String {
    let mut text = "&[\n".to_owned();
    for (id, _) in english.messages.iter().filter(|(_, message)| NAMED.contains(&message.file.as_str())) {
        let _ = writeln!(text, "({id:?}, key::{}),", constant(id));
    }
    text + "]"
}

/// Every message with its places and arguments, for tests.
pub fn every(english: &Catalogue, japanese: &Catalogue) -> String {
    let mut text = "&[\n".to_owned();
    for ((id, message), twin) in english.messages.iter().zip(japanese.messages.values()) {
        let (places, arguments) = ([&message.location, &twin.location], &message.template.arguments);
        let arguments: Vec<&String> = arguments.iter().collect();
        let _ = writeln!(
            text,
            "Message {{ id: {id:?}, key: key::{}, locations: {places:?}, arguments: &{arguments:?} }},",
            constant(id)
        );
    }
    text + "]"
}

/// `record-ok.why` is `RECORD_OK_WHY`.
fn constant(id: &str) -> String {
    id.replace(['-', '.'], "_").to_uppercase()
}
