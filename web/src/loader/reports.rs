//! Loads the pages about TLS reports and bounces.

use yew::prelude::*;

use crate::{
    browser::{
        clock, files, fragment,
        input_files::{self, InputFile},
        json, languages, page, spawn, style_sheet,
    },
    deferred::NotLoaded,
    pages::{BouncePage, LoadReports, ReportsPage},
    reports::{
        ReaderActions, ReportsActions, ReportsModule,
        reader::{self, reader},
    },
};

/// Waits for the module of the pages about TLS reports and bounces.
///
/// # Errors
/// The module did not load.
pub async fn load_reports() -> Result<ReportsModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open_reports().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open_reports()
}

#[cfg_attr(all(split_page, target_family = "wasm"), wasm_split_helpers::wasm_split(reports, fallible))]
fn open_reports() -> Result<ReportsModule, NotLoaded> {
    Ok(ReportsModule {
        bounce: |page_state| html! { <BouncePage page_state={page_state.clone()} actions={REPORTS_ACTIONS} /> },
        reports: |page_state| html! { <ReportsPage page_state={page_state.clone()} actions={REPORTS_ACTIONS} /> },
        serve: reader::serve_worker,
    })
}

pub(super) const LOAD_REPORTS: LoadReports = LoadReports(|language, arrived| {
    spawn(async move {
        languages::load_task_words(language).await;
        style_sheet::load_style_sheet("reports-style").await;
        arrived.emit(load_reports().await.ok());
    });
});

const REPORTS_ACTIONS: ReportsActions = ReportsActions {
    chosen_files: input_files::chosen_files,
    chosen_option: page::chosen_option,
    set_drop_handler,
    read_beginning: |file, bytes, read| {
        spawn(async move {
            let text = match &file.file {
                Some(content) => files::read_beginning(content, bytes).await,
                None => None,
            };
            read.emit((file.name, text));
        });
    },
    explain: |text, explained| reader().explain(text, explained),
    show_parts: fragment::set_parts,
    save_file: |name, text| {
        // A browser that cannot save files has no way to report it.
        let _ = json::save(name, text);
    },
    format_day: clock::format_utc_day,
    reader: ReaderActions {
        watch: |watcher| reader().watch(watcher),
        add: |files| reader().add(files),
        stop: || reader().stop(),
        choose: |domain, live| reader().choose(domain, live),
        clear: || reader().clear(),
        delete_unreadable: |id| reader().delete_unreadable(id),
        set_keeping: |keeps| reader().set_keeping(keeps),
        export: |command, written| reader().export(command, written),
    },
};

pub(super) fn set_drop_handler(handler: Option<Callback<Vec<InputFile>>>) {
    files::set_drop_handler(handler.map(|handler| {
        Callback::from(move |data| {
            let (files, handler) = (input_files::dropped_files(&data), handler.clone());
            spawn(async move { handler.emit(files.await) });
        })
    }));
}
