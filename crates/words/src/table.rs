//! The sentences of each language, as they were built in or learnt.
//!
//! A table is a text: the first line tells the set of messages, then comes a line for each, its id and its compiled pattern
//! with a tab between, in the order of the keys and so in the order of the ids.

use std::{fmt, sync::OnceLock};

use crate::{Key, Language, message_key::SET};

static TABLES: [OnceLock<Table>; 2] = [const { OnceLock::new() }; 2];

/// The sentences are those of another build: they would not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherBuild;

impl fmt::Display for OtherBuild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sentences are those of another build")
    }
}

impl std::error::Error for OtherBuild {}

/// The text that the page fetches: its sentences in one language.
#[cfg(feature = "built-in")]
#[must_use]
pub const fn page_table(language: Language) -> &'static str {
    match language {
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/en.txt")),
        Language::Ja => include_str!(concat!(env!("OUT_DIR"), "/ja.txt")),
    }
}

/// One language's sentences.
pub(crate) struct Table {
    lines: Vec<(&'static str, &'static str)>,
    /// How many of them are the page's: their ids are in order, and so are those of the others.
    page: usize,
}

/// The table of a language, if it is known.
pub(crate) fn table_of(language: Language) -> Option<&'static Table> {
    let place = place(language);
    #[cfg(feature = "built-in")]
    return Some(place.get_or_init(|| built_in(language)));
    #[cfg(not(feature = "built-in"))]
    place.get()
}

/// The table of any language that is known: all have the same ids.
pub(crate) fn any_table() -> Option<&'static Table> {
    Language::ALL.into_iter().find_map(table_of)
}

/// Learns a language once; the text stays for as long as the program runs.
pub(crate) fn load_table(language: Language, text: String) -> Result<(), OtherBuild> {
    if table_of(language).is_none() {
        let table = Table::read(String::leak(text), "").ok_or(OtherBuild)?;
        // A concurrent call has loaded the same text.
        let _ = place(language).set(table);
    }
    Ok(())
}

fn place(language: Language) -> &'static OnceLock<Table> {
    match language {
        Language::En => &TABLES[0],
        Language::Ja => &TABLES[1],
    }
}

#[cfg(feature = "built-in")]
fn built_in(language: Language) -> Table {
    let beside = match language {
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/en-beside.txt")),
        Language::Ja => include_str!(concat!(env!("OUT_DIR"), "/ja-beside.txt")),
    };
    Table::read(page_table(language), beside).expect("one build made keys and tables")
}

impl Table {
    fn read(page: &'static str, beside: &'static str) -> Option<Self> {
        let mut lines = page.lines();
        let is_ours = lines.next() == Some(SET);
        let mut lines: Vec<_> = lines.map_while(|line| line.split_once('\t')).collect();
        let page = lines.len();
        lines.extend(beside.lines().map_while(|line| line.split_once('\t')));
        is_ours.then_some(Self { lines, page })
    }

    /// The compiled sentence.
    pub(crate) fn pattern(&self, key: Key) -> &'static str {
        self.lines.get(usize::from(key.0)).map_or("", |(_, pattern)| pattern)
    }

    /// A message by its id: the page's, then the others, each in order.
    pub(crate) fn key_by_id(&self, id: &str) -> Option<Key> {
        let (page, beside) = self.lines.split_at(self.page);
        let search = |lines: &[(&str, &str)]| lines.binary_search_by(|(name, _)| (*name).cmp(id)).ok();
        let index = search(page).or_else(|| search(beside).map(|index| self.page + index))?;
        u16::try_from(index).ok().map(Key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_another_build_are_not_learnt() {
        assert!(Table::read("0000000000000000\nrecord-ok\tyes\n", "").is_none());
        assert!(Table::read("", "").is_none());
        assert!(Table::read(page_table(Language::Ja), "").is_some());
    }

    #[test]
    fn the_page_gets_no_words_of_the_command_line() {
        let table = Table::read(page_table(Language::En), "").expect("our own");
        assert_eq!(table.lines.len(), table.page);
        assert!(table.key_by_id("page-name").is_some());
        assert!(table.key_by_id("cli-cannot-read").is_none());
        assert_eq!(Language::En.message(crate::key::CLI_CANNOT_READ, &[]), "Cannot read {$path}: {$why}");
    }
}
