//! Generates the included tables: the messages as numbers, and each language's sentences as a text.

use std::fmt::Write;

use crate::catalogue::{Catalogue, Message};

/// Files whose sentences only the pages beside the check say: reports, bounces, changes, set-ups, many domains. The page fetches them with the
/// first of these.
const OF_TASKS: [&str; 8] = ["bounce", "change", "many", "plan", "reports", "setup", "setup-page", "tls-report"];

/// Files whose sentences the application never says: those of the command line and of the written pages.
const NOT_IN_THE_PAGE: [&str; 2] = ["cli", "learn"];

/// A text that holds sentences.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What the page fetches first.
    Page,
    /// What the pages beside the check say.
    Tasks,
    /// Everything else.
    Beside,
}

/// The order of messages: by part, then by id. A message's number is its place in it.
pub struct Order<'a>(Vec<&'a str>);

impl<'a> Order<'a> {
    /// Both languages have the same messages in the same files.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let mut ids: Vec<&str> = catalogue.messages.keys().map(String::as_str).collect();
        ids.sort_by_key(|id| (part(&catalogue.messages[*id]), *id));
        Self(ids)
    }

    /// One constant for each message, and what tells this set of messages from another.
    pub fn key_constants(&self, catalogue: &Catalogue) -> String {
        let mut text = format!(
            "/// Tells this set of messages from another.\npub(super) const SET: &str = \"{}\";\n",
            self.set(catalogue)
        );
        for (name, part) in [("PAGE", Part::Page), ("TASKS", Part::Tasks)] {
            let count = self.ids(part, catalogue).count();
            let _ = writeln!(text, "/// How many messages that part has.\npub(super) const {name}: usize = {count};");
        }
        for (number, id) in self.0.iter().enumerate() {
            let _ = writeln!(text, "/// `{id}`\npub const {}: Key = Key({number});", constant(id));
        }
        text
    }

    /// The sentences of a part in one language, a line for each; before those that the page fetches stands the set.
    pub fn table(&self, wanted: Part, catalogue: &Catalogue) -> String {
        let mut text = if wanted == Part::Beside { String::new() } else { self.set(catalogue) + "\n" };
        for id in self.ids(wanted, catalogue) {
            let _ = writeln!(text, "{id}\t{}", catalogue.messages[id].template.text);
        }
        text
    }

    fn ids(&self, wanted: Part, catalogue: &Catalogue) -> impl Iterator<Item = &str> {
        self.0.iter().copied().filter(move |id| part(&catalogue.messages[*id]) == wanted)
    }

    /// Every message with its places and arguments, for tests.
    pub fn all_messages(&self, english: &Catalogue, japanese: &Catalogue) -> String {
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

fn part(message: &Message) -> Part {
    let file = message.file.as_str();
    match file {
        _ if OF_TASKS.contains(&file) => Part::Tasks,
        _ if NOT_IN_THE_PAGE.contains(&file) => Part::Beside,
        _ => Part::Page,
    }
}

/// `record-ok.why` is `RECORD_OK_WHY`.
fn constant(id: &str) -> String {
    id.replace(['-', '.'], "_").to_uppercase()
}
