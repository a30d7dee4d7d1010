//! What a first check does not need, as an interface. The delivered page keeps what stands behind it in a file of its own, which
//! [`loader`](crate::loader) fetches as soon as the form stands.
//!
//! Everything is reached through the functions of [`DeferredModule`]: naming one of them directly would pull it, and all that it
//! depends on, back into the first file. `cargo xtask size` shows what stands where.

use std::{future::Future, pin::Pin};

use checker::Report;
use evidence::Evidence;
use proxy_api::Demo;
use words::{Language, key};
use yew::prelude::*;

use crate::{
    browser::files::File,
    components::{DraftActions, ExportActions, Format, HistoryFile, HistorySettings, Links, Resolvers},
    shared::Shared,
    store::{Check, EarlierChecks, FileProblem, State},
};

/// An answer that takes its time.
pub type LocalBoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Names of resolvers: the one that is asked with its fallbacks, and those that are compared with it.
pub type ResolverNames = (Vec<String>, Vec<String>);

/// Functions that are loaded after the form.
#[derive(Clone, Copy, Debug)]
pub struct DeferredModule {
    /// What a sender does, and what it would do if the policy had another mode.
    pub delivery_table: fn(Language, &Check) -> Html,
    /// Who can be asked for names, and compared with.
    pub resolver_panel: fn(&Resolvers) -> Html,
    /// What else the site is for.
    pub task_list: fn(Language, &Links) -> Html,
    /// Domains to try.
    pub demo_domains: fn(Language, &[Demo], &Links) -> Html,
    /// What could not be seen, and why.
    pub unobserved_answers: fn(Language, &Report, &Links) -> Html,
    /// Links to the check, and every form of the report with what can be done with it.
    pub export_actions: fn(Language, &Check, &ExportActions, &Links) -> Html,
    /// All that was seen.
    pub evidence_list: fn(Language, &Check) -> Html,
    /// What changed since the last check, in a line for the answer.
    pub changes_line: fn(Language, &Check, &Shared<EarlierChecks>, &Links) -> Html,
    /// What changed since an earlier check.
    pub changes_since: fn(Language, &Check, &Shared<EarlierChecks>) -> Html,
    /// Earlier checks, and what can be done with them.
    pub history_list: fn(&State, &Links, &HistorySettings) -> Html,
    /// What is to be known beside an answer.
    pub answer_notices: fn(&State) -> Html,
    /// The foot of every page; whether the key `/` leads to the field, and what changes that.
    pub footer: fn(Language, &Links, bool, &Callback<bool>) -> Html,
    /// That there is no page at a path.
    pub unknown_page: fn(Language, &str, &Links) -> Html,
    /// What to do, and what else was found. The third is scheme and name of this page's server.
    pub action_list: fn(Language, &Shared<Report>, &AttrValue, &Links) -> Html,
    /// What leaves the browser.
    pub about_page: fn(Language, &ResolverNames) -> Html,
    /// All rules.
    pub rule_list_page: fn(Language, &Links) -> Html,
    /// One rule.
    pub rule_page: fn(Language, &str, &Links) -> Html,
    /// A check as a text to take along, with a link to the same check.
    pub write_export: fn(&Check, Language, Format, &str) -> Option<String>,
    /// Saves the checks that are kept as a file.
    pub export_history: fn(HistoryFile, Language) -> LocalBoxFuture<()>,
    /// Calls back with every file that is dropped on the page, and when the network goes or comes; hears the key `/`.
    pub listen_for_input: fn(Callback<File>, Callback<bool>),
    /// A text before it is published.
    pub lint_page: fn(&Shared<State>, DraftActions, &Links) -> Html,
    /// Packs evidence for a link; nothing, where it does not fit.
    pub pack_snapshot: fn(Shared<Evidence>) -> LocalBoxFuture<Option<String>>,
    /// The evidence in a link, if this page can read it.
    pub unpack_snapshot: fn(String) -> LocalBoxFuture<Option<Evidence>>,
    /// What helps who typed this; nothing, where nothing tells what it is.
    pub typed_text_hint: fn(Language, &str, &DraftActions, &Links) -> Option<Html>,
    /// TLS reports, or a bounce: what is behind it comes in a file of its own.
    pub reports_page: fn(&State, &Links) -> Html,
    /// A change, planned: what is behind it comes in a file of its own, too.
    pub change_page: fn(&Shared<State>, &Links) -> Html,
    /// A domain, set up: what is behind it comes in a file of its own.
    pub set_up_page: fn(&Shared<State>, &Links) -> Html,
    /// Many domains: what is behind it comes in a file of its own.
    pub many_page: fn(&State, &Links) -> Html,
    /// Leads to the finding that the address names, if it names one.
    pub highlight_finding: fn(),
    /// What is in a file; whether any text is one to judge.
    pub open_file: fn(File, bool) -> LocalBoxFuture<DroppedFile>,
}

/// What is in a file that the reader gave.
#[derive(Debug)]
pub enum DroppedFile {
    /// Evidence of checks.
    Evidence {
        /// Those that can be read, the earliest first.
        checks: Vec<Evidence>,
        /// How many others there are.
        unreadable: usize,
    },
    /// A text that is to be published.
    Draft {
        /// The name of the file.
        file: String,
        /// Its first bytes.
        text: Vec<u8>,
    },
    /// Nothing that the page can show.
    Nothing(FileProblem),
}

/// How far the deferred module has come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a visit has one of it, and a table of functions is cheap to copy")]
pub enum LoadState {
    /// It is on its way.
    #[default]
    Awaited,
    /// It is there.
    Here(DeferredModule),
    /// It did not come.
    Missing,
}

impl LoadState {
    /// The module, if it is there.
    #[must_use]
    pub const fn here(self) -> Option<DeferredModule> {
        match self {
            Self::Here(deferred) => Some(deferred),
            Self::Awaited | Self::Missing => None,
        }
    }

    /// What it shows; instead of it, that it did not come.
    pub fn show(self, language: Language, part: impl FnOnce(DeferredModule) -> Html) -> Html {
        match self {
            Self::Here(deferred) => part(deferred),
            Self::Awaited => Html::default(),
            Self::Missing => html! {
                <p class="aside" role="alert" data-later="missing">{language.message(key::PAGE_LATER_MISSING, &[])}{" "}
                    <a href="">{language.message(key::PAGE_LATER_AGAIN, &[])}</a></p>
            },
        }
    }
}

impl From<Result<DeferredModule, NotLoaded>> for LoadState {
    fn from(result: Result<DeferredModule, NotLoaded>) -> Self {
        result.map_or(Self::Missing, Self::Here)
    }
}

/// There is one, so any two are the same.
impl PartialEq for DeferredModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The file did not come: the network is gone, or a newer page took its place on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;
