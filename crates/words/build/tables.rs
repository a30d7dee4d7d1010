//! Generates the included tables: the messages as numbers, and the sentences of each language as a text.

use std::fmt::Write;

use crate::catalogue::{Catalogue, Message};

/// Files with the sentences of the task pages: reports, bounces, changes, set-ups, many domains. The page fetches them
/// together, when it shows the first task page.
const TASK_FILES: [&str; 8] = ["bounce", "change", "many", "plan", "reports", "setup", "setup-page", "tls-report"];

/// Files with sentences that the application never shows: those of the command line and of the static pages.
const OTHER_FILES: [&str; 2] = ["cli", "learn"];

/// A text with sentences.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Sentences that the page fetches first.
    Page,
    /// Sentences of the task pages.
    Tasks,
    /// Everything else.
    Other,
}

/// The order of messages: by part, then by id. A message's number is its place in it.
pub struct Order<'a>(Vec<&'a str>);

impl<'a> Order<'a> {
    /// Creates the order, which is the same in both languages.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let mut ids: Vec<&str> = catalogue.messages.keys().map(String::as_str).collect();
        ids.sort_by_key(|id| (part(&catalogue.messages[*id]), *id));
        Self(ids)
    }

    /// Returns one constant for each message, and the id of this set of messages.
    pub fn key_constants(&self, catalogue: &Catalogue) -> String {
        let mut text = format!(
            "/// Identifies this set of messages.\npub(super) const SET: &str = \"{}\";\n",
            self.set_id(catalogue)
        );
        for (name, part) in [("PAGE", Part::Page), ("TASKS", Part::Tasks)] {
            let count = self.ids(part, catalogue).count();
            let _ =
                writeln!(text, "/// The number of messages in that part.\npub(super) const {name}: usize = {count};");
        }
        for (number, id) in self.0.iter().enumerate() {
            let _ = writeln!(text, "/// `{id}`\npub const {}: Key = Key({number});", constant(id));
        }
        text
    }

    /// Returns the sentences of a part in one language, one per line. The id of the set precedes those that the page fetches.
    pub fn table(&self, wanted: Part, catalogue: &Catalogue) -> String {
        let mut text = if wanted == Part::Other { String::new() } else { self.set_id(catalogue) + "\n" };
        for id in self.ids(wanted, catalogue) {
            let _ = writeln!(text, "{id}\t{}", catalogue.messages[id].template.text);
        }
        text
    }

    fn ids(&self, wanted: Part, catalogue: &Catalogue) -> impl Iterator<Item = &str> {
        self.0.iter().copied().filter(move |id| part(&catalogue.messages[*id]) == wanted)
    }

    /// Returns every message with its locations and arguments, for tests.
    pub fn all_messages(&self, english: &Catalogue, japanese: &Catalogue) -> String {
        let mut text = "&[\n".to_owned();
        for id in &self.0 {
            let (message, counterpart) = (&english.messages[*id], &japanese.messages[*id]);
            let (places, arguments) = ([&message.location, &counterpart.location], &message.template.arguments);
            let arguments: Vec<&String> = arguments.iter().collect();
            let _ = writeln!(
                text,
                "Message {{ id: {id:?}, key: key::{}, locations: {places:?}, arguments: &{arguments:?} }},",
                constant(id)
            );
        }
        text + "]"
    }

    /// Returns the FNV-1a hash of names and arguments, which differs if sentences of another build do not fit.
    fn set_id(&self, catalogue: &Catalogue) -> String {
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
        _ if TASK_FILES.contains(&file) => Part::Tasks,
        _ if OTHER_FILES.contains(&file) => Part::Other,
        _ => Part::Page,
    }
}

/// Converts `record-ok.why` to `RECORD_OK_WHY`.
fn constant(id: &str) -> String {
    id.replace(['-', '.'], "_").to_uppercase()
}
