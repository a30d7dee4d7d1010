//! Loads the code that a first check does not need. The delivered page keeps it in separate Wasm files (`wasm_split`).
//! Other builds have one file, so nothing needs to load.

mod change;
mod many;
mod reports;
mod set_up;

use evidence::sorted_by_number;
use words::Language;
use yew::prelude::*;

use crate::{
    browser::{clock, files, fragment, idna::UrlParser, json, page, snapshot},
    change::ChangePageState,
    components::{
        ActionList, ChangesLine, ChangesSince, Clock, EvidenceProps, ExportFormat, HistoryFile, HistoryList,
        JudgeDraft, ResolverOptions, answer_notices, deliveries, demo_list, evidence_section, export_actions,
        folded_findings, footer, history_csv, task_list, typed_text_hint, unobserved_list, what_if,
    },
    deferred::{DeferredModule, DroppedFile, NotLoaded},
    draft, history_module,
    many::ManyPageState,
    pages::{self, ChangeFrame, LintPage, ManyFrame, ReportsFrame, RuleList, SetUpFrame},
    reports::ReportsPageState,
    set_up::SetUpPageState,
    shared::Shared,
    store::{Check, FileProblem},
    typed_text::TypedText,
};
use change::LOAD_CHANGE;
use many::LOAD_MANY;
use reports::LOAD_REPORTS;
use set_up::LOAD_SET_UP;

pub use reports::load_reports;

#[cfg(all(split_page, target_family = "wasm"))]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Waits for the deferred module. The first call fetches it; after a failure, the next call tries again.
pub async fn load() -> Result<DeferredModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open()
}

const CLOCK: Clock = Clock { exact: clock::format_exact, time: clock::format_time, day: clock::format_day };

#[cfg_attr(all(split_page, target_family = "wasm"), wasm_split_helpers::wasm_split(deferred, fallible))]
fn open() -> Result<DeferredModule, NotLoaded> {
    Ok(DeferredModule {
        resolver_panel: |props| html! { <ResolverOptions ..props.clone() /> },
        task_list,
        demo_domains: demo_list,
        unobserved_answers: unobserved_list,
        export_actions,
        delivery_table: |language, check| html! { <>{deliveries(language, check.report())}{what_if(language, check)}</> },
        evidence_list: |language, check, has_questions| {
            let (evidence, report) = (check.evidence.clone(), check.report().clone());
            let failed_resolvers = check.failed_resolvers.clone();
            evidence_section(
                &EvidenceProps { language, evidence, report, failed_resolvers, clock: CLOCK },
                has_questions,
            )
        },
        changes_line: |language, check, earlier, links| {
            html! {
                <ChangesLine {language} evidence={check.evidence.clone()} earlier={earlier.clone()} clock={CLOCK} {links} />
            }
        },
        changes_since: |language, check, earlier| {
            html! {
                <ChangesSince {language} evidence={check.evidence.clone()} earlier={earlier.clone()} clock={CLOCK} />
            }
        },
        history_list: |state, links, settings| {
            html! {
                <HistoryList language={state.settings.language} history={state.session.history.clone()}
                    keeps_history={state.settings.keeps_history} file_problem={state.notices.file_problem.filter(|problem| *problem != FileProblem::Link)} {links}
                    history_settings={settings.clone()} clock={CLOCK} />
            }
        },
        answer_notices: |state| answer_notices(state, CLOCK),
        footer,
        unknown_page: pages::unknown_page,
        write_texts: |check| {
            let _ = check.complete_report();
        },
        action_list: |language, check, origin, links| {
            let report = check.complete_report();
            html! { <ActionList {language} report={report.clone()} {origin} {links} /> }
        },
        other_findings: |language, check, links| folded_findings(language, check.complete_report(), links),
        reports_page: |state, links| html! { <ReportsFrame page_state={ReportsPageState::new(state, links)} load={LOAD_REPORTS} /> },
        change_page: |state, links| html! { <ChangeFrame page_state={ChangePageState::new(state, links)} load={LOAD_CHANGE} /> },
        set_up_page: |state, links| html! { <SetUpFrame page_state={SetUpPageState::new(state, links)} load={LOAD_SET_UP} /> },
        many_page: |state, links| html! { <ManyFrame page_state={ManyPageState::new(state, links)} load={LOAD_MANY} /> },
        highlight_finding: fragment::highlight_finding,
        about_page: pages::about_page,
        rule_list_page: |language, links| html! { <RuleList {language} {links} /> },
        rule_page: pages::rule_page,
        write_export,
        export_history: |file, language| Box::pin(save_history(file, language)),
        listen_for_input: |on_drop, on_offline| {
            files::on_drop(on_drop);
            page::watch_network(on_offline);
            page::listen_for_keys();
        },
        lint_page: |state, draft_actions, links| {
            html! {
                <LintPage language={state.settings.language} draft={state.session.draft.clone()} judge={JUDGE}
                    file_problem={state.notices.file_problem} {draft_actions} {links} state={state.clone()} load={LOAD_SET_UP} />
            }
        },
        pack_snapshot: |evidence| Box::pin(async move { snapshot::pack(&evidence).await }),
        unpack_snapshot: |text| Box::pin(async move { snapshot::unpack(&text).await }),
        typed_text_hint: |language, text, draft, links| {
            let kind = TypedText::recognise(text, &UrlParser)?;
            Some(typed_text_hint(language, text, &kind, draft, links))
        },
        open_file: |file, any| Box::pin(open_file(file, any)),
    })
}

const JUDGE: JudgeDraft = JudgeDraft(|draft| draft.judge(&UrlParser, clock::now()));

/// Reads a file: recognises evidence by its form, and a text to publish by its fields.
async fn open_file(file: files::File, any: bool) -> DroppedFile {
    let read = match files::read_text(&file).await {
        Ok(text) => json::read_checks(&text).await,
        Err(problem) if any => json::FileChecks { problem: Some(problem), ..json::FileChecks::default() },
        Err(problem) => return DroppedFile::Unreadable(problem),
    };
    if !read.checks.is_empty() {
        let checks = sorted_by_number(read.checks, |evidence| evidence.started.unix_seconds());
        return DroppedFile::Evidence { checks, unreadable: read.unreadable };
    }
    match files::read_beginning(&file, draft::MAX_READ_BYTES).await {
        Some(text) if any || is_text_to_publish(&text) => DroppedFile::Draft { file: file.name(), text },
        _ => DroppedFile::Unreadable(read.problem.unwrap_or(FileProblem::NoEvidence)),
    }
}

/// Returns whether a text is one to publish. A part of a saved check contains such texts, but is not one.
fn is_text_to_publish(text: &[u8]) -> bool {
    !text.trim_ascii_start().starts_with(b"{")
        && !text.trim_ascii_start().starts_with(b"[")
        && checker::recognise_source(text).is_some()
}

fn write_export(check: &Check, language: Language, format: ExportFormat, link: &str) -> Option<String> {
    match format {
        ExportFormat::Markdown => Some(words::text::markdown(check.complete_report(), language, Some(link))),
        ExportFormat::Text => Some(words::text::mail_text(check.complete_report(), language, link)),
        ExportFormat::Json => {
            json::to_text(&words::document::document(check.complete_report(), &check.evidence, language))
        }
    }
}

async fn save_history(file: HistoryFile, language: Language) {
    let Ok(history) = history_module::load().await else { return };
    match file {
        HistoryFile::Json => {
            if let Some(parts) = (history.export)().await {
                let _ = json::save_parts("mta-sts-checks.json", &parts);
            }
        }
        HistoryFile::Csv => {
            let mut domains = (history.load_domains)().await;
            while (history.judge_again)(Shared::new(domains), None).await {
                domains = (history.load_domains)().await;
            }
            let _ = json::save("mta-sts-checks.csv", &history_csv(&(history.load_domains)().await, language));
        }
    }
}
