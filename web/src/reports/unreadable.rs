//! Kept reports that this version of the page cannot read. They stay as they are until the reader deletes them.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use serde::{Deserialize, Serialize};

/// Number of reports that are listed.
const MAX_LISTED: usize = 100;

/// A kept report that cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnreadableReport {
    /// Identifier, which depends on the text alone.
    pub id: u64,
    /// Name of the file that it came from, if that can be read.
    pub file: Option<String>,
    /// Sender, if that can be read.
    pub sender: Option<String>,
}

/// List of kept reports that cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UnreadableReports {
    /// The first ones.
    pub listed: Vec<UnreadableReport>,
    /// Number of further ones.
    pub left_out: usize,
}

/// Texts of kept reports that cannot be read, each once.
#[derive(Debug, Default)]
pub struct UnreadableTexts(BTreeMap<u64, String>);

impl UnreadableTexts {
    /// Adds a text.
    pub fn add(&mut self, text: &str) {
        self.0.entry(id(text)).or_insert_with(|| text.to_owned());
    }

    /// Removes the text with an identifier.
    pub fn remove(&mut self, id: u64) {
        self.0.remove(&id);
    }

    /// Returns the texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// Returns what can still be read of them.
    #[must_use]
    pub fn list(&self) -> UnreadableReports {
        let listed = self.0.iter().take(MAX_LISTED).map(|(id, text)| describe(*id, text)).collect();
        UnreadableReports { listed, left_out: self.0.len().saturating_sub(MAX_LISTED) }
    }
}

fn id(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn describe(id: u64, text: &str) -> UnreadableReport {
    let stored: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let member = |name: &str| Some(stored.get(name)?.as_str().filter(|text| !text.trim().is_empty())?.to_owned());
    UnreadableReport { id, file: member("file"), sender: member("organization") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_texts_are_listed_once_with_what_can_be_read_and_deleted_one_by_one() {
        let mut texts = UnreadableTexts::default();
        let later = r#"{"format":2,"file":"a.json","organization":"Sender","policies":{}}"#;
        for text in [later, "{", later, r#"{"file":7,"organization":" "}"#] {
            texts.add(text);
        }
        let list = texts.list();
        assert_eq!((list.listed.len(), list.left_out), (3, 0));
        let named: Vec<_> = list.listed.iter().filter(|one| one.file.is_some() || one.sender.is_some()).collect();
        let [named] = named[..] else { panic!("{list:?}") };
        assert_eq!((named.file.as_deref(), named.sender.as_deref()), (Some("a.json"), Some("Sender")));
        texts.remove(named.id);
        assert!(!texts.texts().any(|text| text == later));
        assert_eq!(texts.list().listed.len(), 2);
    }

    #[test]
    fn only_the_first_of_many_are_listed() {
        let mut texts = UnreadableTexts::default();
        (0..MAX_LISTED + 7).for_each(|number| texts.add(&number.to_string()));
        let list = texts.list();
        assert_eq!((list.listed.len(), list.left_out), (MAX_LISTED, 7));
    }
}
