//! The messages of each language, either built in or loaded.
//!
//! A table is a text. Its first line identifies the set of messages. Each further line has the id and the compiled
//! pattern of a message, separated by a tab. The lines are in the order of the keys, and therefore of the ids. The page
//! fetches two tables: its own, and that of the task pages when it shows one of them.

use std::{fmt, sync::OnceLock};

use crate::{
    Key, Language,
    message_key::{PAGE_MESSAGES, SET_ID, TASK_MESSAGES},
};

static TABLES: [OnceLock<Table>; 2] = [const { OnceLock::new() }; 2];

/// The messages are from another build, and do not match this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildMismatch;

impl fmt::Display for BuildMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sentences are those of another build")
    }
}

impl std::error::Error for BuildMismatch {}

/// Returns the text that the page fetches: its messages in one language.
#[cfg(feature = "built-in")]
#[must_use]
pub const fn page_table(language: Language) -> &'static str {
    match language {
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/en.txt")),
        Language::Ja => include_str!(concat!(env!("OUT_DIR"), "/ja.txt")),
    }
}

/// Returns the text that the page fetches for the task pages: reports, bounces, changes.
#[cfg(feature = "built-in")]
#[must_use]
pub const fn tasks_table(language: Language) -> &'static str {
    match language {
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/en-tasks.txt")),
        Language::Ja => include_str!(concat!(env!("OUT_DIR"), "/ja-tasks.txt")),
    }
}

type Lines = Vec<(&'static str, &'static str)>;

/// The messages of one language.
pub(crate) struct Table {
    page: Lines,
    /// The messages of the task pages.
    tasks: OnceLock<Lines>,
    /// The messages that the page never fetches.
    other: Lines,
}

/// Returns the table of a language, if it is loaded.
pub(crate) fn table_of(language: Language) -> Option<&'static Table> {
    let table_slot = table_slot(language);
    #[cfg(feature = "built-in")]
    return Some(table_slot.get_or_init(|| built_in(language)));
    #[cfg(not(feature = "built-in"))]
    table_slot.get()
}

/// Returns the first match in any loaded language. All languages have the same ids.
pub(crate) fn any_table<T>(find: impl Fn(&'static Table) -> Option<T>) -> Option<T> {
    Language::ALL.into_iter().filter_map(table_of).find_map(find)
}

/// Loads the messages of a language once. The text stays in memory until the program ends.
pub(crate) fn load_table(language: Language, text: String) -> Result<(), BuildMismatch> {
    if table_of(language).is_none() {
        let page = lines(String::leak(text)).ok_or(BuildMismatch)?;
        // A concurrent call has loaded the same text.
        let _ = table_slot(language).set(Table { page, tasks: OnceLock::new(), other: Vec::new() });
    }
    Ok(())
}

/// Loads the messages of a language for the task pages, once.
pub(crate) fn load_tasks_table(language: Language, text: String) -> Result<(), BuildMismatch> {
    let table = table_of(language).ok_or(BuildMismatch)?;
    if table.tasks.get().is_none() {
        let _ = table.tasks.set(lines(String::leak(text)).ok_or(BuildMismatch)?);
    }
    Ok(())
}

fn table_slot(language: Language) -> &'static OnceLock<Table> {
    match language {
        Language::En => &TABLES[0],
        Language::Ja => &TABLES[1],
    }
}

#[cfg(feature = "built-in")]
fn built_in(language: Language) -> Table {
    let other = match language {
        Language::En => include_str!(concat!(env!("OUT_DIR"), "/en-other.txt")),
        Language::Ja => include_str!(concat!(env!("OUT_DIR"), "/ja-other.txt")),
    };
    let own_lines = |text| lines(text).expect("one build made keys and tables");
    Table {
        page: own_lines(page_table(language)),
        tasks: OnceLock::from(own_lines(tasks_table(language))),
        other: other.lines().map_while(|line| line.split_once('\t')).collect(),
    }
}

/// Returns the lines of a text, or `None` if they are from another build.
fn lines(text: &'static str) -> Option<Lines> {
    let mut lines = text.lines();
    let is_ours = lines.next() == Some(SET_ID);
    is_ours.then(|| lines.map_while(|line| line.split_once('\t')).collect())
}

impl Table {
    /// Returns its parts, with the number of the first message of each.
    fn parts(&self) -> [(usize, &[(&'static str, &'static str)]); 3] {
        let tasks = self.tasks.get().map_or(&[][..], Vec::as_slice);
        [(0, &self.page), (PAGE_MESSAGES, tasks), (PAGE_MESSAGES + TASK_MESSAGES, &self.other)]
    }

    /// Returns whether the messages of the task pages are loaded.
    pub(crate) fn has_tasks(&self) -> bool {
        self.tasks.get().is_some()
    }

    /// Returns the compiled pattern, or `None` if its part is not loaded.
    pub(crate) fn pattern(&self, key: Key) -> Option<&'static str> {
        let number = usize::from(key.0);
        let (first, lines) = self.parts().into_iter().rfind(|(first, _)| *first <= number)?;
        lines.get(number - first).map(|(_, pattern)| *pattern)
    }

    /// Returns a message by its id. Each part is searched in turn; a part is sorted by id.
    pub(crate) fn key_by_id(&self, id: &str) -> Option<Key> {
        let search = |(first, lines): (usize, &[(&str, &str)])| {
            Some(first + lines.binary_search_by(|(name, _)| (*name).cmp(id)).ok()?)
        };
        u16::try_from(self.parts().into_iter().find_map(search)?).ok().map(Key)
    }
}

impl Key {
    /// Returns a message by its id. An attribute is written as `record-ok.why`. The page only has its own messages.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        any_table(|table| table.key_by_id(id))
    }

    /// Returns an attribute of a message, such as `why` of `record-missing`.
    #[must_use]
    pub fn attribute(id: &str, attribute: &str) -> Option<Self> {
        Self::by_id(&[id, ".", attribute].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_another_build_are_not_loaded() {
        assert!(lines("0000000000000000\nrecord-ok\tyes\n").is_none());
        assert!(lines("").is_none());
        for language in Language::ALL {
            assert_eq!(lines(page_table(language)).map(|lines| lines.len()), Some(PAGE_MESSAGES));
            assert_eq!(lines(tasks_table(language)).map(|lines| lines.len()), Some(TASK_MESSAGES));
        }
    }

    #[test]
    fn the_page_has_no_command_line_messages_and_loads_task_messages_separately() {
        let own_lines = |text| lines(text).expect("our own");
        let table = Table { page: own_lines(page_table(Language::En)), tasks: OnceLock::new(), other: Vec::new() };
        assert!(table.key_by_id("page-name").is_some());
        assert!(table.key_by_id("cli-cannot-read").is_none());
        assert!(table.key_by_id("bounce-none").is_none() && !table.has_tasks());
        assert_eq!(table.pattern(crate::key::BOUNCE_NONE), None);
        let _ = table.tasks.set(own_lines(tasks_table(Language::En)));
        assert_eq!(table.key_by_id("bounce-none"), Some(crate::key::BOUNCE_NONE));
        assert_eq!(Language::En.message(crate::key::CLI_CANNOT_READ, &[]), "Cannot read {$path}: {$why}");
    }
}
