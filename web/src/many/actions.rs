//! What the page about many domains asks of the browser: functions, so that components name nothing of it.

use bulk::Compared;
use checker::Report;
use evidence::Evidence;
use yew::prelude::*;

use super::{input::Input, view::View};
use crate::{
    browser::given_files::GivenFile,
    components::{CancelTimer, Clock},
    shared::Shared,
    store::State,
};

/// A file that was read: its name, and its text if the browser could read it.
pub type FileText = (String, Option<String>);

/// Where an element is in the window, and how high its lines are. All in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// How much of the element is scrolled out of the window; negative, where it begins inside.
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

/// Before anything was measured.
impl Default for Viewport {
    fn default() -> Self {
        Self { top: 0.0, height: 800.0, row: 68.0, group: 40.0, open: 320.0 }
    }
}

/// What an open row shows.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The report of its check.
    pub report: Shared<Report>,
    /// The same beside the earlier check, if there is one.
    pub compared: Option<Compared>,
}

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct ManyActions {
    /// The files that were chosen in the field that an event comes from.
    pub chosen: fn(&Event) -> Vec<GivenFile>,
    /// Hands files that are dropped on the page to this callback, until it is taken away.
    pub take_drops: fn(Option<Callback<Vec<GivenFile>>>),
    /// Reads a file.
    pub read_file: fn(GivenFile, Callback<FileText>),
    /// Reads a list: the name of its file, its text, and the index of the column that the reader chose.
    pub read_list: fn(Option<String>, String, Option<usize>) -> Input,
    /// Tells a callback where an element is, now and whenever the window scrolls or changes, until it is cancelled.
    pub watch: fn(&NodeRef, Callback<Viewport>) -> CancelTimer,
    /// Offers a text as a file to save: its name, and the text.
    pub save: fn(&str, &str),
    /// Writes moments.
    pub clock: Clock,
    /// Scheme and name of this page's server.
    pub origin: fn() -> String,
    /// Checks the list.
    pub runner: RunnerActions,
}

/// What checks the list.
#[derive(Clone, Copy, Debug)]
pub struct RunnerActions {
    /// Tells this callback what to show, until it is taken away.
    pub watch: fn(Option<Callback<Shared<View>>>),
    /// Who is asked, and what may be kept.
    pub configure: fn(Shared<State>),
    /// Checks a list.
    pub start: fn(Input),
    /// Begins no further check.
    pub pause: fn(),
    /// Goes on.
    pub resume: fn(),
    /// Ends the run.
    pub cancel: fn(),
    /// Checks rows again: these, or those of which something was not seen.
    pub retry: fn(Option<usize>),
    /// Forgets the list.
    pub clear: fn(),
    /// Compares with the run of this moment; without one, with the latest check of each domain.
    pub compare: fn(Option<i64>),
    /// Compares with the checks in a file; answers whether there are any.
    pub compare_with_file: fn(GivenFile, Callback<bool>),
    /// Reads what a row shows when it is open; nothing, where its check is not kept.
    pub detail: fn(usize, Callback<Option<Shared<Detail>>>),
    /// The evidence of a row as documents in one file; answers how many rows had none.
    pub documents: fn(words::Language, Callback<usize>),
}

/// There is one, so any two are the same.
impl PartialEq for ManyActions {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Evidence by domain, to compare with.
pub type Baseline = std::collections::HashMap<String, Evidence>;
