//! Interface to the code that a first check does not need. The delivered page keeps that code in a separate Wasm file.
//! [`loader`](crate::loader) fetches it as soon as the form is shown.
//!
//! Everything is reached through the functions of [`DeferredModule`]. Naming one of them directly would pull it and its
//! dependencies back into the first file. `cargo xtask size` shows which file holds which code.

use std::{future::Future, pin::Pin};

use checker::Report;
use evidence::Evidence;
use proxy_api::Demo;
use words::{Language, key};
use yew::prelude::*;

use crate::{
    browser::files::File,
    components::{DraftActions, ExportActions, ExportFormat, HistoryFile, HistorySettings, Links, Resolvers},
    shared::Shared,
    store::{Check, EarlierChecks, FileProblem, State},
};

/// A boxed future that stays on one thread.
pub type LocalBoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Names of the resolver with its fallbacks, and of the resolvers to compare with.
pub type ResolverNames = (Vec<String>, Vec<String>);

/// Functions that are loaded after the form.
#[derive(Clone, Copy, Debug)]
pub struct DeferredModule {
    /// Writes the texts to publish into the report of a check, so that rendering it takes less time.
    pub write_texts: fn(&Check),
    /// Renders what senders do with each MX host, now and under another policy mode.
    pub delivery_table: fn(Language, &Check) -> Html,
    /// Renders the choice of resolvers to ask and to compare with.
    pub resolver_panel: fn(&Resolvers) -> Html,
    /// Renders the links to the other tasks of the site.
    pub task_list: fn(Language, &Links) -> Html,
    /// Renders the demo domains.
    pub demo_domains: fn(Language, &[Demo], &Links) -> Html,
    /// Renders what could not be observed, and why.
    pub unobserved_answers: fn(Language, &Report, &Links) -> Html,
    /// Renders links to the check, and the report in every export format.
    pub export_actions: fn(Language, &Check, &ExportActions, &Links) -> Html,
    /// Renders all evidence of a check. The `bool` is whether that includes the list of all questions.
    pub evidence_list: fn(Language, &Check, bool) -> Html,
    /// Renders the changes since the last check, as one line of the answer.
    pub changes_line: fn(Language, &Check, &Shared<EarlierChecks>, &Links) -> Html,
    /// Renders the changes since an earlier check.
    pub changes_since: fn(Language, &Check, &Shared<EarlierChecks>) -> Html,
    /// Renders the list of earlier checks and its controls.
    pub history_list: fn(&State, &Links, &HistorySettings) -> Html,
    /// Renders the notices of an answer.
    pub answer_notices: fn(&State) -> Html,
    /// Renders the footer of every page. The `bool` is whether the key `/` focuses the field; the callback changes it.
    pub footer: fn(Language, &Links, bool, &Callback<bool>) -> Html,
    /// Renders the page for an unknown path.
    pub unknown_page: fn(Language, &str, &Links) -> Html,
    /// Renders the actions to take. The third argument is the origin (scheme and name) of this page's server.
    pub action_list: fn(Language, &Check, &AttrValue, &Links) -> Html,
    /// Renders the other findings.
    pub other_findings: fn(Language, &Check, &Links) -> Html,
    /// Renders the page about data that leaves the browser.
    pub about_page: fn(Language, &ResolverNames) -> Html,
    /// Renders the list of all rules.
    pub rule_list_page: fn(Language, &Links) -> Html,
    /// Renders one rule.
    pub rule_page: fn(Language, &str, &Links) -> Html,
    /// Returns a check in an export format, with a link to the same check.
    pub write_export: fn(&Check, Language, ExportFormat, &str) -> Option<String>,
    /// Saves the kept checks as a file.
    pub export_history: fn(HistoryFile, Language) -> LocalBoxFuture<()>,
    /// Calls back with each file dropped on the page, and when the network status changes. Also listens for the key
    /// `/`.
    pub listen_for_input: fn(Callback<File>, Callback<bool>),
    /// Renders the page that checks a text before it is published.
    pub lint_page: fn(&Shared<State>, DraftActions, &Links) -> Html,
    /// Packs evidence for a link. Returns `None` if it does not fit.
    pub pack_snapshot: fn(Shared<Evidence>) -> LocalBoxFuture<Option<String>>,
    /// Unpacks the evidence in a link, if this page can read it.
    pub unpack_snapshot: fn(String) -> LocalBoxFuture<Option<Evidence>>,
    /// Renders a hint about typed text that is not a domain. Returns `None` if its type is unknown.
    pub typed_text_hint: fn(Language, &str, &DraftActions, &Links) -> Option<Html>,
    /// Renders the page about TLS reports or a bounce, from a Wasm file of its own.
    pub reports_page: fn(&State, &Links) -> Html,
    /// Renders the page that plans a change, from a Wasm file of its own.
    pub change_page: fn(&Shared<State>, &Links) -> Html,
    /// Renders the page that sets up a domain, from a Wasm file of its own.
    pub set_up_page: fn(&Shared<State>, &Links) -> Html,
    /// Renders the page about many domains, from a Wasm file of its own.
    pub many_page: fn(&State, &Links) -> Html,
    /// Moves to the finding that the address names, if any.
    pub highlight_finding: fn(),
    /// Reads a file. The `bool` is whether any text counts as a draft.
    pub open_file: fn(File, bool) -> LocalBoxFuture<DroppedFile>,
}

/// Content of a file that the reader opened.
#[derive(Debug)]
pub enum DroppedFile {
    /// Evidence of checks.
    Evidence {
        /// Readable checks, the earliest first.
        checks: Vec<Evidence>,
        /// Number of unreadable checks.
        unreadable: usize,
    },
    /// A text to be published.
    Draft {
        /// Name of the file.
        file: String,
        /// First bytes of the file.
        text: Vec<u8>,
    },
    /// A file that the page cannot show.
    Unreadable(FileProblem),
}

/// Load state of the deferred module.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "only one value exists")]
pub enum LoadState {
    /// The module is loading.
    #[default]
    Loading,
    /// The module is loaded, and its parts are rendered up to this one.
    Loaded(DeferredModule, DeferredPart),
    /// The module failed to load.
    Failed,
}

impl LoadState {
    /// Returns the module, if it is loaded.
    #[must_use]
    pub const fn loaded(self) -> Option<DeferredModule> {
        match self {
            Self::Loaded(deferred, _) => Some(deferred),
            Self::Loading | Self::Failed => None,
        }
    }

    /// Returns the module, if this part of it is rendered.
    #[must_use]
    pub fn loaded_up_to(self, part: DeferredPart) -> Option<DeferredModule> {
        match self {
            Self::Loaded(deferred, rendered) if part <= rendered => Some(deferred),
            _ => None,
        }
    }

    /// Returns the state that renders one part more, or `None` if all are rendered.
    #[must_use]
    pub const fn with_next_part(self) -> Option<Self> {
        let Self::Loaded(deferred, rendered) = self else { return None };
        match rendered {
            DeferredPart::Tools => Some(Self::Loaded(deferred, DeferredPart::Actions)),
            DeferredPart::Actions => Some(Self::Loaded(deferred, DeferredPart::Findings)),
            DeferredPart::Findings => Some(Self::Loaded(deferred, DeferredPart::Delivery)),
            DeferredPart::Delivery => Some(Self::Loaded(deferred, DeferredPart::Evidence)),
            DeferredPart::Evidence => Some(Self::Loaded(deferred, DeferredPart::Footer)),
            DeferredPart::Footer => None,
        }
    }

    /// Renders the part that comes last, or a message that the module failed to load.
    pub fn show_last(self, language: Language, part: impl FnOnce(DeferredModule) -> Html) -> Html {
        let is_early = self.loaded().is_some() && self.loaded_up_to(DeferredPart::Evidence).is_none();
        if is_early { Html::default() } else { self.show(language, part) }
    }

    /// Renders a part of the module, or a message that the module failed to load.
    pub fn show(self, language: Language, part: impl FnOnce(DeferredModule) -> Html) -> Html {
        match self {
            Self::Loaded(deferred, _) => part(deferred),
            Self::Loading => Html::default(),
            Self::Failed => html! {
                <p class="aside" role="alert" data-later="missing">{language.message(key::PAGE_LATER_MISSING, &[])}{" "}
                    <a href="">{language.message(key::PAGE_LATER_AGAIN, &[])}</a></p>
            },
        }
    }
}

impl From<Result<DeferredModule, NotLoaded>> for LoadState {
    fn from(result: Result<DeferredModule, NotLoaded>) -> Self {
        result.map_or(Self::Failed, |deferred| Self::Loaded(deferred, DeferredPart::Tools))
    }
}

/// Part of the deferred module, in the order of rendering. Each is rendered in a task of its own: all in one would delay
/// input on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeferredPart {
    /// The tools of the verdict and its notices, and the pages other than the check.
    Tools,
    /// The list of actions.
    Actions,
    /// The findings without an action.
    Findings,
    /// The delivery table, the changes since an earlier check, and the answers that were not observed.
    Delivery,
    /// The evidence without the list of all questions.
    Evidence,
    /// The list of all questions, and the footer.
    Footer,
}

/// All instances are equal, as only one exists.
impl PartialEq for DeferredModule {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Error for a Wasm file that did not load. The network is down, or a newer page replaced the file on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;
