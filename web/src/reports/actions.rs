//! Functions of the browser that the pages about TLS reports and bounces need. Their components never name the browser.

use bounce::Explanation;
use yew::prelude::*;

use super::{engine::Command, summary::LiveCheck, view::View};
use crate::{browser::input_files::InputFile, shared::Shared};

/// Name of a file, and its first bytes if the browser could read it.
pub type FileBytes = (String, Option<Vec<u8>>);

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct ReportsActions {
    /// Returns the files chosen in the field that an event comes from.
    pub chosen_files: fn(&Event) -> Vec<InputFile>,
    /// Returns the index of the chosen option in the list that an event comes from.
    pub chosen_option: fn(&Event) -> Option<usize>,
    /// Sets the handler of files dropped on the page; `None` removes it.
    pub set_drop_handler: fn(Option<Callback<Vec<InputFile>>>),
    /// Reads at most this many bytes from the beginning of a file.
    pub read_beginning: fn(InputFile, usize, Callback<FileBytes>),
    /// Explains a text.
    pub explain: fn(Vec<u8>, Callback<Shared<Explanation>>),
    /// Puts the parts of a check to show into the address.
    pub show_parts: fn(&[&str]),
    /// Offers a text as a file to save. The arguments are its name and the text.
    pub save_file: fn(&str, &str),
    /// Formats a day (days since 1970, UTC) in a language.
    pub format_day: fn(i64, words::Language) -> String,
    /// Functions of the reader of reports.
    pub reader: ReaderActions,
}

/// Functions of the reader of reports.
#[derive(Clone, Copy, Debug)]
pub struct ReaderActions {
    /// Sets the callback that gets what to show; `None` removes it.
    pub watch: fn(Option<Callback<Shared<View>>>),
    /// Reads files.
    pub add: fn(Vec<InputFile>),
    /// Stops reading files.
    pub stop: fn(),
    /// Shows a domain, with a check of it.
    pub choose: fn(Option<String>, Option<LiveCheck>),
    /// Discards all reports.
    pub clear: fn(),
    /// Deletes the kept report with this identifier, which cannot be read.
    pub delete_unreadable: fn(u64),
    /// Turns keeping reports in this browser on or off.
    pub set_keeping: fn(bool),
    /// Writes all reports in a format. Calls back with the text.
    pub export: fn(Command, Callback<String>),
}

/// All instances are equal, as only one exists.
impl PartialEq for ReportsActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
