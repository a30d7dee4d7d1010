//! Entry point: replaces the static shell with the application, and keeps any text typed meanwhile.

use web::{
    app::{App, Props},
    browser::{crash, languages, next_task, page, spawn},
    loader, route,
};
use yew::Renderer;

fn main() {
    crash::report_panics();
    if page::is_worker() {
        return spawn(async {
            if let Ok(reports) = loader::load_reports().await {
                (reports.serve)();
            }
        });
    }
    if let Some(base) = page::base_path() {
        route::set_base_path(base);
    }
    spawn(async {
        // Starting the module took long enough for one task.
        next_task().await;
        // Without any messages the shell stays, and reports the problem itself after a while.
        if languages::load_words(languages::initial_language()).await || languages::load_any_words().await {
            next_task().await;
            take_over();
        }
    });
}

fn take_over() {
    let page::Typed { text, cursor } = page::typed_in_shell();
    if let Some(root) = page::element("app") {
        Renderer::<App>::with_root_and_props(root, Props { typed: text.into(), cursor }).render();
    }
}
