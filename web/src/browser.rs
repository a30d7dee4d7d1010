//! Everything that is asked of the browser. The only room that names `web_sys`, `js_sys`, gloo or IndexedDB.

pub mod address;
pub mod clipboard;
pub mod clock;
mod database;
mod deadline;
pub mod dns;
pub mod files;
pub mod history;
mod http;
pub mod idna;
pub mod json;
pub mod languages;
pub mod memory;
pub mod page;
pub mod proxy;
mod transport;

pub use transport::{Browser, Offer};

use yew::Renderer;

use crate::App;

/// Puts the application in the place of the static shell, and keeps what was typed there meanwhile.
pub fn start() {
    if let Some(base) = page::base() {
        crate::route::serve_under(base);
    }
    spawn(async {
        // Without a single sentence the shell stays, and says so itself after a while.
        if languages::learn(crate::app::first_language()).await || languages::learn_any().await {
            take_over();
        }
    });
}

fn take_over() {
    let page::Typed { text, cursor } = page::typed_in_shell();
    if let Some(root) = page::element("app") {
        Renderer::<App>::with_root_and_props(root, crate::app::Props { typed: text.into(), cursor }).render();
    }
}

/// Lets a future run beside everything else.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
