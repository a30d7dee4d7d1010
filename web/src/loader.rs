//! Loads what a first check does not need. The delivered page keeps it in a file of its own (`wasm_split`); elsewhere all of it is in
//! one file, and there is nothing to wait for.

use std::rc::Rc;

use words::Language;
use yew::prelude::*;

use crate::{
    browser::{clock, files, history, idna::UrlParser, json, page},
    components::{
        ChangesSince, Clock, EvidenceView, Format, HistoryList, JudgeDraft, Message, MessageView, ResolverOptions,
        deliveries, demo_list, export_actions, unseen_list, what_if,
    },
    deferred::{DeferredModule, DroppedFile, NotLoaded},
    draft,
    pages::{self, LintPage},
    store::{Check, FileProblem, KeptCheck},
};

#[cfg(all(split_page, target_family = "wasm"))]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Waits for the deferred module. The first call has it fetched; after a failure the next one tries again.
pub async fn load() -> Result<DeferredModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open()
}

/// The checks that are kept, the latest first; none, where what reads them did not come.
pub async fn recall() -> Vec<KeptCheck> {
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
            html! {
                <EvidenceView {language} evidence={check.evidence.clone()} report={check.report.clone()}
                    failed_resolvers={check.failed_resolvers.clone()} clock={CLOCK} />
            }
        },
        since: |language, check, history| {
            html! {
                <ChangesSince {language} evidence={check.evidence.clone()} domain={check.domain.to_string()}
                    history={history.clone()} clock={CLOCK} />
            }
        },
        history: |state, links, settings| {
            html! {
                <HistoryList language={state.settings.language} history={state.session.history.clone()}
                    keeps={state.settings.keeps} file_problem={state.notices.file_problem} {links}
                    history_settings={settings.clone()} clock={CLOCK} />
            }
        },
        message: MessageView(|language, report, owner, origin| {
            html! { <Message {language} report={report.clone()} {owner} {origin} /> }
        }),
        about: pages::about,
        rules: |language, links| pages::rules(language, None, links),
        rule: pages::rule,
        write,
        export,
        listen: |on_drop, on_offline| {
            files::on_drop(on_drop);
            page::watch_network(on_offline);
            page::listen_for_slash();
        },
        lint: |state, draft_actions, links| {
            html! {
                <LintPage language={state.settings.language} draft={state.session.draft.clone()} judge={JUDGE}
                    file_problem={state.notices.file_problem} {draft_actions} {links} />
            }
        },
        open: |file, any| Box::pin(read_file(file, any)),
        keep: |evidence, key| Box::pin(async move { history::keep(&evidence, key).await }),
        recall: || Box::pin(recall_all()),
        delete: |key| Box::pin(history::delete(key)),
        forget: || Box::pin(history::forget()),
    })
}

const JUDGE: JudgeDraft = JudgeDraft(|draft| draft.judge(&UrlParser, clock::now()));

async fn recall_all() -> Vec<KeptCheck> {
    let stored = history::recall().await;
    let kept = |stored: history::Stored| {
        let (key, domain, typed, started) = (stored.key, stored.domain(), stored.typed(), stored.started());
        KeptCheck::new(key, domain, typed, started, Rc::new(move || stored.evidence()))
    };
    stored.into_iter().map(kept).collect()
}

/// Evidence is recognised by its form, a text that can be published by its fields.
async fn read_file(file: files::File, any: bool) -> DroppedFile {
    let read = match files::text(&file).await {
        Ok(text) => json::evidence(&text),
        Err(problem) if any => json::Checks { problem: Some(problem), ..json::Checks::default() },
        Err(problem) => return DroppedFile::Nothing(problem),
    };
    if !read.checks.is_empty() {
        return DroppedFile::Evidence { checks: read.checks, unreadable: read.unreadable };
    }
    match files::beginning(&file, draft::READ).await {
        Some(text) if any || is_text_to_publish(&text) => DroppedFile::Draft { file: file.name(), text },
        _ => DroppedFile::Nothing(read.problem.unwrap_or(FileProblem::NoEvidence)),
    }
}

/// A part of a saved check holds such texts as well, and is none.
fn is_text_to_publish(text: &[u8]) -> bool {
    !text.trim_ascii_start().starts_with(b"{")
        && !text.trim_ascii_start().starts_with(b"[")
        && checker::recognise_source(text).is_some()
}

fn write(check: &Check, language: Language, format: Format, link: &str) -> Option<String> {
    match format {
        Format::Markdown => Some(words::text::markdown(&check.report, language, Some(link))),
        Format::Text => Some(words::text::mail_text(&check.report, language, link)),
        Format::Json => json::text(&words::document::document(&check.report, &check.evidence, language)),
    }
}

fn export(kept: &[KeptCheck]) -> Option<String> {
    let readable = kept.iter().filter_map(KeptCheck::evidence);
    json::text(&readable.map(|evidence| &**evidence).collect::<Vec<_>>())
}
