//! Functions of the browser that the page about many domains needs. Its components never name the browser.

use std::rc::Rc;

use bulk::{Compared, Record};
use checker::Report;
use evidence::Timestamp;
use words::Language;
use yew::prelude::*;

use super::{input::Input, view::View};
use crate::{
    browser::input_files::InputFile,
    components::{CancelTimer, Clock},
    shared::Shared,
    store::State,
};

/// A file that may be a list.
#[derive(Clone, Debug)]
pub struct FileText {
    /// Its name.
    pub name: String,
    /// Its text, up to a limit; `None` if the browser cannot read it.
    pub text: Option<String>,
    /// Whether the file has more.
    pub is_cut: bool,
}

/// Where results come from.
#[derive(Clone, Debug)]
pub enum ResultSource {
    /// A file.
    File(InputFile),
    /// A pasted text.
    Text(String),
}

/// Position of an element in the window and heights of its lines, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Height of the element's part above the window; negative if it begins inside.
    pub top: f64,
    /// The height of the window.
    pub height: f64,
    /// The height of a row.
    pub row: f64,
    /// The height of a heading.
    pub group: f64,
    /// The height of what the open row adds.
    pub open: f64,
}

/// Position before anything was measured.
impl Default for Viewport {
    fn default() -> Self {
        Self { top: 0.0, height: 800.0, row: 68.0, group: 40.0, open: 320.0 }
    }
}

/// Content of an open row.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The report of its check.
    pub report: Shared<Report>,
    /// Comparison with the earlier check, if there is one.
    pub compared: Option<Compared>,
    /// Row of the earlier check, if that is all that is known about it.
    pub earlier_row: Option<Rc<Record>>,
}

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct ManyActions {
    /// Returns the files chosen in the field that an event comes from.
    pub chosen_files: fn(&Event) -> Vec<InputFile>,
    /// Sets the handler of files dropped on the page; `None` removes it.
    pub set_drop_handler: fn(Option<Callback<Vec<InputFile>>>),
    /// Reads a file.
    pub read_file: fn(InputFile, Callback<FileText>),
    /// Reads a list that was typed where one domain was expected.
    pub read_typed: fn(String) -> Input,
    /// Reads a list. The arguments are the name of its file, its text, the index of the column that the reader chose, and
    /// the callback that gets the list.
    pub read_list: fn(Option<String>, String, Option<usize>, Callback<Input>),
    /// Reads the results of an earlier run from JSON as a list. Calls back with `None` if there are no checks.
    pub read_results: fn(ResultSource, Callback<Option<Input>>),
    /// Calls back with the position of an element, now and whenever the window scrolls or resizes, until it is
    /// cancelled.
    pub watch_viewport: fn(&NodeRef, Callback<Viewport>) -> CancelTimer,
    /// Offers a text as a file to save. The arguments are its name and the text.
    pub save_file: fn(&str, &str),
    /// Returns the day of a moment in the reader's time zone, as `20260601`.
    pub local_day: fn(Timestamp) -> String,
    /// Scrolls to the top of the page.
    pub scroll_to_top: fn(),
    /// Loads the sentences of a language, with those of this page. Calls back with whether they are loaded.
    pub load_words: fn(Language, Callback<bool>),
    /// Formats times.
    pub clock: Clock,
    /// Returns the origin (scheme and name) of this page's server.
    pub origin: fn() -> String,
    /// Functions of the runner that checks the list.
    pub runner: RunnerActions,
}

/// Functions of the runner that checks the list.
#[derive(Clone, Copy, Debug)]
pub struct RunnerActions {
    /// Sets the callback that gets what to show; `None` removes it.
    pub watch: fn(Option<Callback<Shared<View>>>),
    /// Sets the resolvers to ask, and what may be kept.
    pub configure: fn(Shared<State>),
    /// Checks a list.
    pub start: fn(Input),
    /// Pauses the run: no further check starts.
    pub pause: fn(),
    /// Resumes the run.
    pub resume: fn(),
    /// Ends the run.
    pub cancel: fn(),
    /// Checks a row again; `None` is all rows for which a retry may observe more.
    pub retry: fn(Option<usize>),
    /// Checks the whole list again, as a new run.
    pub restart: fn(),
    /// Discards the list.
    pub clear: fn(),
    /// Compares with the run of this time; `None` is the latest check of each domain.
    pub compare: fn(Option<i64>),
    /// Compares with the checks in a file. Calls back with whether there are any.
    pub compare_with_file: fn(InputFile, Callback<bool>),
    /// Reads the content of an open row. Calls back with `None` if its check is not kept.
    pub load_detail: fn(usize, Callback<Option<Shared<Detail>>>),
    /// Saves the evidence of all rows as documents in a file of this name. Calls back with the number of rows without
    /// evidence.
    pub save_documents: fn(String, Language, Callback<usize>),
}

/// All instances are equal, as only one exists.
impl PartialEq for ManyActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
