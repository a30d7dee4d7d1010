//! Entry point: renders the application, which then takes the place of the static shell.

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
        let language = languages::initial_language();
        next_task().await;
        // Without any messages the shell stays, and reports the problem itself after a while.
        if languages::load_words(language).await || languages::load_any_words().await {
            next_task().await;
            take_over();
        }
    });
}

fn take_over() {
    if let Some(root) = page::create_root() {
        let typed = page::typed_in_shell().text.into();
        Renderer::<App>::with_root_and_props(root.clone(), Props { typed, root }).render();
    }
}
