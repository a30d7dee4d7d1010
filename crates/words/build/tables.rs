//! Generates the included tables: the messages as numbers, and each language's sentences as a text.

use std::fmt::Write;

use crate::catalogue::{Catalogue, Message};

/// Files whose sentences the page never says. They stand in a text of their own.
const NOT_IN_THE_PAGE: [&str; 4] = ["bounce", "cli", "plan", "tls-report"];

/// The order of messages: those of the page by id, then the others. A message's number is its place in it.
pub struct Order<'a>(Vec<&'a str>);

impl<'a> Order<'a> {
    /// Both languages have the same messages in the same files.
    pub fn of(catalogue: &'a Catalogue) -> Self {
        let mut ids: Vec<&str> = catalogue.messages.keys().map(String::as_str).collect();
        ids.sort_by_key(|id| (!in_page(&catalogue.messages[*id]), *id));
        Self(ids)
    }

    /// One constant for each message, and what tells this set of messages from another.
    pub fn keys(&self, catalogue: &Catalogue) -> String {
        let mut text = format!(
            "/// Tells this set of messages from another.\npub(super) const SET: &str = \"{}\";\n",
            self.set(catalogue)
        );
        for (number, id) in self.0.iter().enumerate() {
            let _ = writeln!(text, "/// `{id}`\npub const {}: Key = Key({number});", constant(id));
        }
        text
    }

    /// The sentences of the page in one language: the set, then a line for each message.
    pub fn page(&self, catalogue: &Catalogue) -> String {
        self.lines(catalogue, true, self.set(catalogue) + "\n")
    }

    /// The other sentences in one language.
    pub fn beside(&self, catalogue: &Catalogue) -> String {
        self.lines(catalogue, false, String::new())
    }

    fn lines(&self, catalogue: &Catalogue, page: bool, mut text: String) -> String {
        for id in self.0.iter().filter(|id| in_page(&catalogue.messages[**id]) == page) {
            let _ = writeln!(text, "{id}\t{}", catalogue.messages[*id].template.text);
        }
        text
    }

    /// Every message with its places and arguments, for tests.
    pub fn every(&self, english: &Catalogue, japanese: &Catalogue) -> String {
        let mut text = "&[\n".to_owned();
        for id in &self.0 {
            let (message, twin) = (&english.messages[*id], &japanese.messages[*id]);
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

    /// FNV-1a over names and arguments: what sentences of another build would not fit.
    fn set(&self, catalogue: &Catalogue) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for id in &self.0 {
            for octet in format!("{id}{:?}", catalogue.messages[*id].template.arguments).bytes() {
                hash = (hash ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{hash:016x}")
    }
}

fn in_page(message: &Message) -> bool {
    !NOT_IN_THE_PAGE.contains(&message.file.as_str())
}

/// `record-ok.why` is `RECORD_OK_WHY`.
fn constant(id: &str) -> String {
    id.replace(['-', '.'], "_").to_uppercase()
}
