//! What the pages about TLS reports and bounces ask of the browser: functions, so that components name nothing of it.

use bounce::Explanation;
use yew::prelude::*;

use super::{engine::Command, summary::LiveCheck, view::View};
use crate::{browser::given_files::GivenFile, shared::Shared};

/// A file that was read: its name, and its first bytes if the browser could read it.
pub type FileBytes = (String, Option<Vec<u8>>);

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct ReportsActions {
    /// The files that were chosen in the field that an event comes from.
    pub chosen: fn(&Event) -> Vec<GivenFile>,
    /// The number of the option that was chosen in the list that an event comes from.
    pub chosen_option: fn(&Event) -> Option<usize>,
    /// Hands files that are dropped on the page to this callback, until it is taken away.
    pub take_drops: fn(Option<Callback<Vec<GivenFile>>>),
    /// Reads at most this many bytes from the beginning of a file.
    pub beginning: fn(GivenFile, usize, Callback<FileBytes>),
    /// Explains a text.
    pub explain: fn(Vec<u8>, Callback<Shared<Explanation>>),
    /// Adds to the address which parts of a check to look at.
    pub look_at: fn(&[&str]),
    /// Offers a text as a file to save: its name, and the text.
    pub save: fn(&str, &str),
    /// Writes a day (days since 1970, UTC) for readers of a language.
    pub day: fn(i64, words::Language) -> String,
    /// Reads reports.
    pub reader: ReaderActions,
}

/// What reads reports.
#[derive(Clone, Copy, Debug)]
pub struct ReaderActions {
    /// Tells this callback what to show, until it is taken away.
    pub watch: fn(Option<Callback<Shared<View>>>),
    /// Reads files.
    pub add: fn(Vec<GivenFile>),
    /// Reads no more files.
    pub stop: fn(),
    /// Shows a domain, with a check of it.
    pub choose: fn(Option<String>, Option<LiveCheck>),
    /// Forgets all reports.
    pub clear: fn(),
    /// Keeps reports in this browser, or does not.
    pub keep: fn(bool),
    /// Writes all reports as a text.
    pub export: fn(Command, Callback<String>),
}

/// There is one, so any two are the same.
impl PartialEq for ReportsActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
