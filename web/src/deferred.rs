//! What a first check does not need. The delivered page keeps it in a file of its own (`wasm_split`), which is fetched as soon as
//! the form stands; elsewhere all of it is in one file, and there is nothing to wait for.
//!
//! Everything is reached through the functions of [`DeferredModule`]: whoever named one of them directly would pull it, and all that it
//! leans on, back into the first file. `cargo xtask size` shows what stands where.

use std::{future::Future, pin::Pin};

use checker::{Owner, Report};
use evidence::Evidence;
use proxy_api::Demo;
use words::{Language, key};
use yew::prelude::*;

use crate::{
    Shared,
    browser::{
        clock,
        files::{self, File},
        history, json, page,
    },
    components::{
        ChangesSince, Clock, EvidenceView, ExportActions, Format, HistoryList, HistorySettings, Message,
        ResolverOptions, Resolvers, deliveries, demo_list, export_actions, unseen_list, what_if,
    },
    draft,
    pages::{self, DraftActions, LintPage},
    route::Route,
    store::{Check, KeptCheck, State},
};

/// An answer that takes its time.
pub type LocalBoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Names of resolvers: of the one that is asked with those that stand in for it, and of those that are compared with it.
pub type Asked = (Vec<String>, Vec<String>);

/// The doors to what comes later.
#[derive(Clone, Copy, Debug)]
pub struct DeferredModule {
    /// What a sender does, and what it would do if the policy had another mode.
    pub delivery: fn(Language, &Check) -> Html,
    /// Who can be asked for names, and compared with.
    pub resolvers: fn(&Resolvers) -> Html,
    /// Domains to try.
    pub demos: fn(Language, &[Demo], &Callback<Route>) -> Html,
    /// What could not be seen, and why.
    pub unseen: fn(Language, &Report, &Callback<Route>) -> Html,
    /// Every form of the report, and what can be done with it.
    pub export_actions: fn(Language, &Check, &ExportActions) -> Html,
    /// All that was seen.
    pub evidence: fn(Language, &Check) -> Html,
    /// What changed since an earlier check.
    pub since: fn(Language, &Shared<Report>, &Shared<Vec<KeptCheck>>) -> Html,
    /// Earlier checks, and what can be done with them.
    pub history: fn(&State, &Callback<Route>, &HistorySettings) -> Html,
    /// What to send to whoever can mend a part; to whoever sets up what is not there yet, if there is no owner.
    pub message: fn(Language, &Shared<Report>, Option<Owner>, &AttrValue) -> Html,
    /// What leaves the browser, for the resolver and those that stand in for it, and for those that are compared with it.
    pub about: fn(Language, &Asked) -> Html,
    /// All rules.
    pub rules: fn(Language, &Callback<Route>) -> Html,
    /// One rule.
    pub rule: fn(Language, &str, &Callback<Route>) -> Html,
    /// A check as a text to take along, with a link to the same check.
    pub write: fn(&Check, Language, Format, &str) -> Option<String>,
    /// Several checks as a file.
    pub export: fn(&[KeptCheck]) -> Option<String>,
    /// Calls back with every file that is dropped on the page, and when the network goes or comes; hears the key `/`.
    pub listen: fn(Callback<File>, Callback<bool>),
    /// A text before it is published.
    pub lint: fn(&State, DraftActions, &Callback<Route>) -> Html,
    /// What is in a file; whether any text is one to judge.
    pub open: fn(File, bool) -> LocalBoxFuture<DroppedFile>,
    /// Keeps a check; says whether it could.
    pub keep: fn(Evidence) -> LocalBoxFuture<bool>,
    /// The checks that are kept, the latest first.
    pub recall: fn() -> LocalBoxFuture<Vec<Evidence>>,
}

/// What is in a file that the reader gave.
#[derive(Debug)]
pub enum DroppedFile {
    /// Evidence of checks.
    Evidence(Vec<Evidence>),
    /// A text that is to be published.
    Draft {
        /// The name of the file.
        file: String,
        /// Its first octets.
        text: Vec<u8>,
    },
    /// Neither.
    Nothing,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    /// It, if it is there.
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
                <p class="aside" role="alert" data-later="missing">{language.say(key::PAGE_LATER_MISSING, &[])}{" "}
                    <a href="">{language.say(key::PAGE_LATER_AGAIN, &[])}</a></p>
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

#[cfg(all(split_page, target_family = "wasm"))]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Waits for what comes later. The first call has it fetched; after a failure the next one tries again.
pub async fn load() -> Result<DeferredModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open()
}

/// The checks that are kept, the latest first; none, where what reads them did not come.
pub async fn recall() -> Vec<Evidence> {
    match load().await {
        Ok(deferred) => (deferred.recall)().await,
        Err(NotLoaded) => Vec::new(),
    }
}

const CLOCK: Clock = Clock { exact: clock::exact, time: clock::time };

#[cfg_attr(all(split_page, target_family = "wasm"), wasm_split_helpers::wasm_split(deferred, fallible))]
fn open() -> Result<DeferredModule, NotLoaded> {
    Ok(DeferredModule {
        resolvers: |props| html! { <ResolverOptions ..props.clone() /> },
        demos: demo_list,
        unseen: unseen_list,
        export_actions,
        delivery: |language, check| html! { <>{deliveries(language, &check.report)}{what_if(language, check)}</> },
        evidence: |language, check| {
            html! { <EvidenceView {language} evidence={check.evidence.clone()} report={check.report.clone()} failed_resolvers={check.failed_resolvers.clone()} clock={CLOCK} /> }
        },
        since: |language, report, history| html! { <ChangesSince {language} report={report.clone()} history={history.clone()} clock={CLOCK} /> },
        history: |state, on_go, history_settings| {
            html! {
                <HistoryList language={state.language} history={state.history.clone()} keeps={state.keeps} unreadable={state.unreadable}
                    {on_go} history_settings={history_settings.clone()} clock={CLOCK} />
            }
        },
        message: |language, report, owner, origin| {
            html! { <Message {language} report={report.clone()} {owner} {origin} /> }
        },
        about: pages::about,
        rules: |language, on_go| pages::rules(language, None, on_go),
        rule: pages::rule,
        write,
        export: |all| json::text(&all.iter().map(|history| &*history.evidence).collect::<Vec<_>>()),
        listen: |on_drop, on_offline| {
            files::on_drop(on_drop);
            page::watch_network(on_offline);
            page::listen_for_slash();
        },
        lint: |state, draft_actions, on_go| {
            html! {
                <LintPage language={state.language} draft={state.draft.clone()} now={clock::now()} unreadable={state.unreadable}
                    {draft_actions} {on_go} />
            }
        },
        open: |file, any| Box::pin(given(file, any)),
        keep: |evidence| Box::pin(async move { history::keep(&evidence).await }),
        recall: || Box::pin(history::recall()),
    })
}

/// Evidence is recognised by its form, a text that can be published by its fields.
async fn given(file: File, any: bool) -> DroppedFile {
    let mut all = files::text(&file).await.map(|text| json::evidence(&text)).unwrap_or_default();
    all.retain(|evidence| evidence.domain.parse::<mta_sts::Domain>().is_ok());
    if !all.is_empty() {
        return DroppedFile::Evidence(all);
    }
    match files::beginning(&file, draft::READ).await {
        Some(text) if any || is_text_to_publish(&text) => DroppedFile::Draft { file: file.name(), text },
        _ => DroppedFile::Nothing,
    }
}

/// A part of a saved check holds such texts as well, and is none.
fn is_text_to_publish(text: &[u8]) -> bool {
    !text.trim_ascii_start().starts_with(b"{")
        && !text.trim_ascii_start().starts_with(b"[")
        && checker::recognise(text).is_some()
}

fn write(check: &Check, language: Language, format: Format, link: &str) -> Option<String> {
    match format {
        Format::Markdown => Some(words::text::markdown(&check.report, language, Some(link))),
        Format::Text => Some(words::text::mail(&check.report, language, link)),
        Format::Json => json::text(&words::document::document(&check.report, &check.evidence, language)),
    }
}
