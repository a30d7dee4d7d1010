//! Loads the page about many domains.

use words::Language;
use yew::prelude::*;

use super::{CLOCK, reports::set_drop_handler};
use crate::{
    browser::{
        address, clock, files, idna::UrlParser, input_files, json, languages, next_task, page, spawn, style_sheet,
        viewport,
    },
    deferred::NotLoaded,
    many::{
        self, FileText, ManyModule, RunnerActions,
        input::{Input, ListReader, MAX_INPUT_BYTES},
        runner::{read_results, runner},
    },
    pages::{LoadMany, ManyPage},
};

/// Waits for the module of the page about many domains.
///
/// # Errors
/// The module did not load.
pub async fn load_many() -> Result<ManyModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open_many().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open_many()
}

#[cfg_attr(all(split_page, target_family = "wasm"), wasm_split_helpers::wasm_split(many, fallible))]
fn open_many() -> Result<ManyModule, NotLoaded> {
    Ok(ManyModule { page: |page_state| html! { <ManyPage page_state={page_state.clone()} actions={MANY_ACTIONS} /> } })
}

/// Loads the module. Both languages are loaded, as rows store their texts in both so that switching is immediate.
pub(super) const LOAD_MANY: LoadMany = LoadMany(|language, arrived| {
    spawn(async move {
        for other in Language::ALL {
            languages::load_words(other).await;
        }
        languages::load_task_words(language).await;
        style_sheet::load_style_sheet("many-style").await;
        arrived.emit(load_many().await.ok());
    });
});

const MANY_ACTIONS: many::ManyActions = many::ManyActions {
    chosen_files: input_files::chosen_files,
    set_drop_handler,
    read_file: |file, read| {
        spawn(async move {
            let beginning = match &file.file {
                Some(content) => files::read_first_lines(content, MAX_INPUT_BYTES).await,
                None => None,
            };
            let (text, is_cut) = beginning.unzip();
            read.emit(FileText { name: file.name, text, is_cut: is_cut.unwrap_or_default() });
        });
    },
    read_typed: |text| Input::read(None, text, None, &UrlParser),
    read_list: |file, text, column, done| {
        spawn(async move {
            let mut reader = ListReader::new(file, text, column);
            next_task().await;
            reader.find_columns(&UrlParser);
            next_task().await;
            reader.read_domains(&UrlParser);
            next_task().await;
            let input = reader.finish(&UrlParser);
            next_task().await;
            done.emit(input);
        });
    },
    read_results: |source, read| {
        spawn(async move {
            let results = read_results(source).await;
            read.emit(results.map(|results| Input::from_results(results.into(), &UrlParser)));
        });
    },
    watch_viewport: viewport::watch_viewport,
    save_file: |name, text| {
        // A browser that cannot save files has no way to report it.
        let _ = json::save(name, text);
    },
    load_words: |language, answer| {
        spawn(async move {
            answer.emit(languages::load_words(language).await && languages::load_task_words(language).await);
        });
    },
    local_day: clock::local_day,
    scroll_to_top: page::scroll_to_top,
    clock: CLOCK,
    origin: address::origin,
    runner: RunnerActions {
        watch: |watcher| runner().watch(watcher),
        configure: |state| runner().configure(state),
        start: |input| runner().start(input),
        pause: || runner().pause(),
        resume: || runner().resume(),
        cancel: || runner().cancel(),
        retry: |row| runner().retry(row),
        restart: || runner().restart(),
        clear: || runner().clear(),
        compare: |moment| runner().compare(moment),
        compare_with_file: |file, answer| runner().compare_with_file(file, answer),
        load_detail: |row, answer| runner().load_detail(row, answer),
        save_documents: |name, language, answer| runner().save_documents(name, language, answer),
    },
};
